"""What concerns the visitor: what others did to their requests, what was overruled, what critical request waits."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from shared_models.notifications import MOST
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query


async def _no_names(visitor: Visitor) -> Mapping[str, Mapping[str, Any]]:
    return {}


@dataclass(frozen=True)
class NotificationPages:
    """The page behind the bell."""

    site: Site
    yachts: Callable[[Visitor], Awaitable[Mapping[str, Mapping[str, Any]]]] = _no_names
    """Ashore the names and ages of the visitor's yachts, by id."""

    def add(self) -> None:
        """Serve it."""
        self.site.add("/notifications", self.notifications)
        self.site.add("/notifications/seen", self.seen, "POST")

    async def notifications(self, request: Request, visitor: Visitor) -> Response:
        """All of it, newest first. Looking at it marks nothing: a browser may fetch a page that nobody reads."""
        found = await self.site.contract.notifications(visitor.actors, Query([]))
        new = [one["entry_id"] for one in found["notifications"] if one["kind"] == "done" and not one["seen"]]
        return self.site.page(
            request, visitor, "notifications.html", notifications=found["notifications"], new=",".join(new[:MOST]),
            yachts=await self.yachts(visitor),
        )  # fmt: skip

    async def seen(self, request: Request, visitor: Visitor) -> Response:
        """The visitor has seen what the page showed them; what came since stays new."""
        sent = await self.site.form(request)
        entry_ids = sent.get("entry_ids", "").split(",")
        await self.site.contract.notifications_seen(visitor.actors, {"entry_ids": entry_ids})
        return self.site.done(request, "/notifications", "Marked as seen.")
