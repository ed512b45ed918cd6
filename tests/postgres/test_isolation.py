"""No byte crosses yachts, tried as the application's login: a superuser sees everything and proves nothing."""

import asyncio
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import admin
from cloud_sync.database import PostgresTransaction, ShoreDatabase, prepare, sealed
from cloud_sync.tables import CLOUD
from shared_models.errors import Forbidden, InvalidState, NotFound
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.store import act
from shared_models.tables import SHARED, Item, Part, StateHistory, UserRole, Yacht, table_of

SEAL_KEY = b"only for tests, 32 bytes of key."
ITEMS, HISTORY, YACHTS = table_of(Item), table_of(StateHistory), table_of(Yacht)


@dataclass
class Shore:
    """Two yachts with people, and one item on each."""

    database: ShoreDatabase
    owner: AsyncEngine
    first: str
    second: str
    people: dict[str, str]
    items: dict[str, str]

    def actor(self, role: str, yacht: str | None = None) -> Actor:
        return Actor(self.people[role], role, yacht or self.first, Role(role))

    async def act(self, role: str, action: Action, yacht: str | None = None, **payload: Any) -> dict[str, Any]:
        actor = self.actor(role, yacht)
        async with self.database.transaction(actor.user_id, actor.yacht_id) as tx:
            return await act(tx, actor, action, payload, None, int(time.time() * 1000))

    def sealed(self, role: str, yacht: str | None = None) -> Any:
        return self.database.transaction(self.people[role], yacht or self.first)


@pytest.fixture
async def world(shore: ShoreDatabase, owner: AsyncEngine) -> Shore:
    async with owner.begin() as connection:
        first, second = await admin.add_yacht(connection, "First"), await admin.add_yacht(connection, "Second")
        people = {role.value: await admin.add_user(connection, first, role.value, [role], "pin") for role in Role}
        await admin.add_user(connection, second, "manager", [Role.MANAGER], "pin", user_id=people["manager"])
        people["stranger"] = await admin.add_user(connection, second, "stranger", [Role.CAPTAIN], "pin")
    made = Shore(shore, owner, first, second, people, {})
    wanted = {"part_name": "Impeller", "quantity_requested": "4", "source_type": "manual_add"}
    for yacht, role in ((first, "crew"), (second, "manager")):
        made.items[yacht] = (await made.act(role, Action.CREATE, yacht, **wanted))["entity_id"]
    return made


NOBODYS = ("enrolment_codes", "need_changes", "need_view_yachts", "health_checks", "alerts")
"""No user reads these at all."""


async def count(tx: PostgresTransaction, table: sa.Table) -> int:
    rows = await tx.rows(sa.select(sa.func.count().label("n")).select_from(table))
    return int(rows[0]["n"])


async def every_person_sees_their_own_yacht(world: Shore) -> None:
    for yacht in (world.first, world.second):
        async with world.sealed("crew", yacht) as tx:
            rows = await tx.rows(sa.select(ITEMS))
        assert [row["yacht_id"] for row in rows] == [yacht]


async def no_table_shows_a_row_of_another_yacht(world: Shore) -> None:
    async with world.sealed("crew") as tx:
        for model in (*SHARED, *CLOUD):
            table = table_of(model)
            if "yacht_id" in table.c and table.name not in NOBODYS:
                rows = await tx.rows(sa.select(table.c.yacht_id).distinct())
                assert {row["yacht_id"] for row in rows} <= {world.first}, table.name


async def a_transaction_sealed_for_no_yacht_sees_those_of_its_person_and_no_other(world: Shore) -> None:
    seen = {}
    for role in ("manager", "captain", "stranger"):
        async with world.database.transaction(world.people[role], None) as tx:
            seen[role] = {row["yacht_id"] for row in await tx.rows(sa.select(YACHTS))}
    assert seen == {"manager": {world.first, world.second}, "captain": {world.first}, "stranger": {world.second}}


async def a_fleets_manager_sees_its_yachts_beside_their_own(world: Shore) -> None:
    async with world.owner.begin() as connection:
        await admin.add_fleet(connection, "Blue", [world.second], [world.people["captain"]])
    async with world.database.transaction(world.people["captain"], None) as tx:
        assert {row["id"] for row in await tx.rows(sa.select(ITEMS))} == set(world.items.values())
        assert [row["name"] for row in await tx.rows(sa.text("select name from fleets"))] == ["Blue"]


