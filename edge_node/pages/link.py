"""The link: how this node stands to the shore, what it costs, and an exchange now."""

from dataclasses import dataclass

import sqlalchemy as sa
from fastapi import Request, Response

from edge_node.backend import NodeBackend
from edge_node.tables import SyncExchange
from shared_models.backend import answer
from shared_models.entries import moment, wall_ms_of
from shared_models.pages.site import Site, Visitor, wants_part
from shared_models.tables import table_of

_EXCHANGES = table_of(SyncExchange)
_PLOTTED_DAYS = 7
_HOUR_MS = 3_600_000


@dataclass(frozen=True)
class LinkPages:
    """The page of the link and what it asks for."""

    site: Site
    backend: NodeBackend

    def add(self) -> None:
        """Serve them."""
        self.site.add("/sync", self.sync)
        self.site.add("/sync/now", self.now, "POST")
        self.site.add("/sync/exchanges", self.exchanges)

    async def sync(self, request: Request, visitor: Visitor) -> Response:
        """The page, or only its figures."""
        status = await self.site.contract.sync_status(visitor.actors)
        return self.site.page(request, visitor, "_status.html" if wants_part(request) else "sync.html", stands=status)

    async def now(self, request: Request, visitor: Visitor) -> Response:
        """Exchange now; the figures then say how it went."""
        status = await self.site.contract.sync_now(visitor.actors)
        if wants_part(request):
            return self.site.page(request, visitor, "_status.html", stands=status)
        outcome = (status["last_exchange"] or {}).get("outcome", "not tried")
        return self.site.done(request, "/sync", "Synced." if outcome == "ok" else f"Not synced: {outcome}.")

    async def exchanges(self, request: Request, visitor: Visitor) -> Response:
        """Bytes up and down in each hour of the last days, and how many exchanges failed: columns for a plot."""
        hour = self.backend.now_ms() // _HOUR_MS
        first = hour - _PLOTTED_DAYS * 24 + 1
        in_hour = sa.func.substr(_EXCHANGES.c.at, 1, 13, type_=sa.Text)
        sums = [sa.func.sum(_EXCHANGES.c[name]).label(name) for name in ("bytes_up", "bytes_down")]
        failed = sa.func.sum(sa.case((_EXCHANGES.c.outcome == "ok", 0), else_=1)).label("failed")
        chosen = sa.select(in_hour.label("hour"), *sums, failed).where(_EXCHANGES.c.at >= moment(first * _HOUR_MS))
        async with self.backend.database.reading() as tx:
            rows = await tx.rows(chosen.group_by(in_hour))
        by_hour = {wall_ms_of(f"{row['hour']}:00:00.000Z") // _HOUR_MS: row for row in rows}
        hours = range(first, hour + 1)
        columns = [[one * 3600 for one in hours]]
        columns += [
            [by_hour[one][name] if one in by_hour else 0 for one in hours]
            for name in ("bytes_up", "bytes_down", "failed")
        ]
        return answer({"columns": columns})
