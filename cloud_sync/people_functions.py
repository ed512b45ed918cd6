"""The functions of the shore's database that know people: sign-ins, tries, PINs. They come before any tenant, or are
sealed to one; no login reads the tables themselves. Those about a person want the shore's permit (functions.py)."""

from cloud_sync.functions import APPLICATION, DEFINER, Function
from shared_models.lockout import FORGOTTEN_AFTER_MS, PROVEN_FOR_MS
from shared_models.roles import Role

_KEPT_DAYS = 90


def _mark(column: str) -> str:
    """`node_records.mark_of` in SQL."""
    return f"left(encode(sha256(convert_to(coalesce({column}, ''), 'UTF8')), 'hex'), 16)"


def _has_role(person: str, which: str) -> str:
    """Whether somebody holds a role now, on the yacht and of the kind that `which` says."""
    return f"""exists (select from public.auth_users_roles r where r.user_id = {person} and {which}
    and r.is_active and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now()))"""


# Whose PIN was ever known on board is on board here for good: else a PIN of one yacht opened others once its role ends.
_CANDIDATES = f"""create or replace function public.sign_in_candidates(text, permit text)
returns table (user_id uuid, yacht_id uuid, name text, pin_hash text, is_on_board boolean)
language sql stable {DEFINER} as $$
  select p.user_id, p.yacht_id, p.name, p.pin_hash,
    exists (select from public.auth_users_roles r
      where r.yacht_id = p.yacht_id and r.user_id = p.user_id and r.role <> '{Role.MANAGER.value}')
    or not {_has_role("p.user_id", f"r.yacht_id = p.yacht_id and r.role = '{Role.MANAGER.value}'")}
  from public.auth_users_profiles p
  where ctx.permits('sign_in_candidates:' || $1, $2) and p.name = $1 and p.pin_hash is not null
  order by p.yacht_id, p.user_id
$$"""

_OPEN = f"""create or replace function public.open_session(
  session_id uuid, user_id uuid, client text, idle_limit_s integer, yachts uuid[], permit text
)
returns void language sql volatile {DEFINER} as $$
  delete from public.auth_sessions s
  where ctx.permits('open_session:' || open_session.user_id, permit) and s.user_id = open_session.user_id
    and s.used_at < now() - interval '{_KEPT_DAYS} days';
  insert into public.auth_sessions (session_id, user_id, marks, client, started_at, used_at, idle_limit_s)
  select open_session.session_id, open_session.user_id,
    coalesce(jsonb_object_agg(p.yacht_id::text, {_mark("p.pin_hash")}) filter (where p.yacht_id is not null), '{{}}'),
    open_session.client, now(), now(), open_session.idle_limit_s
  from public.auth_users_profiles p
  where p.user_id = open_session.user_id and (open_session.yachts is null or p.yacht_id = any (open_session.yachts))
  having ctx.permits('open_session:' || open_session.user_id, permit)
$$"""

_SESSION_ROLES = f"""create or replace function public.session_roles(session_id uuid, user_id uuid, permit text)
returns table (yacht_id uuid, role text, name text)
language plpgsql volatile {DEFINER} as $$
#variable_conflict use_column
declare
  marks jsonb;
begin
  -- unpacked once, and not again for each role
  select s.marks || '{{}}' into marks from public.auth_sessions s
  where s.session_id = $1 and s.user_id = $2 and s.ended_at is null
    and (s.idle_limit_s is null or s.used_at > now() - make_interval(secs => s.idle_limit_s));
  if marks is null or not ctx.permits('roles_of:' || $2, $3) then
    return;
  end if;
  update public.auth_sessions s set used_at = now()
  where s.session_id = $1 and s.used_at < now() - interval '1 minute';
  return query select r.yacht_id, r.role, r.name from public.roles_of($2, $3) r
  join public.auth_users_profiles p on p.yacht_id = r.yacht_id and p.user_id = $2
  where marks ->> r.yacht_id::text = {_mark("p.pin_hash")};
end $$"""

_END = f"""create or replace function public.end_sessions(user_id uuid, session_id uuid, permit text) returns bigint
language sql volatile {DEFINER} as $$
  with gone as (
    update public.auth_sessions s set ended_at = now()
    where ctx.permits('end_sessions:' || $1, $3) and s.user_id = $1
      and ($2 is null or s.session_id = $2) and s.ended_at is null
    returning 1
  )
  select count(*) from gone
$$"""

