do $$ begin
  create role anon nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
exception when duplicate_object then null;
end $$
-- next statement
do $$ begin
  create role authenticated nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
exception when duplicate_object then null;
end $$
-- next statement
do $$ begin
  create role service_role nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
exception when duplicate_object then null;
end $$
-- next statement
do $$ begin
  create role journal_writer nologin nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
exception when duplicate_object then null;
end $$
-- next statement
do $$ begin
  create role lazarette_app login nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
exception when duplicate_object then null;
end $$
-- next statement
grant authenticated to lazarette_app
-- next statement
alter role lazarette_app set jit = off
-- next statement
create schema if not exists auth
-- next statement
create schema if not exists ctx
-- next statement
revoke all on schema public, auth, ctx from public
-- next statement
grant usage on schema public, auth to anon, authenticated, service_role, journal_writer
-- next statement
grant usage on schema ctx to journal_writer
-- next statement
create table ctx.seal (
  only_one boolean primary key default true check (only_one),
  inner_pad bytea not null,
  outer_pad bytea not null
)
-- next statement
alter table ctx.seal enable row level security
-- next statement
alter table ctx.seal force row level security
-- next statement
create policy journal_writer_reads on ctx.seal for select to journal_writer using (true)
-- next statement
grant select on ctx.seal to journal_writer
-- next statement
CREATE TABLE pms_shopping_list_items (
  id UUID NOT NULL,
  yacht_id UUID NOT NULL,
  part_id UUID,
  part_name TEXT NOT NULL,
  part_number TEXT,
  manufacturer TEXT,
  is_candidate_part BOOLEAN DEFAULT false NOT NULL,
  quantity_requested NUMERIC NOT NULL,
  quantity_approved NUMERIC,
  quantity_ordered NUMERIC,
  quantity_received NUMERIC DEFAULT 0,
  quantity_installed NUMERIC DEFAULT 0,
  unit TEXT,
  preferred_supplier TEXT,
  estimated_unit_price NUMERIC,
  status TEXT DEFAULT 'candidate' NOT NULL,
  source_type TEXT NOT NULL,
  source_work_order_id UUID,
  source_receiving_id UUID,
  source_notes TEXT,
  order_id UUID,
  order_line_number INTEGER,
  approved_by UUID,
  approved_at TIMESTAMP WITH TIME ZONE,
  approval_notes TEXT,
  rejected_by UUID,
  rejected_at TIMESTAMP WITH TIME ZONE,
  rejection_reason TEXT,
  rejection_notes TEXT,
  fulfilled_at TIMESTAMP WITH TIME ZONE,
  installed_at TIMESTAMP WITH TIME ZONE,
  installed_to_equipment_id UUID,
  urgency TEXT,
  required_by_date DATE,
  created_by UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_by UUID,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
  deleted_at TIMESTAMP WITH TIME ZONE,
  deleted_by UUID,
  deletion_reason TEXT,
  metadata JSONB,
  candidate_promoted_to_part_id UUID,
  promoted_by UUID,
  promoted_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (yacht_id, id),
  CONSTRAINT quantity_requested_is_positive CHECK (quantity_requested > 0),
  CONSTRAINT quantity_approved_is_positive CHECK (quantity_approved > 0),
  CONSTRAINT quantity_ordered_is_positive CHECK (quantity_ordered > 0),
  CONSTRAINT quantity_received_is_not_negative CHECK (quantity_received >= 0),
  CONSTRAINT quantity_installed_is_not_negative CHECK (quantity_installed >= 0),
  CONSTRAINT estimated_unit_price_is_not_negative CHECK (estimated_unit_price >= 0),
  CONSTRAINT status_is_known CHECK (status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled', 'fulfilled', 'installed', 'rejected')),
  CONSTRAINT source_type_is_known CHECK (source_type in ('inventory_low', 'inventory_oos', 'work_order_usage', 'receiving_missing', 'receiving_damaged', 'manual_add')),
  CONSTRAINT urgency_is_known CHECK (urgency in ('low', 'normal', 'high', 'critical')),
  CONSTRAINT promotion_is_whole CHECK ((candidate_promoted_to_part_id is null) = (promoted_by is null) and (promoted_by is null) = (promoted_at is null))
)
-- next statement
CREATE INDEX items_by_creator ON pms_shopping_list_items (yacht_id, created_by, updated_at)
-- next statement
CREATE INDEX items_by_status ON pms_shopping_list_items (yacht_id, status, updated_at)
-- next statement
CREATE INDEX items_in_order ON pms_shopping_list_items (yacht_id, (case when status in ('candidate', 'under_review') then 0 else 1 end), (case urgency when 'critical' then 0 when 'high' then 1 when 'low' then 3 else 2 end), coalesce(required_by_date, '9999-12-31'), created_at, id, status)
-- next statement
CREATE INDEX items_in_order_of_all ON pms_shopping_list_items ((case when status in ('candidate', 'under_review') then 0 else 1 end), (case urgency when 'critical' then 0 when 'high' then 1 when 'low' then 3 else 2 end), coalesce(required_by_date, '9999-12-31'), created_at, id, yacht_id) WHERE deleted_at IS NULL
-- next statement
CREATE TABLE pms_shopping_list_state_history (
  id UUID NOT NULL,
  yacht_id UUID NOT NULL,
  shopping_list_item_id UUID NOT NULL,
  previous_state TEXT,
  new_state TEXT NOT NULL,
  transition_reason TEXT,
  transition_notes TEXT,
  changed_by UUID NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  related_order_id UUID,
  related_receiving_event_id UUID,
  metadata JSONB,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX state_history_by_item ON pms_shopping_list_state_history (yacht_id, shopping_list_item_id, changed_at)
-- next statement
CREATE TABLE pms_history_entries (
  entry_id UUID NOT NULL,
  yacht_id UUID NOT NULL,
  item_id UUID,
  node_id UUID NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  parents JSONB NOT NULL,
  seen BIGINT NOT NULL,
  action TEXT NOT NULL,
  payload JSONB NOT NULL,
  actor_id UUID NOT NULL,
  actor_role TEXT NOT NULL,
  clock_ms BIGINT NOT NULL,
  clock_counter BIGINT NOT NULL,
  hash BYTEA NOT NULL,
  chain BYTEA NOT NULL,
  assurance TEXT NOT NULL,
  extra JSONB,
  PRIMARY KEY (yacht_id, entry_id),
  CONSTRAINT one_entry_per_seq UNIQUE (yacht_id, node_id, epoch, seq),
  CONSTRAINT counts_are_whole CHECK (seq > 0 and seen >= 0),
  CONSTRAINT assurance_is_known CHECK (assurance in ('node', 'signed'))
)
-- next statement
CREATE INDEX entries_by_item ON pms_history_entries (yacht_id, item_id)
-- next statement
CREATE TABLE pms_feed (
  yacht_id UUID NOT NULL,
  position BIGINT NOT NULL,
  entry_id UUID NOT NULL,
  hash BYTEA NOT NULL,
  digest BYTEA NOT NULL,
  stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (yacht_id, position),
  CONSTRAINT one_position_per_entry UNIQUE (yacht_id, entry_id)
)
-- next statement
CREATE TABLE pms_entry_outcomes (
  yacht_id UUID NOT NULL,
  entry_id UUID NOT NULL,
  item_id UUID,
  verdict TEXT NOT NULL,
  rule TEXT,
  by_entry UUID,
  fields JSONB NOT NULL,
  acknowledged_by UUID,
  PRIMARY KEY (yacht_id, entry_id),
  CONSTRAINT verdict_is_known CHECK (verdict in ('applied', 'partly_applied', 'superseded', 'rejected', 'quarantined'))
)
-- next statement
CREATE INDEX open_conflicts ON pms_entry_outcomes (yacht_id, entry_id) WHERE acknowledged_by is null
-- next statement
CREATE INDEX outcomes_by_item ON pms_entry_outcomes (yacht_id, item_id)
-- next statement
CREATE TABLE pms_rulings (
  yacht_id UUID NOT NULL,
  entry_id UUID NOT NULL,
  item_id UUID NOT NULL,
  ruling TEXT,
  reason TEXT NOT NULL,
  ruled_by_entry UUID NOT NULL,
  PRIMARY KEY (yacht_id, entry_id),
  CONSTRAINT ruling_is_known CHECK (ruling in ('not_legal_when_made', 'role_in_doubt', 'role_not_held'))
)
-- next statement
CREATE INDEX rulings_by_item ON pms_rulings (yacht_id, item_id)
-- next statement
CREATE TABLE pms_item_heads (
  yacht_id UUID NOT NULL,
  item_id UUID NOT NULL,
  heads JSONB NOT NULL,
  subject TEXT,
  PRIMARY KEY (yacht_id, item_id)
)
-- next statement
CREATE INDEX items_by_subject ON pms_item_heads (yacht_id, subject)
-- next statement
CREATE TABLE pms_conflict_sightings (
  yacht_id UUID NOT NULL,
  entry_id UUID NOT NULL,
  user_id UUID NOT NULL,
  outcome TEXT NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (yacht_id, entry_id, user_id)
)
-- next statement
CREATE TABLE pms_quarantine (
  yacht_id UUID NOT NULL,
  id UUID NOT NULL,
  entry_id UUID,
  node_id UUID NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  reason TEXT NOT NULL,
  raw BYTEA NOT NULL,
  stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
  item_id UUID,
  tried_by TEXT NOT NULL,
  read_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX quarantine_by_item ON pms_quarantine (yacht_id, item_id)
-- next statement
CREATE TABLE pms_notices (
  yacht_id UUID NOT NULL,
  id UUID NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX notices_by_time ON pms_notices (yacht_id, at)
-- next statement
CREATE TABLE pms_audit_log (
  id UUID NOT NULL,
  yacht_id UUID NOT NULL,
  action TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  entity_id UUID NOT NULL,
  user_id UUID,
  old_values JSONB,
  new_values JSONB,
  signature JSONB NOT NULL,
  metadata JSONB,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX audit_by_entity ON pms_audit_log (yacht_id, entity_id, created_at)
-- next statement
CREATE INDEX audit_by_time ON pms_audit_log (yacht_id, created_at, id)
-- next statement
CREATE TABLE pms_idempotency_keys (
  yacht_id UUID NOT NULL,
  key UUID NOT NULL,
  fingerprint TEXT NOT NULL,
  answer JSONB NOT NULL,
  PRIMARY KEY (yacht_id, key)
)
-- next statement
CREATE TABLE pms_parts (
  id UUID NOT NULL,
  yacht_id UUID NOT NULL,
  name TEXT NOT NULL,
  part_number TEXT,
  manufacturer TEXT,
  unit TEXT,
  quantity_on_hand NUMERIC DEFAULT 0 NOT NULL,
  minimum_quantity NUMERIC,
  location TEXT,
  impa_code TEXT,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
  quantity_counted NUMERIC DEFAULT 0 NOT NULL,
  origin TEXT DEFAULT 'catalogue' NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id),
  CONSTRAINT origin_is_known CHECK (origin in ('catalogue', 'promoted'))
)
-- next statement
CREATE INDEX parts_by_number ON pms_parts (yacht_id, part_number)
-- next statement
CREATE INDEX parts_by_version ON pms_parts (yacht_id, version)
-- next statement
CREATE TABLE pms_work_orders (
  id UUID NOT NULL,
  yacht_id UUID NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  equipment_name TEXT,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX work_orders_by_version ON pms_work_orders (yacht_id, version)
-- next statement
CREATE TABLE pms_receiving_events (
  id UUID NOT NULL,
  yacht_id UUID NOT NULL,
  supplier TEXT,
  reference TEXT,
  received_at TIMESTAMP WITH TIME ZONE NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX receiving_events_by_version ON pms_receiving_events (yacht_id, version)
-- next statement
CREATE TABLE yacht_registry (
  yacht_id UUID NOT NULL,
  name TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
)
-- next statement
CREATE TABLE auth_users_profiles (
  yacht_id UUID NOT NULL,
  user_id UUID NOT NULL,
  name TEXT NOT NULL,
  pin_hash TEXT,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, user_id),
  CONSTRAINT one_person_per_name UNIQUE (yacht_id, name)
)
-- next statement
CREATE INDEX profiles_by_user ON auth_users_profiles (user_id, yacht_id)
-- next statement
CREATE INDEX profiles_by_version ON auth_users_profiles (yacht_id, version)
-- next statement
CREATE TABLE auth_users_roles (
  yacht_id UUID NOT NULL,
  user_id UUID NOT NULL,
  role TEXT NOT NULL,
  is_active BOOLEAN DEFAULT true NOT NULL,
  valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
  valid_until TIMESTAMP WITH TIME ZONE,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, user_id, role, valid_from),
  CONSTRAINT role_is_known CHECK (role in ('crew', 'chief_officer', 'chief_engineer', 'captain', 'manager'))
)
-- next statement
CREATE INDEX roles_by_user ON auth_users_roles (user_id, yacht_id)
-- next statement
CREATE INDEX roles_by_version ON auth_users_roles (yacht_id, version)
-- next statement
CREATE TABLE yacht_flags (
  yacht_id UUID NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
)
-- next statement
CREATE TABLE auth_sessions (
  session_id UUID NOT NULL,
  user_id UUID NOT NULL,
  marks JSONB NOT NULL,
  client TEXT NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE NOT NULL,
  idle_limit_s INTEGER,
  ended_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (session_id)
)
-- next statement
CREATE INDEX sessions_by_user ON auth_sessions (user_id)
-- next statement
CREATE TABLE sign_in_tries (
  name TEXT NOT NULL,
  client TEXT NOT NULL,
  wrong INTEGER NOT NULL,
  wrong_at TIMESTAMP WITH TIME ZONE NOT NULL,
  proven_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (name, client)
)
-- next statement
CREATE INDEX tries_by_client ON sign_in_tries (client)
-- next statement
CREATE TABLE yacht_feeds (
  yacht_id UUID NOT NULL,
  node_id UUID NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  chain BYTEA NOT NULL,
  clock_ms BIGINT NOT NULL,
  clock_counter BIGINT NOT NULL,
  position BIGINT NOT NULL,
  digest BYTEA NOT NULL,
  generation TEXT NOT NULL,
  reference_version BIGINT DEFAULT 0 NOT NULL,
  last_exchange_at TIMESTAMP WITH TIME ZONE,
  node_position BIGINT DEFAULT 0 NOT NULL,
  node_backlog BIGINT DEFAULT 0 NOT NULL,
  digest_matches BOOLEAN,
  is_test BOOLEAN DEFAULT false NOT NULL,
  stale_after_s INTEGER,
  due_port VARCHAR,
  due_on DATE,
  PRIMARY KEY (yacht_id)
)
-- next statement
CREATE TABLE yacht_hours (
  yacht_id UUID NOT NULL,
  hour TIMESTAMP WITH TIME ZONE NOT NULL,
  exchanges INTEGER DEFAULT 0 NOT NULL,
  backlog BIGINT DEFAULT 0 NOT NULL,
  differed INTEGER DEFAULT 0 NOT NULL,
  requests INTEGER DEFAULT 0 NOT NULL,
  refused INTEGER DEFAULT 0 NOT NULL,
  failed INTEGER DEFAULT 0 NOT NULL,
  times INTEGER[] DEFAULT '{}' NOT NULL,
  board_requests INTEGER DEFAULT 0 NOT NULL,
  board_refused INTEGER DEFAULT 0 NOT NULL,
  board_failed INTEGER DEFAULT 0 NOT NULL,
  board_times INTEGER[] DEFAULT '{}' NOT NULL,
  PRIMARY KEY (yacht_id, hour)
)
-- next statement
CREATE TABLE health_checks (
  yacht_id UUID NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  name TEXT NOT NULL,
  status INTEGER NOT NULL,
  took_ms INTEGER NOT NULL,
  problem TEXT,
  PRIMARY KEY (yacht_id, at, name)
)
-- next statement
CREATE TABLE alerts (
  yacht_id UUID NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  resolved_at TIMESTAMP WITH TIME ZONE,
  told INTEGER DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE UNIQUE INDEX open_alerts_by_kind ON alerts (yacht_id, kind) WHERE resolved_at is null
-- next statement
CREATE TABLE nodes (
  yacht_id UUID NOT NULL,
  node_id UUID NOT NULL,
  public_key BYTEA NOT NULL,
  enrolled_at TIMESTAMP WITH TIME ZONE NOT NULL,
  revoked_at TIMESTAMP WITH TIME ZONE,
  refused_at TIMESTAMP WITH TIME ZONE,
  refused_attempts INTEGER DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, node_id)
)
-- next statement
CREATE INDEX nodes_by_id ON nodes (node_id)
-- next statement
CREATE TABLE node_epochs (
  yacht_id UUID NOT NULL,
  node_id UUID NOT NULL,
  epoch TEXT NOT NULL,
  number BIGINT NOT NULL,
  mark BYTEA NOT NULL,
  first_at TIMESTAMP WITH TIME ZONE NOT NULL,
  spoke_at TIMESTAMP WITH TIME ZONE,
  frozen_at TIMESTAMP WITH TIME ZONE,
  piece_mark BYTEA,
  pieces BYTEA,
  PRIMARY KEY (yacht_id, node_id, epoch)
)
-- next statement
CREATE TABLE enrolment_codes (
  yacht_id UUID NOT NULL,
  code_hash TEXT NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE,
  refused_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (yacht_id, code_hash)
)
-- next statement
CREATE INDEX codes_by_hash ON enrolment_codes (code_hash)
-- next statement
CREATE TABLE fleets (
  fleet_id UUID NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (fleet_id)
)
-- next statement
CREATE TABLE fleet_yachts (
  yacht_id UUID NOT NULL,
  fleet_id UUID NOT NULL,
  PRIMARY KEY (yacht_id, fleet_id)
)
-- next statement
CREATE INDEX yachts_by_fleet ON fleet_yachts (fleet_id)
-- next statement
CREATE TABLE fleet_managers (
  fleet_id UUID NOT NULL,
  user_id UUID NOT NULL,
  PRIMARY KEY (fleet_id, user_id)
)
-- next statement
CREATE INDEX fleets_by_manager ON fleet_managers (user_id)
-- next statement
CREATE TABLE feature_rollouts (
  id UUID DEFAULT gen_random_uuid() NOT NULL,
  flag TEXT NOT NULL,
  yacht_id UUID,
  percentage INTEGER NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT percentage_is_one CHECK (percentage between 0 and 100)
)
-- next statement
CREATE TABLE yacht_tallies (
  yacht_id UUID NOT NULL,
  status TEXT NOT NULL,
  currency TEXT NOT NULL,
  items INTEGER NOT NULL,
  critical INTEGER NOT NULL,
  without_price INTEGER NOT NULL,
  value NUMERIC NOT NULL,
  PRIMARY KEY (yacht_id, status, currency)
)
-- next statement
CREATE TABLE yacht_conflicts (
  yacht_id UUID NOT NULL,
  open INTEGER NOT NULL,
  PRIMARY KEY (yacht_id)
)
-- next statement
CREATE TABLE yacht_needs (
  part_key UUID NOT NULL,
  part_number TEXT,
  manufacturer TEXT,
  part_name TEXT NOT NULL,
  unit TEXT,
  impa_code TEXT,
  items INTEGER NOT NULL,
  quantity NUMERIC NOT NULL,
  approved NUMERIC NOT NULL,
  ordered NUMERIC NOT NULL,
  yacht_id UUID NOT NULL,
  part_id UUID,
  required_by_date DATE,
  PRIMARY KEY (yacht_id, part_key)
)
-- next statement
CREATE INDEX needs_by_part ON yacht_needs (part_key, required_by_date, yacht_id)
-- next statement
CREATE TABLE need_changes (
  part_key UUID NOT NULL,
  part_number TEXT,
  manufacturer TEXT,
  part_name TEXT NOT NULL,
  unit TEXT,
  impa_code TEXT,
  items INTEGER NOT NULL,
  quantity NUMERIC NOT NULL,
  approved NUMERIC NOT NULL,
  ordered NUMERIC NOT NULL,
  yacht_id UUID NOT NULL,
  id UUID DEFAULT gen_random_uuid() NOT NULL,
  yachts INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE TABLE need_views (
  view_id UUID NOT NULL,
  read_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (view_id)
)
-- next statement
CREATE TABLE need_view_yachts (
  yacht_id UUID NOT NULL,
  view_id UUID NOT NULL,
  PRIMARY KEY (yacht_id, view_id)
)
-- next statement
CREATE INDEX yachts_by_view ON need_view_yachts (view_id)
-- next statement
CREATE TABLE need_view_parts (
  part_key UUID NOT NULL,
  part_number TEXT,
  manufacturer TEXT,
  part_name TEXT NOT NULL,
  unit TEXT,
  impa_code TEXT,
  items INTEGER NOT NULL,
  quantity NUMERIC NOT NULL,
  approved NUMERIC NOT NULL,
  ordered NUMERIC NOT NULL,
  view_id UUID NOT NULL,
  yachts INTEGER NOT NULL,
  PRIMARY KEY (view_id, part_key)
)
-- next statement
CREATE INDEX needs_in_order ON need_view_parts (view_id, (-yachts), lower(part_name), part_key)
-- next statement
create type public.pms_history_entries_sent as (
  entry_id uuid,
  yacht_id uuid,
  item_id uuid,
  node_id uuid,
  epoch text,
  seq bigint,
  parents text,
  seen bigint,
  action text,
  payload text,
  actor_id uuid,
  actor_role text,
  clock_ms bigint,
  clock_counter bigint,
  hash bytea,
  chain bytea,
  assurance text,
  extra text
)
-- next statement
create type public.pms_feed_sent as (
  yacht_id uuid,
  position bigint,
  entry_id uuid,
  hash bytea,
  digest bytea,
  stored_at text
)
-- next statement
create type public.pms_shopping_list_items_sent as (
  step integer,
  id uuid,
  yacht_id uuid,
  part_id uuid,
  part_name text,
  part_number text,
  manufacturer text,
  is_candidate_part boolean,
  quantity_requested text,
  quantity_approved text,
  quantity_ordered text,
  quantity_received text,
  quantity_installed text,
  unit text,
  preferred_supplier text,
  estimated_unit_price text,
  status text,
  source_type text,
  source_work_order_id uuid,
  source_receiving_id uuid,
  source_notes text,
  order_id uuid,
  order_line_number integer,
  approved_by uuid,
  approved_at text,
  approval_notes text,
  rejected_by uuid,
  rejected_at text,
  rejection_reason text,
  rejection_notes text,
  fulfilled_at text,
  installed_at text,
  installed_to_equipment_id uuid,
  urgency text,
  required_by_date text,
  created_by uuid,
  created_at text,
  updated_by uuid,
  updated_at text,
  deleted_at text,
  deleted_by uuid,
  deletion_reason text,
  metadata text,
  candidate_promoted_to_part_id uuid,
  promoted_by uuid,
  promoted_at text
)
-- next statement
create type public.pms_item_heads_sent as (
  yacht_id uuid,
  item_id uuid,
  heads text,
  subject text
)
-- next statement
create type public.pms_entry_outcomes_sent as (
  yacht_id uuid,
  entry_id uuid,
  item_id uuid,
  verdict text,
  rule text,
  by_entry uuid,
  fields text,
  acknowledged_by uuid
)
-- next statement
create type public.pms_rulings_sent as (
  yacht_id uuid,
  entry_id uuid,
  item_id uuid,
  ruling text,
  reason text,
  ruled_by_entry uuid
)
-- next statement
create type public.pms_quarantine_sent as (
  yacht_id uuid,
  id uuid,
  entry_id uuid,
  node_id uuid,
  epoch text,
  seq bigint,
  reason text,
  raw bytea,
  stored_at text,
  item_id uuid,
  tried_by text,
  read_at text
)
-- next statement
create type public.pms_parts_sent as (
  id uuid,
  yacht_id uuid,
  name text,
  part_number text,
  manufacturer text,
  unit text,
  quantity_on_hand text,
  minimum_quantity text,
  location text,
  impa_code text,
  created_at text,
  updated_at text,
  quantity_counted text,
  origin text,
  version bigint
)
-- next statement
create type public.pms_audit_log_sent as (
  id uuid,
  yacht_id uuid,
  action text,
  entity_type text,
  entity_id uuid,
  user_id uuid,
  old_values text,
  new_values text,
  signature text,
  metadata text,
  created_at text
)
-- next statement
create type public.pms_idempotency_keys_sent as (
  yacht_id uuid,
  key uuid,
  fingerprint text,
  answer text
)
-- next statement
create type public.pms_conflict_sightings_sent as (
  yacht_id uuid,
  entry_id uuid,
  user_id uuid,
  outcome text,
  seen_at text
)
-- next statement
create type public.pms_notices_sent as (
  yacht_id uuid,
  id uuid,
  at text,
  kind text,
  text text
)
-- next statement
create type public.yacht_feeds_sent as (
  yacht_id uuid,
  node_id uuid,
  epoch text,
  seq bigint,
  chain bytea,
  clock_ms bigint,
  clock_counter bigint,
  position bigint,
  digest bytea,
  generation text,
  reference_version bigint,
  last_exchange_at text,
  node_position bigint,
  node_backlog bigint,
  digest_matches boolean,
  is_test boolean,
  stale_after_s integer,
  due_port varchar,
  due_on text
)
-- next statement
grant create on schema public, auth, ctx to journal_writer
-- next statement
create or replace function public.refuse() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '%', tg_argv[0] using errcode = 'check_violation';
end $$
-- next statement
create or replace function public.log_shopping_list_state_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into public.pms_shopping_list_state_history (
      id, yacht_id, shopping_list_item_id, previous_state, new_state, transition_reason, transition_notes,
      changed_by, changed_at, related_order_id, related_receiving_event_id, metadata, created_at
    ) select
      coalesce((told.step ->> 'id')::uuid, gen_random_uuid()), n.yacht_id, n.id, null, n.status,
      case when told.step ? 'id' then told.step ->> 'reason'
        when n.status = 'rejected' then n.rejection_reason end,
      case when told.step ? 'id' then told.step ->> 'notes'
        when n.status = 'approved' then n.approval_notes when n.status = 'rejected' then n.rejection_notes end,
      coalesce(n.updated_by, n.created_by), n.updated_at, n.order_id, (told.step ->> 'receiving_event_id')::uuid,
      case when told.step ? 'id' then jsonb_build_object('entry_id', told.step -> 'entry_id') end, n.updated_at
    from new_rows n
    cross join lateral (select case when n.metadata -> 'transition' ->> 'id' is not null then n.metadata -> 'transition' end as step) told;
  else
    insert into public.pms_shopping_list_state_history (
      id, yacht_id, shopping_list_item_id, previous_state, new_state, transition_reason, transition_notes,
      changed_by, changed_at, related_order_id, related_receiving_event_id, metadata, created_at
    ) select
      coalesce((told.step ->> 'id')::uuid, gen_random_uuid()), n.yacht_id, n.id, o.status, n.status,
      case when told.step ? 'id' then told.step ->> 'reason'
        when n.status = 'rejected' then n.rejection_reason end,
      case when told.step ? 'id' then told.step ->> 'notes'
        when n.status = 'approved' then n.approval_notes when n.status = 'rejected' then n.rejection_notes end,
      coalesce(n.updated_by, n.created_by), case when n.metadata -> 'transition' ->> 'id' is distinct from o.metadata -> 'transition' ->> 'id' or n.updated_at is distinct from o.updated_at then n.updated_at else now() end, n.order_id, (told.step ->> 'receiving_event_id')::uuid,
      case when told.step ? 'id' then jsonb_build_object('entry_id', told.step -> 'entry_id') end, case when n.metadata -> 'transition' ->> 'id' is distinct from o.metadata -> 'transition' ->> 'id' or n.updated_at is distinct from o.updated_at then n.updated_at else now() end
    from new_rows n join old_rows o on o.yacht_id = n.yacht_id and o.id = n.id and o.status <> n.status
    cross join lateral (select case when n.metadata -> 'transition' ->> 'id' is distinct from o.metadata -> 'transition' ->> 'id' then case when n.metadata -> 'transition' ->> 'id' is not null then n.metadata -> 'transition' end end as step) told;
  end if;
  return null;
end $$
-- next statement
revoke all on function public.refuse() from public
-- next statement
revoke all on function public.log_shopping_list_state_change() from public
-- next statement
alter function public.log_shopping_list_state_change() owner to journal_writer
-- next statement
create or replace function ctx.claims(out user_id uuid, out yacht_id uuid)
language plpgsql stable security definer set search_path = '' as $$
declare
  parts text[] := string_to_array(nullif(current_setting('app.ctx', true), ''), '.');
  mac text;
begin
  if array_length(parts, 1) is distinct from 4 then
    return;
  end if;
  select encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(parts[1] || '.' || parts[2] || '.' || parts[3], 'UTF8'))), 'hex')
  into mac from ctx.seal k;
  if mac is distinct from parts[4] or mac is null or parts[3]::bigint < extract(epoch from clock_timestamp()) then
    return;
  end if;
  user_id := nullif(parts[1], '-')::uuid;
  yacht_id := nullif(parts[2], '-')::uuid;
end $$
-- next statement
revoke all on function ctx.claims() from public
-- next statement
alter function ctx.claims() owner to journal_writer
-- next statement
create or replace function ctx.permits(question text, permit text) returns boolean
language plpgsql stable security definer set search_path = '' as $$
declare
  expiry text := split_part(permit, '.', 1);
  mac text;
begin
  select encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(question || '.' || expiry, 'UTF8'))), 'hex') into mac from ctx.seal k;
  if mac is distinct from split_part(permit, '.', 2) or mac is null then
    return false;
  end if;
  return expiry::bigint >= extract(epoch from clock_timestamp());
