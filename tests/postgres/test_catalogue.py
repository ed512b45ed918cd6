"""A sweep of the catalogue: nothing in the shore's database without its guard. Each sweep finds what is planted."""

import asyncpg
import pytest

from cloud_sync import writer

_OURS = "n.nspname in ('public', 'auth', 'ctx')"
NOT_BY_YACHT = (
    "fleets", "fleet_managers", "feature_rollouts", "auth_sessions", "sign_in_tries", "alembic_version",
    "need_views", "need_view_parts",
)  # fmt: skip
"""What is no tenant's; each has a policy of its own (guard.py), and what only the owner may touch."""
_LISTED = ", ".join(f"'{name}'" for name in NOT_BY_YACHT)
_RELATIONS = "from pg_class c join pg_namespace n on n.oid = c.relnamespace"
_FUNCTIONS = f"""select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where {_OURS}"""

SWEEPS = {
    "a table or partition without forced row security": f"""select c.oid::regclass::text {_RELATIONS}
      where c.relkind in ('r', 'p') and {_OURS} and not (c.relrowsecurity and c.relforcerowsecurity)""",
    "a tenant's table without the yacht": f"""select c.relname {_RELATIONS}
      where c.relkind in ('r', 'p') and n.nspname = 'public' and c.relname not in ({_LISTED})
      and not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'yacht_id' and a.attnotnull)""",
    "a table that users read without the fence of the seal": f"""select c.relname {_RELATIONS}
      where c.relkind in ('r', 'p') and n.nspname = 'public' and c.relname not in ({_LISTED}, 'fleet_yachts')
      and has_table_privilege('lazarette_app', c.oid, 'select') and not exists (
        select from pg_policies p where p.tablename = c.relname and p.permissive = 'RESTRICTIVE'
        and p.qual ~ 'get_user_yacht_id')""",
    "a policy that does not name the seal": """select tablename || ': ' || coalesce(qual, with_check) from pg_policies
      where roles && array['authenticated', 'public', 'anon', 'lazarette_app']::name[]
      group by 1, qual, with_check having coalesce(qual, '') || coalesce(with_check, '')
        !~ 'get_user_yacht_id|manager_yachts|auth.uid|fleet_managers'""",
    "a grant without a policy": f"""select distinct c.relname || ' to ' || g.grantee::regrole::text {_RELATIONS},
      aclexplode(c.relacl) g
      where c.relkind in ('r', 'p') and {_OURS} and g.grantee not in (c.relowner, 'anon'::regrole)
      and not exists (select from pg_policy p where p.polrelid = c.oid and g.grantee = any (p.polroles))""",
    "a grant to everybody": f"""select c.relname {_RELATIONS}, aclexplode(c.relacl) g where {_OURS} and g.grantee = 0
      union all select n.nspname from pg_namespace n, aclexplode(n.nspacl) g where {_OURS} and g.grantee = 0
      union all select 'default privileges' from pg_default_acl""",
    "a view that looks with its owner's eyes": f"""select c.relname {_RELATIONS} where c.relkind = 'v' and {_OURS}
      and not coalesce('security_invoker=true' = any (c.reloptions), false)""",
    "a sequence, materialized view or foreign table": f"""select c.relname {_RELATIONS}
      where c.relkind not in ('r', 'p', 'i', 'I', 'v', 't', 'c') and {_OURS}""",
    "a function that everybody may call": f"""{_FUNCTIONS} and exists (
      select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee = 0)""",
    "a function that follows its caller's search path": f"""{_FUNCTIONS}
      and not 'search_path=""' = any (coalesce(p.proconfig, '{{}}'))""",
    "a function with more rights than the journal's writer": f"""{_FUNCTIONS}
      and p.prosecdef and p.proowner <> 'journal_writer'::regrole""",
    "a function in a language that needs trust": f"""{_FUNCTIONS}
      and p.prolang not in (select oid from pg_language where lanname in ('sql', 'plpgsql'))""",
    "a function of the shore's that is anybody else's too": f"""{_FUNCTIONS} and p.prosecdef
      and (p.provolatile = 'v' or p.proname in ('sign_in_candidates', 'roles_of', 'node_key'))
      and exists (select from aclexplode(p.proacl) g where g.grantee in ('authenticated'::regrole, 'anon'::regrole))""",
    "a unique key that does not start with the yacht": f"""select distinct c.relname || '.' || i.relname
      from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
      where x.indisunique and n.nspname = 'public' and a.attname is distinct from 'yacht_id'
      and c.relname not in ({_LISTED})""",
    "a foreign key that does not start with the yacht": """select k.conname from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
      where k.contype = 'f' and (a.attname <> 'yacht_id' or b.attname <> 'yacht_id')""",
    "a schema that nobody declared": """select nspname from pg_namespace
      where nspname !~ '^pg_' and nspname not in ('information_schema', 'auth', 'ctx', 'public')""",
    "an operator, cast, rule, publication, event trigger or extension": f"""
      select o.oprname::text from pg_operator o join pg_namespace n on n.oid = o.oprnamespace where {_OURS}
      union all select r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
        join pg_namespace n on n.oid = c.relnamespace where {_OURS} and c.relkind <> 'v'
      union all select pubname from pg_publication union all select evtname from pg_event_trigger
      union all select extname from pg_extension where extname <> 'plpgsql'
      union all select 'cast' from pg_cast where oid >= 16384""",
    "statistics of what people wrote": f"""select c.relname || '.' || a.attname {_RELATIONS}
      join pg_attribute a on a.attrelid = c.oid where c.relkind in ('r', 'p') and n.nspname = 'public' and a.attnum > 0
      and a.atttypid in ('text'::regtype, 'jsonb'::regtype, 'bytea'::regtype, 'numeric'::regtype)
      and a.attname not in ('status', 'urgency', 'role', 'verdict', 'rule') and c.relname <> 'alembic_version'
      and a.attstattarget is distinct from 0""",
}

