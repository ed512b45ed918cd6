"""Entries and their effect on rows, gathered into one `Changes`: what `store` is made of."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import uuid5

import sqlalchemy as sa
from uuid_utils.compat import uuid7

from shared_models.actions import REGISTRY
from shared_models.changes import Changes, ItemWrite, Recorder, Transaction
from shared_models.clock import Clock
from shared_models.entries import GENESIS, NAMESPACE, HistoryEntry, derived_entry_id, link, moment
from shared_models.host import VERSION
from shared_models.item import Columns, created, subject
from shared_models.projection import (
    as_text,
    changed_values,
    item_of,
    moved,
    outcome_rows,
    promoted_part,
    rebuilt,
    step_images,
)
from shared_models.resolve import Resolution, Rule, advance, resolve
from shared_models.states import CREATIONS, Action
from shared_models.steps import journey, opening, stepped
from shared_models.tables import Entry, Heads, Item, OutcomeRow, Ruling, table_of

_ITEMS, _ENTRIES, _HEADS = table_of(Item), table_of(Entry), table_of(Heads)
_OUTCOMES, _RULINGS = table_of(OutcomeRow), table_of(Ruling)
IS_CONFLICT = sa.and_(_OUTCOMES.c.rule.is_not(None), _OUTCOMES.c.rule != Rule.AGREED.value)
"""What is shown to people: every outcome with a rule but an agreement."""


@dataclass
class Work:
    """One item while entries are admitted: its columns, heads and pending images."""

    item_id: str
    before: Columns | None
    item: Columns | None
    last: Mapping[str, Any]
    heads: list[str]
    images: list[dict[str, Any]] = field(default_factory=list)
    mode: str = "update"
    whole: bool = False
    """Whether the item must be resolved from its whole history."""
    entries: list[HistoryEntry] = field(default_factory=list)
    rulings: list[Mapping[str, Any]] = field(default_factory=list)
    """The pms_rulings rows of its entries, those of this batch last."""


_YACHT_ID: sa.BindParameter[str] = sa.bindparam("yacht_id")
_ITEM_ID: sa.BindParameter[str] = sa.bindparam("item_id")
_HEADS_OF_ONE = sa.select(_HEADS).where(_HEADS.c.yacht_id == _YACHT_ID, _HEADS.c.item_id == _ITEM_ID)
_ONE = sa.select(_ITEMS).where(_ITEMS.c.yacht_id == _YACHT_ID, _ITEMS.c.id == _ITEM_ID)
_WAITING = (
    sa.select(_OUTCOMES.c.entry_id)
    .where(
        _OUTCOMES.c.yacht_id == _YACHT_ID, _OUTCOMES.c.item_id == _ITEM_ID,
        IS_CONFLICT, _OUTCOMES.c.acknowledged_by.is_(None),
    )
    .limit(1)
)  # fmt: skip


async def load_items(tx: Transaction, yacht_id: str, item_ids: Sequence[str]) -> dict[str, Work]:
    """The items as they stand, with their heads; one without a row where there is none."""
    if len(item_ids) == 1:  # every action on an item comes this way
        one = {"yacht_id": yacht_id, "item_id": item_ids[0]}
        heads, rows = await tx.rows(_HEADS_OF_ONE, one), await tx.rows(_ONE, one)
    else:
        heads = await tx.keyed(_HEADS, "item_id", item_ids, yacht_id=yacht_id)
        rows = await tx.keyed(_ITEMS, "id", item_ids, yacht_id=yacht_id)
    by_id = {row["id"]: item_of(row) for row in rows}
    known = {row["item_id"]: list(row["heads"]) for row in heads}
    work = {}
    for item_id in item_ids:
        item, last = by_id.get(item_id, (None, {}))
        work[item_id] = Work(item_id, item, item, last, known.get(item_id, []))
    return work


async def load_rulings(tx: Transaction, yacht_id: str, works: Mapping[str, Work]) -> None:
    """The rulings on the items' entries; whatever resolves an item whole needs them."""
    for ruling in await ruling_rows(tx, yacht_id, list(works)):
        works[ruling["item_id"]].rulings.append(ruling)


async def item_history(tx: Transaction, yacht_id: str, item_id: str) -> list[HistoryEntry]:
    """The item's entries, rulings on them included."""
    rows = await tx.rows(sa.select(_ENTRIES).where(_ENTRIES.c.yacht_id == yacht_id, _ENTRIES.c.item_id == item_id))
    return [entry_of(row) for row in rows]


async def told_history(tx: Transaction, yacht_id: str, item_id: str) -> tuple[list[HistoryEntry], dict[str, Rule]]:
    """The acts on an item, and the shore's current ruling on each."""
    acts = [entry for entry in await item_history(tx, yacht_id, item_id) if entry.action in REGISTRY]
    return acts, in_force(await ruling_rows(tx, yacht_id, [item_id]))


