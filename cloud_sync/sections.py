"""What `public.journal_write` takes: sections, each an array of rows of one table, derived from the tables declared.

The rows of a section travel as a composite type of its own, column by column: what the driver takes as it is in its
own type, the rest (quantities, moments, days, JSON) as text that the database casts. Nothing is converted on the way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlmodel import SQLModel

from cloud_sync.tables import YachtFeed
from shared_models.ddl import dialect_named
from shared_models.tables import (
    Audit,
    Entry,
    FeedRow,
    Heads,
    Idempotency,
    Item,
    Notice,
    OutcomeRow,
    Part,
    Quarantined,
    Ruling,
    Sighting,
    table_of,
)
from shared_models.types import Day, Moment, Quantity

_DIALECT = dialect_named("postgresql")
_AS_TEXT = (Quantity, Moment, Day, sa.JSON)
_json = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Section:
    """Rows for one table. `replaces`: a row of the same key is replaced. `has_steps`: the rows of one key come as
    numbered steps, 0 (it is made) and up."""

    name: str
    model: type[SQLModel]
    replaces: bool = False
    has_steps: bool = False

    @cached_property
    def table(self) -> sa.Table:
        """The table that the rows are for."""
        return table_of(self.model)

    @property
    def type_name(self) -> str:
        """The composite type of a row on its way."""
        return f"public.{self.table.name}_sent"

    @property
    def type_text(self) -> str:
        """CREATE TYPE."""
        columns = [f"{c.name} {'text' if isinstance(c.type, _AS_TEXT) else _kind(c)}" for c in self.table.columns]
        listed = ",\n  ".join([*(["step integer"] if self.has_steps else []), *columns])
        return f"create type {self.type_name} as (\n  {listed}\n)"

    @property
    def columns(self) -> list[str]:
        """The table's columns."""
        return [column.name for column in self.table.columns]

    @property
    def values(self) -> list[str]:
        """What each column gets from a row `r` on its way."""
        return [
            f"r.{c.name}::{_kind(c)}" if isinstance(c.type, _AS_TEXT) else f"r.{c.name}" for c in self.table.columns
        ]

    @cached_property
    def key(self) -> list[str]:
        """The primary key's columns."""
        return [column.name for column in self.table.primary_key.columns]

    @cached_property
    def _names(self) -> list[str]:
        return [*(["step"] if self.has_steps else []), *self.columns]

    @cached_property
    def _key_of(self) -> Callable[[Mapping[str, Any]], Any]:
        return itemgetter(*self.key)

    @cached_property
    def _json_places(self) -> list[int]:
        first = len(self._names) - len(self.columns)
        return [n for n, column in enumerate(self.table.columns, first) if isinstance(column.type, sa.JSON)]

    def sent(self, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
        """Rows (canonical values by column name) as the driver takes them; of an upsert the last of each key."""
        if self.replaces:
            rows = {self._key_of(row): row for row in rows}.values()
        return [self._row(row) for row in rows]

    def _row(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        values = list(map(row.get, self._names))
        for place in self._json_places:
            if values[place] is not None:
                values[place] = _json(values[place]).decode()
        return tuple(values)


def _kind(column: sa.Column[Any]) -> str:
    return str(column.type.compile(dialect=_DIALECT)).lower()


SECTIONS = {
    section.name: section
    for section in (
        Section("entries", Entry), Section("feed", FeedRow), Section("items", Item, has_steps=True),
        Section("heads", Heads, replaces=True), Section("outcomes", OutcomeRow),
        Section("rulings", Ruling, replaces=True), Section("quarantined", Quarantined, replaces=True),
        Section("parts", Part), Section("audit", Audit), Section("idempotency", Idempotency),
        Section("sightings", Sighting, replaces=True), Section("notices", Notice), Section("recorder", YachtFeed),
    )
}  # fmt: skip
"""By name, in the order in which they are written."""

GONE = ("remade_items", "resolved_items")
"""Ids of items: those whose row and state history go before `items` come, and whose outcomes before `outcomes` do."""


def arguments(sections: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    """The named arguments of `journal_write`; what is empty is left out."""
    return {
        name: SECTIONS[name].sent(rows) if name in SECTIONS else rows for name, rows in sections.items() if rows
    }  # fmt: skip
