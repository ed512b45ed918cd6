"""What people and nodes of a yacht are: the roster and its changes, PINs, enrolment and revocation. For managers."""

import io
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import segno
from fastapi import Request, Response

from cloud_sync.managers import Managers
from cloud_sync.pages.ages import Ages, listed
from cloud_sync.pages.yacht import managed, on_yacht
from shared_models import values
from shared_models.errors import Forbidden, LazaretteError, ValidationFailed
from shared_models.pages.forms import FormField
from shared_models.pages.site import Site, Visitor
from shared_models.requests import Query, required_text
from shared_models.roles import Actor, Role
from shared_models.sign_in import chosen_pin

_ROLE = FormField("role", "Role", "choice", True, "", tuple(role.value for role in Role))
_VALID = (
    FormField("valid_from", "From (UTC day; empty: now)", "date", False, ""),
    FormField("valid_until", "Last day (empty: open)", "date", False, ""),
)
_NAME = FormField("name", "Name", "text", True, "", most_characters=values.NAME_CHARACTERS)
_PIN = FormField("pin", "PIN (empty: one is made)", "text", False, "", most_characters=12, input_mode="numeric")


def _validity(sent: Mapping[str, str]) -> tuple[str | None, str | None]:
    """From the beginning of the one day to the end of the other. Raises ValidationFailed."""
    begin, end = (values.day(sent[name], name) if name in sent else None for name in ("valid_from", "valid_until"))
    if end is not None and date.fromisoformat(end) < date.fromisoformat(begin or "0001-01-01"):
        raise ValidationFailed("The last day comes before the first.", "valid_until")
    return begin and f"{begin}T00:00:00.000Z", end and f"{end}T23:59:59.999Z"


def _role(sent: Mapping[str, str]) -> Role:
    if sent.get("role") not in set(Role):
        raise ValidationFailed(f"role must be one of {', '.join(Role)}.", "role")
    return Role(sent["role"])


def _made_pin() -> str:
    """A PIN that nobody would guess first."""
    while True:
        try:
            return chosen_pin(f"{secrets.randbelow(10**6):06d}")
        except ValidationFailed:
            continue


@dataclass(frozen=True)
class PeoplePages:
    """The roster of a yacht."""

    site: Site
    managers: Managers
    ages: Ages

    def add(self) -> None:
        """Serve it, and what its forms send."""
        self.site.add("/people", self.people)
        doing: dict[str, Callable[[Actor, Mapping[str, str]], Awaitable[str]]] = {
            "add": self._add, "give": self._give, "end": self._end, "pin": self._pin, "sign-out": self._sign_out,
        }  # fmt: skip
        for name, do in doing.items():
            self.site.add(f"/yachts/{{yacht_id}}/people/{name}", self._handler(name, do), "POST")

    def _handler(
        self, name: str, do: Callable[[Actor, Mapping[str, str]], Awaitable[str]]
    ) -> Callable[[Request, Visitor], Awaitable[Response]]:
        async def handle(request: Request, visitor: Visitor) -> Response:
            actor = managed(visitor, on_yacht(request, visitor).yacht_id)
            sent = await self.site.form(request)
            try:
                done = await do(actor, sent)
            except LazaretteError as error:
                return await self._page(request, visitor, actor.yacht_id, error=error, wrong=(name, sent))
            return await self._page(request, visitor, actor.yacht_id, done=done)

        return handle

    async def people(self, request: Request, visitor: Visitor) -> Response:
        """The roster of one of the yachts that the visitor manages; without a name the first of them."""
        if not visitor.managed:
            raise Forbidden("Only a manager sees the roster.")
        named = Query(request.query_params.multi_items()).identifier("yacht_id")
        return await self._page(request, visitor, named)

    async def _page(
        self, request: Request, visitor: Visitor, named: str | None, done: str | None = None,
        error: LazaretteError | None = None, wrong: tuple[str, Mapping[str, str]] = ("", {}),
    ) -> Response:  # fmt: skip
        yachts = await self.ages.of(visitor.managed)
        actor = managed(visitor, named or next(iter(yachts)))
        return self.site.page(
            request, visitor, "people.html", error.status if error else 200, yachts=yachts,
            yacht=yachts[actor.yacht_id], people=await self.managers.roster(actor), done=done, error=error,
            wrong=wrong[0], giving=[_ROLE, *_VALID], own_pin=[_PIN],
            new=[
                replace(one, value=wrong[1].get(one.name, "") if wrong[0] == "add" and one is not _PIN else "")
                for one in (_NAME, _ROLE, _PIN, *_VALID)
            ],
        )  # fmt: skip

    async def _add(self, actor: Actor, sent: Mapping[str, str]) -> str:
        name, pin = required_text(sent, "name"), chosen_pin(sent["pin"]) if "pin" in sent else _made_pin()
        await self.managers.add(actor, name, pin, _role(sent), _validity(sent))
        return f"{name} is on the roster. PIN: {pin} – it is not shown again."

    async def _give(self, actor: Actor, sent: Mapping[str, str]) -> str:
        await self.managers.give(actor, _user(sent), _role(sent), _validity(sent))
        return "The role is given. The yacht learns it at its next exchange."

    async def _end(self, actor: Actor, sent: Mapping[str, str]) -> str:
        await self.managers.end(actor, _user(sent), _role(sent))
        return "The role has ended. The yacht learns it at its next exchange."

    async def _pin(self, actor: Actor, sent: Mapping[str, str]) -> str:
        pin = chosen_pin(sent["pin"]) if "pin" in sent else _made_pin()
        await self.managers.set_pin(actor, _user(sent), pin)
        return f"The new PIN: {pin} – it is not shown again. On board it holds from the next exchange."

    async def _sign_out(self, actor: Actor, sent: Mapping[str, str]) -> str:
        await self.managers.sign_out(actor, _user(sent))
        return "Their sign-ins ashore have ended."


