"""A backup put in the place of a node's database: all of it or nothing, whenever the power goes.

What the node did after the backup comes back from the shore as far as the shore had it. The node begins a new epoch,
so that its next entries are never taken for those that were lost.
"""

import os
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.backup import about_file, take_contents
from edge_node.database import (
    NodeDatabase,
    WriteTransaction,
    alone_with,
    connect,
    part_of,
    put_in_place,
    remove_part,
    restored,
)
from edge_node.declared import missing
from edge_node.encryption import DatabaseKey, prove
from edge_node.enrol import DATABASE
from edge_node.epochs import begin_epoch
from edge_node.persist import STATE
from migrations.run import NewerSchema
from shared_models.errors import CommandError, StorageFull
from shared_models.host import keep_secret, sync_folder


async def restore(
    data_dir: Path, backup_file: Path, now_ms: int, draw: Callable[[], str], key: DatabaseKey | None = None
) -> str:
    """Put a backup in place of the node's database while the node is stopped, or where there is none; the new epoch.

    `key`: the backup's, which is the node's from then on. Until the one rename that decides, the old database is
    untouched; after it, whoever opens the node finishes. The old one is kept (`replaced`) until the next restore. Keys
    that are there stay, as the shore may know the node by a later one than the backup's. Raises CommandError; then
    nothing was restored.
    """
    path = data_dir / DATABASE
    part = part_of(path)
    with alone_with(path, key):
        pass
    put_in_place(path)
    _same_node(path, backup_file, key)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        remove_part(path)
        for side in ("", "-wal"):
            source = backup_file.with_name(backup_file.name + side)
            if side == "" or source.exists():
                shutil.copyfile(source, part.with_name(part.name + side))
        part.chmod(0o600)
        epoch, files = await _renewed(part, key, backup_file.name, now_ms, draw)
        for name, data in files.items():
            if not (data_dir / name).exists():
                keep_secret(data_dir / name, data)
        _set_aside(path)
        decide(part, path)
    except (OSError, StorageFull) as error:
        why = error.strerror if isinstance(error, OSError) else "the disk is full"
        raise CommandError(f"{backup_file} cannot be restored: {why}.") from error
    finally:
        remove_part(path)
    put_in_place(path)
    return epoch


def replaced(path: Path) -> Path:
    """Where the database lies that a restore put another in the place of."""
    return path.with_name(f"{path.name}.replaced")


def _same_node(path: Path, backup_file: Path, key: DatabaseKey | None) -> None:
    """Raises CommandError if the database that is there is another node's; one that cannot be read may be anybody's."""
    try:
        there, comes = about_file(path, key).node_id, about_file(backup_file, key).node_id
    except CommandError:
        return
    if there != comes:
        raise CommandError(
            f"{path.parent} holds the node {there}, and the backup is of {comes}; give an empty --data-dir."
        )


def _set_aside(path: Path) -> None:
    """Give the old database, and what only its WAL holds, a second name."""
    for side in ("", "-wal"):
        source, kept = path.with_name(path.name + side), replaced(path).with_name(replaced(path).name + side)
        kept.unlink(missing_ok=True)
        if source.exists():
            os.link(source, kept)


def decide(part: Path, path: Path) -> None:
    """The rename after which the database in `part` is the one at `path`; `put_in_place` does the rest."""
    if path.exists():  # whoever types the command, it is still the node's file
        before = path.stat()
        os.chmod(part, stat.S_IMODE(before.st_mode))
        if (before.st_uid, before.st_gid) != (os.geteuid(), os.getegid()):
            os.chown(part, before.st_uid, before.st_gid)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(part, restored(path))
    sync_folder(path.parent)


async def _renewed(
    part: Path, key: DatabaseKey | None, name: str, now_ms: int, draw: Callable[[], str]
) -> tuple[str, Mapping[str, bytes]]:
    """Check the copy, bring it to this version's schema and draw its epoch; it, and the files that the backup held.

    Its WAL is gone then.
    """
    try:
        prove(part, key, name)
        files = _checked(part, key, name)
        database = await NodeDatabase(part, key).open()
    except (sa.exc.DatabaseError, sqlcipher.DatabaseError) as error:
        raise CommandError(f"{name} is damaged or is no node's database.") from error
    except NewerSchema as error:
        raise NewerSchema(error.found, error.newest, name) from error
    try:
        epoch, differences = await database.write(lambda tx: _begun(tx, name, now_ms, draw), "")
        if differences:
            raise CommandError(f"{name} is not as a node's database is: {differences[0]}.")
    finally:
        await database.close()
    if part.with_name(f"{part.name}-wal").exists():  # closing does not say that it could not take the WAL in
        raise StorageFull
    return str(epoch), files


async def _begun(tx: WriteTransaction, name: str, now_ms: int, draw: Callable[[], str]) -> tuple[str, list[str]]:
    """Begin an epoch; it, and what is wrong with the schema."""
    (state,) = await tx.rows(sa.select(STATE.c.yacht_id))
    tx.yacht_id = state["yacht_id"]
    await begin_epoch(tx, now_ms, draw, f"The backup {name} was restored.")
    (state,) = await tx.rows(sa.select(STATE.c.epoch))
    return str(state["epoch"]), await missing(tx)


def _checked(part: Path, key: DatabaseKey | None, name: str) -> Mapping[str, bytes]:
    """Raises CommandError unless the copy is whole and an enrolled node's; the files that it held."""
    connection: Any = connect(part, key=key)
    try:
        found = connection.execute("pragma integrity_check").fetchall()
        broken = connection.execute("pragma foreign_key_check").fetchall()
        if found != [("ok",)] or broken:
            raise CommandError(f"{name} is damaged; take an older backup.")
        if connection.execute("select count(*) from node_state, alembic_version").fetchone()[0] != 1:
            raise CommandError(f"{name} is the database of no enrolled node.")
        return take_contents(connection)
    finally:
        connection.close()
