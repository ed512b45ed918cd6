"""What awaits a decision on any yacht, and deciding it: several at once, with a result for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from fastapi import Request, Response

from cloud_sync.pages.ages import Ages
from cloud_sync.pages.chosen import calls_of, told
from shared_models.errors import ValidationFailed
from shared_models.pages.forms import FormField, form_of
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query
from shared_models.roles import Actor
from shared_models.states import AWAITING_DECISION, Action

_AT_ONCE = 100
_DECISIONS = (Action.APPROVE, Action.REJECT)
_OF_EACH = frozenset({"item_id", "quantity_approved"})


@dataclass(frozen=True)
class ApprovalPages:
    """The list of what awaits a decision."""

    site: Site
    ages: Ages

    def add(self) -> None:
        """Serve it, and take decisions."""
        self.site.add("/approvals", self.show)
        self.site.add("/approvals", self.decide, "POST")

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """What awaits the visitor's decision, most urgent first."""
        return await self._page(request, visitor, ())

    async def decide(self, request: Request, visitor: Visitor) -> Response:
        """Take the decision that was chosen on each item that was ticked; what became of each."""
        sent = await self.site.form(request)
        if (action := sent.get("action")) not in _DECISIONS:
            raise ValidationFailed("Choose what to do: approve or reject.", "action")
        contract, calls = self.site.contract, calls_of(Action(action), sent)
        done = await contract.executed_batch(visitor.actors, calls, None)
        return await self._page(request, visitor, await told(contract, self.ages, visitor, calls, done["results"]))

    async def _page(self, request: Request, visitor: Visitor, results: Sequence[Mapping[str, Any]]) -> Response:
        deciders = _deciders(visitor)
        choice = await self.ages.choice(deciders, Query(request.query_params.multi_items()))
        pairs = [("status", ",".join(sorted(AWAITING_DECISION))), ("limit", str(_AT_ONCE))]
        pairs += [("yacht_id", choice.named or "")]
        pairs += [(name, request.query_params.get(name, "")) for name in ("cursor", "urgency", "q")]
        found: dict[str, Any] = {"items": [], "next_cursor": None}
        if deciders:
            found = await self.site.contract.items(deciders, Query(pairs))
        meant = {item["yacht_id"] for item in found["items"]}
        yachts = await self.ages.of([actor for actor in deciders if actor.yacht_id in meant])
        rows = [{**item, "yacht": yachts[item["yacht_id"]]} for item in found["items"]]
        quantity = form_of(Action.APPROVE, visitor.me.role).field("quantity_approved")
        return self.site.page(
            request, visitor, "approvals.html", rows=rows, results=results, choice=choice, quantity=quantity,
            next_cursor=found["next_cursor"], form_id=uuid4(), fields=_fields_of_all(visitor),
            asked=request.query_params,
        )  # fmt: skip


def _deciders(visitor: Visitor) -> list[Actor]:
    return [actor for actor in visitor.actors if actor.is_head]


def _fields_of_all(visitor: Visitor) -> dict[Action, list[FormField]]:
    """What each decision asks for once for all that were ticked. A form that can do either requires neither."""
    drawn = {action: form_of(action, visitor.me.role) for action in _DECISIONS}
    return {
        action: [replace(one, is_required=False) for one in form.fields if one.name not in _OF_EACH]
        for action, form in drawn.items()
    }
