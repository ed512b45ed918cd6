"""The routes of the HTTP contract (domain.md §4): read the request by hand, ask the backend, answer."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

from shared_models import answers, audit, fleet, requests
from shared_models.actions import DOMAINS, URGENCIES
from shared_models.audit import AuditForm
from shared_models.backend import Backend, FleetBackend, Handler, answer, bearer, client_of, streamed
from shared_models.contract import Contract
from shared_models.errors import (
    Expired,
    Forbidden,
    Unauthorized,
    ValidationFailed,
)
from shared_models.limits import Admission
from shared_models.metrics import Metrics
from shared_models.requests import AUDIT_KEYS, Query
from shared_models.roles import Actor, Role
from shared_models.states import Status
from shared_models.values import identifier

log = logging.getLogger("lazarette.http")


@dataclass(frozen=True)
class Route:
    """One endpoint. `open`: needs no token."""

    method: str
    path: str
    handler: Handler
    answer: type[BaseModel]
    body: type[BaseModel] | None = None
    parameters: Sequence[dict[str, Any]] = ()
    open: bool = False
    streams: Sequence[str] = ()
    """The media types of its other forms, which come whole and not in pages."""


def _parameter(name: str, text: str, where: str = "query", **schema: Any) -> dict[str, Any]:
    schema.setdefault("type", "string")
    return {"name": name, "in": where, "required": where == "path", "description": text, "schema": schema}


_YACHT = _parameter("yacht_id", "One of the yachts you may see.", format="uuid")
_LIMIT = _parameter("limit", "Rows of a page.", type="integer", minimum=1, maximum=requests.PAGE_MOST, default=50)
_CURSOR = _parameter("cursor", "The next_cursor of the page before.")
_KEY = _parameter("Idempotency-Key", "Makes a repeat return the first result.", "header", format="uuid")
_WORDS = _parameter("q", "Words to look for.")
_AUDIT_FORMATS = ["json", *(form.value for form in AuditForm)]
_FILTERS = (
    _parameter("status", "One or several, with commas.", enum=[status.value for status in Status]),
    _parameter("urgency", "One or several, with commas.", enum=list(URGENCIES)),
    _WORDS,
    _YACHT,
    _parameter("updated_since", "Changed then or later.", format="date-time"),
    _LIMIT,
    _CURSOR,
)


def routes(api: "Api") -> list[Route]:
    """All endpoints of the contract; those of the fleet where the backend has one."""
    item = _parameter("item_id", "The item.", "path", format="uuid")
    found = [
        Route("POST", "/v1/actions/execute", api.execute, answers.ExecuteAnswer, answers.ExecuteRequest, (_KEY,)),
        Route(
            "POST", "/v1/actions/execute-batch", api.execute_batch,
            answers.BatchAnswer, answers.BatchRequest, (_KEY,),
        ),
        Route("GET", "/v1/actions/list", api.actions, answers.ActionsAnswer, None, (
            _parameter("domain", "Only these.", enum=list(DOMAINS)), _WORDS,
            _parameter("entity_id", "An item: says what is possible on it.", format="uuid"),
        )),
        Route(
            "POST", "/v1/actions/suggestions", api.suggestions,
            answers.SuggestionsAnswer, answers.SuggestionsRequest,
        ),
        Route("GET", "/v1/actions/health", api.health, answers.HealthAnswer, open=True),
        Route("GET", "/v1/shopping-list/items", api.items, answers.ItemsAnswer, None, _FILTERS),
        Route("GET", "/v1/shopping-list/items/{item_id}", api.item, answers.ItemViewAnswer, None, (item, _YACHT)),
        Route("GET", "/v1/shopping-list/history", api.history, answers.HistoryAnswer, None, (
            {**_parameter("item_id", "The item.", format="uuid"), "required": True}, _YACHT,
        )),
        Route("GET", "/v1/shopping-list/changes", api.changes, answers.ChangesAnswer, None, (
            _parameter("after", "A position in the feed.", type="integer", minimum=0, default=0), _YACHT, _LIMIT,
        )),
        Route("GET", "/v1/conflicts", api.conflicts, answers.ConflictsAnswer, None, (
            _parameter("all", "Closed ones too.", type="boolean", default=False), _YACHT, _LIMIT, _CURSOR,
        )),
        Route("GET", "/v1/notifications", api.notifications, answers.NotificationsAnswer, None, (_YACHT,)),
        Route("POST", "/v1/notifications/seen", api.notifications_seen, answers.SeenAnswer, answers.SeenRequest),
        Route("GET", "/v1/audit", api.audit, answers.AuditAnswer, None, (
            _parameter("since", "Then or later.", format="date-time"),
            _parameter("until", "Before then.", format="date-time"),
            _parameter("format", "json: a page; the others: all there is.", enum=_AUDIT_FORMATS, default="json"),
            _YACHT, _LIMIT, _CURSOR,
        ), streams=[form.media_type for form in AuditForm]),
        Route("GET", "/v1/sync/status", api.sync_status, answers.SyncAnswer),
    ]  # fmt: skip
    if not api.backend.is_shore:
        found.append(Route("POST", "/v1/sync/now", api.sync_now, answers.SyncAnswer))
    elif isinstance(api.backend, FleetBackend):
        found += [
            Route("GET", "/v1/fleet/yachts", api.fleet_yachts, answers.FleetYachtsAnswer),
            Route("GET", "/v1/fleet/items", api.fleet_items, answers.FleetItemsAnswer, None, _FILTERS),
            Route(
                "GET",
                "/v1/fleet/needs",
                api.fleet_needs,
                answers.NeedsAnswer,
                None,
                (
                    _WORDS,
                    _parameter("show", "Which of them.", enum=list(fleet.SHOWN), default="all"),
                    _YACHT,
                    _LIMIT,
                    _CURSOR,
                ),
            ),
        ]
    return found


class Api:
    """The endpoints, over one side's backend: who asks, for what; the answers are the `contract`'s."""

    def __init__(self, backend: Backend, admission: Admission, metrics: Metrics) -> None:
        self.backend, self.admission, self.contract = backend, admission, Contract(backend, metrics)

    # Who, and of which yachts.

    async def actors(self, request: Request) -> list[Actor]:
        """The person on each of their yachts. Raises Unauthorized or RateLimited."""
        token = bearer(request)
        try:
            actors = sorted(await self.backend.authenticate(token), key=lambda actor: actor.yacht_id)
        except Expired:
            raise
        except Unauthorized:
            await self.backend.refused("token", client=client_of(request))
            raise
        self.admission.person(actors[0].user_id, request.headers["authorization"])
        return actors

    async def body(self, request: Request) -> Any:
        declared = request.headers.get("content-length")
        return requests.parsed(await requests.read_body(request.stream(), declared))

    # Actions.

    async def execute(self, request: Request) -> Response:
        """Take one action."""
        actors, key = await self.actors(request), _key(request)
        return answer(await self.contract.executed(actors, await self.body(request), key))

    async def execute_batch(self, request: Request) -> Response:
        """Take up to 100 actions, one after the other; each succeeds or fails by itself."""
        actors, key = await self.actors(request), _key(request)
        return answer(await self.contract.executed_batch(actors, await self.body(request), key))

    async def actions(self, request: Request) -> Response:
        """The actions this role may take, enough to draw their forms."""
        return answer(await self.contract.actions(await self.actors(request), _query(request)))

    async def suggestions(self, request: Request) -> Response:
        """What a few words may mean."""
        actors = await self.actors(request)
        return answer(await self.contract.suggestions(actors, requests.object_of(await self.body(request))))

    async def health(self, request: Request) -> Response:
        """That the service is up, and what its clock says: by that another side sees that its own is wrong."""
        return answer({"status": "healthy", "version": self.backend.version}, headers={"date": formatdate(usegmt=True)})

    # The list.

    async def items(self, request: Request) -> Response:
        """A page of the list: what awaits a decision first."""
        return answer(await self.contract.items(await self.actors(request), _query(request)))

    async def item(self, request: Request) -> Response:
        """One item, with what it came from and what may be done next."""
        actors = await self.actors(request)
        item_id = identifier(request.path_params["item_id"], "item_id")
        return answer(await self.contract.item(actors, item_id, _query(request)))

    async def history(self, request: Request) -> Response:
        """All that happened to an item, in words; a deleted one's too."""
        return answer(await self.contract.history(await self.actors(request), _query(request)))

    async def changes(self, request: Request) -> Response:
        """The entries behind a position, in the order of the yacht's feed."""
        return answer(await self.contract.changes(await self.actors(request), _query(request)))

    async def conflicts(self, request: Request) -> Response:
        """What did not simply apply, in words; the reader's own count as seen from now on."""
        return answer(await self.contract.conflicts(await self.actors(request), _query(request)))

    async def notifications(self, request: Request) -> Response:
        """What concerns the reader: what others did to their requests, what was overruled, what waits for them."""
        return answer(await self.contract.notifications(await self.actors(request), _query(request)))

    async def notifications_seen(self, request: Request) -> Response:
        """The reader has seen what others did."""
        actors = await self.actors(request)
        return answer(await self.contract.notifications_seen(actors, requests.object_of(await self.body(request))))

    async def audit(self, request: Request) -> Response:
        """Who did what and when, what it changed and on which node, in order of time."""
        query = Query(request.query_params.multi_items())
        actors = await self.actors(request)
        reader = Role.MANAGER if self.backend.is_shore else Role.CAPTAIN
        readers = [one for one in actors if reader in (one.role, *one.roles)]
        if not readers:
            raise Forbidden(f"Only a {reader} reads the audit {'ashore' if self.backend.is_shore else 'on board'}.")
        named, since, until = query.identifier("yacht_id"), query.moment("since"), query.moment("until")
        form, limit, after = query.choices("format", _AUDIT_FORMATS), query.limit(), query.cursor(AUDIT_KEYS)
        if len(form) > 1:
            raise ValidationFailed("format must be one.", "format")
        shown = [one for one in readers if named in (None, one.yacht_id)]
        wanted = audit.Wanted([one.yacht_id for one in shown], since, until)
        if form and form != ("json",):
            whole = AuditForm(form[0])
            pieces = audit.exported(lambda job: self.backend.read(shown or readers, job), wanted, whole)
            return await streamed(pieces, whole.media_type, f"audit.{whole}")
        page = await self.backend.read(shown or readers, lambda tx: audit.page(tx, wanted, limit, after))
        cursor = requests.encoded(page.last) if page.last else None
        return answer({"rows": page.rows, "next_cursor": cursor, "as_of": await self.contract.as_of(shown)})

    # The two sides.

    async def sync_status(self, request: Request) -> Response:
        """How this side stands to the other; ashore for each of the reader's yachts."""
        return answer(await self.contract.sync_status(await self.actors(request)))

    async def sync_now(self, request: Request) -> Response:
        """Try an exchange now; the answer says how it went, also when the link is down."""
        return answer(await self.contract.sync_now(await self.actors(request)))

    # The fleet.

    async def fleet_yachts(self, request: Request) -> Response:
        """The manager's yachts: how old, how far behind, what waits."""
        return answer(await self.contract.fleet_yachts(await self.actors(request)))

    async def fleet_items(self, request: Request) -> Response:
        """A page of items across the manager's yachts."""
        return answer(await self.contract.fleet_items(await self.actors(request), _query(request)))

    async def fleet_needs(self, request: Request) -> Response:
        """Open needs of the same part, across the manager's yachts."""
        return answer(await self.contract.fleet_needs(await self.actors(request), _query(request)))


def _query(request: Request) -> Query:
    return Query(request.query_params.multi_items())


def _key(request: Request) -> str | None:
    """The Idempotency-Key of a request."""
    given = request.headers.get("idempotency-key")
    return None if given is None else identifier(given, "Idempotency-Key")
