"""Who is slow or takes many connections is cut, and the others are served: with small limits, so that it shows soon."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from deploy.servers import serving
from shared_models.backend import client_of
from shared_models.http import create_app
from shared_models.limits import Limits
from tests.acceptance.conftest import Tried

LIMITS = Limits(read_timeout_s=0.6, client_connections=4, connections=8, trusted_proxies="127.0.0.9")
_PATIENCE_S = 20


@pytest.fixture
async def address(tried: Tried) -> AsyncIterator[tuple[str, int]]:
    """The first yacht's node served once more, with small limits."""
    app = create_app(tried.world.yachts[0].node.backend, LIMITS)
    async with serving(app, "127.0.0.1", 0, LIMITS) as url:
        yield "127.0.0.1", urlsplit(url).port or 0


async def opened(address: tuple[str, int]) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection(*address)


async def ended(reader: asyncio.StreamReader) -> bytes:
    """All that comes until the connection ends."""
    async with asyncio.timeout(_PATIENCE_S):
        try:
            return await reader.read(-1)
        except ConnectionError:
            return b""


async def is_healthy(address: tuple[str, int]) -> bool:
    async with httpx.AsyncClient(trust_env=False, timeout=_PATIENCE_S) as client:
        return (await client.get(f"http://127.0.0.1:{address[1]}/v1/actions/health")).status_code == 200


async def a_head_that_trickles_is_cut(address: tuple[str, int]) -> None:
    reader, writer = await opened(address)
    writer.write(b"GET /v1/actions/health HTTP/1.1\r\nhost: x\r\n")
    await ended(reader)
    writer.close()
    assert await is_healthy(address)


async def a_body_that_trickles_is_told_so_and_cut(address: tuple[str, int]) -> None:
    reader, writer = await opened(address)
    writer.write(b"POST /v1/auth/token HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{")
    answer = await ended(reader)
    writer.close()
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"did not arrive within" in answer
    assert await is_healthy(address)


async def a_client_with_too_many_connections_loses_its_own(address: tuple[str, int]) -> None:
    held: list[Any] = [await opened(address) for _ in range(LIMITS.client_connections * 3)]
    assert await is_healthy(address)
    lost = [reader for reader, _ in held if reader.at_eof() or reader.exception() is not None]
    assert len(lost) >= LIMITS.client_connections
    for _, writer in held:
        writer.close()


async def a_proxy_is_believed_only_if_it_is_trusted(tried: Tried) -> None:
    for trusted, expected in (("127.0.0.1", "203.0.113.9"), ("127.0.0.9", "127.0.0.1")):
        limits = LIMITS.model_copy(update={"trusted_proxies": trusted})
        app, seen = create_app(tried.world.yachts[0].node.backend, limits), list[str]()

        async def who(request: Request, seen: list[str] = seen) -> Response:
            seen.append(client_of(request))
            return Response()

        app.router.routes.append(Route("/who", who))
        async with serving(app, "127.0.0.1", 0, limits) as url, httpx.AsyncClient(trust_env=False) as client:
            await client.get(f"{url}/who", headers={"x-forwarded-for": "203.0.113.9"})
        assert seen == [expected]
