"""The link between a node and the shore, with the faults of `faults.LINK`. It implements the engine's Transport."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from deploy.simulate.chance import Chance
from deploy.simulate.faults import LINK, WITHIN_SHORE, Faults
from deploy.simulate.readable import Readable
from deploy.simulate.shore import Answer
from edge_node.sync import LinkDown, Refused
from shared_models.exchange import BadMessage
from shared_models.request_frames import RequestReader

PORTAL = b"<html><title>Welcome aboard</title><p>Please pay for the Wi-Fi.</p></html>"


class Shore(Protocol):
    """Where a link leads."""

    async def call(
        self,
        pieces: Sequence[bytes],
        whole: bool = True,
        headers: Sequence[tuple[bytes, bytes]] = (),
        breaks: tuple[str, int] | None = None,
    ) -> Answer:
        """One POST /v1/sync. Not `whole`: the caller leaves after the pieces. `breaks`: what goes wrong within the
        shore, and in which of the request's transactions, counted from 0."""
        ...


@dataclass
class Weather:
    """What the links of one run have in common: the plan of faults, and what travelled before."""

    chance: Chance
    faults: Faults
    shore: Shore
    calm: bool = False
    """Nothing goes wrong any more."""
    one_way: str = ""
    """"up" or "down": the only way that things get through now."""
    requests: list[tuple[bytes, Sequence[tuple[bytes, bytes]]]] = field(default_factory=list)
    replies: list[bytes] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    """The faults since this was last emptied."""
    counts: dict[str, int] = field(default_factory=dict)
    wire: Any = field(default_factory=hashlib.sha256)
    """Over every byte in either direction."""
    foreign: bytes = b""
    """A word of another yacht, which no message may carry."""
    crossed: list[str] = field(default_factory=list)
    """Where it was found."""
    readable: Readable = field(default_factory=Readable)

    def strikes(self, name: str) -> bool:
        """Whether the fault happens now; notes it."""
        if self.calm or not self.chance.happens(self.faults.rate(name)):
            return False
        self.note(name)
        return True

    def look_into(self, message: bytes, name: str) -> None:
        """Look for what is not this yacht's."""
        if self.foreign and self.foreign in self.readable.of(message):
            self.crossed.append(name)

    def note(self, name: str) -> None:
        """Write a fault down."""
        self.noted.append(name)
        self.counts[name] = self.counts.get(name, 0) + 1

    def drawn(self) -> str:
        """The fault of one request, "" for none."""
        struck = [name for name in LINK if not self.calm and self.chance.happens(self.faults.rate(name))]
        if struck:
            self.note(struck[0])
        return struck[0] if struck else ""


@dataclass
class Link:
    """One node's way to the shore."""

    weather: Weather
    yacht_id: str
    bytes_up: int = 0
    bytes_down: int = 0
    requests: int = 0
    sent: list[tuple[str, int]] = field(default_factory=list)
    """Epoch and seq of every entry that was put on the wire since this was last emptied."""

    async def renew(self) -> None:
        """There is no connection to give up."""

    async def send(self, first: bytes, rest: AsyncIterator[bytes] | None) -> AsyncIterator[bytes]:
        """Send a request through the weather. Raises LinkDown or Refused."""
        pieces = [first]
        if rest is not None:
            pieces += [piece async for piece in rest]
        async for piece in self.exchanged(pieces):
            yield piece

    async def exchanged(
        self, pieces: Sequence[bytes], headers: Sequence[tuple[bytes, bytes]] = ()
    ) -> AsyncIterator[bytes]:
        """The answer, or what is left of it."""
        weather, body = self.weather, b"".join(pieces)
        fault = weather.drawn()
        self.requests += 1
        self.bytes_up += len(body)
        if not headers:
            self.sent += runs_in(body, self.yacht_id)
        weather.wire.update(body)
        weather.requests.append((body, headers))
        weather.look_into(body, "a request")
        if fault == "request_lost" or weather.one_way == "down":
            raise LinkDown("the request was lost")
        if fault == "portal":
            self.bytes_down += len(PORTAL)
            yield PORTAL
            return
        answer = await self._delivered(pieces, headers, fault)
        weather.look_into(answer.body, "a reply")
        if fault in ("reply_lost", "request_cut") or answer.status == 0 or weather.one_way == "up":
            raise LinkDown("the answer did not come")
        if answer.status in (401, 403):
            raise Refused
        if answer.status >= 500:
            raise LinkDown(f"status {answer.status}")
        for piece in self._heard(answer, fault):
            self.bytes_down += len(piece)
            weather.wire.update(piece)
            yield piece
        if fault == "reply_cut":
            raise LinkDown("the answer was cut")

    async def _delivered(self, pieces: Sequence[bytes], headers: Sequence[tuple[bytes, bytes]], fault: str) -> Answer:
        weather, whole = self.weather, True
        shore, chance = weather.shore, weather.chance
        if fault == "request_cut":
            pieces, whole = _cut(pieces, chance), False
        if fault == "request_flipped":
            pieces = [_flipped(b"".join(pieces), chance)]
        if fault == "old_request":
            body, old_headers = chance.choice(weather.requests)
            await shore.call([body], True, old_headers)
        if fault == "duplicate":
            await shore.call(pieces, True, headers)
        breaks = (fault, chance.randrange(3)) if fault in WITHIN_SHORE else None
        return await shore.call(pieces, whole, headers, breaks)

    def _heard(self, answer: Answer, fault: str) -> Sequence[bytes]:
        chance, replies = self.weather.chance, self.weather.replies
        body = answer.body
        if fault == "old_reply" and replies:
            return [chance.choice(replies)]
        replies.append(body)
        if fault == "reply_cut":
            return _cut(answer.pieces, chance)
        if fault == "reply_flipped" and body:
            return [_flipped(body, chance)]
        return answer.pieces


def _cut(pieces: Sequence[bytes], chance: Chance) -> list[bytes]:
    """As much as passes before the connection breaks, after any byte."""
    left = chance.randrange(max(1, sum(map(len, pieces))))
    passed = []
    for piece in pieces:
        if left <= 0:
            break
        passed.append(piece[:left])
        left -= len(piece)
    return passed


def _flipped(body: bytes, chance: Chance) -> bytes:
    at, bit = chance.randrange(len(body)), chance.randrange(8)
    return body[:at] + bytes([body[at] ^ 1 << bit]) + body[at + 1 :]


def runs_in(body: bytes, yacht_id: str) -> list[tuple[str, int]]:
    """Epoch and seq of the entries in a request of the compact form."""
    found = []
    try:
        for group in RequestReader().feed(body):
            group.open()
            for runs, _ in group.entries(yacht_id):
                for run in runs:
                    found += [(group.request.epoch, run.first_seq + index) for index in range(run.count)]
    except BadMessage:
        return []
    return found
