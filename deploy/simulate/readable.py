"""What can be read in a message, whoever reads it: its text without compression."""

from dataclasses import dataclass, field

from shared_models.exchange import BadMessage, mark_of
from shared_models.records import (
    AHEAD,
    BROKEN,
    ENTRIES,
    FEED,
    LACKS,
    PIECE,
    RECEIPTS,
    REFERENCE,
    RETURNED,
    Opener,
    Records,
    read_piece,
    records_of,
)

_PACKED = (ENTRIES, BROKEN, RETURNED, RECEIPTS, REFERENCE, AHEAD, FEED, LACKS)


@dataclass
class Readable:
    """Reads messages; of what travels in pieces it keeps the pieces until it is whole."""

    _pieces: dict[bytes, bytes] = field(default_factory=dict)

    def of(self, message: bytes) -> bytes:
        """A message as it is, and after that what is packed in it."""
        found, opener = [message], Opener()
        try:
            for kind, body, _ in Records().feed(message):
                if kind in _PACKED:
                    found.append(opener.open(body))
                elif kind == PIECE:
                    found.append(self._of_piece(body))
        except BadMessage:
            pass  # JSON, a refusal, or damaged from here on
        return b"\n".join(found)

    def _of_piece(self, body: bytes) -> bytes:
        piece = read_piece(body)
        before = self._pieces.get(piece.mark, b"")
        whole = before[: piece.at] + piece.part if piece.at <= len(before) else before
        self._pieces[piece.mark] = whole
        if len(whole) < piece.total or mark_of(whole) != piece.mark:
            return b""
        opener = Opener()
        return b"\n".join(opener.open(packed) for kind, packed in records_of(whole) if kind in _PACKED)
