"""The health worker: every 15 minutes it asks the shore over HTTP what people ask it, keeps how that went, and raises
alerts, which stand until what they say is over.

It acts on a yacht of its own (`lazarette shore yacht add NAME --test`), under each role; that yacht is no fleet's.
"""

import logging
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import uuid4

import httpx
import sqlalchemy as sa
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.ext.asyncio import AsyncConnection
from uuid_utils.compat import uuid7

from cloud_sync.admin import administering
from cloud_sync.backend import ShoreBackend
from cloud_sync.measured import BUCKETS_MS, within_ms
from cloud_sync.tables import Alert, HealthCheck, YachtFeed, YachtHour
from shared_models.entries import moment
from shared_models.roles import Role
from shared_models.tables import UserRole, Yacht, table_of

log = logging.getLogger("lazarette.health")

EVERY_S, KEPT_DAYS = 15 * 60, 30
SLOW_MS, MOST_FAILED = 200, 0.01
_HEALTH_LOCK = 5_102_120
"""An advisory lock: of several workers on one database, one looks."""
_TIMEOUT_S = 10.0
_CLIENT = "the health worker"
_FEWEST = 20
"""So many answers at least, or their 95th percentile says nothing."""
_CHECKS, _ALERTS, _FEEDS = table_of(HealthCheck), table_of(Alert), table_of(YachtFeed)
_HOURS, _ROLES, _YACHTS = table_of(YachtHour), table_of(UserRole), table_of(Yacht)


@dataclass(frozen=True)
class Check:
    """How one question was answered. `status` 0: not at all."""

    name: str
    status: int
    took_ms: int
    problem: str | None


@dataclass
class Run:
    """Asks what is to be asked, one after the other."""

    client: httpx.AsyncClient
    done: list[Check] = field(default_factory=list)

    async def ask(
        self, name: str, path: str, token: str = "", body: object = None, wanted: int = 200,
        is_so: Callable[[Any], bool] = lambda _: True,
    ) -> Any:  # fmt: skip
        """The answer, {} if it is not as wanted."""
        began, status, problem, found = perf_counter(), 0, None, {}
        headers = {"authorization": f"Bearer {token}"} if token else {}
        try:
            answer = await self.client.request("GET" if body is None else "POST", path, json=body, headers=headers)
            status = answer.status_code
            found = answer.json()
            if status != wanted:
                problem = f"answered {status} where {wanted} was due"
            elif not is_so(found):
                problem = "the answer is not what it should be"
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            problem = f"no answer that could be read: {type(error).__name__}"
        self.done.append(Check(name, status, round((perf_counter() - began) * 1000), problem))
        return {} if problem else found


async def probed(client: httpx.AsyncClient, tokens: Mapping[Role, str], yacht_id: str, is_on: bool) -> list[Check]:
    """Health, flag, a read under each role, actions, suggestions, and an item's way from request to deletion."""
    run = Run(client)
    await run.ask("health", "/v1/actions/health", is_so=lambda found: found["status"] == "healthy")
    here = f"yacht_id={yacht_id}"
    if not is_on:
        await run.ask("flag", f"/v1/shopping-list/items?{here}", next(iter(tokens.values())), wanted=503)
        return run.done
    for role, token in tokens.items():
        path = f"/v1/shopping-list/items?limit=1&{here}"
        await run.ask(f"read as {role}", path, token, is_so=lambda found: "items" in found)
    engineer = tokens[Role.CHIEF_ENGINEER]
    await run.ask(
        "actions", "/v1/actions/list?domain=shopping_list", engineer, is_so=lambda found: found["total_count"] == 5
    )
    await run.ask(
        "suggestions", "/v1/actions/suggestions", engineer, {"query": "approve"},
        is_so=lambda found: bool(found["actions"]),
    )  # fmt: skip

    async def act(name: str, role: Role, action: str, **payload: Any) -> Any:
        body = {"action": action, "context": {"yacht_id": yacht_id}, "payload": payload}
        return await run.ask(name, "/v1/actions/execute", tokens[role], body)

    made = await act(
        "canary: create", Role.CREW, "create_shopping_list_item", part_name=f"Canary {uuid4()}", quantity_requested=1,
        source_type="manual_add",
    )  # fmt: skip
    if (item_id := made.get("entity_id")) is not None:
        head = Role.CAPTAIN
        await act("canary: approve", head, "approve_shopping_list_item", item_id=item_id, quantity_approved=1)
        await run.ask(
            "canary: history", f"/v1/shopping-list/history?item_id={item_id}&{here}", tokens[Role.CREW],
            is_so=lambda found: [state["new_state"] for state in found["states"]] == ["candidate", "approved"],
        )  # fmt: skip
        await act("canary: delete", head, "delete_shopping_list_item", item_id=item_id)
        await run.ask("canary: gone", f"/v1/shopping-list/items/{item_id}?{here}", engineer, wanted=404)
    return run.done


