"""The read side for a manager of several yachts: counts, conflicts and needs across them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from shared_models.changes import Transaction
from shared_models.journal import IS_CONFLICT
from shared_models.queries import ITEMS, OUTCOMES, of_yachts
from shared_models.states import OPEN, ORDERED, Status
from shared_models.tables import Yacht, table_of
from shared_models.types import Quantity
from shared_models.values import canonical

YACHTS = table_of(Yacht)


async def names(transaction: Transaction, yacht_ids: Sequence[str]) -> dict[str, str]:
    """Each yacht's name."""
    chosen = sa.select(YACHTS.c.yacht_id, YACHTS.c.name).where(of_yachts(YACHTS.c.yacht_id, yacht_ids))
    return {row["yacht_id"]: row["name"] for row in await transaction.rows(chosen)}


async def counts(transaction: Transaction, yacht_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """For each yacht how many items are in each status (deleted ones not)."""
    chosen = (
        sa.select(ITEMS.c.yacht_id, ITEMS.c.status, sa.func.count().label("items"))
        .where(of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.deleted_at.is_(None))
        .group_by(ITEMS.c.yacht_id, ITEMS.c.status)
    )
    counted = {yacht_id: {status.value: 0 for status in Status} for yacht_id in yacht_ids}
    for row in await transaction.rows(chosen):
        counted[row["yacht_id"]][row["status"]] = row["items"]
    return counted


async def critical(transaction: Transaction, yacht_ids: Sequence[str]) -> dict[str, int]:
    """For each yacht that has some, how many open requests are critical."""
    wanted = (of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.deleted_at.is_(None), ITEMS.c.status.in_(sorted(OPEN)))
    chosen = sa.select(ITEMS.c.yacht_id, sa.func.count().label("items")).where(*wanted, ITEMS.c.urgency == "critical")
    return {row["yacht_id"]: row["items"] for row in await transaction.rows(chosen.group_by(ITEMS.c.yacht_id))}


async def open_conflicts(transaction: Transaction, yacht_ids: Sequence[str]) -> dict[str, int]:
    """For each yacht that has some, how many conflicts nobody has acknowledged."""
    wanted = (of_yachts(OUTCOMES.c.yacht_id, yacht_ids), IS_CONFLICT, OUTCOMES.c.acknowledged_by.is_(None))
    chosen = sa.select(OUTCOMES.c.yacht_id, sa.func.count().label("conflicts")).where(*wanted)
    rows = await transaction.rows(chosen.group_by(OUTCOMES.c.yacht_id))
    return {row["yacht_id"]: row["conflicts"] for row in rows}


async def needs(transaction: Transaction, yacht_ids: Sequence[str], words: str | None) -> list[dict[str, Any]]:
    """Open requests (before fulfilled) of the same part, over all the yachts: most yachts first, then by name.

    The same part: part number, maker, name and unit, case folded. `quantity` is what was approved, else
    requested; `ordered` how much of it stands in requests that are on order.
    """
    named = (ITEMS.c.part_number, ITEMS.c.manufacturer, ITEMS.c.part_name, ITEMS.c.unit)
    wanted = [
        of_yachts(ITEMS.c.yacht_id, yacht_ids),
        ITEMS.c.deleted_at.is_(None),
        ITEMS.c.status.in_(sorted(OPEN)),
    ]
    if words is not None:
        wanted.append(sa.or_(*(name.icontains(words, autoescape=True) for name in named[:3])))
    on_order = ITEMS.c.status.in_(sorted(ORDERED))
    quantity = sa.func.coalesce(ITEMS.c.quantity_approved, ITEMS.c.quantity_requested, type_=Quantity())
    folded = [sa.func.lower(name) for name in named]
    chosen = (
        sa.select(
            ITEMS.c.yacht_id,
            on_order.label("on_order"),
            *(sa.func.max(name, type_=sa.Text()).label(name.name) for name in named),
            sa.func.sum(quantity, type_=Quantity()).label("quantity"),
            sa.func.count().label("items"),
        )
        .where(*wanted)
        .group_by(ITEMS.c.yacht_id, on_order, *folded)
    )
    groups: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in await transaction.rows(chosen):
        key = tuple((row[name.name] or "").casefold() for name in named)
        group = groups.setdefault(
            key,
            {
                "part_number": row["part_number"],
                "manufacturer": row["manufacturer"],
                "part_name": row["part_name"],
                "unit": row["unit"],
                "yachts": {},
            },
        )
        of_yacht = group["yachts"].setdefault(row["yacht_id"], {"quantity": "0", "ordered": "0", "items": 0})
        _add(of_yacht, "quantity", row["quantity"])
        if row["on_order"]:
            _add(of_yacht, "ordered", row["quantity"])
        of_yacht["items"] += row["items"]
    for group in groups.values():
        each: dict[str, dict[str, Any]] = group["yachts"]
        for name in ("quantity", "ordered"):
            group[name] = canonical(sum((Decimal(one[name]) for one in each.values()), Decimal()))
        group["items"] = sum(one["items"] for one in each.values())
        group["yachts"] = [{"yacht_id": yacht_id, **each[yacht_id]} for yacht_id in sorted(each)]
    order = sorted(groups, key=lambda key: (-len(groups[key]["yachts"]), key[2], key))
    return [groups[key] for key in order]


def _add(totals: dict[str, Any], name: str, more: str) -> None:
    totals[name] = canonical(Decimal(totals[name]) + Decimal(more))
