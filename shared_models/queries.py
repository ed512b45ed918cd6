"""The read side: what the pages and the API show, as SQLAlchemy Core over the tables both databases hold.

Every query names the yachts it may look at, also where the database's own policies would do it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.errors import NotFound, ValidationFailed
from shared_models.item import subject
from shared_models.resolve import Verdict
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
_NAMES = (ITEMS.c.part_name, ITEMS.c.part_number, ITEMS.c.manufacturer)
_MOST_WORDS = 8
"""As many words are looked for each by itself; what follows the last is one with it."""
_AS_THEY_LIE = sa.select(sa.func.set_config("enable_sort", "off", True))
"""For this transaction: of many yachts a page is read off the index that has its order. Postgres takes it that the
policies leave a hundredth, and would rather sort all that waits on a thousand yachts."""
_PLANNED_ANEW = sa.select(
    sa.func.set_config("plan_cache_mode", "force_custom_plan", True),
    sa.func.set_config("enable_bitmapscan", "on", True),
)
"""What looks for words has to see all items, in the best plan there is for so many yachts."""

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
    found: Sequence[Row] = []
    for pieces in _looked_for(chosen.words):
        having = [sa.or_(*(name.icontains(piece, autoescape=True) for name in _NAMES)) for piece in pieces]
        found = await transaction.rows(sa.select(ITEMS).where(*wanted, *having).order_by(*order).limit(limit + 1))
        if found:
            break
    page = [dict(row) for row in found[:limit]]
    return page, place(page[-1]) if len(found) > limit else None


def _looked_for(words: str | None) -> list[list[str]]:
    """What an item's names must hold: the words as they stand; if none has them so, each of them somewhere."""
    if words is None:
        return [[]]
    each = words.split(maxsplit=_MOST_WORDS - 1)
    return [[words], each] if len(each) > 1 else [[words]]


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


NAMED = ENTRIES.outerjoin(
    PROFILES, sa.and_(PROFILES.c.yacht_id == ENTRIES.c.yacht_id, PROFILES.c.user_id == ENTRIES.c.actor_id)
)
OF_ACT = (*_OF_ENTRY, PROFILES.c.name.label("actor_name"))
JUDGED = NAMED.outerjoin(
    OUTCOMES, sa.and_(OUTCOMES.c.yacht_id == ENTRIES.c.yacht_id, OUTCOMES.c.entry_id == ENTRIES.c.entry_id)
)
OF_OUTCOME = (OUTCOMES.c.verdict, OUTCOMES.c.rule, OUTCOMES.c.by_entry, OUTCOMES.c.fields)
IN_TIME = (ENTRIES.c.clock_ms, ENTRIES.c.clock_counter, ENTRIES.c.entry_id)


def told_of(row: Row) -> Told:
    """What a sentence needs of an act."""
    return Told(row["action"], row["payload"], row["actor_id"], row["actor_role"], row["clock_ms"], row["actor_name"])


async def told_by_id(
    transaction: Transaction, yacht_ids: Sequence[str], entry_ids: Collection[str]
) -> dict[tuple[str, str], Told]:
    """What sentences need of these acts, by yacht and entry id."""
    if not entry_ids:
        return {}
    wanted = (of_yachts(ENTRIES.c.yacht_id, yacht_ids), ENTRIES.c.entry_id.in_(sorted(entry_ids)))
    found = await transaction.rows(sa.select(*OF_ACT).select_from(NAMED).where(*wanted))
    return {(row["yacht_id"], row["entry_id"]): told_of(row) for row in found}


async def described_acts(
    transaction: Transaction, yacht_id: str, entries: Sequence[Row], viewer: str | None
) -> list[dict[str, Any]]:
    """Entries of one yacht, rows of `OF_ACT` and `OF_OUTCOME`, in words."""
    told = {(yacht_id, row["entry_id"]): told_of(row) for row in entries}
    told |= await told_by_id(transaction, [yacht_id], {row["by_entry"] for row in entries} - {None})
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


async def catalogue(transaction: Transaction, yacht_ids: Sequence[str]) -> list[Candidate]:
    """Every part, to be ranked for what someone types."""
    columns = (PARTS.c.id, PARTS.c.name, PARTS.c.part_number, PARTS.c.manufacturer)
    rows = await transaction.rows(sa.select(*columns).where(of_yachts(PARTS.c.yacht_id, yacht_ids)))
    return [
        Candidate("part", row["id"], row["name"], tuple(filter(None, (row["name"], *(row[key] for key in _SHOWN)))))
        for row in rows
    ]


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
