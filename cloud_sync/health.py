"""The health worker ashore: every 15 minutes it asks the shore over HTTP what people ask it, keeps how that went, and
raises alerts, which stand until what they say is over.

It acts on a yacht of its own (`lazarette shore yacht add NAME --test`), under each role; that yacht is no fleet's.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from cloud_sync.admin import administering
from cloud_sync.backend import ShoreBackend
from cloud_sync.database import PostgresTransaction
from cloud_sync.tables import YachtFeed, YachtHour
from shared_models.alerts import due, note_told, stand, tell, untold
from shared_models.entries import moment
from shared_models.health import LOOK_BACK_MS, TIMEOUT_S, Check, Run, canary, probed
from shared_models.roles import Role
from shared_models.tables import UserRole, Yacht, table_of

log = logging.getLogger("lazarette.health")

_CLIENT = "the health worker"
_FEEDS, _HOURS, _ROLES, _YACHTS = (table_of(model) for model in (YachtFeed, YachtHour, UserRole, Yacht))


@dataclass(frozen=True)
class Health:
    """The worker of a shore that is served at `url`. `stale_after_s`: of a yacht that has no limit of its own."""

    backend: ShoreBackend
    owner_url: str
    url: str
    stale_after_s: int
    now_ms: Callable[[], int]

    async def run(self) -> dict[tuple[str, str], str]:
        """Look once; the alerts that stand then, by yacht and kind."""
        now_ms = self.now_ms()
        async with administering(self.owner_url) as connection:
            tx, found = PostgresTransaction(connection, None), await self._stale(connection, now_ms)
            yacht_id = (await connection.execute(sa.select(_FEEDS.c.yacht_id).where(_FEEDS.c.is_test))).scalar()
            if yacht_id is None:
                log.warning("there is no test yacht, so nothing but the yachts' ages is looked at")
            else:
                checks = await self._checked(connection, yacht_id)
                await self.backend.write_down_all()
                hours = await tx.rows(sa.select(_HOURS).where(_HOURS.c.hour > moment(now_ms - LOOK_BACK_MS)))
                found |= await due(tx, yacht_id, checks, hours, now_ms)
            await stand(tx, found, now_ms)
        return found

    async def _checked(self, connection: AsyncConnection, yacht_id: str) -> list[Check]:
        people, held = self.backend.people, sa.and_(_ROLES.c.yacht_id == yacht_id, _ROLES.c.is_active)
        rows = (await connection.execute(sa.select(_ROLES.c.role, _ROLES.c.user_id).where(held))).all()
        user_of = {Role(role): user_id for role, user_id in rows}
        tokens = {role: await people.token(user_of[role], _CLIENT, [yacht_id]) for role in Role if role in user_of}
        try:
            async with httpx.AsyncClient(base_url=self.url, timeout=TIMEOUT_S, trust_env=False) as client:
                run, is_on = Run(client), await self.backend.enabled(yacht_id)
                await probed(run, tokens, yacht_id, is_on)
                if is_on:
                    await canary(run, tokens, yacht_id)
                return run.done
        finally:
            for user_id in user_of.values():
                await self.backend.database.end_sessions(user_id, None)

    async def _stale(self, connection: AsyncConnection, now_ms: int) -> dict[tuple[str, str], str]:
        """The yachts that have been silent for longer than they may."""
        statement = sa.select(_FEEDS.c.yacht_id, _FEEDS.c.last_exchange_at, _FEEDS.c.stale_after_s).where(
            _FEEDS.c.is_test.is_(False), _FEEDS.c.last_exchange_at.is_not(None)
        )
        found = {}
        for yacht_id, spoke_at, own_s in await connection.execute(statement):
            limit_s = own_s or self.stale_after_s
            if spoke_at < moment(now_ms - limit_s * 1000):
                found[yacht_id, "stale"] = f"No exchange since {spoke_at}; its limit is {limit_s / 3600:g} hours."
        return found

    async def tell(self, url: str) -> None:
        """Post to the webhook what it has not had; what it does not take is posted again the next time."""
        async with administering(self.owner_url) as connection:
            rows = await untold(PostgresTransaction(connection, None), self.now_ms())
            named = sa.select(_YACHTS.c.yacht_id, _YACHTS.c.name).join(_FEEDS, _FEEDS.c.yacht_id == _YACHTS.c.yacht_id)
            named = named.where(_FEEDS.c.is_test.is_(False))
            names = {row.yacht_id: row.name for row in await connection.execute(named)}

        async def took(row: Mapping[str, Any]) -> None:
            async with administering(self.owner_url) as connection:
                await note_told(PostgresTransaction(connection, None), row)

        await tell(url, rows, names, "shore", took)
