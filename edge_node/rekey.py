"""A node's database written anew under another key, or under none, while the node is stopped: all of it or nothing."""

import os
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.database import alone_with, part_of, put_in_place, remove_part
from edge_node.encryption import DatabaseKey, opened, prove
from edge_node.enrol import DATABASE
from edge_node.restore import decide
from shared_models.errors import CommandError


def change_key(data_dir: Path, key: DatabaseKey | None, new_key: DatabaseKey | None) -> None:
    """Encrypt a plain database, change the key of an encrypted one, or take it away (`new_key` None).

    The old database is untouched until the one rename that decides; after it, whoever opens the node finishes. Needs
    room for the database twice. Raises CommandError; then nothing was changed.
    """
    path = data_dir / DATABASE
    if key == new_key:
        raise CommandError("That is its key already." if key else "It is not encrypted.")
    with alone_with(path, key):
        pass
    put_in_place(path)
    if not path.exists():
        raise CommandError(f"There is no node in {data_dir}.")
    prove(path, key)
    part = part_of(path)
    try:
        with alone_with(path, key) as connection:
            remove_part(path)
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600))
            _export(connection, part, new_key)
            _compare(connection, part, new_key)
            decide(part, path)
    except (OSError, sqlcipher.DatabaseError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise CommandError(f"The database keeps its old key, as it cannot be written anew: {why}.") from error
    finally:
        remove_part(path)
    put_in_place(path)


def _export(connection: Any, part: Path, new_key: DatabaseKey | None) -> None:
    """Without a journal: a part is not used before it is whole and synced."""
    connection.execute("attach database ? as part key ?", (str(part), new_key.words(part) if new_key else ""))
    connection.execute("pragma part.journal_mode=off")
    connection.execute("pragma part.synchronous=off")
    connection.execute("select sqlcipher_export('part')").fetchall()
    connection.execute("detach database part")


def _compare(connection: Any, part: Path, new_key: DatabaseKey | None) -> None:
    """Raises CommandError unless the part, read with its key, is whole and holds as many rows of everything."""
    written = opened(part, new_key)
    try:
        faults = [row for row in written.execute("pragma integrity_check") if row != ("ok",)]
        if new_key is not None:
            faults += written.execute("pragma cipher_integrity_check").fetchall()
        schema = "select type, name, sql from sqlite_schema order by type, name"
        differs = connection.execute(schema).fetchall() != written.execute(schema).fetchall()
        for (table,) in connection.execute("select name from sqlite_schema where type = 'table'").fetchall():
            count = f'select count(*) from "{table}"'
            differs = differs or connection.execute(count).fetchone() != written.execute(count).fetchone()
    finally:
        written.close()
    if faults or differs:
        raise CommandError("The database keeps its old key, as what was written anew is not the same.")
