"""Another yacht's rows, attacked with SQL as the application's login: what a stranger with psql would try."""

import asyncio
import json
import statistics
import time
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa

from cloud_sync.database import ShoreDatabase, permit
from cloud_sync.functions import APP_LOGIN
from cloud_sync.sections import GONE, SECTIONS
from shared_models.states import Action
from shared_models.tables import SHARED, table_of
from tests.attacks.conftest import SECRET, Pair
from tests.conftest import SEAL_KEY, Addresses

TABLES = [table_of(model).name for model in SHARED]
DENIED = (asyncpg.InsufficientPrivilegeError, asyncpg.InvalidSchemaNameError)


async def tried(psql: asyncpg.Connection, statement: str, seal: str | None = None, *given: Any) -> str:
    """What a statement shows within a transaction of its own, as text; a refusal shows its message."""
    transaction = psql.transaction()
    await transaction.start()
    try:
        if seal is not None:
            await psql.fetchval("select set_config('app.ctx', $1, true)", seal)
        return str([tuple(row) for row in await psql.fetch(statement, *given)])
    except (asyncpg.PostgresError, asyncpg.InternalClientError) as error:
        return f"{type(error).__name__}: {error} {getattr(error, 'detail', '')}"
    finally:
        await transaction.rollback()


async def psql_plan(psql: asyncpg.Connection, statement: str, seal: str) -> dict[str, Any]:
    """How many rows the planner expects, and at what cost."""
    async with psql.transaction():
        await psql.execute("select set_config('app.ctx', $1, true)", seal)
        plan = json.loads(await psql.fetchval(f"explain (format json) {statement}"))[0]["Plan"]
    return {name: plan[name] for name in ("Node Type", "Plan Rows", "Startup Cost", "Total Cost")}


def shows_nothing_of_theirs(shown: str, pair: Pair) -> bool:
    """Whether neither the victim's words nor ids are in what was shown."""
    return not any(word in shown for word in (SECRET, pair.theirs, pair.them, *pair.stolen.values(), pair.node))


# The seal


async def test_no_setting_but_a_true_seal_opens_a_yacht(pair: Pair, psql: asyncpg.Connection) -> None:
    true = pair.seal()
    user, yacht, expiry, mac = true.split(".")
    forged = [
        f"{pair.them}.{pair.theirs}.{expiry}.{mac}", f"{user}.{pair.theirs}.{expiry}.{mac}",
        f"{pair.them}.{pair.theirs}.{expiry}.", f"{pair.them}.{pair.theirs}.{expiry}.{'0' * 64}",
        f"{pair.them}.{pair.theirs}.{expiry}.null", f"-.-.{expiry}.{mac}", f"{user}.{yacht}.9999999999.{mac}",
        f"{true}.{pair.theirs}", f"{pair.theirs}.{true}", "", ".", "...", "%", "null", "\\x00", "x" * 100_000,
        f"{pair.them}.{pair.theirs}.1e10.{mac}", f"{pair.them}.{pair.theirs}.{expiry}.{mac.upper()}",
        pair.seal(pair.them, pair.theirs, lifetime_s=-1), pair.seal(pair.them, pair.theirs, key=b"a guess"),
        permit(SEAL_KEY, f"{pair.them}.{pair.theirs}", expiry, int(expiry)),
    ]  # fmt: skip
    for seal in forged:
        assert await tried(psql, "select part_name from pms_shopping_list_items", seal) == "[]", seal
    assert "Impeller" in await tried(psql, "select part_name from pms_shopping_list_items", true)


async def test_a_seal_ends_with_its_transaction_and_with_its_time(pair: Pair, psql: asyncpg.Connection) -> None:
    count = "select count(*) from pms_shopping_list_items"
    async with psql.transaction():
        await psql.execute("select set_config('app.ctx', $1, true)", pair.seal())
        assert await psql.fetchval(count) == 1
    assert await psql.fetchval(count) == 0
    async with psql.transaction():
        await psql.execute("select set_config('app.ctx', $1, true)", pair.seal(lifetime_s=1))
        assert await psql.fetchval(count) == 1
        await asyncio.sleep(2.1)
        assert await psql.fetchval(count) == 0, "also within one transaction"


