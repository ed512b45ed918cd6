"""How far a feature is turned on: for listed yachts, or for a percentage of all by a stable hash."""

import hashlib
from collections.abc import Iterable

import sqlalchemy as sa

from cloud_sync.tables import FeatureRollout
from shared_models.changes import Transaction
from shared_models.tables import SHOPPING_LIST, table_of

_ROLLOUTS = table_of(FeatureRollout)


def share(yacht_id: str, flag: str) -> float:
    """Where a yacht lies between 0 and 100, for good: SHA-256 over yacht and flag."""
    return int.from_bytes(hashlib.sha256(f"{yacht_id}:{flag}".encode()).digest()[:4]) / 2**32 * 100


async def on_among(tx: Transaction, yacht_ids: Iterable[str], flag: str = SHOPPING_LIST) -> set[str]:
    """The yachts for which the rollout says yes. A table without rows says it for all: the switch alone decides."""
    rows = await tx.rows(sa.select(_ROLLOUTS.c.yacht_id, _ROLLOUTS.c.percentage).where(_ROLLOUTS.c.flag == flag))
    if not rows:
        return set(yacht_ids)
    reached: dict[str | None, int] = {}
    for row in rows:
        reached[row["yacht_id"]] = max(row["percentage"], reached.get(row["yacht_id"], 0))
    general = reached.get(None, 0)
    return {yacht_id for yacht_id in yacht_ids if share(yacht_id, flag) < reached.get(yacht_id, general)}


async def is_on(tx: Transaction, yacht_id: str, flag: str = SHOPPING_LIST) -> bool:
    """What the rollout says of one yacht."""
    return bool(await on_among(tx, [yacht_id], flag))
