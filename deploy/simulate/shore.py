"""The real shore for the simulator: the FastAPI application on Postgres, virtual time, and faults within a request."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from cloud_sync import sync
from cloud_sync.app import _add_sync
from cloud_sync.backend import ShoreBackend
from cloud_sync.database import PostgresTransaction, ShoreDatabase, async_url
from cloud_sync.intake import FEED
from cloud_sync.people import ShorePeople
from cloud_sync.tables import Node as NodeRow
from cloud_sync.tables import YachtFeed
from shared_models.entries import GENESIS, moment
from shared_models.http import create_app
from shared_models.limits import Limits
from shared_models.roles import Actor, Role
from shared_models.tables import Profile, UserRole, Yacht, table_of
from shared_models.tokens import Issuer

SINCE = "2020-01-01T00:00:00.000Z"
_KEPT_AT_RESTORE = ("nodes",)
"""A node that was enrolled after the backup is enrolled again by hand; that is not what is simulated."""


class ShoreCrashed(Exception):
    """The shore's process ended in the middle of a request."""


class SerializationFailure(Exception):
    """Postgres gave a transaction up."""


class FaultyDatabase(ShoreDatabase):
    """The shore's database, of which one transaction to come can end badly."""

    armed: str | None = None
    """One of `faults.WITHIN_SHORE`: after its commit, or before."""
    countdown: int = 0

    def arm(self, fault: str, countdown: int) -> None:
        """Let a transaction to come end badly."""
        self.armed, self.countdown = fault, countdown

    @asynccontextmanager
    async def transaction(self, user_id: str | None, yacht_id: str | None) -> AsyncIterator[PostgresTransaction]:
        """As the real one, and then perhaps the fault."""
        fault = None
        if self.armed is not None:
            self.countdown -= 1
            if self.countdown < 0:
                fault, self.armed = self.armed, None
        async with super().transaction(user_id, yacht_id) as tx:
            yield tx
            if fault == "serialization_failure":
                raise SerializationFailure
        if fault == "shore_crash":
            raise ShoreCrashed


@dataclass(frozen=True)
class Answer:
    """What the shore said. status 0: it ended without a word."""

    status: int
    pieces: Sequence[bytes] = ()

    @property
    def body(self) -> bytes:
        """All of it."""
        return b"".join(self.pieces)


_UNLIMITED = Limits(client_rate_per_s=1e9)
"""On virtual time all the nodes call from one address, thousands of times a second."""


