"""The same small world as the acceptance tests', for attacks over real HTTP while honest requests go on; and two yachts
in a database whose words are secret from each other, with somebody of the first who tries to learn or change them.
"""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import admin
from cloud_sync.database import ShoreDatabase, sealed
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.store import act
from tests.acceptance.conftest import Side, Tried, side, tried
from tests.conftest import SEAL_KEY, Addresses

__all__ = ["Side", "Tried", "side", "tried"]

SECRET = "Torpedo tube seal"
"""What the second yacht asks for; no byte of it may reach the first."""


@dataclass
class Pair:
    """The attacker's yacht and the victim's. `stolen`: ids of the victim's rows, as if they had leaked."""

    database: ShoreDatabase
    mine: str
    theirs: str
    me: str
    them: str
    node: str
    item: str = ""
    stolen: dict[str, str] = field(default_factory=dict)

    async def act(self, yacht: str, action: Action, key: str | None = None, **payload: Any) -> dict[str, Any]:
        """Take an action as the captain of one of the two."""
        user = self.me if yacht == self.mine else self.them
        async with self.database.transaction(user, yacht) as tx:
            actor = Actor(user, "Captain", yacht, Role.CAPTAIN)
            return await act(tx, actor, action, payload, key, int(time.time() * 1000))

    def seal(
        self, user: str | None = None, yacht: str | None = None, lifetime_s: int = 60, key: bytes = SEAL_KEY
    ) -> str:
        """The value of app.ctx that the shore itself would set: by default for the attacker."""
        return sealed(key, user or self.me, yacht or self.mine, int(time.time()) + lifetime_s)


@pytest.fixture
async def pair(shore: ShoreDatabase, owner: AsyncEngine) -> Pair:
    async with owner.begin() as connection:
        mine, theirs = await admin.add_yacht(connection, "Mine"), await admin.add_yacht(connection, "Theirs")
        me = await admin.add_user(connection, mine, "Attacker", [Role.CAPTAIN], "a hash")
        them = await admin.add_user(connection, theirs, "Victim", [Role.CAPTAIN], "a hash of theirs")
        await admin.add_enrolment_code(connection, theirs, "code", "2999-01-01T00:00:00.000Z")
    node = str(uuid4())
    assert await shore.enrol_node("code", node, b"k" * 32) == theirs
    made = Pair(shore, mine, theirs, me, them, node)
    wanted = {"quantity_requested": "3", "source_type": "manual_add", "allow_duplicate": True}
    made.item = (await made.act(mine, Action.CREATE, part_name="Impeller", **wanted))["entity_id"]
    for _ in range(30):
        last = await made.act(theirs, Action.CREATE, part_name=SECRET, source_notes=SECRET, **wanted)
    made.stolen = {"item": last["entity_id"], "entry": last["data"]["entry_id"]}
    return made


@pytest.fixture
async def psql(addresses: Addresses) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the application's login, with nothing of ours in between."""
    connection = await asyncpg.connect(addresses.app)
    yield connection
    await connection.close()
