"""What was restored, copied, replaced or damaged comes together again, and nothing that either side has is lost."""

import contextlib
import secrets
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import sync
from cloud_sync.admin import add_enrolment_code, add_user, add_yacht, administering
from cloud_sync.database import ShoreDatabase, run_alone
from edge_node.database import NodeDatabase
from edge_node.enrol import become
from edge_node.incoming import Stale
from edge_node.outgoing import ENTRIES
from edge_node.restore import restore
from edge_node.sync import Engine, LinkDown
from shared_models import store
from shared_models.entries import canonical_json, moment
from shared_models.errors import LazaretteError
from shared_models.host import draw_64_bits, wall_ms
from shared_models.journal import entry_of, quarantine_row
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.tables import Quarantined, table_of
from shared_models.tokens import public_bytes
from shared_models.verify import Report, verify
from tests.conftest import Addresses


async def _all(first: bytes, rest: AsyncIterator[bytes] | None) -> AsyncIterator[bytes]:
    yield first
    if rest is not None:
        async for piece in rest:
            yield piece


@dataclass
class Direct:
    """The shore's own exchange without HTTP between; can cut the request or the answer after so many bytes."""

    database: ShoreDatabase
    cut_after_bytes: int | None = None
    cut_up_after_bytes: int | None = None
    now_ms: Callable[[], int] = wall_ms
    bytes_up: int = 0
    bytes_down: int = 0
    requests: int = 0

    async def renew(self) -> None:
        """There is no connection."""

    async def send(self, first: bytes, rest: AsyncIterator[bytes] | None) -> AsyncIterator[bytes]:
        async def pieces() -> AsyncIterator[bytes]:
            left = self.cut_up_after_bytes
            async for piece in _all(first, rest):
                self.bytes_up += len(piece)
                if left is not None and len(piece) > left:
                    yield piece[:left]
                    raise LinkDown("cut")
                left = None if left is None else left - len(piece)
                yield piece

        self.requests += 1
        passed = 0
        async for piece in self._answer(pieces()):
            if self.cut_after_bytes is not None and passed + len(piece) > self.cut_after_bytes:
                part = piece[: self.cut_after_bytes - passed]
                self.bytes_down += len(part)
                yield part
                raise LinkDown("cut")
            passed += len(piece)
            self.bytes_down += len(piece)
            yield piece

    async def _answer(self, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        try:
            async for piece in sync.exchange(self.database, pieces, self.now_ms()):
                yield piece
        except LazaretteError as error:
            yield error.message.encode()


@dataclass
class Yacht:
    """One yacht on a shore of its own, and its nodes."""

    addresses: Addresses
    shore: ShoreDatabase
    yacht_id: str
    people: dict[Role, Actor]
    directory: Path
    nodes: list[NodeDatabase] = field(default_factory=list)
    keys: dict[str, Ed25519PrivateKey] = field(default_factory=dict)

    async def node(self, name: str) -> Engine:
        """Enrol a new node."""
        key, node_id, code = Ed25519PrivateKey.generate(), str(uuid4()), secrets.token_hex(16)
        async with administering(self.addresses.owner) as connection:
            await add_enrolment_code(connection, self.yacht_id, code, moment(wall_ms() + 60_000))
        assert await self.shore.enrol_node(code, node_id, bytes.fromhex(public_bytes(key).hex())) == self.yacht_id
        (self.directory / name).mkdir()
        await become(self.directory / name, self.yacht_id, node_id, "http://shore", wall_ms(), bytes(32))
        self.keys[name] = key
        return await self.opened(name)

    async def opened(self, name: str) -> Engine:
        """Open a node's database."""
        database = await NodeDatabase(self.directory / name / "node.db").open()
        self.nodes.append(database)
        return Engine(database, self.yacht_id, self.keys[name], Direct(self.shore), wall_ms, draw_64_bits)

    async def on_board(self, engine: Engine, role: Role, action: Action, **payload: Any) -> str:
        """Act on a node; the item's id."""
        act = store.act
        answer = await engine.database.write(
            lambda tx: act(tx, self.people[role], action, payload, None, wall_ms()), self.yacht_id
        )
        return str(answer["entity_id"])

    async def ashore(self, role: Role, action: Action, **payload: Any) -> str:
        """Act ashore; the item's id."""
        actor = self.people[role]
        async with self.shore.transaction(actor.user_id, self.yacht_id) as tx:
            return str((await store.act(tx, actor, action, payload, None, wall_ms()))["entity_id"])

    async def sides(self, engine: Engine) -> tuple[Report, Report]:
        """Both sides, replayed."""
        async with engine.database.reading() as tx:
            board = await verify(tx, self.yacht_id)
        async with self.shore.transaction(None, self.yacht_id) as tx:
            return board, await verify(tx, self.yacht_id)

    async def agree(self, engine: Engine) -> None:
        """Exchange until quiet; then both hold the same, and each replays to its rows."""
        assert (await engine.exchange()).outcome == "ok"
        board, shore = await self.sides(engine)
        assert (board.problems, shore.problems) == ([], [])
        assert (board.position, board.digest, board.fingerprint) == (shore.position, shore.digest, shore.fingerprint)
        again = await engine.exchange()
        assert (again.outcome, again.round_trips) == ("ok", 1)

    async def told(self, engine: Engine) -> list[str]:
        """The kinds of notices on board."""
        async with engine.database.reading() as tx:
            return [row["kind"] for row in await tx.rows(sa.text("select kind from pms_notices order by at"))]


def lamp(name: str = "Lamp", **more: Any) -> dict[str, Any]:
    return {"part_name": f"{name} {uuid4()}", "quantity_requested": 2, "source_type": "manual_add", **more}


@pytest.fixture
async def yacht(addresses: Addresses, shore: ShoreDatabase, tmp_path: Path) -> AsyncIterator[Yacht]:
    async with administering(addresses.owner) as connection:
        yacht_id = await add_yacht(connection, "Aurora")
        people = {}
        for role in Role:
            user_id = await add_user(connection, yacht_id, role.value, [role], None, "2020-01-01T00:00:00.000Z")
            people[role] = Actor(user_id, role.value, yacht_id, role)
    made = Yacht(addresses, shore, yacht_id, people, tmp_path)
    yield made
    for database in made.nodes:
        await database.close()


async def some_history(yacht: Yacht, engine: Engine, count: int = 12) -> list[str]:
    items = [await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp()) for _ in range(count)]
    for item in items[::2]:
        await yacht.on_board(engine, Role.CAPTAIN, Action.APPROVE, item_id=item, quantity_approved=1)
    for item in items[1::4]:
        assert (await engine.exchange()).outcome == "ok"
        await yacht.ashore(Role.MANAGER, Action.REJECT, item_id=item, rejection_reason="not this year")
    return items


