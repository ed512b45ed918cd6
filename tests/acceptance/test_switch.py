"""The feature's switch and the rollout: 503 where it is off, sync going on, nothing lost meanwhile."""

from uuid import uuid4

import pytest
import sqlalchemy as sa

from cloud_sync.admin import administering
from cloud_sync.rollout import share
from shared_models.tables import SHOPPING_LIST
from tests.acceptance.conftest import Side, Tried

PATHS = (
    "/v1/shopping-list/items", f"/v1/shopping-list/items/{uuid4()}", f"/v1/shopping-list/history?item_id={uuid4()}",
    "/v1/shopping-list/changes?after=0", "/v1/conflicts", "/v1/actions/list", "/v1/notifications",
)  # fmt: skip


@pytest.mark.parametrize("kind", ["node", "shore"])
async def test_a_switch_that_is_off_answers_503_everywhere_while_sync_goes_on(tried: Tried, kind: str) -> None:
    side: Side = tried.nodes[0] if kind == "node" else tried.shores[0]
    backend = tried.world.yachts[0].node.backend if kind == "node" else tried.world.shore.backend
    await side.crew.request()
    backend.switch = False
    try:
        for path in PATHS:
            answer = await side.crew.get(path)
            assert answer.status_code == 503, path
            assert answer.json()["error"]["code"] == "FEATURE_DISABLED"
        acted = await side.crew.act(
            "create_shopping_list_item", part_name="Lamp", quantity_requested=1, source_type="manual_add"
        )
        assert acted.status_code == 503
        assert (await side.client.get("/v1/actions/health")).status_code == 200
        status = (await tried.nodes[0].captain.post("/v1/sync/now")).json()
        assert status["last_exchange"]["outcome"] == "ok"
        assert status["backlog"]["total"] == 0
    finally:
        backend.switch = True


async def test_a_rollout_turns_it_off_for_one_yacht_and_reaches_its_node_by_sync(tried: Tried) -> None:
    first, second = tried.nodes
    owner = tried.world.shore.owner_url
    async with administering(owner) as connection:
        statement = "insert into feature_rollouts (flag, yacht_id, percentage) values (:flag, cast(:yacht as uuid), 0)"
        await connection.execute(sa.text(statement), {"flag": SHOPPING_LIST, "yacht": second.yacht_id})
        everyone = "insert into feature_rollouts (flag, percentage) values (:flag, 100)"
        await connection.execute(sa.text(everyone), {"flag": SHOPPING_LIST})
    try:
        for node in (first, second):
            await node.captain.post("/v1/sync/now")
        assert (await first.crew.get("/v1/shopping-list/items")).status_code == 200
        assert (await second.crew.get("/v1/shopping-list/items")).status_code == 503
        assert (await tried.shores[1].crew.get("/v1/shopping-list/items")).status_code == 503
    finally:
        async with administering(owner) as connection:
            await connection.execute(sa.text("delete from feature_rollouts"))
        await second.captain.post("/v1/sync/now")
    assert (await second.crew.get("/v1/shopping-list/items")).status_code == 200


def test_a_yacht_once_in_the_rollout_stays_in_as_it_widens() -> None:
    yachts = [str(uuid4()) for _ in range(400)]
    ten = {yacht for yacht in yachts if share(yacht, SHOPPING_LIST) < 10}
    fifty = {yacht for yacht in yachts if share(yacht, SHOPPING_LIST) < 50}
    assert ten < fifty
    assert 10 < len(ten) < 90
    assert 130 < len(fifty) < 270
