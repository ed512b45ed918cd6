"""`./dev soak --minutes M`: two yachts and a shore at work over a link that fails, watched for what grows.

The shore, its Postgres and each node are processes of their own. People act on both sides all the time; the link is
slow, breaks connections and is gone for a while now and then; the second node loses its power every ten minutes.
Judged are the shore, its Postgres and the first node: memory, open files and the WAL at the end against when they had
warmed up. In the end the link is whole, and both sides must verify and agree.
"""

import argparse
import asyncio
import json
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from deploy.bench.measure import Rows, note, show, slow
from deploy.bench.processes import (
    CLI,
    CREATE,
    LONGEST_ANSWER_S,
    Failed,
    Yacht,
    a_world,
    answering,
    free_port,
    link_to,
    output_of,
    running,
)
from deploy.link import SlowLink
from edge_node.enrol import DATABASE

MOST_GROWTH, MOST_FILES_MORE, MOST_WAL_BYTES = 1.10, 8, 32 << 20
"""What is still flat: memory by so much of what it was when warm, files by so many, a WAL that is folded in again."""
SAMPLE_S, ACT_S, POWER_CUT_S, LINK_LIVES_BYTES = 10, 0.5, 600, (16_000, 400_000)
_EXECUTE = "/v1/actions/execute"


def family(process_id: int) -> list[int]:
    """A process and what it started, as long as they live."""
    parents: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):  # it ended meanwhile
            continue
        parents.setdefault(parent, []).append(int(status.parent.name))
    found = [process_id]
    for each in found:
        found += parents.get(each, [])
    return found


def held_bytes(process_ids: Sequence[int]) -> int:
    """The memory that these hold themselves, in bytes: no file of theirs, and not the buffers that Postgres sets aside
    for all of its processes at the start, which fill in time."""
    total = 0
    for process_id in process_ids:
        try:
            lines = Path(f"/proc/{process_id}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss_Anon:"))
    return total


def open_files(process_id: int) -> int:
    """How many files and connections a process has open."""
    return len(list(Path(f"/proc/{process_id}/fd").iterdir()))


