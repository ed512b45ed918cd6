"""What to buy: open needs of the same part over all yachts, as a page and as files; ordering a group in one go."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

from fastapi import Request, Response

from cloud_sync.backend import ShoreBackend
from cloud_sync.pages import needs_files
from cloud_sync.pages.ages import Ages
from cloud_sync.pages.chosen import calls_of, told
from shared_models import fleet
from shared_models.backend import streamed
from shared_models.errors import LazaretteError, ValidationFailed
from shared_models.pages.forms import FormField, form_of
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query
from shared_models.states import Action
from shared_models.values import identifier

_MOST_SHOWN, _YACHTS_SHOWN = 50, 8
_PARTS_AT_ONCE = 20
"""So many parts of an export are read at a time, each with all its yachts."""
_MOST_ON_PAPER = 5_000
_PART = ("part_number", "manufacturer", "part_name", "unit")
_OF_EACH = ("quantity_ordered",)
_FILES = {
    "csv": "text/csv; charset=utf-8", "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


@dataclass(frozen=True)
class NeedPages:
    """Needs by part, the files made of them, and the page on which a group is ordered."""

    site: Site
    backend: ShoreBackend
    ages: Ages

    def add(self) -> None:
        """Serve them."""
        self.site.add("/needs", self.show)
        for kind in _FILES:
            self.site.add(f"/needs.{kind}", self.file)
        self.site.add("/needs/order", self.order_form)
        self.site.add("/needs/order", self.order, "POST")

    def _wanted(self, query: Query, most: int, most_lines: int | None = None) -> fleet.Wanted:
        """Which needs are asked for: if nothing is said, those that nobody has ordered yet."""
        return fleet.Wanted(
            query.text("q"), (query.choices("show", fleet.SHOWN) or ("unordered",))[0], most, most_lines
        )

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """A page of needs by part."""
        given = request.query_params.multi_items()
        choice = await self.ages.choice(visitor.managed, Query(given))
        pairs = [(name, value) for name, value in given if name not in ("yacht", "yacht_id")]
        query = Query([*pairs, ("yacht_id", choice.named or "")])
        wanted = self._wanted(query, _MOST_SHOWN, _YACHTS_SHOWN)
        found = await self.site.contract.needs(visitor.actors, query, wanted)
        yachts = self.ages.told(found["yachts"])
        rows = [{**need, "to_buy": needs_files.to_buy(need), "address": _address(need)} for need in found["needs"]]
        asked = {name: value for name, value in pairs if name not in ("cursor", "said")}
        if choice.named:
            asked["yacht_id"] = choice.named
        return self.site.page(
            request, visitor, "needs.html", needs=rows, total=found["total_count"], yachts=yachts, shown=wanted.shown,
            choice=choice,
            due=await self.backend.due(visitor.managed),
            asked=asked, filters=urlencode(asked), next_cursor=found["next_cursor"],
        )  # fmt: skip

    async def file(self, request: Request, visitor: Visitor) -> Response:
        """All of them, with all their yachts, as a file: CSV as it is read, the others once they are whole."""
        kind = request.url.path.rpartition(".")[2]
        query = Query(request.query_params.multi_items())
        pieces = self.site.contract.every_need(visitor.actors, query, self._wanted(query, _PARTS_AT_ONCE))
        self.site.contract.managed(visitor.actors)
        due, today = await self.backend.due(visitor.managed), datetime.now(UTC).date().isoformat()
        yachts = {
            yacht_id: {**one, **due.get(yacht_id, {})}
            for yacht_id, one in (await self.ages.of(visitor.managed)).items()
        }
        name = f"{'purchase-request' if kind == 'pdf' else 'needs'}-{today}.{kind}"
        if kind == "csv":
            return await streamed(needs_files.as_csv(pieces, yachts), _FILES[kind], name)
        made: bytes
        if kind == "pdf":
            needs: list[dict[str, Any]] = []
            async for piece in pieces:
                needs += piece
                if sum(len(need["yachts"]) for need in needs) > _MOST_ON_PAPER:
                    raise ValidationFailed(
                        f"On paper go at most {_MOST_ON_PAPER} lines: look for fewer parts, or take the spreadsheet."
                    )
            today_said = f"{datetime.now(UTC):%d %b %Y}"
            made = await asyncio.to_thread(needs_files.as_pdf, needs, yachts, visitor.me.name, today_said)
        else:
            book = needs_files.Book()
            async for piece in pieces:
                await asyncio.to_thread(book.add, needs_files.lines(piece, yachts))
            made = await asyncio.to_thread(book.whole)
        kept = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(made, media_type=_FILES[kind], headers=kept)

    async def order_form(self, request: Request, visitor: Visitor) -> Response:
        """The approved requests of one group, to be marked as ordered."""
        return await self._order_page(request, visitor, ())

    async def order(self, request: Request, visitor: Visitor) -> Response:
        """Mark what was ticked as ordered: one transaction and one order for each yacht, a result for each item."""
        sent = await self.site.form(request)
        calls = calls_of(Action.ORDER, sent)
        of_yachts: dict[str, list[dict[str, Any]]] = {}
        for call in calls:
            lines = of_yachts.setdefault(call["context"]["yacht_id"], [])
            order_id = uuid5(UUID(identifier(sent.get("form"), "form")), call["context"]["yacht_id"])
            call["payload"] |= {"order_id": str(order_id), "order_line_number": len(lines) + 1}
            lines.append(call)
        made: list[dict[str, Any]] = []
        results: list[Mapping[str, Any]] = []
        for lines in of_yachts.values():
            made += lines
            try:
                results += await self.site.contract.executed_together(visitor.actors, lines)
            except LazaretteError as error:
                results += [error.envelope()] * len(lines)
        return await self._order_page(
            request, visitor, await told(self.site.contract, self.ages, visitor, made, results)
        )

    async def _order_page(self, request: Request, visitor: Visitor, results: Sequence[Mapping[str, Any]]) -> Response:
        query = Query(request.query_params.multi_items())
        part = {name: query.text(name) for name in _PART}
        rows = await self.site.contract.to_order(visitor.actors, part)
        yachts = await self.ages.of(visitor.managed)
        form = form_of(Action.ORDER, visitor.me.role)
        for row in rows:
            row["yacht"] = yachts[row["yacht_id"]]
            row["quantity"] = replace(form.field("quantity_ordered"), value=row["quantity_approved"] or "")
        shared = [one for one in form.fields if one.kind != "hidden" and one.name not in (*_OF_EACH, *_NUMBERED)]
        return self.site.page(
            request, visitor, "needs_order.html", rows=rows, part=part, results=results, form_id=uuid4(),
            fields=[_suggested(one, rows) for one in shared],
        )  # fmt: skip


_NUMBERED = ("order_line_number",)
"""What the lines of one order get by their place in it."""


def _suggested(one: FormField, rows: Sequence[Mapping[str, Any]]) -> FormField:
    """A field filled in with what all the rows agree on."""
    known = {row.get(one.name) for row in rows}
    return replace(one, value=known.pop() or "") if len(known) == 1 else one


def _address(need: Mapping[str, Any]) -> str:
    return "/needs/order?" + urlencode({name: need[name] or "" for name in _PART})
