"""The reply in the compact form (see `records`): groups that each stand for themselves, bound to their request."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import msgspec

from shared_models import columns
from shared_models.entries import HistoryEntry
from shared_models.exchange import KNOWN_VERSIONS, PROBE_BYTES, BadMessage, Placed, Receipt, Reply, Request
from shared_models.records import (
    AHEAD,
    CHECK,
    CHECK_BYTES,
    DIGEST_BYTES,
    ECHO,
    FEED,
    GENERATION_BYTES,
    HELD,
    LACKS,
    LAST,
    PIECE,
    RECEIPTS,
    REFERENCE,
    Opener,
    Packer,
    Records,
    pack,
    piece_record,
    read_piece,
    read_varint,
    record,
    records_of,
    unpacked,
    varint,
)
from shared_models.request_frames import RequestReader, head_of

_MATCHES, _MORE, _STALE, _NEW_GENERATION, _ENABLED, _RECEIPTS_FOLLOW = 1, 2, 4, 8, 16, 32
_OWN, _HELD, _WHOLE = 0, 1, 2
_PACKED = (RECEIPTS, REFERENCE, AHEAD, FEED, LACKS)
_LONGEST_ECHO_BYTES = 400_000


def _bare(number: int) -> bool:
    return 0 <= number < 2**62


class ReplyWriter:
    """Makes the groups of one reply to a request whose last signature is given."""

    def __init__(self, request: Request, last_signature: bytes, level: int) -> None:
        self._hash, self._packer, self._level = hashlib.sha256(last_signature), Packer(level), level
        self._generation = request.generation
        self._echo = pack((request.version, head_of(request), last_signature)) if request.by_file else b""

    def group(self, reply: Reply, last: bool) -> bytes:
        """The next group."""
        out = self._status(reply)
        if self._echo:
            out, self._echo = record(ECHO, self._echo) + out, b""
        if reply.receipts:
            receipts = [(r.first_seq, r.count, r.position, r.reason, r.check, r.epoch) for r in reply.receipts]
            out += record(RECEIPTS, self._packer.pack(pack(receipts)))
        out += _bodies(reply, self._packer) if reply.piece is None else piece_record(reply.piece)
        if reply.lacks is not None:
            out += record(LACKS, self._packer.pack(pack(list(reply.lacks))))
        if reply.held is not None:
            mark, held_bytes = reply.held
            out += record(HELD, mark + varint(held_bytes))
        self._hash.update(out)
        check = record(LAST if last else CHECK, self._hash.digest()[:CHECK_BYTES])
        self._hash.update(check)
        return out + check

    def whole(self, reply: Reply) -> bytes:
        """What a group would carry of feed, open items and reference rows, packed by itself, and the same whenever it
        is made: to be sent in pieces."""
        return _bodies(replace(reply, position_of={}), Packer(self._level))

    def _status(self, reply: Reply) -> bytes:
        flags = (_MATCHES if reply.digest_matches else 0) | (_MORE if reply.more else 0)
        flags |= (_STALE if reply.stale else 0) | (_NEW_GENERATION if reply.generation != self._generation else 0)
        flags |= (_ENABLED if reply.enabled else 0) | (_RECEIPTS_FOLLOW if reply.receipts_follow else 0)
        body = bytes([flags]) + varint(reply.head) + varint(reply.server_time_ms)
        body += varint(reply.reference_version) + varint(reply.agreed)
        if reply.generation != self._generation:
            body += bytes.fromhex(reply.generation)
            self._generation = reply.generation
        return record(reply.version, body)


def _bodies(reply: Reply, packer: Packer) -> bytes:
    out = b""
    if reply.reference:
        rows = {name: _table(rows) for name, rows in reply.reference.items()}
        out += record(REFERENCE, packer.pack(pack(rows)))
    if reply.ahead is not None:
        entries = [cast(HistoryEntry, placed.entry) for placed in reply.ahead]
        numbers = [placed.position for placed in reply.ahead]
        packed = columns.pack(entries, numbers, reply.position_of, {})
        out += record(AHEAD, packer.pack(pack((reply.ahead_cursor, reply.ahead_until, numbers, packed))))
    if reply.feed:
        out += record(FEED, packer.pack(_feed_body(reply)))
    return out


def _table(rows: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """Rows as columns."""
    names = sorted({name for row in rows for name in row} - {"yacht_id"})
    return names, [[row.get(name) for row in rows] for name in names]


def _feed_body(reply: Reply) -> bytes:
    marks = bytes(
        _WHOLE if placed.entry is not None else _OWN if placed.seq is not None else _HELD for placed in reply.feed
    )
    seqs, before = [], 0
    for placed in reply.feed:
        if placed.seq is not None:
            seqs.append(placed.seq - before - 1)
            before = placed.seq
    whole = [placed for placed in reply.feed if placed.entry is not None]
    entries = [cast(HistoryEntry, placed.entry) for placed in whole]
    numbers = [placed.position for placed in whole]
    packed = columns.pack(entries, numbers, reply.position_of, {}) if whole else b""
    same = marks[:1] if len(set(marks)) == 1 else marks
    steady = seqs[:1] if not any(seqs[1:]) else seqs
    return pack((reply.feed[0].position, len(marks), same, steady, packed, reply.digest[:DIGEST_BYTES], reply.seal))


_RECEIPTS = msgspec.msgpack.Decoder(list[tuple[int, int, int | None, str | None, bytes, str]])
_LACKS = msgspec.msgpack.Decoder(list[int])
_REFERENCE = msgspec.msgpack.Decoder(dict[str, tuple[list[str], list[list[Any]]]])
_AHEAD = msgspec.msgpack.Decoder(tuple[str | None, int, list[int], bytes])
_FEED = msgspec.msgpack.Decoder(tuple[int, int, bytes, list[int], bytes, bytes, bytes])


@dataclass
class ReplyGroup:
    """A group of a reply; its entries may name others by their positions, which the node looks up."""

    reply: Reply
    is_last: bool
    yacht_id: str
    size_bytes: int
    ahead: columns.Packed | None = None
    ahead_positions: Sequence[int] = ()
    feed: columns.Packed | None = None

    @property
    def needed(self) -> frozenset[int]:
        """The positions of the entries that are mentioned."""
        return frozenset().union(*(packed.needed for packed in (self.ahead, self.feed) if packed is not None))

    def completed(self, whole: bytes) -> "ReplyGroup":
        """The group as if it carried what is whole now. Raises BadMessage."""
        return _filled(replace(self, reply=replace(self.reply, piece=None)), records_of(whole), Opener())

    def read(self, ids: Mapping[int, str]) -> Reply:
        """The reply, given the ids of the needed entries. Raises BadMessage."""
        try:
            ahead = self.ahead.entries(ids, {}) if self.ahead else []
            whole = iter(self.feed.entries(ids, {}) if self.feed else [])
        except ValueError as error:
            raise BadMessage("the reply's entries cannot be read") from error
        feed = [replace(p, seq=None, entry=next(whole)) if p.seq == -1 else p for p in self.reply.feed]
        placed = [Placed(position, None, entry) for position, entry in zip(self.ahead_positions, ahead, strict=True)]
        if self.ahead is None:
            return replace(self.reply, feed=feed)
        return replace(self.reply, feed=feed, ahead=placed)


class ReplyReader:
    """Reads the reply to a request as it arrives."""

    def __init__(self, request: Request, last_signature: bytes, yacht_id: str) -> None:
        self._yacht_id, self._hash = yacht_id, hashlib.sha256(last_signature)
        self._records, self._opener = Records(), Opener()
        self._pending: list[tuple[int, bytes]] = []
        self._position, self._digest = request.position, request.digest
        self._generation, self._size = request.generation, 0
        self.is_done = False

    def feed(self, data: bytes) -> list[ReplyGroup]:
        """The groups that are whole by now. Raises BadMessage, as for a captive portal's page."""
        groups = []
        for kind, body, raw in self._records.feed(data):
            self._size += len(raw)
            if kind == ECHO:
                self._hash.update(raw)
                continue
            if not self._pending and kind not in KNOWN_VERSIONS:
                raise BadMessage("this is no reply")
            if kind in (CHECK, LAST):
                if body[:CHECK_BYTES] != self._hash.digest()[:CHECK_BYTES]:
                    raise BadMessage("the reply was changed on the way, or answers another request")
                groups.append(self._group(kind == LAST))
                self._pending, self._size, self.is_done = [], 0, kind == LAST
            else:
                self._pending.append((kind, body))
            self._hash.update(raw)
        return groups

    def _group(self, is_last: bool) -> ReplyGroup:
        (version, status), *rest = self._pending
        try:
            reply = self._read_status(version, status)
        except (IndexError, ValueError) as error:
            raise BadMessage("the reply cannot be read") from error
        group = _filled(ReplyGroup(reply, is_last, self._yacht_id, self._size), rest, self._opener)
        self._position, self._digest = group.reply.position, group.reply.digest
        return group

    def _read_status(self, version: int, body: bytes) -> Reply:
        flags, at = body[0], 1
        numbers = []
        for _ in range(4):
            value, at = read_varint(body, at)
            numbers.append(value)
        if flags & _NEW_GENERATION:
            self._generation = body[at : at + GENERATION_BYTES].hex()
        return Reply(
            self._generation, (), (), self._position, self._digest, b"", numbers[0], bool(flags & _MORE),
            reference_version=numbers[2], server_time_ms=numbers[1], digest_matches=bool(flags & _MATCHES),
            agreed=numbers[3], stale=bool(flags & _STALE), enabled=bool(flags & _ENABLED), version=version,
            receipts_follow=bool(flags & _RECEIPTS_FOLLOW),
        )  # fmt: skip


