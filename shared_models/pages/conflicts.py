"""Conflicts: what was overruled, what each of the two had before them, and a word that it was looked at."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from fastapi import Request, Response

from shared_models.actions import REGISTRY
from shared_models.errors import LazaretteError
from shared_models.pages.forms import form_of, payload_of
from shared_models.pages.item import OnBoard
from shared_models.pages.site import Site, Visitor, wants_part
from shared_models.requests import Query
from shared_models.roles import HOD
from shared_models.states import Action

_AT_ONCE = "20"
_KNOWN = (
    ("Status", "status"), ("Asked", "quantity_requested"), ("Approved", "quantity_approved"),
    ("Ordered", "quantity_ordered"), ("Received", "quantity_received"), ("Urgency", "urgency"),
)  # fmt: skip


def _narrowed(request: Request) -> str:
    """The yacht that the page is narrowed to, as its address says it."""
    yacht_id = request.query_params.get("yacht_id")
    return urlencode({"yacht_id": yacht_id}) if yacht_id else ""


async def _no_names(visitor: Visitor) -> Mapping[str, Mapping[str, Any]]:
    return {}


@dataclass(frozen=True)
class ConflictPages:
    """The conflicts. `on_board`: whether a node, named in an entry, is one on board."""

    site: Site
    on_board: OnBoard
    yachts: Callable[[Visitor], Awaitable[Mapping[str, Mapping[str, Any]]]] = _no_names
    """Ashore the names and ages of the visitor's yachts, by id."""

    def add(self) -> None:
        """Serve them."""
        self.site.add("/conflicts", self.conflicts)
        self.site.add("/conflicts/acknowledge", self.acknowledge, "POST")

    async def conflicts(self, request: Request, visitor: Visitor) -> Response:
        """Those that are open, or all; the reader's own count as seen from now on."""
        return await self._page(request, visitor, None, {})

    async def acknowledge(self, request: Request, visitor: Visitor) -> Response:
        """A head of department has looked at one."""
        sent = await self.site.form(request)
        payload = payload_of(Action.ACKNOWLEDGE.value, visitor.me.role_for(HOD), sent)
        body = {
            "action": Action.ACKNOWLEDGE.value, "context": {"yacht_id": sent.get("yacht_id")}, "payload": payload,
        }  # fmt: skip
        try:
            await self.site.contract.executed(visitor.actors, body, sent.get("key"))
        except LazaretteError as error:
            if error.status in (401, 503) or wants_part(request):
                raise
            return await self._page(request, visitor, error, sent)
        narrowed = _narrowed(request)
        return self.site.done(request, f"/conflicts?{narrowed}" if narrowed else "/conflicts", "Acknowledged.")

    async def _page(
        self, request: Request, visitor: Visitor, error: LazaretteError | None, sent: Mapping[str, str]
    ) -> Response:
        contract, given = self.site.contract, request.query_params
        asked = {name: given[name] for name in ("all", "cursor", "yacht_id") if given.get(name)}
        page = await contract.conflicts(visitor.actors, Query([*asked.items(), ("limit", _AT_ONCE)]))
        known = await contract.known(visitor.actors, page["conflicts"])
        heads = {one.yacht_id for one in visitor.actors if one.is_head}
        shown = []
        entries: dict[str, dict[str, Any]] = {}
        for one in page["conflicts"]:
            item = [("item_id", one["item_id"]), ("yacht_id", one["yacht_id"])]
            if one["by"] not in entries:
                told = await contract.history(visitor.actors, Query(item))
                entries |= {entry["entry_id"]: entry for entry in told["entries"]}
            values = {"item_id": one["item_id"], "entry_id": one["entry_id"]}
            form = form_of(Action.ACKNOWLEDGE.value, visitor.me.role_for(HOD), values, hidden=("item_id", "entry_id"))
            both = [entries[name] for name in (one["entry_id"], one["by"]) if name in entries]
            sides = [await self._side(visitor, entry, known) for entry in both]
            is_refused = error is not None and sent.get("entry_id") == one["entry_id"]
            shown.append({**one, "sides": sides, "form": form, "error": error if is_refused else None})
        return self.site.page(
            request, visitor, "conflicts.html", error.status if error else 200, conflicts=shown, key=str(uuid4()),
            heads=heads, yachts=await self.yachts(visitor), narrowed=_narrowed(request),
            shows_all=asked.get("all") == "true", error=error,
            names={one["actor_id"]: one["actor_name"] for one in entries.values()},
            following=urlencode({**asked, "cursor": page["next_cursor"]}) if page["next_cursor"] else None,
        )  # fmt: skip

    async def _side(
        self, visitor: Visitor, entry: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]
    ) -> dict[str, Any]:
        """One of the two acts: who, when and where, and what they had before them."""
        item = known.get(entry["entry_id"], {})
        facts = [(label, str(item[name])) for label, name in _KNOWN if item.get(name) not in (None, "0")]
        done = REGISTRY[Action(entry["action"])].noun if entry["action"] in set(Action) else entry["action"]
        return {**entry, "is_on_board": await self.on_board(visitor, entry["node"]), "facts": facts, "done": done}
