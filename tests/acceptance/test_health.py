"""The health worker, on a shore of its own over real HTTP, with real faults: what it finds, and when that is over."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync.admin import add_test_yacht, add_user, add_yacht, set_stale_after
from cloud_sync.backend import ShoreBackend
from cloud_sync.database import ShoreDatabase
from cloud_sync.health import EVERY_S, KEPT_DAYS, Check, Health, Seen, wrong
from cloud_sync.pages import add_pages
from cloud_sync.people import ShorePeople
from cloud_sync.settings import ShoreSettings
from deploy.servers import serving
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

    async def run(self, after_ms: int = EVERY_S * 1000) -> dict[tuple[str, str], str]:
        """A run, as if so much later."""
        self.late_ms += after_ms
        found = await self.health.run()
        assert found is not None
        return found

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
    assert await watched.health.run() is None
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


async def two_workers_do_not_run_one_check_twice(watched: Watched) -> None:
    both = await asyncio.gather(watched.health.run(), watched.health.run())
    assert both.count(None) == 1


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