async def a_role_that_ended_gives_no_fleet(world: Shore) -> None:
    async with world.owner.begin() as connection:
        await admin.end_role(connection, world.second, world.people["manager"], Role.MANAGER)
    async with world.database.transaction(world.people["manager"], None) as tx:
        assert [row["yacht_id"] for row in await tx.rows(sa.select(YACHTS))] == [world.first]
    held = json.loads(await world.database.roles_of(world.people["manager"]))
    assert [yacht_id for yacht_id, _, _ in held] == [world.first]


async def a_transaction_without_a_seal_sees_nothing(world: Shore) -> None:
    async with world.database.transaction(None, None) as tx:
        assert await count(tx, ITEMS) == await count(tx, HISTORY) == await count(tx, YACHTS) == 0


async def no_seal_is_left_behind_in_the_pool(world: Shore, addresses: Any) -> None:
    database = ShoreDatabase(addresses.app, SEAL_KEY, pool_size=1)
    async with database.transaction(world.people["crew"], world.first) as tx:
        assert await count(tx, ITEMS) == 1
    with pytest.raises(RuntimeError, match="on purpose"):
        async with database.transaction(world.people["crew"], world.first) as tx:
            raise RuntimeError("on purpose")
    async with database.transaction(None, None) as tx:
        assert await count(tx, ITEMS) == 0
    await database.close()


@pytest.mark.parametrize(
    "forge",
    [
        lambda seal, first, second: seal.replace(first, second),
        lambda seal, first, second: seal[:-1] + ("0" if seal[-1] != "0" else "1"),
        lambda seal, first, second: f"{second}.{second}.9999999999.",
        lambda seal, first, second: f"{second}.{second}.9999999999",
        lambda seal, first, second: "a.b.c.d",
        lambda seal, first, second: "...",
        lambda seal, first, second: "",
        lambda seal, first, second: sealed(b"another key", second, second, int(time.time()) + 60),
        lambda seal, first, second: sealed(SEAL_KEY, first, first, int(time.time()) - 1),
        lambda seal, first, second: f"x.y.z.{hmac.new(SEAL_KEY, b'x.y', 'sha256').hexdigest()}",
    ],
)
async def no_forged_or_old_seal_shows_anything(world: Shore, forge: Any) -> None:
    seal = sealed(SEAL_KEY, world.people["crew"], world.first, int(time.time()) + 60)
    setting = sa.text("select set_config('app.ctx', :seal, true)")
    async with world.database.transaction(None, None) as tx:
        await tx.rows(setting, {"seal": seal})
        assert await count(tx, ITEMS) == 1
        await tx.rows(setting, {"seal": forge(seal, world.first, world.second)})
        assert await count(tx, ITEMS) == 0
        assert (await tx.rows(sa.text("select auth.uid() as me, public.get_user_yacht_id() as yacht")))[0] == {
            "me": None, "yacht": None,
        }  # fmt: skip


@pytest.mark.parametrize(
    "statement",
    [
        "select * from ctx.seal",
        "select ctx.claims()",
        "set role journal_writer",
        "set role service_role",
        "insert into public.pms_history_entries default values",
        "insert into public.pms_shopping_list_state_history default values",
        "insert into public.pms_audit_log default values",
        "update public.pms_feed set position = 1",
        "delete from public.pms_shopping_list_items",
        "update public.auth_users_roles set role = 'captain'",
        "update public.yacht_feeds set seq = 0",
        "select * from public.enrolment_codes",
        "truncate public.pms_parts",
        "create table public.mine (a integer)",
        "create temporary table uuid (a integer)",
        "create trigger mine before update on public.pms_parts execute function public.refuse()",
        "alter table public.pms_parts disable row level security",
        "copy public.pms_parts from stdin",
    ],
)
async def the_login_may_not(world: Shore, statement: str) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=r"permission denied|must be owner|InsufficientPrivilege"):
        async with world.sealed("captain") as tx:
            await tx.rows(sa.text(statement))


async def a_raw_insert_is_a_candidate_of_ones_own_or_refused(world: Shore) -> None:
    def row(**changed: str) -> dict[str, Any]:
        return {
            "id": str(uuid4()), "yacht_id": world.first, "part_name": "Hose", "quantity_requested": "1",
            "source_type": "manual_add", "created_by": world.people["crew"], "created_at": "2026-05-12T14:02:00.000Z",
            "updated_at": "2026-05-12T14:02:00.000Z", "is_candidate_part": True, **changed,
        }  # fmt: skip

    async with world.sealed("crew") as tx:
        await tx.rows(ITEMS.insert().values(row()))
        assert await count(tx, HISTORY) == 2
    for bad in ({"yacht_id": world.second}, {"created_by": world.people["captain"]}, {"status": "approved"}):
        with pytest.raises(sa.exc.DBAPIError):
            async with world.sealed("crew") as tx:
                await tx.rows(ITEMS.insert().values(row(**bad)))


