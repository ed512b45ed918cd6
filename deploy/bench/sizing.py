"""What a yacht costs the shore: bytes on disk, processor time of an exchange, memory of a worker and of a connection.

Processor time is counted, not the clock's: it is the same whatever else the machine does meanwhile. docs/sizing.md
makes of these which machine how many yachts need.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import httpx
import sqlalchemy as sa

from cloud_sync.admin import add_enrolment_code, add_user, add_yacht, administering
from cloud_sync.app import applications_database
from cloud_sync.database import ShoreDatabase
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.nodes import hash_of_code
from cloud_sync.settings import ShoreSettings
from deploy.bench import work as works
from deploy.bench.measure import Rows, note
from deploy.bench.processes import CLI, Failed, answering, free_port, running
from deploy.bench.shore import Chained, entries
from deploy.bench.work import ITEMS
from deploy.soak import family, held_bytes
from edge_node.app import Node, running_node
from edge_node.enrol import enrol
from edge_node.settings import NodeSettings
from shared_models.entries import HistoryEntry, moment
from shared_models.host import wall_ms
from shared_models.resolve import Rule
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.store import admit

_YACHTS, _CHANGES_OF_AN_ITEM, _BATCH = 3, 3, 100
_IDLE, _WITH_EDITS, _EDITS = 200, 50, 10
_CONNECTIONS = 20
_HOUR_MS = 3_600_000


def processor_ms(process_ids: Sequence[int]) -> float:
    """How long these processes have been at work."""
    ticks = 0
    for process_id in process_ids:
        fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


async def _anybody(_: HistoryEntry) -> Rule | None:
    return None


async def _yacht(owner_url: str) -> tuple[str, dict[str, str]]:
    async with administering(owner_url) as connection:
        yacht_id = await add_yacht(connection, f"Yacht {uuid4()}")
        people = {r.value: await add_user(connection, yacht_id, f"{r.value} {yacht_id}", [r], None) for r in Role}
    return yacht_id, people


async def _admitted(database: ShoreDatabase, yacht_id: str, made: Sequence[Chained]) -> None:
    for start in range(0, len(made), _BATCH):
        async with database.transaction(None, yacht_id) as tx:
            await tx.persist(await admit(tx, await tx.recorder(), made[start : start + _BATCH], wall_ms(), _anybody))


async def _size_bytes(owner_url: str) -> int:
    async with administering(owner_url) as connection:
        return int(await connection.scalar(sa.text("select pg_database_size(current_database())")) or 0)


async def _disk(rows: Rows, database: ShoreDatabase, owner_url: str, seed: int) -> None:
    """With indexes, history, audit and summaries; without WAL and backups."""
    changes = ITEMS * _CHANGES_OF_AN_ITEM
    work = works.made(seed, ITEMS, changes)
    yachts = [(yacht_id, entries(work, yacht_id, people)) for yacht_id, people in
              [await _yacht(owner_url) for _ in range(_YACHTS)]]  # fmt: skip
    before = await _size_bytes(owner_url)
    for part, number in ((slice(ITEMS), ITEMS), (slice(ITEMS, None), changes)):
        for yacht_id, made in yachts:
            await _admitted(database, yacht_id, made[part])
        after = await _size_bytes(owner_url)
        grown = (after - before) / _YACHTS
        what = "requests" if number == ITEMS else "changes over them"
        note(rows, {"disk": f"{number:,} {what}", "MB a yacht": round(grown / 1e6, 2),
                    "bytes each": round(grown / number)})  # fmt: skip
        before = after


async def _exchanges(rows: Rows, node: Node, actor: Actor, worker: int, postgres: int) -> None:
    """What the worker and its Postgres do for one exchange; the node's own work is not counted."""
    for edits, number in ((0, _IDLE), (_EDITS, _WITH_EDITS)):
        groups = {"worker": [worker], "Postgres": family(postgres)}
        before = {name: processor_ms(ids) for name, ids in groups.items()}
        for _ in range(number):
            for _ in range(edits):
                payload = {"part_name": f"Part {uuid4()}", "quantity_requested": 2, "source_type": "manual_add"}
                await node.backend.act(actor, Action.CREATE, payload, None)
            if (done := await node.backend.engine.exchange()).outcome != "ok":
                raise Failed(f"an exchange ended with {done.outcome}")
        took = {name: (processor_ms(ids) - before[name]) / number for name, ids in groups.items()}
        note(rows, {
            "exchange with edits": edits, "worker, ms": round(took["worker"], 2),
            "Postgres, ms": round(took["Postgres"], 2), "a second and core of workers": round(1000 / took["worker"]),
            "of Postgres": round(1000 / max(took["Postgres"], 0.01)),
        })  # fmt: skip


