"""What concerns a person: the same on board and ashore, by sync. Over real HTTP."""

from typing import Any
from uuid import uuid4

import pytest_asyncio

from tests.acceptance.browsing import browsing
from tests.acceptance.conftest import Person, Side, Tried


async def told(person: Person, item_id: str) -> list[dict[str, Any]]:
    """What concerns the person of an item, newest first."""
    found = (await person.get("/v1/notifications")).json()["notifications"]
    return [one for one in found if one["item_id"] == item_id]


@pytest_asyncio.fixture(autouse=True)
async def everything_seen(tried: Tried) -> None:
    """What other tests left there may be more than is counted."""
    for side in (*tried.nodes, *tried.shores):
        listed = (await side.crew.get("/v1/notifications")).json()["notifications"]
        if done := [one["entry_id"] for one in listed if one["kind"] == "done"]:
            assert (await side.crew.post("/v1/notifications/seen", {"entry_ids": done})).status_code == 200


async def unseen(person: Person) -> int:
    count: int = (await person.get("/v1/notifications")).json()["unseen"]
    return count


async def synced(tried: Tried) -> None:
    assert (await tried.nodes[0].captain.post("/v1/sync/now")).status_code == 200


async def an_approval_ashore_is_told_on_board_to_whose_request_it_is(tried: Tried) -> None:
    board, shore = tried.nodes[0], tried.shores[0]
    item_id = await board.crew.request()
    await synced(tried)
    before = await unseen(board.crew)
    await shore.manager.act("approve_shopping_list_item", item_id=item_id, quantity_approved=3)
    assert await told(board.crew, item_id) == []
    await synced(tried)
    (one,) = await told(board.crew, item_id)
    assert one["kind"] == "done" and not one["seen"] and "approved 3" in one["sentence"]
    assert await unseen(board.crew) == before + 1
    assert await told(shore.crew, item_id) == [one]
    assert await told(board.chief_engineer, item_id) == []


async def what_was_marked_as_seen_is_new_no_more(side: Side) -> None:
    item_id = await side.crew.request()
    await side.captain.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
    await side.chief_engineer.act("mark_shopping_list_item_ordered", item_id=item_id, quantity_ordered=4)
    ordered, approved = await told(side.crew, item_id)
    count = await unseen(side.crew)
    answer = await side.crew.post("/v1/notifications/seen", {"entry_ids": [approved["entry_id"]]})
    assert answer.json() == {"success": True, "unseen": count - 1}
    assert [one["seen"] for one in await told(side.crew, item_id)] == [False, True]
    again = await side.crew.post("/v1/notifications/seen", {"entry_ids": [approved["entry_id"], str(uuid4())]})
    assert again.json()["unseen"] == count - 1
    assert ordered["entry_id"] != approved["entry_id"]


async def what_nobody_can_have_seen_is_refused(side: Side) -> None:
    for body in ({}, {"entry_ids": []}, {"entry_ids": "x"}, {"entry_ids": ["x"]}, {"entry_ids": [str(uuid4())] * 201}):
        assert (await side.crew.post("/v1/notifications/seen", body)).status_code == 400


async def an_overruled_decision_is_told_until_somebody_acknowledges_it(tried: Tried) -> None:
    board, shore = tried.nodes[0], tried.shores[0]
    item_id = await board.crew.request()
    await synced(tried)
    approved = await board.chief_engineer.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
    await shore.manager.act("reject_shopping_list_item", item_id=item_id, rejection_reason="Refit in May")
    await synced(tried)
    for side in (board, shore):
        (one,) = await told(side.chief_engineer, item_id)
        assert one["kind"] == "overruled" and "Your approval of 4 was overruled" in one["sentence"]
        async with browsing(side.client.base_url, side.tokens["chief_engineer"]) as engineer:
            page = await engineer.open("/notifications")
            assert f'href="/conflicts#c{one["entry_id"]}"' in page.text
    await board.chief_engineer.get("/v1/conflicts")  # seeing it is not enough
    assert await told(board.chief_engineer, item_id)
    entry_id = approved.json()["data"]["entry_id"]
    await board.captain.act("acknowledge_conflict", item_id=item_id, entry_id=entry_id)
    assert await told(board.chief_engineer, item_id) == []
    await synced(tried)
    assert await told(shore.chief_engineer, item_id) == []


async def a_critical_request_waits_for_heads_of_department_until_it_is_decided(tried: Tried) -> None:
    board, shore = tried.nodes[0], tried.shores[0]
    item_id = await board.crew.request(urgency="critical")
    await synced(tried)
    for person in (board.captain, board.chief_engineer, shore.manager):
        (one,) = await told(person, item_id)
        assert one["kind"] == "critical" and one["entry_id"] is None and "waits for a decision" in one["sentence"]
    assert await told(board.crew, item_id) == []
    await shore.manager.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
    await synced(tried)
    for person in (board.captain, shore.manager):
        assert await told(person, item_id) == []


async def no_other_yachts_notifications_are_shown(tried: Tried) -> None:
    ours, theirs = tried.shores
    item_id = await theirs.crew.request(urgency="critical")
    await theirs.captain.act("start_review", item_id=item_id)
    for person in (ours.crew, ours.captain, ours.manager):
        assert await told(person, item_id) == []
    other = (await ours.captain.get("/v1/notifications", yacht_id=theirs.yacht_id)).json()
    assert (other["notifications"], other["unseen"]) == ([], 0)
    approved = await theirs.captain.act("approve_shopping_list_item", item_id=item_id, quantity_approved=1)
    entry_id = approved.json()["data"]["entry_id"]
    await ours.crew.post("/v1/notifications/seen", {"entry_ids": [entry_id]})
    assert [one["seen"] for one in await told(theirs.crew, item_id)] == [False]


def bell(text: str) -> int:
    """What the bell of a page counts."""
    return int(text.split('aria-label="Notifications: ')[1].split(" ", maxsplit=1)[0])


async def the_bell_counts_and_whoever_opens_their_request_has_seen_it(side: Side) -> None:
    item_id = await side.crew.request()
    path = f"/requests/{item_id}" if side.name == "node" else f"/yachts/{side.yacht_id}/requests/{item_id}"
    async with browsing(side.client.base_url, side.tokens["crew"]) as crew:
        seen = (await crew.open("/pulse")).text.split("?seen=")[1].split('"')[0]
        before = bell((await crew.open("/notifications")).text)
        await side.captain.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
        pulse = await crew.client.get(f"/pulse?seen={seen}", headers={"hx-request": "true"})
        assert bell(pulse.text) == before + 1
        page = await crew.open("/notifications")
        assert f'href="{path}"' in page.text
        await crew.client.get(path, headers={"sec-purpose": "prefetch;prerender"})
        assert [one["seen"] for one in await told(side.crew, item_id)] == [False]
        opened = await crew.open(path)
        assert bell(opened.text) == before
        assert [one["seen"] for one in await told(side.crew, item_id)] == [True]


async def the_button_marks_what_the_page_showed_and_nothing_that_came_since(side: Side) -> None:
    first, second = [await side.crew.request() for _ in range(2)]
    await side.captain.act("approve_shopping_list_item", item_id=first, quantity_approved=4)
    async with browsing(side.client.base_url, side.tokens["crew"]) as crew:
        page = await crew.open("/notifications")
        await side.captain.act("approve_shopping_list_item", item_id=second, quantity_approved=4)
        marked = await page.send(page.form("/notifications/seen"))
        assert "Marked as seen." in marked.text
    assert [one["seen"] for one in await told(side.crew, first) + await told(side.crew, second)] == [True, False]
