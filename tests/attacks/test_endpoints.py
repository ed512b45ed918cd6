"""Every endpoint of node and shore: documented, behind a token unless named here, and of the asker's yacht alone."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI, Response
from starlette.routing import BaseRoute, Route

from shared_models.http import create_app
from shared_models.limits import Limits
from tests.acceptance.conftest import Side, Tried

SignIn = Callable[[], Awaitable[str]]
"""A token of a new sign-in, for an endpoint may end one."""

OPEN = {("GET", "/v1/actions/health"), ("POST", "/v1/auth/token"), ("POST", "/v1/auth/sealed-code")}
"""What needs no token, and shows no data."""
UNDOCUMENTED = {
    ("GET", "/openapi.json"),
    ("POST", "/v1/sync"),
    ("POST", "/v1/nodes/enrol"),
    ("POST", "/v1/nodes/rotate"),
    ("GET", "/metrics"),
}
"""The document itself, what a node's key or a one-time code opens, and what the operator's token opens."""
OPEN_PAGES = {
    ("GET", "/static/{name:path}"), ("GET", "/sign-in"), ("POST", "/sign-in"), ("POST", "/sign-out"), ("GET", "/"),
    ("GET", "/sealed-code"), ("POST", "/sealed-code"), ("GET", "/worker.js"), ("GET", "/away"),
}  # fmt: skip
"""Pages that need no sign-in, and show no data."""
_PLACEHOLDER = re.compile(r"{(\w+)(?::\w+)?}")


def _routes(routes: list[BaseRoute]) -> Iterator[tuple[str, str]]:
    for route in routes:
        if isinstance(route, Route):
            yield from ((method, route.path) for method in (route.methods or ()) if method != "HEAD")
        else:
            yield ("?", getattr(route, "path", type(route).__name__))


async def findings(app: FastAPI, client: httpx.AsyncClient, sign_in: SignIn, known: dict[str, str]) -> list[str]:
    """What is wrong with an application's endpoints. `known`: another yacht's ids, by the names of parameters."""
    document = (await client.get("/openapi.json")).json()["paths"]
    pages = app.state.pages if hasattr(app.state, "pages") else set()
    found = []
    for method, path in _routes(app.routes):
        if (method, path) in UNDOCUMENTED:
            continue
        operation = document.get(path, {}).get(method.lower())
        if operation is None and not path.startswith("/v1/") and (method, path) in pages:
            found += await _open_to_strangers(client, await sign_in(), method, path, known)
            continue
        if operation is None:
            found.append(f"{method} {path} is in no document")
            continue
        address = path.format_map({name: value for name, value in known.items() if f"{{{name}}}" in path})
        if (method, path) in OPEN:
            if operation.get("security"):
                found.append(f"{method} {path} is open, and documented otherwise")
            continue
        if not operation.get("security"):
            found.append(f"{method} {path} is documented without a token")
        for headers in ({}, {"authorization": "Bearer x"}, {"authorization": f"Basic {await sign_in()}"}):
            answer = await client.request(method, address, headers=headers, json={} if method == "POST" else None)
            if answer.status_code != 401:
                found.append(f"{method} {path} answers {answer.status_code} without a token")
        found += await _leaks(client, await sign_in(), method, address, operation, known)
    return found


async def _open_to_strangers(
    client: httpx.AsyncClient, token: str, method: str, path: str, known: dict[str, str]
) -> list[str]:
    """Where a page shows itself to somebody who is not signed in, or to a stranger something of the other yacht."""
    if (method, path) in OPEN_PAGES:
        return []
    address = _PLACEHOLDER.sub(lambda found: known.get(found[1], str(uuid4())), path)
    found = []
    for headers in ({}, {"authorization": f"Bearer {token}"}, {"cookie": "lazarette=x"}):
        answer = await client.request(method, address, headers=headers)
        if (answer.status_code, answer.headers.get("location", "").partition("?")[0]) != (303, "/sign-in"):
            found.append(f"{method} {path} answers {answer.status_code} without a sign-in")
    answer = await client.request(method, address, headers={"cookie": f"lazarette={token}"})
    if known["word"] in answer.text or (answer.status_code == 200 and known["item_id"] in address):
        found.append(f"{method} {path} shows a stranger what is not theirs")
    return found


async def _leaks(
    client: httpx.AsyncClient, token: str, method: str, address: str, operation: Any, known: dict[str, str]
) -> list[str]:
    """Where an endpoint shows a stranger something of the other yacht, asked in general and for its ids."""
    named = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
    aimed = {name: value for name, value in known.items() if name in named}
    found = []
    for query in ({}, aimed, {"limit": "500"} if "limit" in named else {}):
        sent = {"authorization": f"Bearer {token}"}
        body = {"json": {"query": "Secret", **known}} if method == "POST" else {}
        answer = await client.request(method, address, params=query, headers=sent, **body)
        asked = {*query.values(), *(value for value in known.values() if value in address)}
        shown = [name for name, value in known.items() if value in answer.text and value not in asked]
        if shown or (answer.status_code == 200 and known["item_id"] in address):
            found.append(f"{method} {address.replace(known['item_id'], '…')} shows {shown}")
    return found


@pytest.fixture
async def known(tried: Tried) -> dict[str, str]:
    """The first yacht's ids and words."""
    side, word = tried.shores[0], f"Secret {uuid4()}"
    item = await side.crew.request(source_notes=word)
    return {"item_id": item, "entity_id": item, "yacht_id": side.yacht_id, "word": word}


@pytest.fixture(params=["node", "shore"])
async def sided(request: pytest.FixtureRequest, tried: Tried) -> AsyncIterator[tuple[FastAPI, Side, SignIn]]:
    """An application, the second yacht's people on it, and its captain's sign-in."""
    if request.param == "shore":
        yield tried.world.shore.app, tried.shores[1], _captain(tried)
        return
    node = tried.world.yachts[1].node
    user = tried.world.yachts[1].described["users"]["captain"]["user_id"]
    yield node.app, tried.nodes[1], lambda: node.backend.people.token(user, "attack")


def _captain(tried: Tried) -> SignIn:
    user = tried.world.yachts[1].described["users"]["captain"]["user_id"]
    return lambda: tried.world.shore.backend.people.token(user, "attack", None)


async def test_every_endpoint_is_documented_behind_a_token_and_scoped(
    sided: tuple[FastAPI, Side, SignIn], known: dict[str, str]
) -> None:
    app, side, sign_in = sided
    assert await findings(app, side.client, sign_in, known) == []


async def test_an_endpoint_without_its_guard_is_found(tried: Tried, known: dict[str, str]) -> None:
    async def leak() -> Response:
        return Response(known["word"])

    for path, hidden in (("/v1/leak", False), ("/leak", True)):
        app = create_app(tried.world.shore.backend, Limits())
        app.add_api_route(path, leak, methods=["GET"], include_in_schema=not hidden)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://shore") as client:
            found = await findings(app, client, _captain(tried), known)
        assert all(path in one for one in found)
        assert len(found) == (1 if hidden else 6), found
