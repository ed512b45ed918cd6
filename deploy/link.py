"""A slow link in user space: a TCP relay with delay and bandwidth, that can be cut, and counts bytes."""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_PIECE_BYTES = 1400


@dataclass
class SlowLink:
    """Between a node and the shore. `delay_s` one way; `bits_per_s` each way."""

    target_url: str
    delay_s: float = 0.3
    bits_per_s: int = 512_000
    up: bool = True
    bytes_up: int = 0
    bytes_down: int = 0
    cuts: int = 0
    """How many connections broke."""
    url: str = ""
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _relays: set["asyncio.Task[None]"] = field(default_factory=set)
    _server: asyncio.Server | None = None

    async def start(self) -> "SlowLink":
        """Listen on a free port; `url` is what the node calls."""
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", 0)
        host, port = self._server.sockets[0].getsockname()[:2]
        self.url = f"http://{host}:{port}"
        return self

    async def stop(self) -> None:
        """Close it and every connection."""
        self.cut()
        if self._server is not None:
            self._server.close()
        await asyncio.gather(*self._relays)

    def cut(self) -> None:
        """The satellite is gone: every connection breaks and none is made."""
        self.up = False
        for writer in list(self._writers):
            writer.transport.abort()

    def restore(self) -> None:
        """The satellite is back."""
        self.up = True

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.up:
            writer.transport.abort()
            return
        relay = asyncio.create_task(self._join(reader, writer))
        self._relays.add(relay)
        relay.add_done_callback(self._relays.discard)

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = urlsplit(self.target_url)
        await asyncio.sleep(2 * self.delay_s)
        far_reader, far_writer = await asyncio.open_connection(target.hostname, target.port)
        ends = {writer, far_writer}
        self._writers |= ends
        try:
            await asyncio.gather(
                self._carry(reader, far_writer, "bytes_up"), self._carry(far_reader, writer, "bytes_down")
            )
        except OSError:
            self.cuts += 1
        finally:
            self._writers -= ends
            for end in ends:
                end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, counter: str) -> None:
        on_its_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                at, piece = await on_its_way.get()
                await asyncio.sleep(max(0.0, at - time.monotonic()))
                if not piece:
                    writer.transport.abort()
                    return
                writer.write(piece)
                await writer.drain()

        delivery = asyncio.create_task(deliver())
        free_at = 0.0
        try:
            while True:
                piece = await reader.read(_PIECE_BYTES)
                setattr(self, counter, getattr(self, counter) + len(piece))
                free_at = max(time.monotonic(), free_at) + len(piece) * 8 / self.bits_per_s
                on_its_way.put_nowait((free_at + self.delay_s, piece))
                if not piece:
                    break
            await delivery
        finally:
            delivery.cancel()
