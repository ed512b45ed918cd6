"""The request in the compact form (see `records`): groups of the node's own entries, each signed."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any
from uuid import UUID

import msgspec

from shared_models import columns
from shared_models.entries import HistoryEntry
from shared_models.exchange import HOURS_TOLD, KNOWN_VERSIONS, BadMessage, Hour, Piece, Request
from shared_models.records import (
    ASK,
    BROKEN,
    DIGEST_BYTES,
    ENTRIES,
    GENERATION_BYTES,
    PIECE,
    RETURNED,
    SIGN,
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

_NODE, _EPOCH = 16, 8


@dataclass(frozen=True)
class Run:
    """Consecutive seqs. `before`: the chain before the first, b"" if the shore has it; `end`: the last one's first
    4 bytes."""

    first_seq: int
    count: int
    before: bytes
    end: bytes


@dataclass(frozen=True)
class Batch:
    """The entries of one group up: runs of the node's own in its epoch, with their numbers (-seq)."""

    entries: Sequence[HistoryEntry]
    runs: Sequence[Run]
    number_of: Mapping[str, int]
    broken: Sequence[tuple[int, bytes]] = ()
    """What does not read as it was hashed: seq and bytes."""


@dataclass(frozen=True)
class Returned:
    """Part of a feed that the shore lost: the feed's digest before it, the hashes, the entries that the shore may
    take from it (by index, whole), and the seal that the shore had given for the digest at its end."""

    generation: str
    position: int
    before: bytes
    hashes: Sequence[bytes]
    entries: Sequence[HistoryEntry]
    seal: bytes


class RequestWriter:
    """Makes the groups of one request. `sign`: the node's key over a SHA-256."""

    def __init__(self, request: Request, sign: Callable[[bytes], bytes], level: int) -> None:
        self._request, self._sign, self._level = request, sign, level
        self._hash, self._packer, self._begun = hashlib.sha256(), Packer(level), False
        self.last_signature = b""

    def group(self, batch: Batch | None = None, returned: Sequence[Returned] = ()) -> bytes:
        """The next group, ready to send."""
        return self._signed(self._bodies(batch, returned, self._packer))

    def whole(self, batch: Batch | None = None, returned: Sequence[Returned] = ()) -> bytes:
        """What a group would carry, packed by itself, and the same whenever it is made: to be sent in pieces."""
        alone = None if batch is None else replace(batch, number_of={})
        return self._bodies(alone, returned, Packer(self._level))

    def piece(self, piece: Piece) -> bytes:
        """The next group, which carries a piece."""
        return self._signed(piece_record(piece))

    def _bodies(self, batch: Batch | None, returned: Sequence[Returned], packer: Packer) -> bytes:
        out, own = b"", (self._request.node_id, self._request.epoch)
        if batch is not None and batch.entries:
            numbers = [-entry.seq for entry in batch.entries]
            packed = columns.pack(batch.entries, numbers, batch.number_of, {}, own=own)
            runs = [(run.first_seq, run.count, run.before, run.end) for run in batch.runs]
            out += record(ENTRIES, packer.pack(pack((runs, packed))))
        if batch is not None and batch.broken:
            out += record(BROKEN, packer.pack(pack(list(batch.broken))))
        for part in returned:
            packed = columns.pack(part.entries, [*range(1, len(part.entries) + 1)], {}, {})
            fields = (part.generation, part.position, part.before, list(part.hashes), packed, part.seal)
            out += record(RETURNED, packer.pack(pack(fields)))
        return out

    def _signed(self, bodies: bytes) -> bytes:
        out = bodies if self._begun else head_of(self._request) + bodies
        self._begun = True
        self._hash.update(out)
        self.last_signature = self._sign(self._hash.digest())
        signed = record(SIGN, self.last_signature)
        self._hash.update(signed)
        return out + signed


def head_of(request: Request) -> bytes:
    """The first record, and the questions if there are any."""
    body = UUID(request.node_id).bytes + bytes.fromhex(request.epoch)
    body += bytes.fromhex(request.generation or "00" * GENERATION_BYTES) + request.digest[:DIGEST_BYTES]
    for number in (request.number, request.position, request.reference_version, request.wanted_bytes, request.backlog):
        body += varint(number)
    asked: dict[str, Any] = {}
    if request.asked:
        asked["asked"] = list(request.asked)
    if request.probes:
        asked["probes"] = list(request.probes)
    if request.offers:
        asked["offers"] = list(request.offers)
    if request.ahead is not None:
        asked["ahead"] = request.ahead
    if request.ahead_until:
        asked["ahead_until"] = request.ahead_until
    if request.piece is not None:
        asked["piece"] = request.piece
    if request.hours:
        asked["hours"] = list(request.hours)
    asked |= {name: True for name in ("whole", "by_file") if getattr(request, name)}
    return record(request.version, body) + (record(ASK, pack(asked)) if asked else b"")


