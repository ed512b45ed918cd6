"""A small world over real HTTP, once for each worker; no answer in it may be a 5xx other than 503 and 507, and
whatever the shore asks its database in it says which yacht it is about."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
import sqlalchemy as sa

from cloud_sync.database import ShoreDatabase
from cloud_sync.placement import TOGETHER
from deploy.world import World, running_world
from tests.acceptance.browsing import Browser, browsing
from tests.conftest import open_folder
from tests.queries import without_yacht


@dataclass
class Person:
    """Somebody with a token at one side."""

    client: httpx.AsyncClient
    token: str
    yacht_id: str | None

    async def get(self, path: str, **query: Any) -> httpx.Response:
        return await self.client.get(path, params=query or None, headers={"authorization": f"Bearer {self.token}"})

    async def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        sent = {"authorization": f"Bearer {self.token}", **headers}
        if isinstance(body, bytes):
            return await self.client.post(path, content=body, headers=sent)
        return await self.client.post(path, json=body, headers=sent)

    async def act(self, action: str, key: str | None = None, **payload: Any) -> httpx.Response:
        context = {"yacht_id": self.yacht_id} if self.yacht_id else {}
        body = {"action": action, "context": context, "payload": payload}
        return await self.post("/v1/actions/execute", body, **({"idempotency-key": key} if key else {}))

    async def request(self, **more: Any) -> str:
        """A request for a part that nobody else asks for; the item's id."""
        payload = {"part_name": f"Part {uuid4()}", "quantity_requested": 4, "source_type": "manual_add", **more}
        answer = await self.act("create_shopping_list_item", **payload)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["entity_id"])


@dataclass
class Side:
    """One side of one yacht: a node, or the shore seen by that yacht's people."""

    name: str
    client: httpx.AsyncClient
    tokens: dict[str, str]
    yacht_id: str

    def __getattr__(self, role: str) -> Person:
        if role not in self.tokens:
            raise AttributeError(role)
        return Person(self.client, self.tokens[role], self.yacht_id)


@dataclass
class Tried:
    """The world and who is in it."""

    world: World
    nodes: list[Side]
    shores: list[Side]
    fleet: Person
    statuses: dict[int, int] = field(default_factory=dict)
    statements: set[str] = field(default_factory=set)
    """What the shore has asked its database so far, as its application."""

    def sides(self) -> list[Side]:
        return [self.nodes[0], self.shores[0]]


@asynccontextmanager
async def heard(database: ShoreDatabase) -> AsyncIterator[set[str]]:
    """The statements that a database sends from now on, through SQLAlchemy or straight to the driver."""
    statements: set[str] = set()

    def through(_connection: sa.Connection, _cursor: Any, statement: str, *_: Any) -> None:
        statements.add(statement)

    def straight(adapted: Any, _record: Any) -> None:
        driver = adapted.driver_connection
        driver.add_query_logger(lambda query: statements.add(query.query))

    engine = database._engine
    listeners = (("before_cursor_execute", through), ("connect", straight))
    for name, listener in listeners:
        sa.event.listen(engine.sync_engine, name, listener)
    await engine.dispose()  # those who are connected already would not be heard
    yield statements
    for name, listener in listeners:
        sa.event.remove(engine.sync_engine, name, listener)


@pytest_asyncio.fixture(scope="session")
async def tried(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Tried]:
    directory = open_folder(tmp_path_factory, "world")
    statuses: dict[int, int] = {}

    async def count(response: httpx.Response) -> None:
        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
        assert response.status_code < 500 or response.status_code in (503, 507), f"{response.request.url}"

    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(running_world(directory, 2, manual_sync=True))
        statements = await stack.enter_async_context(heard(world.shore.backend.database))

        def client(url: str) -> httpx.AsyncClient:
            return httpx.AsyncClient(base_url=url, timeout=60, trust_env=False, event_hooks={"response": [count]})

        async with client(world.shore_url) as shore:
            nodes, shores = [], []
            for yacht in world.yachts:
                described = yacht.described
                nodes.append(Side("node", client(described["node_url"]), described["tokens"], described["yacht_id"]))
                shores.append(Side("shore", shore, described["shore_tokens"], described["yacht_id"]))
            yield Tried(world, nodes, shores, Person(shore, world.manager_token, None), statuses, statements)
            for node in nodes:
                await node.client.aclose()
    assert statuses.get(500, 0) == 0
    assert {one for one in statements if without_yacht(one, TOGETHER)} == set()


@pytest.fixture(params=["node", "shore"])
def side(request: pytest.FixtureRequest, tried: Tried) -> Side:
    """The first yacht, on board and ashore: the contract is the same."""
    return tried.nodes[0] if request.param == "node" else tried.shores[0]


@pytest.fixture
def board(tried: Tried) -> Side:
    """The first yacht's node."""
    return tried.nodes[0]


@pytest.fixture
async def crew(board: Side) -> AsyncIterator[Browser]:
    async with browsing(board.client.base_url, board.tokens["crew"]) as browser:
        yield browser


@pytest.fixture
async def engineer(board: Side) -> AsyncIterator[Browser]:
    async with browsing(board.client.base_url, board.tokens["chief_engineer"]) as browser:
        yield browser


@pytest.fixture
async def captain(board: Side) -> AsyncIterator[Browser]:
    async with browsing(board.client.base_url, board.tokens["captain"]) as browser:
        yield browser
