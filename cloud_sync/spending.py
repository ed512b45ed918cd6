"""What requests are estimated to cost, by yacht, how far they have come, and currency. Nothing is ever converted."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from cloud_sync.tables import YachtTally
from shared_models.changes import Transaction
from shared_models.queries import of_yachts
from shared_models.states import AWAITING_DECISION, ORDERED, Status
from shared_models.tables import table_of
from shared_models.values import canonical

STAGES = ("awaiting", "approved", "ordered", "received")
_ON_ORDER = ORDERED - {Status.FULFILLED, Status.INSTALLED}
_TALLIES = table_of(YachtTally)


def _stage(status: str) -> str:
    if status in AWAITING_DECISION:
        return "awaiting"
    return "approved" if status == Status.APPROVED else "ordered" if status in _ON_ORDER else "received"


async def spending(transaction: Transaction, yacht_ids: Sequence[str]) -> list[dict[str, Any]]:
    """For each currency ("": none was given), by name: `yachts`, each with the value of every stage, and `total`.

    The value is the estimated price of each times what was ordered, else approved, else asked for. Rejected and
    deleted requests count for nothing; `without_price`: how many others nobody has put a price on.
    """
    wanted = (of_yachts(_TALLIES.c.yacht_id, yacht_ids), _TALLIES.c.status != Status.REJECTED.value)
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in await transaction.rows(sa.select(_TALLIES).where(*wanted, _TALLIES.c["items"] > 0)):
        new: dict[str, Any] = {**dict.fromkeys(STAGES, Decimal()), "without_price": 0, "items": 0}
        yacht = found.setdefault(row["currency"], {}).setdefault(row["yacht_id"], new)
        yacht[_stage(row["status"])] += Decimal(row["value"])
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
