"""What a tablet that was away from the node sends when it is back, and the worker that it keeps. Over real HTTP."""

import re
from uuid import uuid4

from tests.acceptance.browsing import Browser, browsing
from tests.acceptance.conftest import Side

PART = {"hx-request": "true"}


async def status_of(board: Side, item_id: str) -> str:
    return str((await board.captain.get(f"/v1/shopping-list/items/{item_id}")).json()["item"]["status"])


async def the_worker_may_ask_its_own_host_alone_and_names_files_that_are_there(board: Side) -> None:
    answer = await board.client.get("/worker.js")
    assert "connect-src 'self'" in answer.headers["content-security-policy"]
    files = re.findall(r'"(/static/[^"]+)"', answer.text)
    assert len(files) >= 6
    for address in [*files, "/away"]:
        assert (await board.client.get(address)).status_code == 200, address


async def a_form_that_was_drawn_for_somebody_else_does_nothing(board: Side, captain: Browser) -> None:
    item_id = await board.crew.request()
    action = f"/requests/{item_id}/approve_shopping_list_item"
    form = (await captain.open(f"/requests/{item_id}")).form(action)
    strangers = {**form.fields, "person": str(uuid4())}
    answer = await captain.client.post(action, data=strangers, headers=PART)
    assert answer.status_code == 401
    assert await status_of(board, item_id) == "candidate"


async def a_form_that_comes_late_is_answered_in_one_sentence_and_counts_once(board: Side, captain: Browser) -> None:
    item_id = await board.crew.request()
    action = f"/requests/{item_id}/reject_shopping_list_item"
    form = (await captain.open(f"/requests/{item_id}")).form(action)
    late = {**form.fields, "rejection_reason": "No", "confirmed": "true"}
    for _ in range(2):
        answer = await captain.client.post(action, data=late, headers=PART)
        assert (answer.status_code, "hx-redirect" in answer.headers) == (200, True)
    answer = await captain.client.post(action, data={**late, "key": str(uuid4())}, headers=PART)
    assert answer.status_code == 400
    assert answer.text.startswith('<p class="refusal"')


async def a_form_whose_sign_in_has_ended_leads_back_to_its_page(board: Side) -> None:
    item_id = await board.crew.request()
    at = {"referer": f"{board.client.base_url}/requests/{item_id}"}
    async with browsing(board.client.base_url, "nothing") as nobody:
        answer = await nobody.client.post(f"/requests/{item_id}/delete_shopping_list_item", data={}, headers=at)
    assert answer.headers["location"] == f"/sign-in?next=/requests/{item_id}"
