"""The functions of the shore's database through which a manager changes who and what a yacht has: people, nodes.

Each is sealed to a person and a yacht, and does nothing unless that person manages that yacht now; triggers audit what
it changes under the person's name. Each answers why it did nothing, as a key of `REASONS`; null: it is done.

A manager of one yacht must not get at another through somebody whom both know. So nobody's PIN is set here who manages
anything, and nobody known elsewhere becomes a manager: such a PIN opens all of their yachts (people_functions.py).
"""

from cloud_sync.functions import APPLICATION, DEFINER, Function
from shared_models.roles import RANK, Role

REASONS = {
    "manager": "Only a manager of the yacht may do this.",
    "unknown": "The yacht's roster has nobody of that id.",
    "name": "Somebody of that name is on the yacht's roster already.",
    "self": "Nobody raises their own rank, or takes away the role by which they manage.",
    "elsewhere": "This person is known on other yachts too: only the shore's owner makes them a manager.",
    "held": "The person holds that role in that time already.",
    "pin": "The PIN of somebody who manages yachts is changed by themselves, or by the shore's owner.",
    "all": "Only somebody who manages every yacht here changes how far a feature is rolled out.",
    "node": "The yacht has no such node, or it was revoked before.",
}
_MANAGER = f"'{Role.MANAGER.value}'"
_ABOVE = ", ".join(f"'{role.value}'" for role in Role if RANK[role] > RANK[Role.MANAGER])
_HERE = "p.yacht_id = tenant and p.user_id = $1"
_CURRENT = "r.is_active and (r.valid_until is null or r.valid_until > now())"

_MANAGES = f"""create or replace function public.manages() returns boolean
language sql stable {DEFINER} as $$
  select exists (
    select from public.auth_users_roles r
    where r.user_id = auth.uid() and r.yacht_id = public.get_user_yacht_id() and r.role = {_MANAGER} and r.is_active
      and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
  )
$$"""


def _function(signature: str, body: str) -> str:
    return f"""create or replace function public.{signature} returns text
language plpgsql volatile {DEFINER} as $$
#variable_conflict use_column
declare
  tenant uuid := public.get_user_yacht_id();
begin
  if not public.manages() then
    return 'manager';
  end if;
{body}
  return null;
end $$"""


