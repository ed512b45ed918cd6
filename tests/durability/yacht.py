"""A node without a shore, what its people do, and what must hold once it is opened again."""

import asyncio
import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.database import NodeDatabase, WriteTransaction, connect, run_now
from edge_node.enrol import DATABASE, become
from edge_node.persist import OUTBOX, STATE
from shared_models import store
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.tables import Audit, Entry, FeedRow, table_of
from shared_models.verify import verify
from tests.durability.disk import Disk, plugged

NOW_MS = 1_800_000_000_000
YACHT, CAPTAIN = str(UUID(int=1)), Actor(str(UUID(int=2)), "Ruben", str(UUID(int=1)), Role.CAPTAIN)


async def enrolled(folder: Path) -> None:
    """A node of the yacht, never connected."""
    await become(folder, YACHT, str(UUID(int=3)), "http://shore.invalid", NOW_MS, bytes(32))


async def act(database: NodeDatabase, action: Action, actor: Actor = CAPTAIN, **payload: Any) -> Any:
    """Take an action in the way of the HTTP contract; its entry's id."""
    answer = await database.write(
        lambda tx: store.act(tx, actor, action, payload, None, NOW_MS), actor.yacht_id, needs_room=True
    )
    return answer["data"]["entry_id"], answer["entity_id"]


def wanted(name: str) -> dict[str, Any]:
    """What a request says."""
    return {"part_name": name, "quantity_requested": 2, "source_type": "manual_add"}


async def request_and_decide(database: NodeDatabase, disk: Disk, chance: random.Random, actor: Actor = CAPTAIN) -> None:
    """A request that is decided, and perhaps ordered; each act is noted when the person is told."""
    entry, item = await act(database, Action.CREATE, actor, **wanted(f"Part {chance.random()}"))
    disk.acknowledge(entry)
    if chance.random() < 0.3:
        entry, _ = await act(database, Action.REJECT, actor, item_id=item, rejection_reason="no")
        disk.acknowledge(entry)
        return
    entry, _ = await act(database, Action.APPROVE, actor, item_id=item, quantity_approved=2)
    disk.acknowledge(entry)
    if chance.random() < 0.5:
        entry, _ = await act(database, Action.ORDER, actor, item_id=item, quantity_ordered=2)
        disk.acknowledge(entry)


async def checkpoint_often(database: NodeDatabase, pages: int = 60) -> None:
    """So that a short run sees several."""
    await database.write(lambda tx: tx.rows(sa.text(f"pragma wal_autocheckpoint={pages}")), YACHT)


@dataclass(frozen=True)
class Found:
    """A node's database as it was found: what is wrong with it, and where it stands."""

    problems: list[str]
    entries: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    """What is in the outbox."""
    position: int = 0
    epoch: str = ""

    def lost(self, told: Collection[Any]) -> list[Any]:
        """What somebody was told is stored, and is not."""
        return [entry for entry in told if isinstance(entry, str) and entry not in self.entries]


def lay_out(files: Mapping[str, bytes], folder: Path) -> Path:
    """Put files into a new folder."""
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


class LightDatabase(NodeDatabase):
    """Costs less to open, where it is done hundreds of times."""

    readers, reserve_bytes = 1, 4096


async def opened_again(folder: Path, actor: Actor = CAPTAIN, ashore: frozenset[str] = frozenset()) -> Found:
    """Start the node's database there as after a power cut, write, stop, and look at everything.

    `ashore`: entries that the shore has; a receipt may have come before their places in the feed.
    """
    with plugged(folder):
        database = await LightDatabase(folder / DATABASE).open()
        try:
            if await database.write(lambda tx: tx.rows(sa.select(STATE.c.epoch)), actor.yacht_id):
                await act(database, Action.CREATE, actor, **wanted(f"after the cut {uuid4()}"))
        finally:
            await database.close()
        return looked_at(folder / DATABASE, actor.yacht_id, ashore)


class _Looking:
    """One engine for all files that are looked at: it compiles its queries once."""

    def __init__(self) -> None:
        self.path = Path()
        self.engine = sa.create_engine(
            "sqlite://",
            creator=lambda: connect(self.path, read_only=True),
            module=sqlcipher,
            poolclass=sa.pool.NullPool,
        )


_LOOKING = _Looking()


def looked_at(path: Path, yacht_id: str = YACHT, ashore: frozenset[str] = frozenset()) -> Found:
    """What a database holds, and everything that is wrong with it."""
    _LOOKING.path = path
    with _LOOKING.engine.connect() as connection:
        found: Found = run_now(_found(WriteTransaction(connection, yacht_id), ashore))
    return found


async def _found(tx: WriteTransaction, ashore: frozenset[str]) -> Found:
    entries, feed, outbox, audit = (table_of(Entry), table_of(FeedRow), OUTBOX, table_of(Audit))
    integrity = await tx.rows(sa.text("pragma integrity_check"))
    problems = [row["integrity_check"] for row in integrity if row["integrity_check"] != "ok"]
    problems += [f"foreign key: {dict(row)}" for row in await tx.rows(sa.text("pragma foreign_key_check"))]
    states = await tx.rows(sa.select(STATE.c.node_id, STATE.c.epoch, STATE.c.seq, STATE.c.position))
    if not states:
        return Found(problems)
    problems += (await verify(tx, tx.yacht_id)).problems
    state = states[0]
    authors = {
        row["entry_id"]: row["node_id"] for row in await tx.rows(sa.select(entries.c.entry_id, entries.c.node_id))
    }
    own = {name for name, node in authors.items() if node == state["node_id"]}
    waiting = {row["entry_id"] for row in await tx.rows(sa.select(outbox.c.entry_id))}
    placed = {row["entry_id"] for row in await tx.rows(sa.select(feed.c.entry_id))}
    details = [row["metadata"] for row in await tx.rows(sa.select(audit.c.metadata))]
    if own - waiting - placed - ashore:
        problems.append("an own entry is neither in the outbox nor known to be ashore")
    if waiting - own:
        problems.append("the outbox names an entry that is not there")
    if {detail["entry_id"] for detail in details if "entry_id" in detail} != authors.keys():
        problems.append("audit rows and entries are not of the same acts")
    return Found(problems, frozenset(authors), frozenset(waiting), state["position"], state["epoch"])


async def together(database: NodeDatabase, disk: Disk, count: int, name: str) -> None:
    """So many requests at once: they share a commit."""

    async def one(number: int) -> None:
        entry, _ = await act(database, Action.CREATE, **wanted(f"{name} {number}"))
        disk.acknowledge(entry)

    await asyncio.gather(*map(one, range(count)))
