"""A damaged row ashore is set aside, brought back by the yacht's node if it has it, and holds up nobody."""

import asyncpg
import pytest
import sqlalchemy as sa

from cloud_sync.damage import DAMAGED, mend
from edge_node.sync import Engine
from shared_models.host import wall_ms
from shared_models.roles import Role
from shared_models.states import Action
from tests.simulation import test_parting
from tests.simulation.test_parting import Yacht, lamp, some_history

yacht = test_parting.yacht

APPROVAL = "entry_id = (select entry_id from pms_history_entries where action like 'approve%' order by seq limit 1)"
CREATION = "entry_id = (select item_id from pms_history_entries where action like 'approve%' order by seq limit 1)"
OF_SHORE = "action like 'reject%'"
OTHER = "decode(repeat('ab', 32), 'hex')"
ROWS = {
    "an approval says another quantity":
        f"update pms_history_entries set payload = '{{\"quantity_approved\":\"9\"}}' where {APPROVAL}",
    "an act is another person's": f"update pms_history_entries set actor_id = gen_random_uuid() where {APPROVAL}",
    "an act is on another item": f"update pms_history_entries set item_id = gen_random_uuid() where {APPROVAL}",
    "a payload is none": f"update pms_history_entries set payload = 'null' where {APPROVAL}",
    "an entry has another hash": f"update pms_history_entries set hash = {OTHER} where {APPROVAL}",
    "an approval is gone": f"delete from pms_history_entries where {APPROVAL}",
    "a creation is gone": f"delete from pms_history_entries where {CREATION}",
    "the shore's own acts are gone": f"delete from pms_history_entries where {OF_SHORE}",
    "the first entry is gone": "delete from pms_history_entries where seq = 1",
    "all is gone": "delete from pms_history_entries",
    "the feed names another hash": f"update pms_feed set hash = {OTHER} where position = 7",
    "the feed has another digest": f"update pms_feed set digest = {OTHER} where position = 7",
    "the feed has a gap": "delete from pms_feed where position = 7",
    "the feed lost its end": "delete from pms_feed where position > 9",
}  # fmt: skip


async def damaged(raw_shore: asyncpg.Connection, statement: str) -> None:
    """What the owner of the database can do to its rows, triggers or not."""
    async with raw_shore.transaction():
        await raw_shore.execute("set local session_replication_role = replica")
        assert int((await raw_shore.execute(statement)).rsplit(" ", 1)[1]) > 0


async def looked(yacht: Yacht) -> int | None:
    return await mend(yacht.shore, yacht.yacht_id, wall_ms)


async def kept(yacht: Yacht) -> list[bool]:
    """Of what is damaged, whether it came back."""
    async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
        rows = await tx.rows(sa.text("select read_at from pms_quarantine where reason = :why"), {"why": DAMAGED})
    return [row["read_at"] is not None for row in rows]


async def told_ashore(yacht: Yacht) -> list[str]:
    async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
        return [row["kind"] for row in await tx.rows(sa.text("select kind from pms_notices order by at"))]


async def quiet_after_one_exchange(yacht: Yacht, engine: Engine) -> int:
    """Both sides hold the same after one exchange; how many round trips it took."""
    done = await engine.exchange()
    assert done.outcome == "ok"
    await yacht.agree(engine)
    return done.round_trips


@pytest.mark.parametrize("what", ROWS)
async def a_damaged_row_ashore_comes_back_from_the_node_in_one_exchange(
    yacht: Yacht, raw_shore: asyncpg.Connection, what: str
) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine)
    await yacht.agree(engine)
    before = (await yacht.sides(engine))[1]
    await damaged(raw_shore, ROWS[what])
    lost = await looked(yacht)
    assert lost is not None
    assert (await yacht.sides(engine))[1].problems == [], "what is left agrees with itself"
    assert await looked(yacht) is None
    await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Meanwhile on board"))
    await yacht.ashore(Role.MANAGER, Action.CREATE, **lamp("Meanwhile ashore"))
    assert await quiet_after_one_exchange(yacht, engine) <= 12
    after = (await yacht.sides(engine))[1]
    assert (after.entries, after.items) == (before.entries + 2, before.items + 2)
    assert await kept(yacht) == [True] * lost
    assert "damaged" in await told_ashore(yacht)
    fresh = await yacht.node("fresh")
    await quiet_after_one_exchange(yacht, fresh)
