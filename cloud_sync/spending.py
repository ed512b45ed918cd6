"""What requests are estimated to cost, by yacht, how far they have come, and currency. Nothing is ever converted."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from cloud_sync.functions import APPLICATION, DEFINER, Function
from cloud_sync.standing import told_of
from shared_models.changes import Transaction
from shared_models.states import AWAITING_DECISION, ORDERED, Status

_ON_ORDER = ORDERED - {Status.FULFILLED, Status.INSTALLED}
_REACHED = {
    "awaiting": AWAITING_DECISION,
    "approved": {Status.APPROVED},
    "ordered": _ON_ORDER,
    "received": set(Status) - AWAITING_DECISION - {Status.APPROVED, Status.REJECTED} - _ON_ORDER,
}
STAGES = tuple(_REACHED)
_SUMS = (*STAGES, "total")


def _among(statuses: Iterable[Status]) -> str:
    return ", ".join(f"'{status.value}'" for status in sorted(statuses))


def _texts(row: str, wrapped: str = "{0}") -> str:
    return ", ".join(f"trim_scale({wrapped.format(f'{row}.{name}')})::text" for name in _SUMS)


_BY_STAGE = ", ".join(
    f"coalesce(sum(k.value) filter (where k.status in ({_among(statuses)})), 0) as {stage}"
    for stage, statuses in _REACHED.items()
)
_SPENDING = f"""create or replace function public.fleet_spending(yachts uuid[], before bigint, most bigint)
returns text language sql stable {DEFINER} as $$
  with spent as (
    select k.currency, k.yacht_id, {_BY_STAGE}, sum(k.value) as total, sum(k.without_price) as without_price,
      row_number() over (partition by k.currency order by sum(k.value) desc, k.yacht_id) as place
    from public.yacht_tallies k join unnest(yachts) y on k.yacht_id = y
    where k.items > 0 and k.status <> '{Status.REJECTED.value}' and ctx.sees(yachts)
    group by k.currency, k.yacht_id
  ), told as (
    select s.currency, json_build_array(s.currency, count(*), sum(s.without_price), max(s.total)::double precision,
      json_build_array({_texts("s", "sum({0})")}),
      coalesce(json_agg(json_build_array(s.yacht_id, {_texts("s")}) order by s.place)
        filter (where s.place - before between 1 and most), '[]')) as of_currency
    from spent s group by s.currency
  )
  select json_agg(t.of_currency order by t.currency collate "C")::text from told t
$$"""
SPENDING_FUNCTIONS: tuple[Function, ...] = (
    Function("public.fleet_spending(uuid[], bigint, bigint)", _SPENDING, APPLICATION),
)
"""In the order in which they can be made, after `needs.NEED_FUNCTIONS`."""
_SPENDING_OF = sa.text("select public.fleet_spending(cast(cast(:yachts as text) as uuid[]), :before, :most) as told")


async def spending(tx: Transaction, yacht_ids: Sequence[str], before: int, most: int) -> list[dict[str, Any]]:
    """For each currency ("": none was given), by name: `total` by stage and in all, `yacht_count`, the `highest` total
    of a yacht, and of the `yachts`, those with the highest first, the values of at most `most` behind the first
    `before`.

    The value is the estimated price of each times what was ordered, else approved, else asked for. Rejected and
    deleted requests count for nothing; `without_price`: how many others nobody has put a price on.
    """
    told = await told_of(tx, _SPENDING_OF, yacht_ids, before=before, most=most)
    return [
        {
            "currency": currency, "yacht_count": count, "without_price": without_price, "highest": highest,
            "total": dict(zip(_SUMS, total, strict=True)),
            "yachts": [{"yacht_id": row[0], **dict(zip(_SUMS, row[1:], strict=True))} for row in yachts],
        }
        for currency, count, without_price, highest, total, yachts in told
    ]  # fmt: skip
