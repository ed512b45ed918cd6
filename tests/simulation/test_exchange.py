"""Two real nodes and a real shore over a transport that loses, repeats, delays and garbles, until they agree."""

import random
import sqlite3
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import pytest
import pytest_asyncio
import sqlalchemy as sa

from deploy.simulate.chance import Chance
from deploy.simulate.faults import LINK, WITHIN_SHORE, Faults
from deploy.simulate.link import Link, Weather
from deploy.simulate.shore import Answer
from deploy.world import World, YachtWorld, running_world
from edge_node.database import NodeDatabase
from edge_node.pace import Pace
from edge_node.persist import OUTBOX
from edge_node.sync import Engine, LinkDown, Refused, Transport
from shared_models import journal, store
from shared_models.changes import Changes
from shared_models.errors import LazaretteError
from shared_models.queries import ITEMS
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.verify import verify
from tests.conftest import open_folder


@pytest_asyncio.fixture(scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    directory = open_folder(tmp_path_factory, "sync")
    async with running_world(directory, 2, manual_sync=True) as running:
        yield running


async def leaving() -> AsyncIterator[bytes]:
    """The caller leaves."""
    raise LinkDown("the caller left")
    yield b""


@dataclass
class OverHttp:
    """The shore behind the node's own transport."""

    true: Transport

    async def call(
        self,
        pieces: Sequence[bytes],
        whole: bool = True,
        headers: Sequence[tuple[bytes, bytes]] = (),
        breaks: tuple[str, int] | None = None,
    ) -> Answer:
        assert (headers, breaks) == ((), None)
        try:
            sent = self.true.send(b"".join(pieces), None if whole else leaving())
            return Answer(200, [piece async for piece in sent])
        except Refused:
            return Answer(401)
        except LinkDown:
            return Answer(0)


@dataclass
class Portal:
    """Answers every request with a page of its own."""

    bytes_up: int = 0
    bytes_down: int = 0

    async def renew(self) -> None:
        """There is nothing to renew."""

    async def send(self, first: bytes, rest: AsyncIterator[bytes] | None) -> AsyncIterator[bytes]:
        yield b"<html>Pay here</html>"


@dataclass
class ReplyLost:
    """Delivers the request, and loses the reply."""

    true: Transport
    bytes_up: int = 0
    bytes_down: int = 0

    async def renew(self) -> None:
        await self.true.renew()

    async def send(self, first: bytes, rest: AsyncIterator[bytes] | None) -> AsyncIterator[bytes]:
        async for _ in self.true.send(first, rest):
            pass
        raise LinkDown("the reply was lost")
        yield b""


def person(yacht: YachtWorld, role: Role) -> Actor:
    """The one of that role on a yacht's roster."""
    user = yacht.described["users"][role.value]
    return Actor(user["user_id"], user["name"], yacht.described["yacht_id"], role)


async def agree(world: World, yacht: YachtWorld) -> None:
    """Both sides hold the same journal, items, histories and outcomes, and each replays to its rows."""
    yacht_id = yacht.described["yacht_id"]
    async with yacht.node.database.reading() as tx:
        board = await verify(tx, yacht_id)
    async with world.shore.database.transaction(None, yacht_id) as tx:
        shore = await verify(tx, yacht_id)
    assert board.problems == []
    assert shore.problems == []
    assert (board.digest, board.position, board.fingerprint) == (shore.digest, shore.position, shore.fingerprint)


_ACTS = (
    (
        Action.CREATE,
        lambda r: {"part_name": f"Part {r.random()}", "quantity_requested": 4, "source_type": "manual_add"},
    ),
    (Action.UPDATE, lambda r: {"urgency": r.choice(("low", "high")), "quantity_requested": r.randrange(1, 5)}),
    (Action.REVIEW, lambda r: {}),
    (Action.APPROVE, lambda r: {"quantity_approved": r.randrange(1, 4)}),
    (Action.REJECT, lambda r: {"rejection_reason": "no"}),
    (Action.ORDER, lambda r: {"quantity_ordered": r.randrange(1, 4), "order_id": str(uuid4())}),
    (Action.CANCEL, lambda r: {"reason": "late"}),
    (Action.RECEIVE, lambda r: {"quantity": r.randrange(1, 4), "notes": "in box 3"}),
    (Action.CORRECT, lambda r: {"quantity": r.choice((-2, -1, 1)), "reason": "miscounted"}),
    (Action.INSTALL, lambda r: {"quantity": 1}),
    (Action.PROMOTE, lambda r: {}),
    (Action.DELETE, lambda r: {}),
)


async def random_act(world: World, yacht: YachtWorld, items: list[str], chance: random.Random) -> None:
    """Somebody on board or ashore does something, or is refused."""
    action, made = chance.choice(_ACTS)
    if not items:
        action, made = _ACTS[0]
    role = chance.choice(list(Role))
    actor = person(yacht, role)
    payload = made(chance)
    if action is not Action.CREATE:
        payload["item_id"] = chance.choice(items[-3:])
    backend = yacht.node.backend if chance.random() < 0.5 else world.shore.backend
    try:
        answer = await backend.act(actor, action, payload, None)
    except LazaretteError:
        return
    if action is Action.CREATE:
        items.append(answer["entity_id"])


OF_THE_LINK = Faults.none(**{name: 0.06 for name in LINK if name not in WITHIN_SHORE})


@pytest.mark.parametrize("seed", range(12))
async def test_a_lossy_link_only_delays_agreement(world: World, seed: int) -> None:
    chance = Chance(seed)
    yacht = world.yachts[seed % 2]
    engine = yacht.node.backend.engine
    true = engine.transport
    weather = Weather(chance, OF_THE_LINK, OverHttp(true))
    engine.transport = Link(weather, engine.yacht_id)
    items: list[str] = []
    try:
        for _ in range(60):
            await random_act(world, yacht, items, chance)
            if chance.random() < 0.3:
                await engine.exchange()
        weather.calm = True
        for _ in range(3):
            done = await engine.exchange()
        assert done.outcome == "ok"
        assert weather.counts
    finally:
        engine.transport = true
    status = await yacht.node.backend.sync_status(None)
    assert status["backlog"]["total"] == 0
    await agree(world, yacht)
    again = await engine.exchange()
    assert again.round_trips == 1
    assert (await yacht.node.backend.sync_status(None))["digest"] == status["digest"]


async def test_a_captive_portals_page_changes_nothing(world: World) -> None:
    yacht = world.yachts[0]
    engine = yacht.node.backend.engine
    await engine.exchange()
    true, before = engine.transport, await yacht.node.backend.sync_status(None)

    engine.transport = Portal()
    try:
        assert (await engine.exchange()).outcome == "not_ours"
    finally:
        engine.transport = true
    after = await yacht.node.backend.sync_status(None)
    assert (after["position"], after["digest"]) == (before["position"], before["digest"])


async def test_a_poison_entry_holds_up_nobody(world: World) -> None:
    yacht = world.yachts[0]
    backend, yacht_id = yacht.node.backend, yacht.described["yacht_id"]
    actor = person(yacht, Role.CREW)

    async def poison(tx) -> None:
        changes = Changes(await tx.recorder())
        journal.record(changes, actor.user_id, actor.role, "conjure_from_air", {"x": "y"}, str(uuid4()), (), 1)
        await tx.persist(changes)

    await backend.database.write(poison, yacht_id)
    answer = await backend.act(
        actor,
        Action.CREATE,
        {"part_name": f"Lamp {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"},
        None,
    )
    done = await backend.engine.exchange()
    assert done.outcome == "ok"
    status = await backend.sync_status(None)
    assert status["backlog"]["total"] == 0
    assert status["quarantined"] == 1
    async with world.shore.database.transaction(None, yacht_id) as tx:
        found = await tx.rows(
            sa.text("select 1 from pms_shopping_list_items where id = cast(:id as uuid)"), {"id": answer["entity_id"]}
        )
        kept = await tx.rows(sa.text("select reason from pms_quarantine"))
    assert len(found) == 1
    assert len(kept) == 1


async def test_an_engineer_who_never_held_the_role_is_ruled_out_on_both_sides(world: World) -> None:
    yacht = world.yachts[1]
    backend, yacht_id = yacht.node.backend, yacht.described["yacht_id"]
    crew = person(yacht, Role.CREW)
    impostor = replace(crew, role=Role.CHIEF_ENGINEER)
    name = f"Valve {uuid4()}"
    made = await backend.act(
        crew, Action.CREATE, {"part_name": name, "quantity_requested": 1, "source_type": "manual_add"}, None
    )
    await backend.act(impostor, Action.APPROVE, {"item_id": made["entity_id"], "quantity_approved": 1}, None)
    await backend.engine.exchange()
    await backend.engine.exchange()
    for database in (yacht.node.database.reading(), world.shore.database.transaction(None, yacht_id)):
        async with database as tx:
            rows = await tx.rows(
                sa.text("select rule, verdict from pms_entry_outcomes where item_id = :id")
                if "edge" in type(tx).__module__
                else sa.text("select rule, verdict from pms_entry_outcomes where item_id = cast(:id as uuid)"),
                {"id": made["entity_id"]},
            )
        assert [(row["rule"], row["verdict"]) for row in rows] == [("role_not_held", "rejected")]
    await agree(world, yacht)


async def test_an_entry_of_a_newer_shore_is_kept_and_holds_up_nobody(world: World) -> None:
    yacht = world.yachts[0]
    backend, yacht_id = yacht.node.backend, yacht.described["yacht_id"]
    manager = person(yacht, Role.MANAGER)
    before = (await backend.sync_status(None))["quarantined"]
    async with world.shore.database.transaction(manager.user_id, yacht_id) as tx:
        changes = Changes(await tx.recorder())
        journal.record(changes, manager.user_id, "manager", "lend_to_other_yacht", {"x": "1"}, str(uuid4()), (), 1)
        await tx.persist(changes)
    rope = {"part_name": f"Rope {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"}
    made = await world.shore.backend.act(manager, Action.CREATE, rope, None)
    assert (await backend.engine.exchange()).outcome == "ok"
    status = await backend.sync_status(None)
    assert status["quarantined"] == before + 1
    async with world.shore.database.transaction(None, yacht_id) as tx:
        shore = await verify(tx, yacht_id)
    assert (status["position"], status["digest"]) == (shore.position, shore.digest.hex())
    async with yacht.node.database.reading() as tx:
        assert await tx.rows(sa.text("select 1 from pms_shopping_list_items where id = :id"), {"id": made["entity_id"]})


async def test_a_catalogue_imported_on_board_reaches_the_shore(world: World) -> None:
    yacht = world.yachts[1]
    backend, yacht_id = yacht.node.backend, yacht.described["yacht_id"]
    engineer = person(yacht, Role.CHIEF_ENGINEER)
    parts = [{"id": str(uuid4()), "name": f"Filter {n}", "quantity": "6", "minimum_quantity": "4"} for n in range(450)]
    await backend.database.write(lambda tx: store.import_parts(tx, engineer, parts, 1_800_000_000_000), yacht_id)
    assert (await backend.engine.exchange()).outcome == "ok"
    async with world.shore.database.transaction(None, yacht_id) as tx:
        found = await tx.rows(sa.text("select quantity_on_hand from pms_parts where name like 'Filter %'"))
    assert len(found) == 450
    assert {str(row["quantity_on_hand"]) for row in found} == {"6"}
    await agree(world, yacht)


async def test_a_copy_of_a_node_is_seen_and_neither_branch_is_lost(world: World, tmp_path: Path) -> None:
    yacht = world.yachts[1]
    engine, yacht_id = yacht.node.backend.engine, yacht.described["yacht_id"]
    crew = person(yacht, Role.CREW)
    await engine.exchange()

    def lamp(name: str) -> dict[str, object]:
        return {"part_name": f"{name} {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"}

    copied = tmp_path / "copy.db"
    with sqlite3.connect(yacht.node.database.path) as source, sqlite3.connect(copied) as target:
        source.backup(target)
    copy = await NodeDatabase(copied).open()
    try:
        twin = Engine(copy, yacht_id, engine.key, engine.transport, engine.now_ms, engine.draw)
        await yacht.node.backend.act(crew, Action.CREATE, lamp("Original"), None)
        await copy.write(lambda tx: store.act(tx, crew, Action.CREATE, lamp("Copy"), None, engine.now_ms()), yacht_id)
        assert (await engine.exchange()).outcome == "ok"
        assert (await twin.exchange()).outcome == "ok"
        assert (await engine.exchange()).outcome == "ok"
        async with copy.reading() as tx:
            board, told = await verify(tx, yacht_id), await tx.rows(sa.text("select kind from pms_notices"))
            epochs = await tx.rows(sa.text("select distinct epoch from pms_history_entries"))
            kept = await tx.rows(sa.text("select raw from pms_quarantine"))
        assert board.problems == []
        assert [row["kind"] for row in told] == ["epoch_begun"]
        assert len(epochs) > 1
        assert any(b"Copy" in row["raw"] for row in kept)
    finally:
        await copy.close()
    async with world.shore.database.transaction(None, yacht_id) as tx:
        shore = await verify(tx, yacht_id)
        found = await tx.rows(sa.text("select part_name from pms_shopping_list_items"))
        told = await tx.rows(sa.text("select kind from pms_notices"))
    assert {row["part_name"].split()[0] for row in found} >= {"Original", "Copy"}
    assert "node_epoch" in {row["kind"] for row in told}
    assert (board.digest, board.fingerprint) == (shore.digest, shore.fingerprint)
    await agree(world, yacht)


async def test_an_entry_waits_for_its_parents_and_is_not_ruled_on_meanwhile(world: World) -> None:
    yacht = world.yachts[0]
    backend, yacht_id = yacht.node.backend, yacht.described["yacht_id"]
    engine = backend.engine
    await engine.exchange()
    crew, captain = person(yacht, Role.CREW), person(yacht, Role.CAPTAIN)
    belt = {"part_name": f"Belt {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"}
    belt["source_notes"] = " ".join(str(uuid4()) for _ in range(100))
    item = (await backend.act(crew, Action.CREATE, belt, None))["entity_id"]
    await backend.act(captain, Action.APPROVE, {"item_id": item, "quantity_approved": 1}, None)
    first = OUTBOX.c.entry_id == item
    await backend.database.write(lambda tx: tx.rows(OUTBOX.update().where(first).values(priority=1)), yacht_id)
    engine.pace = Pace(life_bytes=900)
    await engine.exchange_once()
    waits = (await backend.sync_status(None))["backlog"]["total"]
    assert waits == 1
    engine.pace = Pace()
    assert (await engine.exchange()).outcome == "ok"
    await agree(world, yacht)
    async with world.shore.database.transaction(None, yacht_id) as tx:
        rows = await tx.rows(sa.select(ITEMS.c.status).where(ITEMS.c.id == item))
    assert [row["status"] for row in rows] == ["approved"]


async def test_an_order_on_an_approval_that_was_ruled_out_unseen_still_stands(world: World) -> None:
    yacht = world.yachts[1]
    backend, yacht_id = yacht.node.backend, yacht.described["yacht_id"]
    engine = backend.engine
    await engine.exchange()
    crew, captain = person(yacht, Role.CREW), person(yacht, Role.CAPTAIN)
    impostor = Actor(crew.user_id, crew.name, yacht_id, Role.CHIEF_OFFICER)
    shaft = {"part_name": f"Shaft {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"}
    item = (await backend.act(crew, Action.CREATE, shaft, None))["entity_id"]
    await backend.act(impostor, Action.APPROVE, {"item_id": item, "quantity_approved": 1}, None)
    true = engine.transport

    engine.transport = ReplyLost(true)
    try:
        assert (await engine.exchange()).outcome == "link_down"
    finally:
        engine.transport = true
    await backend.act(captain, Action.ORDER, {"item_id": item, "quantity_ordered": 1}, None)
    for _ in range(2):
        assert (await engine.exchange()).outcome == "ok"
    await agree(world, yacht)
    async with yacht.node.database.reading() as tx:
        rows = await tx.rows(sa.select(ITEMS.c.status).where(ITEMS.c.id == item))
        outcomes = await tx.rows(sa.text("select rule from pms_entry_outcomes where item_id = :id"), {"id": item})
    assert [row["status"] for row in rows] == ["ordered"]
    assert [row["rule"] for row in outcomes] == ["role_not_held"]
