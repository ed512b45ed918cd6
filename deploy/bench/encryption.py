"""What encryption at rest costs: creates a second in two node databases, one of them encrypted, turn by turn."""

import asyncio
import random
import secrets
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from deploy.bench import work as works
from deploy.bench.measure import Rows
from edge_node.database import NodeDatabase
from edge_node.encryption import DatabaseKey
from edge_node.enrol import DATABASE, become
from shared_models import store
from shared_models.host import wall_ms
from shared_models.roles import Actor, Role
from shared_models.states import Action

_ROUNDS = 5
_GROUPS = {"80 at once": (80, 5), "one at a time": (1, 80)}
"""How many wait for each other, and how many times in a round."""


async def encryption(seed: int) -> Rows:
    """A row for each way of asking. The two take turns, as the machine's own pace changes more than they differ."""
    chance = random.Random(f"encryption {seed}")  # noqa: S311
    crew = Actor(str(uuid4()), "Mia", str(uuid4()), Role.CREW)
    made = 300_000

    async def rate(database: NodeDatabase, together: int, times: int) -> float:
        nonlocal made
        payloads = [works.request(chance, made + number) for number in range(together * times)]
        made += len(payloads)
        started = perf_counter()
        for first in range(0, len(payloads), together):
            await asyncio.gather(*(create(database, one) for one in payloads[first : first + together]))
        return len(payloads) / (perf_counter() - started)

    async def create(database: NodeDatabase, payload: dict[str, object]) -> None:
        await database.write(
            lambda tx: store.act(tx, crew, Action.CREATE, payload, None, wall_ms()), crew.yacht_id, needs_room=True
        )

    rows: Rows = []
    with TemporaryDirectory(prefix="lazarette-bench-") as name:
        async with AsyncExitStack() as opened:
            databases = []
            for kind, key in (("plain", None), ("encrypted", DatabaseKey(secrets.token_hex(32)))):
                folder = Path(name) / kind
                folder.mkdir()
                await become(folder, crew.yacht_id, str(uuid4()), "http://127.0.0.1:1", wall_ms(), bytes(32), key)
                databases.append(await NodeDatabase(folder / DATABASE, key).open())
                opened.push_async_callback(databases[-1].close)
            for asked, (together, times) in _GROUPS.items():
                rounds = [[await rate(one, together, times) for one in databases] for _ in range(_ROUNDS)]
                plain, encrypted = (median(rates) for rates in zip(*rounds, strict=True))
                ratio = median(second / first for first, second in rounds)
                rows.append({"creates a second in the database": asked, "plain": round(plain),
                             "encrypted": round(encrypted), "ratio": f"{ratio:.2f}"})  # fmt: skip
    return rows
