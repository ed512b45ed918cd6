"""`lazarette shore rollout` and `shore report`: the list on yacht by yacht, with evidence, by the owner."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import sqlalchemy as sa
import typer

from cloud_sync import rollout
from cloud_sync.admin import administering, find_yacht
from cloud_sync.app import owners_database
from cloud_sync.database import PostgresTransaction
from cloud_sync.report import reported
from cloud_sync.settings import ShoreSettings
from cloud_sync.tables import YachtFeed, YachtHour
from deploy.terminal import DatabaseUrl, DataDir, out, run, settings_of
from shared_models.alerts import Alert
from shared_models.entries import moment
from shared_models.errors import CommandError
from shared_models.host import wall_ms
from shared_models.tables import SHOPPING_LIST, Yacht, table_of

_ALERTS = table_of(Alert)
_SAY = sa.text(
    "select public.say_rollout(:flag, cast(:yacht_id as uuid), cast(:percentage as integer), cast(:note as text))"
)
_YACHTS, _FEEDS, _HOURS = table_of(Yacht), table_of(YachtFeed), table_of(YachtHour)
_OF_ALL: dict[str, int | None] = {"off": 0, "10": 10, "50": 50, "100": 100}


@asynccontextmanager
async def _owners(data_dir: Path | None, database_url: str | None) -> AsyncIterator[PostgresTransaction]:
    settings = settings_of(ShoreSettings, data_dir=data_dir, database_url=database_url)
    async with owners_database(settings) as owner_url, administering(owner_url) as connection:
        yield PostgresTransaction(connection, None)


async def _names(tx: PostgresTransaction) -> dict[str, str]:
    """The yachts by id, but for the test yacht."""
    same = _FEEDS.c.yacht_id == _YACHTS.c.yacht_id
    chosen = sa.select(_YACHTS.c.yacht_id, _YACHTS.c.name).join(_FEEDS, same).where(_FEEDS.c.is_test.is_(False))
    return {row["yacht_id"]: row["name"] for row in await tx.rows(chosen.order_by(_YACHTS.c.name))}


async def _standing(tx: PostgresTransaction, yachts: Any) -> list[str]:
    """The alerts that stand of these yachts and of the shore."""
    of_shore = sa.select(_FEEDS.c.yacht_id).where(_FEEDS.c.is_test)
    whose = sa.or_(_ALERTS.c.yacht_id.in_(list(yachts)), _ALERTS.c.yacht_id.in_(of_shore))
    rows = await tx.rows(sa.select(_ALERTS.c.text).where(_ALERTS.c.resolved_at.is_(None), whose))
    return [row["text"] for row in rows]


async def step(tx: PostgresTransaction, yacht_id: str | None, percentage: int | None, note: str | None) -> None:
    """Say of a yacht, or (None) of all, how far the list is on, and audit it.

    Raises CommandError if it goes further than the last day of the yachts that have it allows, and there is no note.
    """
    names = await _names(tx)
    on = rollout.witnesses(await rollout.said(tx), yacht_id, percentage, names)
    if note is None and on is not None:
        since = moment(wall_ms() - rollout.GUARD_HOURS * 3_600_000)
        hours = await tx.rows(sa.select(_HOURS).where(_HOURS.c.yacht_id.in_(sorted(on)), _HOURS.c.hour > since))
        if (why := rollout.objection(hours, await _standing(tx, on))) is not None:
            raise CommandError(f"This goes no further now: {why}. --force --note TEXT goes on all the same.")
    given = {"flag": SHOPPING_LIST, "yacht_id": yacht_id, "percentage": percentage, "note": note or None}
    await tx.rows(_SAY, given)


async def _all_off(tx: PostgresTransaction, note: str | None) -> None:
    """The way back: off for all, whatever was said of single yachts."""
    for yacht_id in [one for one in await rollout.said(tx) if one is not None]:
        await step(tx, yacht_id, None, note or "all off")
    await step(tx, None, 0, note)


def rollout_command(
    target: Annotated[
        str | None, typer.Argument(help="10, 50, 100 or off; with --yacht: on, off or percentage. Else: the list.")
    ] = None,
    yacht: Annotated[str | None, typer.Option(help="One yacht, by name or id.")] = None,
    force: Annotated[bool, typer.Option(help="Go further against the last day's figures.")] = False,
    note: Annotated[str | None, typer.Option(help="Why; goes into the audit.")] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """How far the shopping list is on, or go a step: guarded by the last 24 hours of the yachts that have it."""
    if force and not (note or "").strip():
        raise CommandError("--force needs a --note that says why.")
    steps = _OF_ALL if yacht is None else rollout.OF_ONE
    if target is not None and target not in steps:
        raise CommandError(f"{target} is no step; it is one of {', '.join(steps)}.")

    async def work() -> None:
        async with _owners(data_dir, database_url) as tx:
            yacht_id = None if yacht is None else await find_yacht(tx.connection, yacht)
            why = note if force else None
            if target == "off" and yacht_id is None:
                await _all_off(tx, why)
            elif target is not None:
                await step(tx, yacht_id, steps[target], why)
            names, said = await _names(tx), await rollout.said(tx)
            on = rollout.reached(said, names)
            general = "nothing is said of all" if None not in said else f"{said[None]} % of all"
            out.print(f"On for {len(on)} of {len(names)} yachts; {general}.", highlight=False)
            for one, name in names.items():
                own = f", said: {said[one]} %" if one in said else ""
                line = (
                    f"{name}: {'on' if one in on else 'off'}, reached at {rollout.share(one, SHOPPING_LIST):.1f} %{own}"
                )
                out.print(line, highlight=False, markup=False, soft_wrap=True)

    run(work())


def report_command(
    yacht: Annotated[str, typer.Option(help="The yacht's name or id.")],
    hours: Annotated[int, typer.Option(min=1, max=168, help="How far back.")] = 24,
    file: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="A file; else the terminal.")] = None,
    data_dir: DataDir = None,
    database_url: DatabaseUrl = None,
) -> None:
    """The canary report of a yacht, as Markdown: requests, how long they took, actions, verdict. Exit 1: not yet."""

    async def work() -> tuple[str, bool]:
        async with _owners(data_dir, database_url) as tx:
            yacht_id = await find_yacht(tx.connection, yacht)
            alerts = await _standing(tx, [yacht_id])
            name = (await tx.rows(sa.select(_YACHTS.c.name).where(_YACHTS.c.yacht_id == yacht_id)))[0]["name"]
            found = await reported(tx, yacht_id, name, hours, alerts, wall_ms())
            return found.markdown(), found.objection is None

    text, is_good = run(work())
    if file is None:
        print(text)
    else:
        file.write_text(text, encoding="utf-8")
    if not is_good:
        raise typer.Exit(1)
