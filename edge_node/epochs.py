"""A node that was restored or copied goes on under a new epoch: what it had recorded and nobody ashore has, it records
again, and the old bytes are kept. The two copies of a node never speak with one voice for long."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from edge_node.database import WriteTransaction
from edge_node.outgoing import ENTRIES
from edge_node.persist import OUTBOX, PASS, STATE
from edge_node.tables import JournalPass
from shared_models.changes import Changes
from shared_models.entries import GENESIS, NAMESPACE, HistoryEntry, canonical_json, derived_entry_id, link, moment
from shared_models.journal import (
    Work,
    entry_of,
    finish,
    load_items,
    load_rulings,
    notice_row,
    quarantine_row,
    resolve_whole,
)  # fmt: skip
from shared_models.projection import as_text, moved
from shared_models.tables import Heads, Item, Notice, OutcomeRow, Quarantined, StateHistory, table_of

_ITEMS, _HISTORY, _HEADS, _OUTCOMES = (
    table_of(Item), table_of(StateHistory), table_of(Heads), table_of(OutcomeRow),
)  # fmt: skip
_JOURNAL_PASS = table_of(JournalPass)
AGAIN = "recorded again under a new epoch, since a copy of this node may have used its number"


async def notice(tx: WriteTransaction, kind: str, text: str, now_ms: int) -> None:
    """Tell whoever looks at the sync page."""
    await tx.rows(table_of(Notice).insert().values(notice_row(tx.yacht_id, kind, text, now_ms)))


async def begin_epoch(tx: WriteTransaction, now_ms: int, draw: Callable[[], str], text: str) -> None:
    """Draw a new epoch: the next entry is its first."""
    fresh = {"epoch": draw(), "seq": 0, "chain": GENESIS, "number": 0}
    await tx.rows(STATE.update().where(STATE.c.yacht_id == tx.yacht_id).values(fresh))
    await notice(tx, "epoch_begun", text, now_ms)


async def take_out(tx: WriteTransaction, entry: HistoryEntry, raw: bytes, reason: str, now_ms: int) -> None:
    """Move an entry from the journal to the quarantine: the only way out of it."""
    author = (entry.node_id, entry.epoch, entry.seq)
    kept = quarantine_row(tx.yacht_id, author, None, raw, reason, moment(now_ms))
    await tx.rows(insert(table_of(Quarantined)).values(kept).on_conflict_do_nothing())
    which = {"yacht_id": tx.yacht_id, "entry_id": entry.entry_id}
    await tx.rows(_JOURNAL_PASS.insert().values(which))
    await tx.rows(ENTRIES.delete().where(ENTRIES.c.yacht_id == tx.yacht_id, ENTRIES.c.entry_id == entry.entry_id))
    await tx.rows(_JOURNAL_PASS.delete().where(_JOURNAL_PASS.c.yacht_id == tx.yacht_id))


async def record_again(tx: WriteTransaction, over: Collection[str], now_ms: int, draw: Callable[[], str]) -> None:
    """Record what is left in the outbox of epochs that are over again under the present one, once the shore was asked
    about them: from then on it takes nothing more of these.

    What an entry says stays: act, person, clock, what its author had seen. Its number is new, and its id too where
    that had come from the number; those that name it follow. So what was recorded since under the present epoch, of
    which nothing can have been sent before this, is recorded again with it, under one more.
    """
    recorder = await tx.recorder()
    if not await _waiting(tx, over):
        return
    again = set(over)
    if await _waiting(tx, [recorder.epoch]):
        again.add(recorder.epoch)
        text = "What was recorded since may name what is recorded again: it comes with it."
        await begin_epoch(tx, now_ms, draw, text)
        recorder = await tx.recorder()
    rows = await _waiting(tx, again)
    changes, names, works = Changes(recorder), dict[str, str](), dict[str, Work]()
    old = [entry_of(row) for row in rows]
    items = sorted({entry.item_id for entry in old if entry.item_id})
    before = await load_items(tx, tx.yacht_id, items)
    for entry in old:
        await take_out(tx, entry, canonical_json(entry.as_dict()).encode(), AGAIN, now_ms)
        gone = sa.and_(OUTBOX.c.yacht_id == tx.yacht_id, OUTBOX.c.epoch == entry.epoch, OUTBOX.c.seq == entry.seq)
        await tx.rows(OUTBOX.delete().where(gone))
    new = [_again(changes, entry, names) for entry in old]
    total: dict[str, Decimal] = {}
    for item_id in items:
        if names.get(item_id, item_id) != item_id:
            for part, quantity in moved(before[item_id].item, None).items():
                total[part] = total.get(part, Decimal()) + quantity
            await _forget(tx, item_id)
    for entry in new:
        if entry.item_id is not None:
            renamed = entry.item_id not in before
            work = works.setdefault(
                entry.item_id, Work(entry.item_id, None, None, {}, []) if renamed else before[entry.item_id]
            )
            work.entries.append(entry)
    await load_rulings(tx, tx.yacht_id, works)
    for work in works.values():
        await resolve_whole(tx, changes, work)
    finish(changes, works)
    for part, quantity in total.items():
        total[part] = quantity + Decimal(changes.moved.get(part, "0"))
    changes.moved |= as_text(total)
    await tx.persist(changes)


async def _waiting(tx: WriteTransaction, epochs: Collection[str]) -> Sequence[Mapping[str, Any]]:
    """What is left in the outbox of epochs, in the order in which it was recorded."""
    here = sa.and_(ENTRIES.c.yacht_id == OUTBOX.c.yacht_id, ENTRIES.c.entry_id == OUTBOX.c.entry_id)
    return await tx.rows(
        sa.select(ENTRIES)
        .join(OUTBOX, here)
        .where(OUTBOX.c.yacht_id == tx.yacht_id, OUTBOX.c.epoch.in_(list(epochs)))
        .order_by(ENTRIES.c.clock_ms, ENTRIES.c.clock_counter, OUTBOX.c.seq)
    )


def _again(changes: Changes, entry: HistoryEntry, names: dict[str, str]) -> HistoryEntry:
    recorder = changes.recorder
    recorder.seq += 1
    was_derived = entry.entry_id == derived_entry_id(entry.node_id, entry.epoch, entry.seq)
    # from the entry itself: where both copies of a node had it waiting, both record it under one id, and it counts once
    fresh_id = str(uuid5(NAMESPACE, f"again:{entry.hash.hex()}"))
    names[entry.entry_id] = fresh_id if was_derived else entry.entry_id
    payload = {k: names.get(v, v) if isinstance(v, str) else v for k, v in entry.payload.items()}
    new = replace(
        entry, entry_id=names[entry.entry_id], epoch=recorder.epoch, seq=recorder.seq,
        item_id=names.get(entry.item_id, entry.item_id) if entry.item_id else None,
        parents=tuple(sorted(names.get(parent, parent) for parent in entry.parents)), payload=payload,
    )  # fmt: skip
    recorder.chain = link(recorder.chain, new.hash)
    changes.entries.append((new, recorder.chain))
    changes.outbox.append(new)
    return new


async def _forget(tx: WriteTransaction, item_id: str) -> None:
    """Remove the projection of an item that lives on under another id."""
    which = {"yacht_id": tx.yacht_id, "item_id": item_id}
    await tx.rows(PASS.insert().values(which))
    for table, column in ((_HISTORY, "shopping_list_item_id"), (_ITEMS, "id")):
        await tx.rows(table.delete().where(table.c.yacht_id == tx.yacht_id, table.c[column] == item_id))
    for table in (_HEADS, _OUTCOMES):
        await tx.rows(table.delete().where(table.c.yacht_id == tx.yacht_id, table.c.item_id == item_id))
    await tx.rows(PASS.delete().where(PASS.c.yacht_id == tx.yacht_id, PASS.c.item_id == item_id))
