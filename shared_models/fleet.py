"""The read side for a manager of several yachts: counts, conflicts and needs across them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from shared_models.changes import Transaction
from shared_models.journal import IS_CONFLICT
from shared_models.queries import ITEMS, OUTCOMES, PARTS, of_yachts
from shared_models.states import OPEN, ORDERED, Status
from shared_models.tables import LIST_ORDER, Yacht, table_of
from shared_models.types import Day, Quantity
from shared_models.values import canonical

YACHTS = table_of(Yacht)


async def names(transaction: Transaction, yacht_ids: Sequence[str]) -> dict[str, str]:
    """Each yacht's name."""
    chosen = sa.select(YACHTS.c.yacht_id, YACHTS.c.name).where(of_yachts(YACHTS.c.yacht_id, yacht_ids))
    return {row["yacht_id"]: row["name"] for row in await transaction.rows(chosen)}


async def counts(transaction: Transaction, yacht_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """For each yacht how many items are in each status (deleted ones not)."""
    return (await tally(transaction, yacht_ids))[0]


async def tally(transaction: Transaction, yacht_ids: Sequence[str]) -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """`counts`, and for each yacht how many of its open requests are critical: read in one go."""
    is_critical = sa.and_(ITEMS.c.urgency == "critical", ITEMS.c.status.in_(sorted(OPEN)))
    chosen = (
        sa.select(
            ITEMS.c.yacht_id, ITEMS.c.status, sa.func.count().label("items"),
            sa.func.count().filter(is_critical).label("critical"),
        )
        .where(of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.deleted_at.is_(None))
        .group_by(ITEMS.c.yacht_id, ITEMS.c.status)
    )  # fmt: skip
    counted = {yacht_id: {status.value: 0 for status in Status} for yacht_id in yacht_ids}
    critical = dict.fromkeys(yacht_ids, 0)
    for row in await transaction.rows(chosen):
        counted[row["yacht_id"]][row["status"]] = row["items"]
        critical[row["yacht_id"]] += row["critical"]
    return counted, critical


async def open_conflicts(transaction: Transaction, yacht_ids: Sequence[str]) -> dict[str, int]:
    """For each yacht that has some, how many conflicts nobody has acknowledged."""
    wanted = (of_yachts(OUTCOMES.c.yacht_id, yacht_ids), IS_CONFLICT, OUTCOMES.c.acknowledged_by.is_(None))
    chosen = sa.select(OUTCOMES.c.yacht_id, sa.func.count().label("conflicts")).where(*wanted)
    rows = await transaction.rows(chosen.group_by(OUTCOMES.c.yacht_id))
    return {row["yacht_id"]: row["conflicts"] for row in rows}


_NAMED = (ITEMS.c.part_number, ITEMS.c.manufacturer, ITEMS.c.part_name, ITEMS.c.unit)
_NEEDED = sa.func.coalesce(ITEMS.c.quantity_approved, ITEMS.c.quantity_requested, type_=Quantity())
_OF_PART = sa.and_(
    PARTS.c.yacht_id == ITEMS.c.yacht_id,
    PARTS.c.id == sa.func.coalesce(ITEMS.c.part_id, ITEMS.c.candidate_promoted_to_part_id),
)
_AMOUNTS = ("quantity", "approved", "ordered")


async def needs(transaction: Transaction, yacht_ids: Sequence[str], words: str | None) -> list[dict[str, Any]]:
    """Open requests (before fulfilled) of the same part, over all the yachts: most yachts first, then by name.

    The same part: the same part number (without one: name), maker and unit, case folded. `quantity` is what was
    approved, else requested; of it `approved` waits to be ordered and `ordered` stands in requests that are on order.
    """
    wanted = [of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.deleted_at.is_(None), ITEMS.c.status.in_(sorted(OPEN))]
    if words is not None:
        wanted.append(sa.or_(*(name.icontains(words, autoescape=True) for name in (*_NAMED[:3], PARTS.c.impa_code))))
    stands = sa.case(
        (ITEMS.c.status == Status.APPROVED.value, "approved"),
        (ITEMS.c.status.in_(sorted(ORDERED)), "ordered"),
        else_="awaiting",
    )
    grouped = (ITEMS.c.yacht_id, stands, *(sa.func.lower(name) for name in _NAMED))
    chosen = (
        sa.select(
            ITEMS.c.yacht_id,
            stands.label("stands"),
            *(sa.func.max(name, type_=sa.Text()).label(name.name) for name in _NAMED),
            sa.func.max(PARTS.c.impa_code, type_=sa.Text()).label("impa_code"),
            sa.func.min(ITEMS.c.required_by_date, type_=Day()).label("required_by_date"),
            sa.func.sum(_NEEDED, type_=Quantity()).label("quantity"),
            sa.func.count().label("items"),
        )
        .select_from(ITEMS.join(PARTS, _OF_PART, isouter=True))
        .where(*wanted)
        .group_by(*grouped)
    )
    groups: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in await transaction.rows(chosen):
        _add(groups.setdefault(_part_key(row), {**{name.name: row[name.name] for name in _NAMED}, "yachts": {}}), row)
    for group in groups.values():
        each: dict[str, dict[str, Any]] = group["yachts"]
        for name in _AMOUNTS:
            group[name] = canonical(sum((Decimal(one[name]) for one in each.values()), Decimal()))
        group["items"] = sum(one["items"] for one in each.values())
        group["required_by_date"] = _first_day(each.values())
        group["yachts"] = [{"yacht_id": yacht_id, **each[yacht_id]} for yacht_id in sorted(each)]
    order = sorted(groups, key=lambda key: (-len(groups[key]["yachts"]), groups[key]["part_name"].casefold(), key))
    return [groups[key] for key in order]


def _part_key(row: Mapping[str, Any]) -> tuple[str, ...]:
    number = row["part_number"]
    named = ("number", number) if number else ("name", row["part_name"])
    return tuple((word or "").casefold() for word in (*named, row["manufacturer"], row["unit"]))


def _first_day(rows: Iterable[Mapping[str, Any]]) -> str | None:
    return min((row["required_by_date"] for row in rows if row["required_by_date"]), default=None)


def _add(group: dict[str, Any], row: Mapping[str, Any]) -> None:
    """Count a yacht's requests of one standing into the part's group."""
    new = {**dict.fromkeys(_AMOUNTS, "0"), "items": 0, "required_by_date": None}
    of_yacht = group["yachts"].setdefault(row["yacht_id"], new)
    for name in ("quantity", *({row["stands"]} & {*_AMOUNTS})):
        of_yacht[name] = canonical(Decimal(of_yacht[name]) + Decimal(row["quantity"]))
    of_yacht["items"] += row["items"]
    of_yacht["required_by_date"] = _first_day((of_yacht, row))
    group["impa_code"] = group.get("impa_code") or row["impa_code"]


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
