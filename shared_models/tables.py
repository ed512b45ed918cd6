"""The tables that node and shore both hold (domain.md §1). Every key starts with yacht_id.

These classes declare the schema and give names to queries; the migrations make it, and a test compares.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from shared_models.actions import SOURCE_TYPES, URGENCIES
from shared_models.resolve import RULED_OUT, Rule, Verdict
from shared_models.roles import Role
from shared_models.states import AWAITING_DECISION, Status
from shared_models.types import Day, Identifier, Json, Moment, Quantity


def one_of(column: str, names: Any) -> str:
    """A CHECK that a column holds one of the names."""
    return f"{column} in ({', '.join(repr(str(name)) for name in names)})"


def primary(*columns: str) -> sa.PrimaryKeyConstraint:
    """A primary key in the order given, whatever the order of the columns."""
    return sa.PrimaryKeyConstraint(*columns)


class JournalPlace(SQLModel):
    """Where one side's journal of a yacht and the feed stand: the columns that both sides keep."""

    yacht_id: str = Field(sa_type=Identifier)
    node_id: str = Field(sa_type=Identifier)
    epoch: str = Field(sa_type=sa.Text)
    seq: int = Field(sa_type=sa.BigInteger)
    chain: bytes
    clock_ms: int = Field(sa_type=sa.BigInteger)
    clock_counter: int = Field(sa_type=sa.BigInteger)
    position: int = Field(sa_type=sa.BigInteger)
    digest: bytes
    generation: str = Field(sa_type=sa.Text)
    reference_version: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})


_POSITIVE = ("quantity_requested", "quantity_approved", "quantity_ordered")
_NOT_NEGATIVE = ("quantity_received", "quantity_installed", "estimated_unit_price")


class Item(SQLModel, table=True):
    """A request: 45 columns, a projection of the journal."""

    __tablename__ = "pms_shopping_list_items"
    id: str = Field(sa_type=Identifier)
    yacht_id: str = Field(sa_type=Identifier)
    part_id: str | None = Field(sa_type=Identifier)
    part_name: str = Field(sa_type=sa.Text)
    part_number: str | None = Field(sa_type=sa.Text)
    manufacturer: str | None = Field(sa_type=sa.Text)
    is_candidate_part: bool = Field(sa_column_kwargs={"server_default": sa.false()})
    quantity_requested: str = Field(sa_type=Quantity)
    quantity_approved: str | None = Field(sa_type=Quantity)
    quantity_ordered: str | None = Field(sa_type=Quantity)
    quantity_received: str | None = Field(sa_type=Quantity, sa_column_kwargs={"server_default": sa.text("0")})
    quantity_installed: str | None = Field(sa_type=Quantity, sa_column_kwargs={"server_default": sa.text("0")})
    unit: str | None = Field(sa_type=sa.Text)
    preferred_supplier: str | None = Field(sa_type=sa.Text)
    estimated_unit_price: str | None = Field(sa_type=Quantity)
    status: str = Field(sa_type=sa.Text, sa_column_kwargs={"server_default": Status.CANDIDATE.value})
    source_type: str = Field(sa_type=sa.Text)
    source_work_order_id: str | None = Field(sa_type=Identifier)
    source_receiving_id: str | None = Field(sa_type=Identifier)
    source_notes: str | None = Field(sa_type=sa.Text)
    order_id: str | None = Field(sa_type=Identifier)
    order_line_number: int | None
    approved_by: str | None = Field(sa_type=Identifier)
    approved_at: str | None = Field(sa_type=Moment)
    approval_notes: str | None = Field(sa_type=sa.Text)
    rejected_by: str | None = Field(sa_type=Identifier)
    rejected_at: str | None = Field(sa_type=Moment)
    rejection_reason: str | None = Field(sa_type=sa.Text)
    rejection_notes: str | None = Field(sa_type=sa.Text)
    fulfilled_at: str | None = Field(sa_type=Moment)
    installed_at: str | None = Field(sa_type=Moment)
    installed_to_equipment_id: str | None = Field(sa_type=Identifier)
    urgency: str | None = Field(sa_type=sa.Text)
    required_by_date: str | None = Field(sa_type=Day)
    created_by: str = Field(sa_type=Identifier)
    created_at: str = Field(sa_type=Moment)
    updated_by: str | None = Field(sa_type=Identifier)
    updated_at: str = Field(sa_type=Moment)
    deleted_at: str | None = Field(sa_type=Moment)
    deleted_by: str | None = Field(sa_type=Identifier)
    deletion_reason: str | None = Field(sa_type=sa.Text)
    metadata_: dict[str, Any] | None = Field(sa_column=sa.Column("metadata", Json))
    candidate_promoted_to_part_id: str | None = Field(sa_type=Identifier)
    promoted_by: str | None = Field(sa_type=Identifier)
    promoted_at: str | None = Field(sa_type=Moment)
    __table_args__ = (
        primary("yacht_id", "id"),
        *(sa.CheckConstraint(f"{name} > 0", name=f"{name}_is_positive") for name in _POSITIVE),
        *(sa.CheckConstraint(f"{name} >= 0", name=f"{name}_is_not_negative") for name in _NOT_NEGATIVE),
        sa.CheckConstraint(one_of("status", Status), name="status_is_known"),
        sa.CheckConstraint(one_of("source_type", SOURCE_TYPES), name="source_type_is_known"),
        sa.CheckConstraint(one_of("urgency", URGENCIES), name="urgency_is_known"),
        sa.CheckConstraint(
            "(candidate_promoted_to_part_id is null) = (promoted_by is null)"
            " and (promoted_by is null) = (promoted_at is null)",
            name="promotion_is_whole",
        ),
    )


