"""The same work through other people's tools: PouchDB and Logux, installed by npm outside the repository."""

import asyncio
import hashlib
import json
import os
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deploy.bench import measure
from deploy.bench.measure import Rows
from deploy.bench.processes import Failed, link_to, running
from deploy.bench.work import EDITS, ITEMS, Work
from deploy.link import SlowLink

_INSTALL_LIMIT_S, _ANSWER_LIMIT_S = 300, 200

Measuring = Callable[[Path, SlowLink, dict[str, Path], list[str]], Awaitable[tuple[Rows, Rows]]]


class Peer:
    """A peer's script, which takes commands as lines of JSON."""

    def __init__(self, process: Any) -> None:
        self.process = process

    async def heard(self, limit_s: float = 30) -> dict[str, Any]:
        """The next line that is meant for us. Raises Failed."""
        until = time.monotonic() + limit_s
        while True:
            try:
                line = await asyncio.wait_for(self.process.stdout.readline(), until - time.monotonic())
            except TimeoutError as error:
                raise Failed("it did not answer in time") from error
            if not line:
                raise Failed("its process ended")
            if line.startswith(b'{"bench":true'):
                return dict(json.loads(line))

    async def ask(self, command: str, **given: Any) -> dict[str, Any]:
        """Let it do something; its answer."""
        self.process.stdin.write(json.dumps({"command": command, **given}).encode() + b"\n")
        answer = await self.heard(_ANSWER_LIMIT_S)
        if not answer["ok"]:
            raise Failed(f"{command}: {answer['error']}")
        return answer


