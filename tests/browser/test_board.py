"""The pages on board, as people use them on a tablet."""

import os
from pathlib import Path
from uuid import uuid4

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, expect

from tests.acceptance.conftest import Side, Tried
from tests.browser.conftest import Tablet

expect.set_options(timeout=15_000)
PATHS = ("/requests", "/requests/new", "/notifications", "/conflicts", "/sync", "/ask?q=pump", "/pin")


async def one_signs_in_with_the_keys_on_the_screen(tried: Tried, tablet: Tablet) -> None:
    user = tried.world.yachts[0].described["users"]["crew"]
    async with tablet(None) as page:
        await page.goto("/requests")
        await page.get_by_label("Name").fill(user["name"])
        for digit in user["pin"]:
            await page.locator(f'[data-key="{digit}"]').click()
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("heading", name="Requests")).to_be_visible()
        await expect(page.locator('.badge[href="/sync"]')).to_contain_text("waiting")


async def a_part_is_asked_for_and_found_as_one_types(tablet: Tablet) -> None:
    name = f"Bilge pump {uuid4().hex[:8]}"
    async with tablet("crew") as page:
        await page.goto("/requests/new")
        await page.get_by_label("Part *").fill(name)
        await page.get_by_label("Quantity *").fill("2")
        await page.get_by_role("button", name="Request", exact=True).click()
        await expect(page.get_by_role("heading", name=name)).to_be_visible()
        await page.goto("/requests")
        await page.get_by_label("Search").press_sequentially(name[-8:])
        await expect(page.locator("#list tbody tr")).to_have_count(1)
        await expect(page.locator("#list")).to_contain_text(name)
        await page.locator(".ask input").press_sequentially(f"history {name}")
        await page.locator(".ask .found a", has_text="History").first.click()
        await expect(page.locator("#history")).to_contain_text("requested")


async def an_approval_of_several_is_had_at_once(board: Side, tablet: Tablet) -> None:
    mark = uuid4().hex[:8]
    made = [await board.crew.request(part_name=f"Valve {number} {mark}", urgency="critical") for number in range(3)]
    async with tablet("captain") as page:
        await page.goto(f"/requests?q={mark}")
        button = page.get_by_role("button", name="Approve those ticked")
        await expect(button).to_be_disabled()
        for item_id in made:
            await page.locator(f'[name=item][value="{item_id}"]').check()
        await button.click()
        await page.locator(f'[name="quantity.{made[0]}"]').fill("1")
        await page.get_by_role("button", name="Approve", exact=True).click()
        await expect(page.get_by_text(f"Approved: Valve 0 {mark}, Valve 1 {mark}, Valve 2 {mark}")).to_be_visible()


async def the_list_shows_what_is_new_by_itself_but_not_under_somebodys_hands(board: Side, tablet: Tablet) -> None:
    mark = uuid4().hex[:8]
    first = await board.crew.request(part_name=f"Hose 1 {mark}")
    async with tablet("captain") as page:
        await page.goto(f"/requests?q={mark}")
        await expect(page.locator("#list tbody tr")).to_have_count(1)
        await page.wait_for_timeout(500)
        await board.crew.request(part_name=f"Hose 2 {mark}")
        await expect(page.locator("#list tbody tr")).to_have_count(2)
        await page.locator(f'[name=item][value="{first}"]').check()
        await board.crew.request(part_name=f"Hose 3 {mark}")
        await expect(page.locator("[data-stale]")).to_be_visible()
        await expect(page.locator(f'[name=item][value="{first}"]')).to_be_checked()


async def a_list_that_was_read_on_in_is_not_taken_from_under_its_reader(board: Side, tablet: Tablet) -> None:
    mark = uuid4().hex[:8]
    for number in range(60):
        await board.crew.request(part_name=f"Bolt {number} {mark}")
    async with tablet("captain") as page:
        await page.goto(f"/requests?q={mark}")
        await page.keyboard.press("End")
        await expect(page.locator("#list tbody tr")).to_have_count(60)
        await board.crew.request(part_name=f"Bolt 60 {mark}")
        await expect(page.locator("[data-stale]")).to_be_visible()
        await expect(page.locator("#list tbody tr")).to_have_count(60)


