"""The HTTP contract (domain.md §4), once for node and shore: the application, its errors, its documentation.

Each side gives a `Backend`. No answer is a 422, and none a 500 unless something is broken, which is logged.
"""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import SecretStr
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute
from starlette.routing import Route as Served
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from shared_models import answers
from shared_models.backend import Backend, FleetBackend, answer, defect, failure
from shared_models.errors import (
    LazaretteError,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    Unauthorized,
    ValidationFailed,
)
from shared_models.gate import EXCHANGE, Gate
from shared_models.limits import Admission, Limits
from shared_models.metrics import Metrics
from shared_models.people_routes import people_routes
from shared_models.routes import Api, routes
from shared_models.watching import Watch, add_metrics

__all__ = ["Backend", "FleetBackend", "create_app"]

log = logging.getLogger("lazarette.http")
_COMPRESSED_FROM_BYTES, _COMPRESSION_LEVEL = 1000, 4


class _Failsafe:
    """Whatever was not foreseen becomes a logged 500 in the envelope."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            log.info("the client left before its request was whole: %s", scope["path"])
        except Exception:
            log.exception("a defect while answering %s %s", scope["method"], scope["path"])
            if started:
                raise
            await answer(defect(), 500)(scope, receive, send)


class _Compressed:
    """What is asked for with GET is answered in gzip where the client takes it. Not the exchange, which has its own
    form; nor what a form or a call is answered, for there alone stand secrets (a PIN or a code that is shown once, a
    token) beside what was sent: sizes must not tell of them (BREACH). Pages hold no token: where a form comes from is
    told by its origin, and the cookie is not sent from elsewhere."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._gzip = GZipMiddleware(app, _COMPRESSED_FROM_BYTES, _COMPRESSION_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_read = scope["type"] == "http" and scope["method"] == "GET" and scope["path"] != EXCHANGE
        await (self._gzip if is_read else self.app)(scope, receive, send)


async def _lazarette_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, LazaretteError)
    return failure(error)


async def _framework_error(request: Request, error: Exception) -> Response:
    """The framework's own refusals: no such address, no such method, and what a page's form got wrong."""
    if isinstance(error, RequestValidationError):
        return failure(ValidationFailed("A value of the request is missing or not valid."))
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allow = (error.headers or {}).get("Allow", "")
        return failure(
            MethodNotAllowed(f"{request.method} is not possible here; {allow or 'another'} is."), error.headers
        )
    by_status: dict[int, type[LazaretteError]] = {401: Unauthorized, 404: NotFound, 413: PayloadTooLarge}
    if error.status_code == 404:
        return failure(NotFound("There is nothing at this address."))
    return failure(by_status.get(error.status_code, ValidationFailed)(str(error.detail)))


def create_app(backend: Backend, limits: Limits, metrics_token: SecretStr | None = None, **settings: Any) -> FastAPI:
    """The application. A side adds its own routes and pages to it, which call `app.state.contract`; PINs take
    their turn in `app.state.admission`. `settings` go to
    FastAPI (lifespan)."""
    admission, metrics = Admission(limits), Metrics("shore" if backend.is_shore else "node", backend.version)
    app = FastAPI(
        title="Lazarette", version=backend.version, docs_url=None, redoc_url=None, redirect_slashes=False, **settings
    )
    app.add_middleware(_Failsafe)
    app.add_middleware(_Compressed)
    app.add_middleware(Gate, admission=admission)
    app.add_middleware(Watch, metrics=metrics, paths=lambda: _paths(app))
    if limits.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=limits.trusted_proxies)
    app.add_exception_handler(LazaretteError, _lazarette_error)
    app.add_exception_handler(HTTPException, _framework_error)
    app.add_exception_handler(RequestValidationError, _framework_error)
    failures: dict[int | str, dict[str, Any]] = {
        status: {"model": answers.Failure} for status in (400, 401, 403, 404, 409, 413, 429, 503, 507)
    }
    api = Api(backend, admission, metrics)
    described: list[BaseRoute] = []
    open_routes = set()
    for route in (*routes(api), *people_routes(api)):
        if route.open:
            open_routes.add((route.path, route.method.lower()))
        extra: dict[str, Any] = {"parameters": list(route.parameters)} if route.parameters else {}
        if route.body is not None:
            schema = {"$ref": f"#/components/schemas/{route.body.__name__}"}
            extra["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
        described.append(
            APIRoute(
                route.path,
                route.handler,
                methods=[route.method],
                response_model=None,
                responses={200: {"model": route.answer, "content": {media: {} for media in route.streams}}, **failures},
                openapi_extra=extra or None,
                summary=(route.handler.__doc__ or "").partition("\n")[0],
                name=route.handler.__name__,
            )
        )
        # The bodies are read by hand: nothing is left for the framework's own way, which takes a third of a request.
        served = Served(route.path, route.handler, methods=[route.method])
        served.methods = {route.method}
        app.router.routes.append(served)
    add_metrics(app, backend, metrics, metrics_token)
    app.state.contract, app.state.admission, app.state.metrics = api.contract, admission, metrics
    app.openapi = _documented(app, described, open_routes)  # type: ignore[method-assign]
    return app


def _paths(app: FastAPI) -> dict[object, str]:
    """The declared address of each handler."""
    return {route.endpoint: route.path for route in app.router.routes if isinstance(route, Served)}


def _documented(
    app: FastAPI, described: Sequence[BaseRoute], open_routes: set[tuple[str, str]]
) -> Callable[[], dict[str, Any]]:
    """OpenAPI as the contract is: bodies that are read by hand, tokens, and no 422."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = get_openapi(title=app.title, version=app.version, routes=[*described, *app.routes])
            parts = schema.setdefault("components", {})
            _, bodies = models_json_schema(
                [(model, "validation") for model in answers.REQUESTS], ref_template="#/components/schemas/{model}"
            )
            parts.setdefault("schemas", {}).update(bodies["$defs"])
            for name in ("HTTPValidationError", "ValidationError"):
                parts["schemas"].pop(name, None)
            parts["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
            for path, methods in schema["paths"].items():
                for method, operation in methods.items():
                    operation["responses"].pop("422", None)
                    if path.startswith("/v1/") and (path, method) not in open_routes:
                        operation["security"] = [{"bearer": []}]
            app.openapi_schema = schema
        return app.openapi_schema

    return openapi