async def test_a_seal_that_is_in_force_stands_in_no_statement_that_another_session_sees(
    pair: Pair, psql: asyncpg.Connection
) -> None:
    seen = set[str]()

    async def watch() -> None:
        while True:
            seen.update(row[0] for row in await psql.fetch("select query from pg_stat_activity"))

    watching = asyncio.create_task(watch())
    for _ in range(40):
        async with pair.database.transaction(pair.them, pair.theirs) as tx:
            await tx.rows(sa.text("select 1"))
    await pair.act(pair.theirs, Action.CREATE, part_name=SECRET + " 2", quantity_requested="1",
                   source_type="manual_add")  # fmt: skip
    watching.cancel()
    shown = "\n".join(seen)
    assert "set_config" in shown
    assert shows_nothing_of_theirs(shown, pair)


async def test_the_key_is_nowhere_to_be_read(pair: Pair, psql: asyncpg.Connection) -> None:
    for statement in (
        "select * from ctx.seal", "table ctx.seal", "select ctx.claims()", "select ctx.permits('a', 'b')",
        "select pg_read_file('global/pg_control')", "select pg_ls_dir('.')", "select lo_import('/etc/passwd')",
        "copy ctx.seal to stdout", "select * from pg_authid", "select * from pg_largeobject",
        "select query_to_xml('table ctx.seal', true, true, '')", "select stanumbers1 from pg_statistic",
    ):  # fmt: skip
        shown = await tried(psql, statement, pair.seal())
        assert "InsufficientPrivilege" in shown or "FeatureNotSupported" in shown, (statement, shown)
    sources = await psql.fetch("select prosrc from pg_proc where pronamespace::regnamespace::text in ('public', 'ctx')")
    for pad in (bytes(b ^ 0x36 for b in SEAL_KEY), bytes(b ^ 0x5C for b in SEAL_KEY), SEAL_KEY):
        assert not any(pad.hex() in row[0] for row in sources)


# Other roles


@pytest.mark.parametrize(
    "statement",
    [
        "set role postgres", "set role service_role", "set role journal_writer", "set role anon",
        "set session authorization postgres", "set session authorization journal_writer",
        "alter role lazarette_app bypassrls", "grant service_role to lazarette_app",
        "grant journal_writer to lazarette_app", "create role mine superuser",
        "select set_config('role', 'service_role', true)",
        "select set_config('session_authorization', 'postgres', true)",
        "set session_replication_role = replica", "load 'auto_explain'", "create extension pg_trgm",
        "alter function public.get_user_yacht_id() security invoker",
        "reassign owned by journal_writer to lazarette_app",
        "security label on table pms_parts is 'x'", "comment on table pms_parts is 'mine'",
    ],
)  # fmt: skip
async def test_the_login_becomes_nobody_else(pair: Pair, psql: asyncpg.Connection, statement: str) -> None:
    shown = await tried(psql, statement, pair.seal())
    assert shown != "[]", "it went through"
    assert "ermission" in shown or "must be owner" in shown or "Error" in shown
    assert await psql.fetchval("select current_user") == APP_LOGIN


async def test_row_security_cannot_be_turned_off(pair: Pair, psql: asyncpg.Connection) -> None:
    await psql.execute("set row_security = off")
    for table in TABLES:
        shown = await tried(psql, f"select * from {table}", pair.seal())
        assert shown.startswith("InsufficientPrivilegeError: query would be affected"), shown
    await psql.execute("reset row_security")