TABLE = "create table public.planted (yacht_id uuid not null, word text)"
_FUNCTION = "create function public.planted() returns integer language sql"
GUARDED = f"{TABLE}; alter table public.planted enable row level security, force row level security"
PLANTED = {
    "a table or partition without forced row security": (
        TABLE, f"{TABLE}; alter table public.planted enable row level security",
        f"{GUARDED.replace('text)', 'text) partition by list (yacht_id)')};"
        " create table public.part_of_it partition of public.planted default",
    ),
    "a tenant's table without the yacht": (GUARDED.replace("yacht_id", "boat_id"),),
    "a table that users read without the fence of the seal": (f"{GUARDED}; grant select on planted to authenticated",),
    "a policy that does not name the seal": (
        f"{GUARDED}; create policy p on planted to authenticated using (true)",
        f"{GUARDED}; create policy p on planted",
        "create policy p on pms_parts for select to lazarette_app using (name <> '')",
    ),
    "a grant without a policy": (f"{GUARDED}; grant select on planted to service_role",),
    "a grant to everybody": (
        f"{GUARDED}; grant select on planted to public", "grant usage on schema ctx to public",
        "alter default privileges grant select on tables to authenticated",
    ),
    "a view that looks with its owner's eyes": ("create view public.planted as select * from pms_parts",),
    "a sequence, materialized view or foreign table": (
        "create sequence public.planted", "create materialized view public.planted as select * from pms_parts",
    ),
    "a function that everybody may call": (
        f"{_FUNCTION} set search_path = '' as 'select 1'",
    ),
    "a function that follows its caller's search path": (
        f"{_FUNCTION} as 'select 1'",
        f"{_FUNCTION} set search_path = public as 'select 1'",
    ),
    "a function with more rights than the journal's writer": (
        f"{_FUNCTION} security definer set search_path = '' as 'select 1'",
    ),
    "a function in a language that needs trust": (
        "create function public.planted(uuid, uuid) returns boolean language internal as 'uuid_eq'",
    ),
    "a function of the shore's that is anybody else's too": (
        f"grant execute on function {writer.SIGNATURE} to authenticated",
        "grant execute on function public.sign_in_candidates(text, text) to authenticated",
    ),
    "a unique key that does not start with the yacht": (
        f"{GUARDED}; alter table planted add primary key (word)",
        "create unique index planted on pms_parts (part_number)",
    ),
    "a foreign key that does not start with the yacht": (
        f"{GUARDED}; create table public.to_it (word text primary key);"
        " alter table planted add foreign key (word) references public.to_it",
    ),
    "a schema that nobody declared": ("create schema planted",),
    "an operator, cast, rule, publication, event trigger or extension": (
        "create operator public.=== (leftarg = uuid, rightarg = uuid, function = uuid_eq)",
        "create rule planted as on delete to pms_parts do instead nothing", "create publication planted",
    ),
    "statistics of what people wrote": (GUARDED, "alter table pms_parts alter column name set statistics 10"),
}  # fmt: skip


