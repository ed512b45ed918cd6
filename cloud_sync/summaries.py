"""Summaries of the yachts' lists, so that no page counts a fleet's items: kept by triggers, once for each statement.

A yacht's own (`yacht_tallies`, `yacht_conflicts`, `yacht_needs`) are changed in the transaction that changes its rows.
What many yachts need together belongs to no one transaction: each leaves its difference in `need_changes`, unlocked by
anybody else, and whoever reads a view (a set of yachts, whichever somebody sees) folds what waits there first. So a
view is exact, and belongs to nobody who does not see all of its yachts (`needs.py`).
"""

from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa

from cloud_sync.functions import DEFINER, Function
from cloud_sync.tables import NeededPart
from shared_models.changes import Transaction
from shared_models.resolve import Rule
from shared_models.states import OPEN, ORDERED, Status
from shared_models.types import Identifier

_ITEMS, _OUTCOMES, _PARTS = "pms_shopping_list_items", "pms_entry_outcomes", "pms_parts"
_FOLD_LOCK = 5_102_121
"""An advisory lock: one folds at a time."""
VIEW_KEPT_DAYS = 7

PART = tuple(NeededPart.model_fields)
"""The columns that all tables of needs share."""
_NAMED = ("part_number", "manufacturer", "part_name", "unit")
_AMOUNTS = ("items", "quantity", "approved", "ordered")


def _among(statuses: frozenset[Status]) -> str:
    return ", ".join(f"'{status.value}'" for status in Status if status in statuses)


_OPEN = f"r.status in ({_among(OPEN)})"
_QUANTITY = "coalesce(r.quantity_approved, r.quantity_requested)"


def part_key(row: str) -> str:
    """What makes the parts of two requests the same: part number (without one: name), maker and unit, case folded."""
    number = f"nullif({row}.part_number, '')"
    told = f"{number} is null, lower(coalesce({number}, {row}.part_name))"
    named = f"jsonb_build_array({told}, lower(coalesce({row}.manufacturer, '')), lower(coalesce({row}.unit, '')))"
    return f"encode(substr(sha256(convert_to({named}::text, 'UTF8')), 1, 16), 'hex')::uuid"


def _tallied(sign: int, rows: str) -> str:
    """What each item counts for in `yacht_tallies`."""
    ordered = f"coalesce(r.quantity_ordered, {_QUANTITY})"
    return f"""select {sign} as sign, r.yacht_id, r.status, upper(coalesce(r.metadata ->> 'currency', '')) as currency,
      ({_OPEN} and r.urgency is not distinct from 'critical')::integer as critical,
      (r.estimated_unit_price is null)::integer as without_price,
      coalesce({ordered} * r.estimated_unit_price, 0) as value
    from {rows} r where r.deleted_at is null"""


def _needed(sign: int, rows: str, more: str = "") -> str:
    """What each open item counts for in `yacht_needs`."""
    return f"""select {sign} as sign, r.yacht_id, {part_key("r")} as part_key,
      {", ".join(f"r.{name}" for name in _NAMED)}, r.required_by_date,
      coalesce(r.part_id, r.candidate_promoted_to_part_id) as part_id, {_QUANTITY} as quantity,
      case when r.status = '{Status.APPROVED.value}' then {_QUANTITY} else 0 end as approved,
      case when r.status in ({_among(ORDERED)}) then {_QUANTITY} else 0 end as ordered,
      (select p.impa_code from public.{_PARTS} p
        where p.yacht_id = r.yacht_id and p.id = coalesce(r.part_id, r.candidate_promoted_to_part_id)) as impa_code
    from {rows} r where r.deleted_at is null and {_OPEN}{more}"""


def _sums(names: Sequence[str]) -> str:
    return ", ".join(f"sum(c.sign * c.{name}) as {name}" for name in names)


def _tallies(changed: str) -> str:
    sums = _sums(("critical", "without_price", "value"))
    return f"""select c.yacht_id, c.status, c.currency, sum(c.sign) as items, {sums}
    from ({changed}) c group by c.yacht_id, c.status, c.currency"""


