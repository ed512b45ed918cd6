"""Clocks that are wrong on board, and a shore whose clock is right: authority decides, nobody is locked out."""

import hashlib
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
import sqlalchemy as sa

from cloud_sync.admin import add_enrolment_code, add_user, add_yacht, administering
from cloud_sync.app import Shore, running_shore
from cloud_sync.people import yacht_pepper
from cloud_sync.settings import ShoreSettings
from cloud_sync.tables import YachtFeed
from deploy.servers import serving
from edge_node.app import Node, running_node
from edge_node.enrol import enrol
from edge_node.settings import NodeSettings
from shared_models.clock import MAX_AHEAD_MS, MAX_WALL_MS
from shared_models.entries import moment
from shared_models.host import wall_ms
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.tables import Entry, Item, table_of
from shared_models.tokens import hash_pin
from shared_models.verify import verify
from tests.conftest import open_folder
from tests.durability.yacht import wanted

HOUR_MS, WEEK_MS = 3_600_000, 7 * 24 * 3_600_000
PIN = "483920"
ROLES = (Role.CREW, Role.CHIEF_OFFICER, Role.CAPTAIN)


def standing(ms: int) -> Callable[[], int]:
    """A clock that was set wrong when the node was started, and goes on from there."""
    start = wall_ms()
    return lambda: min(ms + wall_ms() - start, MAX_WALL_MS)


def off_by(ms: int) -> Callable[[], int]:
    """A clock that is ahead or behind."""
    return lambda: wall_ms() + ms


def jumping() -> Callable[[], int]:
    """A clock that is set back and forth between any two looks at it, also within one transaction."""
    looks = count()
    return lambda: wall_ms() - (next(looks) % 3) * 5 * HOUR_MS


CLOCKS = {
    "1970": standing(0),
    "1980-01-06": standing(315_964_800_000),
    "minus 1024 weeks": off_by(-1024 * WEEK_MS),
    "2036": standing(2_085_978_496_000),
    "2038": standing(2_147_483_648_000),
    "9999": standing(MAX_WALL_MS - 1000),
    "14 hours ahead": off_by(14 * HOUR_MS),
    "14 hours behind": off_by(-14 * HOUR_MS),
    "backwards": jumping(),
}


@dataclass
class Ashore:
    """A running shore and where it is."""

    shore: Shore
    url: str


@pytest_asyncio.fixture(scope="module")
async def ashore(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Ashore]:
    directory = open_folder(tmp_path_factory, "clocks")
    settings = ShoreSettings(data_dir=directory / "shore", database_url=None, shopping_list_v1_enabled=True)
    async with running_shore(settings) as shore, serving(shore.app, "127.0.0.1", 0, settings) as url:
        yield Ashore(shore, url)


@dataclass
class Board:
    """A yacht whose node has such a clock, over HTTP; no answer is a 5xx."""

    ashore: Ashore
    node: Node
    client: httpx.AsyncClient
    people: dict[Role, Actor]

    async def sign_in(self, role: Role) -> str:
        given = {"name": self.people[role].name, "pin": PIN}
        answer = await self.client.post("/v1/auth/token", json=given)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["access_token"])

    async def act(self, token: str, action: Action, **payload: object) -> httpx.Response:
        yacht_id = self.people[Role.CREW].yacht_id
        body = {"action": action.value, "context": {"yacht_id": yacht_id}, "payload": payload}
        return await self.client.post("/v1/actions/execute", json=body, headers={"authorization": f"Bearer {token}"})

    async def done(self, token: str, action: Action, **payload: object) -> str:
        answer = await self.act(token, action, **payload)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["entity_id"])

    async def exchange(self) -> None:
        for _ in range(2):
            assert (await self.node.backend.engine.exchange()).outcome == "ok"

    async def agree(self) -> dict[str, str]:
        """Both sides verify and are equal; each item's status."""
        yacht_id = self.people[Role.CREW].yacht_id
        async with self.node.database.reading() as tx:
            board = await verify(tx, yacht_id)
            items = await tx.rows(sa.select(table_of(Item).c.id, table_of(Item).c.status))
        async with self.ashore.shore.database.transaction(None, yacht_id) as tx:
            shore = await verify(tx, yacht_id)
        assert (board.problems, shore.problems) == ([], [])
        assert (board.digest, board.position, board.fingerprint) == (shore.digest, shore.position, shore.fingerprint)
        return {row["id"]: row["status"] for row in items}


async def never_5xx(response: httpx.Response) -> None:
    assert response.status_code < 500, response.request.url


