"""Small pages of what a request comes from: a part, a work order, a delivery, each with its requests."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from fastapi import Request, Response

from shared_models import queries
from shared_models.changes import Transaction
from shared_models.errors import NotFound
from shared_models.pages.site import Site, Visitor
from shared_models.values import identifier

_MOST_REQUESTS = 50


@dataclass(frozen=True)
class _Kind:
    """One kind of origin: where it is, what it is called, what is shown of it, and how requests name it."""

    path: str
    table: sa.Table
    title: str
    facts: tuple[tuple[str, str], ...]
    named_by: sa.ColumnElement[Any]
    parameter: str


_KINDS = (
    _Kind(
        "/parts", queries.PARTS, "name",
        (
            ("Part number", "part_number"), ("Maker", "manufacturer"), ("On board", "quantity_on_hand"),
            ("Minimum", "minimum_quantity"), ("Unit", "unit"), ("Where it is kept", "location"), ("IMPA", "impa_code"),
        ),
        queries.ITEMS.c.part_id, "part_id",
    ),
    _Kind(
        "/work-orders", queries.WORK_ORDERS, "title", (("Status", "status"), ("Equipment", "equipment_name")),
        queries.ITEMS.c.source_work_order_id, "work_order_id",
    ),
    _Kind(
        "/deliveries", queries.RECEIVING_EVENTS, "reference", (("Supplier", "supplier"), ("Received", "received_at")),
        queries.ITEMS.c.source_receiving_id, "receiving_id",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class OriginPages:
    """The pages."""

    site: Site

    def add(self) -> None:
        """Serve them."""
        for kind in _KINDS:
            self.site.add(f"{kind.path}/{{key}}", self._page_of(kind))

    def _page_of(self, kind: _Kind) -> Callable[[Request, Visitor], Awaitable[Response]]:
        async def page(request: Request, visitor: Visitor) -> Response:
            key = identifier(request.path_params["key"], "id")
            contract = self.site.contract
            actors = await contract.shown(visitor.actors, None)
            row, items = await contract.backend.read(actors, lambda tx: _read(tx, actors[0].yacht_id, kind, key))
            return self.site.page(
                request, visitor, "origin.html", title=row[kind.title] or "Delivery", items=items,
                facts=[(label, row[name]) for label, name in kind.facts if row[name] is not None],
                request_address=f"/requests/new?{kind.parameter}={key}",
            )  # fmt: skip

        return page


async def _read(tx: Transaction, yacht_id: str, kind: _Kind, key: str) -> tuple[Any, Any]:
    found = await tx.rows(sa.select(kind.table).where(kind.table.c.yacht_id == yacht_id, kind.table.c.id == key))
    if not found:
        raise NotFound("There is nothing at this address.")
    items = queries.ITEMS
    wanted = (items.c.yacht_id == yacht_id, items.c.deleted_at.is_(None), kind.named_by == key)
    chosen = sa.select(items).where(*wanted).order_by(items.c.created_at.desc()).limit(_MOST_REQUESTS)
    return found[0], await tx.rows(chosen)
