"""What a manager reads of the summaries: how their yachts stand, and what is to be bought for all of them.

A view of needs (summaries.py) is no yacht's, so no user reads the tables: these functions first look whether whoever
asks sees every yacht that they ask about, and answer nothing else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from cloud_sync.functions import APPLICATION, DEFINER, Function
from cloud_sync.tables import YachtHour
from shared_models.changes import Transaction
from shared_models.fleet import Wanted
from shared_models.states import Status
from shared_models.types import Day, Identifier, Json, Quantity

_LIVE_YACHTS = 16
"""Up to so many are summed up when asked for; more are a view."""
_AMOUNTS = ("quantity", "approved", "ordered")
_NAMES = ("part_number", "manufacturer", "part_name", "unit", "impa_code")

_SEES = f"""create or replace function ctx.sees(yachts uuid[]) returns boolean
language sql stable {DEFINER} as $$
  select cardinality(yachts) > 0 and not exists (
    select from unnest(yachts) y
    where (y = (select public.get_user_yacht_id()) or y in (select public.manager_yachts())) is not true
  )
$$"""
"""Whether the transaction is sealed for somebody who sees all of these yachts."""

_STATUSES = tuple(status.value for status in Status)
_BY_STATUS = ", ".join(f"coalesce(sum(k.items) filter (where k.status = '{one}'), 0)" for one in _STATUSES)
_STAND = f"""create or replace function public.fleet_stand(yachts uuid[], is_counted boolean) returns text
language sql stable {DEFINER} as $$
  select json_agg(json_build_array(y, r.name,
    to_char(f.last_exchange_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    coalesce(f.node_backlog, 0), f.digest_matches, coalesce(f.position, 0),
    t.counts, coalesce(t.critical, 0), coalesce(c.open, 0)))::text
  from unnest(yachts) y
  left join public.yacht_registry r on r.yacht_id = y
  left join public.yacht_feeds f on f.yacht_id = y
  left join (
    select k.yacht_id, array[{_BY_STATUS}] as counts, sum(k.critical) as critical
    from public.yacht_tallies k join unnest(yachts) u on k.yacht_id = u where is_counted group by k.yacht_id
  ) t on t.yacht_id = y
  left join public.yacht_conflicts c on is_counted and c.yacht_id = y
  where ctx.sees(yachts)
$$"""
"""One text for all yachts, since a row for each costs more than what it says."""
_AGO = "floor(extract(epoch from now() - h.hour) / 3600)::integer"
_OF_HOURS = """from public.yacht_hours h join unnest(yachts) y on h.yacht_id = y
  where h.hour > now() - make_interval(hours => $2) and h.hour <= now() and ctx.sees(yachts)"""
_OF_HOUR = tuple(name for name in YachtHour.model_fields if name not in ("yacht_id", "hour"))
_HOURS = f"""create or replace function public.link_hours(yachts uuid[], hours integer) returns text
language sql stable {DEFINER} as $$
  select json_agg(json_build_array(h.yacht_id, {_AGO}, {", ".join(f"h.{name}" for name in _OF_HOUR)}))::text
  {_OF_HOURS}
$$"""
_EXCHANGES = f"""create or replace function public.link_exchanges(yachts uuid[], hours integer) returns text
language sql stable {DEFINER} as $$
  select json_agg(json_build_array(l.yacht_id, l.ago, l.exchanges))::text from (
    select h.yacht_id, array_agg({_AGO}) as ago, array_agg(h.exchanges) as exchanges {_OF_HOURS} group by h.yacht_id
  ) l
$$"""


def _page(source: str, is_of_view: str) -> str:
    listed = ", ".join(f"'{name}', trim_scale(n.{name})::text" for name in _AMOUNTS)
    return f"""return query
    with found as (
      select p.* from {source} p
      where p.items > 0 and (words is null or strpos(lower(concat_ws(chr(10), {", ".join(f"p.{n}" for n in _NAMES)})),
          lower(words)) > 0)
        and case shown when 'approved' then p.approved > 0 when 'unordered' then p.quantity > p.ordered else true end
    )
    select f.part_key, {", ".join(f"f.{name}" for name in _NAMES)}, f.items, f.yachts,
      {", ".join(f"f.{name}" for name in _AMOUNTS)}, (select count(*) from found), lower(f.part_name),
      (l.lines -> 0 ->> 'required_by_date')::date, l.lines
    from (
      select * from found p
      where after_part is null or (-p.yachts, lower(p.part_name), p.part_key) > (-after_yachts, after_name, after_part)
      order by -p.yachts, lower(p.part_name), p.part_key limit most
    ) f
    left join lateral (
      select jsonb_agg(jsonb_build_object('yacht_id', n.yacht_id, 'items', n.items, {listed},
        'required_by_date', n.required_by_date)) as lines
      from (
        select * from public.yacht_needs n where n.part_key = f.part_key and n.items > 0 and {is_of_view}
        order by n.required_by_date nulls last, n.yacht_id limit most_lines
      ) n
    ) l on true
    order by -f.yachts, lower(f.part_name), f.part_key;"""


_LIVE = f"""(
        select n.part_key, {", ".join(f"max(n.{name}) as {name}" for name in _NAMES)}, sum(n.items)::integer as items,
          {", ".join(f"sum(n.{name}) as {name}" for name in _AMOUNTS)}, count(*)::integer as yachts
        from public.yacht_needs n where n.yacht_id = any (asked) and n.items > 0 group by n.part_key
      )"""
_IS_OF_VIEW = "(select true from public.need_view_yachts v where v.yacht_id = n.yacht_id and v.view_id = view offset 0)"
"""Asked of each line in turn (what has an offset is no join): of a view that was just made Postgres does not know how
many yachts it has, and a join went through all of them for each part."""
_FOUND = f"""create or replace function public.needs_found(
  asked uuid[], words text, shown text, after_yachts integer, after_name text, after_part uuid, most integer,
  most_lines integer
)
returns table (part_key uuid, {", ".join(f"{name} text" for name in _NAMES)}, items integer, yachts integer,
  {", ".join(f"{name} numeric" for name in _AMOUNTS)}, total bigint, order_name text,
  required_by_date date, lines jsonb)
language plpgsql volatile {DEFINER} as $$
#variable_conflict use_column
declare
  view uuid;
begin
  if not ctx.sees(asked) then
    return;
  end if;
  if cardinality(asked) <= {_LIVE_YACHTS} then
    {_page(_LIVE, "n.yacht_id = any (asked)")}
    return;
  end if;
  select encode(substr(sha256(convert_to(string_agg(y::text, ',' order by y), 'UTF8')), 1, 16), 'hex')::uuid into view
  from unnest(asked) y;
  if exists (select from public.need_changes) or not exists (select from public.need_views v where v.view_id = view)
  then
    perform public.fold_needs(view, asked);
  end if;
  update public.need_views v set read_at = now() where v.view_id = view and v.read_at < now() - interval '1 hour';
  {
    _page(
        "(select * from public.need_view_parts q where q.view_id = view)",
        _IS_OF_VIEW,
    )
}
end $$"""

NEED_FUNCTIONS: tuple[Function, ...] = (
    Function("ctx.sees(uuid[])", _SEES),
    Function("public.fleet_stand(uuid[], boolean)", _STAND, APPLICATION),
    Function("public.link_hours(uuid[], integer)", _HOURS, APPLICATION),
    Function("public.link_exchanges(uuid[], integer)", _EXCHANGES, APPLICATION),
    Function("public.needs_found(uuid[], text, text, integer, text, uuid, integer, integer)", _FOUND, APPLICATION),
)
"""In the order in which they can be made, after `summaries.SUMMARY_FUNCTIONS`."""

_NONE = (0,) * len(_STATUSES)
_YACHTS = sa.bindparam("yachts", type_=sa.ARRAY(Identifier))
_STAND_OF = sa.text("select public.fleet_stand(cast(cast(:yachts as text) as uuid[]), :is_counted) as told")
_HOURS_OF = sa.text("select public.link_hours(cast(cast(:yachts as text) as uuid[]), :hours) as told")
_EXCHANGES_OF = sa.text("select public.link_exchanges(cast(cast(:yachts as text) as uuid[]), :hours) as told")
_NEEDS_OF = (
    sa.text(
        "select * from public.needs_found(:yachts, cast(:words as text), cast(:shown as text),"
        " cast(:after_yachts as integer), cast(:after_name as text), :after_part, cast(:most as integer),"
        " cast(:most_lines as integer))"
    )
    .bindparams(_YACHTS, sa.bindparam("after_part", type_=Identifier))
    .columns(
        part_key=Identifier, **dict.fromkeys(_NAMES, sa.Text), items=sa.Integer, yachts=sa.Integer,
        **dict.fromkeys(_AMOUNTS, Quantity), total=sa.BigInteger, order_name=sa.Text, required_by_date=Day, lines=Json,
    )
)  # fmt: skip


async def stand(tx: Transaction, yacht_ids: Sequence[str], is_counted: bool) -> dict[str, dict[str, Any]]:
    """By yacht, in the order asked for, what it is called and how it stands; see `FleetBackend.fleet_status`."""
    told = await _told_of(tx, _STAND_OF, yacht_ids, is_counted=is_counted)
    found = {}
    for yacht_id, name, as_of, backlog, matches, position, counts, critical, conflicts in told:
        found[yacht_id] = {
            "yacht_id": yacht_id, "name": name, "as_of": as_of, "backlog": backlog, "digest_match": matches,
            "position": position,
        }  # fmt: skip
        if is_counted:
            summed = dict(zip(_STATUSES, counts or _NONE, strict=True))
            found[yacht_id] |= {"counts": summed, "critical": critical, "conflicts": conflicts}
    return found


async def hours(
    tx: Transaction, yacht_ids: Sequence[str], most: int, kept: Sequence[str]
) -> dict[str, dict[int, dict[str, Any]]]:
    """By yacht and how many hours ago, of the last `most`, the columns `kept` of `YachtHour`."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for yacht_id, ago, *told in await _told_of(tx, _HOURS_OF, yacht_ids, hours=most):
        hour = dict(zip(_OF_HOUR, told, strict=True))
        found.setdefault(yacht_id, {})[ago] = {name: hour[name] for name in kept}
    return found


async def exchanges(tx: Transaction, yacht_ids: Sequence[str], most: int) -> dict[str, list[int]]:
    """By yacht how many exchanges each of the last `most` hours had, the oldest first."""
    found = {yacht_id: [0] * most for yacht_id in yacht_ids}
    for yacht_id, ago, counted in await _told_of(tx, _EXCHANGES_OF, yacht_ids, hours=most):
        for hour, count in zip(ago, counted, strict=True):
            found[yacht_id][most - 1 - hour] = count
    return found


async def _told_of(tx: Transaction, statement: sa.TextClause, yacht_ids: Sequence[str], **given: Any) -> list[Any]:
    """What a function tells of yachts as JSON; the yachts go there as one text, too."""
    if not yacht_ids:
        return []
    told = (await tx.rows(statement, {"yachts": f"{{{','.join(yacht_ids)}}}", **given}))[0]["told"]
    return [] if told is None else msgspec.json.decode(told)


async def needs(tx: Transaction, yacht_ids: Sequence[str], wanted: Wanted) -> tuple[list[dict[str, Any]], int, Any]:
    """A page of what several yachts need (see `Wanted`), how many parts there are in all, and the place of the last
    one, if more follow."""
    yachts_before, name_before, part_before = wanted.after or (0, "", None)
    given = {
        "yachts": list(yacht_ids), "words": wanted.words, "shown": wanted.shown, "after_yachts": yachts_before,
        "after_name": name_before, "after_part": part_before, "most": wanted.most + 1, "most_lines": wanted.most_lines,
    }  # fmt: skip
    rows = await tx.rows(_NEEDS_OF, given)
    page = rows[: wanted.most]
    last = page[-1] if len(rows) > wanted.most else None
    place = (last["yachts"], last["order_name"], last["part_key"]) if last is not None else None
    return [_told(row) for row in page], rows[0]["total"] if rows else 0, place


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("part_number", "manufacturer", "part_name", "unit", "impa_code", *_AMOUNTS, "items", "required_by_date")
    return {**{name: row[name] for name in kept}, "yacht_count": row["yachts"], "yachts": row["lines"] or []}
