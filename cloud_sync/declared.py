"""Whether the shore's database still has the triggers, functions, policies and row security that the code declares."""

import re

import sqlalchemy as sa

from cloud_sync.guard import declared
from shared_models.changes import Transaction

_TRIGGER = re.compile(r"create trigger (\w+)\s.*?\son public\.(\w+)", re.IGNORECASE | re.DOTALL)
_POLICY = re.compile(r"create policy (\w+) on public\.(\w+)", re.IGNORECASE)
_FUNCTION = re.compile(r"create (?:or replace )?function (\w+)\.(\w+)\(.*?\$\$(.*)\$\$", re.IGNORECASE | re.DOTALL)
_SECURED = re.compile(r"alter table public\.(\w+) force row level security", re.IGNORECASE)


async def missing(tx: Transaction) -> list[str]:
    """A sentence for each that is missing or was changed. Needs the owner's eyes."""
    text = ";\n".join(declared())
    triggers = await _pairs(tx, "select tgname, tgrelid::regclass::text from pg_trigger where tgenabled <> 'D'")
    policies = await _pairs(tx, "select policyname, tablename from pg_policies where schemaname = 'public'")
    forced = await _pairs(
        tx,
        "select relname, relname from pg_class where relrowsecurity and relforcerowsecurity and relkind in ('r', 'p')",
    )
    rows = await tx.rows(
        sa.text("select n.nspname, p.proname, p.prosrc from pg_proc p join pg_namespace n on n.oid = p.pronamespace")
    )
    sources = {(row["nspname"], row["proname"], row["prosrc"]) for row in rows}
    problems = [
        f"{kind} {name} of {table} is missing"
        for kind, pattern, found in (("trigger", _TRIGGER, triggers), ("policy", _POLICY, policies))
        for name, table in pattern.findall(text)
        if (name, table) not in found
    ]
    problems += [
        f"row security of {name} is not forced" for name in _SECURED.findall(text) if (name, name) not in forced
    ]
    functions = [function for statement in declared() for function in _FUNCTION.findall(statement)]
    return problems + [
        f"function {schema}.{name} is missing or was changed"
        for schema, name, body in functions
        if (schema, name, body) not in sources
    ]


async def _pairs(tx: Transaction, statement: str) -> set[tuple[str, str]]:
    return {(str(first), str(second)) for first, second in (row.values() for row in await tx.rows(sa.text(statement)))}
