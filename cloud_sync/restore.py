"""A backup of the shore put into an empty database, and ashore on embedded Postgres in the place of the present one.

Each yacht's feed begins a new generation, so that its node brings back what the backup does not hold.
"""

import asyncio
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import sqlalchemy as sa

from cloud_sync.admin import administering
from cloud_sync.app import applications_database, owners_database
from cloud_sync.backup import Manifest, Tell, files_of, lines_of, manifest_of, opened, prove_whole, quiet, rows_of
from cloud_sync.database import on_database, owner_engine, run_alone
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.settings import ShoreSettings
from cloud_sync.sync import begin_generation
from cloud_sync.tables import YachtFeed
from migrations.run import migrate_cloud
from shared_models.entries import moment
from shared_models.errors import CommandError
from shared_models.host import keep_secret
from shared_models.tables import Entry, Yacht, table_of
from shared_models.verify import verify

NEW, REPLACED = "lazarette_new", "lazarette_replaced"
"""Databases of the embedded Postgres: what is being restored, and what it took the place of."""
_BOUND = ("seal.key", "login.key")
"""The database is sealed with the one, and its PINs are peppered with the other."""
_ENTRIES, _FEEDS, _YACHTS = (table_of(model) for model in (Entry, YachtFeed, Yacht))
_HAS_SCHEMA = sa.text("select to_regclass('public.alembic_version') is not null")
_NAMED = 3
_FULL = "The database holds a shore already; a backup is restored into an empty one."


@dataclass(frozen=True)
class Held:
    """What a shore's database, or a backup of one, holds: enough to tell one from the other.

    `last_ms`: the clock of the newest entry; `generations`: of the yachts' feeds, each once and sorted.
    """

    yachts: int
    entries: int
    last_ms: int | None
    generations: tuple[str, ...]

    def __str__(self) -> str:
        last = "" if self.last_ms is None else f", the last of {moment(self.last_ms)}"
        more = f" and {len(self.generations) - _NAMED} more" if len(self.generations) > _NAMED else ""
        named = ", ".join(self.generations[:_NAMED]) + more or "none"
        return f"{self.yachts} yachts, {self.entries} entries{last}, generation {named}"


def held_in(archive: zipfile.ZipFile, manifest: Manifest) -> Held:
    """What a backup holds. Reads its entries."""

    def column(table: sa.Table, name: str) -> Iterator[str]:
        at = manifest.tables[table.name].columns.index(name)
        return (line.rstrip(b"\n").split(b"\t")[at].decode() for line in lines_of(archive, table.name))

    last_ms = max(map(int, column(_ENTRIES, "clock_ms")), default=None)
    yachts, entries = (manifest.tables[table.name].rows for table in (_YACHTS, _ENTRIES))
    return Held(yachts, entries, last_ms, tuple(sorted({*column(_FEEDS, "generation")})))


async def held_there(settings: ShoreSettings) -> Held | None:
    """What a restore would take the place of; None: nothing. Raises CommandError where none can be done: the shore
    runs, or its database was given by its URL and is not empty."""
    if settings.database_url is None and not _stopped(settings).data_dir.exists():
        return None
    async with owners_database(settings) as owner_url, administering(owner_url) as connection:
        if not await connection.scalar(_HAS_SCHEMA):
            return None
        if settings.database_url is not None:
            raise CommandError(_FULL)
        yachts = await connection.scalar(sa.select(sa.func.count()).select_from(_YACHTS))
        entries = sa.select(sa.func.count(), sa.func.max(_ENTRIES.c.clock_ms))
        count, last_ms = (await connection.execute(entries)).one()
        generations = (await connection.execute(sa.select(_FEEDS.c.generation).distinct())).scalars()
        return Held(int(yachts or 0), count, last_ms, tuple(sorted(generations)))


def _stopped(settings: ShoreSettings) -> EmbeddedPostgres:
    """The Postgres of the shore's own. Raises CommandError if it runs."""
    embedded = EmbeddedPostgres(settings.data_dir / "postgres")
    if embedded.join():
        raise CommandError("The shore is running; stop it first.")
    return embedded


async def restore(
    settings: ShoreSettings, file: Path, now_ms: int, draw: Callable[[], str], tell: Tell = quiet
) -> Manifest:
    """Restore a backup while the shore is stopped; what it holds. Raises CommandError; then nothing was replaced."""
    tell("reading the backup")
    await asyncio.to_thread(prove_whole, file)
    with opened(file) as archive:
        _same_shore(settings.data_dir, archive)
        async with _target(settings) as (owner_url, decide):
            manifest = await _load(owner_url, archive, tell)
            for name, data in files_of(archive).items():
                if not (settings.data_dir / name).exists():
                    keep_secret(settings.data_dir / name, data)
            await _begin(settings, owner_url, now_ms, draw, tell)
            await decide()
    return manifest


