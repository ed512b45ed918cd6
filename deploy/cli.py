"""The `lazarette` command. Errors are one sentence and an exit code, never a traceback."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from cloud_sync import declared as cloud_declared
from cloud_sync.admin import administering
from cloud_sync.app import applications_database, owners_database
from cloud_sync.damage import look, mend
from cloud_sync.database import PostgresTransaction
from cloud_sync.settings import ShoreSettings
from cloud_sync.tables import YachtFeed
from deploy import audit_commands, exchange_commands
from deploy import explain as explaining
from deploy.node_commands import node_app, node_settings
from deploy.servers import until_stopped
from deploy.shore_commands import shore_app, shore_settings
from deploy.terminal import DatabaseUrl, DataDir, err, out, run
from deploy.world import running_world
from edge_node import declared as edge_declared
from edge_node.app import Node, running_node
from edge_node.catalogue import read_catalogue, shortages
from edge_node.persist import STATE
from shared_models import journal, store
from shared_models.audit import AuditForm
from shared_models.errors import CommandError, LazaretteError
from shared_models.host import wall_ms
from shared_models.resolve import resolve
from shared_models.roles import Actor, Role, highest
from shared_models.states import Action
from shared_models.tables import Profile, UserRole, Yacht, table_of
from shared_models.values import identifier
from shared_models.verify import Report, verify

main_app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
                       help="The locker on a yacht where the spares are kept.")  # fmt: skip
main_app.add_typer(shore_app, name="shore")
main_app.add_typer(node_app, name="node")


@main_app.command("sync")
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


@main_app.command("import")
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


@main_app.command("explain")
def explain(
    file: Annotated[Path | None, typer.Argument(help="A file with entries or cases.")] = None,
    item: Annotated[str | None, typer.Option(help="An item of the local node instead of a file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Why an item is as it is: each entry, and what became of it."""
    if (file is None) == (item is None):
        raise CommandError("Give either a file or --item.")
    if file is not None:
        raise typer.Exit(explaining.run(str(file), as_json))
    wanted = identifier(item, "--item")

    async def work() -> tuple[explaining.Explained, dict[str, str]]:
        async with running_node(node_settings(data_dir, manual_sync=True)) as node, node.database.reading() as tx:
            yacht_id = node.backend.yacht_id
            acts, rulings = await journal.told_history(tx, yacht_id, wanted)
            resolution = resolve(acts, rulings)
            if resolution is None:
                raise CommandError(f"There is no item {wanted} here.")
            people = table_of(Profile)
            names = await tx.rows(sa.select(people.c.user_id, people.c.name).where(people.c.yacht_id == yacht_id))
            return explaining.Explained(tuple(acts), resolution), {row["user_id"]: row["name"] for row in names}

    explained, names = run(work())
    if as_json:
        print(json.dumps(explaining.as_json(explained), ensure_ascii=False))
    else:
        out.print(explaining.timeline(explained, lambda name: names.get(name, name)))


async def _verified_ashore(tx: PostgresTransaction, yacht_id: str) -> Report:
    report = await verify(tx, yacht_id)
    feeds = table_of(YachtFeed)
    feed = (await tx.rows(sa.select(feeds).where(feeds.c.yacht_id == yacht_id)))[0]
    if feed["digest_matches"] is False:
        report.problem("the node's digest differed at its last exchange")
    if (feed["position"], feed["digest"]) != (report.position, report.digest):
        report.problem("the feed's end is not where the shore says it is")
    found = await look(tx, yacht_id)
    if not found.is_whole:
        report.problem(f"the journal is damaged after position {found.position}; verify --shore --mend sets that aside")
    for problem in await cloud_declared.missing(tx):
        report.problem(problem)
    return report


async def _mended_ashore(settings: ShoreSettings, owner_url: str, yachts: Sequence[str]) -> None:
    async with applications_database(settings, owner_url) as (database, _):
        for yacht_id in yachts:
            if (count := await mend(database, yacht_id, wall_ms)) is not None:
                err.print(f"yacht {yacht_id}: damage was found, {count} entries were set aside", markup=False)


@main_app.command("verify")
def verify_command(
    data_dir: DataDir = None,
    shore: Annotated[bool, typer.Option(help="Verify the shore instead of a node.")] = False,
    set_aside: Annotated[
        bool, typer.Option("--mend", help="First set aside what is damaged ashore, so that the nodes bring it back.")
    ] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Check chains and digests, replay the journal, and compare the rows with it."""
    if set_aside and not shore:
        raise CommandError(
            "--mend is for the shore (--shore); a node looks for damage and mends it by itself, every day."
        )

    async def node_side() -> list[Report]:
        async with running_node(node_settings(data_dir, manual_sync=True)) as node, node.database.reading() as tx:
            state = (await tx.rows(sa.select(STATE)))[0]
            report = await verify(tx, state["yacht_id"])
            for problem in await edge_declared.missing(tx):
                report.problem(problem)
            return [report]

    async def shore_side() -> list[Report]:
        settings = shore_settings(data_dir, database_url)
        async with owners_database(settings) as owner_url:
            async with administering(owner_url) as connection:
                yachts = (await connection.execute(sa.select(table_of(Yacht).c.yacht_id))).scalars().all()
            if not yachts:
                raise CommandError("This shore has no yachts; there is nothing to verify.")
            if set_aside:
                await _mended_ashore(settings, owner_url, yachts)
            async with administering(owner_url) as connection:
                return [await _verified_ashore(PostgresTransaction(connection, yacht), yacht) for yacht in yachts]

    reports = run(shore_side() if shore else node_side())
    for report in reports:
        out.print(
            f"yacht {report.yacht_id}: {report.entries} entries, {report.items} items, {report.states} states, "
            f"position {report.position}, digest {report.digest.hex()[:16]}"
        )
        for problem in report.problems:
            err.print(problem, markup=False)
    if any(report.problems for report in reports):
        raise CommandError("The rows are not what the journal says.")
    out.print("verified equal")


@main_app.command("audit")
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


@main_app.command("world")
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


def main() -> None:
    """The entry point: 2 for what was asked wrongly or cannot be done, with one sentence."""
    try:
        main_app()
    except (LazaretteError, OSError, sa.exc.OperationalError) as error:
        err.print(str(error).splitlines()[0], style="red", markup=False)
        sys.exit(2)


if __name__ == "__main__":
    main()
