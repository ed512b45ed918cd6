"""The exchange (sync.md §3): what one POST /v1/sync carries up and down, and its JSON form.

A sync message is decided without I/O; encoding, transport and time are the edges' business. Whatever does
not parse raises `BadMessage` and changes nothing. The compact form of the same messages is in `frames`.

Versions: 1, November 2026, JSON, one request and one reply. 2, November 2026: also the compact form, in groups that
take effect as they arrive; questions about what arrived, where two histories part, and open items ahead of the feed.
"""

import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple

import zstandard
from msgspec import Meta

from shared_models.entries import GENESIS, HistoryEntry, canonical_json, entry_from
from shared_models.measured import BUCKETS_MS

VERSION = 2
HOURS_TOLD = 48
"""How long an hour's figures wait for an exchange."""
_COUNT = Meta(ge=0, lt=2**31)
MOST_ASKED = 20_000
"""Entries asked about in one exchange."""
GROWTH = 1.25
"""Each next group is larger by that much, as the link seems to hold; both ways."""
LARGEST_WHOLE_BYTES = 1_000_000
"""Of what travels in pieces: so much is kept at most, on either side, until it is whole."""
PROBE_BYTES = 8
"""Of a digest or a hash that is only compared: its beginning."""
SAME_ID = "its id stands for another entry, which came first"
COPY = "another copy of this node recorded something else under its number"
KNOWN_VERSIONS = (1, 2, 3)
"""The last is one that is not made yet: it may add to a message, not change what is there."""
SHORTEST_DIGEST_BYTES = 16
MAX_MESSAGE_BYTES = 8_000_000
MAX_ENTRIES = 2_000
PACKED = {"content-encoding": "zstd", "accept-encoding": "zstd"}
_LEVEL = 6
_NAME = re.compile(r"[0-9a-f-]{0,36}")


class BadMessage(ValueError):
    """What came is no message of this exchange."""


@dataclass(frozen=True)
class Signed:
    """An entry on the wire, with the hash and the chain value that its author claims."""

    entry: Mapping[str, Any]
    hash: bytes
    chain: bytes

    def read(self) -> HistoryEntry:
        """The entry. Raises ValueError if it is none, or not the one that was hashed."""
        try:
            entry = entry_from(self.entry)
            entry_hash = entry.hash
        except (KeyError, TypeError, AttributeError, UnicodeError, RecursionError) as error:
            raise ValueError("it is no history entry") from error
        if entry_hash != self.hash:
            raise ValueError("its hash is wrong")
        return entry


class Hour(NamedTuple):
    """How people's requests on board went in an hour (see `measured`). `hour`: whole hours since 1970."""

    hour: Annotated[int, _COUNT]
    requests: Annotated[int, _COUNT]
    refused: Annotated[int, _COUNT]
    failed: Annotated[int, _COUNT]
    times: Annotated[list[Annotated[int, _COUNT]], Meta(min_length=len(BUCKETS_MS) + 1, max_length=len(BUCKETS_MS) + 1)]


@dataclass(frozen=True)
class Request:
    """What a node says: where it stands in the feed, what the shore has not confirmed, how much it wants.

    `digest` may be cut to its first 16 bytes. `number` counts the node's exchanges within its epoch: the shore takes
    each once, so that a request sent again by somebody else does nothing, and a copy of the node is seen.
    """

    node_id: str
    epoch: str
    position: int
    digest: bytes
    generation: str
    reference_version: int
    wanted_bytes: int = 0
    """At most so much comes back; 0: as the shore likes."""
    backlog: int = 0
    number: int = 0
    asked: Sequence[tuple[str, int, int]] = ()
    """Runs (epoch, first seq, count) that were sent before, or are of an epoch that is over: which are durable?"""
    probes: Sequence[tuple[int, bytes]] = ()
    """Positions and the node's digests there (their beginnings): which is the last that agrees?"""
    offers: Sequence[bytes] = ()
    """The beginnings of hashes of entries that were in the feed once: which does the shore lack?"""
    ahead: str | None = None
    """A new node's place among the open items that come before the feed: the last item's id, "" at the start."""
    ahead_until: int = 0
    """The feed's last position when the open items were begun; entries after it come by the feed alone."""
    whole: bool = False
    """Send every entry whole, also those that should be here."""
    piece: tuple[bytes, int] | None = None
    """The mark of what came down in part, and how many bytes of it are here; None: nothing is half here."""
    by_file: bool = False
    """It travels as a file: it may come late, twice or never."""
    hours: Sequence[Hour] = ()
    """Those that are over and that the shore has not been told of."""
    entries: Sequence[Signed] = ()
    version: int = VERSION


@dataclass(frozen=True)
class Receipt:
    """A run of the node's seq that is durable ashore. `position` is that of the first; None: quarantined."""

    first_seq: int
    count: int
    position: int | None
    reason: str | None = None
    check: bytes = b""
    """Of a run that was asked about: see `check_of`, so that a copy's entries are seen."""
    epoch: str = ""
    """"": the request's."""


