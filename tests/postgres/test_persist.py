"""What one `Changes` leaves in the shore's database."""

import time
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import admin
from cloud_sync.database import PostgresTransaction, ShoreDatabase
from shared_models.changes import Changes, ItemWrite
from shared_models.clock import Clock
from shared_models.entries import HistoryEntry
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.store import act, admit, import_parts
from shared_models.tables import SHARED, Item, OutcomeRow, Part, StateHistory, table_of

AT = "2026-05-12T14:02:00.000Z"


@pytest.fixture
async def captain(owner: AsyncEngine) -> Actor:
    async with owner.begin() as connection:
        yacht = await admin.add_yacht(connection, "First")
        person = await admin.add_user(connection, yacht, "Cap", [Role.CAPTAIN], None)
    return Actor(person, "Cap", yacht, Role.CAPTAIN)


async def do(shore: ShoreDatabase, actor: Actor, action: Action, key: str | None = None, **payload: Any) -> str:
    async with shore.transaction(actor.user_id, actor.yacht_id) as tx:
        answer = await act(tx, actor, action, payload, key, int(time.time() * 1000))
    return str(answer["entity_id"])


async def request(shore: ShoreDatabase, actor: Actor) -> str:
    wanted = {"part_name": "Impeller", "quantity_requested": "4", "source_type": "manual_add"}
    return await do(shore, actor, Action.CREATE, **wanted)


async def an_act_of_someone_who_had_not_seen_the_others_rebuilds_the_item(shore: ShoreDatabase, captain: Actor) -> None:
    item = await request(shore, captain)
    await do(shore, captain, Action.REJECT, item_id=item, rejection_reason="too dear")
    now = int(time.time() * 1000)
    approval = HistoryEntry(
        str(uuid4()), captain.yacht_id, item, str(uuid4()), "0" * 16, 1, (item,), 1, Action.APPROVE.value,
        {"quantity_approved": "4"}, str(uuid4()), Role.CHIEF_OFFICER.value, Clock(now, 0),
    )  # fmt: skip
    async with shore.transaction(None, captain.yacht_id) as tx:
        await tx.persist(await admit(tx, await tx.recorder(), [(approval, b"chain")], now))
    async with shore.transaction(captain.user_id, captain.yacht_id) as tx:
        row = (await tx.rows(sa.select(table_of(Item))))[0]
        steps = await tx.rows(sa.select(table_of(StateHistory).c.new_state))
        outcomes = await tx.rows(sa.select(table_of(OutcomeRow)))
    assert (row["status"], row["rejection_reason"]) == ("rejected", "too dear")
    assert sorted(step["new_state"] for step in steps) == ["candidate", "rejected"]
    assert [(o["entry_id"], o["verdict"], o["rule"]) for o in outcomes] == [
        (approval.entry_id, "superseded", "higher_authority")
    ]


def image(actor: Actor, item: str, **more: Any) -> dict[str, Any]:
    return {
        "id": item, "yacht_id": actor.yacht_id, "part_name": "Hose", "quantity_requested": "1.5", "status": "candidate",
        "source_type": "manual_add", "created_by": actor.user_id, "created_at": AT, "updated_at": AT,
        "is_candidate_part": False, **more,
    }  # fmt: skip


async def written(tx: PostgresTransaction, *items: ItemWrite) -> None:
    await tx.persist(Changes(await tx.recorder(), items=list(items)))


async def every_image_of_several_items_is_a_step_of_its_own(shore: ShoreDatabase, captain: Actor) -> None:
    first, second, third = (str(uuid4()) for _ in range(3))
    approved, ordered = {"status": "approved"}, {"status": "ordered", "quantity_ordered": "2"}
    async with shore.transaction(captain.user_id, captain.yacht_id) as tx:
        await written(tx, ItemWrite(third, "insert", [image(captain, third, unit="m")]))
        await written(
            tx,
            ItemWrite(first, "insert", [image(captain, first, **more) for more in ({}, approved, ordered)]),
            ItemWrite(second, "insert", [image(captain, second)]),
            ItemWrite(third, "update", [image(captain, third, **approved), image(captain, third, **ordered)]),
        )
        rows = {row["id"]: row for row in await tx.rows(sa.select(table_of(Item)))}
        steps = await tx.rows(sa.select(table_of(StateHistory).c["shopping_list_item_id", "new_state"]))
        assert {i: rows[i]["status"] for i in rows} == {first: "ordered", second: "candidate", third: "ordered"}
        assert (rows[third]["unit"], rows[first]["quantity_requested"]) == (None, "1.5")
        assert sorted(tuple(step.values()) for step in steps) == sorted(
            [(i, s) for i in (first, third) for s in ("candidate", "approved", "ordered")] + [(second, "candidate")]
        )
        of_first = table_of(StateHistory).c.shopping_list_item_id == first
        await written(tx, ItemWrite(first, "replace", [image(captain, first), image(captain, first, **approved)]))
        steps = await tx.rows(sa.select(table_of(StateHistory)).where(of_first))
        assert sorted(step["new_state"] for step in steps) == ["approved", "candidate"]