async def test_no_table_is_emptied_copied_into_or_rewritten(pair: Pair, psql: asyncpg.Connection) -> None:
    for table in TABLES:
        for statement in (
            f"truncate {table}", f"delete from {table}", f"drop table {table}",
            f"alter table {table} owner to current_user",
            f"create index on {table} (yacht_id)", f"create policy mine on {table} using (true)",
            f"create rule mine as on select to {table} do instead select 1", f"vacuum {table}", f"cluster {table}",
            f"create trigger mine after insert on {table} execute function public.refuse_change()",
        ):  # fmt: skip
            shown = await tried(psql, statement, pair.seal())
            assert "permission denied" in shown or "must be owner" in shown or "cannot" in shown, (statement, shown)
    with pytest.raises(asyncpg.PostgresError, match=r"COPY FROM not supported|permission denied"):
        await psql.copy_records_to_table("pms_shopping_list_items", records=[])
    assert await psql.fetchval("select has_database_privilege(current_database(), 'temporary')") is False


# Reading


@pytest.mark.parametrize("table", TABLES)
async def test_no_way_of_asking_shows_a_row_of_theirs(pair: Pair, psql: asyncpg.Connection, table: str) -> None:
    for statement in (
        f"select * from {table}", f"table {table}", f"select * from only {table}", f"select {table} from {table}",
        f"select ctid, xmin, * from {table}", f"select * from {table} where yacht_id = '{pair.theirs}'",
        f"select to_jsonb(t) from {table} t", f"select string_agg(t::text, ',') from {table} t",
        f"with t as materialized (select * from {table}) select * from t",
        f"select * from {table} tablesample system (100)",
        f"select * from {table} where yacht_id <> (select public.get_user_yacht_id())",
        f"select * from {table} a full join {table} b using (yacht_id)",
        f"select * from {table} for key share", f"select * from {table} where yacht_id = any ('{{{pair.theirs}}}')",
        f"select most_common_vals, histogram_bounds::text from pg_stats where tablename = '{table}'",
    ):  # fmt: skip
        shown = await tried(psql, statement, pair.seal())
        assert shows_nothing_of_theirs(shown.replace(f"'{pair.theirs}'", ""), pair), (statement, shown[:300])


async def test_a_copy_to_the_outside_is_of_ones_own_rows(pair: Pair, psql: asyncpg.Connection) -> None:
    received = bytearray()

    async def keep(data: bytes) -> None:
        received.extend(data)

    async with psql.transaction():
        await psql.execute("select set_config('app.ctx', $1, true)", pair.seal())
        for table in TABLES:
            await psql.copy_from_table(table, output=keep)
            await psql.copy_from_query(f"select * from {table}", output=keep)
    assert b"Impeller" in received
    assert shows_nothing_of_theirs(received.decode(), pair)
    for statement in ("copy pms_parts to '/tmp/parts'", "copy pms_parts to program 'cat'"):
        assert "InsufficientPrivilege" in await tried(psql, statement, pair.seal())


async def test_no_leaky_function_or_operator_sees_a_row_before_its_policy(pair: Pair, psql: asyncpg.Connection) -> None:
    mine = "part_name <> 'Impeller'"
    for statement in (
        f"select 1 from pms_shopping_list_items where {mine} and part_name::integer = 1",
        f"select 1 from pms_shopping_list_items where {mine} and 1 / (quantity_requested - 3) > 0",
        f"select 1 from pms_shopping_list_items where {mine} and ('x' || part_name)::regclass is null",
        f"select 1 from pms_shopping_list_items where {mine} and set_config('app.seen', part_name, true) = ''",
        f"select 1 from pms_shopping_list_items where {mine} and pg_notify('seen', part_name) is null",
        f"select 1 from pms_shopping_list_items where {mine} and pg_sleep(0.5) is null",
        f"select 1 from pms_shopping_list_items where part_name = '{SECRET}' and pg_sleep(0.5) is null",
        f"select 1 from pms_shopping_list_items where id = '{pair.stolen['item']}' and pg_sleep(0.5) is null",
        f"update pms_shopping_list_items set unit = 'x' where part_name = '{SECRET}' and pg_sleep(0.5) is null",
        f"select 1 from pms_shopping_list_items where {mine} and pg_advisory_lock(quantity_requested::bigint) is null",
        f"select case when {mine} then part_name::integer end from pms_shopping_list_items order by part_name",
    ):  # fmt: skip
        began = time.monotonic()
        shown = await tried(psql, statement, pair.seal())
        assert shown in ("[]", "[(None,)]"), (statement, shown)
        assert time.monotonic() - began < 4, "a nap for each of their 30 rows, not for the one of mine"
    assert await psql.fetchval("select coalesce(current_setting('app.seen', true), '')") == ""


