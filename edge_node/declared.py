"""Whether a node's database still has the triggers that the code declares."""

import sqlalchemy as sa

from edge_node.tables import declared
from shared_models.changes import Transaction


async def missing(tx: Transaction) -> list[str]:
    """A sentence for each trigger that is missing or was changed."""
    rows = await tx.rows(sa.text("select name, sql from sqlite_master where type = 'trigger'"))
    found = {row["name"]: _plain(row["sql"]) for row in rows}
    wanted = [statement for statement in declared() if statement.lower().startswith("create trigger")]
    return [
        f"trigger {name} is missing or was changed"
        for name, text in ((statement.split()[2], _plain(statement)) for statement in wanted)
        if found.get(name) != text
    ]


def _plain(text: str) -> str:
    return " ".join(text.split())
