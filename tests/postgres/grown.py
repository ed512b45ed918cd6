"""A database as it would have grown without this product: a table of requests with its faults, seeded."""

GROWN_TABLES = """
create table public.pms_shopping_list_items (
  id uuid primary key default gen_random_uuid(), yacht_id uuid, part_id text, part_name varchar(255) not null,
  part_number text, manufacturer text, is_candidate_part boolean, quantity_requested numeric,
  quantity_approved numeric, quantity_ordered numeric, quantity_received numeric, quantity_installed numeric,
  unit text not null default 'pcs', preferred_supplier text, estimated_unit_price numeric,
  status text default 'candidate',
  source_type text, source_work_order_id text, source_receiving_id uuid, source_notes text, order_id text,
  order_line_number integer, approved_by uuid, approved_at timestamp, approval_notes text, rejected_by uuid,
  rejected_at timestamp, rejection_reason text, rejection_notes text, fulfilled_at timestamp, installed_at timestamp,
  installed_to_equipment_id uuid, urgency text, required_by_date date, created_by uuid, created_at timestamp,
  updated_by uuid, updated_at timestamp, deleted_at timestamp, deleted_by uuid, deletion_reason text, metadata json,
  candidate_promoted_to_part_id uuid, promoted_at timestamp, colour text, search_rank integer
);
create index requests_by_status on public.pms_shopping_list_items (status);
create table public.pms_shopping_list_state_history (
  id uuid default gen_random_uuid(), yacht_id uuid, shopping_list_item_id uuid, previous_state text, new_state text,
  transition_reason text, transition_notes text, changed_by uuid, changed_at timestamp, related_order_id text,
  related_receiving_event_id text, metadata json, created_at timestamp default now()
);
alter table public.pms_shopping_list_items enable row level security;
create policy anybody on public.pms_shopping_list_items for select using (true);
grant all on public.pms_shopping_list_items to anon, authenticated;
"""
