"""The shore put together: Postgres, the HTTP contract, and the address the yachts call."""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from starlette.requests import ClientDisconnect

from cloud_sync import sync
from cloud_sync.backend import ShoreBackend
from cloud_sync.database import ShoreDatabase, async_url, prepare
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.jobs import Clock, working_by_the_clock
from cloud_sync.nodes import add_nodes
from cloud_sync.outside import OutsideIssuer
from cloud_sync.pages import add_pages
from cloud_sync.people import ShorePeople
from cloud_sync.replica import Replica
from cloud_sync.settings import ShoreSettings
from shared_models.errors import CommandError, LazaretteError, PayloadTooLarge
from shared_models.exchange import MAX_MESSAGE_BYTES, packed
from shared_models.host import kept_secret, wall_ms
from shared_models.http import create_app
from shared_models.tokens import Issuer, private_key
from shared_models.values import identifier


def secret(path: Path) -> bytes:
    """32 random bytes in a file of their own, drawn on first use."""
    return kept_secret(path, lambda: secrets.token_bytes(32))


def pepper_key(settings: ShoreSettings) -> bytes:
    """The key of all yachts' peppers, from the secret that the shore's processes share and no database has."""
    return hmac.digest(kept_secret(settings.data_dir / _LOGIN_KEY, _no_shore_here), b"peppers", "sha256")


def _no_shore_here() -> bytes:
    raise CommandError(f"The file {_LOGIN_KEY}, without which no PIN can be set, is not in the --data-dir of a shore.")


_LOGIN_KEY = "login.key"
_WAITING_PIECES = 256


@dataclass
class Shore:
    """A running shore and what it is made of. `owner_url`: for migrations and administration alone."""

    app: FastAPI
    backend: ShoreBackend
    database: ShoreDatabase
    owner_url: str
    app_url: str
    clock: Clock


async def _body(request: Request) -> bytes:
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_MESSAGE_BYTES:
            raise PayloadTooLarge
    return bytes(data)


async def _arrived(request: Request) -> AsyncIterator[bytes]:
    """The pieces of a request's body, read as they come: what had arrived when the connection broke is not lost,
    however long the pieces before it took."""
    read: asyncio.Queue[bytes | ClientDisconnect | LazaretteError | None] = asyncio.Queue(_WAITING_PIECES)

    async def reading() -> None:
        try:
            async for piece in request.stream():
                await read.put(piece)
            await read.put(None)
        except (ClientDisconnect, LazaretteError) as broken:
            await read.put(broken)

    task = asyncio.create_task(reading())
    try:
        while (piece := await read.get()) is not None:
            if not isinstance(piece, bytes):
                raise piece
            yield piece
    finally:
        task.cancel()


async def _compact(database: ShoreDatabase, request: Request, now_ms: int) -> Response:
    """An exchange in the compact form: stored as it arrives, answered in pieces if it is long."""
    pieces = sync.exchange(database, _arrived(request), now_ms)
    try:
        first = await anext(pieces)
    except ClientDisconnect:
        return Response(status_code=400)  # nobody hears it; what had arrived is stored
    second = await anext(pieces, None)
    if second is None:
        return Response(first)

    async def following() -> AsyncIterator[bytes]:
        yield first
        yield second
        async for piece in pieces:
            yield piece

    return StreamingResponse(following())


def _add_sync(app: FastAPI, backend: ShoreBackend) -> None:
    database, now_ms = backend.database, backend.now_ms

    @app.post("/v1/sync", include_in_schema=False)
    async def exchange(request: Request) -> Response:
        if not request.headers.get("content-type", "").startswith("application/json"):
            return await _compact(database, request, now_ms())
        body = await _body(request)
        node_id = identifier(request.headers.get("x-node", ""), "x-node")
        signature = request.headers.get("x-signature", "")
        reply = await sync.exchange_json(database, node_id, signature, body, now_ms())
        if "zstd" not in request.headers.get("accept-encoding", ""):
            return Response(reply, media_type="application/json")
        return Response(packed(reply), media_type="application/json", headers={"content-encoding": "zstd"})


