"""The pages in a real browser. `./dev browser` runs them: it alone says which Chromium there is."""

import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import pytest

from tests.acceptance.conftest import Side, Tried, tried

__all__ = ["tried"]

CHROMIUM = os.environ.get("LAZARETTE_CHROMIUM")
collect_ignore_glob = [] if CHROMIUM else ["test_*.py"]


class Tablet(Protocol):
    """Somebody's browser: its page, signed in as a role; whatever its console complains of fails the test."""

    def __call__(self, role: str | None, width: int = 1100) -> AbstractAsyncContextManager[Any]: ...


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Any]:
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture
def board(tried: Tried) -> Side:
    return tried.nodes[0]


@asynccontextmanager
async def shown(chromium: Any, url: str, token: str | None, width: int) -> AsyncIterator[Any]:
    """A page of a browser of its own, signed in by the token; what its console complains of fails the test."""
    context = await chromium.new_context(base_url=url, viewport={"width": width, "height": 800})
    if token is not None:
        await context.add_cookies([{"name": "lazarette", "value": token, "url": url, "httpOnly": True}])
    page = await context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    await context.close()
    assert not complaints


@pytest.fixture
def tablet(chromium: Any, board: Side) -> Tablet:
    def opened(role: str | None, width: int = 1100) -> AbstractAsyncContextManager[Any]:
        return shown(chromium, str(board.client.base_url), role and board.tokens[role], width)

    return opened
