"""What the health worker keeps, on both sides alike: how its checks went, the alerts that stand, and who was told."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any

import httpx
import sqlalchemy as sa
from sqlmodel import Field, SQLModel
from uuid_utils.compat import uuid7

from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.health import KINDS, Check, seen, wrong
from shared_models.metrics import Gauge
from shared_models.tables import primary, table_of
from shared_models.types import Identifier, Moment

log = logging.getLogger("lazarette.health")

KEPT_DAYS = 30
_TOLD_WITHIN_MS = 86_400_000
"""What is older is no news: a webhook that is set later does not get all that ever was."""
_TIMEOUT_S = 10.0
_STANDS = sa.text("resolved_at is null")


class HealthCheck(SQLModel, table=True):
    """How one check of the health worker went; ashore under the test yacht. Those of one run have the same `at`."""

    __tablename__ = "health_checks"
    yacht_id: str = Field(sa_type=Identifier)
    at: str = Field(sa_type=Moment)
    name: str = Field(sa_type=sa.Text)
    status: int
    took_ms: int
    problem: str | None = Field(sa_type=sa.Text)
    __table_args__ = (primary("yacht_id", "at", "name"),)


class Alert(SQLModel, table=True):
    """Something that is wrong until it is resolved: with the shore (under the test yacht), with one yacht, or on board.

    `told`: what the webhook has had of it: 0 nothing, 1 that it stands, 2 that it is over.
    """

    __tablename__ = "alerts"
    yacht_id: str = Field(sa_type=Identifier)
    id: str = Field(sa_type=Identifier)
    kind: str = Field(sa_type=sa.Text)
    text: str = Field(sa_type=sa.Text)
    opened_at: str = Field(sa_type=Moment)
    resolved_at: str | None = Field(sa_type=Moment)
    told: int = Field(sa_column_kwargs={"server_default": sa.text("0")})
    __table_args__ = (
        primary("yacht_id", "id"),
        sa.Index(
            "open_alerts_by_kind", "yacht_id", "kind", unique=True, postgresql_where=_STANDS, sqlite_where=_STANDS
        ),
    )


CHECKS, ALERTS = table_of(HealthCheck), table_of(Alert)


async def due(
    tx: Transaction, yacht_id: str, checks: Sequence[Check], hours: Sequence[Mapping[str, Any]], now_ms: int
) -> dict[tuple[str, str], str]:
    """A sentence by yacht and kind for each alert that is due after a run's checks, which are stored.

    `hours`: the rows of the last `LOOK_BACK_MS`, with the columns of `MEASURED`."""
    was_bad, times_ms = await _earlier(tx, yacht_id, now_ms)
    await _keep(tx, yacht_id, checks, now_ms)
    return {(yacht_id, kind): text for kind, text in wrong(seen(checks, was_bad, times_ms, hours)).items()}


async def _keep(tx: Transaction, yacht_id: str, checks: Iterable[Check], now_ms: int) -> None:
    """Store a run's checks, and let go what is older than `KEPT_DAYS`."""
    rows = [{"yacht_id": yacht_id, "at": moment(now_ms), **vars(one)} for one in checks]
    await tx.rows(CHECKS.insert(), rows)
    before = moment(now_ms - KEPT_DAYS * 86_400_000)
    await tx.rows(CHECKS.delete().where(CHECKS.c.at < before))
    await tx.rows(ALERTS.delete().where(ALERTS.c.resolved_at < before))


async def _earlier(tx: Transaction, yacht_id: str, now_ms: int) -> tuple[bool, list[int]]:
    """Whether the last run was bad, if it was within the hour, and how long the checks of the last hour took."""
    within = sa.and_(CHECKS.c.yacht_id == yacht_id, CHECKS.c.at >= moment(now_ms - 3_600_000))
    rows = await tx.rows(sa.select(CHECKS.c.at, CHECKS.c.took_ms, CHECKS.c.problem).where(within))
    last = max((row["at"] for row in rows), default=None)
    return any(row["problem"] for row in rows if row["at"] == last), [row["took_ms"] for row in rows]


