"""Every request under one id, counted and timed, outside the gate; and `/metrics`, for whoever has its token."""

import hmac
import logging
import re
from collections.abc import Callable
from secrets import token_hex
from time import perf_counter
from uuid import UUID

from fastapi import FastAPI, Request, Response
from pydantic import SecretStr
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared_models.backend import Backend, bearer
from shared_models.errors import NotFound, Unauthorized
from shared_models.gate import EXCHANGE
from shared_models.logs import REQUEST_ID
from shared_models.metrics import Metrics
from shared_models.tracing import span

log = logging.getLogger("lazarette.http")

_SANE = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_EXPECTED = (503, 507)


def request_id_of(scope: Scope) -> str:
    """The id that a request goes by: X-Request-ID if it is a sane one, else the Idempotency-Key, else one drawn.

    So an act with an Idempotency-Key, which is its entry's id, has one id from the tablet to both databases.
    """
    found = {name: value for name, value in scope["headers"] if name in (b"x-request-id", b"idempotency-key")}
    given = found.get(b"x-request-id", b"")
    if _SANE.fullmatch(given):
        return str(given.decode())
    try:
        return str(UUID(found[b"idempotency-key"].decode("latin-1")))
    except (KeyError, ValueError):
        return token_hex(8)


class Watch:
    """Names a request, and notes how its answer went. The exchange's answers say no id: their bytes are dear."""

    def __init__(self, app: ASGIApp, metrics: Metrics, paths: Callable[[], dict[object, str]]) -> None:
        self.app, self.metrics, self._paths_of = app, metrics, paths
        self._paths: dict[object, str] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, began_s, status, sent_bytes = request_id_of(scope), perf_counter(), 0, 0
        is_exchange, read_bytes = scope["path"] == EXCHANGE, 0

        async def sending(message: Message) -> None:
            nonlocal status, sent_bytes
            if message["type"] == "http.response.start":
                status = message["status"]
                if not is_exchange:
                    message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            else:
                sent_bytes += len(message.get("body", b""))
            await send(message)

        async def receiving() -> Message:
            nonlocal read_bytes
            message = await receive()
            read_bytes += len(message.get("body", b""))
            return message

        mark = REQUEST_ID.set(request_id)
        try:
            with span("request") as say:
                await self.app(scope, receiving if is_exchange else receive, sending)
                endpoint = self._path(scope.get("endpoint"))
                say(f"{scope['method']} {endpoint}", http__route=endpoint, http__response__status_code=status)
        finally:
            took_s = perf_counter() - began_s
            self._note(scope, status, took_s)
            if is_exchange:
                outcome = "ok" if status == 200 else "refused" if status < 500 else "failed"
                self.metrics.exchanged(outcome, read_bytes, sent_bytes, 1)
            REQUEST_ID.reset(mark)

    def _note(self, scope: Scope, status: int, took_s: float) -> None:
        endpoint = self._path(scope.get("endpoint"))
        self.metrics.answered(scope["method"] if endpoint != "none" else "none", endpoint, status, took_s)
        level = logging.ERROR if status >= 500 and status not in _EXPECTED else logging.DEBUG
        if log.isEnabledFor(level):
            said = {"method": scope["method"], "endpoint": endpoint, "status": status, "ms": round(took_s * 1000, 1)}
            log.log(level, "answered", extra={"said": said})

    def _path(self, endpoint: object) -> str:
        """The address of a handler as it is declared: few of them, and nothing that a caller wrote."""
        if endpoint is None:
            return "none"
        if endpoint not in self._paths:
            self._paths = self._paths_of()
        return self._paths.get(endpoint, "none")


def add_metrics(app: FastAPI, backend: Backend, metrics: Metrics, token: SecretStr | None) -> None:
    """Serve `/metrics` to whoever brings the token; without one in the settings there is no such address.

    No exception for loopback: behind a proxy on the same machine the whole world comes from there.
    """

    async def show(request: Request) -> Response:
        if token is None:
            raise NotFound("There is nothing at this address.")
        if not hmac.compare_digest(bearer(request).encode(), token.get_secret_value().encode()):
            raise Unauthorized("The token for /metrics is not this one.")
        text = metrics.shown(await backend.gauges())
        return Response(text, media_type="text/plain; version=0.0.4; charset=utf-8")

    app.router.routes.append(Route("/metrics", show, methods=["GET"], include_in_schema=False))
