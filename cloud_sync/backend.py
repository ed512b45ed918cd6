"""What the HTTP contract asks of the shore: who is it, for which yachts, read, act."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from cloud_sync.database import PostgresTransaction, ShoreDatabase
from cloud_sync.rollout import is_on
from cloud_sync.tables import YachtFeed
from shared_models import store
from shared_models.entries import moment
from shared_models.errors import Unauthorized
from shared_models.host import VERSION
from shared_models.roles import Actor, Role, highest
from shared_models.states import Action
from shared_models.tables import table_of
from shared_models.tokens import Issuer, Lockout, pin_matches

_FEEDS = table_of(YachtFeed)


@dataclass
class ShoreBackend:
    """Every yacht's data, each person seeing their own yachts."""

    database: ShoreDatabase
    issuer: Issuer
    switch: bool
    now_ms: Callable[[], int]
    version: str = VERSION
    is_shore: bool = True
    _lockout: Lockout = field(default_factory=Lockout)

    async def authenticate(self, token: str) -> list[Actor]:
        """The person on each yacht where the roster gives them a role now."""
        actors = await self._actors(self.issuer.check(token, self.now_ms() // 1000))
        if not actors:
            raise Unauthorized("The roster gives you no role on any yacht now.")
        return actors

    async def _actors(self, user_id: str) -> list[Actor]:
        roles: dict[str, set[Role]] = {}
        names: dict[str, str] = {}
        for row in await self.database.roles_of(user_id):
            roles.setdefault(row["yacht_id"], set()).add(Role(row["role"]))
            names[row["yacht_id"]] = row["name"]
        return [
            Actor(user_id, names[yacht], yacht, highest(held), frozenset(held)) for yacht, held in sorted(roles.items())
        ]

    @asynccontextmanager
    async def reading(self, actor: Actor | None, actors: Sequence[Actor]) -> AsyncIterator[PostgresTransaction]:
        """A transaction sealed to the person and, if one is meant, the yacht."""
        user_id = actor.user_id if actor else actors[0].user_id if actors else None
        async with self.database.transaction(user_id, actor.yacht_id if actor else None) as tx:
            yield tx

    async def act(self, actor: Actor, action: Action, payload: dict[str, Any], key: str | None) -> dict[str, Any]:
        """Take an action in one transaction."""
        async with self.database.transaction(actor.user_id, actor.yacht_id) as tx:
            return await store.act(tx, actor, action, payload, key, self.now_ms())

    async def sign_in(self, name: str, pin: str) -> dict[str, Any]:
        """A token for a name and a PIN."""
        self._lockout.check(name, time.monotonic())
        found = {row["user_id"]: row["pin_hash"] for row in await self.database.sign_in_candidates(name)} or {"": None}
        for user_id, pin_hash in found.items():
            if await asyncio.to_thread(pin_matches, pin_hash, pin) and (actors := await self._actors(user_id)):
                self._lockout.right(name)
                best = highest({actor.role for actor in actors})
                return {
                    "access_token": self.issuer.issue(user_id, self.now_ms() // 1000), "token_type": "bearer",
                    "expires_in": self.issuer.lifetime_s, "role": best.value,
                    "yacht_id": actors[0].yacht_id if len(actors) == 1 else None,
                }  # fmt: skip
        self._lockout.wrong(name, time.monotonic())
        raise Unauthorized("The name or the PIN is wrong.")

    async def sync_status(self, actor: Actor) -> dict[str, Any]:
        """How old the yacht's picture is, and whether the two sides agree."""
        async with self.database.transaction(actor.user_id, actor.yacht_id) as tx:
            row = (await tx.rows(sa.select(_FEEDS).where(_FEEDS.c.yacht_id == actor.yacht_id)))[0]
        return {
            "yacht_id": actor.yacht_id, "as_of": row["last_exchange_at"], "position": row["position"],
            "digest": row["digest"].hex(), "backlog": {"total": row["node_backlog"], "urgent": None},
            "node_position": row["node_position"], "digest_matches": row["digest_matches"],
        }  # fmt: skip

    async def sync_now(self, actor: Actor) -> dict[str, Any]:
        """The vessel always calls; the shore can only say where things stand."""
        return await self.sync_status(actor)

    async def fleet_status(self, actors: Sequence[Actor]) -> dict[str, dict[str, Any]]:
        """How old each yacht's picture is, its backlog, and whether the digests agree."""
        yachts = [actor.yacht_id for actor in actors]
        async with self.reading(None, actors) as tx:
            rows = await tx.rows(sa.select(_FEEDS).where(_FEEDS.c.yacht_id.in_(yachts)))
        return {
            row["yacht_id"]: {
                "as_of": row["last_exchange_at"],
                "backlog": row["node_backlog"],
                "digest_match": row["digest_matches"],
                "position": row["position"],
            }
            for row in rows
        }

    async def enabled(self, yacht_id: str) -> bool:
        """The switch, then the rollout. A switch that is off wins."""
        if not self.switch:
            return False
        async with self.database.transaction(None, yacht_id) as tx:
            return await is_on(tx, yacht_id)

    async def as_of(self, yacht_id: str) -> str | None:
        """When the yacht last exchanged."""
        async with self.database.transaction(None, yacht_id) as tx:
            rows = await tx.rows(sa.select(_FEEDS.c.last_exchange_at).where(_FEEDS.c.yacht_id == yacht_id))
        return rows[0]["last_exchange_at"] if rows else None

    async def saw(self, actor: Actor, rows: Sequence[dict[str, Any]]) -> None:
        """Keep that a person has seen what became of their acts."""
        if rows:
            seen = [{**row, "seen_at": moment(self.now_ms())} for row in rows]
            async with self.database.transaction(actor.user_id, actor.yacht_id) as tx:
                await tx.write(sightings=seen)
