"""The read side: what the pages and the API show, as SQLAlchemy Core over the tables both databases hold.

Every query names the yachts it may look at, also where the database's own policies would do it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from shared_models.built_on import built_on
from shared_models.built_on import told as what_stands
from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.errors import NotFound, ValidationFailed
from shared_models.item import subject
from shared_models.journal import IS_CONFLICT
from shared_models.resolve import Verdict
from shared_models.roles import Actor, is_hod
from shared_models.sentences import Told, sentence
from shared_models.states import AWAITING_DECISION, OPEN, Status
from shared_models.suggest import Candidate, prefixes
from shared_models.tables import (
    AWAITS,
    LIST_ORDER,
    URGENCY,
    Entry,
    FeedRow,
    Heads,
    Item,
    OutcomeRow,
    Part,
    Profile,
    ReceivingEvent,
    Sighting,
    StateHistory,
    WorkOrder,
    table_of,
)
from shared_models.types import Day, Identifier, Moment

ITEMS, STATES, ENTRIES, FEED = table_of(Item), table_of(StateHistory), table_of(Entry), table_of(FeedRow)
OUTCOMES, SIGHTINGS, PARTS, PROFILES = table_of(OutcomeRow), table_of(Sighting), table_of(Part), table_of(Profile)
WORK_ORDERS, RECEIVING_EVENTS = table_of(WorkOrder), table_of(ReceivingEvent)

PART_COLUMNS = (
    "id", "yacht_id", "name", "part_number", "manufacturer", "unit", "quantity_on_hand", "minimum_quantity",
    "location", "impa_code", "created_at", "updated_at",
)  # fmt: skip
_RANKED_ROWS = 2_000
"""How many rows of each kind are ranked at most for a suggestion."""
_DUPLICATES_SHOWN = 10
_SHOWN = ("part_number", "manufacturer")
_OF_ENTRY = tuple(
    ENTRIES.c[name]
    for name in (
        "yacht_id", "entry_id", "item_id", "node_id", "parents", "action", "payload", "actor_id", "actor_role",
        "clock_ms", "clock_counter",
    )
)  # fmt: skip
_RANKS = {"critical": 0, "high": 1, "low": 3}
"""What `URGENCY` makes of these; of any other it makes 2."""
_FEW_YACHTS, _LISTS_KEPT = 16, 64
_AS_THEY_LIE = sa.select(sa.func.set_config("enable_sort", "off", True))
"""For this transaction: of many yachts a page is read off the index that has its order. Postgres takes it that the
policies leave a hundredth, and would rather sort all that waits on a thousand yachts."""
_PLANNED_ANEW = sa.select(
    sa.func.set_config("plan_cache_mode", "force_custom_plan", True),
    sa.func.set_config("enable_bitmapscan", "on", True),
)
"""What looks for words has to see all items, in the best plan there is for so many yachts."""
_OUTCOME_KEY = OUTCOMES.c.verdict + ":" + sa.func.coalesce(sa.cast(OUTCOMES.c.by_entry, sa.Text), "")

Row = Mapping[str, Any]


def of_yachts(column: sa.ColumnElement[Any], yacht_ids: Sequence[str]) -> sa.ColumnElement[bool]:
    """That a row is one of these yachts'; a plain comparison for one, so that its index is used."""
    if len(yacht_ids) < 2:
        return column == (yacht_ids[0] if yacht_ids else None)
    # one parameter, whatever their number: ashore alone has anybody several yachts
    return column == sa.any_(_listed(tuple(yacht_ids)))


@lru_cache(_LISTS_KEPT)
def _listed(yacht_ids: tuple[str, ...]) -> sa.BindParameter[Any]:
    """The same parameter for the same yachts: a statement that names a thousand in six places sends them once."""
    return sa.literal(list(yacht_ids), sa.ARRAY(Identifier))


def outcome_key(verdict: str, by: str | None) -> str:
    """What a person has seen of an act's outcome: `outcome` of a sighting."""
    return f"{verdict}:{by or ''}"


@dataclass(frozen=True)
class ItemFilter:
    """Which items a list shows; what is empty does not narrow it."""

    statuses: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    words: str | None = None
    updated_since: str | None = None


