"""The pages ashore: the fleet, what awaits a decision anywhere, what to buy, people and nodes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from cloud_sync.backend import ShoreBackend
from cloud_sync.managers import Managers
from cloud_sync.pages.ages import Ages
from cloud_sync.pages.approvals import ApprovalPages
from cloud_sync.pages.fleet import FleetPages
from cloud_sync.pages.health import HealthPages
from cloud_sync.pages.managing import NodePages, PeoplePages
from cloud_sync.pages.needs import NeedPages
from cloud_sync.pages.rollout import RolloutPages
from cloud_sync.pages.spending import SpendingPages
from cloud_sync.pages.yacht import YachtPages
from cloud_sync.settings import ShoreSettings
from shared_models.pages.conflicts import ConflictPages
from shared_models.pages.item import ItemPages
from shared_models.pages.notifications import NotificationPages
from shared_models.pages.site import MenuEntry, Site, Visitor
from shared_models.roles import HOD, Role

_MANAGERS = frozenset({Role.MANAGER})
MENU = (
    MenuEntry("/fleet", "Fleet", _MANAGERS), MenuEntry("/approvals", "Approvals", HOD),
    MenuEntry("/needs", "Needs", _MANAGERS), MenuEntry("/conflicts", "Conflicts"),
    MenuEntry("/spending", "Spending", _MANAGERS),
    MenuEntry("/people", "People", _MANAGERS), MenuEntry("/nodes", "Nodes", _MANAGERS),
    MenuEntry("/rollout", "Rollout", _MANAGERS), MenuEntry("/health", "Health", _MANAGERS),
)  # fmt: skip


def add_pages(app: FastAPI, backend: ShoreBackend, settings: ShoreSettings) -> Site:
    """Serve the pages on the shore's application."""

    known_nodes: dict[str, bool] = {}

    async def version_of(visitor: Visitor) -> str:
        status = await backend.fleet_status(visitor.actors)
        return str(sum(one["position"] for one in status.values())) + max(
            (one["as_of"] or "" for one in status.values()), default=""
        )

    async def yachts(visitor: Visitor) -> Mapping[str, Mapping[str, Any]]:
        return await ages.of(visitor.actors)

    async def on_board(visitor: Visitor, node_id: str) -> bool:
        if node_id not in known_nodes:
            known_nodes[node_id] = not await backend.is_shores(visitor.actors, node_id)
        return known_nodes[node_id]

    site = Site(
        app, app.state.contract, Path(__file__).parent / "templates", MENU, MENU[0].path, version_of,
        backend.people.idle_limit_s, item_path="/yachts/{yacht_id}/requests/{item_id}",
    )  # fmt: skip
    managers = Managers(backend)
    ages = Ages(site.contract, settings.stale_after_s)
    for pages in (
        FleetPages(site, backend, ages), ApprovalPages(site, ages), NeedPages(site, backend, ages),
        SpendingPages(site, backend, ages), YachtPages(site, backend, managers, ages),
        ItemPages(site, on_board, parts_have_pages=False), ConflictPages(site, on_board, yachts),
        NotificationPages(site, yachts), PeoplePages(site, managers, ages),
        RolloutPages(site, backend, managers, ages), HealthPages(site, backend),
        NodePages(site, managers, ages, settings.public_url, settings.enrolment_lifetime_s),
    ):  # fmt: skip
        pages.add()
    return site
