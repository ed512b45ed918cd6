"""Pictures of the demo and of the pages, for the README and the handbook: of real small worlds, in Debian's Chromium.

`./dev pictures` runs it.
"""

import asyncio
import io
import os
import random
import re
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import sqlalchemy as sa
from PIL import Image
from playwright.async_api import Browser, Page, async_playwright
from rich.terminal_theme import MONOKAI

from cloud_sync.admin import administering
from cloud_sync.tables import YachtFeed, YachtHour
from deploy import demo
from deploy.demo import Caller, Story, real_parts, request_for
from deploy.link import UNLIMITED_BITS_PER_S, SlowLink
from deploy.world import running_world
from edge_node.tables import SyncExchange
from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.host import wall_ms
from shared_models.roles import Role
from shared_models.tables import table_of

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
YACHTS = 4
_COLOURS = 256
_HOUR_MS, _DAYS = 3_600_000, 7
_LAST_SPOKE_H = (0, 0, 5, 61)
"""How long ago each yacht was in contact: the last one's picture is old."""
_WISHES = (
    ("Impeller, sea water pump", "30-6200", "Jabsco", 2, "critical"), ("Zinc anode, hull", "ZHC-12", None, 8, "normal"),
    ("Fuel filter element", "P551712", "Donaldson", 12, "high"), ("Anchor light, LED", None, "Hella", 1, "high"),
    ("Gasket set, generator", "22830-GS", "Northern Lights", 1, "normal"), ("Teak cleaner, 5 l", None, None, 3, "low"),
)  # fmt: skip


def optimised(picture: bytes) -> bytes:
    """The same PNG in few colours, which is all that pages have."""
    into = io.BytesIO()
    few = Image.open(io.BytesIO(picture)).convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(into, "png", optimize=True)
    return into.getvalue()


async def live(story: Story) -> str:
    """What people did: requests, decisions, receipts, and one that was decided twice; the item of that one."""
    chance = random.Random(1)  # noqa: S311
    parts = real_parts()
    for yacht in range(YACHTS):
        crew, engineer = _Hand(story, Role.CREW, yacht), _Hand(story, Role.CHIEF_ENGINEER, yacht)
        made = [await crew.request(**request_for(one, n, 0)) for n, one in enumerate(chance.sample(parts, 12))]
        made += [await crew.request(**_wish(*wish)) for wish in chance.sample(_WISHES, 4 if yacht else len(_WISHES))]
        for number, item_id in enumerate(made[:9]):
            await engineer.act("approve_shopping_list_item", item_id=item_id, quantity_approved=2 + number)
            if number > 3:
                await engineer.act("mark_shopping_list_item_ordered", item_id=item_id, quantity_ordered=2 + number)
            if number > 5:
                await crew.act("record_receipt", item_id=item_id, quantity=2)
        await engineer.act("reject_shopping_list_item", item_id=made[9], rejection_reason="There are five in the bilge")
        await story.sync("all of it", yacht)
    crew, engineer = _Hand(story, Role.CREW), _Hand(story, Role.CHIEF_ENGINEER)
    item_id = await crew.request(**_wish("Fuel injector", "MTU-X00055112", "MTU", 4, "critical"))
    await story.sync("the injector")
    await engineer.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
    manager = _Hand(story, Role.MANAGER, is_ashore=True)
    await manager.act(
        "reject_shopping_list_item", item_id=item_id, rejection_reason="Two are on the way already, from Palma"
    )
    await story.sync("they meet")
    await crew.request(**_wish("Hose clamp 32 mm, stainless", None, None, 20, "normal"))
    return item_id


@dataclass
class _Hand:
    """Somebody who acts."""

    story: Story
    role: Role
    yacht: int = 0
    is_ashore: bool = False

    async def act(self, action: str, **payload: Any) -> Any:
        caller: Caller = (self.story.ashore if self.is_ashore else self.story.on_board)(self.role, self.yacht)
        yacht_id = self.story.world.yachts[self.yacht].described["yacht_id"]
        return await caller.act(action, yacht_id, **payload)

    async def request(self, **payload: Any) -> str:
        return str((await self.act("create_shopping_list_item", **payload))["entity_id"])


