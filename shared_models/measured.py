"""How people's requests on each yacht go, counted here and written down once a minute: how many, how they end, how long
they take.

A crash loses a minute of counts, and nothing else.
"""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

BUCKETS_MS = (5, 10, 25, 50, 100, 200, 500, 1000, 2500, 10_000)
"""Each counts what took at most so long; one more counts what took longer."""
MEASURED = ("requests", "refused", "failed", "times")
_EVERY_S = 60


@dataclass
class _Counts:
    since_s: float
    requests: int = 0
    refused: int = 0
    failed: int = 0
    times: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS_MS) + 1))


@dataclass
class Measured:
    """What is not written down yet, by yacht. `now_s`: a steady clock."""

    now_s: Callable[[], float] = time.monotonic
    _of: dict[str, _Counts] = field(default_factory=dict)

    def note(self, yacht_id: str, took_ms: float, outcome: str) -> bool:
        """Count a request. `outcome`: refused, failed or nothing. Whether it is time to write the yacht's down."""
        counts = self._of.setdefault(yacht_id, _Counts(self.now_s()))
        counts.requests += 1
        counts.refused += outcome == "refused"
        counts.failed += outcome == "failed"
        counts.times[bisect_left(BUCKETS_MS, took_ms)] += 1
        return self.now_s() - counts.since_s >= _EVERY_S

    def waiting(self) -> list[str]:
        """The yachts of which something is not written down."""
        return list(self._of)

    def taken(self, yacht_id: str) -> dict[str, Any]:
        """A yacht's counts, by the names of `MEASURED`; from here on they count anew."""
        counts = self._of.pop(yacht_id, None) or _Counts(0)
        return {name: getattr(counts, name) for name in MEASURED}


def p95_ms(times: Iterable[Sequence[int]]) -> int | None:
    """How long 95 of 100 requests took at most: see `within_ms`."""
    return within_ms(times, 0.95)


def within_ms(times: Iterable[Sequence[int]], share: float) -> int | None:
    """How long that share of requests took at most, as exact as the buckets are; None: none, or beyond the last."""
    sums = [sum(column) for column in zip(*(one for one in times if one), strict=True)]
    left = sum(sums) * share
    for limit_ms, count in zip(BUCKETS_MS, sums, strict=False):
        left -= count
        if left <= 0 and sum(sums):
            return limit_ms
    return None
