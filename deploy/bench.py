"""What it costs: a node under a burst of requests, and the exchange of 1,169 requests. One table.

Absolute times drift on shared machines: bytes and round trips do not.
"""

import argparse
import asyncio
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

BURSTS = {"creates at once": 80, "approvals at once": 40, "history reads at once": 100}
ITEMS = 1169
out = Console(highlight=False)


class Bench:
    """Drives one yacht of a world that runs in a process of its own."""

    def __init__(self, world: dict[str, Any], seed: int) -> None:
        self.yacht, self.random = world["yachts"][0], random.Random(seed)  # noqa: S311
        self.idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.rows: list[dict[str, Any]] = []
        self.items: list[str] = []

    async def call(self, role: str, method: str, path: str, body: Any = None) -> tuple[float, int, Any]:
        """One request on a connection of its own that is kept: seconds, status and answer.

        By hand, for a full client would take longer than the node and be measured instead of it.
        """
        host, port = self.yacht["node_url"].removeprefix("http://").split(":")
        reader, writer = self.idle.pop() if self.idle else await asyncio.open_connection(host, int(port))
        content = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{method} {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {self.yacht['tokens'][role]}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
        )
        started = time.perf_counter()
        writer.write(head.encode() + content)
        answered = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(answered.split("content-length:")[1].split("\r\n")[0])
        answer = json.loads(await reader.readexactly(length))
        self.idle.append((reader, writer))
        return time.perf_counter() - started, int(answered.split()[1]), answer

    def _request(self) -> dict[str, Any]:
        number = self.random.randrange(10**9)
        return {
            "action": "create_shopping_list_item",
            "payload": {
                "part_name": f"{self.random.choice(('Pump', 'Seal', 'Filter', 'Valve', 'Belt'))} {number:09d}",
                "part_number": f"{self.random.randrange(10**8):08d}", "quantity_requested": number % 9 + 1,
                "source_type": "manual_add", "urgency": self.random.choice(("low", "normal", "high", "critical")),
            },
        }  # fmt: skip

    async def burst(self, name: str, one: Callable[[int], Awaitable[tuple[float, int, Any]]]) -> None:
        """So many requests at once."""
        done = await asyncio.gather(*(one(n) for n in range(BURSTS[name])))
        times = sorted(1000 * seconds for seconds, _, _ in done)
        failed = sum(status >= 500 for _, status, _ in done)
        if name == "creates at once":
            self.items = [answer["entity_id"] for _, _, answer in done]
        row = {"what": f"{BURSTS[name]} {name}", "5xx": failed}
        self.rows.append(row | {f"p{q} ms": round(times[len(times) * q // 100 - 1], 1) for q in (50, 95, 99)})

    async def node(self) -> None:
        """Bursts of creates, approvals and reads."""
        execute, history = "/v1/actions/execute", "/v1/shopping-list/history?item_id="

        async def approve(n: int) -> tuple[float, int, Any]:
            payload = {"item_id": self.items[n], "quantity_approved": 1}
            return await self.call(
                "captain", "POST", execute, {"action": "approve_shopping_list_item", "payload": payload}
            )

        for _ in range(2):
            self.rows.clear()
            await self.burst("creates at once", lambda n: self.call("crew", "POST", execute, self._request()))
            await self.burst("approvals at once", approve)
            await self.burst(
                "history reads at once", lambda n: self.call("crew", "GET", history + self.items[n % len(self.items)])
            )

    async def sync(self) -> None:
        """Push many requests, ten changes, and nothing."""
        await self.call("captain", "POST", "/v1/sync/now")
        for start in range(0, ITEMS, 100):
            batch = [self._request() for _ in range(min(100, ITEMS - start))]
            _, _, answer = await self.call("crew", "POST", "/v1/actions/execute-batch", {"requests": batch})
            made = [result["entity_id"] for result in answer["results"]]
        for name, changes in ((f"push of {ITEMS} requests", 0), ("10 changes", 10), ("nothing new", 0)):
            for item in made[:changes]:
                update = {"action": "update_shopping_list_item", "payload": {"item_id": item, "unit": "box"}}
                await self.call("captain", "POST", "/v1/actions/execute", update)
            seconds, _, answer = await self.call("captain", "POST", "/v1/sync/now")
            done = answer["last_exchange"]
            cost = {name: done[name] for name in ("bytes_up", "bytes_down", "round_trips", "outcome")}
            self.rows.append({"what": f"sync, {name}", **cost, "seconds": round(seconds, 2)})


async def bench(only: str | None, seed: int) -> list[dict[str, Any]]:
    """Run it; a row for each figure."""
    with tempfile.TemporaryDirectory(prefix="lazarette-bench-") as directory:
        Path(directory).chmod(0o755)
        command = [sys.executable, "-m", "deploy.cli", "world", "--dir", directory, "--yachts", "1", "--manual-sync"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: ASYNC220  once, before anything waits
            try:
                line = await asyncio.to_thread(process.stdout.readline)  # type: ignore[union-attr]
                driven = Bench(json.loads(line), seed)
                node_rows: list[dict[str, Any]] = []
                if only in (None, "node"):
                    await driven.node()
                    node_rows, driven.rows = driven.rows, []
                if only in (None, "sync"):
                    await driven.sync()
                return node_rows + driven.rows
            finally:
                process.send_signal(signal.SIGTERM)


def main() -> None:
    """The entry point of ./dev bench."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("--only", choices=["node", "sync"])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows there")
    given = parser.parse_args()
    rows = asyncio.run(bench(given.only, given.seed))
    for names in dict.fromkeys(tuple(row) for row in rows):
        table = Table(*names)
        for row in rows:
            if tuple(row) == names:
                table.add_row(*(f"{value:,}" if isinstance(value, int) else str(value) for value in row.values()))
        out.print(table)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
