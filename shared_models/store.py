"""The only writers: `act` for a person here, `admit` for entries from elsewhere.

Both decide purely and hand one `Changes` to the transaction; row, history, audit and journal commit together.
"""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from shared_models.actions import REGISTRY, forbidden, recorded, validated
from shared_models.adoption import adopted, is_plain
from shared_models.changes import Changes, Recorder, Transaction
from shared_models.clock import MAX_WALL_MS
from shared_models.entries import RULING, HistoryEntry, canonical_json, entry_from, moment
from shared_models.errors import (
    Duplicate,
    IdempotencyConflict,
    InvalidAction,
    InvalidState,
    NotFound,
    ValidationFailed,
)
from shared_models.host import VERSION
from shared_models.item import Columns, beyond_limits, possible, possible_names, refusal, subject
from shared_models.journal import (
    Work,
    audit,
    finish,
    forward,
    has_open_conflict,
    in_force,
    item_history,
    load_items,
    load_rulings,
    place,
    record,
    resolve_whole,
)
from shared_models.node_records import (
    IMPORT_PARTS,
    KINDS,
    REPORT_REFUSED,
    take_record,
    unreadable_record,
)
from shared_models.projection import (
    NO_CONFLICT,
    PLAIN,
    changed_values,
)
from shared_models.resolve import RULED_OUT, Rule, resolve
from shared_models.roles import Actor, Role
from shared_models.states import CREATIONS, OPEN, Action, Status
from shared_models.tables import (
    Entry,
    FeedRow,
    Heads,
    Idempotency,
    Item,
    OutcomeRow,
    Part,
    Quarantined,
    Ruling,
    table_of,
)
from shared_models.values import canonical, identifier

_PARTS_IN_A_RECORD = 200
"""So that a record stays small enough for any exchange."""

_ITEMS, _ENTRIES, _HEADS = table_of(Item), table_of(Entry), table_of(Heads)
_OUTCOMES, _RULINGS, _KEYS, _PARTS = table_of(OutcomeRow), table_of(Ruling), table_of(Idempotency), table_of(Part)
_QUARANTINE, _FEED = table_of(Quarantined), table_of(FeedRow)
_IS_OPEN = sa.and_(
    _ITEMS.c.deleted_at.is_(None), sa.or_(*(_ITEMS.c.status == status.value for status in Status if status in OPEN))
)
_KEY = sa.select(_KEYS).where(_KEYS.c.yacht_id == sa.bindparam("yacht_id"), _KEYS.c.key == sa.bindparam("key"))
_ENTRY_OF_KEY = sa.select(_ENTRIES.c.entry_id).where(
    _ENTRIES.c.yacht_id == sa.bindparam("yacht_id"), _ENTRIES.c.entry_id == sa.bindparam("key")
)
_UNREAD = (
    sa.select(_QUARANTINE.c.id)
    .where(
        _QUARANTINE.c.yacht_id == sa.bindparam("yacht_id"), _QUARANTINE.c.item_id == sa.bindparam("item_id"),
        _QUARANTINE.c.read_at.is_(None),
    )
    .limit(1)
)  # fmt: skip
_OF_SUBJECT = sa.select(_HEADS.c.item_id).where(
    _HEADS.c.yacht_id == sa.bindparam("yacht_id"), _HEADS.c.subject == sa.bindparam("subject")
)
_SAME_SUBJECT = (
    # By the subject alone: SQLite, which knows no numbers of rows, would go through all open items of a yacht, were it
    # offered a join or a status that is in an index.
    sa.select(_ITEMS.c.id, _ITEMS.c.part_name, _ITEMS.c.status)
    .where(
        _ITEMS.c.yacht_id == sa.bindparam("yacht_id"),
        _ITEMS.c.id.in_(_OF_SUBJECT),
        sa.case((_IS_OPEN, 1), else_=0) == 1,
    )
    .limit(1)
)

Judge = Callable[[HistoryEntry], Awaitable[Rule | None]]
"""The shore's roster: the ruling on an entry's role, None if the person held it."""


def fingerprint(actor: Actor, action: Action, payload: Mapping[str, Any]) -> str:
    """What must be the same when an Idempotency-Key comes again."""
    body = {"user": actor.user_id, "action": action, "payload": payload}
    return hashlib.sha256(canonical_json(body).encode()).hexdigest()


