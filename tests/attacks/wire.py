"""Bytes straight onto a connection, as no HTTP library would send them."""

import asyncio
import re
from dataclasses import dataclass

from tests.acceptance.conftest import Side

_STATUS = re.compile(rb"HTTP/1\.1 (\d{3})[^\r\n]*\r\n")


@dataclass
class Heard:
    """What came back, and whether the connection was closed."""

    data: bytes
    closed: bool

    @property
    def statuses(self) -> list[int]:
        return [int(status) for status in _STATUS.findall(self.data)]

    def refused(self) -> bool:
        """Nothing but clear 4xx answers, or no answer and the connection closed."""
        return all(400 <= status < 500 for status in self.statuses) and (bool(self.statuses) or self.closed)


async def connected(side: Side) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection(side.client.base_url.host, side.client.base_url.port)


async def heard(reader: asyncio.StreamReader, within_s: float) -> Heard:
    """What comes until the connection closes, or in the time given."""
    data = b""
    try:
        async with asyncio.timeout(within_s):
            while piece := await reader.read(65536):
                data += piece
    except TimeoutError:
        return Heard(data, False)
    except ConnectionError:
        pass
    return Heard(data, True)


async def sent(side: Side, data: bytes, within_s: float = 1.0) -> Heard:
    """Send the bytes on a connection of their own and hear what comes."""
    reader, writer = await connected(side)
    try:
        writer.write(data)
        await writer.drain()
    except ConnectionError:
        pass
    found = await heard(reader, within_s)
    writer.transport.abort()
    return found


def head(
    side: Side, method: str = "GET", path: str = "/v1/shopping-list/items", *lines: str, role: str = "crew"
) -> bytes:
    """A request's head with a good token."""
    given = [f"{method} {path} HTTP/1.1", "host: x", f"authorization: Bearer {side.tokens[role]}", *lines]
    return "\r\n".join(given).encode("latin-1") + b"\r\n\r\n"
