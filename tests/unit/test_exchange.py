"""Messages survive their journey, and what is no message is said to be none."""

import pytest
import zstandard

from shared_models.clock import Clock
from shared_models.entries import GENESIS, HistoryEntry, link
from shared_models.exchange import (
    MAX_MESSAGE_BYTES,
    BadMessage,
    Placed,
    Receipt,
    Reply,
    Request,
    Signed,
    decode_reply,
    decode_request,
    encode_reply,
    encode_request,
    opened,
    packed,
)

ENTRY = HistoryEntry(
    "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222",
    "11111111-1111-4111-8111-111111111111", "33333333-3333-4333-8333-333333333333", "0011223344556677", 1, (), 0,
    "create_shopping_list_item", {"part_name": "Ölpumpe", "quantity_requested": "4", "source_type": "manual_add"},
    "44444444-4444-4444-8444-444444444444", "crew", Clock(1_800_000_000_000, 0), extra={"from_the_future": [1, "x"]},
)  # fmt: skip
SIGNED = Signed(ENTRY.as_dict(), ENTRY.hash, link(GENESIS, ENTRY.hash))
REQUEST = Request(ENTRY.node_id, ENTRY.epoch, 7, GENESIS, "ab", 3, 1000, 1, entries=[SIGNED])
REPLY = Reply(
    "ab", [Receipt(1, 1, 8), Receipt(2, 1, None, "its hash is wrong")],
    [Placed(8, 1), Placed(9, None, ENTRY, SIGNED.chain)], 9, GENESIS, b"seal", 12, True,
    {"pms_parts": [{"id": "x", "version": 2}]}, 2, 1_800_000_000_000, True,
)  # fmt: skip


def test_a_request_and_a_reply_come_out_as_they_went_in() -> None:
    assert decode_request(encode_request(REQUEST)) == REQUEST
    assert decode_request(packed(encode_request(REQUEST))) == REQUEST
    assert decode_reply(packed(encode_reply(REPLY))) == REPLY


def test_an_entry_keeps_what_a_newer_version_added() -> None:
    (signed,) = decode_request(encode_request(REQUEST)).entries
    assert signed.read() == ENTRY
    assert signed.read().extra == {"from_the_future": [1, "x"]}


@pytest.mark.parametrize("field", ["payload", "actor_role", "seen", "from_the_future"])
def test_an_entry_that_was_changed_on_the_way_is_seen(field: str) -> None:
    changed = Signed({**SIGNED.entry, field: 5}, SIGNED.hash, SIGNED.chain)
    with pytest.raises(ValueError, match=r"hash is wrong|no history entry"):
        changed.read()


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>Pay here</html>", b"[]", b"{}", b'{"version": 1}', b'{"version": 99}', b"\xff\xfe", b"[" * 100_000,
     packed(b"<html>"), packed(encode_reply(REPLY))[:-3], encode_reply(REPLY)[:-3]],
)  # fmt: skip
def test_what_is_no_message_is_refused(data: bytes) -> None:
    for decode in (decode_request, decode_reply):
        with pytest.raises(BadMessage):
            decode(data)


@pytest.mark.parametrize("states_its_size", [True, False])
def test_a_bomb_is_not_unpacked(states_its_size: bool) -> None:
    bomb = zstandard.ZstdCompressor(write_content_size=states_its_size).compress(b"\0" * (MAX_MESSAGE_BYTES + 1))
    assert len(bomb) < 3000
    with pytest.raises(BadMessage):
        opened(bomb)
