"""The answers of the HTTP contract (domain.md §4) as data: what the API sends and what the pages show.

`actors`: the reader, once for each of their yachts; `query`: what was asked for, as the address says it.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement

from shared_models import conflicts, fleet, notifications, queries, requests, suggest
from shared_models.actions import DOMAINS, REGISTRY, URGENCIES, allowed, forbidden, validated
from shared_models.backend import Backend, FleetBackend, defect
from shared_models.changes import Transaction
from shared_models.entries import HistoryEntry
from shared_models.errors import FeatureDisabled, Forbidden, LazaretteError, NotFound, ValidationFailed
from shared_models.item import possible, possible_names
from shared_models.journal import has_open_conflict, told_history
from shared_models.known import known
from shared_models.metrics import Metrics
from shared_models.projection import item_of
from shared_models.requests import CONFLICT_KEYS, ITEM_KEYS, NEED_KEYS, Query
from shared_models.resolve import resolve
from shared_models.roles import RANK, Actor
from shared_models.states import Action, Status

log = logging.getLogger("lazarette.http")

Answer = dict[str, Any]
Read = Callable[[Sequence[Actor], Callable[[Transaction], Awaitable[Any]]], Awaitable[Any]]
"""`Backend.read` or `FleetBackend.survey`."""
NEED_YACHTS = 20
"""How many yachts of each need a page tells of; the exports tell of all."""
_NOTHING_COUNTED: Mapping[str, Any] = {"counts": {}, "critical": 0, "conflicts": 0}
_NO_ITEM = "00000000-0000-0000-0000-000000000000"


class Contract:
    """What one side answers, over its backend."""

    def __init__(self, backend: Backend, metrics: Metrics) -> None:
        self.backend, self.metrics = backend, metrics

    async def shown(self, actors: Sequence[Actor], yacht_id: str | None) -> list[Actor]:
        """The person on the yachts whose list is switched on, narrowed to one; nobody if it is another's.

        Raises FeatureDisabled if the list is off for all that are meant."""
        meant = [actor for actor in actors if yacht_id in (None, actor.yacht_id)]
        enabled = await self._enabled(meant or actors)
        shown = [actor for actor in meant or actors if actor.yacht_id in enabled]
        if not shown:
            raise FeatureDisabled
        return shown if meant else []

    async def _enabled(self, actors: Sequence[Actor]) -> Collection[str]:
        if len(actors) > 1 and isinstance(self.backend, FleetBackend):
            return await self.backend.enabled_among(actors)
        return [actor.yacht_id for actor in actors if await self.backend.enabled(actor.yacht_id)]

    async def as_of(self, viewers: Sequence[Actor]) -> str | None:
        """How old the oldest of the yachts' data is; None if one has never spoken."""
        times: Sequence[str | None]
        if len(viewers) > 1 and isinstance(self.backend, FleetBackend):
            times = [one["as_of"] for one in (await self.backend.fleet_status(viewers)).values()]
        else:
            times = [await self.backend.as_of(one.yacht_id) for one in viewers]
        known = [time for time in times if time is not None]
        return min(known) if known and len(known) == len(times) else None

    # Actions.

    async def executed_batch(
        self, actors: Sequence[Actor], bodies: Any, key: str | None, marks: Sequence[str] | None = None
    ) -> Answer:
        """Up to 100 actions, one after the other; each succeeds or fails by itself. `marks`: what tells one from
        another under the batch's key, where it may be sent in parts; else it is their place."""
        results: list[Answer] = []
        calls = requests.calls_from(bodies)
        for mark, body in zip(marks or map(str, range(len(calls))), calls, strict=True):
            try:
                results.append(await self.executed(actors, body, requests.key_in_batch(key, mark)))
            except LazaretteError as error:
                results.append(error.envelope())
            except Exception:
                log.exception("a defect in a batch, at action %s", mark)
                results.append(defect())
        return {"results": results}

    async def executed(self, actors: Sequence[Actor], body: Any, key: str | None) -> Answer:
        """One action."""
        call = requests.call_from(body, key)
        with self._noted(call.action) as said:
            actor = await self._permitted(actors, call)
            said |= {"yacht_id": actor.yacht_id, "user_id": actor.user_id}
            if call.action is Action.HISTORY:
                result = await self._history_read(actor, call.payload)
            else:
                result = {"success": True, **await self.backend.act(actor, call.action, call.payload, call.key)}
                said |= {"item_id": result["entity_id"], "entry_id": result["data"]["entry_id"]}
        if self.backend.is_shore:
            result["as_of"] = await self.backend.as_of(actor.yacht_id)
        return result

    async def executed_together(self, actors: Sequence[Actor], bodies: Any) -> list[Answer]:
        """Ashore, several actions on one yacht's items in one transaction: all of them or, if one raises, none."""
        assert isinstance(self.backend, FleetBackend)
        calls = [requests.call_from(body, None) for body in requests.calls_from(bodies)]
        permitted = [await self._permitted(actors, call) for call in calls]
        if len({actor.yacht_id for actor in permitted}) != 1:
            raise ValidationFailed("These must be actions on one yacht.", "yacht_id")
        with self._noted(*(call.action for call in calls)) as said:
            results = await self.backend.act_together(
                permitted[0], [(call.action, call.payload, call.key) for call in calls]
            )
            said |= {"yacht_id": permitted[0].yacht_id, "user_id": permitted[0].user_id}
            said["entry_ids"] = [one["data"]["entry_id"] for one in results]
        return results

    @contextmanager
    def _noted(self, *actions: Action) -> Iterator[dict[str, Any]]:
        """Count actions and log them in one line, with what becomes known meanwhile: an act's names its entry, as the
        journals and audits of both sides do, by which a tap on a tablet is followed."""
        said: dict[str, Any] = {"action": actions[0].value}
        outcome = "failed"
        try:
            yield said
            outcome = "ok"
        except LazaretteError as error:
            outcome = error.code.lower()
            raise
        finally:
            for action in actions:
                self.metrics.acted(action.value, outcome)
            log.info("acted", extra={"said": {**said, "outcome": outcome}})

    async def _permitted(self, actors: Sequence[Actor], call: requests.Call) -> Actor:
        """The person on the yacht of a call that they may make. Raises LazaretteError."""
        shown = await self.shown(actors, call.yacht_id)
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
        return actor

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

    async def actions(self, actors: Sequence[Actor], query: Query) -> Answer:
        """The actions this role may take, enough to draw their forms."""
        domains, words, entity_id = query.choices("domain", DOMAINS), query.text("q"), query.identifier("entity_id")
        shown = await self.shown(actors, None)
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
        return body if as_of is None else {**body, "as_of": as_of}

    async def suggestions(self, actors: Sequence[Actor], body: Mapping[str, Any]) -> Answer:
        """What a few words may mean."""
        words, domain = requests.required_text(body, "query"), body.get("domain")
        if domain is not None and domain not in DOMAINS:
            raise ValidationFailed(f"domain must be one of {', '.join(DOMAINS)}.", "domain")
        shown = await self.shown(actors, None)
        yacht_ids = [one.yacht_id for one in shown]
        actor = max(shown, key=lambda one: RANK[one.role])
        known = [
            suggest.of_action(spec)
            for action, spec in REGISTRY.items()
            if domain in (None, spec.domain) and allowed(action, actor.role_for(spec.roles))
        ]
        about = suggest.about(words, REGISTRY.values())
        known += await self.backend.read(shown, lambda tx: queries.nameable(tx, yacht_ids, about))
        fits = suggest.ranked(words, known, about)
        specs = [REGISTRY[Action(one.id)] for one in fits if one.kind == "action"]
        return {
            "actions": [spec.described(actor.role_for(spec.roles)) for spec in specs],
            "candidates": [one.described() for one in suggest.ambiguous(fits)],
            "as_of": await self.as_of(shown),
        }

    # The list.

    async def items(self, actors: Sequence[Actor], query: Query) -> Answer:
        """A page of the list: what awaits a decision first."""
        viewers = await self.shown(actors, query.identifier("yacht_id"))
        return await self._items(viewers, query, await self.as_of(viewers), self.backend.read)

    async def _items(self, viewers: Sequence[Actor], query: Query, as_of: str | None, read: Read) -> Answer:
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
        rows, last = await read(viewers, lambda tx: queries.items(tx, yacht_ids, chosen, limit, after))
        return {"items": rows, "next_cursor": requests.encoded(last) if last else None, "as_of": as_of}

    async def item(self, actors: Sequence[Actor], item_id: str, query: Query) -> Answer:
        """One item, with what it came from and what may be done next."""
        viewers = await self.shown(actors, query.identifier("yacht_id"))

        async def read(tx: Transaction) -> tuple[str, dict[str, Any]]:
            actor, row, reasons = await _item(tx, viewers, item_id)
            return actor.yacht_id, {
                "item": row,
                "links": await queries.links(tx, row),
                "available_actions": possible_names(reasons),
                "possible_duplicates": await queries.possible_duplicates(tx, row),
            }

        yacht_id, shown = await self.backend.read(viewers or actors, read)
        return {**shown, "as_of": await self.backend.as_of(yacht_id)}

    async def history(self, actors: Sequence[Actor], query: Query) -> Answer:
        """All that happened to an item, in words; a deleted one's too."""
        item_id = query.identifier("item_id", required=True)
        assert item_id is not None
        viewers = await self.shown(actors, query.identifier("yacht_id"))
        yacht_ids, user_id = [one.yacht_id for one in viewers], actors[0].user_id
        yacht_id, told = await self.backend.read(
            viewers or actors, lambda tx: queries.history(tx, yacht_ids, item_id, user_id)
        )
        return {**told, "as_of": await self.backend.as_of(yacht_id)}

    async def changes(self, actors: Sequence[Actor], query: Query) -> Answer:
        """The entries behind a position, in the order of the yacht's feed."""
        named, after, limit = query.identifier("yacht_id"), query.position("after"), query.limit()
        if named is None and len(actors) > 1:
            raise ValidationFailed("yacht_id is required: each of your yachts has a feed of its own.", "yacht_id")
        viewers = await self.shown(actors, named)
        entries: list[dict[str, Any]] = []
        as_of = None
        if viewers:
            yacht_id, user_id = viewers[0].yacht_id, viewers[0].user_id
            as_of = await self.backend.as_of(yacht_id)
            entries = await self.backend.read(viewers, lambda tx: queries.changes(tx, yacht_id, after, limit, user_id))
        return {"entries": entries, "position": entries[-1]["position"] if entries else after, "as_of": as_of}

    async def conflicts(self, actors: Sequence[Actor], query: Query) -> Answer:
        """What did not simply apply, in words; the reader's own count as seen from now on."""
        viewers = await self.shown(actors, query.identifier("yacht_id"))
        everything, limit, after = query.flag("all"), query.limit(), query.cursor(CONFLICT_KEYS)
        if not viewers:
            return {"conflicts": [], "next_cursor": None, "as_of": None}
        as_of = await self.as_of(viewers)
        page = await self.backend.read(viewers, lambda tx: conflicts.listed(tx, viewers, everything, limit, after))
        for actor in viewers:
            if rows := [row for row in page.sightings if row["yacht_id"] == actor.yacht_id]:
                await self.backend.saw(actor, rows)
        cursor = requests.encoded(page.last) if page.last else None
        return {"conflicts": page.conflicts, "next_cursor": cursor, "as_of": as_of}

    # What concerns the reader.

    async def notifications(self, actors: Sequence[Actor], query: Query) -> Answer:
        """What concerns the reader, newest first, and how much of it they have not seen."""
        viewers = await self.shown(actors, query.identifier("yacht_id"))
        if not viewers:
            return {"notifications": [], "unseen": 0, "as_of": None}
        as_of, now_ms = await self.as_of(viewers), self.backend.now_ms()
        listed = await self.backend.read(viewers, lambda tx: notifications.listed(tx, viewers, now_ms))
        return {"notifications": listed, "unseen": sum(not one["seen"] for one in listed), "as_of": as_of}

    async def notifications_seen(self, actors: Sequence[Actor], body: Mapping[str, Any]) -> Answer:
        """The reader has seen what others did: these entries. Others than that are left as they are."""
        entry_ids = requests.identifiers(body, "entry_ids", notifications.MOST)
        await self.saw(await self.shown(actors, None), notifications.among(entry_ids))
        return {"success": True, "unseen": await self.unseen(actors)}

    async def saw(self, viewers: Sequence[Actor], chosen: ColumnElement[bool]) -> bool:
        """Keep that the reader has seen what others did, of the chosen entries; whether any of it was new."""
        now_ms = self.backend.now_ms()
        new = await self.backend.read(viewers, lambda tx: notifications.sightings(tx, viewers, chosen, now_ms))
        for actor in viewers:
            if actor.yacht_id in new:
                await self.backend.saw(actor, new[actor.yacht_id])
        return bool(new)

    async def unseen(self, actors: Sequence[Actor]) -> int:
        """How much concerns the reader that they have not seen; 0 where the list is switched off."""
        enabled = await self._enabled(actors)
        viewers = [actor for actor in actors if actor.yacht_id in enabled]
        now_ms = self.backend.now_ms()
        return await self.backend.read(viewers, lambda tx: notifications.unseen(tx, viewers, now_ms)) if viewers else 0

    # What only pages show, and the API not yet: the same data, read the same way.

    async def counts(self, actors: Sequence[Actor]) -> dict[str, int]:
        """How many items of one yacht are in each status."""
        yacht_ids = [one.yacht_id for one in await self.shown(actors, None)]
        return await self.backend.read(actors, lambda tx: fleet.counts(tx, yacht_ids[0]))

    async def parts(self, actors: Sequence[Actor], words: str, most: int) -> list[suggest.Candidate]:
        """The parts of the catalogue that are nearest to what someone types."""
        yacht_ids = [one.yacht_id for one in await self.shown(actors, None)]
        among = await self.backend.read(actors, lambda tx: queries.catalogue(tx, yacht_ids))
        return suggest.nearest(words, among, most)

    async def open_for(self, actor: Actor, payload: Mapping[str, Any]) -> list[str]:
        """The open items for the part and work order that a request is about to ask for: their ids."""
        if not (payload.get("part_id") or payload.get("part_name")):
            return []
        asked = {"id": _NO_ITEM, "yacht_id": actor.yacht_id, "status": Status.CANDIDATE.value, **payload}
        return await self.backend.read([actor], lambda tx: queries.possible_duplicates(tx, asked))

    async def known(
        self, actors: Sequence[Actor], conflicts: Sequence[Mapping[str, Any]]
    ) -> dict[str, Mapping[str, Any]]:
        """By entry of these conflicts, and of what overruled them: the item as its author saw it."""
        found: dict[str, Mapping[str, Any]] = {}

        async def read(tx: Transaction) -> None:
            for one in conflicts:
                both = [name for name in (one["entry_id"], one["by"]) if name]
                found.update(await known(tx, one["yacht_id"], one["item_id"], both))

        await self.backend.read(actors, read)
        return found

    async def standing_orders(self, actor: Actor, item_id: str) -> list[HistoryEntry]:
        """The orders of an item that stand, in the order in which an unnamed cancellation would take them."""
        acts, rulings = await self.backend.read([actor], lambda tx: told_history(tx, actor.yacht_id, item_id))
        resolution, by_id = resolve(acts, rulings), {act.entry_id: act for act in acts}
        return [by_id[order] for order in resolution.orders] if resolution else []

    # The two sides.

    async def sync_status(self, actors: Sequence[Actor]) -> Answer:
        """How this side stands to the other; ashore for each of the reader's yachts."""
        if not self.backend.is_shore:
            return await self.backend.sync_status(actors[0])
        yachts = [{"yacht_id": one.yacht_id, **await self.backend.sync_status(one)} for one in actors]
        return {"yachts": yachts, "as_of": await self.as_of(actors)}

    async def sync_now(self, actors: Sequence[Actor]) -> Answer:
        """Try an exchange now; the answer says how it went, also when the link is down."""
        return await self.backend.sync_now(actors[0])

    # The fleet.

    def managed(self, actors: Sequence[Actor]) -> list[Actor]:
        """The yachts of which the person is a manager. Raises Forbidden."""
        managed = [one for one in actors if one.is_manager]
        if not managed:
            raise Forbidden("Only a manager sees the fleet.")
        return managed

    async def fleet_yachts(self, actors: Sequence[Actor]) -> Answer:
        """The manager's yachts: how old, how far behind, what waits."""
        actors = self.managed(actors)
        assert isinstance(self.backend, FleetBackend)
        enabled = {one.yacht_id for one in await self.shown(actors, None)}
        stand = await self.backend.fleet_status(actors, is_counted=True)
        yachts = [
            {**one, "enabled": True} if key in enabled else {**one, "enabled": False, **_NOTHING_COUNTED}
            for key, one in stand.items()
        ]
        return {"yachts": yachts, "as_of": _oldest(yachts)}

    async def fleet_items(self, actors: Sequence[Actor], query: Query) -> Answer:
        """A page of items across the manager's yachts."""
        managed = self.managed(actors)
        assert isinstance(self.backend, FleetBackend)
        viewers = await self.shown(managed, query.identifier("yacht_id"))
        ages = await self.ages(viewers)
        return {**await self._items(viewers, query, _oldest(ages), self.backend.survey), "yachts": ages}

    async def ages(self, viewers: Sequence[Actor]) -> list[dict[str, Any]]:
        """What each yacht is called and how old its picture is."""
        if not viewers:
            return []
        assert isinstance(self.backend, FleetBackend)
        stand = await self.backend.fleet_status(viewers)
        return [{name: one[name] for name in ("yacht_id", "name", "as_of")} for one in stand.values()]

    async def fleet_needs(self, actors: Sequence[Actor], query: Query) -> Answer:
        """A page of the open needs of the same part, across the manager's yachts."""
        shown = (query.choices("show", fleet.SHOWN) or ("all",))[0]
        return await self.needs(actors, query, fleet.Wanted(query.text("q"), shown, query.limit(), NEED_YACHTS))

    async def needs(self, actors: Sequence[Actor], query: Query, wanted: fleet.Wanted) -> Answer:
        """The same, as many as are wanted."""
        assert isinstance(self.backend, FleetBackend)
        viewers = await self.shown(self.managed(actors), query.identifier("yacht_id"))
        wanted = replace(wanted, after=query.cursor(NEED_KEYS))
        needs, total, last = await self.backend.needs(viewers, wanted) if viewers else ([], 0, None)
        ages = await self.ages(viewers)
        cursor = requests.encoded(last) if last else None
        return {"needs": needs, "total_count": total, "next_cursor": cursor, "yachts": ages, "as_of": _oldest(ages)}

    async def every_need(
        self, actors: Sequence[Actor], query: Query, wanted: fleet.Wanted
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """All of them with all their yachts, in pieces of `wanted.most`."""
        assert isinstance(self.backend, FleetBackend)
        viewers = await self.shown(self.managed(actors), query.identifier("yacht_id"))
        while viewers:
            needs, _, last = await self.backend.needs(viewers, wanted)
            yield needs
            if last is None:
                return
            wanted = replace(wanted, after=last)

    async def to_order(self, actors: Sequence[Actor], part: Mapping[str, str | None]) -> list[dict[str, Any]]:
        """The approved requests of one of these needs."""
        viewers = await self.shown(self.managed(actors), None)
        ids = [one.yacht_id for one in viewers]
        return await self.backend.read(viewers, lambda tx: fleet.to_order(tx, ids, part))


def _oldest(yachts: Sequence[Mapping[str, Any]]) -> str | None:
    """How old the oldest picture of these yachts is; None if one has never spoken."""
    times = [one["as_of"] for one in yachts]
    return min(times) if times and None not in times else None


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