def place(row: Row) -> tuple[Any, ...]:
    """An item's place in the order of lists, as `LIST_ORDER` computes it, then its yacht."""
    awaits = 0 if row["status"] in AWAITING_DECISION else 1
    urgency = _RANKS.get(row["urgency"] or "", 2)
    needed_by = row["required_by_date"] or "9999-12-31"
    return awaits, urgency, needed_by, row["created_at"], row["id"], row["yacht_id"]


async def items(
    transaction: Transaction,
    yacht_ids: Sequence[str],
    chosen: ItemFilter,
    limit: int,
    after: tuple[Any, ...] | None = None,
) -> tuple[list[dict[str, Any]], tuple[Any, ...] | None]:
    """One page of items (all 45 columns) and the place of its last one, if there are more."""
    if not yacht_ids:
        return [], None
    wanted = [of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.deleted_at.is_(None)]
    # since when something changed is kept by status, in the one index that each change of an item must pay for
    statuses = chosen.statuses or (tuple(Status) if chosen.updated_since is not None else ())
    is_in_order = chosen.updated_since is None and chosen.words is None
    if statuses:
        awaiting = {status in AWAITING_DECISION for status in statuses}
        if is_in_order and len(awaiting) == 1:  # where the index in order begins, or ends
            wanted.append(AWAITS == 0 if True in awaiting else AWAITS == 1)
        if not (is_in_order and set(statuses) == AWAITING_DECISION):
            wanted.append(ITEMS.c.status.in_(statuses))
    if chosen.urgencies:
        wanted.append(ITEMS.c.urgency.in_(chosen.urgencies))
        if set(chosen.urgencies) <= _RANKS.keys():
            wanted.append(URGENCY.in_([_RANKS[one] for one in chosen.urgencies]))
    if chosen.updated_since is not None:
        wanted.append(ITEMS.c.updated_at >= chosen.updated_since)
    if chosen.words is not None:
        names = (ITEMS.c.part_name, ITEMS.c.part_number, ITEMS.c.manufacturer)
        wanted.append(sa.or_(*(name.icontains(chosen.words, autoescape=True) for name in names)))
    # One yacht's items are told apart by their id; the yacht is no key then, so that the index gives the order.
    order = LIST_ORDER if len(yacht_ids) == 1 else (*LIST_ORDER, ITEMS.c.yacht_id)
    if after is not None:
        awaits, urgency, needed_by, created_at, item_id, yacht_id = after
        keys: list[Any] = [
            sa.literal(awaits, sa.Integer()),
            sa.literal(urgency, sa.Integer()),
            # As text: asyncpg takes the last day of the calendar for infinity.
            sa.cast(sa.literal(needed_by, sa.Text()), Day()),
            sa.literal(created_at, Moment()),
            sa.literal(item_id, Identifier()),
            sa.literal(yacht_id, Identifier()),
        ][: len(order)]
        wanted.append(sa.tuple_(*order) > sa.tuple_(*keys))
    if len(yacht_ids) > _FEW_YACHTS:
        await transaction.rows(_AS_THEY_LIE if is_in_order else _PLANNED_ANEW)
    found = await transaction.rows(sa.select(ITEMS).where(*wanted).order_by(*order).limit(limit + 1))
    page = [dict(row) for row in found[:limit]]
    return page, place(page[-1]) if len(found) > limit else None


_OF_ITEM = ITEMS.c.id == sa.bindparam("item_id")
_ITEM = sa.select(ITEMS).where(ITEMS.c.yacht_id == sa.bindparam("yacht_id"), _OF_ITEM)
_ITEM_AMONG = (
    sa.select(ITEMS)
    .where(ITEMS.c.yacht_id.in_(sa.bindparam("yacht_ids", expanding=True)), _OF_ITEM)
    .order_by(ITEMS.c.yacht_id)
)


async def item_row(
    transaction: Transaction, yacht_ids: Sequence[str], item_id: str, deleted: bool = False
) -> dict[str, Any]:
    """One item's 45 columns. Raises NotFound if it is missing, another yacht's, or deleted (unless `deleted`);
    ValidationFailed if more than one of the yachts has an item of that id, which somebody must have meant."""
    found: Sequence[Row] = ()
    if len(yacht_ids) == 1:
        found = await transaction.rows(_ITEM, {"yacht_id": yacht_ids[0], "item_id": item_id})
    elif yacht_ids:
        found = await transaction.rows(_ITEM_AMONG, {"yacht_ids": list(yacht_ids), "item_id": item_id})
    shown = [row for row in found if deleted or row["deleted_at"] is None]
    if len(shown) > 1:
        raise ValidationFailed("Several of your yachts have an item of this id; give the yacht_id.", "yacht_id")
    if shown:
        return dict(shown[0])
    raise NotFound("There is no such item here.", "item_id")


