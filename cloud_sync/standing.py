"""How a manager's yachts stand, as one text for all of them, since a row for each costs more than what it says.

No user reads the tables behind it: these functions first look whether whoever asks sees every yacht that they ask
about, and answer nothing else.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from cloud_sync.functions import APPLICATION, DEFINER, Function
from cloud_sync.tables import YachtHour
from shared_models.changes import Transaction
from shared_models.states import Status

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

STANDING_FUNCTIONS: tuple[Function, ...] = (
    Function("ctx.sees(uuid[])", _SEES),
    Function("public.fleet_stand(uuid[], boolean)", _STAND, APPLICATION),
    Function("public.link_hours(uuid[], integer)", _HOURS, APPLICATION),
    Function("public.link_exchanges(uuid[], integer)", _EXCHANGES, APPLICATION),
)
"""In the order in which they can be made, after `summaries.SUMMARY_FUNCTIONS`."""
_NONE = (0,) * len(_STATUSES)
_STAND_OF = sa.text("select public.fleet_stand(cast(cast(:yachts as text) as uuid[]), :is_counted) as told")
_HOURS_OF = sa.text("select public.link_hours(cast(cast(:yachts as text) as uuid[]), :hours) as told")
_EXCHANGES_OF = sa.text("select public.link_exchanges(cast(cast(:yachts as text) as uuid[]), :hours) as told")


async def stand(tx: Transaction, yacht_ids: Sequence[str], is_counted: bool) -> dict[str, dict[str, Any]]:
    """By yacht, in the order asked for, what it is called and how it stands; see `FleetBackend.fleet_status`."""
    told = await told_of(tx, _STAND_OF, yacht_ids, is_counted=is_counted)
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


async def hours(tx: Transaction, yacht_ids: Sequence[str], most: int) -> dict[str, dict[int, dict[str, Any]]]:
    """By yacht and how many hours ago, of the last `most`, what `YachtHour` counts."""
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for yacht_id, ago, *told in await told_of(tx, _HOURS_OF, yacht_ids, hours=most):
        found.setdefault(yacht_id, {})[ago] = dict(zip(_OF_HOUR, told, strict=True))
    return found


async def exchanges(tx: Transaction, yacht_ids: Sequence[str], most: int) -> dict[str, list[int]]:
    """By yacht how many exchanges each of the last `most` hours had, the oldest first."""
    found = {yacht_id: [0] * most for yacht_id in yacht_ids}
    for yacht_id, ago, counted in await told_of(tx, _EXCHANGES_OF, yacht_ids, hours=most):
        for hour, count in zip(ago, counted, strict=True):
            found[yacht_id][most - 1 - hour] = count
    return found


async def told_of(tx: Transaction, statement: sa.TextClause, yacht_ids: Sequence[str], **given: Any) -> list[Any]:
    """What a function tells of yachts as JSON; the yachts go there as one text, too."""
    told = (await tx.rows(statement, {"yachts": f"{{{','.join(yacht_ids)}}}", **given}))[0]["told"]
    return [] if told is None else msgspec.json.decode(told)
