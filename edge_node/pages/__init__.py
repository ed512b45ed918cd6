"""The pages on board: what awaits a decision, an item and its history, conflicts, the link."""

from pathlib import Path

import sqlalchemy as sa
from fastapi import FastAPI

from edge_node.backend import NodeBackend
from edge_node.pages.list import ListPages
from edge_node.persist import STATE
from shared_models.pages.site import MenuEntry, Site, Visitor

MENU = (MenuEntry("/requests", "Requests"),)


def add_pages(app: FastAPI, backend: NodeBackend) -> Site:
    """Serve the pages on the node's application."""

    async def version_of(visitor: Visitor) -> str:
        async with backend.database.reading() as tx:
            state = (await tx.rows(sa.select(STATE.c.epoch, STATE.c.seq, STATE.c.position)))[0]
        return f"{state['epoch']}.{state['seq']}.{state['position']}.{backend.engine.applied}"

    templates = Path(__file__).parent / "templates"
    site = Site(app, app.state.contract, templates, MENU, MENU[0].path, version_of, backend.people.idle_limit_s)
    for pages in (ListPages(site),):
        pages.add()
    return site
