"""What lost a conflict, and who has seen it: the list of it, and the count of a person's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from shared_models.built_on import built_on
from shared_models.built_on import told as what_stands
from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.journal import IS_CONFLICT
from shared_models.queries import (
    ENTRIES,
    IN_TIME,
    ITEMS,
    NAMED,
    OF_ACT,
    OF_OUTCOME,
    OUTCOMES,
    SIGHTINGS,
    Row,
    of_yachts,
    told_by_id,
    told_of,
)
from shared_models.roles import Actor, is_hod
from shared_models.sentences import sentence
from shared_models.types import Identifier


def outcome_key(verdict: str, by: str | None) -> str:
    """What a person has seen of an act's outcome: `outcome` of a sighting."""
    return f"{verdict}:{by or ''}"


_OUTCOME_KEY = OUTCOMES.c.verdict + ":" + sa.func.coalesce(sa.cast(OUTCOMES.c.by_entry, sa.Text), "")


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


@dataclass(frozen=True)
class ConflictPage:
    """Conflicts as the API shows them, the place of the last if there are more, and what the reader now sees
    of their own acts for the first time: rows of sightings, without the time."""

    conflicts: list[dict[str, Any]]
    last: tuple[Any, ...] | None
    sightings: list[dict[str, Any]]


async def listed(
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
        .select_from(NAMED.join(OUTCOMES, same_entry).join(ITEMS, same_item, isouter=True))
        .where(*wanted)
        .order_by(*(key.desc() for key in IN_TIME))
        .limit(limit + 1)
    )
    found = await transaction.rows(chosen)
    page = found[:limit]
    shown = await _told(transaction, yacht_ids, page, user_id)
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


async def _told(
    transaction: Transaction, yacht_ids: Sequence[str], page: Sequence[Row], user_id: str
) -> list[dict[str, Any]]:
    if not page:
        return []
    told = await told_by_id(transaction, yacht_ids, {row["by_entry"] for row in page} - {None})
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
        act, fields = told_of(row), list(row["fields"] or ())
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
