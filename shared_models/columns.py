"""A batch of history entries as bytes, and the dictionary they are compressed with. Pure."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
import zstandard

from shared_models.entries import HistoryEntry, entry_from


@cache
def dictionary() -> zstandard.ZstdCompressionDict:
    """What both sides know beforehand of how entries look."""
    words = b"create_shopping_list_item approve_shopping_list_item quantity_requested part_name manual_add"
    return zstandard.ZstdCompressionDict(words, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


def pack(
    entries: Sequence[HistoryEntry], numbers: Sequence[int], number_of: Mapping[str, int], people: Mapping[str, int], *,
    own: tuple[str, str] | None = None,
) -> bytes:  # fmt: skip
    """The entries as bytes."""
    return msgspec.msgpack.encode([entry.as_dict() for entry in entries])


class Packed:
    """Entries that still name others by their numbers."""

    def __init__(self, raw: list[dict[str, Any]]) -> None:
        self.raw, self.count = raw, len(raw)
        self.needed: frozenset[int] = frozenset()
        self.needed_people: frozenset[int] = frozenset()

    def entries(self, ids: Mapping[int, str], people: Mapping[int, str]) -> list[HistoryEntry]:
        """The entries. Raises ValueError."""
        try:
            return [entry_from(one) for one in self.raw]
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("they are no entries") from error


def unpack(data: bytes, yacht_id: str, own: tuple[str, str] | None) -> Packed:
    """The entries, not yet put together. Raises ValueError."""
    try:
        return Packed(msgspec.msgpack.decode(data, type=list[dict[str, Any]]))
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError("they cannot be read") from error
