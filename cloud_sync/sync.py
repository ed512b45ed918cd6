"""The shore's side of the exchange: who calls, what they lack, what they bring (sync.md §3).

The shore trusts no node's word: the tenant comes from the node's key, then hash and chain are checked, then the
roster at the time of the event, then the rules. Everything of one exchange happens in one transaction.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature

from cloud_sync.database import PostgresTransaction, ShoreDatabase
from cloud_sync.rollout import FLAG, is_on
from cloud_sync.tables import Node as NodeRow
from cloud_sync.tables import YachtFeed
from shared_models.changes import Recorder
from shared_models.entries import GENESIS, RULING, HistoryEntry, canonical_json, link, moment
from shared_models.errors import Unauthorized, ValidationFailed
from shared_models.exchange import BadMessage, Placed, Receipt, Reply, Request, Signed, decode_request, encode_reply
from shared_models.journal import entry_of, quarantine_row
from shared_models.resolve import Rule
from shared_models.store import Judge, admit, unreadable
from shared_models.tables import REFERENCE, Entry, FeedRow, Flag, UserRole, table_of
from shared_models.tokens import verifier

_ENTRIES, _FEED, _ROLES, _FEEDS = table_of(Entry), table_of(FeedRow), table_of(UserRole), table_of(YachtFeed)
_NODES = table_of(NodeRow)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FEED_ROWS, _REFERENCE_ROWS = 1000, 500


@dataclass(frozen=True)
class Node:
    """A node that proved who it is."""

    node_id: str
    yacht_id: str


async def authenticate(database: ShoreDatabase, node_id: str, signature: str, body: bytes) -> Node:
    """The node whose key signed the body. Raises Unauthorized."""
    row = await database.node_key(node_id)
    if row is None:
        raise Unauthorized("This node is not enrolled.")
    yacht_id, public_key = row
    try:
        verifier(public_key).verify(bytes.fromhex(signature), hashlib.sha256(body).digest())
    except (InvalidSignature, ValueError) as error:
        raise Unauthorized("The node's signature does not fit.") from error
    return Node(node_id, yacht_id)


async def exchange(database: ShoreDatabase, node: Node, body: bytes, now_ms: int) -> bytes:
    """Answer one exchange. Raises ValidationFailed if the body is no request."""
    try:
        request = decode_request(body)
    except BadMessage as error:
        raise ValidationFailed(f"This is no sync request: {error}.") from error
    if request.node_id != node.node_id:
        raise Unauthorized("The request speaks for another node.")
    async with database.transaction(None, node.yacht_id) as tx:
        reply = await _answer(tx, database, node, request, now_ms)
        await tx.exchange_done(reply.position, max(0, request.backlog - len(request.entries)), reply.digest_matches)
    return encode_reply(reply)


async def _answer(tx: PostgresTransaction, database: ShoreDatabase, node: Node, request: Request, now_ms: int) -> Reply:
    recorder = await tx.recorder()
    feed = (await tx.rows(sa.select(_FEEDS).where(_FEEDS.c.yacht_id == node.yacht_id)))[0]
    generation = feed["generation"]
    same = request.generation in ("", generation) and await _same_digest(tx, node.yacht_id, request)
    if not same:
        return Reply(
            generation, (), (), request.position, request.digest, b"", recorder.position, False,
            server_time_ms=now_ms, reference_version=request.reference_version, digest_matches=False,
        )  # fmt: skip
    receipts = await _take_in(tx, node, request, recorder, now_ms) if request.entries else []
    placed, digest = await _lacking(tx, node, request)
    position = placed[-1].position if placed else request.position
    reference, reference_version, more_reference = await _reference(tx, node, request, feed["reference_version"])
    flag = {"yacht_id": node.yacht_id, "flag": FLAG, "is_on": await is_on(tx, node.yacht_id), "version": 0}
    reference[table_of(Flag).name] = [flag]
    sealed = f"{node.yacht_id}:{generation}:{position}:{digest.hex()}".encode()
    seal = hmac.digest(database.seal_key, sealed, "sha256")
    return Reply(
        generation, receipts, placed, position, digest, seal, recorder.position,
        more=position < recorder.position or more_reference, reference=reference, reference_version=reference_version,
        server_time_ms=now_ms,
    )  # fmt: skip


def _of(node: Node) -> sa.ColumnElement[bool]:
    return _FEED.c.yacht_id == node.yacht_id


async def _same_digest(tx: PostgresTransaction, yacht_id: str, request: Request) -> bool:
    if request.position == 0:
        return True
    where = sa.and_(_FEED.c.yacht_id == yacht_id, _FEED.c.position == request.position)
    rows = await tx.rows(sa.select(_FEED.c.digest).where(where))
    return bool(rows) and rows[0]["digest"] == request.digest


async def _take_in(
    tx: PostgresTransaction, node: Node, request: Request, recorder: Recorder, now_ms: int
) -> list[Receipt]:
    """Store what is new, rule on it, and say which runs of seq are durable."""
    ids = [str(signed.entry.get("entry_id")) for signed in request.entries]
    held, numbered = await _held(tx, node, request, ids)
    chains = await _chains(tx, node, request)
    fresh: list[tuple[HistoryEntry, bytes]] = []
    poison: dict[int, str] = {}
    raw_by_seq: dict[int, Signed] = {}
    for signed in request.entries:
        seq = signed.entry.get("seq")
        if type(seq) is not int or not 0 < seq < 2**62:
            raise ValidationFailed("An entry without a seq cannot be acknowledged.")
        raw_by_seq[seq] = signed
        entry_id = str(signed.entry.get("entry_id"))
        if held.get(entry_id) == signed.hash:
            continue
        entry, why = _checked(signed, node, request, chains)
        if entry is None or why is not None or entry_id in held or numbered.get(seq, signed.hash) != signed.hash:
            poison[seq] = why or "its id or seq stands for another entry already: a copy of this node may be at work"
            continue
        held[entry_id] = numbered[seq] = signed.hash
        fresh.append((entry, signed.chain))
    changes = await admit(tx, recorder, fresh, now_ms, await _judge(tx, node, now_ms))
    for seq, why in poison.items():
        author, raw = (node.node_id, request.epoch, seq), json.dumps(raw_by_seq[seq].entry).encode()
        changes.quarantined.append(quarantine_row(node.yacht_id, author, None, raw, why, moment(now_ms)))
    await tx.persist(changes)
    return await _receipts(tx, node, list(raw_by_seq), poison, ids)


def _checked(
    signed: Signed, node: Node, request: Request, chains: dict[int, bytes]
) -> tuple[HistoryEntry | None, str | None]:
    """The entry, and why it is not taken in if it is not."""
    try:
        entry = signed.read()
    except ValueError as error:
        return None, str(error)
    if (entry.node_id, entry.epoch) != (node.node_id, request.epoch) or entry.action == RULING:
        return entry, "its author may not record it"
    before = chains.get(entry.seq - 1)
    if before is not None and link(before, signed.hash) != signed.chain:
        return entry, "its chain is broken"
    chains[entry.seq] = signed.chain
    return entry, unreadable(entry, node.yacht_id)


async def _held(
    tx: PostgresTransaction, node: Node, request: Request, ids: Sequence[str]
) -> tuple[dict[str, bytes], dict[int, bytes]]:
    """The hashes of what is here already: by entry id, and by seq of the node's epoch."""
    seqs = [seq for signed in request.entries if type(seq := signed.entry.get("seq")) is int and 0 < seq < 2**62]
    same_seq = sa.and_(_ENTRIES.c.node_id == node.node_id, _ENTRIES.c.epoch == request.epoch, _ENTRIES.c.seq.in_(seqs))
    same_id = _ENTRIES.c.entry_id.in_(_usable(ids))
    rows = await tx.rows(
        sa.select(_ENTRIES.c.entry_id, _ENTRIES.c.node_id, _ENTRIES.c.epoch, _ENTRIES.c.seq, _ENTRIES.c.hash).where(
            _ENTRIES.c.yacht_id == node.yacht_id, sa.or_(same_id, same_seq)
        )
    )
    own = [row for row in rows if (row["node_id"], row["epoch"]) == (node.node_id, request.epoch)]
    return {row["entry_id"]: row["hash"] for row in rows}, {row["seq"]: row["hash"] for row in own}