async def names(transaction: Transaction, yacht_ids: Sequence[str], item_ids: Collection[str]) -> dict[str, str]:
    """What each of these items asks for, by its id; also of a deleted one."""
    wanted = (of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.id.in_(sorted(item_ids)))
    rows = await transaction.rows(sa.select(ITEMS.c.id, ITEMS.c.part_name).where(*wanted))
    return {row["id"]: row["part_name"] for row in rows}


async def links(transaction: Transaction, item: Row) -> dict[str, Any]:
    """The work order, part and receiving event that an item names, as far as they are known here."""

    async def one(table: sa.Table, key: str | None, names: Iterable[str]) -> dict[str, Any] | None:
        if key is None:
            return None
        chosen = sa.select(*(table.c[name] for name in names))
        found = await transaction.rows(chosen.where(table.c.yacht_id == item["yacht_id"], table.c.id == key))
        return dict(found[0]) if found else None

    orders = ("id", "title", "status", "equipment_name", "created_at")
    return {
        "work_order": await one(WORK_ORDERS, item["source_work_order_id"], orders),
        "part": await one(PARTS, item["part_id"] or item["candidate_promoted_to_part_id"], PART_COLUMNS),
        "receiving_event": await one(
            RECEIVING_EVENTS, item["source_receiving_id"], ("id", "supplier", "reference", "received_at")
        ),
    }


async def possible_duplicates(transaction: Transaction, item: Row) -> list[str]:
    """Other open items of the yacht for the same part and work order (sync.md §2): their ids."""
    if item["status"] not in OPEN:
        return []
    heads = table_of(Heads)
    of_subject = sa.select(heads.c.item_id).where(
        heads.c.yacht_id == item["yacht_id"], heads.c.subject == subject(item)
    )
    wanted = [
        ITEMS.c.yacht_id == item["yacht_id"],
        ITEMS.c.id.in_(of_subject),  # no join: SQLite would go through all items
        ITEMS.c.id != item["id"],
        ITEMS.c.deleted_at.is_(None),
        ITEMS.c.status.in_(sorted(OPEN)),
    ]
    chosen = sa.select(ITEMS.c.id).where(*wanted).order_by(ITEMS.c.id).limit(_DUPLICATES_SHOWN)
    return [row["id"] for row in await transaction.rows(chosen)]


_NAMED = ENTRIES.outerjoin(
    PROFILES, sa.and_(PROFILES.c.yacht_id == ENTRIES.c.yacht_id, PROFILES.c.user_id == ENTRIES.c.actor_id)
)
OF_ACT = (*_OF_ENTRY, PROFILES.c.name.label("actor_name"))
JUDGED = _NAMED.outerjoin(
    OUTCOMES, sa.and_(OUTCOMES.c.yacht_id == ENTRIES.c.yacht_id, OUTCOMES.c.entry_id == ENTRIES.c.entry_id)
)
OF_OUTCOME = (OUTCOMES.c.verdict, OUTCOMES.c.rule, OUTCOMES.c.by_entry, OUTCOMES.c.fields)
IN_TIME = (ENTRIES.c.clock_ms, ENTRIES.c.clock_counter, ENTRIES.c.entry_id)


def _told(row: Row) -> Told:
    """What a sentence needs of an act."""
    return Told(row["action"], row["payload"], row["actor_id"], row["actor_role"], row["clock_ms"], row["actor_name"])


async def _told_by_id(
    transaction: Transaction, yacht_ids: Sequence[str], entry_ids: Collection[str]
) -> dict[tuple[str, str], Told]:
    """What sentences need of these acts, by yacht and entry id."""
    if not entry_ids:
        return {}
    wanted = (of_yachts(ENTRIES.c.yacht_id, yacht_ids), ENTRIES.c.entry_id.in_(sorted(entry_ids)))
    found = await transaction.rows(sa.select(*OF_ACT).select_from(_NAMED).where(*wanted))
    return {(row["yacht_id"], row["entry_id"]): _told(row) for row in found}


