"""The node over HTTPS, with its own certificate, on a tablet that was brought to trust it once."""

import hashlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.async_api import BrowserContext, Error, expect

from deploy.bench.processes import free_port
from deploy.node_serving import serving_node, trust_of
from edge_node.settings import NodeSettings
from edge_node.trust import Trust
from tests.acceptance.conftest import Side, Tried
from tests.browser.conftest import CHROMIUM
from tests.browser.test_away import AWAY, Gangway, ask_for, found, signed_in
from tests.browser.trusting import trust

NAME = "aurora.local"


@dataclass
class Served:
    """The first yacht's node, served as the handbook says, behind a gangway that can be taken in."""

    trust: Trust
    gangway: Gangway


@pytest.fixture
async def served(tried: Tried, tmp_path: Path) -> AsyncIterator[Served]:
    settings = NodeSettings(data_dir=tmp_path / "node", port=free_port(), tls_names=NAME, trust_port=free_port())
    settings.data_dir.mkdir()
    async with serving_node(tried.world.yachts[0].node.app, settings):
        gangway = Gangway("127.0.0.1", settings.port)
        told = trust_of(settings)
        assert told is not None
        async with gangway.open(f"https://{NAME}"):
            yield Served(told, gangway)


@asynccontextmanager
async def tablet_at(chromium: Any, home: Path, url: str) -> AsyncIterator[BrowserContext]:
    """A tablet of somebody whose home this is, on the yacht's network."""
    context = await chromium.browser_type.launch_persistent_context(
        home / "tablet", executable_path=CHROMIUM, base_url=url, viewport={"width": 1100, "height": 800},
        args=["--no-sandbox", f"--host-resolver-rules=MAP {NAME} 127.0.0.1"], env={**os.environ, "HOME": str(home)},
    )  # fmt: skip
    context.set_default_timeout(15_000)
    yield context
    await context.close()


async def a_tablet_that_trusts_the_node_works_out_of_its_reach_over_https(
    tried: Tried, board: Side, served: Served, chromium: Any, tmp_path: Path
) -> None:
    name, gangway = f"Impeller {uuid4().hex[:8]}", served.gangway
    async with httpx.AsyncClient(trust_env=False) as client:
        der = (await client.get(f"http://127.0.0.1:{served.trust.trust_port}/trust/certificate")).content
    assert hashlib.sha256(der).digest().hex(":").upper() == served.trust.authority.fingerprint()
    trust(tmp_path, der)
    async with tablet_at(chromium, tmp_path, gangway.url) as context:
        page = await signed_in(tried, context, "crew")
        assert page.url.startswith(f"https://{NAME}:")
        assert await page.evaluate("isSecureContext")
        gangway.leave()
        await page.goto("/requests")
        await expect(page.get_by_text(AWAY)).to_be_visible()
        await ask_for(page, name)
        await expect(page.locator("#waiting li")).to_contain_text("waiting on this tablet")
        gangway.come_back()
        await expect(page.locator("#waiting li")).to_have_count(0)
        assert len(await found(board, name)) == 1


async def a_tablet_that_was_not_brought_to_trust_the_node_is_warned(
    served: Served, chromium: Any, tmp_path: Path
) -> None:
    async with tablet_at(chromium, tmp_path, served.gangway.url) as context:
        with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
            await context.pages[0].goto("/sign-in")