def check_of(hashes: bytes) -> bytes:
    """8 bytes that stand for the entries of a run: of their hashes, one after the other, the SHA-256's beginning."""
    return hashlib.sha256(hashes).digest()[:8]


@dataclass(frozen=True)
class Piece:
    """A part of what one connection does not carry: the bytes from `at` on of `total`, which `mark` names."""

    mark: bytes
    total: int
    at: int
    part: bytes

    @property
    def end(self) -> int:
        """Where the next piece begins."""
        return self.at + len(self.part)


def mark_of(whole: bytes) -> bytes:
    """What names a run of bytes in its pieces: its SHA-256's beginning."""
    return hashlib.sha256(whole).digest()[:PROBE_BYTES]


def pieces_of(whole: bytes, held: tuple[bytes, int] | None, size_bytes: int) -> list[Piece]:
    """What is left to send of it, in pieces, if the other side holds that much of what a mark names."""
    mark = mark_of(whole)
    start = held[1] if held is not None and held[0] == mark else 0
    return [Piece(mark, len(whole), at, whole[at : at + size_bytes]) for at in range(start, len(whole), size_bytes)]


@dataclass(frozen=True)
class Placed:
    """The feed's entry at a position: whole, or the seq of one that the node recorded itself, or neither, if the
    node has it from the open items that came ahead. `chain`: the author's, None: to be computed."""

    position: int
    seq: int | None = None
    entry: HistoryEntry | None = None
    chain: bytes | None = None


@dataclass(frozen=True)
class Reply:
    """What the shore answers; a long answer is a run of these, each complete in itself."""

    generation: str
    receipts: Sequence[Receipt]
    feed: Sequence[Placed]
    position: int
    """The last position in `feed`, or the request's."""
    digest: bytes
    """The digest at `position`."""
    seal: bytes
    head: int
    """The feed's last position ashore."""
    more: bool = False
    """Whether there is more to fetch: feed or reference rows."""
    reference: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    reference_version: int = 0
    server_time_ms: int = 0
    digest_matches: bool = True
    agreed: int = 0
    """Of the positions asked about, the last at which both sides hold the same; 0 if none."""
    lacks: Sequence[int] | None = None
    """Which of the offers the shore has not, by index; None if there were none."""
    stale: bool = False
    """Another has spoken with this epoch since: the node is a copy, or was restored, and draws a new epoch."""
    ahead: Sequence[Placed] | None = None
    """Entries of open items, at their places in the feed, before the feed gets there; None: it is no turn of theirs."""
    ahead_cursor: str | None = None
    """The last item in `ahead`; None when there are no more."""
    ahead_until: int = 0
    enabled: bool = True
    """The feature's rollout on this yacht."""
    held: tuple[bytes, int] | None = None
    """The mark of what the node brought in part, and how many bytes of it are ashore."""
    receipts_follow: bool = False
    """There are more receipts than these: what is not among them may be ashore all the same."""
    piece: Piece | None = None
    """In place of feed, open items and reference rows: a part of these; the reply's other fields hold once it is
    whole."""
    position_of: Mapping[str, int] = field(default_factory=dict)
    """Positions of the entries that those in the reply mention; for the compact form, it does not travel."""
    version: int = VERSION


def packed(data: bytes) -> bytes:
    """A message as it travels: a zstd frame (RFC 8878)."""
    return zstandard.ZstdCompressor(level=_LEVEL, write_content_size=False).compress(data)


def opened(data: bytes) -> bytes:
    """A message that may be packed, as it was. Raises BadMessage, also for one that would grow too large.

    The size that a frame declares is not trusted: it is read piece by piece up to the limit.
    """
    if not data.startswith(zstandard.FRAME_HEADER):
        return data
    try:
        with zstandard.ZstdDecompressor(max_window_size=2**23).stream_reader(io.BytesIO(data)) as reader:
            plain = reader.read(MAX_MESSAGE_BYTES + 1)
    except zstandard.ZstdError as error:
        raise BadMessage("the message cannot be unpacked") from error
    if len(plain) > MAX_MESSAGE_BYTES:
        raise BadMessage("the message is too large")
    return plain


def _signed_out(signed: Signed) -> dict[str, Any]:
    return {"entry": dict(signed.entry), "hash": signed.hash.hex(), "chain": signed.chain.hex()}


def _placed_out(placed: Placed) -> dict[str, Any]:
    if placed.entry is None:
        return {"position": placed.position, "seq": placed.seq}
    signed = Signed(placed.entry.as_dict(), placed.entry.hash, placed.chain or b"")
    return {"position": placed.position, **_signed_out(signed)}


def _placed_in(raw: Mapping[str, Any]) -> Placed:
    if "entry" not in raw:
        return Placed(_whole(raw["position"]), _whole(raw["seq"]))
    signed = _signed_in(raw)
    return Placed(_whole(raw["position"]), None, signed.read(), signed.chain or None)


