"""What GET /v1/sync/status answers on board, in figures that a person can use."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from edge_node.database import ReadTransaction
from edge_node.persist import IN_BACKLOG, OUTBOX, STATE
from edge_node.sync import Engine, is_new
from edge_node.tables import SyncExchange
from shared_models.alerts import open_gauge, standing_alerts
from shared_models.changes import Transaction
from shared_models.entries import moment, wall_ms_of
from shared_models.journal import IS_CONFLICT
from shared_models.metrics import Gauge
from shared_models.tables import Notice, OutcomeRow, Quarantined, table_of

_EXCHANGES, _NOTICES, _OUTCOMES = table_of(SyncExchange), table_of(Notice), table_of(OutcomeRow)
_QUARANTINE = table_of(Quarantined)
_COST = ("bytes_up", "bytes_down", "round_trips")
_LATEST_NOTICES = 20
_USUAL_RATE_BYTES_PER_S = 8_000
"""Of a slow satellite link, until exchanges have shown the real one."""
_ENTRY_BYTES = 70


async def status(engine: Engine, tx: ReadTransaction) -> dict[str, Any]:
    """Link, backlog, last exchange, the day's bytes, what is left of the budget, and what waits for a person."""
    state = (await tx.rows(sa.select(STATE).where(STATE.c.yacht_id == engine.yacht_id)))[0]
    count = sa.func.count().label("total")
    urgent = sa.func.coalesce(sa.func.sum(sa.case((OUTBOX.c.priority == 0, 1), else_=0)), 0).label("urgent")
    backlog = (await tx.rows(sa.select(count, urgent).select_from(OUTBOX).where(IN_BACKLOG)))[0]
    midnight = moment(engine.now_ms())[:10]
    sums = [sa.func.coalesce(sa.func.sum(_EXCHANGES.c[n]), 0).label(n) for n in _COST]
    today = (await tx.rows(sa.select(*sums, count).where(_EXCHANGES.c.at >= midnight)))[0]
    unread = sa.select(count).select_from(_QUARANTINE).where(_QUARANTINE.c.read_at.is_(None))
    quarantined = (await tx.rows(unread))[0]["total"]
    waiting = sa.select(count).where(IS_CONFLICT, _OUTCOMES.c.acknowledged_by.is_(None))
    unacknowledged = (await tx.rows(waiting))[0]["total"]
    notices = await tx.rows(
        sa.select(_NOTICES.c.at, _NOTICES.c.kind, _NOTICES.c.text).order_by(_NOTICES.c.at.desc()).limit(_LATEST_NOTICES)
    )
    return {
        "link": engine.link,
        "since": engine.since,
        "catching_up_since": await catching_up_since(tx),
        "backlog": {
            "total": backlog["total"], "urgent": backlog["urgent"], "other": backlog["total"] - backlog["urgent"],
        },
        "last_exchange": engine.last.as_dict() if engine.last else await last_exchange(tx),
        "last_good_exchange": engine.last_good.as_dict() if engine.last_good else await last_exchange(tx, "ok"),
        "today": {**{name: today[name] for name in _COST}, "exchanges": today["total"]},
        "budget_left_bytes": await engine.budget_left(),
        "budget": {"exchange_bytes": engine.budget.exchange_bytes, "day_bytes": engine.budget.day_bytes},
        "drain_s": _drain_s(backlog["total"]),
        "running": _running(engine),
        "connection_life_bytes": engine.pace.life_bytes,
        "position": state["position"],
        "digest": state["digest"].hex(),
        "is_new": is_new(state),
        "quarantined": quarantined,
        "unacknowledged": unacknowledged,
        "notices": [dict(row) for row in notices],
        "alerts": [{name: row[name] for name in ("kind", "text", "opened_at")} for row in await standing_alerts(tx)],
    }  # fmt: skip


async def catching_up_since(tx: ReadTransaction) -> str | None:
    """When this node's data was restored or found to be a copy's, until it has exchanged with the shore after that."""
    begun = sa.select(sa.func.max(_NOTICES.c.at, type_=sa.Text).label("at")).where(_NOTICES.c.kind == "epoch_begun")
    at: str | None = (await tx.rows(begun))[0]["at"]
    good = await last_exchange(tx, "ok")
    return None if at is None or (good is not None and good["at"] > at) else at


def _running(engine: Engine) -> dict[str, int] | None:
    """How far the exchange that is running has got."""
    progress = engine.progress
    if not progress.is_running:
        return None
    return {
        "sent": progress.sent, "waiting": progress.waiting, "position": progress.position, "head": progress.head,
    }  # fmt: skip


def _drain_s(total: int) -> int:
    """About how long the backlog takes at the rate of a slow link."""
    return round(total * _ENTRY_BYTES / _USUAL_RATE_BYTES_PER_S) + (1 if total else 0)


async def last_exchange(tx: Transaction, outcome: str | None = None) -> dict[str, Any] | None:
    """The last exchange before this start."""
    columns = [_EXCHANGES.c[name] for name in ("at", *_COST, "outcome")]
    such = sa.true() if outcome is None else _EXCHANGES.c.outcome == outcome
    rows = await tx.rows(sa.select(*columns).where(such).order_by(_EXCHANGES.c.at.desc()).limit(1))
    return dict(rows[0]) if rows else None


def gauges(shown: Mapping[str, Any], now_ms: int, wal_bytes: int) -> list[Gauge]:
    """The status as figures for Prometheus; the age of the last good exchange is left out before there was one."""
    backlog, good = shown["backlog"], shown["last_good_exchange"]
    found = {
        "link_up": ("Whether the last try reached the shore", float(shown["link"] == "up")),
        "feed_position": ("How far the feed is read", shown["position"]),
        "conflicts_open": ("Conflicts that nobody has acknowledged", shown["unacknowledged"]),
        "quarantined": ("Entries that cannot be read", shown["quarantined"]),
        "wal_bytes": ("How large the write-ahead log is", wal_bytes),
    }
    if good is not None:
        found["exchange_age_seconds"] = (
            "Since the last exchange that went well",
            now_ms / 1000 - wall_ms_of(good["at"]) / 1000,
        )
    each = [({"kind": kind}, float(backlog[kind])) for kind in ("total", "urgent")]
    return [
        Gauge("backlog_entries", "What waits to go ashore", each),
        open_gauge(alert["kind"] for alert in shown["alerts"]),
        *(Gauge(name, text, [({}, float(value))]) for name, (text, value) in found.items()),
    ]