_GIVE = _function(
    "roster_give(user_id uuid, role text, valid_from timestamptz, valid_until timestamptz)",
    f"""  if not exists (select from public.auth_users_profiles p where {_HERE}) then
    return 'unknown';
  end if;
  if $1 = auth.uid() and $2 in ({_ABOVE}) then
    return 'self';
  end if;
  if $2 = {_MANAGER} and exists (select from public.auth_users_profiles p where p.user_id = $1 and p.yacht_id <> tenant)
  then
    return 'elsewhere';
  end if;
  if exists (
    select from public.auth_users_roles r where r.yacht_id = tenant and r.user_id = $1 and r.role = $2 and {_CURRENT}
      and r.valid_from < coalesce($4, 'infinity') and coalesce(r.valid_until, 'infinity') > $3
  ) then
    return 'held';
  end if;
  insert into public.auth_users_roles (yacht_id, user_id, role, valid_from, valid_until)
  values (tenant, $1, $2, $3, $4);""",
)
_ADD = _function(
    "roster_add(user_id uuid, name text, pin_hash text, role text, valid_from timestamptz, valid_until timestamptz)",
    """  if exists (select from public.auth_users_profiles p where p.user_id = $1) then
    return 'unknown';
  end if;
  if exists (select from public.auth_users_profiles p where p.yacht_id = tenant and p.name = $2) then
    return 'name';
  end if;
  insert into public.auth_users_profiles (yacht_id, user_id, name, pin_hash) values (tenant, $1, $2, $3);
  return public.roster_give($1, $4, $5, $6);""",
)
_END = _function(
    "roster_end(user_id uuid, role text)",
    f"""  if $1 = auth.uid() and $2 = {_MANAGER} then
    return 'self';
  end if;
  update public.auth_users_roles r set is_active = false
  where r.yacht_id = tenant and r.user_id = $1 and r.role = $2 and {_CURRENT};
  if not found then
    return 'unknown';
  end if;""",
)
_PIN = _function(
    "roster_pin(user_id uuid, pin_hash text)",
    f"""  if exists (select from public.auth_users_roles r where r.user_id = $1 and r.role = {_MANAGER} and {_CURRENT})
    or exists (select from public.fleet_managers m where m.user_id = $1) then
    return 'pin';
  end if;
  update public.auth_users_profiles p set pin_hash = $2 where {_HERE};
  if not found then
    return 'unknown';
  end if;""",
)
_SIGN_OUT = _function(
    "roster_sign_out(user_id uuid)",
    f"""  if not exists (select from public.auth_users_profiles p where {_HERE}) then
    return 'unknown';
  end if;
  update public.auth_sessions s set ended_at = now()
  where s.user_id = $1 and s.ended_at is null and s.marks ? tenant::text;""",
)
_CODE = _function(
    "node_code(code_hash text, expires_at timestamptz)",
    """  insert into public.enrolment_codes (yacht_id, code_hash, expires_at) values (tenant, $1, $2);""",
)
_REVOKE = _function(
    "node_revoke(node_id uuid)",
    """  update public.nodes n set revoked_at = now()
  where n.yacht_id = tenant and n.node_id = $1 and n.revoked_at is null;
  if not found then
    return 'node';
  end if;""",
)
_DUE = _function(
    "yacht_due(due_port text, due_on date)",
    """  update public.yacht_feeds f set due_port = $1, due_on = $2 where f.yacht_id = tenant;
  insert into public.pms_audit_log (id, yacht_id, action, entity_type, entity_id, user_id, new_values, signature,
    metadata, created_at)
  values (gen_random_uuid(), tenant, 'yacht_due_said', 'node', tenant, auth.uid(),
    jsonb_build_object('due_port', $1, 'due_on', $2), '{}', '{}', now());""",
)
_SAY_ROLLOUT = f"""create or replace function public.say_rollout(
  flag text, yacht_id uuid, percentage integer, note text
)
returns void language sql volatile {DEFINER} as $$
  delete from public.feature_rollouts f where f.flag = $1 and f.yacht_id is not distinct from $2;
  insert into public.feature_rollouts (flag, yacht_id, percentage) select $1, $2, $3 where $3 is not null;
  insert into public.pms_audit_log (id, yacht_id, action, entity_type, entity_id, user_id, new_values, signature,
    metadata, created_at)
  select gen_random_uuid(), y.yacht_id, 'rollout_changed', 'node', y.yacht_id, auth.uid(),
    jsonb_build_object('flag', $1, 'percentage', $3, 'of_all', $2 is null)
      || case when $4 is null then '{{}}' else jsonb_build_object('note', $4) end, '{{}}', '{{}}', now()
  from public.yacht_feeds y where not y.is_test and ($2 is null or y.yacht_id = $2);
$$"""
"""What is said of one yacht, or of all, and its audit: for the owner, and for a manager by `roll_out`."""
# Also what is said of one yacht: where nothing was said before, it decides for all the others that they wait.
_ROLL_OUT = f"""create or replace function public.roll_out(flag text, yacht_id uuid, percentage integer, note text)
returns text
language plpgsql volatile {DEFINER} as $$
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
end $$"""

MANAGING_FUNCTIONS: tuple[Function, ...] = (
    Function("public.manages()", _MANAGES),
    Function("public.roster_give(uuid, text, timestamptz, timestamptz)", _GIVE, APPLICATION),
    Function("public.roster_add(uuid, text, text, text, timestamptz, timestamptz)", _ADD, APPLICATION),
    Function("public.roster_end(uuid, text)", _END, APPLICATION),
    Function("public.roster_pin(uuid, text)", _PIN, APPLICATION),
    Function("public.roster_sign_out(uuid)", _SIGN_OUT, APPLICATION),
    Function("public.node_code(text, timestamptz)", _CODE, APPLICATION),
    Function("public.node_revoke(uuid)", _REVOKE, APPLICATION),
    Function("public.yacht_due(text, date)", _DUE, APPLICATION),
    Function("public.say_rollout(text, uuid, integer, text)", _SAY_ROLLOUT),
    Function("public.roll_out(text, uuid, integer, text)", _ROLL_OUT, APPLICATION),
)
"""In the order in which they can be made, after `functions.FUNCTIONS`."""
