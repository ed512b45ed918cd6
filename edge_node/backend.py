"""What the HTTP contract asks of a node: who is it, read, act, sync."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.dialects.sqlite import insert

from edge_node.database import NodeDatabase, WriteTransaction
from edge_node.hours import hour_of, write_down
from edge_node.jobs import Schedule
from edge_node.people import NodePeople
from edge_node.roster import Roster
from edge_node.sync import Engine
from edge_node.sync_status import gauges, status
from shared_models import store
from shared_models.backend import T
from shared_models.backups import Backups
from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.errors import LazaretteError, RateLimited, StorageFull, Unauthorized
from shared_models.host import VERSION
from shared_models.logs import REQUEST_ID
from shared_models.measured import Measured
from shared_models.metrics import Gauge
from shared_models.refusals import Refusals
from shared_models.roles import Actor
from shared_models.states import DECISIONS, Action
from shared_models.tables import Sighting, table_of

log = logging.getLogger("lazarette.http")


@dataclass
class NodeBackend:
    """One yacht's node."""

    database: NodeDatabase
    yacht_id: str
    engine: Engine
    roster: Roster
    people: NodePeople
    switch: bool
    now_ms: Callable[[], int]
    schedule: Schedule | None = None
    version: str = VERSION
    is_shore: bool = False
    is_plain: bool = False
    backups: Backups | None = None
    refusals: Refusals = field(default_factory=Refusals)
    measured: Measured = field(default_factory=Measured)

    async def authenticate(self, token: str) -> list[Actor]:
        """The person, under the role that the roster gives them now."""
        return [await self.people.actor(token)]

    async def read(self, actors: Sequence[Actor], job: Callable[[Transaction], Awaitable[T]]) -> T:
        """What a job reads; a node holds one yacht only."""
        with self.measured.timed(hour_of(self.now_ms())):
            found: T = await self.database.read(job)
        return found

    async def act(self, actor: Actor, action: Action, payload: dict[str, Any], key: str | None) -> dict[str, Any]:
        """Take an action; a decision is sent ashore at once when the link is up."""
        now_ms, request_id = self.now_ms(), REQUEST_ID.get()
        with self.measured.timed(hour_of(now_ms)):
            answer: dict[str, Any] = await self.database.write(
                lambda tx: store.act(tx, actor, action, payload, key, now_ms, request_id),
                self.yacht_id,
                needs_room=True,
            )
        if self.schedule is not None and action in DECISIONS and self.engine.link != "down":
            self.schedule.wake()
        return answer

    async def sync_status(self, actor: Actor) -> dict[str, Any]:
        """Link, backlog, last exchange, the day's bytes, and whether others on the network can read all of it."""
        shown: dict[str, Any] = await self.database.read(lambda tx: status(self.engine, tx))
        kept = None if self.backups is None else self.backups.status()
        return {**shown, "plain_http": self.is_plain, "backup": kept}

    async def sync_now(self, actor: Actor) -> dict[str, Any]:
        """Try now and say how it went."""
        await self.engine.exchange()
        return await self.sync_status(actor)

    async def gauges(self) -> Sequence[Gauge]:
        """Backlog, link, conflicts, quarantine and the size of the WAL."""
        return gauges(
            await self.database.read(lambda tx: status(self.engine, tx)), self.now_ms(), self.database.wal_bytes
        )

    async def enabled(self, yacht_id: str) -> bool:
        """The switch, then what the rollout ashore last said."""
        return self.switch and (await self.roster.known()).is_on

    async def as_of(self, yacht_id: str) -> str | None:
        """A node shows its own data, as of now."""
        return moment(self.now_ms())

    async def saw(self, actor: Actor, rows: Sequence[dict[str, Any]]) -> None:
        """Keep what a person has seen."""
        seen = [{**row, "seen_at": moment(self.now_ms())} for row in rows]

        async def keep(tx: WriteTransaction) -> None:
            for row in seen:
                upsert = insert(table_of(Sighting)).values(row)
                keys, new = ("yacht_id", "entry_id", "user_id"), {"outcome": row["outcome"], "seen_at": row["seen_at"]}
                await tx.rows(upsert.on_conflict_do_update(index_elements=keys, set_=new))

        if seen:
            await self.database.write(keep, self.yacht_id)

    async def refused(self, what: str, actor: Actor | None = None, **known: str | None) -> None:
        """Write down that something was refused; it travels ashore. A flood of the same becomes a count."""
        if actor is not None:
            known["user_id"] = actor.user_id
        await self._report(self.refusals.note(self.now_ms(), what, **known))

    async def stop(self) -> None:
        """Write down what was only counted so far."""
        await self._report(self.refusals.rest(self.now_ms()))
        with suppress(StorageFull):  # a full disk loses counts, and nothing else
            await self.write_down_all()

    async def write_down_all(self) -> None:
        """Write down what was only counted so far of people's requests."""

        async def job(tx: WriteTransaction) -> None:
            for hour in self.measured.waiting():
                await write_down(tx, hour, self.measured.taken(hour))

        if self.measured.waiting():
            await self.database.write(job, self.yacht_id)

    async def _report(self, rows: list[dict[str, Any]]) -> None:
        now_ms = self.now_ms()
        try:
            if rows:
                await self.database.write(lambda tx: store.note_refused(tx, rows, now_ms), self.yacht_id)
        except StorageFull:
            log.warning("no room to write down what was refused: %s", rows)

    # People.

    async def sign_in(self, name: str, pin: str, client: str) -> dict[str, Any]:
        """A token for a name and a PIN, without any connection."""
        try:
            return await self.people.sign_in(name, pin, client)
        except LazaretteError:
            known = await self.roster.held("name", name)
            await self.refused("sign_in", client=client, user_id=known[0]["user_id"] if known else None)
            raise

    async def change_pin(self, actors: Sequence[Actor], pin: str, new_pin: str, client: str) -> dict[str, Any]:
        """Set the person's own PIN; a token of a new sign-in."""
        try:
            return await self.people.change_pin(actors[0], pin, new_pin, client)
        except Unauthorized:
            await self.refused("change_pin", actors[0], client=client)
            raise

    async def open_sealed(self, name: str, code: str, new_pin: str, client: str) -> dict[str, Any]:
        """Set a captain's PIN with the sealed code; the shore hears of it as soon as the link allows."""
        try:
            answer = await self.people.open_sealed(name, code, new_pin, client)
        except (Unauthorized, RateLimited):
            await self.refused("open_sealed_code", client=client)
            raise
        if self.schedule is not None:
            self.schedule.wake()
        return answer

    async def sign_out(self, actor: Actor, everywhere: bool) -> int:
        """End this sign-in, or all of the person's on this node; how many."""
        return await self.people.sign_out(actor, everywhere)
