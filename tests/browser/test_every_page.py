"""Every page of both sides, listed from the application's own routes: none shuts anybody out, by day or by night, on a
telephone or on a desk, complains in the console, breaks the content policy or asks another host (conftest.shown)."""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from playwright.async_api import Page, expect

from edge_node.enrol import DATABASE
from tests.acceptance.conftest import Tried
from tests.browser.conftest import Tablet, complaints_of_axe, shown

NAME = "Averyverylong" * 9
ON_BOARD = {
    "/requests/{item_id}": "/requests/{item}", "/parts/{key}": "/parts/{part}", "/ask": "/ask?q=Averyverylong",
    "/work-orders/{key}": "/work-orders/{order}", "/deliveries/{key}": "/deliveries/{delivery}",
    "/requests/new": "/requests/new?again={item}", "/requests/approve": "/requests/approve?awaiting",
    "/conflicts": "/conflicts?all=true",
}  # fmt: skip
"""What an address says where it must or may say more: by route."""
ASHORE = {
    "/yachts/{yacht_id}": "/yachts/{yacht}", "/yachts/{yacht_id}/report": "/yachts/{yacht}/report",
    "/yachts/{yacht_id}/requests/{item_id}": "/yachts/{yacht}/requests/{item}", "/conflicts": "/conflicts?all=true",
    "/needs/order": "/needs/order?part_name={name}",
}  # fmt: skip
BEFORE_SIGN_IN = ("/sign-in", "/sealed-code", "/away")
WIDE = 1280


@pytest.fixture(scope="module")
async def told(tried: Tried) -> dict[str, str]:
    """What there is to be shown on every page, by the name under which addresses ask for it."""
    board, shore = tried.nodes[0], tried.shores[0]
    ids = {name: str(uuid4()) for name in ("part", "order", "delivery")}
    yacht = tried.world.yachts[0]
    with contextlib.closing(sqlite3.connect(Path(yacht.described["data_dir"]) / DATABASE)) as node, node:
        at = "2026-05-12T14:02:00.000Z"
        node.execute(
            "INSERT INTO pms_work_orders (id, yacht_id, title, status, equipment_name, created_at)"
            " VALUES (?, ?, 'Change the anodes', 'open', 'Hull', ?)", (ids["order"], board.yacht_id, at),
        )  # fmt: skip
        node.execute(
            "INSERT INTO pms_receiving_events (id, yacht_id, supplier, reference, received_at)"
            " VALUES (?, ?, 'A chandler', 'D-17', ?)", (ids["delivery"], board.yacht_id, at),
        )  # fmt: skip
        node.execute(
            "INSERT INTO pms_parts (id, yacht_id, name, part_number, created_at, updated_at)"
            " VALUES (?, ?, 'Anode', '40004234', ?, ?)", (ids["part"], board.yacht_id, at, at),
        )  # fmt: skip
    more = {"allow_duplicate": True, "source_notes": "For the starboard engine", "quantity_requested": 6}
    item = await board.crew.request(part_name=NAME, urgency="critical", estimated_unit_price="12.50", **more)
    await board.captain.post("/v1/sync/now")
    await board.chief_engineer.act("approve_shopping_list_item", item_id=item, quantity_approved=4)
    await shore.manager.act("reject_shopping_list_item", item_id=item, rejection_reason="Refit in May")
    approved = await shore.crew.request(part_name=NAME, urgency="high", **more)
    await shore.manager.act("approve_shopping_list_item", item_id=approved, quantity_approved=2)
    await shore.crew.request(part_name=NAME, urgency="critical", **more)
    await board.captain.post("/v1/sync/now")
    return {**ids, "item": item, "yacht": board.yacht_id, "name": NAME}


def _addresses(app: FastAPI, special: dict[str, str], told: dict[str, str]) -> list[str]:
    """An address for every route that is looked at; KeyError if one is new here and names something."""
    routes = sorted(path for method, path in app.state.pages if method == "GET" and not path.startswith("/static/"))
    return [special.get(path, path).format(**told) for path in routes]


async def _tried_out(page: Page, addresses: list[str], is_seen: Callable[[str], bool]) -> None:
    wrong = {}
    for address in filter(is_seen, addresses):
        answer = await page.context.request.get(address)
        assert answer.status == 200, (address, answer.status)
        if not (await answer.text()).startswith("<!doctype html>"):
            continue  # a part of a page, or a file
        await page.set_viewport_size({"width": WIDE, "height": 800})
        await page.goto(address)
        await page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        if found := await complaints_of_axe(page):
            wrong[address] = found
    assert not wrong, "\n".join(f"{address}: {one}" for address, found in wrong.items() for one in found)


async def every_page_on_board_is_for_everybody(tried: Tried, told: dict[str, str], tablet: Tablet) -> None:
    addresses = _addresses(tried.world.yachts[0].node.app, ON_BOARD, told)
    assert len(addresses) > 15
    async with tablet("captain") as page:
        await _tried_out(page, addresses, lambda one: one not in BEFORE_SIGN_IN)


async def every_page_ashore_is_for_everybody(tried: Tried, told: dict[str, str], chromium: Any) -> None:
    addresses = _addresses(tried.world.shore.app, ASHORE, told)
    assert len(addresses) > 15
    async with shown(chromium, tried.world.shore_url, tried.world.manager_token, WIDE) as page:
        await _tried_out(page, addresses, lambda one: one not in BEFORE_SIGN_IN)


async def every_page_before_a_sign_in_is_for_everybody(tried: Tried, tablet: Tablet, chromium: Any) -> None:
    async with tablet(None) as page:
        await _tried_out(page, list(BEFORE_SIGN_IN), lambda _: True)
    async with shown(chromium, tried.world.shore_url, None, WIDE) as page:
        await _tried_out(page, ["/sign-in"], lambda _: True)


async def every_page_that_a_form_leads_to_is_for_everybody(
    tried: Tried, told: dict[str, str], tablet: Tablet, chromium: Any
) -> None:
    wrong = {}
    async with tablet("captain") as page:
        await page.goto("/requests?status=candidate,under_review")
        await page.locator("#list input[type=checkbox]").first.check()
        await page.get_by_role("button", name="Approve those ticked").click()
        await expect(page.get_by_role("heading", name="Approve, each with its quantity")).to_be_visible()
        wrong["approve"] = await complaints_of_axe(page)
        await page.locator("[name^=quantity]").fill("0")
        await page.get_by_role("button", name="Approve", exact=True).click()
        await expect(page.get_by_role("heading", name="0 approved, 1 not")).to_be_visible()
        wrong["approved"] = await complaints_of_axe(page)
        await page.goto("/import")
        export = f"Name;Part No;ROB;Min\nImpeller {uuid4()};{uuid4()};1;4\n;no name;1;1\n".encode()
        await page.locator("[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": export})
        await page.get_by_role("button", name="Show what is in it").click()
        await expect(page.get_by_role("heading", name="below their minimum")).to_be_visible()
        wrong["import"] = await complaints_of_axe(page)
        await page.get_by_role("button", name="Take in").click()
        wrong["imported"] = await complaints_of_axe(page)
    async with shown(chromium, tried.world.shore_url, tried.world.manager_token, WIDE) as page:
        await page.goto("/approvals")
        await page.locator("#decide tbody input[type=checkbox]").first.check()
        await page.get_by_role("button", name="Approve", exact=True).click()
        await expect(page.locator(".results")).to_be_visible()
        wrong["decided"] = await complaints_of_axe(page)
    assert not {name: found for name, found in wrong.items() if found}
