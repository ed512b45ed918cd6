"""A slow link in user space: a TCP relay with delay, bandwidth and cuts, that counts what crosses it.

Everything that the applications send is counted, headers included; what TCP and IP add is not.
"""

import asyncio
import random
import socket
import struct
import time
from dataclasses import dataclass, field, fields
from typing import Literal
from urllib.parse import urlsplit

UNLIMITED_BITS_PER_S = 10**12
"""As good as no limit."""
_PIECE_BYTES = 1400
_WINDOW_BYTES = 32_768
"""How much a sender may have under way before it waits: about what 600 ms hold at 512 kbit/s."""
_SHORTEST_SLEEP_S = 0.001
_RESET_AT_CLOSE = struct.pack("ii", 1, 0)

Direction = Literal["up", "down"]


@dataclass(kw_only=True)
class Traffic:
    """What crossed the link."""

    bytes_up: int = 0
    """From the node to the shore, counted when it leaves: what a cut catches on its way was paid for as well."""
    bytes_down: int = 0
    connections: int = 0
    cuts: int = 0
    """How many connections broke."""
    round_trips: int = 0
    """How often a caller spoke first, or again after it had been answered."""

    def since(self, before: "Traffic") -> "Traffic":
        """What was added."""
        names = [each.name for each in fields(Traffic)]
        return Traffic(**{name: getattr(self, name) - getattr(before, name) for name in names})


@dataclass
class _Connection:
    """Both ends of one connection, and what is left of its life."""

    near: asyncio.StreamWriter
    far: asyncio.StreamWriter
    life_bytes: float
    last_spoke: Direction = "down"

    def break_off(self) -> None:
        """Reset both ends."""
        for end in (self.near, self.far):
            if not end.transport.is_closing():
                end.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_AT_CLOSE)
            end.transport.abort()


@dataclass
class SlowLink(Traffic):
    """Between a node and the shore. `delay_s` one way; `bits_per_s` each way, shared by all connections."""

    target_url: str = ""
    delay_s: float = 0.3
    bits_per_s: int = 512_000
    life_bytes: int | tuple[int, int] | None = None
    """After how many bytes, both ways together, a connection is reset: always the same, or drawn between two."""
    seed: int = 1
    up: bool = True
    url: str = ""
    _open: list[_Connection] = field(default_factory=list)
    _relays: set["asyncio.Task[None]"] = field(default_factory=set)
    _server: asyncio.Server | None = None
    _free_at: dict[str, float] = field(default_factory=lambda: {"up": 0.0, "down": 0.0})

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311

    async def start(self) -> "SlowLink":
        """Listen on a free port; `url` is what the node calls."""
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _WINDOW_BYTES)
        listening.bind(("127.0.0.1", 0))
        self._server = await asyncio.start_server(self._accept, sock=listening, limit=_PIECE_BYTES)
        host, port = listening.getsockname()
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
        self.reset()

    def reset(self) -> None:
        """Every connection breaks; the next one is made as usual."""
        for connection in list(self._open):
            self._break(connection)

    def restore(self) -> None:
        """The satellite is back."""
        self.up = True

    def counted(self) -> Traffic:
        """What crossed the link until now."""
        return Traffic(**{each.name: getattr(self, each.name) for each in fields(Traffic)})

    def _break(self, connection: _Connection) -> None:
        if connection in self._open:
            self._open.remove(connection)
            self.cuts += 1
        connection.break_off()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        if not self.up:
            writer.transport.abort()
            return
        relay = asyncio.create_task(self._join(reader, writer))
        self._relays.add(relay)
        relay.add_done_callback(self._relays.discard)

    def _life(self) -> float:
        if self.life_bytes is None:
            return float("inf")
        return self._random.randint(*self.life_bytes) if isinstance(self.life_bytes, tuple) else self.life_bytes

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target, life_bytes = urlsplit(self.target_url), self._life()
        await asyncio.sleep(2 * self.delay_s)  # the handshake's round trip
        try:
            far_reader, far_writer = await asyncio.open_connection(target.hostname, target.port, limit=_PIECE_BYTES)
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(writer, far_writer, life_bytes)
        self._open.append(connection)
        if not self.up:
            self._break(connection)
        try:
            await asyncio.gather(
                self._carry(connection, reader, far_writer, "up"), self._carry(connection, far_reader, writer, "down")
            )
        except OSError:
            self._break(connection)
        finally:
            if connection in self._open:
                self._open.remove(connection)
            for end in (writer, far_writer):
                end.transport.abort()

    def _count(self, connection: _Connection, direction: Direction, size: int) -> None:
        if direction == "up":
            self.bytes_up += size
            self.round_trips += connection.last_spoke == "down"
        else:
            self.bytes_down += size
        connection.last_spoke = direction

    async def _carry(
        self, connection: _Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, direction: Direction
    ) -> None:
        """Put piece after piece on the link, at the link's pace, until the sender ends."""
        on_its_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivery = asyncio.create_task(self._deliver(connection, on_its_way, writer))
        try:
            while not delivery.done():
                piece = await reader.read(_PIECE_BYTES)
                now = time.monotonic()
                sent_at = max(now, self._free_at[direction]) + len(piece) * 8 / self.bits_per_s
                self._free_at[direction] = sent_at
                if piece:
                    self._count(connection, direction, len(piece))
                on_its_way.put_nowait((sent_at + self.delay_s, piece))
                if not piece:
                    break
                if sent_at - now > _SHORTEST_SLEEP_S:
                    await asyncio.sleep(sent_at - now)
            await delivery
        finally:
            delivery.cancel()

    async def _deliver(
        self, connection: _Connection, on_its_way: "asyncio.Queue[tuple[float, bytes]]", writer: asyncio.StreamWriter
    ) -> None:
        """Hand over what arrives, as long as the connection lives; an empty piece ends it."""
        while True:
            at, piece = await on_its_way.get()
            if (wait_s := at - time.monotonic()) > 0:
                await asyncio.sleep(wait_s)
            if not piece:
                writer.transport.abort()
                return
            arriving = piece[: int(min(len(piece), connection.life_bytes))]
            connection.life_bytes -= len(piece)
            writer.write(arriving)
            await writer.drain()
            if connection.life_bytes <= 0:
                self._break(connection)
                return
