"""The audit from the command line: who did what and when, as a file."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import BinaryIO

import sqlalchemy as sa

from cloud_sync.admin import administering, find_yacht
from cloud_sync.app import owners_database
from cloud_sync.database import PostgresTransaction
from cloud_sync.settings import ShoreSettings
from edge_node.app import running_node
from edge_node.settings import NodeSettings
from shared_models.audit import AuditForm, Wanted, exported
from shared_models.errors import CommandError
from shared_models.requests import Query
from shared_models.tables import Yacht, table_of


def moment_of(name: str, text: str | None) -> str | None:
    """A time as a person typed it, in canonical form. Raises ValidationFailed."""
    return Query([(name, text or "")]).moment(name)


async def export_ashore(
    settings: ShoreSettings, yacht: str | None, since: str | None, until: str | None, form: AuditForm, file: Path | None
) -> None:
    """Write the audit of one yacht, or of all."""
    async with owners_database(settings) as owner_url, administering(owner_url) as connection:
        if yacht is not None:
            yachts = [await find_yacht(connection, yacht)]
        else:
            yachts = list((await connection.execute(sa.select(table_of(Yacht).c.yacht_id))).scalars())
        tx = PostgresTransaction(connection, None)
        await _written(exported(lambda job: job(tx), Wanted(yachts, since, until), form), file)


async def export_on_board(
    settings: NodeSettings, since: str | None, until: str | None, form: AuditForm, file: Path | None
) -> None:
    """Write the audit of a node."""
    async with running_node(settings) as node:
        wanted = Wanted([node.backend.yacht_id], since, until)
        await _written(exported(node.database.read, wanted, form), file)


async def _written(pieces: AsyncIterator[bytes], file: Path | None) -> None:
    """To the file, or to the terminal or whatever it is piped into."""

    async def write(into: BinaryIO) -> None:
        async for piece in pieces:
            into.write(piece)
        into.flush()

    if file is None:
        await write(sys.stdout.buffer)
        return
    try:
        with file.open("wb") as into:
            await write(into)
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
