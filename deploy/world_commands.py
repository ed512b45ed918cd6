"""`lazarette world`: a small world to try things in, and `lazarette audit`: who did what."""

import json
from pathlib import Path
from typing import Annotated

import typer

from deploy import audit_commands
from deploy.node_commands import node_settings
from deploy.servers import until_stopped
from deploy.shore_commands import shore_settings
from deploy.terminal import DatabaseUrl, DataDir, run
from deploy.world import running_world
from shared_models.audit import AuditForm
from shared_models.errors import CommandError

app = typer.Typer(add_completion=False)


@app.command("audit")
def audit(
    shore: Annotated[bool, typer.Option(help="The shore's instead of a node's.")] = False,
    yacht: Annotated[str | None, typer.Option(help="Ashore: one yacht, by name or id; else all.")] = None,
    since: Annotated[str | None, typer.Option(help="Then or later, such as 2026-05-12T14:02:00Z.")] = None,
    until: Annotated[str | None, typer.Option(help="Before then.")] = None,
    form: Annotated[AuditForm, typer.Option("--format", help="CSV for a spreadsheet, or JSON lines.")] = AuditForm.CSV,
    file: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="A file; else the terminal.")] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Write who did what and when, what it changed and on which node, in order of time."""
    span = audit_commands.moment_of("since", since), audit_commands.moment_of("until", until)
    if shore:
        settings = shore_settings(data_dir, database_url)
        run(audit_commands.export_ashore(settings, yacht, *span, form, file))
    elif yacht is not None:
        raise CommandError("A node holds one yacht; --yacht goes with --shore.")
    else:
        run(audit_commands.export_on_board(node_settings(data_dir, manual_sync=True), *span, form, file))


@app.command("world")
def world(
    directory: Annotated[Path, typer.Option("--dir", help="Where the world is kept.")],
    yachts: Annotated[int, typer.Option(min=1, max=50, help="How many yachts.")] = 2,
    shore_port: Annotated[int, typer.Option(help="The shore's port; 0 takes a free one.")] = 0,
    node_port: Annotated[int, typer.Option(help="The first node's port; the next ones follow.")] = 0,
    node_shore_url: Annotated[str | None, typer.Option(help="What the nodes call instead of the shore.")] = None,
    manual_sync: Annotated[bool, typer.Option(help="No schedule; only POST /v1/sync/now.")] = False,
) -> None:
    """A small world for trying and testing, until SIGTERM. Prints one line of JSON once everything answers."""

    async def work() -> None:
        async with running_world(
            directory.resolve(), yachts, shore_port, node_port, lambda _, url: node_shore_url or url, manual_sync
        ) as running:
            print(json.dumps(running.described()), flush=True)
            await until_stopped()

    run(work())
