"""The slow link counts what crosses it, takes its time, and cuts where it was told to: over real sockets."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from deploy.link import UNLIMITED_BITS_PER_S, SlowLink


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send everything back."""
    try:
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


@asynccontextmanager
async def linked(serve=None, **given) -> AsyncIterator[SlowLink]:
    """A link to a server, which sends everything back if no other is given."""
    server = await asyncio.start_server(serve or echo, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    link = await SlowLink(
        f"http://{host}:{port}", **{"delay_s": 0.0, "bits_per_s": UNLIMITED_BITS_PER_S, **given}
    ).start()
    try:
        yield link
    finally:
        await link.stop()
        server.close()


async def connected(link: SlowLink) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection through it."""
    host, port = link.url.removeprefix("http://").split(":")
    return await asyncio.open_connection(host, int(port))


async def echoed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, size: int) -> int:
    """How many bytes come back until the connection ends."""
    got = 0
    try:
        writer.write(b"x" * size)
        while got < size and (piece := await reader.read(65_536)):
            got += len(piece)
    except ConnectionError:
        pass
    return got


async def test_every_byte_and_round_trip_is_counted_once():
    async with linked() as link:
        reader, writer = await connected(link)
        for size in (10, 20_000, 1):
            assert await echoed(reader, writer, size) == size
        traffic = link.counted()
        assert (traffic.bytes_up, traffic.bytes_down) == (20_011, 20_011)
        assert traffic.connections == 1
        assert traffic.cuts == 0
        before = link.counted()
        assert await echoed(reader, writer, 5) == 5
        later = link.counted().since(before)
        assert (later.bytes_up, later.bytes_down, later.round_trips, later.connections) == (5, 5, 1, 0)
        writer.close()


async def test_an_exchange_of_small_messages_is_one_round_trip_each():
    async with linked() as link:
        reader, writer = await connected(link)
        for _ in range(3):
            assert await echoed(reader, writer, 100) == 100
        assert link.round_trips == 3
        writer.close()


@pytest.mark.parametrize("life_bytes", [1_000, 16_000])
async def test_a_connection_is_cut_once_exactly_so_many_bytes_arrived(life_bytes):
    arrived = []

    async def swallow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.append(0)
        try:
            while piece := await reader.read(65_536):
                arrived[-1] += len(piece)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async with linked(swallow, life_bytes=life_bytes) as link:
        for cuts in (1, 2):
            reader, writer = await connected(link)
            assert await echoed(reader, writer, 5 * life_bytes) == 0
            assert (link.cuts, link.connections) == (cuts, cuts)
            writer.close()
        assert arrived == [life_bytes, life_bytes]
        assert link.bytes_up >= 2 * life_bytes


async def test_a_life_that_is_not_used_up_ends_nothing():
    async with linked(life_bytes=2_000) as link:
        reader, writer = await connected(link)
        assert await echoed(reader, writer, 900) == 900
        assert link.cuts == 0
        assert await echoed(reader, writer, 900) < 900
        assert link.cuts == 1
        writer.close()


async def test_drawn_lives_lie_between_their_bounds_and_are_the_same_for_a_seed():
    lives = [
        [link._life() for _ in range(20)] for link in (SlowLink("", life_bytes=(50, 90), seed=s) for s in (3, 3, 4))
    ]
    assert lives[0] == lives[1] != lives[2]
    assert all(50 <= life <= 90 for life in lives[0])
    assert len(set(lives[0])) > 3


async def test_delay_and_bandwidth_take_their_time():
    async with linked(delay_s=0.05, bits_per_s=400_000) as link:
        started = time.monotonic()
        reader, writer = await connected(link)
        assert await echoed(reader, writer, 10_000) == 10_000
        # the connection's round trip, the echo's, and 10 kB at 50 kB/s; pieces come back while others still go
        assert 0.2 + 0.2 <= time.monotonic() - started < 2
        writer.close()


async def test_what_is_on_its_way_when_the_link_goes_is_lost_and_was_counted():
    async with linked(delay_s=0.2) as link:
        reader, writer = await connected(link)
        assert await echoed(reader, writer, 10) == 10
        writer.write(b"y" * 500)
        await asyncio.sleep(0.05)
        link.cut()
        assert await echoed(reader, writer, 0) == 0
        assert (link.bytes_up, link.bytes_down, link.cuts) == (510, 10, 1)
        link.restore()
        reader, writer = await connected(link)
        assert await echoed(reader, writer, 10) == 10
        writer.close()
