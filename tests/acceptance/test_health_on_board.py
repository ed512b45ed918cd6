"""The health worker on board, on a node with real faults: what it finds, where that is told, and when it is over."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from deploy.servers import serving
from edge_node.app import Node, running_node
from edge_node.doctor import examine
from edge_node.encryption import opened
from edge_node.enrol import DATABASE, become
from edge_node.health import Health
from edge_node.settings import NodeSettings
from shared_models.health import EVERY_MIN
from shared_models.host import wall_ms
from shared_models.roles import Actor, Role
from shared_models.tokens import private_key

YACHT, NODE = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000003"
CAPTAIN = Actor("00000000-0000-0000-0000-000000000009", "Ada", YACHT, Role.CAPTAIN)


@dataclass
class Watched:
    node: Node
    health: Health
    settings: NodeSettings
    late_ms: int = 0

    async def run(self, after_ms: int = EVERY_MIN * 60_000) -> set[str]:
        """The kinds that stand after a run, as if so much later; how fast this machine is just now is no matter."""
        self.late_ms += after_ms
        return {kind for _, kind in await self.health.run()} - {"slow"}

    def changed(self, statement: str) -> list[Any]:
        connection = opened(self.settings.data_dir / DATABASE, None)
        try:
            return list(connection.execute(statement).fetchall())
        finally:
            connection.close()


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    await become(tmp_path, YACHT, NODE, "http://127.0.0.1:1", wall_ms(), bytes(32))
    for name in ("node.key", "tokens.key"):
        private_key(tmp_path / name)
    settings = NodeSettings(data_dir=tmp_path, manual_sync=True, shopping_list_v1_enabled=True)
    made: list[Watched] = []
    async with running_node(settings, now_ms=lambda: wall_ms() + sum(one.late_ms for one in made)) as node:
        made.append(Watched(node, Health(node.backend, 86_400), settings))
        yield made[0]


async def a_fault_on_board_is_found_told_everywhere_and_over_when_it_is(watched: Watched) -> None:
    assert await watched.run() == set()
    checks = {row[0]: row[1] for row in watched.changed("select name, problem from health_checks")}
    assert len(checks) == 4 + len(Role) and set(checks.values()) == {None}
    assert watched.node.backend.measured.waiting() == [], "what it asks is no person's request"
    watched.changed("alter table pms_shopping_list_items rename to gone")
    assert await watched.run() == {"server_error"}
    assert await watched.run() == {"server_error", "two_bad_runs"}
    shown = await watched.node.backend.sync_status(CAPTAIN)
    assert {one["kind"] for one in shown["alerts"]} >= {"server_error", "two_bad_runs"}
    gauges = {gauge.name: gauge for gauge in await watched.node.backend.gauges()}
    assert ({"kind": "two_bad_runs"}, 1) in gauges["alerts_open"].samples
    watched.changed("alter table gone rename to pms_shopping_list_items")
    findings = await asyncio.to_thread(lambda: list(examine(watched.settings, wall_ms())))
    assert {one.what.split(",")[0] for one in findings if one.name == "alert" and one.do} >= {"server_error"}
    assert "two_bad_runs" not in await watched.run()
    assert await watched.run() == set()


async def a_node_that_is_off_is_no_fault_and_one_that_hears_nobody_for_long_is(watched: Watched) -> None:
    watched.node.backend.switch = False
    assert await watched.run() == set()
    assert await watched.run(86_400_000) == {"stale"}
    never = Health(watched.node.backend, 0)
    assert {kind for _, kind in await never.run()} <= {"slow"}


async def the_webhook_hears_of_it_from_board_too(watched: Watched) -> None:
    heard = list[dict[str, Any]]()

    async def hook(request: Request) -> Response:
        heard.append(await request.json())
        return Response(status_code=204)

    await watched.run(86_400_000)
    app = Starlette(routes=[Route("/hook", hook, methods=["POST"])])
    async with serving(app, "127.0.0.1", 0, watched.settings) as url:
        for _ in range(2):
            await watched.health.tell(f"{url}/hook")
    assert [one["side"] for one in heard if one["kind"] == "stale"] == ["node"]