end $$
-- next statement
revoke all on function ctx.permits(text, text) from public
-- next statement
alter function ctx.permits(text, text) owner to journal_writer
-- next statement
create or replace function auth.uid() returns uuid
language sql stable security definer set search_path = '' as $$ select c.user_id from ctx.claims() c $$
-- next statement
revoke all on function auth.uid() from public
-- next statement
grant execute on function auth.uid() to anon, authenticated, service_role
-- next statement
alter function auth.uid() owner to journal_writer
-- next statement
create or replace function public.get_user_yacht_id() returns uuid
language sql stable security definer set search_path = '' as $$ select c.yacht_id from ctx.claims() c $$
-- next statement
revoke all on function public.get_user_yacht_id() from public
-- next statement
grant execute on function public.get_user_yacht_id() to anon, authenticated, service_role
-- next statement
alter function public.get_user_yacht_id() owner to journal_writer
-- next statement
create or replace function public.is_fleet_sealed() returns boolean
language sql stable security definer set search_path = '' as $$ select c.user_id is not null and c.yacht_id is null from ctx.claims() c $$
-- next statement
revoke all on function public.is_fleet_sealed() from public
-- next statement
grant execute on function public.is_fleet_sealed() to authenticated, service_role
-- next statement
alter function public.is_fleet_sealed() owner to journal_writer
-- next statement
create or replace function public.manager_yachts() returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  sealed record := ctx.claims();
begin
  -- sealed for one yacht means one yacht, whoever it is
  if sealed.user_id is null or sealed.yacht_id is not null then
    return;
  end if;
  return query
    select r.yacht_id from public.auth_users_roles r
    where r.user_id = sealed.user_id and r.is_active
      and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
    union
    select y.yacht_id from public.fleet_managers m join public.fleet_yachts y on y.fleet_id = m.fleet_id
    where m.user_id = sealed.user_id;
end $$
-- next statement
revoke all on function public.manager_yachts() from public
-- next statement
grant execute on function public.manager_yachts() to authenticated, service_role
-- next statement
alter function public.manager_yachts() owner to journal_writer
-- next statement
create or replace function public.is_hod(user_id uuid, yacht_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.auth_users_roles r
    where r.user_id = is_hod.user_id and r.yacht_id = is_hod.yacht_id and r.role in ('chief_officer', 'chief_engineer', 'captain', 'manager') and r.is_active
      and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
  ) and (
    pg_has_role(session_user, 'service_role', 'usage') or is_hod.yacht_id = public.get_user_yacht_id()
    or is_hod.yacht_id in (select public.manager_yachts())
  )
$$
-- next statement
revoke all on function public.is_hod(uuid, uuid) from public
-- next statement
grant execute on function public.is_hod(uuid, uuid) to authenticated, service_role
-- next statement
alter function public.is_hod(uuid, uuid) owner to journal_writer
-- next statement
create or replace function public.is_engineer(user_id uuid, yacht_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.auth_users_roles r
    where r.user_id = is_engineer.user_id and r.yacht_id = is_engineer.yacht_id and r.role in ('chief_engineer', 'manager') and r.is_active
      and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
  ) and (
    pg_has_role(session_user, 'service_role', 'usage') or is_engineer.yacht_id = public.get_user_yacht_id()
    or is_engineer.yacht_id in (select public.manager_yachts())
  )
$$
-- next statement
revoke all on function public.is_engineer(uuid, uuid) from public
-- next statement
grant execute on function public.is_engineer(uuid, uuid) to authenticated, service_role
-- next statement
alter function public.is_engineer(uuid, uuid) owner to journal_writer
-- next statement
create or replace function public.feed_lock() returns setof public.yacht_feeds
language sql volatile security definer set search_path = '' as $$
  select f.* from public.yacht_feeds f where f.yacht_id = public.get_user_yacht_id() for update
$$
-- next statement
revoke all on function public.feed_lock() from public
-- next statement
grant execute on function public.feed_lock() to lazarette_app
-- next statement
alter function public.feed_lock() owner to journal_writer
-- next statement
create or replace function public.roles_of(uuid, permit text)
returns table (yacht_id uuid, role text, name text)
language sql stable security definer set search_path = '' as $$
  select r.yacht_id, r.role, p.name from public.auth_users_roles r
  join public.auth_users_profiles p on p.yacht_id = r.yacht_id and p.user_id = r.user_id
  where ctx.permits('roles_of:' || $1, $2) and r.user_id = $1
    and r.is_active and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
  order by r.yacht_id, r.role
$$
-- next statement
revoke all on function public.roles_of(uuid, text) from public
-- next statement
grant execute on function public.roles_of(uuid, text) to lazarette_app
-- next statement
alter function public.roles_of(uuid, text) owner to journal_writer
-- next statement
create or replace function public.exchange_done(
  node_position bigint, node_backlog bigint, matches boolean
)
returns void language sql volatile security definer set search_path = '' as $$
  update public.yacht_feeds f set last_exchange_at = now(), node_position = exchange_done.node_position,
    node_backlog = least(exchange_done.node_backlog, 2147483647), digest_matches = exchange_done.matches
  where f.yacht_id = public.get_user_yacht_id();
  insert into public.yacht_hours as h (yacht_id, hour, exchanges, backlog, differed)
  select public.get_user_yacht_id(), date_trunc('hour', now(), 'UTC'), 1, exchange_done.node_backlog,
    (exchange_done.matches is false)::integer
  on conflict on constraint yacht_hours_pkey do update set exchanges = h.exchanges + 1,
    backlog = greatest(h.backlog, excluded.backlog), differed = h.differed + excluded.differed;
  delete from public.yacht_hours h
  where h.yacht_id = public.get_user_yacht_id() and h.hour < now() - interval '168 hours'
$$
-- next statement
revoke all on function public.exchange_done(bigint, bigint, boolean) from public
-- next statement
grant execute on function public.exchange_done(bigint, bigint, boolean) to lazarette_app
-- next statement
alter function public.exchange_done(bigint, bigint, boolean) owner to journal_writer
-- next statement
create or replace function public.hour_noted(
  requests integer, refused integer, failed integer, times integer[]
)
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.yacht_hours as h (yacht_id, hour, requests, refused, failed, times)
  select public.get_user_yacht_id(), date_trunc('hour', now(), 'UTC'), $1, $2, $3, $4
  where public.get_user_yacht_id() is not null
  on conflict on constraint yacht_hours_pkey do update set requests = h.requests + excluded.requests,
    refused = h.refused + excluded.refused, failed = h.failed + excluded.failed,
    times = (select array_agg(coalesce(t.was, 0) + coalesce(t.new, 0) order by t.place)
      from unnest(h.times, excluded.times) with ordinality t (was, new, place))
