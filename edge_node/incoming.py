"""How the node takes in what the shore answers: each group of a reply whole or not at all."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from edge_node.database import WriteTransaction
from edge_node.epochs import record_again, take_out
from edge_node.outgoing import ENTRIES, FEED
from edge_node.persist import OUTBOX, STATE, set_parts
from edge_node.roster_audit import audit_arrival
from edge_node.tables import Ahead, Seal
from shared_models.changes import Changes, Recorder
from shared_models.entries import HistoryEntry, canonical_json, moment
from shared_models.exchange import SAME_ID, BadMessage, Placed, Receipt, Reply, Request, check_of
from shared_models.journal import chain_of, entry_of, feed_row, quarantine_row
from shared_models.store import admit, unreadable
from shared_models.tables import REFERENCE, SHOPPING_LIST, Flag, Part, Quarantined, table_of

AHEAD, SEALS = table_of(Ahead), table_of(Seal)
_QUARANTINE, _FLAGS = table_of(Quarantined), table_of(Flag)
_PLACED = sa.and_(FEED.c.yacht_id == ENTRIES.c.yacht_id, FEED.c.entry_id == ENTRIES.c.entry_id)
_TABLES = {table_of(model).name: table_of(model) for model in REFERENCE}


class Stale(Exception):
    """Another has spoken with this node's epoch."""


class Mismatch(Exception):
    """The two sides hold different histories."""


class NotHere(Exception):
    """The shore names entries that are not here: it must send them whole."""


async def named(tx: WriteTransaction, positions: Sequence[int]) -> dict[int, str]:
    """The ids of the entries at positions of the feed, also of those that came ahead of it."""
    found: dict[int, str] = {}
    for table in (FEED, AHEAD):
        where = sa.and_(table.c.yacht_id == tx.yacht_id, table.c.position.in_(positions))
        rows = await tx.rows(sa.select(table.c.position, table.c.entry_id).where(where))
        found |= {row["position"]: row["entry_id"] for row in rows}
    return found


