"""`lazarette doctor`: what is wrong with a node or a shore, why it matters, and what to do."""

import json
from dataclasses import asdict
from importlib import import_module
from typing import Annotated, Any

import typer

from deploy.terminal import DatabaseUrl, DataDir, out, run, settings_of
from edge_node.doctor import examine
from edge_node.settings import NodeSettings
from shared_models.doctor import Finding
from shared_models.host import wall_ms

app = typer.Typer(add_completion=False)


@app.command("doctor")
def doctor(
    shore: Annotated[bool, typer.Option(help="The shore instead of a node.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Look for what is wrong, and say what to do; changes nothing. Exit code 1: something needs doing."""
    if shore:
        found: list[Finding] = run(_ashore(data_dir=data_dir, database_url=database_url))
    else:
        found = list(examine(settings_of(NodeSettings, data_dir=data_dir), wall_ms()))
    if as_json:
        print(json.dumps([{**asdict(one), "is_fine": one.is_fine} for one in found], ensure_ascii=False))
    else:
        for one in found:
            line = f"{'ok   ' if one.is_fine else 'WRONG'} {one.name}: {one.what}"
            line += "" if one.is_fine else f"; {one.why}. To do: {one.do}"
            out.print(line, markup=False, highlight=False, soft_wrap=True)
    if not all(one.is_fine for one in found):
        raise typer.Exit(1)


async def _ashore(**given: Any) -> list[Finding]:
    side = import_module("cloud_sync.doctor")
    settings = settings_of(import_module("cloud_sync.settings").ShoreSettings, **given)
    return [finding async for finding in side.examine(settings, wall_ms())]
