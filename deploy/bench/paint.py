"""What somebody waits for who opens a long page: in Debian's Chromium, its cache empty, as this machine is and with the
processor slowed down to a tablet's.

Painted is the first contentful paint; usable, when that and every script are through. What the first load weighs is
counted at the socket, compressed and with its headers.
"""

import os
import random
import shutil
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cloud_sync.app import running_shore
from cloud_sync.settings import ShoreSettings
from deploy.bench import fleet
from deploy.bench import work as works
from deploy.bench.measure import Rows, note
from deploy.bench.processes import Failed, a_node_of_its_own

ITEMS, REQUESTS_OF_A_YACHT = 20_000, 100
_LOADS, _CALL = 7, 500
_SLOWER = {"as here": 1, "processor 4 times slower": 4}
_PAINTED = """() => new Promise((done) => {
  const [page] = performance.getEntriesByType("navigation");
  const told = () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (!paint) return setTimeout(told, 20);
    done([page.responseStart, paint.startTime, Math.max(paint.startTime, page.domContentLoadedEventEnd)]);
  };
  told();
})"""
_SEARCHED = """(words) => new Promise((done) => {
  const box = document.querySelector(".search input[type=search]"), began = performance.now();
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target.id === "list") requestAnimationFrame(() => done(performance.now() - began));
  });
  box.value = words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
})"""


async def paint(seed: int, yachts: int) -> Rows:
    """A row for each page and speed of the processor. Raises Failed without a Chromium."""
    rows: Rows = []
    async with _chromium() as browser:
        await _on_board(rows, browser, seed)
        with TemporaryDirectory(prefix="lazarette-bench-") as name:
            await _ashore(rows, browser, seed, yachts, Path(name))
    return rows


@asynccontextmanager
async def _chromium() -> AsyncIterator[Any]:
    found = os.environ.get("LAZARETTE_CHROMIUM") or shutil.which("chromium")
    try:
        from playwright.async_api import async_playwright
    except ImportError:
        found = None
    if found is None:
        raise Failed("there is no Chromium here that can be led; ./dev browser brings what it takes")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        await browser.close()


async def _on_board(rows: Rows, browser: Any, seed: int) -> None:
    chosen = random.Random(f"paint {seed}")  # noqa: S311
    async with a_node_of_its_own() as aboard, aboard.served() as served:
        yacht = served.yacht
        for start in range(0, ITEMS, _CALL):
            await yacht.request([works.request(chosen, start + n) for n in range(_CALL)])
        url, token = f"{yacht.url}/requests", yacht.tokens["captain"]
        await _page(rows, browser, f"list, {ITEMS:,} items", url, token, "impeller")


async def _ashore(rows: Rows, browser: Any, seed: int, yachts: int, directory: Path) -> None:
    directory.chmod(0o755)
    settings = ShoreSettings(data_dir=directory / "shore", database_url=None, shopping_list_v1_enabled=True)
    async with running_shore(settings) as shore:
        token = await fleet.filled(shore, seed, yachts, REQUESTS_OF_A_YACHT)
        async with fleet.client_of(shore, token) as client:
            await _page(rows, browser, f"fleet, {yachts:,} yachts", str(client.base_url.join("/fleet")), token, None)


async def _page(rows: Rows, browser: Any, what: str, url: str, token: str, searched: str | None) -> None:
    """A row for each speed; the median of some loads, after one that is not counted."""
    for speed, slower in _SLOWER.items():
        loads = [await _load(browser, url, token, slower, searched) for _ in range(1 + _LOADS)][1:]
        first, painted, usable, weight, search = (statistics.median(each) for each in zip(*loads, strict=True))
        note(rows, {
            "page": what, "speed": speed, "first byte, ms": round(first), "painted, ms": round(painted),
            "usable, ms": round(usable), "searched, ms": round(search) if searched else "",
            "first load, bytes": round(weight), "to reach": "80,000 bytes",
        })  # fmt: skip


async def _load(browser: Any, url: str, token: str, slower: int, searched: str | None) -> tuple[float, ...]:
    """One load with an empty cache, and, where there is something to search for, the list narrowed as one types."""
    context = await browser.new_context()
    try:
        await context.add_cookies([{"name": "lazarette", "value": token, "url": url, "httpOnly": True}])
        page = await context.new_page()
        wire = await context.new_cdp_session(page)
        weights: list[float] = []
        wire.on("Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"]))
        await wire.send("Network.enable")
        await wire.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        await page.goto(url, wait_until="load")
        times = await page.evaluate(_PAINTED)
        weight = sum(weights)
        search = await page.evaluate(_SEARCHED, searched) if searched else 0
        return (*times, weight, search)
    finally:
        await context.close()
