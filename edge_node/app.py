"""The node put together: database, engine, schedule and the HTTP contract."""

import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import sqlalchemy as sa
from fastapi import FastAPI

from edge_node.backend import NodeBackend
from edge_node.backup import back_up
from edge_node.database import NodeDatabase, put_in_place
from edge_node.enrol import DATABASE, PEPPER, TOKEN_KEY
from edge_node.health import Health
from edge_node.jobs import Schedule
from edge_node.keys import NodeKeys
from edge_node.pace import Pace
from edge_node.pages import add_pages
from edge_node.people import NodePeople
from edge_node.persist import STATE
from edge_node.roster import Roster
from edge_node.settings import NodeSettings
from edge_node.sync import Budget, Engine, LinkDown, Refused, Transport
from shared_models.backups import FIRST_LOOK_MIN, LOOK_EVERY_MIN
from shared_models.changes import Transaction
from shared_models.errors import CommandError, StorageFull
from shared_models.health import EVERY_MIN, FIRST_MIN, TELL_EVERY_MIN
from shared_models.host import draw_64_bits, kept_secret, wall_ms
from shared_models.http import create_app
from shared_models.store import read_again
from shared_models.tokens import Issuer, private_key

_NEEDLESS = ("accept", "accept-encoding", "connection", "user-agent")
"""Headers that an HTTP client sends of its own accord and that say nothing here."""


