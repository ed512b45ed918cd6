"""How many entries the shore admits in a second, beside a bare COPY of the same rows in the same batches.

The application's own path: `store.admit` in a transaction of the application's login, row level security on, with
journal, feed, item, state history and audit written. Only the roster's verdict is left out: everybody may.
"""

import asyncio
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
from deploy.bench.measure import Rows, note
from deploy.bench.work import Work
from shared_models.clock import Clock
from shared_models.entries import GENESIS, HistoryEntry, derived_entry_id, link
from shared_models.host import wall_ms
from shared_models.resolve import Rule
from shared_models.roles import Role
from shared_models.states import Action
from shared_models.store import admit, unreadable

BATCHES = (100, 200)
YACHTS_AT_ONCE = 2
"""As many as there are cores: what one yacht's node brings is taken in one transaction after the other."""
_ITEMS, _CHANGES, _TO_REACH_PER_S, _TO_REACH_RATIO = 2_000, 4_000, 8_000, 0.45
_WRITTEN = ("pms_history_entries", "pms_feed", "pms_shopping_list_items", "pms_item_heads",
            "pms_shopping_list_state_history", "pms_audit_log")  # fmt: skip
"""Where an entry leaves rows."""
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


async def _at_once(shore: Shore, seed: int, batch: int) -> float:
    """Seconds for as much work of several yachts as of one, in turns."""
    work = works.made(seed, _ITEMS, _CHANGES)
    made = {
        yacht_id: entries(work, yacht_id, people)
        for yacht_id, people in [await _yacht(shore) for _ in range(YACHTS_AT_ONCE)]
    }
    started = perf_counter()
    await asyncio.gather(*(_admit_all(shore, yacht_id, some, batch) for yacht_id, some in made.items()))
    return (perf_counter() - started) / YACHTS_AT_ONCE


async def _copy_all(connection: asyncpg.Connection, yacht_id: str, tables: Sequence[str], batches: int) -> float:
    """Seconds for a COPY of what was written there, in as many transactions, without index, trigger or policy."""
    rows = {}
    for table in tables:
        rows[table] = await connection.fetch(f"select * from {table} where yacht_id = $1", yacht_id)
        await connection.execute(f"drop table if exists bare_{table}; create table bare_{table} (like {table})")
    started = perf_counter()
    for batch in range(batches):
        async with connection.transaction():
            for table, all_ in rows.items():
                some = all_[len(all_) * batch // batches : len(all_) * (batch + 1) // batches]
                await connection.copy_records_to_table(f"bare_{table}", records=some)
    return perf_counter() - started


async def shore(seed: int) -> Rows:
    """All rows of the shore."""
    rows: Rows = []
    with TemporaryDirectory(prefix="lazarette-bench-") as name:
        Path(name).chmod(0o755)
        settings = ShoreSettings(data_dir=Path(name) / "shore", database_url=None, shopping_list_v1_enabled=True)
        async with running_shore(settings) as running:
            connection = await asyncpg.connect(running.owner_url)
            try:
                for batch in (BATCHES[0], *BATCHES):  # the first round warms both up
                    yacht_id, people = await _yacht(running)
                    made = entries(works.made(seed, _ITEMS, _CHANGES), yacht_id, people)
                    created_s = await _admit_all(running, yacht_id, made[:_ITEMS], batch)
                    changed_s = await _admit_all(running, yacht_id, made[_ITEMS:], batch)
                    copied_s = [
                        await _copy_all(connection, yacht_id, tables, len(made) // batch)
                        for tables in (_WRITTEN[:1], _WRITTEN)
                    ]
                    at_once_s = await _at_once(running, seed, batch)
                    note(rows, _row(batch, created_s, changed_s, at_once_s, *copied_s))
            finally:
                await connection.close()
    return rows[1:]


async def _yacht(running: Shore) -> tuple[str, dict[str, str]]:
    async with administering(running.owner_url) as connection:
        yacht_id = await add_yacht(connection, f"Yacht {uuid4()}")
        people = {r.value: await add_user(connection, yacht_id, f"{r.value} {yacht_id}", [r], None) for r in Role}
    return yacht_id, people


def _row(
    batch: int, created_s: float, changed_s: float, at_once_s: float, journal_copied_s: float, copied_s: float
) -> dict[str, object]:
    total = _ITEMS + _CHANGES
    admitted, copied = total / (created_s + changed_s), total / copied_s
    return {
        "batches of": batch, "creates/s": round(_ITEMS / created_s), "changes/s": round(_CHANGES / changed_s),
        "entries/s": round(admitted), f"{YACHTS_AT_ONCE} yachts at once": round(total / at_once_s),
        "bare COPY of all these rows, entries/s": round(copied), "ratio": round(admitted / copied, 2),
        "bare COPY of the journal alone": round(total / journal_copied_s),
        "to reach": f"{_TO_REACH_PER_S:,}/s at 100, ratio {_TO_REACH_RATIO}",
    }  # fmt: skip
