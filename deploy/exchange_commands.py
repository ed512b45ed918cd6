"""The exchange from the command line: now with its progress on screen, or by file."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from cloud_sync.app import Shore, owners_database, running_shore
from cloud_sync.settings import ShoreSettings
from cloud_sync.sync import by_file
from edge_node.app import Node, running_node
from edge_node.incoming import Mismatch, NotHere, Stale
from edge_node.settings import NodeSettings
from edge_node.sync import Engine
from edge_node.sync_status import status
from shared_models.errors import CommandError, LazaretteError
from shared_models.exchange import BadMessage
from shared_models.host import wall_ms

_LOOK_S, _LOG_EVERY_S = 0.25, 10.0


async def _status(node: Node) -> dict[str, Any]:
    async with node.database.reading() as tx:
        return await status(node.backend.engine, tx)


async def exchange_now(settings: NodeSettings, console: Console) -> dict[str, Any]:
    """Exchange, with progress on the console; what it cost, and how the node stands afterwards."""
    async with running_node(settings) as node:
        engine = node.backend.engine
        task = asyncio.create_task(engine.exchange())
        await _shown(engine, task, console)
        done = (await task).as_dict()
        stands = await _status(node)
    for line in described(stands):
        console.print(line, markup=False)
    return {**done, "status": stands}


async def _shown(engine: Engine, task: "asyncio.Task[Any]", console: Console) -> None:
    """A bar on a terminal, a line now and then in a log."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    quiet = not console.is_terminal
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=quiet) as bar:
        up, down = bar.add_task("sent", total=None), bar.add_task("received", total=None)
        waited_s = 0.0
        while not task.done():
            progress = engine.progress
            bar.update(up, completed=progress.sent, total=max(progress.waiting, progress.sent))
            bar.update(down, completed=progress.position, total=progress.head)
            waited_s += _LOOK_S
            if quiet and waited_s % _LOG_EVERY_S < _LOOK_S:
                console.print(f"sent {progress.sent}, received {progress.position} of {progress.head}")
            await asyncio.wait([task], timeout=_LOOK_S)


def described(stands: dict[str, Any]) -> list[str]:
    """How a node stands to the shore, in sentences."""
    backlog, today, left = stands["backlog"], stands["today"], stands["budget_left_bytes"]
    lines = [
        f"The link is {stands['link']}" + (f" since {stands['since']}." if stands["since"] else "."),
        f"{backlog['total']} wait to be sent, {backlog['urgent']} of them urgent"
        + (f"; about {stands['drain_s']} s." if backlog["total"] else "."),
        f"Today {today['bytes_up']:,} bytes up, {today['bytes_down']:,} down in {today['round_trips']} round trips"
        + ("." if left is None else f"; {left:,} bytes are left of the budget."),
    ]
    if (stands["last_exchange"] or {}).get("outcome") == "refused":
        lines.append("The shore refuses this node: it was revoked, or is not known. With a new code it enrols again.")
    if stands["quarantined"] or stands["unacknowledged"]:
        overruled, unread = stands["unacknowledged"], stands["quarantined"]
        lines.append(f"{overruled} overruled acts and {unread} unreadable entries wait for a person.")
    return lines + [f"{notice['at']} {notice['text']}" for notice in stands["notices"]]


async def export_to(settings: NodeSettings, file: Path) -> None:
    """Write the node's request to a file."""
    async with running_node(settings) as node:
        data = await node.backend.engine.exported()
    try:
        file.write_bytes(data)
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from error


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


async def import_from(settings: NodeSettings, file: Path) -> str:
    """Take in the shore's answer; a sentence on how the node stands."""
    data = _read(file)
    async with running_node(settings) as node:
        try:
            await node.backend.engine.imported(data)
        except BadMessage as error:
            raise CommandError(f"{file} changes nothing: {error}.") from error
        except Stale as error:
            raise CommandError(
                "This node was restored, or a copy of it is at work; it goes on under a new epoch. Export once more."
            ) from error
        except (Mismatch, NotHere) as error:
            raise CommandError(
                "The two sides hold different histories; one exchange over a link puts them right again."
            ) from error
        stands = await _status(node)
    return f"Taken in. {stands['backlog']['total']} wait to be sent."


@asynccontextmanager
async def _beside(settings: ShoreSettings) -> AsyncIterator[Shore]:
    """The shore's application on its database, also while the shore serves."""
    async with AsyncExitStack() as stack:
        owner_url = await stack.enter_async_context(owners_database(settings))
        beside = settings.model_copy(update={"database_url": owner_url})
        yield await stack.enter_async_context(running_shore(beside))


async def answer_file(settings: ShoreSettings, file: Path, reply: Path) -> None:
    """Take in a node's file ashore and write the answer."""
    data = _read(file)
    async with _beside(settings) as shore:
        try:
            answer = await by_file(shore.database, data, wall_ms())
        except LazaretteError as error:
            raise CommandError(f"{file} changes nothing: {error.message}") from error
    try:
        reply.write_bytes(answer)
    except OSError as error:
        raise CommandError(f"{reply} cannot be written: {error.strerror}.") from error