async def _memory(rows: Rows, database: ShoreDatabase, yacht_id: str, worker: int, postgres: int) -> None:
    """What connections hold that have read a list, beside the buffers that Postgres shares."""
    before, gate = held_bytes(family(postgres)), asyncio.Barrier(_CONNECTIONS)

    async def reading() -> None:
        async with database.transaction(None, yacht_id) as tx:
            await tx.rows(sa.text("select * from pms_shopping_list_items where yacht_id = cast(:id as uuid)"),
                          {"id": yacht_id})  # fmt: skip
            await gate.wait()

    await asyncio.gather(*(reading() for _ in range(_CONNECTIONS)))
    held = (held_bytes(family(postgres)) - before) / _CONNECTIONS
    note(rows, {"memory": "a worker", "MB": round(held_bytes([worker]) / 1e6, 1)})
    note(rows, {"memory": "a connection, in Postgres", "MB": round(held / 1e6, 1)})


@dataclass
class ServedShore:
    """A shore whose worker and Postgres are processes of their own, with the application's login to it."""

    folder: Path
    url: str
    owner_url: str
    database: ShoreDatabase
    worker: int
    postgres: int


@asynccontextmanager
async def served_shore() -> AsyncIterator[ServedShore]:
    """An empty one, that answers."""
    with TemporaryDirectory(prefix="lazarette-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # its Postgres runs as somebody else
        settings = ShoreSettings(data_dir=folder / "shore", shopping_list_v1_enabled=True)
        settings.data_dir.mkdir()
        with EmbeddedPostgres(folder / "postgres") as server:
            url = f"http://127.0.0.1:{(port := free_port())}"
            serve = (*CLI, "shore", "serve", "--data-dir", settings.data_dir, "--database-url", server.owner_url)
            async with (
                applications_database(settings, server.owner_url) as (database, _),
                running(*serve, "--port", port) as worker,
            ):
                async with httpx.AsyncClient(trust_env=False) as client:
                    await answering(client, f"{url}/v1/actions/health")
                postgres = int((server.data_dir / "postmaster.pid").read_text().splitlines()[0])
                yield ServedShore(folder, url, server.owner_url, database, worker.pid, postgres)


async def enrolled_aboard(shore: ServedShore, yacht_id: str, name: str) -> NodeSettings:
    """A node of the yacht, enrolled in a folder of that name, and how it is run."""
    async with administering(shore.owner_url) as connection:
        good_until = moment(wall_ms() + _HOUR_MS)
        await add_enrolment_code(connection, yacht_id, hash_of_code(name), good_until)
    await enrol(shore.folder / name, shore.url, name, wall_ms())
    return NodeSettings(
        data_dir=shore.folder / name, manual_sync=True, shopping_list_v1_enabled=True, shore_url=shore.url
    )


async def sizing(seed: int) -> Rows:
    """All of it."""
    rows: Rows = []
    async with served_shore() as shore:
        await _disk(rows, shore.database, shore.owner_url, seed)
        yacht_id, people = await _yacht(shore.owner_url)
        aboard, role = await enrolled_aboard(shore, yacht_id, "node"), Role.CHIEF_ENGINEER
        actor = Actor(people[role.value], "Elena", yacht_id, role, frozenset({role}))
        async with running_node(aboard) as node:
            await node.backend.engine.exchange()
            await _exchanges(rows, node, actor, shore.worker, shore.postgres)
        await _memory(rows, shore.database, yacht_id, shore.worker, shore.postgres)
    return rows
