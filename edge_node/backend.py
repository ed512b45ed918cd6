"""What the HTTP contract asks of a node: who is it, read, act, sync."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from edge_node.database import NodeDatabase, ReadTransaction
from edge_node.jobs import Schedule
from edge_node.sync import Engine
from edge_node.sync_status import status
from shared_models import store
from shared_models.clock import MAX_AHEAD_MS, MAX_WALL_MS
from shared_models.entries import moment
from shared_models.errors import Unauthorized
from shared_models.host import VERSION
from shared_models.roles import Actor, Role, highest
from shared_models.states import DECISIONS, Action
from shared_models.tables import SHOPPING_LIST, Flag, Profile, Sighting, UserRole, table_of
from shared_models.tokens import Issuer, Lockout, pin_matches

_PROFILES, _ROLES, _FLAGS = table_of(Profile), table_of(UserRole), table_of(Flag)
_SHIPPED_MS = 1_767_225_600_000
"""The beginning of 2026, before the first of these programs was installed: a clock that shows less is dead."""
_ROSTER_AGE_S = 1.0
"""How long a roster once read serves further requests; a sync that changes it ends that at once."""


@dataclass
class NodeBackend:
    """One yacht's node."""

    database: NodeDatabase
    yacht_id: str
    issuer: Issuer
    engine: Engine
    switch: bool
    now_ms: Callable[[], int]
    schedule: Schedule | None = None
    version: str = VERSION
    is_shore: bool = False
    _lockout: Lockout = field(default_factory=Lockout)
    _known: "_Known | None" = None

    async def _now_known(self) -> "_Known":
        """The roster and the flag, read anew when they may have changed."""
        known = self._known
        if known is None or known.applied != self.engine.applied or time.monotonic() - known.read_s > _ROSTER_AGE_S:
            async with self.database.reading() as tx:
                people = await tx.rows(_roster(self.yacht_id))
                flags = await tx.rows(sa.select(_FLAGS.c.is_on).where(_FLAGS.c.flag == SHOPPING_LIST))
            is_on = bool(flags[0]["is_on"]) if flags else True
            known = self._known = _Known(self.engine.applied, time.monotonic(), people, is_on)
        return known

    async def _roles(self, column: str, value: str) -> list[Mapping[str, Any]]:
        """The roster's rows for a person that are valid now.

        A role may begin as much early as a clock may be off, and at once if the clock is dead: the crew is not locked
        out for a battery, and the shore judges each act by its own clock.
        """
        now_ms = self.now_ms()
        now = moment(now_ms)
        begun = moment(MAX_WALL_MS if now_ms < _SHIPPED_MS else min(now_ms + MAX_AHEAD_MS, MAX_WALL_MS))
        return [
            row
            for row in (await self._now_known()).people
            if row[column] == value and row["valid_from"] <= begun and (row["valid_until"] or "9999-12-32") > now
        ]

    async def authenticate(self, token: str) -> list[Actor]:
        """The person, under the role that the roster gives them now."""
        user_id = self.issuer.check(token, self.now_ms() // 1000)
        rows = await self._roles("user_id", user_id)
        if not rows:
            raise Unauthorized("The roster gives you no role on this yacht now.")
        roles = frozenset(Role(row["role"]) for row in rows)
        return [Actor(user_id, rows[0]["name"], self.yacht_id, highest(roles), roles)]

    @asynccontextmanager
    async def reading(self, actor: Actor | None, actors: Sequence[Actor]) -> AsyncIterator[ReadTransaction]:
        """A read transaction; a node holds one yacht only."""
        async with self.database.reading() as tx:
            yield tx

    async def act(self, actor: Actor, action: Action, payload: dict[str, Any], key: str | None) -> dict[str, Any]:
        """Take an action; a decision is sent ashore at once when the link is up."""
        now_ms = self.now_ms()
        answer: dict[str, Any] = await self.database.write(
            lambda tx: store.act(tx, actor, action, payload, key, now_ms), self.yacht_id, needs_room=True
        )
        if self.schedule is not None and action in DECISIONS and self.engine.link != "down":
            self.schedule.wake()
        return answer

    async def sign_in(self, name: str, pin: str) -> dict[str, Any]:
        """A token for a name and a PIN, without any connection."""
        self._lockout.check(name, time.monotonic())
        rows = await self._roles("name", name)
        right = await asyncio.to_thread(pin_matches, rows[0]["pin_hash"] if rows else None, pin)
        if not right:
            self._lockout.wrong(name, time.monotonic())
            raise Unauthorized("The name or the PIN is wrong.")
        self._lockout.right(name)
        role = highest({Role(row["role"]) for row in rows})
        token = self.issuer.issue(rows[0]["user_id"], self.now_ms() // 1000)
        return {
            "access_token": token, "token_type": "bearer", "expires_in": self.issuer.lifetime_s,
            "role": role.value, "yacht_id": self.yacht_id,
        }  # fmt: skip

    async def sync_status(self, actor: Actor) -> dict[str, Any]:
        """Link, backlog, last exchange, the day's bytes."""
        async with self.database.reading() as tx:
            return await status(self.engine, tx)

    async def sync_now(self, actor: Actor) -> dict[str, Any]:
        """Try now and say how it went."""
        await self.engine.exchange()
        return await self.sync_status(actor)

    async def enabled(self, yacht_id: str) -> bool:
        """The switch, then what the rollout ashore last said."""
        return self.switch and (await self._now_known()).is_on

    async def as_of(self, yacht_id: str) -> str | None:
        """A node shows its own data, as of now."""
        return moment(self.now_ms())

    async def saw(self, actor: Actor, rows: Sequence[dict[str, Any]]) -> None:
        """Keep that a person has seen what became of their acts."""
        seen = [{**row, "seen_at": moment(self.now_ms())} for row in rows]

        async def keep(tx: Any) -> None:
            for row in seen:
                upsert = insert(table_of(Sighting)).values(row)
                keys = ("yacht_id", "entry_id", "user_id")
                await tx.rows(upsert.on_conflict_do_update(index_elements=keys, set_={"outcome": row["outcome"]}))

        if seen:
            await self.database.write(keep, self.yacht_id)


@dataclass(frozen=True)
class _Known:
    """What was read of the roster and the flag, and after which exchange."""

    applied: int
    read_s: float
    people: Sequence[Mapping[str, Any]]
    is_on: bool


def _roster(yacht_id: str) -> sa.Select[Any]:
    same = sa.and_(_ROLES.c.yacht_id == _PROFILES.c.yacht_id, _ROLES.c.user_id == _PROFILES.c.user_id)
    columns = (_PROFILES.c.user_id, _PROFILES.c.name, _PROFILES.c.pin_hash)
    return (
        sa.select(*columns, _ROLES.c.role, _ROLES.c.valid_from, _ROLES.c.valid_until)
        .join(_ROLES, same)
        .where(_PROFILES.c.yacht_id == yacht_id, _ROLES.c.is_active)
    )
