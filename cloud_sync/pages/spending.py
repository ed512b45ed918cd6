"""Spending at a glance: the estimated value of requests by yacht and by how far they have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fastapi import Request, Response

from cloud_sync.backend import ShoreBackend
from cloud_sync.pages.ages import Ages
from cloud_sync.pages.plots import stretches
from cloud_sync.spending import STAGES, spending
from shared_models.pages.site import Site, Visitor


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
        """Each currency by itself."""
        contract = self.site.contract
        actors = await contract.shown(contract.managed(visitor.actors), None)
        ids = [actor.yacht_id for actor in actors]
        ages = await self.ages.of(actors)  # before what they are the ages of
        found = await self.backend.survey(actors, lambda tx: spending(tx, ids))
        for one in found:
            most = max((Decimal(row["total"]) for row in one["yachts"]), default=Decimal())
            one["yachts"] = [{**row, "plot": _plot(row, most)} for row in one["yachts"]]
        return self.site.page(request, visitor, "spending.html", currencies=found, stages=STAGES, yachts=ages)


def _plot(row: Mapping[str, Any], most: Decimal) -> list[tuple[str, str]]:
    """A line for each stage that has a value, one after the other."""
    lines = stretches([float(row[stage]) for stage in STAGES], float(most))
    return [(stage, line) for stage, line in zip(STAGES, lines, strict=True) if line]
