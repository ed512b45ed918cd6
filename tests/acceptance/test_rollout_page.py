"""How far the list is on, set on a page by whoever manages every yacht, and how the yachts did."""

from collections.abc import AsyncIterator

import pytest_asyncio
import sqlalchemy as sa

from cloud_sync.admin import administering
from tests.acceptance.browsing import browsing
from tests.acceptance.conftest import Tried

_TOLD_ON_BOARD = sa.text(
    "update yacht_hours set board_failed = board_failed + :more where yacht_id = :yacht_id"
    " and hour = (select max(hour) from yacht_hours where yacht_id = :yacht_id)"
)


@pytest_asyncio.fixture(autouse=True)
async def nothing_said(tried: Tried) -> AsyncIterator[None]:
    """Afterwards the switch alone decides again, as for the tests that come next."""
    yield
    async with administering(tried.world.shore.owner_url) as connection:
        await connection.execute(sa.text("delete from feature_rollouts"))


async def the_list_is_turned_on_by_percentage_and_by_name(tried: Tried) -> None:
    first, second = tried.shores
    names = [yacht.described["name"] for yacht in tried.world.yachts]
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        page = await vera.open("/rollout")
        assert "On for 2 of 2 yachts" in page.text
        for address in ("/rollout", "/nodes"):
            found = await vera.open(f"{address}?q={names[1].lower()}")
            assert names[1] in found.text and names[0] not in found.text
            assert f'No yacht fits. <a href="{address}">Show all' in (await vera.open(f"{address}?q=zephyr")).text
        page = await page.send(page.form("/rollout"), percentage="0")
        assert "On for 0 % of all yachts." in page.text
        assert (await first.crew.get("/v1/shopping-list/items")).status_code == 503
        page = await page.send(page.form(f"/yachts/{first.yacht_id}/rollout"), said="on")
        assert f"{names[0]} just now on" in page.row(names[0]) or " on " in page.row(names[0])
        assert (await first.crew.get("/v1/shopping-list/items")).status_code == 200
        assert (await second.crew.get("/v1/shopping-list/items")).status_code == 503
        assert (await vera.open("/fleet")).row(names[1]).startswith(f"{names[1]} off")
        page = await page.send(page.form(f"/yachts/{first.yacht_id}/rollout"), said="percentage")
        refused = await page.send(page.form("/rollout"), percentage="100")
        assert refused.answer.status_code == 400
        assert "goes no further now" in refused.text
        page = await page.send(page.form("/rollout"), percentage="100", note="Tried at the quay")
        assert "On for 2 of 2 yachts" in page.text
        for percentage in ("101", "-1", "ten", "1e2", "٣"):
            answer = await page.send(page.form("/rollout"), percentage=percentage)
            assert answer.answer.status_code == 400, percentage
    async with administering(tried.world.shore.owner_url) as connection:
        count = sa.text("select count(*) from pms_audit_log where action = 'rollout_changed'")
        assert (await connection.execute(count)).scalar_one() == 6


async def what_was_measured_of_each_yacht_is_shown(tried: Tried) -> None:
    name = tried.world.yachts[1].described["name"]
    await tried.world.yachts[1].node.backend.engine.exchange()  # what earlier tests left may take several
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:

        def requests(row: str) -> list[int]:
            return [int(word) for word in row.partition(" % ")[2].split()[:5]]

        before = requests((await vera.open("/rollout")).row(name))
        await tried.shores[1].crew.request()
        await tried.shores[1].crew.act("create_shopping_list_item", part_name="x", quantity_requested="none")
        await tried.world.yachts[1].node.backend.engine.exchange()
        row = (await vera.open("/rollout")).row(name)
        after = requests(row)
        async with administering(tried.world.shore.owner_url) as connection:
            await connection.execute(_TOLD_ON_BOARD, {"yacht_id": tried.shores[1].yacht_id, "more": 7})
        with_board = requests((await vera.open("/rollout")).row(name))
        async with administering(tried.world.shore.owner_url) as connection:
            await connection.execute(_TOLD_ON_BOARD, {"yacht_id": tried.shores[1].yacht_id, "more": -7})
    assert with_board[4] == after[4] + 7
    assert after[0] == before[0] + 1
    assert after[2] >= before[2] + 2
    assert after[3] >= before[3] + 1
    assert after[4] == before[4]
    assert " ms " in row


async def no_manager_of_some_yachts_changes_what_holds_for_the_others(tried: Tried) -> None:
    first, second = tried.shores
    async with browsing(first.client.base_url, first.tokens["manager"]) as clara:
        page = await clara.open("/rollout")
        assert tried.world.yachts[1].described["name"] not in page.text
        assert (await page.send(page.form("/rollout"), percentage="0")).answer.status_code == 403
        assert (await page.send(page.form(f"/yachts/{first.yacht_id}/rollout"), said="off")).answer.status_code == 403
        assert "Requests ashore" in (await clara.open(f"/yachts/{first.yacht_id}/report")).text
        assert (await clara.open(f"/yachts/{second.yacht_id}/report")).answer.status_code == 404
        answer = await clara.client.post(f"/yachts/{second.yacht_id}/rollout", data={"said": "off"})
        assert answer.status_code == 404
    async with browsing(first.client.base_url, first.tokens["captain"]) as captain:
        assert (await captain.open("/rollout")).answer.status_code == 403
        assert (await captain.client.post("/rollout", data={"percentage": "0"})).status_code == 403
    assert (await second.crew.get("/v1/shopping-list/items")).status_code == 200
