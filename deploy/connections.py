"""Connections before a request is whole: how many an address may hold, how long a head may be and how long it may
take, and what becomes of a client that does not read its answer. The server by itself sets no bounds to these.
"""

import asyncio
import json
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from shared_models.errors import LazaretteError, PayloadTooLarge, ValidationFailed
from shared_models.limits import Limits, client_key

_STALLED_S = 120
"""How long an answer may lie unread: what is sent at a time arrives within that over the slowest link."""


class Door:
    """The connections of one server, by the address they come from, the oldest first."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._held: dict[str, dict[Connection, None]] = {}
        self._count = 0

    def let_in(self, connection: "Connection") -> None:
        """Count a new connection. Beyond the limit the client with the most gives one up: an idle one if it has one."""
        held = self._held.setdefault(connection.address, {})
        held[connection] = None
        self._count += 1
        if len(held) > self.limits.client_connections:
            self._give_up(held)
        elif self._count > self.limits.connections:
            self._give_up(max(self._held.values(), key=len))

    def let_out(self, connection: "Connection") -> None:
        """A connection has ended."""
        held = self._held.get(connection.address, {})
        if held.pop(connection, connection) is None:
            self._count -= 1
        if not held:
            self._held.pop(connection.address, None)

    def _give_up(self, held: "dict[Connection, None]") -> None:
        one = next((one for one in held if not one.is_busy), next(reversed(held)))
        self.let_out(one)
        one.transport.abort()


class Connection(HttpToolsProtocol):
    """One connection, within the door's limits."""

    def __init__(self, *words: Any, door: Door, **named: Any) -> None:
        super().__init__(*words, **named)
        self.door = door
        self.address = ""
        self._in_head = True
        self._head_bytes = 0
        self._has_ended = False
        self._late: asyncio.TimerHandle | None = None
        self._stalled: asyncio.TimerHandle | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is due."""
        return self.cycle is not None and not self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.address = client_key(self.client[0]) if self.client else ""
        self._expect_head()
        self.door.let_in(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.door.let_out(self)
        for timer in (self._late, self._stalled):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        self._in_head = True
        if self._late is None:
            self._late = self.loop.call_later(self.door.limits.read_timeout_s, self.transport.abort)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect_head()

    def on_headers_complete(self) -> None:
        self._in_head = False
        if self._late is not None:
            self._late.cancel()
            self._late = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._has_ended, self._head_bytes = True, 0
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        self._has_ended = False
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            # A head that begins after the end of another request begins somewhere in these bytes.
            self._head_bytes = 0 if self._has_ended else self._head_bytes + len(data)
            if self._head_bytes > self.door.limits.head_bytes:
                self._refuse(PayloadTooLarge("The head of the request is too long."))

    def send_400_response(self, msg: str) -> None:
        self._refuse(ValidationFailed("This is not a valid HTTP request."))

    def _refuse(self, error: LazaretteError) -> None:
        """Answer what never became a request, and close."""
        body = json.dumps(error.envelope(), separators=(",", ":")).encode()
        headers = (
            b"content-type: application/json\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\n"
            b"connection: close\r\ncontent-length: "
        )
        self.transport.write(STATUS_LINE[error.status] + headers + str(len(body)).encode() + b"\r\n\r\n" + body)
        self.transport.close()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalled = self.loop.call_later(_STALLED_S, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
