"""Taking a list that exists, which has no journal, under the journal: once, in one transaction (sync.md §3).

Each row becomes an entry of the shore's own; it and its old history stay beside as they were, in `adoption.rows`.
"""

import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cloud_sync.admin import administering
from cloud_sync.database import SEAL_LIFETIME_S, PostgresTransaction, sealed
from cloud_sync.gaps import only_reading
from cloud_sync.old_rows import Judged, Known, Row, judged
from shared_models.adoption import COLUMNS
from shared_models.changes import Changes, ItemWrite
from shared_models.errors import CommandError
from shared_models.journal import Work, audit, finish, forward, record
from shared_models.roles import Role
from shared_models.states import Action
from shared_models.tables import Entry, Part, Profile, table_of

ITEMS, HISTORY = "public.pms_shopping_list_items", "public.pms_shopping_list_state_history"
_KEPT = """create schema if not exists adoption;
create table if not exists adoption.rows (
  yacht_id uuid, line integer, item_id text, is_adopted boolean not null, notes jsonb not null, original jsonb not null,
  history jsonb not null, adopted_at timestamptz not null default now());
revoke all on schema adoption from public;
alter table adoption.rows enable row level security;
alter table adoption.rows force row level security"""
_KEEP = sa.text("""insert into adoption.rows (yacht_id, line, item_id, is_adopted, notes, original, history) values (
  cast(:yacht_id as uuid), :line, :item_id, :is_adopted, cast(:notes as jsonb), cast(:original as jsonb),
  cast(:history as jsonb))""")
_RECOUNTED = sa.text("""update public.pms_parts p
  set quantity_on_hand = held.on_hand, quantity_counted = held.on_hand - coalesce(moved.quantity, 0)
  from unnest(cast(:ids as uuid[]), cast(:on_hand as numeric[])) held (id, on_hand)
  left join (select coalesce(part_id, candidate_promoted_to_part_id) as id,
      sum(coalesce(cast(metadata ->> 'net_received' as numeric), quantity_received, 0)
        - coalesce(quantity_installed, 0)) as quantity
    from public.pms_shopping_list_items where yacht_id = cast(:yacht_id as uuid) group by 1) moved on moved.id = held.id
  where p.yacht_id = cast(:yacht_id as uuid) and p.id = held.id
    and (p.quantity_on_hand, p.quantity_counted)
      is distinct from (held.on_hand, held.on_hand - coalesce(moved.quantity, 0))""")
"""What is on hand stays: it was counted with the goods that the old list tells of."""
_ENTRIES, _PARTS, _PEOPLE = table_of(Entry), table_of(Part), table_of(Profile)


@dataclass(frozen=True)
class Plan:
    """What is to become of each row. `orphans`: rows of the state history that belong to none. `remarks`: what is so of
    the whole table. `is_in_place`: whether the rows are in the shore's own table."""

    rows: Sequence[Judged]
    orphans: Sequence[Row]
    remarks: Sequence[str]
    is_in_place: bool

    @property
    def adopted(self) -> list[Judged]:
        """The rows that become items."""
        return [one for one in self.rows if one.payload is not None]

    def by_status(self) -> Counter[str]:
        """How many rows are adopted in each status."""
        return Counter(one.payload["status"] for one in self.rows if one.payload is not None)

    def repaired(self) -> Counter[str]:
        """How many of the adopted rows had each kind of fault."""
        return Counter(kind for one in self.adopted for kind in one.repairs)

    def set_aside(self) -> Counter[str]:
        """How many rows are not adopted, by the first reason."""
        return Counter(next(iter(one.reasons)) for one in self.rows if one.payload is None)


async def plan(connection: AsyncConnection, source: AsyncConnection, yachts: Sequence[str], in_place: bool) -> Plan:
    """Read the old rows and judge them; writes nothing. Raises CommandError if a yacht was adopted before or
    there is nothing to adopt."""
    if not await _is_there(connection, "public.yacht_feeds"):
        raise CommandError("This is no shore's database yet: see lazarette shore gap-report, or serve the shore once.")
    if not await _is_there(source, ITEMS):
        raise CommandError(f"There is no table {ITEMS} to adopt.")
    if await _is_there(connection, "adoption.rows"):
        before = "select distinct cast(yacht_id as text) from adoption.rows where is_adopted"
        again = {row[0] for row in (await connection.exec_driver_sql(before)).all()} & set(yachts)
        if again:
            raise CommandError(f"The list of yacht {', '.join(sorted(again))} was adopted before; that is done once.")
    known = {yacht: await _known(connection, yacht) for yacht in yachts}
    fresh = (
        " where not exists (select from public.pms_history_entries e"
        " where e.yacht_id = t.yacht_id and e.item_id = t.{item})"
        if in_place
        else ""
    )
    rows = await _rows(source, ITEMS, fresh.format(item="id"))
    told = await _rows(source, HISTORY, fresh.format(item="shopping_list_item_id"))
    found, orphans = judged(rows, told, known)
    if all("another yacht" in one.reasons for one in found):
        raise CommandError(
            f"There is nothing to adopt: no row of {ITEMS} there is of these yachts and without a journal."
        )
    return Plan(found, orphans, await _remarks(source), in_place)


