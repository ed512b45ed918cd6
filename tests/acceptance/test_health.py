"""The health worker, on a shore of its own over real HTTP, with real faults: what it finds, and when that is over."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import SecretStr, ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cloud_sync.admin import add_test_yacht, add_user, add_yacht, set_stale_after
from cloud_sync.backend import ShoreBackend
from cloud_sync.database import ShoreDatabase
from cloud_sync.health import Health
from cloud_sync.pages import add_pages
from cloud_sync.people import ShorePeople
from cloud_sync.settings import ShoreSettings
from deploy.servers import serving
from shared_models.alerts import KEPT_DAYS
from shared_models.health import EVERY_MIN, Check, Seen, wrong
from shared_models.host import wall_ms
from shared_models.http import create_app
from shared_models.roles import Role
from shared_models.tokens import Issuer
from tests.acceptance.browsing import browsing
from tests.conftest import Addresses

FINE = Seen([Check("health", 200, 3, None)], False, [3] * 40, 1000, 0, [[1000, *[0] * 10]])


@dataclass
class Watched:
    health: Health
    owner: AsyncEngine
    test_yacht: str
    yacht: str
    manager: str
    late_ms: int = 0

    async def run(self, after_ms: int = EVERY_MIN * 60_000) -> dict[tuple[str, str], str]:
        """A run, as if so much later."""
        self.late_ms += after_ms
        return await self.health.run()

    async def do(self, statement: str) -> list[sa.Row]:
        async with self.owner.begin() as connection:
            result = await connection.execute(sa.text(statement))
            return list(result.all()) if result.returns_rows else []

    async def standing(self) -> set[str]:
        return {row[0] for row in await self.do("select kind from alerts where resolved_at is null")}


@pytest_asyncio.fixture
async def watched(shore: ShoreDatabase, owner: AsyncEngine, addresses: Addresses) -> AsyncIterator[Watched]:
    issuer = Issuer("lazarette-shore", Ed25519PrivateKey.generate(), 3600)
    backend = ShoreBackend(shore, ShorePeople(shore, issuer, b"pepper", 1800, wall_ms), True, wall_ms)
    settings = ShoreSettings(database_url=addresses.owner, port=0)
    app = create_app(backend, settings)
    add_pages(app, backend, settings)
    async with owner.begin() as connection:
        test_yacht, yacht = await add_test_yacht(connection, "Test yacht"), await add_yacht(connection, "Aurora")
        manager = await add_user(connection, yacht, "Vera", [Role.MANAGER], None)
    async with serving(app, "127.0.0.1", 0, settings) as url:
        made: list[Watched] = []
        health = Health(backend, addresses.owner, url, 86_400, lambda: wall_ms() + made[0].late_ms)
        made.append(Watched(health, owner, test_yacht, yacht, manager))
        yield made[0]


async def a_fault_is_found_stands_until_it_is_over_and_is_shown_to_a_manager(watched: Watched) -> None:
    quick = {kind for _, kind in await watched.run()} - {"slow"}
    assert quick == set()
    checks = {row[0]: row[1] for row in await watched.do("select name, problem from health_checks")}
    assert len(checks) == 13
    assert set(checks.values()) == {None}
    left = "select count(*) from pms_shopping_list_items where deleted_at is null"
    assert (await watched.do(left))[0][0] == 0
    assert (await watched.do("select count(*) from auth_sessions where ended_at is null"))[0][0] == 0
    await watched.do("revoke select on pms_shopping_list_items from authenticated")
    assert {"server_error"} <= {kind for _, kind in await watched.run()}
    assert {"server_error", "two_bad_runs", "errors"} <= {kind for _, kind in await watched.run()}
    await watched.do("grant select on pms_shopping_list_items to authenticated")
    token = await watched.health.backend.people.token(watched.manager, "test", None)
    async with browsing(watched.health.url, token) as vera:
        page = await vera.open("/health")
        assert "server error" in page.text
        assert "answered 500 where 200 was due" in page.text
    gauges = {gauge.name: gauge for gauge in await watched.health.backend.gauges()}
    assert ({"kind": "server_error"}, 1) in gauges["alerts_open"].samples
    assert {labels["yacht"] for labels, _ in gauges["yacht_backlog_entries"].samples} == {"Aurora"}
    await watched.do("delete from yacht_hours")
    assert "two_bad_runs" not in {kind for _, kind in await watched.run()}
    await watched.run(3 * 3600 * 1000)
    assert await watched.standing() <= {"slow"}
    await watched.run(KEPT_DAYS * 86_400_000)
    assert {row[0] for row in await watched.do("select count(distinct at) from health_checks")} <= {1, 2}


async def a_yacht_is_stale_by_its_own_limit_and_is_so_no_more_once_it_has_spoken(watched: Watched) -> None:
    await watched.do(f"update yacht_feeds set last_exchange_at = now() where yacht_id = '{watched.yacht}'")
    assert "stale" not in {kind for _, kind in await watched.run()}
    async with watched.owner.begin() as connection:
        await set_stale_after(connection, watched.yacht, 3600)
    found = await watched.run(3_600_000)
    assert (watched.yacht, "stale") in found
    async with watched.owner.begin() as connection:
        await set_stale_after(connection, watched.yacht, None)
    assert (watched.yacht, "stale") not in await watched.run()


@pytest.mark.parametrize("url", ["http://alerts.example/x", "ftp://127.0.0.1/", "https://", "alerts"])
def a_webhook_that_is_not_safe_is_no_setting(url: str) -> None:
    with pytest.raises(ValidationError):
        ShoreSettings(alert_url=SecretStr(url))
    for safe in ("https://alerts.example/x?key=1", "http://127.0.0.1:9/", "http://[::1]/"):
        assert ShoreSettings(alert_url=SecretStr(safe)).alert_url is not None


async def the_webhook_gets_each_alert_once_and_its_end_once_however_often_it_fails(watched: Watched) -> None:
    heard, is_up = list[dict[str, Any]](), False

    async def hook(request: Request) -> Response:
        if is_up:
            heard.append(await request.json())
        return Response(status_code=204 if is_up else 503)

    async def opened(is_over: bool) -> None:
        await watched.do(
            f"update yacht_feeds set last_exchange_at = now() - interval '{1 if is_over else 30} hours'"
            f" where yacht_id = '{watched.yacht}'"
        )
        assert ("stale" in {kind for _, kind in await watched.run(0)}) is not is_over

    app = Starlette(routes=[Route("/hook", hook, methods=["POST"])])
    async with serving(app, "127.0.0.1", 0, ShoreSettings()) as url:
        for is_over in (False, True):
            await opened(is_over)
            for fails in (True, False, False):
                is_up = not fails
                await watched.health.tell(f"{url}/hook")
    stale = [one for one in heard if one["kind"] == "stale"]
    assert [(one["state"], one["yacht"]) for one in stale] == [("open", "Aurora"), ("over", "Aurora")]
    assert stale[0]["id"] == stale[1]["id"]
    assert set(stale[1]) == {"id", "kind", "text", "opened_at", "resolved_at", "state", "yacht", "side"}


def what_is_fine_raises_no_alert() -> None:
    assert wrong(FINE) == {}


def every_limit_raises_its_own_alert() -> None:
    bad = Check("actions", 500, 3, "answered 500 where 200 was due")
    assert set(wrong(Seen([bad], False, [3], 0, 0, []))) == {"server_error"}
    assert set(wrong(Seen([Check("actions", 200, 3, "no")], True, [3], 0, 0, []))) == {"two_bad_runs"}
    assert set(wrong(Seen([], False, [*[3] * 90, *[201] * 10], 0, 0, []))) == {"slow"}
    assert set(wrong(Seen([], False, [], 100, 0, [[0] * 6 + [100] + [0] * 4]))) == {"slow"}
    assert set(wrong(Seen([], False, [], 100, 0, [[0] * 10 + [100]]))) == {"slow"}
    assert set(wrong(Seen([], False, [], 100, 2, []))) == {"server_error", "errors"}
    assert set(wrong(Seen([], False, [], 1000, 2, []))) == {"server_error"}
