"""The `lazarette` command. Errors are one sentence and an exit code, never a traceback."""

import asyncio
import hashlib
import json
import secrets
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import segno
import sqlalchemy as sa
import typer
import uvloop
from rich.console import Console

from cloud_sync import declared as cloud_declared
from cloud_sync.admin import add_enrolment_code, add_fleet, add_user, add_yacht, administering, end_role, find_yacht
from cloud_sync.app import owners_database, running_shore
from cloud_sync.database import PostgresTransaction
from cloud_sync.settings import ShoreSettings
from cloud_sync.tables import YachtFeed
from deploy import exchange_commands
from deploy import explain as explaining
from deploy.catalogue import read_catalogue, shortages
from deploy.servers import serving, until_stopped
from deploy.world import running_world
from edge_node import declared as edge_declared
from edge_node.app import Node, running_node
from edge_node.enrol import enrol
from edge_node.persist import STATE
from edge_node.settings import NodeSettings
from shared_models import journal, store
from shared_models.entries import moment
from shared_models.errors import CommandError, LazaretteError
from shared_models.host import wall_ms
from shared_models.resolve import resolve
from shared_models.roles import Actor, Role, highest
from shared_models.states import Action
from shared_models.tables import Profile, UserRole, Yacht, table_of
from shared_models.tokens import hash_pin
from shared_models.values import identifier
from shared_models.verify import Report, verify

main_app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
                       help="The locker on a yacht where the spares are kept.")  # fmt: skip
shore_app = typer.Typer(no_args_is_help=True, help="The shore: every yacht's data, and one view of the fleet.")
yacht_app = typer.Typer(no_args_is_help=True, help="The yachts.")
fleet_app = typer.Typer(no_args_is_help=True, help="The fleets.")
user_app = typer.Typer(no_args_is_help=True, help="The people.")
node_app = typer.Typer(no_args_is_help=True, help="The node on a yacht.")
main_app.add_typer(shore_app, name="shore")
main_app.add_typer(node_app, name="node")
shore_app.add_typer(yacht_app, name="yacht")
shore_app.add_typer(user_app, name="user")
shore_app.add_typer(fleet_app, name="fleet")

out = Console()
err = Console(stderr=True)

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Where it keeps its data.")]
DatabaseUrl = Annotated[
    str | None, typer.Option("--database-url", help="The owner's URL of a Postgres; else embedded.")
]


def run(work: Coroutine[Any, Any, Any]) -> Any:
    """Run a command's work, on the faster loop."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def _shore_settings(data_dir: Path | None, database_url: str | None, **more: Any) -> ShoreSettings:
    given = {"data_dir": data_dir, "database_url": database_url, **more}
    return ShoreSettings(**{name: value for name, value in given.items() if value is not None})


def _node_settings(data_dir: Path | None, **more: Any) -> NodeSettings:
    given = {"data_dir": data_dir, **more}
    return NodeSettings(**{name: value for name, value in given.items() if value is not None})


@shore_app.command("serve")
def shore_serve(
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
) -> None:
    """Serve the shore until stopped."""

    async def work() -> None:
        settings = _shore_settings(data_dir, database_url, host=host, port=port)
        async with running_shore(settings) as shore, serving(shore.app, settings.host, settings.port) as url:
            err.print(f"The shore answers at {url}")
            await until_stopped()

    run(work())


@asynccontextmanager
async def _shore_made(settings: ShoreSettings) -> AsyncIterator[str]:
    """The owner's URL of the shore, which is made if this is the first command of all."""
    if settings.database_url is None and (settings.data_dir / "postgres").exists():
        async with owners_database(settings) as owner_url:
            yield owner_url
    else:
        async with running_shore(settings) as shore:
            yield shore.owner_url


@yacht_app.command("add")
def yacht_add(name: str, data_dir: DataDir = None, database_url: DatabaseUrl = None) -> None:
    """Register a yacht; prints its id."""

    async def work() -> None:
        settings = _shore_settings(data_dir, database_url)
        async with _shore_made(settings) as owner_url, administering(owner_url) as connection:
            out.print(await add_yacht(connection, name))

    run(work())


