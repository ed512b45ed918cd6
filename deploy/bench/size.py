"""What the length of a yacht's list costs: an exchange, pages and memory with a thousand items, and with ten times as
many, and again.

All items are made and sent as people make and send them, so a million takes an hour. Processor time is counted, which
is the same whatever else the machine does.
"""

import random
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from deploy.bench import work as works
from deploy.bench.measure import Rows, fast, measuring, note
from deploy.bench.processes import UPDATE, Served, Yacht, a_node_of_its_own, link_to
from deploy.bench.sizing import processor_ms
from deploy.bench.work import EDITS
from deploy.link import SlowLink
from deploy.soak import family

FEWEST_ITEMS, MOST_ITEMS = 1_000, 100_000
_MADE_EACH, _SENT_EACH, _ROUNDS, _READS = 500, 20_000, 5, 40
_GROWING_LIMIT_S = 3600
_LIST = "/v1/shopping-list/items?limit=50"
_ASKED = {"list": _LIST, "search": f"{_LIST}&q=impeller", "of a status that none has": f"{_LIST}&status=installed"}


def sizes(most: int) -> Iterator[int]:
    """1,000, and ten times as many, and again, up to `most`."""
    size = FEWEST_ITEMS
    while size < most:
        yield size
        size *= 10
    yield most


@dataclass
class Growing:
    """One yacht's list as it grows."""

    link: SlowLink
    chosen: random.Random
    made: int = 0

    def _more(self, count: int) -> list[dict[str, Any]]:
        self.made += count
        return [works.request(self.chosen, self.made - count + n) for n in range(count)]

    async def grow(self, yacht: Yacht, size: int) -> None:
        """Make requests, and send them."""
        while self.made < size:
            until = min(size, self.made + _SENT_EACH)
            while self.made < until:
                await yacht.request(self._more(min(_MADE_EACH, until - self.made)))
            await yacht.sync_all(limit_s=_GROWING_LIMIT_S)
            print(f"{self.made:,} items", file=sys.stderr, flush=True)

    async def exchanges(self, rows: Rows, yacht: Yacht, node: int, shore: int) -> None:
        """Ten edits each time, on one open connection; the median."""
        names = await yacht.request(self._more(EDITS))
        await yacht.sync_all()
        costs: list[tuple[float, ...]] = []
        for _ in range(_ROUNDS):
            await yacht.act("crew", [(UPDATE, {"item_id": name, **works.edit(self.chosen)}) for name in names])
            before = processor_ms([node]), processor_ms(family(shore))
            with measuring(self.link) as done:
                await yacht.sync_all()
            after = processor_ms([node]), processor_ms(family(shore))
            traffic = done.traffic
            costs.append((traffic.bytes_up, traffic.bytes_down, traffic.round_trips, done.seconds * 1000,
                          after[0] - before[0], after[1] - before[1]))  # fmt: skip
        up, down, trips, took, aboard, ashore = (statistics.median(each) for each in zip(*costs, strict=True))
        note(rows, {
            f"exchange of {EDITS} edits, items": self.made, "bytes up": round(up), "down": round(down),
            "round trips": round(trips), "ms": round(took), "node, ms": round(aboard), "shore, ms": round(ashore),
            "to reach": "the same at any size",
        })  # fmt: skip

    async def reads(self, rows: Rows, yacht: Yacht) -> None:
        """The list's first page, all of it, of some words and of a status, one after another."""
        row: dict[str, Any] = {"reads, items": self.made}
        for name, path in _ASKED.items():
            times = []
            for _ in range(_READS):
                began = perf_counter()
                await yacht.call("crew", "GET", path)
                times.append(1000 * (perf_counter() - began))
            row |= {f"{name} p50, ms": round(statistics.median(times), 1), f"{name} p95": round(
                statistics.quantiles(times, n=20)[-1], 1)}  # fmt: skip
        note(rows, row)


async def size(seed: int, most: int) -> Rows:
    """A row of each kind for each length of the list."""
    rows: Rows = []
    async with link_to() as link:
        fast(link)
        async with a_node_of_its_own(link) as aboard:
            growing = Growing(link, random.Random(f"size {seed}"))  # noqa: S311
            for wanted in sizes(most):
                async with aboard.served() as served:
                    await growing.grow(served.yacht, wanted)
                    await growing.exchanges(rows, served.yacht, served.process_id, aboard.world_id)
                    await growing.reads(rows, served.yacht)
                async with aboard.served() as served:
                    _at_rest(rows, growing.made, served)
    return rows


def _at_rest(rows: Rows, items: int, served: Served) -> None:
    note(rows, {
        "started again, items": items, "first answer, s": round(served.first_answer_s, 2),
        "memory (RSS), MB": round(served.resident_bytes / 1e6), "to reach": "2 s; 150 MB, 200 MB with 100,000",
    })  # fmt: skip
