"""One suite for the store over both databases: whatever is done through it replays from the journal."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync.admin import add_user, add_yacht
from cloud_sync.database import ShoreDatabase
from edge_node.database import NodeDatabase
from edge_node.enrol import DATABASE, become
from shared_models import store
from shared_models.entries import moment
from shared_models.errors import Duplicate, Forbidden, IdempotencyConflict, InvalidState, NotFound
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.verify import Report, verify

NOW_MS = 1_800_000_000_000
Job = Callable[[Any], Awaitable[Any]]


class Tried:
    """A store on one of the databases, and a person of each role."""

    def __init__(self, kind: str, yacht_id: str, write: Callable[[Job], Awaitable[Any]]) -> None:
        self.kind, self.yacht_id, self.write, self.now_ms = kind, yacht_id, write, NOW_MS
        self.people = {role: Actor(str(uuid4()), role.value, yacht_id, role) for role in Role}

    async def act(self, role: Role, action: Action, key: str | None = None, **payload: Any) -> dict[str, Any]:
        self.now_ms += 1000
        now_ms = self.now_ms
        answer: dict[str, Any] = await self.write(
            lambda tx: store.act(tx, self.people[role], action, payload, key, now_ms)
        )
        return answer

    async def create(self, **more: Any) -> str:
        payload = {"part_name": f"Pump {uuid4()}", "quantity_requested": 4, "source_type": "manual_add", **more}
        return str((await self.act(Role.CREW, Action.CREATE, **payload))["entity_id"])

    async def replayed(self) -> Report:
        report: Report = await self.write(lambda tx: verify(tx, self.yacht_id))
        assert report.problems == []
        return report

    async def count(self, table: str) -> int:
        rows = await self.write(lambda tx: tx.rows(sa.text(f"select count(*) as n from {table}")))
        return int(rows[0]["n"])


@pytest_asyncio.fixture
async def node_store(tmp_path: Path) -> AsyncIterator[Tried]:
    yacht_id = str(uuid4())
    await become(tmp_path, yacht_id, str(uuid4()), "http://shore.invalid", NOW_MS, bytes(32))
    database = await NodeDatabase(tmp_path / DATABASE).open()
    yield Tried("node", yacht_id, lambda job: database.write(job, yacht_id))
    await database.close()


@pytest_asyncio.fixture
async def shore_store(shore: ShoreDatabase, owner: AsyncEngine) -> Tried:
    async with owner.begin() as connection:
        yacht_id = await add_yacht(connection, "Aurora")
        user_id = await add_user(connection, yacht_id, "Ruben", [Role.CAPTAIN], None, moment(0))

    async def write(job: Job) -> Any:
        async with shore.transaction(user_id, yacht_id) as tx:
            return await job(tx)

    return Tried("shore", yacht_id, write)


@pytest.fixture(params=["node", "shore"])
def tried(request: pytest.FixtureRequest) -> Tried:
    made: Tried = request.getfixturevalue(f"{request.param}_store")
    return made


async def test_an_items_whole_life_replays_from_the_journal(tried: Tried) -> None:
    item = await tried.create(currency="EUR", estimated_unit_price="12.5")
    steps: list[tuple[Role, Action, dict[str, Any]]] = [
        (Role.CREW, Action.UPDATE, {"unit": "box"}),
        (Role.CHIEF_OFFICER, Action.REVIEW, {}),
        (Role.CAPTAIN, Action.APPROVE, {"quantity_approved": 3, "approval_notes": "in time for the crossing"}),
        (Role.CHIEF_ENGINEER, Action.PROMOTE, {}),
        (Role.MANAGER, Action.ORDER, {"quantity_ordered": 3, "order_id": str(uuid4()), "preferred_supplier": "MTU"}),
        (Role.MANAGER, Action.CANCEL, {"reason": "out of stock"}),
        (Role.CAPTAIN, Action.ORDER, {"quantity_ordered": 2}),
        (Role.CREW, Action.RECEIVE, {"quantity": "2.5", "receiving_event_id": str(uuid4()), "notes": "one box torn"}),
        (Role.CAPTAIN, Action.CORRECT, {"quantity": "-1.5", "reason": "miscounted"}),
        (Role.CREW, Action.RECEIVE, {"quantity": 1}),
        (Role.CREW, Action.INSTALL, {"quantity": 2, "installed_to_equipment_id": str(uuid4())}),
    ]
    for number, (role, action, payload) in enumerate(steps):
        await tried.act(role, action, item_id=item, **payload)
        report = await tried.replayed()
        assert report.entries == number + 2
    assert report.items == 1
    assert await tried.count("pms_audit_log") >= len(steps) + 1


async def test_what_is_refused_leaves_nothing_behind(tried: Tried) -> None:
    item = await tried.create(part_name="Seal")
    before = await tried.replayed(), await tried.count("pms_audit_log")
    refused: list[tuple[type[Exception], Role, Action, dict[str, Any]]] = [
        (Forbidden, Role.CREW, Action.APPROVE, {"item_id": item, "quantity_approved": 1}),
        (NotFound, Role.CAPTAIN, Action.APPROVE, {"item_id": str(uuid4()), "quantity_approved": 1}),
        (InvalidState, Role.CREW, Action.RECEIVE, {"item_id": item, "quantity": 1}),
        (Duplicate, Role.CREW, Action.CREATE,
         {"part_name": "SEAL", "quantity_requested": 1, "source_type": "manual_add"}),
    ]  # fmt: skip
    for error, role, action, payload in refused:
        with pytest.raises(error):
            await tried.act(role, action, **payload)
    assert (await tried.replayed(), await tried.count("pms_audit_log")) == before


async def test_a_key_that_comes_again_gives_the_first_answer(tried: Tried) -> None:
    key = str(uuid4())
    payload = {"part_name": "Hose", "quantity_requested": 1, "source_type": "manual_add"}
    first = await tried.act(Role.CREW, Action.CREATE, key, **payload)
    assert await tried.act(Role.CREW, Action.CREATE, key, **payload) == first
    with pytest.raises(IdempotencyConflict):
        await tried.act(Role.CREW, Action.CREATE, key, **{**payload, "quantity_requested": 2})
    with pytest.raises(IdempotencyConflict):
        await tried.act(Role.CAPTAIN, Action.CREATE, key, **payload)
    assert (await tried.replayed()).entries == 1


async def test_a_cancellation_must_name_an_order_that_stands(tried: Tried) -> None:
    item = await tried.create()
    await tried.act(Role.CAPTAIN, Action.APPROVE, item_id=item, quantity_approved=1)
    first = await tried.act(Role.CAPTAIN, Action.ORDER, item_id=item, quantity_ordered=1)
    named = first["data"]["entry_id"]
    await tried.act(Role.CAPTAIN, Action.CANCEL, item_id=item, reason="dear", order_entry_id=named)
    await tried.act(Role.CAPTAIN, Action.ORDER, item_id=item, quantity_ordered=2)
    with pytest.raises(InvalidState):
        await tried.act(Role.CAPTAIN, Action.CANCEL, item_id=item, reason="again", order_entry_id=named)
    await tried.replayed()


async def test_stock_moves_with_receipts_corrections_and_installations(tried: Tried) -> None:
    item = await tried.create()
    for role, action, payload in (
        (Role.CAPTAIN, Action.APPROVE, {"quantity_approved": 4}),
        (Role.CAPTAIN, Action.ORDER, {"quantity_ordered": 4}),
        (Role.CREW, Action.RECEIVE, {"quantity": 4}),
        (Role.CHIEF_ENGINEER, Action.PROMOTE, {}),
        (Role.CAPTAIN, Action.CORRECT, {"quantity": -1, "reason": "one was a nut"}),
        (Role.CREW, Action.INSTALL, {"quantity": "0.5"}),
    ):
        await tried.act(role, action, item_id=item, **payload)
    await tried.replayed()
    rows = await tried.write(lambda tx: tx.rows(sa.select(store._PARTS.c.quantity_on_hand)))
    assert [row["quantity_on_hand"] for row in rows] == ["2.5"]
