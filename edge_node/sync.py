"""The node's side of the exchange. `Engine.exchange_once` does one round trip; time and transport are passed in.

The outbox is emptied by the shore's receipt alone. Whatever fails leaves everything as it was, and the next
exchange begins again from there.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.dialects.sqlite import insert
from uuid_utils.compat import uuid7

from edge_node.database import NodeDatabase, ReadTransaction, WriteTransaction
from edge_node.persist import OUTBOX, STATE, set_part
from edge_node.tables import SyncExchange
from shared_models.changes import Changes
from shared_models.entries import HistoryEntry, canonical_json, moment
from shared_models.exchange import PACKED, BadMessage, Reply, Request, Signed, decode_reply, encode_request, packed
from shared_models.journal import entry_of, feed_row, quarantine_row
from shared_models.store import admit, unreadable
from shared_models.tables import REFERENCE, Entry, FeedRow, Part, Quarantined, table_of

_ENTRIES, _FEED, _EXCHANGES = table_of(Entry), table_of(FeedRow), table_of(SyncExchange)
SMALLEST_BATCH, LARGEST_BATCH = 1, 512
LARGEST_REQUEST_BYTES = 1_000_000

Transport = Callable[[bytes, Mapping[str, str]], Awaitable[bytes]]
"""Sends a request's body with headers and returns the reply's body; raises LinkDown if there is none."""


class LinkDown(Exception):
    """The shore could not be reached, or did not answer in time."""


class Refused(Exception):
    """The shore does not know this node, or no longer."""


class Disagreement(Exception):
    """The two sides do not hold the same history."""


@dataclass
class Exchanged:
    """What one exchange did. outcome: ok, link_down, not_ours, mismatch or refused."""

    outcome: str
    at: str
    bytes_up: int = 0
    bytes_down: int = 0
    round_trips: int = 0
    more: bool = False

    def as_dict(self) -> dict[str, Any]:
        """As sync status shows it."""
        return {
            "at": self.at, "bytes_up": self.bytes_up, "bytes_down": self.bytes_down,
            "round_trips": self.round_trips, "outcome": self.outcome,
        }  # fmt: skip


@dataclass
class Engine:
    """One yacht's exchange with the shore."""

    database: NodeDatabase
    yacht_id: str
    key: Ed25519PrivateKey
    transport: Transport
    now_ms: Callable[[], int]
    wanted_bytes: int = 256_000
    batch: int = LARGEST_BATCH
    link: str = "unknown"
    since: str | None = None
    last: Exchanged | None = None
    applied: int = 0
    """How many replies were taken in; what was read before the last one may be out of date."""
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def exchange(self, rounds: int = 50) -> Exchanged:
        """Exchange until there is nothing more, or it fails. One run at a time; a second one waits its turn."""
        async with self._one:
            total = Exchanged("ok", moment(self.now_ms()))
            for _ in range(rounds):
                done = await self.exchange_once()
                total.bytes_up += done.bytes_up
                total.bytes_down += done.bytes_down
                total.round_trips += done.round_trips
                total.outcome = done.outcome
                if done.outcome != "ok" or not done.more:
                    break
            self._remember(total)
            await self.database.write(lambda tx: _log(tx, total), self.yacht_id)
            return total

    def _remember(self, done: Exchanged) -> None:
        link = "up" if done.outcome in ("ok", "mismatch", "refused") else "down"
        if link != self.link:
            self.link, self.since = link, done.at
        self.last = done

    async def exchange_once(self) -> Exchanged:
        """One round trip: push, acknowledge, pull and check."""
        at = moment(self.now_ms())
        async with self.database.reading() as tx:
            request = await self._request(tx)
        body = packed(encode_request(request))
        signature = self.key.sign(hashlib.sha256(body).digest()).hex()
        headers = {**PACKED, "content-type": "application/json", "x-node": request.node_id, "x-signature": signature}
        sent = Exchanged("ok", at, bytes_up=len(body), round_trips=1)
        try:
            answer = await self.transport(body, headers)
            sent.bytes_down = len(answer)
            reply = decode_reply(answer)
            await self.database.write(lambda tx: self._apply(tx, request, reply), self.yacht_id)
        except LinkDown:
            self.batch = max(SMALLEST_BATCH, self.batch // 2)
            sent.outcome = "link_down"
        except BadMessage:
            self.batch = max(SMALLEST_BATCH, self.batch // 2)
            sent.outcome = "not_ours"
        except Refused:
            sent.outcome = "refused"
        except Disagreement:
            sent.outcome = "mismatch"
        else:
            self.applied += 1
            self.batch = min(LARGEST_BATCH, self.batch * 2)
            left = request.backlog - len(request.entries)
            sent.more = reply.more or left > 0
        return sent

    async def _request(self, tx: ReadTransaction) -> Request:
        state = (await tx.rows(sa.select(STATE).where(STATE.c.yacht_id == self.yacht_id)))[0]
        own = sa.and_(_ENTRIES.c.yacht_id == OUTBOX.c.yacht_id, _ENTRIES.c.entry_id == OUTBOX.c.entry_id)
        rows = await tx.rows(
            sa.select(_ENTRIES).join(OUTBOX, own).order_by(OUTBOX.c.epoch, OUTBOX.c.seq).limit(self.batch)
        )
        total = await tx.rows(sa.select(sa.func.count().label("n")).select_from(OUTBOX))
        return Request(
            node_id=state["node_id"], epoch=state["epoch"], position=state["position"], digest=state["digest"],
            generation=state["generation"], reference_version=state["reference_version"],
            wanted_bytes=self.wanted_bytes, backlog=total[0]["n"],
            entries=_up_to([Signed(entry_of(row).as_dict(), row["hash"], row["chain"]) for row in rows]),
        )  # fmt: skip

    async def _apply(self, tx: WriteTransaction, request: Request, reply: Reply) -> None:
        """Take in a reply: everything or nothing."""
        state = (await tx.rows(sa.select(STATE).where(STATE.c.yacht_id == self.yacht_id)))[0]
        if state["generation"] and reply.generation != state["generation"]:
            raise Disagreement("the shore was restored")
        if not reply.digest_matches:
            raise Disagreement("the shore holds another history")
        await _take_receipts(tx, self.yacht_id, request, reply, moment(self.now_ms()))
        if state["position"] == request.position and reply.position >= request.position:
            await self._take_feed(tx, request, reply)
        await _take_reference(tx, self.yacht_id, reply)
        await tx.rows(
            STATE.update()
            .where(STATE.c.yacht_id == self.yacht_id)
            .values(generation=reply.generation, reference_version=reply.reference_version, seal=reply.seal)
        )

    async def _take_feed(self, tx: WriteTransaction, request: Request, reply: Reply) -> None:
        recorder = await tx.recorder()
        now_ms, stored_at = self.now_ms(), moment(self.now_ms())
        fresh: list[tuple[HistoryEntry, bytes]] = []
        feed, unread = [], []
        ids = [signed.entry.get("entry_id") for placed in reply.feed if (signed := placed.signed) is not None]
        held = await _hashes(tx, self.yacht_id, [name for name in ids if isinstance(name, str)])
        own = await _own(tx, self.yacht_id, request, [p.seq for p in reply.feed if p.signed is None])
        for placed in reply.feed:
            if placed.position != recorder.position + 1:
                raise BadMessage("the feed has a gap")
            if placed.signed is None:
                entry_id, entry_hash = own[placed.seq or 0]
            else:
                try:
                    entry = placed.signed.read()
                except ValueError as error:
                    raise BadMessage("the feed holds an entry that cannot be read") from error
                entry_id, entry_hash = entry.entry_id, placed.signed.hash
                if held.get(entry_id) is None and (why := unreadable(entry, self.yacht_id)) is not None:
                    author = (entry.node_id, entry.epoch, entry.seq)
                    raw = canonical_json(entry.as_dict()).encode()
                    unread.append(quarantine_row(self.yacht_id, author, entry_id, raw, why, stored_at))
                elif held.get(entry_id) is None:
                    fresh.append((entry, placed.signed.chain))
                elif held[entry_id] != entry_hash:
                    raise Disagreement("one id stands for two entries")
            feed.append(feed_row(recorder, entry_id, entry_hash, stored_at))
        if recorder.position != reply.position or recorder.digest != reply.digest:
            raise Disagreement("the digests differ")
        if not feed:
            return
        changes: Changes = await admit(tx, recorder, fresh, now_ms)
        changes.feed, changes.quarantined = feed, unread
        await tx.persist(changes)


def _up_to(entries: list[Signed]) -> list[Signed]:
    """As many as fit into one request, at least one."""
    size = 0
    for count, signed in enumerate(entries):
        size += len(canonical_json(dict(signed.entry)))
        if size > LARGEST_REQUEST_BYTES and count:
            return entries[:count]
    return entries


async def _hashes(tx: WriteTransaction, yacht_id: str, names: list[str]) -> dict[str, bytes]:
    statement = sa.select(_ENTRIES.c.entry_id, _ENTRIES.c.hash)
    rows = await tx.rows(statement.where(_ENTRIES.c.yacht_id == yacht_id, _ENTRIES.c.entry_id.in_(names)))
    return {row["entry_id"]: row["hash"] for row in rows}


async def _own(
    tx: WriteTransaction, yacht_id: str, request: Request, seqs: list[int | None]
) -> dict[int, tuple[str, bytes]]:
    statement = sa.select(_ENTRIES.c.seq, _ENTRIES.c.entry_id, _ENTRIES.c.hash)
    rows = await tx.rows(
        statement.where(
            _ENTRIES.c.yacht_id == yacht_id, _ENTRIES.c.node_id == request.node_id,
            _ENTRIES.c.epoch == request.epoch, _ENTRIES.c.seq.in_([seq for seq in seqs if seq is not None]),
        )
    )  # fmt: skip
    found = {row["seq"]: (row["entry_id"], row["hash"]) for row in rows}
    if len(found) != len(seqs):
        raise Disagreement("the shore names entries that are not here")
    return found


async def _take_receipts(tx: WriteTransaction, yacht_id: str, request: Request, reply: Reply, at: str) -> None:
    """Empty the outbox of what the shore says is durable; keep in sight what it could not read."""
    for receipt in reply.receipts:
        last = receipt.first_seq + receipt.count - 1
        mine = sa.and_(
            OUTBOX.c.yacht_id == yacht_id, OUTBOX.c.epoch == request.epoch,
            OUTBOX.c.seq.between(receipt.first_seq, last),
        )  # fmt: skip
        if receipt.position is None:
            for row in await tx.rows(sa.select(OUTBOX.c.entry_id, OUTBOX.c.seq).where(mine)):
                author, why = (
                    (request.node_id, request.epoch, row["seq"]),
                    receipt.reason or "the shore could not read it",
                )
                kept = quarantine_row(yacht_id, author, row["entry_id"], b"", why, at)
                await tx.rows(insert(table_of(Quarantined)).values(kept).on_conflict_do_nothing())
        await tx.rows(OUTBOX.delete().where(mine))


async def _take_reference(tx: WriteTransaction, yacht_id: str, reply: Reply) -> None:
    """Roster, catalogue, work orders, deliveries and flags: rows that the shore changed."""
    by_name = {table_of(model).name: table_of(model) for model in REFERENCE}
    for name, rows in reply.reference.items():
        table = by_name.get(name)
        if table is None:
            continue
        columns = {column.name for column in table.c}
        primary = [column.name for column in table.primary_key]
        for raw in rows:
            row = {key: value for key, value in raw.items() if key in columns}
            if row.get("yacht_id") != yacht_id:
                raise BadMessage("a row of another yacht")
            if table is table_of(Part):
                row.pop("quantity_on_hand", None)
                set_part(tx.connection, row)
                continue
            rest = {key: value for key, value in row.items() if key not in primary}
            upsert = insert(table).values(row)
            await tx.rows(upsert.on_conflict_do_update(index_elements=primary, set_=rest))


async def _log(tx: WriteTransaction, done: Exchanged) -> None:
    row = {**done.as_dict(), "yacht_id": tx.yacht_id, "id": str(uuid7())}
    await tx.rows(_EXCHANGES.insert().values(row))


async def status(engine: Engine, tx: ReadTransaction) -> dict[str, Any]:
    """What GET /v1/sync/status answers."""
    state = (await tx.rows(sa.select(STATE).where(STATE.c.yacht_id == engine.yacht_id)))[0]
    count = sa.func.count().label("total")
    urgent = sa.func.coalesce(sa.func.sum(sa.case((OUTBOX.c.priority == 0, 1), else_=0)), 0).label("urgent")
    backlog = (await tx.rows(sa.select(count, urgent).select_from(OUTBOX)))[0]
    midnight = moment(engine.now_ms())[:10]
    sums = [
        sa.func.coalesce(sa.func.sum(_EXCHANGES.c[n]), 0).label(n) for n in ("bytes_up", "bytes_down", "round_trips")
    ]
    today = (await tx.rows(sa.select(*sums, count).where(_EXCHANGES.c.at >= midnight)))[0]
    last = engine.last.as_dict() if engine.last else await _last_exchange(tx)
    quarantined = (await tx.rows(sa.select(count).select_from(table_of(Quarantined))))[0]["total"]
    return {
        "link": engine.link,
        "since": engine.since,
        "backlog": {"total": backlog["total"], "urgent": backlog["urgent"]},
        "last_exchange": last,
        "today": {
            "bytes_up": today["bytes_up"], "bytes_down": today["bytes_down"],
            "round_trips": today["round_trips"], "exchanges": today["total"],
        },
        "budget_left_bytes": None,
        "position": state["position"],
        "digest": state["digest"].hex(),
        "quarantined": quarantined,
    }  # fmt: skip


async def _last_exchange(tx: ReadTransaction) -> dict[str, Any] | None:
    """The last exchange before this start."""
    columns = [_EXCHANGES.c[name] for name in ("at", "bytes_up", "bytes_down", "round_trips", "outcome")]
    rows = await tx.rows(sa.select(*columns).order_by(_EXCHANGES.c.at.desc()).limit(1))
    return dict(rows[0]) if rows else None
