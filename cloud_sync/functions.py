"""The functions of the shore's database, as text. The application writes through `journal_write` alone.

All that need more than their caller's rights belong to the role journal_writer, of which no login is a member.
What is asked before there is a yacht (who is it, whose node is it) is answered only with the shore's permit for that
very question, so that whoever got hold of the application's login cannot ask about another yacht's people.
"""

from dataclasses import dataclass

from cloud_sync import writer
from cloud_sync.sections import SECTIONS
from shared_models.exchange import HOURS_TOLD
from shared_models.roles import ENGINEER, HOD, Role

APP_LOGIN = "lazarette_app"
DEFINER = "security definer set search_path = ''"


@dataclass(frozen=True)
class Function:
    """`signature` names it for GRANT; `callers`: the roles that may call it."""

    signature: str
    text: str
    callers: tuple[str, ...] = ()
    is_definer: bool = True


HOURS_KEPT = 168
"""How long the hours of a yacht's link are kept: a week."""

USERS = ("authenticated", "service_role")
APPLICATION = (APP_LOGIN,)


def _mac(body: str) -> str:
    """The shore's HMAC-SHA-256 over a text, in hexadecimal; `k`: the row of ctx.seal."""
    return f"encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to({body}, 'UTF8'))), 'hex')"


_CLAIMS = f"""create or replace function ctx.claims(out user_id uuid, out yacht_id uuid)
language plpgsql stable {DEFINER} as $$
declare
  parts text[] := string_to_array(nullif(current_setting('app.ctx', true), ''), '.');
  mac text;
begin
  if array_length(parts, 1) is distinct from 4 then
    return;
  end if;
  select {_mac("parts[1] || '.' || parts[2] || '.' || parts[3]")}
  into mac from ctx.seal k;
  if mac is distinct from parts[4] or mac is null or parts[3]::bigint < extract(epoch from clock_timestamp()) then
    return;
  end if;
  user_id := nullif(parts[1], '-')::uuid;
  yacht_id := nullif(parts[2], '-')::uuid;
end $$"""

_PERMITS = f"""create or replace function ctx.permits(question text, permit text) returns boolean
language plpgsql stable {DEFINER} as $$
declare
  expiry text := split_part(permit, '.', 1);
  mac text;
begin
  select {_mac("question || '.' || expiry")} into mac from ctx.seal k;
  if mac is distinct from split_part(permit, '.', 2) or mac is null then
    return false;
  end if;
  return expiry::bigint >= extract(epoch from clock_timestamp());
end $$"""
"""`permit`: `expiry.mac`, see `database.permit`."""

_UID = f"""create or replace function auth.uid() returns uuid
language sql stable {DEFINER} as $$ select c.user_id from ctx.claims() c $$"""

_YACHT = f"""create or replace function public.get_user_yacht_id() returns uuid
language sql stable {DEFINER} as $$ select c.yacht_id from ctx.claims() c $$"""

_FLEET = f"""create or replace function public.is_fleet_sealed() returns boolean
language sql stable {DEFINER} as $$ select c.user_id is not null and c.yacht_id is null from ctx.claims() c $$"""
"""Sealed for a person and no one yacht: the policy of managed yachts decides."""

_MANAGED = f"""create or replace function public.manager_yachts() returns setof uuid
language plpgsql stable {DEFINER} as $$
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
end $$"""


def _holds(name: str, roles: frozenset[Role]) -> Function:
    """Whether a person holds one of the roles now; of another yacht than the sealed one nobody but the
    service learns anything."""
    listed = ", ".join(f"'{role.value}'" for role in Role if role in roles)
    text = f"""create or replace function public.{name}(user_id uuid, yacht_id uuid) returns boolean
language sql stable {DEFINER} as $$
  select exists (
    select from public.auth_users_roles r
    where r.user_id = {name}.user_id and r.yacht_id = {name}.yacht_id and r.role in ({listed}) and r.is_active
      and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
  ) and (
    pg_has_role(session_user, 'service_role', 'usage') or {name}.yacht_id = public.get_user_yacht_id()
    or {name}.yacht_id in (select public.manager_yachts())
  )
$$"""
    return Function(f"public.{name}(uuid, uuid)", text, USERS)


_FEED_LOCK = f"""create or replace function public.feed_lock() returns setof public.yacht_feeds
language sql volatile {DEFINER} as $$
  select f.* from public.yacht_feeds f where f.yacht_id = public.get_user_yacht_id() for update
$$"""

_ROLES_OF = f"""create or replace function public.roles_of(uuid, permit text)
returns table (yacht_id uuid, role text, name text)
language sql stable {DEFINER} as $$
  select r.yacht_id, r.role, p.name from public.auth_users_roles r
  join public.auth_users_profiles p on p.yacht_id = r.yacht_id and p.user_id = r.user_id
  where ctx.permits('roles_of:' || $1, $2) and r.user_id = $1
    and r.is_active and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
  order by r.yacht_id, r.role
$$"""

_EXCHANGE = f"""create or replace function public.exchange_done(
  node_position bigint, node_backlog bigint, matches boolean
)
returns void language sql volatile {DEFINER} as $$
  update public.yacht_feeds f set last_exchange_at = now(), node_position = exchange_done.node_position,
    node_backlog = least(exchange_done.node_backlog, 2147483647), digest_matches = exchange_done.matches
  where f.yacht_id = public.get_user_yacht_id();
  insert into public.yacht_hours as h (yacht_id, hour, exchanges, backlog, differed)
  select public.get_user_yacht_id(), date_trunc('hour', now(), 'UTC'), 1, exchange_done.node_backlog,
    (exchange_done.matches is false)::integer
  on conflict on constraint yacht_hours_pkey do update set exchanges = h.exchanges + 1,
    backlog = greatest(h.backlog, excluded.backlog), differed = h.differed + excluded.differed;
  delete from public.yacht_hours h
  where h.yacht_id = public.get_user_yacht_id() and h.hour < now() - interval '{HOURS_KEPT} hours'
$$"""

