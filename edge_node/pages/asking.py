"""Asking for something: a new request, the catalogue as one types, and the one box that takes any words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import sqlalchemy as sa
from fastapi import Request, Response

from shared_models import queries
from shared_models.actions import REGISTRY
from shared_models.changes import Transaction
from shared_models.errors import Duplicate, LazaretteError
from shared_models.item import possible, possible_names
from shared_models.pages.forms import form_of, payload_of
from shared_models.pages.site import Site, Visitor, wants_part
from shared_models.projection import item_of
from shared_models.requests import Query
from shared_models.roles import Actor
from shared_models.states import Action
from shared_models.values import NAME_CHARACTERS

_ORIGINS = {"part_id": "part_id", "source_work_order_id": "work_order_id", "source_receiving_id": "receiving_id"}
"""Fields of a request by the parameter of the address that fills them in."""
_COPIED = (
    "part_id", "part_name", "part_number", "manufacturer", "quantity_requested", "unit", "urgency",
    "preferred_supplier", "estimated_unit_price", "source_type", "source_work_order_id",
    "source_receiving_id", "source_notes",
)  # fmt: skip
_FIRST = (
    "part_name", "quantity_requested", "urgency", "required_by_date", "source_type", "source_notes", "part_id",
    "source_work_order_id", "source_receiving_id",
)  # fmt: skip
"""What is asked for at once; the rest is folded away."""
_MATCHES = 12


@dataclass(frozen=True)
class AskingPages:
    """The pages on which something is asked for."""

    site: Site

    def add(self) -> None:
        """Serve them."""
        self.site.add("/requests/new", self.new)
        self.site.add("/requests/new", self.create, "POST")
        self.site.add("/requests/parts", self.parts)
        self.site.add("/ask", self.ask)

    async def new(self, request: Request, visitor: Visitor) -> Response:
        """The form, filled in from where one came."""
        given = request.query_params
        query = Query(given.multi_items())
        values: dict[str, Any] = {field: query.identifier(name) for field, name in _ORIGINS.items()}
        if (again := query.identifier("again")) is not None:
            item = (await self.site.contract.item(visitor.actors, again, Query([])))["item"]
            values = {name: item[name] for name in _COPIED} | {name: one for name, one in values.items() if one}
        if words := query.text("q"):
            values["part_name"] = words
        if query.identifier("work_order_id"):
            values["source_type"] = "work_order_usage"
        elif query.identifier("receiving_id"):
            values["source_type"] = "receiving_missing"
        return await self._page(request, visitor, values, None)

    async def create(self, request: Request, visitor: Visitor) -> Response:
        """Send it. An open request for the same is shown before a second one is made."""
        sent = await self.site.form(request)
        payload = payload_of(Action.CREATE.value, visitor.me.role, sent)
        body = {"action": Action.CREATE.value, "payload": payload}
        try:
            made = await self.site.contract.executed(visitor.actors, body, sent.get("key"))
        except LazaretteError as error:
            if error.status in (401, 503) or wants_part(request):
                raise
            return await self._page(request, visitor, payload, error)
        return self.site.done(request, f"/requests/{made['entity_id']}", "Requested.")

    async def _page(
        self, request: Request, visitor: Visitor, values: Mapping[str, Any], error: LazaretteError | None
    ) -> Response:
        contract, actor = self.site.contract, visitor.me
        from_part, from_where = await contract.backend.read([actor], lambda tx: _origins(tx, actor, values))
        known = {**from_part, **{name: one for name, one in values.items() if one is not None}}
        open_ids = await contract.open_for(actor, known)
        open_items = [(await contract.item(visitor.actors, one, Query([])))["item"] for one in open_ids]
        form = form_of(Action.CREATE.value, actor.role, known, hidden=("allow_duplicate",))
        fields = [one for one in form.fields if one.name != "allow_duplicate"]
        kept = {
            _ORIGINS[name]: value for name, value in known.items() if name in _ORIGINS and value and name != "part_id"
        }
        return self.site.page(
            request, visitor, "new.html", error.status if error else 200, key=str(uuid4()), origins=from_where,
            first=sorted((one for one in fields if one.name in _FIRST), key=lambda one: _FIRST.index(one.name)),
            more=[one for one in fields if one.name not in _FIRST], open_items=open_items, kept=kept,
            error=None if isinstance(error, Duplicate) else error, is_duplicate=isinstance(error, Duplicate),
            words=request.query_params.get("find", ""), matches=await self._matches(request, visitor),
            address=_new_address,
        )  # fmt: skip

    async def _matches(self, request: Request, visitor: Visitor) -> list[Any]:
        words = request.query_params.get("find", "").strip()[:NAME_CHARACTERS]
        return await self.site.contract.parts(visitor.actors, words, _MATCHES) if words else []

    async def parts(self, request: Request, visitor: Visitor) -> Response:
        """The parts nearest to what someone types."""
        given = request.query_params
        kept = {name: given[name] for name in ("work_order_id", "receiving_id") if given.get(name)}
        return self.site.page(
            request, visitor, "_parts.html", matches=await self._matches(request, visitor), kept=kept,
            words=given.get("find", ""), address=_new_address,
        )  # fmt: skip

    async def ask(self, request: Request, visitor: Visitor) -> Response:
        """What a few words may mean: what to do, and to what."""
        words = request.query_params.get("q", "").strip()[:NAME_CHARACTERS]
        found: dict[str, Any] = {"actions": [], "candidates": []}
        if words:
            found = await self.site.contract.suggestions(visitor.actors, {"query": words})
        things = [one for one in found["candidates"] if one["kind"] != "action"]
        creation, history = Action.CREATE.value, Action.HISTORY.value
        named = [one["action_id"] for one in found["actions"]]
        on_items = [one for one in found["actions"] if one["action_id"] not in (creation, history)]
        return self.site.page(
            request, visitor, "_answers.html" if wants_part(request) else "ask.html", words=words, things=things,
            asks_history=history in named, may_mean_new=creation in named or not things, on_items=on_items,
            rest=_without(words, creation), address=_new_address, acts=await self._acts(visitor.me, things, on_items),
        )  # fmt: skip

    async def _acts(self, actor: Actor, things: list[Any], asked: list[Any]) -> dict[str, list[Any]]:
        """Of the actions that the words may mean, those that each request allows as it stands; by its id."""
        ids = [one["id"] for one in things if one["kind"] == "item"]
        wanted = sa.select(queries.ITEMS).where(queries.ITEMS.c.yacht_id == actor.yacht_id, queries.ITEMS.c.id.in_(ids))
        rows = await self.site.contract.backend.read([actor], lambda tx: tx.rows(wanted)) if ids and asked else []
        allowed = {row["id"]: possible_names(possible(actor, item_of(row)[0], in_conflict=False)) for row in rows}
        return {item: [one for one in asked if one["action_id"] in names] for item, names in allowed.items()}


def _without(words: str, action: str) -> str:
    """The words that are not an action's own: what "order impeller" is about."""
    own = set(REGISTRY[Action(action)].keywords)
    return " ".join(word for word in words.split() if word.casefold() not in own)


