"""What requests are estimated to cost, by yacht, how far they have come, and currency. Nothing is ever converted."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from shared_models.changes import Transaction
from shared_models.queries import ITEMS, of_yachts
from shared_models.states import AWAITING_DECISION, ORDERED, Status
from shared_models.types import Quantity
from shared_models.values import canonical

STAGES = ("awaiting", "approved", "ordered", "received")
_ON_ORDER = ORDERED - {Status.FULFILLED, Status.INSTALLED}
_STAGE = sa.case(
    (ITEMS.c.status.in_(sorted(AWAITING_DECISION)), "awaiting"),
    (ITEMS.c.status == Status.APPROVED.value, "approved"),
    (ITEMS.c.status.in_(sorted(_ON_ORDER)), "ordered"),
    else_="received",
)
_QUANTITY = sa.func.coalesce(ITEMS.c.quantity_ordered, ITEMS.c.quantity_approved, ITEMS.c.quantity_requested)
_VALUE = sa.func.round(sa.func.sum(sa.type_coerce(_QUANTITY, sa.Numeric()) * ITEMS.c.estimated_unit_price), 2)
_CURRENCY = sa.func.upper(sa.func.coalesce(sa.func.jsonb_extract_path_text(ITEMS.c.metadata, "currency"), ""))


async def spending(transaction: Transaction, yacht_ids: Sequence[str]) -> list[dict[str, Any]]:
    """For each currency ("": none was given), by name: `yachts`, each with the value of every stage, and `total`.

    The value is the estimated price of each times what was ordered, else approved, else asked for. Rejected and
    deleted requests count for nothing; `without_price`: how many others nobody has put a price on.
    """
    counted = (of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.deleted_at.is_(None))
    chosen = (
        sa.select(
            ITEMS.c.yacht_id, _STAGE.label("stage"), _CURRENCY.label("currency"),
            sa.type_coerce(_VALUE, Quantity()).label("value"),
            sa.func.count().filter(ITEMS.c.estimated_unit_price.is_(None)).label("without_price"),
            sa.func.count().label("items"),
        )
        .where(*counted, ITEMS.c.status != Status.REJECTED.value)
        .group_by(ITEMS.c.yacht_id, sa.literal_column("stage"), sa.literal_column("currency"))
    )  # fmt: skip
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in await transaction.rows(chosen):
        new: dict[str, Any] = {**dict.fromkeys(STAGES, Decimal()), "without_price": 0, "items": 0}
        yacht = found.setdefault(row["currency"], {}).setdefault(row["yacht_id"], new)
        yacht[row["stage"]] += Decimal(row["value"] or 0)
        yacht["without_price"] += row["without_price"]
        yacht["items"] += row["items"]
    return [_of_currency(currency, found[currency]) for currency in sorted(found)]


def _of_currency(currency: str, yachts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    rows = [
        {"yacht_id": yacht_id, **one, "total": sum((one[stage] for stage in STAGES), Decimal())}
        for yacht_id, one in yachts.items()
    ]
    rows.sort(key=lambda row: -row["total"])
    sums = {stage: sum((row[stage] for row in rows), Decimal()) for stage in (*STAGES, "total")}
    return {
        "currency": currency, "total": _text(sums), "yachts": [_text(row) for row in rows],
        "without_price": sum(row["without_price"] for row in rows),
    }  # fmt: skip


def _text(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: canonical(value) if isinstance(value, Decimal) else value for name, value in row.items()}
