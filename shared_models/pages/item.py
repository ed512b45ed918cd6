"""One item: all that is known of it, what the visitor may do now and why not the rest, and its history in sentences."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import uuid4

from fastapi import Request, Response

from shared_models.actions import REGISTRY
from shared_models.errors import LazaretteError, NotFound, StorageFull, ValidationFailed
from shared_models.notifications import on_item
from shared_models.pages.forms import form_of, payload_of
from shared_models.pages.site import Site, Visitor, wants_part
from shared_models.pages.words import when
from shared_models.requests import Query
from shared_models.roles import Actor
from shared_models.states import Action, Status
from shared_models.values import canonical, identifier

FINAL = (Action.REJECT, Action.DELETE)
"""What cannot be taken back: it is asked for twice."""
_ELSEWHERE = (Action.CREATE, Action.HISTORY, Action.ACKNOWLEDGE)
"""Actions that have pages of their own."""
_FACTS = (
    ("Part number", "part_number"), ("Maker", "manufacturer"), ("Preferred supplier", "preferred_supplier"),
    ("Estimated price each", "estimated_unit_price"), ("Why it is needed", "source_type"), ("Notes", "source_notes"),
    ("Notes on the approval", "approval_notes"), ("Reason of the rejection", "rejection_reason"),
    ("Notes on the rejection", "rejection_notes"), ("Order line", "order_line_number"),
)  # fmt: skip

Item = Mapping[str, Any]
OnBoard = Callable[[Visitor, str], Awaitable[bool]]


@dataclass(frozen=True)
class Sent:
    """A form that was sent and refused: shown again as it was, with what was wrong."""

    action: str
    fields: Mapping[str, str]
    error: LazaretteError


@dataclass(frozen=True)
class ItemPages:
    """The item's page and what its forms send. `on_board`: whether a node, named in an entry, is one on board."""

    site: Site
    on_board: OnBoard
    parts_have_pages: bool = field(default=True)

    def add(self) -> None:
        """Serve them."""
        self.site.add(self.site.item_path, self.item)
        self.site.add(f"{self.site.item_path}/{{action}}", self.act, "POST")

    async def item(self, request: Request, visitor: Visitor) -> Response:
        """The page. Whose request it is has seen by it what others did, unless the browser fetches it ahead."""
        if "prefetch" not in request.headers.get("sec-purpose", ""):
            await self._saw(request, visitor)
        return await self._page(request, visitor, None)

    async def _saw(self, request: Request, visitor: Visitor) -> None:
        contract, item_id = self.site.contract, identifier(request.path_params["item_id"], "item_id")
        viewers = await contract.shown(visitor.actors, request.path_params.get("yacht_id"))
        try:
            if viewers and await contract.saw(viewers, on_item(item_id)):
                await self.site.look_around(request, visitor)
        except StorageFull:
            pass  # a full disk hides no request; what was done stays new

    async def act(self, request: Request, visitor: Visitor) -> Response:
        """One action, sent by its form."""
        item_id, action = request.path_params["item_id"], request.path_params["action"]
        if action not in set(Action) or Action(action) in _ELSEWHERE:
            raise NotFound("There is nothing at this address.")
        sent = await self.site.form(request)
        yacht_id = request.path_params.get("yacht_id")
        try:
            if Action(action) in FINAL and sent.get("confirmed") != "true":
                raise ValidationFailed("Say that you are sure: this is final.", "confirmed")
            actor = _actor(visitor, yacht_id)
            payload = payload_of(action, actor.role_for(REGISTRY[Action(action)].roles), sent)
            if Action(action) is Action.UPDATE and not payload:
                raise ValidationFailed("Nothing was changed.")
            body = {"action": action, "context": {"yacht_id": yacht_id}, "payload": {**payload, "item_id": item_id}}
            await self.site.contract.executed(visitor.actors, body, sent.get("key"))
        except LazaretteError as error:
            if error.status in (401, 404, 503) or wants_part(request):
                raise
            return await self._page(request, visitor, Sent(action, sent, error))
        return self.site.done(request, request.url.path.rpartition("/")[0], f"Done: {REGISTRY[Action(action)].past}.")

    async def _page(self, request: Request, visitor: Visitor, sent: Sent | None) -> Response:
        contract, item_id = self.site.contract, request.path_params["item_id"]
        yacht_id = request.path_params.get("yacht_id")
        named = [("yacht_id", yacht_id)] if yacht_id else []
        told = await contract.history(visitor.actors, Query([("item_id", item_id), *named]))
        actors = [one for one in visitor.actors if yacht_id in (None, one.yacht_id)]
        try:
            found = await contract.item(actors, item_id, Query(named))
        except NotFound:
            return self.site.page(
                request, visitor, "item_deleted.html", entries=await self._timeline(visitor, told["entries"])
            )
        item = found["item"]
        actor = _actor(visitor, item["yacht_id"])
        listed = (await contract.actions(actors, Query([("entity_id", item_id)])))["actions"]
        described = [one for one in listed if Action(one["action_id"]) not in _ELSEWHERE]
        orders = await self._orders(actor, item, told["entries"], described)
        same = [(await contract.item(actors, one, Query(named)))["item"] for one in found["possible_duplicates"]]
        return self.site.page(
            request, visitor, "item.html", sent.error.status if sent else 200, item=item, links=found["links"],
            entries=await self._timeline(visitor, told["entries"]), duplicates=same, facts=_facts(item), sent=sent,
            forms=[_form(one["action_id"], actor, item, sent, orders) for one in described if one["possible"]],
            impossible=[_said(one) for one in described if not one["possible"]], key=str(uuid4()),
            final=[one.value for one in FINAL], is_in_conflict=Action.ACKNOWLEDGE.value in found["available_actions"],
            may_be_asked_again=item["status"] == Status.REJECTED.value, parts_have_pages=self.parts_have_pages,
        )  # fmt: skip

    async def _orders(
        self, actor: Actor, item: Item, entries: Sequence[Item], described: Sequence[Item]
    ) -> dict[str, str]:
        """The orders to choose from where one may be cancelled and several stand, by entry, in words."""
        placed = {one["entry_id"]: one for one in entries if one["action"] == Action.ORDER.value}
        if len(placed) < 2 or not any(one["action_id"] == Action.CANCEL and one["possible"] for one in described):
            return {}
        standing = await self.site.contract.standing_orders(actor, item["id"])
        if len(standing) < 2:
            return {}
        told = [(one, placed[one.entry_id]) for one in standing]
        return {
            one.entry_id: f"{one.payload['quantity_ordered']}, by {by['actor_name'] or 'someone'}, {when(by['at'])} UTC"
            for one, by in told
        }

    async def _timeline(self, visitor: Visitor, entries: Sequence[Item]) -> list[dict[str, Any]]:
        return [{**one, "is_on_board": await self.on_board(visitor, one["node"])} for one in entries]


