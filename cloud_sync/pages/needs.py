"""What to buy: open needs of the same part over all yachts, as a page and as files; ordering a group in one go."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

from fastapi import Request, Response

from cloud_sync.pages import needs_files
from cloud_sync.pages.ages import Ages
from cloud_sync.pages.chosen import calls_of, told
from shared_models.errors import LazaretteError
from shared_models.pages.forms import FormField, form_of
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query
from shared_models.states import Action
from shared_models.values import identifier

_MOST_SHOWN = 500
_SHOWN = ("approved", "unordered", "all")
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
    ages: Ages

    def add(self) -> None:
        """Serve them."""
        self.site.add("/needs", self.show)
        for kind in _FILES:
            self.site.add(f"/needs.{kind}", self.file)
        self.site.add("/needs/order", self.order_form)
        self.site.add("/needs/order", self.order, "POST")

    async def _found(self, request: Request, visitor: Visitor) -> tuple[list[dict[str, Any]], str]:
        """The needs that are asked for, and which these are: approved and not ordered, not ordered, or all."""
        query = Query(request.query_params.multi_items())
        shown = (query.choices("show", _SHOWN) or ("unordered",))[0]
        needs = (await self.site.contract.needs(visitor.actors, query))["needs"]
        if shown == "approved":
            needs = [need for need in needs if need["approved"] != "0"]
        elif shown == "unordered":
            needs = [need for need in needs if needs_files.to_buy(need) != "0"]
        return needs, shown

    async def show(self, request: Request, visitor: Visitor) -> Response:
        """Needs by part."""
        needs, shown = await self._found(request, visitor)
        yachts = await self.ages.of(visitor.managed)
        rows = [{**need, "to_buy": needs_files.to_buy(need), "address": _address(need)} for need in needs[:_MOST_SHOWN]]
        return self.site.page(
            request, visitor, "needs.html", needs=rows, total=len(needs), yachts=yachts, shown=shown,
            asked=request.query_params,
        )  # fmt: skip

    async def file(self, request: Request, visitor: Visitor) -> Response:
        """The same needs as a file."""
        kind = request.url.path.rpartition(".")[2]
        needs, _ = await self._found(request, visitor)
        yachts, today = await self.ages.of(visitor.managed), datetime.now(UTC).date().isoformat()
        made = await asyncio.to_thread(_made, kind, needs, yachts, visitor.me.name)
        name = f"{'purchase-request' if kind == 'pdf' else 'needs'}-{today}.{kind}"
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


def _made(
    kind: str, needs: Sequence[Mapping[str, Any]], yachts: Mapping[str, Mapping[str, Any]], by: str
) -> bytes:  # fmt: skip
    if kind == "pdf":
        return needs_files.as_pdf(needs, yachts, by, f"{datetime.now(UTC):%d %b %Y}")
    rows = needs_files.lines(needs, yachts)
    return needs_files.as_csv(rows) if kind == "csv" else needs_files.as_xlsx(rows)
