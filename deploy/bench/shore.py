"""How many entries the shore admits in a second, beside a bare COPY of the same rows in the same batches.

The application's own path: `store.admit` in a transaction of the application's login, row level security on, with
journal, feed, item, state history and audit written. Only the roster's verdict is left out: everybody may.
"""

import json
import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

import asyncpg

from cloud_sync.admin import add_user, add_yacht, administering
from cloud_sync.app import Shore, running_shore
from cloud_sync.settings import ShoreSettings
from deploy.bench import work as works
from deploy.bench.measure import Rows
from deploy.bench.work import Work
from shared_models.clock import Clock
from shared_models.entries import GENESIS, HistoryEntry, derived_entry_id, link
from shared_models.host import wall_ms
from shared_models.journal import entry_row
from shared_models.resolve import Rule
from shared_models.roles import Role
from shared_models.states import Action
from shared_models.store import admit, unreadable
from shared_models.tokens import hash_pin

BATCHES = (100, 200)
_ITEMS, _CHANGES, _TO_REACH_PER_S, _TO_REACH_RATIO = 2_000, 4_000, 8_000, 0.45
Chained = tuple[HistoryEntry, bytes]


def entries(work: Work, yacht_id: str, people: dict[str, str]) -> list[Chained]:
    """The work as a node would have recorded it: each act has seen the one before it on its item."""
    node_id, epoch, chain, clock = str(uuid4()), random.Random(work.seed).randbytes(8).hex(), GENESIS, wall_ms()  # noqa: S311
    made: list[Chained] = []
    heads: list[str] = []
    acts = [(len(heads) + n, "crew", Action.CREATE.value, payload) for n, payload in enumerate(work.items)]
    acts += [(change.item, change.role, change.action, change.payload) for change in work.changes]
    items: list[str] = []
    for seq, (number, role, action, payload) in enumerate(acts, 1):
        entry_id = derived_entry_id(node_id, epoch, seq)
        if action == Action.CREATE.value:
            items.append(entry_id)
            heads.append(entry_id)
            parents: tuple[str, ...] = ()
        else:
            parents, heads[number] = (heads[number],), entry_id
        entry = HistoryEntry(
            entry_id, yacht_id, items[number], node_id, epoch, seq, parents, 0, action, payload, people[role], role,
            Clock(clock - 3_600_000 + seq * 50, 0),
        )  # fmt: skip
        if (why := unreadable(entry, yacht_id)) is not None:
            raise AssertionError(f"{action}: {why}")
        chain = link(chain, entry.hash)
        made.append((entry, chain))
    return made


async def _anybody(_: HistoryEntry) -> Rule | None:
    return None


async def _admit_all(shore: Shore, yacht_id: str, made: Sequence[Chained], batch: int) -> float:
    """Seconds for all of them."""
    started = perf_counter()
    for start in range(0, len(made), batch):
        async with shore.database.transaction(None, yacht_id) as tx:
            changes = await admit(tx, await tx.recorder(), made[start : start + batch], wall_ms(), _anybody)
            await tx.persist(changes)
    return perf_counter() - started


async def _copy_all(connection: asyncpg.Connection, made: Sequence[Chained], batch: int) -> float:
    """Seconds for a COPY of the same journal rows into a table without index, trigger or policy."""
    rows = [entry_row(entry, chain) for entry, chain in made]
    names = list(rows[0])
    columns = ", ".join(f"{name} {'bytea' if isinstance(rows[0][name], bytes) else 'text'}" for name in names)
    await connection.execute(f"drop table if exists bare; create table bare ({columns})")
    records = [[value if isinstance(value, bytes) else _text(value) for value in row.values()] for row in rows]
    started = perf_counter()
    for start in range(0, len(records), batch):
        async with connection.transaction():
            await connection.copy_records_to_table("bare", records=records[start : start + batch], columns=names)
    return perf_counter() - started


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value)


async def shore(seed: int) -> Rows:
    """All rows of the shore."""
    rows: Rows = []
    with TemporaryDirectory(prefix="lazarette-bench-") as name:
        Path(name).chmod(0o755)
        settings = ShoreSettings(data_dir=Path(name) / "shore", database_url=None, shopping_list_v1_enabled=True)
        async with running_shore(settings) as running:
            connection = await asyncpg.connect(running.owner_url)
            try:
                for batch in (BATCHES[0], *BATCHES):  # the first time warms both up
                    yacht_id, people = await _yacht(running)
                    made = entries(works.made(seed, _ITEMS, _CHANGES), yacht_id, people)
                    created_s = await _admit_all(running, yacht_id, made[:_ITEMS], batch)
                    changed_s = await _admit_all(running, yacht_id, made[_ITEMS:], batch)
                    rows.append(_row(batch, created_s, changed_s, await _copy_all(connection, made, batch)))
            finally:
                await connection.close()
    return rows[1:]


async def _yacht(running: Shore) -> tuple[str, dict[str, str]]:
    async with administering(running.owner_url) as connection:
        yacht_id = await add_yacht(connection, f"Yacht {uuid4()}")
        pin = hash_pin("123456")
        people = {r.value: await add_user(connection, yacht_id, f"{r.value} {yacht_id}", [r], pin) for r in Role}
    return yacht_id, people


def _row(batch: int, created_s: float, changed_s: float, copied_s: float) -> dict[str, object]:
    total = _ITEMS + _CHANGES
    admitted, copied = total / (created_s + changed_s), total / copied_s
    return {
        "batches of": batch, "creates/s": round(_ITEMS / created_s), "changes/s": round(_CHANGES / changed_s),
        "entries/s": round(admitted), "bare COPY rows/s": round(copied), "ratio": round(admitted / copied, 2),
        "to reach": f"{_TO_REACH_PER_S:,}/s at 100, ratio {_TO_REACH_RATIO}",
    }  # fmt: skip
