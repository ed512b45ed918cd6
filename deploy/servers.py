"""Serve applications over HTTP in this process until told to stop."""

import asyncio
import contextlib
import gc
import resource
import signal
import socket
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import cast

import uvicorn
from starlette.types import ASGIApp

from deploy.connections import Connection, Door
from shared_models.errors import CommandError
from shared_models.limits import Limits


class _Server(uvicorn.Server):
    """A server that leaves the process's signals alone: several run side by side."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _room_for_connections() -> None:
    """As many open files as this user may have: each connection is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _not_taken(host: str, port: int) -> None:
    """Raises CommandError, in a sentence, where the server would end the process with a number for a reason."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        why = (error.strerror or str(error)).partition(" (")[0]
        raise CommandError(f"Port {port} of {host} cannot be opened: {why[:1].lower()}{why[1:]}.") from error


@asynccontextmanager
async def serving(
    app: ASGIApp, host: str, port: int, limits: Limits, context: ssl.SSLContext | None = None
) -> AsyncIterator[str]:
    """The application's URL while it is served, over TLS if there is a context; port 0 takes a free one.

    Raises CommandError if the port cannot be opened."""
    _not_taken(host, port)
    _room_for_connections()
    connection = cast(type[asyncio.Protocol], partial(Connection, door=Door(limits)))
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", access_log=False, server_header=False, date_header=False,
        timeout_keep_alive=4000, lifespan="off", http=connection, ws="none", proxy_headers=False,
        ssl_context_factory=None if context is None else lambda _config, _default: context,
    )  # fmt: skip
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    try:
        while not server.started:
            if task.done():
                task.result()
                raise OSError(f"port {port} could not be opened")
            await asyncio.sleep(0.01)
        bound = server.servers[0].sockets[0].getsockname()
        scheme = "http" if context is None else "https"
        yield f"{scheme}://[{bound[0]}]:{bound[1]}" if ":" in bound[0] else f"{scheme}://{bound[0]}:{bound[1]}"
    finally:
        server.should_exit = True
        await task


def settled() -> None:
    """What stands after the start is no garbage: to go through it all again holds every answer up for 100 ms."""
    gc.freeze()


async def until_stopped() -> None:
    """Wait for SIGTERM or SIGINT."""
    settled()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await stop.wait()
