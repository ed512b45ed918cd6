"""What the node brings in one exchange: its outbox in groups of a wanted size, parents before children."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from edge_node.database import ReadTransaction
from edge_node.persist import OUTBOX
from shared_models.entries import HistoryEntry, canonical_json
from shared_models.exchange import Request
from shared_models.journal import entry_of
from shared_models.request_frames import Batch, Run
from shared_models.tables import Entry, FeedRow, table_of

ENTRIES, FEED = table_of(Entry), table_of(FeedRow)
_READ_AT_ONCE = 10_000
"""Entries; what is left goes with the next exchange."""
_END_BYTES = 4
"""Of the chain at the end of a run: enough to see that a copy of this node recorded something else."""
_ALWAYS_FIRST, _FEW, _WORTH_A_CHAIN = 20, 0.05, 8


@dataclass
class Outgoing:
    """Cuts the outbox of the present epoch into groups."""

    request: Request
    yacht_id: str
    rows: Sequence[Any]
    is_scattered: bool
    """Whether the urgent go before their turn."""
    is_limited: bool = False
    """Whether not everything may go at once."""
    ratio: float = 0.3
    """Bytes on the wire for each byte of JSON, as measured so far."""
    sent: set[int] = field(default_factory=set)
    sent_ids: dict[str, int] = field(default_factory=dict)
    _at: int = 0

    @classmethod
    async def read(cls, tx: ReadTransaction, request: Request, yacht_id: str, is_limited: bool) -> "Outgoing":
        """The outbox, urgent first where not everything may go at once, or where little is urgent.

        Out of its order an entry costs some bytes more, and the shore cannot check the chain before it.
        """
        count = sa.func.count()
        here = sa.and_(OUTBOX.c.yacht_id == yacht_id, OUTBOX.c.epoch == request.epoch)
        urgent = sa.func.sum(sa.case((OUTBOX.c.priority == 0, 1), else_=0))
        waiting = (await tx.rows(sa.select(count.label("all"), urgent.label("urgent")).where(here)))[0]
        first = is_limited or (waiting["urgent"] or 0) <= max(_ALWAYS_FIRST, waiting["all"] * _FEW)
        own = sa.and_(ENTRIES.c.yacht_id == OUTBOX.c.yacht_id, ENTRIES.c.entry_id == OUTBOX.c.entry_id)
        rows = await tx.rows(
            sa.select(ENTRIES)
            .join(OUTBOX, own)
            .where(OUTBOX.c.yacht_id == yacht_id, OUTBOX.c.epoch == request.epoch)
            .order_by(*([OUTBOX.c.priority] if first else []), OUTBOX.c.seq)
            .limit(_READ_AT_ONCE)
        )
        return cls(request, yacht_id, rows, is_scattered=first, is_limited=is_limited)

    @property
    def left(self) -> int:
        """How many entries are not in a group yet."""
        return len(self.rows) - self._at

    def _some(self, wanted_bytes: int) -> list[Any]:
        size, start = 0.0, self._at
        while self._at < len(self.rows):
            plain = len(canonical_json(self.rows[self._at]["payload"])) + 40
            size += self.ratio * plain
            # what may be too large for the link goes alone, so that it can go in pieces
            is_alone = self.is_limited and plain > wanted_bytes
            if (size > wanted_bytes or is_alone) and self._at > start:
                break
            self._at += 1
            if is_alone:
                break
        return sorted(self.rows[start : self._at], key=lambda row: row["seq"])

    def measured(self, batch: Batch, size_bytes: int) -> None:
        """How large a group became, so that the next is cut better."""
        plain = sum(len(canonical_json(dict(entry.payload))) + 40 for entry in batch.entries)
        if plain:
            self.ratio = 0.5 * self.ratio + 0.5 * size_bytes / plain

    async def batch(self, tx: ReadTransaction, wanted_bytes: int) -> Batch:
        """The next group of about so many bytes, at least one entry."""
        rows = self._some(wanted_bytes)
        entries, broken, chains = [], [], {}
        for row in rows:
            entry = entry_of(row)
            if entry.hash == row["hash"]:
                entries.append(entry)
                chains[row["seq"]] = row["chain"]
            else:
                broken.append((row["seq"], canonical_json(entry.as_dict()).encode()))
        runs = await self._runs(tx, [entry.seq for entry in entries], chains)
        numbers = await self._numbers(tx, entries)
        self.sent |= {row["seq"] for row in rows}
        self.sent_ids |= {entry.entry_id: entry.seq for entry in entries}
        return Batch(entries, runs, numbers, broken)

    async def _runs(self, tx: ReadTransaction, seqs: Sequence[int], chains: dict[int, bytes]) -> list[Run]:
        firsts = [seq for index, seq in enumerate(seqs) if index == 0 or seqs[index - 1] != seq - 1]
        waiting = sa.and_(OUTBOX.c.yacht_id == ENTRIES.c.yacht_id, OUTBOX.c.entry_id == ENTRIES.c.entry_id)
        rows = await tx.rows(
            sa.select(ENTRIES.c.seq, ENTRIES.c.chain, OUTBOX.c.seq.label("waits"))
            .outerjoin(OUTBOX, waiting)
            .where(self._mine(), ENTRIES.c.seq.in_([seq - 1 for seq in firsts]))
        )
        before = {row["seq"]: row for row in rows}
        runs = []
        for index, first in enumerate(firsts):
            end = firsts[index + 1] if index + 1 < len(firsts) else seqs[-1] + 1
            count = sum(first <= seq < end for seq in seqs)
            prior = before.get(first - 1)
            ashore = prior is None or prior["waits"] is None or first - 1 in self.sent
            # worth its bytes for a run only; a single urgent entry is proved by the digest
            worth = count >= _WORTH_A_CHAIN and (self.is_scattered or not ashore)
            chain = prior["chain"] if prior is not None and worth else b""
            runs.append(Run(first, count, chain, chains[first + count - 1][:_END_BYTES]))
        return runs

    def _mine(self) -> sa.ColumnElement[bool]:
        return sa.and_(
            ENTRIES.c.yacht_id == self.yacht_id, ENTRIES.c.node_id == self.request.node_id,
            ENTRIES.c.epoch == self.request.epoch,
        )  # fmt: skip

    async def _numbers(self, tx: ReadTransaction, entries: Sequence[HistoryEntry]) -> dict[str, int]:
        """Numbers of the entries that these mention and the shore holds: minus a seq of ours, or a position."""
        mentioned = set[str]()
        for entry in entries:
            mentioned |= {*entry.parents, *([entry.item_id] if entry.item_id else [])}
            mentioned |= {v for v in entry.payload.values() if isinstance(v, str) and len(v) == 36}
        numbers: dict[str, int] = {}
        for some in _portions(sorted(mentioned)):
            placed = sa.and_(FEED.c.yacht_id == self.yacht_id, FEED.c.entry_id.in_(some))
            for row in await tx.rows(sa.select(FEED.c.entry_id, FEED.c.position).where(placed)):
                if row["position"] <= self.request.position:
                    numbers[row["entry_id"]] = row["position"]
        # what was sent before and is in no feed here may be what a restored shore lost: it is named whole
        return {**{entry_id: -seq for entry_id, seq in self.sent_ids.items() if entry_id in mentioned}, **numbers}


def _portions(names: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    for start in range(0, len(names), size):
        yield names[start : start + size]
