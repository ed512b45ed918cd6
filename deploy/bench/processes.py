"""The real processes that are measured, and how they are spoken to: HTTP and commands, nothing else."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import httpx

from deploy.bench.work import ITEMS_OF_A_CALL, Change
from deploy.link import SlowLink

CLI = (sys.executable, "-m", "deploy.cli")
LONGEST_ANSWER_S = 300
CREATE, UPDATE = "create_shopping_list_item", "update_shopping_list_item"


class Failed(Exception):
    """What was to be measured did not work."""


@asynccontextmanager
async def running(*command: object, environment: Mapping[str, str] | None = None) -> AsyncIterator[Any]:
    """A process, with its input and output; it gets SIGTERM in the end."""
    process = await asyncio.create_subprocess_exec(
        *map(str, command), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL, env={**os.environ, **(environment or {})}, limit=2**20,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), 30)
            except TimeoutError:
                process.kill()
                await process.wait()


async def output_of(*command: object) -> str:
    """What a command prints. Raises Failed if it fails."""
    process = await asyncio.create_subprocess_exec(
        *map(str, command), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    printed, complaint = await process.communicate()
    if process.returncode != 0:
        words = " ".join(map(str, command[1:4]))
        raise Failed(f"{words}: {complaint.decode(errors='replace').strip()[-300:]}")
    return printed.decode()


@dataclass
class Yacht:
    """Somebody of each role, calling one node."""

    url: str
    tokens: Mapping[str, str]
    client: httpx.AsyncClient
    yacht_id: str

    async def call(self, role: str, method: str, path: str, body: Any = None) -> Any:
        """A call that must succeed."""
        headers = {"authorization": f"Bearer {self.tokens[role]}"}
        try:
            answer = await self.client.request(method, self.url + path, json=body, headers=headers)
        except httpx.TransportError as error:
            raise Failed(f"{method} {path} was not answered: {type(error).__name__}") from error
        if answer.status_code != 200:
            raise Failed(f"{method} {path} answered {answer.status_code}: {answer.text[:200]}")
        return answer.json()

    async def act(self, role: str, calls: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
        """Take these actions, a hundred in a call; the names of the items."""
        names: list[str] = []
        for start in range(0, len(calls), ITEMS_OF_A_CALL):
            batch = [
                {"action": action, "payload": payload} for action, payload in calls[start : start + ITEMS_OF_A_CALL]
            ]
            results = (await self.call(role, "POST", "/v1/actions/execute-batch", {"requests": batch}))["results"]
            if refused := [result for result in results if not result["success"]]:
                raise Failed(f"{len(refused)} of {len(results)} actions were refused: {str(refused[0])[:200]}")
            names += (result["entity_id"] for result in results)
        return names

    async def request(self, items: Sequence[Mapping[str, Any]]) -> list[str]:
        """Crew ask for these; the items' names."""
        return await self.act("crew", [(CREATE, item) for item in items])

    async def change(self, changes: Sequence[Change], names: Sequence[str]) -> None:
        """Make these changes in this order; neighbours of one role share a call."""
        start = 0
        for end in range(1, len(changes) + 1):
            if end == len(changes) or changes[end].role != changes[start].role:
                some = [(c.action, {"item_id": names[c.item], **c.payload}) for c in changes[start:end]]
                await self.act(changes[start].role, some)
                start = end

    async def sync(self) -> dict[str, Any]:
        """One POST /v1/sync/now; the status after it."""
        return dict(await self.call("captain", "POST", "/v1/sync/now"))

    async def sync_all(self, attempts: int = 60, limit_s: float = 90) -> tuple[int, dict[str, Any]]:
        """Sync until nothing waits any more, or enough was tried: how often, and the status then."""
        until, attempt, settled = time.monotonic() + limit_s, 0, False
        while not settled and attempt < attempts and time.monotonic() < until:
            status, attempt = await self.sync(), attempt + 1
            settled = status["backlog"]["total"] == 0 and status["last_exchange"]["outcome"] == "ok"
        return attempt, status


@asynccontextmanager
async def a_world(directory: Path, yachts: int, link: SlowLink | None = None) -> AsyncIterator[dict[str, Any]]:
    """`lazarette world`, as it describes itself, and its process's id; its nodes call the shore over the link."""
    directory.chmod(0o755)  # the shore's Postgres runs as somebody else
    command = [*CLI, "world", "--dir", directory, "--yachts", yachts, "--manual-sync"]
    if link is not None:
        command += ["--node-shore-url", link.url]
    async with running(*command) as process:
        line = await asyncio.wait_for(process.stdout.readline(), 120)
        if not line:
            raise Failed("the world did not start")
        world: dict[str, Any] = {**json.loads(line), "process_id": process.pid}
        if link is not None:
            link.target_url = world["shore"]["url"]
        yield world


