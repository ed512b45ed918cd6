"""The main job, for real: a shore, two yachts, a slow link that goes away, and what happens between them."""

import argparse
import asyncio
import csv
import io
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from deploy.link import SlowLink
from deploy.servers import until_stopped
from deploy.world import World, running_world
from shared_models.roles import Role
from shared_models.verify import Report, verify

ITEMS, ITEMS_OF_THE_SECOND = 1169, 40
_URGENCIES = ("low", "normal", "normal", "high", "critical")
out = Console(highlight=False, emoji=False)


@dataclass
class Caller:
    """Somebody with a token, calling one side."""

    client: httpx.AsyncClient
    url: str
    token: str

    async def get(self, path: str, **query: Any) -> Any:
        """A GET that must succeed."""
        return self._good(await self.client.get(self.url + path, params=query, headers=self._headers()))

    async def post(self, path: str, body: Any = None) -> Any:
        """A POST that must succeed."""
        return self._good(await self.client.post(self.url + path, json=body or {}, headers=self._headers()))

    async def act(self, action: str, yacht_id: str, **payload: Any) -> Any:
        """Take an action."""
        body = {"action": action, "context": {"yacht_id": yacht_id}, "payload": payload}
        return await self.post("/v1/actions/execute", body)

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"}

    def _good(self, answer: httpx.Response) -> Any:
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.request.url} answered {answer.status_code}: {answer.text[:300]}")
        return answer.json()


