"""How each yacht stands, as whoever watches the shore sees it: one function of the database, asked with the permit."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from cloud_sync.functions import APPLICATION, DEFINER, Function
from shared_models.metrics import Gauge

YACHT_FIGURES = sa.text("select * from public.yacht_figures(:permit)")
_FIGURES = f"""create or replace function public.yacht_figures(permit text)
returns table (yacht text, age_s double precision, backlog bigint, lag bigint, differs boolean, conflicts bigint,
  quarantined bigint)
language sql stable {DEFINER} as $$
  select y.name, extract(epoch from now() - f.last_exchange_at)::double precision, f.node_backlog,
    f.position - f.node_position, f.digest_matches is false, coalesce(o.open, 0), coalesce(q.unread, 0)
  from public.yacht_registry y
  join public.yacht_feeds f on f.yacht_id = y.yacht_id
  left join public.yacht_conflicts o on o.yacht_id = y.yacht_id
  left join (
    select p.yacht_id, count(*) as unread from public.pms_quarantine p where p.read_at is null group by p.yacht_id
  ) q on q.yacht_id = y.yacht_id
  where ctx.permits('yacht_figures:all', $1)
$$"""
WATCH_FUNCTIONS: tuple[Function, ...] = (Function("public.yacht_figures(text)", _FIGURES, APPLICATION),)

_SHOWN = {
    "age_s": ("yacht_age_seconds", "Since the yacht's last exchange"),
    "backlog": ("yacht_backlog_entries", "What waited on board after it"),
    "lag": ("yacht_feed_lag_entries", "How many entries of the feed the node has not read"),
    "differs": ("yacht_digest_differs", "Whether the two sides differed after it"),
    "conflicts": ("yacht_conflicts_open", "Conflicts that nobody has acknowledged"),
    "quarantined": ("yacht_quarantined", "Entries that cannot be read"),
}


def gauges(yachts: Sequence[Mapping[str, Any]]) -> list[Gauge]:
    """The rows of `YACHT_FIGURES` for Prometheus; the age of a yacht that has never spoken is left out."""
    return [
        Gauge(name, text, [({"yacht": row["yacht"]}, float(row[key])) for row in yachts if row[key] is not None])
        for key, (name, text) in _SHOWN.items()
    ]
