"""What stands before the application on both sides: who may enter, what a head may hold, how long a body may take, and
what every answer says to a browser. It refuses before any token, PIN or body is looked at.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared_models.backend import failure
from shared_models.errors import LazaretteError, PayloadTooLarge, RateLimited, ValidationFailed
from shared_models.limits import Admission, client_key
from shared_models.requests import BODY_BYTES

EXCHANGE = "/v1/sync"
"""The address whose bytes are counted on the wire: its answers say no more than they must."""
_PROVING = dict.fromkeys(
    (
        "/v1/auth/token", "/v1/auth/pin", "/v1/auth/sealed-code", "/v1/nodes/enrol", "/v1/nodes/rotate", "/sign-in",
        "/sealed-code", "/pin",
    ),
    10.0,
)  # fmt: skip
"""Where a PIN, a code or a key is tried, and how many bad tokens a wrong one counts as."""
_ADDRESS_BYTES = 8192
_HEADERS = 100
_ONCE = frozenset({
    b"authorization", b"content-encoding", b"content-length", b"content-type", b"host", b"idempotency-key",
    b"transfer-encoding", b"x-node", b"x-signature",
})  # fmt: skip
_DRAINED_BYTES = 16 << 20
"""How much of a body that nobody wants is still read, so that its sender gets to see the answer: closing before would
lose it. Who is not let in at all has no more of it read than a request may have."""
_TOO_LARGE_COST = 20.0
"""How many bad tokens a body that is too large counts as."""
_PAUSE_S = 0.25
"""How long somebody who asks too much waits to be told so, which is what slows them down."""

API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""What an answer that is a page sets as its `content-security-policy`: nothing inline, nothing from elsewhere."""
_SAID = (
    (b"content-security-policy", API_POLICY.encode()),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
_TLS_ONLY = (b"strict-transport-security", b"max-age=31536000")


@dataclass(frozen=True)
class Head:
    """What the gate reads of a request's head."""

    token: str
    has_body: bool
    awaits_go_ahead: bool
    length: int = 0


def read_head(scope: Scope, most_bytes: int) -> Head:
    """The head of a request. Raises ValidationFailed or PayloadTooLarge where two readers might differ about it."""
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _ADDRESS_BYTES:
        raise PayloadTooLarge(f"An address may have at most {_ADDRESS_BYTES} bytes.")
    found: dict[bytes, bytes] = {}
    size = 0
    for name, value in scope["headers"]:
        size += len(name) + len(value) + 4
        if name in found and name in _ONCE:
            raise ValidationFailed(f"The header {name.decode()} may come only once.", name.decode())
        found[name] = value
    if size > most_bytes or len(scope["headers"]) > _HEADERS:
        raise PayloadTooLarge(f"The head of a request may have at most {_HEADERS} lines and {most_bytes} bytes.")
    if b"host" not in found and scope["http_version"] == "1.1":
        raise ValidationFailed("The header host is missing.", "host")
    framing = found.get(b"transfer-encoding")
    if framing is not None and framing.strip().lower() != b"chunked":
        raise ValidationFailed("The only transfer-encoding here is chunked.", "transfer-encoding")
    coding = found.get(b"content-encoding", b"identity")
    if coding.strip().lower() != b"identity" and scope["path"] != EXCHANGE:
        raise ValidationFailed("A body is not compressed here.", "content-encoding")
    length = int(found.get(b"content-length", b"0")[:18])
    has_body = framing is not None or length > 0
    return Head(found.get(b"authorization", b"").decode("latin-1"), has_body, b"expect" in found, length)


class _Request:
    """One request on its way in, and its answer on its way out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, timeout_s: float) -> None:
        self._scope, self._receive, self._send, self._timeout_s = scope, receive, send, timeout_s
        self._is_exchange = scope["path"] == EXCHANGE
        self._deadline_s = asyncio.get_running_loop().time() + timeout_s
        self.head = Head("", True, True)
        self.most_drained = BODY_BYTES
        self.is_whole = False
        self.status = 0

    async def receive(self) -> Message:
        """The next piece of the body. Raises ValidationFailed when it is late."""
        if self.is_whole:
            return await self._receive()
        if self._is_exchange:
            self._deadline_s = asyncio.get_running_loop().time() + self._timeout_s
        try:
            async with asyncio.timeout_at(self._deadline_s):
                message = await self._receive()
        except TimeoutError as error:
            raise ValidationFailed(f"The body did not arrive within {self._timeout_s:g} seconds.") from error
        self.is_whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    async def _drain(self) -> None:
        """Read what is left of the body, if it is not much and comes in time."""
        left = self.most_drained
        if self.head.length > left:
            return
        try:
            while left > 0 and not self.is_whole:
                left -= len((await self.receive()).get("body", b""))
        except ValidationFailed:
            return

    async def send(self, message: Message) -> None:
        """A piece of the answer; the first with what every answer says."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self.head.has_body and not self.is_whole and not self._is_exchange and not self.head.awaits_go_ahead:
                await self._drain()
            message = {**message, "headers": [*message["headers"], *self._added(message["headers"])]}
        await self._send(message)

    def _added(self, given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        added: list[tuple[bytes, bytes]] = []
        if not self._is_exchange:
            names = {name for name, _ in given}
            added = [header for header in _SAID if header[0] not in names]
            if self._scope["scheme"] == "https":
                added.append(_TLS_ONLY)
        cut = self.head.has_body and not self.is_whole and (not self._is_exchange or self.status != 200)
        if cut and self._scope["http_version"].startswith("1"):
            added.append((b"connection", b"close"))
        return added


class Gate:
    """The outermost part of the application."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        self.app, self.admission = app, admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limits = self.admission.limits
        request = _Request(scope, receive, send, limits.read_timeout_s)
        client = client_key(scope["client"][0]) if scope.get("client") else ""
        cost = _PROVING.get(scope["path"], 0.0)
        try:
            request.head = read_head(scope, limits.head_bytes)
            self.admission.enter(client, request.head.token, cost)
        except LazaretteError as error:
            if isinstance(error, RateLimited):
                await asyncio.sleep(_PAUSE_S)
            await failure(error)(scope, receive, request.send)
            return
        request.most_drained = _DRAINED_BYTES
        try:
            async with self.admission.place(client, request.head.token):
                await self.app(scope, request.receive, request.send)
        finally:
            self.admission.leave(client)
            if cost and request.status < 400:
                self.admission.refuse(client, request.head.token, -cost)
            elif request.status == 413:
                self.admission.refuse(client, "", _TOO_LARGE_COST)
            elif not cost and request.status == 401:
                self.admission.refuse(client, request.head.token, 1)
