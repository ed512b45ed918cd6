"""The summaries that triggers keep are what the rows give, whatever happens to the rows."""

import random
import time
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import admin, summaries
from cloud_sync.database import PostgresTransaction, ShoreDatabase
from shared_models.errors import LazaretteError
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.store import act

_PARTS = (("Fuel filter", "FF-1"), ("filter, fuel", "ff-1"), ("Rope", None), ("ROPE", None), ("Ångström lamp", None))
_DAYS = ("2030-01-01", "2030-02-01", None)


@pytest.fixture
async def captains(owner: AsyncEngine) -> list[Actor]:
    made = []
    async with owner.begin() as connection:
        for name in ("First", "Second", "Third"):
            yacht = await admin.add_yacht(connection, name)
            person = await admin.add_user(connection, yacht, "Cap", [Role.CAPTAIN], None)
            made.append(Actor(person, "Cap", yacht, Role.CAPTAIN))
    return made


async def _something(shore: ShoreDatabase, chance: random.Random, actor: Actor, items: list[str]) -> None:
    """One act on one of the items, or a new one; what the rules refuse changes nothing."""
    item_id, day = (chance.choice(items) if items else ""), chance.choice(_DAYS)
    name, number = chance.choice(_PARTS)
    dated = {"required_by_date": day} if day else {}
    created = {"part_name": name, "quantity_requested": chance.randint(1, 9), "source_type": "manual_add", **dated}
    priced = {"estimated_unit_price": "2.5", "currency": chance.choice(("EUR", "nok"))} if chance.random() < 0.7 else {}
    numbered = {"part_number": number} if number else {}
    calls: list[tuple[Action, dict[str, object]]] = [
        (Action.CREATE, {**created, **priced, **numbered, "allow_duplicate": True, "urgency": "critical"}),
        (Action.UPDATE, {"item_id": item_id, "part_name": name, "urgency": "low", **dated}),
        (Action.UPDATE, {"item_id": item_id, "estimated_unit_price": "7", "quantity_requested": chance.randint(1, 9)}),
        (Action.APPROVE, {"item_id": item_id, "quantity_approved": chance.randint(1, 9)}),
        (Action.REJECT, {"item_id": item_id, "rejection_reason": "no"}),
        (Action.ORDER, {"item_id": item_id, "quantity_ordered": 4}),
        (Action.RECEIVE, {"item_id": item_id, "quantity_received": chance.choice((2, 4))}),
        (Action.DELETE, {"item_id": item_id, "deletion_reason": "twice"}),
    ]
    action, payload = chance.choice(calls) if items and chance.random() < 0.7 else calls[0]
    try:
        async with shore.transaction(actor.user_id, actor.yacht_id) as tx:
            answer = await act(tx, actor, action, payload, None, int(time.time() * 1000))
    except LazaretteError:
        return
    if action is Action.CREATE:
        items.append(str(answer["entity_id"]))


async def _problems(owner: AsyncEngine, captains: list[Actor]) -> list[str]:
    async with owner.begin() as connection:
        tx = PostgresTransaction(connection, None)
        found = [problem for one in captains for problem in await summaries.differing(tx, one.yacht_id)]
        return found + await summaries.views_differing(tx)


async def _view(owner: AsyncEngine, captains: list[Actor]) -> None:
    async with owner.begin() as connection:
        given = {"view": uuid4(), "yachts": [one.yacht_id for one in captains]}
        await connection.execute(sa.text("select public.fold_needs(:view, cast(:yachts as uuid[]))"), given)


async def the_summaries_are_what_the_rows_give_after_any_acts(
    owner: AsyncEngine, shore: ShoreDatabase, captains: list[Actor]
) -> None:
    chance = random.Random(5)
    items: dict[str, list[str]] = {one.yacht_id: [] for one in captains}
    for step in range(150):
        if step in (20, 70):
            await _view(owner, captains[: 2 if step == 20 else 3])
        actor = chance.choice(captains)
        await _something(shore, chance, actor, items[actor.yacht_id])
        if step % 30 == 29:
            assert await _problems(owner, captains) == []
    async with owner.begin() as connection:
        counted = await connection.scalar(sa.text("select count(*) from yacht_needs where items > 0"))
        in_views = await connection.scalar(sa.text("select count(*) from need_view_parts where yachts > 1"))
    assert counted
    assert in_views


@pytest.mark.parametrize(
    "harm",
    [
        "update yacht_tallies set items = items + 1",
        "delete from yacht_tallies",
        "update yacht_needs set quantity = quantity + 1",
        "update yacht_needs set required_by_date = '2031-01-01'",
        "insert into yacht_conflicts select yacht_id, 3 from yacht_registry",
        "update need_view_parts set approved = approved + 1",
    ],
)
async def a_wrong_summary_is_found_and_made_right(
    owner: AsyncEngine, shore: ShoreDatabase, captains: list[Actor], harm: str
) -> None:
    chance, items = random.Random(1), list[str]()
    for _ in range(12):
        await _something(shore, chance, captains[0], items)
    await _view(owner, captains)
    assert await _problems(owner, captains) == []
    async with owner.begin() as connection:
        await connection.execute(sa.text(harm))
    assert await _problems(owner, captains) != []
    async with owner.begin() as connection:
        for one in captains:
            await summaries.rebuild(PostgresTransaction(connection, None), one.yacht_id)
    assert await _problems(owner, captains) == []