@dataclass
class SimulatedShore:
    """One shore for many seeds, each with a yacht of its own."""

    database: FaultyDatabase
    engine: AsyncEngine
    """The owner's."""
    now_ms: Callable[[], int] = lambda: 0
    app: FastAPI = field(init=False)
    backend: ShoreBackend = field(init=False)
    _tables: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        issuer = Issuer("lazarette-shore", Ed25519PrivateKey.from_private_bytes(bytes(32)), 3600)
        people = ShorePeople(self.database, issuer, bytes(32), None, self._now)
        self.backend = ShoreBackend(self.database, people, True, self._now)
        self.app = create_app(self.backend, _UNLIMITED)
        _add_sync(self.app, self.backend)

    def _now(self) -> int:
        return self.now_ms()  # which each run sets anew

    async def call(
        self, pieces: Sequence[bytes], whole: bool = True, headers: Sequence[tuple[bytes, bytes]] = (),
        breaks: tuple[str, int] | None = None,
    ) -> Answer:  # fmt: skip
        """One POST /v1/sync, as `link.Shore` has it."""
        if breaks is not None:
            self.database.arm(*breaks)
        try:
            return await self._called(pieces, whole, headers)
        finally:
            self.database.armed = None

    async def _called(self, pieces: Sequence[bytes], whole: bool, headers: Sequence[tuple[bytes, bytes]]) -> Answer:
        events = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
        events.append(
            {"type": "http.request", "body": b"", "more_body": False} if whole else {"type": "http.disconnect"}
        )
        status, answer = 0, list[bytes]()

        async def receive() -> dict[str, Any]:
            if events:
                return events.pop(0)
            await asyncio.Event().wait()
            raise AssertionError("nobody sets it")

        async def send(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message.get("body"):
                answer.append(message["body"])

        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "POST",
            "scheme": "http", "path": "/v1/sync", "raw_path": b"/v1/sync", "query_string": b"", "root_path": "",
            "headers": [(b"host", b"shore"), *headers], "client": ("10.0.0.1", 1), "server": ("shore", 443),
            "state": {},
        }  # fmt: skip
        try:
            await self.app(scope, receive, send)
        except Exception:
            if status == 0:
                raise
            status = 0  # it had begun to answer, and broke off
        return Answer(status, answer)

    async def tables(self) -> list[str]:
        """The tables with rows of one yacht."""
        if not self._tables:
            found = sa.text(
                "select c.table_name from information_schema.columns c join information_schema.tables t"
                " using (table_schema, table_name) where c.table_schema = 'public' and c.column_name = 'yacht_id'"
                " and t.table_type = 'BASE TABLE' order by 1"
            )
            async with self.engine.connect() as connection:
                self._tables = list((await connection.execute(found)).scalars())
        return self._tables

    async def forget(self, yacht_ids: Sequence[str]) -> None:
        """Remove everything of some yachts."""
        listed = ", ".join(f"'{yacht_id}'" for yacht_id in yacht_ids)
        clear = [f"delete from public.{name} where yacht_id in ({listed})" for name in await self.tables()]
        await self._as_replica("; ".join(clear))

    async def _as_replica(self, script: str) -> None:
        async with self.engine.begin() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.execute(f"set local session_replication_role = replica; {script}")

    async def feed(self, yacht_id: str) -> list[tuple[int, bytes]]:
        """A yacht's feed: positions and digests."""
        rows = sa.select(FEED.c.position, FEED.c.digest).where(FEED.c.yacht_id == yacht_id).order_by(FEED.c.position)
        async with self.engine.connect() as connection:
            return [(row.position, row.digest) for row in await connection.execute(rows)]

    async def snapshot(self, yacht_id: str) -> dict[str, str]:
        """A yacht's rows as JSON, by table."""
        parts = [
            f"(select coalesce(jsonb_agg(to_jsonb(t)), '[]')::text from public.{name} t"
            f" where t.yacht_id = '{yacht_id}') as {name}"
            for name in await self.tables()
        ]
        async with self.engine.connect() as connection:
            row = (await connection.exec_driver_sql(f"select {', '.join(parts)}")).mappings().one()
        return dict(row)

    async def put_back(self, yacht_id: str, snapshot: dict[str, str], now_ms: int, draw: Callable[[], str]) -> None:
        """Restore a yacht's rows, and begin a new generation."""
        script = []
        for name, rows in snapshot.items():
            if name not in _KEPT_AT_RESTORE:
                quoted = rows.replace("'", "''")
                script.append(f"delete from public.{name} where yacht_id = '{yacht_id}'")
                if json.loads(rows):
                    source = f"jsonb_populate_recordset(null::public.{name}, '{quoted}')"
                    script.append(f"insert into public.{name} select * from {source}")
        await self._as_replica("; ".join(script))
        await sync.begin_generation(self.database, yacht_id, now_ms, draw)

    async def add_yacht(self, yacht_id: str, name: str, people: Sequence[Actor], author: tuple[str, str, str]) -> None:
        """Register a yacht with its roster. `author`: the shore's node, epoch and generation for it."""
        node_id, epoch, generation = author
        feed = {
            "yacht_id": yacht_id, "node_id": node_id, "epoch": epoch, "seq": 0, "chain": GENESIS, "clock_ms": 0,
            "clock_counter": 0, "position": 0, "digest": GENESIS, "generation": generation,
        }  # fmt: skip
        profiles = [{"yacht_id": yacht_id, "user_id": p.user_id, "name": p.name, "pin_hash": None} for p in people]
        roles = [
            {"yacht_id": yacht_id, "user_id": p.user_id, "role": p.role.value, "is_active": True, "valid_from": SINCE}
            for p in people
        ]
        async with self.engine.begin() as connection:
            await connection.execute(table_of(YachtFeed).insert().values(feed))
            await connection.execute(table_of(Yacht).insert().values(yacht_id=yacht_id, name=name, created_at=SINCE))
            await connection.execute(table_of(Profile).insert(), profiles)
            await connection.execute(table_of(UserRole).insert(), roles)

    async def enrol(self, yacht_id: str, node_id: str, public_key: bytes, now_ms: int) -> None:
        """Enrol a node, at the simulated time."""
        row = {"yacht_id": yacht_id, "node_id": node_id, "public_key": public_key, "enrolled_at": moment(now_ms)}
        async with self.engine.begin() as connection:
            await connection.execute(table_of(NodeRow).insert().values(row))

    async def end_role(self, yacht_id: str, user_id: str, role: Role, now_ms: int) -> None:
        """Take a role away, at the simulated time."""
        roles = table_of(UserRole)
        held = sa.and_(roles.c.yacht_id == yacht_id, roles.c.user_id == user_id, roles.c.role == role.value)
        async with self.engine.begin() as connection:
            ended = {"is_active": False, "valid_until": moment(now_ms)}
            await connection.execute(roles.update().where(held, roles.c.is_active).values(ended))


@asynccontextmanager
async def simulated_shore(owner_url: str, app_url: str, seal_key: bytes) -> AsyncIterator[SimulatedShore]:
    """The shore on a prepared database."""
    database = FaultyDatabase(app_url, seal_key, pool_size=3)
    engine = create_async_engine(async_url(owner_url), pool_size=1, max_overflow=1)
    try:
        yield SimulatedShore(database, engine)
    finally:
        await database.close()
        await engine.dispose()
