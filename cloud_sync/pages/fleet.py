"""The fleet: each yacht, how old its picture is, and what waits."""

from dataclasses import dataclass

from fastapi import Request, Response

from shared_models.pages.site import Site, Visitor


@dataclass(frozen=True)
class FleetPages:
    """The fleet's first page."""

    site: Site

    def add(self) -> None:
        """Serve it."""
        self.site.add("/fleet", self.fleet)

    async def fleet(self, request: Request, visitor: Visitor) -> Response:
        """Every yacht that the visitor may see."""
        found = await self.site.contract.fleet_yachts(visitor.actors)
        return self.site.page(request, visitor, "fleet.html", yachts=found["yachts"])