async def act(
    tx: Transaction,
    actor: Actor,
    action: Action,
    payload: object,
    key: str | None,
    now_ms: int,
    request_id: str | None = None,
) -> dict[str, Any]:
    """Take one action as a person, in the caller's transaction, and answer as domain.md §4 says.

    Checks the role, then the payload, then the state. `key`: the Idempotency-Key; it becomes the entry's id.
    `request_id`: kept in the audit.
    Raises the LazaretteError that the person should see; then nothing is written.
    """
    role = actor.role_for(REGISTRY[action].roles)
    if (why := forbidden(action, role)) is not None:
        raise why
    if action is Action.HISTORY:
        raise InvalidAction("view_shopping_list_history only reads.")
    given = validated(action, payload)
    changes = Changes(await tx.recorder(), request_id)
    print_ = fingerprint(actor, action, given)
    if key is not None and (first := await _answered(tx, actor, key, print_)) is not None:
        return first
    work = await _subject(tx, replace(actor, role=role), action, given)
    before = work.item
    item_id = given.pop("item_id", None)
    if action is Action.ACKNOWLEDGE:
        given |= await _acknowledged(tx, actor.yacht_id, work.item_id, given["entry_id"])
    entry = record(changes, actor.user_id, role, action, given, item_id, work.heads, now_ms, key)
    if action is Action.CREATE:
        work.item_id = entry.entry_id
    if not forward(work, entry, actor.yacht_id):
        work.entries.append(entry)
        await load_rulings(tx, actor.yacht_id, {work.item_id: work})
        resolution = await resolve_whole(tx, changes, work)
        if resolution is None or resolution.outcomes[entry.entry_id] != PLAIN:
            raise InvalidState("The item does not allow this now; look at its history.", "item_id")
    finish(changes, {work.item_id: work})
    audit(changes, entry, before, work.item, now_ms)
    item = work.item or {}
    _, new = changed_values(before, item)
    answer: dict[str, Any] = {
        "success": True,
        "action_id": action.value,
        "entity_type": "shopping_list_item",
        "entity_id": work.item_id,
        "data": {**new, "id": work.item_id, "status": item.get("status"), "entry_id": entry.entry_id},
        "available_actions": possible_names(possible(actor, item, await _waits(tx, changes, work))),
    }
    if key is not None:
        changes.idempotency.append({"yacht_id": actor.yacht_id, "key": key, "fingerprint": print_, "answer": answer})
    await tx.persist(changes)
    return answer


async def _waits(tx: Transaction, changes: Changes, work: Work) -> bool:
    """Whether something of the item waits to be acknowledged once the changes are written."""
    if work.item_id in changes.resolved_items:
        return any(row["rule"] not in NO_CONFLICT and row["acknowledged_by"] is None for row in changes.outcomes)
    return work.before is not None and await has_open_conflict(tx, changes.recorder.yacht_id, work.item_id)


async def _answered(tx: Transaction, actor: Actor, key: str, print_: str) -> dict[str, Any] | None:
    """The first result of a repeated request. Raises IdempotencyConflict if the key was used for another."""
    named = {"yacht_id": actor.yacht_id, "key": key}
    rows = await tx.rows(_KEY, named)
    if not rows:
        if await tx.rows(_ENTRY_OF_KEY, named):
            raise IdempotencyConflict
        return None
    if rows[0]["fingerprint"] != print_:
        raise IdempotencyConflict
    return dict(rows[0]["answer"])


async def _subject(tx: Transaction, actor: Actor, action: Action, given: Mapping[str, Any]) -> Work:
    """The item an action is about, once state and limits allow it."""
    if action is Action.CREATE:
        if not given.get("allow_duplicate"):
            await _no_duplicate(tx, actor.yacht_id, given)
        return Work("", None, None, {}, [])
    work = (await load_items(tx, actor.yacht_id, [given["item_id"]]))[given["item_id"]]
    if work.item is None:
        raise NotFound("There is no such item.", "item_id")
    if await tx.rows(_UNREAD, {"yacht_id": actor.yacht_id, "item_id": work.item_id}):
        raise InvalidState(
            "A newer version has recorded something on this item that cannot be read here yet; update this side first.",
            "item_id",
        )
    refused = refusal(action, actor.role, actor.user_id, given, work.item) or beyond_limits(action, given, work.item)
    if refused is not None:
        raise refused
    if action is Action.CANCEL and (named := given.get("order_entry_id")) is not None:
        where = sa.and_(
            _ENTRIES.c.yacht_id == actor.yacht_id, _ENTRIES.c.entry_id == named,
            _ENTRIES.c.item_id == work.item_id, _ENTRIES.c.action == Action.ORDER.value,
        )  # fmt: skip
        if not await tx.rows(sa.select(_ENTRIES.c.entry_id).where(where)):
            raise ValidationFailed("order_entry_id names no order of this item.", "order_entry_id")
    return work


