"""One side's pages: templates and static files, the visitor's sign-in, and how what goes wrong is shown.

A page is a handler that gets the request and the visitor, calls what the API calls, and returns `site.page(…)`. The
sign-in is a cookie that no script can read and no other site can send; it holds the same token as the API's.
"""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

import jinja2
from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from shared_models import requests
from shared_models.backend import client_of
from shared_models.contract import Contract
from shared_models.errors import Forbidden, LazaretteError, NotFound, Unauthorized, ValidationFailed
from shared_models.gate import PAGE_POLICY
from shared_models.pages import words
from shared_models.pages.forms import form_of
from shared_models.roles import ALL, Actor, Role, highest

_HERE = Path(__file__).parent
_COOKIE = "lazarette"
_MOST_FIELDS = 2000
_SAID = {"content-security-policy": PAGE_POLICY, "referrer-policy": "same-origin"}
"""With no-referrer, which other answers say, browsers name no origin when they send a form."""
_YEAR_S = 31_536_000


@dataclass(frozen=True)
class MenuEntry:
    """A page in the menu. `path`: where it is; the page itself says which entry is its own by it."""

    path: str
    label: str
    roles: frozenset[Role] = ALL
    """Whom it is for."""


@dataclass(frozen=True)
class Visitor:
    """Who looks at a page: the person on each of their yachts."""

    actors: Sequence[Actor]

    @cached_property
    def me(self) -> Actor:
        """The person, under their highest role."""
        best = highest({actor.role for actor in self.actors})
        return next(actor for actor in self.actors if actor.role == best)

    @cached_property
    def managed(self) -> list[Actor]:
        """The person on the yachts that they manage."""
        return [actor for actor in self.actors if actor.is_manager]

    def may(self, roles: frozenset[Role]) -> bool:
        """Whether the person has one of the roles on one of their yachts."""
        return any(roles & {actor.role, *actor.roles} for actor in self.actors)


Handler = Callable[[Request, Visitor], Awaitable[Response]]
OpenHandler = Callable[[Request], Awaitable[Response]]
Around = Callable[[Visitor], Awaitable[Mapping[str, Any]]]


