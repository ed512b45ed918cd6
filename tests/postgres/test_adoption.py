"""A list that exists is taken under the journal: 1,169 rows as they would have grown, with their faults."""

import json
import random
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from cloud_sync.admin import add_user, add_yacht, administering
from cloud_sync.adopt import Plan, adopt, adopting, plan
from cloud_sync.database import PostgresTransaction, ShoreDatabase, on_database, run_alone
from cloud_sync.embedded import EmbeddedPostgres
from edge_node.sync import Engine
from shared_models.errors import CommandError, LazaretteError
from shared_models.roles import Actor, Role
from shared_models.states import Action, Status
from shared_models.tables import Item, StateHistory, table_of
from shared_models.values import canonical
from shared_models.verify import verify
from tests.conftest import APP_PASSWORD, SEAL_KEY, Addresses
from tests.postgres.grown import COUNT, Grown, grown
from tests.simulation.test_parting import Yacht

NOW_MS = 1_790_000_000_000
ACTS: dict[Action, dict[str, Any]] = {
    Action.REVIEW: {}, Action.APPROVE: {"quantity_approved": 2}, Action.REJECT: {"rejection_reason": "no"},
    Action.UPDATE: {"urgency": "high"}, Action.ORDER: {"quantity_ordered": 3}, Action.RECEIVE: {"quantity": 1},
    Action.CORRECT: {"quantity": 1, "reason": "miscount"}, Action.INSTALL: {"quantity": 1}, Action.PROMOTE: {},
    Action.CANCEL: {"reason": "late"}, Action.DELETE: {},
}  # fmt: skip


@dataclass
class Old:
    """A shore with two yachts that adopted a grown list from elsewhere, once it had been tried."""

    owner: str
    source: str
    app: str
    yachts: dict[str, tuple[list[str], list[str]]]
    list: Grown
    tried: Plan
    done: Plan


async def planned(owner: str, source: str | None, yachts: Iterable[str], is_dry: bool) -> Plan:
    async with adopting(owner, source, is_dry) as (connection, other):
        found = await plan(connection, other, list(yachts), in_place=source is None)
        if not is_dry:
            await adopt(connection, found, SEAL_KEY, NOW_MS)
        return found


async def yachts_of(owner: str) -> dict[str, tuple[list[str], list[str]]]:
    """Two yachts, each with the people of its roster and the parts of its catalogue."""
    yachts = {}
    async with administering(owner) as connection:
        for number in (1, 2):
            yacht = await add_yacht(connection, f"Yacht {number}")
            people = [await add_user(connection, yacht, f"Person {n}", [Role.CHIEF_ENGINEER], None) for n in range(4)]
            parts = [str(uuid7()) for _ in range(20)]
            for part in parts:
                await connection.exec_driver_sql(
                    "insert into public.pms_parts (id, yacht_id, name, quantity_on_hand, created_at, updated_at)"
                    f" values ('{part}', '{yacht}', 'Part', 9, now(), now())"
                )
            yachts[yacht] = (people, parts)
    return yachts


@pytest.fixture(scope="module")
async def old(postgres: EmbeddedPostgres, empty_server: AsyncEngine, migrated_template: str) -> AsyncIterator[Old]:
    await run_alone(empty_server, "create database grown template template0")
    await run_alone(empty_server, f"create database adopting template {migrated_template}")
    owner, source = (on_database(postgres.owner_url, name) for name in ("adopting", "grown"))
    yachts = await yachts_of(owner)
    rows = grown(1169, yachts)
    await rows.write(source)
    tried = await planned(owner, source, yachts, is_dry=True)
    done = await planned(owner, source, yachts, is_dry=False)
    app = sa.make_url(owner).set(username="lazarette_app", password=APP_PASSWORD)
    yield Old(owner, source, app.render_as_string(hide_password=False), yachts, rows, tried, done)
    for name in ("adopting", "grown"):
        await run_alone(empty_server, f"drop database {name} with (force)")


def test_1169_grown_rows_are_adopted_repaired_or_set_aside_and_none_is_lost(old: Old) -> None:
    for found in (old.tried, old.done):
        assert found.set_aside() == old.list.set_aside
        assert found.repaired() == old.list.repaired
        assert sum(found.by_status().values()) + sum(found.set_aside().values()) == len(found.rows) == COUNT


async def test_the_journal_gives_the_adopted_rows_and_every_old_row_is_kept_beside(old: Old) -> None:
    async with administering(old.owner) as connection:
        kept = await connection.exec_driver_sql("select is_adopted, count(*) from adoption.rows group by 1")
        assert {row[0]: row[1] for row in kept.all()} == {
            True: len(old.done.adopted), False: COUNT - len(old.done.adopted) - old.list.set_aside["another yacht"],
        }  # fmt: skip
        for yacht in old.yachts:
            report = await verify(PostgresTransaction(connection, yacht), yacht)
            assert report.problems == []
            assert report.items == sum(one.yacht_id == yacht for one in old.done.adopted)
        on_hand = await connection.exec_driver_sql("select distinct quantity_on_hand from public.pms_parts")
        assert [str(one) for one in on_hand.scalars()] == ["9"]


async def test_a_list_is_adopted_once(old: Old) -> None:
    with pytest.raises(CommandError, match="adopted before"):
        await planned(old.owner, old.source, old.yachts, is_dry=True)


