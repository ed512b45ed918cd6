"""The hybrid logical clock (sync.md §1): wall milliseconds and a counter. The time is passed in.

It breaks ties and shows times; it never decides authority. After Kulkarni et al., "Logical Physical
Clocks" (2014), with a bound on how far a foreign clock may pull ours ahead.
"""

from dataclasses import dataclass

MAX_AHEAD_MS = 24 * 3600 * 1000
MAX_WALL_MS = 253_402_300_799_999
"""The end of the year 9999, the last instant both databases can show."""


@dataclass(frozen=True, order=True)
class Clock:
    wall_ms: int
    counter: int

    def tick(self, now_ms: int) -> "Clock":
        """The clock of the next entry: later than `self`, and not before `now_ms`."""
        wall_ms = min(max(now_ms, 0), MAX_WALL_MS)
        return Clock(wall_ms, 0) if wall_ms > self.wall_ms else Clock(self.wall_ms, self.counter + 1)

    def adopt(self, other: "Clock", now_ms: int) -> "Clock":
        """The clock after seeing `other`, unless that is more than 24 h ahead of `now_ms`."""
        return max(self, other) if other.wall_ms <= now_ms + MAX_AHEAD_MS else self
