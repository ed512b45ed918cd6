"""What the shore does with entries that a node brings: check, rule, store, and say which are durable.

The shore trusts no node's word: hash and chain are checked, then the roster at the time of the event, then the rules.
"""

import hashlib
import hmac
import logging
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from cloud_sync.damage import DAMAGED
from cloud_sync.database import PostgresTransaction
from cloud_sync.tables import Node as NodeRow
from shared_models.entries import GENESIS, RULING, HistoryEntry, canonical_json, link, moment
from shared_models.exchange import (
    COPY,
    MOST_ASKED,
    PROBE_BYTES,
    SAME_ID,
    BadMessage,
    Receipt,
    Request,
    Signed,
    check_of,
)  # fmt: skip
from shared_models.host import VERSION
from shared_models.journal import chain_of, notice_row, place, quarantine_row
from shared_models.records import SEAL_BYTES
from shared_models.request_frames import Group, Returned, Run
from shared_models.resolve import Rule
from shared_models.states import Action
from shared_models.store import Judge, admit, read_again, unreadable
from shared_models.tables import Entry, FeedRow, Quarantined, UserRole, table_of

log = logging.getLogger("lazarette.sync")

ENTRIES, FEED = table_of(Entry), table_of(FeedRow)
_ROLES, _NODES, _QUARANTINE = table_of(UserRole), table_of(NodeRow), table_of(Quarantined)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNPROVED = "the shore's seal on it does not fit"


@dataclass(frozen=True)
class Node:
    """A node that proved who it is."""

    node_id: str
    yacht_id: str


@dataclass(frozen=True)
class Brought:
    """One entry as it came. `entry` None: it cannot be read, and `why`. `chain`: as claimed."""

    seq: int
    entry: HistoryEntry | None
    hash: bytes
    chain: bytes
    raw: bytes
    why: str | None = None


def is_uuid(entry: HistoryEntry) -> bool:
    """Whether the entry names its item by something that can be one."""
    return entry.item_id is not None and bool(_UUID.fullmatch(entry.item_id))


def seal_of(key: bytes, yacht_id: str, generation: str, position: int, digest: bytes) -> bytes:
    """The shore's word that the yacht's feed had this digest at this position."""
    return hmac.digest(key, f"{yacht_id}:{generation}:{position}:{digest.hex()}".encode(), "sha256")[:SEAL_BYTES]


@dataclass
class Roster:
    """Who held which role when, by person and role; since when the node is there; when what it had seen was stored."""

    held: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]]
    enrolled_at: str
    stored_at: dict[int, str] = field(default_factory=dict)


