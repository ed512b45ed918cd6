"""Cuts what one request brings into groups, as large as the link and the budget allow."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import partial

from edge_node.database import NodeDatabase
from edge_node.outgoing import Outgoing
from edge_node.pace import OVERHEAD_BYTES, SMALLEST_BYTES, Pace
from edge_node.under_way import SentGroup, UnderWay
from shared_models.exchange import GROWTH, LARGEST_WHOLE_BYTES, pieces_of
from shared_models.request_frames import Batch, RequestWriter, Returned

_LARGEST_REQUEST_BYTES = 1_000_000
_CAUTION = 0.85
"""Of what is left of a connection's life: how large a group becomes is known only when it is packed."""


@dataclass
class Progress:
    """Of the exchange that is running."""

    is_running: bool = False
    sent: int = 0
    waiting: int = 0
    position: int = 0
    head: int = 0


@dataclass
class Sending:
    """One request. `left_bytes`: of the budget, None: no limit; `asks`: it brings no entries, but asks about some."""

    database: NodeDatabase
    writer: RequestWriter
    outgoing: Outgoing
    back: Sequence[Returned]
    pace: Pace
    under_way: UnderWay
    left_bytes: int | None
    asks: bool
    progress: Progress
    total_bytes: int = 0
    brought_back: bool = False
    """Whether all that is brought back went."""

    def __post_init__(self) -> None:
        limits = [n - OVERHEAD_BYTES for n in (self.left_bytes, self.pace.request_bytes()) if n is not None]
        self.most_bytes = min([_LARGEST_REQUEST_BYTES, *limits])
        self.is_limited = self.left_bytes is not None or self.pace.life_bytes is not None
        # what is known to get through goes in few large groups, as they compress better
        known = self.most_bytes / 2 if self.pace.life_bytes is not None else 0.0
        self.size_bytes = max(float(self.pace.group_bytes), known)

    async def groups(self) -> AsyncIterator[bytes]:
        """The groups; each is read when it is its turn."""
        back = self.back
        while True:
            wanted = int(min(self.size_bytes, max(SMALLEST_BYTES / 2, (self.most_bytes - self.total_bytes) * _CAUTION)))
            batch = None
            if self.outgoing.left and not self.asks and not (back and self.is_limited):
                batch = await self.database.read(partial(self.outgoing.batch, wanted_bytes=wanted))
            if self.is_limited and (back or (batch is not None and len(batch.entries) == 1)):
                whole = await asyncio.to_thread(self.writer.whole, batch, back)
                if wanted < len(whole) <= LARGEST_WHOLE_BYTES:
                    for group in self._in_pieces(whole, batch, bool(back), wanted):
                        yield group
                    return
            # compressing takes a moment, in which the node must go on answering
            group = await asyncio.to_thread(self.writer.group, batch, back)
            self._sent(group, batch, bool(back))
            back, self.brought_back = (), True
            if batch is not None:
                self.outgoing.measured(batch, len(group))
                self.progress.sent += len(batch.entries)
            self.size_bytes *= GROWTH
            yield group
            if not self.outgoing.left or self.asks or self.most_bytes - self.total_bytes < SMALLEST_BYTES:
                return

    def _in_pieces(self, whole: bytes, batch: Batch | None, brings_back: bool, size_bytes: int) -> list[bytes]:
        """The next pieces of what no connection carries, as many as this one does; at least one."""
        groups = list[bytes]()
        for piece in pieces_of(whole, self.under_way.held, size_bytes):
            if groups and self.most_bytes - self.total_bytes < size_bytes:
                break
            groups.append(self.writer.piece(piece))
            self._sent(groups[-1], batch, brings_back, (piece.mark, piece.end))
            self.brought_back = piece.end == piece.total
        return groups

    def _sent(
        self, group: bytes, batch: Batch | None, brings_back: bool, piece: tuple[bytes, int] | None = None
    ) -> None:
        self.total_bytes += len(group)
        seqs = frozenset(entry.seq for entry in batch.entries) if batch is not None else frozenset()
        if seqs or brings_back:
            self.under_way.groups.append(SentGroup(self.total_bytes, seqs, brings_back, piece))
