"""The node put together: database, engine, schedule and the HTTP contract."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import sqlalchemy as sa
from fastapi import FastAPI

from edge_node.backend import NodeBackend
from edge_node.database import NodeDatabase
from edge_node.enrol import DATABASE, KEY, TOKEN_KEY
from edge_node.jobs import Schedule
from edge_node.persist import STATE
from edge_node.settings import NodeSettings
from edge_node.sync import Engine, LinkDown, Refused, Transport
from shared_models.errors import CommandError
from shared_models.exchange import MAX_MESSAGE_BYTES
from shared_models.host import wall_ms
from shared_models.http import create_app
from shared_models.tokens import Issuer, private_key


def http_transport(client: httpx.AsyncClient, url: str) -> Transport:
    """POST /v1/sync over a connection that is kept open."""

    async def send(body: bytes, headers: Mapping[str, str]) -> bytes:
        try:
            async with client.stream(
                "POST", f"{url.rstrip('/')}/v1/sync", content=body, headers=dict(headers)
            ) as answer:
                data = bytearray()
                async for chunk in answer.aiter_raw():
                    data += chunk
                    if len(data) > MAX_MESSAGE_BYTES:
                        break
        except (httpx.HTTPError, OSError) as error:
            raise LinkDown(type(error).__name__) from error
        if answer.status_code in (401, 403):
            raise Refused
        if answer.status_code >= 500:
            raise LinkDown(f"status {answer.status_code}")
        return bytes(data)

    return send


@dataclass
class Node:
    """A running node and what it is made of."""

    app: FastAPI
    backend: NodeBackend
    database: NodeDatabase
    schedule: Schedule | None


@asynccontextmanager
async def running_node(
    settings: NodeSettings, transport: Transport | None = None, now_ms: Callable[[], int] = wall_ms
) -> AsyncIterator[Node]:
    """Open the node in its data directory, and close it in the end. Raises CommandError if it is not enrolled."""
    path = settings.data_dir / DATABASE
    if not path.exists():
        raise CommandError(f"There is no node in {settings.data_dir}; enrol it first with lazarette node enrol.")
    database = await NodeDatabase(path).open()
    async with httpx.AsyncClient(
        timeout=settings.sync_timeout_s, limits=httpx.Limits(keepalive_expiry=600), trust_env=False
    ) as client:
        try:
            async with database.reading() as tx:
                states = await tx.rows(sa.select(STATE))
            if not states:
                raise CommandError(f"The node in {settings.data_dir} is not enrolled; use lazarette node enrol.")
            state = states[0]
            url = settings.shore_url or state["shore_url"]
            engine = Engine(
                database, state["yacht_id"], private_key(settings.data_dir / KEY),
                transport or http_transport(client, url), now_ms, settings.sync_wanted_bytes,
            )  # fmt: skip
            schedule = None
            if not settings.manual_sync:
                schedule = Schedule(engine, settings.sync_interval_s, settings.sync_jitter_s)
                schedule.start()
            issuer = Issuer(
                f"lazarette-node:{state['node_id']}",
                private_key(settings.data_dir / TOKEN_KEY),
                settings.token_lifetime_s,
            )
            backend = NodeBackend(
                database, state["yacht_id"], issuer, engine, settings.shopping_list_v1_enabled, now_ms, schedule
            )
            yield Node(create_app(backend), backend, database, schedule)
            if schedule is not None:
                await schedule.stop()
        finally:
            await database.close()
