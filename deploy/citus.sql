-- Made by `python -m cloud_sync.placement`; a test compares the two.
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
\set ON_ERROR_STOP on
begin;
select citus_version();

-- A trigger runs beside the rows that it is for, on the machine that has the yacht. All that it touches is that yacht's
-- and on the same machine, but for the queue of need_changes, which is the coordinator's.
set local citus.enable_unsafe_triggers = on;
-- One connection to each worker while tables are made, so that a table sees those made before it.
set local citus.multi_shard_modify_mode = 'sequential';

-- A seal is sent by SET LOCAL and has to reach the workers, where the policies look at it: set_config() stays here.
alter role lazarette_app set citus.propagate_set_commands = 'local';
-- The policies ask what somebody manages, which the coordinator knows, in the middle of a question to the shards. What
-- they ask is read only, and changed by administration alone.
alter role lazarette_app set citus.allow_nested_distributed_execution = on;
alter role journal_writer set citus.allow_nested_distributed_execution = on;
-- The shore's functions run as journal_writer, and so do their connections between machines. It has no password: let it
-- in by certificate, from the cluster's own addresses, in pg_hba.conf and pg_dist_authinfo. lazarette_app likewise.
alter role journal_writer login;

-- A seal sent by SET LOCAL is text of a statement, which other sessions of the same login could read, on any machine.
select run_command_on_all_nodes($$revoke execute on function pg_catalog.pg_stat_get_activity(integer) from public$$);
select run_command_on_all_nodes(
  $$revoke execute on function pg_catalog.pg_stat_get_backend_activity(integer) from public$$
);
select run_command_on_all_nodes(
  $$grant execute on function pg_catalog.pg_stat_get_activity(integer) to pg_read_all_stats$$
);

-- Read by every policy, on every machine.
select create_reference_table('ctx.seal');
-- what a manager may see is asked by the policies, on every machine
select create_reference_table('public.fleets');
-- as fleets
select create_reference_table('public.fleet_yachts');
-- as fleets
select create_reference_table('public.fleet_managers');
-- whether the feature is on for a yacht is asked with its rows
select create_reference_table('public.feature_rollouts');

-- The coordinator's own.
-- which yachts there are
select citus_add_local_table_to_metadata('public.yacht_registry');
-- who signs in is asked by name, before any yacht
select citus_add_local_table_to_metadata('public.auth_users_profiles');
-- what somebody may is asked by person, over all yachts
select citus_add_local_table_to_metadata('public.auth_users_roles');
-- a sign-in is no yacht's
select citus_add_local_table_to_metadata('public.auth_sessions');
-- as auth_sessions
select citus_add_local_table_to_metadata('public.sign_in_tries');
-- whose node calls is asked by its id, before any yacht
select citus_add_local_table_to_metadata('public.nodes');
-- whose code it is, likewise
select citus_add_local_table_to_metadata('public.enrolment_codes');
-- the queue of all yachts, which one statement empties
select citus_add_local_table_to_metadata('public.need_changes');
-- sums over yachts
select citus_add_local_table_to_metadata('public.need_views');
-- as need_views
select citus_add_local_table_to_metadata('public.need_view_yachts');
-- as need_views
select citus_add_local_table_to_metadata('public.need_view_parts');

-- A yacht's, together on one machine.
select create_distributed_table('public.alerts', 'yacht_id', colocate_with => 'none');
select create_distributed_table('public.health_checks', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.node_epochs', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_audit_log', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_conflict_sightings', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_entry_outcomes', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_feed', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_history_entries', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_idempotency_keys', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_item_heads', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_notices', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_parts', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_quarantine', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_receiving_events', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_rulings', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_shopping_list_items', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_shopping_list_state_history', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.pms_work_orders', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.yacht_conflicts', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.yacht_feeds', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.yacht_flags', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.yacht_hours', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.yacht_needs', 'yacht_id', colocate_with => 'public.alerts');
select create_distributed_table('public.yacht_tallies', 'yacht_id', colocate_with => 'public.alerts');
commit;