async def described_acts(
    transaction: Transaction, yacht_id: str, entries: Sequence[Row], viewer: str | None
) -> list[dict[str, Any]]:
    """Entries of one yacht, rows of `OF_ACT` and `OF_OUTCOME`, in words."""
    told = {(yacht_id, row["entry_id"]): _told(row) for row in entries}
    told |= await _told_by_id(transaction, [yacht_id], {row["by_entry"] for row in entries} - {None})
    described = []
    for row in entries:
        verdict, by, fields = row["verdict"] or Verdict.APPLIED.value, row["by_entry"], list(row["fields"] or ())
        other = None if by is None else told.get((yacht_id, by))
        described.append(
            {
                "entry_id": row["entry_id"],
                "action": row["action"],
                "actor_id": row["actor_id"],
                "actor_name": row["actor_name"],
                "actor_role": row["actor_role"],
                "at": moment(row["clock_ms"]),
                "node": row["node_id"],
                "verdict": verdict,
                "rule": row["rule"],
                "by": by,
                "fields": fields,
                "sentence": sentence(told[yacht_id, row["entry_id"]], verdict, row["rule"], fields, other, viewer),
            }
        )
    return described


_STATES = sa.select(STATES).where(
    STATES.c.yacht_id == sa.bindparam("yacht_id"), STATES.c.shopping_list_item_id == sa.bindparam("item_id")
)
_ACTS = (
    sa.select(*OF_ACT, *OF_OUTCOME)
    .select_from(JUDGED)
    .where(ENTRIES.c.yacht_id == sa.bindparam("yacht_id"), ENTRIES.c.item_id == sa.bindparam("item_id"))
    .order_by(*IN_TIME)
)


async def history(
    transaction: Transaction, yacht_ids: Sequence[str], item_id: str, viewer: str | None = None
) -> tuple[str, dict[str, Any]]:
    """The yacht whose item it is, and `{"entries", "states"}`; also of a deleted item. Raises NotFound."""
    yacht_id: str = (await item_row(transaction, yacht_ids, item_id, deleted=True))["yacht_id"]
    of_item = {"yacht_id": yacht_id, "item_id": item_id}
    states = in_sequence(await transaction.rows(_STATES, of_item))
    described = await described_acts(transaction, yacht_id, await transaction.rows(_ACTS, of_item), viewer)
    steps: dict[str | None, list[dict[str, Any]]] = {}
    for state in states:
        steps.setdefault((state["metadata"] or {}).get("entry_id"), []).append(state)
    for row in described:
        own = steps.get(row["entry_id"], [])
        row["from_status"] = own[0]["previous_state"] if own else None
        row["to_status"] = own[-1]["new_state"] if own else None
    return yacht_id, {"entries": described, "states": states}


def in_sequence(states: Sequence[Row]) -> list[dict[str, Any]]:
    """State history rows as a run, each from where the one before led. A merge may let a later clock come
    first, so that times alone do not tell; among those that fit, the earliest is next."""
    waiting = sorted((dict(row) for row in states), key=lambda row: (row["changed_at"], row["id"]))
    run: list[dict[str, Any]] = []
    while waiting:
        now = run[-1]["new_state"] if run else None
        following = next((row for row in waiting if row["previous_state"] == now), waiting[0])
        waiting.remove(following)
        run.append(following)
    return run


_FED = (
    sa.select(FEED.c.position, *OF_ACT, *OF_OUTCOME)
    .select_from(
        JUDGED.join(FEED, sa.and_(FEED.c.yacht_id == ENTRIES.c.yacht_id, FEED.c.entry_id == ENTRIES.c.entry_id))
    )
    .where(
        FEED.c.yacht_id == sa.bindparam("yacht_id"), FEED.c.position > sa.bindparam("after"),
        ENTRIES.c.item_id.is_not(None),
    )
    .order_by(FEED.c.position)
    .limit(sa.bindparam("most", type_=sa.Integer))
)  # fmt: skip


async def changes(
    transaction: Transaction, yacht_id: str, after: int, limit: int, viewer: str | None = None
) -> list[dict[str, Any]]:
    """The entries on items behind a position of the yacht's feed, in its order. A node's own records (PINs,
    imported rows) lie in the feed too and are nobody's to read here."""
    rows = await transaction.rows(_FED, {"yacht_id": yacht_id, "after": after, "most": limit})
    described = await described_acts(transaction, yacht_id, rows, viewer)
    return [
        {"position": row["position"], "item_id": row["item_id"], "payload": row["payload"], **entry}
        for row, entry in zip(rows, described, strict=True)
    ]


