"""Who may see and write what in the shore's database: roles, policies, grants; and its whole schema as declared.

A transaction is sealed for a person and a yacht (`app.ctx`, see database.py); the application's login sees that yacht
and nothing else, whatever SQL it runs.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlmodel import SQLModel

from cloud_sync.functions import APP_LOGIN, FUNCTIONS, Function
from cloud_sync.managing import MANAGING_FUNCTIONS
from cloud_sync.needs import NEED_FUNCTIONS
from cloud_sync.people_functions import PEOPLE_FUNCTIONS
from cloud_sync.roster import AUDITED, ROSTER_FUNCTIONS
from cloud_sync.sections import SECTIONS
from cloud_sync.spending import SPENDING_FUNCTIONS
from cloud_sync.standing import STANDING_FUNCTIONS
from cloud_sync.summaries import SUMMARY_FUNCTIONS, summary_triggers
from cloud_sync.tables import CLOUD
from cloud_sync.watch import WATCH_FUNCTIONS
from shared_models import ddl
from shared_models.tables import REFERENCE, SHARED, SIGN_IN, table_of
from shared_models.types import Quantity

MODELS: tuple[type[SQLModel], ...] = (*SHARED, *SIGN_IN, *CLOUD)
"""Every table of the shore."""
EVERY_FUNCTION: tuple[Function, ...] = (
    *FUNCTIONS, *PEOPLE_FUNCTIONS, *ROSTER_FUNCTIONS, *MANAGING_FUNCTIONS, *SUMMARY_FUNCTIONS,
    *STANDING_FUNCTIONS, *NEED_FUNCTIONS, *SPENDING_FUNCTIONS, *WATCH_FUNCTIONS,
)  # fmt: skip
"""The shore's own functions, in the order in which they can be made."""
GROUPS = ("anon", "authenticated", "service_role", "journal_writer")
_ITEMS = "pms_shopping_list_items"
_HISTORY = "pms_shopping_list_state_history"
_PRIVATE = (
    "enrolment_codes",
    "fleets",
    "fleet_yachts",
    "fleet_managers",
    "feature_rollouts",
    "health_checks",
    "alerts",
    "auth_sessions",
    "sign_in_tries",
    "need_changes",
    "need_views",
    "need_view_yachts",
    "need_view_parts",
)
"""The tables that are no tenant's, or no user's to read by yacht."""
_ANONYMOUS = (_ITEMS, _HISTORY)
"""What somebody without a name may ask for, to get no rows."""

_JOURNAL_WRITER = {
    "pms_history_entries": "select, insert, delete",
    "pms_feed": "select, insert, delete",
    _ITEMS: "select, insert, update, delete",
    _HISTORY: "select, insert, delete",
    "pms_entry_outcomes": "select, insert, delete",
    "pms_rulings": "select, insert, update, delete",
    "pms_item_heads": "select, insert, update",
    "pms_conflict_sightings": "select, insert, update",
    "pms_quarantine": "select, insert, update",
    "pms_audit_log": "select, insert",
    "pms_idempotency_keys": "select, insert",
    "pms_parts": "select, insert, update",
    "yacht_feeds": "select, update",
    "yacht_hours": "select, insert, update, delete",
    "auth_users_profiles": "select, insert, update",
    "auth_sessions": "select, insert, update, delete",
    "sign_in_tries": "select, insert, update, delete",
    "auth_users_roles": "select, insert, update",
    "nodes": "select, insert, update",
    "node_epochs": "select, insert, update",
    "pms_notices": "select, insert",
    "enrolment_codes": "select, insert, update",
    "fleet_yachts": "select",
    "yacht_registry": "select",
    "feature_rollouts": "select, insert, delete",
    "health_checks": "select",
    "alerts": "select",
    "fleet_managers": "select",
    "yacht_tallies": "select, insert, update, delete",
    "yacht_conflicts": "select, insert, update, delete",
    "yacht_needs": "select, insert, update, delete",
    "need_changes": "select, insert, delete",
    "need_views": "select, insert, update, delete",
    "need_view_yachts": "select, insert, delete",
    "need_view_parts": "select, insert, update, delete",
}
_APPEND_ONLY = {"pms_history_entries": "select", _HISTORY: "select", "pms_audit_log": "select, insert"}
"""What the service role may do with them; with all others it may do anything to rows."""

