"""The rules that hold whoever writes, tried in raw SQL on both databases."""

import json
import sqlite3
from collections.abc import Sequence
from itertools import product
from typing import Any, Protocol
from uuid import UUID, uuid4

import asyncpg
import pytest

from shared_models.states import PAIRS, Status, legal_path

YACHT, PERSON, OTHER = (str(uuid4()) for _ in range(3))
AT, LATER = "2026-05-12T14:02:00.000Z", "2026-05-13T09:00:00.000Z"
ITEMS, HISTORY = "pms_shopping_list_items", "pms_shopping_list_state_history"


class Raw(Protocol):
    """A database as a stranger sees it."""

    refused: type[Exception]

    async def run(self, sql: str) -> Sequence[Any]:
        """Run one statement; its rows."""
        ...


class RawSqlite:
    refused = sqlite3.IntegrityError

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    async def run(self, sql: str) -> Sequence[Any]:
        return self.connection.execute(sql).fetchall()


class RawPostgres:
    refused = asyncpg.CheckViolationError

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection

    async def run(self, sql: str) -> Sequence[Any]:
        return await self.connection.fetch(sql)


@pytest.fixture
def raw_sqlite(raw_node: sqlite3.Connection) -> Raw:
    return RawSqlite(raw_node)


@pytest.fixture
def raw_postgres(raw_shore: asyncpg.Connection) -> Raw:
    return RawPostgres(raw_shore)


@pytest.fixture(params=["raw_sqlite", "raw_postgres"])
def raw(request: pytest.FixtureRequest) -> Raw:
    """Each database in turn."""
    found: Raw = request.getfixturevalue(request.param)
    return found


async def add_item(raw: Raw, status: str = "candidate", metadata: dict[str, Any] | None = None) -> str:
    item = str(uuid4())
    known = "null" if metadata is None else f"'{json.dumps(metadata)}'"
    await raw.run(
        f"insert into {ITEMS} (id, yacht_id, part_name, quantity_requested, status, source_type, created_by,"
        f" created_at, updated_at, metadata) values ('{item}', '{YACHT}', 'Impeller', 10000, '{status}',"
        f" 'manual_add', '{PERSON}', '{AT}', '{AT}', {known})"
    )
    return item


async def bring_to(raw: Raw, status: Status) -> str:
    item = await add_item(raw)
    for step in legal_path(Status.CANDIDATE, status) or []:
        await raw.run(f"update {ITEMS} set status = '{step}' where id = '{item}'")
    return item


async def steps(raw: Raw, item: str) -> list[tuple[str | None, str]]:
    rows = await raw.run(f"select previous_state, new_state from {HISTORY} where shopping_list_item_id = '{item}'")
    return [tuple(row) for row in rows]  # type: ignore[misc]


async def every_pair_of_statuses_is_allowed_or_refused_as_the_data_says(raw: Raw) -> None:
    for before, after in product(Status, Status):
        item = await bring_to(raw, before)
        known = await steps(raw, item)
        change = f"update {ITEMS} set status = '{after}', updated_at = '{LATER}' where id = '{item}'"
        if before == after:
            await raw.run(change)
            assert await steps(raw, item) == known
        elif (before, after) in PAIRS:
            await raw.run(change)
            assert sorted(await steps(raw, item), key=str) == sorted([*known, (before.value, after.value)], key=str)
        else:
            with pytest.raises(raw.refused, match="may not follow"):
                await raw.run(change)
            assert await steps(raw, item) == known


async def no_item_begins_in_another_status(raw: Raw) -> None:
    for status in Status:
        if status is not Status.CANDIDATE:
            with pytest.raises(raw.refused, match="made as candidate"):
                await add_item(raw, status)


async def no_unknown_status_is_taken(raw: Raw) -> None:
    item = await add_item(raw)
    with pytest.raises(raw.refused):
        await raw.run(f"update {ITEMS} set status = 'lost' where id = '{item}'")
    with pytest.raises((raw.refused, asyncpg.NotNullViolationError)):
        await raw.run(f"update {ITEMS} set status = null where id = '{item}'")


@pytest.mark.parametrize(
    ("column", "value"),
    [("id", OTHER), ("yacht_id", OTHER), ("created_by", OTHER), ("created_at", LATER)],
    ids=["id", "yacht_id", "created_by", "created_at"],
)
async def what_made_an_item_never_changes(raw: Raw, column: str, value: str) -> None:
    item = await add_item(raw)
    with pytest.raises(raw.refused, match="never change"):
        await raw.run(f"update {ITEMS} set {column} = '{value}' where id = '{item}'")


async def no_item_is_deleted_by_hand(raw: Raw) -> None:
    item = await add_item(raw)
    with pytest.raises(raw.refused, match="not by removing"):
        await raw.run(f"delete from {ITEMS} where id = '{item}'")


