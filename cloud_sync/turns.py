"""Whose turn it is, among the shore's workers, to do what is done by the clock."""

import asyncio
import logging

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cloud_sync.database import owner_engine

log = logging.getLogger("lazarette.turns")
_TURN_LOCK = 5_102_121
"""An advisory lock: of several workers on one database, the one that holds it has the turn."""


class Turn:
    """The first worker that asks keeps the turn for as long as its connection lives. When it ends, or is killed, the
    next that asks has it."""

    def __init__(self, owner_url: str) -> None:
        self._engine = owner_engine(owner_url)
        self._connection: AsyncConnection | None = None
        self._asking = asyncio.Lock()

    async def is_mine(self) -> bool:
        """Whether it is this worker's; not while the database cannot be reached."""
        async with self._asking:
            return await self._asked()

    async def _asked(self) -> bool:
        try:
            if self._connection is None:
                self._connection = await self._engine.connect()
                await self._connection.execution_options(isolation_level="AUTOCOMMIT")
            return bool((await self._connection.execute(sa.select(sa.func.pg_try_advisory_lock(_TURN_LOCK)))).scalar())
        except (OSError, sa.exc.DBAPIError):
            log.warning("the database cannot be asked whose turn it is", exc_info=True)
            await self.give_up()
            return False

    async def give_up(self) -> None:
        """Leave it to another worker."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()