def _said(one: Item) -> Item:
    """Why an action is not possible, with its name as people know it."""
    return {**one, "reason": one["reason"].replace(one["action_id"], f"“{one['label']}”")}


def _actor(visitor: Visitor, yacht_id: str | None) -> Actor:
    return next((one for one in visitor.actors if one.yacht_id == yacht_id), visitor.me)


def _facts(item: Item) -> list[tuple[str, str]]:
    """What is known of an item beside what its page shows anyway: labels and values."""
    return [(label, str(item[name])) for label, name in _FACTS if item[name] is not None]


def _form(action: str, actor: Actor, item: Item, sent: Sent | None, orders: Mapping[str, str]) -> dict[str, Any]:
    """An action's form, filled in with what is likely, or with what was sent and refused."""
    is_sent = sent is not None and sent.action == action
    likely = _likely(Action(action), item)
    form = form_of(action, actor.role_for(REGISTRY[Action(action)].roles), sent.fields if sent and is_sent else likely)
    if orders and action == Action.CANCEL.value:
        form = form.choosing("order_entry_id", orders)
    shown = tuple(one for one in form.fields if one.name != "item_id" and _is_fitting(one.name, item))
    was = None
    if action == Action.UPDATE.value:
        was = {name: str(value) for name, value in likely.items() if value is not None}
    if was is not None and sent is not None and is_sent:
        was = {name[4:]: value for name, value in sent.fields.items() if name.startswith("was.")}
    return {
        "action": action, "label": form.label, "fields": shown, "was": was,
        "error": sent.error if sent is not None and is_sent else None,
    }  # fmt: skip


def _is_fitting(name: str, item: Item) -> bool:
    return name != "quantity_approved" or item["status"] in (
        Status.CANDIDATE, Status.UNDER_REVIEW, Status.APPROVED,
    )  # fmt: skip


def _likely(action: Action, item: Item) -> dict[str, Any]:
    """What someone who takes the action most likely means."""
    match action:
        case Action.APPROVE:
            return {"quantity_approved": item["quantity_requested"]}
        case Action.ORDER:
            wanted = item["quantity_approved"] or item["quantity_requested"]
            return {"quantity_ordered": wanted, "preferred_supplier": item["preferred_supplier"]}
        case Action.RECEIVE:
            return {"quantity": _left(item["quantity_ordered"], item["quantity_received"])}
        case Action.INSTALL:
            return {"quantity": _left(item["quantity_received"], item["quantity_installed"])}
        case Action.UPDATE:
            return {name: item[name] for name in REGISTRY[action].by_name if name in item}
    return {}


def _left(whole: str | None, part: str | None) -> str | None:
    left = Decimal(whole or "0") - Decimal(part or "0")
    return canonical(left) if left > 0 else None