async def _no_duplicate(tx: Transaction, yacht_id: str, given: Mapping[str, Any]) -> None:
    found = await tx.rows(_SAME_SUBJECT, {"yacht_id": yacht_id, "subject": subject(given)})
    if found:
        name, status, item_id = found[0]["part_name"], found[0]["status"].replace("_", " "), found[0]["id"]
        raise Duplicate(
            f"{name} is already requested and {status} (item {item_id}); send allow_duplicate: true to ask again.",
            "part_id" if "part_id" in given else "part_name",
        )


async def _acknowledged(tx: Transaction, yacht_id: str, item_id: str, entry_id: str) -> dict[str, Any]:
    """The outcome that is acknowledged, so that it is open again if it changes."""
    where = sa.and_(_OUTCOMES.c.yacht_id == yacht_id, _OUTCOMES.c.entry_id == entry_id, _OUTCOMES.c.item_id == item_id)
    rows = await tx.rows(sa.select(_OUTCOMES).where(where))
    if not rows or rows[0]["rule"] in NO_CONFLICT:
        raise NotFound("This entry of the item is not in conflict.", "entry_id")
    seen = {"verdict": rows[0]["verdict"], "by": rows[0]["by_entry"]}
    return {name: value for name, value in seen.items() if value is not None}


async def import_parts(tx: Transaction, actor: Actor, parts: Sequence[Mapping[str, Any]], now_ms: int) -> None:
    """Take counted catalogue rows in, as records that travel like any entry.

    A count says what is there now: what the journal moved before it is taken off, so that it is not added twice.
    """
    changes = Changes(await tx.recorder())
    held = await tx.rows(
        sa.select(_PARTS.c.id, _PARTS.c.quantity_on_hand, _PARTS.c.quantity_counted).where(
            _PARTS.c.yacht_id == actor.yacht_id, _PARTS.c.id.in_([part["id"] for part in parts])
        )
    )
    since = {row["id"]: Decimal(row["quantity_on_hand"]) - Decimal(row["quantity_counted"]) for row in held}
    counted = [
        {**part, "quantity": canonical(Decimal(part.get("quantity") or "0") - since.get(part["id"], Decimal()))}
        for part in parts
    ]
    for start in range(0, len(counted), _PARTS_IN_A_RECORD):
        some = counted[start : start + _PARTS_IN_A_RECORD]
        payload = {"parts": [{k: v for k, v in part.items() if v is not None} for part in some]}
        note(changes, actor.user_id, actor.role, IMPORT_PARTS, payload, now_ms)
    await tx.persist(changes)


def note(
    changes: Changes, actor_id: str, role: str, kind: str, payload: Mapping[str, Any], now_ms: int
) -> HistoryEntry:  # fmt: skip
    """Record something that is no act on an item (`node_records`), with its effect here."""
    entry = record(changes, actor_id, role, kind, payload, None, (), now_ms)
    take_record(changes, entry, now_ms)
    return entry


async def note_refused(tx: Transaction, rows: Sequence[Mapping[str, Any]], now_ms: int) -> None:
    """Record what was refused on board; nobody on the roster vouches for it, so the node does."""
    changes = Changes(await tx.recorder())
    payload = {"refused": [dict(row) for row in rows]}
    note(changes, changes.recorder.node_id, Role.CREW, REPORT_REFUSED, payload, now_ms)
    await tx.persist(changes)


