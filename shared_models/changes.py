"""What one act or one exchange writes, decided before anything is written; and the transaction it is written in.

`store` decides purely and hands over one `Changes`; a database's transaction writes it all or nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import sqlalchemy as sa

from shared_models.clock import Clock
from shared_models.entries import HistoryEntry


@dataclass
class Recorder:
    """Where a yacht's journal stands on this side, locked until the transaction ends.

    `assigns_positions`: the shore gives positions in the feed, a node waits for them. `position` and `digest`
    are the feed's last ones known here. `clock` is the hybrid logical clock.
    """

    yacht_id: str
    node_id: str
    epoch: str
    seq: int
    chain: bytes
    clock: Clock
    position: int
    digest: bytes
    assigns_positions: bool


@dataclass
class ItemWrite:
    """One item's row, as a run of images of it (dicts of the set columns, all else null, each a legal step
    from the one before). mode: "insert" (the first image makes the row), "update" (the row is there), or
    "replace" (a merge changed the past: the row and its state history go first, then as insert; ashore without
    images: the item's creation was lost)."""

    item_id: str
    mode: str
    images: list[dict[str, Any]]


@dataclass
class Changes:
    """Rows are dicts by column name with canonical values (bytes for hashes); every row has its yacht_id."""

    recorder: Recorder
    request_id: str | None = None
    """Of the request that asks for it; kept in the audit of the side where somebody acts."""
    entries: list[tuple[HistoryEntry, bytes]] = field(default_factory=list)
    """New entries and their chain values."""
    feed: list[dict[str, Any]] = field(default_factory=list)
    """pms_feed rows: yacht_id, position, entry_id, hash, digest, stored_at."""
    outbox: list[HistoryEntry] = field(default_factory=list)
    """Own entries that await the shore's receipt (a node's only)."""
    items: list[ItemWrite] = field(default_factory=list)
    heads: list[dict[str, Any]] = field(default_factory=list)
    """pms_item_heads rows to set (insert or replace)."""
    resolved_items: list[str] = field(default_factory=list)
    """Items whose outcomes were all computed anew: their pms_entry_outcomes rows go before `outcomes` come."""
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    rulings: list[dict[str, Any]] = field(default_factory=list)
    """pms_rulings rows to set (insert or replace)."""
    quarantined: list[dict[str, Any]] = field(default_factory=list)
    parts: list[dict[str, Any]] = field(default_factory=list)
    """pms_parts rows to set: inserted, or name, part_number, manufacturer, unit, minimum_quantity, location,
    impa_code, quantity_counted and updated_at replaced. Never touches quantity_on_hand of a row that is there."""
    moved: dict[str, str] = field(default_factory=dict)
    """part id -> signed change of quantity_on_hand; after `parts`."""
    pins: list[dict[str, str]] = field(default_factory=list)
    """PINs to set: user_id, pin_hash, and the mark of the hash that is replaced; another one there stays."""
    notices: list[dict[str, Any]] = field(default_factory=list)
    """pms_notices rows; one that is there already stays."""
    audit: list[dict[str, Any]] = field(default_factory=list)
    idempotency: list[dict[str, Any]] = field(default_factory=list)


class Transaction(Protocol):
    """One transaction on one yacht's data, on either database."""

    async def rows(
        self, statement: sa.Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """Run a statement of SQLAlchemy Core and return its rows as mappings with canonical values."""
        ...

    async def keyed(
        self, table: sa.Table, column: str, keys: Sequence[Any], columns: Sequence[str] = (), **same: Any
    ) -> Sequence[Mapping[str, Any]]:
        """The rows of a table whose `column` is one of the keys and that hold the `same` values; of them the named
        columns (none named: all)."""
        wanted = [table.c[name] for name in columns or table.c.keys()]
        where = [table.c[name] == value for name, value in same.items()]
        return await self.rows(sa.select(*wanted).where(table.c[column].in_(keys), *where))

    async def recorder(self) -> Recorder:
        """Lock the yacht's journal for writing and say where it stands."""
        ...

    async def persist(self, changes: Changes) -> None:
        """Write everything, within this transaction."""
        ...
