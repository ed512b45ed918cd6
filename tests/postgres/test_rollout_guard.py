"""A step further is guarded by the last day of the yachts that have the list; the way back never is."""

import pytest
import pytest_asyncio
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from cloud_sync import rollout
from cloud_sync.admin import add_test_yacht, add_yacht
from cloud_sync.database import PostgresTransaction
from cloud_sync.report import reported
from deploy.rollout_commands import _all_off, step
from shared_models.errors import CommandError
from shared_models.host import wall_ms

FAST, SLOW = [0, 0, 0, 200, *[0] * 7], [*[0] * 6, 200, *[0] * 4]


@pytest_asyncio.fixture
async def tx(owner: AsyncEngine):  # type: ignore[no-untyped-def]
    async with owner.begin() as connection:
        yield PostgresTransaction(connection, None)


async def hour(connection: AsyncConnection, yacht_id: str, requests: int, failed: int, times: list[int]) -> None:
    await connection.execute(sa.text("delete from yacht_hours"))
    given = {"yacht": yacht_id, "requests": requests, "failed": failed, "times": times}
    await connection.execute(
        sa.text("insert into yacht_hours (yacht_id, hour, requests, failed, times)"
                " values (cast(:yacht as uuid), now(), :requests, :failed, :times)"), given,
    )  # fmt: skip


async def a_step_further_is_refused_with_its_reason_or_forced_with_a_note(tx: PostgresTransaction) -> None:
    first, second = [await add_yacht(tx.connection, name) for name in ("Aurora", "Borealis")]
    await add_test_yacht(tx.connection, "Test yacht")
    await step(tx, None, 0, None)
    with pytest.raises(CommandError, match="only 0 requests"):
        await step(tx, None, 100, None)
    await step(tx, first, 100, None)  # nobody has it yet: the first yacht is the evidence
    for figures, why in (
        ((99, 0, FAST), "only 99 requests"), ((200, 1, FAST), "1 of 200 requests failed"), ((200, 0, SLOW), "500 ms"),
    ):  # fmt: skip
        await hour(tx.connection, first, *figures)
        with pytest.raises(CommandError, match=why):
            await step(tx, None, 100, None)
    await hour(tx.connection, first, 200, 0, FAST)
    alert = "insert into alerts (yacht_id, id, kind, text, opened_at) values (:y, :y, 'stale', 'Old.', now())"
    await tx.connection.execute(sa.text(alert), {"y": first})
    with pytest.raises(CommandError, match=r"an alert stands: Old\."):
        await step(tx, None, 100, None)
    await step(tx, None, 100, "The captain asked for it")
    await _all_off(tx, None)
    assert await rollout.said(tx) == {None: 0}
    await step(tx, first, 100, None)
    await tx.connection.execute(sa.text("update alerts set resolved_at = now()"))
    await step(tx, None, 100, None)
    assert rollout.reached(await rollout.said(tx), [first, second]) == {first, second}
    noted = (
        "select count(*) from pms_audit_log where new_values->>'note' = 'The captain asked for it' and yacht_id = :y"
    )
    for yacht_id in (first, second):
        assert (await tx.connection.execute(sa.text(noted), {"y": yacht_id})).scalar_one() == 1


async def the_report_says_how_the_yachts_last_hours_were(tx: PostgresTransaction) -> None:
    yacht_id = await add_yacht(tx.connection, "Aurora")
    await hour(tx.connection, yacht_id, 200, 0, FAST)
    text = (await reported(tx, yacht_id, "Aurora", 24, [], wall_ms())).markdown()
    for line in (
        "| Requests ashore | 200 |",
        "| 500 ashore | 0 × |",
        "| p99 ashore | ≤ 50 ms |",
        "**Good: it may go further.**",
    ):
        assert line in text
    await hour(tx.connection, yacht_id, 200, 2, [*[0] * 10, 200])
    bad = (await reported(tx, yacht_id, "Aurora", 24, [], wall_ms())).markdown()
    for line in ("| 500 ashore | 2 × |", "| p95 ashore | more than 10000 ms |", "Not yet: 2 of 200 requests failed"):
        assert line in bad
