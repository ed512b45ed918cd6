"""Spending at a glance: the estimated value of requests by yacht and by how far they have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from cloud_sync.backend import ShoreBackend
from cloud_sync.pages.ages import Ages
from cloud_sync.pages.plots import stretches
from cloud_sync.spending import STAGES, spending
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query

_MOST_SHOWN = 100


@dataclass(frozen=True)
class SpendingPages:
    """The page."""

    site: Site
    backend: ShoreBackend
    ages: Ages

    def add(self) -> None:
        """Serve it."""
        self.site.add("/spending", self.show)

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """Each currency by itself, those first who spend most."""
        contract, before = self.site.contract, Query(request.query_params.multi_items()).position("after")
        actors = await contract.shown(contract.managed(visitor.actors), None)
        ids = [actor.yacht_id for actor in actors]
        found = await self.backend.survey(actors, lambda tx: spending(tx, ids, before, _MOST_SHOWN))
        for one in found:
            one["yachts"] = [{**row, "plot": _plot(row, one["highest"])} for row in one["yachts"]]
        meant = {row["yacht_id"] for one in found for row in one["yachts"]}
        ages = await self.ages.of([actor for actor in actors if actor.yacht_id in meant])
        return self.site.page(
            request, visitor, "spending.html", currencies=found, stages=STAGES, yachts=ages, before=before,
            most=_MOST_SHOWN, is_more=any(one["yacht_count"] > before + _MOST_SHOWN for one in found),
        )  # fmt: skip


def _plot(row: Mapping[str, Any], most: float) -> list[tuple[str, str]]:
    """A line for each stage that has a value, one after the other."""
    lines = stretches([float(row[stage]) for stage in STAGES], most)
    return [(stage, line) for stage, line in zip(STAGES, lines, strict=True) if line]