async def a_change_by_hand_is_written_down_with_its_reason(raw: Raw) -> None:
    item = await add_item(raw)
    await raw.run(
        f"update {ITEMS} set status = 'rejected', rejection_reason = 'too dear', rejection_notes = 'ask again',"
        f" updated_by = '{OTHER}', updated_at = '{LATER}' where id = '{item}'"
    )
    columns = "id, changed_by, previous_state, new_state, transition_reason, transition_notes, metadata"
    rows = await raw.run(f"select {columns} from {HISTORY} where shopping_list_item_id = '{item}'")
    first, second = sorted(rows, key=lambda row: row[2] or "")
    assert (str(first[1]), *first[2:]) == (PERSON, None, "candidate", None, None, None)
    assert (str(second[1]), *second[2:]) == (OTHER, "candidate", "rejected", "too dear", "ask again", None)
    assert UUID(str(first[0])).version == UUID(str(second[0])).version == 4


async def a_transition_gives_the_history_row_its_id_and_words(raw: Raw) -> None:
    made, entry, event = (str(uuid4()) for _ in range(3))
    item = await add_item(raw, metadata={"transition": {"id": made, "entry_id": made}})
    step = {"id": entry, "entry_id": entry, "reason": "why", "notes": "how", "receiving_event_id": event}
    await raw.run(
        f"update {ITEMS} set status = 'approved', metadata = '{json.dumps({'transition': step})}' where id = '{item}'"
    )
    await raw.run(f"update {ITEMS} set status = 'ordered' where id = '{item}'")
    columns = "id, new_state, transition_reason, transition_notes, related_receiving_event_id, metadata"
    rows = await raw.run(f"select {columns} from {HISTORY} where shopping_list_item_id = '{item}'")
    found = {row[1]: (str(row[0]), row[2], row[3], row[4] and str(row[4]), row[5]) for row in rows}
    assert found["candidate"][:4] == (made, None, None, None)
    assert json.loads(found["candidate"][4]) == {"entry_id": made}
    assert found["approved"][:4] == (entry, "why", "how", event)
    assert json.loads(found["approved"][4]) == {"entry_id": entry}
    assert found["ordered"][0] not in (made, entry)
    assert found["ordered"][1:] == (None, None, None, None)


async def add_entry(raw: Raw) -> None:
    digest = "x'00'" if isinstance(raw, RawSqlite) else "'\\x00'"
    await raw.run(
        "insert into pms_history_entries (entry_id, yacht_id, node_id, epoch, seq, parents, seen, action, payload,"
        f" actor_id, actor_role, clock_ms, clock_counter, hash, chain, assurance) values ('{OTHER}', '{YACHT}',"
        f" '{PERSON}', '00', 1, '[]', 0, 'start_review', '{{}}', '{PERSON}', 'crew', 0, 0, {digest}, {digest}, 'node')"
    )


async def add_audit(raw: Raw) -> None:
    await raw.run(
        "insert into pms_audit_log (id, yacht_id, action, entity_type, entity_id, signature, created_at)"
        f" values ('{OTHER}', '{YACHT}', 'import', 'part', '{OTHER}', '{{}}', '{AT}')"
    )


@pytest.mark.parametrize("table", ["pms_history_entries", "pms_audit_log", HISTORY])
async def a_journal_is_only_appended_to(raw: Raw, table: str) -> None:
    await add_entry(raw)
    await add_audit(raw)
    await add_item(raw)
    with pytest.raises(raw.refused, match="append-only"):
        await raw.run(f"update {table} set yacht_id = yacht_id")
    with pytest.raises(raw.refused, match="append-only"):
        await raw.run(f"delete from {table}")
    assert len(await raw.run(f"select * from {table}")) == 1


@pytest.mark.parametrize("table", ["pms_history_entries", "pms_audit_log", HISTORY, ITEMS])
async def no_row_is_replaced_in_one_statement_on_sqlite(raw_node: sqlite3.Connection, table: str) -> None:
    raw = RawSqlite(raw_node)
    await add_entry(raw)
    await add_audit(raw)
    await add_item(raw)
    before = raw_node.execute(f"select * from {table}").fetchall()
    with pytest.raises(raw.refused):
        raw_node.execute(f"insert or replace into {table} select * from {table}")
    assert raw_node.execute(f"select * from {table}").fetchall() == before


@pytest.mark.parametrize("table", ["pms_history_entries", "pms_audit_log", HISTORY])
async def no_journal_is_truncated_on_postgres(raw_shore: asyncpg.Connection, table: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="append-only"):
        await raw_shore.execute(f"truncate {table}")


async def the_projection_pass_lets_an_items_rows_go_on_sqlite(raw_node: sqlite3.Connection) -> None:
    raw = RawSqlite(raw_node)
    item, bystander = await add_item(raw), await add_item(raw)
    await raw.run(f"insert into projection_pass values ('{YACHT}', '{item}')")
    await raw.run(f"delete from {HISTORY} where shopping_list_item_id = '{item}'")
    await raw.run(f"delete from {ITEMS} where id = '{item}'")
    with pytest.raises(raw.refused):
        await raw.run(f"delete from {ITEMS} where id = '{bystander}'")
    with pytest.raises(raw.refused):
        await raw.run(f"delete from {HISTORY}")
