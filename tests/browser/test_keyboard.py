"""Both sides by keyboard alone: everything is reached, is seen to be reached, and stays where it was."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import expect

from edge_node.enrol import enrol
from shared_models.host import wall_ms
from tests.acceptance.conftest import Side, Tried
from tests.browser.conftest import Tablet, shown
from tests.browser.keyboard import Keys

expect.set_options(timeout=15_000)


@pytest.fixture
async def office(tried: Tried, chromium: Any) -> AsyncIterator[Keys]:
    """The manager's keyboard ashore."""
    async with shown(chromium, tried.world.shore_url, tried.world.manager_token, 1280) as page:
        yield Keys(page)


async def one_signs_in_asks_and_signs_out_by_keyboard(tried: Tried, tablet: Tablet) -> None:
    user, name = tried.world.yachts[0].described["users"]["crew"], f"Bilge pump {uuid4().hex[:8]}"
    async with tablet(None) as page:
        keys = Keys(page)
        await page.goto("/requests")
        await page.get_by_label("Name").focus()
        await keys.type(user["name"])
        await keys.to("PIN")
        await keys.type(user["pin"])
        await keys.press("Enter")
        await expect(page.get_by_role("heading", name="Requests")).to_be_visible()
        await keys.enter("New request")
        await expect(page.get_by_role("heading", name="New request")).to_be_visible()
        await keys.write("Part *", name)
        await keys.write("Quantity *", "2")
        await keys.enter("Request", "BUTTON")
        await expect(page.get_by_role("heading", name=name)).to_be_visible()
        await keys.enter(user["name"], "SUMMARY")
        await keys.to("Change PIN")
        await keys.press("Escape")
        assert (await keys.where())["tag"] == "SUMMARY"
        await keys.press("Enter")
        await keys.enter("Sign out", "BUTTON")
        await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


async def what_was_refused_has_the_focus(board: Side, chromium: Any) -> None:
    url = str(board.client.base_url)
    context = await chromium.new_context(base_url=url)
    await context.add_cookies([{"name": "lazarette", "value": board.tokens["crew"], "url": url}])
    page = await context.new_page()
    keys = Keys(page)
    await page.goto("/requests/new")
    await keys.write("Part *", "Anode")
    await keys.write("Quantity *", "a few")
    await keys.enter("Request", "BUTTON")
    await expect(page.locator("[aria-invalid=true]")).to_be_focused()
    assert (await keys.where())["value"] == "a few"
    await context.close()


async def a_list_is_narrowed_searched_and_decided_upon_by_keyboard(board: Side, tablet: Tablet) -> None:
    mark = uuid4().hex[:8]
    made = [f"Valve {number} {mark}" for number in range(3)]
    for name in made:
        await board.crew.request(part_name=name, urgency="critical")
    async with tablet("captain") as page:
        keys = Keys(page)
        await page.goto("/requests")
        await keys.enter("To decide")
        await expect(page.locator(".chips [aria-current]")).to_contain_text("To decide")
        await keys.to("Search", "INPUT")
        async with page.expect_response(lambda answer: mark in answer.url):
            await keys.type(mark)
        await expect(page.locator("#list tbody tr")).to_have_count(3)
        assert (await keys.where())["value"] == mark  # still there
        await keys.to(f"Tick {made[0]}")
        await keys.press("Space")
        await keys.to(f"Tick {made[1]}")
        await keys.press("Space")
        await keys.enter("Approve those ticked")
        await expect(page.get_by_role("heading", name="Approve, each")).to_be_visible()
        await keys.write(f"Quantity of {made[0]}", "1")
        await keys.enter("Approve", "BUTTON")
        await expect(page.get_by_text(f"Approved: {made[0]}, {made[1]}")).to_be_visible()
        await page.goto(f"/requests?q={mark}")
        await keys.enter(made[2], "A")
        await expect(page.get_by_role("heading", name=made[2])).to_be_visible()
        await keys.enter("Approve", "SUMMARY")
        await keys.write("Quantity approved", "3")
        await keys.enter("Approve", "BUTTON")
        await expect(page.locator("#history")).to_contain_text("approved 3")