def _needs(changed: str) -> str:
    """By yacht and part; of several names, one that a request has now. `went`: the first day that counts no more."""
    now = ", ".join(
        f"coalesce(max(c.{name}) filter (where c.sign > 0), max(c.{name})) as {name}" for name in (*_NAMED, "impa_code")
    )
    return f"""select c.yacht_id, c.part_key, {now}, sum(c.sign) as items, {_sums(_AMOUNTS[1:])},
      (max(c.part_id::text) filter (where c.sign > 0))::uuid as part_id,
      min(c.required_by_date) filter (where c.sign > 0) as required_by_date,
      min(c.required_by_date) filter (where c.sign < 0) as went, min(c.part_name) <> max(c.part_name) as is_renamed
    from ({changed}) c group by c.yacht_id, c.part_key"""


def _added(table: str, names: Sequence[str]) -> str:
    return ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in names)


def _renamed(table: str) -> str:
    """The names of what is wanted; those of a request that is over do not replace another's."""
    named = (f"{name} = case when excluded.items < 0 then {table}.{name} else excluded.{name} end" for name in _NAMED)
    return f"{', '.join(named)}, impa_code = coalesce(excluded.impa_code, {table}.impa_code)"


_NEED_COLUMNS = ", ".join(("yacht_id", *PART, "part_id", "required_by_date"))
# The day of a request that is over, or was moved, may have been the first: then the others are asked, which are few.
_FIRST_DAY = f"""case
      when n.items + excluded.items = 0 then null
      when excluded.required_by_date <= n.required_by_date or n.required_by_date is null then excluded.required_by_date
      else (select min(r.required_by_date) from public.{_ITEMS} r
        where r.yacht_id = n.yacht_id and r.deleted_at is null and {_OPEN} and {part_key("r")} = n.part_key)
    end"""


def _kept(new: str | None, old: str | None) -> str:
    """What the trigger on items does. `new`, `old`: the transition tables that there are."""

    def changed(counted: Callable[[int, str], str]) -> str:
        return "\n    union all ".join(counted(sign, rows) for sign, rows in ((1, new), (-1, old)) if rows)

    first_day = _FIRST_DAY if old else "least(n.required_by_date, excluded.required_by_date)"
    return f"""insert into public.yacht_tallies as t (
      yacht_id, status, currency, items, critical, without_price, value
    ) select * from ({_tallies(changed(_tallied))}) d
    where (d.items, d.critical, d.without_price, d.value) <> (0, 0, 0, 0)
    on conflict (yacht_id, status, currency) do update set
      {_added("t", ("items", "critical", "without_price", "value"))};
    with differing as (
      select * from ({_needs(changed(_needed))}) d
      where (d.items, d.quantity, d.approved, d.ordered) <> (0, 0, 0, 0) or d.is_renamed
        or d.required_by_date is distinct from d.went
    ), kept as (
      insert into public.yacht_needs as n ({_NEED_COLUMNS}) select {_NEED_COLUMNS} from differing
      on conflict (yacht_id, part_key) do update set {_renamed("n")}, {_added("n", _AMOUNTS)},
        part_id = coalesce(excluded.part_id, n.part_id), required_by_date = {first_day}
      returning n.yacht_id, n.part_key, n.items as here
    )
    insert into public.need_changes (yacht_id, yachts, {", ".join(PART)})
    select d.yacht_id, (k.here > 0)::integer - (k.here - d.items > 0)::integer,
      {", ".join(f"d.{name}" for name in PART)}
    from differing d join kept k on k.yacht_id = d.yacht_id and k.part_key = d.part_key;"""


_SUMMARIZE = f"""create or replace function public.summarize_items() returns trigger
language plpgsql {DEFINER} as $$
begin
  if tg_op = 'INSERT' then
    {_kept("new_rows", None)}
  elsif tg_op = 'UPDATE' then
    {_kept("new_rows", "old_rows")}
  else
    {_kept(None, "old_rows")}
  end if;
  return null;
end $$"""


def _conflicts(sign: int, rows: str) -> str:
    return f"""select {sign} as sign, r.yacht_id from {rows} r
    where r.rule is not null and r.rule <> '{Rule.AGREED.value}' and r.acknowledged_by is null"""


def _conflicts_kept(*changed: str) -> str:
    return f"""insert into public.yacht_conflicts as t (yacht_id, open)
    select c.yacht_id, sum(c.sign) from ({" union all ".join(changed)}) c group by c.yacht_id having sum(c.sign) <> 0
    on conflict (yacht_id) do update set {_added("t", ("open",))};"""


