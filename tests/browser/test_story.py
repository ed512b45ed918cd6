"""The story of the demo as three people see it: the link falls, two decide apart, it returns, and one is overruled."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.async_api import Page, expect

from deploy.link import SlowLink
from deploy.world import World, running_world
from shared_models.roles import Role
from tests.browser.conftest import shown
from tests.conftest import open_folder

expect.set_options(timeout=30_000)
PART, REASON, WORD = "Fuel Injector", "Two are on the way already", "Spoken about on the bridge"


@dataclass
class Yacht:
    """A yacht, the link to its shore, and a browser for everybody."""

    world: World
    link: SlowLink
    chromium: Any
    stack: AsyncExitStack

    async def page_of(self, role: Role) -> Page:
        """The browser of somebody who is signed in: on board, but for the manager."""
        described = self.world.yachts[0].described
        is_ashore = role is Role.MANAGER
        url = self.world.shore_url if is_ashore else described["node_url"]
        token = described["shore_tokens" if is_ashore else "tokens"][role.value]
        page: Page = await self.stack.enter_async_context(shown(self.chromium, url, token, 1280))
        return page


@pytest.fixture
async def yacht(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> AsyncIterator[Yacht]:
    link = await SlowLink(delay_s=0.05).start()

    def through(_: int, url: str) -> str:
        link.target_url = url
        return link.url

    async with (
        running_world(open_folder(tmp_path_factory, "story"), 1, node_shore_url=through, manual_sync=True) as world,
        AsyncExitStack() as stack,
    ):
        yield Yacht(world, link, chromium, stack)
    await link.stop()


async def ask_for(page: Page, name: str, quantity: str) -> None:
    await page.get_by_role("button", name="New request").click()
    await page.get_by_label("Part *").fill(name)
    await page.get_by_label("Quantity *").fill(quantity)
    await page.get_by_role("button", name="Request", exact=True).click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()
    await page.goto("/requests")


async def sync_now(page: Page, link: str) -> None:
    """Sync from the page; `link`: how it says that the link is, then."""
    await page.get_by_role("link", name="Sync", exact=True).click()
    await page.get_by_role("button", name="Sync now").click()
    await expect(page.locator("#status dd").first).to_contain_text(f"{link} since")
    await expect(page.locator('.badge[href="/sync"]')).to_contain_text(f"Link {link.lower()}")


async def two_decide_apart_and_who_is_overruled_sees_it_first_and_answers_on_both_sides(yacht: Yacht) -> None:
    crew, engineer = await yacht.page_of(Role.CREW), await yacht.page_of(Role.CHIEF_ENGINEER)
    manager = await yacht.page_of(Role.MANAGER)
    await crew.goto("/requests")
    await ask_for(crew, PART, "4")
    await engineer.goto("/requests")
    await sync_now(engineer, "Up")
    yacht.link.cut()
    await sync_now(engineer, "Down")

    await ask_for(crew, "Impeller, sea water pump", "2")
    await engineer.get_by_role("link", name="Requests").click()
    await expect(engineer.locator("#list")).to_contain_text("Impeller")
    await engineer.get_by_role("link", name=PART).click()
    await engineer.locator("#approve_shopping_list_item summary").click()
    await engineer.locator("#approve_shopping_list_item form button").click()
    await expect(engineer.locator("#history")).to_contain_text("approved 4")

    await manager.goto("/approvals")
    await expect(manager.locator("#decide")).not_to_contain_text("Impeller")
    await manager.get_by_label(f"Choose {PART}").check()
    await manager.locator("[name=rejection_reason]").fill(REASON)
    await manager.get_by_role("button", name="Reject").click()
    await expect(manager.locator(".results")).to_contain_text("rejected")

    yacht.link.restore()
    await sync_now(engineer, "Up")
    await expect(crew.locator("#list")).to_contain_text("Rejected")  # by itself
    await engineer.goto("/")
    await expect(engineer.locator(".notice")).to_contain_text("overruled")
    await manager.get_by_role("link", name="Conflicts").click()
    await expect(manager.locator("article", has_text=PART)).to_contain_text("overruled")
    await engineer.locator(".notice").click()
    conflict = engineer.locator("article", has_text=PART)
    await expect(conflict).to_contain_text("Clara")
    await conflict.locator("[name=notes]").fill(WORD)
    await conflict.get_by_role("button", name="Acknowledge").click()
    await expect(engineer.get_by_text("Acknowledged.", exact=True)).to_be_visible()
    await expect(engineer.locator(".notice")).to_have_count(0)
    await sync_now(engineer, "Up")

    for page in (engineer, manager):
        await page.goto("/conflicts")
        await expect(page.locator("article")).to_have_count(0)
        await page.get_by_role("link", name="All of them").click()
        await expect(page.locator("article", has_text=PART)).to_contain_text("Acknowledged by Elena")
        await page.get_by_role("link", name=PART).click()
        await expect(page.locator("#history")).to_contain_text(REASON)
        await expect(page.locator("#history")).to_contain_text(WORD)