class StateHistory(SQLModel, table=True):
    """One row per change of status, written by trigger: 13 columns."""

    __tablename__ = "pms_shopping_list_state_history"
    id: str = Field(sa_type=Identifier)
    yacht_id: str = Field(sa_type=Identifier)
    shopping_list_item_id: str = Field(sa_type=Identifier)
    previous_state: str | None = Field(sa_type=sa.Text)
    new_state: str = Field(sa_type=sa.Text)
    transition_reason: str | None = Field(sa_type=sa.Text)
    transition_notes: str | None = Field(sa_type=sa.Text)
    changed_by: str = Field(sa_type=Identifier)
    changed_at: str = Field(sa_type=Moment)
    related_order_id: str | None = Field(sa_type=Identifier)
    related_receiving_event_id: str | None = Field(sa_type=Identifier)
    metadata_: dict[str, Any] | None = Field(sa_column=sa.Column("metadata", Json))
    created_at: str = Field(sa_type=Moment)
    __table_args__ = (
        primary("yacht_id", "id"),
        sa.Index("state_history_by_item", "yacht_id", "shopping_list_item_id", "changed_at"),
    )


class Entry(SQLModel, table=True):
    """The journal: what the two sides exchange. Append-only."""

    __tablename__ = "pms_history_entries"
    entry_id: str = Field(sa_type=Identifier)
    yacht_id: str = Field(sa_type=Identifier)
    item_id: str | None = Field(sa_type=Identifier)
    node_id: str = Field(sa_type=Identifier)
    epoch: str = Field(sa_type=sa.Text)
    seq: int = Field(sa_type=sa.BigInteger)
    parents: list[str] = Field(sa_type=Json)
    seen: int = Field(sa_type=sa.BigInteger)
    action: str = Field(sa_type=sa.Text)
    payload: dict[str, Any] = Field(sa_type=Json)
    actor_id: str = Field(sa_type=Identifier)
    actor_role: str = Field(sa_type=sa.Text)
    clock_ms: int = Field(sa_type=sa.BigInteger)
    clock_counter: int = Field(sa_type=sa.BigInteger)
    hash: bytes
    chain: bytes
    assurance: str = Field(sa_type=sa.Text)
    extra: dict[str, Any] | None = Field(sa_type=Json)
    __table_args__ = (
        primary("yacht_id", "entry_id"),
        sa.UniqueConstraint("yacht_id", "node_id", "epoch", "seq", name="one_entry_per_seq"),
        sa.Index("entries_by_item", "yacht_id", "item_id"),
        sa.CheckConstraint("seq > 0 and seen >= 0", name="counts_are_whole"),
        sa.CheckConstraint("assurance in ('node', 'signed')", name="assurance_is_known"),
    )


