"""The pages in a real browser. `./dev browser` runs them: it alone says which Chromium there is."""

import os
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
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
    """A page of a browser of its own, signed in by the token; what its console complains of, what the content policy
    refuses and what is asked of another host fails the test."""
    context = await chromium.new_context(base_url=url, viewport={"width": width, "height": 800})
    if token is not None:
        await context.add_cookies([{"name": "lazarette", "value": token, "url": url, "httpOnly": True}])
    await context.add_init_script(REFUSED_IS_SAID)
    page = await context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    own = (f"{url.rstrip('/')}/", "data:")
    context.on("request", lambda asked: None if asked.url.startswith(own) else complaints.append(asked.url))
    yield page
    await context.close()
    assert not complaints


REFUSED_IS_SAID = """document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`the content policy refuses ${event.violatedDirective} ${event.blockedURI}`);
});"""


@dataclass
class Looks:
    """One look of a page: how wide, and by night or by day."""

    width: int
    is_night: bool


LOOKS = [Looks(width, is_night) for is_night in (False, True) for width in (1280, 360)]


async def complaints_of_axe(page: Any) -> list[str]:
    """What is wrong with the page as it stands in every look, for who sees, hears or touches it otherwise."""
    from axe_playwright_python.async_playwright import Axe

    await page.emulate_media(reduced_motion="reduce")  # colours do not fade over while they are looked at
    said: list[str] = []
    for look in LOOKS:
        await page.set_viewport_size({"width": look.width, "height": 800})
        if (await page.evaluate("document.documentElement.dataset.theme") == "night") != look.is_night:
            await page.get_by_role("button", name="Night").click()
        for one in (await Axe().run(page)).response["violations"]:
            said += [f"{one['id']} {look}: {node['html'][:200]}" for node in one["nodes"][:3]]
        too_wide = await page.evaluate("document.documentElement.scrollWidth") - look.width
        said += [f"{too_wide} px wider than {look}"] if too_wide > 0 else []
    return said


@pytest.fixture
def tablet(chromium: Any, board: Side) -> Tablet:
    def opened(role: str | None, width: int = 1100) -> AbstractAsyncContextManager[Any]:
        return shown(chromium, str(board.client.base_url), role and board.tokens[role], width)

    return opened
