"""`lazarette backup`, `restore` and `migrate`: a copy of either side, back to it, and forward to this version."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from cloud_sync import backup as shore_backup
from cloud_sync.admin import administering
from cloud_sync.app import applications_database, owners_database
from cloud_sync.restore import held_in, held_there
from cloud_sync.restore import restore as restore_shore
from deploy.node_commands import node_settings
from deploy.shore_commands import shore_settings
from deploy.terminal import DatabaseUrl, DataDir, err, out, run
from edge_node.backup import About, about_file, back_up
from edge_node.database import NodeDatabase, alone_with, put_in_place
from edge_node.enrol import DATABASE
from edge_node.restore import replaced, restore
from migrations.run import schema_of, schemas
from shared_models.errors import CommandError
from shared_models.host import draw_64_bits, wall_ms

app = typer.Typer(add_completion=False)

Shore = Annotated[bool, typer.Option(help="The shore's instead of a node's.")]
Yes = Annotated[bool, typer.Option(help="Do not ask.")]


@contextmanager
def _telling() -> Iterator[shore_backup.Tell]:
    """What is being done: on a terminal the last word alone, in a log each."""
    if not err.is_terminal:
        yield lambda text: err.print(text, markup=False)
        return
    with err.status("") as status:
        yield status.update


@app.command("backup")
def backup(file: Path, shore: Shore = False, data_dir: DataDir = None, database_url: DatabaseUrl = None) -> None:
    """Write a backup to a new file, also while it serves; it holds secrets."""

    async def ashore() -> str:
        settings = shore_settings(data_dir, database_url)
        with _telling() as tell:
            async with owners_database(settings) as owner_url:
                made = await shore_backup.back_up(owner_url, settings.data_dir, file, wall_ms(), tell)
        return f"{len(made.tables)} tables, {made.rows} rows"

    async def on_board() -> str:
        settings = node_settings(data_dir)
        with _telling() as tell:
            tell("copying the database")
            about = await back_up(settings.data_dir, settings.key(), file, wall_ms())
        return f"node {about.node_id}, {about.entries} entries"

    out.print(f"{file}: {run(ashore() if shore else on_board())}", soft_wrap=True, highlight=False)
    err.print("It was read again and is whole. It holds secrets: keep it as you keep the database.")


@app.command("restore")
def restore_(
    file: Path, shore: Shore = False, yes: Yes = False, data_dir: DataDir = None, database_url: DatabaseUrl = None
) -> None:
    """Put a backup in the place of a stopped node's or shore's data, or where there is none."""
    if shore:
        settings = shore_settings(data_dir, database_url)
        with _telling() as tell:
            tell("reading the backup")
            manifest = shore_backup.prove_whole(file)
            with shore_backup.opened(file) as archive:
                comes = held_in(archive, manifest)
        told = f"{file}: made {manifest.made_at} by version {manifest.version}, schema {manifest.schema}, {comes}"
        out.print(told, soft_wrap=True, highlight=False)
        if (there := run(held_there(settings))) is not None:
            out.print(f"In its place now: {there}", soft_wrap=True, highlight=False)
        where = "the database given by its URL" if settings.database_url else str(settings.data_dir)
        _agreed(yes, f"It becomes the shore in {where}.")
        with _telling() as tell:
            run(restore_shore(settings, file, wall_ms(), draw_64_bits, tell))
        out.print("Restored. The yachts' nodes bring back what is newer, each at its next exchange.")
        return
    node = node_settings(data_dir)
    path, key = node.data_dir / DATABASE, node.key()
    out.print(f"{file}: {_described(about_file(file, key))}", soft_wrap=True, highlight=False)
    if path.exists():
        try:
            there = _described(about_file(path, key))
        except CommandError as error:
            there = f"it cannot be read ({error})"
        out.print(f"In its place now: {there}", soft_wrap=True, highlight=False)
    _agreed(yes, f"It becomes the node in {node.data_dir}.")
    run(restore(node.data_dir, file, wall_ms(), draw_64_bits, key))
    out.print("Restored. The node takes requests at once; at its next exchange it gets what the shore has beyond this.")
    if replaced(path).exists():
        err.print(f"What was there is kept in {replaced(path)} until the next restore.", soft_wrap=True)


def _described(about: About) -> str:
    made = f"made {about.made_at} by version {about.version}, " if about.made_at else ""
    last = f", the last of {about.last_at}" if about.last_at else ""
    waiting = f", {about.waiting} not yet confirmed by the shore" if about.waiting else ""
    return f"{made}node {about.node_id}, schema {about.schema}, {about.entries} entries{last}{waiting}"


def _agreed(yes: bool, what: str) -> None:
    if not (yes or typer.confirm(f"{what} Go on?")):
        raise CommandError("Nothing was restored.")


@app.command("migrate")
def migrate(shore: Shore = False, data_dir: DataDir = None, database_url: DatabaseUrl = None) -> None:
    """Bring a stopped node's or shore's database to this version's schema; serving does it too."""

    async def ashore() -> str | None:
        settings = shore_settings(data_dir, database_url)
        async with owners_database(settings) as owner_url:
            async with administering(owner_url) as connection:
                before = await connection.run_sync(schema_of)
            async with applications_database(settings, owner_url):
                return before

    async def on_board() -> str:
        settings = node_settings(data_dir)
        path, key = settings.data_dir / DATABASE, settings.key()
        put_in_place(path)
        before = (await asyncio.to_thread(about_file, path, key)).schema if path.exists() else None
        if before is None:
            raise CommandError(f"There is no node in {settings.data_dir}.")
        if before != schemas("edge")[0]:
            with alone_with(path, key):
                pass
        await (await NodeDatabase(path, key).open()).close()
        return before

    before, now = run(ashore() if shore else on_board()), schemas("cloud" if shore else "edge")[0]
    out.print(f"The schema is {now} already." if before == now else f"The schema was {before} and is {now}.")
