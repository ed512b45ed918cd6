"""The list on board: what awaits my decision first."""

from dataclasses import dataclass

from fastapi import Request, Response

from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query


@dataclass(frozen=True)
class ListPages:
    """The list of requests."""

    site: Site

    def add(self) -> None:
        """Serve them."""
        self.site.add("/requests", self.requests)

    async def requests(self, request: Request, visitor: Visitor) -> Response:
        """A page of the list."""
        query = Query(request.query_params.multi_items())
        page = await self.site.contract.items(visitor.actors, query)
        return self.site.page(request, visitor, "requests.html", page=page)