def outside_issuer(settings: ShoreSettings) -> OutsideIssuer | None:
    """The issuer whose tokens are taken besides, if one is set. Raises CommandError."""
    if settings.outside_issuer is None:
        return None
    secret = settings.outside_secret
    return OutsideIssuer(
        settings.outside_issuer, settings.outside_audience, settings.outside_algorithm, settings.outside_user_claim,
        None if secret is None else secret.get_secret_value().encode(), settings.outside_keys,
        settings.data_dir / "outside-keys.json",
    )  # fmt: skip


@asynccontextmanager
async def owners_database(settings: ShoreSettings) -> AsyncIterator[str]:
    """The owner's URL of a shore that exists, for commands: beside a shore that serves, or on its own.

    Raises CommandError if there is no shore.
    """
    if settings.database_url is not None:
        yield settings.database_url
        return
    embedded = EmbeddedPostgres(settings.data_dir / "postgres")
    if not embedded.data_dir.exists():
        raise CommandError(f"There is no shore in {settings.data_dir}; start one, or give its --data-dir.")
    if not embedded.join():
        await asyncio.to_thread(embedded.start)
    try:
        yield embedded.owner_url
    finally:
        await asyncio.to_thread(embedded.stop)


@asynccontextmanager
async def applications_database(settings: ShoreSettings, owner_url: str) -> AsyncIterator[tuple[ShoreDatabase, str]]:
    """The shore's database as the application uses it, migrated, and the address of its login. Raises CommandError."""
    seal_key = secret(settings.data_dir / "seal.key")
    password = hashlib.sha256(b"lazarette_app" + secret(settings.data_dir / _LOGIN_KEY)).hexdigest()
    app_url = await prepare(owner_url, seal_key, password)
    database = ShoreDatabase(app_url, seal_key, is_distributed=settings.distributed)
    try:
        yield database, app_url
    finally:
        await database.close()


def _replica(settings: ShoreSettings, app_url: str, seal_key: bytes) -> Replica:
    """The replica that is set: a copy of the primary, so the application signs in there as it does here."""
    if settings.replica_url is None:
        return Replica(None)
    login = async_url(app_url)
    url = async_url(settings.replica_url).set(username=login.username, password=login.password)
    address = url.render_as_string(hide_password=False)
    return Replica(ShoreDatabase(address, seal_key, is_distributed=settings.distributed))


@asynccontextmanager
async def running_shore(settings: ShoreSettings, now_ms: Callable[[], int] = wall_ms) -> AsyncIterator[Shore]:
    """Start what is needed, migrate, and open; stop it all in the end."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    embedded = None
    owner_url = settings.database_url
    if owner_url is None:
        embedded = EmbeddedPostgres(settings.data_dir / "postgres")
        await asyncio.to_thread(embedded.start)
        owner_url = embedded.owner_url
    try:
        async with applications_database(settings, owner_url) as (database, app_url):
            issuer = Issuer("lazarette-shore", private_key(settings.data_dir / "tokens.key"), settings.token_lifetime_s)
            people = ShorePeople(database, issuer, pepper_key(settings), settings.session_idle_s or None, now_ms)
            people.outside = outside_issuer(settings)
            replica = _replica(settings, app_url, database.seal_key)
            backend = ShoreBackend(database, people, settings.shopping_list_v1_enabled, now_ms, replica=replica)
            app = create_app(backend, settings, settings.metrics_token)
            add_pages(app, backend, settings)
            _add_sync(app, backend)
            add_nodes(app, backend)
            async with working_by_the_clock(database, settings, owner_url, now_ms) as clock:
                yield Shore(app, backend, database, owner_url, app_url, clock)
            await backend.stop()
            await replica.close()
    finally:
        if embedded is not None:
            await asyncio.to_thread(embedded.stop)
