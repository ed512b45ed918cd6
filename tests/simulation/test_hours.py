"""How people's requests on board went, told to the shore hour by hour with exchanges that happen anyway."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from cloud_sync.admin import administering
from cloud_sync.database import PostgresTransaction
from cloud_sync.report import reported
from edge_node.hours import hour_of, since, untold, write_down
from shared_models.exchange import BadMessage, Hour, Request
from shared_models.host import wall_ms
from shared_models.measured import BUCKETS_MS
from shared_models.request_frames import RequestReader, RequestWriter
from tests.simulation.test_parting import Direct, Yacht, yacht

__all__ = ["yacht"]
HOUR_MS = 3_600_000
FAST = [0, 0, 40, *[0] * (len(BUCKETS_MS) - 2)]


async def counted(yacht: Yacht, engine: object, hours_ago: int, requests: int = 40) -> None:
    counts = {"requests": requests, "refused": 3, "failed": 0, "times": FAST}
    hour = hour_of(wall_ms() - hours_ago * HOUR_MS)
    await engine.database.write(lambda tx: write_down(tx, hour, counts), yacht.yacht_id)  # type: ignore[attr-defined]


async def an_hour_on_board_is_told_once_it_is_over_and_costs_nothing_after_that(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    assert isinstance(engine.transport, Direct)
    await yacht.agree(engine)

    async def idle_bytes() -> int:
        before = engine.transport.bytes_up
        assert (await engine.exchange()).outcome == "ok"
        return engine.transport.bytes_up - before

    idle = await idle_bytes()
    await counted(yacht, engine, 0)
    assert await idle_bytes() == idle, "the hour is not over"
    for hours_ago in (1, 2, 60):
        await counted(yacht, engine, hours_ago)
    assert 0 < await idle_bytes() - idle < 120
    assert await idle_bytes() == idle
    await counted(yacht, engine, 1, 10)
    assert 0 < await idle_bytes() - idle < 80, "what was counted since is told again"
    async with administering(yacht.addresses.owner) as connection:
        report = await reported(PostgresTransaction(connection, None), yacht.yacht_id, "Aurora", 24, [], wall_ms())
    figures = dict(report.figures)
    assert (figures["Requests on board"], figures["4xx, 503 on board"], figures["Requests ashore"]) == ("90", "9", "0")
    assert (figures["p95 on board"], figures["p95 ashore"]) == ("≤ 25 ms", "–")
    assert "only 90 requests" in (report.objection or "")
    await counted(yacht, engine, 3)
    await idle_bytes()
    async with administering(yacht.addresses.owner) as connection:
        report = await reported(PostgresTransaction(connection, None), yacht.yacht_id, "Aurora", 24, [], wall_ms())
    assert report.objection is None
    async with engine.database.reading() as tx:
        assert len(await since(tx, 0)) == 5
        assert await untold(tx, wall_ms(), is_limited=False) == []


async def an_hour_that_cannot_be_is_left_out_and_more_than_may_come_are_no_message(yacht: Yacht) -> None:
    now_hour = wall_ms() // HOUR_MS
    async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
        await tx.board_noted([Hour(hour, 1, 0, 0, FAST) for hour in (0, now_hour - 60, now_hour + 2, 2**31 - 1)])
        await tx.board_noted([Hour(now_hour - 1, 7, 0, 0, FAST)])
        rows = await tx.rows(sa.text("select board_requests from yacht_hours"))
    assert [row["board_requests"] for row in rows] == [7]
    request = Request("00000000-0000-0000-0000-000000000003", "00" * 8, 0, b"", "", 0)
    for hours in ([Hour(1, 1, 0, 0, FAST)] * 49, [Hour(1, 1, 0, 0, FAST[1:])], [Hour(-1, 1, 0, 0, FAST)]):
        sent = RequestWriter(replace(request, digest=bytes(16), hours=hours), lambda _: bytes(64), 3).group()
        with pytest.raises(BadMessage):
            RequestReader().feed(sent)
