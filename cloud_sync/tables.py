"""The tables that only the shore holds, beside the shared ones."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from shared_models.tables import JournalPlace, primary
from shared_models.types import Identifier, Moment

_ZERO = {"server_default": sa.text("0")}


class YachtFeed(JournalPlace, table=True):
    """Where the shore's journal and feed of a yacht stand, and how its node stood at the last exchange.

    The row is locked by every transaction that writes for the yacht.
    """

    __tablename__ = "yacht_feeds"
    last_exchange_at: str | None = Field(sa_type=Moment)
    node_position: int = Field(sa_type=sa.BigInteger, sa_column_kwargs=_ZERO)
    node_backlog: int = Field(sa_type=sa.BigInteger, sa_column_kwargs=_ZERO)
    digest_matches: bool | None
    __table_args__ = (primary("yacht_id"),)


class YachtHour(SQLModel, table=True):
    """What an hour of a yacht was like, ashore: how many exchanges ended, how much was left on board after the worst of
    them, after how many the two sides differed; how many requests people made here, how many of these were refused or
    failed, and how long they took: a count for each of `measured.BUCKETS_MS`. Kept for `functions.HOURS_KEPT`.
    """

    __tablename__ = "yacht_hours"
    yacht_id: str = Field(sa_type=Identifier)
    hour: str = Field(sa_type=Moment)
    exchanges: int = Field(sa_column_kwargs=_ZERO)
    backlog: int = Field(sa_type=sa.BigInteger, sa_column_kwargs=_ZERO)
    differed: int = Field(sa_column_kwargs=_ZERO)
    requests: int = Field(sa_column_kwargs=_ZERO)
    refused: int = Field(sa_column_kwargs=_ZERO)
    failed: int = Field(sa_column_kwargs=_ZERO)
    times: list[int] = Field(sa_type=sa.ARRAY(sa.Integer), sa_column_kwargs={"server_default": "{}"})
    __table_args__ = (primary("yacht_id", "hour"),)


class Node(SQLModel, table=True):
    """An enrolled node and its Ed25519 key."""

    __tablename__ = "nodes"
    yacht_id: str = Field(sa_type=Identifier)
    node_id: str = Field(sa_type=Identifier)
    public_key: bytes
    enrolled_at: str = Field(sa_type=Moment)
    revoked_at: str | None = Field(sa_type=Moment)
    """From then on it is refused, until it enrols again."""
    refused_at: str | None = Field(sa_type=Moment)
    refused_attempts: int = Field(sa_column_kwargs=_ZERO)
    """How often it was refused in the hour of `refused_at`."""
    __table_args__ = (primary("yacht_id", "node_id"), sa.Index("nodes_by_id", "node_id"))


class NodeEpoch(SQLModel, table=True):
    """An epoch that a node has spoken with. `number`: its last exchange. Frozen: nothing new is taken of it.

    `piece_mark` and `pieces`: what the node is bringing in pieces, as far as it came; no later epoch goes on with it.
    """

    __tablename__ = "node_epochs"
    yacht_id: str = Field(sa_type=Identifier)
    node_id: str = Field(sa_type=Identifier)
    epoch: str = Field(sa_type=sa.Text)
    number: int = Field(sa_type=sa.BigInteger)
    mark: bytes
    """The beginning of that exchange's signature: the same again is a repetition."""
    first_at: str = Field(sa_type=Moment)
    spoke_at: str | None = Field(sa_type=Moment)
    frozen_at: str | None = Field(sa_type=Moment)
    piece_mark: bytes | None
    pieces: bytes | None
    __table_args__ = (primary("yacht_id", "node_id", "epoch"),)


class EnrolmentCode(SQLModel, table=True):
    """A one-time code with which a node enrols."""

    __tablename__ = "enrolment_codes"
    yacht_id: str = Field(sa_type=Identifier)
    code_hash: str = Field(sa_type=sa.Text)
    expires_at: str = Field(sa_type=Moment)
    used_at: str | None = Field(sa_type=Moment)
    refused_at: str | None = Field(sa_type=Moment)
    """When it was last audited that it was tried and was no good."""
    __table_args__ = (primary("yacht_id", "code_hash"), sa.Index("codes_by_hash", "code_hash"))


class Fleet(SQLModel, table=True):
    """Yachts that are managed together."""

    __tablename__ = "fleets"
    fleet_id: str = Field(sa_type=Identifier)
    name: str = Field(sa_type=sa.Text)
    __table_args__ = (primary("fleet_id"),)


class FleetYacht(SQLModel, table=True):
    """A yacht of a fleet."""

    __tablename__ = "fleet_yachts"
    yacht_id: str = Field(sa_type=Identifier)
    fleet_id: str = Field(sa_type=Identifier)
    __table_args__ = (primary("yacht_id", "fleet_id"), sa.Index("yachts_by_fleet", "fleet_id"))


class FleetManager(SQLModel, table=True):
    """A person who sees all yachts of a fleet."""

    __tablename__ = "fleet_managers"
    fleet_id: str = Field(sa_type=Identifier)
    user_id: str = Field(sa_type=Identifier)
    __table_args__ = (primary("fleet_id", "user_id"), sa.Index("fleets_by_manager", "user_id"))


class FeatureRollout(SQLModel, table=True):
    """How far a feature is turned on: for one yacht, or (yacht_id null) for a percentage of all."""

    __tablename__ = "feature_rollouts"
    id: str = Field(sa_type=Identifier, sa_column_kwargs={"server_default": sa.text("gen_random_uuid()")})
    flag: str = Field(sa_type=sa.Text)
    yacht_id: str | None = Field(sa_type=Identifier)
    percentage: int
    __table_args__ = (
        primary("id"),
        sa.CheckConstraint("percentage between 0 and 100", name="percentage_is_one"),
    )


CLOUD: tuple[type[SQLModel], ...] = (
    YachtFeed, YachtHour, Node, NodeEpoch, EnrolmentCode, Fleet, FleetYacht, FleetManager, FeatureRollout,
)  # fmt: skip
