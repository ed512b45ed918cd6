"""What systemd is told of a side that is served (sd_notify): that it answers, and, again and again, that it is well.

Being well is the program's own affair: a link that is down, a full disk or a Postgres that is away are no reason to
start it anew, and neither is a flood of requests.
"""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

log = logging.getLogger("lazarette.watched")


def tell(state: str) -> None:
    """Tell systemd, if it started us (sd_notify(3): one datagram; a name that begins with @ is an abstract one)."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as spoken:
        spoken.sendto(state.encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)


def watchdog_s() -> float | None:
    """How often systemd wants to hear of this process, at the latest; None: it does not watch it."""
    given, pid = os.environ.get("WATCHDOG_USEC"), os.environ.get("WATCHDOG_PID")
    return int(given) / 1e6 if given and pid in (None, str(os.getpid())) else None


async def _turning() -> None:
    """That the loop turns is all there is to say."""


@asynccontextmanager
async def watched(answers: Callable[[], Awaitable[object]] = _turning) -> AsyncIterator[None]:
    """Ready now; well for as long as `answers` returns in time and raises nothing."""
    tell("READY=1")
    period_s = watchdog_s()
    watching = None if period_s is None else asyncio.create_task(_watching(answers, period_s / 3))
    try:
        yield
    finally:
        tell("STOPPING=1")
        if watching is not None:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching


async def _watching(answers: Callable[[], Awaitable[object]], every_s: float) -> None:
    while True:
        try:
            async with asyncio.timeout(every_s):
                await answers()
        except Exception:
            log.exception("the node's own parts do not answer")
        else:
            tell("WATCHDOG=1")
        await asyncio.sleep(every_s)