def _usable(ids: Sequence[str]) -> list[str]:
    """Those that are UUIDs; what is none cannot be here."""
    return [name for name in ids if _UUID.fullmatch(name)]


async def _chains(tx: PostgresTransaction, node: Node, request: Request) -> dict[int, bytes]:
    """The chain value before the first of each run that is pushed."""
    seqs = [seq - 1 for signed in request.entries if type(seq := signed.entry.get("seq")) is int and 1 < seq < 2**62]
    rows = await tx.rows(
        sa.select(_ENTRIES.c.seq, _ENTRIES.c.chain).where(
            _ENTRIES.c.yacht_id == node.yacht_id, _ENTRIES.c.node_id == node.node_id,
            _ENTRIES.c.epoch == request.epoch, _ENTRIES.c.seq.in_(seqs),
        )
    )  # fmt: skip
    return {0: GENESIS, **{row["seq"]: row["chain"] for row in rows}}


async def _judge(tx: PostgresTransaction, node: Node, now_ms: int) -> Judge:
    """Whether the roster gave an actor the role between the entry's `seen` position and now."""
    roles = await tx.rows(sa.select(_ROLES).where(_ROLES.c.yacht_id == node.yacht_id))
    enrolled = await tx.rows(sa.select(_NODES.c.enrolled_at).where(_NODES.c.node_id == node.node_id))
    until, known = moment(now_ms), dict[int, str]()

    async def judge(entry: HistoryEntry) -> Rule | None:
        if entry.seen not in known:
            where = sa.and_(_of(node), _FEED.c.position == entry.seen)
            rows = await tx.rows(sa.select(_FEED.c.stored_at).where(where))
            known[entry.seen] = max(rows[0]["stored_at"] if rows else "", enrolled[0]["enrolled_at"])
        since = known[entry.seen]
        held = [
            row for row in roles
            if row["user_id"] == entry.actor_id and row["role"] == entry.actor_role
            and row["valid_from"] <= until and (row["valid_until"] is None or row["valid_until"] > since)
            and (row["is_active"] or row["valid_until"] is not None)
        ]  # fmt: skip
        if not held:
            return Rule.ROLE_NOT_HELD
        whole = any(
            row["valid_from"] <= since and (row["valid_until"] is None or row["valid_until"] >= until) for row in held
        )
        return None if whole else Rule.ROLE_IN_DOUBT

    return judge


