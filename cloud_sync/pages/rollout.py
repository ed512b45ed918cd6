"""How far the shopping list is turned on, and how its yachts did in the last day, before it goes further."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response

from cloud_sync.backend import ShoreBackend
from cloud_sync.managers import Managers
from cloud_sync.pages.ages import Ages, listed
from cloud_sync.pages.yacht import managed, on_yacht
from cloud_sync.report import reported
from cloud_sync.rollout import GUARD_HOURS, OF_ONE, on_both_sides, share
from shared_models.errors import Forbidden, ValidationFailed
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query
from shared_models.tables import SHOPPING_LIST


@dataclass(frozen=True)
class RolloutPages:
    """The page and its two forms: for all by a percentage, for one yacht by name."""

    site: Site
    backend: ShoreBackend
    managers: Managers
    ages: Ages

    def add(self) -> None:
        """Serve them."""
        self.site.add("/rollout", self.show)
        self.site.add("/rollout", self.for_all, "POST")
        self.site.add("/yachts/{yacht_id}/rollout", self.for_one, "POST")
        self.site.add("/yachts/{yacht_id}/report", self.report)

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """Each yacht that the visitor manages: whether it has the list, and how it did."""
        actors = visitor.managed
        if not actors:
            raise Forbidden("Only a manager sees the rollout.")
        await self.backend.write_down_all()
        said, on = await self.managers.rollouts(actors), set(await self.backend.enabled_among(actors))
        some = listed(await self.ages.of(actors), Query(request.query_params.multi_items()).text("q"))
        shown = [actor for actor in actors if actor.yacht_id in some.yachts]
        hours = await self.backend.link_hours(shown, GUARD_HOURS)
        rows = [
            {
                **yacht, "is_on": yacht_id in on, "said": _word(said.get(yacht_id)),
                "share": round(share(yacht_id, SHOPPING_LIST), 1), **_day(hours.get(yacht_id, {})),
            }
            for yacht_id, yacht in some.yachts.items()
        ]  # fmt: skip
        return self.site.page(
            request, visitor, "rollout.html", listed=some, yachts=rows, of_all=said.get(None), is_said=bool(said),
            on=len(on), choices=list(OF_ONE), is_switched_on=self.backend.switch,
        )  # fmt: skip

    async def for_all(self, request: Request, visitor: Visitor) -> Response:
        """Turn it on for a percentage of all yachts."""
        form = await self.site.form(request)
        sent = form.get("percentage", "").strip()
        if not (sent.isascii() and sent.isdecimal() and len(sent) <= 3 and int(sent) <= 100):
            raise ValidationFailed("percentage must be a whole number from 0 to 100.", "percentage")
        await self.managers.roll_out(visitor.managed or [visitor.me], None, int(sent), form.get("note"))
        return self.site.done(request, "/rollout", f"On for {int(sent)} % of all yachts.")

    async def for_one(self, request: Request, visitor: Visitor) -> Response:
        """Turn it on or off for one yacht, or leave it to the percentage."""
        actor = managed(visitor, on_yacht(request, visitor).yacht_id)
        form = await self.site.form(request)
        said = form.get("said", "")
        if said not in OF_ONE:
            raise ValidationFailed(f"said must be one of {', '.join(OF_ONE)}.", "said")
        await self.managers.roll_out(visitor.managed, actor.yacht_id, OF_ONE[said], form.get("note"))
        return self.site.done(request, "/rollout", "It holds from now on; on board from the next exchange.")

    async def report(self, request: Request, visitor: Visitor) -> Response:
        """How a yacht's last day was, and whether that speaks for going further."""
        actor = managed(visitor, on_yacht(request, visitor).yacht_id)
        await self.backend.write_down_all()
        name = (await self.ages.of([actor]))[actor.yacht_id]["name"]
        alerts = await self.backend.database.alerts([actor.yacht_id])
        stands = [alert["text"] for alert in alerts if alert["resolved_at"] is None]
        now_ms = self.backend.now_ms()
        found = await self.backend.read(
            [actor], lambda tx: reported(tx, actor.yacht_id, name, GUARD_HOURS, stands, now_ms)
        )
        return self.site.page(request, visitor, "report.html", report=found)


def _word(percentage: int | None) -> str:
    return "percentage" if percentage is None else "on" if percentage == 100 else "off" if percentage == 0 else "listed"


def _day(hours: Mapping[int, Mapping[str, Any]]) -> dict[str, Any]:
    """A yacht's last day in sums."""
    counts, p95 = on_both_sides(hours.values())
    of_link = {name: sum(hour[name] for hour in hours.values()) for name in ("exchanges", "differed")}
    return {**of_link, **counts, "p95_ms": p95}
