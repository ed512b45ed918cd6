"""Bring a database to the newest schema, within the caller's transaction: all of it or nothing."""

import io
from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from shared_models.errors import CommandError
from shared_models.host import VERSION

_HERE = Path(__file__).parent
_SEPARATOR = "-- next statement"


class NewerSchema(CommandError):
    """The database was made or migrated by a newer version, which this one must not write to."""

    def __init__(self, found: str, newest: str, whose: str = "The database") -> None:
        super().__init__(
            f"{whose} has schema {found}, and this version ({VERSION}) knows none after {newest}: use the version that"
            " wrote it, or a newer one."
        )
        self.found, self.newest = found, newest


def migrate_edge(connection: sa.Connection) -> None:
    """Upgrade a node's database. Raises NewerSchema."""
    _upgrade(connection, "edge")


def migrate_cloud(connection: sa.Connection, to: str = "head") -> None:
    """Upgrade the shore's database. The connection is a superuser's, or one with BYPASSRLS that may make roles.

    Raises NewerSchema.
    """
    _upgrade(connection, "cloud", to)


def schema_of(connection: sa.Connection) -> str | None:
    """The schema that a database has, as the number of its last migration; None: it has none yet."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def schemas(side: str) -> tuple[str, ...]:
    """Every schema that there was, "edge" or "cloud", the newest first."""
    return tuple(script.revision for script in ScriptDirectory(str(_HERE / side)).walk_revisions())


def _upgrade(connection: sa.Connection, side: str, to: str = "head") -> None:
    found, known = schema_of(connection), schemas(side)
    if found == known[0]:
        return  # without the work of preparing to
    if found is not None and found not in known:
        raise NewerSchema(found, known[0])
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(_HERE / side).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)


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
