"""The audit log to be read: pages in order of time, and whole as CSV or JSON lines for whoever keeps it elsewhere."""

import csv
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

import sqlalchemy as sa

from shared_models.changes import Transaction
from shared_models.queries import of_yachts
from shared_models.tables import Audit, Profile, table_of
from shared_models.types import Identifier

AUDIT, _PEOPLE = table_of(Audit), table_of(Profile)
COLUMNS = (
    "at", "who", "action", "entity_type", "entity_id", "old_values", "new_values", "node_id", "yacht_id", "user_id",
    "metadata", "id",
)  # fmt: skip
PAGE_ROWS = 500
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = "=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"


class AuditForm(StrEnum):
    """How the audit is given out whole."""

    CSV = "csv"
    JSONL = "jsonl"

    @property
    def media_type(self) -> str:
        """As HTTP calls it."""
        return "text/csv" if self is AuditForm.CSV else "application/x-ndjson"


@dataclass(frozen=True)
class Wanted:
    """Which rows: of these yachts, from `since` on and before `until` (None: no bound)."""

    yacht_ids: Sequence[str]
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True)
class AuditPage:
    """`last`: the yacht and id of the last row, from which the next page goes on; None: there is no more."""

    rows: list[dict[str, Any]]
    last: tuple[str, str] | None


async def page(tx: Transaction, wanted: Wanted, limit: int, after: tuple[Any, ...] | None = None) -> AuditPage:
    """A page in order of time, each row with the keys of COLUMNS."""
    such: list[sa.ColumnElement[bool]] = [of_yachts(AUDIT.c.yacht_id, wanted.yacht_ids)]
    if wanted.since is not None:
        such.append(AUDIT.c.created_at >= wanted.since)
    if wanted.until is not None:
        such.append(AUDIT.c.created_at < wanted.until)
    order = (AUDIT.c.created_at, AUDIT.c.id)
    if after is not None:
        # by the row itself: what is shown of its time has lost what is below a millisecond
        before = AUDIT.alias()
        at = sa.select(before.c.created_at).where(before.c.yacht_id == after[0], before.c.id == after[1])
        such.append(sa.tuple_(*order) > sa.tuple_(at.scalar_subquery(), sa.literal(after[1], Identifier())))
    same = sa.and_(_PEOPLE.c.yacht_id == AUDIT.c.yacht_id, _PEOPLE.c.user_id == AUDIT.c.user_id)
    statement = (
        sa.select(AUDIT, _PEOPLE.c.name.label("who"))
        .join(_PEOPLE, same, isouter=True)
        .where(*such)
        .order_by(*order)
        .limit(limit + 1)
    )
    found = [_row(row) for row in await tx.rows(statement)]
    more = len(found) > limit
    last = found[limit - 1] if more else None
    return AuditPage(found[:limit], (last["yacht_id"], last["id"]) if last else None)


async def _next(wanted: Wanted, after: tuple[str, str] | None, tx: Transaction) -> AuditPage:
    return await page(tx, wanted, PAGE_ROWS, after)


def _row(row: Any) -> dict[str, Any]:
    node_id = (row["metadata"] or {}).get("node_id")
    return {name: row[name] for name in COLUMNS if name in row} | {"at": row["created_at"], "node_id": node_id}


async def exported(
    read: Callable[[Callable[[Transaction], Awaitable[AuditPage]]], Awaitable[AuditPage]],
    wanted: Wanted,
    form: AuditForm,
) -> AsyncIterator[bytes]:
    """All that is wanted, a page at a time; `read` runs each in a transaction of its own.

    CSV as in RFC 4180, with a byte order mark, and nothing that a spreadsheet would take for a formula.
    """
    after = None
    yield (_BOM + _line(COLUMNS)).encode() if form is AuditForm.CSV else b""
    while True:
        found = await read(partial(_next, wanted, after))
        put = _csv if form is AuditForm.CSV else _json
        yield "".join(put(row) for row in found.rows).encode("utf-8", "replace")
        if found.last is None:
            return
        after = found.last


def _json(row: dict[str, Any]) -> str:
    return json.dumps({name: row[name] for name in COLUMNS}, ensure_ascii=False) + "\n"


def _csv(row: dict[str, Any]) -> str:
    return _line([_cell(row[name]) for name in COLUMNS])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    # https://owasp.org/www-community/attacks/CSV_Injection
    return f"'{text}" if text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in tuple(_FORMULA) else text


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow(cells)
    return written.getvalue()