def _read_head(version: int, body: bytes) -> Request:
    fixed = _NODE + _EPOCH + GENERATION_BYTES + DIGEST_BYTES
    numbers, at = [], fixed
    for _ in range(5):
        value, at = read_varint(body, at)
        numbers.append(value)
    node, rest = body[:_NODE], body[_NODE:fixed]
    generation = rest[_EPOCH : _EPOCH + GENERATION_BYTES]
    return Request(
        node_id=str(UUID(bytes=node)), epoch=rest[:_EPOCH].hex(),
        generation=generation.hex() if any(generation) else "", digest=rest[-DIGEST_BYTES:], number=numbers[0],
        position=numbers[1], reference_version=numbers[2], wanted_bytes=numbers[3], backlog=numbers[4],
        version=version,
    )  # fmt: skip


class _Ask(msgspec.Struct):
    asked: list[tuple[str, int, int]] = []
    probes: list[tuple[int, bytes]] = []
    offers: list[bytes] = []
    ahead: str | None = None
    ahead_until: int = 0
    whole: bool = False
    by_file: bool = False
    piece: tuple[bytes, int] | None = None
    hours: Annotated[list[Hour], msgspec.Meta(max_length=HOURS_TOLD)] = []


_ASK = msgspec.msgpack.Decoder(_Ask)
_ENTRIES = msgspec.msgpack.Decoder(tuple[list[tuple[int, int, bytes, bytes]], bytes])
_BROKEN = msgspec.msgpack.Decoder(list[tuple[int, bytes]])
_RETURNED = msgspec.msgpack.Decoder(tuple[str, int, bytes, list[bytes], bytes, bytes])


@dataclass
class Group:
    """A signed group of a request, its bodies not opened yet: first see who signed it."""

    request: Request
    digest: bytes
    signature: bytes
    records: list[tuple[int, bytes]]
    opener: Opener
    _opened: dict[int, list[Any]] = field(default_factory=dict)

    @property
    def pieces(self) -> list[Piece]:
        """What it carries of something larger. Raises BadMessage."""
        return [read_piece(body) for kind, body in self.records if kind == PIECE]

    def completed(self, whole: bytes) -> "Group":
        """The group as if it carried what is whole now. Raises BadMessage."""
        group = replace(self, records=records_of(whole), opener=Opener(), _opened={})
        group.open()
        return group

    def entries(self, yacht_id: str) -> list[tuple[list[Run], columns.Packed]]:
        """The runs of seq, and the entries' columns."""
        own = (self.request.node_id, self.request.epoch)
        found = []
        for runs, packed in self._bodies(ENTRIES):
            found.append(([Run(*run) for run in runs], unpacked(packed, yacht_id, own)))
        return found

    def broken(self) -> list[tuple[int, bytes]]:
        """What the node itself cannot read."""
        return [pair for body in self._bodies(BROKEN) for pair in body]

    def returned(self, yacht_id: str) -> list[tuple[Returned, columns.Packed]]:
        """Parts of a feed that the shore lost; the entries are in the columns."""
        found = []
        for generation, position, before, hashes, packed, seal in self._bodies(RETURNED):
            part = Returned(generation, position, before, hashes, (), seal)
            found.append((part, unpacked(packed, yacht_id, None)))
        return found

    def open(self) -> None:
        """Unpack the bodies, in order. Raises BadMessage."""
        decoders: dict[int, Any] = {ENTRIES: _ENTRIES, BROKEN: _BROKEN, RETURNED: _RETURNED}
        try:
            for kind, body in self.records:
                if kind in decoders:
                    self._opened.setdefault(kind, []).append(decoders[kind].decode(self.opener.open(body)))
        except (msgspec.DecodeError, RecursionError) as error:
            raise BadMessage("a record is not what it should be") from error

    def _bodies(self, kind: int) -> list[Any]:
        return self._opened.get(kind, [])


@dataclass
class RequestReader:
    """Reads a request as it arrives."""

    request: Request | None = None
    _records: Records = field(default_factory=Records)
    _hash: Any = field(default_factory=hashlib.sha256)
    _opener: Opener = field(default_factory=Opener)
    _pending: list[tuple[int, bytes]] = field(default_factory=list)
    last_signature: bytes = b""

    def feed(self, data: bytes) -> list[Group]:
        """The groups that are whole by now. Raises BadMessage."""
        groups = []
        for kind, body, raw in self._records.feed(data):
            if self.request is None:
                if kind not in KNOWN_VERSIONS:
                    raise BadMessage("the message is of no version known here")
                try:
                    self.request = _read_head(kind, body)
                except (IndexError, ValueError) as error:
                    raise BadMessage("the head is incomplete") from error
            elif kind == ASK:
                self._ask(body)
            elif kind == SIGN:
                groups.append(Group(self.request, self._hash.digest(), body, self._pending, self._opener))
                self._pending, self.last_signature = [], body
            else:
                self._pending.append((kind, body))
            self._hash.update(raw)
        return groups

    def _ask(self, body: bytes) -> None:
        assert self.request is not None
        try:
            asked = _ASK.decode(body)
        except (msgspec.DecodeError, RecursionError) as error:
            raise BadMessage("the questions cannot be read") from error
        self.request = replace(self.request, **{name: getattr(asked, name) for name in _Ask.__struct_fields__})