@dataclass
class Watched:
    """One process, what to look at, and what was seen."""

    name: str
    process_ids: Callable[[], list[int]]
    wal: Path | None = None
    samples: list[dict[str, int]] = field(default_factory=list)

    def look(self) -> None:
        """Take a sample."""
        ids = self.process_ids()
        wal_bytes = self.wal.stat().st_size if self.wal is not None and self.wal.exists() else 0
        files = open_files(ids[0])
        self.samples.append({"memory": held_bytes(ids), "files": files, "wal": wal_bytes, "processes": len(ids)})

    def told(self) -> tuple[dict[str, Any], list[str]]:
        """A row of the table, and what has grown that should not. Warm is the second sixth of the time."""
        sixth = max(1, len(self.samples) // 6)
        warm, last = self.samples[sixth : 2 * sixth] or self.samples[:1], self.samples[-sixth:]
        figures = {name: (median(s[name] for s in warm), median(s[name] for s in last)) for name in self.samples[0]}
        growth, most_wal = figures["memory"][1] / figures["memory"][0], max(s["wal"] for s in self.samples)
        wrong = []
        if growth > MOST_GROWTH:
            wrong.append(f"{self.name} holds {growth:.2f} times the memory that it held when warm")
        if figures["files"][1] > figures["files"][0] + MOST_FILES_MORE:
            wrong.append(f"{self.name} has {figures['files'][1]:.0f} files open, and had {figures['files'][0]:.0f}")
        if most_wal > MOST_WAL_BYTES:
            wrong.append(f"{self.name}: the WAL grew to {most_wal:,} bytes")
        row = {
            "process": self.name, "MB warm": round(figures["memory"][0] / 1e6, 1),
            "MB at the end": round(figures["memory"][1] / 1e6, 1), "ratio": round(growth, 3),
            "files warm": round(figures["files"][0]), "files at the end": round(figures["files"][1]),
            "most WAL bytes": most_wal if self.wal else "",
        }  # fmt: skip
        return row, wrong


@dataclass
class People:
    """Those of one yacht, on board and ashore, who act all the time; what they met."""

    board: Yacht
    ashore: Yacht
    random: random.Random
    waiting: list[str] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    made: int = 0

    async def one(self, yacht: Yacht, role: str, action: str, payload: Mapping[str, Any]) -> Any:
        """One action; a refusal is an answer like another, a 5xx is counted and told in the end."""
        headers = {"authorization": f"Bearer {yacht.tokens[role]}"}
        try:
            answer = await yacht.client.post(
                yacht.url + _EXECUTE, json={"action": action, "payload": payload}, headers=headers
            )
        except httpx.TransportError:  # the power is out just now
            return None
        self.answers[answer.status_code] += 1
        return answer.json().get("entity_id") if answer.status_code == 200 else None

    async def act(self) -> None:
        """Something that people do: ask, look, decide on board or ashore, order."""
        self.made += 1
        wanted = {"part_name": f"Part {self.made} {self.random.randrange(10**6)}", "quantity_requested": 2,
                  "source_type": "manual_add"}  # fmt: skip
        if (item := await self.one(self.board, "crew", CREATE, wanted)) is not None:
            self.waiting.append(item)
        if len(self.waiting) > 6:
            item = self.waiting.pop(self.random.randrange(len(self.waiting)))
            given = {"item_id": item, "quantity_approved": 2}
            await self.one(self.board, "chief_engineer", "approve_shopping_list_item", given)
            if self.random.random() < 0.3:  # with or without having seen it
                given = {"item_id": item, "rejection_reason": "not this season"}
                await self.one(self.ashore, "manager", "reject_shopping_list_item", given)
            else:
                given = {"item_id": item, "quantity_ordered": 2}
                await self.one(self.board, "captain", "mark_shopping_list_item_ordered", given)
        for yacht, role, path in ((self.board, "crew", "/v1/shopping-list/items?limit=50"),
                                  (self.ashore, "manager", "/v1/shopping-list/items?limit=50"),
                                  (self.board, "captain", "/v1/sync/status")):  # fmt: skip
            if self.random.random() < 0.3:
                try:
                    answer = await yacht.client.get(
                        yacht.url + path, headers={"authorization": f"Bearer {yacht.tokens[role]}"}
                    )
                except httpx.TransportError:
                    continue
                self.answers[answer.status_code] += 1


class Soak:
    """The world, what is watched in it, and the faults. It lives as long as its stack is open."""

    def __init__(self, directory: Path, minutes: float, seed: int, stack: AsyncExitStack, client: httpx.AsyncClient):
        self.directory, self.minutes, self.stack, self.client = directory, minutes, stack, client
        self.random = random.Random(seed)  # noqa: S311
        self.shore_port, *self.node_ports = (free_port() for _ in range(3))
        self.link = SlowLink(f"http://127.0.0.1:{self.shore_port}")
        self.watched: list[Watched] = []
        self.people: list[People] = []
        self.environment: dict[str, str] = {}
        self.power_cuts, self.until_s = 0, 0.0

    async def start(self) -> None:
        """Make the world, stop it, and serve its parts, each by itself."""
        async with a_world(self.directory, 2) as described:
            pass
        self.link = await self.stack.enter_async_context(link_to(f"http://127.0.0.1:{self.shore_port}"))
        self.link.target_url = f"http://127.0.0.1:{self.shore_port}"
        self.environment = {
            "SHOPPING_LIST_V1_ENABLED": "true", "LAZARETTE_NODE_SHORE_URL": self.link.url,
            "LAZARETTE_NODE_SYNC_INTERVAL_S": "10", "LAZARETTE_NODE_SYNC_JITTER_S": "2",
        }  # fmt: skip
        shore = await self.serve("shore", self.directory / "shore", self.shore_port)
        node = await self.serve("node", self.directory / "node-1", self.node_ports[0])
        marker = next((self.directory / "shore").rglob("postmaster.pid"))
        postmaster = int(marker.read_text().split()[0])
        self.watched = [
            Watched("shore", lambda: [shore.pid]),
            Watched("its Postgres", lambda: family(postmaster)),
            Watched("node", lambda: [node.pid], self.directory / "node-1" / f"{DATABASE}-wal"),
        ]
        self.people = [
            People(
                Yacht(f"http://127.0.0.1:{port}", yacht["tokens"], self.client, yacht["yacht_id"]),
                Yacht(f"http://127.0.0.1:{self.shore_port}", yacht["shore_tokens"], self.client, yacht["yacht_id"]),
                random.Random(self.random.random()),  # noqa: S311
            )
            for port, yacht in zip(self.node_ports, described["yachts"], strict=True)
        ]

    async def serve(self, side: str, data_dir: Path, port: int) -> Any:
        """A side in a process of its own, as an engineer starts it, once it answers."""
        command = (*CLI, side, "serve", "--data-dir", data_dir, "--port", port)
        process = await self.stack.enter_async_context(running(*command, environment=self.environment))
        await answering(self.client, f"http://127.0.0.1:{port}/v1/actions/health", 120)
        return process

    async def run(self) -> tuple[Rows, list[str]]:
        """Soak, then heal; the table, and what is wrong."""
        await self.start()
        self.until_s = time.monotonic() + self.minutes * 60
        await asyncio.gather(self.look(), self.link_fails(), self.power_fails(), *map(self.people_act, self.people))
        return await self.healed()

    async def people_act(self, people: People) -> None:
        """Until the time is up."""
        while time.monotonic() < self.until_s:
            await people.act()
            await asyncio.sleep(ACT_S * self.random.random() * 2)

    async def link_fails(self) -> None:
        """Slow always; gone for up to half a minute now and then."""
        slow(self.link)
        self.link.life_bytes = LINK_LIVES_BYTES
        while time.monotonic() < self.until_s:
            await asyncio.sleep(self.random.uniform(20, 90))
            self.link.cut()
            await asyncio.sleep(self.random.uniform(1, 30))
            self.link.restore()

    async def power_fails(self) -> None:
        """The second node runs, is killed, and starts again; the last one stays."""
        while True:
            process = await self.serve("node", self.directory / "node-2", self.node_ports[1])
            left_s = self.until_s - time.monotonic()
            await asyncio.sleep(max(0, min(POWER_CUT_S, left_s)))
            if left_s <= POWER_CUT_S:
                return
            process.send_signal(signal.SIGKILL)
            await process.wait()
            self.power_cuts += 1

    async def look(self) -> None:
        """A sample of each now and then, and a line every minute."""
        rows: Rows = []
        while time.monotonic() < self.until_s:
            await asyncio.sleep(SAMPLE_S)
            for each in self.watched:
                each.look()
            if len(self.watched[0].samples) % 6 == 0:
                seen = {each.name: f"{each.samples[-1]['memory'] / 1e6:.0f} MB" for each in self.watched}
                note(rows, {"minutes left": round((self.until_s - time.monotonic()) / 60, 1), **seen})

    async def healed(self) -> tuple[Rows, list[str]]:
        """The link is whole again, and everything comes together: the table, and what is wrong."""
        self.link.life_bytes = None
        self.link.restore()
        wrong = []
        for each in self.people:
            _, status = await each.board.sync_all()
            if status["backlog"]["total"] or status["last_exchange"]["outcome"] != "ok":
                wrong.append(f"after healing a node says {status['last_exchange']}, {status['backlog']}")
        rows: Rows = []
        for watched in self.watched:
            row, grown = watched.told()
            rows.append(row)
            wrong += grown
        answers = sum((each.answers for each in self.people), Counter[int]())
        wrong += [f"{count} answers were {code}" for code, count in answers.items() if code >= 500]
        traffic = self.link.counted()
        counts = {
            "answers by status": dict(sorted(answers.items())), "connections": traffic.connections,
            "of them cut": traffic.cuts, "power cuts of the second node": self.power_cuts,
            "bytes up": traffic.bytes_up, "bytes down": traffic.bytes_down,
        }  # fmt: skip
        return [*rows, *({"what": name, "how many": str(count)} for name, count in counts.items())], wrong


async def soak(minutes: float, seed: int, directory: Path) -> tuple[Rows, list[str]]:
    """Run it all; the tables, and what is wrong. What `lazarette verify` says of all three must agree."""
    async with AsyncExitStack() as stack, httpx.AsyncClient(trust_env=False, timeout=LONGEST_ANSWER_S) as client:
        rows, wrong = await Soak(directory, minutes, seed, stack, client).run()
    shore = await output_of(*CLI, "verify", "--shore", "--data-dir", directory / "shore")
    for number in (1, 2):
        board = await output_of(*CLI, "verify", "--data-dir", directory / f"node-{number}")
        wrong += [f"the shore does not say: {line}" for line in board.splitlines() if line not in shore.splitlines()]
    return rows, wrong


def main() -> int:
    """The entry point of ./dev soak: 1 if something grew, was lost or answered a 5xx."""
    parser = argparse.ArgumentParser(prog="./dev soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows there")
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)  # the shore's Postgres runs as somebody else
        try:
            rows, wrong = asyncio.run(soak(given.minutes, given.seed, Path(name)))
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
    show(rows)
    if given.json:
        given.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False))
    print("\n".join(wrong) if wrong else "flat, and both sides verified equal")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
