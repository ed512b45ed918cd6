"""`lazarette smoke`: the ten acceptance tests (safety.md) against a node and a shore that are deployed, over HTTP."""

import os
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import httpx
import typer

from deploy.terminal import err, out, run
from shared_models.actions import REGISTRY
from shared_models.errors import CommandError
from shared_models.roles import Role
from shared_models.states import Action

app = typer.Typer(add_completion=False)
_ROLES = (Role.CREW, Role.CHIEF_ENGINEER)
_EXPECTED = (503, 507)


@dataclass(frozen=True)
class Tested:
    """How one test went. `why`: what was answered instead; None: as it should be."""

    name: str
    why: str | None


@dataclass
class Smoke:
    """The ten against one side. `tokens`: a crew member's and a chief engineer's, of one yacht."""

    client: httpx.AsyncClient
    tokens: dict[Role, str]
    done: list[Tested] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    gone: int = 0

    async def _call(self, role: Role, path: str, body: Any = None) -> tuple[int, Any]:
        headers = {"authorization": f"Bearer {self.tokens[role]}"}
        answer = await self.client.request("GET" if body is None else "POST", path, json=body, headers=headers)
        self.statuses.append(answer.status_code)
        try:
            return answer.status_code, answer.json()
        except ValueError:
            return answer.status_code, {}

    async def _act(self, role: Role, action: Action, **payload: Any) -> tuple[int, Any]:
        return await self._call(role, "/v1/actions/execute", {"action": action, "payload": payload})

    async def _create(self, **more: Any) -> tuple[int, Any]:
        payload = {"part_name": f"Smoke test {uuid4()}", "quantity_requested": 2, "source_type": "manual_add", **more}
        status, body = await self._act(Role.CREW, Action.CREATE, **payload)
        if status == 200:
            self.made.append(body["entity_id"])
        return status, body

    def _test(self, name: str, answered: tuple[int, Any], wanted: int, is_so: Callable[[Any], bool]) -> None:
        status, body = answered
        try:
            right = is_so(body)
        except (KeyError, TypeError, IndexError):
            right = False
        error = body.get("error", {}).get("code", "") if isinstance(body, dict) else ""
        why = (
            f"{status} {error}".strip()
            if status != wanted
            else None
            if right
            else "the answer is not what it should be"
        )
        self.done.append(Tested(name, why))

    async def run(self) -> Sequence[Tested]:
        """All ten, in order; what they made is deleted (softly) in the end."""
        try:
            await self._lists()
            await self._acts()
        finally:
            await self._clean()
        return self.done

    async def _lists(self) -> None:
        path = "/v1/actions/list?domain=shopping_list"

        def names(body: Any) -> set[str]:
            return {one["action_id"] for one in body["actions"]}

        own = {"create_shopping_list_item"}
        decisions = {"approve_shopping_list_item", "reject_shopping_list_item"}
        self._test(
            "crew's list has create and neither approve nor reject", await self._call(Role.CREW, path), 200,
            lambda body: own <= names(body) and not decisions & names(body),
        )  # fmt: skip
        every = {
            action.value
            for action, one in REGISTRY.items()
            if one.domain == "shopping_list" and one.variant == "MUTATE"
        }
        self._test(
            "a chief engineer's list has every MUTATE", await self._call(Role.CHIEF_ENGINEER, path), 200,
            lambda body: every <= names(body),
        )  # fmt: skip

    async def _acts(self) -> None:
        first, second = await self._create(), await self._create()
        query = {"query": "smoke test"}
        self._test(
            "an ambiguous query gives candidates",
            await self._call(Role.CHIEF_ENGINEER, "/v1/actions/suggestions", query), 200,
            lambda body: len(body["candidates"]) > 1,
        )  # fmt: skip
        self._test("create", first, 200, lambda body: body["data"]["status"] == "candidate")
        ids = [body.get("entity_id", str(uuid4())) for _, body in (first, second)]
        head = Role.CHIEF_ENGINEER
        approved = await self._act(head, Action.APPROVE, item_id=ids[0], quantity_approved=1)
        self._test("approve", approved, 200, lambda body: body["data"]["status"] == "approved")
        rejected = await self._act(head, Action.REJECT, item_id=ids[1], rejection_reason="smoke test")
        self._test("reject", rejected, 200, lambda body: body["data"]["status"] == "rejected")
        told = await self._call(Role.CREW, f"/v1/shopping-list/history?item_id={ids[0]}")
        moves = ["candidate", "approved"]
        self._test("history", told, 200, lambda body: [one["new_state"] for one in body["states"]] == moves)
        missing = await self._act(head, Action.APPROVE, item_id=str(uuid4()), quantity_approved=1)
        self._test("missing item 404", missing, 404, lambda body: body["error"]["code"] == "NOT_FOUND")
        again = await self._act(head, Action.REJECT, item_id=ids[1], rejection_reason="smoke test")
        self._test("second reject 400", again, 400, lambda body: body["error"]["code"] == "INVALID_STATE")
        self._test(
            "bad quantity 400", await self._create(quantity_requested="none"), 400, lambda body: bool(body["error"])
        )

    async def _clean(self) -> None:
        for item_id in self.made:
            status, _ = await self._act(
                Role.CHIEF_ENGINEER, Action.DELETE, item_id=item_id, deletion_reason="smoke test"
            )
            self.gone += status == 200

    @property
    def failed(self) -> int:
        """How many answers were defects."""
        return sum(status >= 500 and status not in _EXPECTED for status in self.statuses)


