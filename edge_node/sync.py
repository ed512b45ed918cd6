"""The node's side of the exchange. `Engine.exchange_once` does one round trip; time and transport are passed in.

The outbox is emptied by the shore's receipt alone. Whatever fails leaves everything as it was but for what had been
received whole, and the next exchange begins from there.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Protocol

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from uuid_utils.compat import uuid7

from edge_node import parting, pieces
from edge_node.database import NodeDatabase, ReadTransaction, WriteTransaction
from edge_node.epochs import begin_epoch
from edge_node.hours import note_told, untold
from edge_node.incoming import Incoming, Mismatch, NotHere, Stale, named
from edge_node.keys import NodeKeys
from edge_node.outgoing import Outgoing
from edge_node.pace import OVERHEAD_BYTES, SMALLEST_BYTES, Pace
from edge_node.persist import IN_BACKLOG, OUTBOX, STATE
from edge_node.sending import Progress, Sending
from edge_node.tables import SyncExchange
from edge_node.under_way import UnderWay
from shared_models.entries import moment
from shared_models.exchange import MOST_ASKED, BadMessage, Request
from shared_models.reply_frames import ReplyGroup, ReplyReader, echoed
from shared_models.request_frames import RequestWriter, Returned
from shared_models.tables import table_of
from shared_models.tracing import calling

_EXCHANGES = table_of(SyncExchange)
_LEVEL = 19
"""Of zstd: bytes are dearer than a tenth of a second."""
_FILE_GROUP_BYTES = 20_000
_MENDABLE = 4
"""How often one exchange may find where the two sides part, or draw an epoch: more would be a defect."""


class Transport(Protocol):
    """The way to the shore. Counts what goes over it, headers included."""

    bytes_up: int
    bytes_down: int

    def send(self, first: bytes, rest: AsyncIterator[bytes] | None) -> AsyncIterator[bytes]:
        """Send a request, in one piece or several, and receive the answer. Raises LinkDown or Refused."""
        ...

    async def renew(self) -> None:
        """Give the open connection up; the next request opens another."""
        ...


class LinkDown(Exception):
    """The shore could not be reached, or did not answer in time."""


class Refused(Exception):
    """The shore does not know this node, or no longer."""


@dataclass
class Exchanged:
    """What one exchange did. outcome: ok, link_down, not_ours, mismatch, stale, refused or budget_spent."""

    outcome: str
    at: str
    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0
    more: bool = False
    has_arrived: bool = False
    """Whether some of the answer was taken in."""

    def as_dict(self) -> dict[str, Any]:
        """As sync status shows it."""
        return {
            "at": self.at, "bytes_up": self.bytes_up, "bytes_down": self.bytes_down,
            "round_trips": self.round_trips, "outcome": self.outcome,
        }  # fmt: skip


@dataclass(frozen=True)
class Budget:
    """How many bytes, both ways together, one exchange and one day (UTC) may cost; None: no limit."""

    exchange_bytes: int | None = None
    day_bytes: int | None = None


@dataclass
class Engine:
    """One yacht's exchange with the shore."""

    database: NodeDatabase
    yacht_id: str
    key: Ed25519PrivateKey
    transport: Transport
    now_ms: Callable[[], int]
    draw: Callable[[], str]
    """64 random bits in hex: the next epoch."""
    wanted_bytes: int = 0
    budget: Budget = field(default_factory=Budget)
    pace: Pace = field(default_factory=Pace)
    keys: NodeKeys | None = None
    """Where to look for another key when the shore refuses this one: it was changed, or was being changed."""
    link: str = "unknown"
    since: str | None = None
    last: Exchanged | None = None
    last_good: Exchanged | None = None
    progress: Progress = field(default_factory=Progress)
    applied: int = 0
    """How many replies were taken in; what was read before the last one may be out of date."""
    under_way: UnderWay = field(default_factory=UnderWay)
    on_done: Callable[[Exchanged], None] = lambda _: None
    """Told of each exchange once it is over."""
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def exchange(self, rounds: int = 500) -> Exchanged:
        """Exchange until there is nothing more, or it fails. One run at a time; a second one waits its turn."""
        async with self._one:
            total, mended, usual = Exchanged("ok", moment(self.now_ms())), 0, self.key
            self.progress = Progress(is_running=True)
            try:
                for _ in range(rounds):
                    done = await self.exchange_once(total)
                    if done.outcome in ("mismatch", "stale") and mended < _MENDABLE:
                        mended += 1
                        continue
                    if done.outcome == "refused" and self._turned(usual):
                        continue
                    if done.outcome != "ok" or not done.more:
                        break
            finally:
                self.progress.is_running = False
            if self.keys is not None and done.outcome == "ok":
                self.keys.settle(self.key)
            total.outcome = done.outcome
            self._remember(total)
            self.on_done(total)
            await self.database.write(lambda tx: _log(tx, total, self.pace.life_bytes), self.yacht_id)
            return total

    def _turned(self, usual: Ed25519PrivateKey) -> bool:
        """Whether there is another key to try; once both were refused, the usual one is back."""
        other = self.keys.other(self.key) if self.keys is not None and self.key is usual else None
        self.key = other or usual
        return other is not None

    def _remember(self, done: Exchanged) -> None:
        if done.outcome == "budget_spent":
            self.last = done
            return
        link = "up" if done.outcome in ("ok", "mismatch", "stale", "refused") else "down"
        if link != self.link:
            self.link, self.since = link, done.at
        self.last = done
        self.last_good = done if done.outcome == "ok" else self.last_good

    async def exchange_once(self, total: Exchanged | None = None) -> Exchanged:
        """One round trip: push, acknowledge, pull and check; adds its cost to `total`."""
        total = total if total is not None else Exchanged("ok", moment(self.now_ms()))
        done = Exchanged("ok", moment(self.now_ms()))
        left = await self.budget_left(total)
        if left is not None and left < OVERHEAD_BYTES + SMALLEST_BYTES:
            done.outcome = "budget_spent"
            return done
        if self.pace.must_renew():
            await self.transport.renew()
            self.pace.renewed()
        up, down = self.transport.bytes_up, self.transport.bytes_down
        try:
            await self._round_trip(done, left)
        except (LinkDown, BadMessage, Refused) as error:
            await self._failed(done, error, (up, down))
        except NotHere:
            done.outcome, done.more = "ok", not self.under_way.whole
            self.under_way.whole = self.under_way.in_doubt = True
        except Stale:
            done.outcome, self.under_way.in_doubt = "stale", True
            await self._go_on_anew()
        except Mismatch:
            done.outcome, self.under_way.in_doubt = "mismatch", True
            try:
                await self._find_where_they_part(total)
            except (LinkDown, BadMessage, Refused) as error:
                await self._failed(done, error, (up, down))
        else:
            self.applied += 1
            self.under_way.in_doubt = False
            self.pace.carried(self.transport.bytes_up - up + self.transport.bytes_down - down)
        done.bytes_up, done.bytes_down = self.transport.bytes_up - up, self.transport.bytes_down - down
        done.round_trips = 1
        for name in ("bytes_up", "bytes_down", "round_trips"):
            setattr(total, name, getattr(total, name) + getattr(done, name))
        return done

    async def _go_on_anew(self) -> None:
        text = (
            "This node's data was restored, or a copy of it is at work. It goes on under a new epoch and takes"
            " writes; until it has exchanged with the shore, what was recorded since the copy may be missing here."
        )
        await self.database.write(lambda tx: begin_epoch(tx, self.now_ms(), self.draw, text), self.yacht_id)

    async def _failed(self, done: Exchanged, error: Exception, before: tuple[int, int]) -> None:
        """What a round trip that did not succeed teaches. `before`: the bytes counted until then, up and down."""
        self.under_way.in_doubt = True
        if isinstance(error, Refused):
            done.outcome = "refused"
            return
        self.under_way.has_broken = True
        done.outcome = "link_down" if isinstance(error, LinkDown) else "not_ours"
        up, down = self.transport.bytes_up - before[0], self.transport.bytes_down - before[1]
        self.pace.broke(up + down if down > OVERHEAD_BYTES else None)
        if not done.has_arrived and down > 0:
            self.pace.nothing_arrived()
        await self.transport.renew()

    async def check(self) -> bool:
        """Look for damage in this node's journal, and read anew from before it; whether there was any."""
        return bool(await self.database.write(lambda tx: parting.mend(tx, self.now_ms()), self.yacht_id))

    async def exported(self) -> bytes:
        """The outbox as a file for the shore, for when there is no link at all.

        If something waits from epochs that are over, it asks what the shore has of these and brings nothing: with the
        answer the rest is recorded again, and what was recorded since may name it.
        """
        async with self._one:
            state = await self.database.write(self._begin, self.yacht_id)
            request = await self._request(state, None)
            asked = [run for run in request.asked if run[0] != request.epoch]
            request = replace(request, by_file=True, asked=asked, offers=(), piece=None, hours=(), wanted_bytes=0)
            writer, groups = RequestWriter(request, self.key.sign, _LEVEL), list[bytes]()
            async with self.database.reading() as tx:
                outgoing = await Outgoing.read(tx, request, self.yacht_id, is_limited=False)
                while not groups or (outgoing.left and not asked):
                    brings = outgoing.left and not asked
                    groups.append(writer.group(await outgoing.batch(tx, _FILE_GROUP_BYTES) if brings else None))
            return b"".join(groups)

    async def imported(self, data: bytes) -> None:
        """Take in the shore's answer to an exported file. Raises BadMessage, Mismatch, Stale or NotHere.

        After Stale the node goes on under a new epoch, and the next file asks about the one before.
        """
        request, signature = echoed(data)
        async with self._one:
            async with self.database.reading() as tx:
                node_id = (await tx.rows(sa.select(STATE.c.node_id)))[0]["node_id"]
            if request.node_id != node_id:
                raise BadMessage("the file is for another node")
            reader = ReplyReader(request, signature, self.yacht_id)
            groups = reader.feed(data)
            if not reader.is_done:
                raise BadMessage("the file is not whole")
            try:
                for group in groups:
                    await self.database.write(partial(self._take, request, group), self.yacht_id)
            except Stale:
                await self._go_on_anew()
                raise
            self.applied += 1

    async def budget_left(self, running: Exchanged | None = None) -> int | None:
        """How many bytes may still be spent now; None: no limit."""
        if self.budget == Budget():
            return None
        spent = running.bytes_up + running.bytes_down if running else 0
        left = [] if self.budget.exchange_bytes is None else [self.budget.exchange_bytes - spent]
        if self.budget.day_bytes is not None:
            async with self.database.reading() as tx:
                today = await bytes_since(tx, moment(self.now_ms())[:10])
            left.append(self.budget.day_bytes - today - spent)
        return max(0, min(left))

    async def _begin(self, tx: WriteTransaction) -> Any:
        """Count this exchange before it is sent, so that a copy of this node is seen to be one."""
        mine = STATE.c.yacht_id == self.yacht_id
        await tx.rows(STATE.update().where(mine).values(number=STATE.c.number + 1))
        return (await tx.rows(sa.select(STATE).where(mine)))[0]

    async def _request(self, state: Any, left: int | None) -> Request:
        async with self.database.reading() as tx:
            asked = await _asked(tx, state["epoch"], self.under_way.in_doubt)
            count = (await tx.rows(sa.select(sa.func.count().label("n")).select_from(OUTBOX).where(IN_BACKLOG)))[0]["n"]
            lacks = self.under_way.lacks
            stretches = await parting.next_stretches(tx, self.yacht_id, lacks[0] if lacks else 0)
            half_here = await pieces.held(tx, self.yacht_id)
            hours = await untold(tx, self.now_ms(), left is not None or self.pace.life_bytes is not None)
        limits = [n for n in (left, self.pace.room_bytes(), self.wanted_bytes or None) if n is not None]
        self.progress.waiting = count
        self.under_way.offered_to = stretches[-1].last if stretches else 0
        return Request(
            node_id=state["node_id"], epoch=state["epoch"], position=state["position"], digest=state["digest"],
            generation=state["generation"], reference_version=state["reference_version"], number=state["number"],
            wanted_bytes=self._wanted(limits), backlog=count,
            asked=asked, ahead=state["ahead"], ahead_until=state["ahead_until"] if is_new(state) else 0,
            whole=self.under_way.whole, piece=half_here, hours=hours,
            offers=[offer for stretch in stretches for offer in stretch.offers],
        )  # fmt: skip

    def _wanted(self, limits: Sequence[int]) -> int:
        """How much may come back; 0: as the shore likes."""
        room = [max(SMALLEST_BYTES, limit - OVERHEAD_BYTES) for limit in limits]
        return min([*room, *([] if self.pace.wanted_bytes is None else [self.pace.wanted_bytes])], default=0)

    async def _round_trip(self, done: Exchanged, left: int | None) -> None:
        state = await self.database.write(self._begin, self.yacht_id)
        request = await self._request(state, left)
        with calling(request.node_id, request.epoch, request.number):
            await self._spoken(done, left, request)

    async def _spoken(self, done: Exchanged, left: int | None, request: Request) -> None:
        writer = RequestWriter(request, self.key.sign, _LEVEL)
        back = await self._brought_back()
        is_limited = left is not None or self.pace.life_bytes is not None
        outgoing: Outgoing = await self.database.read(lambda tx: Outgoing.read(tx, request, self.yacht_id, is_limited))
        asks = bool(request.asked)
        self.under_way.begin()
        sending = Sending(self.database, writer, outgoing, back, self.pace, self.under_way, left, asks, self.progress)
        groups = sending.groups()
        first = await anext(groups)
        second = await anext(groups, None)
        rest = None if second is None else _chained(second, groups)
        reader = None
        async for piece in self.transport.send(first, rest):
            reader = reader or ReplyReader(request, writer.last_signature, self.yacht_id)
            for group in reader.feed(piece):
                await self.database.write(partial(self._take, request, group), self.yacht_id)
                self.under_way.answered(group.reply, is_first=not done.has_arrived)
                done.more, done.has_arrived = group.reply.more, True
                self.progress.position, self.progress.head = group.reply.position, group.reply.head
        if reader is None or not reader.is_done:
            raise BadMessage("the answer is not whole")
        lacks = self.under_way.lacks
        has_all = lacks is not None and not lacks[1]
        came_back = [part.position for part in back] if sending.brought_back else []
        there = max(self.under_way.offered_to if has_all else 0, *came_back, 0)
        if there:
            await self.database.write(lambda tx: parting.returned(tx, there), self.yacht_id)
        self.under_way.whole = False
        if request.hours:
            await self.database.write(lambda tx: note_told(tx, request.hours), self.yacht_id)
        await self._learn()
        async with self.database.reading() as tx:
            waiting = await tx.rows(sa.select(OUTBOX.c.seq).limit(1))
            stretches = await parting.next_stretches(tx, self.yacht_id)
        done.more = done.more or bool(waiting and (asks or outgoing.sent)) or bool(stretches)

    async def _take(self, request: Request, group: ReplyGroup, tx: WriteTransaction) -> None:
        group = await pieces.completed(tx, group)
        reply = group.read(await named(tx, sorted(group.needed)))
        await Incoming(tx, request, self.now_ms(), self.draw).take(reply)

    async def _brought_back(self) -> list[Returned]:
        """What the shore was found to lack of the stretches that were offered."""
        if self.under_way.lacks is None:
            return []
        end, lacks = self.under_way.lacks
        async with self.database.reading() as tx:
            stretches = await parting.next_stretches(tx, self.yacht_id, until=end)
            return await parting.brought_back(tx, self.yacht_id, stretches, lacks)

    async def _learn(self) -> None:
        """How much had passed on the connection that broke: to the end of the last group that arrived."""
        if not self.under_way.broken:
            return
        async with self.database.reading() as tx:
            waiting = {row["seq"] for row in await tx.rows(sa.select(OUTBOX.c.seq))}
        self.pace.learnt(self.under_way.passed_bytes(waiting))

    async def _find_where_they_part(self, total: Exchanged) -> None:
        """Mend what is damaged here; else ask the shore, position by position, and go back to the last that agrees."""
        if await self.database.write(lambda tx: parting.mend(tx, self.now_ms()), self.yacht_id):
            return
        async with self.database.reading() as tx:
            high = (await tx.rows(sa.select(STATE.c.position).where(STATE.c.yacht_id == self.yacht_id)))[0]["position"]

        async def probe(low: int, high: int) -> list[tuple[int, bytes]]:
            async with self.database.reading() as tx:
                return await parting.probes_between(tx, self.yacht_id, low, high)

        async def ask(probes: Sequence[tuple[int, bytes]]) -> int:
            total.round_trips += 1
            return await self._asked_about(probes)

        common = await parting.common_position(probe, ask, high)
        await self.database.write(lambda tx: parting.part(tx, common, self.now_ms()), self.yacht_id)

    async def _asked_about(self, probes: Sequence[tuple[int, bytes]]) -> int:
        state = await self.database.write(self._begin, self.yacht_id)
        request = replace(await self._request(state, None), probes=probes, asked=(), offers=(), hours=())
        writer = RequestWriter(request, self.key.sign, _LEVEL)
        body = writer.group()
        reader = ReplyReader(request, writer.last_signature, self.yacht_id)
        agreed = 0
        async for piece in self.transport.send(body, None):
            for group in reader.feed(piece):
                agreed = request.position if group.reply.digest_matches else group.reply.agreed
        if not reader.is_done:
            raise BadMessage("the answer is not whole")
        return agreed