async def the_suggestions_are_walked_through_with_the_arrows_and_left_by_escape(board: Side, tablet: Tablet) -> None:
    mark = uuid4().hex[:8]
    for number in range(2):
        await board.crew.request(part_name=f"Winch {number} {mark}")
    async with tablet("captain") as page:
        keys = Keys(page)
        await page.goto("/requests")
        await keys.to("Ask for anything")
        await keys.type(f"history {mark}")
        found = page.locator(".ask .found a", has_text="History")
        await expect(found).to_have_count(2)
        typed, hung = await page.locator(".ask input").bounding_box(), await page.locator(".ask .found").bounding_box()
        assert typed and hung and hung["y"] >= typed["y"] + typed["height"] - 1  # what one types stays in sight
        await keys.press("ArrowDown")
        first = (await keys.where())["href"]
        assert first
        await keys.press("ArrowDown", "ArrowUp")
        assert (await keys.where())["href"] == first
        await keys.press("Escape")
        assert (await keys.where())["value"] == f"history {mark}"
        await expect(found).to_have_count(0)
        await keys.type(" ")
        await keys.press("Backspace")
        await keys.type("x")
        await keys.press("Backspace")
        await expect(found).to_have_count(2)
        await keys.press("ArrowDown")
        while not (await keys.where())["name"].startswith("History"):
            await keys.press("ArrowDown")
        await keys.press("Enter")
        await expect(page.locator("#history")).to_contain_text("requested")
        await keys.to("Ask for anything")
        await keys.type("zinc")
        await expect(page.locator(".ask .found a").first).to_be_visible()
        await page.locator(".bell").focus()
        await expect(page.locator(".ask .found a")).to_have_count(0)  # nothing hangs over the page


async def a_part_of_the_catalogue_is_taken_with_the_arrows(tablet: Tablet) -> None:
    async with tablet("chief_engineer") as page:
        keys, name = Keys(page), f"Davit cable {uuid4().hex[:8]}"
        await page.goto("/import")
        export = f"Name;Part No;ROB;Min\n{name};{uuid4().hex[:8]};3;1\n".encode()
        await page.locator("[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": export})
        await keys.enter("Show what is in it")
        await expect(page.get_by_role("button", name="Take in")).to_be_visible()
        await keys.enter("Take in")
        await expect(page.get_by_role("heading", name="Taken in")).to_be_visible()
        await page.goto("/requests/new")
        await keys.to("Find it in the catalogue")
        await keys.type(name)
        await expect(page.locator("#parts a").first).to_be_visible()
        await keys.press("ArrowDown", "Enter")
        await expect(page.get_by_label("Part *")).to_have_value(name)
        await keys.write("Quantity *", "2")
        await keys.enter("Request", "BUTTON")
        await expect(page.get_by_role("heading", name=name)).to_be_visible()


async def a_conflict_is_acknowledged_and_a_sync_had_by_keyboard(tried: Tried, board: Side, tablet: Tablet) -> None:
    name = f"Radar {uuid4().hex[:8]}"
    item_id = await board.crew.request(part_name=name, quantity_requested=6)
    await board.captain.post("/v1/sync/now")
    await board.chief_engineer.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
    await tried.shores[0].manager.act("reject_shopping_list_item", item_id=item_id, rejection_reason="Refit in May")
    async with tablet("chief_engineer") as page:
        keys = Keys(page)
        await page.goto("/sync")
        await keys.enter("Sync now")
        await expect(page.locator(".notice")).to_be_visible()
        await expect(page.get_by_role("button", name="Sync now")).to_be_focused()  # again, when it is through
        await page.goto("/requests")
        await keys.enter("Night")
        assert await page.evaluate("document.documentElement.dataset.theme") == "night"
        await page.goto("/conflicts")
        await keys.to(name, "A")
        await keys.write("Notes", "Spoken about")
        await keys.enter("Acknowledge", "BUTTON")
        await expect(page.get_by_text("Acknowledged.", exact=True)).to_be_visible()
        await keys.enter("Notifications")
        await expect(page.get_by_role("heading", name="Notifications")).to_be_visible()


async def what_has_the_focus_and_what_is_half_typed_stay_when_the_page_is_told_of_news(
    board: Side, tablet: Tablet
) -> None:
    mark = uuid4().hex[:8]
    name, item_id = f"Hose 1 {mark}", await board.crew.request(part_name=f"Hose 1 {mark}")
    async with tablet("captain") as page:
        keys = Keys(page)
        await page.goto(f"/requests?q={mark}")
        await page.wait_for_timeout(500)
        await keys.to(name, "A")
        await board.crew.request(part_name=f"Hose 2 {mark}")
        await expect(page.locator("#list tbody tr")).to_have_count(2)
        assert (await keys.where())["name"] == name
        await page.locator(".bell").focus()
        await board.crew.request(part_name=f"Hose 3 {mark}")
        await expect(page.locator("#list tbody tr")).to_have_count(3)
        assert (await keys.where())["href"] == "/notifications"
        await keys.to("Ask for anything", back=True)
        await keys.type("anch")
        await board.crew.request(part_name=f"Hose 4 {mark}")
        await expect(page.locator("#list tbody tr")).to_have_count(4)
        assert (await keys.where())["value"] == "anch"
        await page.goto(f"/requests/{item_id}")
        await page.wait_for_timeout(500)
        await keys.enter("Approve", "SUMMARY")
        await keys.to("Notes")
        await keys.type("Half a ")
        await board.crew.act("update_shopping_list_item", item_id=item_id, urgency="high")
        await expect(page.locator("[data-stale]")).to_be_visible()
        await keys.type("word")
        assert (await keys.where())["value"] == "Half a word"


