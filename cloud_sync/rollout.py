"""How far a feature is turned on: for listed yachts, or for a percentage of all by a stable hash."""

import hashlib

import sqlalchemy as sa

from cloud_sync.tables import FeatureRollout
from shared_models.changes import Transaction
from shared_models.tables import SHOPPING_LIST, table_of

_ROLLOUTS = table_of(FeatureRollout)


def share(yacht_id: str, flag: str) -> float:
    """Where a yacht lies between 0 and 100, for good: SHA-256 over yacht and flag."""
    return int.from_bytes(hashlib.sha256(f"{yacht_id}:{flag}".encode()).digest()[:4]) / 2**32 * 100


async def is_on(tx: Transaction, yacht_id: str, flag: str = SHOPPING_LIST) -> bool:
    """What the rollout says of a yacht. A table without rows says yes: the switch alone decides."""
    rows = await tx.rows(sa.select(_ROLLOUTS.c.yacht_id, _ROLLOUTS.c.percentage).where(_ROLLOUTS.c.flag == flag))
    if not rows:
        return True
    own = [row["percentage"] for row in rows if row["yacht_id"] == yacht_id]
    general = [row["percentage"] for row in rows if row["yacht_id"] is None]
    return share(yacht_id, flag) < max(own or general, default=0)
