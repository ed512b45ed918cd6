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
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query
from shared_models.roles import is_hod
from shared_models.states import Action

_AT_ONCE = "20"
_KNOWN = (
    ("Status", "status"), ("Asked", "quantity_requested"), ("Approved", "quantity_approved"),
    ("Ordered", "quantity_ordered"), ("Received", "quantity_received"), ("Urgency", "urgency"),
)  # fmt: skip


@dataclass(frozen=True)
class ConflictPages:
    """The conflicts. `on_board(node_id)`: whether an entry was recorded on board."""

    site: Site
    on_board: Callable[[str], Awaitable[bool]]

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
        role = visitor.me.role_for(REGISTRY[Action.ACKNOWLEDGE].roles)
        body = {"action": Action.ACKNOWLEDGE.value, "payload": payload_of(Action.ACKNOWLEDGE.value, role, sent)}
        try:
            await self.site.contract.executed(visitor.actors, body, sent.get("key"))
        except LazaretteError as error:
            if error.status in (401, 503):
                raise
            return await self._page(request, visitor, error, sent)
        return self.site.done(request, "/conflicts", "Acknowledged.")

    async def _page(
        self, request: Request, visitor: Visitor, error: LazaretteError | None, sent: Mapping[str, str]
    ) -> Response:
        contract, given = self.site.contract, request.query_params
        asked = {name: given[name] for name in ("all", "cursor") if given.get(name)}
        page = await contract.conflicts(visitor.actors, Query([*asked.items(), ("limit", _AT_ONCE)]))
        known = await contract.known(visitor.actors, page["conflicts"])
        role = visitor.me.role_for(REGISTRY[Action.ACKNOWLEDGE].roles)
        shown = []
        entries: dict[str, dict[str, Any]] = {}
        for one in page["conflicts"]:
            if one["by"] not in entries:
                told = await contract.history(visitor.actors, Query([("item_id", one["item_id"])]))
                entries |= {entry["entry_id"]: entry for entry in told["entries"]}
            values = {"item_id": one["item_id"], "entry_id": one["entry_id"]}
            form = form_of(Action.ACKNOWLEDGE.value, role, values, hidden=("item_id", "entry_id"))
            sides = [await self._side(entries[name], known) for name in (one["entry_id"], one["by"]) if name in entries]
            is_refused = error is not None and sent.get("entry_id") == one["entry_id"]
            shown.append({**one, "sides": sides, "form": form, "error": error if is_refused else None})
        return self.site.page(
            request, visitor, "conflicts.html", error.status if error else 200, conflicts=shown, key=str(uuid4()),
            may_acknowledge=is_hod(visitor.me.role), shows_all=asked.get("all") == "true", error=error,
            names={one["actor_id"]: one["actor_name"] for one in entries.values()},
            following=urlencode({**asked, "cursor": page["next_cursor"]}) if page["next_cursor"] else None,
        )  # fmt: skip

    async def _side(self, entry: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        """One of the two acts: who, when and where, and what they had before them."""
        item = known.get(entry["entry_id"], {})
        facts = [(label, str(item[name])) for label, name in _KNOWN if item.get(name) not in (None, "0")]
        done = REGISTRY[Action(entry["action"])].noun if entry["action"] in set(Action) else entry["action"]
        return {**entry, "is_on_board": await self.on_board(entry["node"]), "facts": facts, "done": done}
