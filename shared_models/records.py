"""The exchange in its compact form: a run of records, in groups that take effect as they arrive.

    record  = kind (1 byte), length (varint), body
    request = HEAD [ASK] [ENTRIES|BROKEN|RETURNED …] SIGN, then more groups of ENTRIES … SIGN
    reply   = STATUS [RECEIPTS] [REFERENCE] [AHEAD] [FEED] [LACKS] CHECK, then more groups, the last one ended by LAST
    PIECE   = mark (8 bytes), total (varint), at (varint), bytes: of a group's records that no connection carries
    HELD    = mark (8 bytes), how many bytes of these are ashore (varint)

SIGN is the node's Ed25519 signature (RFC 8032) over the SHA-256 of every byte before it; CHECK and LAST are 8 bytes of
the same over the reply, begun with the request's last signature, so that a reply belongs to its request. A cut loses
the group that it falls into and nothing before it. Large bodies are one zstd stream (RFC 8878) with the dictionary of
`columns`, flushed at the end of each group; what travels in pieces is a stream of its own, the same each time it is
made, so that the next connection goes on where the last one broke. The kind of the first record is the version; a newer
version may add kinds of records and bytes at the end of a body, which are passed over.
"""

import msgspec
import zstandard

from shared_models import columns
from shared_models.exchange import LARGEST_WHOLE_BYTES, MAX_MESSAGE_BYTES, PROBE_BYTES, BadMessage, Piece

ASK, ENTRIES, BROKEN, RETURNED, SIGN = 0x10, 0x11, 0x12, 0x13, 0x1F
RECEIPTS, REFERENCE, AHEAD, FEED, LACKS, ECHO, HELD, LAST, CHECK = 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2E, 0x2F
PIECE = 0x30
CHECK_BYTES, DIGEST_BYTES, SEAL_BYTES, GENERATION_BYTES = 8, 16, 32, 8
LONGEST_BYTES = 64_000_000
_SLICE_BYTES = 64
"""What is unpacked at once: a zstd block of 4 bytes may stand for 128 kB, so that the limit is checked often."""

pack = msgspec.msgpack.Encoder().encode


def varint(value: int) -> bytes:
    """A whole number in groups of 7 bits, the lowest first (LEB128)."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def read_varint(data: bytes | bytearray, at: int) -> tuple[int, int]:
    """The number at `at` and where it ends. Raises IndexError if it is cut off, BadMessage if it is too long."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise BadMessage("a number is too long")


def record(kind: int, body: bytes) -> bytes:
    """A record as it travels."""
    return bytes([kind]) + varint(len(body)) + body


def piece_record(piece: Piece) -> bytes:
    """A piece as it travels; it is packed already."""
    return record(PIECE, piece.mark + varint(piece.total) + varint(piece.at) + piece.part)


def read_piece(body: bytes) -> Piece:
    """The piece in a record. Raises BadMessage."""
    try:
        total, at = read_varint(body, PROBE_BYTES)
        start, at = read_varint(body, at)
    except IndexError as error:
        raise BadMessage("a piece is incomplete") from error
    piece = Piece(body[:PROBE_BYTES], total, start, body[at:])
    if not (piece.part and piece.end <= total <= LARGEST_WHOLE_BYTES):
        raise BadMessage("a piece is too large")
    return piece


class Packer:
    """One zstd stream that is flushed at the end of each body."""

    def __init__(self, level: int) -> None:
        parameters = zstandard.ZstdCompressionParameters.from_level(
            level, write_content_size=False, write_checksum=False, write_dict_id=False,
            format=zstandard.FORMAT_ZSTD1_MAGICLESS,
        )  # fmt: skip
        self._stream = zstandard.ZstdCompressor(
            compression_params=parameters, dict_data=columns.dictionary()
        ).compressobj()

    def pack(self, body: bytes) -> bytes:
        """The next body as it travels."""
        return self._stream.compress(body) + self._stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


class Opener:
    """The other end of `Packer`; what a frame declares of its size is not trusted."""

    def __init__(self) -> None:
        self._stream = zstandard.ZstdDecompressor(
            dict_data=columns.dictionary(), max_window_size=2**23, format=zstandard.FORMAT_ZSTD1_MAGICLESS
        ).decompressobj()

    def open(self, body: bytes) -> bytes:
        """The next body as it was. Raises BadMessage, also for one that would grow too large."""
        plain = bytearray()
        try:
            for start in range(0, len(body), _SLICE_BYTES):
                plain += self._stream.decompress(body[start : start + _SLICE_BYTES])
                if len(plain) > MAX_MESSAGE_BYTES:
                    raise BadMessage("the message is too large")
        except zstandard.ZstdError as error:
            raise BadMessage("the message cannot be unpacked") from error
        return bytes(plain)


def unpacked(data: bytes, yacht_id: str, own: tuple[str, str] | None) -> columns.Packed:
    """Entries as columns, not yet put together. Raises BadMessage."""
    try:
        return columns.unpack(data, yacht_id, own)
    except ValueError as error:
        raise BadMessage("the entries cannot be read") from error


def records_of(whole: bytes) -> list[tuple[int, bytes]]:
    """The records that came in pieces: kind and body. Raises BadMessage."""
    records = Records()
    found = [(kind, body) for kind, body, _ in records.feed(whole)]
    if records.is_within:
        raise BadMessage("what came in pieces is not whole")
    return found


class Records:
    """Cuts a stream of bytes into records."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.total_bytes = 0

    @property
    def is_within(self) -> bool:
        """Whether a record has begun and is not whole."""
        return bool(self._held)

    def feed(self, data: bytes) -> list[tuple[int, bytes, bytes]]:
        """The records that are whole by now: kind, body, and the record as it came."""
        self.total_bytes += len(data)
        if self.total_bytes > LONGEST_BYTES:
            raise BadMessage("the message is too long")
        self._held += data
        found, at = [], 0
        while at < len(self._held):
            try:
                length, start = read_varint(self._held, at + 1)
            except IndexError:
                break
            if length > MAX_MESSAGE_BYTES:
                raise BadMessage("the message is too large")
            if start + length > len(self._held):
                break
            found.append((self._held[at], bytes(self._held[start : start + length]),
                          bytes(self._held[at : start + length])))  # fmt: skip
            at = start + length
        del self._held[:at]
        return found