_NOTED = f"""create or replace function public.hour_noted(
  requests integer, refused integer, failed integer, times integer[]
)
returns void language sql volatile {DEFINER} as $$
  insert into public.yacht_hours as h (yacht_id, hour, requests, refused, failed, times)
  select public.get_user_yacht_id(), date_trunc('hour', now(), 'UTC'), $1, $2, $3, $4
  where public.get_user_yacht_id() is not null
  on conflict on constraint yacht_hours_pkey do update set requests = h.requests + excluded.requests,
    refused = h.refused + excluded.refused, failed = h.failed + excluded.failed,
    times = (select array_agg(coalesce(t.was, 0) + coalesce(t.new, 0) order by t.place)
      from unnest(h.times, excluded.times) with ordinality t (was, new, place))
$$"""

_BOARD = f"""create or replace function public.board_noted(told jsonb)
returns void language sql volatile {DEFINER} as $$
  insert into public.yacht_hours as h (yacht_id, hour, board_requests, board_refused, board_failed, board_times)
  select public.get_user_yacht_id(), to_timestamp((t.one->>0)::bigint * 3600), (t.one->>1)::integer,
    (t.one->>2)::integer, (t.one->>3)::integer,
    array(select (c.one#>>'{{}}')::integer from jsonb_array_elements(t.one->4) with ordinality c (one, place)
      order by c.place)
  from jsonb_array_elements(told) t (one)
  where public.get_user_yacht_id() is not null
    and extract(epoch from now()) - (t.one->>0)::bigint * 3600 between 0 and {(HOURS_TOLD + 2) * 3600}
  on conflict on constraint yacht_hours_pkey do update set board_requests = excluded.board_requests,
    board_refused = excluded.board_refused, board_failed = excluded.board_failed, board_times = excluded.board_times
$$"""

_EPOCH = f"""create or replace function public.epoch_spoke(
  node_id uuid, epoch text, number bigint, mark bytea, freezing boolean
)
returns table (number_before bigint, mark_before bytea, is_frozen boolean, piece_mark bytea, piece_bytes bigint)
language plpgsql volatile {DEFINER} as $$
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
end $$"""

_KEEP_PIECE = f"""create or replace function public.keep_piece(
  node_id uuid, epoch text, mark bytea, total bigint, at bigint, piece bytea
)
returns table (held bigint, whole bytea)
language plpgsql volatile {DEFINER} as $$
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
end $$"""

_GENERATION = f"""create or replace function public.new_generation(generation text, epoch text) returns void
language sql volatile {DEFINER} as $$
  update public.yacht_feeds f set generation = new_generation.generation, epoch = new_generation.epoch, seq = 0,
    chain = decode(repeat('00', 32), 'hex')
  where f.yacht_id = public.get_user_yacht_id()
$$"""

_FED = SECTIONS["feed"]
_SET_ASIDE = f"""create or replace function public.set_damage_aside(
  lost uuid[], sound_to bigint, ends_at bigint, end_digest bytea, generation text, permit text,
  feed {_FED.type_name}[] default '{{}}'
)
returns void language plpgsql volatile {DEFINER} as $$
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
  insert into public.pms_feed ({", ".join(_FED.columns)})
  select {", ".join(_FED.values)} from unnest(feed) r;
  update public.yacht_feeds f set position = ends_at, digest = end_digest,
    generation = set_damage_aside.generation
  where f.yacht_id = tenant;
end $$"""
"""The one way out of the shore's journal; it needs the shore's permit beside the seal (see damage.py)."""

_NUMBER = f"""create or replace function public.number_reference_row() returns trigger
language plpgsql {DEFINER} as $$
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
end $$"""

FUNCTIONS: tuple[Function, ...] = (
    Function("ctx.claims()", _CLAIMS),
    Function("ctx.permits(text, text)", _PERMITS),
    Function("auth.uid()", _UID, ("anon", *USERS)),
    Function("public.get_user_yacht_id()", _YACHT, ("anon", *USERS)),
    Function("public.is_fleet_sealed()", _FLEET, USERS),
    Function("public.manager_yachts()", _MANAGED, USERS),
    _holds("is_hod", HOD),
    _holds("is_engineer", ENGINEER),
    Function("public.feed_lock()", _FEED_LOCK, APPLICATION),
    Function("public.roles_of(uuid, text)", _ROLES_OF, APPLICATION),
    Function("public.exchange_done(bigint, bigint, boolean)", _EXCHANGE, APPLICATION),
    Function("public.hour_noted(integer, integer, integer, integer[])", _NOTED, APPLICATION),
    Function("public.board_noted(jsonb)", _BOARD, APPLICATION),
    Function("public.epoch_spoke(uuid, text, bigint, bytea, boolean)", _EPOCH, APPLICATION),
    Function("public.keep_piece(uuid, text, bytea, bigint, bigint, bytea)", _KEEP_PIECE, APPLICATION),
    Function("public.new_generation(text, text)", _GENERATION, APPLICATION),
    Function(
        f"public.set_damage_aside(uuid[], bigint, bigint, bytea, text, text, {_FED.type_name}[])",
        _SET_ASIDE,
        APPLICATION,
    ),
    Function(writer.SIGNATURE, writer.text(DEFINER), APPLICATION),
    Function("public.number_reference_row()", _NUMBER),
)
"""In the order in which they can be made."""