async def ruling_rows(tx: Transaction, yacht_id: str, item_ids: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    """The shore's last word on each entry of some items: pms_rulings rows."""
    return await tx.keyed(_RULINGS, "item_id", item_ids, yacht_id=yacht_id)


def in_force(rows: Iterable[Mapping[str, Any]]) -> dict[str, Rule]:
    """The rulings that hold, by entry: of several on one entry the last, none where it was taken back."""
    current = {row["entry_id"]: row["ruling"] for row in rows}
    return {entry_id: Rule(ruling) for entry_id, ruling in current.items() if ruling is not None}


async def has_open_conflict(tx: Transaction, yacht_id: str, item_id: str) -> bool:
    """Whether something of the item waits to be acknowledged."""
    return bool(await tx.rows(_WAITING, {"yacht_id": yacht_id, "item_id": item_id}))


def entry_of(row: Mapping[str, Any]) -> HistoryEntry:
    """A journal row as an entry."""
    return HistoryEntry(
        entry_id=row["entry_id"], yacht_id=row["yacht_id"], item_id=row["item_id"], node_id=row["node_id"],
        epoch=row["epoch"], seq=row["seq"], parents=tuple(row["parents"]), seen=row["seen"], action=row["action"],
        payload=row["payload"], actor_id=row["actor_id"], actor_role=row["actor_role"],
        clock=Clock(row["clock_ms"], row["clock_counter"]), assurance=row["assurance"], extra=row["extra"] or {},
    )  # fmt: skip


def is_intact(row: Mapping[str, Any]) -> bool:
    """Whether a journal row still says what was hashed."""
    try:
        return bool(entry_of(row).hash == row["hash"])
    except (TypeError, ValueError, AttributeError):
        return False  # not even the form of an entry is left


def entry_row(entry: HistoryEntry, chain: bytes) -> dict[str, Any]:
    """The journal row of an entry."""
    return {
        "entry_id": entry.entry_id, "yacht_id": entry.yacht_id, "item_id": entry.item_id, "node_id": entry.node_id,
        "epoch": entry.epoch, "seq": entry.seq, "parents": list(entry.parents), "seen": entry.seen,
        "action": entry.action, "payload": dict(entry.payload), "actor_id": entry.actor_id,
        "actor_role": entry.actor_role, "clock_ms": entry.clock.wall_ms, "clock_counter": entry.clock.counter,
        "hash": entry.hash, "chain": chain, "assurance": entry.assurance, "extra": dict(entry.extra) or None,
    }  # fmt: skip


def record(
    changes: Changes,
    actor_id: str,
    role: str,
    action: str,
    payload: Mapping[str, Any],
    item_id: str | None,
    parents: Sequence[str],
    now_ms: int,
    key: str | None = None,
) -> HistoryEntry:
    """Append an entry of this side's own to the journal, and to the feed or the outbox."""
    recorder = changes.recorder
    seq = recorder.seq + 1
    entry_id = key or derived_entry_id(recorder.node_id, recorder.epoch, seq)
    entry = HistoryEntry(
        entry_id=entry_id, yacht_id=recorder.yacht_id, item_id=entry_id if action == Action.CREATE else item_id,
        node_id=recorder.node_id, epoch=recorder.epoch, seq=seq, parents=tuple(sorted(parents)),
        seen=recorder.position, action=action, payload=dict(payload), actor_id=actor_id, actor_role=role,
        clock=recorder.clock.tick(now_ms),
    )  # fmt: skip
    recorder.seq, recorder.clock = seq, entry.clock
    recorder.chain = link(recorder.chain, entry.hash)
    changes.entries.append((entry, recorder.chain))
    if recorder.assigns_positions:
        place(changes, entry, now_ms)
    else:
        changes.outbox.append(entry)
    return entry


def feed_row(recorder: Recorder, entry_id: str, entry_hash: bytes, stored_at: str) -> dict[str, Any]:
    """The pms_feed row of the next position, with the recorder moved on to it."""
    recorder.position += 1
    recorder.digest = link(recorder.digest, entry_hash)
    return {
        "yacht_id": recorder.yacht_id, "position": recorder.position, "entry_id": entry_id, "hash": entry_hash,
        "digest": recorder.digest, "stored_at": stored_at,
    }  # fmt: skip


def place(changes: Changes, entry: HistoryEntry, now_ms: int) -> None:
    """Give an entry the feed's next position."""
    changes.feed.append(feed_row(changes.recorder, entry.entry_id, entry.hash, moment(now_ms)))


def quarantine_row(
    yacht_id: str,
    author: tuple[str, str, int],
    entry_id: str | None,
    raw: bytes,
    reason: str,
    stored_at: str,
    item_id: str | None = None,
) -> dict[str, Any]:
    """The pms_quarantine row of what cannot be read. `author`: node_id, epoch and seq; the same comes once."""
    node_id, epoch, seq = author
    name = f"quarantine:{node_id}:{epoch}:{seq}:{hashlib.sha256(raw).hexdigest()}"
    return {
        "yacht_id": yacht_id, "id": str(uuid5(NAMESPACE, name)), "entry_id": entry_id, "node_id": node_id,
        "epoch": epoch, "seq": seq, "reason": reason, "raw": raw, "stored_at": stored_at, "item_id": item_id,
        "tried_by": VERSION, "read_at": None,
    }  # fmt: skip


def notice_row(yacht_id: str, kind: str, text: str, now_ms: int) -> dict[str, Any]:
    """The pms_notices row of what a person must know of the two sides themselves."""
    return {"yacht_id": yacht_id, "id": str(uuid7()), "at": moment(now_ms), "kind": kind, "text": text}


async def chain_of(tx: Transaction, entry: HistoryEntry, chains: dict[tuple[str, str, int], bytes]) -> bytes:
    """The author's chain at an entry that comes without it; b"" if the one before it is not here: the digest alone
    proves it then. `chains`: those of this batch by node, epoch and seq; it is added to."""
    before = (entry.node_id, entry.epoch, entry.seq - 1)
    if entry.seq == 1:
        chains[before] = GENESIS
    if before not in chains:
        where = sa.and_(
            _ENTRIES.c.yacht_id == entry.yacht_id, _ENTRIES.c.node_id == before[0], _ENTRIES.c.epoch == before[1],
            _ENTRIES.c.seq == before[2],
        )  # fmt: skip
        rows = await tx.rows(sa.select(_ENTRIES.c.chain).where(where))
        chains[before] = rows[0]["chain"] if rows else b""
    chain = link(chains[before], entry.hash) if chains[before] else b""
    chains[(entry.node_id, entry.epoch, entry.seq)] = chain
    return chain


def audit(changes: Changes, entry: HistoryEntry, before: Columns | None, after: Columns | None, now_ms: int) -> None:
    """Write down who did what, and what it changed."""
    old, new = changed_values(before, after) if after is not None else ({}, {})
    changes.audit.append(
        {
            "id": str(uuid7()), "yacht_id": entry.yacht_id, "action": entry.action,
            "entity_type": "shopping_list_item", "entity_id": entry.item_id, "user_id": entry.actor_id,
            "old_values": old, "new_values": new, "signature": {},
            "metadata": {
                "entry_id": entry.entry_id, "node_id": entry.node_id, "role": entry.actor_role,
                **({"request_id": changes.request_id} if changes.request_id else {}),
            },
            "created_at": moment(now_ms),
        }
    )  # fmt: skip


def forward(work: Work, entry: HistoryEntry, yacht_id: str) -> bool:
    """The constant-time path: let an entry that has seen all of the item's history take effect on its row."""
    if work.item is None:
        if entry.action not in CREATIONS or work.heads:
            return False
        work.item, work.mode = created(entry), "insert"
        steps = journey(opening(entry))
        work.images, work.last = step_images(work.item, yacht_id, steps, {entry.entry_id: entry}, {})
    else:
        if set(entry.parents) != set(work.heads) or entry.action in (*CREATIONS, Action.ACKNOWLEDGE):
            return False
        step_taken = advance(work.item, entry)
        if step_taken is None:
            return False
        work.item, step = step_taken
        steps = stepped(step) if step else []
        images, work.last = step_images(work.item, yacht_id, steps, {entry.entry_id: entry}, work.last)
        work.images.extend(images)
    work.heads = [entry.entry_id]
    return True


async def resolve_whole(tx: Transaction, changes: Changes, work: Work) -> Resolution | None:
    """Resolve an item from its whole history, and write row, state history and outcomes anew."""
    yacht_id = changes.recorder.yacht_id
    known = {entry.entry_id: entry for entry in await item_history(tx, yacht_id, work.item_id)}
    known |= {entry.entry_id: entry for entry in work.entries}
    acts = [entry for entry in known.values() if entry.action in REGISTRY]
    resolution = resolve(acts, in_force(work.rulings))
    work.heads = sorted(_heads(acts))
    changes.resolved_items.append(work.item_id)
    if resolution is None:
        return None
    changes.outcomes.extend(outcome_rows(resolution, work.item_id, yacht_id, acts))
    written = rebuilt(work.item_id, yacht_id, resolution, acts)
    work.item = {"quantity_received": "0", "quantity_installed": "0", **resolution.item}
    work.images = written.images
    work.mode = "insert" if work.before is None else "replace"
    return resolution


def _heads(acts: Sequence[HistoryEntry]) -> set[str]:
    return {act.entry_id for act in acts} - {parent for act in acts for parent in act.parents}


def finish(changes: Changes, works: Mapping[str, Work]) -> None:
    """The rows of every touched item."""
    yacht_id = changes.recorder.yacht_id
    total: dict[str, Decimal] = {}
    for work in works.values():
        if work.images or (work.before is not None and work.item is None):
            changes.items.append(ItemWrite(work.item_id, work.mode, work.images))
            for part, quantity in moved(work.before, work.item).items():
                total[part] = total.get(part, Decimal()) + quantity
            part_row = promoted_part(work.item, yacht_id) if work.item else None
            if part_row and (work.before or {}).get("candidate_promoted_to_part_id") is None:
                changes.parts.append(part_row)
        asked_for = subject(work.item) if work.item else None
        changes.heads.append({"yacht_id": yacht_id, "item_id": work.item_id, "heads": work.heads, "subject": asked_for})
    changes.moved = as_text(total)