async def _receipts(
    tx: PostgresTransaction, node: Node, seqs: Sequence[int], poison: dict[int, str], ids: Sequence[str]
) -> list[Receipt]:
    rows = await tx.rows(
        sa.select(_ENTRIES.c.seq, _FEED.c.position)
        .join(_FEED, sa.and_(_FEED.c.yacht_id == _ENTRIES.c.yacht_id, _FEED.c.entry_id == _ENTRIES.c.entry_id))
        .where(
            _ENTRIES.c.yacht_id == node.yacht_id, _ENTRIES.c.node_id == node.node_id,
            _ENTRIES.c.entry_id.in_(_usable(ids)),
        )
    )  # fmt: skip
    at = {row["seq"]: row["position"] for row in rows}
    receipts: list[Receipt] = []
    for seq in sorted(seqs):
        position = None if seq in poison else at.get(seq)
        if position is None and seq not in poison:
            continue  # it claims to be an entry that is here, and is not: nothing to acknowledge
        last = receipts[-1] if receipts else Receipt(0, 0, None)
        follows = (last.first_seq + last.count, (last.position or 0) + last.count) == (seq, position)
        if follows and last.position is not None:
            receipts[-1] = replace(last, count=last.count + 1)
        else:
            receipts.append(Receipt(seq, 1, position, poison.get(seq)))
    return receipts


async def _lacking(tx: PostgresTransaction, node: Node, request: Request) -> tuple[list[Placed], bytes]:
    """The feed after the node's position, as much as it wants, and the digest at its end."""
    rows = await tx.rows(
        sa.select(_FEED.c.position, _FEED.c.digest, *_ENTRIES.c)
        .join(_ENTRIES, sa.and_(_ENTRIES.c.yacht_id == _FEED.c.yacht_id, _ENTRIES.c.entry_id == _FEED.c.entry_id))
        .where(_of(node), _FEED.c.position > request.position)
        .order_by(_FEED.c.position)
        .limit(_FEED_ROWS)
    )
    placed: list[Placed] = []
    digest, size = request.digest, 0
    for row in rows:
        own = row["node_id"] == node.node_id and row["epoch"] == request.epoch
        signed = None if own else Signed(entry_of(row).as_dict(), row["hash"], row["chain"])
        size += 20 if signed is None else len(canonical_json(dict(signed.entry)))
        if placed and size > request.wanted_bytes:
            break
        placed.append(Placed(row["position"], row["seq"] if own else None, signed))
        digest = row["digest"]
    return placed, digest


async def _reference(
    tx: PostgresTransaction, node: Node, request: Request, newest: int
) -> tuple[dict[str, list[dict[str, Any]]], int, bool]:
    """The reference rows that changed since, oldest first, and the version they reach."""
    if newest <= request.reference_version:
        return {}, newest, False
    changed: list[tuple[int, str, dict[str, Any]]] = []
    for model in REFERENCE:
        table = table_of(model)
        rows = await tx.rows(
            sa.select(table)
            .where(table.c.yacht_id == node.yacht_id, table.c.version > request.reference_version)
            .order_by(table.c.version)
            .limit(_REFERENCE_ROWS)
        )
        changed.extend((row["version"], table.name, dict(row)) for row in rows)
    changed.sort(key=lambda change: change[0])
    sent = changed[:_REFERENCE_ROWS]
    reference: dict[str, list[dict[str, Any]]] = {}
    for _, name, row in sent:
        reference.setdefault(name, []).append(row)
    complete = len(sent) == len(changed) and len(changed) < _REFERENCE_ROWS
    return reference, newest if complete else sent[-1][0], not complete
