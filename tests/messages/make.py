"""Store the messages of the present version, once for each version: python -m tests.messages.make.

Stored messages are never made anew: they are what nodes and shores of that version sent.
"""

from dataclasses import replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared_models.clock import Clock
from shared_models.entries import GENESIS, HistoryEntry, derived_entry_id, link
from shared_models.exchange import (
    VERSION,
    Placed,
    Receipt,
    Reply,
    Request,
    Signed,
    encode_reply,
    encode_request,
    packed,
)
from shared_models.reply_frames import ReplyWriter
from shared_models.request_frames import Batch, RequestWriter, Run

HERE = Path(__file__).parent
NODE, EPOCH, YACHT = "33333333-3333-4333-8333-333333333333", "0011223344556677", "22222222-2222-4222-8222-222222222222"
CREW, CAPTAIN = "44444444-4444-4444-8444-444444444444", "55555555-5555-4555-8555-555555555555"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ITEM = derived_entry_id(NODE, EPOCH, 1)
CREATED = HistoryEntry(
    ITEM, YACHT, ITEM, NODE, EPOCH, 1, (), 0, "create_shopping_list_item",
    {"part_name": "Ölpumpe", "quantity_requested": "4.5", "source_type": "manual_add"}, CREW, "crew",
    Clock(1_800_000_000_000, 0), extra={"from_the_future": [1, "x"]},
)  # fmt: skip
APPROVED = HistoryEntry(
    derived_entry_id(NODE, EPOCH, 2), YACHT, ITEM, NODE, EPOCH, 2, (ITEM,), 0, "approve_shopping_list_item",
    {"quantity_approved": "4"}, CAPTAIN, "captain", Clock(1_800_000_060_000, 0),
)  # fmt: skip
CHAIN = link(link(GENESIS, CREATED.hash), APPROVED.hash)
DIGEST = link(link(GENESIS, CREATED.hash), APPROVED.hash)
REQUEST = Request(NODE, EPOCH, 7, DIGEST, "8899aabbccddeeff", 3, 1000, 2, number=9, asked=((EPOCH, 1, 2),))
REPLY = Reply(
    "8899aabbccddeeff", [Receipt(1, 2, 8), Receipt(3, 1, None, "its hash is wrong")],
    [Placed(8, 1), Placed(9, None, APPROVED)], 9, DIGEST, b"s" * 32, 12, True,
    {"pms_parts": [{"id": "x", "name": "Pump", "version": 2}]}, 4, 1_800_000_000_000, True,
)  # fmt: skip


def json_messages() -> tuple[bytes, bytes]:
    """Request and reply in JSON, as they travel."""
    signed = [Signed(CREATED.as_dict(), CREATED.hash, link(GENESIS, CREATED.hash)),
              Signed(APPROVED.as_dict(), APPROVED.hash, CHAIN)]  # fmt: skip
    return packed(encode_request(replace(REQUEST, entries=signed))), packed(encode_reply(REPLY))


def compact_messages() -> tuple[bytes, bytes]:
    """Request and reply in the compact form."""
    writer = RequestWriter(REQUEST, KEY.sign, 19)
    request = writer.group(Batch([CREATED, APPROVED], [Run(1, 2, b"", CHAIN[:4])], {}))
    return request, ReplyWriter(REQUEST, writer.last_signature, 9).group(REPLY, last=True)


def main() -> None:
    """Write what is not there yet."""
    for form, messages in (("json", json_messages()), ("compact", compact_messages())):
        for kind, data in zip(("request", "reply"), messages, strict=True):
            file = HERE / f"version-{VERSION}-{form}-{kind}.bin"
            if not file.exists():
                file.write_bytes(data)


if __name__ == "__main__":
    main()