class FeedRow(SQLModel, table=True):
    """The feed: each entry's position, given by the shore, and the digest up to it."""

    __tablename__ = "pms_feed"
    yacht_id: str = Field(sa_type=Identifier)
    position: int = Field(sa_type=sa.BigInteger)
    entry_id: str = Field(sa_type=Identifier)
    hash: bytes
    digest: bytes
    stored_at: str = Field(sa_type=Moment)
    __table_args__ = (
        primary("yacht_id", "position"),
        sa.UniqueConstraint("yacht_id", "entry_id", name="one_position_per_entry"),
    )


class OutcomeRow(SQLModel, table=True):
    """What became of an entry, unless it simply applied. A projection."""

    __tablename__ = "pms_entry_outcomes"
    yacht_id: str = Field(sa_type=Identifier)
    entry_id: str = Field(sa_type=Identifier)
    item_id: str | None = Field(sa_type=Identifier)
    verdict: str = Field(sa_type=sa.Text)
    rule: str | None = Field(sa_type=sa.Text)
    by_entry: str | None = Field(sa_type=Identifier)
    fields: list[str] = Field(sa_type=Json)
    acknowledged_by: str | None = Field(sa_type=Identifier)
    __table_args__ = (
        primary("yacht_id", "entry_id"),
        sa.Index("outcomes_by_item", "yacht_id", "item_id"),
        sa.Index(
            "open_conflicts",
            "yacht_id",
            "entry_id",
            sqlite_where=sa.text("acknowledged_by is null"),
            postgresql_where=sa.text("acknowledged_by is null"),
        ),
        sa.CheckConstraint(one_of("verdict", Verdict), name="verdict_is_known"),
    )


class Ruling(SQLModel, table=True):
    """The shore's current ruling on an entry. A projection of the feed's `rule_on_entry` entries."""

    __tablename__ = "pms_rulings"
    yacht_id: str = Field(sa_type=Identifier)
    entry_id: str = Field(sa_type=Identifier)
    item_id: str = Field(sa_type=Identifier)
    ruling: str | None = Field(sa_type=sa.Text)
    reason: str = Field(sa_type=sa.Text)
    ruled_by_entry: str = Field(sa_type=Identifier)
    __table_args__ = (
        primary("yacht_id", "entry_id"),
        sa.Index("rulings_by_item", "yacht_id", "item_id"),
        sa.CheckConstraint(one_of("ruling", sorted({*RULED_OUT, Rule.ROLE_IN_DOUBT})), name="ruling_is_known"),
    )


class Heads(SQLModel, table=True):
    """Beside an item: the entries that nothing follows yet (the next one's parents), and what it asks for."""

    __tablename__ = "pms_item_heads"
    yacht_id: str = Field(sa_type=Identifier)
    item_id: str = Field(sa_type=Identifier)
    heads: list[str] = Field(sa_type=Json)
    subject: str | None = Field(sa_type=sa.Text)
    """What the item asks for, to find a second request for the same: see `item.subject`."""
    __table_args__ = (primary("yacht_id", "item_id"), sa.Index("items_by_subject", "yacht_id", "subject"))


class Sighting(SQLModel, table=True):
    """That a person has seen what became of their act (`outcome`: verdict and by, for it may change), or what somebody
    else did to their request (`outcome`: `notifications.SEEN`)."""

    __tablename__ = "pms_conflict_sightings"
    yacht_id: str = Field(sa_type=Identifier)
    entry_id: str = Field(sa_type=Identifier)
    user_id: str = Field(sa_type=Identifier)
    outcome: str = Field(sa_type=sa.Text)
    seen_at: str = Field(sa_type=Moment)
    __table_args__ = (primary("yacht_id", "entry_id", "user_id"),)


