"""One entry that is larger than a connection's life gets through, both ways, and what arrived is not sent again."""

import random
import string
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
import sqlalchemy as sa

from deploy.link import UNLIMITED_BITS_PER_S, SlowLink
from deploy.world import World, YachtWorld, running_world
from edge_node.app import HttpTransport
from edge_node.pace import Pace
from edge_node.sync import Budget, Engine
from shared_models.roles import Role
from shared_models.states import Action
from tests.conftest import open_folder
from tests.simulation.test_exchange import agree, person

LIFE_BYTES = 4_000
_LETTERS = string.ascii_letters + string.digits + " .,-"


@pytest_asyncio.fixture(scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    directory = open_folder(tmp_path_factory, "pieces")
    async with running_world(directory, 1, manual_sync=True) as running:
        yield running


@pytest_asyncio.fixture
async def cut(world: World) -> AsyncIterator[SlowLink]:
    """A link between the node and the shore that cuts every connection after 4 kB."""
    engine = world.yachts[0].node.backend.engine
    await engine.exchange()
    before = engine.transport
    async with AsyncExitStack() as stack:
        link = SlowLink(target_url=world.shore_url, delay_s=0, bits_per_s=UNLIMITED_BITS_PER_S, life_bytes=LIFE_BYTES)
        await link.start()
        stack.push_async_callback(link.stop)
        engine.transport = HttpTransport(link.url)
        stack.push_async_callback(engine.transport.renew)
        yield link
        engine.transport = before
        engine.pace = Pace()


def long_note(seed: int) -> dict[str, Any]:
    """A request whose note no compression makes fit one connection."""
    note = "".join(random.Random(seed).choices(_LETTERS, k=9_990)) + "."
    return {
        "part_name": f"Long {uuid4()}", "quantity_requested": 1, "source_type": "manual_add", "source_notes": note,
    }  # fmt: skip


async def through(engine: Engine, tries: int = 40) -> int:
    """Exchange until it succeeds; after how many tries."""
    for count in range(1, tries + 1):
        if (await engine.exchange()).outcome == "ok":
            return count
    raise AssertionError(f"it did not get through in {tries} tries: {engine.pace}")


async def notes_of(world: World, yacht: YachtWorld, item: str) -> list[str]:
    """An item's note on both sides."""
    found = []
    async with yacht.node.database.reading() as tx:
        rows = await tx.rows(sa.text("select source_notes from pms_shopping_list_items where id = :id"), {"id": item})
        found += [row["source_notes"] for row in rows]
    async with world.shore.database.transaction(None, yacht.described["yacht_id"]) as tx:
        rows = await tx.rows(
            sa.text("select source_notes from pms_shopping_list_items where id = cast(:id as uuid)"), {"id": item}
        )
        return found + [row["source_notes"] for row in rows]


async def kept_in_part(world: World, yacht: YachtWorld) -> tuple[int, int]:
    """How many bytes of something that is not whole are kept on board and ashore."""
    yacht_id = yacht.described["yacht_id"]
    async with yacht.node.database.reading() as tx:
        board = await tx.rows(sa.text("select coalesce(sum(length(part)), 0) as n from reply_pieces"))
    async with world.shore.database.transaction(None, yacht_id) as tx:
        shore = await tx.rows(sa.text("select coalesce(sum(length(pieces)), 0) as n from node_epochs"))
    return board[0]["n"], shore[0]["n"]


async def a_note_longer_than_a_connection_reaches_the_shore(world: World, cut: SlowLink) -> None:
    yacht = world.yachts[0]
    backend, payload = yacht.node.backend, long_note(1)
    item = (await backend.act(person(yacht, Role.CREW), Action.CREATE, payload, None))["entity_id"]
    await through(backend.engine)
    assert await notes_of(world, yacht, item) == [payload["source_notes"]] * 2
    await agree(world, yacht)
    assert await kept_in_part(world, yacht) == (0, 0)


async def a_note_longer_than_a_connection_reaches_the_node(world: World, cut: SlowLink) -> None:
    yacht = world.yachts[0]
    payload = long_note(2)
    item = (await world.shore.backend.act(person(yacht, Role.MANAGER), Action.CREATE, payload, None))["entity_id"]
    await through(yacht.node.backend.engine)
    assert await notes_of(world, yacht, item) == [payload["source_notes"]] * 2
    await agree(world, yacht)
    assert await kept_in_part(world, yacht) == (0, 0)


async def what_arrived_in_part_is_not_sent_again_after_a_restart(world: World, cut: SlowLink) -> None:
    yacht = world.yachts[0]
    backend = yacht.node.backend
    first = backend.engine
    item = (await backend.act(person(yacht, Role.CREW), Action.CREATE, long_note(3), None))["entity_id"]
    sent = 0
    for _ in range(40):
        engine = Engine(first.database, first.yacht_id, first.key, HttpTransport(cut.url), first.now_ms, first.draw)
        engine.pace = Pace(LIFE_BYTES - 500)
        done = await engine.exchange(rounds=2)  # the first asks what had arrived
        sent += done.bytes_up
        await engine.transport.renew()
        if not (await backend.sync_status(None))["backlog"]["total"]:
            break
    assert sent < 10_500  # the note is 7,700 bytes by itself
    assert await notes_of(world, yacht, item) == [long_note(3)["source_notes"]] * 2
    await agree(world, yacht)


async def a_note_larger_than_the_budget_of_an_exchange_goes_in_several(world: World, cut: SlowLink) -> None:
    yacht = world.yachts[0]
    backend = yacht.node.backend
    cut.life_bytes = None
    backend.engine.budget = Budget(exchange_bytes=2_500)
    try:
        item = (await backend.act(person(yacht, Role.CREW), Action.CREATE, long_note(4), None))["entity_id"]
        costs = []
        while (await backend.sync_status(None))["backlog"]["total"] and len(costs) < 12:
            done = await backend.engine.exchange()
            costs.append(done.bytes_up + done.bytes_down)
    finally:
        backend.engine.budget = Budget()
    assert max(costs) <= 2_600
    assert len(costs) < 8
    assert await notes_of(world, yacht, item) == [long_note(4)["source_notes"]] * 2
    await agree(world, yacht)


async def a_decision_does_not_wait_for_a_long_note_before_it(world: World, cut: SlowLink) -> None:
    yacht = world.yachts[0]
    backend = yacht.node.backend
    lamp = {"part_name": f"Lamp {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"}
    made = (await backend.act(person(yacht, Role.CREW), Action.CREATE, lamp, None))["entity_id"]
    await through(backend.engine)
    await backend.act(person(yacht, Role.CREW), Action.CREATE, long_note(5), None)
    backend.engine.pace = Pace(LIFE_BYTES - 500)
    await backend.engine.exchange_once()
    decided = {"item_id": made, "quantity_approved": 1}
    await backend.act(person(yacht, Role.CAPTAIN), Action.APPROVE, decided, None)
    for _ in range(2):  # the first may ask what had arrived
        await backend.engine.exchange_once()
    backlog = (await backend.sync_status(None))["backlog"]
    assert (backlog["urgent"], backlog["total"]) == (0, 1)
    await through(backend.engine)
    await agree(world, yacht)