def _wish(name: str, number: str | None, maker: str | None, quantity: int, urgency: str) -> dict[str, Any]:
    given = {
        "part_name": name, "part_number": number, "manufacturer": maker, "quantity_requested": quantity,
        "urgency": urgency, "source_type": "manual_add", "unit": "PCS", "allow_duplicate": True,
    }  # fmt: skip
    if urgency in ("critical", "high"):
        given["required_by_date"] = moment(wall_ms() + 12 * 24 * _HOUR_MS)[:10]
    return {field: value for field, value in given.items() if value is not None}


async def write_down_a_week(story: Story) -> None:
    """The link's week, which this world is too young to have: its hours, as an ordinary week leaves them."""
    chance, now_ms = random.Random(2), wall_ms()  # noqa: S311
    feeds, of_hours = table_of(YachtFeed), table_of(YachtHour)
    for yacht, silent_h in zip(story.world.yachts, _LAST_SPOKE_H, strict=True):
        yacht_id = yacht.described["yacht_id"]
        spoke = moment(now_ms - silent_h * _HOUR_MS)
        ago = [one for one in range(silent_h + 1, _DAYS * 24) if chance.random() < (0.9 if 40 < one < 110 else 0.35)]
        hours = [moment((now_ms // _HOUR_MS - one) * _HOUR_MS) for one in ago]
        exchanges = [
            {"yacht_id": yacht_id, "id": str(uuid4()), "at": hour, "bytes_up": chance.randint(700, 9000),
             "bytes_down": chance.randint(500, 4000), "round_trips": 2, "outcome": "ok"}
            for hour in hours
        ]  # fmt: skip
        await yacht.node.database.write(partial(_insert, exchanges), yacht_id)
        seen = [
            {"yacht_id": yacht_id, "hour": hour, "exchanges": chance.randint(1, 12), "backlog": chance.randint(0, 30)}
            for hour in hours
        ]
        async with administering(story.world.shore.owner_url) as connection:
            await connection.execute(of_hours.insert(), seen)
            if silent_h:
                silent = {"last_exchange_at": spoke, "node_backlog": 7}
                await connection.execute(feeds.update().where(feeds.c.yacht_id == yacht_id).values(silent))
                later = sa.and_(of_hours.c.yacht_id == yacht_id, of_hours.c.hour > spoke)
                await connection.execute(of_hours.delete().where(later))


async def _insert(rows: Sequence[dict[str, Any]], tx: Transaction) -> None:
    await tx.rows(table_of(SyncExchange).insert().values(list(rows)).returning(sa.literal(1)))


@dataclass
class Camera:
    """Takes pictures of what a browser shows."""

    browser: Browser
    story: Story

    @asynccontextmanager
    async def looking(self, url: str, token: str | None, width: int = 1100, height: int = 700) -> AsyncIterator[Page]:
        """A browser of its own, signed in by a token."""
        context = await self.browser.new_context(
            base_url=url, viewport={"width": width, "height": height}, locale="en-GB"
        )
        if token is not None:
            await context.add_cookies([{"name": "lazarette", "value": token, "url": url, "httpOnly": True}])
        yield await context.new_page()
        await context.close()

    async def take(self, page: Page, name: str, path: str | None = None, is_whole: bool = False) -> None:
        """Write one picture, of the page that is shown or of another; all its length, or what fits the screen."""
        if path is not None:
            await page.goto(path)
        await page.wait_for_load_state("networkidle")
        (FOLDER / f"{name}.png").write_bytes(optimised(await page.screenshot(full_page=is_whole)))

    async def on_board(self, item_id: str) -> None:
        """The pages of a node."""
        described = self.story.world.yachts[0].described
        url, tokens = described["node_url"], described["tokens"]
        async with self.looking(url, tokens["chief_engineer"]) as page:
            await self.take(page, "board", "/requests")
            await self.take(page, "item", f"/requests/{item_id}", is_whole=True)
            await self.take(page, "conflicts", "/conflicts", is_whole=True)
        async with self.looking(url, tokens["crew"]) as page:
            await page.goto("/requests/new")
            await page.get_by_label("Part *").fill("Impeller, sea water pump")
            await page.get_by_label("Quantity *").fill("2")
            await self.take(page, "new")
        async with self.looking(url, tokens["captain"], height=600) as page:
            await self.take(page, "sync", "/sync", is_whole=True)
        async with self.looking(url, tokens["captain"], width=360) as page:
            await page.goto("/requests")
            await page.get_by_role("button", name="Night").click()
            await self.take(page, "night", "/requests")

    async def away(self, way: SlowLink) -> None:
        """A tablet that left the yacht's network with something entered. `way`: its way to the node."""
        user = self.story.world.yachts[0].described["users"]["crew"]
        async with self.looking(way.url, None) as page:
            await page.goto("/sign-in")
            await page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            await page.get_by_label("Name").fill(user["name"])
            await page.get_by_label("PIN").fill(user["pin"])
            await self.take(page, "sign-in")
            await page.get_by_role("button", name="Sign in").click()
            await page.wait_for_function(
                "async () => { for (const name of await caches.keys()) if (name.startsWith('pages-') && "
                "(await (await caches.open(name)).keys()).length > 1) return true; }"
            )
            await page.goto("/requests/new")
            way.cut()
            await page.get_by_label("Part *").fill("Shackle 12 mm, tender painter")
            await page.get_by_label("Quantity *").fill("2")
            await page.get_by_role("button", name="Request", exact=True).click()
            await page.locator("#waiting li").wait_for()
            await self.take(page, "away")

    async def ashore(self) -> None:
        """The pages of the shore."""
        world = self.story.world
        for name, height in (("fleet", 420), ("approvals", 700), ("needs", 700)):
            async with self.looking(world.shore_url, world.manager_token, 1200, height) as page:
                await self.take(page, name, f"/{name}")


async def told() -> None:
    """The demo, as a terminal shows it."""
    demo.out.record, demo.out.width = True, 110
    if await demo.demo(once=True):
        raise RuntimeError("The demo failed.")
    drawn = demo.out.export_svg(title="./dev demo --once", theme=MONOKAI, unique_id="demo")
    ours = re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)  # it fetches nothing from elsewhere
    (FOLDER / "demo.svg").write_text(ours.replace("Fira Code", "ui-monospace, Menlo, Consolas"), "utf-8")


async def pictures() -> None:
    """Make the world and take all of them."""
    async with AsyncExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lazarette-pictures-")))
        directory.chmod(0o755)
        world = await stack.enter_async_context(running_world(directory, YACHTS, manual_sync=True))
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=120, trust_env=False))
        way = await SlowLink(
            target_url=world.yachts[0].described["node_url"], delay_s=0, bits_per_s=UNLIMITED_BITS_PER_S
        ).start()
        stack.push_async_callback(way.stop)
        story = Story(world, way, client)
        item_id = await live(story)
        await write_down_a_week(story)
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(
            executable_path=os.environ["LAZARETTE_CHROMIUM"], args=["--no-sandbox"]
        )
        stack.push_async_callback(browser.close)
        camera = Camera(browser, story)
        await camera.ashore()
        await camera.on_board(item_id)
        await camera.away(way)
    for file in sorted(FOLDER.iterdir()):
        print(f"{file.relative_to(FOLDER.parents[1])}  {file.stat().st_size / 1000:.0f} kB")


async def main() -> None:
    """All of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    await told()
    await pictures()


if __name__ == "__main__":
    asyncio.run(main())
