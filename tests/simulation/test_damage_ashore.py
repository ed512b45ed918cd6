"""A damaged row ashore is set aside, brought back by the yacht's node if it has it, and holds up nobody."""

from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa

from cloud_sync.damage import DAMAGED, mend
from cloud_sync.jobs import check
from cloud_sync.turns import Turn
from edge_node.sync import Engine
from shared_models import store
from shared_models.host import wall_ms
from shared_models.roles import Role
from shared_models.states import Action
from tests.simulation import test_parting
from tests.simulation.test_parting import Direct, Yacht, lamp, some_history

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


async def a_damaged_row_that_no_node_has_stays_aside_a_person_is_told_and_the_yacht_goes_on(
    yacht: Yacht, raw_shore: asyncpg.Connection
) -> None:
    engine = await yacht.node("node")
    items = await some_history(yacht, engine)
    await yacht.agree(engine)
    await yacht.ashore(Role.MANAGER, Action.REJECT, item_id=items[3], rejection_reason="never seen on board")
    await yacht.ashore(Role.MANAGER, Action.REJECT, item_id=items[7], rejection_reason="seen on board")
    await damaged(
        raw_shore, "update pms_history_entries set actor_role = 'crew' where payload::text like '%never seen%'"
    )
    # nobody looked: the exchange itself finds what it may not send
    assert await quiet_after_one_exchange(yacht, engine) == 1
    assert await kept(yacht) == [False]
    assert "damaged" in await told_ashore(yacht)
    for act in (
        yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp()),
        yacht.ashore(Role.CREW, Action.CREATE, **lamp()),
    ):
        await act
        assert await quiet_after_one_exchange(yacht, engine) == 1
    await yacht.ashore(Role.MANAGER, Action.REJECT, item_id=items[3], rejection_reason="once more")
    await quiet_after_one_exchange(yacht, engine)
    async with engine.database.reading() as tx:
        shown = await tx.rows(
            sa.text("select rejection_reason as why from pms_shopping_list_items where id = :id"), {"id": items[3]}
        )
    assert shown[0]["why"] == "once more"


@pytest.mark.parametrize("what", ["an approval says another quantity", "an approval is gone", "all is gone"])
async def a_new_node_is_sent_nothing_that_is_damaged_and_the_old_one_brings_the_rest(
    yacht: Yacht, raw_shore: asyncpg.Connection, what: str
) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine)
    await yacht.agree(engine)
    before = (await yacht.sides(engine))[1]
    await damaged(raw_shore, ROWS[what])
    fresh = await yacht.node("fresh")
    await quiet_after_one_exchange(yacht, fresh)
    assert not any(await kept(yacht))
    await quiet_after_one_exchange(yacht, engine)
    await quiet_after_one_exchange(yacht, fresh)
    assert (await yacht.sides(fresh))[1].fingerprint == before.fingerprint
    assert all(await kept(yacht))


async def what_was_damaged_comes_back_over_a_link_that_carries_little(
    yacht: Yacht, raw_shore: asyncpg.Connection
) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine, 60)
    await yacht.agree(engine)
    before = (await yacht.sides(engine))[1]
    await damaged(raw_shore, ROWS["all is gone"])
    await looked(yacht)
    assert isinstance(engine.transport, Direct)
    engine.transport.cut_up_after_bytes = 2_000
    outcomes = [(await engine.exchange()).outcome for _ in range(12)]
    assert outcomes[-1] == "ok", outcomes
    await yacht.agree(engine)
    assert (await yacht.sides(engine))[1].fingerprint == before.fingerprint


async def what_was_damaged_before_its_receipt_arrived_is_sent_again_and_counts_once(
    yacht: Yacht, raw_shore: asyncpg.Connection
) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine, 4)
    await yacht.agree(engine)
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Stored, and nobody told"))
    assert isinstance(engine.transport, Direct)
    engine.transport.cut_after_bytes = 0
    assert (await engine.exchange()).outcome == "link_down"
    engine.transport.cut_after_bytes = None
    await damaged(raw_shore, f"update pms_history_entries set actor_id = gen_random_uuid() where entry_id = '{item}'")
    assert await looked(yacht) == 1
    await quiet_after_one_exchange(yacht, engine)
    assert "epoch_begun" not in await yacht.told(engine)
    assert (await yacht.sides(engine))[1].items == 5


async def a_count_that_was_damaged_and_comes_back_does_not_replace_a_later_one(
    yacht: Yacht, raw_shore: asyncpg.Connection
) -> None:
    engine = await yacht.node("node")
    engineer, part = yacht.people[Role.CHIEF_ENGINEER], {"id": str(uuid4()), "name": "Impeller"}
    for quantity in ("3", "5"):
        await engine.database.write(
            lambda tx, n=quantity: store.import_parts(tx, engineer, [{**part, "quantity": n}], wall_ms()),
            yacht.yacht_id,
        )
    await yacht.agree(engine)
    await damaged(raw_shore, "update pms_history_entries set actor_id = gen_random_uuid() where seq = 1")
    assert await looked(yacht) == 1
    await quiet_after_one_exchange(yacht, engine)
    assert await kept(yacht) == [True]
    async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
        assert [row["n"] for row in await tx.rows(sa.text("select quantity_on_hand::text as n from pms_parts"))] == [
            "5"
        ]


async def every_yacht_is_looked_at_daily_by_one_of_the_shores_workers(
    yacht: Yacht, raw_shore: asyncpg.Connection
) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine)
    await yacht.agree(engine)
    await damaged(raw_shore, ROWS["an approval is gone"])
    first, other = Turn(yacht.addresses.owner), Turn(yacht.addresses.owner)
    assert [await turn.is_mine() for turn in (first, other, first)] == [True, False, True]
    await first.give_up()
    assert await other.is_mine()
    await other.give_up()
    assert await check(yacht.shore, yacht.addresses.owner, wall_ms) == {yacht.yacht_id: 1}
    assert await check(yacht.shore, yacht.addresses.owner, wall_ms) == {}
    await quiet_after_one_exchange(yacht, engine)


async def the_shore_alone_takes_anything_out_of_its_journal(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    await some_history(yacht, engine, 4)
    await yacht.agree(engine)
    other = str(uuid4())
    for leave in ("", "9999999999.00", yacht.shore.leave_to_set_aside(other)):
        with pytest.raises(sa.exc.DBAPIError, match="only the shore itself"):
            async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
                await tx.set_damage_aside(leave, [other], 0, [], await tx.recorder(), "0" * 16)
    with pytest.raises(sa.exc.DBAPIError, match="only the shore itself"):
        async with yacht.shore.transaction(None, None) as tx:
            await tx.rows(sa.text("select public.set_damage_aside('{}', 0, 0, '', '', '9999999999.00')"))
    assert (await yacht.sides(engine))[1].entries == 7
