"""What the shore does by the clock, beside answering."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from cloud_sync.admin import administering
from cloud_sync.damage import mend
from cloud_sync.database import ShoreDatabase
from shared_models.tables import Yacht, table_of

CHECK_LOCK = 5_102_119
"""An advisory lock: of several workers on one database, one looks."""
_CHECK_EVERY_H, _FIRST_CHECK_MIN = 24, 10


async def check(database: ShoreDatabase, owner_url: str, now_ms: Callable[[], int]) -> dict[str, int]:
    """Look for damage in every yacht's journal and set it aside; how many entries, by yacht that had any. Nothing if
    another worker is at it."""
    async with administering(owner_url) as connection:
        if not (await connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(CHECK_LOCK)))).scalar():
            return {}
        yachts = (await connection.execute(sa.select(table_of(Yacht).c.yacht_id))).scalars().all()
        found = {yacht_id: await mend(database, yacht_id, now_ms) for yacht_id in yachts}
    return {yacht_id: count for yacht_id, count in found.items() if count is not None}


@asynccontextmanager
async def checking_daily(database: ShoreDatabase, owner_url: str, now_ms: Callable[[], int]) -> AsyncIterator[None]:
    """While the shore runs, `check` every day."""
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1})
    first = datetime.now(UTC) + timedelta(minutes=_FIRST_CHECK_MIN)
    scheduler.add_job(
        check, "interval", hours=_CHECK_EVERY_H, next_run_time=first, args=(database, owner_url, now_ms),
        misfire_grace_time=3600,
    )  # fmt: skip
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
