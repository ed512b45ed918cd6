"""The summaries that triggers keep are what the rows give, whatever happens to the rows."""

import random
import time
from dataclasses import replace
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import admin, needs, standing, summaries
from cloud_sync.database import PostgresTransaction, ShoreDatabase
from cloud_sync.spending import spending
from shared_models.errors import LazaretteError
from shared_models.fleet import Wanted
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


_MANY = 20
_INSERT = sa.text(
    "insert into pms_shopping_list_items (id, yacht_id, part_name, quantity_requested, source_type, created_by,"
    " created_at, updated_at, required_by_date) select gen_random_uuid(), y, 'Part ' || p, p, 'manual_add', y, now(),"
    " now(), date '2030-01-01' + n::integer"
    " from unnest(cast(:yachts as uuid[])) with ordinality t (y, n), generate_series(1, 5) p where p <= n"
)


async def _all_pages(tx: PostgresTransaction, yachts: list[str], wanted: Wanted) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    while True:
        page, total, last = await needs.needs(tx, yachts, wanted)
        found += [(one["part_name"], one["quantity"], one["yacht_count"], one["required_by_date"]) for one in page]
        if last is None:
            assert total == len(found)
            return found
        wanted = replace(wanted, after=last)


async def the_many_yachts_are_shown_as_few_are_in_pages_and_to_nobody_who_does_not_see_them_all(
    owner: AsyncEngine, shore: ShoreDatabase
) -> None:
    async with owner.begin() as connection:
        yachts = [await admin.add_yacht(connection, f"Yacht {number}") for number in range(_MANY)]
        vera = await admin.add_user(connection, yachts[0], "Vera", [Role.MANAGER], None)
        for yacht in yachts[1:]:
            await admin.add_user(connection, yacht, "Vera", [Role.MANAGER], None, user_id=vera)
        clara = await admin.add_user(connection, yachts[0], "Clara", [Role.MANAGER], None)
        await connection.execute(_INSERT, {"yachts": yachts})
    async with shore.transaction(vera, None) as tx:
        pages = await _all_pages(tx, yachts, Wanted(most=2, most_lines=3))
        assert [(name, count) for name, _, count, _ in pages] == [(f"Part {n}", _MANY + 1 - n) for n in range(1, 6)]
        assert [quantity for _, quantity, _, _ in pages] == [str(n * (_MANY + 1 - n)) for n in range(1, 6)]
        assert [day for *_, day in pages] == [f"2030-01-{1 + n:02d}" for n in range(1, 6)]
        assert len(await _all_pages(tx, yachts[:5], Wanted(most=2))) == 5
        assert await _all_pages(tx, yachts, Wanted(words="PART 3")) == [pages[2]]
        one = (await needs.needs(tx, yachts, Wanted(words="part 1", most_lines=3)))[0][0]
        assert [line["yacht_id"] for line in one["yachts"]] == yachts[:3]
    async with shore.transaction(clara, None) as tx:
        for asked in (yachts, yachts[1:2], yachts[:2]):
            assert (await needs.needs(tx, asked, Wanted()))[0] == []
            assert await standing.stand(tx, asked, True) == {}
            assert await spending(tx, asked, 0, 10) == []
            assert await standing.hours(tx, asked, 24) == {}
            assert not any(map(sum, (await standing.exchanges(tx, asked, 24)).values()))
        assert len((await needs.needs(tx, yachts[:1], Wanted()))[0]) == 1
    async with shore.transaction(vera, yachts[0]) as tx:
        assert (await needs.needs(tx, yachts, Wanted()))[0] == []
