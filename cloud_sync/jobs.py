"""What the shore does by the clock, beside answering."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from cloud_sync.admin import administering
from cloud_sync.backup import back_up
from cloud_sync.damage import mend
from cloud_sync.database import ShoreDatabase
from cloud_sync.settings import ShoreSettings
from cloud_sync.summaries import VIEW_KEPT_DAYS
from cloud_sync.turns import Turn
from shared_models.backups import FIRST_LOOK_MIN, LOOK_EVERY_MIN
from shared_models.tables import Yacht, table_of

_CHECK_EVERY_H, _FIRST_CHECK_MIN = 24, 10
_FOLD_EVERY_MIN = 5


async def check(database: ShoreDatabase, owner_url: str, now_ms: Callable[[], int]) -> dict[str, int]:
    """Look for damage in every yacht's journal and set it aside; how many entries, by yacht that had any."""
    async with administering(owner_url) as connection:
        yachts = (await connection.execute(sa.select(table_of(Yacht).c.yacht_id))).scalars().all()
    found = {yacht_id: await mend(database, yacht_id, now_ms) for yacht_id in yachts}
    return {yacht_id: count for yacht_id, count in found.items() if count is not None}


async def backed_up_if_due(settings: ShoreSettings, owner_url: str, now_ms: Callable[[], int]) -> None:
    """Make the backup that is due, if one is."""

    async def made(file: Path) -> None:
        await back_up(owner_url, settings.data_dir, file, now_ms())

    if not settings.backups.is_due(now_ms()):
        return
    async with administering(owner_url) as connection:
        size_bytes = await connection.scalar(sa.select(sa.func.pg_database_size(sa.func.current_database())))
    await settings.backups.keep(made, int(size_bytes or 0), now_ms())


async def fold(owner_url: str) -> None:
    """Take what waits for the views of needs (summaries.py), so that it does not pile up while nobody looks."""
    async with administering(owner_url) as connection:
        await connection.execute(sa.text("select public.fold_needs(null, null)"))
        await connection.execute(sa.text(f"select public.forget_views(null, {VIEW_KEPT_DAYS})"))


@dataclass(frozen=True)
class Clock:
    """What is done by the clock, by the one of the shore's workers whose turn it is."""

    turn: Turn
    scheduler: AsyncIOScheduler

    def every(self, minutes: float, first_min: float, job: Callable[..., Awaitable[object]], *given: object) -> None:
        """Do a job from now on. One that is still at it is not begun again; what was missed is done once."""
        first = datetime.now(UTC) + timedelta(minutes=first_min)
        self.scheduler.add_job(
            self._in_turn, "interval", minutes=minutes, next_run_time=first, args=(job, *given), misfire_grace_time=600
        )

    async def _in_turn(self, job: Callable[..., Awaitable[object]], *given: object) -> None:
        if await self.turn.is_mine():
            await job(*given)


@asynccontextmanager
async def working_by_the_clock(
    database: ShoreDatabase, settings: ShoreSettings, owner_url: str, now_ms: Callable[[], int]
) -> AsyncIterator[Clock]:
    """While the shore runs, one of its workers does `check` daily, `fold` every few minutes, a backup when due, and
    what is given to the clock besides."""
    clock = Clock(
        Turn(owner_url), AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1})
    )  # fmt: skip
    clock.every(_CHECK_EVERY_H * 60, _FIRST_CHECK_MIN, check, database, owner_url, now_ms)
    clock.every(LOOK_EVERY_MIN, FIRST_LOOK_MIN, backed_up_if_due, settings, owner_url, now_ms)
    clock.every(_FOLD_EVERY_MIN, _FOLD_EVERY_MIN, fold, owner_url)
    clock.scheduler.start()
    try:
        yield clock
    finally:
        clock.scheduler.shutdown(wait=False)
        await clock.turn.give_up()
