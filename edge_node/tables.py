"""The tables that only a node holds, beside the shared ones; and the node's whole schema as declared."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from shared_models import ddl
from shared_models.tables import SHARED, JournalPlace, primary
from shared_models.types import Identifier, Moment


class NodeState(JournalPlace, table=True):
    """Where the node's journal stands, and what the shore said last. One row."""

    __tablename__ = "node_state"
    shore_url: str | None = Field(sa_type=sa.Text)
    seal: bytes | None
    enrolled_at: str = Field(sa_type=Moment)
    __table_args__ = (primary("yacht_id"),)


class Outbox(SQLModel, table=True):
    """Own entries that the shore has not confirmed. `priority`: 0 first."""

    __tablename__ = "outbox"
    yacht_id: str = Field(sa_type=Identifier)
    epoch: str = Field(sa_type=sa.Text)
    seq: int = Field(sa_type=sa.BigInteger)
    entry_id: str = Field(sa_type=Identifier)
    priority: int
    __table_args__ = (
        primary("yacht_id", "epoch", "seq"),
        sa.Index("outbox_by_priority", "yacht_id", "priority", "seq"),
    )


class SyncExchange(SQLModel, table=True):
    """One exchange with the shore, and what it cost."""

    __tablename__ = "sync_exchanges"
    yacht_id: str = Field(sa_type=Identifier)
    id: str = Field(sa_type=Identifier)
    at: str = Field(sa_type=Moment)
    bytes_up: int = Field(sa_type=sa.BigInteger)
    bytes_down: int = Field(sa_type=sa.BigInteger)
    round_trips: int
    outcome: str = Field(sa_type=sa.Text)
    __table_args__ = (primary("yacht_id", "id"), sa.Index("exchanges_by_time", "yacht_id", "at"))


class ProjectionPass(SQLModel, table=True):
    """The items whose rows a merge is replacing, within its transaction: the triggers let their rows go."""

    __tablename__ = ddl.PROJECTION_PASS
    yacht_id: str = Field(sa_type=Identifier)
    item_id: str = Field(sa_type=Identifier)
    __table_args__ = (primary("yacht_id", "item_id"),)


EDGE: tuple[type[SQLModel], ...] = (NodeState, Outbox, SyncExchange, ProjectionPass)


def declared() -> list[str]:
    """The node's schema as statements, in order."""
    return [*ddl.tables("sqlite", (*SHARED, *EDGE)), *ddl.triggers("sqlite").values()]
