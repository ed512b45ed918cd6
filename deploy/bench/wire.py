"""What a sync costs on the wire, beside the floor: `lazarette world` over a slow link, driven through its HTTP.

Bytes are what crossed the link, HTTP's headers included.
"""

import asyncio
import random
import time
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from deploy.bench import work as works
from deploy.bench.measure import CUTS, Measured, Rows, costs, cut_costs, fast, measuring, note, slow
from deploy.bench.peers import peers
from deploy.bench.processes import (
    CLI,
    LONGEST_ANSWER_S,
    UPDATE,
    Failed,
    Yacht,
    a_world,
    enrolled,
    link_to,
    output_of,
    serving_node,
    yacht_of,
)
from deploy.bench.work import CHANGES, EDITS, ITEMS, Floor, Work
from deploy.link import SlowLink

_CUTS_LIMIT_S, _READING_LIMIT_S = 90, 45
_OURS = "Lazarette"


@dataclass
class Ours:
    """Our own exchange."""

    link: SlowLink
    work: Work
    items_floor: Floor
    changes_floor: Floor
    rows: Rows
    made: int = ITEMS

    def __post_init__(self) -> None:
        self.chosen = random.Random(f"more {self.work.seed}")  # noqa: S311

    def _more(self, count: int) -> list[dict[str, Any]]:
        """So many requests that were not made before."""
        self.made += count
        return [works.request(self.chosen, self.made - count + n) for n in range(count)]

    async def main(self, yacht: Yacht) -> None:
        """Push the items, the changes, ten edits and nothing, on one open connection."""
        slow(self.link)
        await yacht.sync_all()
        names = await yacht.request(self.work.items)
        pushed = await self._push(yacht, f"push of {ITEMS:,} items", self.items_floor, "0.70 × brotli-11, 2 trips, 2 s")
        await yacht.change(self.work.changes, names)
        changed = await self._push(yacht, f"{CHANGES:,} changes over them", self.changes_floor, "1.00 × brotli-11")
        await self._edits(yacht, f"{EDITS} edits", "600 up, 1 trip")
        for what in ("nothing new", "nothing new, again"):
            with measuring(self.link) as idle:
                await yacht.sync()
            note(self.rows, costs(_OURS, what, idle.traffic, idle.seconds, **{"to reach": "200 up, 120 down, 1 trip"}))
        self.pushed_bytes, self.changed_bytes = pushed.traffic.bytes_up, changed.traffic.bytes_up

    async def _push(self, yacht: Yacht, what: str, floor: Floor, to_reach: str) -> Measured:
        with measuring(self.link) as done:
            attempts, status = await yacht.sync_all()
        if left := status["backlog"]["total"]:
            what = f"{what}; {left} left after {attempts} attempts"
        ratio = f"{done.traffic.bytes_up / floor.brotli_11_bytes:.2f} × brotli-11"
        note(self.rows, costs(_OURS, what, done.traffic, done.seconds, ratio=ratio, **{"to reach": to_reach}))
        return done

    async def _edits(self, yacht: Yacht, what: str, to_reach: str) -> None:
        """Ten small changes of requests made for this, so that they may surely be changed."""
        names = await yacht.request(self._more(EDITS))
        await yacht.sync_all()
        await yacht.act("crew", [(UPDATE, {"item_id": name, **works.edit(self.chosen)}) for name in names])
        with measuring(self.link) as done:
            await yacht.sync_all()
        note(self.rows, costs(_OURS, what, done.traffic, done.seconds, **{"to reach": to_reach}))

    async def rest(
        self, yachts: Sequence[Yacht], described: Mapping[str, Any], directory: Path, cut_rows: Rows
    ) -> None:
        """Cuts, each on a yacht that has sent nothing yet; then a new node."""
        for yacht, (life, life_bytes) in zip(yachts[1:], CUTS, strict=True):
            await self._tried(f"cuts after {life}", self.cuts(yacht, life, life_bytes, cut_rows))
        await self._tried("a new node", self.fresh(yachts[0], described, directory))

    async def _tried(self, what: str, measuring_it: Awaitable[None]) -> None:
        """What fails is told in one line; the rest goes on."""
        try:
            await measuring_it
        except Failed as error:
            note(self.rows, {"not measured": what, "why": str(error)})

    async def cuts(self, yacht: Yacht, life: str, life_bytes: int | tuple[int, int], cut_rows: Rows) -> None:
        """Push the items over connections that do not live long."""
        slow(self.link)
        await yacht.sync_all()
        await yacht.request(self.work.items)
        self.link.life_bytes = life_bytes
        self.link.reset()
        with measuring(self.link) as done:
            attempts, status = await yacht.sync_all(limit_s=_CUTS_LIMIT_S)
        slow(self.link)
        delivered = ITEMS - min(ITEMS, status["backlog"]["total"])
        row = cut_costs(_OURS, life, done.traffic, done.seconds, self.pushed_bytes, delivered, attempts)
        note(cut_rows, row)

    async def fresh(self, yacht: Yacht, described: Mapping[str, Any], directory: Path) -> None:
        """A new node of the same yacht reads everything; then another one, over connections of 16 kB."""
        pushed, floor = self.pushed_bytes + self.changed_bytes, self.items_floor.least_bytes
        floor += self.changes_floor.least_bytes
        for what, life_bytes in (("a new node reads it all", None), ("the same, cut after every 16 kB", 16_000)):
            fast(self.link)
            data_dir = await enrolled(directory, yacht.yacht_id, self.link.url)
            wanted = (await yacht.sync())["position"]
            self.link.life_bytes = life_bytes
            with measuring(self.link) as done:
                left = await _read_all(data_dir, described, yacht.client, wanted)
            down = done.traffic.bytes_down
            more = {
                "ratio": f"{down / floor:.2f} × floor, {down / pushed:.2f} × pushed",
                "to reach": "1.2 × the smallest",
            }
            told = what if left == 0 else f"{what}; {left} of {wanted} entries were left"
            note(self.rows, costs(_OURS, told, done.traffic, done.seconds, **more))