def _signed_in(raw: Mapping[str, Any]) -> Signed:
    entry = raw["entry"]
    if not isinstance(entry, dict):
        raise BadMessage("an entry is an object")
    return Signed(entry, bytes.fromhex(raw["hash"]), bytes.fromhex(raw["chain"]))


def encode_request(request: Request) -> bytes:
    """The request as JSON."""
    body: dict[str, Any] = {
        "version": request.version, "node_id": request.node_id, "epoch": request.epoch,
        "position": request.position, "digest": request.digest.hex(), "generation": request.generation,
        "reference_version": request.reference_version, "wanted_bytes": request.wanted_bytes,
        "backlog": request.backlog, "entries": [_signed_out(signed) for signed in request.entries],
        "number": request.number, "asked": [list(run) for run in request.asked],
    }  # fmt: skip
    return canonical_json(body).encode()


def encode_reply(reply: Reply) -> bytes:
    """The reply as JSON."""
    feed = [_placed_out(placed) for placed in reply.feed]
    receipts = [
        {
            "first_seq": r.first_seq,
            "count": r.count,
            "position": r.position,
            "reason": r.reason,
            "epoch": r.epoch,
            "check": r.check.hex(),
        }
        for r in reply.receipts
    ]
    body = {
        "version": reply.version, "generation": reply.generation, "receipts": receipts, "feed": feed,
        "position": reply.position, "digest": reply.digest.hex(), "seal": reply.seal.hex(), "head": reply.head,
        "reference": {name: list(rows) for name, rows in reply.reference.items()},
        "reference_version": reply.reference_version, "server_time_ms": reply.server_time_ms,
        "digest_matches": reply.digest_matches, "more": reply.more, "stale": reply.stale,
        "enabled": reply.enabled,
    }  # fmt: skip
    return canonical_json(body).encode()


def _parsed(data: bytes) -> dict[str, Any]:
    data = opened(data)
    if len(data) > MAX_MESSAGE_BYTES:
        raise BadMessage("the message is too large")
    try:
        body = json.loads(data.decode("utf-8", "strict"))
    except (ValueError, RecursionError) as error:
        raise BadMessage("the message is not JSON") from error
    if not isinstance(body, dict) or body.get("version") not in KNOWN_VERSIONS:
        raise BadMessage("the message is of no version known here")
    return body


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**62:
        raise BadMessage("a count is a whole number")
    return value


def _name(value: object) -> str:
    """A node's id, an epoch or a generation: hexadecimal digits and dashes."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise BadMessage("a name is hexadecimal digits and dashes")
    return value


def _digest(text: object) -> bytes:
    raw = bytes.fromhex(str(text))
    if not SHORTEST_DIGEST_BYTES <= len(raw) <= len(GENESIS):
        raise BadMessage("a digest has 16 to 32 bytes")
    return raw


def _run(raw: Sequence[object]) -> tuple[str, int, int]:
    epoch, first, count = raw
    return _name(epoch), _whole(first), _whole(count)


def decode_request(data: bytes) -> Request:
    """The request of `encode_request`. Raises BadMessage."""
    body = _parsed(data)
    try:
        if len(body["entries"]) > MAX_ENTRIES:
            raise BadMessage(f"at most {MAX_ENTRIES} entries go in one exchange")
        return Request(
            node_id=_name(body["node_id"]), epoch=_name(body["epoch"]), position=_whole(body["position"]),
            digest=_digest(body["digest"]), generation=_name(body["generation"]),
            reference_version=_whole(body["reference_version"]), wanted_bytes=_whole(body["wanted_bytes"]),
            backlog=_whole(body.get("backlog", 0)), entries=[_signed_in(raw) for raw in body["entries"]],
            number=_whole(body.get("number", 0)), asked=tuple(_run(run) for run in body.get("asked", ())),
            version=body["version"],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadMessage("the request is incomplete") from error


def decode_reply(data: bytes) -> Reply:
    """The reply of `encode_reply`. Raises BadMessage, as for a captive portal's page."""
    body = _parsed(data)
    try:
        receipts = [
            Receipt(
                r["first_seq"],
                r["count"],
                r["position"],
                r.get("reason"),
                bytes.fromhex(r.get("check", "")),
                r.get("epoch", ""),
            )
            for r in body["receipts"]
        ]
        return Reply(
            generation=str(body["generation"]), receipts=receipts, feed=[_placed_in(raw) for raw in body["feed"]],
            position=_whole(body["position"]), digest=_digest(body["digest"]), seal=bytes.fromhex(body["seal"]),
            head=_whole(body["head"]), reference=body["reference"],
            reference_version=_whole(body["reference_version"]), server_time_ms=_whole(body["server_time_ms"]),
            digest_matches=bool(body["digest_matches"]), more=bool(body.get("more")), stale=bool(body.get("stale")),
            enabled=bool(body.get("enabled", True)),
            version=body["version"],
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadMessage("the reply is incomplete") from error
