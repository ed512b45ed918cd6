"""A sweep of the catalogue: nothing in the shore's database without its guard."""

import asyncpg

OURS = "n.nspname in ('public', 'auth', 'ctx')"
NOT_BY_YACHT = {"fleets", "fleet_managers", "feature_rollouts", "auth_sessions", "sign_in_tries"}
"""What is no tenant's; each has a policy of its own (guard.py)."""


async def names(connection: asyncpg.Connection, query: str) -> list[str]:
    return [row[0] for row in await connection.fetch(query)]


async def no_table_is_without_row_level_security(raw_shore: asyncpg.Connection) -> None:
    tables = f"""select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and {OURS}"""
    assert len(await names(raw_shore, tables)) > 25
    assert await names(raw_shore, f"{tables} and not (c.relrowsecurity and c.relforcerowsecurity)") == []


async def no_grant_is_without_a_policy(raw_shore: asyncpg.Connection) -> None:
    """A privilege that no policy answers to would be a mistake, if a safe one; the anonymous see nothing on purpose."""
    query = f"""select distinct c.relname || ' ' || g.grantee::regrole::text from pg_class c
      join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) g
      where c.relkind = 'r' and {OURS} and g.grantee not in (c.relowner, 'anon'::regrole)
      and not exists (select from pg_policy p where p.polrelid = c.oid and g.grantee = any (p.polroles))"""
    assert await names(raw_shore, query) == []


async def no_other_schema_view_sequence_or_partition_is_there(raw_shore: asyncpg.Connection) -> None:
    kinds = f"""select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind not in ('r', 'i', 'c') and {OURS}"""
    assert await names(raw_shore, kinds) == []
    schemas = "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1"
    assert await names(raw_shore, schemas) == ["auth", "ctx", "public"]


async def every_function_is_closed_to_the_public_and_has_a_fixed_search_path(raw_shore: asyncpg.Connection) -> None:
    functions = f"""select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where {OURS}"""
    public = "exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g where g.grantee = 0)"
    assert await names(raw_shore, f"{functions} and {public}") == []
    fixed = "'search_path=\"\"' = any (coalesce(p.proconfig, '{}'))"
    assert await names(raw_shore, f"{functions} and not {fixed}") == []
    theirs = "p.prosecdef and p.proowner <> 'journal_writer'::regrole"
    assert await names(raw_shore, f"{functions} and {theirs}") == []


async def every_unique_key_of_a_tenants_table_starts_with_the_yacht(raw_shore: asyncpg.Connection) -> None:
    query = """select distinct c.relname from pg_index x join pg_class c on c.oid = x.indrelid
      join pg_namespace n on n.oid = c.relnamespace
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
      where x.indisunique and n.nspname = 'public' and a.attname is distinct from 'yacht_id'"""
    assert set(await names(raw_shore, query)) == {*NOT_BY_YACHT, "alembic_version"}


async def no_foreign_key_is_there(raw_shore: asyncpg.Connection) -> None:
    assert await names(raw_shore, "select conname from pg_constraint where contype = 'f'") == []


async def the_login_owns_nothing_and_is_an_authenticated_user_alone(raw_shore: asyncpg.Connection) -> None:
    role = await raw_shore.fetchrow("select * from pg_roles where rolname = 'lazarette_app'")
    for power in ("rolsuper", "rolbypassrls", "rolcreatedb", "rolcreaterole", "rolreplication"):
        assert not role[power]
    member = "select roleid::regrole::text from pg_auth_members where member = 'lazarette_app'::regrole"
    assert await names(raw_shore, member) == ["authenticated"]
    owned = "select relname from pg_class where relowner = 'lazarette_app'::regrole"
    assert await names(raw_shore, owned) == []
    for privilege in ("truncate", "references", "trigger"):
        query = f"""select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind = 'r' and {OURS} and has_table_privilege('lazarette_app', c.oid, '{privilege}')"""
        assert await names(raw_shore, query) == []


async def no_login_is_a_member_of_the_journals_writer(raw_shore: asyncpg.Connection) -> None:
    query = """select m.member::regrole::text from pg_auth_members m join pg_roles r on r.oid = m.member
      where m.roleid = 'journal_writer'::regrole and not r.rolsuper"""
    assert await names(raw_shore, query) == []


async def every_tenants_policy_names_the_sealed_yacht(raw_shore: asyncpg.Connection) -> None:
    query = """select tablename || ': ' || coalesce(qual, with_check) from pg_policies
      where 'authenticated' = any (roles)
      and coalesce(qual, '') || coalesce(with_check, '')
        !~ 'get_user_yacht_id|manager_yachts|auth.uid|fleet_managers'"""
    assert await names(raw_shore, query) == []