async def stand(tx: Transaction, found: Mapping[tuple[str, str], str], now_ms: int) -> None:
    """Open what is new, and resolve what is over. `found`: a sentence by yacht and kind."""
    standing = {(row["yacht_id"], row["kind"]): row["id"] for row in await standing_alerts(tx)}
    for (yacht_id, kind), text in found.items():
        if (yacht_id, kind) not in standing:
            log.error("alert: %s", text, extra={"said": {"yacht_id": yacht_id, "kind": kind}})
            row = {"yacht_id": yacht_id, "id": str(uuid7()), "kind": kind, "text": text, "opened_at": moment(now_ms)}
            await tx.rows(ALERTS.insert().values(row))
    for (yacht_id, kind), alert_id in standing.items():
        if (yacht_id, kind) not in found:
            log.info("resolved", extra={"said": {"yacht_id": yacht_id, "kind": kind}})
            await tx.rows(_one(yacht_id, alert_id).values(resolved_at=moment(now_ms)))


async def standing_alerts(tx: Transaction) -> list[Mapping[str, Any]]:
    """The rows of those that stand, the newest first."""
    return list(
        await tx.rows(sa.select(ALERTS).where(ALERTS.c.resolved_at.is_(None)).order_by(ALERTS.c.opened_at.desc()))
    )


def open_gauge(kinds: Iterable[str]) -> Gauge:
    """How many alerts stand, by kind, for Prometheus."""
    opened = Counter(kinds)
    return Gauge("alerts_open", "Alerts that stand", [({"kind": kind}, opened[kind]) for kind in KINDS])


def _one(yacht_id: str, alert_id: str) -> Any:
    return ALERTS.update().where(ALERTS.c.yacht_id == yacht_id, ALERTS.c.id == alert_id)


async def untold(tx: Transaction, now_ms: int) -> list[Mapping[str, Any]]:
    """The rows of alerts of which the webhook has not had all, the oldest first."""
    due = sa.case((ALERTS.c.resolved_at.is_(None), 1), else_=2)
    is_news = sa.func.coalesce(ALERTS.c.resolved_at, ALERTS.c.opened_at) > moment(now_ms - _TOLD_WITHIN_MS)
    return list(await tx.rows(sa.select(ALERTS).where(ALERTS.c.told < due, is_news).order_by(ALERTS.c.opened_at)))


async def note_told(tx: Transaction, row: Mapping[str, Any]) -> None:
    """The webhook took what `tell` posted."""
    await tx.rows(_one(row["yacht_id"], row["id"]).values(told=row["told"] + 1))


async def tell(
    url: str,
    rows: Iterable[Mapping[str, Any]],
    names: Mapping[str, str],
    side: str,
    took: Callable[[Mapping[str, Any]], Awaitable[None]],
) -> None:
    """Post of each alert the next that the webhook has not had: that it stands, or that it is over; `took` notes that
    it was taken. What is not taken, and what is behind it, is posted again the next time.

    `names`: of yachts; an alert under another id is about the side itself.
    """
    for row in rows:
        if not await _taken(url, row, names.get(row["yacht_id"]), side):
            return
        await took(row)


async def _taken(url: str, row: Mapping[str, Any], yacht: str | None, side: str) -> bool:
    """Whether the webhook took it. The address may hold a secret and is not logged."""
    sent = {name: row[name] for name in ("id", "kind", "text", "opened_at", "resolved_at")}
    sent |= {"state": "over" if row["told"] else "open", "yacht": yacht, "side": side}
    try:
        async with httpx.AsyncClient(timeout=_TIMEOUT_S, trust_env=False) as client:
            answer = await client.post(url, json=sent)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        log.warning("the webhook of alerts does not answer: %s", type(error).__name__)
        return False
    if not answer.is_success:
        log.warning("the webhook of alerts answered %s", answer.status_code)
    return answer.is_success
