"""The audit given out whole: each row once, however many there are, and nothing that a spreadsheet would run."""

import csv
import io
import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from edge_node.database import NodeDatabase
from shared_models.audit import PAGE_ROWS, AuditForm, Wanted, exported

YACHT = str(uuid4())


@pytest.fixture
async def database(node_file: Path) -> AsyncIterator[NodeDatabase]:
    opened = await NodeDatabase(node_file).open()
    yield opened
    await opened.close()


def put(raw: sqlite3.Connection, name: str, times: int = 1) -> None:
    """Somebody of that name who did something so many times, all in one moment."""
    user = str(uuid4())
    raw.execute("insert into auth_users_profiles (yacht_id, user_id, name) values (?, ?, ?)", (YACHT, user, name))
    raw.executemany(
        "insert into pms_audit_log (id, yacht_id, action, entity_type, entity_id, user_id, signature, created_at)"
        " values (?, ?, 'sign_in', 'session', ?, ?, '{}', '2026-05-12T14:02:00.000Z')",
        [(str(uuid4()), YACHT, user, user) for _ in range(times)],
    )


async def whole(database: NodeDatabase, form: AuditForm) -> str:
    pieces = [piece async for piece in exported(database.read, Wanted([YACHT]), form)]
    return b"".join(pieces).decode("utf-8-sig")


async def every_row_comes_once_however_many_share_a_moment(
    raw_node: sqlite3.Connection, database: NodeDatabase
) -> None:
    put(raw_node, "Mia", 2 * PAGE_ROWS + 1)
    ids = [json.loads(line)["id"] for line in (await whole(database, AuditForm.JSONL)).splitlines()]
    assert len(ids) == len(set(ids)) == 2 * PAGE_ROWS + 1
    assert ids == sorted(ids)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", "\uff0b1"])
async def a_spreadsheet_takes_no_cell_for_a_formula(
    raw_node: sqlite3.Connection, database: NodeDatabase, name: str
) -> None:
    put(raw_node, name)
    (row,) = csv.DictReader(io.StringIO(await whole(database, AuditForm.CSV), newline=""))
    assert row["who"] == f"'{name}"


async def a_cell_is_quoted_as_rfc_4180_says(raw_node: sqlite3.Connection, database: NodeDatabase) -> None:
    put(raw_node, 'Mia, "the\nbosun"')
    text = await whole(database, AuditForm.CSV)
    assert '"Mia, ""the\nbosun"""' in text
    assert text.endswith("\r\n")
