"""The migrated schema is the declared one: every table, index, trigger, function and policy, by the databases' word."""

import sqlite3

from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync.database import owner_engine
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.guard import declared as declared_ashore
from edge_node.tables import declared as declared_on_board
from shared_models import ddl

_OURS = "n.nspname in ('public', 'auth', 'ctx') and {name} not like 'alembic_version%'"

QUERIES = {
    "columns": f"""select n.nspname, c.relname, c.relkind::text, a.attname, format_type(a.atttypid, a.atttypmod),
        a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attnum
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where {_OURS.format(name="c.relname")} and a.attnum > 0""",
    "guards": f"""select n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relowner::regrole::text,
        (select array_agg(acl::text order by acl::text) from unnest(c.relacl) acl)
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where {_OURS.format(name="c.relname")}""",
    "constraints": f"""select n.nspname, r.relname, k.conname, pg_get_constraintdef(k.oid) from pg_constraint k
      join pg_class r on r.oid = k.conrelid join pg_namespace n on n.oid = r.relnamespace
      where {_OURS.format(name="r.relname")}""",
    "indexes": f"""select n.nspname, i.relname, pg_get_indexdef(i.oid) from pg_class i
      join pg_namespace n on n.oid = i.relnamespace where i.relkind = 'i' and {_OURS.format(name="i.relname")}""",
    "triggers": f"""select r.relname, t.tgname, pg_get_triggerdef(t.oid), t.tgenabled::text from pg_trigger t
      join pg_class r on r.oid = t.tgrelid join pg_namespace n on n.oid = r.relnamespace
      where not t.tgisinternal and {_OURS.format(name="r.relname")}""",
    "functions": f"""select pg_get_functiondef(p.oid), p.proowner::regrole::text,
        (select array_agg(acl::text order by acl::text) from unnest(p.proacl) acl)
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {_OURS.format(name="p.proname")}""",
    "policies": """select schemaname, tablename, policyname, permissive, roles::text, cmd, qual, with_check
      from pg_policies""",
    "schemas": """select n.nspname, (select array_agg(acl::text order by acl::text) from unnest(n.nspacl) acl)
      from pg_namespace n where n.nspname in ('public', 'auth', 'ctx')""",
}  # fmt: skip


async def described(engine: AsyncEngine) -> dict[str, list[str]]:
    """The database's own text of its schema."""
    async with engine.connect() as connection:
        return {
            name: sorted(map(repr, (await connection.exec_driver_sql(query)).all())) for name, query in QUERIES.items()
        }


async def the_shores_migrations_make_what_is_declared(
    postgres: EmbeddedPostgres, empty_server: AsyncEngine, owner: AsyncEngine
) -> None:
    async with empty_server.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql("drop database if exists declared")
        await connection.exec_driver_sql("create database declared template template0")
    engine = owner_engine(postgres.owner_url.rsplit("/", 1)[0] + "/declared")
    async with engine.begin() as connection:
        for statement in declared_ashore():
            await connection.exec_driver_sql(statement)
    declared, migrated = await described(engine), await described(owner)
    await engine.dispose()
    assert all(declared.values())
    assert migrated == declared


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    query = "select type, name, tbl_name, coalesce(sql, '') from sqlite_master where tbl_name <> 'alembic_version'"
    return sorted(connection.execute(query).fetchall())


def the_nodes_migrations_make_what_is_declared(raw_node: sqlite3.Connection) -> None:
    declared = sqlite3.connect(":memory:")
    for statement in declared_on_board():
        declared.execute(statement)
    assert schema_of(raw_node) == schema_of(declared)
    declared.close()


def the_triggers_have_the_names_that_people_look_for(raw_node: sqlite3.Connection) -> None:
    for dialect in ("sqlite", "postgresql"):
        assert {ddl.ENFORCE, ddl.LOG} <= ddl.triggers(dialect).keys()
    for name, text in ddl.triggers("sqlite").items():
        stored = raw_node.execute("select sql from sqlite_master where type = 'trigger' and name = ?", (name,))
        assert stored.fetchone() == (text,)
