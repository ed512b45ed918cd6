"""A client that means harm, as a process of its own: `python flood.py KIND HOST PORT FROM SECONDS`."""

import asyncio
import contextlib
import sys
import time

_LOOPS = {"sign_in": 50, "tokens": 50, "huge": 8, "slow": 300, "connections": 50}
_BIG = b"x" * 65_536


def request(method: str, path: str, body: bytes = b"", *lines: str) -> bytes:
    """A whole request."""
    head = "\r\n".join([f"{method} {path} HTTP/1.1", "host: x", f"content-length: {len(body)}", *lines])
    return head.encode() + b"\r\n\r\n" + body


async def answered(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = [line for line in head.split(b"\r\n") if line.startswith(b"content-length:")]
    await reader.readexactly(int(lengths[0].split(b":")[1]))


async def one(kind: str, number: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """What one connection does, until it is closed."""
    if kind == "sign_in":
        body = b'{"name": "Nobody %d", "pin": "%04d"}' % (number, number)
        writer.write(request("POST", "/v1/auth/token", body))
        await answered(reader)
    elif kind == "tokens":
        token = f"authorization: Bearer eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.e30.{number:060d}"
        writer.write(request("GET", "/v1/shopping-list/items", b"", token))
        await answered(reader)
    elif kind == "huge":
        writer.write(b"POST /v1/actions/execute HTTP/1.1\r\nhost: x\r\ncontent-length: 900000000\r\n\r\n")
        while True:
            writer.write(_BIG)
            await writer.drain()
    elif kind == "slow":
        writer.write(b"POST /v1/auth/token HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{")
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.2)
    else:
        await asyncio.sleep(0.05)
        writer.transport.abort() if number % 2 else await asyncio.sleep(60)


async def main(kind: str, host: str, port: int, source: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    made = 0

    async def loop(lane: int) -> None:
        nonlocal made
        while time.monotonic() < end:
            writer = None
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, ConnectionError):
                reader, writer = await asyncio.open_connection(host, port, local_addr=(source, 0))
                while True:
                    made += 1
                    await one(kind, made, reader, writer)
            if writer is not None:
                writer.transport.abort()
            await asyncio.sleep(0)

    lanes = [asyncio.create_task(loop(lane)) for lane in range(_LOOPS[kind] if kind != "connections" else 1500)]
    print("begun", flush=True)
    await asyncio.wait(lanes, timeout=seconds)
    print(made, flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], float(sys.argv[5])))