_SUMMARIZE_CONFLICTS = f"""create or replace function public.summarize_conflicts() returns trigger
language plpgsql {DEFINER} as $$
begin
  if tg_op = 'INSERT' then
    {_conflicts_kept(_conflicts(1, "new_rows"))}
  elsif tg_op = 'UPDATE' then
    {_conflicts_kept(_conflicts(1, "new_rows"), _conflicts(-1, "old_rows"))}
  else
    {_conflicts_kept(_conflicts(-1, "old_rows"))}
  end if;
  return null;
end $$"""

_NOTHING = ", ".join("0" for _ in _AMOUNTS)
_CODED = f"""create or replace function public.summarize_codes() returns trigger
language plpgsql {DEFINER} as $$
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
  insert into public.need_changes (yacht_id, yachts, {", ".join(PART)})
  select t.yacht_id, 0, {", ".join(f"t.{name}" for name in PART if name not in _AMOUNTS)}, {_NOTHING} from told t;
  return null;
end $$"""
"""A code that the catalogue learns later."""

_PARTS_COLUMNS = ", ".join(PART)
_FOLD = f"""create or replace function public.fold_needs(fresh uuid, fresh_yachts uuid[]) returns void
language plpgsql {DEFINER} as $$
begin
  perform pg_advisory_xact_lock({_FOLD_LOCK});
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
    select v.view_id, g.part_key, {
    ", ".join(f"coalesce(max(g.{name}) filter (where g.items >= 0), max(g.{name})) as {name}" for name in _NAMED)
}, max(g.impa_code) as impa_code, {", ".join(f"sum(g.{name}) as {name}" for name in (*_AMOUNTS, "yachts"))}
    from gone g join public.need_view_yachts v on v.yacht_id = g.yacht_id
    group by v.view_id, g.part_key
  ), fresh_parts as (
    select fresh as view_id, n.part_key, {", ".join(f"max(n.{name}) as {name}" for name in (*_NAMED, "impa_code"))},
      {", ".join(f"sum(n.{name}) as {name}" for name in _AMOUNTS)}, count(*) as yachts
    from public.yacht_needs n where fresh is not null and n.yacht_id = any (fresh_yachts) and n.items > 0
    group by n.part_key
  )
  insert into public.need_view_parts as p (view_id, {_PARTS_COLUMNS}, yachts)
  select view_id, {_PARTS_COLUMNS}, yachts from summed
  union all select view_id, {_PARTS_COLUMNS}, yachts from fresh_parts
  on conflict (view_id, part_key) do update set {_renamed("p")}, {_added("p", (*_AMOUNTS, "yachts"))};
  if fresh is not null then
    insert into public.need_views (view_id, read_at) values (fresh, now());
    insert into public.need_view_yachts (yacht_id, view_id) select y, fresh from unnest(fresh_yachts) y;
  end if;
end $$"""

_FORGET = f"""create or replace function public.forget_views(yacht_id uuid, unread_days integer) returns void
language plpgsql {DEFINER} as $$
declare
  over uuid[];
begin
  perform pg_advisory_xact_lock({_FOLD_LOCK});
  select coalesce(array_agg(v.view_id), '{{}}') into over from public.need_views v
  where v.read_at < now() - make_interval(days => unread_days) or exists (
    select from public.need_view_yachts y where y.view_id = v.view_id and y.yacht_id = forget_views.yacht_id);
  delete from public.need_view_parts p where p.view_id = any (over);
  delete from public.need_view_yachts y where y.view_id = any (over);
  delete from public.need_views v where v.view_id = any (over);
end $$"""
"""Drop the views with a yacht, and those that nobody has read for so long; they are made again when asked for."""

_COUNTED = (f"public.{_ITEMS}", f"public.{_OUTCOMES}")
_TALLY_COLUMNS = "yacht_id, status, currency, items, critical, without_price, value"
COUNTED_ANEW = {
    "yacht_tallies": f"select {_TALLY_COLUMNS} from ({_tallies(_tallied(1, _COUNTED[0]))}) t",
    "yacht_conflicts": f"select c.yacht_id, count(*) as open from ({_conflicts(1, _COUNTED[1])}) c group by c.yacht_id",
    "yacht_needs": f"select {_NEED_COLUMNS} from ({_needs(_needed(1, _COUNTED[0]))}) n",
}
"""The summaries of a yacht, from its rows."""


