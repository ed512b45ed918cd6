"""How far a feature is turned on: for listed yachts, or for a percentage of all by a stable hash."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from cloud_sync.tables import FeatureRollout
from shared_models.changes import Transaction
from shared_models.measured import MEASURED, added, within_ms
from shared_models.tables import SHOPPING_LIST, table_of

_ROLLOUTS = table_of(FeatureRollout)
GUARD_HOURS, FEWEST_REQUESTS, SLOWEST_MS, FIRST_PERCENTAGE = 24, 100, 200, 10
"""What a step further is guarded by: how far it looks back, how much it must see, and how slow it may be."""

OF_ONE: dict[str, int | None] = {"on": 100, "off": 0, "percentage": None}
"""What is said of one yacht, as a percentage; none: it goes by what is said of all."""


def share(yacht_id: str, flag: str) -> float:
    """Where a yacht lies between 0 and 100, for good: SHA-256 over yacht and flag."""
    return int.from_bytes(hashlib.sha256(f"{yacht_id}:{flag}".encode()).digest()[:4]) / 2**32 * 100


async def on_among(tx: Transaction, yacht_ids: Iterable[str], flag: str = SHOPPING_LIST) -> set[str]:
    """The yachts for which the rollout says yes. A table without rows says it for all: the switch alone decides."""
    return reached(await said(tx, flag), yacht_ids, flag)


async def said(tx: Transaction, flag: str = SHOPPING_LIST) -> dict[str | None, int]:
    """What is said of single yachts, and (None) of all: percentages."""
    rows = await tx.rows(sa.select(_ROLLOUTS.c.yacht_id, _ROLLOUTS.c.percentage).where(_ROLLOUTS.c.flag == flag))
    found: dict[str | None, int] = {}
    for row in rows:
        found[row["yacht_id"]] = max(row["percentage"], found.get(row["yacht_id"], 0))
    return found


def reached(said: Mapping[str | None, int], yacht_ids: Iterable[str], flag: str = SHOPPING_LIST) -> set[str]:
    """The yachts for which it is on, by what is said. Nothing said: all, the switch alone decides."""
    if not said:
        return set(yacht_ids)
    general = said.get(None, 0)
    return {yacht_id for yacht_id in yacht_ids if share(yacht_id, flag) < said.get(yacht_id, general)}


def changed(said: Mapping[str | None, int], yacht_id: str | None, percentage: int | None) -> dict[str | None, int]:
    """What is said after a step; percentage None: nothing of that yacht any more."""
    rest = {name: value for name, value in said.items() if name != yacht_id}
    return rest if percentage is None else {**rest, yacht_id: percentage}


def witnesses(
    said: Mapping[str | None, int], yacht_id: str | None, percentage: int | None, yachts: Iterable[str]
) -> set[str] | None:
    """The yachts whose last day must speak for a step: those that have it. None: it goes no further, or is the first,
    to one yacht or 10 %."""
    yachts = list(yachts)
    on, then = reached(said, yachts), reached(changed(said, yacht_id, percentage), yachts)
    is_first = not on and (len(then) == 1 or (yacht_id is None and (percentage or 0) <= FIRST_PERCENTAGE))
    return None if then <= on or is_first else on


def on_both_sides(hours: Iterable[Mapping[str, Any]]) -> tuple[dict[str, int], int | None]:
    """Requests, refused and failed, on board and ashore together, and how long 95 of 100 took at most."""
    both = added({name: hour[prefix + name] for name in MEASURED} for hour in hours for prefix in ("", "board_"))
    return both, within_ms([both.pop("times")], 0.95)


def objection(hours: Sequence[Mapping[str, Any]], alerts: Sequence[str]) -> str | None:
    """Why the last day of the yachts that have it speaks against going further, on board or ashore; None: it does not.

    `hours`: their `YachtHour` rows; `alerts`: what stands of them and of the shore."""
    counts, p95 = on_both_sides(hours)
    requests, failed = counts["requests"], counts["failed"]
    if requests < FEWEST_REQUESTS:
        return f"only {requests} requests in the last {GUARD_HOURS} hours, where {FEWEST_REQUESTS} would say something"
    if failed:
        return f"{failed} of {requests} requests failed in the last {GUARD_HOURS} hours"
    if p95 is None or p95 > SLOWEST_MS:
        return f"95 of 100 requests took up to {p95 or 'many'} ms, where {SLOWEST_MS} is the limit"
    return f"an alert stands: {alerts[0]}" if alerts else None


async def is_on(tx: Transaction, yacht_id: str, flag: str = SHOPPING_LIST) -> bool:
    """What the rollout says of one yacht."""
    return bool(await on_among(tx, [yacht_id], flag))
