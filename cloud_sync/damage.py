"""Damage ashore: journal or feed rows that are no longer what was hashed, after a disk's fault or a stranger's SQL.

What is damaged leaves the journal for the quarantine, and the feed closes up behind it, under a new generation: from
there it is as if the shore had been restored from a backup without these entries. The yacht's node finds where the two
part and brings back what it has (`edge_node/parting.py`); what nobody has is lost, and holds up nothing else.
"""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from cloud_sync.database import PostgresTransaction, ShoreDatabase
from shared_models.changes import Changes, Recorder
from shared_models.entries import GENESIS, canonical_json, link, moment
from shared_models.journal import (
    entry_of,
    feed_row,
    finish,
    is_intact,
    load_items,
    load_rulings,
    notice_row,
    quarantine_row,
    resolve_whole,
)  # fmt: skip
from shared_models.tables import Entry, FeedRow, Heads, Item, Ruling, table_of

DAMAGED = "it was damaged in this database"
_ENTRIES, _FEED, _HEADS = table_of(Entry), table_of(FeedRow), table_of(Heads)
_ITEMS, _RULINGS = table_of(Item), table_of(Ruling)
_ROWS_AT_ONCE = 500
"""Between two reads other requests are served."""
_HERE = sa.and_(_ENTRIES.c.yacht_id == _FEED.c.yacht_id, _ENTRIES.c.entry_id == _FEED.c.entry_id)


class Damaged(Exception):
    """What is read for a node is not what was hashed."""


@dataclass
class Found:
    """A yacht's journal ashore, as it was found: the feed as far as it is sound, and what lies behind that."""

    position: int = 0
    digest: bytes = GENESIS
    kept: list[tuple[str, bytes, str]] = field(default_factory=list)
    """What can stay: entry_id, hash, stored_at."""
    lost: list[tuple[int, str, Mapping[str, Any] | None]] = field(default_factory=list)
    """What cannot: position (0: it has none), entry_id, and its journal row if there is one."""
    is_whole: bool = True


async def mend(database: ShoreDatabase, yacht_id: str, now_ms: Callable[[], int]) -> int | None:
    """Look for damage in a yacht's journal and set it aside; how many entries, None if all is sound."""
    async with database.transaction(None, yacht_id) as tx:
        if (await look(tx, yacht_id)).is_whole:
            return None
    async with database.transaction(None, yacht_id) as tx:
        recorder = await tx.recorder()
        found = await look(tx, yacht_id)
        if found.is_whole:
            return None  # another has mended it meanwhile
        await _set_aside(tx, recorder, found, database.leave_to_set_aside(yacht_id), now_ms())
        return len(found.lost)


async def look(tx: PostgresTransaction, yacht_id: str) -> Found:
    """Walk along the feed. Of a feed row and an entry that differ, the one that the row's digest proves is right."""
    found, before = Found(), GENESIS
    async for row in _walk(tx, yacht_id):
        is_proved = link(before, row["fed"]) == row["fed_digest"]
        is_sound = row["entry_id"] is not None and is_intact(row) and (row["hash"] == row["fed"] or not is_proved)
        is_next = row["position"] == found.position + 1 and row["fed_digest"] == link(found.digest, row["fed"])
        if found.is_whole and is_sound and is_next and row["hash"] == row["fed"]:
            found.position, found.digest = row["position"], row["fed_digest"]
        else:
            found.is_whole = False
            if is_sound:
                found.kept.append((row["entry_id"], row["hash"], row["stored_at"]))
            else:
                found.lost.append((row["position"], row["fed_id"], row if row["entry_id"] is not None else None))
        before = row["fed_digest"]
    unfed = (
        sa.select(_ENTRIES).outerjoin(_FEED, _HERE).where(_ENTRIES.c.yacht_id == yacht_id, _FEED.c.position.is_(None))
    )
    for row in await tx.rows(unfed.order_by(_ENTRIES.c.clock_ms, _ENTRIES.c.clock_counter, _ENTRIES.c.entry_id)):
        found.is_whole = False
        if is_intact(row):
            found.kept.append((row["entry_id"], row["hash"], entry_of(row).at))
        else:
            found.lost.append((0, row["entry_id"], row))
    return found


