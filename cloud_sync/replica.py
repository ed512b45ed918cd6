"""A read replica of the shore's Postgres: the fleet's pages are read there, so that they cost the primary nothing.

Only what nobody acts upon is asked there, and how old it is is asked there too, before it: a replica that lags shows an
older picture and says so. What it does not answer the primary does, and both are counted.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable

import asyncpg
import sqlalchemy as sa

from cloud_sync.database import ShoreDatabase
from shared_models.backend import T
from shared_models.changes import Transaction
from shared_models.metrics import Gauge

log = logging.getLogger("lazarette.replica")
_ANSWERS_WITHIN_S = 5
_LEFT_ALONE_S = 30
"""How long it is not asked after it has not answered: nobody waits for it meanwhile, and no page is half of it."""
_FAILURES = (OSError, sa.exc.SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError)


class Replica:
    """The replica, if there is one, before the primary."""

    def __init__(self, database: ShoreDatabase | None, left_alone_s: float = _LEFT_ALONE_S) -> None:
        self._database = database
        self._left_alone_s = left_alone_s
        self._asked_again_at = 0.0
        self._reads = {"replica": 0, "primary": 0}

    async def read(
        self, user_id: str, job: Callable[[Transaction], Awaitable[T]], primary: Callable[[], Awaitable[T]]
    ) -> T:
        """What a job reads of all that the person manages; `primary` reads the same where it is always answered."""
        if self._database is not None and time.monotonic() >= self._asked_again_at:
            try:
                async with asyncio.timeout(_ANSWERS_WITHIN_S), self._database.transaction(user_id, None) as tx:
                    found = await job(tx)
            except _FAILURES:
                self._asked_again_at = time.monotonic() + self._left_alone_s
                log.warning("the replica does not answer: the primary is asked for %s s", self._left_alone_s)
                log.debug("this is what it said", exc_info=True)
            else:
                self._reads["replica"] += 1
                return found
        if self._database is not None:
            self._reads["primary"] += 1
        return await primary()

    def gauges(self) -> list[Gauge]:
        """How many of these reads went where; none without a replica."""
        if self._database is None:
            return []
        told = "Reads of the fleet by who answered since the start, the replica or in its stead the primary"
        return [Gauge("fleet_reads", told, [({"answered": name}, count) for name, count in self._reads.items()])]

    async def close(self) -> None:
        """Close its connections."""
        if self._database is not None:
            await self._database.close()