async def test_no_explanation_confirms_a_word_of_theirs(
    pair: Pair, psql: asyncpg.Connection, raw_shore: asyncpg.Connection
) -> None:
    await raw_shore.execute("analyze")
    for table, column, words, guess in (
        ("pms_shopping_list_items", "part_name", SECRET, "Nothing of the kind"),
        ("pms_shopping_list_items", "source_notes", SECRET, "Nothing of the kind"),
        ("auth_users_profiles", "name", "Victim", "Nobody"),
        ("pms_shopping_list_items", "quantity_requested", "3", "17"),
    ):
        plans = [
            await psql_plan(psql, f"select 1 from {table} where {column} = '{word}'", pair.seal())
            for word in (words, guess)
        ]
        assert plans[0] == plans[1], (table, column)


async def test_the_catalogue_holds_no_words_of_theirs(
    pair: Pair, psql: asyncpg.Connection, raw_shore: asyncpg.Connection
) -> None:
    await raw_shore.execute("analyze")
    kept = await raw_shore.fetch("select stavalues1::text || stavalues2::text || stavalues3::text from pg_statistic"
                                 " where starelid::regclass::text ~ '^pms_|^auth_'")  # fmt: skip
    assert not any(SECRET in (row[0] or "") for row in kept), "what is not kept cannot leak"
    views = await psql.fetch("select viewname from pg_views where schemaname in ('pg_catalog', 'information_schema')")
    for (view,) in views:
        schema = "information_schema." if not view.startswith("pg_") else ""
        shown = await tried(psql, f"select v::text from {schema}{view} v", pair.seal())
        words = (SECRET, "Victim", *pair.stolen.values(), pair.node)
        assert not any(word in shown for word in words), view
    assert await psql.fetch("select * from pg_largeobject_metadata") == []


# Functions


async def test_no_function_answers_about_another_yacht(
    pair: Pair, psql: asyncpg.Connection, raw_shore: asyncpg.Connection
) -> None:
    expiry = int(time.time()) + 60
    own = permit(SEAL_KEY, "roles_of", pair.me, expiry)
    stale = permit(SEAL_KEY, "sign_in_candidates", "Victim", expiry - 120)
    questions = {
        "sign_in_candidates": "'Victim'", "roles_of": f"'{pair.them}'", "node_key": f"'{pair.node}'",
        "sign_in_tries": "'Victim', 'x'",
    }  # fmt: skip
    for function, about in questions.items():
        for leave in ("", "x", "1.2", f"{expiry}.", f"{expiry}.{'0' * 64}", own, stale, pair.seal(), "99999999999."):
            for seal in (None, pair.seal(), pair.seal(pair.me, None)):
                shown = await tried(psql, f"select * from public.{function}({about}, $1)", seal, leave)
                assert shown == "[]", (function, leave, shown)
        for leave in ("null", "null::text"):
            assert await tried(psql, f"select * from public.{function}({about}, {leave})", pair.seal()) == "[]"
    enrol = f"select public.enrol_node('code', '{uuid4()}', '\\x00', null, $1)"
    for leave in ("", own, stale, permit(SEAL_KEY, "enrol_node", pair.node, expiry)):
        assert await tried(psql, enrol, pair.seal(), leave) == "[(None,)]"
    for leave in ("", own, stale):
        begin = f"select public.open_session('{uuid4()}', '{pair.them}', 'x', null, null, $1)"
        await tried(psql, begin, pair.seal(), leave)
        assert await tried(psql, "select * from auth_sessions", pair.seal()) != "[]"
        assert await tried(psql, f"select public.end_sessions('{pair.them}', null, $1)", pair.seal(), leave) == "[(0,)]"
        for is_right in (True, False):
            await tried(psql, f"select public.sign_in_noted('Victim', 'x', {is_right}, $1)", pair.seal(), leave)
    assert await raw_shore.fetchval("select count(*) from sign_in_tries") == 0
    for question in ("is_hod", "is_engineer"):
        ask = f"select public.{question}('{pair.them}', '{pair.theirs}')"
        assert await tried(psql, ask, pair.seal()) == "[(False,)]"
        assert await tried(psql, ask, None) in ("[(None,)]", "[(False,)]")
    assert pair.theirs not in await tried(psql, "select * from public.manager_yachts()", pair.seal(pair.me, None))
    assert await tried(psql, "select yacht_id from public.feed_lock()", None) == "[]"
    assert pair.mine in await tried(psql, "select yacht_id from public.feed_lock()", pair.seal())