async def _read_all(data_dir: Path, described: Mapping[str, Any], client: httpx.AsyncClient, wanted: int) -> int:
    """Let a node of its own read the feed up to a position; how many entries it still lacks after a while."""
    until, position = time.monotonic() + _READING_LIMIT_S, 0
    with suppress(Failed):  # of a link that is cut; the roster comes first, so that somebody can sign in
        await output_of(*CLI, "sync", "--data-dir", data_dir)
    async with serving_node(data_dir, described, client) as served:
        while position < wanted and time.monotonic() < until:
            position = (await served.yacht.sync())["position"]
    return max(0, wanted - position)


def floors(work: Work) -> tuple[Floor, Floor, Rows]:
    """The floors of the items and of the changes, and their table."""
    documents = work.documents()
    items = works.floor(documents)
    changes = works.floor(work.change_documents([document["id"] for document in documents]))
    asked = works.floor(work.items)
    named = (
        (f"{ITEMS:,} items as JSON", items), (f"{ITEMS:,} items without ids and times", asked),
        (f"{CHANGES:,} changes as JSON, without ids and times", changes),
    )  # fmt: skip
    rows = [
        {"the floor": name, "JSON": it.json_bytes, "brotli-11": it.brotli_11_bytes, "zstd-19": it.zstd_19_bytes}
        for name, it in named
    ]
    return items, changes, rows


async def wire(seed: int) -> Rows:
    """All rows of the wire: the floor, ours, the peers."""
    work = works.made(seed)
    items_floor, changes_floor, floor_rows = floors(work)
    rows: Rows = []
    cut_rows: Rows = []
    with TemporaryDirectory(prefix="lazarette-bench-") as name:
        async with (
            link_to(seed=seed) as link,
            httpx.AsyncClient(timeout=LONGEST_ANSWER_S, trust_env=False) as client,
            a_world(Path(name), 1 + len(CUTS), link) as world,
        ):
            ours = Ours(link, work, items_floor, changes_floor, rows)
            await ours.main(yacht_of(world, 0, client))
            # from here on, what is slow is the links' waiting: the peers may go on beside
            beside = asyncio.create_task(peers(work))
            try:
                yachts = [yacht_of(world, number, client) for number in range(1 + len(CUTS))]
                await ours.rest(yachts, world["yachts"][0], Path(name), cut_rows)
                peer_rows, peer_cuts = await beside
            finally:
                beside.cancel()
    return [*floor_rows, *rows, *peer_rows, *cut_rows, *peer_cuts]
