"""What one round trip leaves for the next: what was sent and may not have arrived, what the shore lacks or half has.

It is lost with the process, and asked for then.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from shared_models.exchange import Reply


@dataclass(frozen=True)
class SentGroup:
    """A group that was sent: how much had gone by its end, the seqs it brought, whether it brought back what a shore
    had lost, and the mark and end of its piece."""

    total_bytes: int
    seqs: frozenset[int]
    brings_back: bool
    piece: tuple[bytes, int] | None = None


@dataclass
class UnderWay:
    """Of one engine."""

    in_doubt: bool = True
    """Whether something may have been sent whose receipt did not come."""
    whole: bool = False
    """Whether the shore must send every entry whole: it named some that are not here."""
    offered_to: int = 0
    """The end of what was offered last."""
    lacks: tuple[int, Sequence[int]] | None = None
    """The end of what was offered, and what the shore lacks of it."""
    held: tuple[bytes, int] | None = None
    """The mark of what the shore has in part, and how many bytes of it."""
    has_broken: bool = False
    """Whether the connection of the last request broke."""
    groups: list[SentGroup] = field(default_factory=list)
    broken: list[SentGroup] = field(default_factory=list)
    """The groups of the request that broke, until it is known which of them arrived."""

    def begin(self) -> None:
        """A request begins. If the one before it broke, its answer tells what had arrived."""
        self.broken = self.groups if self.has_broken else []
        self.groups, self.lacks, self.has_broken = [], None, False

    def answered(self, reply: Reply, is_first: bool) -> None:
        """A group of the answer was taken in."""
        if is_first:
            self.held = reply.held
        if reply.lacks is not None:
            self.lacks = (self.offered_to, reply.lacks)

    def passed_bytes(self, waiting: Collection[int]) -> int:
        """How much had passed on the connection that broke. `waiting`: the seqs of the outbox."""
        groups, self.broken = self.broken, []
        return max((one.total_bytes for one in groups if self._has_arrived(one, waiting)), default=0)

    def _has_arrived(self, group: SentGroup, waiting: Collection[int]) -> bool:
        if group.piece is not None and self.held is not None and self.held[0] == group.piece[0]:
            return self.held[1] >= group.piece[1]
        lacks_it = group.brings_back and self.lacks is not None and bool(self.lacks[1])
        return not lacks_it and not any(seq in waiting for seq in group.seqs)
