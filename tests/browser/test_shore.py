"""The pages ashore, in a real browser: on a telephone, and without a word of complaint in its console."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.acceptance.conftest import Tried

PATHS = ("/fleet", "/approvals", "/needs", "/spending", "/conflicts", "/people", "/nodes", "/rollout")


@pytest.fixture
async def office(tried: Tried, chromium: Any) -> AsyncIterator[Any]:
    """The manager's telephone; what its console complains of fails the test."""
    url = tried.world.shore_url
    await tried.shores[0].crew.request(part_name="Averyverylong" * 9, urgency="critical", allow_duplicate=True)
    context = await chromium.new_context(base_url=url, viewport={"width": 360, "height": 800})
    cookie = {"name": "lazarette", "value": tried.world.manager_token, "url": url, "httpOnly": True}
    await context.add_cookies([cookie])
    page = await context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    await context.close()
    assert not complaints


@pytest.mark.parametrize("path", PATHS)
async def a_page_ashore_fits_a_telephone_and_shuts_nobody_out(office: Any, path: str) -> None:
    await office.goto(path)
    assert await office.evaluate("document.documentElement.scrollWidth") <= 360
    found = (await Axe().run(office)).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in grave]