@pytest_asyncio.fixture(params=CLOCKS)
async def board(request: pytest.FixtureRequest, ashore: Ashore, tmp_path: Path) -> AsyncIterator[Board]:
    """A new yacht, enrolled and run by that clock."""
    now_ms, code = CLOCKS[request.param], secrets.token_hex(4).upper()
    people = {}
    async with administering(ashore.shore.owner_url) as connection:
        yacht_id = await add_yacht(connection, f"Yacht {uuid4()}")
        hashed = hash_pin(PIN, yacht_pepper(ashore.shore.backend.people.pepper_key, yacht_id))
        for role in ROLES:
            user_id = await add_user(connection, yacht_id, f"The {role.value}", [role], hashed)
            people[role] = Actor(user_id, f"The {role.value}", yacht_id, role)
        code_hash = hashlib.sha256(code.encode()).hexdigest()
        await add_enrolment_code(connection, yacht_id, code_hash, moment(wall_ms() + HOUR_MS))
    await enrol(tmp_path, ashore.url, code, now_ms())
    settings = NodeSettings(data_dir=tmp_path, shopping_list_v1_enabled=True, manual_sync=True)
    async with running_node(settings, now_ms=now_ms) as node:
        transport = httpx.ASGITransport(node.app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://node", event_hooks={"response": [never_5xx]}
        ) as client:
            yield Board(ashore, node, client, people)


async def a_wrong_clock_changes_nobodys_authority_and_locks_nobody_out(board: Board) -> None:
    await board.exchange()
    crew, officer, captain = [await board.sign_in(role) for role in ROLES]
    items = [await board.done(crew, Action.CREATE, **wanted(f"Part {number}")) for number in range(3)]
    await board.exchange()
    shore, people = board.ashore.shore.backend, board.people
    rejected = {"item_id": items[0], "rejection_reason": "not now"}
    approved = {"item_id": items[1], "quantity_approved": 2}
    await board.done(officer, Action.APPROVE, item_id=items[0], quantity_approved=2)
    await shore.act(people[Role.CAPTAIN], Action.REJECT, rejected, None)
    await board.done(captain, Action.REJECT, item_id=items[1], rejection_reason="not now")
    await shore.act(people[Role.CHIEF_OFFICER], Action.APPROVE, approved, None)
    await board.done(captain, Action.APPROVE, item_id=items[2], quantity_approved=1)
    await board.exchange()
    states = await board.agree()
    assert [states[item] for item in items] == ["rejected", "rejected", "approved"]
    for path in ("/v1/shopping-list/items", "/v1/sync/status", "/v1/conflicts", "/v1/actions/health"):
        answer = await board.client.get(path, headers={"authorization": f"Bearer {captain}"})
        assert answer.status_code == 200, answer.text

    board.node.backend.now_ms = board.node.backend.engine.now_ms = wall_ms
    captain = await board.sign_in(Role.CAPTAIN)
    await board.done(captain, Action.ORDER, item_id=items[2], quantity_ordered=1)
    await board.exchange()
    assert (await board.agree())[items[2]] == "ordered"


async def a_wrong_clock_on_board_does_not_carry_the_shores_away(board: Board) -> None:
    await board.exchange()
    crew = await board.sign_in(Role.CREW)
    for number in range(3):
        await board.done(crew, Action.CREATE, **wanted(f"Part {number}"))
        await board.exchange()
    yacht_id = board.people[Role.CREW].yacht_id
    feed, entries = table_of(YachtFeed), table_of(Entry)
    async with administering(board.ashore.shore.owner_url) as connection:
        ashore_ms = (await connection.execute(sa.select(feed.c.clock_ms).where(feed.c.yacht_id == yacht_id))).scalar()
    assert ashore_ms <= wall_ms() + MAX_AHEAD_MS
    async with board.node.database.reading() as tx:
        rows = await tx.rows(sa.select(entries).order_by(entries.c.seq))
    clocks = [(row["clock_ms"], row["clock_counter"]) for row in rows]
    assert len(clocks) == 3
    assert clocks == sorted(set(clocks)), "a node's own clock never goes back"


async def a_sign_in_from_a_clock_that_was_ahead_stays_good(board: Board) -> None:
    await board.exchange()
    now_ms = board.node.backend.now_ms()
    token = await board.sign_in(Role.CREW)
    board.node.backend.now_ms = board.node.backend.people.now_ms = wall_ms
    answer = await board.act(token, Action.CREATE, **wanted("Lamp"))
    expired = now_ms + board.node.backend.people.issuer.lifetime_s * 1000 <= wall_ms()
    assert answer.status_code == (401 if expired else 200), answer.text
    assert (await board.act(await board.sign_in(Role.CREW), Action.CREATE, **wanted("Rope"))).status_code == 200
