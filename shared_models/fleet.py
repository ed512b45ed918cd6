"""The read side for a manager of several yachts: counts, conflicts and needs across them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from shared_models.changes import Transaction
from shared_models.queries import ITEMS, of_yachts
from shared_models.states import Status
from shared_models.tables import LIST_ORDER


async def counts(transaction: Transaction, yacht_id: str) -> dict[str, int]:
    """How many items of a yacht are in each status (deleted ones not)."""
    chosen = (
        sa.select(ITEMS.c.status, sa.func.count().label("items"))
        .where(ITEMS.c.yacht_id == yacht_id, ITEMS.c.deleted_at.is_(None))
        .group_by(ITEMS.c.status)
    )
    counted = {row["status"]: row["items"] for row in await transaction.rows(chosen)}
    return {status.value: counted.get(status.value, 0) for status in Status}


SHOWN = ("approved", "unordered", "all")


@dataclass(frozen=True)
class Wanted:
    """Which needs: open requests (before fulfilled) of the same part over several yachts, most yachts first, then by
    name.

    The same part: the same part number (without one: name), maker and unit, case folded. `quantity` is what was
    approved, else requested; of it `approved` waits to be ordered and `ordered` stands in requests that are on order.
    """

    words: str | None = None
    shown: str = "all"
    """One of `SHOWN`: what is approved and waits to be ordered, what is not ordered, or all."""
    most: int = 50
    most_lines: int | None = None
    """How many yachts of each part are told of, those first that need it first; None: all."""
    after: tuple[Any, ...] | None = None
    """The place of the last of the page before."""


async def to_order(
    transaction: Transaction, yacht_ids: Sequence[str], part: Mapping[str, str | None]
) -> list[dict[str, Any]]:
    """The approved requests of a group of `needs`, all their columns; by yacht, then by when they are needed.

    `part`: the group's part_number, manufacturer, part_name and unit.
    """

    def same(name: str) -> sa.ColumnElement[bool]:
        return sa.func.lower(sa.func.coalesce(ITEMS.c[name], "")) == sa.func.lower(part.get(name) or "")

    named = ("part_number",) if part.get("part_number") else ("part_number", "part_name")
    wanted = [same(name) for name in (*named, "manufacturer", "unit")]
    wanted += [of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.deleted_at.is_(None)]
    chosen = sa.select(ITEMS).where(*wanted, ITEMS.c.status == Status.APPROVED.value)
    return [dict(row) for row in await transaction.rows(chosen.order_by(ITEMS.c.yacht_id, *LIST_ORDER))]
