"""How much one client, one person and all together may ask of a service; who asks too much waits, the others do not.

Counted in this process: several workers of a shore each count for themselves. Each count is a token bucket (two numbers
a client, read in constant time), for a list of times or a thread that clears it would itself be a target.
"""

import asyncio
import ipaddress
import math
import os
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from pydantic import BaseModel, Field

from shared_models.errors import RateLimited

_MOST_KEYS = 20_000
_MOST_KNOWN = 4096
_UNPROVEN_AT_ONCE = 4
_SIGN_INS_AT_ONCE = max(1, (os.cpu_count() or 1) // 2)


class Limits(BaseModel):
    """What a service takes; part of each side's settings."""

    client_rate_per_s: float = Field(500, gt=0, description="Requests of one address a second, in the long run")
    client_burst: int = Field(5000, ge=1, description="Requests of one address at once, before that rate holds")
    person_rate_per_s: float = Field(500, gt=0, description="Requests of one person a second, in the long run")
    person_burst: int = Field(5000, ge=1, description="Requests of one person at once, before that rate holds")
    refused_rate_per_s: float = Field(
        20, gt=0, description="Tokens that are no good, of one address a second; a wrong PIN or code counts as ten"
    )
    refused_burst: int = Field(
        2000, ge=10, description="Tokens that are no good, of one address at once, before that rate holds"
    )
    requests_at_once: int = Field(2000, ge=1, description="Requests that are worked on at the same time")
    client_requests_at_once: int = Field(1000, ge=1, description="Of these, requests of one address")
    connections: int = Field(4000, ge=2, description="Connections; beyond, the address with the most loses one")
    client_connections: int = Field(1000, ge=1, description="Of these, connections of one address")
    head_bytes: int = Field(32_768, ge=1024, description="How long the head of a request may be")
    read_timeout_s: float = Field(
        30,
        gt=0,
        description="How long the head, and then the body, may take to arrive; in an exchange, each piece of it",
    )
    trusted_proxies: str = Field(
        "", description="Proxies whose X-Forwarded-For and -Proto are believed: addresses or networks, with commas"
    )


def client_key(host: str) -> str:
    """What counts as one client: an IPv4 address, or the network of 64 bits that one IPv6 user has."""
    if ":" not in host:
        return host
    try:
        address = ipaddress.IPv6Address(host.partition("%")[0])
    except ValueError:
        return host
    mapped = address.ipv4_mapped
    return str(mapped) if mapped else str(ipaddress.IPv6Network((int(address) >> 64 << 64, 64)))


class Buckets:
    """A token bucket for each key: it holds `burst` tokens and gains `rate_per_s`."""

    def __init__(self, rate_per_s: float, burst: float) -> None:
        self.rate_per_s, self.burst = rate_per_s, burst
        self._full_at_s: dict[str, float] = {}

    def wait_s(self, key: str, now_s: float, cost: float = 1) -> float:
        """How long until the bucket holds so much; 0: it does."""
        lacking_s = max(0.0, self._full_at_s.get(key, now_s) - now_s)
        return max(0.0, lacking_s - (self.burst - cost) / self.rate_per_s)

    def take(self, key: str, now_s: float, cost: float = 1) -> None:
        """Take tokens out, or with a cost below nought put them back. A bucket never owes more than it holds."""
        if len(self._full_at_s) >= _MOST_KEYS:
            self._forget(now_s)
        full_at_s = max(self._full_at_s.get(key, now_s), now_s) + cost / self.rate_per_s
        self._full_at_s[key] = min(full_at_s, now_s + 2 * self.burst / self.rate_per_s)

    def _forget(self, now_s: float) -> None:
        """Drop the buckets that are full; if that is not enough, half of all, the fullest first."""
        kept = sorted((at, key) for key, at in self._full_at_s.items() if at > now_s)
        self._full_at_s = {key: at for at, key in kept[-_MOST_KEYS // 2 :]}


class Admission:
    """Who is let in now. Cheap: it comes before any token or PIN is looked at."""

    def __init__(self, limits: Limits, now_s: Callable[[], float] = time.monotonic) -> None:
        self.limits, self._now_s = limits, now_s
        self._clients = Buckets(limits.client_rate_per_s, limits.client_burst)
        self._people = Buckets(limits.person_rate_per_s, limits.person_burst)
        self._refused = Buckets(limits.refused_rate_per_s, limits.refused_burst)
        self._running: Counter[str] = Counter()
        self._known: dict[str, None] = {}
        self._proving = asyncio.Semaphore(_SIGN_INS_AT_ONCE)
        self._queues: dict[str, asyncio.Lock] = {}
        self._unproven: dict[str, asyncio.Semaphore] = {}

    def enter(self, client: str, token: str, cost: float) -> None:
        """Let a request in, or raise RateLimited. `token`: the Authorization header; one that was good before is let in
        whatever else comes from the address. `cost`: what the request counts if it is refused, taken beforehand."""
        now_s = self._now_s()
        wait_s = self._clients.wait_s(client, now_s)
        if token not in self._known:
            wait_s = max(wait_s, self._refused.wait_s(client, now_s, max(cost, 1)))
        if wait_s > 0:
            raise RateLimited("Too many requests from your address; wait a little.", retry_after_s=math.ceil(wait_s))
        limits = self.limits
        if self._running[client] >= limits.client_requests_at_once or self._running.total() >= limits.requests_at_once:
            raise RateLimited("Too many requests at the same time; wait a little.", retry_after_s=1)
        self._clients.take(client, now_s)
        if cost:
            self._refused.take(client, now_s, cost)
        self._running[client] += 1

    def leave(self, client: str) -> None:
        """A request is over."""
        self._running[client] -= 1
        if self._running[client] <= 0:
            del self._running[client]
            self._unproven.pop(client, None)

    def refuse(self, client: str, token: str, cost: float) -> None:
        """Note that a token, a PIN or a code was no good; below nought: that it was."""
        self._known.pop(token, None)
        self._refused.take(client, self._now_s(), cost)

    def person(self, user_id: str, token: str) -> None:
        """Note whose token it is. Raises RateLimited if the person asks too much."""
        now_s = self._now_s()
        if (wait_s := self._people.wait_s(user_id, now_s)) > 0:
            raise RateLimited("You ask too much at once; wait a little.", retry_after_s=math.ceil(wait_s))
        self._people.take(user_id, now_s)
        if token not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.pop(next(iter(self._known)))
            self._known[token] = None

    @asynccontextmanager
    async def place(self, client: str, token: str) -> AsyncIterator[None]:
        """A place to be worked on: few at a time with a token that was never good, so that good ones get theirs."""
        if token in self._known:
            yield
            return
        places = self._unproven.setdefault(client, asyncio.Semaphore(_UNPROVEN_AT_ONCE))
        async with places:
            yield

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """A turn to have a PIN looked at, which is slow on purpose: one for each client, few in all."""
        queue = self._queues.setdefault(client, asyncio.Lock())
        try:
            async with queue, self._proving:
                yield
        finally:
            if not queue.locked():
                self._queues.pop(client, None)
