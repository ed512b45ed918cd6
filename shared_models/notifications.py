"""What concerns a person: what others did to their requests, which of their own acts were overruled, what critical
request waits for them to decide. Read off the journal, the same on board and ashore; kept is only what they have seen.

What others did is new until the person has seen it. An overruled act waits until somebody acknowledges it, a critical
request until it is decided.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.journal import IS_CONFLICT
from shared_models.queries import (
    ENTRIES,
    IN_TIME,
    ITEMS,
    JUDGED,
    OF_ACT,
    OF_OUTCOME,
    OUTCOMES,
    SIGHTINGS,
    described_acts,
    names,
    of_yachts,
)
from shared_models.roles import Actor
from shared_models.sentences import waiting
from shared_models.states import Action
from shared_models.tables import AWAITS, URGENCY

MOST = 200
"""Of each kind as many are shown, of the person's requests as many looked through: those that changed last."""
SEEN = "seen"
"""`outcome` of a sighting of what somebody else did."""
_LOOK_BACK_MS = 90 * 86_400_000
_TOLD = (
    Action.APPROVE, Action.REJECT, Action.ORDER, Action.CANCEL, Action.RECEIVE, Action.CORRECT, Action.INSTALL,
    Action.DELETE,
)  # fmt: skip
"""What others do that is told to whose request it is."""


def _is_seen(user_id: str) -> sa.ColumnElement[bool]:
    """That the person has seen what somebody else did."""
    return sa.exists().where(
        SIGHTINGS.c.yacht_id == ENTRIES.c.yacht_id, SIGHTINGS.c.entry_id == ENTRIES.c.entry_id,
        SIGHTINGS.c.user_id == user_id, SIGHTINGS.c.outcome == SEEN,
    )  # fmt: skip


def _done_to(yacht_ids: Sequence[str], user_id: str, now_ms: int) -> sa.ColumnElement[bool]:
    """That an entry is what somebody else did to a request of the person's."""
    since_ms = now_ms - _LOOK_BACK_MS
    theirs = (
        of_yachts(ITEMS.c.yacht_id, yacht_ids), ITEMS.c.created_by == user_id, ITEMS.c.updated_at >= moment(since_ms),
    )  # fmt: skip
    latest = sa.select(ITEMS.c.id).where(*theirs).order_by(ITEMS.c.updated_at.desc()).limit(MOST)
    return sa.and_(
        of_yachts(ENTRIES.c.yacht_id, yacht_ids), ENTRIES.c.item_id.in_(latest),
        ENTRIES.c.actor_id != user_id,
        ENTRIES.c.action.in_([action.value for action in _TOLD]), ENTRIES.c.clock_ms >= since_ms,
    )  # fmt: skip


def _overruled(yacht_ids: Sequence[str], user_id: str) -> sa.ColumnElement[bool]:
    """That an entry is the person's own, in a conflict that nobody has acknowledged."""
    is_open = (of_yachts(OUTCOMES.c.yacht_id, yacht_ids), OUTCOMES.c.acknowledged_by.is_(None), IS_CONFLICT)
    return sa.and_(*is_open, of_yachts(ENTRIES.c.yacht_id, yacht_ids), ENTRIES.c.actor_id == user_id)


def _headed(actors: Sequence[Actor]) -> list[str]:
    """The yachts on which the person is a head of department."""
    return sorted({actor.yacht_id for actor in actors if actor.is_head})


def _critical(yacht_ids: Sequence[str]) -> sa.ColumnElement[bool]:
    """That an item is critical and waits for a decision."""
    return sa.and_(of_yachts(ITEMS.c.yacht_id, yacht_ids), AWAITS == 0, URGENCY == 0, ITEMS.c.deleted_at.is_(None))


