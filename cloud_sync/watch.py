"""How each yacht stands, as whoever watches the shore sees it: one function of the database, asked with the permit."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from cloud_sync.functions import APPLICATION, DEFINER, Function
from shared_models.alerts import open_gauge
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
  where ctx.permits('yacht_figures:all', $1) and not f.is_test
$$"""
ALERTS_TOLD = sa.text("select * from public.alerts_told(cast(:yachts as uuid[]), :permit)")
_ALERTS = f"""create or replace function public.alerts_told(yachts uuid[], permit text)
returns table (yacht text, kind text, text text, opened_at timestamptz, resolved_at timestamptz)
language sql stable {DEFINER} as $$
  select case when f.is_test then null else y.name end, a.kind, a.text, a.opened_at, a.resolved_at
  from public.alerts a
  join public.yacht_registry y on y.yacht_id = a.yacht_id
  join public.yacht_feeds f on f.yacht_id = a.yacht_id
  where ctx.permits('alerts_told:all', $2) and ($1 is null or f.is_test or a.yacht_id = any ($1))
  order by a.resolved_at is not null, a.opened_at desc limit 200
$$"""
CHECKS_TOLD = sa.text("select * from public.checks_told(:permit)")
_CHECKS = f"""create or replace function public.checks_told(permit text)
returns table (at timestamptz, name text, status integer, took_ms integer, problem text)
language sql stable {DEFINER} as $$
  select c.at, c.name, c.status, c.took_ms, c.problem from public.health_checks c
  where ctx.permits('checks_told:all', $1) and c.at = (select max(l.at) from public.health_checks l)
  order by c.name
$$"""
WATCH_FUNCTIONS: tuple[Function, ...] = (
    Function("public.yacht_figures(text)", _FIGURES, APPLICATION),
    Function("public.alerts_told(uuid[], text)", _ALERTS, APPLICATION),
    Function("public.checks_told(text)", _CHECKS, APPLICATION),
)

_SHOWN = {
    "age_s": ("yacht_age_seconds", "Since the yacht's last exchange"),
    "backlog": ("yacht_backlog_entries", "What waited on board after it"),
    "lag": ("yacht_feed_lag_entries", "How many entries of the feed the node has not read"),
    "differs": ("yacht_digest_differs", "Whether the two sides differed after it"),
    "conflicts": ("yacht_conflicts_open", "Conflicts that nobody has acknowledged"),
    "quarantined": ("yacht_quarantined", "Entries that cannot be read"),
}


def gauges(yachts: Sequence[Mapping[str, Any]], alerts: Sequence[Mapping[str, Any]]) -> list[Gauge]:
    """The rows of `YACHT_FIGURES`, and how many alerts are open, for Prometheus; the age of a yacht that has never
    spoken is left out."""
    return [open_gauge(row["kind"] for row in alerts if row["resolved_at"] is None), *_each(yachts)]


def _each(yachts: Sequence[Mapping[str, Any]]) -> list[Gauge]:
    return [
        Gauge(name, text, [({"yacht": row["yacht"]}, float(row[key])) for row in yachts if row[key] is not None])
        for key, (name, text) in _SHOWN.items()
    ]