class Incoming:
    """Takes in the groups of the reply to one request."""

    def __init__(self, tx: WriteTransaction, request: Request, now_ms: int, draw: Callable[[], str]) -> None:
        self.tx, self.request, self.now_ms, self.draw = tx, request, now_ms, draw
        self.yacht_id = tx.yacht_id

    async def take(self, reply: Reply) -> None:
        """Take in one group. Raises Stale, Mismatch, NotHere or BadMessage, and then nothing is changed."""
        if reply.stale:
            raise Stale
        if not reply.digest_matches:
            raise Mismatch
        await self._receipts(reply.receipts)
        if reply.receipts_follow:
            return  # what has no receipt yet may still get one
        state = await self.state()
        over = {epoch for epoch, _, _ in self.request.asked} - {state["epoch"]}
        if over:
            await record_again(self.tx, over, self.now_ms, self.draw)
        if reply.piece is not None:
            return  # the rest of what it says holds once it is whole
        if reply.ahead is not None:
            await self._ahead(reply, reply.ahead)
        if reply.feed and state["position"] + 1 == reply.feed[0].position:
            await self._feed(reply)
        # a reply that came as a file may be older than what is here
        if reply.reference_version < state["reference_version"] and reply.generation == state["generation"]:
            return
        await self._reference(reply)
        known = {"generation": reply.generation, "reference_version": reply.reference_version}
        await self.tx.rows(STATE.update().where(STATE.c.yacht_id == self.yacht_id).values(known))

    async def state(self) -> Any:
        """The node_state row."""
        return (await self.tx.rows(sa.select(STATE).where(STATE.c.yacht_id == self.yacht_id)))[0]

    async def _receipts(self, receipts: Sequence[Receipt]) -> None:
        """Empty the outbox of what the shore says is durable; keep in sight what it could not read."""
        for receipt in receipts:
            epoch, last = receipt.epoch or self.request.epoch, receipt.first_seq + receipt.count - 1
            mine = sa.and_(
                OUTBOX.c.yacht_id == self.yacht_id, OUTBOX.c.epoch == epoch,
                OUTBOX.c.seq.between(receipt.first_seq, last),
            )  # fmt: skip
            if receipt.check and not await self._is_ours(epoch, receipt):
                if epoch == self.request.epoch:
                    raise Stale
                continue  # a copy of this node recorded it; ours is recorded again under the new epoch
            if receipt.position is None:
                await self._refused(receipt, epoch, mine)
            await self.tx.rows(OUTBOX.delete().where(mine))

    async def _is_ours(self, epoch: str, receipt: Receipt) -> bool:
        last = receipt.first_seq + receipt.count - 1
        # what the shore could not read it has as bytes, which need not be what was hashed here
        columns = (ENTRIES.c.hash,) if receipt.position is not None else ENTRIES.c
        rows = await self.tx.rows(
            sa.select(*columns)
            .where(
                ENTRIES.c.yacht_id == self.yacht_id, ENTRIES.c.node_id == self.request.node_id,
                ENTRIES.c.epoch == epoch, ENTRIES.c.seq.between(receipt.first_seq, last),
            )
            .order_by(ENTRIES.c.seq)
        )  # fmt: skip
        hashes = [row["hash"] if receipt.position is not None else entry_of(row).hash for row in rows]
        return len(rows) == receipt.count and check_of(b"".join(hashes)) == receipt.check

    async def _refused(self, receipt: Receipt, epoch: str, mine: sa.ColumnElement[bool]) -> None:
        rows = await self.tx.rows(sa.select(OUTBOX.c.entry_id, OUTBOX.c.seq).where(mine))
        for row in rows:
            author, why = (self.request.node_id, epoch, row["seq"]), receipt.reason or "the shore could not read it"
            kept = quarantine_row(self.yacht_id, author, row["entry_id"], b"", why, moment(self.now_ms))
            await self.tx.rows(insert(_QUARANTINE).values(kept).on_conflict_do_nothing())

    async def _ahead(self, reply: Reply, ahead: Sequence[Placed]) -> None:
        """Open items, before the feed gets to them."""
        fresh = [(placed.entry, b"") for placed in ahead if placed.entry is not None]
        held = await self._hashes([entry.entry_id for entry, _ in fresh])
        recorder = await self.tx.recorder()
        readable = [
            (entry, chain) for entry, chain in fresh
            if entry.entry_id not in held and unreadable(entry, self.yacht_id) is None
        ]  # fmt: skip
        await self.tx.persist(await admit(self.tx, recorder, readable, self.now_ms))
        places = [
            {"yacht_id": self.yacht_id, "position": placed.position, "entry_id": placed.entry.entry_id}
            for placed in ahead
            if placed.entry is not None and placed.position > recorder.position
        ]
        if places:
            await self.tx.rows(insert(AHEAD).on_conflict_do_nothing(), places)
        cursor = {"ahead": reply.ahead_cursor, "ahead_until": reply.ahead_until}
        await self.tx.rows(STATE.update().where(STATE.c.yacht_id == self.yacht_id).values(cursor))

    async def _feed(self, reply: Reply) -> None:
        recorder, stored_at = await self.tx.recorder(), moment(self.now_ms)
        fresh: list[tuple[HistoryEntry, bytes]] = []
        feed, unread = [], []
        held = await self._hashes([placed.entry.entry_id for placed in reply.feed if placed.entry is not None])
        known = await self._own([placed.seq for placed in reply.feed if placed.seq is not None])
        came_ahead = await self._came_ahead(
            [placed for placed in reply.feed if placed.seq is None and placed.entry is None]
        )
        chains: dict[tuple[str, str, int], bytes] = {}
        for placed in reply.feed:
            if placed.position != recorder.position + 1:
                raise BadMessage("the feed has a gap")
            entry = placed.entry
            if entry is None:
                found = came_ahead.get(placed.position) if placed.seq is None else known.get(placed.seq)
                if found is None and placed.seq is not None and placed.seq > (await self.state())["seq"]:
                    raise Stale  # what this node had recorded once: its data was put back in time
                if found is None:
                    raise NotHere
                entry_id, entry_hash = found
            else:
                entry_id, entry_hash = entry.entry_id, entry.hash
                if held.get(entry_id) is None and (why := unreadable(entry, self.yacht_id)) is not None:
                    author = (entry.node_id, entry.epoch, entry.seq)
                    raw = canonical_json(entry.as_dict()).encode()
                    unread.append(quarantine_row(self.yacht_id, author, entry_id, raw, why, stored_at, entry.item_id))
                elif held.get(entry_id) is None:
                    fresh.append((entry, placed.chain or await chain_of(self.tx, entry, chains)))
                elif held[entry_id] != entry_hash:
                    await self._give_way(entry_id)
                    fresh.append((entry, placed.chain or b""))
            feed.append(feed_row(recorder, entry_id, entry_hash, stored_at))
        if recorder.position != reply.position or not recorder.digest.startswith(reply.digest):
            raise Mismatch
        changes: Changes = await admit(self.tx, recorder, fresh, self.now_ms)
        changes.feed, changes.quarantined = feed, unread
        await self.tx.persist(changes)
        await self._seal(reply, recorder)
        await self._read_ashore()

    async def _give_way(self, entry_id: str) -> None:
        """One id stands for two entries: the first in the feed stands, ours goes to the quarantine."""
        where = sa.and_(ENTRIES.c.yacht_id == self.yacht_id, ENTRIES.c.entry_id == entry_id)
        rows = await self.tx.rows(sa.select(ENTRIES, FEED.c.position).outerjoin(FEED, _PLACED).where(where))
        if rows[0]["position"] is not None:
            raise Mismatch
        ours = entry_of(rows[0])
        raw = canonical_json(ours.as_dict()).encode()
        await take_out(self.tx, ours, raw, SAME_ID, self.now_ms)
        mine = sa.and_(OUTBOX.c.yacht_id == self.yacht_id, OUTBOX.c.entry_id == entry_id)
        await self.tx.rows(OUTBOX.delete().where(mine))

    async def _seal(self, reply: Reply, recorder: Recorder) -> None:
        row = {
            "yacht_id": self.yacht_id, "position": recorder.position, "generation": reply.generation,
            "seal": reply.seal,
        }  # fmt: skip
        rest = {"generation": reply.generation, "seal": reply.seal}
        keys = ("yacht_id", "position")
        await self.tx.rows(insert(SEALS).values(row).on_conflict_do_update(index_elements=keys, set_=rest))
        passed = sa.and_(AHEAD.c.yacht_id == self.yacht_id, AHEAD.c.position <= recorder.position)
        await self.tx.rows(AHEAD.delete().where(passed))

    async def _read_ashore(self) -> None:
        """What the shore could not read at first, and has placed now, waits no longer."""
        placed = sa.and_(FEED.c.yacht_id == _QUARANTINE.c.yacht_id, FEED.c.entry_id == _QUARANTINE.c.entry_id)
        await self.tx.rows(
            _QUARANTINE.update()
            .where(_QUARANTINE.c.yacht_id == self.yacht_id, _QUARANTINE.c.read_at.is_(None),
                   _QUARANTINE.c.raw == b"", sa.exists().where(placed))
            .values(read_at=moment(self.now_ms))
        )  # fmt: skip

    async def _hashes(self, names: list[str]) -> dict[str, bytes]:
        rows = await self.tx.rows(
            sa.select(ENTRIES.c.entry_id, ENTRIES.c.hash).where(
                ENTRIES.c.yacht_id == self.yacht_id, ENTRIES.c.entry_id.in_(names)
            )
        )
        return {row["entry_id"]: row["hash"] for row in rows}

    async def _own(self, seqs: list[int]) -> dict[int, tuple[str, bytes]]:
        rows = await self.tx.rows(
            sa.select(ENTRIES.c.seq, ENTRIES.c.entry_id, ENTRIES.c.hash).where(
                ENTRIES.c.yacht_id == self.yacht_id, ENTRIES.c.node_id == self.request.node_id,
                ENTRIES.c.epoch == self.request.epoch, ENTRIES.c.seq.in_(seqs),
            )
        )  # fmt: skip
        return {row["seq"]: (row["entry_id"], row["hash"]) for row in rows}

    async def _came_ahead(self, placed: Sequence[Placed]) -> dict[int, tuple[str, bytes]]:
        here = sa.and_(ENTRIES.c.yacht_id == AHEAD.c.yacht_id, ENTRIES.c.entry_id == AHEAD.c.entry_id)
        rows = await self.tx.rows(
            sa.select(AHEAD.c.position, ENTRIES.c.entry_id, ENTRIES.c.hash).join(ENTRIES, here).where(
                AHEAD.c.yacht_id == self.yacht_id, AHEAD.c.position.in_([one.position for one in placed])
            )
        )  # fmt: skip
        return {row["position"]: (row["entry_id"], row["hash"]) for row in rows}

    async def _reference(self, reply: Reply) -> None:
        """Roster, catalogue, work orders, deliveries and flags: rows that the shore changed."""
        for name, rows in reply.reference.items():
            table = _TABLES.get(name)
            if table is None:
                continue
            columns = {column.name for column in table.c}
            primary = [column.name for column in table.primary_key]
            parts = []
            for raw in rows:
                row = {key: value for key, value in raw.items() if key in columns} | {"yacht_id": self.yacht_id}
                if raw.get("yacht_id", self.yacht_id) != self.yacht_id:
                    raise BadMessage("a row of another yacht")
                if table is table_of(Part):
                    row.pop("quantity_on_hand", None)
                    parts.append(row)
                    continue
                await audit_arrival(self.tx, table, row, self.now_ms)
                await self._upsert(table, row, primary)
            set_parts(self.tx.connection, self.yacht_id, parts)
        flag = {"yacht_id": self.yacht_id, "flag": SHOPPING_LIST, "is_on": reply.enabled, "version": 0}
        is_so = sa.select(_FLAGS.c.is_on).where(_FLAGS.c.yacht_id == self.yacht_id, _FLAGS.c.flag == SHOPPING_LIST)
        if [row["is_on"] for row in await self.tx.rows(is_so)] != [reply.enabled]:
            await self._upsert(_FLAGS, flag, ["yacht_id", "flag"])

    async def _upsert(self, table: sa.Table, row: dict[str, Any], primary: list[str]) -> None:
        rest = {key: value for key, value in row.items() if key not in primary}
        upsert = insert(table).values(row)
        await self.tx.rows(upsert.on_conflict_do_update(index_elements=primary, set_=rest))
