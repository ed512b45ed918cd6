"""The pages ashore: the fleet, what awaits a decision anywhere, what to buy, people and nodes."""

from pathlib import Path

from fastapi import FastAPI

from cloud_sync.backend import ShoreBackend
from cloud_sync.pages.ages import Ages
from cloud_sync.pages.approvals import ApprovalPages
from cloud_sync.pages.fleet import FleetPages
from cloud_sync.pages.needs import NeedPages
from cloud_sync.settings import ShoreSettings
from shared_models.pages.site import MenuEntry, Site, Visitor
from shared_models.roles import HOD, Role

_MANAGERS = frozenset({Role.MANAGER})
MENU = (
    MenuEntry("/fleet", "Fleet", _MANAGERS), MenuEntry("/approvals", "Approvals", HOD),
    MenuEntry("/needs", "Needs", _MANAGERS),
)  # fmt: skip


def add_pages(app: FastAPI, backend: ShoreBackend, settings: ShoreSettings) -> Site:
    """Serve the pages on the shore's application."""

    async def version_of(visitor: Visitor) -> str:
        status = await backend.fleet_status(visitor.actors)
        return str(sum(one["position"] for one in status.values())) + max(
            (one["as_of"] or "" for one in status.values()), default=""
        )

    templates = Path(__file__).parent / "templates"
    site = Site(app, app.state.contract, templates, MENU, MENU[0].path, version_of, backend.people.idle_limit_s)
    ages = Ages(site.contract, settings.stale_after_s)
    for pages in (FleetPages(site, backend, ages), ApprovalPages(site, ages), NeedPages(site, ages)):
        pages.add()
    return site
