"""The list on board: what awaits a decision first; search, counts, and several approved at once."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import Request, Response

from shared_models.actions import URGENCIES
from shared_models.errors import NotFound, ValidationFailed
from shared_models.pages.site import Site, Visitor, wants_part
from shared_models.requests import BATCH_CALLS, Query, key_in_batch
from shared_models.roles import is_hod
from shared_models.states import AWAITING_DECISION, Action, Status

_FILTERS = ("status", "urgency", "q")
_SAID = 500
"""How long what a page says may become, in characters."""


@dataclass(frozen=True)
class ListPages:
    """The list of requests, and the approval of several."""

    site: Site

    def add(self) -> None:
        """Serve them."""
        self.site.add("/requests", self.requests)
        self.site.add("/requests/approve", self.ask)
        self.site.add("/requests/approved", self.approve, "POST")

    async def requests(self, request: Request, visitor: Visitor) -> Response:
        """A page of the list; for what asks for a part, only rows."""
        contract, given = self.site.contract, request.query_params
        page = await contract.items(visitor.actors, Query(given.multi_items()))
        chosen = {name: given.get(name) for name in (*_FILTERS, "limit")}
        following = _address_of(chosen, cursor=page["next_cursor"]) if page["next_cursor"] else None
        shown: dict[str, Any] = {
            "page": page, "chosen": chosen, "following": following, "may_decide": is_hod(visitor.me.role),
            "awaiting": AWAITING_DECISION, "address_of": _address_of,
        }  # fmt: skip
        if wants_part(request):
            return self.site.page(request, visitor, "_rows.html" if "cursor" in given else "_list.html", **shown)
        return self.site.page(
            request, visitor, "requests.html", counts=await contract.counts(visitor.actors),
            statuses=[one.value for one in Status], urgencies=URGENCIES, **shown,
        )  # fmt: skip

    async def ask(self, request: Request, visitor: Visitor) -> Response:
        """Those that were ticked, each with its quantity, before they are approved; all that await a decision, as
        far as they can be approved at once, where a tablet keeps the page for what will be ticked away from here."""
        contract = self.site.contract
        if "awaiting" in request.query_params:
            wanted = [("status", ",".join(AWAITING_DECISION)), ("limit", str(BATCH_CALLS))]
            items = (await contract.items(visitor.actors, Query(wanted)))["items"]
            return self.site.page(request, visitor, "approve.html", items=items, gone=0, key=str(uuid4()))
        ticked = dict.fromkeys(request.query_params.getlist("item"))
        if not ticked:
            raise ValidationFailed("Tick what you want to approve first.")
        if len(ticked) > BATCH_CALLS:
            raise ValidationFailed(f"At most {BATCH_CALLS} can be approved at once.")
        items = []
        for item_id in ticked:
            with suppress(NotFound):
                items.append((await contract.item(visitor.actors, item_id, Query([])))["item"])
        gone = len(ticked) - len(items)
        return self.site.page(request, visitor, "approve.html", items=items, gone=gone, key=str(uuid4()))

    async def approve(self, request: Request, visitor: Visitor) -> Response:
        """Approve them; one result for each, whatever became of the others. Each has a key of its own under the
        form's, so that a tablet may send one by one what it had to keep."""
        sent = await self.site.form(request)
        quantities = {name[9:]: value for name, value in sent.items() if name.startswith("quantity.")}
        notes = {"approval_notes": sent["approval_notes"]} if "approval_notes" in sent else {}
        bodies = [
            {
                "action": Action.APPROVE.value,
                "payload": {"item_id": item_id, "quantity_approved": quantity.strip(), **notes},
            }
            for item_id, quantity in quantities.items()
        ]
        key = sent.get("key")
        if key is not None:
            key_in_batch(key, "")
        results = (await self.site.contract.executed_batch(visitor.actors, bodies, key, list(quantities)))["results"]
        named = [
            {"item_id": item_id, "name": sent.get(f"name.{item_id}", "Request"), "quantity": quantity, "result": result}
            for (item_id, quantity), result in zip(quantities.items(), results, strict=True)
        ]
        failed = sum(not one["result"]["success"] for one in named)
        if not failed:
            return self.site.done(request, "/requests", f"Approved: {', '.join(one['name'] for one in named)}"[:_SAID])
        if wants_part(request):
            return self.site.page(request, visitor, "_approved.html", status=409, results=named)
        return self.site.page(request, visitor, "approved.html", results=named, failed=failed)


def _address_of(chosen: Mapping[str, str | None], **other: str | None) -> str:
    """The list's address with some filters set or taken away."""
    kept = {name: value for name, value in {**chosen, **other}.items() if value}
    return f"/requests?{urlencode(kept)}" if kept else "/requests"
