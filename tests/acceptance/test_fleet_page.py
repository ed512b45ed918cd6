"""The fleet's page ashore: who sees which yachts, how old their pictures are, what waits."""

from collections.abc import AsyncIterator

import pytest_asyncio
import sqlalchemy as sa

from cloud_sync.admin import administering
from tests.acceptance.browsing import Browser, browsing
from tests.acceptance.conftest import Tried


@pytest_asyncio.fixture
async def vera(tried: Tried) -> AsyncIterator[Browser]:
    """The manager of all yachts."""
    async with browsing(tried.world.shore_url, tried.world.manager_token) as browser:
        yield browser


async def the_fleet_shows_every_yacht_and_what_waits_there(tried: Tried, vera: Browser) -> None:
    await tried.shores[0].crew.request(urgency="critical")
    await tried.world.yachts[0].node.backend.engine.exchange()
    page = await vera.open("/fleet")
    assert page.answer.status_code == 200
    names = [yacht.described["name"] for yacht in tried.world.yachts]
    shown = (await tried.fleet.get("/v1/fleet/yachts")).json()["yachts"][0]
    row = page.row(names[0])
    waiting = shown["counts"]["candidate"] + shown["counts"]["under_review"]
    assert f"{names[0]} just now {shown['backlog']} agree {waiting} {shown['critical']} {shown['conflicts']}" in row
    assert names[1] in page.text
    assert "In contact in 1 of the last 24 hours" in page.text


async def the_fleet_is_searched_and_ordered(tried: Tried, vera: Browser) -> None:
    first, second = (yacht.described["name"] for yacht in tried.world.yachts)
    page = await vera.open("/fleet")
    found = await page.send(page.form("/fleet"), q=second.lower()[:4])
    assert f">{second}<" in found.text
    assert f">{first}<" not in found.text
    for order in ("name", "age", "backlog", "awaiting", "critical", "conflicts"):
        assert (await vera.open("/fleet", {"sort": order})).answer.status_code == 200
    for shown in page.form("/fleet").choices["show"]:
        assert (await page.send(page.form("/fleet"), show=shown)).answer.status_code == 200
    assert (await vera.open("/fleet", {"sort": "1; drop"})).answer.status_code == 400


async def the_fleet_comes_in_pages_in_one_order(tried: Tried, vera: Browser) -> None:
    first, second = sorted(yacht.described["name"] for yacht in tried.world.yachts)
    page = await vera.open("/fleet", {"after": "1"})
    assert f">{second}<" in page.text
    assert f">{first}<" not in page.text
    assert "2 to 2 of 2." in page.text
    assert "The ones before" in page.text
    assert "The next ones" not in page.text
    assert "No yacht fits" in (await vera.open("/fleet", {"after": "2"})).text
    assert (await vera.open("/fleet", {"after": "-1"})).answer.status_code == 400


async def an_old_picture_stands_out(tried: Tried, vera: Browser) -> None:
    yacht = tried.world.yachts[1]
    async with administering(tried.world.shore.owner_url) as connection:
        await connection.execute(
            sa.text("update yacht_feeds set last_exchange_at = now() - interval '3 days' where yacht_id = :yacht"),
            {"yacht": yacht.described["yacht_id"]},
        )
    page = await vera.open("/fleet", {"show": "old"})
    assert "3 days ago" in page.row(yacht.described["name"])
    assert 'class="old"' in page.text
    await yacht.node.backend.engine.exchange()
    assert "just now" in (await vera.open("/fleet")).row(yacht.described["name"])


async def a_manager_of_one_yacht_and_a_captain_never_see_another(tried: Tried) -> None:
    first, second = tried.shores
    other = tried.world.yachts[1].described["name"]
    for role in ("manager", "captain", "crew"):
        async with browsing(first.client.base_url, first.tokens[role]) as browser:
            page = await browser.open("/fleet")
            assert page.answer.status_code == (200 if role == "manager" else page.answer.status_code)
            assert other not in page.text
            assert second.yacht_id not in page.text
            assert (await browser.open("/fleet", {"q": other})).text.count(second.yacht_id) == 0


async def a_yacht_whose_name_is_markup_is_shown_as_its_name(tried: Tried, vera: Browser) -> None:
    yacht_id = tried.world.yachts[1].described["yacht_id"]
    name = tried.world.yachts[1].described["name"]
    rename = sa.text("update yacht_registry set name = :name where yacht_id = :yacht")
    async with administering(tried.world.shore.owner_url) as connection:
        await connection.execute(rename, {"name": "<script>alert(1)</script>", "yacht": yacht_id})
    page = await vera.open("/fleet")
    async with administering(tried.world.shore.owner_url) as connection:
        await connection.execute(rename, {"name": name, "yacht": yacht_id})
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script>alert" not in page.text