class Quarantined(SQLModel, table=True):
    """What could not be read, kept as it came."""

    __tablename__ = "pms_quarantine"
    yacht_id: str = Field(sa_type=Identifier)
    id: str = Field(sa_type=Identifier)
    entry_id: str | None = Field(sa_type=Identifier)
    node_id: str = Field(sa_type=Identifier)
    epoch: str = Field(sa_type=sa.Text)
    seq: int = Field(sa_type=sa.BigInteger)
    reason: str = Field(sa_type=sa.Text)
    raw: bytes
    stored_at: str = Field(sa_type=Moment)
    item_id: str | None = Field(sa_type=Identifier)
    """The item that is read-only here until this can be read."""
    tried_by: str = Field(sa_type=sa.Text)
    """The version of the software that could not read it; a later one tries again."""
    read_at: str | None = Field(sa_type=Moment)
    """When it could be read in the end."""
    __table_args__ = (primary("yacht_id", "id"), sa.Index("quarantine_by_item", "yacht_id", "item_id"))


class Notice(SQLModel, table=True):
    """What a person must know of the two sides themselves, not of an item: a copy of a node, a restored shore."""

    __tablename__ = "pms_notices"
    yacht_id: str = Field(sa_type=Identifier)
    id: str = Field(sa_type=Identifier)
    at: str = Field(sa_type=Moment)
    kind: str = Field(sa_type=sa.Text)
    text: str = Field(sa_type=sa.Text)
    __table_args__ = (primary("yacht_id", "id"), sa.Index("notices_by_time", "yacht_id", "at"))


class Audit(SQLModel, table=True):
    """Each side's own record of every change. Append-only."""

    __tablename__ = "pms_audit_log"
    id: str = Field(sa_type=Identifier)
    yacht_id: str = Field(sa_type=Identifier)
    action: str = Field(sa_type=sa.Text)
    entity_type: str = Field(sa_type=sa.Text)
    entity_id: str = Field(sa_type=Identifier)
    user_id: str | None = Field(sa_type=Identifier)
    old_values: dict[str, Any] | None = Field(sa_type=Json)
    new_values: dict[str, Any] | None = Field(sa_type=Json)
    signature: dict[str, Any] = Field(sa_type=Json)
    metadata_: dict[str, Any] | None = Field(sa_column=sa.Column("metadata", Json))
    created_at: str = Field(sa_type=Moment)
    __table_args__ = (
        primary("yacht_id", "id"),
        sa.Index("audit_by_entity", "yacht_id", "entity_id", "created_at"),
        sa.Index("audit_by_time", "yacht_id", "created_at", "id"),
    )


class Idempotency(SQLModel, table=True):
    """The first result of a request that may be repeated. The key is the entry's id."""

    __tablename__ = "pms_idempotency_keys"
    yacht_id: str = Field(sa_type=Identifier)
    key: str = Field(sa_type=Identifier)
    fingerprint: str = Field(sa_type=sa.Text)
    answer: dict[str, Any] = Field(sa_type=Json)
    __table_args__ = (primary("yacht_id", "key"),)


