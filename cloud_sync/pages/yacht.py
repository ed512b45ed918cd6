"""One yacht ashore: how it stands to its node, how its link was, and its requests."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response

from cloud_sync.backend import ShoreBackend
from cloud_sync.functions import HOURS_KEPT
from cloud_sync.managers import Managers
from cloud_sync.pages.ages import Ages
from cloud_sync.pages.fleet import in_contact
from cloud_sync.pages.plots import bars
from shared_models import values
from shared_models.actions import URGENCIES
from shared_models.errors import Forbidden, NotFound
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query
from shared_models.roles import Actor
from shared_models.states import Status

_NOT_KNOWN = {"due_port": None, "due_on": None}
_FILTERS = ("status", "urgency", "q")


def on_yacht(request: Request, visitor: Visitor) -> Actor:
    """The visitor on the yacht that the address names. Raises NotFound if it is none of theirs."""
    named = request.path_params["yacht_id"]
    for actor in visitor.actors:
        if actor.yacht_id == named:
            return actor
    raise NotFound("There is no such yacht.")


def managed(visitor: Visitor, yacht_id: str) -> Actor:
    """The visitor on a yacht that they manage. Raises NotFound or Forbidden."""
    actor = next((one for one in visitor.actors if one.yacht_id == yacht_id), None)
    if actor is None:
        raise NotFound("There is no such yacht.")
    if not actor.is_manager:
        raise Forbidden("Only a manager of the yacht may do this.")
    return actor


@dataclass(frozen=True)
class YachtPages:
    """A yacht's page, and the form that says where it is due."""

    site: Site
    backend: ShoreBackend
    managers: Managers
    ages: Ages

    def add(self) -> None:
        """Serve them."""
        self.site.add("/yachts/{yacht_id}", self.yacht)
        self.site.add("/yachts/{yacht_id}/due", self.say_due, "POST")

    async def say_due(self, request: Request, visitor: Visitor) -> Response:
        """Say where the yacht is due next, and when."""
        actor, sent = managed(visitor, on_yacht(request, visitor).yacht_id), await self.site.form(request)
        port = values.text(sent["due_port"], "due_port", values.NAME_CHARACTERS) if sent.get("due_port") else None
        day = values.day(sent["due_on"], "due_on") if sent.get("due_on") else None
        await self.managers.say_due(actor, port, day)
        return self.site.done(request, f"/yachts/{actor.yacht_id}", "What is needed says so from now on.")

    async def yacht(self, request: Request, visitor: Visitor) -> Response:
        """How it stands, and a page of its list."""
        actor, contract = on_yacht(request, visitor), self.site.contract
        asked = request.query_params.multi_items()
        page = await contract.items([actor], Query((name, value) for name, value in asked if name != "yacht_id"))
        given = {name: request.query_params.get(name) for name in _FILTERS}
        hours = (await self.backend.link_hours([actor], HOURS_KEPT)).get(actor.yacht_id, {})
        per_hour = [hours.get(ago, {}) for ago in reversed(range(HOURS_KEPT))]
        return self.site.page(
            request, visitor, "yacht.html", yacht=(await self.ages.of([actor]))[actor.yacht_id], actor=actor,
            stands=await self.backend.sync_status(actor), page=page, counts=await contract.counts([actor]),
            due=(await self.backend.due([actor])).get(actor.yacht_id, _NOT_KNOWN), chosen=given, urgencies=URGENCIES,
            statuses=[one.value for one in Status], address_of=_address_of,
            link={"hours": HOURS_KEPT, "in_contact": in_contact(hours),
                  "exchanges": bars([one.get("exchanges", 0) for one in per_hour]),
                  "backlog": bars([one.get("backlog", 0) for one in per_hour]),
                  "most": max((one["backlog"] for one in hours.values()), default=0)},
        )  # fmt: skip


def _address_of(yacht: dict[str, Any], given: dict[str, str | None], **other: str | None) -> str:
    """The yacht's page with some filters set or taken away."""
    kept = {name: value for name, value in {**given, **other}.items() if value}
    return f"/yachts/{yacht['yacht_id']}" + (f"?{urlencode(kept)}" if kept else "")
