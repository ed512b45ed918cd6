"""What the health worker asks, on board and ashore, and what alerts it makes of the answers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from uuid import uuid4

import httpx

from shared_models.measured import BUCKETS_MS, within_ms
from shared_models.roles import Role

EVERY_MIN, FIRST_MIN, TELL_EVERY_MIN = 15, 1, 1
SLOW_MS, MOST_FAILED, LOOK_BACK_MS = 200, 0.01, 7_200_000
TIMEOUT_S = 10.0
_FEWEST = 20
"""So many answers at least, or their 95th percentile says nothing."""
KINDS = ("server_error", "two_bad_runs", "slow", "errors", "stale")
"""What an alert may be about."""


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

    async def turn(self, name: str, job: Callable[[], Awaitable[object]]) -> None:
        """Something that has no address: 200 if it is done, 500 if it raises."""
        began, status, problem = perf_counter(), 200, None
        try:
            await job()
        except Exception as error:  # noqa: BLE001  whatever it was, it is what was looked for
            status, problem = 500, f"{type(error).__name__}"
        self.done.append(Check(name, status, round((perf_counter() - began) * 1000), problem))


async def probed(run: Run, tokens: Mapping[Role, str], yacht_id: str, is_on: bool) -> None:
    """Health, flag, a read under each role, actions and suggestions."""
    await run.ask("health", "/v1/actions/health", is_so=lambda found: found["status"] == "healthy")
    here = f"yacht_id={yacht_id}"
    if not is_on:
        await run.ask("flag", f"/v1/shopping-list/items?{here}", next(iter(tokens.values())), wanted=503)
        return
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


async def canary(run: Run, tokens: Mapping[Role, str], yacht_id: str) -> None:
    """An item's way from request to deletion; on a yacht that is there for that."""
    here = f"yacht_id={yacht_id}"

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
        await run.ask("canary: gone", f"/v1/shopping-list/items/{item_id}?{here}", tokens[head], wanted=404)


@dataclass(frozen=True)
class Seen:
    """What the alerts of a side are judged by: this run, whether the one before was bad, how long the checks of the
    last hour took, and how people's requests went in the hours now and before."""

    checks: Sequence[Check]
    was_bad: bool
    times_ms: Sequence[int]
    requests: int
    failed: int
    times: Sequence[Sequence[int]]


def seen(checks: Sequence[Check], was_bad: bool, times_ms: Sequence[int], hours: Sequence[Mapping[str, Any]]) -> Seen:
    """What is seen now. `times_ms`: how long earlier checks took; `hours`: rows with the columns of `MEASURED`."""
    return Seen(
        checks, was_bad, [*(one.took_ms for one in checks), *times_ms], sum(hour["requests"] for hour in hours),
        sum(hour["failed"] for hour in hours), [hour["times"] for hour in hours],
    )  # fmt: skip


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
