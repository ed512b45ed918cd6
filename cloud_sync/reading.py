"""Rows by their keys, straight from the driver: how the shore's hot path reads.

The database writes every value out in canonical form, so that nothing is converted here but JSON.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import asyncpg
import msgspec
import sqlalchemy as sa

from shared_models.types import Day, Identifier, Moment, Quantity

_WRITTEN_OUT = {
    Quantity: "trim_scale({0})::text",
    Moment: """to_char({0} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')""",
    Day: "to_char({0}, 'YYYY-MM-DD')",
    Identifier: "{0}::text",
    sa.JSON: "{0}::text",
}
_from_json = msgspec.json.Decoder().decode


@dataclass(frozen=True)
class Reading:
    """One statement: the keys are its first parameter, the values that are the same for all rows follow."""

    sql: str
    names: tuple[str, ...]
    json_places: tuple[int, ...]

    async def rows(
        self, driver: asyncpg.Connection, keys: Sequence[Any], same: Sequence[Any]
    ) -> Sequence[Mapping[str, Any]]:
        """The rows as mappings."""
        found = []
        for record in await driver.fetch(self.sql, keys, *same):
            values = list(record)
            for place in self.json_places:
                if values[place] is not None:
                    values[place] = _from_json(values[place])
            found.append(dict(zip(self.names, values, strict=True)))
        return found


@lru_cache
def reading(table: sa.Table, column: str, names: tuple[str, ...], same: tuple[str, ...]) -> Reading:
    """Reads the named columns (none named: all) by the keys in `column`."""
    columns = [table.c[name] for name in names or table.c.keys()]
    given = [f"{name} = ${place}" for place, name in enumerate(same, 2)]
    sql = (
        f"select {', '.join(map(_written_out, columns))} from public.{table.name}"
        f" where {' and '.join([f'{column} = any($1)', *given])}"
    )
    are_json = tuple(place for place, c in enumerate(columns) if isinstance(c.type, sa.JSON))
    return Reading(sql, tuple(c.name for c in columns), are_json)


def _written_out(column: sa.Column[Any]) -> str:
    return next((text for kind, text in _WRITTEN_OUT.items() if isinstance(column.type, kind)), "{0}").format(
        column.name
    )