def _same_shore(data_dir: Path, archive: zipfile.ZipFile) -> None:
    """Raises CommandError if the folder holds the secrets of another shore: with them this database is of no use."""
    held = files_of(archive)
    missing = [name for name in _BOUND if name not in held]
    if missing:
        raise CommandError(f"{archive.filename} holds no {missing[0]}: it was made without the shore's --data-dir.")
    for name in _BOUND:
        if (data_dir / name).exists() and (data_dir / name).read_bytes() != held[name]:
            raise CommandError(f"{data_dir} holds the keys of another shore than the backup; give an empty --data-dir.")


@asynccontextmanager
async def _target(settings: ShoreSettings) -> AsyncIterator[tuple[str, Callable[[], Any]]]:
    """The owner's URL of an empty database, and what makes it the shore's: nothing, where it was given by its URL."""

    async def nothing() -> None:
        return None

    if settings.database_url is not None:
        yield settings.database_url, nothing
        return
    embedded = _stopped(settings)
    await asyncio.to_thread(embedded.start)
    try:
        server = owner_engine(on_database(embedded.owner_url, "template1"))
        present = str(sa.make_url(embedded.owner_url).database)

        async def decide() -> None:
            await run_alone(server, f"drop database if exists {REPLACED} with (force)")
            async with server.begin() as connection:  # both names or none
                await connection.exec_driver_sql(f'alter database "{present}" rename to {REPLACED}')
                await connection.exec_driver_sql(f'alter database {NEW} rename to "{present}"')

        try:
            await run_alone(server, f"drop database if exists {NEW} with (force)")
            await run_alone(server, f"create database {NEW} template template0")
            yield on_database(embedded.owner_url, NEW), decide
        finally:
            await run_alone(server, f"drop database if exists {NEW} with (force)")
            await server.dispose()
    finally:
        await asyncio.to_thread(embedded.stop)


async def _load(owner_url: str, archive: zipfile.ZipFile, tell: Tell) -> Manifest:
    """In one transaction: the schema as it was at the backup, its rows past the triggers (which wrote what is in the
    backup as well), and the schema as it is now."""
    manifest, engine = manifest_of(archive), owner_engine(owner_url)
    try:
        async with engine.begin() as connection:
            if await connection.scalar(_HAS_SCHEMA):
                raise CommandError(_FULL)
            await connection.run_sync(migrate_cloud, manifest.schema)
            for verb in ("disable", "enable"):
                for name in manifest.tables:
                    await connection.exec_driver_sql(f"alter table public.{name} {verb} trigger user")
                if verb == "disable":
                    await _copy_in(connection, archive, manifest, tell)
            await connection.run_sync(migrate_cloud)
    except (asyncpg.PostgresError, sa.exc.DBAPIError) as error:
        why = str(getattr(error, "orig", error)).splitlines()[0]
        raise CommandError(f"{archive.filename} cannot be restored: {why}.") from error
    finally:
        await engine.dispose()
    return manifest


async def _copy_in(connection: Any, archive: zipfile.ZipFile, manifest: Manifest, tell: Tell) -> None:
    driver = (await connection.get_raw_connection()).driver_connection
    for name, stored in manifest.tables.items():
        tell(name)

        async def pieces(table: str = name) -> AsyncIterator[bytes]:
            for piece in rows_of(archive, table):
                yield piece

        said = await driver.copy_to_table(name, source=pieces(), columns=stored.columns, schema_name="public")
        if int(said.split()[-1]) != stored.rows:
            raise CommandError(f"{archive.filename} is damaged: {name} has not the rows that it had.")


async def _begin(
    settings: ShoreSettings, owner_url: str, now_ms: int, draw: Callable[[], str], tell: Tell
) -> None:  # fmt: skip
    """Seal it, and begin each yacht's feed anew once it was replayed. Raises CommandError if a yacht's is damaged."""
    engine = owner_engine(owner_url)
    try:
        async with engine.connect() as connection:
            yachts = (await connection.execute(sa.select(_YACHTS.c.yacht_id))).scalars().all()
    finally:
        await engine.dispose()
    async with applications_database(settings, owner_url) as (database, _):
        for number, yacht_id in enumerate(yachts, 1):
            tell(f"replaying yacht {number} of {len(yachts)}")
            async with database.transaction(None, yacht_id) as tx:
                problems = (await verify(tx, yacht_id)).problems
            if problems:
                tell(f"yacht {yacht_id}: {problems[0]}; lazarette verify --shore says more")
            await begin_generation(database, yacht_id, now_ms, draw)
