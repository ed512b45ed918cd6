"""A tablet that leaves the yacht's network: the node is out of reach, for its door is closed while it runs on."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, Page, expect

from tests.acceptance.conftest import Side, Tried
from tests.browser.conftest import CHROMIUM

expect.set_options(timeout=30_000)
AWAY = "out of reach of the yacht's network"


@dataclass
class Gangway:
    """The way to the node: bytes pass in both directions, until it is taken in; or it loses what comes back."""

    host: str
    port: int
    is_in_reach: bool = True
    loses_answers_to: bytes | None = None
    url: str = ""
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    def leave(self) -> None:
        """The tablet is carried away: connections break, none is made."""
        self.is_in_reach = False
        for one in self._open:
            one.transport.abort()

    def come_back(self) -> None:
        self.is_in_reach, self.loses_answers_to = True, None

    @asynccontextmanager
    async def open(self, at: str) -> AsyncIterator[None]:
        """While it is there; `at`: the URL's beginning."""
        server = await asyncio.start_server(self.pass_on, "127.0.0.1", 0)
        self.url = f"{at}:{server.sockets[0].getsockname()[1]}"
        yield
        server.close()

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        if not self.is_in_reach:
            writer.transport.abort()
            return
        far_reader, far_writer = await asyncio.open_connection(self.host, self.port)
        self._open |= {writer, far_writer}
        is_lost = False

        async def up() -> None:
            nonlocal is_lost
            while data := await reader.read(65536):
                is_lost = is_lost or (self.loses_answers_to is not None and self.loses_answers_to in data)
                far_writer.write(data)

        async def down() -> None:
            while data := await far_reader.read(65536):
                if is_lost:
                    self.leave()
                    return
                writer.write(data)

        try:
            await asyncio.wait([asyncio.create_task(up()), asyncio.create_task(down())], return_when="FIRST_COMPLETED")
        finally:
            self._open -= {writer, far_writer}
            writer.transport.abort()
            far_writer.transport.abort()


@pytest.fixture
async def gangway(board: Side) -> AsyncIterator[Gangway]:
    node = board.client.base_url
    assert node.port is not None
    made = Gangway(node.host, node.port)
    async with made.open("http://127.0.0.1"):
        yield made


Opened = Callable[[], Any]


