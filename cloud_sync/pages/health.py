"""What is wrong now and was in the last 30 days, and how the health worker's last run went."""

from dataclasses import dataclass

from fastapi import Request, Response

from cloud_sync.backend import ShoreBackend
from shared_models.errors import Forbidden
from shared_models.pages.site import Site, Visitor


@dataclass(frozen=True)
class HealthPages:
    """One page, for managers: the alerts of their yachts and of the shore itself."""

    site: Site
    backend: ShoreBackend

    def add(self) -> None:
        """Serve it."""
        self.site.add("/health", self.show)

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """The page."""
        if not visitor.managed:
            raise Forbidden("Only a manager sees the alerts.")
        alerts = await self.backend.database.alerts([actor.yacht_id for actor in visitor.managed])
        checks = await self.backend.database.last_checks()
        standing = sum(alert["resolved_at"] is None for alert in alerts)
        return self.site.page(request, visitor, "health.html", alerts=alerts, checks=checks, standing=standing)