class Site:
    """The pages of one side, on its application. `templates`: the side's own; `home`: the first page after sign-in;
    `version_of(visitor)`: changes whenever something that the visitor may see has changed; `around(visitor)`: what
    `_around.html`, at the top of every page, shows beside the bell; `item_path`: where an item's page is; `names()`:
    whom the sign-in offers to pick, if it does."""

    def __init__(
        self,
        app: FastAPI,
        contract: Contract,
        templates: Path,
        menu: Sequence[MenuEntry],
        home: str,
        version_of: Callable[[Visitor], Awaitable[str]],
        idle_limit_s: int | None,
        around: Around | None = None,
        item_path: str = "/requests/{item_id}",
        names: Callable[[], Awaitable[Sequence[str]]] | None = None,
    ) -> None:
        self.app, self.contract, self.menu, self.home = app, contract, menu, home
        self._version_of, self._idle_limit_s, self._around = version_of, idle_limit_s, around
        self.item_path, self._names = item_path, names
        loader = jinja2.FileSystemLoader([templates, _HERE / "templates"])
        self._templates = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.globals |= {
            "static": static_address,
            "form_of": form_of,
            "address_of_item": self.address_of_item,
        }
        self._templates.filters |= words.FILTERS
        app.state.pages = set()  # the methods and paths that are pages, and no part of the API
        self._serve("/static/{name:path}", _static)
        self._serve("/sign-in", self._sign_in_page)
        self._serve("/sign-in", self._sign_in, "POST")
        self._serve("/sign-out", self._sign_out, "POST")
        self._serve("/", self._root)
        self.add("/pulse", self._pulse)

    def add(self, path: str, handler: Handler, method: str = "GET") -> None:
        """Serve a page, or what a form or a part of a page asks for, to whoever is signed in."""

        async def guarded(request: Request) -> Response:
            try:
                _same_origin(request)
                visitor = await self._visitor(request)
                request.state.visitor = visitor
                if not wants_part(request):
                    await self.look_around(request, visitor)
                return await handler(request, visitor)
            except Unauthorized:
                return self._to_sign_in(request)
            except LazaretteError as error:
                return self.refusal(request, error)

        self._serve(path, guarded, method)

    def address_of_item(self, item: Mapping[str, Any], item_id: str | None = None) -> str:
        """Where an item's page is. `item`: a row that names the yacht and, but for `item_id`, the item as `id`."""
        return self.item_path.format(yacht_id=item["yacht_id"], item_id=item_id or item["id"])

    def _serve(self, path: str, answering: OpenHandler, method: str = "GET") -> None:
        self.app.add_api_route(path, answering, methods=[method], include_in_schema=False)
        self.app.state.pages.add((method, path))

    def add_open(self, path: str, handler: OpenHandler, method: str = "GET") -> None:
        """Serve a page to whoever asks: what comes before a sign-in."""

        async def guarded(request: Request) -> Response:
            try:
                _same_origin(request)
                return await handler(request)
            except LazaretteError as error:
                return self.refusal(request, error)

        self._serve(path, guarded, method)

    async def look_around(self, request: Request, visitor: Visitor) -> None:
        """Find what the top of a page shows; again, if what the page does changes it."""
        given = {} if self._around is None else await self._around(visitor)
        request.state.around = {**given, "unseen": await self.contract.unseen(visitor.actors)}

    # What a handler answers with.

    def page(self, request: Request, visitor: Visitor, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
        """A whole page or, with a template whose name begins with _, a part of one."""
        return self._rendered(request, template, status, visitor=visitor, me=visitor.me, **shown)

    def refusal(self, request: Request, error: LazaretteError) -> HTMLResponse:
        """What was wrong and what would be right: as a part of the page where a part was asked for."""
        template = "_refusal.html" if wants_part(request) else "refusal.html"
        visitor = getattr(request.state, "visitor", None)
        me = None if visitor is None else visitor.me
        return self._rendered(request, template, error.status, error=error, visitor=visitor, me=me)

    def open_page(self, request: Request, template: str, status: int = 200, **shown: Any) -> HTMLResponse:
        """A whole page for somebody who is not signed in."""
        return self._rendered(request, template, status, visitor=None, me=None, **shown)

    def done(self, request: Request, path: str, said: str | None = None) -> Response:
        """Go on to a page after something was done, which says so once."""
        address = path if said is None else f"{path}{'&' if '?' in path else '?'}said={quote(said)}"
        if wants_part(request):
            return Response(headers={"HX-Redirect": address})
        return RedirectResponse(address, 303)

    async def form(self, request: Request) -> dict[str, str]:
        """The fields of a form that was sent; empty ones are left out.

        Raises ValidationFailed, PayloadTooLarge or, if it was drawn for somebody else than who is signed in now,
        Unauthorized: what waited on a shared tablet is never sent as another person's."""
        body = await requests.read_body(request.stream(), request.headers.get("content-length"))
        try:
            pairs = parse_qsl(body.decode(), strict_parsing=bool(body), max_num_fields=_MOST_FIELDS)
        except ValueError as error:
            raise ValidationFailed("The form cannot be read.") from error
        sent = {name: value for name, value in pairs if value.strip()}
        visitor: Visitor | None = getattr(request.state, "visitor", None)
        if visitor is not None and sent.get("person", visitor.me.user_id) != visitor.me.user_id:
            raise Unauthorized("Somebody else is signed in here now.")
        return sent

    def _rendered(self, request: Request, template: str, status: int, **shown: Any) -> HTMLResponse:
        text = self._templates.get_template(template).render(
            request=request, menu=self.menu, here=request.url.path, said=request.query_params.get("said"),
            idle_limit_s=self._idle_limit_s, is_shore=self.contract.backend.is_shore,
            around=getattr(request.state, "around", {}), **shown,
        )  # fmt: skip
        return HTMLResponse(text, status, _SAID | self._whose(shown["me"]))

    def _whose(self, me: Actor | None) -> dict[str, str]:
        """Tells the tablet's own worker (worker.js) whose the page is, and for how long without use."""
        return {} if me is None else {"lazarette-person": me.user_id, "lazarette-idle-s": str(self._idle_limit_s or 0)}

    # Who it is.

    async def _visitor(self, request: Request) -> Visitor:
        token = request.cookies.get(_COOKIE)
        if not token:
            raise Unauthorized
        return Visitor(await self.contract.backend.authenticate(token))

    def _to_sign_in(self, request: Request) -> Response:
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if request.method != "GET" or wants_part(request):  # back to the page, which has kept what was typed
            wanted = _own_path(urlsplit(request.headers.get("referer", "")).path)
        address = _sign_in_address(wanted)
        if wants_part(request):
            return Response(status_code=401, headers={"HX-Redirect": address})
        return RedirectResponse(address, 303)

    async def _root(self, request: Request) -> Response:
        return RedirectResponse(self.home, 303)

    async def _sign_in_page(self, request: Request) -> Response:
        return await self._sign_in_form(request, None)

    async def _sign_in_form(self, request: Request, error: LazaretteError | None, name: str = "") -> HTMLResponse:
        following = _own_path(request.query_params.get("next", ""))
        return self._rendered(
            request, "sign_in.html", error.status if error else 200, error=error, name=name, following=following,
            names=await self._names() if self._names is not None else [], visitor=None, me=None,
        )  # fmt: skip

    async def _sign_in(self, request: Request) -> Response:
        given: Mapping[str, str] = {}
        try:
            _same_origin(request)
            given = await self.form(request)
            name, pin = requests.required_text(given, "name"), requests.required_text(given, "pin")
            async with self.app.state.admission.turn(client := client_of(request)):
                answer = await self.contract.backend.sign_in(name, pin, client)
        except LazaretteError as error:
            return await self._sign_in_form(request, error, given.get("name", ""))
        following = RedirectResponse(_own_path(given.get("next", "")) or self.home, 303)
        self.keep(request, following, answer)
        return following

    def keep(self, request: Request, response: Response, answer: Mapping[str, Any]) -> None:
        """Keep a sign-in's token in the browser: no script reads it, no other site sends it."""
        response.set_cookie(
            _COOKIE, answer["access_token"], max_age=answer["expires_in"], path="/", httponly=True, samesite="strict",
            secure=request.url.scheme == "https",
        )  # fmt: skip

    async def _sign_out(self, request: Request) -> Response:
        sent: Mapping[str, str] = {}
        try:
            _same_origin(request)
            sent = await self.form(request)
            visitor = await self._visitor(request)
            await self.contract.backend.sign_out(visitor.actors[0], sent.get("everywhere") == "true")
        except Unauthorized:
            pass  # signed out already
        except LazaretteError as error:
            return self.refusal(request, error)
        response = RedirectResponse(_sign_in_address(_own_path(sent.get("next", ""))), 303)
        response.delete_cookie(_COOKIE, path="/")
        return response

    async def _pulse(self, request: Request, visitor: Visitor) -> Response:
        """Tells a page that is open whether something has changed since it was made."""
        now = f"{await self._version_of(visitor)}.{await self.contract.unseen(visitor.actors)}"
        if request.query_params.get("seen") == now:
            return Response(status_code=204)
        await self.look_around(request, visitor)
        return self.page(request, visitor, "_pulse.html", seen=now, is_first="seen" not in request.query_params)


def _same_origin(request: Request) -> None:
    """Raises Forbidden if another site's page sends this. The cookie does not come along then, either."""
    if request.method in ("GET", "HEAD"):
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Forbidden("This was sent from another site's page.")
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden("This was sent from another site's page.")


def wants_part(request: Request) -> bool:
    """Whether htmx asks for a part of a page, and not for a whole one."""
    return "hx-request" in request.headers and "hx-boosted" not in request.headers


def _sign_in_address(following: str) -> str:
    return f"/sign-in?next={quote(following)}" if following else "/sign-in"


def _own_path(path: str) -> str:
    """A path of this site, or nothing: no sign-in leads elsewhere."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and "\\" not in path else ""


_FILES = frozenset(
    file.relative_to(_HERE / "static").as_posix() for file in (_HERE / "static").rglob("*") if file.is_file()
)
_ADDRESSES: dict[str, str] = {}


def static_address(name: str) -> str:
    """The address of a static file, with a part that changes with its content, so that browsers may keep it."""
    if name not in _ADDRESSES:
        digest = hashlib.sha256((_HERE / "static" / name).read_bytes()).hexdigest()[:12]
        _ADDRESSES[name] = f"/static/{name}?{digest}"
    return _ADDRESSES[name]


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        raise NotFound("There is nothing at this address.")
    kept = f"public, max-age={_YEAR_S}, immutable" if request.url.query else "no-cache"
    return FileResponse(_HERE / "static" / name, headers={"cache-control": kept})
