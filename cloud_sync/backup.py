"""A copy of the shore while it serves: every row of one moment, and the secrets beside the database, in one zip file.

The rows are Postgres's own COPY text, a member for each table; what is in each, and under which schema, is said in
`manifest.json`. The schema itself comes from the migrations; so any Postgres ≥ 15 can take it.
"""

import asyncio
import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from cloud_sync.database import async_url
from cloud_sync.guard import MODELS
from migrations.run import NewerSchema, schemas
from shared_models.backups import written_whole
from shared_models.entries import GENESIS, link, moment
from shared_models.errors import CommandError
from shared_models.host import VERSION
from shared_models.tables import FeedRow, table_of

KEPT_FILES = ("seal.key", "login.key", "tokens.key")
"""The secrets in the shore's folder: without the first two its database is of no use."""
TABLES = {table_of(model).name: table_of(model) for model in MODELS}
_MANIFEST = "manifest.json"
_FEED = table_of(FeedRow).name
_PIECE_BYTES = 1 << 20

Tell = Callable[[str], None]


@dataclass
class Stored:
    """One table of a backup."""

    columns: list[str]
    rows: int = 0
    sha256: str = ""


@dataclass
class Manifest:
    """What a backup of a shore holds."""

    made_at: str
    schema: str
    version: str = VERSION
    side: str = "shore"
    tables: dict[str, Stored] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(table.rows for table in self.tables.values())


def quiet(_: str) -> None:
    """Tell nobody."""


async def back_up(owner_url: str, data_dir: Path, file: Path, now_ms: int, tell: Tell = quiet) -> Manifest:
    """Write a backup to a new file, whole or not there, and read it again; what it holds. Raises CommandError."""
    with written_whole(file, asyncpg.PostgresError) as part:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            manifest = await _dump(owner_url, archive, moment(now_ms), tell)
            for name in KEPT_FILES:
                if (data_dir / name).exists():
                    archive.writestr(name, (data_dir / name).read_bytes())
            archive.writestr(_MANIFEST, json.dumps(asdict(manifest), indent=1))
        tell("reading it again")
        await asyncio.to_thread(prove_whole, part)
    return manifest


async def _dump(owner_url: str, archive: zipfile.ZipFile, made_at: str, tell: Tell) -> Manifest:
    """Every table at one moment. Rows go in the order of their keys, so that two backups of the same are the same."""
    address = async_url(owner_url).set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(address)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            has_schema = await connection.fetchval("select to_regclass('public.alembic_version') is not null")
            schema = await connection.fetchval("select version_num from alembic_version") if has_schema else None
            if schema is None:
                raise CommandError("This database holds no shore.")
            newest = schemas("cloud")[0]
            if schema not in schemas("cloud"):
                raise NewerSchema(schema, newest)
            if schema != newest:  # its tables are not those that this version knows
                raise CommandError(
                    f"The database has schema {schema}, this version {newest}: use the version that wrote it, or "
                    "lazarette migrate --shore first."
                )
            manifest = Manifest(made_at, schema)
            for name, table in TABLES.items():
                tell(name)
                manifest.tables[name] = Stored([column.name for column in table.columns if column.computed is None])
                await _copy_out(connection, archive, name, manifest.tables[name])
    finally:
        await connection.close()
    return manifest


async def _copy_out(connection: Any, archive: zipfile.ZipFile, name: str, stored: Stored) -> None:
    columns, keys = (", ".join(names) for names in (stored.columns, TABLES[name].primary_key.columns.keys()))
    digest = hashlib.sha256()
    with archive.open(_member(name), "w", force_zip64=True) as member:

        def write(data: bytes) -> None:
            digest.update(data)
            member.write(data)

        async def take(data: bytes) -> None:
            await asyncio.to_thread(write, data)

        said = await connection.copy_from_query(f"select {columns} from public.{name} order by {keys}", output=take)
    stored.rows, stored.sha256 = int(said.split()[-1]), digest.hexdigest()


def _member(table: str) -> str:
    return f"{table}.copy"


def opened(file: Path) -> zipfile.ZipFile:
    """A backup to be read. Raises CommandError if it is none."""
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise CommandError(f"There is no file {file}.") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise CommandError(f"{file} is damaged or is no backup of a shore.") from error


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """What a backup says that it holds. Raises CommandError."""
    try:
        told = json.loads(archive.read(_MANIFEST))
        tables = {name: Stored(**stored) for name, stored in told.pop("tables").items()}
        manifest = Manifest(**told, tables=tables)
    except (KeyError, TypeError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise CommandError(f"{archive.filename} is damaged or is no backup of a shore.") from error
    if manifest.schema not in schemas("cloud"):
        raise NewerSchema(manifest.schema, schemas("cloud")[0], str(archive.filename))
    return manifest


def files_of(archive: zipfile.ZipFile) -> Mapping[str, bytes]:
    """The secrets in a backup."""
    return {name: archive.read(name) for name in KEPT_FILES if name in archive.namelist()}


def rows_of(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    """A table's rows as COPY takes them, in pieces."""
    with archive.open(_member(table)) as member:
        while piece := member.read(_PIECE_BYTES):
            yield piece


def lines_of(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    """A table's rows as COPY writes them, each with its line's end."""
    with archive.open(_member(table)) as lines:
        yield from lines


def prove_whole(file: Path) -> Manifest:
    """What a backup holds, once all of it was read: every table is as it was written, and each yacht's feed follows
    along its digests. Raises CommandError."""
    with opened(file) as archive:
        manifest = manifest_of(archive)
        try:
            for name, stored in manifest.tables.items():
                digest = hashlib.sha256()
                for piece in rows_of(archive, name):
                    digest.update(piece)
                if digest.hexdigest() != stored.sha256:
                    raise CommandError(f"{file} is damaged: {name} is not as it was written.")
            broken = _broken_feed(archive, manifest.tables[_FEED])
        except (KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise CommandError(f"{file} is damaged.") from error
    if broken is not None:
        raise CommandError(f"The feed of yacht {broken} is damaged; lazarette verify --shore --mend sets that aside.")
    return manifest


def _broken_feed(archive: zipfile.ZipFile, feed: Stored) -> str | None:
    """The first yacht whose digests do not follow from one another."""
    at = {name: feed.columns.index(name) for name in ("yacht_id", "position", "hash", "digest")}
    yacht, position, digest = b"", 0, GENESIS
    for line in lines_of(archive, _FEED):
        row = line.rstrip(b"\n").split(b"\t")
        if row[at["yacht_id"]] != yacht:
            yacht, position, digest = row[at["yacht_id"]], 0, GENESIS
        position += 1
        digest = link(digest, _bytes(row[at["hash"]]))
        if (int(row[at["position"]]), _bytes(row[at["digest"]])) != (position, digest):
            return yacht.decode()
    return None


def _bytes(text: bytes) -> bytes:
    """A bytea of COPY: two backslashes, an x, hexadecimal digits."""
    return bytes.fromhex(text[3:].decode())