def _new_address(**given: str | None) -> str:
    """The address of a new request, filled in."""
    kept = {name: value for name, value in given.items() if value}
    return f"/requests/new?{urlencode(kept)}" if kept else "/requests/new"


async def _origins(
    tx: Transaction, actor: Actor, values: Mapping[str, Any]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What the part that is named fills in, and what to say of the work order and the delivery that it came from."""

    async def one(table: sa.Table, key: Any) -> Mapping[str, Any] | None:
        if not key:
            return None
        rows = await tx.rows(sa.select(table).where(table.c.yacht_id == actor.yacht_id, table.c.id == key))
        return rows[0] if rows else None

    part = await one(queries.PARTS, values.get("part_id"))
    order = await one(queries.WORK_ORDERS, values.get("source_work_order_id"))
    delivery = await one(queries.RECEIVING_EVENTS, values.get("source_receiving_id"))
    said = [("Part of the catalogue", part["name"])] if part else []
    said += [("Work order", order["title"])] if order else []
    said += [("Delivery", delivery["reference"] or delivery["supplier"] or delivery["id"])] if delivery else []
    names = {"part_name": "name", "part_number": "part_number", "manufacturer": "manufacturer", "unit": "unit"}
    return {field: part[name] for field, name in names.items() if part[name]} if part else {}, said