def _filled(group: "ReplyGroup", records: Sequence[tuple[int, bytes]], opener: Opener) -> "ReplyGroup":
    """A group with what its records say. Raises BadMessage."""
    reply, ahead, positions, feed = group.reply, None, list[int](), None
    try:
        bodies = {kind: opener.open(body) if kind in _PACKED else body for kind, body in records}
        if RECEIPTS in bodies:
            reply = replace(reply, receipts=[Receipt(*r) for r in _RECEIPTS.decode(bodies[RECEIPTS])])
        if REFERENCE in bodies:
            reply = replace(reply, reference=_rows(bodies[REFERENCE]))
        if AHEAD in bodies:
            cursor, until, positions, packed = _AHEAD.decode(bodies[AHEAD])
            ahead = unpacked(packed, group.yacht_id, None)
            reply = replace(reply, ahead_cursor=cursor, ahead_until=until)
            if len(positions) != ahead.count:
                raise BadMessage("the open items are incomplete")
        if LACKS in bodies:
            reply = replace(reply, lacks=_LACKS.decode(bodies[LACKS]))
        if FEED in bodies:
            reply, feed = _read_feed(reply, group.yacht_id, bodies[FEED])
        if HELD in bodies:
            held = bodies[HELD]
            reply = replace(reply, held=(held[:PROBE_BYTES], read_varint(held, PROBE_BYTES)[0]))
        if PIECE in bodies:
            reply = replace(reply, piece=read_piece(bodies[PIECE]))
    except (msgspec.DecodeError, RecursionError, IndexError, ValueError) as error:
        raise BadMessage("the reply cannot be read") from error
    return replace(group, reply=reply, ahead=ahead, ahead_positions=positions, feed=feed)