async def a_conflict_is_acknowledged(tried: Tried, board: Side, tablet: Tablet) -> None:
    name = f"Radar {uuid4().hex[:8]}"
    item_id = await board.crew.request(part_name=name, quantity_requested=6)
    await board.captain.post("/v1/sync/now")
    await board.chief_engineer.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
    await tried.shores[0].manager.act("reject_shopping_list_item", item_id=item_id, rejection_reason="Refit in May")
    await board.captain.post("/v1/sync/now")
    async with tablet("chief_engineer") as page:
        await page.goto("/requests")
        await page.locator(".notice").click()
        await expect(page.locator("article", has_text=name)).to_contain_text("overruled")
        await page.locator("article", has_text=name).get_by_role("button", name="Acknowledge").click()
        await expect(page.get_by_role("status").first).to_contain_text("Acknowledged.")


async def the_night_is_dark_and_stays_so(tablet: Tablet) -> None:
    async with tablet("captain") as page:
        await page.goto("/requests")
        await page.get_by_role("button", name="Night").click()
        await page.goto("/sync")
        colour = await page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert colour == "rgb(0, 0, 0)"


async def the_plot_is_drawn_and_a_sync_is_had(tablet: Tablet) -> None:
    async with tablet("captain") as page:
        await page.goto("/sync")
        await expect(page.locator(".plot canvas")).to_be_visible()
        await page.get_by_role("button", name="Sync now").click()
        await expect(page.locator("#status")).to_contain_text("Up since")


@pytest.mark.parametrize("path", PATHS)
async def no_page_is_wider_than_a_telephone(board: Side, tablet: Tablet, path: str) -> None:
    await board.crew.request(part_name=f"Averyverylong{uuid4().hex * 4}", urgency="critical")
    async with tablet("captain", 360) as page:
        await page.goto(path)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360


async def the_list_is_printed_dark_on_white_and_without_what_is_pressed(board: Side, tablet: Tablet) -> None:
    mark = uuid4().hex[:8]
    await board.crew.request(part_name=f"Fuse {mark}")
    async with tablet("captain") as page:
        await page.goto(f"/requests?q={mark}")
        await page.get_by_role("button", name="Night").click()
        await page.emulate_media(media="print")
        await expect(page.locator("#list tbody tr")).to_be_visible()
        for name in ("New request", "Night", "Approve those ticked"):
            await expect(page.get_by_text(name)).to_be_hidden()
        await expect(page.locator("#list a").first).to_have_css("color", "rgb(0, 0, 0)")


async def an_approval_takes_no_mouse(board: Side, tablet: Tablet) -> None:
    item_id = await board.crew.request()
    async with tablet("captain") as page:
        await page.goto(f"/requests/{item_id}")
        await _tab_to(page, "Approve")
        await page.keyboard.press("Enter")
        await _tab_to(page, "Approve", "BUTTON")
        await page.keyboard.press("Enter")
        await expect(page.locator("#history")).to_contain_text("approved 4")


async def _tab_to(page: Page, words: str, tag: str = "") -> None:
    for _ in range(60):
        await page.keyboard.press("Tab")
        found, what = await page.evaluate("[document.activeElement.innerText.trim(), document.activeElement.tagName]")
        if found == words and tag in ("", what):
            return
    raise AssertionError(f"{words} is not reached with the Tab key")


@pytest.mark.parametrize("path", PATHS)
async def no_page_shuts_anybody_out(board: Side, tablet: Tablet, path: str) -> None:
    await board.crew.request(urgency="critical")
    async with tablet("captain") as page:
        await page.goto(path)
        found = (await Axe().run(page)).response["violations"]
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in grave]


async def an_item_shuts_nobody_out(board: Side, tablet: Tablet) -> None:
    item_id = await board.crew.request(urgency="high", source_notes="For the starboard engine")
    async with tablet("captain") as page:
        await page.goto(f"/requests/{item_id}")
        await page.locator("details.act").first.click()
        found = (await Axe().run(page)).response["violations"]
        if folder := os.environ.get("LAZARETTE_PICTURES"):
            await page.screenshot(path=Path(folder) / "item.png")
            await page.goto("/requests")
            await page.screenshot(path=Path(folder) / "requests.png")
    grave = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in grave]


async def the_bell_counts_up_by_itself_when_somebody_approves(board: Side, tablet: Tablet) -> None:
    item_id = await board.crew.request()
    async with tablet("crew") as page:
        await page.goto("/requests")
        bell = page.locator(".bell")
        before = int(str(await bell.get_attribute("aria-label")).split()[1])
        await page.wait_for_timeout(500)
        await board.captain.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
        await expect(bell).to_have_attribute("aria-label", f"Notifications: {before + 1} new")
        await bell.click()
        await page.locator("#notifications li", has_text="approved 4").first.locator("a").click()
        await expect(page.locator("#history")).to_contain_text("approved 4")
        await expect(page.locator(".bell")).to_have_attribute("aria-label", f"Notifications: {before} new")
