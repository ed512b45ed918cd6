"""Deciding ashore, on a page, what people on board ask for."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from cloud_sync.admin import administering
from cloud_sync.pages import ages
from tests.acceptance.browsing import Form, Page, browsing
from tests.acceptance.conftest import Tried


async def _waiting(tried: Tried, index: int, **more: object) -> tuple[str, str]:
    """A request that a crew member made on board and that arrived ashore: its id, and its key on the page."""
    item_id = await tried.nodes[index].crew.request(**more)
    await tried.world.yachts[index].node.backend.engine.exchange()
    return item_id, f"{tried.nodes[index].yacht_id}.{item_id}"


def _deciding(page: Page) -> Form:
    return next(form for form in page.forms if form.method == "post" and form.action.startswith("/approvals"))


async def _status(tried: Tried, index: int, item_id: str) -> tuple[str, str | None]:
    item = (await tried.shores[index].captain.get(f"/v1/shopping-list/items/{item_id}")).json()["item"]
    return item["status"], item["quantity_approved"]


async def the_ticked_requests_of_two_yachts_are_approved_at_once(tried: Tried) -> None:
    (first, key), (second, other), (third, left) = (
        await _waiting(tried, 0, part_name=f"Seal {uuid4()}"), await _waiting(tried, 1), await _waiting(tried, 1),
    )  # fmt: skip
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        page = await vera.open("/approvals")
        filled = {f"pick.{key}": "true", f"pick.{other}": "true", f"quantity_approved.{key}": "2.5"}
        done = await page.send(_deciding(page), **filled, action="approve_shopping_list_item")
        assert done.answer.status_code == 200
        assert done.text.count('<span class="tag good">approved</span>') == 2
        again = await page.send(_deciding(page), **filled, action="approve_shopping_list_item")
        assert again.text.count('<span class="tag good">approved</span>') == 2
    assert await _status(tried, 0, first) == ("approved", "2.5")
    assert await _status(tried, 1, second) == ("approved", "4")
    assert (await _status(tried, 1, third))[0] == "candidate"
    assert left in page.text


async def one_of_many_yachts_is_found_by_some_of_its_name(tried: Tried, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ages, "MOST_LISTED", 1)
    ids = [(await _waiting(tried, index))[0] for index in (0, 1)]
    name = tried.world.yachts[1].described["name"]
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        page = await vera.open("/approvals", {"yacht": name.upper()})
        assert [one in page.text for one in ids] == [False, True]
        assert all("yacht_id" not in form.choices for form in page.forms)
        for path in ("/approvals", "/needs"):
            several = await vera.open(path, {"yacht": "a"})
            assert "Which one?" in several.text
            assert "No yacht is called so." in (await vera.open(path, {"yacht": "no such name"})).text


async def a_request_is_rejected_with_a_reason_and_not_without(tried: Tried) -> None:
    item_id, key = await _waiting(tried, 0)
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        page = await vera.open("/approvals", {"yacht_id": tried.nodes[0].yacht_id})
        ticked = {f"pick.{key}": "true"}
        without = await page.send(_deciding(page), **ticked, action="reject_shopping_list_item")
        assert "rejection_reason is required" in without.text
        assert (await _status(tried, 0, item_id))[0] == "candidate"
        reason = "Bought ashore <script>alert(1)</script>"
        done = await without.send(
            _deciding(without), **ticked, action="reject_shopping_list_item", rejection_reason=reason
        )
        assert '<span class="tag good">rejected</span>' in done.text
        assert "<script>alert" not in done.text
    assert (await _status(tried, 0, item_id))[0] == "rejected"


async def one_that_cannot_be_decided_does_not_hold_up_the_others(tried: Tried) -> None:
    (gone, key), (item_id, other) = await _waiting(tried, 0), await _waiting(tried, 0)
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        page = await vera.open("/approvals")
        assert await tried.shores[0].captain.act("reject_shopping_list_item", item_id=gone, rejection_reason="no")
        ticked = {f"pick.{key}": "true", f"pick.{other}": "true"}
        done = await page.send(_deciding(page), **ticked, action="approve_shopping_list_item")
        assert done.text.count('<span class="tag bad">not done</span>') == 1
        assert done.text.count('<span class="tag good">approved</span>') == 1
    assert (await _status(tried, 0, item_id))[0] == "approved"


async def what_is_sent_without_sense_is_refused_in_words(tried: Tried) -> None:
    _, key = await _waiting(tried, 0)
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        page = await vera.open("/approvals")
        form = _deciding(page)
        assert (await page.send(form, action="approve_shopping_list_item")).answer.status_code == 400
        assert (await page.send(form, **{f"pick.{key}": "true"})).answer.status_code == 400
        for data in (
            {"action": "approve_shopping_list_item", "pick.x.y": "true", "form": str(uuid4())},
            {"action": "approve_shopping_list_item", f"pick.{key}": "true", "form": "x"},
            {"action": "delete_shopping_list_item", f"pick.{key}": "true", "form": str(uuid4())},
            {"action": "approve_shopping_list_item", f"pick.{uuid4()}.{uuid4()}": "true", "form": str(uuid4())},
            {"action": "approve_shopping_list_item", f"pick.{key}": "true", "form": str(uuid4()),
             f"quantity_approved.{key}": "1e99"},
        ):  # fmt: skip
            answer = await vera.client.post("/approvals", data=data)
            assert answer.status_code in (200, 400), data
            assert '<span class="tag good">' not in answer.text


async def a_captain_decides_for_their_yacht_alone_and_crew_for_none(tried: Tried) -> None:
    item_id, key = await _waiting(tried, 0)
    other, foreign = await _waiting(tried, 1)
    side = tried.shores[0]
    async with browsing(side.client.base_url, side.tokens["captain"]) as captain:
        page = await captain.open("/approvals")
        assert item_id in page.text
        assert other not in page.text
        sent = {"action": "approve_shopping_list_item", "form": str(uuid4()), f"pick.{foreign}": "true",
                f"quantity_approved.{foreign}": "1"}  # fmt: skip
        answer = await captain.client.post("/approvals", data=sent)
        assert "There is no such yacht." in answer.text
        assert tried.world.yachts[1].described["name"] not in answer.text
    async with browsing(side.client.base_url, side.tokens["crew"]) as crew:
        assert item_id not in (await crew.open("/approvals")).text
        sent = {"action": "approve_shopping_list_item", "form": str(uuid4()), f"pick.{key}": "true",
                f"quantity_approved.{key}": "1"}  # fmt: skip
        assert "may not take the action" in (await crew.client.post("/approvals", data=sent)).text
    assert (await _status(tried, 0, item_id))[0] == "candidate"
    assert (await _status(tried, 1, other))[0] == "candidate"


async def an_old_picture_is_warned_of_before_a_decision(tried: Tried) -> None:
    await _waiting(tried, 1)
    async with administering(tried.world.shore.owner_url) as connection:
        await connection.execute(
            sa.text("update yacht_feeds set last_exchange_at = now() - interval '4 days' where yacht_id = :yacht"),
            {"yacht": tried.nodes[1].yacht_id},
        )
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        page = await vera.open("/approvals")
        assert "on board it may have been decided already" in page.text
        assert "4 days ago" in page.text
        await tried.world.yachts[1].node.backend.engine.exchange()
        assert "on board it may have been decided already" not in (await vera.open("/approvals")).text


async def a_name_that_is_markup_is_shown_as_it_is(tried: Tried) -> None:
    name = f'"><img src=x onerror=alert(1)>{uuid4()}'
    await _waiting(tried, 0, part_name=name, source_notes="<b>now</b>")
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        page = await vera.open("/approvals")
    assert "<img src=x" not in page.text
    assert "<b>now</b>" not in page.text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page.text