def _seen_by(user_id: str) -> sa.ColumnElement[bool]:
    """That the person has seen what became of an act of theirs, as it stands now."""
    return sa.exists().where(
        SIGHTINGS.c.yacht_id == OUTCOMES.c.yacht_id,
        SIGHTINGS.c.entry_id == OUTCOMES.c.entry_id,
        SIGHTINGS.c.user_id == user_id,
        SIGHTINGS.c.outcome == _OUTCOME_KEY,
    )


async def overruled(transaction: Transaction, yacht_ids: Sequence[str], user_id: str) -> int:
    """How many of a person's own acts became something that they have not seen yet."""
    same_entry = sa.and_(ENTRIES.c.yacht_id == OUTCOMES.c.yacht_id, ENTRIES.c.entry_id == OUTCOMES.c.entry_id)
    wanted = (
        of_yachts(OUTCOMES.c.yacht_id, yacht_ids), IS_CONFLICT, ENTRIES.c.actor_id == user_id, ~_seen_by(user_id)
    )  # fmt: skip
    counted = sa.select(sa.func.count().label("total")).select_from(OUTCOMES.join(ENTRIES, same_entry)).where(*wanted)
    total: int = (await transaction.rows(counted))[0]["total"]
    return total


async def catalogue(transaction: Transaction, yacht_ids: Sequence[str]) -> list[Candidate]:
    """Every part, to be ranked for what someone types."""
    columns = (PARTS.c.id, PARTS.c.name, PARTS.c.part_number, PARTS.c.manufacturer)
    rows = await transaction.rows(sa.select(*columns).where(of_yachts(PARTS.c.yacht_id, yacht_ids)))
    return [
        Candidate("part", row["id"], row["name"], tuple(filter(None, (row["name"], *(row[key] for key in _SHOWN)))))
        for row in rows
    ]


@dataclass(frozen=True)
class ConflictPage:
    """Conflicts as the API shows them, the place of the last if there are more, and what the reader now sees
    of their own acts for the first time: rows of sightings, without the time."""

    conflicts: list[dict[str, Any]]
    last: tuple[Any, ...] | None
    sightings: list[dict[str, Any]]


async def conflicts(
    transaction: Transaction,
    actors: Sequence[Actor],
    everything: bool,
    limit: int,
    after: tuple[Any, ...] | None = None,
) -> ConflictPage:
    """What the reader may see of conflicts, newest first: a head of department all of the yacht's, crew those
    of their own acts; open ones unless `everything`."""
    if not actors:
        return ConflictPage([], None, [])
    yacht_ids, user_id = sorted({actor.yacht_id for actor in actors}), actors[0].user_id
    headed = sorted({actor.yacht_id for actor in actors if is_hod(actor.role)})
    own = ENTRIES.c.actor_id == user_id
    wanted = [of_yachts(OUTCOMES.c.yacht_id, yacht_ids), IS_CONFLICT]
    wanted.append(sa.or_(of_yachts(OUTCOMES.c.yacht_id, headed), own) if headed else own)
    if not everything:
        wanted.append(sa.or_(OUTCOMES.c.acknowledged_by.is_(None), sa.and_(own, ~_seen_by(user_id))))
    if after is not None:
        kinds: tuple[Any, ...] = (sa.BigInteger(), sa.BigInteger(), Identifier())
        keys = [sa.literal(key, kind) for key, kind in zip(after, kinds, strict=True)]
        wanted.append(sa.tuple_(*IN_TIME) < sa.tuple_(*keys))
    same_entry = sa.and_(ENTRIES.c.yacht_id == OUTCOMES.c.yacht_id, ENTRIES.c.entry_id == OUTCOMES.c.entry_id)
    same_item = sa.and_(ITEMS.c.yacht_id == ENTRIES.c.yacht_id, ITEMS.c.id == ENTRIES.c.item_id)
    chosen = (
        sa.select(*OF_ACT, *OF_OUTCOME, OUTCOMES.c.acknowledged_by, ITEMS.c.part_name)
        .select_from(_NAMED.join(OUTCOMES, same_entry).join(ITEMS, same_item, isouter=True))
        .where(*wanted)
        .order_by(*(key.desc() for key in IN_TIME))
        .limit(limit + 1)
    )
    found = await transaction.rows(chosen)
    page = found[:limit]
    shown = await _conflicts_told(transaction, yacht_ids, page, user_id)
    sightings = [
        {
            "yacht_id": row["yacht_id"],
            "entry_id": row["entry_id"],
            "user_id": user_id,
            "outcome": outcome_key(row["verdict"], row["by_entry"]),
        }
        for row, told in zip(page, shown, strict=True)
        if row["actor_id"] == user_id and user_id not in told["seen_by"]
    ]
    last = page[-1] if len(found) > limit else None
    keys_of = None if last is None else (last["clock_ms"], last["clock_counter"], last["entry_id"])
    return ConflictPage(shown, keys_of, sightings)


