"""The tables that only a node holds, beside the shared ones; and the node's whole schema as declared."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from shared_models import ddl
from shared_models.alerts import Alert, HealthCheck
from shared_models.tables import SHARED, SIGN_IN, JournalPlace, primary
from shared_models.types import Identifier, Json, Moment


class NodeState(JournalPlace, table=True):
    """Where the node's journal stands, and what the shore said last. One row."""

    __tablename__ = "node_state"
    shore_url: str | None = Field(sa_type=sa.Text)
    number: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})
    """The last exchange of this epoch."""
    ahead: str | None = Field(sa_type=sa.Text)
    """While the node is new: the last open item that came ahead of the feed, "" before the first."""
    ahead_until: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})
    link_life_bytes: int | None = Field(sa_type=sa.BigInteger)
    """How much a connection carries before it breaks, as far as it was learnt; null: none broke."""
    enrolled_at: str = Field(sa_type=Moment)
    sealed_code_hash: str | None = Field(sa_type=sa.Text)
    """Of the code in the captain's sealed envelope."""
    __table_args__ = (primary("yacht_id"),)


class Outbox(SQLModel, table=True):
    """Own entries that the shore has not confirmed. `priority`: 0 first; see persist.py."""

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


class Seal(SQLModel, table=True):
    """What the shore sealed: proof, to be shown to a shore that has lost it, of the digest at a position."""

    __tablename__ = "feed_seals"
    yacht_id: str = Field(sa_type=Identifier)
    position: int = Field(sa_type=sa.BigInteger)
    generation: str = Field(sa_type=sa.Text)
    seal: bytes
    __table_args__ = (primary("yacht_id", "position"),)


class Ahead(SQLModel, table=True):
    """Entries of open items that came before the feed got to them, by the positions they have in it."""

    __tablename__ = "feed_ahead"
    yacht_id: str = Field(sa_type=Identifier)
    position: int = Field(sa_type=sa.BigInteger)
    entry_id: str = Field(sa_type=Identifier)
    __table_args__ = (primary("yacht_id", "position"),)


class Returning(SQLModel, table=True):
    """A stretch of a feed in which the two sides had parted, until the shore has what it lacked of it."""

    __tablename__ = "feed_returning"
    yacht_id: str = Field(sa_type=Identifier)
    position: int = Field(sa_type=sa.BigInteger)
    entry_id: str = Field(sa_type=Identifier)
    hash: bytes
    before: bytes
    """The digest before it."""
    generation: str = Field(sa_type=sa.Text)
    seal: bytes | None
    __table_args__ = (primary("yacht_id", "position"),)


class ReplyPiece(SQLModel, table=True):
    """What the shore is sending in pieces, as far as it came: `at` is where this one begins in what `mark` names."""

    __tablename__ = "reply_pieces"
    yacht_id: str = Field(sa_type=Identifier)
    at: int = Field(sa_type=sa.BigInteger)
    mark: bytes
    part: bytes
    __table_args__ = (primary("yacht_id", "at"),)


class JournalPass(SQLModel, table=True):
    """The entries that leave the journal within this transaction: damaged, or recorded again in a new epoch.

    What leaves is kept in the quarantine.
    """

    __tablename__ = ddl.JOURNAL_PASS
    yacht_id: str = Field(sa_type=Identifier)
    entry_id: str = Field(sa_type=Identifier)
    __table_args__ = (primary("yacht_id", "entry_id"),)


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


class BoardHour(SQLModel, table=True):
    """How people's requests here went in an hour: see `measured`. `is_told`: the shore has it."""

    __tablename__ = "board_hours"
    yacht_id: str = Field(sa_type=Identifier)
    hour: str = Field(sa_type=Moment)
    requests: int
    refused: int
    failed: int
    times: list[int] = Field(sa_type=Json)
    is_told: bool
    __table_args__ = (primary("yacht_id", "hour"),)


class ProjectionPass(SQLModel, table=True):
    """The items whose rows a merge is replacing, within its transaction: the triggers let their rows go."""

    __tablename__ = ddl.PROJECTION_PASS
    yacht_id: str = Field(sa_type=Identifier)
    item_id: str = Field(sa_type=Identifier)
    __table_args__ = (primary("yacht_id", "item_id"),)


EDGE: tuple[type[SQLModel], ...] = (
    NodeState, Outbox, Seal, Ahead, Returning, ReplyPiece, SyncExchange, BoardHour, HealthCheck, Alert, ProjectionPass,
    JournalPass,
)  # fmt: skip


def declared() -> list[str]:
    """The node's schema as statements, in order."""
    return [*ddl.tables("sqlite", (*SHARED, *SIGN_IN, *EDGE)), *ddl.triggers("sqlite").values()]