@dataclass
class Story:
    """Plays on a running world, and remembers what its syncs cost."""

    world: World
    link: SlowLink
    client: httpx.AsyncClient
    costs: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def on_board(self, role: Role, yacht: int = 0) -> Caller:
        """Somebody on a yacht's node."""
        described = self.world.yachts[yacht].described
        return Caller(self.client, described["node_url"], described["tokens"][role.value])

    def ashore(self, role: Role, yacht: int = 0) -> Caller:
        """Somebody at the shore."""
        return Caller(self.client, self.world.shore_url, self.world.yachts[yacht].described["shore_tokens"][role.value])

    async def sync(self, title: str, yacht: int = 0) -> dict[str, Any]:
        """Sync now, and note the cost."""
        status = await self.on_board(Role.CAPTAIN, yacht).post("/v1/sync/now")
        self.costs.append((title, status["last_exchange"]))
        return dict(status)

    async def fill(self, yacht: int, count: int, progress: Progress) -> None:
        """Requests made from the real parts, a hundred in one call."""
        crew, yacht_id = self.on_board(Role.CREW, yacht), self.world.yachts[yacht].described["yacht_id"]
        parts = real_parts()
        task = progress.add_task(f"{count} requests on {self.world.yachts[yacht].described['name']}", total=count)
        requests = [request_for(parts[n % len(parts)], n, n // len(parts)) for n in range(count)]
        for start in range(0, count, 100):
            batch = [
                {"action": "create_shopping_list_item", "context": {"yacht_id": yacht_id}, "payload": payload}
                for payload in requests[start : start + 100]
            ]
            results = (await crew.post("/v1/actions/execute-batch", {"requests": batch}))["results"]
            failed = [result for result in results if not result["success"]]
            if failed:
                raise RuntimeError(f"{len(failed)} requests failed: {failed[0]}")
            progress.advance(task, len(batch))


def real_parts() -> list[dict[str, str]]:
    """The parts of a real ship's list."""
    text = files("shared_models").joinpath("data/ship_parts.csv").read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def request_for(part: dict[str, str], number: int, round_: int) -> dict[str, Any]:
    """What is given to ask for a part: the `number`th request, in the `round_`th run over the list."""
    given = {
        "part_name": part["name"], "part_number": part["part_number"], "manufacturer": part["manufacturer"],
        "unit": part["unit"], "quantity_requested": 1 + number % 7, "source_type": "manual_add",
        "urgency": _URGENCIES[number % len(_URGENCIES)], "allow_duplicate": True,
        "source_notes": f"Round {round_ + 1}, store room {1 + number % 3}",
    }  # fmt: skip
    return {name: value for name, value in given.items() if value != ""}


async def play(story: Story) -> bool:
    """The story; whether both sides verified equal in the end."""
    world, link = story.world, story.link
    names = [yacht.described["name"] for yacht in world.yachts]
    yacht_id = world.yachts[0].described["yacht_id"]
    with Progress(console=out, transient=True) as progress:
        await story.fill(0, ITEMS, progress)
        await story.fill(1, ITEMS_OF_THE_SECOND, progress)
    out.print(f"[b]1.[/b] {names[0]} holds {ITEMS} requests, {names[1]} {ITEMS_OF_THE_SECOND}; made from real parts.")
    crew, engineer = story.on_board(Role.CREW), story.on_board(Role.CHIEF_ENGINEER)
    manager = story.ashore(Role.MANAGER)
    injector = await crew.act(
        "create_shopping_list_item", yacht_id, part_name="Fuel Injector", part_number="MTU-X00055112",
        manufacturer="MTU", allow_duplicate=True, quantity_requested=4, source_type="manual_add", urgency="critical",
    )  # fmt: skip
    item_id = injector["entity_id"]
    await story.sync("first sync of everything")
    await story.sync(f"first sync of {names[1]}", 1)
    out.print(
        f"[b]2.[/b] Both have told the shore, over {link.bits_per_s // 1000} kbit/s and {link.delay_s * 2000:.0f} ms."
    )
    link.cut()
    down = await story.sync("while the link is down")
    out.print(f"[b]3.[/b] The link is gone: sync says [i]{down['last_exchange']['outcome']}[/i]. Work goes on.")
    await crew.act("create_shopping_list_item", yacht_id, part_name="Impeller, sea water pump", quantity_requested=2,
                   source_type="manual_add", urgency="high")  # fmt: skip
    out.print("[b]4.[/b] On board, crew ask for an impeller, and the chief engineer approves 4 fuel injectors.")
    await engineer.act("approve_shopping_list_item", yacht_id, item_id=item_id, quantity_approved=4)
    await manager.act(
        "reject_shopping_list_item", yacht_id, item_id=item_id, rejection_reason="Two are on the way already"
    )
    out.print("[b]5.[/b] Ashore, the manager rejects them. Neither has seen the other.")
    link.restore()
    await story.sync("the link returns")
    await story.sync("nothing new")
    on_board = await engineer.get("/v1/conflicts")
    ashore = await manager.get("/v1/conflicts")
    status = {
        (await engineer.get(f"/v1/shopping-list/items/{item_id}"))["item"]["status"],
        (await manager.get(f"/v1/shopping-list/items/{item_id}", yacht_id=yacht_id))["item"]["status"],
    }
    out.print(
        f"[b]6.[/b] The link returns; the sync runs. Both sides say the item is [b]{' / '.join(sorted(status))}[/b]."
    )
    for conflict in on_board["conflicts"]:
        out.print(f"   On board: [i]{conflict['sentence']}[/i]")
    for conflict in ashore["conflicts"]:
        out.print(f"   Ashore:   [i]{conflict['sentence']}[/i]")
    same = bool(on_board["conflicts"]) and bool(ashore["conflicts"]) and len(status) == 1
    return await compare(story) and same


async def compare(story: Story) -> bool:
    """Replay both sides of each yacht and compare; prints the counts."""
    equal = True
    table = Table("yacht", "side", "entries", "items", "states", "position", "digest", "problems")
    for yacht in story.world.yachts:
        yacht_id, name = yacht.described["yacht_id"], yacht.described["name"]
        async with yacht.node.database.reading() as tx:
            board = await verify(tx, yacht_id)
        async with story.world.shore.database.transaction(None, yacht_id) as tx:
            shore = await verify(tx, yacht_id)
        for side, report in (("node", board), ("shore", shore)):
            table.add_row(name, side, *_counts(report))
            for problem in report.problems:
                out.print(f"{name}, {side}: {problem}", style="red")
        equal = equal and not board.problems and not shore.problems
        equal = equal and (board.digest, board.fingerprint) == (shore.digest, shore.fingerprint)
    out.print(table)
    return equal


def _counts(report: Report) -> list[str]:
    numbers = (report.entries, report.items, report.states, report.position)
    return [*map(str, numbers), report.digest.hex()[:12], str(len(report.problems))]


def costs(story: Story) -> None:
    """What each sync cost."""
    table = Table("sync", "bytes up", "bytes down", "round trips", "outcome")
    for title, done in story.costs:
        table.add_row(
            title, f"{done['bytes_up']:,}", f"{done['bytes_down']:,}", str(done["round_trips"]), done["outcome"]
        )
    out.print(table)


def addresses(world: World) -> None:
    """Where everything answers, and somebody of each role."""
    out.print(
        f"\nThe shore answers at {world.shore_url}; a fleet manager's token:\n{world.manager_token}", soft_wrap=True
    )
    for yacht in world.yachts:
        described = yacht.described
        out.print(f"\n{described['name']}: node at {described['node_url']}; sign in with POST /v1/auth/token:")
        for role, user in described["users"].items():
            out.print(f"  {role:15} {user['name']:24} PIN {user['pin']}")
    out.print("\nCtrl-C ends it.")


async def demo(once: bool) -> int:
    """Run the demo; the exit code."""
    started = time.monotonic()
    async with AsyncExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lazarette-demo-")))
        directory.chmod(0o755)
        links: list[SlowLink] = []

        def through(index: int, url: str) -> str:
            links[0].target_url = links[0].target_url or url
            return links[0].url

        links.append(await SlowLink("", bits_per_s=2_000_000).start())
        stack.push_async_callback(links[0].stop)
        world = await stack.enter_async_context(running_world(directory, 2, node_shore_url=through, manual_sync=True))
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=120, trust_env=False))
        story = Story(world, links[0], client)
        equal = await play(story)
        costs(story)
        if equal:
            out.print(f"[green]both sides verified equal[/green]; {time.monotonic() - started:.1f} s")
        else:
            out.print("[red]the two sides differ[/red]")
        if once:
            return 0 if equal else 1
        addresses(world)
        await until_stopped()
    return 0


def main() -> None:
    """The entry point of ./dev demo."""
    parser = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    parser.add_argument("--once", action="store_true", help="play the story, print a summary and exit")
    sys.exit(asyncio.run(demo(parser.parse_args().once)))


if __name__ == "__main__":
    main()