async def _conflicts_told(
    transaction: Transaction, yacht_ids: Sequence[str], page: Sequence[Row], user_id: str
) -> list[dict[str, Any]]:
    if not page:
        return []
    told = await _told_by_id(transaction, yacht_ids, {row["by_entry"] for row in page} - {None})
    seen = (
        of_yachts(SIGHTINGS.c.yacht_id, yacht_ids),
        SIGHTINGS.c.entry_id.in_([row["entry_id"] for row in page]),
    )
    sightings = await transaction.rows(sa.select(SIGHTINGS).where(*seen).order_by(SIGHTINGS.c.seen_at))
    seen_by: dict[tuple[str, str, str], list[str]] = {}
    for sighting in sightings:
        of_outcome = (sighting["yacht_id"], sighting["entry_id"], sighting["outcome"])
        seen_by.setdefault(of_outcome, []).append(sighting["user_id"])
    standing = await built_on(transaction, page)
    shown = []
    for row in page:
        after = standing.get((row["yacht_id"], row["entry_id"]), [])
        by, key = row["by_entry"], outcome_key(row["verdict"], row["by_entry"])
        act, fields = _told(row), list(row["fields"] or ())
        other = None if by is None else told.get((row["yacht_id"], by))
        shown.append(
            {
                "item_id": row["item_id"],
                "entry_id": row["entry_id"],
                "rule": row["rule"],
                "by": by,
                "sentence": sentence(act, row["verdict"], row["rule"], fields, other, user_id) + what_stands(after),
                "built_on": [one["entry_id"] for one in after],
                "seen_by": seen_by.get((row["yacht_id"], row["entry_id"], key), []),
                "acknowledged_by": row["acknowledged_by"],
                "yacht_id": row["yacht_id"],
                "part_name": row["part_name"],
                "action": row["action"],
                "actor_id": row["actor_id"],
                "actor_name": act.name,
                "actor_role": row["actor_role"],
                "at": moment(row["clock_ms"]),
                "verdict": row["verdict"],
                "fields": fields,
            }
        )
    return shown


async def nameable(transaction: Transaction, yacht_ids: Sequence[str], query: str) -> list[Candidate]:
    """The items and parts worth ranking for a query: those in which one of its words begins something."""
    starts = prefixes(query)
    if not starts or not yacht_ids:
        return []

    def having(*columns: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        return sa.or_(*(column.icontains(start, autoescape=True) for column in columns for start in starts))

    names = (ITEMS.c.part_name, ITEMS.c.part_number, ITEMS.c.manufacturer)
    wanted = (of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.deleted_at.is_(None), having(*names))
    of_items = sa.select(ITEMS.c.id, *names).where(*wanted).order_by(*LIST_ORDER).limit(_RANKED_ROWS)
    part_names = (PARTS.c.name, PARTS.c.part_number, PARTS.c.manufacturer)
    wanted_parts = (of_yachts(PARTS.c.yacht_id, yacht_ids), having(*part_names))
    of_parts = sa.select(PARTS.c.id, *part_names).where(*wanted_parts).order_by(PARTS.c.id).limit(_RANKED_ROWS)
    found = [("item", row["part_name"], row) for row in await transaction.rows(of_items)]
    found += [("part", row["name"], row) for row in await transaction.rows(of_parts)]
    return [
        Candidate(kind, row["id"], label, (label, *filter(None, (row["part_number"], row["manufacturer"]))))
        for kind, label, row in found
    ]