@pytest.fixture
def tablet(chromium: Any, gangway: Gangway, tmp_path: Path) -> Opened:
    """A tablet with a disk of its own, which can be started again."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[BrowserContext]:
        context = await chromium.browser_type.launch_persistent_context(
            tmp_path / "tablet", executable_path=CHROMIUM, args=["--no-sandbox"], base_url=gangway.url,
            viewport={"width": 1100, "height": 800},
        )  # fmt: skip
        context.set_default_timeout(15_000)
        yield context
        await context.close()

    return opened


async def signed_in(tried: Tried, context: BrowserContext, role: str) -> Page:
    """A page of the tablet, after somebody signed in there, with the worker in place."""
    user = tried.world.yachts[0].described["users"][role]
    page = context.pages[0]
    await page.goto("/sign-in")
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    await page.get_by_label("Name").fill(user["name"])
    await page.get_by_label("PIN").fill(user["pin"])
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", name="Requests")).to_be_visible()
    await kept(page, "/requests/new")
    return page


async def kept(page: Page, address: str) -> None:
    """Wait until the worker has kept it, in its own time."""
    for _ in range(100):
        if await page.evaluate("(address) => caches.match(address).then(Boolean)", address):
            return
        await asyncio.sleep(0.1)


async def ask_for(page: Page, name: str) -> None:
    """Fill in the form of a new request and send it."""
    await page.goto("/requests/new")
    await page.get_by_label("Part *").fill(name)
    await page.get_by_label("Quantity *").fill("2")
    await page.get_by_role("button", name="Request", exact=True).click()


async def found(board: Side, name: str) -> list[dict[str, Any]]:
    answer = await board.captain.get("/v1/shopping-list/items", q=name)
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def the_list_and_an_item_are_shown_as_last_seen_and_anew_when_back(
    tried: Tried, board: Side, gangway: Gangway, tablet: Opened
) -> None:
    name = f"Impeller {uuid4().hex[:8]}"
    item_id = await board.crew.request(part_name=name, urgency="critical")
    async with tablet() as context:
        page = await signed_in(tried, context, "crew")
        await page.goto(f"/requests/{item_id}")
        gangway.leave()
        await page.goto("/requests")
        await expect(page.get_by_text(AWAY)).to_be_visible()
        await page.get_by_role("link", name=name).click()
        await expect(page.get_by_role("heading", name=name)).to_be_visible()
        await expect(page.get_by_text(AWAY)).to_be_visible()
        await page.goto("/conflicts")
        await expect(page.get_by_role("heading", name="Out of reach")).to_be_visible()
        await page.goto("/requests")
        await expect(page.get_by_text(AWAY)).to_be_visible()
        gangway.come_back()
        await expect(page.locator("body[data-seen-ms]")).to_have_count(0)


async def a_request_waits_through_a_restart_and_is_sent_once_when_back(
    tried: Tried, board: Side, gangway: Gangway, tablet: Opened
) -> None:
    name = f"Gasket {uuid4().hex[:8]}"
    async with tablet() as context:
        page = await signed_in(tried, context, "crew")
        gangway.leave()
        await ask_for(page, name)
        await expect(page.locator("#waiting li")).to_contain_text("waiting on this tablet")
        await page.reload()
        await expect(page.locator("#waiting li")).to_contain_text(name)
        found_by_axe = (await Axe().run(page)).response["violations"]
        assert [one["id"] for one in found_by_axe if one["impact"] in ("serious", "critical")] == []
        await page.set_viewport_size({"width": 360, "height": 800})
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    async with tablet() as context:
        page = context.pages[0]
        await page.goto("/requests")
        await expect(page.locator("#waiting li")).to_contain_text(name)
        assert await found(board, name) == []
        gangway.come_back()
        await expect(page.locator("#waiting li")).to_have_count(0)
        await expect(page.locator("#list")).to_contain_text(name)
        assert len(await found(board, name)) == 1


async def a_reply_that_is_lost_after_the_commit_makes_no_second(
    tried: Tried, board: Side, gangway: Gangway, tablet: Opened
) -> None:
    name = f"Seal {uuid4().hex[:8]}"
    async with tablet() as context:
        page = await signed_in(tried, context, "crew")
        await page.goto("/requests/new")
        gangway.loses_answers_to = b"POST /requests/new"
        await page.get_by_label("Part *").fill(name)
        await page.get_by_label("Quantity *").fill("2")
        await page.get_by_role("button", name="Request", exact=True).click()
        await expect(page.locator("#waiting li")).to_contain_text(name)
        assert len(await found(board, name)) == 1
        gangway.come_back()
        await expect(page.locator("#waiting li")).to_have_count(0)
        assert len(await found(board, name)) == 1


async def what_is_withdrawn_is_never_sent(tried: Tried, board: Side, gangway: Gangway, tablet: Opened) -> None:
    first, second = (f"Hose {uuid4().hex[:8]}" for _ in range(2))
    async with tablet() as context:
        page = await signed_in(tried, context, "crew")
        gangway.leave()
        await ask_for(page, first)
        await ask_for(page, second)
        await expect(page.locator("#waiting li")).to_have_count(2)
        await page.locator("#waiting li", has_text=first).get_by_role("button", name="Withdraw").click()
        await expect(page.locator("#waiting li")).to_have_count(1)
        gangway.come_back()
        await expect(page.locator("#waiting li")).to_have_count(0)
        assert (len(await found(board, first)), len(await found(board, second))) == (0, 1)


async def an_approval_that_is_refused_says_why_until_it_is_dismissed(
    tried: Tried, board: Side, gangway: Gangway, tablet: Opened
) -> None:
    name = f"Valve {uuid4().hex[:8]}"
    item_id = await board.crew.request(part_name=name)
    async with tablet() as context:
        page = await signed_in(tried, context, "chief_engineer")
        await page.goto(f"/requests/{item_id}")
        gangway.leave()
        await page.goto(f"/requests/{item_id}")
        await page.locator("#approve_shopping_list_item summary").click()
        await page.locator("#approve_shopping_list_item [name=quantity_approved]").fill("3")
        await page.locator("#approve_shopping_list_item form button").click()
        await expect(page.locator("#waiting li")).to_contain_text(f"Approve: {name}")
        await board.captain.act("reject_shopping_list_item", item_id=item_id, rejection_reason="Found one")
        gangway.come_back()
        await expect(page.locator("#waiting li")).to_contain_text("refused")
        await expect(page.locator("#waiting li")).to_contain_text("rejected")
        await page.goto("/requests")
        await page.locator("#waiting").get_by_role("button", name="Dismiss").click()
        await expect(page.locator("#waiting li")).to_have_count(0)


KEPT_TO_APPROVE = "caches.match('/requests/approve?awaiting').then((kept) => kept ? kept.text() : '')"


async def what_is_approved_of_several_out_of_reach_waits_and_is_told_of_one_by_one(
    tried: Tried, board: Side, gangway: Gangway, tablet: Opened
) -> None:
    mark = uuid4().hex[:8]
    names = [f"Bearing {mark} {n}" for n in range(4)]
    items = [await board.crew.request(part_name=name, urgency="critical") for name in names]
    async with tablet() as context:
        page = await signed_in(tried, context, "chief_engineer")
        await kept(page, "/requests/approve?awaiting")
        await page.goto(f"/requests/approve?item={items[3]}")
        names.append(f"Bearing {mark} 4")  # asked for after the tablet saw the list for the first time
        items.append(await board.crew.request(part_name=names[4], urgency="critical"))
        await page.goto("/requests")
        await expect(page.locator("#list")).to_contain_text(names[4])
        for _ in range(100):
            if names[4] in await page.evaluate(KEPT_TO_APPROVE):
                break
            await asyncio.sleep(0.1)
        gangway.leave()
        await page.goto("/requests")
        await expect(page.get_by_text(AWAY)).to_be_visible()
        for name in (*names[:3], names[4]):
            await page.get_by_role("checkbox", name=f"Tick {name}").check()
        await page.get_by_role("button", name="Approve those ticked").click()
        await expect(page.locator("tr[data-item]")).to_have_count(4)
        await expect(page.locator(".refusal")).to_have_count(0)
        await page.get_by_label(f"Quantity of {names[0]}").fill("7")
        await page.get_by_role("button", name="Approve", exact=True).click()
        await expect(page.locator("#waiting li")).to_have_count(4)
        await expect(page.locator("#waiting li", has_text=names[0])).to_contain_text("quantity 7")
        await page.locator("#waiting li", has_text=names[1]).get_by_role("button", name="Withdraw").click()
        await expect(page.locator("#waiting li")).to_have_count(3)
        await board.captain.act("reject_shopping_list_item", item_id=items[2], rejection_reason="Found one")
        gangway.come_back()
        await expect(page.locator("#waiting li")).to_have_count(1)
        await expect(page.locator("#waiting li", has_text=names[2])).to_contain_text("refused")
        became = [(await found(board, name))[0] for name in names]
        assert [one["status"] for one in became] == ["approved", "candidate", "rejected", "candidate", "approved"]
        assert became[0]["quantity_approved"] == "7"


async def a_second_person_on_the_tablet_sees_and_sends_nothing_of_it(
    tried: Tried, board: Side, gangway: Gangway, tablet: Opened
) -> None:
    name, seen = (f"Filter {uuid4().hex[:8]}" for _ in range(2))
    await board.crew.request(part_name=seen, urgency="critical")
    async with tablet() as context:
        page = await signed_in(tried, context, "crew")
        await expect(page.locator("#list")).to_contain_text(seen)
        gangway.leave()
        await ask_for(page, name)
        await page.locator(".me summary").click()
        await page.get_by_role("button", name="Sign out", exact=True).click()
        await expect(page.get_by_role("heading", name="Out of reach")).to_be_visible()
        await page.goto("/requests")
        await expect(page.get_by_role("heading", name="Out of reach")).to_be_visible()
        assert seen not in await page.content()
        gangway.come_back()
        page = await signed_in(tried, context, "captain")
        await expect(page.locator("#waiting li")).to_have_count(0)
        crew = tried.world.yachts[0].described["users"]["crew"]
        assert [one["created_by"] for one in await found(board, name)] == [crew["user_id"]]  # sent before the sign-out
        gangway.leave()
        await page.goto("/requests")
        await expect(page.get_by_text(AWAY)).to_be_visible()
        await expect(page.locator("#waiting li")).to_have_count(0)


async def what_waits_when_the_sign_in_has_ended_goes_when_the_same_person_is_back(
    tried: Tried, board: Side, gangway: Gangway, tablet: Opened
) -> None:
    name = f"Anode {uuid4().hex[:8]}"
    officer = tried.world.yachts[0].described["users"]["chief_officer"]
    async with tablet() as context:
        page = await signed_in(tried, context, "chief_officer")
        gangway.leave()
        await ask_for(page, name)
        await expect(page.locator("#waiting li")).to_contain_text(name)
        [cookie] = [one for one in await context.cookies() if one["name"] == "lazarette"]
        ended = await board.client.post("/sign-out", headers={"cookie": f"lazarette={cookie['value']}"})
        assert ended.status_code == 303
        gangway.come_back()
        await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        await signed_in(tried, context, "captain")
        await expect(page.locator("#waiting li")).to_have_count(0)
        assert await found(board, name) == []
        await signed_in(tried, context, "chief_officer")
        await expect(page.locator("#list")).to_contain_text(name)
        await expect(page.locator("#waiting li")).to_have_count(0)
        assert [one["created_by"] for one in await found(board, name)] == [officer["user_id"]]


async def an_idle_session_shows_nothing_out_of_reach_either(
    tried: Tried, board: Side, gangway: Gangway, tablet: Opened
) -> None:
    name = f"Winch {uuid4().hex[:8]}"
    await board.crew.request(part_name=name, urgency="critical")
    async with tablet() as context:
        page = await signed_in(tried, context, "crew")
        gangway.leave()
        await page.goto("/requests")
        await expect(page.locator("#list")).to_contain_text(name)
        await page.evaluate(UNUSED_FOR_31_MINUTES)
        await page.goto("/requests")
        await expect(page.get_by_role("heading", name="Out of reach")).to_be_visible()
        assert "pages" not in "".join(await page.evaluate("caches.keys()"))


UNUSED_FOR_31_MINUTES = """() => new Promise((resolve) => {
  indexedDB.open("lazarette").onsuccess = (event) => {
    const store = event.target.result.transaction("tablet", "readwrite").objectStore("tablet");
    store.get("visit").onsuccess = ({ target }) => {
      store.put({ ...target.result, used_ms: target.result.used_ms - 31 * 60 * 1000 }, "visit").onsuccess = resolve;
    };
  };
})"""


async def what_was_typed_when_the_session_locked_is_there_after_the_sign_in_for_that_person_alone(
    tried: Tried, board: Side, tablet: Opened
) -> None:
    name = f"Davit {uuid4().hex[:8]}"
    users = tried.world.yachts[0].described["users"]

    async def come_in(page: Page, role: str) -> None:
        await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        await page.get_by_label("Name").fill(users[role]["name"])
        await page.get_by_label("PIN").fill(users[role]["pin"])
        await page.get_by_role("button", name="Sign in").click()
        await expect(page.get_by_role("heading", name="New request")).to_be_visible()

    async with tablet() as context:
        page = await signed_in(tried, context, "crew")
        await page.clock.install()
        await page.goto("/requests/new")
        await page.get_by_label("Part *").fill(name)
        await page.get_by_label("Quantity *").fill("7")
        await page.clock.fast_forward(1_801_000)
        await come_in(page, "captain")
        await expect(page.get_by_label("Part *")).to_have_value("")
        await page.clock.fast_forward(1_801_000)
        await come_in(page, "crew")
        await expect(page.get_by_label("Part *")).to_have_value(name)
        await expect(page.get_by_label("Quantity *")).to_have_value("7")
        await page.get_by_role("button", name="Request", exact=True).click()
        await expect(page.get_by_role("heading", name=name)).to_be_visible()
        await page.goto("/requests/new")
        await expect(page.get_by_label("Part *")).to_have_value("")
