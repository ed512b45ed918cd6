"""The roster as it arrives from the shore, and what that leaves in this node's audit."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from uuid_utils.compat import uuid7

from edge_node.database import WriteTransaction
from shared_models.entries import moment
from shared_models.tables import SECRETS, Audit, Profile, UserRole, table_of

_AUDITED = {table_of(Profile).name: "person", table_of(UserRole).name: "role"}
_SILENT = ("yacht_id", "version")


async def audit_arrival(tx: WriteTransaction, table: sa.Table, row: Mapping[str, Any], now_ms: int) -> None:
    """Write down what a row that has arrived, and is about to be kept, changes of the roster; of secrets only that."""
    kind = _AUDITED.get(table.name)
    if kind is None:
        return
    same = sa.and_(*(table.c[column.name] == row[column.name] for column in table.primary_key))
    held = await tx.rows(sa.select(table).where(same))
    before: Mapping[str, Any] = held[0] if held else {}
    differing = [name for name in row if name not in _SILENT and before.get(name) != row[name]]
    if not differing:
        return
    values = [
        {name: "changed" if name in SECRETS else side[name] for name in differing if side.get(name) is not None}
        for side in (before, row)
    ]
    written = {
        "id": str(uuid7()), "yacht_id": tx.yacht_id, "action": f"{kind}_{'changed' if held else 'added'}",
        "entity_type": "person", "entity_id": row["user_id"], "user_id": None, "old_values": values[0] or None,
        "new_values": values[1] or None, "signature": {},
        "metadata": {"from": "shore"} | ({"role": row["role"]} if kind == "role" else {}),
        "created_at": moment(now_ms),
    }  # fmt: skip
    await tx.rows(table_of(Audit).insert().values(written))
