"""verify sees a guard that was taken away, on both databases."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import declared as cloud_declared
from cloud_sync.database import PostgresTransaction
from edge_node import declared as edge_declared
from edge_node.database import NodeDatabase


async def test_a_whole_shore_lacks_nothing(owner: AsyncEngine) -> None:
    async with owner.connect() as connection:
        assert await cloud_declared.missing(PostgresTransaction(connection, None)) == []


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ("drop trigger trg_enforce_shopping_list_edit_rules on pms_shopping_list_items", "trg_enforce"),
        ("alter table pms_shopping_list_items disable trigger trg_log_shopping_list_state_change", "trg_log"),
        ("drop policy own_yacht on pms_history_entries", "own_yacht"),
        ("alter table pms_audit_log no force row level security", "pms_audit_log"),
        (
            "create or replace function public.get_user_yacht_id() returns uuid language sql stable as"
            " $$ select null::uuid $$",
            "get_user_yacht_id",
        ),
    ],
)
async def test_a_guard_that_was_taken_away_ashore_is_named(owner: AsyncEngine, harm: str, named: str) -> None:
    async with owner.connect() as connection:
        await connection.execute(sa.text(harm))
        problems = await cloud_declared.missing(PostgresTransaction(connection, None))
        assert len(problems) == 1
        assert named in problems[0]


async def test_a_trigger_that_was_dropped_on_board_is_named(node_file: Path) -> None:
    database = await NodeDatabase(node_file).open()
    try:
        async with database.reading() as tx:
            assert await edge_declared.missing(tx) == []
        with sqlite3.connect(node_file) as raw:
            raw.execute("drop trigger trg_enforce_shopping_list_edit_rules")
        raw.close()
        async with database.reading() as tx:
            problems = await edge_declared.missing(tx)
        assert problems == ["trigger trg_enforce_shopping_list_edit_rules is missing or was changed"]
    finally:
        await database.close()
