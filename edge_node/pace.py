"""How much to send at once over a link that breaks: learnt, not set. Pure.

A link that has not shown anything yet is given one request of moderate size; if that arrives, everything. When a
connection breaks, as much is entrusted to the next one as is known to have got through, and that one is given up before
its life is used up; after some that held, a quarter more is tried. If nothing at all got through, everything is halved.
"""

from dataclasses import dataclass

from shared_models.exchange import GROWTH

FIRST_GROUP_BYTES = 2_500
SMALLEST_BYTES = 600
FIRST_REQUEST_BYTES = 20_000
"""About what is under way on a satellite link anyway: more would be lost unseen if the connection breaks early."""
_LEAST_WANTED_BYTES = 64
_PATIENCE = 8
"""Full connections that must hold before a longer life is tried: a try may cost what it sends."""
OVERHEAD_BYTES = 260
"""Headers both ways, the head and the shortest answer."""


@dataclass
class Pace:
    """What is known of the link. `life_bytes`: how much a connection carries, None if none broke."""

    life_bytes: int | None = None
    used_bytes: int = 0
    """By the connection that is open."""
    group_bytes: int = FIRST_GROUP_BYTES
    has_carried: bool = False
    """Whether a request of some size got through."""
    wanted_bytes: int | None = None
    """How much of an answer is asked for, where whole groups of it did not arrive; None: as much as there is."""
    _held: int = 0

    def request_bytes(self) -> int | None:
        """How large the next request may be; None: as large as it is."""
        room = self.room_bytes()
        return FIRST_REQUEST_BYTES if room is None and not self.has_carried else room

    def room_bytes(self) -> int | None:
        """How much the open connection may still carry; None: as much as there is."""
        return None if self.life_bytes is None else max(0, self.life_bytes - self.used_bytes)

    def must_renew(self) -> bool:
        """Whether what is left of the connection's life is not worth an exchange."""
        room = self.room_bytes()
        return room is not None and self.used_bytes > 0 and room < OVERHEAD_BYTES + SMALLEST_BYTES

    def renewed(self) -> None:
        """A new connection will be opened."""
        if self.life_bytes is not None and self.used_bytes >= self.life_bytes * 0.6:
            self._held += 1
            if self._held >= _PATIENCE:
                self.life_bytes, self._held = int(self.life_bytes * GROWTH), 0
        self.used_bytes = 0

    def nothing_arrived(self) -> None:
        """Not one group of an answer came whole: ask for less."""
        self.wanted_bytes = max(_LEAST_WANTED_BYTES, (self.wanted_bytes or 2 * FIRST_GROUP_BYTES) // 2)

    def carried(self, count_bytes: int) -> None:
        """An exchange went well."""
        self.used_bytes += count_bytes
        self.has_carried = self.has_carried or count_bytes >= FIRST_REQUEST_BYTES // 2
        self.group_bytes = FIRST_GROUP_BYTES
        if self.wanted_bytes is not None:
            self.wanted_bytes = int(self.wanted_bytes * GROWTH)

    def broke(self, passed_bytes: int | None) -> None:
        """The connection broke; of what it carried, so much is known to have passed (None: nobody knows yet)."""
        if passed_bytes is not None:
            self.learnt(self.used_bytes + passed_bytes)
        self.used_bytes = 0

    def learnt(self, passed_bytes: int) -> None:
        """So much had passed on a connection that broke."""
        self._held = 0
        known = self.life_bytes
        if passed_bytes >= SMALLEST_BYTES:
            self.life_bytes = passed_bytes if known is None else min(known, passed_bytes)
        else:
            self.life_bytes = max(SMALLEST_BYTES + OVERHEAD_BYTES, (known or 4 * FIRST_GROUP_BYTES) // 2)
            self.group_bytes = max(SMALLEST_BYTES // 2, self.group_bytes // 2)