async def unseen(tx: Transaction, actors: Sequence[Actor], now_ms: int) -> int:
    """How much concerns the person on these yachts that they have not seen, or that waits; of each kind at most
    `MOST`, as `listed` shows them."""
    yacht_ids, user_id = sorted({actor.yacht_id for actor in actors}), actors[0].user_id
    one = sa.select(sa.literal(1).label("one"))
    same_entry = sa.and_(OUTCOMES.c.yacht_id == ENTRIES.c.yacht_id, OUTCOMES.c.entry_id == ENTRIES.c.entry_id)
    kinds = [
        one.select_from(ENTRIES).where(_done_to(yacht_ids, user_id, now_ms), ~_is_seen(user_id)),
        one.select_from(OUTCOMES.join(ENTRIES, same_entry)).where(_overruled(yacht_ids, user_id)),
    ]
    if headed := _headed(actors):
        kinds.append(one.select_from(ITEMS).where(_critical(headed)))
    first, *others = (sa.select(sa.func.count()).select_from(kind.limit(MOST).subquery()) for kind in kinds)
    total = sum((other.scalar_subquery() for other in others), first.scalar_subquery())
    counted: int = (await tx.rows(sa.select(total.label("total"))))[0]["total"]
    return counted


async def listed(tx: Transaction, actors: Sequence[Actor], now_ms: int) -> list[dict[str, Any]]:
    """What concerns the person on these yachts, newest first: of each kind at most `MOST`, what is not seen before what
    is. Keys: kind ("done", "overruled", "critical"), yacht_id, item_id, part_name, entry_id (null where an item waits),
    sentence, at, seen."""
    yacht_ids, user_id = sorted({actor.yacht_id for actor in actors}), actors[0].user_id
    acts = sa.select(*OF_ACT, *OF_OUTCOME, _is_seen(user_id).label("seen")).select_from(JUDGED)
    newest = [key.desc() for key in IN_TIME]
    done = acts.where(_done_to(yacht_ids, user_id, now_ms)).order_by(sa.literal_column("seen"), *newest).limit(MOST)
    own = acts.where(_overruled(yacht_ids, user_id)).order_by(*newest).limit(MOST)
    shown = []
    for kind, chosen in (("done", done), ("overruled", own)):
        rows = await tx.rows(chosen)
        for yacht_id in sorted({row["yacht_id"] for row in rows}):
            shown += await _told(tx, kind, yacht_id, [row for row in rows if row["yacht_id"] == yacht_id], user_id)
    if headed := _headed(actors):
        shown += await _waiting(tx, headed)
    return sorted(shown, key=lambda one: str(one["at"]), reverse=True)


async def _waiting(tx: Transaction, yacht_ids: Sequence[str]) -> list[dict[str, Any]]:
    critical = sa.select(ITEMS).where(_critical(yacht_ids)).order_by(ITEMS.c.updated_at.desc()).limit(MOST)
    return [
        {
            "kind": "critical", "yacht_id": row["yacht_id"], "item_id": row["id"], "part_name": row["part_name"],
            "entry_id": None, "sentence": waiting(row), "at": row["updated_at"], "seen": False,
        }
        for row in await tx.rows(critical)
    ]  # fmt: skip


async def _told(
    tx: Transaction, kind: str, yacht_id: str, rows: Sequence[Mapping[str, Any]], user_id: str
) -> list[dict[str, Any]]:
    parts = await names(tx, [yacht_id], {row["item_id"] for row in rows})
    return [
        {
            "kind": kind, "yacht_id": yacht_id, "item_id": row["item_id"], "part_name": parts.get(row["item_id"]),
            "entry_id": row["entry_id"], "sentence": act["sentence"], "at": act["at"],
            "seen": kind == "done" and bool(row["seen"]),
        }
        for row, act in zip(rows, await described_acts(tx, yacht_id, rows, user_id), strict=True)
    ]  # fmt: skip


async def sightings(
    tx: Transaction, actors: Sequence[Actor], chosen: sa.ColumnElement[bool], now_ms: int
) -> dict[str, list[dict[str, Any]]]:
    """By yacht what the person sees for the first time, of the chosen entries: rows of sightings, without the time."""
    yacht_ids, user_id = sorted({actor.yacht_id for actor in actors}), actors[0].user_id
    wanted = (_done_to(yacht_ids, user_id, now_ms), chosen, ~_is_seen(user_id))
    rows = await tx.rows(sa.select(ENTRIES.c.yacht_id, ENTRIES.c.entry_id).where(*wanted))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["yacht_id"], []).append({**row, "user_id": user_id, "outcome": SEEN})
    return found


def among(entry_ids: Collection[str]) -> sa.ColumnElement[bool]:
    """That an entry is one of these."""
    return ENTRIES.c.entry_id.in_(sorted(entry_ids))


def on_item(item_id: str) -> sa.ColumnElement[bool]:
    """That an entry is one on this item."""
    return ENTRIES.c.item_id == item_id