def _rebuilt() -> str:
    steps = "\n".join(
        f"""  delete from public.{table} t where t.yacht_id = yacht;
  insert into public.{table} ({
            _NEED_COLUMNS if table == "yacht_needs" else "yacht_id, open" if "conflicts" in table else _TALLY_COLUMNS
        })
  select * from ({counted}) t where t.yacht_id = yacht;"""
        for table, counted in COUNTED_ANEW.items()
    )
    return f"""create or replace function public.rebuild_summaries(yacht uuid) returns void
language plpgsql {DEFINER} as $$
begin
  perform from public.yacht_feeds f where f.yacht_id = yacht for update;
  perform public.forget_views(yacht, {VIEW_KEPT_DAYS});
  delete from public.need_changes c where c.yacht_id = yacht;
{steps}
end $$"""


SUMMARY_FUNCTIONS: tuple[Function, ...] = (
    Function("public.summarize_items()", _SUMMARIZE),
    Function("public.summarize_conflicts()", _SUMMARIZE_CONFLICTS),
    Function("public.summarize_codes()", _CODED),
    Function("public.fold_needs(uuid, uuid[])", _FOLD),
    Function("public.forget_views(uuid, integer)", _FORGET),
    Function("public.rebuild_summaries(uuid)", _rebuilt()),
)
"""In the order in which they can be made. The last is for the shore's owner."""


def summary_triggers() -> Iterator[str]:
    """CREATE TRIGGER, once for each statement."""
    for table, function, events in (
        (_ITEMS, "summarize_items", ("insert", "update", "delete")),
        (_OUTCOMES, "summarize_conflicts", ("insert", "update", "delete")),
        (_PARTS, "summarize_codes", ("insert", "update")),
    ):
        for event in events:
            rows = {"insert": "new table as new_rows", "delete": "old table as old_rows"}.get(
                event, "old table as old_rows new table as new_rows"
            )
            yield f"""create trigger trg_{function}_{event} after {event} on public.{table}
referencing {rows}
for each statement execute function public.{function}()"""


_COMPARED = {
    "yacht_tallies": _TALLY_COLUMNS, "yacht_conflicts": "yacht_id, open",
    "yacht_needs": f"yacht_id, part_key, required_by_date, {', '.join(_AMOUNTS)}",
}  # fmt: skip
_OF_YACHT = sa.bindparam("yacht", type_=Identifier())


def _count(kept: str, now: str) -> sa.TextClause:
    """How many rows only one of two queries gives."""
    return sa.text(f"select count(*) as wrong from ((({kept}) except {now}) union all (({now}) except {kept})) d")


def _differing(table: str, counted: str) -> sa.TextClause:
    columns, present = _COMPARED[table], "open <> 0" if table == "yacht_conflicts" else "items <> 0"
    kept = f"(select {columns} from public.{table} where yacht_id = :yacht and {present})"
    now = f"(select {columns} from ({counted}) c where yacht_id = :yacht)"
    return _count(kept, now).bindparams(_OF_YACHT)


_VIEWS_DIFFERING = _count(
    f"(select view_id, part_key, yachts, {', '.join(_AMOUNTS)} from public.need_view_parts where items <> 0)",
    f"""(select v.view_id, n.part_key, count(*), {", ".join(f"sum(n.{name})" for name in _AMOUNTS)}
    from public.need_view_yachts v join public.yacht_needs n on n.yacht_id = v.yacht_id and n.items > 0
    group by v.view_id, n.part_key)""",
)


async def differing(tx: Transaction, yacht_id: str) -> list[str]:
    """A sentence for each summary of a yacht that is not what its rows give. Needs the owner's eyes."""
    found = {
        table: (await tx.rows(_differing(table, counted), {"yacht": yacht_id}))[0]["wrong"]
        for table, counted in COUNTED_ANEW.items()
    }
    return [f"{wrong} rows of {table} are not what the yacht's rows give" for table, wrong in found.items() if wrong]


async def views_differing(tx: Transaction) -> list[str]:
    """A sentence if a view of several yachts is not what its yachts' needs give."""
    await tx.rows(sa.text("select public.fold_needs(null, null)"))
    wrong = (await tx.rows(_VIEWS_DIFFERING))[0]["wrong"]
    return [f"{wrong} rows of need_view_parts are not what the yachts' needs give"] if wrong else []


async def rebuild(tx: Transaction, yacht_id: str) -> None:
    """Count a yacht's summaries anew. Needs the owner's rights."""
    again = sa.text("select public.rebuild_summaries(:yacht)").bindparams(_OF_YACHT)
    await tx.rows(again, {"yacht": yacht_id})
