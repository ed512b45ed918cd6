"""`lazarette shore gap-report` and `shore adopt`: taking over a database, and a list, that exist."""

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from cloud_sync.admin import find_yacht
from cloud_sync.adopt import Plan, adopt, adopting, plan
from cloud_sync.app import applications_database, owners_database, secret
from cloud_sync.catalogue import declared_catalogue
from cloud_sync.gaps import GapReport, gap_report, only_reading, page_of, sql_of
from cloud_sync.settings import ShoreSettings
from deploy.terminal import DatabaseUrl, DataDir, err, out, run, settings_of
from shared_models.host import wall_ms

app = typer.Typer(add_completion=False)


@app.command("gap-report")
def gap_report_command(
    database_url: Annotated[str, typer.Option(help="The owner's URL of any Postgres; it is only read.")],
    html: Annotated[Path | None, typer.Option(help="Where to write the report as a page.")] = None,
    sql: Annotated[Path | None, typer.Option(help="Where to write the SQL to be reviewed.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """What a database lacks of the declared schema; it is only read. Exit code 1 if anything is missing or differs."""

    async def work() -> GapReport:
        async with only_reading(database_url) as connection:
            return await gap_report(connection, *await declared_catalogue())

    report = run(work())
    name = sa.make_url(database_url)
    if html is not None:
        html.write_text(page_of(report, f"{name.database} on {name.host}"), encoding="utf-8")
    if sql is not None:
        sql.write_text(sql_of(report), encoding="utf-8")
    if as_json:
        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        _tell(report)
    raise typer.Exit(1 if report.gaps else 0)


def _tell(report: GapReport) -> None:
    for gap in report.gaps:
        how = "is missing" if gap.is_missing else "differs"
        person = f"; needs a person: {gap.person}" if gap.person else ""
        out.print(f"{gap.kind} {gap.key} {how}{person}", markup=False, highlight=False, soft_wrap=True)
    for extra in report.extras:
        remark = f": {extra.remark}" if extra.remark else ""
        line = f"there and not declared: {extra.kind} {extra.key}{remark}"
        out.print(line, markup=False, highlight=False, soft_wrap=True)
    missing = sum(gap.is_missing for gap in report.gaps)
    persons = sum(gap.person is not None for gap in report.gaps)
    err.print(
        f"{missing} missing, {len(report.gaps) - missing} different, {persons} need a person,"
        f" {len(report.extras)} not declared",
        highlight=False,
    )


@app.command("adopt")
def adopt_command(
    yacht: Annotated[list[str], typer.Option(help="A yacht's name or id; may be given several times.")],
    source_url: Annotated[
        str | None, typer.Option(help="The Postgres that has the old list; else it is in the shore's own tables.")
    ] = None,
    dry_run: Annotated[bool, typer.Option(help="Say what would happen, and write nothing.")] = False,
    report: Annotated[Path | None, typer.Option(help="Where to write every row's fate, as CSV.")] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """Take a list that exists, and has no journal, under the journal; once for a yacht."""

    async def work() -> Plan:
        settings = settings_of(ShoreSettings, data_dir=data_dir, database_url=database_url)
        async with owners_database(settings) as owner_url:
            if not dry_run:
                async with applications_database(settings, owner_url):
                    pass  # it is migrated, and sealed with this shore's key, or that was said
            async with adopting(owner_url, source_url, dry_run) as (connection, source):
                yachts = [await find_yacht(connection, one) for one in yacht]
                planned = await plan(connection, source, yachts, source_url is None)
                if not dry_run:
                    await adopt(connection, planned, secret(settings.data_dir / "seal.key"), wall_ms())
                return planned

    planned = run(work())
    if report is not None:
        _write_fates(planned, report)
    _tell_plan(planned)
    err.print("Nothing was written." if dry_run else f"{len(planned.adopted)} rows were adopted.", highlight=False)


def _tell_plan(planned: Plan) -> None:
    def listed(title: str, counts: Mapping[str, int], total: int) -> None:
        out.print(f"{title}: {total}", highlight=False)
        for kind, count in sorted(counts.items()):
            out.print(f"  {count} {kind}", markup=False, highlight=False)

    repaired = sum(bool(one.repairs) for one in planned.adopted)
    listed("adopted, by status", planned.by_status(), len(planned.adopted))
    listed("of them with a fault that is noted", planned.repaired(), repaired)
    listed("set aside, by reason", planned.set_aside(), len(planned.rows) - len(planned.adopted))
    for remark in planned.remarks:
        out.print(remark, markup=False, highlight=False, soft_wrap=True)
    if planned.orphans:
        out.print(f"{len(planned.orphans)} rows of the state history belong to no row of the list", highlight=False)
    for one in planned.rows:
        if one.payload is None:
            why = "; ".join(f"{kind}: {what}" for kind, what in one.reasons.items())
            out.print(f"line {one.line}: {why}", markup=False, highlight=False, soft_wrap=True)


def _write_fates(planned: Plan, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("line", "yacht_id", "id", "adopted", "kind", "what"))
        for one in planned.rows:
            for kind, what in {**one.reasons, **one.repairs}.items() or [("", "")]:
                rows.writerow((one.line, one.yacht_id, one.item_id, one.payload is not None, kind, what))