_PLANNED_BY = ("status", "urgency", "role", "verdict", "rule")
"""Words that are the same few on every yacht, of which the planner may keep statistics."""

_OWN = "yacht_id = (select public.get_user_yacht_id())"
_MANAGED = "yacht_id = any (array(select public.manager_yachts()))"
_FENCE = f"{_OWN} or (select public.is_fleet_sealed())"
"""As cheap as any comparison, so that it is made before whatever a query brings: behind a dearer policy, `part_name =
'a guess' and pg_sleep(1) is null` would tell by the time it takes whether another yacht's row fits the guess."""
_HOD = "(select public.is_hod((select auth.uid()), (select public.get_user_yacht_id())))"
_MINE = "user_id = (select auth.uid())"
_MY_FLEETS = "fleet_id in (select m.fleet_id from public.fleet_managers m)"
_SOMEBODY = "(select public.get_user_yacht_id()) is not null or (select public.is_fleet_sealed())"
_ROLLED_OUT = f"({_SOMEBODY}) and (yacht_id is null or {_OWN} or {_MANAGED})"


def _roles() -> Iterator[str]:
    wanted = dict.fromkeys(GROUPS, "nologin") | {APP_LOGIN: "login"}
    for role, login in wanted.items():
        yield f"""do $$ begin
  create role {role} {login} nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
exception when duplicate_object then null;
end $$"""
    yield f"grant authenticated to {APP_LOGIN}"
    # what it asks takes milliseconds: to compile that takes longer than to run it
    yield f"alter role {APP_LOGIN} set jit = off"


def _schemas() -> Iterator[str]:
    for schema in ("auth", "ctx"):
        yield f"create schema if not exists {schema}"
    yield "revoke all on schema public, auth, ctx from public"
    yield "grant usage on schema public, auth to anon, authenticated, service_role, journal_writer"
    yield "grant usage on schema ctx to journal_writer"
    yield """create table ctx.seal (
  only_one boolean primary key default true check (only_one),
  inner_pad bytea not null,
  outer_pad bytea not null
)"""
    yield "alter table ctx.seal enable row level security"
    yield "alter table ctx.seal force row level security"
    yield "create policy journal_writer_reads on ctx.seal for select to journal_writer using (true)"
    yield "grant select on ctx.seal to journal_writer"


def _functions() -> Iterator[str]:
    # whoever is given a function must be allowed to make one, where no superuser gives it
    yield "grant create on schema public, auth, ctx to journal_writer"
    shared = ddl.functions("postgresql")
    yield from shared.values()
    for name in shared:
        yield f"revoke all on function public.{name}() from public"
    yield "alter function public.log_shopping_list_state_change() owner to journal_writer"
    for function in EVERY_FUNCTION:
        yield function.text
        yield f"revoke all on function {function.signature} from public"
        if function.callers:
            yield f"grant execute on function {function.signature} to {', '.join(function.callers)}"
        if function.is_definer:
            yield f"alter function {function.signature} owner to journal_writer"
    yield "revoke create on schema public, auth, ctx from journal_writer"


