"""What is to be bought for all yachts of a manager, read of the summaries.

A view of needs (summaries.py) is no yacht's, so no user reads the tables: the function answers as standing.py says.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from cloud_sync.functions import APPLICATION, DEFINER, Function
from shared_models.changes import Transaction
from shared_models.fleet import Wanted
from shared_models.types import Day, Identifier, Json, Quantity

_LIVE_YACHTS = 16
"""Up to so many are summed up when asked for; more are a view."""
_AMOUNTS = ("quantity", "approved", "ordered")
_NAMES = ("part_number", "manufacturer", "part_name", "unit", "impa_code")


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
    Function("public.needs_found(uuid[], text, text, integer, text, uuid, integer, integer)", _FOUND, APPLICATION),
)
"""In the order in which they can be made, after `standing.STANDING_FUNCTIONS`."""

_YACHTS = sa.bindparam("yachts", type_=sa.ARRAY(Identifier))
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