async def names(connection: asyncpg.Connection, query: str) -> list[str]:
    return [row[0] for row in await connection.fetch(query)]


@pytest.mark.parametrize("sweep", SWEEPS)
async def no_database_of_ours_has(raw_shore: asyncpg.Connection, sweep: str) -> None:
    tables = f"select c.relname {_RELATIONS} where c.relkind = 'r' and {_OURS}"
    assert len(await names(raw_shore, tables)) > 25
    assert await names(raw_shore, SWEEPS[sweep]) == []


@pytest.mark.parametrize(("sweep", "plant"), [(name, one) for name, some in PLANTED.items() for one in some])
async def every_sweep_finds_what_is_planted(raw_shore: asyncpg.Connection, sweep: str, plant: str) -> None:
    await raw_shore.execute(plant)
    assert await names(raw_shore, SWEEPS[sweep]) != []


def no_sweep_is_without_its_planted_proof() -> None:
    assert PLANTED.keys() == SWEEPS.keys()


async def the_login_owns_nothing_and_is_an_authenticated_user_alone(raw_shore: asyncpg.Connection) -> None:
    role = await raw_shore.fetchrow("select * from pg_roles where rolname = 'lazarette_app'")
    for power in ("rolsuper", "rolbypassrls", "rolcreatedb", "rolcreaterole", "rolreplication"):
        assert not role[power]
    member = "select roleid::regrole::text from pg_auth_members where member = 'lazarette_app'::regrole"
    assert await names(raw_shore, member) == ["authenticated"]
    owned = "select objid::text from pg_shdepend where refobjid = 'lazarette_app'::regrole and deptype = 'o'"
    assert await names(raw_shore, owned) == []
    for privilege in ("truncate", "references", "trigger", "maintain", "delete"):
        query = f"""select c.relname {_RELATIONS}
          where c.relkind = 'r' and {_OURS} and has_table_privilege('lazarette_app', c.oid, '{privilege}')"""
        assert await names(raw_shore, query) == []
    for schema in ("public", "auth", "ctx"):
        assert not await raw_shore.fetchval(f"select has_schema_privilege('lazarette_app', '{schema}', 'create')")
    for right in ("create", "temporary"):
        ask = f"select has_database_privilege('lazarette_app', current_database(), '{right}')"
        assert not await raw_shore.fetchval(ask)


async def no_login_is_a_member_of_the_journals_writer(raw_shore: asyncpg.Connection) -> None:
    query = """select m.member::regrole::text from pg_auth_members m join pg_roles r on r.oid = m.member
      where m.roleid = 'journal_writer'::regrole and not r.rolsuper"""
    assert await names(raw_shore, query) == []