async def test_a_row_without_a_fault_is_the_same_row_afterwards_with_its_history(old: Old) -> None:
    async with administering(old.owner) as connection:
        items = {row["id"]: row for row in (await connection.execute(sa.select(table_of(Item)))).mappings()}
        states = {row["id"]: row for row in (await connection.execute(sa.select(table_of(StateHistory)))).mappings()}
    clean = {row["id"] for row in old.list.clean}
    assert len(clean) > 600
    for row in old.list.clean:
        found = items[row["id"]]
        wanted = {name: _told(value) for name, value in row.items() if name in found and name != "metadata"}
        assert {name: found[name] for name in wanted} == wanted
    for state in old.list.states:
        if state["shopping_list_item_id"] in clean:
            found = states[state["id"]]
            assert {name: found[name] for name in state} == {name: _told(value) for name, value in state.items()}


async def test_a_node_that_enrols_afterwards_holds_the_adopted_list_and_both_sides_work_on_it(
    old: Old, tmp_path: Path
) -> None:
    yacht_id, (people, _) = next(iter(old.yachts.items()))
    person = Actor(people[0], "Person 0", yacht_id, Role.CHIEF_ENGINEER)
    shore = ShoreDatabase(old.app, SEAL_KEY, pool_size=2)
    yacht = Yacht(Addresses(old.owner, old.app), shore, yacht_id, {person.role: person}, tmp_path)
    try:
        engine = await yacht.node("node")
        await yacht.agree(engine)

        def one(status: str) -> str:
            return next(row["id"] for row in old.list.clean if (row["yacht_id"], row["status"]) == (yacht_id, status)
                        and "deleted_at" not in row)  # fmt: skip

        candidate, ordered, approved = one("candidate"), one("ordered"), one("approved")
        await yacht.on_board(engine, person.role, Action.APPROVE, item_id=candidate, quantity_approved=2)
        await yacht.on_board(engine, person.role, Action.RECEIVE, item_id=ordered, quantity=1)
        await yacht.on_board(engine, person.role, Action.ORDER, item_id=approved, quantity_ordered=3)
        await yacht.ashore(person.role, Action.REJECT, item_id=candidate, rejection_reason="no")
        await yacht.agree(engine)
        async with administering(old.owner) as connection:
            rows = await connection.execute(sa.select(table_of(Item)).where(table_of(Item).c.yacht_id == yacht_id))
            items = {row["id"]: row for row in rows.mappings()}
        assert items[ordered]["status"] == "partially_fulfilled"
        assert items[approved]["quantity_ordered"] == "3"
        assert items[candidate]["status"] == "approved"
        chosen = [one for status in Status for one in of(items, status)]
        assert await worked(random.Random(7), yacht, engine, person.role, chosen) > len(chosen)
        await yacht.agree(engine)  # each side replays to its rows, and both hold the same
    finally:
        for database in yacht.nodes:
            await database.close()
        await shore.close()


def of(items: dict[str, Any], status: str) -> list[str]:
    """A dozen items in a status."""
    return sorted(name for name, row in items.items() if row["status"] == status and row["deleted_at"] is None)[:12]


async def worked(rnd: random.Random, yacht: Yacht, engine: Engine, role: Role, chosen: list[str]) -> int:
    """Do on adopted items whatever either side allows, while neither hears of the other; how much was done."""
    done = 0
    for item_id in chosen:
        for _ in range(6):
            action = rnd.choice(list(ACTS))
            with suppress(LazaretteError):
                if rnd.random() < 0.5:
                    await yacht.on_board(engine, role, action, item_id=item_id, **ACTS[action])
                else:
                    await yacht.ashore(role, action, item_id=item_id, **ACTS[action])
                done += 1
    return done


async def test_rows_in_the_shores_own_table_are_adopted_where_they_are(addresses: Addresses) -> None:
    yachts = await yachts_of(addresses.owner)
    with pytest.raises(CommandError, match="nothing to adopt"):
        await planned(addresses.owner, None, yachts, is_dry=False)
    rows = grown(7, yachts)
    mine = [row for row in rows.clean if row["yacht_id"] == next(iter(yachts))][:5]
    told = [state for state in rows.states if state["shopping_list_item_id"] in {row["id"] for row in mine}]
    wrong = {**mine[0], "id": str(uuid7()), "status": "installed"}
    rest = {"metadata": None, "quantity_received": 0, "quantity_installed": 0, "updated_by": None}
    items = [{**rest, **{k: v for k, v in row.items() if k not in ("colour", "search_rank")}} for row in (*mine, wrong)]
    async with administering(addresses.owner) as connection:
        for table, made in (("pms_shopping_list_items", items), ("pms_shopping_list_state_history", told)):
            await connection.exec_driver_sql(f"alter table public.{table} disable trigger user")
            await connection.execute(
                sa.text(
                    f"insert into public.{table} select * from json_populate_recordset(null::public.{table}, :rows)"
                ),
                {"rows": json.dumps(made, default=str)},
            )
            await connection.exec_driver_sql(f"alter table public.{table} enable trigger user")
    done = await planned(addresses.owner, None, yachts, is_dry=False)
    assert sorted(one.item_id or "" for one in done.adopted) == sorted(row["id"] for row in mine)
    async with administering(addresses.owner) as connection:
        yacht = str(mine[0]["yacht_id"])
        assert (await verify(PostgresTransaction(connection, yacht), yacht)).problems == []
        kept = await connection.exec_driver_sql("select item_id from adoption.rows where not is_adopted")
        assert kept.scalars().all() == [wrong["id"]]


def _told(value: Any) -> Any:
    """A value of the old table as the product shows it."""
    if isinstance(value, datetime):
        return f"{value.isoformat()}.000Z"
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return canonical(Decimal(value))
    return value.isoformat() if isinstance(value, date) else value