def unreadable(entry: HistoryEntry, yacht_id: str) -> str | None:
    """Why an entry from elsewhere cannot be taken in, None if it can."""
    if entry.yacht_id != yacht_id:
        return "it belongs to another yacht"
    try:
        for name in (entry.entry_id, entry.node_id, entry.actor_id, *entry.parents, *filter(None, [entry.item_id])):
            if identifier(name, "identifier") != name:
                return "an identifier is not in its usual form"
    except ValidationFailed:
        return "an identifier is no UUID"
    if not (0 <= entry.clock.wall_ms <= MAX_WALL_MS and 0 <= entry.clock.counter < 2**62 and 0 <= entry.seen < 2**62):
        return "its clock or position is out of bounds"
    if entry.assurance not in ("node", "signed") or not is_plain(entry.as_dict()):
        return "it holds a value that cannot be stored"
    if entry.action == RULING:
        known = entry.payload.get("ruling") in (None, *RULED_OUT, Rule.ROLE_IN_DOUBT)
        return None if known and entry.item_id and "entry_id" in entry.payload else "its ruling is not known here"
    if entry.action in KINDS:
        return unreadable_record(entry)
    try:
        action, _ = Action(entry.action), Role(entry.actor_role)
    except ValueError:
        return "its action or role is not known here"
    if action is Action.HISTORY or entry.item_id is None:
        return "it is no act on an item"
    try:
        clean = adopted(entry.payload) if action is Action.ADOPT else recorded(action, entry.payload)
    except ValidationFailed as error:
        return error.message
    if clean != dict(entry.payload):
        return "its payload is not in canonical form"
    return None


async def admit(
    tx: Transaction, recorder: Recorder, entries: Sequence[tuple[HistoryEntry, bytes]], now_ms: int,
    judge: Judge | None = None,
) -> Changes:  # fmt: skip
    """Take in entries from elsewhere, parents before children: journal, projections and audit, not yet persisted.

    `entries`: readable ones with their chain values, none known here. With a `judge` (ashore) each is placed in
    the feed and ruled on. What has seen everything takes the constant-time path; the rest is resolved whole.
    """
    changes = Changes(recorder)
    yacht_id = recorder.yacht_id
    works = await load_items(tx, yacht_id, sorted({e.item_id for e, _ in entries if e.item_id}))
    await load_rulings(tx, yacht_id, works)
    for entry, chain in entries:
        changes.entries.append((entry, chain))
        recorder.clock = recorder.clock.adopt(entry.clock, now_ms)
        if recorder.assigns_positions:
            place(changes, entry, now_ms)
        if entry.item_id is None:
            take_record(changes, entry, now_ms)
            continue
        work = works[entry.item_id]
        work.entries.append(entry)
        if entry.action == RULING:
            _rule(changes, entry, work)
            continue
        ruling = await judge(entry) if judge else None
        before = work.item
        if judge and ruling not in RULED_OUT and not await _possible(tx, changes, work, entry):
            ruling = Rule.NOT_LEGAL_WHEN_MADE
        if ruling is not None:
            _rule(changes, _ruling_entry(changes, entry, ruling, now_ms, work), work)
        work.whole = work.whole or not forward(work, entry, yacht_id)
        audit(changes, entry, before, None if work.whole else work.item, now_ms)
    for work in works.values():
        if work.whole:
            await resolve_whole(tx, changes, work)
    finish(changes, works)
    return changes


async def read_again(tx: Transaction, yacht_id: str, now_ms: int, judge: Judge | None = None) -> int:
    """Try what an older version of this software could not read; how many entries can be read now."""
    waiting = sa.and_(
        _QUARANTINE.c.yacht_id == yacht_id, _QUARANTINE.c.read_at.is_(None), _QUARANTINE.c.tried_by != VERSION,
        _QUARANTINE.c.raw != b"",
    )  # fmt: skip
    rows = await tx.rows(sa.select(_QUARANTINE).where(waiting).order_by(_QUARANTINE.c.stored_at, _QUARANTINE.c.seq))
    if not rows:
        return 0
    recorder, fresh, tried = await tx.recorder(), list[tuple[HistoryEntry, bytes]](), []
    for row in rows:
        entry = _read(bytes(row["raw"]))
        is_readable = entry is not None and unreadable(entry, yacht_id) is None
        if entry is not None and is_readable and await _belongs(tx, recorder, entry):
            fresh.append((entry, b""))
        tried.append({**row, "tried_by": VERSION, "read_at": moment(now_ms) if is_readable else None})
    changes = await admit(tx, recorder, fresh, now_ms, judge)
    changes.quarantined = tried
    await tx.persist(changes)
    return len(fresh)


def _read(raw: bytes) -> HistoryEntry | None:
    try:
        return entry_from(json.loads(raw))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return None


