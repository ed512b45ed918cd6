"""Statements of SQLAlchemy Core compiled once and run on the driver: what every action does goes this way.

Building and compiling a statement costs more than SQLite takes to run it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql.compiler import SQLCompiler

_DIALECT = SQLiteDialect_pysqlite(paramstyle="qmark")


class Prepared:
    """A statement with named parameters. `columns`: those of an INSERT that names none."""

    def __init__(self, statement: sa.ClauseElement, columns: Sequence[str] | None = None) -> None:
        compiled = cast(SQLCompiler, statement.compile(dialect=_DIALECT, column_keys=columns))
        self._sql = str(compiled)
        binds = compiled.binds
        self._parameters = [
            (name, binds[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT), binds[name].value)
            for name in compiled.positiontup or ()
        ]

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


def inserting(table: sa.Table) -> Prepared:
    """An INSERT of all columns; absent ones are null."""
    return Prepared(table.insert(), [column.name for column in table.c])