@pytest.mark.parametrize(("role", "yacht", "touched"), [
    ("captain", "first", 1), ("chief_officer", "first", 1), ("crew", "first", 0), ("stranger", "first", 0),
    ("captain", "second", 0), ("stranger", "second", 0),
])  # fmt: skip
async def a_raw_approval_touches_a_row_only_by_a_head_of_department(
    world: Shore, role: str, yacht: str, touched: int
) -> None:
    change = ITEMS.update().where(ITEMS.c.id == world.items[world.first]).values(status="approved")
    async with world.sealed(role, getattr(world, yacht)) as tx:
        rows = await tx.rows(change.returning(ITEMS.c.id))
    assert len(rows) == touched


async def the_store_answers_by_role_and_state(world: Shore) -> None:
    item = world.items[world.first]
    with pytest.raises(Forbidden):
        await world.act("crew", Action.APPROVE, item_id=item, quantity_approved="4")
    with pytest.raises(NotFound):
        await world.act("captain", Action.APPROVE, world.second, item_id=item, quantity_approved="4")
    await world.act("captain", Action.APPROVE, item_id=item, quantity_approved="4")
    with pytest.raises(InvalidState):
        await world.act("captain", Action.REJECT, item_id=item, rejection_reason="no")
    async with world.sealed("crew") as tx:
        states = [row["new_state"] for row in await tx.rows(sa.select(HISTORY).order_by(HISTORY.c.changed_at))]
    assert states == ["candidate", "approved"]


@pytest.mark.parametrize("section", ["audit", "sightings", "items"])
async def the_journal_takes_no_row_of_another_yacht(world: Shore, section: str) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "audit": [{"yacht_id": world.second}],
        "sightings": [{"yacht_id": None, "entry_id": str(uuid4()), "user_id": str(uuid4())}],
        "items": [{"yacht_id": world.second, "id": world.items[world.second], "step": 1}],
    }  # fmt: skip
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="not of the yacht"):
        async with world.sealed("captain") as tx:
            await tx.write(**{section: rows[section]})
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="not of the yacht"):
        async with world.database.transaction(world.people["manager"], None) as tx:
            await tx.write(**{section: rows[section]})


async def a_part_that_is_promoted_counts_what_its_item_received_once(world: Shore) -> None:
    item = world.items[world.first]
    await world.act("captain", Action.APPROVE, item_id=item, quantity_approved="4")
    await world.act("captain", Action.ORDER, item_id=item, quantity_ordered="4")
    await world.act("crew", Action.RECEIVE, item_id=item, quantity="3")
    await world.act("chief_engineer", Action.PROMOTE, item_id=item)
    await world.act("crew", Action.RECEIVE, item_id=item, quantity="1")
    async with world.sealed("crew") as tx:
        part = (await tx.rows(sa.select(table_of(Part))))[0]
    assert (part["quantity_on_hand"], part["quantity_counted"], part["version"]) == ("4", "0", 0)


async def every_role_question_is_answered_for_the_sealed_yacht_alone(world: Shore) -> None:
    ask = sa.text("select public.is_hod(cast(:u as uuid), cast(:y as uuid)) as hod,"
                  " public.is_engineer(cast(:u as uuid), cast(:y as uuid)) as engineer")  # fmt: skip
    async with world.sealed("crew") as tx:
        answers = {
            role: tuple((await tx.rows(ask, {"u": world.people[role], "y": world.first}))[0].values()) for role in Role
        }
        other = (await tx.rows(ask, {"u": world.people["stranger"], "y": world.second}))[0]["hod"]
    assert answers == {
        "crew": (False, False), "chief_officer": (True, False), "chief_engineer": (True, True),
        "captain": (True, False), "manager": (True, True),
    }  # fmt: skip
    assert other is False


