"""Statements of SQLAlchemy Core compiled once and run on the driver: what every request does goes this way.

Building and compiling a statement costs more than SQLite takes to run it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.compiler import SQLCompiler

_DIALECT = SQLiteDialect_pysqlite(paramstyle="qmark")


class Prepared:
    """A statement with named parameters, none of them a list. `columns`: those of an INSERT that names none."""

    def __init__(self, statement: sa.ClauseElement, columns: Sequence[str] | None = None) -> None:
        compiled = cast(SQLCompiler, statement.compile(dialect=_DIALECT, column_keys=columns))
        self._sql = str(compiled)
        binds = compiled.binds
        self._parameters = [
            (name, binds[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT), binds[name].value)
            for name in compiled.positiontup or ()
        ]
        columns_read = statement.selected_columns if isinstance(statement, sa.Select) else ()
        self._names = [str(column.key) for column in columns_read]
        processors = [column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for column in columns_read]
        self._processors = [(index, processor) for index, processor in enumerate(processors) if processor is not None]

    def _values(self, given: Mapping[str, Any]) -> list[Any]:
        values = []
        for name, processor, default in self._parameters:
            value = given.get(name, default)
            values.append(processor(value) if processor is not None else value)
        return values

    def run(self, cursor: Any, *rows: Mapping[str, Any]) -> Any:
        """Run it once for each row; the driver's cursor, for its results."""
        for row in rows:
            cursor.execute(self._sql, self._values(row))
        return cursor

    def rows(self, cursor: Any, given: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run a SELECT; its rows by column."""
        found = []
        for row in self.run(cursor, given).fetchall():
            values = list(row)
            for index, processor in self._processors:
                values[index] = processor(values[index])
            found.append(dict(zip(self._names, values, strict=True)))
        return found


@lru_cache(256)
def prepared(statement: sa.Select[Any]) -> Prepared:
    """A statement that is made once and run with values of its own each time."""
    return Prepared(statement)


def inserting(table: sa.Table) -> Prepared:
    """An INSERT of all columns; absent ones are null."""
    return Prepared(table.insert(), [column.name for column in table.c])
