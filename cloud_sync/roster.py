"""Who a yacht's nodes and people are: the functions through which that changes, and what each leaves in the audit."""

from cloud_sync.functions import APPLICATION, DEFINER, Function
from cloud_sync.tables import EnrolmentCode, Node
from shared_models.tables import SECRETS, Profile, UserRole, table_of

AUDITED = {table_of(model).name: kind for model, kind in (
    (Profile, "person"), (UserRole, "role"), (Node, "node"), (EnrolmentCode, "enrolment_code"),
)}  # fmt: skip
"""The tables of which every change is audited, and what a row of each is called."""

_NODE_KEY = f"""create or replace function public.node_key(uuid, permit text)
returns table (yacht_id uuid, public_key bytea, is_revoked boolean)
language sql stable {DEFINER} as $$
  select n.yacht_id, n.public_key, n.revoked_at is not null from public.nodes n
  where ctx.permits('node_key:' || $1, $2) and n.node_id = $1
$$"""

# A node that is enrolled already keeps when that was: what it recorded since then is still judged by the roster of
# that time. A code that is known but no good is audited, at most once an hour.
_ENROL = f"""create or replace function public.enrol_node(
  code_hash text, node_id uuid, public_key bytea, yacht_id uuid, permit text
)
returns uuid language plpgsql volatile {DEFINER} as $$
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
  select gen_random_uuid(), r.yacht_id, 'enrolment_refused', 'node', enrol_node.node_id, '{{}}',
    jsonb_build_object('code_used_at', r.used_at, 'code_expires_at', r.expires_at), now()
  from refused r;
  return null;
end $$"""

_ROTATE = f"""create or replace function public.rotate_node_key(
  node_id uuid, old_key bytea, new_key bytea, permit text
)
returns boolean language plpgsql volatile {DEFINER} as $$
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
end $$"""

_REFUSED = f"""create or replace function public.node_was_refused(node_id uuid, permit text) returns void
language plpgsql volatile {DEFINER} as $$
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
    values (gen_random_uuid(), node.yacht_id, 'revoked_node_refused', 'node', node.node_id, '{{}}',
      jsonb_build_object('attempts_in_the_hour_before', node.refused_attempts, 'hour_before', node.refused_at), now());
    node.refused_attempts := 0;
  end if;
  update public.nodes n set refused_at = now(), refused_attempts = node.refused_attempts + 1
  where n.yacht_id = node.yacht_id and n.node_id = node.node_id;
end $$"""

# A role that was over and is given back begins anew: what was done in between is still judged without it.
_END_ROLE = """create or replace function public.end_role() returns trigger
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
end $$"""


def _audit_roster() -> str:
    """One trigger function for all of them: what differs, and of secrets only that they do.

    The time is the statement's, not the transaction's, so that what was done in one is read in its order.
    """
    secrets = ", ".join(f"'{name}'" for name in SECRETS)
    words = " ".join(f"when '{table}' then '{kind}'" for table, kind in AUDITED.items())
    return f"""create or replace function public.audit_roster() returns trigger
language plpgsql volatile {DEFINER} as $$
declare
  before jsonb := '{{}}';
  after jsonb := '{{}}';
  silent text[] := array['yacht_id', 'version', 'refused_at', 'refused_attempts'];
  secrets text[] := array[{secrets}];
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
  name := case tg_table_name {words} end;
  insert into public.pms_audit_log (id, yacht_id, action, entity_type, entity_id, user_id, old_values, new_values,
    signature, metadata, created_at)
  values (gen_random_uuid(), (row_then ->> 'yacht_id')::uuid,
    name || case tg_op when 'INSERT' then '_added' when 'DELETE' then '_removed' else '_changed' end,
    case when name in ('person', 'role') then 'person' else 'node' end,
    (coalesce(row_then ->> 'user_id', row_then ->> 'node_id', row_then ->> 'yacht_id'))::uuid,
    auth.uid(), was, becomes, '{{}}',
    jsonb_strip_nulls(jsonb_build_object('login', session_user, 'role', row_then ->> 'role')), clock_timestamp());
  return null;
end $$"""


ROSTER_FUNCTIONS: tuple[Function, ...] = (
    Function("public.node_key(uuid, text)", _NODE_KEY, APPLICATION),
    Function("public.enrol_node(text, uuid, bytea, uuid, text)", _ENROL, APPLICATION),
    Function("public.rotate_node_key(uuid, bytea, bytea, text)", _ROTATE, APPLICATION),
    Function("public.node_was_refused(uuid, text)", _REFUSED, APPLICATION),
    Function("public.end_role()", _END_ROLE, is_definer=False),
    Function("public.audit_roster()", _audit_roster()),
)
