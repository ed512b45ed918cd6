"""`lazarette shore gap-report` and `shore adopt`: taking over a database, and a list, that exist."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import sqlalchemy as sa
import typer

from cloud_sync.catalogue import declared_catalogue
from cloud_sync.gaps import GapReport, gap_report, only_reading, page_of, sql_of
from deploy.terminal import err, out, run

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