async def a_node_enrols_once_with_a_code(world: Shore) -> None:
    node, other = str(uuid4()), str(uuid4())
    async with world.owner.begin() as connection:
        await admin.add_enrolment_code(connection, world.first, "hash", "2999-01-01T00:00:00.000Z")
        await admin.add_enrolment_code(connection, world.first, "stale", "1999-01-01T00:00:00.000Z")
    assert await world.database.enrol_node("wrong", node, b"key") is None
    assert await world.database.enrol_node("stale", node, b"key") is None
    assert await world.database.enrol_node("hash", node, b"key") == world.first
    assert await world.database.enrol_node("hash", other, b"key") is None
    assert await world.database.node_key(node) == (world.first, b"key", False)
    assert await world.database.node_key(other) is None


async def a_change_of_the_roster_gets_the_yachts_next_version(world: Shore) -> None:
    table = table_of(UserRole)
    async with world.owner.begin() as connection:
        where = table.c.yacht_id == world.first
        before = (await connection.execute(sa.select(sa.func.max(table.c.version)).where(where))).scalar_one()
        await admin.end_role(connection, world.first, world.people["captain"], Role.CAPTAIN)
        row = (await connection.execute(sa.select(table).where(where, table.c.role == "captain"))).mappings().one()
    assert row["version"] > before
    assert not row["is_active"]
    assert row["valid_until"] is not None


async def two_writers_of_a_yacht_take_turns_and_leave_no_gap(world: Shore) -> None:
    wanted = {"quantity_requested": "1", "source_type": "manual_add"}
    await asyncio.gather(*(world.act("crew", Action.CREATE, part_name=f"Part {n}", **wanted) for n in range(12)))
    async with world.sealed("crew") as tx:
        rows = await tx.rows(sa.text("select position from pms_feed order by position"))
        feed = (await tx.rows(sa.text("select seq, position from yacht_feeds")))[0]
    assert [row["position"] for row in rows] == list(range(1, 14))
    assert dict(feed) == {"seq": 13, "position": 13}


async def an_exchange_is_noted_for_the_sealed_yacht(world: Shore) -> None:
    async with world.database.transaction(None, world.first) as tx:
        await tx.exchange_done(7, 2, True)
    async with world.owner.connect() as connection:
        query = sa.text("select yacht_id::text, node_position, node_backlog, digest_matches from yacht_feeds")
        rows = {row[0]: tuple(row[1:]) for row in await connection.execute(query)}
    assert rows == {world.first: (7, 2, True), world.second: (0, 0, None)}


async def a_transaction_that_swallowed_an_error_says_that_nothing_was_stored(world: Shore) -> None:
    with pytest.raises(RuntimeError, match="rolled back"):
        async with world.sealed("crew") as tx:
            with pytest.raises(sa.exc.DBAPIError):
                await tx.rows(sa.text("select 1 / 0"))


async def the_pool_survives_a_server_that_cut_its_connections(world: Shore) -> None:
    async with world.owner.begin() as connection:
        await connection.execute(
            sa.text("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'lazarette_app'")
        )
    await asyncio.sleep(0.1)
    for _ in range(6):
        async with world.sealed("crew") as tx:
            assert await count(tx, ITEMS) == 1
        assert json.loads(await world.database.roles_of(world.people["crew"]))


async def a_cancelled_transaction_leaves_a_usable_pool(world: Shore, addresses: Any) -> None:
    database = ShoreDatabase(addresses.app, SEAL_KEY, pool_size=1)

    async def linger() -> None:
        async with database.transaction(world.people["crew"], world.first) as tx:
            await tx.recorder()
            await tx.rows(sa.text("select pg_sleep(30)"))

    task = asyncio.create_task(linger())
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.transaction(world.people["crew"], world.first) as tx:
        assert (await tx.recorder()).position == 1
    await database.close()


async def the_service_role_reads_rows_and_the_anonymous_none(world: Shore, raw_shore: asyncpg.Connection) -> None:
    for role, expected in (("service_role", 2), ("anon", 0), ("authenticated", 0)):
        async with raw_shore.transaction():
            await raw_shore.execute(f"set local role {role}")
            assert await raw_shore.fetchval("select count(*) from pms_shopping_list_items") == expected


async def the_policy_finds_rows_by_index(world: Shore) -> None:
    async with world.sealed("crew") as tx:
        await tx.rows(sa.text("set local enable_seqscan = off"))
        plan = await tx.rows(sa.text("explain (format json) select * from pms_history_entries"))
    assert "Index Scan" in json.dumps([dict(row) for row in plan])


async def a_second_preparation_changes_nothing(world: Shore, addresses: Any) -> None:
    assert await prepare(addresses.owner, SEAL_KEY, "only-for-tests") == addresses.app
    async with world.sealed("crew") as tx:
        assert await count(tx, ITEMS) == 1
