"""When the node calls the shore: an interval with jitter, one run at a time, missed runs coalesced, backing off
exponentially while the link is down, and at once when something asks for it."""

import asyncio
import contextlib
import logging
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from edge_node.sync import Engine

_log = logging.getLogger("lazarette.sync")
_LONGEST_WAIT_S = 3600.0
_CHECK_EVERY_H, _FIRST_CHECK_MIN = 24, 10


class Schedule:
    """APScheduler keeps the beat; an event of our own wakes it early, since a kick to a job may be lost."""

    def __init__(self, engine: Engine, interval_s: float, jitter_s: float) -> None:
        self.engine, self.interval_s, self.jitter_s = engine, interval_s, jitter_s
        self._wanted = asyncio.Event()
        self._failures = 0
        self._next_at: datetime | None = None
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": 60}
        )
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin; the first run comes at once."""
        self._scheduler.add_job(
            self._beat, "interval", seconds=self.interval_s, jitter=self.jitter_s or None, id="sync",
            next_run_time=datetime.now(UTC),
        )  # fmt: skip
        self.every(_CHECK_EVERY_H * 60, _FIRST_CHECK_MIN, self._check)
        self._scheduler.start()
        self._task = asyncio.create_task(self._run())

    def every(self, minutes: float, first_min: float, job: Callable[..., Awaitable[Any]], *given: object) -> None:
        """Do something else by the clock too."""
        first = datetime.now(UTC) + timedelta(minutes=first_min)
        self._scheduler.add_job(job, "interval", minutes=minutes, next_run_time=first, args=given)

    async def stop(self) -> None:
        """End without waiting for a run in progress."""
        self._scheduler.shutdown(wait=False)
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def wake(self) -> None:
        """Exchange as soon as possible."""
        self._wanted.set()

    async def _check(self) -> None:
        """Look for damage in the journal; what was damaged is fetched from the shore at once."""
        if await self.engine.check():
            self.wake()

    async def _beat(self) -> None:
        if self._next_at is None or datetime.now(UTC) >= self._next_at:
            self._wanted.set()

    async def _run(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                outcome = (await self.engine.exchange()).outcome
            except Exception:  # noqa: BLE001
                # Whatever it was, the next beat tries again: a schedule that has ended would be seen by nobody.
                _log.exception("an exchange failed")
                outcome = "failed"
            if outcome in ("link_down", "not_ours", "failed"):
                self._failures += 1
                wait_s = min(self.interval_s * 2**self._failures, _LONGEST_WAIT_S)
                self._next_at = datetime.now(UTC) + timedelta(seconds=wait_s * random.uniform(0.8, 1.2))  # noqa: S311
            else:
                self._failures, self._next_at = 0, None
