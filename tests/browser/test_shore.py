"""The pages ashore, in a real browser: on a telephone, and without a word of complaint in its console."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.acceptance.conftest import Tried
from tests.browser.conftest import shown

PATHS = ("/fleet", "/approvals", "/needs", "/spending", "/conflicts", "/people", "/nodes", "/rollout")


@pytest.fixture
async def office(tried: Tried, chromium: Any) -> AsyncIterator[Any]:
    """The manager's telephone; what its console complains of fails the test."""
    await tried.shores[0].crew.request(part_name="Averyverylong" * 9, urgency="critical", allow_duplicate=True)
    async with shown(chromium, tried.world.shore_url, tried.world.manager_token, 360) as page:
        yield page


@pytest.mark.parametrize("path", PATHS)
async def a_page_ashore_fits_a_telephone_and_shuts_nobody_out(office: Any, path: str) -> None:
    await office.goto(path)
    assert await office.evaluate("document.documentElement.scrollWidth") <= 360
    found = (await Axe().run(office)).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in grave]


async def a_printed_list_says_of_what_each_line_is(tried: Tried, office: Any) -> None:
    await office.set_viewport_size({"width": 1280, "height": 800})
    for path, column in (("/fleet", "Yacht"), ("/approvals", "Part"), ("/needs", "Part")):
        await office.goto(path)
        await office.emulate_media(media="print")
        first = office.locator("table.cards tr:visible >> nth=0").locator("th:visible, td:visible").first
        assert await first.inner_text() == column
        row = office.locator("table.cards tbody tr").first
        assert await row.locator("td:visible").first.inner_text()
        assert await row.locator("td:visible").count() == await office.locator("thead :is(th, td):visible").count()
        await office.emulate_media(media="screen")


async def the_page_that_is_shown_is_in_sight_in_a_menu_wider_than_the_screen(office: Any) -> None:
    await office.goto("/rollout")
    box = await office.locator("nav [aria-current]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