$$
-- next statement
revoke all on function public.hour_noted(integer, integer, integer, integer[]) from public
-- next statement
grant execute on function public.hour_noted(integer, integer, integer, integer[]) to lazarette_app
-- next statement
alter function public.hour_noted(integer, integer, integer, integer[]) owner to journal_writer
-- next statement
create or replace function public.board_noted(told jsonb)
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.yacht_hours as h (yacht_id, hour, board_requests, board_refused, board_failed, board_times)
  select public.get_user_yacht_id(), to_timestamp((t.one->>0)::bigint * 3600), (t.one->>1)::integer,
    (t.one->>2)::integer, (t.one->>3)::integer,
    array(select (c.one#>>'{}')::integer from jsonb_array_elements(t.one->4) with ordinality c (one, place)
      order by c.place)
  from jsonb_array_elements(told) t (one)
  where public.get_user_yacht_id() is not null
    and extract(epoch from now()) - (t.one->>0)::bigint * 3600 between 0 and 180000
  on conflict on constraint yacht_hours_pkey do update set board_requests = excluded.board_requests,
    board_refused = excluded.board_refused, board_failed = excluded.board_failed, board_times = excluded.board_times
$$
-- next statement
revoke all on function public.board_noted(jsonb) from public
-- next statement
grant execute on function public.board_noted(jsonb) to lazarette_app
-- next statement
alter function public.board_noted(jsonb) owner to journal_writer
-- next statement
create or replace function public.epoch_spoke(
  node_id uuid, epoch text, number bigint, mark bytea, freezing boolean
)
returns table (number_before bigint, mark_before bytea, is_frozen boolean, piece_mark bytea, piece_bytes bigint)
language plpgsql volatile security definer set search_path = '' as $$
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not exists (select from public.nodes n where n.yacht_id = tenant and n.node_id = epoch_spoke.node_id) then
    return;
  end if;
  insert into public.node_epochs (yacht_id, node_id, epoch, number, mark, first_at)
  values (tenant, epoch_spoke.node_id, epoch_spoke.epoch, -1, epoch_spoke.mark, now()) on conflict do nothing;
  if found then
    update public.node_epochs e set piece_mark = null, pieces = null
    where e.yacht_id = tenant and e.node_id = epoch_spoke.node_id and e.pieces is not null;
  end if;
  return query select e.number, e.mark, e.frozen_at is not null, e.piece_mark, length(e.pieces)::bigint
  from public.node_epochs e
  where e.yacht_id = tenant and e.node_id = epoch_spoke.node_id and e.epoch = epoch_spoke.epoch for update;
  update public.node_epochs e set spoke_at = now(), number = greatest(e.number, epoch_spoke.number),
    mark = case when epoch_spoke.number > e.number then epoch_spoke.mark else e.mark end,
    frozen_at = coalesce(e.frozen_at, case when freezing then now() end)
  where e.yacht_id = tenant and e.node_id = epoch_spoke.node_id and e.epoch = epoch_spoke.epoch;
end $$
-- next statement
revoke all on function public.epoch_spoke(uuid, text, bigint, bytea, boolean) from public
-- next statement
grant execute on function public.epoch_spoke(uuid, text, bigint, bytea, boolean) to lazarette_app
-- next statement
alter function public.epoch_spoke(uuid, text, bigint, bytea, boolean) owner to journal_writer
-- next statement
create or replace function public.keep_piece(
  node_id uuid, epoch text, mark bytea, total bigint, at bigint, piece bytea
)
returns table (held bigint, whole bytea)
language plpgsql volatile security definer set search_path = '' as $$
declare
  tenant uuid := public.get_user_yacht_id();
  kept bytea;
begin
  select case when e.piece_mark = keep_piece.mark then e.pieces end into kept from public.node_epochs e
  where e.yacht_id = tenant and e.node_id = keep_piece.node_id and e.epoch = keep_piece.epoch for update;
  kept := coalesce(kept, ''::bytea);
  if length(kept) = keep_piece.at then
    kept := kept || keep_piece.piece;
  end if;
  whole := case when length(kept) = keep_piece.total then kept end;
  held := length(kept);
  update public.node_epochs e set piece_mark = case when whole is null then keep_piece.mark end,
    pieces = case when whole is null then kept end
  where e.yacht_id = tenant and e.node_id = keep_piece.node_id and e.epoch = keep_piece.epoch;
  return next;
end $$
-- next statement
revoke all on function public.keep_piece(uuid, text, bytea, bigint, bigint, bytea) from public
-- next statement
grant execute on function public.keep_piece(uuid, text, bytea, bigint, bigint, bytea) to lazarette_app
-- next statement
alter function public.keep_piece(uuid, text, bytea, bigint, bigint, bytea) owner to journal_writer
-- next statement
create or replace function public.new_generation(generation text, epoch text) returns void
language sql volatile security definer set search_path = '' as $$
  update public.yacht_feeds f set generation = new_generation.generation, epoch = new_generation.epoch, seq = 0,
    chain = decode(repeat('00', 32), 'hex')
  where f.yacht_id = public.get_user_yacht_id()
$$
-- next statement
revoke all on function public.new_generation(text, text) from public
-- next statement
grant execute on function public.new_generation(text, text) to lazarette_app
-- next statement
alter function public.new_generation(text, text) owner to journal_writer
-- next statement
create or replace function public.set_damage_aside(
  lost uuid[], sound_to bigint, ends_at bigint, end_digest bytea, generation text, permit text,
  feed public.pms_feed_sent[] default '{}'
)
returns void language plpgsql volatile security definer set search_path = '' as $$
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if tenant is null or not ctx.permits('set_damage_aside:' || tenant, permit)
    or exists (select from unnest(feed) r where r.yacht_id is distinct from tenant) then
    raise exception 'only the shore itself may set damage aside' using errcode = 'insufficient_privilege';
  end if;
  delete from public.pms_rulings r where r.yacht_id = tenant and r.ruled_by_entry = any (lost);
  delete from public.pms_history_entries e where e.yacht_id = tenant and e.entry_id = any (lost);
  delete from public.pms_feed f where f.yacht_id = tenant and f.position > sound_to;
  insert into public.pms_feed (yacht_id, position, entry_id, hash, digest, stored_at)
  select r.yacht_id, r.position, r.entry_id, r.hash, r.digest, r.stored_at::timestamp with time zone from unnest(feed) r;
  update public.yacht_feeds f set position = ends_at, digest = end_digest,
    generation = set_damage_aside.generation
  where f.yacht_id = tenant;
end $$
-- next statement
revoke all on function public.set_damage_aside(uuid[], bigint, bigint, bytea, text, text, public.pms_feed_sent[]) from public
-- next statement
grant execute on function public.set_damage_aside(uuid[], bigint, bigint, bytea, text, text, public.pms_feed_sent[]) to lazarette_app
-- next statement
alter function public.set_damage_aside(uuid[], bigint, bigint, bytea, text, text, public.pms_feed_sent[]) owner to journal_writer
-- next statement
create or replace function public.journal_write(
  entries public.pms_history_entries_sent[] default '{}',
  feed public.pms_feed_sent[] default '{}',
  items public.pms_shopping_list_items_sent[] default '{}',
  heads public.pms_item_heads_sent[] default '{}',
  outcomes public.pms_entry_outcomes_sent[] default '{}',
  rulings public.pms_rulings_sent[] default '{}',
  quarantined public.pms_quarantine_sent[] default '{}',
  parts public.pms_parts_sent[] default '{}',
  audit public.pms_audit_log_sent[] default '{}',
  idempotency public.pms_idempotency_keys_sent[] default '{}',
  sightings public.pms_conflict_sightings_sent[] default '{}',
  notices public.pms_notices_sent[] default '{}',
  recorder public.yacht_feeds_sent[] default '{}',
  remade_items uuid[] default '{}',
  resolved_items uuid[] default '{}',
  moved jsonb default '{}'
) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  tenant uuid := public.get_user_yacht_id();
  written integer;
  new_parts uuid[] := '{}';
begin
  if tenant is null
    or exists (select from unnest(entries) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(feed) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(items) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(heads) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(outcomes) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(rulings) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(quarantined) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(parts) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(audit) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(idempotency) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(sightings) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(notices) r where r.yacht_id is distinct from tenant)
    or exists (select from unnest(recorder) r where r.yacht_id is distinct from tenant) then
    raise exception 'the rows are not of the yacht that the transaction is sealed for'
      using errcode = 'insufficient_privilege';
  end if;
  if cardinality(entries) > 0 then
    insert into public.pms_history_entries (
      entry_id, yacht_id, item_id, node_id, epoch,
      seq, parents, seen, action, payload,
      actor_id, actor_role, clock_ms, clock_counter, hash,
      chain, assurance, extra
    ) select
      r.entry_id, r.yacht_id, r.item_id, r.node_id, r.epoch,
      r.seq, r.parents::jsonb, r.seen, r.action, r.payload::jsonb,
      r.actor_id, r.actor_role, r.clock_ms, r.clock_counter, r.hash,
      r.chain, r.assurance, r.extra::jsonb
    from unnest(entries) r;
  end if;
  if cardinality(feed) > 0 then
    insert into public.pms_feed (
      yacht_id, position, entry_id, hash, digest,
      stored_at
    ) select
      r.yacht_id, r.position, r.entry_id, r.hash, r.digest,
      r.stored_at::timestamp with time zone
    from unnest(feed) r;
  end if;
  if cardinality(remade_items) > 0 then
    delete from public.pms_shopping_list_state_history h
    where h.yacht_id = tenant and h.shopping_list_item_id = any (remade_items);
    delete from public.pms_shopping_list_items i where i.yacht_id = tenant and i.id = any (remade_items);
  end if;
  if cardinality(items) > 0 then
    insert into public.pms_shopping_list_items (
      id, yacht_id, part_id, part_name, part_number,
      manufacturer, is_candidate_part, quantity_requested, quantity_approved, quantity_ordered,
      quantity_received, quantity_installed, unit, preferred_supplier, estimated_unit_price,
      status, source_type, source_work_order_id, source_receiving_id, source_notes,
      order_id, order_line_number, approved_by, approved_at, approval_notes,
      rejected_by, rejected_at, rejection_reason, rejection_notes, fulfilled_at,
      installed_at, installed_to_equipment_id, urgency, required_by_date, created_by,
      created_at, updated_by, updated_at, deleted_at, deleted_by,
      deletion_reason, metadata, candidate_promoted_to_part_id, promoted_by, promoted_at
    ) select
      r.id, r.yacht_id, r.part_id, r.part_name, r.part_number,
      r.manufacturer, r.is_candidate_part, r.quantity_requested::numeric, r.quantity_approved::numeric, r.quantity_ordered::numeric,
      r.quantity_received::numeric, r.quantity_installed::numeric, r.unit, r.preferred_supplier, r.estimated_unit_price::numeric,
      r.status, r.source_type, r.source_work_order_id, r.source_receiving_id, r.source_notes,
      r.order_id, r.order_line_number, r.approved_by, r.approved_at::timestamp with time zone, r.approval_notes,
      r.rejected_by, r.rejected_at::timestamp with time zone, r.rejection_reason, r.rejection_notes, r.fulfilled_at::timestamp with time zone,
      r.installed_at::timestamp with time zone, r.installed_to_equipment_id, r.urgency, r.required_by_date::date, r.created_by,
      r.created_at::timestamp with time zone, r.updated_by, r.updated_at::timestamp with time zone, r.deleted_at::timestamp with time zone, r.deleted_by,
      r.deletion_reason, r.metadata::jsonb, r.candidate_promoted_to_part_id, r.promoted_by, r.promoted_at::timestamp with time zone
    from unnest(items) r where r.step = 0;
    for this_step in 1 .. (select max(r.step) from unnest(items) r) loop
      update public.pms_shopping_list_items t set (
      id, yacht_id, part_id, part_name, part_number,
      manufacturer, is_candidate_part, quantity_requested, quantity_approved, quantity_ordered,
      quantity_received, quantity_installed, unit, preferred_supplier, estimated_unit_price,
      status, source_type, source_work_order_id, source_receiving_id, source_notes,
      order_id, order_line_number, approved_by, approved_at, approval_notes,
      rejected_by, rejected_at, rejection_reason, rejection_notes, fulfilled_at,
      installed_at, installed_to_equipment_id, urgency, required_by_date, created_by,
      created_at, updated_by, updated_at, deleted_at, deleted_by,
      deletion_reason, metadata, candidate_promoted_to_part_id, promoted_by, promoted_at
      ) = row(
      r.id, r.yacht_id, r.part_id, r.part_name, r.part_number,
      r.manufacturer, r.is_candidate_part, r.quantity_requested::numeric, r.quantity_approved::numeric, r.quantity_ordered::numeric,
      r.quantity_received::numeric, r.quantity_installed::numeric, r.unit, r.preferred_supplier, r.estimated_unit_price::numeric,
      r.status, r.source_type, r.source_work_order_id, r.source_receiving_id, r.source_notes,
      r.order_id, r.order_line_number, r.approved_by, r.approved_at::timestamp with time zone, r.approval_notes,
      r.rejected_by, r.rejected_at::timestamp with time zone, r.rejection_reason, r.rejection_notes, r.fulfilled_at::timestamp with time zone,
      r.installed_at::timestamp with time zone, r.installed_to_equipment_id, r.urgency, r.required_by_date::date, r.created_by,
      r.created_at::timestamp with time zone, r.updated_by, r.updated_at::timestamp with time zone, r.deleted_at::timestamp with time zone, r.deleted_by,
      r.deletion_reason, r.metadata::jsonb, r.candidate_promoted_to_part_id, r.promoted_by, r.promoted_at::timestamp with time zone
      ) from unnest(items) r where r.step = this_step and t.yacht_id = tenant and t.id = r.id;
      get diagnostics written = row_count;
      if written <> (select count(*) from unnest(items) r where r.step = this_step) then
        raise exception 'an item to change is not there' using errcode = 'no_data_found';
      end if;
    end loop;
  end if;
  if cardinality(heads) > 0 then
    insert into public.pms_item_heads (
      yacht_id, item_id, heads, subject
    ) select
      r.yacht_id, r.item_id, r.heads::jsonb, r.subject
    from unnest(heads) r
    on conflict (yacht_id, item_id) do update set
      heads = excluded.heads, subject = excluded.subject;
  end if;
  if cardinality(resolved_items) > 0 then
    delete from public.pms_entry_outcomes o
    where o.yacht_id = tenant and o.item_id = any (resolved_items);
  end if;
  if cardinality(outcomes) > 0 then
    insert into public.pms_entry_outcomes (
      yacht_id, entry_id, item_id, verdict, rule,
      by_entry, fields, acknowledged_by
    ) select
      r.yacht_id, r.entry_id, r.item_id, r.verdict, r.rule,
      r.by_entry, r.fields::jsonb, r.acknowledged_by
    from unnest(outcomes) r;
  end if;
  if cardinality(rulings) > 0 then
    insert into public.pms_rulings (
      yacht_id, entry_id, item_id, ruling, reason,
      ruled_by_entry
    ) select
      r.yacht_id, r.entry_id, r.item_id, r.ruling, r.reason,
      r.ruled_by_entry
    from unnest(rulings) r
    on conflict (yacht_id, entry_id) do update set
      item_id = excluded.item_id, ruling = excluded.ruling, reason = excluded.reason, ruled_by_entry = excluded.ruled_by_entry;
  end if;
  if cardinality(quarantined) > 0 then
    insert into public.pms_quarantine (
      yacht_id, id, entry_id, node_id, epoch,
      seq, reason, raw, stored_at, item_id,
      tried_by, read_at
    ) select
      r.yacht_id, r.id, r.entry_id, r.node_id, r.epoch,
      r.seq, r.reason, r.raw, r.stored_at::timestamp with time zone, r.item_id,
      r.tried_by, r.read_at::timestamp with time zone
    from unnest(quarantined) r
    on conflict (yacht_id, id) do update set
      entry_id = excluded.entry_id, node_id = excluded.node_id, epoch = excluded.epoch, seq = excluded.seq, reason = excluded.reason,
      raw = excluded.raw, stored_at = excluded.stored_at, item_id = excluded.item_id, tried_by = excluded.tried_by, read_at = excluded.read_at;
  end if;
  if cardinality(parts) > 0 then
    with given as (
      select
      r.id as id, r.yacht_id as yacht_id, r.name as name, r.part_number as part_number, r.manufacturer as manufacturer,
      r.unit as unit, r.quantity_on_hand::numeric as quantity_on_hand, r.minimum_quantity::numeric as minimum_quantity, r.location as location, r.impa_code as impa_code,
      r.created_at::timestamp with time zone as created_at, r.updated_at::timestamp with time zone as updated_at, r.quantity_counted::numeric as quantity_counted, r.origin as origin, r.version as version
      from unnest(parts) r
    ), movement as (
      select coalesce(i.part_id, i.candidate_promoted_to_part_id) as part_id,
        sum(coalesce((i.metadata ->> 'net_received')::numeric, i.quantity_received, 0)
          - coalesce(i.quantity_installed, 0)) as quantity
      from public.pms_shopping_list_items i
      where i.yacht_id = tenant and coalesce(i.part_id, i.candidate_promoted_to_part_id) in (select id from given)
      group by 1
    ), known as (
      update public.pms_parts p set name = g.name, part_number = g.part_number, manufacturer = g.manufacturer,
        unit = g.unit, quantity_on_hand = p.quantity_on_hand - p.quantity_counted + g.quantity_counted,
        minimum_quantity = g.minimum_quantity, location = g.location, impa_code = g.impa_code,
        updated_at = g.updated_at, quantity_counted = g.quantity_counted, origin = 'catalogue'
      from given g where p.yacht_id = tenant and p.id = g.id and g.origin <> 'promoted'
    ), made as (
      insert into public.pms_parts (id, yacht_id, name, part_number, manufacturer, unit, quantity_on_hand,
        minimum_quantity, location, impa_code, created_at, updated_at, quantity_counted, origin)
      select g.id, g.yacht_id, g.name, g.part_number, g.manufacturer, g.unit,
        g.quantity_counted + coalesce(m.quantity, 0), g.minimum_quantity, g.location, g.impa_code, g.created_at,
        g.updated_at, g.quantity_counted, g.origin
      from given g left join movement m on m.part_id = g.id
      where not exists (select from public.pms_parts p where p.yacht_id = tenant and p.id = g.id)
      returning id
    )
    select coalesce(array_agg(id), '{}') into new_parts from made;
  end if;
  if moved <> '{}' then
    -- a part made just now was counted with all its items as they stand
    update public.pms_parts p set quantity_on_hand = p.quantity_on_hand + m.value::numeric
    from jsonb_each_text(moved) m
    where p.yacht_id = tenant and p.id = m.key::uuid and p.id <> all (new_parts);
  end if;
  if cardinality(audit) > 0 then
    insert into public.pms_audit_log (
      id, yacht_id, action, entity_type, entity_id,
      user_id, old_values, new_values, signature, metadata,
      created_at
    ) select
      r.id, r.yacht_id, r.action, r.entity_type, r.entity_id,
      r.user_id, r.old_values::jsonb, r.new_values::jsonb, r.signature::jsonb, r.metadata::jsonb,
      r.created_at::timestamp with time zone
    from unnest(audit) r;
  end if;
  if cardinality(idempotency) > 0 then
    insert into public.pms_idempotency_keys (
      yacht_id, key, fingerprint, answer
    ) select
      r.yacht_id, r.key, r.fingerprint, r.answer::jsonb
    from unnest(idempotency) r;
  end if;
  if cardinality(sightings) > 0 then
    insert into public.pms_conflict_sightings (
      yacht_id, entry_id, user_id, outcome, seen_at
    ) select
      r.yacht_id, r.entry_id, r.user_id, r.outcome, r.seen_at::timestamp with time zone
    from unnest(sightings) r
    on conflict (yacht_id, entry_id, user_id) do update set
      outcome = excluded.outcome, seen_at = excluded.seen_at;
  end if;
  if cardinality(notices) > 0 then
    insert into public.pms_notices (
      yacht_id, id, at, kind, text
    ) select
      r.yacht_id, r.id, r.at::timestamp with time zone, r.kind, r.text
    from unnest(notices) r;
  end if;
  if cardinality(recorder) > 0 then
    update public.yacht_feeds f set seq = r.seq, chain = r.chain, clock_ms = r.clock_ms,
      clock_counter = r.clock_counter, position = r.position, digest = r.digest
    from unnest(recorder) r
    where f.yacht_id = tenant and f.position <= r.position and f.seq <= r.seq;
    get diagnostics written = row_count;
    if written <> 1 then
      raise exception 'the feed has moved on' using errcode = 'serialization_failure';
    end if;
  end if;
end $$
-- next statement
revoke all on function public.journal_write(public.pms_history_entries_sent[], public.pms_feed_sent[], public.pms_shopping_list_items_sent[], public.pms_item_heads_sent[], public.pms_entry_outcomes_sent[], public.pms_rulings_sent[], public.pms_quarantine_sent[], public.pms_parts_sent[], public.pms_audit_log_sent[], public.pms_idempotency_keys_sent[], public.pms_conflict_sightings_sent[], public.pms_notices_sent[], public.yacht_feeds_sent[], uuid[], uuid[], jsonb) from public
-- next statement
grant execute on function public.journal_write(public.pms_history_entries_sent[], public.pms_feed_sent[], public.pms_shopping_list_items_sent[], public.pms_item_heads_sent[], public.pms_entry_outcomes_sent[], public.pms_rulings_sent[], public.pms_quarantine_sent[], public.pms_parts_sent[], public.pms_audit_log_sent[], public.pms_idempotency_keys_sent[], public.pms_conflict_sightings_sent[], public.pms_notices_sent[], public.yacht_feeds_sent[], uuid[], uuid[], jsonb) to lazarette_app
-- next statement
alter function public.journal_write(public.pms_history_entries_sent[], public.pms_feed_sent[], public.pms_shopping_list_items_sent[], public.pms_item_heads_sent[], public.pms_entry_outcomes_sent[], public.pms_rulings_sent[], public.pms_quarantine_sent[], public.pms_parts_sent[], public.pms_audit_log_sent[], public.pms_idempotency_keys_sent[], public.pms_conflict_sightings_sent[], public.pms_notices_sent[], public.yacht_feeds_sent[], uuid[], uuid[], jsonb) owner to journal_writer
-- next statement
create or replace function public.number_reference_row() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  silent text[] := array['quantity_on_hand', 'updated_at', 'version'];
begin
  -- where the table is spread over machines, its parts have numbers behind their name
  if starts_with(tg_table_name, 'pms_parts') then
    if tg_op = 'UPDATE' then
      if new.origin = 'promoted' or to_jsonb(new) - silent = to_jsonb(old) - silent then
        new.version := old.version;
        return new;
      end if;
    elsif new.origin = 'promoted' then
      new.version := 0;
      return new;
    end if;
  end if;
  update public.yacht_feeds f set reference_version = f.reference_version + 1 where f.yacht_id = new.yacht_id
  returning f.reference_version into new.version;
  new.version := coalesce(new.version, 0);
  return new;
end $$
-- next statement
revoke all on function public.number_reference_row() from public
-- next statement
alter function public.number_reference_row() owner to journal_writer
-- next statement
create or replace function public.sign_in_candidates(text, permit text)
returns table (user_id uuid, yacht_id uuid, name text, pin_hash text, is_on_board boolean)
language sql stable security definer set search_path = '' as $$
  select p.user_id, p.yacht_id, p.name, p.pin_hash,
    exists (select from public.auth_users_roles r
      where r.yacht_id = p.yacht_id and r.user_id = p.user_id and r.role <> 'manager')
    or not exists (select from public.auth_users_roles r where r.user_id = p.user_id and r.yacht_id = p.yacht_id and r.role = 'manager'
    and r.is_active and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now()))
  from public.auth_users_profiles p
  where ctx.permits('sign_in_candidates:' || $1, $2) and p.name = $1 and p.pin_hash is not null
  order by p.yacht_id, p.user_id