def copied(engine: Engine, target: Path) -> Path:
    with sqlite3.connect(engine.database.path) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
    return target


class Backup:
    """The shore's database as it stood, to be put back."""

    def __init__(self, yacht: Yacht, server: AsyncEngine) -> None:
        self.yacht, self.server = yacht, server
        self.name = str(sa.make_url(yacht.addresses.owner).database)

    async def take(self) -> None:
        await self.yacht.shore.close()
        await run_alone(self.server, f"create database {self.name}_old template {self.name}")

    async def restore(self) -> None:
        await self.yacht.shore.close()
        await run_alone(self.server, f"drop database {self.name} with (force)")
        await run_alone(self.server, f"alter database {self.name}_old rename to {self.name}")
        await sync.begin_generation(self.yacht.shore, self.yacht.yacht_id, wall_ms(), draw_64_bits)


async def a_shore_restored_from_an_old_backup_gets_back_what_it_had_lost(
    yacht: Yacht, empty_server: AsyncEngine
) -> None:
    engine, backup = await yacht.node("node"), Backup(yacht, empty_server)
    await some_history(yacht, engine)
    await yacht.agree(engine)
    await backup.take()
    items = await some_history(yacht, engine, 30)
    only_ashore = await yacht.ashore(Role.MANAGER, Action.CREATE, **lamp("Shore's own"))
    await yacht.agree(engine)
    lost, _ = await yacht.sides(engine)
    await backup.restore()
    since = await yacht.ashore(Role.MANAGER, Action.CREATE, **lamp("Since the restore"))
    await yacht.on_board(engine, Role.CAPTAIN, Action.APPROVE, item_id=items[1 + 2], quantity_approved=1)
    done = await engine.exchange()
    assert done.outcome == "ok"
    assert done.round_trips <= 10, "bisection takes the logarithm of the size"
    await yacht.agree(engine)
    board, shore = await yacht.sides(engine)
    assert shore.entries == lost.entries + 2
    async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
        found = {row["id"] for row in await tx.rows(sa.text("select id from pms_shopping_list_items"))}
    assert {only_ashore, since, *items} <= {str(item) for item in found}
    assert "parted" in await yacht.told(engine)
    assert board.items == shore.items