@dataclass
class Intake:
    """Takes in what one request brings, a transaction for each group."""

    tx: PostgresTransaction
    node: Node
    request: Request
    now_ms: int
    seal_key: bytes
    is_copy: bool = False
    """Whether something contradicts what this epoch had said: a copy of the node is at work."""
    roster: Roster | None = None
    """Read once for a request."""

    def _of(self, table: sa.Table) -> sa.ColumnElement[bool]:
        return table.c.yacht_id == self.node.yacht_id

    def _own(self) -> sa.ColumnElement[bool]:
        mine = (ENTRIES.c.node_id == self.node.node_id, ENTRIES.c.epoch == self.request.epoch)
        return sa.and_(self._of(ENTRIES), *mine)

    async def take_json(self, entries: Sequence[Signed]) -> list[Receipt]:
        """Take in entries of a JSON request."""
        brought = []
        for signed in entries:
            seq = signed.entry.get("seq")
            if type(seq) is not int or not 0 < seq < 2**62:
                raise BadMessage("an entry without a seq cannot be acknowledged")
            raw = canonical_json(dict(signed.entry)).encode("utf-8", "backslashreplace")
            try:
                brought.append(Brought(seq, signed.read(), signed.hash, signed.chain, raw))
            except ValueError as error:
                brought.append(Brought(seq, None, signed.hash, signed.chain, raw, str(error)))
        return await self._take(brought)

    async def take(self, group: Group) -> list[Receipt]:
        """Take in a signed group of a compact request."""
        brought = [
            Brought(seq, None, b"", b"", raw, "it is not what its node had hashed") for seq, raw in group.broken()
        ]
        for runs, packed in group.entries(self.node.yacht_id):
            ids = await self.named(packed.needed)
            try:
                entries = packed.entries(ids, {})
            except ValueError as error:
                raise BadMessage("the entries cannot be read") from error
            brought += await self._chained(runs, entries)
        receipts = await self._take(brought) if brought else []
        for part, packed in group.returned(self.node.yacht_id):
            await self._take_back(part, packed.entries(await self.named(packed.needed), {}))
        return receipts

    async def named(self, numbers: Iterable[int]) -> dict[int, str]:
        """The ids of entries by their numbers: a position in the feed, or minus the seq of the node's own."""
        positions = [number for number in numbers if number > 0]
        seqs = [-number for number in numbers if number < 0]
        found: dict[int, str] = {}
        if positions:
            rows = await self.tx.keyed(
                FEED, "position", positions, ("position", "entry_id"), yacht_id=self.node.yacht_id
            )
            found |= {row["position"]: row["entry_id"] for row in rows}
        if seqs:
            found |= {-seq: row["entry_id"] for seq, row in (await self._mine(seqs)).items()}
        return found

    async def _mine(self, seqs: Iterable[int]) -> dict[int, Mapping[str, Any]]:
        """What is here of the node's epoch, by seq: entry_id, hash and chain."""
        author = {"yacht_id": self.node.yacht_id, "node_id": self.node.node_id, "epoch": self.request.epoch}
        rows = await self.tx.keyed(ENTRIES, "seq", list(seqs), ("seq", "entry_id", "hash", "chain"), **author)
        return {row["seq"]: row for row in rows}

    async def _chained(self, runs: Sequence[Run], entries: Sequence[HistoryEntry]) -> list[Brought]:
        """The entries with their chain values, worked out from the one before each run."""
        if sum(run.count for run in runs) != len(entries):
            raise BadMessage("the runs do not fit the entries")
        known = _chains(await self._mine([run.first_seq - 1 for run in runs]))
        brought, following = [], iter(entries)
        for run in runs:
            chain = known.get(run.first_seq - 1) or run.before
            why = COPY if run.before and run.before != chain else None
            if len(chain) not in (0, len(GENESIS)):
                raise BadMessage("a run does not say what it follows")
            some = []
            for seq in range(run.first_seq, run.first_seq + run.count):
                entry = next(following)
                # what follows an entry that could not be read has no chain here: there is a gap before it
                chain = link(chain, entry.hash) if chain else b""
                some.append(Brought(seq, entry, entry.hash, chain, b""))
            known[run.first_seq + run.count - 1] = chain
            why = why or (COPY if chain and not chain.startswith(run.end or b"none") else None)
            brought += [replace(one, why=why) for one in some]
        return brought

    async def _take(self, brought: Sequence[Brought]) -> list[Receipt]:
        """Store what is new, rule on it, and say which runs of seq are durable."""
        recorder = await self.tx.recorder()
        around = await self._mine({one.seq + step for one in brought for step in (-1, 0, 1)})
        held = await self._held(brought)
        numbered, chains = {seq: row["hash"] for seq, row in around.items()}, _chains(around)
        fresh: list[tuple[HistoryEntry, bytes]] = []
        poison: dict[int, str] = {}
        for one in brought:
            if one.entry is not None and held.get(one.entry.entry_id) == one.hash:
                chains[one.seq] = one.chain
                continue
            entry, why = self._checked(one, chains)
            # what came before its turn must follow what comes now
            after = around.get(one.seq + 1)
            breaks = one.chain and after and after["chain"] and link(one.chain, after["hash"]) != after["chain"]
            if why is None and (breaks or COPY in poison.values()):
                why = COPY  # what follows a copy's entry is of its branch
            if (
                entry is None
                or why is not None
                or entry.entry_id in held
                or numbered.get(one.seq, one.hash) != one.hash
            ):
                is_taken = numbered.get(one.seq, one.hash) != one.hash
                poison[one.seq] = why or (COPY if is_taken else SAME_ID)
                continue
            held[entry.entry_id] = numbered[one.seq] = one.hash
            fresh.append((entry, one.chain))
        changes = await admit(self.tx, recorder, fresh, self.now_ms, await self._judge())
        for one in brought:
            if (reason := poison.get(one.seq)) is not None:
                author = (self.node.node_id, self.request.epoch, one.seq)
                raw = one.raw or (canonical_json(one.entry.as_dict()).encode() if one.entry else b"")
                behind = (
                    one.entry.item_id if one.entry and reason not in (COPY, one.why) and is_uuid(one.entry) else None
                )
                row = quarantine_row(self.node.yacht_id, author, None, raw, reason, moment(self.now_ms), behind)
                changes.quarantined.append(row)
        await self.tx.persist(changes)
        self._log(fresh)
        if COPY in poison.values() and not self.is_copy:
            await self._freeze()
        refused = {seq: why for seq, why in poison.items() if why != COPY}
        position = {row["entry_id"]: row["position"] for row in changes.feed}
        placed = {entry.seq: position[entry.entry_id] for entry, _ in fresh}
        return await self._receipts([one.seq for one in brought if poison.get(one.seq) != COPY], refused, placed)

    def _log(self, fresh: Sequence[tuple[HistoryEntry, bytes]]) -> None:
        """Which entries came by which request, so that each can be followed from board to here."""
        said = {"yacht_id": self.node.yacht_id, "node_id": self.node.node_id, "epoch": self.request.epoch}
        log.info("admitted", extra={"said": {**said, "entry_ids": [entry.entry_id for entry, _ in fresh]}})

    async def _freeze(self) -> None:
        self.is_copy = True
        await self.tx.epoch_spoke(self.node.node_id, self.request.epoch, -1, b"", freeze=True)
        text = "The yacht's node runs in two places: what either recorded is kept, and each goes on under a new epoch."
        await self.tx.write(notices=[notice_row(self.node.yacht_id, "node_copied", text, self.now_ms)])

    def _checked(self, one: Brought, chains: dict[int, bytes]) -> tuple[HistoryEntry | None, str | None]:
        """The entry, and why it is not taken in if it is not."""
        entry = one.entry
        if entry is None or one.why is not None:
            return entry, one.why
        if (entry.node_id, entry.epoch) != (self.node.node_id, self.request.epoch) or entry.action in (
            RULING,
            Action.ADOPT,
        ):
            return entry, "its author may not record it"
        before = chains.get(entry.seq - 1)
        if before and one.chain and link(before, one.hash) != one.chain:
            return entry, COPY
        chains[entry.seq] = one.chain
        return entry, unreadable(entry, self.node.yacht_id)

    async def _held(self, brought: Sequence[Brought]) -> dict[str, bytes]:
        """The hashes of the entries that are here already, by entry id."""
        ids = [one.entry.entry_id for one in brought if one.entry is not None and _UUID.fullmatch(one.entry.entry_id)]
        rows = await self.tx.keyed(ENTRIES, "entry_id", ids, ("entry_id", "hash"), yacht_id=self.node.yacht_id)
        return {row["entry_id"]: row["hash"] for row in rows}

    async def _judge(self) -> Judge:
        """Whether the roster gave an actor the role between the entry's `seen` position and now."""
        if self.roster is None:
            self.roster = await self._read_roster()
        roster, until = self.roster, moment(self.now_ms)

        async def judge(entry: HistoryEntry) -> Rule | None:
            if entry.seen not in roster.stored_at:
                where = sa.and_(self._of(FEED), FEED.c.position == entry.seen)
                rows = await self.tx.rows(sa.select(FEED.c.stored_at).where(where))
                roster.stored_at[entry.seen] = max(rows[0]["stored_at"] if rows else "", roster.enrolled_at)
            since = roster.stored_at[entry.seen]
            held = [
                row for row in roster.held.get((entry.actor_id, entry.actor_role), ())
                if row["valid_from"] <= until and (row["valid_until"] is None or row["valid_until"] > since)
                and (row["is_active"] or row["valid_until"] is not None)
            ]  # fmt: skip
            if not held:
                return Rule.ROLE_NOT_HELD
            whole = any(
                row["valid_from"] <= since and (row["valid_until"] is None or row["valid_until"] >= until)
                for row in held
            )
            return None if whole else Rule.ROLE_IN_DOUBT

        return judge

    async def _read_roster(self) -> Roster:
        held: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        for row in await self.tx.rows(sa.select(_ROLES).where(self._of(_ROLES))):
            held.setdefault((row["user_id"], row["role"]), []).append(row)
        enrolled = await self.tx.rows(sa.select(_NODES.c.enrolled_at).where(_NODES.c.node_id == self.node.node_id))
        return Roster(held, enrolled[0]["enrolled_at"])

    async def _receipts(
        self, seqs: Collection[int], refused: Mapping[int, str], placed: Mapping[int, int]
    ) -> list[Receipt]:
        """`placed`: the positions, by seq, of what was stored just now."""
        at = dict(placed)
        if earlier := [seq for seq in seqs if seq not in placed]:
            rows = await self.tx.rows(self._places().where(self._own(), ENTRIES.c.seq.in_(earlier)))
            at |= {row["seq"]: row["position"] for row in rows}
        found = [Receipt(seq, 1, at.get(seq), refused.get(seq)) for seq in sorted(set(seqs))]
        # what claims to be an entry that is here, and is not, cannot be acknowledged
        return runs_of([one for one in found if one.position is not None or one.reason is not None])

    def _places(self) -> sa.Select[Any]:
        here = sa.and_(FEED.c.yacht_id == ENTRIES.c.yacht_id, FEED.c.entry_id == ENTRIES.c.entry_id)
        return sa.select(ENTRIES.c.seq, ENTRIES.c.hash, FEED.c.position).join(FEED, here).order_by(ENTRIES.c.seq)

    async def asked(self) -> list[Receipt]:
        """Receipts for what the node sent before and does not know to be durable.

        Of an epoch that is over there is one for each entry, so that a copy's entries are told from the node's.
        """
        receipts: list[Receipt] = []
        if sum(count for _, _, count in self.request.asked) > MOST_ASKED:
            raise BadMessage("too much is asked at once")
        for epoch in {epoch for epoch, _, _ in self.request.asked} - {self.request.epoch}:
            # what is not here now is recorded again: it must not come under its old number as well, from a copy or in
            # a file that was long under way
            await self.tx.epoch_spoke(self.node.node_id, epoch, -1, b"", freeze=True)
        for epoch, first, count in self.request.asked:
            of = sa.and_(self._of(ENTRIES), ENTRIES.c.node_id == self.node.node_id, ENTRIES.c.epoch == epoch)
            between = ENTRIES.c.seq.between(first, first + count - 1)
            rows = await self.tx.rows(self._places().where(of, between))
            single = [Receipt(r["seq"], 1, r["position"], None, r["hash"], epoch) for r in rows]
            runs = single if epoch != self.request.epoch else runs_of(single)
            receipts += [replace(run, check=check_of(run.check)) for run in runs]
            kept = sa.and_(
                self._of(_QUARANTINE), _QUARANTINE.c.node_id == self.node.node_id, _QUARANTINE.c.epoch == epoch,
                _QUARANTINE.c.seq.between(first, first + count - 1), _QUARANTINE.c.reason != COPY,
            )  # fmt: skip
            columns = (_QUARANTINE.c.seq, _QUARANTINE.c.reason, _QUARANTINE.c.raw)
            for row in await self.tx.rows(sa.select(*columns).where(kept)):
                check = check_of(hashlib.sha256(row["raw"]).digest()) if row["raw"] else b""
                receipts.append(Receipt(row["seq"], 1, None, row["reason"], check, epoch))
        return receipts

    async def read_again(self) -> None:
        """Try what an older version could not read."""
        waiting = sa.and_(self._of(_QUARANTINE), _QUARANTINE.c.read_at.is_(None), _QUARANTINE.c.tried_by != VERSION)
        if await self.tx.rows(sa.select(_QUARANTINE.c.id).where(waiting).limit(1)):
            await read_again(self.tx, self.node.yacht_id, self.now_ms, await self._judge())

    async def lacks(self) -> list[int] | None:
        """Which of the offered entries are not here."""
        if not self.request.offers:
            return None
        beginning = sa.func.substring(ENTRIES.c.hash, 1, PROBE_BYTES)
        rows = await self.tx.rows(
            sa.select(beginning.label("hash")).where(self._of(ENTRIES), beginning.in_(list(self.request.offers)))
        )
        here = {row["hash"] for row in rows}
        return [index for index, offered in enumerate(self.request.offers) if offered not in here]

    async def _take_back(self, part: Returned, entries: Sequence[HistoryEntry]) -> None:
        """Take in what this shore had stored once and lost; its own seal proves it, so it is not judged again."""
        digest = part.before
        for entry_hash in part.hashes:
            digest = link(digest, entry_hash)
        seal = seal_of(self.seal_key, self.node.yacht_id, part.generation, part.position, digest)
        if not hmac.compare_digest(seal, part.seal):
            await self._set_aside(entries)
            return
        proved, recorder = set(part.hashes), await self.tx.recorder()
        ids = sa.and_(self._of(ENTRIES), ENTRIES.c.entry_id.in_([entry.entry_id for entry in entries]))
        held = {row["entry_id"] for row in await self.tx.rows(sa.select(ENTRIES.c.entry_id).where(ids))}
        fresh: list[tuple[HistoryEntry, bytes]] = []
        chains: dict[tuple[str, str, int], bytes] = {}
        for entry in entries:
            if entry.hash not in proved or unreadable(entry, self.node.yacht_id) is not None:
                raise BadMessage("what is brought back is not what was sealed")
            if entry.entry_id not in held:
                held.add(entry.entry_id)
                fresh.append((entry, await chain_of(self.tx, entry, chains)))
        set_aside = await self._set_aside_as_damaged([entry.entry_id for entry, _ in fresh])
        acts, records = list[tuple[HistoryEntry, bytes]](), list[tuple[HistoryEntry, bytes]]()
        for one in fresh:
            (records if one[0].item_id is None and one[0].entry_id in set_aside else acts).append(one)
        changes = await admit(self.tx, recorder, acts, self.now_ms)
        for entry, chain in records:
            # what a record did was not undone when it was damaged, and others may have come after it
            changes.entries.append((entry, chain))
            place(changes, entry, self.now_ms)
        changes.quarantined += [{**row, "read_at": moment(self.now_ms)} for row in set_aside.values()]
        await self.tx.persist(changes)

    async def _set_aside_as_damaged(self, entry_ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
        """What was damaged of entries that come back: their quarantine rows."""
        waits = sa.and_(
            self._of(_QUARANTINE), _QUARANTINE.c.entry_id.in_(entry_ids), _QUARANTINE.c.reason == DAMAGED,
            _QUARANTINE.c.read_at.is_(None),
        )  # fmt: skip
        return {row["entry_id"]: row for row in await self.tx.rows(sa.select(_QUARANTINE).where(waits))}

    async def _set_aside(self, entries: Sequence[HistoryEntry]) -> None:
        """Keep what comes back without proof where a person sees it; it takes no effect."""
        rows = [
            quarantine_row(
                self.node.yacht_id, (entry.node_id, entry.epoch, entry.seq), None,
                canonical_json(entry.as_dict()).encode(), UNPROVED, moment(self.now_ms),
            )
            for entry in entries
        ]  # fmt: skip
        text = "The yacht's node brought back entries that this shore had not sealed; they are kept aside."
        notice = notice_row(self.node.yacht_id, "seal_broken", text, self.now_ms)
        await self.tx.write(quarantined=rows, notices=[notice])


def _chains(rows: Mapping[int, Mapping[str, Any]]) -> dict[int, bytes]:
    """Chain values by seq."""
    return {0: GENESIS, **{seq: row["chain"] for seq, row in rows.items()}}


def runs_of(single: Sequence[Receipt]) -> list[Receipt]:
    """Receipts of one entry each, ordered by seq, as runs; what was refused stays on its own."""
    runs: list[Receipt] = []
    for one in single:
        last = runs[-1] if runs else None
        if (
            last is not None
            and last.position is not None
            and one.position is not None
            and (last.first_seq + last.count, last.position + last.count) == (one.first_seq, one.position)
        ):
            runs[-1] = replace(last, count=last.count + 1, check=last.check + one.check)
        else:
            runs.append(one)
    return runs