async def test_an_epoch_or_position_of_another_yachts_node_is_not_touched(
    pair: Pair, psql: asyncpg.Connection, raw_shore: asyncpg.Connection
) -> None:
    epochs = """select yacht_id::text, epoch, number from node_epochs
      union all select yacht_id::text, epoch, seq from yacht_feeds"""
    before = sorted(map(tuple, await raw_shore.fetch(epochs)))
    speaks = f"select * from public.epoch_spoke('{pair.node}', 'e', 9, '\\x00', true)"
    assert await tried(psql, speaks, pair.seal()) == "[]"
    async with psql.transaction():
        await psql.execute("select set_config('app.ctx', $1, true)", pair.seal())
        await psql.execute("select public.new_generation('g', 'e')")
        await psql.execute("select public.exchange_done(99, 99, true)")
    after = sorted(map(tuple, await raw_shore.fetch(epochs)))
    assert [row for row in after if row[0] == pair.theirs] == [row for row in before if row[0] == pair.theirs]
    states = "select node_position from yacht_feeds where yacht_id = $1"
    assert await raw_shore.fetchval(states, pair.theirs) == 0


async def test_no_object_of_mine_stands_in_for_one_of_ours(pair: Pair, psql: asyncpg.Connection) -> None:
    for statement in (
        "create temporary table uuid (a integer)", "create temporary view pms_parts as select 1",
        "create function pg_temp.now() returns timestamptz language sql as 'select ''epoch''::timestamptz'",
        "create function public.get_user_yacht_id(text) returns uuid language sql as 'select null::uuid'",
        "create function auth.uid(integer) returns uuid language sql as 'select null::uuid'",
        "create operator public.= (leftarg = uuid, rightarg = uuid, function = uuid_ne)",
        "create schema lazarette_app", "create schema mine", "create domain public.uuid as text",
        "create type pg_temp.uuid as (a integer)", "create cast (text as uuid) with inout",
        "create aggregate public.max(uuid) (sfunc = uuid_larger, stype = uuid)", "create sequence public.mine",
        "create view public.mine as select 1", "create materialized view public.mine as select 1",
        "create publication mine for all tables", "create event trigger mine on ddl_command_start execute function f()",
    ):  # fmt: skip
        shown = await tried(psql, statement, pair.seal())
        assert shown != "[]", statement
        assert "permission denied" in shown or "must be" in shown, (statement, shown)
    await psql.execute("set search_path = pg_temp, lazarette_app, information_schema, public")
    assert "Impeller" in await tried(psql, "select part_name from pms_shopping_list_items", pair.seal())
    await psql.execute("set search_path = ''")
    shown = await tried(psql, "select part_name from public.pms_shopping_list_items", pair.seal())
    assert shown == "[('Impeller',)]"


# Writing


def _row(pair: Pair, **changed: str) -> str:
    given = {
        "id": str(uuid4()), "yacht_id": pair.mine, "part_name": "Hose", "quantity_requested": "1",
        "status": "candidate",
        "source_type": "manual_add", "created_by": pair.me, "created_at": "2026-05-12", "updated_at": "2026-05-12",
        **changed,
    }  # fmt: skip
    columns, values = ", ".join(given), ", ".join(f"'{value}'" for value in given.values())
    return f"insert into pms_shopping_list_items ({columns}) values ({values})"