async def what_a_restored_shore_lost_comes_back_over_a_link_that_carries_little(
    yacht: Yacht, empty_server: AsyncEngine
) -> None:
    engine, backup = await yacht.node("node"), Backup(yacht, empty_server)
    await yacht.agree(engine)
    await backup.take()
    await some_history(yacht, engine, 60)
    await yacht.agree(engine)
    await backup.restore()
    assert isinstance(engine.transport, Direct)
    engine.transport.cut_up_after_bytes = 2_000
    outcomes = [(await engine.exchange()).outcome for _ in range(12)]
    assert outcomes[-1] == "ok", outcomes
    await yacht.agree(engine)
    assert (await yacht.sides(engine))[1].entries == 105


async def a_shore_that_lost_nothing_only_begins_a_new_generation(yacht: Yacht, empty_server: AsyncEngine) -> None:
    engine, backup = await yacht.node("node"), Backup(yacht, empty_server)
    await some_history(yacht, engine)
    await yacht.agree(engine)
    await backup.take()
    await backup.restore()
    await yacht.agree(engine)
    assert await yacht.told(engine) == []


async def what_a_restored_shore_gets_back_is_proved_by_its_own_seal(yacht: Yacht, empty_server: AsyncEngine) -> None:
    engine, backup = await yacht.node("node"), Backup(yacht, empty_server)
    await backup.take()
    await some_history(yacht, engine)
    await yacht.agree(engine)
    await backup.restore()
    forge = sa.text("update feed_seals set seal = zeroblob(32)")
    await engine.database.write(lambda tx: tx.rows(forge), yacht.yacht_id)
    assert (await engine.exchange()).outcome == "ok"
    _, shore = await yacht.sides(engine)
    assert shore.entries == 0
    async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
        kept = await tx.rows(sa.text("select reason from pms_quarantine"))
        told = await tx.rows(sa.text("select kind from pms_notices"))
    assert len(kept) > 12
    assert "seal_broken" in {row["kind"] for row in told}


@pytest.mark.parametrize("writes_before", [False, True])
async def a_node_whose_old_file_was_put_back_goes_on_under_a_new_epoch(yacht: Yacht, writes_before: bool) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine)
    await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Waits in the old file"))
    old = copied(engine, yacht.directory / "old.db")
    later = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("After the backup"))
    await yacht.agree(engine)
    await engine.database.close()
    yacht.nodes.clear()
    for file in (yacht.directory / "node").glob("node.db*"):
        file.unlink()
    shutil.copy(old, yacht.directory / "node" / "node.db")
    engine = await yacht.opened("node")
    if writes_before:
        await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Before it has spoken"))
    await yacht.agree(engine)
    assert "epoch_begun" in await yacht.told(engine)
    async with engine.database.reading() as tx:
        rows = await tx.rows(sa.text("select id, part_name from pms_shopping_list_items"))
    names = [row["part_name"].rsplit(" ", 1)[0] for row in rows]
    assert later in {row["id"] for row in rows}
    assert names.count("Waits in the old file") == 1
    assert names.count("Before it has spoken") == int(writes_before)


