"""What a Postgres database holds, by its own catalogues.

Each thing has the text that it is compared by and the SQL that makes it. The schema as declared is read in the same
way, from an empty database that was migrated.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from cloud_sync.database import owner_engine
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.functions import APP_LOGIN
from cloud_sync.guard import GROUPS
from migrations.run import migrate_cloud, schema_of

ROLES = (*GROUPS, APP_LOGIN)
_ROLES = ", ".join(f"'{role}'" for role in ROLES)


@dataclass(frozen=True)
class Thing:
    """`key` names it within its kind; `text` is what must be equal; `table`: whose it is ("" for none's)."""

    kind: str
    key: str
    table: str
    text: str
    make: str


Catalogue = dict[tuple[str, str], Thing]
"""Things by kind and key."""

_OURS = "n.nspname in ('public', 'auth', 'ctx')"
_DEFAULT = "pg_get_expr(d.adbin, d.adrelid)"
_TYPE = "format_type(a.atttypid, a.atttypmod)"
_CALL = "format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid))"
_OWNED = f"case when p.proowner::regrole::text in ({_ROLES}) then p.proowner::regrole::text end"
_COLUMN = """join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum"""


def _tables(joins: str = "") -> str:
    """FROM and WHERE of our tables; `t` is a table's name."""
    return f"""from pg_class c join pg_namespace n on n.oid = c.relnamespace {joins},
  lateral (select format('%I.%I', n.nspname, c.relname) as t) named
  where {_OURS} and c.relkind in ('r', 'p') and c.relname not like 'alembic_version%'"""


def _functions() -> str:
    return f"""from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where {_OURS} and p.prokind = 'f'
    and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')"""


def _granted(what: str, acl: str, kind: str, owner: str, table: str, source: str) -> str:
    """What others than the owner may do. `what`: the thing in GRANT, as SQL; `kind`: as acldefault() takes it."""
    begins, _, where = source.partition(" where ")
    return f"""select said, {table}, '', 'grant ' || said {begins},
  lateral aclexplode(coalesce({acl}, acldefault('{kind}', {owner}))) x,
  lateral (select format('%s on %s to %s', lower(x.privilege_type), {what},
    case x.grantee when 0 then 'public' else x.grantee::regrole::text end) as said) s
  where x.grantee <> {owner} and {where}"""


QUERIES = {
    "role": f"""select rolname, '', said, format('create role %I %s', rolname, said) from pg_roles, lateral (
  select concat_ws(' ', case when rolcanlogin then 'login' else 'nologin' end,
    case when rolsuper then 'superuser' else 'nosuperuser' end,
    case when rolbypassrls then 'bypassrls' else 'nobypassrls' end,
    case when rolcreatedb then 'createdb' else 'nocreatedb' end,
    case when rolcreaterole then 'createrole' else 'nocreaterole' end,
    case when rolreplication then 'replication' else 'noreplication' end) as said) s where rolname in ({_ROLES})""",
    "membership": f"""select format('%I in %I', m.rolname, r.rolname), '', '',
    format('grant %I to %I', r.rolname, m.rolname)
  from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
  where r.rolname in ({_ROLES}) and m.rolname in ({_ROLES})""",
    "schema": f"""select n.nspname, '', '', format('create schema %I', n.nspname) from pg_namespace n where {_OURS}""",
    "type": f"""select t, '', said, format('create type %s as (%s)', t, said)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace,
  lateral (select format('%I.%I', n.nspname, c.relname) as t) named,
  lateral (select string_agg(format('%I %s', a.attname, {_TYPE}), ', ' order by a.attnum) as said
    from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) s
  where {_OURS} and c.relkind = 'c'""",
    "table": f"""select t, t, '', format(E'create table %s (\\n  %s\\n);\\nrevoke all on %s from public, %s', t, (
    select string_agg(concat_ws(' ', quote_ident(a.attname), {_TYPE}, 'default ' || {_DEFAULT},
      case when a.attnotnull then 'not null' end), E',\\n  ' order by a.attnum)
    from pg_attribute a left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped), t, '{", ".join(ROLES)}') {_tables()}""",
    "column": f"""select t || '.' || a.attname, t, {_TYPE},
  concat_ws(' ', format('alter table %s add column %I %s', t, a.attname, {_TYPE}), 'default ' || {_DEFAULT})
  {_tables(_COLUMN)}""",
    "default": f"""select t || '.' || a.attname, t, {_DEFAULT},
  format('alter table %s alter column %I set default %s', t, a.attname, {_DEFAULT})
  {_tables(_COLUMN)} and d.adbin is not null""",
    "not null": f"""select t || '.' || a.attname, t, '',
    format('alter table %s alter column %I set not null', t, a.attname)
  {_tables(_COLUMN)} and a.attnotnull""",
    "constraint": f"""select t || ': ' || replace(pg_get_constraintdef(k.oid), ' NOT VALID', ''), t,
  case when k.convalidated then '' else k.conname end,
  format('alter table %s add constraint %I %s', t, k.conname, pg_get_constraintdef(k.oid))
  {_tables("join pg_constraint k on k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f', 'x')")}""",
    "index": f"""select format('%I.%I', n.nspname, i.relname), t, pg_get_indexdef(i.oid), pg_get_indexdef(i.oid)
  {_tables("join pg_index x on x.indrelid = c.oid join pg_class i on i.oid = x.indexrelid")}
  and not exists (select from pg_constraint k where k.conindid = i.oid)""",
    "function": f"""select {_CALL}, '', concat_ws(' owned by ', pg_get_functiondef(p.oid), {_OWNED}),
  concat_ws(E';\\n', pg_get_functiondef(p.oid), format('revoke all on function %s from public', {_CALL}),
    'alter function ' || {_CALL} || ' owner to ' || {_OWNED}) {_functions()}""",
    "trigger": f"""select t || '.' || g.tgname, t,
  pg_get_triggerdef(g.oid) || case when g.tgenabled = 'D' then ' (disabled)' else '' end,
  regexp_replace(pg_get_triggerdef(g.oid), '^CREATE TRIGGER', 'CREATE OR REPLACE TRIGGER')
    || format(E';\\nalter table %s enable trigger %I', t, g.tgname)
  {_tables("join pg_trigger g on g.tgrelid = c.oid and not g.tgisinternal")}""",
    "row security": f"""select t, t, concat_ws(' and ', case when c.relrowsecurity then 'enabled' end,
    case when c.relforcerowsecurity then 'forced' end),
  format(E'alter table %s enable row level security;\\nalter table %s force row level security', t, t) {_tables()}""",
    "policy": """select t || '.' || y.policyname, t, said, format('create policy %I on %s %s', y.policyname, t, said)
  from pg_policies y, lateral (select format('%I.%I', y.schemaname, y.tablename) as t) named, lateral (
    select concat_ws(' ', 'as', lower(y.permissive), 'for', lower(y.cmd), 'to', array_to_string(y.roles, ', '),
      'using (' || y.qual || ')', 'with check (' || y.with_check || ')') as said) s
  where y.schemaname in ('public', 'auth', 'ctx')""",
    "grant on a schema": _granted(
        "'schema ' || quote_ident(n.nspname)", "n.nspacl", "n", "n.nspowner", "''",
        f"from pg_namespace n where {_OURS}",
    ),
    "grant": _granted("t", "c.relacl", "r", "c.relowner", "t", _tables()),
    "grant on a function": _granted(f"'function ' || {_CALL}", "p.proacl", "f", "p.proowner", "''", _functions()),
    "statistics": f"""select t || '.' || a.attname, t, '',
    format('alter table %s alter column %I set statistics 0', t, a.attname)
  {_tables(_COLUMN)} and a.attstattarget = 0""",
}  # fmt: skip
"""By kind, in the order in which things can be made: key, table, text, SQL."""


async def catalogue(connection: AsyncConnection) -> Catalogue:
    """Everything in the schemas public, auth and ctx, and the roles of ours."""
    await connection.exec_driver_sql("set local search_path = ''")
    found: Catalogue = {}
    for kind, query in QUERIES.items():
        for row in (await connection.exec_driver_sql(query)).all():
            key, table, text, make = ["" if value is None else str(value) for value in row]
            found[kind, key] = Thing(kind, key, table, text, make)
    return found


async def declared_catalogue() -> tuple[Catalogue, str]:
    """The schema as declared, from a Postgres in a temporary folder, and its number. Raises CommandError."""
    with tempfile.TemporaryDirectory(prefix="lazarette-") as folder:
        Path(folder).chmod(0o755)
        server = EmbeddedPostgres(Path(folder, "postgres"), durable=False)
        await asyncio.to_thread(server.start)
        engine = owner_engine(server.owner_url)
        try:
            async with engine.begin() as connection:
                await connection.run_sync(migrate_cloud)
                number = await connection.run_sync(schema_of)
                return await catalogue(connection), str(number)
        finally:
            await engine.dispose()
            await asyncio.to_thread(server.stop)


def in_order(things: Catalogue) -> Iterator[Thing]:
    """Things in the order in which they can be made."""
    for kind in QUERIES:
        yield from (thing for thing in things.values() if thing.kind == kind)
