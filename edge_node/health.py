"""The health worker on board: every 15 minutes it asks this node, within its own process, what people ask it.

No roster has anybody to test as, and the journal is no place for trials: it reads under each role, and makes nothing.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, cast

import httpx
import sqlalchemy as sa
from fastapi import FastAPI

from edge_node.backend import NodeBackend
from edge_node.database import WriteTransaction
from edge_node.hours import since
from edge_node.persist import STATE
from edge_node.sync_status import last_exchange
from shared_models.alerts import due, note_told, stand, tell, untold
from shared_models.backend import Backend, T
from shared_models.changes import Transaction
from shared_models.entries import moment
from shared_models.errors import Forbidden
from shared_models.health import LOOK_BACK_MS, TIMEOUT_S, Check, Run, probed
from shared_models.http import create_app
from shared_models.limits import Limits
from shared_models.roles import Actor, Role

_NOBODY = "00000000-0000-0000-0000-000000000000"


class _Asked:
    """The node for whoever asks from within this process: under any role, to read alone, and not counted as people's
    requests. It is served nowhere."""

    def __init__(self, backend: NodeBackend) -> None:
        self._backend = backend

    def __getattr__(self, name: str) -> Any:
        return getattr(self._backend, name)

    async def authenticate(self, token: str) -> list[Actor]:
        role = Role(token)
        return [Actor(_NOBODY, "The health worker", self._backend.yacht_id, role, frozenset({role}))]

    async def read(self, actors: Sequence[Actor], job: Callable[[Transaction], Awaitable[T]]) -> T:
        found: T = await self._backend.database.read(job)
        return found

    async def act(self, *_: object) -> dict[str, Any]:
        raise Forbidden


@dataclass(frozen=True)
class Health:
    """The worker of a node. `stale_after_s`: after so long without an exchange there is an alert; 0: never."""

    backend: NodeBackend
    stale_after_s: int

    @cached_property
    def _app(self) -> FastAPI:
        """Made when it is first asked: a node that starts waits for nothing of it."""
        return create_app(cast(Backend, _Asked(self.backend)), Limits())

    async def run(self) -> dict[tuple[str, str], str]:
        """Look once; the alerts that stand then, by yacht and kind."""
        backend, yacht_id = self.backend, self.backend.yacht_id
        checks, now_ms = await self._checked(), backend.now_ms()
        await backend.write_down_all()

        async def kept(tx: WriteTransaction) -> dict[tuple[str, str], str]:
            found = await due(tx, yacht_id, checks, await since(tx, now_ms - LOOK_BACK_MS), now_ms)
            found |= await self._stale(tx, now_ms)
            await stand(tx, found, now_ms)
            return found

        found: dict[tuple[str, str], str] = await backend.database.write(kept, yacht_id)
        return found

    async def _checked(self) -> list[Check]:
        backend, transport = self.backend, httpx.ASGITransport(app=self._app)
        async with httpx.AsyncClient(transport=transport, base_url="http://node", timeout=TIMEOUT_S) as client:
            run = Run(client)
            tokens = {role: role.value for role in Role}
            await probed(run, tokens, backend.yacht_id, await backend.enabled(backend.yacht_id))
        await run.turn("a turn of the writer", lambda: backend.database.write(_looked, backend.yacht_id))
        return run.done

    async def _stale(self, tx: Transaction, now_ms: int) -> dict[tuple[str, str], str]:
        """Whether the last good exchange is older than it may be."""
        good = await last_exchange(tx, "ok")
        at = good["at"] if good else (await tx.rows(sa.select(STATE.c.enrolled_at)))[0]["enrolled_at"]
        if not self.stale_after_s or at >= moment(now_ms - self.stale_after_s * 1000):
            return {}
        text = f"No exchange since {at}; the limit is {self.stale_after_s / 3600:g} hours."
        return {(self.backend.yacht_id, "stale"): text}

    async def tell(self, url: str) -> None:
        """Post to the webhook what it has not had; what it does not take is posted again the next time."""
        database, now_ms = self.backend.database, self.backend.now_ms()

        async def took(row: Mapping[str, Any]) -> None:
            await database.write(partial(note_told, row=row), self.backend.yacht_id)

        await tell(url, await database.read(lambda tx: untold(tx, now_ms)), {}, "node", took)


async def _looked(tx: WriteTransaction) -> None:
    await tx.rows(sa.select(STATE))