class Part(SQLModel, table=True):
    """The catalogue. `quantity_on_hand` is a projection: what was counted and what the journal moved since."""

    __tablename__ = "pms_parts"
    id: str = Field(sa_type=Identifier)
    yacht_id: str = Field(sa_type=Identifier)
    name: str = Field(sa_type=sa.Text)
    part_number: str | None = Field(sa_type=sa.Text)
    manufacturer: str | None = Field(sa_type=sa.Text)
    unit: str | None = Field(sa_type=sa.Text)
    quantity_on_hand: str = Field(sa_type=Quantity, sa_column_kwargs={"server_default": sa.text("0")})
    minimum_quantity: str | None = Field(sa_type=Quantity)
    location: str | None = Field(sa_type=sa.Text)
    impa_code: str | None = Field(sa_type=sa.Text)
    created_at: str = Field(sa_type=Moment)
    updated_at: str = Field(sa_type=Moment)
    quantity_counted: str = Field(sa_type=Quantity, sa_column_kwargs={"server_default": sa.text("0")})
    origin: str = Field(sa_type=sa.Text, sa_column_kwargs={"server_default": "catalogue"})
    version: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})
    __table_args__ = (
        primary("yacht_id", "id"),
        sa.Index("parts_by_number", "yacht_id", "part_number"),
        sa.Index("parts_by_version", "yacht_id", "version"),
        sa.CheckConstraint("origin in ('catalogue', 'promoted')", name="origin_is_known"),
    )


class WorkOrder(SQLModel, table=True):
    """A job on board that a request may come from."""

    __tablename__ = "pms_work_orders"
    id: str = Field(sa_type=Identifier)
    yacht_id: str = Field(sa_type=Identifier)
    title: str = Field(sa_type=sa.Text)
    status: str = Field(sa_type=sa.Text)
    equipment_name: str | None = Field(sa_type=sa.Text)
    created_at: str = Field(sa_type=Moment)
    version: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})
    __table_args__ = (primary("yacht_id", "id"), sa.Index("work_orders_by_version", "yacht_id", "version"))


class ReceivingEvent(SQLModel, table=True):
    """A delivery that a request may come from."""

    __tablename__ = "pms_receiving_events"
    id: str = Field(sa_type=Identifier)
    yacht_id: str = Field(sa_type=Identifier)
    supplier: str | None = Field(sa_type=sa.Text)
    reference: str | None = Field(sa_type=sa.Text)
    received_at: str = Field(sa_type=Moment)
    version: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})
    __table_args__ = (primary("yacht_id", "id"), sa.Index("receiving_events_by_version", "yacht_id", "version"))


class Yacht(SQLModel, table=True):
    """The yachts."""

    __tablename__ = "yacht_registry"
    yacht_id: str = Field(sa_type=Identifier)
    name: str = Field(sa_type=sa.Text)
    created_at: str = Field(sa_type=Moment)
    version: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})
    __table_args__ = (primary("yacht_id"),)


class Profile(SQLModel, table=True):
    """A person on a yacht's roster. `pin_hash`: argon2id."""

    __tablename__ = "auth_users_profiles"
    yacht_id: str = Field(sa_type=Identifier)
    user_id: str = Field(sa_type=Identifier)
    name: str = Field(sa_type=sa.Text)
    pin_hash: str | None = Field(sa_type=sa.Text)
    version: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})
    __table_args__ = (
        primary("yacht_id", "user_id"),
        sa.UniqueConstraint("yacht_id", "name", name="one_person_per_name"),
        sa.Index("profiles_by_version", "yacht_id", "version"),
        sa.Index("profiles_by_user", "user_id", "yacht_id"),
    )


class UserRole(SQLModel, table=True):
    """A role that a person holds on a yacht, from when and until when (open: null)."""

    __tablename__ = "auth_users_roles"
    yacht_id: str = Field(sa_type=Identifier)
    user_id: str = Field(sa_type=Identifier)
    role: str = Field(sa_type=sa.Text)
    is_active: bool = Field(sa_column_kwargs={"server_default": sa.true()})
    valid_from: str = Field(sa_type=Moment)
    valid_until: str | None = Field(sa_type=Moment)
    version: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})
    __table_args__ = (
        primary("yacht_id", "user_id", "role", "valid_from"),
        sa.Index("roles_by_version", "yacht_id", "version"),
        sa.Index("roles_by_user", "user_id", "yacht_id"),
        sa.CheckConstraint(one_of("role", Role), name="role_is_known"),
    )


