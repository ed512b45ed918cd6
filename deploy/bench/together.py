"""All yachts of a fleet come back at once, after a day without a link: who waits how long, and what the shore holds.

Each has a node of its own with its own database, key and address, and requests that wait. The nodes share one process,
which does more than the shore: the times tell of fairness, and of the shore's speed at best by half. What the shore
itself did is counted by processor time.
"""

import asyncio
import ipaddress
import random
import sys
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

import httpx

from cloud_sync.admin import add_user, add_yacht, administering
from deploy.bench import work as works
from deploy.bench.measure import Rows, note
from deploy.bench.processes import Failed
from deploy.bench.sizing import ServedShore, enrolled_aboard, processor_ms, served_shore
from deploy.soak import family, held_bytes
from edge_node.app import HttpTransport, Node, running_node
from edge_node.sync_status import status
from shared_models.roles import Actor, Role
from shared_models.states import Action

REQUESTS = 20
"""What each yacht's crew asked for meanwhile."""
_LOOK_S, _LIMIT_S = 0.25, 600
_FIRST_WAIT_S, _LONGEST_WAIT_S = 1.0, 30.0
_FIRST_ADDRESS = int(ipaddress.IPv4Address("127.1.0.1"))


@dataclass
class Away:
    """A yacht's node with what waits on it."""

    node: Node
    chosen: random.Random
    tries: int = 0
    done_s: float = 0.0

    async def come_back(self, began_s: float) -> None:
        """Exchange until nothing waits any more; after a failure wait twice as long, as the schedule does."""
        wait_s = _FIRST_WAIT_S
        while perf_counter() - began_s < _LIMIT_S:
            self.tries += 1
            if (await self.node.backend.engine.exchange()).outcome == "ok" and not await self.waiting():
                self.done_s = perf_counter() - began_s
                return
            await asyncio.sleep(wait_s * self.chosen.uniform(0.5, 1))
            wait_s = min(2 * wait_s, _LONGEST_WAIT_S)
        raise Failed(f"a yacht was not back after {_LIMIT_S} s and {self.tries} tries")

    async def waiting(self) -> int:
        """How many entries the shore has not confirmed."""
        shown = await self.node.database.read(lambda tx: status(self.node.backend.engine, tx))
        return int(shown["backlog"]["total"])


async def _enrolled(stack: AsyncExitStack, shore: ServedShore, seed: int, number: int) -> Away:
    """A new yacht's node that has been ashore once, and was used since."""
    async with administering(shore.owner_url) as connection:
        yacht_id = await add_yacht(connection, f"Yacht {number}")
        crew = await add_user(connection, yacht_id, f"Crew {number}", [Role.CREW], None)
    aboard = await enrolled_aboard(shore, yacht_id, f"node-{number}")
    own_address = str(ipaddress.IPv4Address(_FIRST_ADDRESS + number))
    transport = HttpTransport(shore.url, transport=httpx.AsyncHTTPTransport(local_address=own_address))
    stack.push_async_callback(transport.renew)
    node = await stack.enter_async_context(running_node(aboard, transport))
    if (done := await node.backend.engine.exchange()).outcome != "ok":
        raise Failed(f"the first exchange of a yacht ended with {done.outcome}")
    actor = Actor(crew, f"Crew {number}", yacht_id, Role.CREW, frozenset({Role.CREW}))
    for payload in works.made(seed * 100_000 + number, REQUESTS, 0).items:
        await node.backend.act(actor, Action.CREATE, payload, None)
    await transport.renew()
    return Away(node, random.Random(seed * 100_000 + number))  # noqa: S311


async def _most_held(processes: Mapping[str, int], most: dict[str, int]) -> None:
    """Keep the most that each process held with what it started, until it is cancelled."""
    while True:
        for name, process_id in processes.items():
            most[name] = max(most[name], held_bytes(family(process_id)))
        await asyncio.sleep(_LOOK_S)


async def together(seed: int, yachts: int) -> Rows:
    """Who waited how long, what the shore did for it and what it held."""
    async with served_shore() as shore, AsyncExitStack() as stack:
        fleet = []
        for number in range(yachts):
            fleet.append(await _enrolled(stack, shore, seed, number))
            if len(fleet) % 100 == 0:
                print(f"{len(fleet)} yachts are away", file=sys.stderr, flush=True)
        return await _back(fleet, {"worker": shore.worker, "Postgres": shore.postgres})


async def _back(fleet: Sequence[Away], processes: Mapping[str, int]) -> Rows:
    rows: Rows = []
    held = {name: held_bytes(family(process_id)) for name, process_id in processes.items()}
    worked = {name: processor_ms(family(process_id)) for name, process_id in processes.items()}
    most = dict(held)
    looking = asyncio.create_task(_most_held(processes, most))
    began_s = perf_counter()
    await asyncio.gather(*(yacht.come_back(began_s) for yacht in fleet))
    looking.cancel()
    waits = sorted(yacht.done_s for yacht in fleet)
    parts = quantiles(waits, n=20)
    note(rows, {
        "yachts at once": len(fleet), "requests of each": REQUESTS, "first, s": round(waits[0], 1),
        "p50": round(parts[9], 1), "p95": round(parts[18], 1), "last": round(waits[-1], 1),
        "entries/s": round(len(fleet) * REQUESTS / waits[-1]), "most tries": max(yacht.tries for yacht in fleet),
        "to reach": "all served, memory bounded, nobody starves",
    })  # fmt: skip
    for name, process_id in processes.items():
        note(rows, {
            "shore": name, "MB before": round(held[name] / 1e6), "MB at most": round(most[name] / 1e6),
            "processor, ms a yacht": round((processor_ms(family(process_id)) - worked[name]) / len(fleet), 1),
        })  # fmt: skip
    return rows
