"""A backup put in the place of a node's database: all of it or nothing, whenever the power goes.

What the node did after the backup comes back from the shore as far as the shore had it. The node begins a new epoch,
so that its next entries are never taken for those that were lost.
"""

import os
import shutil
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.util import CommandError as MigrationError
from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.database import NodeDatabase, WriteTransaction, connect, put_in_place, restored
from edge_node.declared import missing
from edge_node.enrol import DATABASE
from edge_node.epochs import begin_epoch
from edge_node.persist import STATE
from shared_models.errors import CommandError, StorageFull
from shared_models.host import sync_folder

_SIDES = ("", "-wal", "-shm")


async def restore(data_dir: Path, backup_file: Path, now_ms: int) -> str:
    """Put a backup in place of the node's database while the node is stopped; the new epoch.

    Until the one rename that decides, the old database is untouched; after it, whoever opens the node finishes.
    Raises CommandError; then nothing was restored.
    """
    path = data_dir / DATABASE
    part = path.with_name(f"{path.name}.part")
    _refuse_if_open(path)
    put_in_place(path)
    try:
        _clear(part)
        for side in _SIDES[:2]:
            source = backup_file.with_name(backup_file.name + side)
            if side == "" or source.exists():
                shutil.copyfile(source, part.with_name(part.name + side))
        epoch = await _renewed(part, backup_file.name, now_ms)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(part, restored(path))
        sync_folder(data_dir)
    except (OSError, StorageFull) as error:
        why = error.strerror if isinstance(error, OSError) else "the disk is full"
        raise CommandError(f"{backup_file} cannot be restored: {why}.") from error
    finally:
        _clear(part)
    put_in_place(path)
    return epoch


def _clear(part: Path) -> None:
    for side in _SIDES:
        part.with_name(part.name + side).unlink(missing_ok=True)
    part.with_name(f"{part.name}.reserve").unlink(missing_ok=True)


def _refuse_if_open(path: Path) -> None:
    """Raises CommandError if somebody has the database open. What cannot be read is no reason to stop."""
    if not path.exists():
        return
    connection = sqlcipher.connect(str(path), isolation_level=None, timeout=0)
    try:
        connection.execute("pragma locking_mode=exclusive")
        connection.execute("select count(*) from sqlite_schema")
    except sqlcipher.DatabaseError as error:
        if "locked" in str(error):
            raise CommandError("The node is running; stop it before a restore.") from error
    finally:
        connection.close()


async def _renewed(part: Path, name: str, now_ms: int) -> str:
    """Check the copy, bring it to this version's schema and draw its epoch; the epoch. Its WAL is gone then."""
    try:
        _check(part, name)
        database = await NodeDatabase(part).open()
    except (sa.exc.DatabaseError, sqlcipher.DatabaseError) as error:
        raise CommandError(f"{name} is damaged or is no node's database.") from error
    except MigrationError as error:
        raise CommandError(f"{name} was made by another version; use the version that made it.") from error
    try:
        epoch, differences = await database.write(lambda tx: _begun(tx, name, now_ms), "")
        if differences:
            raise CommandError(f"{name} is not as a node's database is: {differences[0]}.")
    finally:
        await database.close()
    if part.with_name(f"{part.name}-wal").exists():  # closing does not say that it could not take the WAL in
        raise StorageFull
    return str(epoch)


async def _begun(tx: WriteTransaction, name: str, now_ms: int) -> tuple[str, list[str]]:
    """Begin an epoch; it, and what is wrong with the schema."""
    (state,) = await tx.rows(sa.select(STATE.c.yacht_id))
    tx.yacht_id = state["yacht_id"]
    await begin_epoch(tx, now_ms, f"The backup {name} was restored.")
    (state,) = await tx.rows(sa.select(STATE.c.epoch))
    return str(state["epoch"]), await missing(tx)


def _check(part: Path, name: str) -> None:
    connection: Any = connect(part)
    try:
        found = connection.execute("pragma integrity_check").fetchall()
        broken = connection.execute("pragma foreign_key_check").fetchall()
        if found != [("ok",)] or broken:
            raise CommandError(f"{name} is damaged; take an older backup.")
        if connection.execute("select count(*) from node_state, alembic_version").fetchone()[0] != 1:
            raise CommandError(f"{name} is the database of no enrolled node.")
    finally:
        connection.close()