def _token(side: str, role: Role) -> str:
    name = f"LAZARETTE_SMOKE_{side}_{role.name}_TOKEN"
    if not (token := os.environ.get(name, "").strip()):
        raise CommandError(f"{name} is not set: the smoke test needs a token of a {role.replace('_', ' ')} there.")
    return token


async def smoked(side: str, url: str, tokens: dict[Role, str], ca_file: Path | None = None) -> Smoke:
    """Run the ten against one side. Raises CommandError if it cannot be reached."""
    context = ssl.create_default_context(cafile=str(ca_file)) if ca_file else True
    async with httpx.AsyncClient(base_url=url, timeout=30, trust_env=False, verify=context) as client:
        smoke = Smoke(client, tokens)
        try:
            await smoke.run()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise CommandError(f"The {side} at {url} does not answer: {type(error).__name__}.") from None
    return smoke


@app.command("smoke")
def smoke_command(
    shore: Annotated[str | None, typer.Option(help="The shore's URL.")] = None,
    node: Annotated[str | None, typer.Option(help="The node's URL.")] = None,
    ca: Annotated[
        Path | None, typer.Option(exists=True, help="Whose certificates to trust, as the node's own.")
    ] = None,
) -> None:
    """The ten acceptance tests against a deployed pair; exit code 1 if one fails. Tokens come from the environment.

    LAZARETTE_SMOKE_SHORE_CREW_TOKEN, LAZARETTE_SMOKE_SHORE_CHIEF_ENGINEER_TOKEN, and the same with NODE.
    """
    meant = [(side, url) for side, url in (("shore", shore), ("node", node)) if url is not None]
    if not meant:
        raise CommandError("Give --shore URL, --node URL, or both.")
    tokens = {side: {role: _token(side.upper(), role) for role in _ROLES} for side, _ in meant}

    async def work() -> list[Smoke]:
        return [await smoked(side, url, tokens[side], ca) for side, url in meant]

    wrong = 0
    for (side, _), smoke in zip(meant, run(work()), strict=True):
        for one in smoke.done:
            out.print(f"{side}: {'ok    ' if one.why is None else 'FAILED'} {one.name}", highlight=False, markup=False)
            if one.why is not None:
                err.print(f"  {one.why}", markup=False)
        out.print(
            f"{side}: {smoke.failed} × 500 in {len(smoke.statuses)} answers; "
            f"{smoke.gone} of {len(smoke.made)} test items deleted (softly); what is left is rejected.",
            highlight=False,
            markup=False,
        )
        wrong += smoke.failed + sum(one.why is not None for one in smoke.done)
    if wrong:
        raise typer.Exit(1)