async def _is_there(connection: AsyncConnection, table: str) -> bool:
    return bool((await connection.execute(sa.select(sa.func.to_regclass(table).is_not(None)))).scalar())


async def _rows(source: AsyncConnection, table: str, where: str) -> list[Row]:
    if not await _is_there(source, table):
        return []
    found = await source.exec_driver_sql(f"select cast(to_jsonb(t) as text) from {table} t{where} order by t.ctid")
    return [json.loads(row[0], parse_float=Decimal) for row in found.all()]


async def _remarks(source: AsyncConnection) -> list[str]:
    query = (
        "select attname, format_type(atttypid, atttypmod) from pg_attribute"
        f" where attrelid = '{ITEMS}'::regclass and attnum > 0 and not attisdropped"
    )
    columns = {str(row.attname): str(row.format_type) for row in (await source.exec_driver_sql(query)).all()}
    ours = {*COLUMNS, "id", "yacht_id"}
    no_zone = sorted(name for name in columns if columns[name] == "timestamp without time zone")
    said = (
        ("are missing in the table: taken as not given", sorted(ours - columns.keys())),
        ("are none of the 45 columns: kept beside", sorted(columns.keys() - ours)),
        ("have no time zone: read as UTC", no_zone),
    )
    return [f"{', '.join(names)} {what}" for what, names in said if names]


async def _known(connection: AsyncConnection, yacht: str) -> Known:
    async def column(chosen: Any, of: sa.Table) -> frozenset[str]:
        found = await connection.execute(sa.select(chosen).where(of.c.yacht_id == yacht))
        return frozenset(str(one) for one in found.scalars() if one is not None)

    parts, people = await column(_PARTS.c.id, _PARTS), await column(_PEOPLE.c.user_id, _PEOPLE)
    return Known(parts, people, await column(_ENTRIES.c.item_id, _ENTRIES))


async def adopt(connection: AsyncConnection, planned: Plan, seal_key: bytes, now_ms: int) -> None:
    """Write the plan, in the caller's transaction, as the owner."""
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None
    for yacht in sorted({one.yacht_id for one in planned.rows if one.yacht_id is not None}):
        mine = [one for one in planned.rows if one.yacht_id == yacht and "another yacht" not in one.reasons]
        if not mine:
            continue
        seal = sealed(seal_key, None, yacht, int(time.time()) + SEAL_LIFETIME_S)
        await connection.execute(sa.select(sa.func.set_config("app.ctx", seal, True)))
        await _adopt_yacht(PostgresTransaction(connection, yacht), yacht, mine, planned.is_in_place, now_ms)
    await raw.execute(_KEPT)
    await connection.execute(_KEEP, [_kept(one) for one in planned.rows if "another yacht" not in one.reasons])


async def _adopt_yacht(
    tx: PostgresTransaction, yacht: str, rows: Sequence[Judged], is_in_place: bool, now_ms: int
) -> None:
    changes = Changes(await tx.recorder())
    shore = changes.recorder.node_id
    works = {}
    for one in rows:
        if one.payload is None or one.item_id is None:
            continue
        work = Work(one.item_id, None, None, {}, [])
        entry = record(changes, shore, Role.MANAGER, Action.ADOPT, one.payload, one.item_id, (), now_ms, one.item_id)
        forward(work, entry, yacht)
        work.mode = "replace" if is_in_place else "insert"
        audit(changes, entry, None, work.item, now_ms)
        works[one.item_id] = work
    held = await tx.rows(sa.select(_PARTS.c.id, _PARTS.c.quantity_on_hand).where(_PARTS.c.yacht_id == yacht))
    finish(changes, works)
    if is_in_place:  # what is set aside is no item any more: its row is kept in adoption.rows
        aside = [one.item_id for one in rows if one.payload is None and one.item_id and one.item_id not in works]
        changes.items += [ItemWrite(item_id, "replace", []) for item_id in dict.fromkeys(aside)]
    await tx.persist(changes)
    ids, on_hand = [row["id"] for row in held], [Decimal(row["quantity_on_hand"]) for row in held]
    await tx.rows(_RECOUNTED, {"yacht_id": yacht, "ids": ids, "on_hand": on_hand})


def _kept(one: Judged) -> dict[str, Any]:
    def text(value: object) -> str:
        return json.dumps(value, default=str, ensure_ascii=False)

    return {
        "yacht_id": one.yacht_id, "line": one.line, "item_id": one.item_id, "is_adopted": one.payload is not None,
        "notes": text({**one.reasons, **one.repairs}), "original": text(one.row), "history": text(one.history),
    }  # fmt: skip


@asynccontextmanager
async def adopting(owner_url: str, source_url: str | None, is_dry: bool) -> AsyncIterator[tuple[AsyncConnection, ...]]:
    """The shore's owner's connection, in a transaction, and the source's; with `is_dry` neither may write."""
    async with only_reading(owner_url) if is_dry else administering(owner_url) as connection:
        if source_url is None:
            yield connection, connection
        else:
            async with only_reading(source_url) as source:
                yield connection, source
