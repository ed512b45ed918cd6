"""What the shore tells a node: receipts, reference rows, the feed; to a new node open items ahead of the feed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from cloud_sync.damage import Damaged
from cloud_sync.database import PostgresTransaction
from cloud_sync.intake import ENTRIES, FEED, Node, seal_of
from cloud_sync.rollout import is_on
from cloud_sync.tables import YachtFeed
from shared_models.entries import HistoryEntry
from shared_models.exchange import GROWTH, Placed, Receipt, Reply, Request
from shared_models.journal import entry_of, is_intact
from shared_models.roles import Role
from shared_models.states import OPEN, Status
from shared_models.tables import REFERENCE, Item, Profile, UserRole, table_of

_FEEDS, _ITEMS, _PEOPLE, _ROLES = table_of(YachtFeed), table_of(Item), table_of(Profile), table_of(UserRole)
_REFERENCE_ROWS, _ENTRY_BYTES = 500, 120
_FIRST_ENTRIES, _LARGEST_GROUP_ENTRIES = 40, 1000
"""How many entries go in the first group of a reply, and in the largest."""
_IS_OPEN = sa.and_(_ITEMS.c.deleted_at.is_(None), _ITEMS.c.status.in_([s.value for s in Status if s in OPEN]))


def _sound(row: Mapping[str, Any]) -> HistoryEntry:
    """The entry of a journal row with its feed hash (`fed`). Raises Damaged."""
    if row["hash"] != row["fed"] or not is_intact(row):
        raise Damaged
    return entry_of(row)


@dataclass
class Replies:
    """Makes the groups of one reply; each call of `next` reads where the feed stands by then."""

    node: Node
    request: Request
    seal_key: bytes
    now_ms: int
    position: int = field(init=False)
    digest: bytes = field(init=False)
    reference_version: int = field(init=False)
    ahead: str | None = field(init=False)
    ahead_until: int = field(init=False)
    is_single: bool = False
    """Whether each group brings one entry (or open item, or reference row): several are more than the link carries."""
    size: float = _FIRST_ENTRIES
    reference_rows: int = field(init=False)
    generation: str = ""
    enabled: bool | None = None

    def __post_init__(self) -> None:
        request = self.request
        self.position, self.digest = request.position, request.digest
        self.reference_version = request.reference_version
        self.ahead, self.ahead_until = request.ahead, request.ahead_until
        self.reference_rows = _REFERENCE_ROWS
        if request.wanted_bytes:
            # a node that wants little has a link that carries little: the first group must fit
            self.size = max(1, min(_FIRST_ENTRIES, request.wanted_bytes // _ENTRY_BYTES))
            self.reference_rows = max(1, min(_REFERENCE_ROWS, request.wanted_bytes // _ENTRY_BYTES))
        if self.is_single:
            self.size = self.reference_rows = 1

    async def next(self, tx: PostgresTransaction, receipts: Sequence[Receipt] = ()) -> Reply:
        """The next group: receipts, then reference rows, then open items, then the feed. Raises Damaged."""
        feed = (await tx.rows(sa.select(_FEEDS).where(_FEEDS.c.yacht_id == self.node.yacht_id)))[0]
        self.generation = feed["generation"]
        reference, more_reference = await self._reference(tx, feed["reference_version"])
        reply = Reply(
            self.generation, receipts, (), self.position, self.digest, b"", feed["position"], reference=reference,
            reference_version=self.reference_version, server_time_ms=self.now_ms,
            enabled=await self._enabled(tx),
        )  # fmt: skip
        if more_reference:
            return replace(reply, more=True)
        if self.ahead is not None:
            return replace(await self._open_items(tx, reply, feed["position"]), more=True)
        return await self._lacking(tx, reply, feed["position"])

    async def _enabled(self, tx: PostgresTransaction) -> bool:
        """The rollout's word, read once for a reply."""
        if self.enabled is None:
            self.enabled = await is_on(tx, self.node.yacht_id)
        return self.enabled

    async def _open_items(self, tx: PostgresTransaction, reply: Reply, head: int) -> Reply:
        """Whole histories of the next open items, by id."""
        self.ahead_until = self.ahead_until or head
        of = _ITEMS.c.yacht_id == self.node.yacht_id
        after = _ITEMS.c.id > self.ahead if self.ahead else sa.true()
        ids = [
            row["id"] for row in await tx.rows(
                sa.select(_ITEMS.c.id).where(of, _IS_OPEN, after).order_by(_ITEMS.c.id).limit(int(self.size))
            )
        ]  # fmt: skip
        self.ahead = ids[-1] if ids else None
        rows = await tx.rows(
            self._feed()
            .where(ENTRIES.c.item_id.in_(ids), FEED.c.position <= self.ahead_until)
            .order_by(FEED.c.position)
        )
        self._grow()
        placed = [Placed(row["position"], None, _sound(row)) for row in rows]
        mentioned = {row["entry_id"]: row["position"] for row in rows}
        return replace(
            reply, ahead=placed, ahead_cursor=self.ahead, ahead_until=self.ahead_until, position_of=mentioned
        )

    def _grow(self) -> None:
        self.size = 1 if self.is_single else min(self.size * GROWTH, _LARGEST_GROUP_ENTRIES)

    def _feed(self) -> sa.Select[Any]:
        here = sa.and_(ENTRIES.c.yacht_id == FEED.c.yacht_id, ENTRIES.c.entry_id == FEED.c.entry_id)
        return (
            sa.select(FEED.c.position, FEED.c.digest, FEED.c.hash.label("fed"), *ENTRIES.c)
            .join(ENTRIES, here)
            .where(FEED.c.yacht_id == self.node.yacht_id)
        )

    async def _lacking(self, tx: PostgresTransaction, reply: Reply, head: int) -> Reply:
        """The feed after the node's position, the digest at its end and the seal over that."""
        if head <= self.position:
            return reply
        following = self._feed().where(FEED.c.position > self.position).order_by(FEED.c.position)
        rows = await tx.rows(following.limit(_LARGEST_GROUP_ENTRIES))
        if not rows:
            raise Damaged
        came_ahead = await self._came_ahead(tx, rows)
        placed, whole, mentioned = [], 0, set[str]()
        for row in rows:
            if row["position"] != self.position + 1:
                raise Damaged
            own = (row["node_id"], row["epoch"]) == (self.node.node_id, self.request.epoch) and not self.request.whole
            if own:
                placed.append(Placed(row["position"], row["seq"]))
            elif row["item_id"] in came_ahead and row["position"] <= self.ahead_until:
                placed.append(Placed(row["position"]))
            elif whole >= self.size:
                break
            else:
                entry = _sound(row)
                placed.append(Placed(row["position"], None, entry))
                mentioned |= {*entry.parents, *([entry.item_id] if entry.item_id else [])}
                whole += 1
            self.position, self.digest = row["position"], row["digest"]
            if self.is_single and whole:
                break  # what follows may grow meanwhile, and the group must stay the same to be sent in pieces
        self._grow()
        of = sa.and_(FEED.c.yacht_id == self.node.yacht_id, FEED.c.entry_id.in_(mentioned))
        places = await tx.rows(sa.select(FEED.c.entry_id, FEED.c.position).where(of, FEED.c.position <= self.position))
        # the node learns the places of its own entries from this very group: until then it knows them by their ids
        own_places = {one.position for one in placed if one.seq is not None}
        seal = seal_of(self.seal_key, self.node.yacht_id, self.generation, self.position, self.digest)
        return replace(
            reply, feed=placed, position=self.position, digest=self.digest, seal=seal, more=self.position < head,
            position_of={row["entry_id"]: row["position"] for row in places if row["position"] not in own_places},
        )  # fmt: skip

    async def _came_ahead(self, tx: PostgresTransaction, rows: Sequence[Any]) -> set[str]:
        """The items whose entries the node has from those that came ahead: open ones, then as now."""
        if not self.ahead_until or self.request.whole:
            return set()
        ids = {row["item_id"] for row in rows if row["item_id"] is not None}
        of = sa.and_(_ITEMS.c.yacht_id == self.node.yacht_id, _ITEMS.c.id.in_(ids))
        return {row["id"] for row in await tx.rows(sa.select(_ITEMS.c.id).where(of, _IS_OPEN))}

    async def _reference(self, tx: PostgresTransaction, newest: int) -> tuple[dict[str, list[dict[str, Any]]], bool]:
        """The reference rows that changed since, oldest first, and whether there are more."""
        if newest <= self.reference_version:
            return {}, False
        changed: list[tuple[int, str, dict[str, Any]]] = []
        for model in REFERENCE:
            table = table_of(model)
            rows = await tx.rows(
                sa.select(table)
                .where(table.c.yacht_id == self.node.yacht_id, table.c.version > self.reference_version)
                .order_by(table.c.version)
                .limit(self.reference_rows)
            )
            changed.extend((row["version"], table.name, dict(row)) for row in rows)
        changed.sort(key=lambda change: change[0])
        sent = changed[: self.reference_rows]
        await self._withhold_pins(tx, [row for _, name, row in sent if name == _PEOPLE.name])
        reference: dict[str, list[dict[str, Any]]] = {}
        for _, name, row in sent:
            reference.setdefault(name, []).append(row)
        complete = len(sent) == len(changed) and len(changed) < self.reference_rows
        self.reference_version = newest if complete else sent[-1][0]
        return reference, not complete

    async def _withhold_pins(self, tx: PostgresTransaction, people: Sequence[dict[str, Any]]) -> None:
        """Who has no role on board signs in ashore alone: their PIN, which opens other yachts too, stays there."""
        if not people:
            return
        ids = [row["user_id"] for row in people]
        on_board = sa.and_(
            _ROLES.c.yacht_id == self.node.yacht_id, _ROLES.c.user_id.in_(ids), _ROLES.c.is_active,
            _ROLES.c.role != Role.MANAGER.value,
        )  # fmt: skip
        found = {row["user_id"] for row in await tx.rows(sa.select(_ROLES.c.user_id).where(on_board))}
        for row in people:
            if row["user_id"] not in found:
                row["pin_hash"] = None