def yacht_of(world: Mapping[str, Any], number: int, client: httpx.AsyncClient) -> Yacht:
    """The world's yacht of that number."""
    described = world["yachts"][number]
    return Yacht(described["node_url"], described["tokens"], client, described["yacht_id"])


@asynccontextmanager
async def link_to(world_url: str = "", **given: Any) -> AsyncIterator[SlowLink]:
    """A link that is stopped in the end."""
    link = await SlowLink(world_url, **given).start()
    try:
        yield link
    finally:
        await link.stop()


async def enrolled(directory: Path, yacht_id: str, shore_url: str) -> Path:
    """Enrol one more node of a yacht, by the commands a person would use; its data directory."""
    code = (await output_of(*CLI, "shore", "enrol", yacht_id, "--data-dir", directory / "shore")).split()[0]
    data_dir = directory / f"node-{uuid4().hex[:8]}"
    await output_of(*CLI, "node", "enrol", "--shore", shore_url, "--code", code, "--data-dir", data_dir)
    return data_dir


@dataclass
class Served:
    """A node in a process of its own."""

    yacht: Yacht
    process_id: int
    first_answer_s: float
    """From the command to the first answer."""

    @property
    def resident_bytes(self) -> int:
        """How much memory it holds."""
        lines = Path(f"/proc/{self.process_id}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) * 1024


@asynccontextmanager
async def serving_node(
    data_dir: Path, described: Mapping[str, Any], client: httpx.AsyncClient
) -> AsyncIterator[Served]:
    """`lazarette node serve` for an enrolled node that has its roster; everybody has signed in."""
    environment = {
        "LAZARETTE_NODE_MANUAL_SYNC": "true", "SHOPPING_LIST_V1_ENABLED": "true",
        "PYTHONDONTWRITEBYTECODE": "",  # it starts as what is installed does: compiled once
    }  # fmt: skip
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command, started = (*CLI, "node", "serve", "--data-dir", data_dir, "--port", port), time.perf_counter()
    async with running(*command, environment=environment) as process:
        await answering(client, f"{url}/v1/actions/health")
        first_answer_s = time.perf_counter() - started
        people = {role: user for role, user in described["users"].items() if role != "manager"}
        tokens = {role: await _signed_in(client, url, user) for role, user in people.items()}
        yield Served(Yacht(url, tokens, client, described["yacht_id"]), process.pid, first_answer_s)


@dataclass
class Aboard:
    """One more node of a world's yacht, which was ashore once and is not served yet. `world_id`: of the world's
    process, in which the shore is."""

    described: Mapping[str, Any]
    data_dir: Path
    client: httpx.AsyncClient
    world_id: int

    def served(self) -> AbstractAsyncContextManager[Served]:
        """The node in a process of its own."""
        return serving_node(self.data_dir, self.described, self.client)


@asynccontextmanager
async def a_node_of_its_own(link: SlowLink | None = None) -> AsyncIterator[Aboard]:
    """In a new world; it calls the shore over the link."""
    with TemporaryDirectory(prefix="lazarette-bench-") as name:
        directory = Path(name)
        async with (
            httpx.AsyncClient(timeout=LONGEST_ANSWER_S, trust_env=False) as client,
            a_world(directory, 1, link) as world,
        ):
            described = world["yachts"][0]
            shore_url = world["shore"]["url"] if link is None else link.url
            data_dir = await enrolled(directory, described["yacht_id"], shore_url)
            await output_of(*CLI, "sync", "--data-dir", data_dir)
            yield Aboard(described, data_dir, client, world["process_id"])


async def _signed_in(client: httpx.AsyncClient, url: str, user: Mapping[str, str]) -> str:
    """A person's token. Raises Failed; asking again and again would lock them out."""
    answer = await client.post(f"{url}/v1/auth/token", json={"name": user["name"], "pin": user["pin"]})
    if answer.status_code != 200:
        raise Failed(f"{user['name']} could not sign in on board: {answer.text[:100]}")
    return str(answer.json()["access_token"])


def free_port() -> int:
    """A port that was free just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def answering(client: httpx.AsyncClient, url: str, limit_s: float = 30) -> None:
    """Wait until something answers there. Raises Failed."""
    until = time.monotonic() + limit_s
    while time.monotonic() < until:
        try:
            await client.get(url)
        except httpx.TransportError:
            await asyncio.sleep(0.05)
        else:
            return
    raise Failed(f"{url} does not answer")