@pytest.mark.parametrize("broken", ["illegal", "missing", "twice"])
async def an_error_half_way_leaves_nothing(shore: ShoreDatabase, captain: Actor, broken: str) -> None:
    held, other = await request(shore, captain), str(uuid4())
    write = {
        "illegal": ItemWrite(held, "update", [image(captain, held, status="fulfilled")]),
        "missing": ItemWrite(other, "update", [image(captain, other)]),
        "twice": ItemWrite(held, "insert", [image(captain, held)]),
    }[broken]
    before = await dump(shore, captain)
    with pytest.raises(asyncpg.PostgresError) as raised:
        async with shore.transaction(captain.user_id, captain.yacht_id) as tx:
            good = ItemWrite(other, "insert", [image(captain, other)])
            await written(tx, *([good] if broken == "twice" else []), write)
    assert isinstance(raised.value, asyncpg.IntegrityConstraintViolationError) is (broken != "missing")
    assert await dump(shore, captain) == before


async def dump(shore: ShoreDatabase, actor: Actor) -> dict[str, list[str]]:
    async with shore.transaction(actor.user_id, actor.yacht_id) as tx:
        return {
            table_of(model).name: sorted(str(dict(row)) for row in await tx.rows(sa.select(table_of(model))))
            for model in SHARED
        }


async def a_key_that_is_used_again_gives_the_first_answer(shore: ShoreDatabase, captain: Actor) -> None:
    key = str(uuid4())
    wanted = {"part_name": "Impeller", "quantity_requested": "4", "source_type": "manual_add"}
    assert await do(shore, captain, Action.CREATE, key, **wanted) == key
    before = await dump(shore, captain)
    assert await do(shore, captain, Action.CREATE, key, **wanted) == key
    assert await dump(shore, captain) == before


async def a_count_replaces_the_one_before_and_keeps_what_was_moved(shore: ShoreDatabase, captain: Actor) -> None:
    part, now = str(uuid4()), int(time.time() * 1000)
    for quantity in ("10", "7.5"):
        async with shore.transaction(captain.user_id, captain.yacht_id) as tx:
            await import_parts(tx, captain, [{"id": part, "name": "Impeller", "quantity": quantity}], now)
    wanted = {"part_name": "Impeller", "part_id": part, "quantity_requested": "4", "source_type": "manual_add"}
    item = await do(shore, captain, Action.CREATE, **wanted)
    await do(shore, captain, Action.APPROVE, item_id=item, quantity_approved="4")
    await do(shore, captain, Action.ORDER, item_id=item, quantity_ordered="4")
    await do(shore, captain, Action.RECEIVE, item_id=item, quantity="4")
    await do(shore, captain, Action.INSTALL, item_id=item, quantity="1")
    async with shore.transaction(captain.user_id, captain.yacht_id) as tx:
        row = (await tx.rows(sa.select(table_of(Part))))[0]
    assert (row["quantity_counted"], row["quantity_on_hand"]) == ("7.5", "10.5")


async def what_is_read_by_its_keys_is_what_a_statement_reads(shore: ShoreDatabase, captain: Actor) -> None:
    part = str(uuid4())
    async with shore.transaction(captain.user_id, captain.yacht_id) as tx:
        counted = [{"id": part, "name": "Impeller", "quantity": "7.50"}]
        await import_parts(tx, captain, counted, int(time.time() * 1000))
    item = await do(
        shore, captain, Action.CREATE, str(uuid4()), part_name="Impeller", part_id=part, quantity_requested="4.5",
        source_type="manual_add", required_by_date="2027-03-01", estimated_unit_price="10.50", currency="EUR",
    )  # fmt: skip
    await do(shore, captain, Action.APPROVE, item_id=item, quantity_approved="4")
    async with shore.transaction(captain.user_id, captain.yacht_id) as tx:
        for model in SHARED:
            table = table_of(model)
            by_keys = await tx.keyed(table, "yacht_id", [captain.yacht_id])
            by_statement = await tx.rows(sa.select(table))
            assert sorted(map(str, by_keys)) == sorted(str(dict(row)) for row in by_statement), table.name
        named = await tx.keyed(table_of(Item), "id", [item, part], ("status", "unit"), yacht_id=captain.yacht_id)
    assert named == [{"status": "approved", "unit": None}]
