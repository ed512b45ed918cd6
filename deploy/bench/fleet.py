"""How long a manager of many yachts waits for what the shore shows of all of them, alone and as one of eight.

Every yacht has as many requests as the list in production had, for the same parts, in every status, and a day of
exchanges; the rows are put there as they lie, and summed up by the shore's own function. Server and client share a
process, so that what the client costs is in the times.
"""

import asyncio
import json
import statistics
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import asyncpg
import httpx
import uvicorn

from cloud_sync.admin import add_user, add_yacht, administering
from cloud_sync.app import Shore, running_shore
from cloud_sync.settings import ShoreSettings
from deploy.bench import work as works
from deploy.bench.measure import Rows, note
from deploy.bench.processes import Failed, answering, free_port
from deploy.servers import settled
from shared_models.roles import Role
from shared_models.states import Status

YACHTS = 1000
_YACHTS_A_STATEMENT, _ALONE, _AT_ONCE, _ROUNDS = 20, 40, 8, 5
_ASKED = ("/fleet", "/needs", "/v1/fleet/needs", "/v1/fleet/yachts", "/approvals", "/v1/fleet/items", "/spending")
_HELD = ("/fleet", "/needs", "/v1/fleet/needs")
_TO_REACH = "30; 100"

_ITEMS = f"""insert into pms_shopping_list_items (
  id, yacht_id, part_name, part_number, manufacturer, unit, quantity_requested, source_type, urgency, required_by_date,
  source_notes, estimated_unit_price, status, created_by, created_at, updated_at
)
select gen_random_uuid(), y.id, p.part_name, p.part_number, p.manufacturer, p.unit, p.quantity_requested, p.source_type,
  p.urgency, p.required_by_date, p.source_notes, p.estimated_unit_price,
  (array[{", ".join(f"'{status}'" for status in Status)}])[1 + (p.n + y.n) % {len(Status)}], y.id,
  now() - make_interval(secs => p.n), now()
from unnest($1::uuid[]) with ordinality y (id, n),
  lateral (select r.*, row_number() over () as n
    from jsonb_populate_recordset(null::pms_shopping_list_items, $2) r) p"""
_HOURS = """insert into yacht_hours (yacht_id, hour, exchanges, backlog, differed)
select y, date_trunc('hour', now()) - make_interval(hours => h), 1 + h, 0, 0
from unnest($1::uuid[]) y, generate_series(0, 23) h"""


async def fleet(seed: int, yachts: int) -> Rows:
    """A row for each address."""
    rows: Rows = []
    with TemporaryDirectory(prefix="lazarette-bench-") as name:
        Path(name).chmod(0o755)
        settings = ShoreSettings(data_dir=Path(name) / "shore", database_url=None, shopping_list_v1_enabled=True)
        async with running_shore(settings) as shore:
            token = await filled(shore, seed, yachts)
            async with client_of(shore, token) as client:
                for path in _ASKED:
                    note(rows, {"yachts": yachts, **await _measured(client, path)})
    return rows


async def filled(shore: Shore, seed: int, yachts: int, items: int = works.ITEMS) -> str:
    """Put yachts there with so many requests each; a token of somebody who manages all of them."""
    async with administering(shore.owner_url) as connection:
        ids = [await add_yacht(connection, f"Yacht {number}") for number in range(yachts)]
        person = await add_user(connection, ids[0], "Vera", [Role.MANAGER], None)
        for one in ids[1:]:
            await add_user(connection, one, "Vera", [Role.MANAGER], None, user_id=person)
    parts = json.dumps(works.made(seed, items, 0).items)
    owner = await asyncpg.connect(shore.owner_url)
    try:
        await owner.execute("set synchronous_commit = off; set session_replication_role = replica")
        for start in range(0, yachts, _YACHTS_A_STATEMENT):
            await owner.execute(_ITEMS, ids[start : start + _YACHTS_A_STATEMENT], parts)
        for one in ids:
            await owner.execute("select public.rebuild_summaries($1)", one)
        await owner.execute(_HOURS, ids)
        await owner.execute("vacuum analyze")
    finally:
        await owner.close()
    return await shore.backend.people.token(person, "bench", None, None)


@asynccontextmanager
async def client_of(shore: Shore, token: str) -> AsyncIterator[httpx.AsyncClient]:
    """The shore's pages and API served in this process, and somebody who asks."""
    server = uvicorn.Server(uvicorn.Config(shore.app, port=(port := free_port()), log_level="error"))
    serving = asyncio.create_task(server.serve())
    try:
        headers = {"authorization": f"Bearer {token}", "cookie": f"lazarette={token}"}
        address = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=120, trust_env=False) as client:
            await answering(client, address)
            settled()
            yield client
    finally:
        server.should_exit = True
        await serving


async def _measured(client: httpx.AsyncClient, path: str) -> dict[str, object]:
    async def one() -> float:
        """Milliseconds of one answer."""
        began = perf_counter()
        answer = await client.get(path)
        if answer.status_code != httpx.codes.OK:
            raise Failed(f"{path} answered {answer.status_code}: {answer.text[:200]}")
        return (perf_counter() - began) * 1000

    first = await one()
    alone = [await one() for _ in range(_ALONE)]
    together = [time for _ in range(_ROUNDS) for time in await asyncio.gather(*(one() for _ in range(_AT_ONCE)))]
    return {
        "asked": path, "first, ms": round(first), **_told("one", alone), **_told("eight", together),
        "to reach, p95 ms": _TO_REACH if path in _HELD else "",
    }  # fmt: skip


def _told(who: str, times: Sequence[float]) -> dict[str, int]:
    parts = statistics.quantiles(times, n=20)
    return {f"{who}: p50, ms": round(parts[9]), f"{who}: p95, ms": round(parts[18])}
