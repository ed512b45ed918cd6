"""The routes of the HTTP contract (domain.md §4): read the request by hand, ask the backend, answer."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel

from shared_models import answers, fleet, queries, requests, suggest
from shared_models.actions import DOMAINS, REGISTRY, URGENCIES, allowed, forbidden, validated
from shared_models.backend import Backend, FleetBackend, Handler, answer, bearer, client_of, defect
from shared_models.changes import Transaction
from shared_models.errors import (
    Expired,
    FeatureDisabled,
    Forbidden,
    LazaretteError,
    NotFound,
    Unauthorized,
    ValidationFailed,
)
from shared_models.item import possible, possible_names
from shared_models.journal import has_open_conflict
from shared_models.limits import Admission
from shared_models.projection import item_of
from shared_models.requests import CONFLICT_KEYS, ITEM_KEYS, Query
from shared_models.roles import RANK, Actor, Role
from shared_models.states import Action, Status
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


def _parameter(name: str, text: str, where: str = "query", **schema: Any) -> dict[str, Any]:
    schema.setdefault("type", "string")
    return {"name": name, "in": where, "required": where == "path", "description": text, "schema": schema}


_YACHT = _parameter("yacht_id", "One of the yachts you may see.", format="uuid")
_LIMIT = _parameter("limit", "Rows of a page.", type="integer", minimum=1, maximum=requests.PAGE_MOST, default=50)
_CURSOR = _parameter("cursor", "The next_cursor of the page before.")
_KEY = _parameter("Idempotency-Key", "Makes a repeat return the first result.", "header", format="uuid")
_WORDS = _parameter("q", "Words to look for.")
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
        Route("GET", "/v1/sync/status", api.sync_status, answers.SyncAnswer),
    ]  # fmt: skip
    if not api.backend.is_shore:
        found.append(Route("POST", "/v1/sync/now", api.sync_now, answers.SyncAnswer))
    elif isinstance(api.backend, FleetBackend):
        found += [
            Route("GET", "/v1/fleet/yachts", api.fleet_yachts, answers.FleetYachtsAnswer),
            Route("GET", "/v1/fleet/items", api.fleet_items, answers.FleetItemsAnswer, None, _FILTERS),
            Route("GET", "/v1/fleet/needs", api.fleet_needs, answers.NeedsAnswer, None, (_WORDS, _YACHT, _LIMIT)),
        ]
    return found


class Api:
    """The endpoints, over one side's backend."""

    def __init__(self, backend: Backend, admission: Admission) -> None:
        self.backend, self.admission = backend, admission

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

    async def _shown(self, actors: Sequence[Actor], yacht_id: str | None) -> list[Actor]:
        """The person on the yachts whose list is switched on, narrowed to one; nobody if it is another's.

        Raises FeatureDisabled if the list is off for all that are meant."""
        meant = [actor for actor in actors if yacht_id in (None, actor.yacht_id)]
        shown = [actor for actor in meant or actors if await self.backend.enabled(actor.yacht_id)]
        if not shown:
            raise FeatureDisabled
        return shown if meant else []

    async def _viewers(self, request: Request, query: Query) -> list[Actor]:
        """Who reads, on the yachts that a list shows."""
        return await self._shown(await self.actors(request), query.identifier("yacht_id"))

    async def _as_of(self, viewers: Sequence[Actor]) -> str | None:
        """How old the oldest of the yachts' data is; None if one has never spoken."""
        times: Sequence[str | None]
        if len(viewers) > 1 and isinstance(self.backend, FleetBackend):
            status = await self.backend.fleet_status(viewers)
            times = [status.get(one.yacht_id, {}).get("as_of") for one in viewers]
        else:
            times = [await self.backend.as_of(one.yacht_id) for one in viewers]
        known = [time for time in times if time is not None]
        return min(known) if known and len(known) == len(times) else None

    async def body(self, request: Request) -> Any:
        declared = request.headers.get("content-length")
        return requests.parsed(await requests.read_body(request.stream(), declared))

    # Actions.

    async def execute(self, request: Request) -> Response:
        """Take one action."""
        actors = await self.actors(request)
        key = _key(request)
        return answer(await self._executed(actors, await self.body(request), key))

    async def execute_batch(self, request: Request) -> Response:
        """Take up to 100 actions, one after the other; each succeeds or fails by itself."""
        actors = await self.actors(request)
        key = _key(request)
        results: list[dict[str, Any]] = []
        for number, body in enumerate(requests.calls_from(await self.body(request))):
            try:
                results.append(await self._executed(actors, body, requests.key_in_batch(key, number)))
            except LazaretteError as error:
                results.append(error.envelope())
            except Exception:
                log.exception("a defect in a batch, at action %d", number)
                results.append(defect())
        return answer({"results": results})

    async def _executed(self, actors: Sequence[Actor], body: Any, key: str | None) -> dict[str, Any]:
        call = requests.call_from(body, key)
        shown = await self._shown(actors, call.yacht_id)
        if not shown:
            raise NotFound("There is no such yacht.", "yacht_id")
        if call.yacht_id is None and len(actors) > 1:
            raise ValidationFailed("context.yacht_id is required: you have several yachts.", "yacht_id")
        actor = shown[0]
        role = actor.role_for(REGISTRY[call.action].roles)
        if (why := forbidden(call.action, role)) is not None:
            await self.backend.refused(call.action.value, actor, detail=why.code, role=role.value)
            raise why
        if not isinstance(call.payload, dict):
            raise ValidationFailed("payload must be an object with the action's fields.", "payload")
        if call.action is Action.HISTORY:
            result = await self._history_read(actor, call.payload)
        else:
            result = {"success": True, **await self.backend.act(actor, call.action, call.payload, call.key)}
        if self.backend.is_shore:
            result["as_of"] = await self.backend.as_of(actor.yacht_id)
        return result

    async def _history_read(self, actor: Actor, payload: dict[str, Any]) -> dict[str, Any]:
        item_id = validated(Action.HISTORY, payload)["item_id"]

        async def read(tx: Transaction) -> tuple[dict[str, Any], dict[Action, LazaretteError | None]]:
            yacht_id, data = await queries.history(tx, [actor.yacht_id], item_id, actor.user_id)
            item = await queries.item_row(tx, [yacht_id], item_id, deleted=True)
            return data, await _possible(tx, actor, item)

        data, reasons = await self.backend.read([actor], read)
        return {
            "success": True,
            "action_id": Action.HISTORY.value,
            "entity_type": "shopping_list_history",
            "entity_id": item_id,
            "data": data,
            "available_actions": possible_names(reasons),
        }

    async def actions(self, request: Request) -> Response:
        """The actions this role may take, enough to draw their forms."""
        actors = await self.actors(request)
        query = Query(request.query_params.multi_items())
        domains, words, entity_id = query.choices("domain", DOMAINS), query.text("q"), query.identifier("entity_id")
        shown = await self._shown(actors, None)
        actor = max(shown, key=lambda one: RANK[one.role])
        reasons, as_of = None, None
        if entity_id is not None:
            actor, _, reasons = await self.backend.read(shown, lambda tx: _item(tx, shown, entity_id))
            as_of = await self.backend.as_of(actor.yacht_id)
        described = []
        for action, spec in REGISTRY.items():
            role = actor.role_for(spec.roles)
            fits = (not domains or spec.domain in domains) and allowed(action, role)
            if not fits or (words and suggest.score(words, suggest.of_action(spec).words) < suggest.FITS_FROM):
                continue
            one = spec.described(role)
            if reasons is not None:
                refused = reasons[action]
                one["possible"] = refused is None
                if refused is not None:
                    one["reason"] = refused.message
            described.append(one)
        body = {"actions": described, "total_count": len(described), "role": actor.role.value}
        return answer(body if as_of is None else {**body, "as_of": as_of})

    async def suggestions(self, request: Request) -> Response:
        """What a few words may mean."""
        actors = await self.actors(request)
        body = requests.object_of(await self.body(request))
        words, domain = requests.required_text(body, "query"), body.get("domain")
        if domain is not None and domain not in DOMAINS:
            raise ValidationFailed(f"domain must be one of {', '.join(DOMAINS)}.", "domain")
        shown = await self._shown(actors, None)
        yacht_ids = [one.yacht_id for one in shown]
        actor = max(shown, key=lambda one: RANK[one.role])
        known = [
            suggest.of_action(spec)
            for action, spec in REGISTRY.items()
            if domain in (None, spec.domain) and allowed(action, actor.role_for(spec.roles))
        ]
        known += await self.backend.read(shown, lambda tx: queries.nameable(tx, yacht_ids, words))
        fits = suggest.ranked(words, known)
        specs = [REGISTRY[Action(one.id)] for one in fits if one.kind == "action"]
        return answer(
            {
                "actions": [spec.described(actor.role_for(spec.roles)) for spec in specs],
                "candidates": [one.described() for one in suggest.ambiguous(fits)],
                "as_of": await self._as_of(shown),
            }
        )

    async def health(self, request: Request) -> Response:
        """That the service is up."""
        return answer({"status": "healthy", "version": self.backend.version})

    # The list.

    async def items(self, request: Request) -> Response:
        """A page of the list: what awaits a decision first."""
        query = Query(request.query_params.multi_items())
        return answer(await self._page(await self._viewers(request, query), query))

    async def _page(self, viewers: Sequence[Actor], query: Query) -> dict[str, Any]:
        chosen = queries.ItemFilter(
            query.choices("status", [status.value for status in Status]),
            query.choices("urgency", URGENCIES),
            query.text("q"),
            query.moment("updated_since"),
        )
        limit, after = query.limit(), query.cursor(ITEM_KEYS)
        if not viewers:
            return {"items": [], "next_cursor": None, "as_of": None}
        yacht_ids = [one.yacht_id for one in viewers]
        as_of = await self._as_of(viewers)
        rows, last = await self.backend.read(viewers, lambda tx: queries.items(tx, yacht_ids, chosen, limit, after))
        return {"items": rows, "next_cursor": requests.encoded(last) if last else None, "as_of": as_of}

    async def item(self, request: Request) -> Response:
        """One item, with what it came from and what may be done next."""
        query = Query(request.query_params.multi_items())
        actors = await self.actors(request)
        item_id = identifier(request.path_params["item_id"], "item_id")
        viewers = await self._shown(actors, query.identifier("yacht_id"))

        async def read(tx: Transaction) -> tuple[str, dict[str, Any]]:
            actor, row, reasons = await _item(tx, viewers, item_id)
            return actor.yacht_id, {
                "item": row,
                "links": await queries.links(tx, row),
                "available_actions": possible_names(reasons),
                "possible_duplicates": await queries.possible_duplicates(tx, row),
            }

        yacht_id, shown = await self.backend.read(viewers or actors, read)
        return answer({**shown, "as_of": await self.backend.as_of(yacht_id)})

    async def history(self, request: Request) -> Response:
        """All that happened to an item, in words; a deleted one's too."""
        query = Query(request.query_params.multi_items())
        actors = await self.actors(request)
        item_id = query.identifier("item_id", required=True)
        assert item_id is not None
        viewers = await self._shown(actors, query.identifier("yacht_id"))
        yacht_ids, user_id = [one.yacht_id for one in viewers], actors[0].user_id
        yacht_id, told = await self.backend.read(
            viewers or actors, lambda tx: queries.history(tx, yacht_ids, item_id, user_id)
        )
        return answer({**told, "as_of": await self.backend.as_of(yacht_id)})

    async def changes(self, request: Request) -> Response:
        """The entries behind a position, in the order of the yacht's feed."""
        query = Query(request.query_params.multi_items())
        actors = await self.actors(request)
        named, after, limit = query.identifier("yacht_id"), query.position("after"), query.limit()
        if named is None and len(actors) > 1:
            raise ValidationFailed("yacht_id is required: each of your yachts has a feed of its own.", "yacht_id")
        viewers = await self._shown(actors, named)
        entries: list[dict[str, Any]] = []
        as_of = None
        if viewers:
            yacht_id, user_id = viewers[0].yacht_id, viewers[0].user_id
            as_of = await self.backend.as_of(yacht_id)
            entries = await self.backend.read(viewers, lambda tx: queries.changes(tx, yacht_id, after, limit, user_id))
        return answer({"entries": entries, "position": entries[-1]["position"] if entries else after, "as_of": as_of})

    async def conflicts(self, request: Request) -> Response:
        """What did not simply apply, in words; the reader's own count as seen from now on."""
        query = Query(request.query_params.multi_items())
        viewers = await self._viewers(request, query)
        everything, limit, after = query.flag("all"), query.limit(), query.cursor(CONFLICT_KEYS)
        if not viewers:
            return answer({"conflicts": [], "next_cursor": None, "as_of": None})
        as_of = await self._as_of(viewers)
        page = await self.backend.read(viewers, lambda tx: queries.conflicts(tx, viewers, everything, limit, after))
        for actor in viewers:
            if rows := [row for row in page.sightings if row["yacht_id"] == actor.yacht_id]:
                await self.backend.saw(actor, rows)
        cursor = requests.encoded(page.last) if page.last else None
        return answer({"conflicts": page.conflicts, "next_cursor": cursor, "as_of": as_of})

    # The two sides.

    async def sync_status(self, request: Request) -> Response:
        """How this side stands to the other; ashore for each of the reader's yachts."""
        actors = await self.actors(request)
        if not self.backend.is_shore:
            return answer(await self.backend.sync_status(actors[0]))
        yachts = [{"yacht_id": one.yacht_id, **await self.backend.sync_status(one)} for one in actors]
        return answer({"yachts": yachts, "as_of": await self._as_of(actors)})

    async def sync_now(self, request: Request) -> Response:
        """Try an exchange now; the answer says how it went, also when the link is down."""
        actors = await self.actors(request)
        return answer(await self.backend.sync_now(actors[0]))

    # The fleet.

    async def _managed(self, request: Request) -> list[Actor]:
        """The yachts of which the person is a manager. Raises Forbidden."""
        actors = await self.actors(request)
        managed = [one for one in actors if Role.MANAGER in (one.role, *one.roles)]
        if not managed:
            raise Forbidden("Only a manager sees the fleet.")
        return managed

    async def _fleet(self, actors: Sequence[Actor], names: dict[str, str]) -> list[dict[str, Any]]:
        assert isinstance(self.backend, FleetBackend)
        status = await self.backend.fleet_status(actors)
        ids = [one.yacht_id for one in actors]
        return [{"yacht_id": key, "name": names.get(key), "as_of": None, **status.get(key, {})} for key in ids]

    async def fleet_yachts(self, request: Request) -> Response:
        """The manager's yachts: how old, how far behind, what waits."""
        actors = await self._managed(request)
        enabled = {one.yacht_id for one in await self._shown(actors, None)}
        ids = [one.yacht_id for one in actors]

        async def read(tx: Transaction) -> tuple[dict[str, str], dict[str, dict[str, int]], dict[str, int]]:
            some = sorted(enabled)
            return await fleet.names(tx, ids), await fleet.counts(tx, some), await fleet.open_conflicts(tx, some)

        names, counts, conflicts = await self.backend.read(actors, read)
        yachts = [
            {
                **one,
                "enabled": one["yacht_id"] in enabled,
                "counts": counts.get(one["yacht_id"], {}),
                "conflicts": conflicts.get(one["yacht_id"], 0),
            }
            for one in await self._fleet(actors, names)
        ]
        return answer({"yachts": yachts, "as_of": await self._as_of(actors)})

    async def fleet_items(self, request: Request) -> Response:
        """A page of items across the manager's yachts."""
        query = Query(request.query_params.multi_items())
        viewers = await self._shown(await self._managed(request), query.identifier("yacht_id"))
        page = await self._page(viewers, query)
        return answer({**page, "yachts": await self._ages(viewers)})

    async def _ages(self, viewers: Sequence[Actor]) -> list[dict[str, Any]]:
        if not viewers:
            return []
        names = await self.backend.read(viewers, lambda tx: fleet.names(tx, [one.yacht_id for one in viewers]))
        kept = ("yacht_id", "name", "as_of")
        return [{name: one[name] for name in kept} for one in await self._fleet(viewers, names)]

    async def fleet_needs(self, request: Request) -> Response:
        """Open needs of the same part, across the manager's yachts."""
        query = Query(request.query_params.multi_items())
        viewers = await self._shown(await self._managed(request), query.identifier("yacht_id"))
        words, limit = query.text("q"), query.limit()
        ids = [one.yacht_id for one in viewers]
        needs: list[dict[str, Any]] = []
        if viewers:
            needs = await self.backend.read(viewers, lambda tx: fleet.needs(tx, ids, words))
        ages, as_of = await self._ages(viewers), await self._as_of(viewers)
        return answer({"needs": needs[:limit], "total_count": len(needs), "yachts": ages, "as_of": as_of})


async def _item(
    transaction: Transaction, viewers: Sequence[Actor], item_id: str
) -> tuple[Actor, dict[str, Any], dict[Action, LazaretteError | None]]:
    """The reader on the item's yacht, its row, and what they may do on it next. Raises NotFound."""
    row = await queries.item_row(transaction, [one.yacht_id for one in viewers], item_id)
    actor = next(one for one in viewers if one.yacht_id == row["yacht_id"])
    return actor, row, await _possible(transaction, actor, row)


async def _possible(
    transaction: Transaction, actor: Actor, row: Mapping[str, Any]
) -> dict[Action, LazaretteError | None]:
    """What the person may do on an item next, and why not the rest."""
    return possible(actor, item_of(row)[0], await has_open_conflict(transaction, row["yacht_id"], row["id"]))


def _key(request: Request) -> str | None:
    """The Idempotency-Key of a request."""
    given = request.headers.get("idempotency-key")
    return None if given is None else identifier(given, "Idempotency-Key")
