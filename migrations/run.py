"""Bring a database to the newest schema, within the caller's transaction: all of it or nothing."""

from functools import cache
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

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
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.exec_driver_sql("select version_num from alembic_version").scalar()
    return found


@cache
def schemas(side: str) -> tuple[str, ...]:
    """Every schema that there was, "edge" or "cloud", the newest first: the numbers that their files begin with."""
    files = (_HERE / side / "versions").glob("[0-9]*.py")
    return tuple(sorted((file.name.partition("_")[0] for file in files), reverse=True))


def _upgrade(connection: sa.Connection, side: str, to: str = "head") -> None:
    found, known = schema_of(connection), schemas(side)
    if found == known[0]:
        return
    if found is not None and found not in known:
        raise NewerSchema(found, known[0])
    # Alembic is 10 MB and a tenth of a second, which a start without work for it does not pay.
    import_module("migrations.upgrade").upgrade(connection, _HERE / side, to)


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