@pytest.mark.parametrize("order", ["node copy node", "copy node copy", "node copy copy node"])
async def two_copies_of_a_node_both_keep_all_they_recorded(yacht: Yacht, order: str) -> None:
    engine = await yacht.node("node")
    items = await some_history(yacht, engine)
    await engine.exchange()
    (yacht.directory / "copy").mkdir()
    copied(engine, yacht.directory / "copy" / "node.db")
    yacht.keys["copy"] = yacht.keys["node"]
    engines = {"node": engine, "copy": await yacht.opened("copy")}
    for name, one in engines.items():
        made = await yacht.on_board(one, Role.CREW, Action.CREATE, **lamp(f"From {name}"))
        await yacht.on_board(one, Role.CAPTAIN, Action.APPROVE, item_id=made, quantity_approved=1)
        await yacht.on_board(one, Role.CREW, Action.UPDATE, item_id=items[3 if name == "node" else 7], urgency="high")
    for name in order.split():
        assert (await engines[name].exchange()).outcome == "ok"
    for one in engines.values():
        await one.exchange()
    for one in engines.values():
        await yacht.agree(one)
        async with one.database.reading() as tx:
            rows = await tx.rows(sa.text("select part_name, status from pms_shopping_list_items"))
        made_by = {row["part_name"].rsplit(" ", 1)[0]: row["status"] for row in rows}
        assert (made_by["From node"], made_by["From copy"]) == ("approved", "approved")


@pytest.mark.parametrize("table", ["pms_history_entries", "pms_feed"])
async def a_damaged_row_is_found_kept_aside_and_read_again(yacht: Yacht, table: str) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine)
    await yacht.agree(engine)
    await engine.database.close()
    yacht.nodes.clear()
    damage = {
        "pms_history_entries": 'update pms_history_entries set payload = \'{"quantity_approved":"9"}\' where rowid in'
        " (select rowid from pms_history_entries where action like 'approve%' limit 1)",
        "pms_feed": "update pms_feed set hash = zeroblob(32), digest = zeroblob(32) where position >= 7",
    }[table]
    with sqlite3.connect(yacht.directory / "node" / "node.db") as file:
        file.execute("drop trigger trg_history_entries_append_only")
        file.execute(damage)
    engine = await yacht.opened("node")
    assert await engine.check()
    await yacht.agree(engine)
    assert "damaged" in await yacht.told(engine)


async def a_new_node_shows_open_items_before_it_has_read_the_whole_feed(yacht: Yacht) -> None:
    first = await yacht.node("node")
    items = await some_history(yacht, first, 120)
    for item in items[::3]:
        await yacht.ashore(Role.MANAGER, Action.DELETE, item_id=item)
    await yacht.agree(first)
    _, feed = await yacht.sides(first)
    fresh = await yacht.node("fresh")
    link = fresh.transport
    assert isinstance(link, Direct)
    link.cut_after_bytes = 1_500
    seen_before_done = 0
    for _ in range(200):
        done = await fresh.exchange()
        async with fresh.database.reading() as tx:
            shown = await tx.rows(sa.text("select count(*) as n from pms_shopping_list_items where deleted_at is null"))
            place = (await tx.rows(sa.text("select position, ahead from node_state")))[0]
        if place["ahead"] is None and place["position"] < feed.position:
            seen_before_done = max(seen_before_done, shown[0]["n"])
        if done.outcome == "ok":
            break
    assert done.outcome == "ok"
    assert seen_before_done >= 60
    await yacht.agree(fresh)


async def a_new_node_gets_through_a_cut_at_any_byte(yacht: Yacht) -> None:
    first = await yacht.node("node")
    await some_history(yacht, first, 40)
    await yacht.agree(first)
    fresh = await yacht.node("fresh")
    link = fresh.transport
    assert isinstance(link, Direct)
    for cut in range(200, 6_000, 411):
        link.cut_after_bytes = cut
        await fresh.exchange()
    link.cut_after_bytes = None
    await yacht.agree(fresh)


async def what_could_not_be_read_is_read_after_an_upgrade(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp())
    await yacht.agree(engine)
    await yacht.on_board(engine, Role.CREW, Action.UPDATE, item_id=item, urgency="critical")
    async with engine.database.reading() as tx:
        row = (await tx.rows(sa.select(ENTRIES).where(ENTRIES.c.action.like("update%"))))[0]
    raw = canonical_json(entry_of(row).as_dict()).encode()
    older = quarantine_row(
        yacht.yacht_id, (row["node_id"], row["epoch"], row["seq"]), None, raw, "its action or role is not known here",
        moment(wall_ms()), item,
    ) | {"tried_by": "0.0.1"}  # fmt: skip
    async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
        await tx.write(quarantined=[older])
    with pytest.raises(Exception, match="newer version"):
        await yacht.ashore(Role.MANAGER, Action.APPROVE, item_id=item, quantity_approved=1)
    await yacht.agree(engine)
    await yacht.ashore(Role.MANAGER, Action.APPROVE, item_id=item, quantity_approved=1)
    await yacht.agree(engine)
    async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
        table = table_of(Quarantined)
        assert await tx.rows(sa.select(table.c.id).where(table.c.read_at.is_(None))) == []


