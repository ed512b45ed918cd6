"""What a node or a shore of any version sent is read today, and what a next one adds is passed over."""

from dataclasses import replace
from pathlib import Path

import pytest
import zstandard

import shared_models.reply_frames as down
import shared_models.request_frames as up
from shared_models import columns
from shared_models.entries import HistoryEntry
from shared_models.exchange import (
    LARGEST_WHOLE_BYTES,
    BadMessage,
    Reply,
    Request,
    decode_reply,
    decode_request,
    mark_of,
    pieces_of,
)
from shared_models.records import ENTRIES, LONGEST_BYTES, read_piece, record, varint
from shared_models.reply_frames import ReplyReader, ReplyWriter
from shared_models.request_frames import RequestReader, RequestWriter
from tests.messages import make

JSON = sorted(make.HERE.glob("version-*-json-request.bin"))
COMPACT = sorted(make.HERE.glob("version-*-compact-request.bin"))


def replies(file: Path) -> bytes:
    return file.with_name(file.name.replace("request", "reply")).read_bytes()


def read(request: bytes) -> list[HistoryEntry]:
    """The entries of a compact request."""
    entries = []
    for group in RequestReader().feed(request):
        make.KEY.public_key().verify(group.signature, group.digest)
        group.open()
        for _, packed in group.entries(make.YACHT):
            entries += packed.entries({}, {})
    return entries


def same(reply: Reply) -> None:
    assert [(r.first_seq, r.count, r.position, r.reason) for r in reply.receipts] == [
        (1, 2, 8, None), (3, 1, None, "its hash is wrong"),
    ]  # fmt: skip
    assert [(p.position, p.seq) for p in reply.feed] == [(8, 1), (9, None)]
    assert reply.feed[1].entry == make.APPROVED
    assert (reply.position, reply.head, reply.more, reply.reference_version) == (9, 12, True, 4)
    assert make.DIGEST.startswith(reply.digest)
    assert reply.reference["pms_parts"][0]["name"] == "Pump"


@pytest.mark.parametrize("file", JSON, ids=lambda file: file.stem)
def a_stored_json_exchange_is_read(file: Path) -> None:
    request = decode_request(file.read_bytes())
    assert [signed.read() for signed in request.entries] == [make.CREATED, make.APPROVED]
    assert (request.node_id, request.epoch, request.position) == (make.NODE, make.EPOCH, 7)
    same(decode_reply(replies(file)))


@pytest.mark.parametrize("file", COMPACT, ids=lambda file: file.stem)
def a_stored_compact_exchange_is_read(file: Path) -> None:
    data = file.read_bytes()
    reader = RequestReader()
    assert reader.feed(data)
    assert reader.request is not None
    assert (reader.request.node_id, reader.request.number, reader.request.asked) == (make.NODE, 9, [(make.EPOCH, 1, 2)])
    assert read(data) == [make.CREATED, make.APPROVED]
    (group,) = ReplyReader(make.REQUEST, reader.last_signature, make.YACHT).feed(replies(file))
    assert group.is_last
    same(group.read(dict.fromkeys(group.needed, make.ITEM)))


def every_version_is_stored_in_each_of_its_forms() -> None:
    assert {file.name.split("-")[1] for file in JSON} == {"1", "2"}
    assert {file.name.split("-")[1] for file in COMPACT} == {"2"}