def _user(sent: Mapping[str, str]) -> str:
    return values.identifier(sent.get("user_id"), "user_id")


@dataclass(frozen=True)
class NodePages:
    """The nodes of the yachts. `public_url`: the address that yachts call; it goes into the QR code."""

    site: Site
    managers: Managers
    ages: Ages
    public_url: str | None
    code_lifetime_s: int

    def add(self) -> None:
        """Serve them."""
        self.site.add("/nodes", self.nodes)
        self.site.add("/yachts/{yacht_id}/nodes/code", self.code, "POST")
        self.site.add("/yachts/{yacht_id}/nodes/revoke", self.revoke, "POST")

    async def nodes(self, request: Request, visitor: Visitor) -> Response:
        """Every node of the yachts that the visitor manages."""
        return await self._page(request, visitor)

    async def code(self, request: Request, visitor: Visitor) -> Response:
        """A one-time code, as text and as a QR code."""
        actor = managed(visitor, on_yacht(request, visitor).yacht_id)
        code = await self.managers.code(actor, self.code_lifetime_s)
        text = code if self.public_url is None else f"{self.public_url.rstrip('/')}#{code}"
        drawn = io.BytesIO()
        segno.make(text).save(drawn, kind="svg", scale=5, border=2, xmldecl=False, svgns=True, omitsize=False)
        shown = {"code": code, "text": text, "drawn": drawn.getvalue().decode(), "yacht_id": actor.yacht_id}
        return await self._page(request, visitor, shown)

    async def revoke(self, request: Request, visitor: Visitor) -> Response:
        """Refuse a node from now on."""
        actor = managed(visitor, on_yacht(request, visitor).yacht_id)
        sent = await self.site.form(request)
        if sent.get("confirmed") != "true":
            raise ValidationFailed("Say that you are sure: the node is refused from now on.", "confirmed")
        await self.managers.revoke(actor, values.identifier(sent.get("node_id"), "node_id"))
        return self.site.done(request, f"/nodes?yacht_id={actor.yacht_id}", "The node is refused from now on.")

    async def _page(self, request: Request, visitor: Visitor, shown: Mapping[str, str] | None = None) -> Response:
        if not visitor.managed:
            raise Forbidden("Only a manager sees the nodes.")
        query = Query(request.query_params.multi_items())
        named, words = shown["yacht_id"] if shown else query.identifier("yacht_id"), query.text("q")
        actors = visitor.managed if named is None else [managed(visitor, named)]
        some = listed(await self.ages.of(actors), words)
        of_yacht: dict[str, list[dict[str, Any]]] = {yacht_id: [] for yacht_id in some.yachts}
        for node in await self.managers.nodes([one for one in actors if one.yacht_id in of_yacht]):
            of_yacht[node["yacht_id"]].append(node)
        return self.site.page(
            request, visitor, "nodes.html", listed=some, of_yacht=of_yacht, shown=shown,
            lifetime_minutes=self.code_lifetime_s // 60,
        )  # fmt: skip