$$
-- next statement
revoke all on function public.sign_in_candidates(text, text) from public
-- next statement
grant execute on function public.sign_in_candidates(text, text) to lazarette_app
-- next statement
alter function public.sign_in_candidates(text, text) owner to journal_writer
-- next statement
create or replace function public.open_session(
  session_id uuid, user_id uuid, client text, idle_limit_s integer, yachts uuid[], permit text
)
returns void language sql volatile security definer set search_path = '' as $$
  delete from public.auth_sessions s
  where ctx.permits('open_session:' || open_session.user_id, permit) and s.user_id = open_session.user_id
    and s.used_at < now() - interval '90 days';
  insert into public.auth_sessions (session_id, user_id, marks, client, started_at, used_at, idle_limit_s)
  select open_session.session_id, open_session.user_id,
    coalesce(jsonb_object_agg(p.yacht_id::text, left(encode(sha256(convert_to(coalesce(p.pin_hash, ''), 'UTF8')), 'hex'), 16)) filter (where p.yacht_id is not null), '{}'),
    open_session.client, now(), now(), open_session.idle_limit_s
  from public.auth_users_profiles p
  where p.user_id = open_session.user_id and (open_session.yachts is null or p.yacht_id = any (open_session.yachts))
  having ctx.permits('open_session:' || open_session.user_id, permit)
$$
-- next statement
revoke all on function public.open_session(uuid, uuid, text, integer, uuid[], text) from public
-- next statement
grant execute on function public.open_session(uuid, uuid, text, integer, uuid[], text) to lazarette_app
-- next statement
alter function public.open_session(uuid, uuid, text, integer, uuid[], text) owner to journal_writer
-- next statement
create or replace function public.session_roles(session_id uuid, user_id uuid, permit text)
returns table (yacht_id uuid, role text, name text)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  marks jsonb;
begin
  -- unpacked once, and not again for each role
  select s.marks || '{}' into marks from public.auth_sessions s
  where s.session_id = $1 and s.user_id = $2 and s.ended_at is null
    and (s.idle_limit_s is null or s.used_at > now() - make_interval(secs => s.idle_limit_s));
  if marks is null or not ctx.permits('roles_of:' || $2, $3) then
    return;
  end if;
  update public.auth_sessions s set used_at = now()
  where s.session_id = $1 and s.used_at < now() - interval '1 minute';
  return query select r.yacht_id, r.role, r.name from public.roles_of($2, $3) r
  join public.auth_users_profiles p on p.yacht_id = r.yacht_id and p.user_id = $2
  where marks ->> r.yacht_id::text = left(encode(sha256(convert_to(coalesce(p.pin_hash, ''), 'UTF8')), 'hex'), 16);
end $$
-- next statement
revoke all on function public.session_roles(uuid, uuid, text) from public
-- next statement
grant execute on function public.session_roles(uuid, uuid, text) to lazarette_app
-- next statement
alter function public.session_roles(uuid, uuid, text) owner to journal_writer
-- next statement
create or replace function public.end_sessions(user_id uuid, session_id uuid, permit text) returns bigint
language sql volatile security definer set search_path = '' as $$
  with gone as (
    update public.auth_sessions s set ended_at = now()
    where ctx.permits('end_sessions:' || $1, $3) and s.user_id = $1
      and ($2 is null or s.session_id = $2) and s.ended_at is null
    returning 1
  )
  select count(*) from gone
$$
-- next statement
revoke all on function public.end_sessions(uuid, uuid, text) from public
-- next statement
grant execute on function public.end_sessions(uuid, uuid, text) to lazarette_app
-- next statement
alter function public.end_sessions(uuid, uuid, text) owner to journal_writer
-- next statement
create or replace function public.sign_in_tries(name text, client text, permit text)
returns table (here bigint, here_at timestamptz, of_name bigint, name_at timestamptz, of_client bigint,
  client_at timestamptz, is_proven boolean)
language plpgsql volatile security definer set search_path = '' as $$
begin
  if not ctx.permits('sign_in_tries:' || $1, $3) then
    return;
  end if;
  -- one at a time for a name, so that many at once are counted
  perform pg_advisory_xact_lock(hashtextextended('sign-in:' || $1, 0));
  delete from public.sign_in_tries t where (t.name = $1 or t.client = $2)
    and t.wrong_at < now() - interval '86400 seconds'
    and (t.proven_at is null or t.proven_at < now() - interval '2592000 seconds');
  return query select
    coalesce(sum(t.wrong) filter (where t.name = $1 and t.client = $2), 0),
    max(t.wrong_at) filter (where t.name = $1 and t.client = $2),
    coalesce(sum(t.wrong) filter (where t.name = $1 and t.proven_at is null), 0),
    max(t.wrong_at) filter (where t.name = $1 and t.proven_at is null),
    coalesce(sum(t.wrong) filter (where t.client = $2 and t.proven_at is null), 0),
    max(t.wrong_at) filter (where t.client = $2 and t.proven_at is null),
    coalesce(bool_or(t.proven_at is not null) filter (where t.name = $1 and t.client = $2), false)
  from public.sign_in_tries t
  where (t.name = $1 or t.client = $2) and t.wrong_at >= now() - interval '86400 seconds'
    or (t.name = $1 and t.client = $2);
end $$
-- next statement
revoke all on function public.sign_in_tries(text, text, text) from public
-- next statement
grant execute on function public.sign_in_tries(text, text, text) to lazarette_app
-- next statement
alter function public.sign_in_tries(text, text, text) owner to journal_writer
-- next statement
create or replace function public.sign_in_noted(name text, client text, is_right boolean, permit text)
returns void language sql volatile security definer set search_path = '' as $$
  insert into public.sign_in_tries as t (name, client, wrong, wrong_at, proven_at)
  select $1, $2, case when $3 then 0 else 1 end, now(), case when $3 then now() end
  where ctx.permits('sign_in_noted:' || $1, $4)
  on conflict (name, client) do update set
    wrong = case when $3 then 0 else t.wrong + 1 end,
    wrong_at = case when $3 then t.wrong_at else now() end,
    proven_at = case when $3 then now() else t.proven_at end
$$
-- next statement
revoke all on function public.sign_in_noted(text, text, boolean, text) from public
-- next statement
grant execute on function public.sign_in_noted(text, text, boolean, text) to lazarette_app
-- next statement
alter function public.sign_in_noted(text, text, boolean, text) owner to journal_writer
-- next statement
create or replace function public.change_pin(
  user_id uuid, pin_hash text, replaces text, is_from_board boolean
)
returns boolean language plpgsql volatile security definer set search_path = '' as $$
declare
  tenant uuid := public.get_user_yacht_id();
begin
  -- a node vouches for who works on board; a manager's PIN opens other yachts too, so no node's word sets it
  update public.auth_users_profiles p set pin_hash = change_pin.pin_hash
  where p.yacht_id = tenant and p.user_id = change_pin.user_id and left(encode(sha256(convert_to(coalesce(p.pin_hash, ''), 'UTF8')), 'hex'), 16) = change_pin.replaces
    and not (is_from_board and (
      exists (select from public.auth_users_roles r where r.user_id = change_pin.user_id and r.role = 'manager'
    and r.is_active and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now()))
      or exists (select from public.fleet_managers m where m.user_id = change_pin.user_id)
    ));
  return found;
end $$
-- next statement
revoke all on function public.change_pin(uuid, text, text, boolean) from public
-- next statement
grant execute on function public.change_pin(uuid, text, text, boolean) to lazarette_app
-- next statement
alter function public.change_pin(uuid, text, text, boolean) owner to journal_writer
-- next statement
create or replace function public.touch_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- whose PIN goes on board depends on their roles: the profile travels again
  update public.auth_users_profiles p set name = p.name where p.yacht_id = new.yacht_id and p.user_id = new.user_id;
  return null;
end $$
-- next statement
revoke all on function public.touch_profile() from public
-- next statement
alter function public.touch_profile() owner to journal_writer
-- next statement
create or replace function public.node_key(uuid, permit text)
returns table (yacht_id uuid, public_key bytea, is_revoked boolean)
language sql stable security definer set search_path = '' as $$
  select n.yacht_id, n.public_key, n.revoked_at is not null from public.nodes n
  where ctx.permits('node_key:' || $1, $2) and n.node_id = $1
$$
-- next statement
revoke all on function public.node_key(uuid, text) from public
-- next statement
grant execute on function public.node_key(uuid, text) to lazarette_app
-- next statement
alter function public.node_key(uuid, text) owner to journal_writer
-- next statement
create or replace function public.enrol_node(
  code_hash text, node_id uuid, public_key bytea, yacht_id uuid, permit text
)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  enrolled uuid;
begin
  if not ctx.permits('enrol_node:' || enrol_node.node_id, permit) then
    return null;
  end if;
  update public.enrolment_codes c set used_at = now()
  where c.code_hash = enrol_node.code_hash and c.used_at is null and c.expires_at > now()
    and c.yacht_id = coalesce(enrol_node.yacht_id, c.yacht_id)
    and not exists (select from public.nodes n where n.node_id = enrol_node.node_id and n.yacht_id <> c.yacht_id)
  returning c.yacht_id into enrolled;
  if enrolled is not null then
    insert into public.nodes as n (yacht_id, node_id, public_key, enrolled_at)
    values (enrolled, enrol_node.node_id, enrol_node.public_key, now())
    on conflict on constraint nodes_pkey do update set public_key = excluded.public_key, revoked_at = null;
    return enrolled;
  end if;
  with refused as (
    update public.enrolment_codes c set refused_at = now()
    where c.code_hash = enrol_node.code_hash
      and (c.refused_at is null or c.refused_at < now() - interval '1 hour')
    returning c.yacht_id, c.used_at, c.expires_at
  )
  insert into public.pms_audit_log (id, yacht_id, action, entity_type, entity_id, signature, metadata, created_at)
  select gen_random_uuid(), r.yacht_id, 'enrolment_refused', 'node', enrol_node.node_id, '{}',
    jsonb_build_object('code_used_at', r.used_at, 'code_expires_at', r.expires_at), now()
  from refused r;
  return null;
end $$
-- next statement
revoke all on function public.enrol_node(text, uuid, bytea, uuid, text) from public
-- next statement
grant execute on function public.enrol_node(text, uuid, bytea, uuid, text) to lazarette_app
-- next statement
alter function public.enrol_node(text, uuid, bytea, uuid, text) owner to journal_writer
-- next statement
create or replace function public.rotate_node_key(
  node_id uuid, old_key bytea, new_key bytea, permit text
)
returns boolean language plpgsql volatile security definer set search_path = '' as $$
begin
  if not ctx.permits('rotate_node_key:' || rotate_node_key.node_id, permit) then
    return false;
  end if;
  update public.nodes n set public_key = new_key
  where n.node_id = rotate_node_key.node_id and n.public_key = old_key and n.revoked_at is null;
  return found or exists (
    select from public.nodes n
    where n.node_id = rotate_node_key.node_id and n.public_key = new_key and n.revoked_at is null
  );
end $$
-- next statement
revoke all on function public.rotate_node_key(uuid, bytea, bytea, text) from public
-- next statement
grant execute on function public.rotate_node_key(uuid, bytea, bytea, text) to lazarette_app
-- next statement
alter function public.rotate_node_key(uuid, bytea, bytea, text) owner to journal_writer
-- next statement
create or replace function public.node_was_refused(node_id uuid, permit text) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  node public.nodes;
begin
  select n.* into node from public.nodes n
  where ctx.permits('node_was_refused:' || node_was_refused.node_id, permit)
    and n.node_id = node_was_refused.node_id and n.revoked_at is not null for update;
  if not found then
    return;
  end if;
  if node.refused_at is null or date_trunc('hour', node.refused_at) < date_trunc('hour', now()) then
    insert into public.pms_audit_log (id, yacht_id, action, entity_type, entity_id, signature, metadata, created_at)
    values (gen_random_uuid(), node.yacht_id, 'revoked_node_refused', 'node', node.node_id, '{}',
      jsonb_build_object('attempts_in_the_hour_before', node.refused_attempts, 'hour_before', node.refused_at), now());
    node.refused_attempts := 0;
  end if;
  update public.nodes n set refused_at = now(), refused_attempts = node.refused_attempts + 1
  where n.yacht_id = node.yacht_id and n.node_id = node.node_id;
end $$
-- next statement
revoke all on function public.node_was_refused(uuid, text) from public
-- next statement
grant execute on function public.node_was_refused(uuid, text) to lazarette_app
-- next statement
alter function public.node_was_refused(uuid, text) owner to journal_writer
-- next statement
create or replace function public.end_role() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    update public.auth_users_roles r set is_active = false
    where r.yacht_id = old.yacht_id and r.user_id = old.user_id and r.role = old.role and r.valid_from = old.valid_from;
    return null;
  end if;
  if old.is_active and not new.is_active then
    if new.valid_until is null or new.valid_until > now() then
      new.valid_until := now();
    end if;
  elsif new.is_active and (not old.is_active or old.valid_until < now()) then
    if new.valid_until is not distinct from old.valid_until and not old.is_active then
      new.valid_until := null;
    end if;
    if old.valid_until is distinct from now() and (new.valid_until is null or new.valid_until > now()) then
      insert into public.auth_users_roles (yacht_id, user_id, role, is_active, valid_from, valid_until)
      values (new.yacht_id, new.user_id, new.role, true, greatest(now(), new.valid_from), new.valid_until);
      return null;
    end if;
  end if;
  return new;
end $$
-- next statement
revoke all on function public.end_role() from public
-- next statement
create or replace function public.audit_roster() returns trigger
language plpgsql volatile security definer set search_path = '' as $$
declare
  before jsonb := '{}';
  after jsonb := '{}';
  silent text[] := array['yacht_id', 'version', 'refused_at', 'refused_attempts'];
  secrets text[] := array['pin_hash', 'public_key', 'code_hash'];
  was jsonb;
  becomes jsonb;
  row_then jsonb;
  name text;
begin
  if tg_op <> 'INSERT' then
    before := to_jsonb(old);
  end if;
  if tg_op <> 'DELETE' then
    after := to_jsonb(new);
  end if;
  row_then := before || after;
  select jsonb_object_agg(k, case when k = any (secrets) then '"changed"' else before -> k end)
      filter (where before ->> k is not null),
    jsonb_object_agg(k, case when k = any (secrets) then '"changed"' else after -> k end)
      filter (where after ->> k is not null)
    into was, becomes
  from jsonb_object_keys(row_then) k
  where before ->> k is distinct from after ->> k and k <> all (silent);
  if was is null and becomes is null then
    return null;
  end if;
  name := case tg_table_name when 'auth_users_profiles' then 'person' when 'auth_users_roles' then 'role' when 'nodes' then 'node' when 'enrolment_codes' then 'enrolment_code' end;
  insert into public.pms_audit_log (id, yacht_id, action, entity_type, entity_id, user_id, old_values, new_values,
    signature, metadata, created_at)
  values (gen_random_uuid(), (row_then ->> 'yacht_id')::uuid,
    name || case tg_op when 'INSERT' then '_added' when 'DELETE' then '_removed' else '_changed' end,
    case when name in ('person', 'role') then 'person' else 'node' end,
    (coalesce(row_then ->> 'user_id', row_then ->> 'node_id', row_then ->> 'yacht_id'))::uuid,
    auth.uid(), was, becomes, '{}',
    jsonb_strip_nulls(jsonb_build_object('login', session_user, 'role', row_then ->> 'role')), clock_timestamp());
  return null;
end $$
-- next statement
revoke all on function public.audit_roster() from public
-- next statement
alter function public.audit_roster() owner to journal_writer
-- next statement
create or replace function public.manages() returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.auth_users_roles r
    where r.user_id = auth.uid() and r.yacht_id = public.get_user_yacht_id() and r.role = 'manager' and r.is_active
      and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
  )
$$
-- next statement
revoke all on function public.manages() from public
-- next statement
alter function public.manages() owner to journal_writer
-- next statement
create or replace function public.roster_give(user_id uuid, role text, valid_from timestamptz, valid_until timestamptz) returns text
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not public.manages() then
    return 'manager';
  end if;
  if not exists (select from public.auth_users_profiles p where p.yacht_id = tenant and p.user_id = $1) then
    return 'unknown';
  end if;
  if $1 = auth.uid() and $2 in ('captain') then
    return 'self';
  end if;
  if $2 = 'manager' and exists (select from public.auth_users_profiles p where p.user_id = $1 and p.yacht_id <> tenant)
  then
    return 'elsewhere';
  end if;
  if exists (
    select from public.auth_users_roles r where r.yacht_id = tenant and r.user_id = $1 and r.role = $2 and r.is_active and (r.valid_until is null or r.valid_until > now())
      and r.valid_from < coalesce($4, 'infinity') and coalesce(r.valid_until, 'infinity') > $3
  ) then
    return 'held';
  end if;
  insert into public.auth_users_roles (yacht_id, user_id, role, valid_from, valid_until)
  values (tenant, $1, $2, $3, $4);
  return null;
