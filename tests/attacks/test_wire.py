"""Attacks on the connection itself, with bytes that no library sends: a 4xx or a closed connection."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest_asyncio

from tests.acceptance.conftest import Side
from tests.attacks.wire import connected, head, heard, sent

EXECUTE = "/v1/actions/execute"


@pytest_asyncio.fixture(autouse=True)
async def goes_on(side: Side) -> AsyncIterator[None]:
    """After every attack an honest request is served, and soon."""
    yield
    started = time.monotonic()
    await side.crew.request()
    assert time.monotonic() - started < 2


async def a_request_with_two_lengths_is_refused(side: Side) -> None:
    smuggled = b"GET /v1/actions/health HTTP/1.1\r\nhost: x\r\n\r\n"
    for lines in (
        ("content-length: 4", "content-length: 40"), ("content-length: 4", "content-length: 4"),
        ("content-length: 4, 4",), ("content-length: 4,40",), ("content-length: +4",), ("content-length: -1",),
        ("content-length: 0x4",), ("content-length: 4 4",), ("content-length: " + "9" * 30,), ("content-length: 4e0",),
        ("content-length:",), ("content-length: ٤".encode().decode("latin-1"),),
    ):  # fmt: skip
        found = await sent(side, head(side, "POST", EXECUTE, *lines) + b"{}  " + smuggled)
        assert found.refused(), (lines, found.data[:200])
        assert len(found.statuses) <= 1, lines


async def a_request_of_two_framings_is_refused(side: Side) -> None:
    smuggled = b"GET /v1/actions/health HTTP/1.1\r\nhost: x\r\n\r\n"
    for lines in (
        ("content-length: 4", "transfer-encoding: chunked"), ("transfer-encoding: chunked", "content-length: 4"),
        ("transfer-encoding: chunked", "transfer-encoding: identity"), ("transfer-encoding: xchunked",),
        ("transfer-encoding: chunked, identity",), ("transfer-encoding: identity, chunked, x",),
        ("transfer-encoding : chunked",), ("transfer-encoding: \x0bchunked",), ("transfer-encoding: gzip, chunked",),
        ("transfer-encoding:\tchunked\t", "content-length: 4"), ("transfer-encoding: chunked, chunked",),
        ("x: y\rtransfer-encoding: chunked",), ("transfer-encoding\t: chunked",),
    ):  # fmt: skip
        found = await sent(side, head(side, "POST", EXECUTE, *lines) + b"0\r\n\r\n" + smuggled)
        assert found.refused(), (lines, found.data[:200])
        assert len(found.statuses) <= 1, lines


async def a_chunk_that_lies_is_refused(side: Side) -> None:
    begin = head(side, "POST", EXECUTE, "transfer-encoding: chunked")
    for chunks in (
        b"zz\r\n{}\r\n0\r\n\r\n", b"ffffffffffffffffff\r\n{}\r\n", b"-1\r\n{}\r\n0\r\n\r\n", b"2\r\n{}XX0\r\n\r\n",
        b"2;" + b"x" * 100_000 + b"\r\n{}\r\n0\r\n\r\n", b"0x2\r\n{}\r\n0\r\n\r\n", b"2\n{}\n0\n\n", b"2\r\n{}\r\n\r\n",
    ):  # fmt: skip
        found = await sent(side, begin + chunks)
        assert found.refused(), (chunks[:40], found.data[:200])


async def a_head_that_is_not_http_is_refused(side: Side) -> None:
    good = head(side)
    token = side.tokens["crew"].encode()
    for data in (
        good.replace(b"\r\n", b"\n"), good.replace(b"host: x\r\n", b"host: x\n"),
        good.replace(b"host: x\r\n", b"host: x\r\n folded\r\n"), good.replace(b"host: x", b"host: x\r\n\tfolded"),
        good.replace(b"host: x", b"host : x"), good.replace(b"host: x", b" host: x"), good.replace(b"host", b"ho st"),
        good.replace(b"host: x", b"host: x\0y"), good.replace(b"host: x", b": x"), good.replace(b"host: x", b"nocolon"),
        good.replace(b"HTTP/1.1", b"HTTP/9.9"), good.replace(b"HTTP/1.1", b"HTTP/1.1 x"),
        good.replace(b"HTTP/1.1", b""), good.replace(b"GET", b"G\0T"), good.replace(b"GET", b"GET" * 5000),
        good.replace(b"/v1", b"v1"), good.replace(b"/v1", b"/v\x001"), good.replace(b"/v1", b"/v1\xff"),
        b"\r\n" * 10_000 + b"x", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 100, b"\0" * 999,
        b"\xff" * 99,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET http://x:99999999/ HTTP/1.1\r\nhost: x\r\n\r\n",
        b"CONNECT x:443 HTTP/1.1\r\nhost: x\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n",
        b"GET /v1/shopping-list/items HTTP/1.1\r\nauthorization: Bearer " + token + b"\r\n\r\n",
        good.replace(b"host: x\r\n", b"host: x\r\nhost: y\r\n"),
    ):  # fmt: skip
        found = await sent(side, data)
        assert found.refused(), (data[:60], found.data[:200])


async def a_head_without_end_or_of_very_many_lines_is_refused(side: Side) -> None:
    begin = head(side)[:-2]
    for data in (
        begin + b"x: " + b"y" * 100_000, begin + b"x" * 100_000, begin + b"x: y\r\n" * 20_000 + b"\r\n",
        b"GET /" + b"x" * 100_000, b"GET /v1/shopping-list/items?q=" + b"x" * 100_000 + b" HTTP/1.1\r\nhost: x\r\n\r\n",
        begin + b"".join(b"x%d: y\r\n" % number for number in range(200)) + b"\r\n",
        begin + b"cookie: " + b"a=b; " * 20_000 + b"\r\n\r\n",
    ):  # fmt: skip
        found = await sent(side, data, 3)
        assert found.refused() and found.closed, (data[:40], len(data), found.data[:200])


async def a_second_request_in_the_same_bytes_is_answered_for_itself(side: Side) -> None:
    good = head(side, "GET", "/v1/actions/health")
    found = await sent(side, good * 3)
    assert found.statuses == [200] * 3
    found = await sent(side, good + b"\0garbage\r\n\r\n")
    assert found.statuses in ([200, 400], [400]) and found.closed
    found = await sent(side, head(side, "POST", EXECUTE, "content-length: 2") + b"{}garbage\r\n\r\n")
    assert all(400 <= status < 500 for status in found.statuses) and found.closed
    found = await sent(side, good * 1000, 3)
    assert set(found.statuses) <= {200, 429}


async def an_upgrade_is_not_made(side: Side) -> None:
    for lines in (
        ("connection: upgrade, http2-settings", "upgrade: h2c", "http2-settings: AAMAAABkAARAAAAAAAIAAAAA"),
        ("connection: upgrade", "upgrade: websocket", "sec-websocket-key: x3JJHMbDL1EzLkh9GBhXDw==",
         "sec-websocket-version: 13"),
        ("connection: upgrade", "upgrade: TLS/1.0"),
    ):  # fmt: skip
        found = await sent(side, head(side, "GET", "/v1/actions/health", *lines) + b"\0\0\0", 0.3)
        assert 101 not in found.statuses
        assert found.closed or found.statuses


async def a_wait_for_a_go_ahead_does_not_hold_a_place(side: Side) -> None:
    for lines in (("expect: 100-continue", "content-length: 99999999"), ("expect: x", "content-length: 2")):
        found = await sent(side, head(side, "POST", EXECUTE, *lines), 1)
        assert all(status in (100, 413, 400) for status in found.statuses)


async def a_body_that_never_ends_is_cut(side: Side) -> None:
    reader, writer = await connected(side)
    writer.write(head(side, "POST", EXECUTE, "transfer-encoding: chunked"))
    sent_bytes = 0
    try:
        async with asyncio.timeout(30):
            while sent_bytes < 200_000_000 and not reader.at_eof():
                writer.write(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                await writer.drain()
                sent_bytes += 65536
    except ConnectionError:
        pass
    found = await heard(reader, 5)
    writer.transport.abort()
    assert found.refused() and found.closed and sent_bytes < 60_000_000