@dataclass(frozen=True)
class Seen:
    """What the alerts of the shore are judged by: this run, whether the one before was bad, how long the checks of the
    last hour took, and how people's requests went in the hours now and before."""

    checks: Sequence[Check]
    was_bad: bool
    times_ms: Sequence[int]
    requests: int
    failed: int
    times: Sequence[Sequence[int]]


def wrong(seen: Seen) -> dict[str, str]:
    """A sentence for each kind of alert that is due."""
    found = {}
    broken = [one for one in seen.checks if one.status >= 500 and one.problem]
    if broken or seen.failed:
        named = "; ".join(f"{one.name}: {one.problem}" for one in broken)
        found["server_error"] = named or f"{seen.failed} of people's requests failed in the last two hours."
    bad = [one for one in seen.checks if one.problem]
    if bad and seen.was_bad:
        found["two_bad_runs"] = f"Two runs in a row were bad; now {bad[0].name}: {bad[0].problem}."
    own = sorted(seen.times_ms)
    slowest = own[min(len(own) - 1, len(own) * 95 // 100)] if len(own) >= _FEWEST else 0
    count = sum(map(sum, seen.times))
    theirs = within_ms(seen.times, 0.95) if count >= _FEWEST else 0
    if slowest > SLOW_MS or theirs is None or theirs > SLOW_MS:
        at_most = f"{theirs} ms" if theirs else f"more than {BUCKETS_MS[-1]} ms" if theirs is None else "few"
        found["slow"] = (
            f"95 of 100 checks took up to {slowest} ms; people's requests {at_most}. The limit is {SLOW_MS}."
        )
    if seen.requests and seen.failed / seen.requests > MOST_FAILED:
        found["errors"] = f"{seen.failed} of {seen.requests} requests failed; the limit is {MOST_FAILED:.0%}."
    return found


@dataclass(frozen=True)
class Health:
    """The worker of a shore that is served at `url`. `stale_after_s`: of a yacht that has no limit of its own."""

    backend: ShoreBackend
    owner_url: str
    url: str
    stale_after_s: int
    now_ms: Callable[[], int]

    async def run(self) -> dict[tuple[str, str], str] | None:
        """Look once; the alerts that stand then, by yacht and kind. None: another worker did so not long ago."""
        now_ms = self.now_ms()
        async with administering(self.owner_url) as connection:
            if not (await connection.execute(sa.select(sa.func.pg_try_advisory_xact_lock(_HEALTH_LOCK)))).scalar():
                return None
            found = await self._stale(connection, now_ms)
            yacht_id = (await connection.execute(sa.select(_FEEDS.c.yacht_id).where(_FEEDS.c.is_test))).scalar()
            if yacht_id is None:
                log.warning("there is no test yacht, so nothing but the yachts' ages is looked at")
            else:
                last = (
                    await connection.execute(sa.select(sa.func.max(_CHECKS.c.at, type_=_CHECKS.c.at.type)))
                ).scalar()
                if last is not None and last > moment(now_ms - EVERY_S * 900):
                    return None
                checks = await self._checked(connection, yacht_id)
                seen = await self._seen(connection, yacht_id, checks, last, now_ms)
                found |= {(yacht_id, kind): text for kind, text in wrong(seen).items()}
                await _keep(connection, yacht_id, checks, now_ms)
            await _stand(connection, found, now_ms)
        return found

    async def _checked(self, connection: AsyncConnection, yacht_id: str) -> list[Check]:
        people, held = self.backend.people, sa.and_(_ROLES.c.yacht_id == yacht_id, _ROLES.c.is_active)
        rows = (await connection.execute(sa.select(_ROLES.c.role, _ROLES.c.user_id).where(held))).all()
        user_of = {Role(role): user_id for role, user_id in rows}
        tokens = {role: await people.token(user_of[role], _CLIENT, [yacht_id]) for role in Role if role in user_of}
        try:
            async with httpx.AsyncClient(base_url=self.url, timeout=_TIMEOUT_S, trust_env=False) as client:
                return await probed(client, tokens, yacht_id, await self.backend.enabled(yacht_id))
        finally:
            for user_id in user_of.values():
                await self.backend.database.end_sessions(user_id, None)

    async def _seen(
        self, connection: AsyncConnection, yacht_id: str, checks: Sequence[Check], last: str | None, now_ms: int
    ) -> Seen:
        rows = await connection.execute(
            sa.select(_CHECKS.c.at, _CHECKS.c.took_ms, _CHECKS.c.problem).where(
                _CHECKS.c.yacht_id == yacht_id, _CHECKS.c.at >= moment(now_ms - 3_600_000)
            )
        )
        before = rows.all()
        await self.backend.write_down_all()
        since = moment(now_ms - 7_200_000)
        hours = (await connection.execute(sa.select(_HOURS).where(_HOURS.c.hour > since))).mappings().all()
        return Seen(
            checks, any(row.problem for row in before if row.at == last),
            [*(one.took_ms for one in checks), *(row.took_ms for row in before)],
            sum(hour["requests"] for hour in hours), sum(hour["failed"] for hour in hours),
            [hour["times"] for hour in hours],
        )  # fmt: skip

    async def _stale(self, connection: AsyncConnection, now_ms: int) -> dict[tuple[str, str], str]:
        """The yachts that have been silent for longer than they may."""
        statement = sa.select(_FEEDS.c.yacht_id, _FEEDS.c.last_exchange_at, _FEEDS.c.stale_after_s).where(
            _FEEDS.c.is_test.is_(False), _FEEDS.c.last_exchange_at.is_not(None)
        )
        found = {}
        for yacht_id, spoke_at, own_s in await connection.execute(statement):
            limit_s = own_s or self.stale_after_s
            if spoke_at < moment(now_ms - limit_s * 1000):
                found[yacht_id, "stale"] = f"No exchange since {spoke_at}; its limit is {limit_s / 3600:g} hours."
        return found


async def _keep(connection: AsyncConnection, yacht_id: str, checks: Iterable[Check], now_ms: int) -> None:
    rows = [{"yacht_id": yacht_id, "at": moment(now_ms), **vars(one)} for one in checks]
    await connection.execute(_CHECKS.insert(), rows)
    before = moment(now_ms - KEPT_DAYS * 86_400_000)
    await connection.execute(_CHECKS.delete().where(_CHECKS.c.at < before))
    await connection.execute(_ALERTS.delete().where(_ALERTS.c.resolved_at < before))


async def _stand(connection: AsyncConnection, found: Mapping[tuple[str, str], str], now_ms: int) -> None:
    """Open what is new, and resolve what is over."""
    is_open = _ALERTS.c.resolved_at.is_(None)
    rows = await connection.execute(sa.select(_ALERTS.c.yacht_id, _ALERTS.c.kind, _ALERTS.c.id).where(is_open))
    standing = {(yacht_id, kind): alert_id for yacht_id, kind, alert_id in rows}
    for (yacht_id, kind), text in found.items():
        if (yacht_id, kind) not in standing:
            log.error("alert: %s", text, extra={"said": {"yacht_id": yacht_id, "kind": kind}})
            row = {"yacht_id": yacht_id, "id": str(uuid7()), "kind": kind, "text": text, "opened_at": moment(now_ms)}
            await connection.execute(_ALERTS.insert().values(row))
    for (yacht_id, kind), alert_id in standing.items():
        if (yacht_id, kind) not in found:
            log.info("resolved", extra={"said": {"yacht_id": yacht_id, "kind": kind}})
            one = sa.and_(_ALERTS.c.yacht_id == yacht_id, _ALERTS.c.id == alert_id)
            await connection.execute(_ALERTS.update().where(one).values(resolved_at=moment(now_ms)))


@asynccontextmanager
async def looked_after(health: Health) -> AsyncIterator[None]:
    """While the shore is served, `run` every 15 minutes, the first time after a minute."""
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1})
    first = datetime.now(UTC) + timedelta(minutes=1)
    scheduler.add_job(health.run, "interval", seconds=EVERY_S, jitter=30, next_run_time=first, misfire_grace_time=600)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