end $$
-- next statement
revoke all on function public.roster_give(uuid, text, timestamptz, timestamptz) from public
-- next statement
grant execute on function public.roster_give(uuid, text, timestamptz, timestamptz) to lazarette_app
-- next statement
alter function public.roster_give(uuid, text, timestamptz, timestamptz) owner to journal_writer
-- next statement
create or replace function public.roster_add(user_id uuid, name text, pin_hash text, role text, valid_from timestamptz, valid_until timestamptz) returns text
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not public.manages() then
    return 'manager';
  end if;
  if exists (select from public.auth_users_profiles p where p.user_id = $1) then
    return 'unknown';
  end if;
  if exists (select from public.auth_users_profiles p where p.yacht_id = tenant and p.name = $2) then
    return 'name';
  end if;
  insert into public.auth_users_profiles (yacht_id, user_id, name, pin_hash) values (tenant, $1, $2, $3);
  return public.roster_give($1, $4, $5, $6);
  return null;
end $$
-- next statement
revoke all on function public.roster_add(uuid, text, text, text, timestamptz, timestamptz) from public
-- next statement
grant execute on function public.roster_add(uuid, text, text, text, timestamptz, timestamptz) to lazarette_app
-- next statement
alter function public.roster_add(uuid, text, text, text, timestamptz, timestamptz) owner to journal_writer
-- next statement
create or replace function public.roster_end(user_id uuid, role text) returns text
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not public.manages() then
    return 'manager';
  end if;
  if $1 = auth.uid() and $2 = 'manager' then
    return 'self';
  end if;
  update public.auth_users_roles r set is_active = false
  where r.yacht_id = tenant and r.user_id = $1 and r.role = $2 and r.is_active and (r.valid_until is null or r.valid_until > now());
  if not found then
    return 'unknown';
  end if;
  return null;
end $$
-- next statement
revoke all on function public.roster_end(uuid, text) from public
-- next statement
grant execute on function public.roster_end(uuid, text) to lazarette_app
-- next statement
alter function public.roster_end(uuid, text) owner to journal_writer
-- next statement
create or replace function public.roster_pin(user_id uuid, pin_hash text) returns text
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not public.manages() then
    return 'manager';
  end if;
  if exists (select from public.auth_users_roles r where r.user_id = $1 and r.role = 'manager' and r.is_active and (r.valid_until is null or r.valid_until > now()))
    or exists (select from public.fleet_managers m where m.user_id = $1) then
    return 'pin';
  end if;
  update public.auth_users_profiles p set pin_hash = $2 where p.yacht_id = tenant and p.user_id = $1;
  if not found then
    return 'unknown';
  end if;
  return null;