def what_the_next_version_adds_is_passed_over_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer node's head is longer and has a record of a new kind; a newer shore's reply likewise."""
    newer_head, newer_status = up.head_of, down.ReplyWriter._status

    def longer_head(request: Request) -> bytes:
        data = newer_head(request)
        length = data[1]
        return data[:1] + bytes([length + 3]) + data[2 : 2 + length] + b"new" + record(0x1A, b"?") + data[2 + length :]

    def longer_status(self: ReplyWriter, reply: Reply) -> bytes:
        data = newer_status(self, reply)
        return data[:1] + bytes([data[1] + 2]) + data[2:] + b"!!" + record(0x3A, b"?")

    monkeypatch.setattr(up, "head_of", longer_head)
    monkeypatch.setattr(down.ReplyWriter, "_status", longer_status)
    request = replace(make.REQUEST, version=3)
    writer = RequestWriter(request, make.KEY.sign, 3)
    body = writer.group(up.Batch([make.CREATED], [up.Run(1, 1, b"", make.CHAIN[:4])], {}))
    assert body[0] == 3
    assert read(body) == [make.CREATED]
    answer = ReplyWriter(request, writer.last_signature, 3).group(replace(make.REPLY, version=3), last=True)
    (group,) = ReplyReader(request, writer.last_signature, make.YACHT).feed(answer)
    same(group.read(dict.fromkeys(group.needed, make.ITEM)))
    with pytest.raises(BadMessage, match="no version known"):
        RequestReader().feed(b"\x04" + body[1:])


def a_flipped_bit_anywhere_in_a_reply_is_seen() -> None:
    writer = RequestWriter(make.REQUEST, make.KEY.sign, 3)
    writer.group()
    good = ReplyWriter(make.REQUEST, writer.last_signature, 3).group(make.REPLY, last=True)
    for at in range(len(good)):
        bad = good[:at] + bytes([good[at] ^ 4]) + good[at + 1 :]
        reader = ReplyReader(make.REQUEST, writer.last_signature, make.YACHT)
        try:
            groups = reader.feed(bad)
        except BadMessage:
            continue
        assert not groups, at


def a_reply_to_another_request_is_seen() -> None:
    writer, other = RequestWriter(make.REQUEST, make.KEY.sign, 3), RequestWriter(make.REQUEST, make.KEY.sign, 3)
    writer.group()
    other.group()
    other.group()
    answer = ReplyWriter(make.REQUEST, other.last_signature, 3).group(make.REPLY, last=True)
    with pytest.raises(BadMessage):
        ReplyReader(make.REQUEST, writer.last_signature, make.YACHT).feed(answer)


def a_bomb_in_a_signed_group_is_not_unpacked() -> None:
    plain = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters.from_level(
            3, write_content_size=False, write_checksum=False, write_dict_id=False,
            format=zstandard.FORMAT_ZSTD1_MAGICLESS,
        ), dict_data=columns.dictionary(),
    ).compress(b"\0" * 100_000_000)  # fmt: skip
    assert len(plain) < LONGEST_BYTES / 1000
    writer = RequestWriter(make.REQUEST, make.KEY.sign, 3)
    head = writer.group()[:-66]
    (group,) = RequestReader().feed(head + record(ENTRIES, plain) + record(0x1F, bytes(64)))
    with pytest.raises(BadMessage, match="too large"):
        group.open()


def what_is_sent_in_pieces_is_the_same_each_time_and_reads_as_if_it_had_come_whole() -> None:
    batch = up.Batch([make.CREATED], [up.Run(1, 1, b"", make.CHAIN[:4])], {})
    writer = RequestWriter(make.REQUEST, make.KEY.sign, 19)
    whole = writer.whole(batch)
    assert whole == RequestWriter(make.REQUEST, make.KEY.sign, 19).whole(batch)
    body = b"".join(writer.piece(piece) for piece in pieces_of(whole, None, 20))
    groups = RequestReader().feed(body)
    assert b"".join(piece.part for group in groups for piece in group.pieces) == whole
    ((_, packed),) = groups[-1].completed(whole).entries(make.YACHT)
    assert packed.entries({}, {}) == [make.CREATED]
    left = pieces_of(whole, (mark_of(whole), 40), 20)
    assert left[0].at == 40
    assert pieces_of(whole, (mark_of(b"another"), 40), 20)[0].at == 0


@pytest.mark.parametrize(
    "body",
    [
        b"12345678" + varint(LARGEST_WHOLE_BYTES + 1) + varint(0) + b"x",
        b"12345678" + varint(3) + varint(1) + b"xyz",
        b"12345678" + varint(3) + varint(1),
        b"1234",
    ],
    ids=["larger than may be kept", "beyond its end", "empty", "no mark"],
)
def a_piece_that_cannot_be_is_refused(body: bytes) -> None:
    with pytest.raises(BadMessage):
        read_piece(body)