@user_app.command("add")
def user_add(
    name: str,
    yacht: Annotated[str, typer.Option(help="The yacht's name or id.")],
    role: Annotated[list[Role], typer.Option(help="A role; may be given several times.")],
    pin: Annotated[str | None, typer.Option(help="Their PIN; without it one is made and printed.")] = None,
    user_id: Annotated[str | None, typer.Option(help="The id of someone who is on another yacht already.")] = None,
    valid_from: Annotated[datetime | None, typer.Option(help="From when the roles are theirs (UTC); else now.")] = None,
    valid_until: Annotated[datetime | None, typer.Option(help="Until when (UTC); else for good.")] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Put a person on a yacht's roster; prints their id and PIN."""
    chosen = pin or f"{secrets.randbelow(10**6):06d}"
    if not (chosen.isascii() and chosen.isdigit() and 4 <= len(chosen) <= 12):
        raise CommandError("A PIN has 4 to 12 digits.")
    bounds = (valid_from, valid_until)
    since, until = (None if at is None else moment(int(at.replace(tzinfo=UTC).timestamp() * 1000)) for at in bounds)

    async def work() -> None:
        settings = _shore_settings(data_dir, database_url)
        async with owners_database(settings) as owner_url, administering(owner_url) as connection:
            yacht_id = await find_yacht(connection, yacht)
            added = await add_user(connection, yacht_id, name, role, hash_pin(chosen), since, until, user_id)
            out.print(f"{added} PIN {chosen}")

    run(work())


@user_app.command("end")
def user_end(
    user_id: str,
    yacht: Annotated[str, typer.Option(help="The yacht's name or id.")],
    role: Annotated[list[Role], typer.Option(help="A role; may be given several times.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Take roles away from now on; the node learns it at its next exchange."""

    async def work() -> None:
        settings = _shore_settings(data_dir, database_url)
        async with owners_database(settings) as owner_url, administering(owner_url) as connection:
            yacht_id = await find_yacht(connection, yacht)
            for one in role:
                await end_role(connection, yacht_id, identifier(user_id, "USER_ID"), one)

    run(work())


@fleet_app.command("add")
def fleet_add(
    name: str,
    yacht: Annotated[list[str], typer.Option(help="A yacht's name or id; may be given several times.")],
    manager: Annotated[list[str], typer.Option(help="The id of a person who sees these yachts ashore.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """A fleet of yachts and who sees them ashore; prints its id."""

    async def work() -> None:
        settings = _shore_settings(data_dir, database_url)
        async with owners_database(settings) as owner_url, administering(owner_url) as connection:
            yachts = [await find_yacht(connection, one) for one in yacht]
            out.print(await add_fleet(connection, name, yachts, [identifier(one, "--manager") for one in manager]))

    run(work())


@shore_app.command("enrol")
def shore_enrol(yacht: str, data_dir: DataDir = None, database_url: DatabaseUrl = None) -> None:
    """Print a one-time code, and its QR code, with which the yacht's node enrols."""

    async def work() -> None:
        settings = _shore_settings(data_dir, database_url)
        code = secrets.token_hex(5).upper()
        async with owners_database(settings) as owner_url, administering(owner_url) as connection:
            yacht_id = await find_yacht(connection, yacht)
            expires_ms = wall_ms() + settings.enrolment_lifetime_s * 1000
            await add_enrolment_code(
                connection, yacht_id, hashlib.sha256(code.encode()).hexdigest(), moment(expires_ms)
            )
        out.print(code)
        segno.make(code).terminal(out=sys.stdout, compact=True)

    run(work())


@node_app.command("serve")
def node_serve(
    data_dir: DataDir = None,
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.")] = None,
) -> None:
    """Serve the node until stopped."""

    async def work() -> None:
        settings = _node_settings(data_dir, host=host, port=port)
        async with running_node(settings) as node, serving(node.app, settings.host, settings.port) as url:
            err.print(f"The node answers at {url}")
            await until_stopped()

    run(work())


@node_app.command("enrol")
def node_enrol(
    shore: Annotated[str, typer.Option(help="The shore's URL.")],
    code: Annotated[str, typer.Option(help="The one-time code.")],
    data_dir: DataDir = None,
) -> None:
    """Make this node the yacht's that the code is for."""
    yacht_id = run(enrol(_node_settings(data_dir).data_dir, shore, code, wall_ms()))
    out.print(f"Enrolled for yacht {yacht_id}.")


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
    settings = _node_settings(data_dir, manual_sync=True)
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


@shore_app.command("exchange")
def shore_exchange(
    file: Path,
    reply: Annotated[Path, typer.Option(help="Where the answer for the node is written.")],
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Take in a file that a node exported, and write the answer."""
    run(exchange_commands.answer_file(_shore_settings(data_dir, database_url), file, reply))
    err.print(f"Bring {reply} to the yacht: lazarette sync --import {reply}")


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
        async with running_node(_node_settings(data_dir, manual_sync=True)) as node:
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
        async with running_node(_node_settings(data_dir, manual_sync=True)) as node, node.database.reading() as tx:
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
    for problem in await cloud_declared.missing(tx):
        report.problem(problem)
    return report


@main_app.command("verify")
def verify_command(
    data_dir: DataDir = None,
    shore: Annotated[bool, typer.Option(help="Verify the shore instead of a node.")] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """Check chains and digests, replay the journal, and compare the rows with it."""

    async def node_side() -> list[Report]:
        async with running_node(_node_settings(data_dir, manual_sync=True)) as node, node.database.reading() as tx:
            state = (await tx.rows(sa.select(STATE)))[0]
            report = await verify(tx, state["yacht_id"])
            for problem in await edge_declared.missing(tx):
                report.problem(problem)
            return [report]

    async def shore_side() -> list[Report]:
        settings = _shore_settings(data_dir, database_url)
        async with owners_database(settings) as owner_url, administering(owner_url) as connection:
            found = await connection.execute(sa.select(table_of(Yacht).c.yacht_id))
            yachts = found.scalars().all()
            if not yachts:
                raise CommandError("This shore has no yachts; there is nothing to verify.")
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
