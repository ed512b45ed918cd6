"""The fleet: each yacht, how old its picture is, how its link was, and what waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from cloud_sync.backend import ShoreBackend
from cloud_sync.pages.ages import Ages
from cloud_sync.pages.plots import bars
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query
from shared_models.states import AWAITING_DECISION

_LINK_HOURS = 24
_MOST_SHOWN = 100
_ORDERS = ("name", "age", "backlog", "awaiting", "critical", "conflicts")
_SHOWN = ("attention", "old", "awaiting", "critical", "conflicts")


@dataclass(frozen=True)
class FleetPages:
    """The fleet's first page."""

    site: Site
    backend: ShoreBackend
    ages: Ages

    def add(self) -> None:
        """Serve it."""
        self.site.add("/fleet", self.fleet)

    async def fleet(self, request: Request, visitor: Visitor) -> Response:
        """Every yacht that the visitor manages; somebody of one yacht goes on to theirs."""
        if not visitor.managed:
            return self.site.done(request, f"/yachts/{visitor.me.yacht_id}")
        query = Query(request.query_params.multi_items())
        words, order, shown = query.text("q"), query.choices("sort", _ORDERS), query.choices("show", _SHOWN)
        before = query.position("after")
        found = await self.site.contract.fleet_yachts(visitor.actors)
        since = self.ages.since()
        yachts = [_told(one, since) for one in found["yachts"]]
        listed = [
            one for one in yachts
            if (words or "").casefold() in (one["name"] or "").casefold() and all(one[kind] for kind in shown)
        ]  # fmt: skip
        listed.sort(key=_key(order[0] if order else "name"))
        page = listed[before : before + _MOST_SHOWN]
        return self.site.page(
            request, visitor, "fleet.html", yachts=await self._with_links(visitor, page), listed=len(listed),
            total={kind: sum(bool(one[kind]) for one in yachts) for kind in _SHOWN} | {"yachts": len(yachts)},
            order=order[0] if order else "name", shown=shown, words=words or "", link_hours=_LINK_HOURS,
            before=before, most=_MOST_SHOWN,
        )  # fmt: skip

    async def _with_links(self, visitor: Visitor, yachts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The yachts of a page, each with how its link was."""
        ids = {one["yacht_id"] for one in yachts}
        actors = [actor for actor in visitor.managed if actor.yacht_id in ids]
        exchanges = await self.backend.exchanges(actors, _LINK_HOURS)
        return [{**one, **_link(exchanges[one["yacht_id"]])} for one in yachts]


def _told(yacht: dict[str, Any], since: str) -> dict[str, Any]:
    """A yacht as the page lists it; `since`: see `Ages.since`."""
    old, counts = (yacht["as_of"] or "") < since, yacht["counts"]
    attention = old or yacht["critical"] or yacht["conflicts"] or yacht["digest_match"] is False
    awaiting = sum(counts.get(status, 0) for status in AWAITING_DECISION)
    return {**yacht, "old": old, "awaiting": awaiting, "attention": attention}


def _link(exchanges: Sequence[int]) -> dict[str, Any]:
    return {"hours_in_contact": sum(count > 0 for count in exchanges), "link": bars(exchanges)}


def in_contact(hours: Mapping[int, Mapping[str, int]]) -> int:
    """In how many of these hours an exchange ended."""
    return sum(hour["exchanges"] > 0 for hour in hours.values())


def _key(order: str) -> Any:
    """What a list is ordered by: names from A, the oldest picture first, else the largest number first."""
    if order == "name":
        return lambda one: (one["name"] or "").casefold()
    if order == "age":
        return lambda one: one["as_of"] or ""
    return lambda one: (-one[order], (one["name"] or "").casefold())
