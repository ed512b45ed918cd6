"""The tables that only the shore holds, beside the shared ones."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from shared_models.alerts import Alert, HealthCheck
from shared_models.tables import JournalPlace, primary
from shared_models.types import Day, Identifier, Moment, Quantity

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
    is_test: bool = Field(sa_column_kwargs={"server_default": sa.false()})
    """Whether it is the yacht on which the health worker acts: no fleet's, and no part of a rollout."""
    stale_after_s: int | None
    """After so long without an exchange there is an alert; null: `LAZARETTE_SHORE_STALE_AFTER_S`."""
    due_port: str | None
    due_on: str | None = Field(sa_type=Day)
    """Where the yacht is due next, and when, as far as a manager has said: a chandler delivers there."""
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
    board_requests: int = Field(sa_column_kwargs=_ZERO)
    """And on board, as the node told."""
    board_refused: int = Field(sa_column_kwargs=_ZERO)
    board_failed: int = Field(sa_column_kwargs=_ZERO)
    board_times: list[int] = Field(sa_type=sa.ARRAY(sa.Integer), sa_column_kwargs={"server_default": "{}"})
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


class YachtTally(SQLModel, table=True):
    """How many requests of a yacht are in a status, by currency ("": none was given), and what they are estimated to
    cost. Deleted ones do not count. This and the following summaries are kept by triggers (summaries.py)."""

    __tablename__ = "yacht_tallies"
    yacht_id: str = Field(sa_type=Identifier)
    status: str = Field(sa_type=sa.Text)
    currency: str = Field(sa_type=sa.Text)
    items: int
    critical: int
    """Of the open ones."""
    without_price: int
    value: str = Field(sa_type=Quantity)
    __table_args__ = (primary("yacht_id", "status", "currency"),)


class YachtConflicts(SQLModel, table=True):
    """How many conflicts of a yacht nobody has acknowledged."""

    __tablename__ = "yacht_conflicts"
    yacht_id: str = Field(sa_type=Identifier)
    open: int
    __table_args__ = (primary("yacht_id"),)


class NeededPart(SQLModel):
    """What the open requests for one part come to. `part_key`: see `summaries.part_key`. With 0 items: no more."""

    part_key: str = Field(sa_type=Identifier)
    part_number: str | None = Field(sa_type=sa.Text)
    manufacturer: str | None = Field(sa_type=sa.Text)
    part_name: str = Field(sa_type=sa.Text)
    unit: str | None = Field(sa_type=sa.Text)
    impa_code: str | None = Field(sa_type=sa.Text)
    items: int
    quantity: str = Field(sa_type=Quantity)
    approved: str = Field(sa_type=Quantity)
    ordered: str = Field(sa_type=Quantity)


class YachtNeed(NeededPart, table=True):
    """What one yacht needs of a part."""

    __tablename__ = "yacht_needs"
    yacht_id: str = Field(sa_type=Identifier)
    part_id: str | None = Field(sa_type=Identifier)
    required_by_date: str | None = Field(sa_type=Day)
    __table_args__ = (
        primary("yacht_id", "part_key"),
        sa.Index("needs_by_part", "part_key", "required_by_date", "yacht_id"),
    )


class NeedChange(NeededPart, table=True):
    """By how much a yacht's need of a part changed: waits to be folded into the views that the yacht is in."""

    __tablename__ = "need_changes"
    yacht_id: str = Field(sa_type=Identifier)
    id: str = Field(sa_type=Identifier, sa_column_kwargs={"server_default": sa.text("gen_random_uuid()")})
    yachts: int
    """1: the yacht needs it from now on, -1: no more."""
    __table_args__ = (primary("yacht_id", "id"),)


class NeedView(SQLModel, table=True):
    """A set of yachts whose needs somebody looks at together; made when it is first asked for."""

    __tablename__ = "need_views"
    view_id: str = Field(sa_type=Identifier)
    read_at: str = Field(sa_type=Moment)
    __table_args__ = (primary("view_id"),)


class NeedViewYacht(SQLModel, table=True):
    """A yacht of such a set."""

    __tablename__ = "need_view_yachts"
    yacht_id: str = Field(sa_type=Identifier)
    view_id: str = Field(sa_type=Identifier)
    __table_args__ = (primary("yacht_id", "view_id"), sa.Index("yachts_by_view", "view_id"))


class NeedViewPart(NeededPart, table=True):
    """What all of them need of a part, and how many of them do."""

    __tablename__ = "need_view_parts"
    view_id: str = Field(sa_type=Identifier)
    yachts: int
    __table_args__ = (
        primary("view_id", "part_key"),
        sa.Index("needs_in_order", "view_id", sa.text("(-yachts)"), sa.text("lower(part_name)"), "part_key"),
    )


CLOUD: tuple[type[SQLModel], ...] = (
    YachtFeed, YachtHour, HealthCheck, Alert, Node, NodeEpoch, EnrolmentCode, Fleet, FleetYacht, FleetManager,
    FeatureRollout, YachtTally, YachtConflicts, YachtNeed, NeedChange, NeedView, NeedViewYacht, NeedViewPart,
)  # fmt: skip
