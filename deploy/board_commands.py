"""`lazarette sync` and `lazarette import`: what is done on board."""

import json
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from deploy import exchange_commands
from deploy.node_commands import node_settings
from deploy.terminal import DataDir, err, out, run
from edge_node.app import Node, running_node
from edge_node.catalogue import read_catalogue, shortages
from shared_models import store
from shared_models.errors import CommandError, LazaretteError
from shared_models.host import wall_ms
from shared_models.roles import Actor, Role, highest
from shared_models.states import Action
from shared_models.tables import Profile, UserRole, table_of

app = typer.Typer(add_completion=False)


@app.command("sync")
def sync(
    data_dir: DataDir = None,
    export_file: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write what the shore lacks to a file instead.")
    ] = None,
    import_file: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Take in the shore's answer to such a file.")
    ] = None,
) -> None:
    """One exchange with the shore now, or by file when there is no link at all."""
    if export_file is not None and import_file is not None:
        raise CommandError("Give --export or --import, not both.")
    settings = node_settings(data_dir, manual_sync=True)
    if export_file is not None:
        run(exchange_commands.export_to(settings, export_file))
        err.print(f"Bring {export_file} to the shore: lazarette shore exchange {export_file} --reply ANSWER")
        return
    if import_file is not None:
        err.print(run(exchange_commands.import_from(settings, import_file)))
        return
    done = run(exchange_commands.exchange_now(settings, err))
    print(json.dumps(done))
    if done["outcome"] != "ok":
        raise CommandError(f"The exchange did not succeed: {done['outcome'].replace('_', ' ')}.")


@app.command("import")
def import_(
    file: Path,
    name: Annotated[str | None, typer.Option("--as", help="Who imports; else the yacht's chief engineer.")] = None,
    preview: Annotated[bool, typer.Option(help="Only show what would be done.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Take a PMS export (CSV) into the catalogue; what is below its minimum becomes a request."""
    try:
        catalogue = read_catalogue(file.read_bytes())
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    wanted = shortages(catalogue)
    for line, sentence in catalogue.problems:
        err.print(f"line {line}: {sentence}", markup=False)
    out.print(f"{len(catalogue.parts)} parts, {len(wanted)} below their minimum, {len(catalogue.problems)} problems")
    if preview:
        return

    async def work() -> int:
        async with running_node(node_settings(data_dir, manual_sync=True)) as node:
            backend = node.backend
            actor = await _named(node, name)
            now_ms = wall_ms()
            await backend.database.write(
                lambda tx: store.import_parts(tx, actor, catalogue.parts, now_ms), backend.yacht_id
            )
            made = 0
            for payload in wanted:
                try:
                    await backend.act(actor, Action.CREATE, payload, None)
                    made += 1
                except LazaretteError as error:
                    err.print(f"{payload['part_name']}: {error.message}", markup=False)
            return made

    out.print(f"Imported; {run(work())} requests made.")


async def _named(node: Node, name: str | None) -> Actor:
    """Somebody on the roster: of that name, or else a chief engineer, or else the captain."""
    profiles, roles = table_of(Profile), table_of(UserRole)
    same = sa.and_(roles.c.user_id == profiles.c.user_id, roles.c.yacht_id == profiles.c.yacht_id)
    statement = sa.select(profiles.c.user_id, profiles.c.name, roles.c.role).join(roles, same).where(roles.c.is_active)
    async with node.database.reading() as tx:
        rows = await tx.rows(statement.order_by(profiles.c.name))
    for role in (Role.CHIEF_ENGINEER, Role.CAPTAIN):
        name = name or next((row["name"] for row in rows if row["role"] == role), None)
    held = frozenset(Role(row["role"]) for row in rows if row["name"] == name)
    if name is None or not held:
        raise CommandError(f"There is no {name or 'engineer'} on the roster; sync first, or give --as NAME.")
    user_id = next(row["user_id"] for row in rows if row["name"] == name)
    return Actor(user_id, name, node.backend.yacht_id, highest(held), held)