class Flag(SQLModel, table=True):
    """What the rollout says of a feature on a yacht; ashore it decides, a node keeps what it last knew."""

    __tablename__ = "yacht_flags"
    yacht_id: str = Field(sa_type=Identifier)
    flag: str = Field(sa_type=sa.Text)
    is_on: bool
    version: int = Field(sa_type=sa.BigInteger, sa_column_kwargs={"server_default": sa.text("0")})
    __table_args__ = (primary("yacht_id", "flag"),)


class Session(SQLModel, table=True):
    """A sign-in; each side keeps its own."""

    __tablename__ = "auth_sessions"
    session_id: str = Field(sa_type=Identifier)
    user_id: str = Field(sa_type=Identifier)
    marks: dict[str, str] = Field(sa_type=Json)
    """By yacht: which PIN the person had there. It holds where that is still their PIN."""
    client: str = Field(sa_type=sa.Text)
    started_at: str = Field(sa_type=Moment)
    used_at: str = Field(sa_type=Moment)
    idle_limit_s: int | None
    """After so long without use it locks; null: never."""
    ended_at: str | None = Field(sa_type=Moment)
    __table_args__ = (primary("session_id"), sa.Index("sessions_by_user", "user_id"))


class Try(SQLModel, table=True):
    """PINs that were tried under a name from a client (lockout.py); each side keeps its own."""

    __tablename__ = "sign_in_tries"
    name: str = Field(sa_type=sa.Text)
    client: str = Field(sa_type=sa.Text)
    wrong: int
    wrong_at: str = Field(sa_type=Moment)
    proven_at: str | None = Field(sa_type=Moment)
    """When the right one last came from there."""
    __table_args__ = (primary("name", "client"), sa.Index("tries_by_client", "client"))


SECRETS = ("pin_hash", "public_key", "code_hash")
"""Columns of which the audit says that they changed, and not what they hold."""

SHOPPING_LIST = "SHOPPING_LIST_V1_ENABLED"
"""The feature's flag."""

AWAITS = sa.literal_column(f"(case when {one_of('status', sorted(AWAITING_DECISION))} then 0 else 1 end)", sa.Integer)
URGENCY = sa.literal_column(
    "(case urgency when 'critical' then 0 when 'high' then 1 when 'low' then 3 else 2 end)", sa.Integer
)
NEEDED_BY = sa.literal_column("coalesce(required_by_date, '9999-12-31')", Day)
"""What awaits a decision first, then by urgency, required date and age: the order of every list of items."""

_table = Item.__table__  # type: ignore[attr-defined]
LIST_ORDER = (AWAITS, URGENCY, NEEDED_BY, _table.c.created_at, _table.c.id)
# With the status, so that the list of a rare one is found in the index, without going to every row on the way.
sa.Index("items_in_order", _table.c.yacht_id, *LIST_ORDER, _table.c.status)
sa.Index(
    "items_in_order_of_all", *LIST_ORDER, _table.c.yacht_id, postgresql_where=_table.c.deleted_at.is_(None),
    info={"only": "postgresql"},
)  # fmt: skip
sa.Index("items_by_status", _table.c.yacht_id, _table.c.status, _table.c.updated_at)
sa.Index("items_by_creator", _table.c.yacht_id, _table.c.created_by, _table.c.updated_at)

SHARED: tuple[type[SQLModel], ...] = (
    Item, StateHistory, Entry, FeedRow, OutcomeRow, Ruling, Heads, Sighting, Quarantined, Notice, Audit, Idempotency,
    Part, WorkOrder, ReceivingEvent, Yacht, Profile, UserRole, Flag,
)  # fmt: skip

SIGN_IN: tuple[type[SQLModel], ...] = (Session, Try)
"""What each side keeps for itself of who comes in: no yacht's data."""

REFERENCE: tuple[type[SQLModel], ...] = (Yacht, Profile, UserRole, Part, WorkOrder, ReceivingEvent, Flag)
"""What travels from the shore to the node as rows, each with a version."""


def table_of(model: type[SQLModel]) -> sa.Table:
    """The table that a class declares."""
    table: sa.Table = model.__table__  # type: ignore[attr-defined]
    return table