end $$
-- next statement
revoke all on function public.roster_pin(uuid, text) from public
-- next statement
grant execute on function public.roster_pin(uuid, text) to lazarette_app
-- next statement
alter function public.roster_pin(uuid, text) owner to journal_writer
-- next statement
create or replace function public.roster_sign_out(user_id uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not public.manages() then
    return 'manager';
  end if;
  if not exists (select from public.auth_users_profiles p where p.yacht_id = tenant and p.user_id = $1) then
    return 'unknown';
  end if;
  update public.auth_sessions s set ended_at = now()
  where s.user_id = $1 and s.ended_at is null and s.marks ? tenant::text;
  return null;
end $$
-- next statement
revoke all on function public.roster_sign_out(uuid) from public
-- next statement
grant execute on function public.roster_sign_out(uuid) to lazarette_app
-- next statement
alter function public.roster_sign_out(uuid) owner to journal_writer
-- next statement
create or replace function public.node_code(code_hash text, expires_at timestamptz) returns text
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not public.manages() then
    return 'manager';
  end if;
  insert into public.enrolment_codes (yacht_id, code_hash, expires_at) values (tenant, $1, $2);
  return null;
end $$
-- next statement
revoke all on function public.node_code(text, timestamptz) from public
-- next statement
grant execute on function public.node_code(text, timestamptz) to lazarette_app
-- next statement
alter function public.node_code(text, timestamptz) owner to journal_writer
-- next statement
create or replace function public.node_revoke(node_id uuid) returns text
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not public.manages() then
    return 'manager';
  end if;
  update public.nodes n set revoked_at = now()
  where n.yacht_id = tenant and n.node_id = $1 and n.revoked_at is null;
  if not found then
    return 'node';
  end if;
  return null;
end $$
-- next statement
revoke all on function public.node_revoke(uuid) from public
-- next statement
grant execute on function public.node_revoke(uuid) to lazarette_app
-- next statement
alter function public.node_revoke(uuid) owner to journal_writer
-- next statement
create or replace function public.yacht_due(due_port text, due_on date) returns text
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not public.manages() then
    return 'manager';
  end if;
  update public.yacht_feeds f set due_port = $1, due_on = $2 where f.yacht_id = tenant;
  insert into public.pms_audit_log (id, yacht_id, action, entity_type, entity_id, user_id, new_values, signature,
    metadata, created_at)
  values (gen_random_uuid(), tenant, 'yacht_due_said', 'node', tenant, auth.uid(),
    jsonb_build_object('due_port', $1, 'due_on', $2), '{}', '{}', now());
  return null;
end $$
-- next statement
revoke all on function public.yacht_due(text, date) from public
-- next statement
grant execute on function public.yacht_due(text, date) to lazarette_app
-- next statement
alter function public.yacht_due(text, date) owner to journal_writer
-- next statement
create or replace function public.say_rollout(
  flag text, yacht_id uuid, percentage integer, note text
)
returns void language sql volatile security definer set search_path = '' as $$
  delete from public.feature_rollouts f where f.flag = $1 and f.yacht_id is not distinct from $2;
  insert into public.feature_rollouts (flag, yacht_id, percentage) select $1, $2, $3 where $3 is not null;
  insert into public.pms_audit_log (id, yacht_id, action, entity_type, entity_id, user_id, new_values, signature,
    metadata, created_at)
  select gen_random_uuid(), y.yacht_id, 'rollout_changed', 'node', y.yacht_id, auth.uid(),
    jsonb_build_object('flag', $1, 'percentage', $3, 'of_all', $2 is null)
      || case when $4 is null then '{}' else jsonb_build_object('note', $4) end, '{}', '{}', now()
  from public.yacht_feeds y where not y.is_test and ($2 is null or y.yacht_id = $2);
$$
-- next statement
revoke all on function public.say_rollout(text, uuid, integer, text) from public
-- next statement
alter function public.say_rollout(text, uuid, integer, text) owner to journal_writer
-- next statement
create or replace function public.roll_out(flag text, yacht_id uuid, percentage integer, note text)
returns text
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
begin
  if not public.is_fleet_sealed() or exists (
    select from public.yacht_feeds y where not y.is_test
      and y.yacht_id <> all (array(select public.manager_yachts()))
  ) then
    return 'all';
  end if;
  perform public.say_rollout($1, $2, $3, $4);
  return null;
end $$
-- next statement
revoke all on function public.roll_out(text, uuid, integer, text) from public
-- next statement
grant execute on function public.roll_out(text, uuid, integer, text) to lazarette_app
-- next statement
alter function public.roll_out(text, uuid, integer, text) owner to journal_writer
-- next statement
create or replace function public.summarize_items() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into public.yacht_tallies as t (
      yacht_id, status, currency, items, critical, without_price, value
    ) select * from (select c.yacht_id, c.status, c.currency, sum(c.sign) as items, sum(c.sign * c.critical) as critical, sum(c.sign * c.without_price) as without_price, sum(c.sign * c.value) as value
    from (select 1 as sign, r.yacht_id, r.status, upper(coalesce(r.metadata ->> 'currency', '')) as currency,
      (r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled') and r.urgency is not distinct from 'critical')::integer as critical,
      (r.estimated_unit_price is null)::integer as without_price,
      coalesce(coalesce(r.quantity_ordered, coalesce(r.quantity_approved, r.quantity_requested)) * r.estimated_unit_price, 0) as value
    from new_rows r where r.deleted_at is null) c group by c.yacht_id, c.status, c.currency) d
    where (d.items, d.critical, d.without_price, d.value) <> (0, 0, 0, 0)
    on conflict (yacht_id, status, currency) do update set
      items = t.items + excluded.items, critical = t.critical + excluded.critical, without_price = t.without_price + excluded.without_price, value = t.value + excluded.value;
    with differing as (
      select * from (select c.yacht_id, c.part_key, coalesce(max(c.part_number) filter (where c.sign > 0), max(c.part_number)) as part_number, coalesce(max(c.manufacturer) filter (where c.sign > 0), max(c.manufacturer)) as manufacturer, coalesce(max(c.part_name) filter (where c.sign > 0), max(c.part_name)) as part_name, coalesce(max(c.unit) filter (where c.sign > 0), max(c.unit)) as unit, coalesce(max(c.impa_code) filter (where c.sign > 0), max(c.impa_code)) as impa_code, sum(c.sign) as items, sum(c.sign * c.quantity) as quantity, sum(c.sign * c.approved) as approved, sum(c.sign * c.ordered) as ordered,
      (max(c.part_id::text) filter (where c.sign > 0))::uuid as part_id,
      min(c.required_by_date) filter (where c.sign > 0) as required_by_date,
      min(c.required_by_date) filter (where c.sign < 0) as went, min(c.part_name) <> max(c.part_name) as is_renamed
    from (select 1 as sign, r.yacht_id, encode(substr(sha256(convert_to(jsonb_build_array(nullif(r.part_number, '') is null, lower(coalesce(nullif(r.part_number, ''), r.part_name)), lower(coalesce(r.manufacturer, '')), lower(coalesce(r.unit, '')))::text, 'UTF8')), 1, 16), 'hex')::uuid as part_key,
      r.part_number, r.manufacturer, r.part_name, r.unit, r.required_by_date,
      coalesce(r.part_id, r.candidate_promoted_to_part_id) as part_id, coalesce(r.quantity_approved, r.quantity_requested) as quantity,
      case when r.status = 'approved' then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as approved,
      case when r.status in ('ordered', 'partially_fulfilled', 'fulfilled', 'installed') then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as ordered,
      (select p.impa_code from public.pms_parts p
        where p.yacht_id = r.yacht_id and p.id = coalesce(r.part_id, r.candidate_promoted_to_part_id)) as impa_code
    from new_rows r where r.deleted_at is null and r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled')) c group by c.yacht_id, c.part_key) d
      where (d.items, d.quantity, d.approved, d.ordered) <> (0, 0, 0, 0) or d.is_renamed
        or d.required_by_date is distinct from d.went
    ), kept as (
      insert into public.yacht_needs as n (yacht_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, part_id, required_by_date) select yacht_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, part_id, required_by_date from differing
      on conflict (yacht_id, part_key) do update set part_number = case when excluded.items < 0 then n.part_number else excluded.part_number end, manufacturer = case when excluded.items < 0 then n.manufacturer else excluded.manufacturer end, part_name = case when excluded.items < 0 then n.part_name else excluded.part_name end, unit = case when excluded.items < 0 then n.unit else excluded.unit end, impa_code = coalesce(excluded.impa_code, n.impa_code), items = n.items + excluded.items, quantity = n.quantity + excluded.quantity, approved = n.approved + excluded.approved, ordered = n.ordered + excluded.ordered,
        part_id = coalesce(excluded.part_id, n.part_id), required_by_date = least(n.required_by_date, excluded.required_by_date)
      returning n.yacht_id, n.part_key, n.items as here
    )
    insert into public.need_changes (yacht_id, yachts, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered)
    select d.yacht_id, (k.here > 0)::integer - (k.here - d.items > 0)::integer,
      d.part_key, d.part_number, d.manufacturer, d.part_name, d.unit, d.impa_code, d.items, d.quantity, d.approved, d.ordered
    from differing d join kept k on k.yacht_id = d.yacht_id and k.part_key = d.part_key;
  elsif tg_op = 'UPDATE' then
    insert into public.yacht_tallies as t (
      yacht_id, status, currency, items, critical, without_price, value
    ) select * from (select c.yacht_id, c.status, c.currency, sum(c.sign) as items, sum(c.sign * c.critical) as critical, sum(c.sign * c.without_price) as without_price, sum(c.sign * c.value) as value
    from (select 1 as sign, r.yacht_id, r.status, upper(coalesce(r.metadata ->> 'currency', '')) as currency,
      (r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled') and r.urgency is not distinct from 'critical')::integer as critical,
      (r.estimated_unit_price is null)::integer as without_price,
      coalesce(coalesce(r.quantity_ordered, coalesce(r.quantity_approved, r.quantity_requested)) * r.estimated_unit_price, 0) as value
    from new_rows r where r.deleted_at is null
    union all select -1 as sign, r.yacht_id, r.status, upper(coalesce(r.metadata ->> 'currency', '')) as currency,
      (r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled') and r.urgency is not distinct from 'critical')::integer as critical,
      (r.estimated_unit_price is null)::integer as without_price,
      coalesce(coalesce(r.quantity_ordered, coalesce(r.quantity_approved, r.quantity_requested)) * r.estimated_unit_price, 0) as value
    from old_rows r where r.deleted_at is null) c group by c.yacht_id, c.status, c.currency) d
    where (d.items, d.critical, d.without_price, d.value) <> (0, 0, 0, 0)
    on conflict (yacht_id, status, currency) do update set
      items = t.items + excluded.items, critical = t.critical + excluded.critical, without_price = t.without_price + excluded.without_price, value = t.value + excluded.value;
    with differing as (
      select * from (select c.yacht_id, c.part_key, coalesce(max(c.part_number) filter (where c.sign > 0), max(c.part_number)) as part_number, coalesce(max(c.manufacturer) filter (where c.sign > 0), max(c.manufacturer)) as manufacturer, coalesce(max(c.part_name) filter (where c.sign > 0), max(c.part_name)) as part_name, coalesce(max(c.unit) filter (where c.sign > 0), max(c.unit)) as unit, coalesce(max(c.impa_code) filter (where c.sign > 0), max(c.impa_code)) as impa_code, sum(c.sign) as items, sum(c.sign * c.quantity) as quantity, sum(c.sign * c.approved) as approved, sum(c.sign * c.ordered) as ordered,
      (max(c.part_id::text) filter (where c.sign > 0))::uuid as part_id,
      min(c.required_by_date) filter (where c.sign > 0) as required_by_date,
      min(c.required_by_date) filter (where c.sign < 0) as went, min(c.part_name) <> max(c.part_name) as is_renamed
    from (select 1 as sign, r.yacht_id, encode(substr(sha256(convert_to(jsonb_build_array(nullif(r.part_number, '') is null, lower(coalesce(nullif(r.part_number, ''), r.part_name)), lower(coalesce(r.manufacturer, '')), lower(coalesce(r.unit, '')))::text, 'UTF8')), 1, 16), 'hex')::uuid as part_key,
      r.part_number, r.manufacturer, r.part_name, r.unit, r.required_by_date,
      coalesce(r.part_id, r.candidate_promoted_to_part_id) as part_id, coalesce(r.quantity_approved, r.quantity_requested) as quantity,
      case when r.status = 'approved' then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as approved,
      case when r.status in ('ordered', 'partially_fulfilled', 'fulfilled', 'installed') then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as ordered,
      (select p.impa_code from public.pms_parts p
        where p.yacht_id = r.yacht_id and p.id = coalesce(r.part_id, r.candidate_promoted_to_part_id)) as impa_code
    from new_rows r where r.deleted_at is null and r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled')
    union all select -1 as sign, r.yacht_id, encode(substr(sha256(convert_to(jsonb_build_array(nullif(r.part_number, '') is null, lower(coalesce(nullif(r.part_number, ''), r.part_name)), lower(coalesce(r.manufacturer, '')), lower(coalesce(r.unit, '')))::text, 'UTF8')), 1, 16), 'hex')::uuid as part_key,
      r.part_number, r.manufacturer, r.part_name, r.unit, r.required_by_date,
      coalesce(r.part_id, r.candidate_promoted_to_part_id) as part_id, coalesce(r.quantity_approved, r.quantity_requested) as quantity,
      case when r.status = 'approved' then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as approved,
      case when r.status in ('ordered', 'partially_fulfilled', 'fulfilled', 'installed') then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as ordered,
      (select p.impa_code from public.pms_parts p
        where p.yacht_id = r.yacht_id and p.id = coalesce(r.part_id, r.candidate_promoted_to_part_id)) as impa_code
    from old_rows r where r.deleted_at is null and r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled')) c group by c.yacht_id, c.part_key) d
      where (d.items, d.quantity, d.approved, d.ordered) <> (0, 0, 0, 0) or d.is_renamed
        or d.required_by_date is distinct from d.went
    ), kept as (
      insert into public.yacht_needs as n (yacht_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, part_id, required_by_date) select yacht_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, part_id, required_by_date from differing
      on conflict (yacht_id, part_key) do update set part_number = case when excluded.items < 0 then n.part_number else excluded.part_number end, manufacturer = case when excluded.items < 0 then n.manufacturer else excluded.manufacturer end, part_name = case when excluded.items < 0 then n.part_name else excluded.part_name end, unit = case when excluded.items < 0 then n.unit else excluded.unit end, impa_code = coalesce(excluded.impa_code, n.impa_code), items = n.items + excluded.items, quantity = n.quantity + excluded.quantity, approved = n.approved + excluded.approved, ordered = n.ordered + excluded.ordered,
        part_id = coalesce(excluded.part_id, n.part_id), required_by_date = case
      when n.items + excluded.items = 0 then null
      when excluded.required_by_date <= n.required_by_date or n.required_by_date is null then excluded.required_by_date
      else (select min(r.required_by_date) from public.pms_shopping_list_items r
        where r.yacht_id = n.yacht_id and r.deleted_at is null and r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled') and encode(substr(sha256(convert_to(jsonb_build_array(nullif(r.part_number, '') is null, lower(coalesce(nullif(r.part_number, ''), r.part_name)), lower(coalesce(r.manufacturer, '')), lower(coalesce(r.unit, '')))::text, 'UTF8')), 1, 16), 'hex')::uuid = n.part_key)
    end
      returning n.yacht_id, n.part_key, n.items as here
    )
    insert into public.need_changes (yacht_id, yachts, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered)
    select d.yacht_id, (k.here > 0)::integer - (k.here - d.items > 0)::integer,
      d.part_key, d.part_number, d.manufacturer, d.part_name, d.unit, d.impa_code, d.items, d.quantity, d.approved, d.ordered
    from differing d join kept k on k.yacht_id = d.yacht_id and k.part_key = d.part_key;
  else
    insert into public.yacht_tallies as t (
      yacht_id, status, currency, items, critical, without_price, value
    ) select * from (select c.yacht_id, c.status, c.currency, sum(c.sign) as items, sum(c.sign * c.critical) as critical, sum(c.sign * c.without_price) as without_price, sum(c.sign * c.value) as value
    from (select -1 as sign, r.yacht_id, r.status, upper(coalesce(r.metadata ->> 'currency', '')) as currency,
      (r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled') and r.urgency is not distinct from 'critical')::integer as critical,
      (r.estimated_unit_price is null)::integer as without_price,
      coalesce(coalesce(r.quantity_ordered, coalesce(r.quantity_approved, r.quantity_requested)) * r.estimated_unit_price, 0) as value
    from old_rows r where r.deleted_at is null) c group by c.yacht_id, c.status, c.currency) d
    where (d.items, d.critical, d.without_price, d.value) <> (0, 0, 0, 0)
    on conflict (yacht_id, status, currency) do update set
      items = t.items + excluded.items, critical = t.critical + excluded.critical, without_price = t.without_price + excluded.without_price, value = t.value + excluded.value;
    with differing as (
      select * from (select c.yacht_id, c.part_key, coalesce(max(c.part_number) filter (where c.sign > 0), max(c.part_number)) as part_number, coalesce(max(c.manufacturer) filter (where c.sign > 0), max(c.manufacturer)) as manufacturer, coalesce(max(c.part_name) filter (where c.sign > 0), max(c.part_name)) as part_name, coalesce(max(c.unit) filter (where c.sign > 0), max(c.unit)) as unit, coalesce(max(c.impa_code) filter (where c.sign > 0), max(c.impa_code)) as impa_code, sum(c.sign) as items, sum(c.sign * c.quantity) as quantity, sum(c.sign * c.approved) as approved, sum(c.sign * c.ordered) as ordered,
      (max(c.part_id::text) filter (where c.sign > 0))::uuid as part_id,
      min(c.required_by_date) filter (where c.sign > 0) as required_by_date,
      min(c.required_by_date) filter (where c.sign < 0) as went, min(c.part_name) <> max(c.part_name) as is_renamed
    from (select -1 as sign, r.yacht_id, encode(substr(sha256(convert_to(jsonb_build_array(nullif(r.part_number, '') is null, lower(coalesce(nullif(r.part_number, ''), r.part_name)), lower(coalesce(r.manufacturer, '')), lower(coalesce(r.unit, '')))::text, 'UTF8')), 1, 16), 'hex')::uuid as part_key,
      r.part_number, r.manufacturer, r.part_name, r.unit, r.required_by_date,
      coalesce(r.part_id, r.candidate_promoted_to_part_id) as part_id, coalesce(r.quantity_approved, r.quantity_requested) as quantity,
      case when r.status = 'approved' then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as approved,
      case when r.status in ('ordered', 'partially_fulfilled', 'fulfilled', 'installed') then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as ordered,
      (select p.impa_code from public.pms_parts p
        where p.yacht_id = r.yacht_id and p.id = coalesce(r.part_id, r.candidate_promoted_to_part_id)) as impa_code
    from old_rows r where r.deleted_at is null and r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled')) c group by c.yacht_id, c.part_key) d
      where (d.items, d.quantity, d.approved, d.ordered) <> (0, 0, 0, 0) or d.is_renamed
        or d.required_by_date is distinct from d.went
    ), kept as (
      insert into public.yacht_needs as n (yacht_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, part_id, required_by_date) select yacht_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, part_id, required_by_date from differing
      on conflict (yacht_id, part_key) do update set part_number = case when excluded.items < 0 then n.part_number else excluded.part_number end, manufacturer = case when excluded.items < 0 then n.manufacturer else excluded.manufacturer end, part_name = case when excluded.items < 0 then n.part_name else excluded.part_name end, unit = case when excluded.items < 0 then n.unit else excluded.unit end, impa_code = coalesce(excluded.impa_code, n.impa_code), items = n.items + excluded.items, quantity = n.quantity + excluded.quantity, approved = n.approved + excluded.approved, ordered = n.ordered + excluded.ordered,
        part_id = coalesce(excluded.part_id, n.part_id), required_by_date = case
      when n.items + excluded.items = 0 then null
      when excluded.required_by_date <= n.required_by_date or n.required_by_date is null then excluded.required_by_date
      else (select min(r.required_by_date) from public.pms_shopping_list_items r
        where r.yacht_id = n.yacht_id and r.deleted_at is null and r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled') and encode(substr(sha256(convert_to(jsonb_build_array(nullif(r.part_number, '') is null, lower(coalesce(nullif(r.part_number, ''), r.part_name)), lower(coalesce(r.manufacturer, '')), lower(coalesce(r.unit, '')))::text, 'UTF8')), 1, 16), 'hex')::uuid = n.part_key)
    end
      returning n.yacht_id, n.part_key, n.items as here
    )
    insert into public.need_changes (yacht_id, yachts, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered)
    select d.yacht_id, (k.here > 0)::integer - (k.here - d.items > 0)::integer,
      d.part_key, d.part_number, d.manufacturer, d.part_name, d.unit, d.impa_code, d.items, d.quantity, d.approved, d.ordered
    from differing d join kept k on k.yacht_id = d.yacht_id and k.part_key = d.part_key;
  end if;
  return null;
end $$
-- next statement
revoke all on function public.summarize_items() from public
-- next statement
alter function public.summarize_items() owner to journal_writer
-- next statement
create or replace function public.summarize_conflicts() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into public.yacht_conflicts as t (yacht_id, open)
    select c.yacht_id, sum(c.sign) from (select 1 as sign, r.yacht_id from new_rows r
    where r.rule is not null and r.rule <> 'agreed' and r.acknowledged_by is null) c group by c.yacht_id having sum(c.sign) <> 0
    on conflict (yacht_id) do update set open = t.open + excluded.open;
  elsif tg_op = 'UPDATE' then
    insert into public.yacht_conflicts as t (yacht_id, open)
    select c.yacht_id, sum(c.sign) from (select 1 as sign, r.yacht_id from new_rows r
    where r.rule is not null and r.rule <> 'agreed' and r.acknowledged_by is null union all select -1 as sign, r.yacht_id from old_rows r
    where r.rule is not null and r.rule <> 'agreed' and r.acknowledged_by is null) c group by c.yacht_id having sum(c.sign) <> 0
    on conflict (yacht_id) do update set open = t.open + excluded.open;
  else
    insert into public.yacht_conflicts as t (yacht_id, open)
    select c.yacht_id, sum(c.sign) from (select -1 as sign, r.yacht_id from old_rows r
    where r.rule is not null and r.rule <> 'agreed' and r.acknowledged_by is null) c group by c.yacht_id having sum(c.sign) <> 0
    on conflict (yacht_id) do update set open = t.open + excluded.open;
  end if;
  return null;
end $$
-- next statement
revoke all on function public.summarize_conflicts() from public
-- next statement
alter function public.summarize_conflicts() owner to journal_writer
-- next statement
create or replace function public.summarize_codes() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  with coded as (
    select p.yacht_id, p.id, p.impa_code from new_rows p where p.impa_code is not null
    and (tg_op = 'INSERT' or not exists (
      select from public.yacht_needs n where n.yacht_id = p.yacht_id and n.part_id = p.id and n.impa_code = p.impa_code
    ))
  ), told as (
    update public.yacht_needs n set impa_code = c.impa_code from coded c
    where n.yacht_id = c.yacht_id and n.part_id = c.id and n.impa_code is distinct from c.impa_code
    returning n.*
  )
  insert into public.need_changes (yacht_id, yachts, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered)
  select t.yacht_id, 0, t.part_key, t.part_number, t.manufacturer, t.part_name, t.unit, t.impa_code, 0, 0, 0, 0 from told t;
  return null;
end $$
-- next statement
revoke all on function public.summarize_codes() from public
-- next statement
alter function public.summarize_codes() owner to journal_writer
-- next statement
create or replace function public.fold_needs(fresh uuid, fresh_yachts uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(5102121);
  if fresh is null and not exists (select from public.need_changes) then
    return;
  end if;
  if exists (select from public.need_views v where v.view_id = fresh) then
    fresh := null;
  end if;
  -- one statement, one snapshot: what a new view counts is what has left the queue
  with gone as (
    delete from public.need_changes returning *
  ), summed as (
    select v.view_id, g.part_key, coalesce(max(g.part_number) filter (where g.items >= 0), max(g.part_number)) as part_number, coalesce(max(g.manufacturer) filter (where g.items >= 0), max(g.manufacturer)) as manufacturer, coalesce(max(g.part_name) filter (where g.items >= 0), max(g.part_name)) as part_name, coalesce(max(g.unit) filter (where g.items >= 0), max(g.unit)) as unit, max(g.impa_code) as impa_code, sum(g.items) as items, sum(g.quantity) as quantity, sum(g.approved) as approved, sum(g.ordered) as ordered, sum(g.yachts) as yachts
    from gone g join public.need_view_yachts v on v.yacht_id = g.yacht_id
    group by v.view_id, g.part_key
  ), fresh_parts as (
    select fresh as view_id, n.part_key, max(n.part_number) as part_number, max(n.manufacturer) as manufacturer, max(n.part_name) as part_name, max(n.unit) as unit, max(n.impa_code) as impa_code,
      sum(n.items) as items, sum(n.quantity) as quantity, sum(n.approved) as approved, sum(n.ordered) as ordered, count(*) as yachts
    from public.yacht_needs n where fresh is not null and n.yacht_id = any (fresh_yachts) and n.items > 0
    group by n.part_key
  )
  insert into public.need_view_parts as p (view_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, yachts)
  select view_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, yachts from summed
  union all select view_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, yachts from fresh_parts
  on conflict (view_id, part_key) do update set part_number = case when excluded.items < 0 then p.part_number else excluded.part_number end, manufacturer = case when excluded.items < 0 then p.manufacturer else excluded.manufacturer end, part_name = case when excluded.items < 0 then p.part_name else excluded.part_name end, unit = case when excluded.items < 0 then p.unit else excluded.unit end, impa_code = coalesce(excluded.impa_code, p.impa_code), items = p.items + excluded.items, quantity = p.quantity + excluded.quantity, approved = p.approved + excluded.approved, ordered = p.ordered + excluded.ordered, yachts = p.yachts + excluded.yachts;
  if fresh is not null then
    insert into public.need_views (view_id, read_at) values (fresh, now());
    insert into public.need_view_yachts (yacht_id, view_id) select y, fresh from unnest(fresh_yachts) y;
  end if;
end $$
-- next statement
revoke all on function public.fold_needs(uuid, uuid[]) from public
-- next statement
alter function public.fold_needs(uuid, uuid[]) owner to journal_writer
-- next statement
create or replace function public.forget_views(yacht_id uuid, unread_days integer) returns void
language plpgsql security definer set search_path = '' as $$
declare
  over uuid[];
begin
  perform pg_advisory_xact_lock(5102121);
  select coalesce(array_agg(v.view_id), '{}') into over from public.need_views v
  where v.read_at < now() - make_interval(days => unread_days) or exists (
    select from public.need_view_yachts y where y.view_id = v.view_id and y.yacht_id = forget_views.yacht_id);
  delete from public.need_view_parts p where p.view_id = any (over);
  delete from public.need_view_yachts y where y.view_id = any (over);
  delete from public.need_views v where v.view_id = any (over);
end $$
-- next statement
revoke all on function public.forget_views(uuid, integer) from public
-- next statement
alter function public.forget_views(uuid, integer) owner to journal_writer
-- next statement
create or replace function public.rebuild_summaries(yacht uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.yacht_feeds f where f.yacht_id = yacht for update;
  perform public.forget_views(yacht, 7);
  delete from public.need_changes c where c.yacht_id = yacht;
  delete from public.yacht_tallies t where t.yacht_id = yacht;
  insert into public.yacht_tallies (yacht_id, status, currency, items, critical, without_price, value)
  select * from (select yacht_id, status, currency, items, critical, without_price, value from (select c.yacht_id, c.status, c.currency, sum(c.sign) as items, sum(c.sign * c.critical) as critical, sum(c.sign * c.without_price) as without_price, sum(c.sign * c.value) as value
    from (select 1 as sign, r.yacht_id, r.status, upper(coalesce(r.metadata ->> 'currency', '')) as currency,
      (r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled') and r.urgency is not distinct from 'critical')::integer as critical,
      (r.estimated_unit_price is null)::integer as without_price,
      coalesce(coalesce(r.quantity_ordered, coalesce(r.quantity_approved, r.quantity_requested)) * r.estimated_unit_price, 0) as value
    from public.pms_shopping_list_items r where r.deleted_at is null) c group by c.yacht_id, c.status, c.currency) t) t where t.yacht_id = yacht;
  delete from public.yacht_conflicts t where t.yacht_id = yacht;
  insert into public.yacht_conflicts (yacht_id, open)
  select * from (select c.yacht_id, count(*) as open from (select 1 as sign, r.yacht_id from public.pms_entry_outcomes r
    where r.rule is not null and r.rule <> 'agreed' and r.acknowledged_by is null) c group by c.yacht_id) t where t.yacht_id = yacht;
  delete from public.yacht_needs t where t.yacht_id = yacht;
  insert into public.yacht_needs (yacht_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, part_id, required_by_date)
  select * from (select yacht_id, part_key, part_number, manufacturer, part_name, unit, impa_code, items, quantity, approved, ordered, part_id, required_by_date from (select c.yacht_id, c.part_key, coalesce(max(c.part_number) filter (where c.sign > 0), max(c.part_number)) as part_number, coalesce(max(c.manufacturer) filter (where c.sign > 0), max(c.manufacturer)) as manufacturer, coalesce(max(c.part_name) filter (where c.sign > 0), max(c.part_name)) as part_name, coalesce(max(c.unit) filter (where c.sign > 0), max(c.unit)) as unit, coalesce(max(c.impa_code) filter (where c.sign > 0), max(c.impa_code)) as impa_code, sum(c.sign) as items, sum(c.sign * c.quantity) as quantity, sum(c.sign * c.approved) as approved, sum(c.sign * c.ordered) as ordered,
      (max(c.part_id::text) filter (where c.sign > 0))::uuid as part_id,
      min(c.required_by_date) filter (where c.sign > 0) as required_by_date,
      min(c.required_by_date) filter (where c.sign < 0) as went, min(c.part_name) <> max(c.part_name) as is_renamed
    from (select 1 as sign, r.yacht_id, encode(substr(sha256(convert_to(jsonb_build_array(nullif(r.part_number, '') is null, lower(coalesce(nullif(r.part_number, ''), r.part_name)), lower(coalesce(r.manufacturer, '')), lower(coalesce(r.unit, '')))::text, 'UTF8')), 1, 16), 'hex')::uuid as part_key,
      r.part_number, r.manufacturer, r.part_name, r.unit, r.required_by_date,
      coalesce(r.part_id, r.candidate_promoted_to_part_id) as part_id, coalesce(r.quantity_approved, r.quantity_requested) as quantity,
      case when r.status = 'approved' then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as approved,
      case when r.status in ('ordered', 'partially_fulfilled', 'fulfilled', 'installed') then coalesce(r.quantity_approved, r.quantity_requested) else 0 end as ordered,
      (select p.impa_code from public.pms_parts p
        where p.yacht_id = r.yacht_id and p.id = coalesce(r.part_id, r.candidate_promoted_to_part_id)) as impa_code
    from public.pms_shopping_list_items r where r.deleted_at is null and r.status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled')) c group by c.yacht_id, c.part_key) n) t where t.yacht_id = yacht;
end $$
-- next statement
revoke all on function public.rebuild_summaries(uuid) from public
-- next statement
alter function public.rebuild_summaries(uuid) owner to journal_writer
-- next statement
create or replace function ctx.sees(yachts uuid[]) returns boolean
language sql stable security definer set search_path = '' as $$
  select cardinality(yachts) > 0 and not exists (
    select from unnest(yachts) y
    where (y = (select public.get_user_yacht_id()) or y in (select public.manager_yachts())) is not true
  )
$$
-- next statement
revoke all on function ctx.sees(uuid[]) from public
-- next statement
alter function ctx.sees(uuid[]) owner to journal_writer
-- next statement
create or replace function public.fleet_stand(yachts uuid[], is_counted boolean) returns text
language sql stable security definer set search_path = '' as $$
  select json_agg(json_build_array(y, r.name,
    to_char(f.last_exchange_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    coalesce(f.node_backlog, 0), f.digest_matches, coalesce(f.position, 0),
    t.counts, coalesce(t.critical, 0), coalesce(c.open, 0)))::text
  from unnest(yachts) y
  left join public.yacht_registry r on r.yacht_id = y
  left join public.yacht_feeds f on f.yacht_id = y
  left join (
    select k.yacht_id, array[coalesce(sum(k.items) filter (where k.status = 'candidate'), 0), coalesce(sum(k.items) filter (where k.status = 'under_review'), 0), coalesce(sum(k.items) filter (where k.status = 'approved'), 0), coalesce(sum(k.items) filter (where k.status = 'ordered'), 0), coalesce(sum(k.items) filter (where k.status = 'partially_fulfilled'), 0), coalesce(sum(k.items) filter (where k.status = 'fulfilled'), 0), coalesce(sum(k.items) filter (where k.status = 'installed'), 0), coalesce(sum(k.items) filter (where k.status = 'rejected'), 0)] as counts, sum(k.critical) as critical
    from public.yacht_tallies k join unnest(yachts) u on k.yacht_id = u where is_counted group by k.yacht_id
  ) t on t.yacht_id = y
  left join public.yacht_conflicts c on is_counted and c.yacht_id = y
  where ctx.sees(yachts)
$$
-- next statement
revoke all on function public.fleet_stand(uuid[], boolean) from public
-- next statement
grant execute on function public.fleet_stand(uuid[], boolean) to lazarette_app
-- next statement
alter function public.fleet_stand(uuid[], boolean) owner to journal_writer
-- next statement
create or replace function public.link_hours(yachts uuid[], hours integer) returns text
language sql stable security definer set search_path = '' as $$
  select json_agg(json_build_array(h.yacht_id, floor(extract(epoch from now() - h.hour) / 3600)::integer, h.exchanges, h.backlog, h.differed, h.requests, h.refused, h.failed, h.times, h.board_requests, h.board_refused, h.board_failed, h.board_times))::text
  from public.yacht_hours h join unnest(yachts) y on h.yacht_id = y
  where h.hour > now() - make_interval(hours => $2) and h.hour <= now() and ctx.sees(yachts)
$$
-- next statement
revoke all on function public.link_hours(uuid[], integer) from public
-- next statement
grant execute on function public.link_hours(uuid[], integer) to lazarette_app
-- next statement
alter function public.link_hours(uuid[], integer) owner to journal_writer
-- next statement
create or replace function public.link_exchanges(yachts uuid[], hours integer) returns text
language sql stable security definer set search_path = '' as $$
  select json_agg(json_build_array(l.yacht_id, l.ago, l.exchanges))::text from (
    select h.yacht_id, array_agg(floor(extract(epoch from now() - h.hour) / 3600)::integer) as ago, array_agg(h.exchanges) as exchanges from public.yacht_hours h join unnest(yachts) y on h.yacht_id = y
  where h.hour > now() - make_interval(hours => $2) and h.hour <= now() and ctx.sees(yachts) group by h.yacht_id
  ) l
$$
-- next statement
revoke all on function public.link_exchanges(uuid[], integer) from public
-- next statement
grant execute on function public.link_exchanges(uuid[], integer) to lazarette_app
-- next statement
alter function public.link_exchanges(uuid[], integer) owner to journal_writer
-- next statement
create or replace function public.needs_found(
  asked uuid[], words text, shown text, after_yachts integer, after_name text, after_part uuid, most integer,
  most_lines integer
)
returns table (part_key uuid, part_number text, manufacturer text, part_name text, unit text, impa_code text, items integer, yachts integer,
  quantity numeric, approved numeric, ordered numeric, total bigint, order_name text,
  required_by_date date, lines jsonb)
language plpgsql volatile security definer set search_path = '' as $$
#variable_conflict use_column
declare
  view uuid;
begin
  if not ctx.sees(asked) then
    return;
  end if;
  if cardinality(asked) <= 16 then
    return query
    with found as (
      select p.* from (
        select n.part_key, max(n.part_number) as part_number, max(n.manufacturer) as manufacturer, max(n.part_name) as part_name, max(n.unit) as unit, max(n.impa_code) as impa_code, sum(n.items)::integer as items,
          sum(n.quantity) as quantity, sum(n.approved) as approved, sum(n.ordered) as ordered, count(*)::integer as yachts
        from public.yacht_needs n where n.yacht_id = any (asked) and n.items > 0 group by n.part_key
      ) p
      where p.items > 0 and (words is null or strpos(lower(concat_ws(chr(10), p.part_number, p.manufacturer, p.part_name, p.unit, p.impa_code)),
          lower(words)) > 0)
        and case shown when 'approved' then p.approved > 0 when 'unordered' then p.quantity > p.ordered else true end
    )
    select f.part_key, f.part_number, f.manufacturer, f.part_name, f.unit, f.impa_code, f.items, f.yachts,
      f.quantity, f.approved, f.ordered, (select count(*) from found), lower(f.part_name),
      (l.lines -> 0 ->> 'required_by_date')::date, l.lines
    from (
      select * from found p
      where after_part is null or (-p.yachts, lower(p.part_name), p.part_key) > (-after_yachts, after_name, after_part)
      order by -p.yachts, lower(p.part_name), p.part_key limit most
    ) f
    left join lateral (
      select jsonb_agg(jsonb_build_object('yacht_id', n.yacht_id, 'items', n.items, 'quantity', trim_scale(n.quantity)::text, 'approved', trim_scale(n.approved)::text, 'ordered', trim_scale(n.ordered)::text,
        'required_by_date', n.required_by_date)) as lines
      from (
        select * from public.yacht_needs n where n.part_key = f.part_key and n.items > 0 and n.yacht_id = any (asked)
        order by n.required_by_date nulls last, n.yacht_id limit most_lines
      ) n
    ) l on true
    order by -f.yachts, lower(f.part_name), f.part_key;
    return;
  end if;
  select encode(substr(sha256(convert_to(string_agg(y::text, ',' order by y), 'UTF8')), 1, 16), 'hex')::uuid into view
  from unnest(asked) y;
  if exists (select from public.need_changes) or not exists (select from public.need_views v where v.view_id = view)
  then
    perform public.fold_needs(view, asked);
  end if;
  update public.need_views v set read_at = now() where v.view_id = view and v.read_at < now() - interval '1 hour';
  return query
    with found as (
      select p.* from (select * from public.need_view_parts q where q.view_id = view) p
      where p.items > 0 and (words is null or strpos(lower(concat_ws(chr(10), p.part_number, p.manufacturer, p.part_name, p.unit, p.impa_code)),
          lower(words)) > 0)
        and case shown when 'approved' then p.approved > 0 when 'unordered' then p.quantity > p.ordered else true end
    )
    select f.part_key, f.part_number, f.manufacturer, f.part_name, f.unit, f.impa_code, f.items, f.yachts,
      f.quantity, f.approved, f.ordered, (select count(*) from found), lower(f.part_name),
      (l.lines -> 0 ->> 'required_by_date')::date, l.lines
    from (
      select * from found p
      where after_part is null or (-p.yachts, lower(p.part_name), p.part_key) > (-after_yachts, after_name, after_part)
      order by -p.yachts, lower(p.part_name), p.part_key limit most
    ) f
    left join lateral (
      select jsonb_agg(jsonb_build_object('yacht_id', n.yacht_id, 'items', n.items, 'quantity', trim_scale(n.quantity)::text, 'approved', trim_scale(n.approved)::text, 'ordered', trim_scale(n.ordered)::text,
        'required_by_date', n.required_by_date)) as lines
      from (
        select * from public.yacht_needs n where n.part_key = f.part_key and n.items > 0 and (select true from public.need_view_yachts v where v.yacht_id = n.yacht_id and v.view_id = view offset 0)
        order by n.required_by_date nulls last, n.yacht_id limit most_lines
      ) n
    ) l on true
    order by -f.yachts, lower(f.part_name), f.part_key;
end $$
-- next statement
revoke all on function public.needs_found(uuid[], text, text, integer, text, uuid, integer, integer) from public
-- next statement
grant execute on function public.needs_found(uuid[], text, text, integer, text, uuid, integer, integer) to lazarette_app
-- next statement
alter function public.needs_found(uuid[], text, text, integer, text, uuid, integer, integer) owner to journal_writer
-- next statement
create or replace function public.fleet_spending(yachts uuid[], before bigint, most bigint)
returns text language sql stable security definer set search_path = '' as $$
  with spent as (
    select k.currency, k.yacht_id, coalesce(sum(k.value) filter (where k.status in ('candidate', 'under_review')), 0) as awaiting, coalesce(sum(k.value) filter (where k.status in ('approved')), 0) as approved, coalesce(sum(k.value) filter (where k.status in ('ordered', 'partially_fulfilled')), 0) as ordered, coalesce(sum(k.value) filter (where k.status in ('fulfilled', 'installed')), 0) as received, sum(k.value) as total, sum(k.without_price) as without_price,
      row_number() over (partition by k.currency order by sum(k.value) desc, k.yacht_id) as place
    from public.yacht_tallies k join unnest(yachts) y on k.yacht_id = y
    where k.items > 0 and k.status <> 'rejected' and ctx.sees(yachts)
    group by k.currency, k.yacht_id
  ), told as (
    select s.currency, json_build_array(s.currency, count(*), sum(s.without_price), max(s.total)::double precision,
      json_build_array(trim_scale(sum(s.awaiting))::text, trim_scale(sum(s.approved))::text, trim_scale(sum(s.ordered))::text, trim_scale(sum(s.received))::text, trim_scale(sum(s.total))::text),
      coalesce(json_agg(json_build_array(s.yacht_id, trim_scale(s.awaiting)::text, trim_scale(s.approved)::text, trim_scale(s.ordered)::text, trim_scale(s.received)::text, trim_scale(s.total)::text) order by s.place)
        filter (where s.place - before between 1 and most), '[]')) as of_currency
    from spent s group by s.currency
  )
  select json_agg(t.of_currency order by t.currency collate "C")::text from told t
$$
-- next statement
revoke all on function public.fleet_spending(uuid[], bigint, bigint) from public
-- next statement
grant execute on function public.fleet_spending(uuid[], bigint, bigint) to lazarette_app
-- next statement
alter function public.fleet_spending(uuid[], bigint, bigint) owner to journal_writer
-- next statement
create or replace function public.yacht_figures(permit text)
returns table (yacht text, age_s double precision, backlog bigint, lag bigint, differs boolean, conflicts bigint,
  quarantined bigint)
language sql stable security definer set search_path = '' as $$
  select y.name, extract(epoch from now() - f.last_exchange_at)::double precision, f.node_backlog,
    f.position - f.node_position, f.digest_matches is false, coalesce(o.open, 0), coalesce(q.unread, 0)
  from public.yacht_registry y
  join public.yacht_feeds f on f.yacht_id = y.yacht_id
  left join public.yacht_conflicts o on o.yacht_id = y.yacht_id
  left join (
    select p.yacht_id, count(*) as unread from public.pms_quarantine p where p.read_at is null group by p.yacht_id
  ) q on q.yacht_id = y.yacht_id
  where ctx.permits('yacht_figures:all', $1) and not f.is_test
$$
-- next statement
revoke all on function public.yacht_figures(text) from public
-- next statement
grant execute on function public.yacht_figures(text) to lazarette_app
-- next statement
alter function public.yacht_figures(text) owner to journal_writer
-- next statement
create or replace function public.alerts_told(yachts uuid[], permit text)
returns table (yacht text, kind text, text text, opened_at timestamptz, resolved_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select case when f.is_test then null else y.name end, a.kind, a.text, a.opened_at, a.resolved_at
  from public.alerts a
  join public.yacht_registry y on y.yacht_id = a.yacht_id
  join public.yacht_feeds f on f.yacht_id = a.yacht_id
  where ctx.permits('alerts_told:all', $2) and ($1 is null or f.is_test or a.yacht_id = any ($1))
  order by a.resolved_at is not null, a.opened_at desc limit 200
$$
-- next statement
revoke all on function public.alerts_told(uuid[], text) from public
-- next statement
grant execute on function public.alerts_told(uuid[], text) to lazarette_app
-- next statement
alter function public.alerts_told(uuid[], text) owner to journal_writer
-- next statement
create or replace function public.checks_told(permit text)
returns table (at timestamptz, name text, status integer, took_ms integer, problem text)
language sql stable security definer set search_path = '' as $$
  select c.at, c.name, c.status, c.took_ms, c.problem from public.health_checks c
  where ctx.permits('checks_told:all', $1) and c.at = (select max(l.at) from public.health_checks l)
  order by c.name
$$
-- next statement
revoke all on function public.checks_told(text) from public
-- next statement
grant execute on function public.checks_told(text) to lazarette_app
-- next statement
alter function public.checks_told(text) owner to journal_writer
-- next statement
revoke create on schema public, auth, ctx from journal_writer
-- next statement
create trigger trg_enforce_shopping_list_edit_rules before update on public.pms_shopping_list_items
for each row when (old.status <> new.status and old.status || '>' || new.status not in ('candidate>under_review', 'candidate>approved', 'candidate>rejected', 'under_review>approved', 'under_review>rejected', 'approved>ordered', 'ordered>approved', 'ordered>partially_fulfilled', 'ordered>fulfilled', 'partially_fulfilled>ordered', 'partially_fulfilled>fulfilled', 'fulfilled>ordered', 'fulfilled>partially_fulfilled', 'fulfilled>installed'))
execute function public.refuse('this status may not follow the one before')
-- next statement
create trigger trg_enforce_shopping_list_edit_rules_insert before insert on public.pms_shopping_list_items
for each row when (new.status <> 'candidate')
execute function public.refuse('an item is made as candidate')
-- next statement
create trigger trg_enforce_shopping_list_edit_rules_fixed before update on public.pms_shopping_list_items
for each row when (new.id is distinct from old.id or new.yacht_id is distinct from old.yacht_id or new.created_by is distinct from old.created_by or new.created_at is distinct from old.created_at)
execute function public.refuse('id, yacht_id, created_by and created_at of an item never change')
-- next statement
create trigger trg_enforce_shopping_list_edit_rules_delete before delete on public.pms_shopping_list_items
for each row when (current_user <> 'journal_writer')
execute function public.refuse('an item is deleted by marking it, not by removing its row')
-- next statement
create trigger trg_enforce_shopping_list_edit_rules_truncate before truncate on public.pms_shopping_list_items
for each statement
execute function public.refuse('an item is deleted by marking it, not by removing its row')
-- next statement
create trigger trg_history_entries_append_only before update on public.pms_history_entries
for each row
execute function public.refuse('pms_history_entries is append-only')
-- next statement
create trigger trg_history_entries_append_only_delete before delete on public.pms_history_entries
for each row when (current_user <> 'journal_writer')
execute function public.refuse('pms_history_entries is append-only')
-- next statement
create trigger trg_history_entries_append_only_truncate before truncate on public.pms_history_entries
for each statement
execute function public.refuse('pms_history_entries is append-only')
-- next statement
create trigger trg_audit_log_append_only before update on public.pms_audit_log
for each row
execute function public.refuse('pms_audit_log is append-only')
-- next statement
create trigger trg_audit_log_append_only_delete before delete on public.pms_audit_log
for each row
execute function public.refuse('pms_audit_log is append-only')
-- next statement
create trigger trg_audit_log_append_only_truncate before truncate on public.pms_audit_log
for each statement
execute function public.refuse('pms_audit_log is append-only')
-- next statement
create trigger trg_shopping_list_state_history_append_only before update on public.pms_shopping_list_state_history
for each row
execute function public.refuse('pms_shopping_list_state_history is append-only')
-- next statement
create trigger trg_shopping_list_state_history_append_only_delete before delete on public.pms_shopping_list_state_history
for each row when (current_user <> 'journal_writer')
execute function public.refuse('pms_shopping_list_state_history is append-only')
-- next statement
create trigger trg_shopping_list_state_history_append_only_truncate before truncate on public.pms_shopping_list_state_history
for each statement
execute function public.refuse('pms_shopping_list_state_history is append-only')
-- next statement
create trigger trg_log_shopping_list_state_change_insert after insert on public.pms_shopping_list_items
referencing new table as new_rows
for each statement execute function public.log_shopping_list_state_change()
-- next statement
create trigger trg_log_shopping_list_state_change after update on public.pms_shopping_list_items
referencing old table as old_rows new table as new_rows
for each statement execute function public.log_shopping_list_state_change()
-- next statement
create trigger trg_summarize_items_insert after insert on public.pms_shopping_list_items
referencing new table as new_rows
for each statement execute function public.summarize_items()
-- next statement
create trigger trg_summarize_items_update after update on public.pms_shopping_list_items
referencing old table as old_rows new table as new_rows
for each statement execute function public.summarize_items()
-- next statement
create trigger trg_summarize_items_delete after delete on public.pms_shopping_list_items
referencing old table as old_rows
for each statement execute function public.summarize_items()
-- next statement
create trigger trg_summarize_conflicts_insert after insert on public.pms_entry_outcomes
referencing new table as new_rows
for each statement execute function public.summarize_conflicts()
-- next statement
create trigger trg_summarize_conflicts_update after update on public.pms_entry_outcomes
referencing old table as old_rows new table as new_rows
for each statement execute function public.summarize_conflicts()
-- next statement
create trigger trg_summarize_conflicts_delete after delete on public.pms_entry_outcomes
referencing old table as old_rows
for each statement execute function public.summarize_conflicts()
-- next statement
create trigger trg_summarize_codes_insert after insert on public.pms_parts
referencing new table as new_rows
for each statement execute function public.summarize_codes()
-- next statement
create trigger trg_summarize_codes_update after update on public.pms_parts
referencing old table as old_rows new table as new_rows
for each statement execute function public.summarize_codes()
-- next statement
create trigger trg_yacht_registry_version before insert or update on public.yacht_registry
for each row execute function public.number_reference_row()
-- next statement
create trigger trg_auth_users_profiles_version before insert or update on public.auth_users_profiles
for each row execute function public.number_reference_row()
-- next statement
create trigger trg_auth_users_roles_version before insert or update on public.auth_users_roles
for each row execute function public.number_reference_row()
-- next statement
create trigger trg_parts_version before insert or update on public.pms_parts
for each row execute function public.number_reference_row()
-- next statement
create trigger trg_work_orders_version before insert or update on public.pms_work_orders
for each row execute function public.number_reference_row()
-- next statement
create trigger trg_receiving_events_version before insert or update on public.pms_receiving_events
for each row execute function public.number_reference_row()
-- next statement
create trigger trg_yacht_flags_version before insert or update on public.yacht_flags
for each row execute function public.number_reference_row()
-- next statement
create trigger trg_auth_users_roles_touch after insert or update on public.auth_users_roles
for each row execute function public.touch_profile()
-- next statement
create trigger trg_auth_users_roles_end before update or delete on public.auth_users_roles
for each row execute function public.end_role()
-- next statement
create trigger trg_auth_users_profiles_audit after insert or update or delete on public.auth_users_profiles
for each row execute function public.audit_roster()
-- next statement
create trigger trg_auth_users_roles_audit after insert or update or delete on public.auth_users_roles
for each row execute function public.audit_roster()
-- next statement
create trigger trg_nodes_audit after insert or update or delete on public.nodes
for each row execute function public.audit_roster()
-- next statement
create trigger trg_enrolment_codes_audit after insert or update or delete on public.enrolment_codes
for each row execute function public.audit_roster()
-- next statement
alter table public.pms_shopping_list_items enable row level security
-- next statement
alter table public.pms_shopping_list_items force row level security
-- next statement
revoke all on public.pms_shopping_list_items from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_shopping_list_items as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_shopping_list_items as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_shopping_list_items as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_shopping_list_items to authenticated
-- next statement
grant select on public.pms_shopping_list_items to anon
-- next statement
create policy journal_writer_all on public.pms_shopping_list_items as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_shopping_list_items to journal_writer
-- next statement
create policy service_role_all on public.pms_shopping_list_items as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_shopping_list_items to service_role
-- next statement
alter table public.pms_shopping_list_state_history enable row level security
-- next statement
alter table public.pms_shopping_list_state_history force row level security
-- next statement
revoke all on public.pms_shopping_list_state_history from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_shopping_list_state_history as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_shopping_list_state_history as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_shopping_list_state_history as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_shopping_list_state_history to authenticated
-- next statement
grant select on public.pms_shopping_list_state_history to anon
-- next statement
create policy journal_writer_all on public.pms_shopping_list_state_history as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, delete on public.pms_shopping_list_state_history to journal_writer
-- next statement
create policy service_role_all on public.pms_shopping_list_state_history as permissive for all to service_role using (true) with check (true)
-- next statement
grant select on public.pms_shopping_list_state_history to service_role
-- next statement
alter table public.pms_history_entries enable row level security
-- next statement
alter table public.pms_history_entries force row level security
-- next statement
revoke all on public.pms_history_entries from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_history_entries as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_history_entries as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_history_entries as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_history_entries to authenticated
-- next statement
create policy journal_writer_all on public.pms_history_entries as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, delete on public.pms_history_entries to journal_writer
-- next statement
create policy service_role_all on public.pms_history_entries as permissive for all to service_role using (true) with check (true)
-- next statement
grant select on public.pms_history_entries to service_role
-- next statement
alter table public.pms_feed enable row level security
-- next statement
alter table public.pms_feed force row level security
-- next statement
revoke all on public.pms_feed from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_feed as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_feed as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_feed as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_feed to authenticated
-- next statement
create policy journal_writer_all on public.pms_feed as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, delete on public.pms_feed to journal_writer
-- next statement
create policy service_role_all on public.pms_feed as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_feed to service_role
-- next statement
alter table public.pms_entry_outcomes enable row level security
-- next statement
alter table public.pms_entry_outcomes force row level security
-- next statement
revoke all on public.pms_entry_outcomes from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_entry_outcomes as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_entry_outcomes as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_entry_outcomes as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_entry_outcomes to authenticated
-- next statement
create policy journal_writer_all on public.pms_entry_outcomes as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, delete on public.pms_entry_outcomes to journal_writer
-- next statement
create policy service_role_all on public.pms_entry_outcomes as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_entry_outcomes to service_role
-- next statement
alter table public.pms_rulings enable row level security
-- next statement
alter table public.pms_rulings force row level security
-- next statement
revoke all on public.pms_rulings from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_rulings as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_rulings as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_rulings as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_rulings to authenticated
-- next statement
create policy journal_writer_all on public.pms_rulings as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_rulings to journal_writer
-- next statement
create policy service_role_all on public.pms_rulings as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_rulings to service_role
-- next statement
alter table public.pms_item_heads enable row level security
-- next statement
alter table public.pms_item_heads force row level security
-- next statement
revoke all on public.pms_item_heads from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_item_heads as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_item_heads as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_item_heads as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_item_heads to authenticated
-- next statement
create policy journal_writer_all on public.pms_item_heads as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update on public.pms_item_heads to journal_writer
-- next statement
create policy service_role_all on public.pms_item_heads as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_item_heads to service_role
-- next statement
alter table public.pms_conflict_sightings enable row level security
-- next statement
alter table public.pms_conflict_sightings force row level security
-- next statement
revoke all on public.pms_conflict_sightings from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_conflict_sightings as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_conflict_sightings as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_conflict_sightings as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_conflict_sightings to authenticated
-- next statement
create policy journal_writer_all on public.pms_conflict_sightings as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update on public.pms_conflict_sightings to journal_writer
-- next statement
create policy service_role_all on public.pms_conflict_sightings as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_conflict_sightings to service_role
-- next statement
alter table public.pms_quarantine enable row level security
-- next statement
alter table public.pms_quarantine force row level security
-- next statement
revoke all on public.pms_quarantine from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_quarantine as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_quarantine as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_quarantine as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_quarantine to authenticated
-- next statement
create policy journal_writer_all on public.pms_quarantine as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update on public.pms_quarantine to journal_writer
-- next statement
create policy service_role_all on public.pms_quarantine as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_quarantine to service_role
-- next statement
alter table public.pms_notices enable row level security
-- next statement
alter table public.pms_notices force row level security
-- next statement
revoke all on public.pms_notices from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_notices as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_notices as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_notices as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_notices to authenticated
-- next statement
create policy journal_writer_all on public.pms_notices as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert on public.pms_notices to journal_writer
-- next statement
create policy service_role_all on public.pms_notices as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_notices to service_role
-- next statement
alter table public.pms_audit_log enable row level security
-- next statement
alter table public.pms_audit_log force row level security
-- next statement
revoke all on public.pms_audit_log from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_audit_log as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_audit_log as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_audit_log as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_audit_log to authenticated
-- next statement
create policy journal_writer_all on public.pms_audit_log as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert on public.pms_audit_log to journal_writer
-- next statement
create policy service_role_all on public.pms_audit_log as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert on public.pms_audit_log to service_role
-- next statement
alter table public.pms_idempotency_keys enable row level security
-- next statement
alter table public.pms_idempotency_keys force row level security
-- next statement
revoke all on public.pms_idempotency_keys from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_idempotency_keys as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_idempotency_keys as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_idempotency_keys as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_idempotency_keys to authenticated
-- next statement
create policy journal_writer_all on public.pms_idempotency_keys as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert on public.pms_idempotency_keys to journal_writer
-- next statement
create policy service_role_all on public.pms_idempotency_keys as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_idempotency_keys to service_role
-- next statement
alter table public.pms_parts enable row level security
-- next statement
alter table public.pms_parts force row level security
-- next statement
revoke all on public.pms_parts from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_parts as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_parts as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_parts as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_parts to authenticated
-- next statement
create policy journal_writer_all on public.pms_parts as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update on public.pms_parts to journal_writer
-- next statement
create policy service_role_all on public.pms_parts as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_parts to service_role
-- next statement
alter table public.pms_work_orders enable row level security
-- next statement
alter table public.pms_work_orders force row level security
-- next statement
revoke all on public.pms_work_orders from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_work_orders as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_work_orders as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_work_orders as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_work_orders to authenticated
-- next statement
create policy service_role_all on public.pms_work_orders as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_work_orders to service_role
-- next statement
alter table public.pms_receiving_events enable row level security
-- next statement
alter table public.pms_receiving_events force row level security
-- next statement
revoke all on public.pms_receiving_events from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.pms_receiving_events as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.pms_receiving_events as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.pms_receiving_events as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.pms_receiving_events to authenticated
-- next statement
create policy service_role_all on public.pms_receiving_events as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.pms_receiving_events to service_role
-- next statement
alter table public.yacht_registry enable row level security
-- next statement
alter table public.yacht_registry force row level security
-- next statement
revoke all on public.yacht_registry from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.yacht_registry as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.yacht_registry as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.yacht_registry as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.yacht_registry to authenticated
-- next statement
create policy journal_writer_all on public.yacht_registry as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select on public.yacht_registry to journal_writer
-- next statement
create policy service_role_all on public.yacht_registry as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_registry to service_role
-- next statement
alter table public.auth_users_profiles enable row level security
-- next statement
alter table public.auth_users_profiles force row level security
-- next statement
revoke all on public.auth_users_profiles from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.auth_users_profiles as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.auth_users_profiles as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.auth_users_profiles as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.auth_users_profiles to authenticated
-- next statement
create policy journal_writer_all on public.auth_users_profiles as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update on public.auth_users_profiles to journal_writer
-- next statement
create policy service_role_all on public.auth_users_profiles as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.auth_users_profiles to service_role
-- next statement
alter table public.auth_users_roles enable row level security
-- next statement
alter table public.auth_users_roles force row level security
-- next statement
revoke all on public.auth_users_roles from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.auth_users_roles as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.auth_users_roles as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.auth_users_roles as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.auth_users_roles to authenticated
-- next statement
create policy journal_writer_all on public.auth_users_roles as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update on public.auth_users_roles to journal_writer
-- next statement
create policy service_role_all on public.auth_users_roles as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.auth_users_roles to service_role
-- next statement
alter table public.yacht_flags enable row level security
-- next statement
alter table public.yacht_flags force row level security
-- next statement
revoke all on public.yacht_flags from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.yacht_flags as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.yacht_flags as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.yacht_flags as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.yacht_flags to authenticated
-- next statement
create policy service_role_all on public.yacht_flags as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_flags to service_role
-- next statement
alter table public.auth_sessions enable row level security
-- next statement
alter table public.auth_sessions force row level security
-- next statement
revoke all on public.auth_sessions from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy journal_writer_all on public.auth_sessions as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.auth_sessions to journal_writer
-- next statement
create policy service_role_all on public.auth_sessions as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.auth_sessions to service_role
-- next statement
alter table public.sign_in_tries enable row level security
-- next statement
alter table public.sign_in_tries force row level security
-- next statement
revoke all on public.sign_in_tries from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy journal_writer_all on public.sign_in_tries as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.sign_in_tries to journal_writer
-- next statement
create policy service_role_all on public.sign_in_tries as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.sign_in_tries to service_role
-- next statement
alter table public.yacht_feeds enable row level security
-- next statement
alter table public.yacht_feeds force row level security
-- next statement
revoke all on public.yacht_feeds from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.yacht_feeds as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.yacht_feeds as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.yacht_feeds as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.yacht_feeds to authenticated
-- next statement
create policy journal_writer_all on public.yacht_feeds as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, update on public.yacht_feeds to journal_writer
-- next statement
create policy service_role_all on public.yacht_feeds as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_feeds to service_role
-- next statement
alter table public.yacht_hours enable row level security
-- next statement
alter table public.yacht_hours force row level security
-- next statement
revoke all on public.yacht_hours from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.yacht_hours as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.yacht_hours as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.yacht_hours as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.yacht_hours to authenticated
-- next statement
create policy journal_writer_all on public.yacht_hours as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_hours to journal_writer
-- next statement
create policy service_role_all on public.yacht_hours as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_hours to service_role
-- next statement
alter table public.health_checks enable row level security
-- next statement
alter table public.health_checks force row level security
-- next statement
revoke all on public.health_checks from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy journal_writer_all on public.health_checks as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select on public.health_checks to journal_writer
-- next statement
create policy service_role_all on public.health_checks as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.health_checks to service_role
-- next statement
alter table public.alerts enable row level security
-- next statement
alter table public.alerts force row level security
-- next statement
revoke all on public.alerts from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy journal_writer_all on public.alerts as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select on public.alerts to journal_writer
-- next statement
create policy service_role_all on public.alerts as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.alerts to service_role
-- next statement
alter table public.nodes enable row level security
-- next statement
alter table public.nodes force row level security
-- next statement
revoke all on public.nodes from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.nodes as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.nodes as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.nodes as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.nodes to authenticated
-- next statement
create policy journal_writer_all on public.nodes as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update on public.nodes to journal_writer
-- next statement
create policy service_role_all on public.nodes as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.nodes to service_role
-- next statement
alter table public.node_epochs enable row level security
-- next statement
alter table public.node_epochs force row level security
-- next statement
revoke all on public.node_epochs from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.node_epochs as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.node_epochs as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.node_epochs as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.node_epochs to authenticated
-- next statement
create policy journal_writer_all on public.node_epochs as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update on public.node_epochs to journal_writer
-- next statement
create policy service_role_all on public.node_epochs as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.node_epochs to service_role
-- next statement
alter table public.enrolment_codes enable row level security
-- next statement
alter table public.enrolment_codes force row level security
-- next statement
revoke all on public.enrolment_codes from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy journal_writer_all on public.enrolment_codes as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update on public.enrolment_codes to journal_writer
-- next statement
create policy service_role_all on public.enrolment_codes as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.enrolment_codes to service_role
-- next statement
alter table public.fleets enable row level security
-- next statement
alter table public.fleets force row level security
-- next statement
revoke all on public.fleets from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy my_fleets on public.fleets as permissive for select to authenticated using (fleet_id in (select m.fleet_id from public.fleet_managers m))
-- next statement
grant select on public.fleets to authenticated
-- next statement
create policy service_role_all on public.fleets as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.fleets to service_role
-- next statement
alter table public.fleet_yachts enable row level security
-- next statement
alter table public.fleet_yachts force row level security
-- next statement
revoke all on public.fleet_yachts from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy managed_yachts on public.fleet_yachts as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
grant select on public.fleet_yachts to authenticated
-- next statement
create policy journal_writer_all on public.fleet_yachts as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select on public.fleet_yachts to journal_writer
-- next statement
create policy service_role_all on public.fleet_yachts as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.fleet_yachts to service_role
-- next statement
alter table public.fleet_managers enable row level security
-- next statement
alter table public.fleet_managers force row level security
-- next statement
revoke all on public.fleet_managers from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy myself on public.fleet_managers as permissive for select to authenticated using (user_id = (select auth.uid()))
-- next statement
grant select on public.fleet_managers to authenticated
-- next statement
create policy journal_writer_all on public.fleet_managers as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select on public.fleet_managers to journal_writer
-- next statement
create policy service_role_all on public.fleet_managers as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.fleet_managers to service_role
-- next statement
alter table public.feature_rollouts enable row level security
-- next statement
alter table public.feature_rollouts force row level security
-- next statement
revoke all on public.feature_rollouts from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy rolled_out on public.feature_rollouts as permissive for select to authenticated using (((select public.get_user_yacht_id()) is not null or (select public.is_fleet_sealed())) and (yacht_id is null or yacht_id = (select public.get_user_yacht_id()) or yacht_id = any (array(select public.manager_yachts()))))
-- next statement
grant select on public.feature_rollouts to authenticated
-- next statement
create policy journal_writer_all on public.feature_rollouts as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, delete on public.feature_rollouts to journal_writer
-- next statement
create policy service_role_all on public.feature_rollouts as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.feature_rollouts to service_role
-- next statement
alter table public.yacht_tallies enable row level security
-- next statement
alter table public.yacht_tallies force row level security
-- next statement
revoke all on public.yacht_tallies from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.yacht_tallies as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.yacht_tallies as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.yacht_tallies as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.yacht_tallies to authenticated
-- next statement
create policy journal_writer_all on public.yacht_tallies as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_tallies to journal_writer
-- next statement
create policy service_role_all on public.yacht_tallies as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_tallies to service_role
-- next statement
alter table public.yacht_conflicts enable row level security
-- next statement
alter table public.yacht_conflicts force row level security
-- next statement
revoke all on public.yacht_conflicts from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.yacht_conflicts as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.yacht_conflicts as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.yacht_conflicts as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.yacht_conflicts to authenticated
-- next statement
create policy journal_writer_all on public.yacht_conflicts as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_conflicts to journal_writer
-- next statement
create policy service_role_all on public.yacht_conflicts as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_conflicts to service_role
-- next statement
alter table public.yacht_needs enable row level security
-- next statement
alter table public.yacht_needs force row level security
-- next statement
revoke all on public.yacht_needs from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy own_yacht on public.yacht_needs as permissive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()))
-- next statement
create policy managed_yachts on public.yacht_needs as permissive for select to authenticated using (yacht_id = any (array(select public.manager_yachts())))
-- next statement
create policy sealed_yachts on public.yacht_needs as restrictive for select to authenticated using (yacht_id = (select public.get_user_yacht_id()) or (select public.is_fleet_sealed()))
-- next statement
grant select on public.yacht_needs to authenticated
-- next statement
create policy journal_writer_all on public.yacht_needs as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_needs to journal_writer
-- next statement
create policy service_role_all on public.yacht_needs as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.yacht_needs to service_role
-- next statement
alter table public.need_changes enable row level security
-- next statement
alter table public.need_changes force row level security
-- next statement
revoke all on public.need_changes from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy journal_writer_all on public.need_changes as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, delete on public.need_changes to journal_writer
-- next statement
create policy service_role_all on public.need_changes as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.need_changes to service_role
-- next statement
alter table public.need_views enable row level security
-- next statement
alter table public.need_views force row level security
-- next statement
revoke all on public.need_views from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy journal_writer_all on public.need_views as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.need_views to journal_writer
-- next statement
create policy service_role_all on public.need_views as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.need_views to service_role
-- next statement
alter table public.need_view_yachts enable row level security
-- next statement
alter table public.need_view_yachts force row level security
-- next statement
revoke all on public.need_view_yachts from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy journal_writer_all on public.need_view_yachts as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, delete on public.need_view_yachts to journal_writer
-- next statement
create policy service_role_all on public.need_view_yachts as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.need_view_yachts to service_role
-- next statement
alter table public.need_view_parts enable row level security
-- next statement
alter table public.need_view_parts force row level security
-- next statement
revoke all on public.need_view_parts from public, anon, authenticated, service_role, journal_writer
-- next statement
create policy journal_writer_all on public.need_view_parts as permissive for all to journal_writer using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.need_view_parts to journal_writer
-- next statement
create policy service_role_all on public.need_view_parts as permissive for all to service_role using (true) with check (true)
-- next statement
grant select, insert, update, delete on public.need_view_parts to service_role
-- next statement
alter table public.pms_shopping_list_items alter column part_name set statistics 0, alter column part_number set statistics 0, alter column manufacturer set statistics 0, alter column quantity_requested set statistics 0, alter column quantity_approved set statistics 0, alter column quantity_ordered set statistics 0, alter column quantity_received set statistics 0, alter column quantity_installed set statistics 0, alter column unit set statistics 0, alter column preferred_supplier set statistics 0, alter column estimated_unit_price set statistics 0, alter column source_type set statistics 0, alter column source_notes set statistics 0, alter column approval_notes set statistics 0, alter column rejection_reason set statistics 0, alter column rejection_notes set statistics 0, alter column deletion_reason set statistics 0, alter column metadata set statistics 0
-- next statement
alter table public.pms_shopping_list_state_history alter column previous_state set statistics 0, alter column new_state set statistics 0, alter column transition_reason set statistics 0, alter column transition_notes set statistics 0, alter column metadata set statistics 0
-- next statement
alter table public.pms_history_entries alter column epoch set statistics 0, alter column parents set statistics 0, alter column action set statistics 0, alter column payload set statistics 0, alter column actor_role set statistics 0, alter column hash set statistics 0, alter column chain set statistics 0, alter column assurance set statistics 0, alter column extra set statistics 0
-- next statement
alter table public.pms_feed alter column hash set statistics 0, alter column digest set statistics 0
-- next statement
alter table public.pms_entry_outcomes alter column fields set statistics 0
-- next statement
alter table public.pms_rulings alter column ruling set statistics 0, alter column reason set statistics 0
-- next statement
alter table public.pms_item_heads alter column heads set statistics 0, alter column subject set statistics 0
-- next statement
alter table public.pms_conflict_sightings alter column outcome set statistics 0
-- next statement
alter table public.pms_quarantine alter column epoch set statistics 0, alter column reason set statistics 0, alter column raw set statistics 0, alter column tried_by set statistics 0
-- next statement
alter table public.pms_notices alter column kind set statistics 0, alter column text set statistics 0
-- next statement
alter table public.pms_audit_log alter column action set statistics 0, alter column entity_type set statistics 0, alter column old_values set statistics 0, alter column new_values set statistics 0, alter column signature set statistics 0, alter column metadata set statistics 0
-- next statement
alter table public.pms_idempotency_keys alter column fingerprint set statistics 0, alter column answer set statistics 0
-- next statement
alter table public.pms_parts alter column name set statistics 0, alter column part_number set statistics 0, alter column manufacturer set statistics 0, alter column unit set statistics 0, alter column quantity_on_hand set statistics 0, alter column minimum_quantity set statistics 0, alter column location set statistics 0, alter column impa_code set statistics 0, alter column quantity_counted set statistics 0, alter column origin set statistics 0
-- next statement
alter table public.pms_work_orders alter column title set statistics 0, alter column equipment_name set statistics 0
-- next statement
alter table public.pms_receiving_events alter column supplier set statistics 0, alter column reference set statistics 0
-- next statement
alter table public.yacht_registry alter column name set statistics 0
-- next statement
alter table public.auth_users_profiles alter column name set statistics 0, alter column pin_hash set statistics 0
-- next statement
alter table public.yacht_flags alter column flag set statistics 0
-- next statement
alter table public.auth_sessions alter column marks set statistics 0, alter column client set statistics 0
-- next statement
alter table public.sign_in_tries alter column name set statistics 0, alter column client set statistics 0
-- next statement
alter table public.yacht_feeds alter column epoch set statistics 0, alter column chain set statistics 0, alter column digest set statistics 0, alter column generation set statistics 0
-- next statement
alter table public.health_checks alter column name set statistics 0, alter column problem set statistics 0
-- next statement
alter table public.alerts alter column kind set statistics 0, alter column text set statistics 0
-- next statement
alter table public.nodes alter column public_key set statistics 0
-- next statement
alter table public.node_epochs alter column epoch set statistics 0, alter column mark set statistics 0, alter column piece_mark set statistics 0, alter column pieces set statistics 0
-- next statement
alter table public.enrolment_codes alter column code_hash set statistics 0
-- next statement
alter table public.fleets alter column name set statistics 0
-- next statement
alter table public.feature_rollouts alter column flag set statistics 0
-- next statement
alter table public.yacht_tallies alter column currency set statistics 0, alter column value set statistics 0
-- next statement
alter table public.yacht_needs alter column part_number set statistics 0, alter column manufacturer set statistics 0, alter column part_name set statistics 0, alter column unit set statistics 0, alter column impa_code set statistics 0, alter column quantity set statistics 0, alter column approved set statistics 0, alter column ordered set statistics 0
-- next statement
alter table public.need_changes alter column part_number set statistics 0, alter column manufacturer set statistics 0, alter column part_name set statistics 0, alter column unit set statistics 0, alter column impa_code set statistics 0, alter column quantity set statistics 0, alter column approved set statistics 0, alter column ordered set statistics 0
-- next statement
alter table public.need_view_parts alter column part_number set statistics 0, alter column manufacturer set statistics 0, alter column part_name set statistics 0, alter column unit set statistics 0, alter column impa_code set statistics 0, alter column quantity set statistics 0, alter column approved set statistics 0, alter column ordered set statistics 0
-- next statement
create policy candidate_of_my_own on public.pms_shopping_list_items as permissive for insert to authenticated with check (yacht_id = (select public.get_user_yacht_id()) and status = 'candidate' and created_by = (select auth.uid()))
-- next statement
create policy head_of_department on public.pms_shopping_list_items as permissive for update to authenticated using (yacht_id = (select public.get_user_yacht_id()) and (select public.is_hod((select auth.uid()), (select public.get_user_yacht_id())))) with check (yacht_id = (select public.get_user_yacht_id()) and (select public.is_hod((select auth.uid()), (select public.get_user_yacht_id()))))
-- next statement
grant insert, update on public.pms_shopping_list_items to authenticated
-- next statement
create table alembic_version (version_num varchar(32) not null primary key)
-- next statement
insert into alembic_version values ('0001')