def _triggers() -> Iterator[str]:
    yield from ddl.triggers("postgresql").values()
    yield from summary_triggers()
    for model in REFERENCE:
        table = table_of(model).name
        yield f"""create trigger trg_{table.removeprefix("pms_")}_version before insert or update on public.{table}
for each row execute function public.number_reference_row()"""
    yield """create trigger trg_auth_users_roles_touch after insert or update on public.auth_users_roles
for each row execute function public.touch_profile()"""
    yield """create trigger trg_auth_users_roles_end before update or delete on public.auth_users_roles
for each row execute function public.end_role()"""
    for table in AUDITED:
        yield f"""create trigger trg_{table}_audit after insert or update or delete on public.{table}
for each row execute function public.audit_roster()"""


def _unmeasured(table: sa.Table) -> Iterator[str]:
    """No statistics of what people wrote: EXPLAIN would confirm another yacht's words to whoever guesses them."""
    said = [
        column.name
        for column in table.columns
        if isinstance(column.type, sa.Text | sa.JSON | sa.LargeBinary | Quantity) and column.name not in _PLANNED_BY
    ]
    if said:
        yield f"alter table public.{table.name} " + ", ".join(f"alter column {name} set statistics 0" for name in said)


def _policy(
    name: str, table: str, command: str, role: str, using: str = "", check: str = "", kind: str = "permissive"
) -> str:
    conditions = (f" using ({using})" if using else "") + (f" with check ({check})" if check else "")
    return f"create policy {name} on public.{table} as {kind} for {command} to {role}{conditions}"


def _user_policies(table: str) -> Iterator[str]:
    """What a signed-in user may read."""
    if table not in _PRIVATE:
        yield _policy("own_yacht", table, "select", "authenticated", _OWN)
        yield _policy("managed_yachts", table, "select", "authenticated", _MANAGED)
        yield _policy("sealed_yachts", table, "select", "authenticated", _FENCE, kind="restrictive")
    elif table == "fleets":
        yield _policy("my_fleets", table, "select", "authenticated", _MY_FLEETS)
    elif table == "fleet_yachts":
        yield _policy("managed_yachts", table, "select", "authenticated", _MANAGED)
    elif table == "fleet_managers":
        yield _policy("myself", table, "select", "authenticated", _MINE)
    elif table == "feature_rollouts":
        yield _policy("rolled_out", table, "select", "authenticated", _ROLLED_OUT)


def _guards(table: str) -> Iterator[str]:
    yield f"alter table public.{table} enable row level security"
    yield f"alter table public.{table} force row level security"
    yield f"revoke all on public.{table} from public, anon, authenticated, service_role, journal_writer"
    reads = list(_user_policies(table))
    yield from reads
    if reads:
        yield f"grant select on public.{table} to authenticated"
    if table in _ANONYMOUS:
        yield f"grant select on public.{table} to anon"
    if table in _JOURNAL_WRITER:
        yield _policy("journal_writer_all", table, "all", "journal_writer", "true", "true")
        yield f"grant {_JOURNAL_WRITER[table]} on public.{table} to journal_writer"
    yield _policy("service_role_all", table, "all", "service_role", "true", "true")
    yield f"grant {_APPEND_ONLY.get(table, 'select, insert, update, delete')} on public.{table} to service_role"


def _item_policies() -> Iterator[str]:
    made = f"{_OWN} and status = 'candidate' and created_by = (select auth.uid())"
    yield _policy("candidate_of_my_own", _ITEMS, "insert", "authenticated", check=made)
    changed = f"{_OWN} and {_HOD}"
    yield _policy("head_of_department", _ITEMS, "update", "authenticated", changed, changed)
    yield f"grant insert, update on public.{_ITEMS} to authenticated"


def declared() -> list[str]:
    """The shore's schema as statements, in order, for an empty database. Roles that are there are kept."""
    return [
        *_roles(),
        *_schemas(),
        *ddl.tables("postgresql", MODELS),
        *(section.type_text for section in SECTIONS.values()),
        *_functions(),
        *_triggers(),
        *(statement for model in MODELS for statement in _guards(table_of(model).name)),
        *(statement for model in MODELS for statement in _unmeasured(table_of(model))),
        *_item_policies(),
    ]
