"""How people's requests on each yacht go, counted here and written down once a minute: how many, how they end, how long
they take.

A crash loses a minute of counts, and nothing else.
"""

import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from shared_models.errors import LazaretteError

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
    """What is not written down yet: ashore by yacht, on board by hour. `now_s`: a steady clock."""

    now_s: Callable[[], float] = time.monotonic
    _of: dict[str, _Counts] = field(default_factory=dict)

    @contextmanager
    def timed(self, key: str) -> Iterator[None]:
        """Count what a person asks, how it ends, and how long it takes."""
        began, outcome = time.perf_counter(), "failed"
        try:
            yield
            outcome = ""
        except LazaretteError as error:
            outcome = "refused" if error.status < 500 else "failed"
            raise
        finally:
            self.note(key, (time.perf_counter() - began) * 1000, outcome)

    def note(self, key: str, took_ms: float, outcome: str) -> None:
        """Count a request. `outcome`: refused, failed or nothing."""
        counts = self._of.setdefault(key, _Counts(self.now_s()))
        counts.requests += 1
        counts.refused += outcome == "refused"
        counts.failed += outcome == "failed"
        counts.times[bisect_left(BUCKETS_MS, took_ms)] += 1

    def is_due(self, key: str) -> bool:
        """Whether it is time to write these down."""
        return key in self._of and self.now_s() - self._of[key].since_s >= _EVERY_S

    def waiting(self) -> list[str]:
        """Of which something is not written down."""
        return list(self._of)

    def taken(self, key: str) -> dict[str, Any]:
        """The counts, by the names of `MEASURED`; from here on they count anew."""
        counts = self._of.pop(key, None) or _Counts(0)
        return {name: getattr(counts, name) for name in MEASURED}


def added(rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The sum of rows with the columns of `MEASURED`."""
    rows = list(rows)
    sums: dict[str, Any] = {name: sum(row[name] for row in rows) for name in MEASURED[:-1]}
    times = (row["times"] for row in rows if row["times"])
    return {**sums, "times": [sum(column) for column in zip(*times, strict=True)]}


def within_ms(times: Iterable[Sequence[int]], share: float) -> int | None:
    """How long that share of requests took at most, as exact as the buckets are; None: none, or beyond the last."""
    sums = [sum(column) for column in zip(*(one for one in times if one), strict=True)]
    left = sum(sums) * share
    for limit_ms, count in zip(BUCKETS_MS, sums, strict=False):
        left -= count
        if left <= 0 and sum(sums):
            return limit_ms
    return None