def _read_feed(reply: Reply, yacht_id: str, body: bytes) -> tuple[Reply, columns.Packed | None]:
    first, count, marks, steps, packed, digest, seal = _FEED.decode(body)
    if not (_bare(first) and 0 < count <= 100_000) or len(marks) not in (1, count):
        raise BadMessage("the feed is incomplete")
    marks = marks * count if len(marks) == 1 else marks
    own = marks.count(_OWN)
    steps = [*steps, *[0] * (own - len(steps))] if len(steps) == 1 else steps
    whole = unpacked(packed, yacht_id, None) if packed else None
    if len(steps) != own or (whole.count if whole else 0) != marks.count(_WHOLE):
        raise BadMessage("the feed is incomplete")
    feed, seq, next_step = [], 0, iter(steps)
    for index, mark in enumerate(marks):
        if mark == _OWN:
            seq += next(next_step) + 1
        feed.append(Placed(first + index, {_OWN: seq, _WHOLE: -1}.get(mark)))
    return replace(reply, feed=feed, position=feed[-1].position, digest=digest, seal=seal), whole


def _rows(body: bytes) -> dict[str, list[dict[str, Any]]]:
    tables = {}
    for name, (names, values) in _REFERENCE.decode(body).items():
        if len(names) != len(values) or len({len(column) for column in values}) > 1:
            raise BadMessage("the reference rows are incomplete")
        tables[name] = [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]
    return tables


_ECHO = msgspec.msgpack.Decoder(tuple[int, bytes, bytes])


def echoed(data: bytes) -> tuple[Request, bytes]:
    """The request that a reply in a file answers, and its last signature. Raises BadMessage."""
    reader = Records()
    for kind, body, _ in reader.feed(data[:_LONGEST_ECHO_BYTES]):
        if kind != ECHO:
            break
        try:
            _, head, signature = _ECHO.decode(body)
        except msgspec.DecodeError as error:
            raise BadMessage("the file is damaged") from error
        request = RequestReader()
        request.feed(head)
        if request.request is not None:
            return request.request, signature
    raise BadMessage("the file is no reply of the shore's")