async def test_whether_a_row_of_theirs_is_there_makes_no_difference_to_a_write(
    pair: Pair, psql: asyncpg.Connection
) -> None:
    """An existing id of theirs against one that nobody has: the same words, with on conflict, returning and all."""
    statements = (
        _row(pair, id="ID", yacht_id=pair.theirs), _row(pair, id="ID", yacht_id=pair.theirs) + " returning *",
        _row(pair, id="ID", yacht_id=pair.theirs) + " on conflict do nothing returning *",
        _row(pair, id="ID", yacht_id=pair.theirs)
        + " on conflict (yacht_id, id) do update set part_name = 'x' returning *",
        _row(pair, id="ID") + " returning part_name",
        _row(pair, id="ID") + " on conflict do nothing returning part_name",
        _row(pair, created_by="ID"), _row(pair, part_id="ID") + " returning 1",
        "update pms_shopping_list_items set part_name = 'x' where id = 'ID' returning *",
        "update pms_shopping_list_items set yacht_id = yacht_id where id = 'ID' returning *",
        "select * from pms_shopping_list_items where id = 'ID' for update",
        "merge into pms_shopping_list_items t using (select 'ID'::uuid as id) s on t.id = s.id"
        " when matched then update set part_name = 'x'",
        "select public.journal_write(moved => '{\"ID\": \"5\"}')",
        *(f"select public.journal_write({name} => array['ID']::uuid[])" for name in GONE),
    )  # fmt: skip
    for statement in statements:
        shown = []
        for name in (pair.stolen["item"], str(uuid4())):
            shown.append((await tried(psql, statement.replace("ID", name), pair.seal())).replace(name, "ID"))
        assert shown[0] == shown[1], statement


async def test_an_item_does_not_move_to_another_yacht(pair: Pair, psql: asyncpg.Connection) -> None:
    move = f"update pms_shopping_list_items set yacht_id = '{pair.theirs}' where id = '{pair.item}'"
    shown = await tried(psql, move, pair.seal())
    assert "Error" in shown
    assert shows_nothing_of_theirs(shown.replace(pair.theirs, ""), pair)


async def test_the_journal_takes_no_foreign_row_however_it_is_dressed(
    pair: Pair, psql: asyncpg.Connection, raw_shore: asyncpg.Connection
) -> None:
    counts = " union all ".join(f"select '{table}', count(*) from {table} where yacht_id = $1" for table in TABLES)
    before = await raw_shore.fetch(counts, pair.theirs)
    mine, theirs, item = pair.mine, pair.theirs, pair.stolen["item"]
    rows = (
        [{"yacht_id": theirs, "id": item}], [{"yacht_id": None}], [{}], [{"yacht_id": mine}, {"yacht_id": theirs}],
        [None], [{"yacht_id": theirs, "seq": 99, "position": 99}], [{"YACHT_ID": theirs}],
    )  # fmt: skip
    calls = [
        f"{name} => array(select r from jsonb_populate_recordset(null::{section.type_name}, '{json.dumps(given)}') r)"
        for name, section in SECTIONS.items()
        for given in rows
    ]
    calls += [f"{name} => array['{item}']::uuid[]" for name in GONE]
    calls += [f"moved => '{json.dumps({item: '9'})}'", "moved => null", "moved => '[]'"]
    calls += [f"{name} => null" for name in SECTIONS]
    for call in calls:
        for seal in (pair.seal(), pair.seal(pair.me, None), None):
            transaction = psql.transaction()
            await transaction.start()
            try:
                if seal:
                    await psql.execute("select set_config('app.ctx', $1, true)", seal)
                await psql.execute(f"select public.journal_write({call})")
            except asyncpg.PostgresError as error:
                await transaction.rollback()
                assert SECRET not in f"{error} {error.detail}"
            else:
                await transaction.commit()
    assert await raw_shore.fetch(counts, pair.theirs) == before
    feed = await raw_shore.fetchrow("select seq, position from yacht_feeds where yacht_id = $1", pair.theirs)
    assert tuple(feed) == (30, 30)