_TRIES = f"""create or replace function public.sign_in_tries(name text, client text, permit text)
returns table (here bigint, here_at timestamptz, of_name bigint, name_at timestamptz, of_client bigint,
  client_at timestamptz, is_proven boolean)
language plpgsql volatile {DEFINER} as $$
begin
  if not ctx.permits('sign_in_tries:' || $1, $3) then
    return;
  end if;
  -- one at a time for a name, so that many at once are counted
  perform pg_advisory_xact_lock(hashtextextended('sign-in:' || $1, 0));
  delete from public.sign_in_tries t where (t.name = $1 or t.client = $2)
    and t.wrong_at < now() - interval '{FORGOTTEN_AFTER_MS // 1000} seconds'
    and (t.proven_at is null or t.proven_at < now() - interval '{PROVEN_FOR_MS // 1000} seconds');
  return query select
    coalesce(sum(t.wrong) filter (where t.name = $1 and t.client = $2), 0),
    max(t.wrong_at) filter (where t.name = $1 and t.client = $2),
    coalesce(sum(t.wrong) filter (where t.name = $1 and t.proven_at is null), 0),
    max(t.wrong_at) filter (where t.name = $1 and t.proven_at is null),
    coalesce(sum(t.wrong) filter (where t.client = $2 and t.proven_at is null), 0),
    max(t.wrong_at) filter (where t.client = $2 and t.proven_at is null),
    coalesce(bool_or(t.proven_at is not null) filter (where t.name = $1 and t.client = $2), false)
  from public.sign_in_tries t
  where (t.name = $1 or t.client = $2) and t.wrong_at >= now() - interval '{FORGOTTEN_AFTER_MS // 1000} seconds'
    or (t.name = $1 and t.client = $2);
end $$"""

_NOTED = f"""create or replace function public.sign_in_noted(name text, client text, is_right boolean, permit text)
returns void language sql volatile {DEFINER} as $$
  insert into public.sign_in_tries as t (name, client, wrong, wrong_at, proven_at)
  select $1, $2, case when $3 then 0 else 1 end, now(), case when $3 then now() end
  where ctx.permits('sign_in_noted:' || $1, $4)
  on conflict (name, client) do update set
    wrong = case when $3 then 0 else t.wrong + 1 end,
    wrong_at = case when $3 then t.wrong_at else now() end,
    proven_at = case when $3 then now() else t.proven_at end
$$"""

_CHANGE_PIN = f"""create or replace function public.change_pin(
  user_id uuid, pin_hash text, replaces text, is_from_board boolean
)
returns boolean language plpgsql volatile {DEFINER} as $$
declare
  tenant uuid := public.get_user_yacht_id();
begin
  -- a node vouches for who works on board; a manager's PIN opens other yachts too, so no node's word sets it
  update public.auth_users_profiles p set pin_hash = change_pin.pin_hash
  where p.yacht_id = tenant and p.user_id = change_pin.user_id and {_mark("p.pin_hash")} = change_pin.replaces
    and not (is_from_board and (
      {_has_role("change_pin.user_id", f"r.role = '{Role.MANAGER.value}'")}
      or exists (select from public.fleet_managers m where m.user_id = change_pin.user_id)
    ));
  return found;
end $$"""

_TOUCH = f"""create or replace function public.touch_profile() returns trigger
language plpgsql {DEFINER} as $$
begin
  -- whose PIN goes on board depends on their roles: the profile travels again
  update public.auth_users_profiles p set name = p.name where p.yacht_id = new.yacht_id and p.user_id = new.user_id;
  return null;
end $$"""

PEOPLE_FUNCTIONS: tuple[Function, ...] = (
    Function("public.sign_in_candidates(text, text)", _CANDIDATES, APPLICATION),
    Function("public.open_session(uuid, uuid, text, integer, uuid[], text)", _OPEN, APPLICATION),
    Function("public.session_roles(uuid, uuid, text)", _SESSION_ROLES, APPLICATION),
    Function("public.end_sessions(uuid, uuid, text)", _END, APPLICATION),
    Function("public.sign_in_tries(text, text, text)", _TRIES, APPLICATION),
    Function("public.sign_in_noted(text, text, boolean, text)", _NOTED, APPLICATION),
    Function("public.change_pin(uuid, text, text, boolean)", _CHANGE_PIN, APPLICATION),
    Function("public.touch_profile()", _TOUCH),
)
"""In the order in which they can be made, after `functions.FUNCTIONS`."""
