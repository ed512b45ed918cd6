"""The pages on board: what awaits a decision, an item and its history, conflicts, the link."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI

from edge_node.backend import NodeBackend
from edge_node.pages.asking import AskingPages
from edge_node.pages.away import AwayPages
from edge_node.pages.importing import ImportPages
from edge_node.pages.link import LinkPages
from edge_node.pages.list import ListPages
from edge_node.pages.origins import OriginPages
from edge_node.pages.people import PeoplePages
from edge_node.persist import IN_BACKLOG, OUTBOX, STATE
from edge_node.sync_status import catching_up_since
from shared_models import conflicts
from shared_models.entries import is_on_board
from shared_models.pages.conflicts import ConflictPages
from shared_models.pages.item import ItemPages
from shared_models.pages.notifications import NotificationPages
from shared_models.pages.site import MenuEntry, Site, Visitor
from shared_models.roles import HOD

MENU = (
    MenuEntry("/requests", "Requests"),
    MenuEntry("/conflicts", "Conflicts"),
    MenuEntry("/sync", "Sync"),
    MenuEntry("/import", "Import", HOD),
)


def add_pages(app: FastAPI, backend: NodeBackend, sign_in_names: bool) -> Site:
    """Serve the pages on the node's application. `sign_in_names`: whether the sign-in lists everybody to pick."""

    async def version_of(visitor: Visitor) -> str:
        async with backend.database.reading() as tx:
            state = (await tx.rows(sa.select(STATE.c.epoch, STATE.c.seq, STATE.c.position)))[0]
        return f"{state['epoch']}.{state['seq']}.{state['position']}.{backend.engine.applied}.{backend.engine.link}"

    async def around(visitor: Visitor) -> Mapping[str, Any]:
        count = sa.select(sa.func.count().label("total")).select_from(OUTBOX).where(IN_BACKLOG)
        async with backend.database.reading() as tx:
            waiting = (await tx.rows(count))[0]["total"]
            overruled = await conflicts.overruled(tx, [backend.yacht_id], visitor.me.user_id)
            since = await catching_up_since(tx)
        link = backend.engine.link
        return {"link": link, "waiting": waiting, "overruled": overruled, "catching_up_since": since}

    async def on_board(_: Visitor, node_id: str) -> bool:
        return is_on_board(node_id)  # this node, or an earlier one of the yacht

    templates = Path(__file__).parent / "templates"
    site = Site(
        app, app.state.contract, templates, MENU, MENU[0].path, version_of, backend.people.idle_limit_s, around,
        names=backend.roster.names if sign_in_names else None,
    )  # fmt: skip
    for pages in (
        ListPages(site), AskingPages(site), ConflictPages(site, on_board), LinkPages(site, backend),
        ImportPages(site, backend), OriginPages(site), PeoplePages(site, backend), AwayPages(site),
        ItemPages(site, on_board), NotificationPages(site),
    ):  # fmt: skip
        pages.add()
    return site