async def a_file_may_be_lost_repeated_and_come_in_any_order(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine, 6)
    await engine.exchange()
    requests, replies = [], []
    for _ in range(4):
        await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("By file"))
        requests.append(await engine.exported())
        await yacht.ashore(Role.MANAGER, Action.CREATE, **lamp("From the shore"))
    for request in (requests[2], requests[0], requests[2]):
        replies.append(await sync.by_file(yacht.shore, request, wall_ms()))
    for reply in (replies[1], replies[0], replies[0], replies[2]):
        await engine.imported(reply)
    async with engine.database.reading() as tx:
        waiting = await tx.rows(sa.text("select seq from outbox"))
    assert len(waiting) == 1
    await yacht.agree(engine)


@pytest.mark.parametrize("by_command", [True, False])
async def a_restored_node_that_has_only_files_comes_right_in_three_round_trips(yacht: Yacht, by_command: bool) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine, 6)
    waits = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Waits in the old file"))
    await yacht.on_board(engine, Role.CAPTAIN, Action.APPROVE, item_id=waits, quantity_approved=1)
    old = copied(engine, yacht.directory / "old.db")
    await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("After the backup"))
    long_under_way = await engine.exported()
    assert (await engine.exchange()).outcome == "ok"
    await engine.database.close()
    yacht.nodes.clear()
    for file in (yacht.directory / "node").glob("node.db*"):
        file.unlink()
    if by_command:
        await restore(yacht.directory / "node", old, wall_ms(), draw_64_bits)
    else:
        shutil.copy(old, yacht.directory / "node" / "node.db")
    engine = await yacht.opened("node")
    await yacht.on_board(engine, Role.CAPTAIN, Action.UPDATE, item_id=waits, urgency="high")
    for _ in range(3):
        answer = await sync.by_file(yacht.shore, await engine.exported(), wall_ms())
        with contextlib.suppress(Stale):
            await engine.imported(answer)
    await sync.by_file(yacht.shore, long_under_way, wall_ms())
    board, shore = await yacht.sides(engine)
    assert (board.problems, shore.problems) == ([], [])
    assert (board.position, board.digest, board.fingerprint) == (shore.position, shore.digest, shore.fingerprint)
    async with engine.database.reading() as tx:
        assert await tx.rows(sa.text("select seq from outbox")) == []
        names = [row["part_name"] for row in await tx.rows(sa.text("select part_name from pms_shopping_list_items"))]
    assert sum(name.startswith("Waits in the old file") for name in names) == 1
    assert sum(name.startswith("After the backup") for name in names) == 1


async def what_waited_in_a_backup_counts_once_though_a_file_with_it_was_long_under_way(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine, 3)
    await engine.exchange()
    await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Waits"))
    old = copied(engine, yacht.directory / "old.db")
    long_under_way = await engine.exported()
    await engine.database.close()
    yacht.nodes.clear()
    await restore(yacht.directory / "node", old, wall_ms(), draw_64_bits)
    engine = await yacht.opened("node")
    for _ in range(2):
        await engine.imported(await sync.by_file(yacht.shore, await engine.exported(), wall_ms()))
    await sync.by_file(yacht.shore, long_under_way, wall_ms())
    await yacht.agree(engine)
    async with engine.database.reading() as tx:
        names = [row["part_name"] for row in await tx.rows(sa.text("select part_name from pms_shopping_list_items"))]
    assert sum(name.startswith("Waits") for name in names) == 1


async def a_file_of_another_node_or_a_damaged_one_changes_nothing(yacht: Yacht) -> None:
    engine, other = await yacht.node("node"), await yacht.node("other")
    reply = await sync.by_file(yacht.shore, await other.exported(), wall_ms())
    for data in (reply, reply[:-9], b"", b"<html>", await engine.exported()):
        with pytest.raises(ValueError):
            await engine.imported(data)
    await yacht.agree(engine)