class HttpTransport:
    """POST /v1/sync over one connection that is kept open; every byte on it is counted, but for those of TLS."""

    def __init__(
        self, url: str, timeout_s: float = 60, keep_s: float = 3600, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._transport = transport
        self.url, self.timeout_s, self.keep_s = f"{url.rstrip('/')}/v1/sync", timeout_s, keep_s
        self.bytes_up = self.bytes_down = 0
        self._client: httpx.AsyncClient | None = None

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            limits = httpx.Limits(max_connections=1, keepalive_expiry=self.keep_s)
            self._client = httpx.AsyncClient(
                timeout=self.timeout_s, limits=limits, trust_env=False, transport=self._transport
            )
        return self._client

    async def renew(self) -> None:
        """Close the connection; the next request opens another."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def _request(self, client: httpx.AsyncClient, content: bytes | AsyncIterator[bytes]) -> httpx.Request:
        request = client.build_request("POST", self.url, content=content)
        for name in _NEEDLESS:
            request.headers.pop(name, None)
        self.bytes_up += _head_bytes(f"POST {request.url.raw_path.decode()} HTTP/1.1", request.headers)
        return request

    async def _counted(self, first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        self.bytes_up += len(first)
        yield first
        async for piece in rest:
            self.bytes_up += len(piece) + _CHUNK_BYTES
            yield piece

    async def send(self, first: bytes, rest: AsyncIterator[bytes] | None) -> AsyncIterator[bytes]:
        """Send a request and receive the answer as it comes. Raises LinkDown or Refused."""
        client = self._open()
        try:
            content = first if rest is None else self._counted(first, rest)
            request = self._request(client, content)
            self.bytes_up += len(first) if rest is None else 0
            answer = await client.send(request, stream=True)
            try:
                self.bytes_down += _head_bytes("HTTP/1.1 200 OK", answer.headers)
                if answer.status_code in (401, 403):
                    raise Refused
                if answer.status_code == 429 or answer.status_code >= 500:
                    raise LinkDown(f"status {answer.status_code}")
                async for piece in answer.aiter_raw():
                    self.bytes_down += len(piece)
                    yield piece
            finally:
                await answer.aclose()
        except (httpx.HTTPError, OSError) as error:
            raise LinkDown(type(error).__name__) from error


_CHUNK_BYTES = 7
"""What chunked transfer adds to a piece, about."""


def _head_bytes(line: str, headers: httpx.Headers) -> int:
    return len(line) + 4 + sum(len(name) + len(value) + 4 for name, value in headers.raw)


@dataclass
class Node:
    """A running node and what it is made of."""

    app: FastAPI
    backend: NodeBackend
    database: NodeDatabase
    schedule: Schedule | None

    async def answers(self) -> None:
        """Returns once a reader and the writer have had a turn. Raises what they raise, but that the disk is full."""

        async def look(tx: Transaction) -> None:
            await tx.rows(sa.select(STATE))

        await self.database.read(look)
        with contextlib.suppress(StorageFull):
            await self.database.write(look, self.backend.yacht_id)


def _no_pepper() -> bytes:
    raise CommandError(f"The file {PEPPER} is missing, without which no PIN can be checked; enrol the node again.")


async def backed_up_if_due(settings: NodeSettings, now_ms: Callable[[], int]) -> None:
    """Make the backup that is due, if one is."""

    async def made(file: Path) -> None:
        await back_up(settings.data_dir, settings.key(), file, now_ms())

    path = settings.data_dir / DATABASE
    size_bytes = sum(side.stat().st_size for side in (path, path.with_name(f"{DATABASE}-wal")) if side.exists())
    await settings.backups.keep(made, size_bytes, now_ms())


@asynccontextmanager
async def running_node(
    settings: NodeSettings, transport: Transport | None = None, now_ms: Callable[[], int] = wall_ms
) -> AsyncIterator[Node]:
    """Open the node in its data directory, and close it in the end. Raises CommandError if it is not enrolled."""
    path = settings.data_dir / DATABASE
    put_in_place(path)  # the power may have gone when only the restored file was left
    if not path.exists():
        raise CommandError(f"There is no node in {settings.data_dir}; enrol it first with lazarette node enrol.")
    database = await NodeDatabase(path, settings.key()).open()
    own = None
    try:
        async with database.reading() as tx:
            states = await tx.rows(sa.select(STATE))
        if not states:
            raise CommandError(f"The node in {settings.data_dir} is not enrolled; use lazarette node enrol.")
        state = states[0]
        url = settings.shore_url or state["shore_url"]
        await database.write(lambda tx: read_again(tx, state["yacht_id"], now_ms()), state["yacht_id"])
        if transport is None:
            transport = own = HttpTransport(url, settings.sync_timeout_s, settings.connection_kept_s)
        keys = NodeKeys(settings.data_dir)
        engine = Engine(
            database, state["yacht_id"], keys.current(),
            transport, now_ms, draw_64_bits, settings.sync_wanted_bytes,
            Budget(settings.sync_budget_exchange_bytes, settings.sync_budget_day_bytes),
            Pace(state["link_life_bytes"]), keys,
        )  # fmt: skip
        schedule = None
        if not settings.manual_sync:
            schedule = Schedule(engine, settings.sync_interval_s, settings.sync_jitter_s)
            schedule.every(LOOK_EVERY_MIN, FIRST_LOOK_MIN, backed_up_if_due, settings, now_ms)
            schedule.start()
        issuer = Issuer(
            f"lazarette-node:{state['node_id']}",
            private_key(settings.data_dir / TOKEN_KEY),
            settings.token_lifetime_s,
        )
        roster = Roster(database, state["yacht_id"], now_ms, lambda: engine.applied)
        pepper = kept_secret(settings.data_dir / PEPPER, _no_pepper)
        people = NodePeople(
            database, state["yacht_id"], issuer, pepper, settings.session_idle_s or None, now_ms, roster
        )
        backend = NodeBackend(
            database, state["yacht_id"], engine, roster, people, settings.shopping_list_v1_enabled, now_ms, schedule,
            is_plain=settings.is_plain, backups=settings.backups,
        )  # fmt: skip
        if schedule is not None:
            health = Health(backend, settings.stale_after_s)
            schedule.every(EVERY_MIN, FIRST_MIN, health.run)
            if settings.alert_url is not None:
                schedule.every(TELL_EVERY_MIN, FIRST_MIN, health.tell, settings.alert_url.get_secret_value())
        app = create_app(backend, settings, settings.metrics_token)
        engine.on_done = lambda done: app.state.metrics.exchanged(
            done.outcome, done.bytes_up, done.bytes_down, done.round_trips
        )
        add_pages(app, backend, settings.sign_in_names)
        yield Node(app, backend, database, schedule)
        await backend.stop()
        if schedule is not None:
            await schedule.stop()
    finally:
        if own is not None:
            await own.renew()
        await database.close()