@pytest.mark.parametrize("path", ["/requests?q={name}", "/requests/new", "/sync", "/conflicts", "/pin"])
async def no_page_on_board_holds_the_keyboard_fast(board: Side, tablet: Tablet, path: str) -> None:
    name = uuid4().hex
    await board.crew.request(part_name=name, urgency="critical")
    for width in (1100, 360):
        async with tablet("captain", width) as page:
            await page.goto(path.format(name=name))
            assert len(await Keys(page).walk()) > 8


async def a_manager_signs_in_and_decides_by_keyboard(tried: Tried, chromium: Any) -> None:
    user = tried.world.yachts[0].described["users"]["manager"]
    name = f"Alternator {uuid4().hex[:8]}"
    await tried.shores[0].crew.request(part_name=name, urgency="critical", quantity_requested=2)
    async with shown(chromium, tried.world.shore_url, None, 1280) as page:
        keys = Keys(page)
        await page.goto("/")
        await page.get_by_label("Name").focus()
        await keys.type(user["name"])
        await keys.to("PIN")
        await keys.type(user["pin"])
        await keys.press("Enter")
        await expect(page.get_by_role("heading", name="Fleet")).to_be_visible()
        await page.goto(f"/fleet?q={tried.world.yachts[0].described['name']}")
        await keys.enter(tried.world.yachts[0].described["name"], "A")
        await expect(page.get_by_role("heading", name="Requests")).to_be_visible()
        await keys.write("Search", name)
        await keys.press("Enter")
        await expect(page.locator("table.cards tbody tr")).to_have_count(1)
        await keys.enter(name, "A")
        await expect(page.get_by_role("heading", name=name)).to_be_visible()
        await keys.enter("Start review", "SUMMARY")
        await keys.enter("Start review", "BUTTON")
        await expect(page.locator("#history")).to_contain_text("review")
        await page.goto(f"/approvals?q={name}")
        await keys.to(f"Choose {name}")
        await keys.press("Space")
        await keys.enter("Approve", "BUTTON")
        await expect(page.locator(".results")).to_contain_text(name)
        await page.goto(f"/needs?q={name}")
        await keys.enter("Order", "A")
        await expect(page.get_by_role("heading", name="Order")).to_be_visible()
        await keys.to(f"Choose {name}")
        await keys.enter("Mark as ordered", "BUTTON")
        await expect(page.locator(".results")).to_contain_text("ordered")


async def the_people_nodes_and_rollout_are_managed_by_keyboard(tried: Tried, office: Keys, tmp_path: Path) -> None:
    page, yacht, person = office.page, tried.world.yachts[1].described, f"Ada {uuid4().hex[:6]}"
    await page.goto(f"/people?yacht_id={yacht['yacht_id']}")
    await office.write("Name", person)
    await office.enter("Put on the roster", "BUTTON")
    ada = page.locator("article", has_text=person)
    await expect(ada).to_be_visible()
    await ada.get_by_text("Give a role").focus()
    await office.enter("New PIN", "SUMMARY")
    await office.write("PIN", "502846")
    await office.enter("Set the PIN", "BUTTON")
    await expect(page.locator(".said")).to_be_visible()
    await page.goto(f"/nodes?q={yacht['name']}")
    await office.enter("Code for a node", "BUTTON")
    code = await page.locator(".code code").first.inner_text()
    before = set(await page.locator("td code").all_inner_texts())
    await enrol(tmp_path / "node", tried.world.shore_url, code, wall_ms())
    await page.goto(f"/nodes?q={yacht['name']}")
    [node_id] = set(await page.locator("td code").all_inner_texts()) - before
    row = page.locator("tr", has_text=node_id)
    await row.locator("summary").focus()
    await office.press("Enter")
    await office.to("The node is refused from now on")
    await office.press("Space")
    await office.enter("Revoke", "BUTTON")
    await expect(row).to_contain_text("revoked")
    await page.goto("/rollout")
    await office.write("On for so many percent", "100")
    await office.enter("Set", "BUTTON")
    await expect(page.get_by_role("status").first).to_be_visible()


@pytest.mark.parametrize("path", ["/fleet", "/approvals?q={name}", "/needs?q={name}", "/people", "/nodes", "/rollout"])
async def no_page_ashore_holds_the_keyboard_fast(tried: Tried, office: Keys, path: str) -> None:
    name = uuid4().hex
    await tried.shores[0].crew.request(part_name=name, urgency="critical")
    for width in (1280, 360):
        await office.page.set_viewport_size({"width": width, "height": 800})
        await office.page.goto(path.format(name=name))
        assert len(await office.walk()) > 8