async def _chained(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece


async def _asked(tx: ReadTransaction, epoch: str, in_doubt: bool) -> list[tuple[str, int, int]]:
    """Runs of the outbox to ask about: of epochs that are over always, of this one if some may have arrived."""
    rows = await tx.rows(
        sa.select(OUTBOX.c.epoch, OUTBOX.c.seq).order_by(OUTBOX.c.epoch, OUTBOX.c.seq).limit(MOST_ASKED)
    )
    runs: list[tuple[str, int, int]] = []
    for row in rows:
        if row["epoch"] == epoch and not in_doubt:
            continue
        if runs and runs[-1][0] == row["epoch"] and runs[-1][1] + runs[-1][2] == row["seq"]:
            runs[-1] = (row["epoch"], runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((row["epoch"], row["seq"], 1))
    return runs


def is_new(state: Any) -> bool:
    """Whether a node, by its node_state row, has not read the feed as far as its open items came ahead of it."""
    return state["ahead"] is not None or state["position"] < state["ahead_until"]


async def bytes_since(tx: ReadTransaction, at: str) -> int:
    """How many bytes the exchanges since then cost, both ways."""
    sums = [sa.func.coalesce(sa.func.sum(_EXCHANGES.c[name]), 0) for name in ("bytes_up", "bytes_down")]
    row = (await tx.rows(sa.select((sums[0] + sums[1]).label("n")).where(_EXCHANGES.c.at >= at)))[0]
    return int(row["n"])


async def _log(tx: WriteTransaction, done: Exchanged, life_bytes: int | None) -> None:
    row = {**done.as_dict(), "yacht_id": tx.yacht_id, "id": str(uuid7())}
    await tx.rows(_EXCHANGES.insert().values(row))
    await tx.rows(STATE.update().where(STATE.c.yacht_id == tx.yacht_id).values(link_life_bytes=life_bytes))
