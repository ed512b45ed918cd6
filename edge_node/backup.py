"""A copy of a node while the node runs: one SQLite file under the database's own key, that can be restored.

Beside the node's tables it holds the table `backup_contents`: the files beside the database without which a node does
not run again, and what the backup is. They are secrets, and so are as well kept as the database: encrypted if it is.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.database import ReadTransaction, Rows, run_now
from edge_node.encryption import DatabaseKey, opened, prove
from edge_node.engines import engine_of
from edge_node.enrol import DATABASE, PEPPER, TOKEN_KEY
from edge_node.keys import KEY, NEW_KEY
from shared_models.backups import written_whole
from shared_models.entries import moment
from shared_models.errors import CommandError
from shared_models.host import VERSION
from shared_models.verify import Report, check_feed

CONTENTS = "backup_contents"
KEPT_FILES = (KEY, NEW_KEY, TOKEN_KEY, PEPPER, "tls/authority.pem")
"""The files in a node's folder that a backup holds, as far as they are there."""
_ABOUT = "about.json"


@dataclass(frozen=True)
class About:
    """What a node's database, or a backup of it, holds. `made_at`, `version`: of a backup."""

    node_id: str
    yacht_id: str
    schema: str
    entries: int
    waiting: int
    """Entries that the shore has not confirmed."""
    last_at: str | None
    """The clock of the last entry."""
    made_at: str | None = None
    version: str | None = None


async def back_up(data_dir: Path, key: DatabaseKey | None, file: Path, now_ms: int) -> About:
    """Write everything that is committed to a new file, whole or not there; what it holds. Raises CommandError.

    It is read on a connection that changes nothing, so that the writer goes on, and read again once it is written.
    """
    return await asyncio.to_thread(_back_up, data_dir, key, file, now_ms)


def _back_up(data_dir: Path, key: DatabaseKey | None, file: Path, now_ms: int) -> About:
    path = data_dir / DATABASE
    if not path.exists():
        raise CommandError(f"There is no node in {data_dir}.")
    prove(path, key)
    with written_whole(file, sqlcipher.DatabaseError) as part:
        connection = opened(path, key, read_only=True)
        try:
            connection.execute("vacuum into ?", (str(part),))
        finally:
            connection.close()
        about = _completed(part, key, data_dir, moment(now_ms))
        _prove_whole(part, key)
    return about


def _completed(part: Path, key: DatabaseKey | None, data_dir: Path, made_at: str) -> About:
    """Put in what lies beside the database. Without a journal: a part is not used before it is whole and synced."""
    connection = opened(part, key)
    try:
        connection.execute("pragma journal_mode=off")
        about = About(**asdict(read_about(connection)) | {"made_at": made_at, "version": VERSION})
        contents = {_ABOUT: json.dumps(asdict(about)).encode()}
        contents |= {name: (data_dir / name).read_bytes() for name in KEPT_FILES if (data_dir / name).exists()}
        connection.execute(f"create table {CONTENTS} (name text primary key, data blob not null)")
        connection.executemany(f"insert into {CONTENTS} values (?, ?)", contents.items())
    finally:
        connection.close()
    return about


def _prove_whole(part: Path, key: DatabaseKey | None) -> None:
    """Raises CommandError unless what was written can be read: every page, and the feed along its digests."""
    connection = opened(part, key, read_only=True)
    try:
        faults = [row for row in connection.execute("pragma integrity_check") if row != ("ok",)]
        if key is not None:
            faults += connection.execute("pragma cipher_integrity_check").fetchall()
        report = Report(read_about(connection).yacht_id)
        run_now(check_feed(reading_on(connection), report))
    finally:
        connection.close()
    if faults or report.problems:
        why = report.problems[0] if report.problems else "what was written cannot be read"
        raise CommandError(f"No backup was made: {why}; see lazarette verify.")


def reading_on(connection: Any) -> ReadTransaction:
    """Reads on a bare connection, as they are on a node's own."""
    engine = engine_of(lambda: connection)

    async def run(statement: sa.Executable, parameters: Any) -> Rows:
        with engine.connect() as on_it:
            result = on_it.execute(statement, parameters)
            return result.mappings().all() if result.returns_rows else []  # type: ignore[return-value]

    return ReadTransaction(run)


def read_about(connection: Any) -> About:
    """What the database on a bare connection holds. Raises CommandError if it is no enrolled node's."""
    if _has(connection, CONTENTS):
        stored = connection.execute(f"select data from {CONTENTS} where name = ?", (_ABOUT,)).fetchone()
        return About(**json.loads(stored[0]))
    states = connection.execute("select node_id, yacht_id from node_state").fetchall() if _is_node(connection) else []
    if len(states) != 1:
        raise CommandError("It is the database of no enrolled node.")
    entries, last_ms = connection.execute("select count(*), max(clock_ms) from pms_history_entries").fetchone()
    (waiting,) = connection.execute("select count(*) from outbox").fetchone()
    (schema,) = connection.execute("select version_num from alembic_version").fetchone()
    node_id, yacht_id = states[0]
    return About(node_id, yacht_id, schema, entries, waiting, None if last_ms is None else moment(last_ms))


def _has(connection: Any, table: str) -> bool:
    found = connection.execute("select count(*) from sqlite_schema where type = 'table' and name = ?", (table,))
    return bool(found.fetchone()[0])


def _is_node(connection: Any) -> bool:
    return _has(connection, "node_state") and _has(connection, "alembic_version")


def about_file(path: Path, key: DatabaseKey | None) -> About:
    """What a node's database or backup in a file holds. Raises CommandError."""
    if not path.exists():
        raise CommandError(f"There is no file {path}.")
    prove(path, key)
    connection = opened(path, key, read_only=True)
    try:
        return read_about(connection)
    except sqlcipher.DatabaseError as error:
        raise CommandError(f"{path} is damaged or is no node's database: {error}.") from error
    finally:
        connection.close()


def take_contents(connection: Any) -> Mapping[str, bytes]:
    """The files that a backup holds, which leave it with that: from then on it is a node's database again."""
    if not _has(connection, CONTENTS):
        return {}
    stored = dict(connection.execute(f"select name, data from {CONTENTS}").fetchall())
    connection.execute(f"drop table {CONTENTS}")
    return {name: stored[name] for name in KEPT_FILES if name in stored}
