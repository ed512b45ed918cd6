"""Bring a database to the newest schema, within the caller's transaction: all of it or nothing."""

import io
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

_HERE = Path(__file__).parent
_SEPARATOR = "-- next statement"


def migrate_edge(connection: sa.Connection) -> None:
    """Upgrade a node's database."""
    _upgrade(connection, "edge")


def migrate_cloud(connection: sa.Connection) -> None:
    """Upgrade the shore's database. The connection is a superuser's, or one with BYPASSRLS that may make roles."""
    _upgrade(connection, "cloud")


@cache
def _newest(side: str) -> tuple[str, ...]:
    return tuple(ScriptDirectory(str(_HERE / side)).get_heads())


def _upgrade(connection: sa.Connection, side: str) -> None:
    if MigrationContext.configure(connection).get_current_heads() == _newest(side):
        return  # without the work of preparing to
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(_HERE / side).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def joined(statements: list[str]) -> str:
    """Statements as the text of one frozen file."""
    return f"\n{_SEPARATOR}\n".join(statements) + "\n"


def frozen(path: Path) -> list[str]:
    """The statements of a frozen file."""
    return [part.strip() for part in path.read_text(encoding="utf-8").split(f"\n{_SEPARATOR}\n")]


def run_frozen(connection: sa.Connection, path: Path) -> None:
    """Run the statements of a frozen file, each as it stands."""
    for statement in frozen(path):
        connection.exec_driver_sql(statement)