async def _walk(tx: PostgresTransaction, yacht_id: str) -> AsyncIterator[Mapping[str, Any]]:
    """The feed's rows in order, each with its entry's if there is one."""
    position = 0
    columns = (
        _FEED.c.position, _FEED.c.stored_at, _FEED.c.entry_id.label("fed_id"), _FEED.c.hash.label("fed"),
        _FEED.c.digest.label("fed_digest"),
    )  # fmt: skip
    feed = sa.select(*columns, *_ENTRIES.c).outerjoin(_ENTRIES, _HERE).where(_FEED.c.yacht_id == yacht_id)
    while True:
        following = feed.where(_FEED.c.position > position).order_by(_FEED.c.position).limit(_ROWS_AT_ONCE)
        rows = await tx.rows(following)
        for row in rows:
            yield row
        if len(rows) < _ROWS_AT_ONCE:
            return
        position = rows[-1]["position"]


async def _set_aside(tx: PostgresTransaction, recorder: Recorder, found: Found, leave: str, now_ms: int) -> None:
    yacht_id, changes = recorder.yacht_id, Changes(recorder)
    lost = [entry_id for _, entry_id, _ in found.lost]
    touched = await _items_of(tx, yacht_id, lost)
    recorder.position, recorder.digest = found.position, found.digest
    feed = [feed_row(recorder, *one) for one in found.kept]
    await tx.set_damage_aside(leave, lost, found.position, feed, recorder, secrets.token_hex(8))
    await _resolve_without(tx, changes, touched)
    for position, entry_id, row in found.lost:
        # the shore's own place in it as the author: the row's may be what was damaged, and nobody is to ask for it
        author = (recorder.node_id, recorder.epoch, position)
        # a row's columns are no entry's form: no later version takes it for one that it can read
        columns = {name: value for name, value in (row or {}).items() if not isinstance(value, bytes)}
        raw = canonical_json(columns).encode() if row else b""
        changes.quarantined.append(quarantine_row(yacht_id, author, entry_id, raw, DAMAGED, moment(now_ms)))
    text = f"Damage was found in the shore's journal after position {found.position}; " + (
        f"{len(lost)} entries were set aside, and the yacht's node brings back what it has of them. What nobody has"
        " stays in the quarantine."
        if lost
        else "it was put right, and no entry was lost."
    )
    changes.notices.append(notice_row(yacht_id, "damaged", text, now_ms))
    await tx.persist(changes)


async def _items_of(tx: PostgresTransaction, yacht_id: str, lost: Sequence[str]) -> list[str]:
    """The items that entries were about: each entry made one, ruled on one, is its head, or is named as a parent by
    what followed. Their own rows, if there are any, may say anything."""
    gone = set(lost)
    if not gone:
        return []
    found = {row["id"] for row in await tx.keyed(_ITEMS, "id", lost, ("id",), yacht_id=yacht_id)}
    for ruling in await tx.keyed(_RULINGS, "ruled_by_entry", lost, ("item_id",), yacht_id=yacht_id):
        found.add(ruling["item_id"])
    for heads in await tx.rows(sa.select(_HEADS.c.item_id, _HEADS.c.heads).where(_HEADS.c.yacht_id == yacht_id)):
        found |= {heads["item_id"]} if gone & set(heads["heads"]) else set()
    acts = sa.select(_ENTRIES.c.entry_id, _ENTRIES.c.item_id, _ENTRIES.c.parents)
    for act in await tx.rows(acts.where(_ENTRIES.c.yacht_id == yacht_id, _ENTRIES.c.item_id.is_not(None))):
        # a lost entry may have been moved to another item, which had been resolved without it
        found |= {act["item_id"]} if act["entry_id"] in gone or gone & set(act["parents"]) else set()
    return sorted(found)


async def _resolve_without(tx: PostgresTransaction, changes: Changes, item_ids: Sequence[str]) -> None:
    """Write items anew from what is left of their histories; one whose creation is lost has no row until it is back."""
    works = await load_items(tx, changes.recorder.yacht_id, item_ids)
    await load_rulings(tx, changes.recorder.yacht_id, works)
    for work in works.values():
        if await resolve_whole(tx, changes, work) is None:
            work.item, work.mode = None, "replace"
    finish(changes, works)