async def _belongs(tx: Transaction, recorder: Recorder, entry: HistoryEntry) -> bool:
    """Whether an entry is not here yet and, on board, is the one that the feed has under its id."""
    held = sa.and_(_ENTRIES.c.yacht_id == entry.yacht_id, _ENTRIES.c.entry_id == entry.entry_id)
    if await tx.rows(sa.select(_ENTRIES.c.entry_id).where(held)):
        return False
    fed = sa.and_(_FEED.c.yacht_id == entry.yacht_id, _FEED.c.entry_id == entry.entry_id)
    rows = await tx.rows(sa.select(_FEED.c.hash).where(fed))
    return bool(rows) != recorder.assigns_positions and all(row["hash"] == entry.hash for row in rows)


def _ruling_entry(changes: Changes, entry: HistoryEntry, ruling: Rule, now_ms: int, work: Work) -> HistoryEntry:
    reasons = {
        Rule.ROLE_NOT_HELD: f"the roster did not give the actor the role {entry.actor_role}",
        Rule.ROLE_IN_DOUBT: f"the actor's role {entry.actor_role} changed at about that time",
        Rule.NOT_LEGAL_WHEN_MADE: "the act was not possible in what its author had seen",
    }
    payload = {"entry_id": entry.entry_id, "ruling": ruling.value, "reason": reasons[ruling]}
    node = changes.recorder.node_id
    ruled = record(changes, node, Role.MANAGER, RULING, payload, entry.item_id, (), now_ms)
    work.entries.append(ruled)
    return ruled


def _rule(changes: Changes, entry: HistoryEntry, work: Work) -> None:
    """A ruling changes the item's past."""
    row = {
        "yacht_id": entry.yacht_id, "entry_id": entry.payload["entry_id"], "item_id": entry.item_id,
        "ruling": entry.payload.get("ruling"), "reason": entry.payload.get("reason", ""),
        "ruled_by_entry": entry.entry_id,
    }  # fmt: skip
    changes.rulings.append(row)
    work.rulings.append(row)
    work.whole = True


async def _possible(tx: Transaction, changes: Changes, work: Work, entry: HistoryEntry) -> bool:
    """Whether the act was possible in what its author had seen: its ancestors, and the rulings up to `seen`."""
    action, role = Action(entry.action), Role(entry.actor_role)
    if action in CREATIONS:
        return entry.entry_id == entry.item_id and not entry.parents
    saw_it_so = set(entry.parents) == set(work.heads) and not work.rulings and not work.whole
    if saw_it_so and work.item is not None:
        item: Columns | None = work.item
    else:
        known = {e.entry_id: e for e in await item_history(tx, changes.recorder.yacht_id, work.item_id)}
        known |= {e.entry_id: e for e in work.entries if e is not entry}
        if (seen := _ancestors(entry, known)) is None:
            return True  # it waits for what its author had seen; until then there is nothing to judge it by
        item = await _as_seen(tx, changes, work, entry, [known[name] for name in seen])
    if item is None:
        return False
    why = refusal(action, role, entry.actor_id, entry.payload, item) or beyond_limits(action, entry.payload, item)
    return why is None


def _ancestors(entry: HistoryEntry, known: Mapping[str, HistoryEntry]) -> set[str] | None:
    """The ids of everything an entry's author had seen of the item; None if some of it has not come."""
    seen, pending = set[str](), list(entry.parents)
    while pending:
        name = pending.pop()
        if name not in known:
            return None
        if name not in seen:
            seen.add(name)
            pending.extend(known[name].parents)
    return seen


async def _as_seen(
    tx: Transaction, changes: Changes, work: Work, entry: HistoryEntry, seen: Sequence[HistoryEntry]
) -> Columns | None:
    """The item as the author of an entry saw it: what they had seen of it, and the rulings up to `seen`."""
    feed = table_of(FeedRow)
    ruled_by = [row["ruled_by_entry"] for row in work.rulings]
    where = sa.and_(feed.c.yacht_id == entry.yacht_id, feed.c.entry_id.in_(ruled_by))
    placed = [*await tx.rows(sa.select(feed.c.entry_id, feed.c.position).where(where)), *changes.feed]
    heard = {row["entry_id"] for row in placed if row["position"] <= entry.seen}
    rulings = in_force(row for row in work.rulings if row["ruled_by_entry"] in heard)
    resolution = resolve(seen, rulings)
    return resolution.item if resolution else None
