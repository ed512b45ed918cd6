"""A node in a process of its own under bursts of requests, at rest and while a sync goes on over the slow link."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from typing import Any

from deploy.bench import work as works
from deploy.bench.measure import Rows, fast, slow
from deploy.bench.processes import CREATE, Served, a_node_of_its_own, link_to
from deploy.bench.work import ITEMS

BURSTS = {"creates at once": 80, "approvals at once": 40, "history reads at once": 100}
_TO_REACH = {"creates at once": "p95 80, p99 100", "approvals at once": "p95 40", "history reads at once": "p95 95"}
_EXECUTE, _HISTORY = "/v1/actions/execute", "/v1/shopping-list/history?item_id="
_ROUNDS = 5
_UNDER_WAY_S = 0.7
"""By then an exchange that begins with a connection has begun to send."""


class Bursts:
    """Many requests at once, each on a connection of its own that is kept.

    By hand, for a full client would take longer than the node and be measured instead of it.
    """

    def __init__(self, url: str, tokens: Mapping[str, str], seed: int) -> None:
        self.host, self.port = url.removeprefix("http://").split(":")
        self.tokens, self.random = tokens, random.Random(f"bursts {seed}")  # noqa: S311
        self.idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.items: list[str] = []
        self.made = 0

    async def call(self, role: str, method: str, path: str, body: Any = None) -> tuple[float, int, Any]:
        """One request: seconds, status and answer."""
        reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection(self.host, int(self.port))
        content = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nhost: {self.host}\r\nauthorization: Bearer {self.tokens[role]}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
        )
        started = perf_counter()
        writer.write(head.encode() + content)
        answered = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(answered.split("content-length:")[1].split("\r\n")[0])
        answer = json.loads(await reader.readexactly(length))
        self.idle.append((reader, writer))
        return perf_counter() - started, int(answered.split()[1]), answer

    async def round(self) -> Rows:
        """Creates, then approvals and reads of what was created; a row each."""
        return [
            await self._burst("creates at once", self._create),
            await self._burst("approvals at once", self._approve),
            await self._burst("history reads at once", self._read),
        ]

    async def _create(self, _: int) -> tuple[float, int, Any]:
        self.made += 1
        payload = works.request(self.random, 200_000 + self.made)
        return await self.call("crew", "POST", _EXECUTE, {"action": CREATE, "payload": payload})

    async def _approve(self, number: int) -> tuple[float, int, Any]:
        payload = {"item_id": self.items[number], "quantity_approved": 1}
        body = {"action": "approve_shopping_list_item", "payload": payload}
        return await self.call("captain", "POST", _EXECUTE, body)

    async def _read(self, number: int) -> tuple[float, int, Any]:
        return await self.call("crew", "GET", _HISTORY + self.items[number % len(self.items)])

    async def _burst(self, name: str, one: Callable[[int], Awaitable[tuple[float, int, Any]]]) -> dict[str, Any]:
        done = await asyncio.gather(*(one(number) for number in range(BURSTS[name])))
        times = sorted(1000 * seconds for seconds, _, _ in done)
        if name == "creates at once":
            self.items = [answer["entity_id"] for _, status, answer in done if status == 200]
        row: dict[str, Any] = {"what": name, "5xx": sum(status >= 500 for _, status, _ in done)}
        return row | {f"p{q} ms": times[len(times) * q // 100 - 1] for q in (50, 95, 99)}


def _told(rounds: list[Rows], when: str) -> Rows:
    """The median round by p95, a row for each kind of burst."""
    rows = []
    for same in zip(*rounds, strict=True):
        middle = sorted(same, key=lambda row: float(row["p95 ms"]))[len(same) // 2]
        name = middle["what"]
        numbers = {key: round(value, 1) for key, value in middle.items() if key.endswith("ms")}
        failed = sum(row["5xx"] for row in same)
        rows.append({"what": f"{BURSTS[name]} {name}, {when}", "rounds": len(same), "5xx": failed, **numbers,
                     "to reach": _TO_REACH[name]})  # fmt: skip
    return rows


async def _measured(served: Served, seed: int, when_synced: Callable[[], None]) -> Rows:
    """Bursts with nothing else, then while everything the node holds goes to the shore."""
    yacht = served.yacht
    bursts = Bursts(yacht.url, yacht.tokens, seed)
    await bursts.round()
    rows = _told([await bursts.round() for _ in range(_ROUNDS)], "no sync")
    await yacht.sync_all()
    await yacht.request(works.made(seed, changes=0).items)
    memory = f"{served.resident_bytes / 1e6:.0f} MB"
    when_synced()
    syncing = asyncio.create_task(yacht.sync())
    await asyncio.sleep(_UNDER_WAY_S)
    rounds: list[Rows] = []
    while not syncing.done() and len(rounds) < _ROUNDS:
        rounds.append(await bursts.round())
    cut_short = syncing.done()
    await syncing
    told = f"while {ITEMS:,} items go ashore" + (", the last ones after it" if cut_short else "")
    rows += _told(rounds, told) if rounds else [{"not measured": "bursts while syncing", "why": "it was over at once"}]
    status = await yacht.sync_all()
    rows.append({"node": f"memory (RSS) with {ITEMS:,} items more, before syncing", "measured": memory, "to reach": ""})
    at_rest = f"{served.resident_bytes / 1e6:.0f} MB"
    rows.append({"node": f"memory (RSS) after all that, {status[1]['backlog']['total']} waiting", "measured": at_rest,
                 "to reach": "150 MB"})  # fmt: skip
    return rows


async def node(seed: int) -> Rows:
    """All rows of the node."""
    async with link_to() as link:
        fast(link)
        async with a_node_of_its_own(link) as aboard:
            async with aboard.served() as served:
                rows = await _measured(served, seed, lambda: slow(link))
                fast(link)
            async with aboard.served() as served:
                cold_s = f"{served.first_answer_s:.2f} s"
                at_rest = f"{served.resident_bytes / 1e6:.0f} MB"
            rows += [
                {"node": "cold start to the first answer", "measured": cold_s, "to reach": "2 s"},
                {"node": f"memory (RSS) at rest, {ITEMS:,} items and more", "measured": at_rest, "to reach": "150 MB"},
            ]
            return rows
