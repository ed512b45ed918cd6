"""Where each table lives once Postgres is many machines (Citus), and the script that puts it there: deploy/citus.sql.

A yacht's tables are spread by `yacht_id` and kept together, so that whatever is asked of one yacht is answered by one
machine. What is asked before there is a yacht, or of all of them, stays on the coordinator.
"""

from collections.abc import Sequence

from cloud_sync.functions import APP_LOGIN
from cloud_sync.guard import MODELS
from shared_models.tables import table_of

EVERYWHERE = {
    "fleets": "what a manager may see is asked by the policies, on every machine",
    "fleet_yachts": "as fleets",
    "fleet_managers": "as fleets",
    "feature_rollouts": "whether the feature is on for a yacht is asked with its rows",
}
"""Reference tables, a copy on each machine: small, seldom written, read by policies, and without triggers, which would
fire once for each copy."""
AT_COORDINATOR = {
    "yacht_registry": "which yachts there are",
    "auth_users_profiles": "who signs in is asked by name, before any yacht",
    "auth_users_roles": "what somebody may is asked by person, over all yachts",
    "auth_sessions": "a sign-in is no yacht's",
    "sign_in_tries": "as auth_sessions",
    "nodes": "whose node calls is asked by its id, before any yacht",
    "enrolment_codes": "whose code it is, likewise",
    "need_changes": "the queue of all yachts, which one statement empties",
    "need_views": "sums over yachts",
    "need_view_yachts": "as need_views",
    "need_view_parts": "as need_views",
}
"""Tables of the coordinator that the other machines know of. They have triggers, or belong to all yachts."""
TOGETHER = tuple(sorted({table_of(model).name for model in MODELS} - {*EVERYWHERE, *AT_COORDINATOR}))
"""The tables that are spread by yacht."""

_HEAD = f"""-- Made by `python -m cloud_sync.placement`; a test compares the two.
--
-- Spreads the shore's database over several machines with Citus (12 or later): run once, on the coordinator, as a
-- superuser, in the shore's database, after the first start of a shore has made the schema and before yachts are
-- registered (a database with rows can be spread too, but is locked meanwhile), with the workers added before by
-- citus_add_node. Then start every shore worker with LAZARETTE_SHORE_DISTRIBUTED=true. docs/sizing.md says when.
--
-- The order: there are no foreign keys that would ask for one. Citus takes a table's policies, grants and triggers
-- along to its shards, and the functions that they call to the workers, so all of these are made before (by the
-- migration); the seal's key, which the policies read, comes first.
--
-- Citus cannot be installed where this is tested: there, keys, placement, every statement of the shore and what this
-- script does to plain Postgres are tried, and the script is read by Postgres' parser. Before a fleet depends on it,
-- run `lazarette smoke` and `lazarette verify --shore` against a cluster of your own, and try there what no test of
-- ours could: the triggers with transition tables on shards (summaries), and the folding of need_changes.
\\set ON_ERROR_STOP on
begin;
select citus_version();

-- A trigger runs beside the rows that it is for, on the machine that has the yacht. All that it touches is that yacht's
-- and on the same machine, but for the queue of need_changes, which is the coordinator's.
set local citus.enable_unsafe_triggers = on;
-- One connection to each worker while tables are made, so that a table sees those made before it.
set local citus.multi_shard_modify_mode = 'sequential';

-- A seal is sent by SET LOCAL and has to reach the workers, where the policies look at it: set_config() stays here.
alter role {APP_LOGIN} set citus.propagate_set_commands = 'local';
-- The policies ask what somebody manages, which the coordinator knows, in the middle of a question to the shards. What
-- they ask is read only, and changed by administration alone.
alter role {APP_LOGIN} set citus.allow_nested_distributed_execution = on;
alter role journal_writer set citus.allow_nested_distributed_execution = on;
-- The shore's functions run as journal_writer, and so do their connections between machines. It has no password: let it
-- in by certificate, from the cluster's own addresses, in pg_hba.conf and pg_dist_authinfo. {APP_LOGIN} likewise.
alter role journal_writer login;

-- A seal sent by SET LOCAL is text of a statement, which other sessions of the same login could read, on any machine.
select run_command_on_all_nodes($$revoke execute on function pg_catalog.pg_stat_get_activity(integer) from public$$);
select run_command_on_all_nodes(
  $$revoke execute on function pg_catalog.pg_stat_get_backend_activity(integer) from public$$
);
select run_command_on_all_nodes(
  $$grant execute on function pg_catalog.pg_stat_get_activity(integer) to pg_read_all_stats$$
);
"""
_TAIL = """commit;
"""


def script(models: Sequence[str] = TOGETHER) -> str:
    """The text of deploy/citus.sql."""
    first, *others = models
    lines = [_HEAD, "-- Read by every policy, on every machine.", _reference("ctx.seal")]
    for name, why in EVERYWHERE.items():
        lines += [f"-- {why}", _reference(f"public.{name}")]
    lines.append("\n-- The coordinator's own.")
    for name, why in AT_COORDINATOR.items():
        lines += [f"-- {why}", f"select citus_add_local_table_to_metadata('public.{name}');"]
    lines.append("\n-- A yacht's, together on one machine.")
    lines.append(f"select create_distributed_table('public.{first}', 'yacht_id', colocate_with => 'none');")
    lines += [
        f"select create_distributed_table('public.{name}', 'yacht_id', colocate_with => 'public.{first}');"
        for name in others
    ]
    return "\n".join([*lines, _TAIL])


def _reference(table: str) -> str:
    return f"select create_reference_table('{table}');"


if __name__ == "__main__":
    print(script(), end="")