async def installed() -> Path:
    """The folder with the peers' packages and our scripts, made on first use. Raises Failed."""
    if not (npm := shutil.which("npm")) or not shutil.which("node"):
        raise Failed("there is no node or npm here")
    with as_file(files("deploy") / "peers") as source:
        wanted = (source / "package.json").read_bytes()
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = cache / "lazarette" / f"peers-{hashlib.sha256(wanted).hexdigest()[:12]}"
        folder.mkdir(parents=True, exist_ok=True)
        for file in (*source.glob("*.mjs"), source / "package.json"):
            shutil.copy(file, folder)
    if not (folder / "installed").exists():
        quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
        process = await asyncio.create_subprocess_exec(
            npm, "install", *quiet, cwd=folder, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        try:
            _, complaint = await asyncio.wait_for(process.communicate(), _INSTALL_LIMIT_S)
        except TimeoutError as error:
            process.kill()
            raise Failed("npm took too long") from error
        if process.returncode != 0:
            raise Failed(f"npm could not install them: {complaint.decode(errors='replace').strip()[-200:]}")
        (folder / "installed").touch()
    return folder


@asynccontextmanager
async def _peer(folder: Path, script: str) -> AsyncIterator[tuple[Peer, dict[str, Any]]]:
    async with running("node", folder / script, environment={"NODE_ENV": "production"}) as process:
        peer = Peer(process)
        yield peer, await peer.heard()


async def _pouchdb(folder: Path, link: SlowLink, files_: dict[str, Path], names: list[str]) -> tuple[Rows, Rows]:
    rows: Rows = []
    cut_rows: Rows = []
    async with _peer(folder, "pouchdb_server.mjs") as (_, ready), _peer(folder, "pouchdb_client.mjs") as (client, _):
        direct = link.target_url = f"http://127.0.0.1:{ready['port']}"
        uncut_bytes = 0
        for batch in (100, 2000):
            who, where = f"PouchDB 9, batch {batch}", {"through": link.url, "direct": direct, "name": f"push{batch}"}
            measure.slow(link)
            await client.ask("open", file=str(files_["items"]), **where)
            with measure.measuring(link) as done:
                await client.ask("push", batch_size=batch)
            uncut_bytes = uncut_bytes or done.traffic.bytes_up
            measure.note(rows, measure.costs(who, f"push of {ITEMS:,} items", done.traffic, done.seconds))
        await client.ask("edit", ids=names[:EDITS], unit="box")
        for what in (f"{EDITS} edits", "nothing new"):
            with measure.measuring(link) as done:
                await client.ask("push", batch_size=2000)
            measure.note(rows, measure.costs(who, what, done.traffic, done.seconds))
        measure.fast(link)
        await client.ask("add", file=str(files_["changes"]))
        with measure.measuring(link) as done:
            await client.ask("push", batch_size=2000)
        measure.note(rows, measure.costs(who, "10,000 changes as documents, no delay", done.traffic, done.seconds))
        for number, (life, life_bytes) in enumerate(measure.CUTS):
            where = {"through": link.url, "direct": direct, "name": f"cuts{number}"}
            await client.ask("open", file=str(files_["items"]), **where)
            measure.slow(link)
            link.life_bytes = life_bytes
            link.reset()
            with measure.measuring(link) as done:
                tried = await client.ask("attempts", count=measure.ATTEMPTS, seconds=measure.CUTS_LIMIT_S)
            told = (tried["delivered"], tried["attempts"])
            row = measure.cut_costs("PouchDB 9, as it comes", life, done.traffic, done.seconds, uncut_bytes, *told)
            measure.note(cut_rows, row)
            measure.fast(link)
    return rows, cut_rows


async def _logux(folder: Path, link: SlowLink, files_: dict[str, Path], names: list[str]) -> tuple[Rows, Rows]:
    rows: Rows = []
    cut_rows: Rows = []
    who = "Logux 0.14"
    async with _peer(folder, "logux_server.mjs") as (_, ready), _peer(folder, "logux_client.mjs") as (client, _):
        link.target_url = f"http://127.0.0.1:{ready['port']}"
        through = link.url.replace("http:", "ws:")
        measure.slow(link)
        with measure.measuring(link) as opened:
            await client.ask("open", through=through)
        with measure.measuring(link) as pushed:
            await client.ask("push", type="items/add", file=str(files_["items"]))
        measure.note(rows, measure.costs(who, f"push of {ITEMS:,} items", pushed.traffic, pushed.seconds))
        with measure.measuring(link) as done:
            await client.ask("edit", ids=names[:EDITS], unit="box")
        measure.note(rows, measure.costs(who, f"{EDITS} edits", done.traffic, done.seconds))
        measure.note(rows, measure.costs(who, "nothing new: it connects again", opened.traffic, opened.seconds))
        measure.fast(link)
        with measure.measuring(link) as done:
            await client.ask("push", type="changes/add", file=str(files_["changes"]))
        measure.note(rows, measure.costs(who, "10,000 changes as actions, no delay", done.traffic, done.seconds))
        await client.ask("close")
        for life, life_bytes in measure.CUTS:
            measure.slow(link)
            link.life_bytes = life_bytes
            given = {"type": "items/add", "file": str(files_["items"]), "through": through}
            with measure.measuring(link) as done:
                tried = await client.ask("attempts", count=measure.ATTEMPTS, seconds=measure.CUTS_LIMIT_S, **given)
            uncut_bytes, told = pushed.traffic.bytes_up, (tried["delivered"], tried["attempts"])
            row = measure.cut_costs(f"{who}, acknowledged", life, done.traffic, done.seconds, uncut_bytes, *told)
            measure.note(cut_rows, row)
    return rows, cut_rows


async def peers(work: Work) -> tuple[Rows, Rows]:
    """The peers' rows, and those of cuts; one line for what cannot be measured here."""
    documents = work.documents()
    names = [document["id"] for document in documents]
    changes = [{"id": f"change-{n:05d}", **it} for n, it in enumerate(work.change_documents(names))]
    rows: Rows = []
    cut_rows: Rows = []
    try:
        folder = await installed()
    except Failed as error:
        return [{"not measured": "PouchDB and Logux", "why": str(error)}], []
    with TemporaryDirectory(prefix="lazarette-bench-peers-") as name:
        files_ = {"items": Path(name) / "items.json", "changes": Path(name) / "changes.json"}
        files_["items"].write_text(json.dumps(documents))
        files_["changes"].write_text(json.dumps(changes))

        async def through(title: str, measured: Measuring) -> tuple[Rows, Rows]:
            try:
                async with link_to(seed=work.seed) as link:
                    return await measured(folder, link, files_, names)
            except Failed as error:
                return [{"not measured": title, "why": str(error)}], []

        for some, some_cuts in await asyncio.gather(through("PouchDB", _pouchdb), through("Logux", _logux)):
            rows += some
            cut_rows += some_cuts
    return rows, cut_rows