# What sessions share


async def test_a_listener_hears_nothing_of_what_others_do(pair: Pair, psql: asyncpg.Connection) -> None:
    heard: list[Any] = []
    for channel in ("changes", "pms_feed", pair.theirs, "seen"):
        await psql.add_listener(channel, lambda *message: heard.append(message))
    await pair.act(pair.theirs, Action.CREATE, part_name="Anode", quantity_requested="1", source_type="manual_add")
    await psql.execute("select 1")
    assert heard == []
    await psql.reset()


async def test_no_lock_of_mine_holds_another_yacht_up(pair: Pair, psql: asyncpg.Connection) -> None:
    async with psql.transaction():
        await psql.execute("select set_config('app.ctx', $1, true)", pair.seal())
        await psql.execute("select * from public.feed_lock()")
        await psql.execute("select pg_advisory_xact_lock(hashtext($1))", pair.theirs)
        for statement in (
            "select * from yacht_feeds for update", "select * from yacht_feeds for key share",
            "lock table yacht_feeds in row exclusive mode",
        ):  # fmt: skip
            with pytest.raises(DENIED):
                async with psql.transaction():
                    await psql.execute(statement)
        rows = await psql.fetch("select id from pms_shopping_list_items for update")
        assert len(rows) == 1
        wanted = {"part_name": "Zinc", "quantity_requested": "1", "source_type": "manual_add"}
        await asyncio.wait_for(pair.act(pair.theirs, Action.CREATE, **wanted), timeout=10)


async def test_what_a_session_leaves_behind_shows_the_next_one_its_own_rows(pair: Pair, addresses: Addresses) -> None:
    """One connection, first the victim's, then the attacker's: plans, prepared statements, settings."""
    database = ShoreDatabase(addresses.app, SEAL_KEY, pool_size=1)
    ask = sa.text("select part_name from pms_shopping_list_items order by part_name")
    async with database.transaction(pair.them, pair.theirs) as tx:
        await tx.rows(sa.text("prepare theirs as select yacht_id::text, part_name from public.pms_shopping_list_items"))
        for _ in range(6):  # from the sixth execution on a generic plan may be kept
            await tx.rows(sa.text("execute theirs"))
            await tx.rows(ask)
        await tx.rows(sa.text(f"select set_config('app.ctx', '{pair.seal(pair.them, pair.theirs)}', false)"))
        await tx.rows(sa.text("set plan_cache_mode = force_generic_plan"))
    async with database.transaction(pair.me, pair.mine) as tx:
        assert [row["part_name"] for row in await tx.rows(ask)] == ["Impeller"]
        left = await tx.rows(sa.text("execute theirs"))
        assert {row["yacht_id"] for row in left} == {pair.mine}
        for leftovers in (
            "pg_cursors where name not like '%asyncpg%' and is_holdable",
            "pg_class where relpersistence = 't'",
        ):
            assert await tx.rows(sa.text(f"select 1 from {leftovers}")) == []
    async with database.transaction(None, None) as tx:
        assert await tx.rows(ask) == []
    await database.close()


# Timing


async def test_asking_for_a_row_of_theirs_takes_as_long_as_for_none(pair: Pair) -> None:
    ask = sa.text("select * from pms_shopping_list_items where id = cast(:id as uuid)")
    times: dict[str, list[float]] = {"theirs": [], "nobody's": []}
    async with pair.database.transaction(pair.me, pair.mine) as tx:
        for _ in range(300):
            for whose, name in (("theirs", pair.stolen["item"]), ("nobody's", str(uuid4()))):
                began = time.perf_counter()
                assert await tx.rows(ask, {"id": name}) == []
                times[whose].append(time.perf_counter() - began)
    theirs, none = (statistics.median(some) for some in times.values())
    assert 0.67 < theirs / none < 1.5, (theirs, none)
