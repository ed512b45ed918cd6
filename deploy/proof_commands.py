"""`lazarette explain` and `lazarette verify`: why things are as they are, and that they are."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from cloud_sync import declared as cloud_declared
from cloud_sync import summaries
from cloud_sync.admin import administering
from cloud_sync.app import applications_database, owners_database
from cloud_sync.damage import look, mend
from cloud_sync.database import PostgresTransaction
from cloud_sync.settings import ShoreSettings
from cloud_sync.tables import YachtFeed
from deploy import explain as explaining
from deploy.node_commands import node_settings
from deploy.shore_commands import shore_settings
from deploy.terminal import DatabaseUrl, DataDir, err, out, run
from edge_node import declared as edge_declared
from edge_node.app import running_node
from edge_node.persist import STATE
from shared_models import journal
from shared_models.errors import CommandError
from shared_models.host import wall_ms
from shared_models.resolve import resolve
from shared_models.tables import Profile, Yacht, table_of
from shared_models.values import identifier
from shared_models.verify import Report, verify

app = typer.Typer(add_completion=False)


@app.command("explain")
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
    for problem in (*await summaries.differing(tx, yacht_id), *await cloud_declared.missing(tx)):
        report.problem(problem)
    return report


async def _mended_ashore(settings: ShoreSettings, owner_url: str, yachts: Sequence[str]) -> None:
    async with applications_database(settings, owner_url) as (database, _):
        for yacht_id in yachts:
            if (count := await mend(database, yacht_id, wall_ms)) is not None:
                err.print(f"yacht {yacht_id}: damage was found, {count} entries were set aside", markup=False)
    async with administering(owner_url) as connection:
        for yacht_id in yachts:
            await summaries.rebuild(PostgresTransaction(connection, yacht_id), yacht_id)


@app.command("verify")
def verify_command(
    data_dir: DataDir = None,
    shore: Annotated[bool, typer.Option(help="Verify the shore instead of a node.")] = False,
    set_aside: Annotated[
        bool,
        typer.Option(
            "--mend", help="First set aside what is damaged ashore, for the nodes to bring back, and sum up anew."
        ),
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
                found = [await _verified_ashore(PostgresTransaction(connection, yacht), yacht) for yacht in yachts]
                for problem in await summaries.views_differing(PostgresTransaction(connection, None)):
                    found[0].problem(problem)
                return found

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
