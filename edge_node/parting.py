"""Where the two sides' histories part, and what follows from it: one way for a shore that was restored from an old
backup, a node that was, and a damaged row.

Bisection over positions finds the last one at which both hold the same digest. From there the node reads the feed
again; what it had after that place and the shore lacks it brings back, under the shore's own seal.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from edge_node.database import ReadTransaction, WriteTransaction
from edge_node.epochs import notice, take_out
from edge_node.incoming import AHEAD, SEALS
from edge_node.outgoing import ENTRIES, FEED
from edge_node.persist import STATE
from edge_node.tables import Returning
from shared_models.entries import GENESIS, canonical_json, link
from shared_models.exchange import PROBE_BYTES
from shared_models.journal import entry_of
from shared_models.request_frames import Returned
from shared_models.tables import table_of

RETURNING = table_of(Returning)
PROBES = 16
"""Positions asked about at once: each round trip leaves a seventeenth of what was in doubt."""
_OFFERED_AT_ONCE, _MOST_ROWS = 200, 2_000

Ask = Callable[[Sequence[tuple[int, bytes]]], Awaitable[int]]
"""Asks the shore about positions and digests; the last that agrees, 0 if none."""


async def probes_between(tx: ReadTransaction, yacht_id: str, low: int, high: int) -> list[tuple[int, bytes]]:
    """Positions spread between two, and the digests there."""
    step = max(1, (high - low) // (PROBES + 1))
    wanted = list(range(low + step, high, step))[:PROBES]
    where = sa.and_(FEED.c.yacht_id == yacht_id, FEED.c.position.in_(wanted))
    rows = await tx.rows(sa.select(FEED.c.position, FEED.c.digest).where(where).order_by(FEED.c.position))
    return [(row["position"], row["digest"][:PROBE_BYTES]) for row in rows]


async def common_position(probe: Callable[[int, int], Awaitable[list[tuple[int, bytes]]]], ask: Ask, high: int) -> int:
    """The last position at which both sides hold the same, `high` being one at which they do not."""
    low = 0
    while high - low > 1:
        probes = await probe(low, high)
        agreed = max(low, await ask(probes))
        high = min((position for position, _ in probes if position > agreed), default=high)
        if agreed == low and not probes:
            break
        low = agreed
    return low


async def part(tx: WriteTransaction, position: int, now_ms: int) -> None:
    """Take the feed back to a position; what was after it is kept to be offered to the shore."""
    of = FEED.c.yacht_id == tx.yacht_id
    rows = await tx.rows(sa.select(FEED).where(of, FEED.c.position >= max(1, position)).order_by(FEED.c.position))
    sealed = {
        row["position"]: row
        for row in await tx.rows(sa.select(SEALS).where(SEALS.c.yacht_id == tx.yacht_id, SEALS.c.position > position))
    }
    digest = rows[0]["digest"] if position and rows else GENESIS
    following = [row for row in rows if row["position"] > position]
    last = max(sealed, default=position)
    before, kept = digest, []
    for row in following:
        seal = sealed.get(row["position"])
        if row["position"] <= last:
            kept.append(
                {
                    "yacht_id": tx.yacht_id, "position": row["position"], "entry_id": row["entry_id"],
                    "hash": row["hash"], "before": before, "generation": seal["generation"] if seal else "",
                    "seal": seal["seal"] if seal else None,
                }
            )  # fmt: skip
        before = row["digest"]
    await tx.rows(RETURNING.delete().where(RETURNING.c.yacht_id == tx.yacht_id))
    if kept:
        await tx.rows(RETURNING.insert(), kept)
    await _rewind(tx, position, digest)
    text = (
        f"The shore's history and this node's part after position {position}; "
        f"{len(following)} entries are compared again, nothing is lost."
    )
    await notice(tx, "parted", text, now_ms)


async def _rewind(tx: WriteTransaction, position: int, digest: bytes) -> None:
    for table in (FEED, SEALS):
        await tx.rows(table.delete().where(table.c.yacht_id == tx.yacht_id, table.c.position > position))
    # what came ahead of the feed has places in the one that is given up
    await tx.rows(AHEAD.delete().where(AHEAD.c.yacht_id == tx.yacht_id))
    place = {"position": position, "digest": digest, "ahead": None, "ahead_until": 0}
    await tx.rows(STATE.update().where(STATE.c.yacht_id == tx.yacht_id).values(place))


async def mend(tx: WriteTransaction, now_ms: int) -> bool:
    """Look for damage on this side: an entry that is not what was hashed, a feed row that does not follow.

    What is damaged goes to the quarantine, and the feed is read again from before it. Whether there was any.
    """
    here = sa.and_(ENTRIES.c.yacht_id == FEED.c.yacht_id, ENTRIES.c.entry_id == FEED.c.entry_id)
    rows = await tx.rows(
        sa.select(FEED.c.position, FEED.c.digest, FEED.c.hash.label("fed"), *ENTRIES.c)
        .outerjoin(ENTRIES, here)
        .where(FEED.c.yacht_id == tx.yacht_id)
        .order_by(FEED.c.position)
    )
    digest, sound, damaged = GENESIS, 0, []
    is_whole, sound_digest = True, GENESIS
    for row in rows:
        digest = link(digest, row["fed"])
        entry = entry_of(row) if row["entry_id"] is not None else None
        intact = entry is not None and entry.hash == row["hash"] == row["fed"]
        if entry is not None and not intact:
            damaged.append(entry)
        is_whole = is_whole and intact and row["digest"] == digest and row["position"] == sound + 1
        if is_whole:
            sound, sound_digest = row["position"], digest
    if is_whole:
        return False
    for entry in damaged:
        await take_out(tx, entry, canonical_json(entry.as_dict()).encode(), "it was damaged in this database", now_ms)
    await _rewind(tx, sound, sound_digest)
    text = f"Damage was found in this node's journal after position {sound}; it is read again from the shore."
    await notice(tx, "damaged", text, now_ms)
    return True


@dataclass(frozen=True)
class Stretch:
    """The next stretch to offer: its rows, to the first that is sealed."""

    rows: Sequence[Any]

    @property
    def offers(self) -> list[bytes]:
        """The beginnings of the hashes."""
        return [row["hash"][:PROBE_BYTES] for row in self.rows]

    @property
    def last(self) -> int:
        """The position at its end."""
        return int(self.rows[-1]["position"])


async def next_stretches(tx: ReadTransaction, yacht_id: str, after: int = 0, until: int = 2**62) -> list[Stretch]:
    """What is to be offered to the shore next, between two positions: at least one stretch if there is any."""
    of = sa.and_(RETURNING.c.yacht_id == yacht_id, RETURNING.c.position > after, RETURNING.c.position <= until)
    rows = await tx.rows(sa.select(RETURNING).where(of).order_by(RETURNING.c.position).limit(_MOST_ROWS))
    stretches, begun = list[Stretch](), list[Any]()
    for row in rows:
        begun.append(row)
        if row["seal"] is not None:
            stretches.append(Stretch(begun))
            begun = []
            if row["position"] - rows[0]["position"] >= _OFFERED_AT_ONCE:
                break
    return stretches


async def brought_back(
    tx: ReadTransaction, yacht_id: str, stretches: Sequence[Stretch], lacks: Sequence[int]
) -> list[Returned]:
    """The stretches of which the shore lacks something, with those entries whole. `lacks`: places in all of them."""
    rows = [row for stretch in stretches for row in stretch.rows]
    wanted = {rows[index]["entry_id"] for index in lacks if 0 <= index < len(rows)}
    found = await tx.rows(sa.select(ENTRIES).where(ENTRIES.c.yacht_id == yacht_id, ENTRIES.c.entry_id.in_(wanted)))
    by_id = {row["entry_id"]: entry_of(row) for row in found}
    back = []
    for stretch in stretches:
        entries = [by_id[row["entry_id"]] for row in stretch.rows if row["entry_id"] in by_id]
        if entries:
            end, hashes = stretch.rows[-1], [row["hash"] for row in stretch.rows]
            before = stretch.rows[0]["before"]
            back.append(Returned(end["generation"], stretch.last, before, hashes, entries, end["seal"]))
    return back


async def returned(tx: WriteTransaction, last: int) -> None:
    """The shore has a stretch."""
    await tx.rows(RETURNING.delete().where(RETURNING.c.yacht_id == tx.yacht_id, RETURNING.c.position <= last))
