"""What the HTTP contract asks of the shore: who is it, for which yachts, read, act."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from cloud_sync import needs, standing, watch
from cloud_sync.database import ShoreDatabase
from cloud_sync.people import ShorePeople
from cloud_sync.replica import Replica
from cloud_sync.rollout import is_on, on_among
from cloud_sync.tables import YachtFeed
from shared_models import store
from shared_models.backend import T
from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.errors import Expired, RateLimited, Unauthorized
from shared_models.fleet import Wanted
from shared_models.host import VERSION
from shared_models.logs import REQUEST_ID
from shared_models.measured import Measured
from shared_models.metrics import Gauge
from shared_models.node_records import refusal_row
from shared_models.queries import of_yachts
from shared_models.refusals import Refusals
from shared_models.roles import Actor
from shared_models.states import Action
from shared_models.tables import table_of

log = logging.getLogger("lazarette.http")
_HOUR_NOTED = sa.text(
    "select public.hour_noted(cast(:requests as integer), cast(:refused as integer), cast(:failed as integer),"
    " cast(:times as integer[]))"
)
_FEEDS = table_of(YachtFeed)


@dataclass
class ShoreBackend:
    """Every yacht's data, each person seeing their own yachts."""

    database: ShoreDatabase
    people: ShorePeople
    switch: bool
    now_ms: Callable[[], int]
    version: str = VERSION
    is_shore: bool = True
    refusals: Refusals = field(default_factory=Refusals)
    measured: Measured = field(default_factory=Measured)
    replica: Replica = field(default_factory=lambda: Replica(None))

    async def authenticate(self, token: str) -> list[Actor]:
        """The person on each yacht for which their sign-in stands."""
        actors = await self.people.actors(token)
        if not actors:
            raise Expired("Your sign-in has ended, or the roster gives you no role on any yacht now.")
        return actors

    async def read(self, actors: Sequence[Actor], job: Callable[[Transaction], Awaitable[T]]) -> T:
        """What a job reads in a transaction sealed to the person and, if one is meant, the yacht."""
        user_id, yacht_id = actors[0].user_id if actors else None, actors[0].yacht_id if len(actors) == 1 else None
        async with self._measuring(yacht_id), self.database.transaction(user_id, yacht_id) as tx:
            return await job(tx)

    async def survey(self, actors: Sequence[Actor], job: Callable[[Transaction], Awaitable[T]]) -> T:
        """What a job reads of several yachts to look at, not to act upon: from the replica, where there is one."""

        async def primary() -> T:
            return await self.read(actors, job)

        return await (self.replica.read(actors[0].user_id, job, primary) if len(actors) > 1 else primary())

    @asynccontextmanager
    async def _measuring(self, yacht_id: str | None) -> AsyncIterator[None]:
        """Count what a person asks on one yacht, and how long it takes; written down once a minute."""
        if yacht_id is None:
            yield
            return
        try:
            with self.measured.timed(yacht_id):
                yield
        finally:
            if self.measured.is_due(yacht_id):
                await self._write_down(yacht_id)

    async def _write_down(self, yacht_id: str) -> None:
        counts = self.measured.taken(yacht_id)
        try:
            async with self.database.transaction(None, yacht_id) as tx:
                await tx.rows(_HOUR_NOTED, counts)
        except (OSError, sa.exc.SQLAlchemyError):
            log.exception("a minute of counts could not be written down")  # what was counted has its own answer

    async def act(self, actor: Actor, action: Action, payload: dict[str, Any], key: str | None) -> dict[str, Any]:
        """Take an action in one transaction."""
        sealed = self.database.transaction(actor.user_id, actor.yacht_id)
        async with self._measuring(actor.yacht_id), sealed as tx:
            return await store.act(tx, actor, action, payload, key, self.now_ms(), REQUEST_ID.get())

    async def act_together(
        self, actor: Actor, calls: Sequence[tuple[Action, dict[str, Any], str | None]]
    ) -> list[dict[str, Any]]:
        """Take several actions on one yacht in one transaction: all or none."""
        sealed = self.database.transaction(actor.user_id, actor.yacht_id)
        async with self._measuring(actor.yacht_id), sealed as tx:
            return [await store.act(tx, actor, *call, self.now_ms(), REQUEST_ID.get()) for call in calls]

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

    async def fleet_status(self, actors: Sequence[Actor], is_counted: bool = False) -> dict[str, dict[str, Any]]:
        """How old each yacht's picture is, its backlog, whether the digests agree, and what waits there."""
        yachts = [actor.yacht_id for actor in actors]
        return await self.survey(actors, lambda tx: standing.stand(tx, yachts, is_counted)) if yachts else {}

    async def needs(
        self, actors: Sequence[Actor], wanted: Wanted
    ) -> tuple[list[dict[str, Any]], int, tuple[Any, ...] | None]:
        """A page of what these yachts need; see `needs.needs`. Not from a replica: reading them folds what waits."""
        return await self.read(actors, lambda tx: needs.needs(tx, [actor.yacht_id for actor in actors], wanted))

    async def is_shores(self, actors: Sequence[Actor], node_id: str) -> bool:
        """Whether it is under this id that the shore records what people do here on one of the yachts."""
        yachts = [actor.yacht_id for actor in actors]
        named = sa.select(_FEEDS.c.yacht_id).where(of_yachts(_FEEDS.c.yacht_id, yachts), _FEEDS.c.node_id == node_id)
        return bool(await self.read(actors, lambda tx: tx.rows(named)))

    async def enabled(self, yacht_id: str) -> bool:
        """The switch, then the rollout. A switch that is off wins."""
        if not self.switch:
            return False
        async with self.database.transaction(None, yacht_id) as tx:
            return await is_on(tx, yacht_id)

    async def enabled_among(self, actors: Sequence[Actor]) -> set[str]:
        """The yachts of these for which it is on: those that the person manages are asked about in one go."""
        if not self.switch:
            return set()
        managed = [actor.yacht_id for actor in actors if actor.is_manager]
        async with self.database.transaction(actors[0].user_id, None) as tx:
            on = await on_among(tx, managed)
        others = {actor.yacht_id for actor in actors} - set(managed)
        return on | {yacht_id for yacht_id in others if await self.enabled(yacht_id)}

    async def link_hours(self, actors: Sequence[Actor], hours: int) -> dict[str, dict[int, dict[str, Any]]]:
        """By yacht and how many hours ago, what `YachtHour` counts."""
        yachts = [actor.yacht_id for actor in actors]
        return await self.survey(actors, lambda tx: standing.hours(tx, yachts, hours)) if yachts else {}

    async def exchanges(self, actors: Sequence[Actor], hours: int) -> dict[str, list[int]]:
        """By yacht how many exchanges each of the last hours had, the oldest first."""
        yachts = [actor.yacht_id for actor in actors]
        return await self.survey(actors, lambda tx: standing.exchanges(tx, yachts, hours)) if yachts else {}

    async def gauges(self) -> Sequence[Gauge]:
        """How each yacht stands."""
        stand = watch.gauges(await self.database.yacht_figures(), await self.database.alerts(None))
        return [*stand, *self.replica.gauges()]

    async def due(self, actors: Sequence[Actor]) -> dict[str, dict[str, Any]]:
        """By yacht id `due_port` and `due_on`, of those of which either is known."""
        if not actors:
            return {}
        chosen = sa.select(_FEEDS.c.yacht_id, _FEEDS.c.due_port, _FEEDS.c.due_on).where(
            of_yachts(_FEEDS.c.yacht_id, [actor.yacht_id for actor in actors]),
            sa.func.coalesce(_FEEDS.c.due_port, sa.cast(_FEEDS.c.due_on, sa.Text)).is_not(None),
        )
        seal = actors[0].yacht_id if len(actors) == 1 else None
        async with self.database.transaction(actors[0].user_id, seal) as tx:
            return {row["yacht_id"]: dict(row) for row in await tx.rows(chosen)}

    async def as_of(self, yacht_id: str) -> str | None:
        """When the yacht last exchanged."""
        async with self.database.transaction(None, yacht_id) as tx:
            rows = await tx.rows(sa.select(_FEEDS.c.last_exchange_at).where(_FEEDS.c.yacht_id == yacht_id))
        return rows[0]["last_exchange_at"] if rows else None

    async def saw(self, actor: Actor, rows: Sequence[dict[str, Any]]) -> None:
        """Keep what a person has seen."""
        if rows:
            seen = [{**row, "seen_at": moment(self.now_ms())} for row in rows]
            async with self.database.transaction(actor.user_id, actor.yacht_id) as tx:
                await tx.write(sightings=seen)

    async def refused(self, what: str, actor: Actor | None = None, **known: str | None) -> None:
        """Write down that something was refused, in the audit log of the yacht that it concerned."""
        if actor is not None:
            known |= {"user_id": actor.user_id, "yacht_id": actor.yacht_id}
        await self._report(self.refusals.note(self.now_ms(), what, **known))

    async def write_down_all(self) -> None:
        """Write down what was only counted so far of people's requests."""
        for yacht_id in self.measured.waiting():
            await self._write_down(yacht_id)

    async def stop(self) -> None:
        """Write down what was only counted so far."""
        await self.write_down_all()
        await self._report(self.refusals.rest(self.now_ms()))

    async def _report(self, rows: Sequence[dict[str, Any]]) -> None:
        for row in rows:
            yacht_id = row.pop("yacht_id", None)
            if yacht_id is None:
                log.warning("refused: %s", row)
                continue
            async with self.database.transaction(None, yacht_id) as tx:
                await tx.write(audit=[refusal_row(yacht_id, row, yacht_id, self.now_ms(), {"node_id": "shore"})])

    # People.

    async def sign_in(self, name: str, pin: str, client: str) -> dict[str, Any]:
        """A token for a name and a PIN."""
        try:
            return await self.people.sign_in(name, pin, client)
        except (Unauthorized, RateLimited):
            profiles = await self.database.sign_in_candidates(name)
            for one in profiles:
                await self.refused("sign_in", client=client, user_id=one["user_id"], yacht_id=one["yacht_id"])
            if not profiles:
                await self.refused("sign_in", client=client)
            raise

    async def change_pin(self, actors: Sequence[Actor], pin: str, new_pin: str, client: str) -> dict[str, Any]:
        """Set the person's own PIN; a token of a new sign-in."""
        try:
            return await self.people.change_pin(actors, pin, new_pin, client)
        except Unauthorized:
            await self.refused("change_pin", actors[0], client=client)
            raise

    async def sign_out(self, actor: Actor, everywhere: bool) -> int:
        """End this sign-in, or all of the person's ashore; how many."""
        return await self.people.sign_out(actor, everywhere)
