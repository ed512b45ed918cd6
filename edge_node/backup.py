"""A copy of a node's database while the node runs."""

import asyncio
import os
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.database import NodeDatabase
from edge_node.encryption import opened
from shared_models.errors import CommandError
from shared_models.host import sync_folder


async def backup(database: NodeDatabase, path: Path) -> None:
    """Write everything that is committed to a new file, under the same key; whole or not there. Raises CommandError.

    It is read on a connection that changes nothing, so that the writer goes on.
    """
    await asyncio.to_thread(_back_up, database, path)


def _back_up(database: NodeDatabase, path: Path) -> None:
    part = path.with_name(f"{path.name}.part")
    if path.exists():
        raise CommandError(f"{path} is there already; a backup gets a name of its own.")
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        connection = opened(database.path, database.key, read_only=True)
        try:
            connection.execute("vacuum into ?", (str(part),))
        finally:
            connection.close()
        with part.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(part, path)
        sync_folder(path.parent)
    except (OSError, sqlcipher.DatabaseError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise CommandError(f"{path} cannot be written: {why}.") from error
    finally:
        part.unlink(missing_ok=True)
