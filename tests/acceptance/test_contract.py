"""The eighteen and the ten of the isolation contract, over real HTTP with real tokens."""

from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa

from cloud_sync.database import ShoreDatabase
from tests.acceptance.conftest import Side, Tried

APPROVE, REJECT, PROMOTE = "approve_shopping_list_item", "reject_shopping_list_item", "promote_candidate_to_part"


def code(answer) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


async def test_crew_create_200(side: Side) -> None:
    answer = await side.crew.act(
        "create_shopping_list_item", part_name=f"Pump {uuid4()}", quantity_requested=2, source_type="manual_add"
    )
    assert answer.status_code == 200
    body = answer.json()
    assert body["success"] is True
    assert body["entity_type"] == "shopping_list_item"
    assert body["data"]["status"] == "candidate"


async def test_crew_approve_403(side: Side) -> None:
    item = await side.crew.request()
    assert code(await side.crew.act(APPROVE, item_id=item, quantity_approved=1)) == (403, "FORBIDDEN")
    assert code(await side.crew.act(APPROVE)) == (403, "FORBIDDEN"), "the role comes before the payload"


@pytest.mark.parametrize("role", ["chief_officer", "chief_engineer", "captain"])
async def test_hod_approve_200(side: Side, role: str) -> None:
    item = await side.crew.request()
    answer = await getattr(side, role).act(APPROVE, item_id=item, quantity_approved=3)
    assert answer.status_code == 200
    assert answer.json()["data"]["status"] == "approved"


async def test_hod_reject_200(side: Side) -> None:
    item = await side.crew.request()
    answer = await side.captain.act(REJECT, item_id=item, rejection_reason="we carry two")
    assert answer.json()["data"]["status"] == "rejected"


async def test_crew_promote_403(side: Side) -> None:
    item = await side.crew.request()
    assert code(await side.crew.act(PROMOTE, item_id=item)) == (403, "FORBIDDEN")


async def test_engineer_promote_200(side: Side) -> None:
    item = await side.crew.request()
    answer = await side.chief_engineer.act(PROMOTE, item_id=item)
    assert answer.status_code == 200
    shown = (await side.crew.get(f"/v1/shopping-list/items/{item}")).json()
    assert shown["item"]["is_candidate_part"] is False
    assert shown["links"]["part"]["quantity_on_hand"] == "0"


async def test_hod_update_of_an_approved_item_200(side: Side) -> None:
    item = await side.crew.request()
    await side.captain.act(APPROVE, item_id=item, quantity_approved=3)
    answer = await side.captain.act("update_shopping_list_item", item_id=item, quantity_approved=2)
    assert answer.status_code == 200
    assert answer.json()["data"]["quantity_approved"] == "2"


async def test_crew_view_history_200(side: Side) -> None:
    item = await side.crew.request()
    answer = await side.crew.get("/v1/shopping-list/history", item_id=item)
    assert answer.status_code == 200
    body = answer.json()
    assert [entry["action"] for entry in body["entries"]] == ["create_shopping_list_item"]
    assert len(body["states"][0]) == 13


async def test_anonymous_read_is_empty_in_the_database_and_401_over_http(tried: Tried) -> None:
    connection = await asyncpg.connect(tried.world.shore.app_url.replace("+asyncpg", ""))
    try:
        assert await connection.fetch("select 1 from pms_shopping_list_items") == []
    finally:
        await connection.close()
    for side in tried.sides():
        answer = await side.client.get("/v1/shopping-list/items")
        assert code(answer) == (401, "UNAUTHORIZED")


async def test_service_role_reads_rows(tried: Tried) -> None:
    await tried.shores[0].crew.request()
    connection = await asyncpg.connect(tried.world.shore.owner_url.replace("+asyncpg", ""))
    try:
        await connection.execute("set role service_role")
        assert await connection.fetchval("select count(*) from pms_shopping_list_items") > 0
    finally:
        await connection.close()


async def test_cross_yacht_approve_touches_0_rows(tried: Tried) -> None:
    item = await tried.shores[0].crew.request()
    shore: ShoreDatabase = tried.world.shore.database
    other = tried.world.yachts[1].described
    async with shore.transaction(other["users"]["captain"]["user_id"], other["yacht_id"]) as tx:
        touched = await tx.rows(
            sa.text(
                "update pms_shopping_list_items set status = 'approved'"
                " where yacht_id = cast(:yacht_id as uuid) and id = cast(:id as uuid) returning id"
            ),
            {"yacht_id": tried.shores[0].yacht_id, "id": item},
        )
    assert list(touched) == []
    answer = await tried.shores[1].captain.act(APPROVE, item_id=item, quantity_approved=1)
    assert code(answer) == (404, "NOT_FOUND")


async def test_cross_yacht_read_is_empty(tried: Tried) -> None:
    item = await tried.shores[0].crew.request()
    stranger = tried.shores[1].captain
    listed = await stranger.get("/v1/shopping-list/items", yacht_id=tried.shores[0].yacht_id)
    assert listed.status_code == 200
    assert listed.json()["items"] == []
    assert code(await stranger.get(f"/v1/shopping-list/items/{item}")) == (404, "NOT_FOUND")


async def test_approve_a_missing_item_404(side: Side) -> None:
    answer = await side.captain.act(APPROVE, item_id=str(uuid4()), quantity_approved=1)
    assert code(answer) == (404, "NOT_FOUND")


async def test_approve_a_rejected_item_400(side: Side) -> None:
    item = await side.crew.request()
    await side.captain.act(REJECT, item_id=item, rejection_reason="no")
    assert code(await side.captain.act(APPROVE, item_id=item, quantity_approved=1)) == (400, "INVALID_STATE")


async def test_reject_an_approved_item_400(side: Side) -> None:
    item = await side.crew.request()
    await side.captain.act(APPROVE, item_id=item, quantity_approved=1)
    assert code(await side.captain.act(REJECT, item_id=item, rejection_reason="no")) == (400, "INVALID_STATE")


async def test_promote_a_non_candidate_400(side: Side) -> None:
    item = await side.crew.request(part_id=str(uuid4()))
    assert code(await side.chief_engineer.act(PROMOTE, item_id=item)) == (400, "INVALID_STATE")


async def test_invalid_transition_400(side: Side) -> None:
    item = await side.crew.request()
    assert code(await side.crew.act("record_receipt", item_id=item, quantity=1)) == (400, "INVALID_STATE")


async def test_duplicate_create_409(side: Side) -> None:
    order = str(uuid4())
    name = f"Seal {uuid4()}"
    first = await side.crew.request(part_name=name, source_work_order_id=order)
    again = {"part_name": name.upper(), "quantity_requested": 1, "source_type": "manual_add"}
    answer = await side.crew.act("create_shopping_list_item", **again, source_work_order_id=order)
    assert code(answer) == (409, "DUPLICATE")
    assert first in answer.json()["error"]["message"]
    allowed = await side.crew.act(
        "create_shopping_list_item", **again, source_work_order_id=order, allow_duplicate=True
    )
    assert allowed.status_code == 200
    other = await side.crew.act("create_shopping_list_item", **again, source_work_order_id=str(uuid4()))
    assert other.status_code == 200


async def test_the_crews_list_has_create_and_neither_approve_nor_reject(side: Side) -> None:
    body = (await side.crew.get("/v1/actions/list", domain="shopping_list")).json()
    names = {action["action_id"] for action in body["actions"]}
    assert names == {"create_shopping_list_item", "view_shopping_list_history"}
    assert body["total_count"] == 2
    assert body["role"] == "crew"


@pytest.mark.parametrize(("role", "count"), [("captain", 4), ("chief_officer", 4), ("chief_engineer", 5)])
async def test_the_lists_length_follows_the_role(side: Side, role: str, count: int) -> None:
    body = (await getattr(side, role).get("/v1/actions/list", domain="shopping_list")).json()
    assert body["total_count"] == count == len(body["actions"])


async def test_a_chief_engineers_list_has_every_mutate(side: Side) -> None:
    body = (await side.chief_engineer.get("/v1/actions/list")).json()
    assert len([action for action in body["actions"] if action["variant"] == "MUTATE"]) == 13


async def test_an_ambiguous_query_gives_candidates(side: Side) -> None:
    mark = uuid4().hex[:6]
    for number in range(2):
        await side.crew.request(part_name=f"Impeller {mark} {number}")
    body = (await side.chief_engineer.post("/v1/actions/suggestions", {"query": f"order impeller {mark}"})).json()
    assert len(body["candidates"]) > 1
    assert {"kind", "id", "label", "score"} <= body["candidates"][0].keys()


async def test_create_approve_reject_history(side: Side) -> None:
    item = await side.crew.request()
    assert (await side.captain.act(APPROVE, item_id=item, quantity_approved=4)).status_code == 200
    assert code(await side.captain.act(REJECT, item_id=item, rejection_reason="late")) == (400, "INVALID_STATE")
    body = (await side.crew.get("/v1/shopping-list/history", item_id=item)).json()
    assert [(state["previous_state"], state["new_state"]) for state in body["states"]] == [
        (None, "candidate"), ("candidate", "approved"),
    ]  # fmt: skip
    assert [entry["verdict"] for entry in body["entries"]] == ["applied", "applied"]


async def test_missing_item_404_second_reject_400_bad_quantity_400(side: Side) -> None:
    assert code(await side.captain.act(REJECT, item_id=str(uuid4()), rejection_reason="x")) == (404, "NOT_FOUND")
    item = await side.crew.request()
    await side.captain.act(REJECT, item_id=item, rejection_reason="no")
    assert code(await side.captain.act(REJECT, item_id=item, rejection_reason="no")) == (400, "INVALID_STATE")
    fresh = await side.crew.request()
    for bad in (0, -1, "x", None, 1e30, True, "1E+999999", [], "NaN", "0.00001"):
        status, name = code(await side.captain.act(APPROVE, item_id=fresh, quantity_approved=bad))
        assert status == 400
        assert name in ("VALIDATION_FAILED", "MISSING_REQUIRED_FIELD")


async def test_all_fourteen_actions_work_through_an_items_life(side: Side) -> None:
    part = str(uuid4())
    item = await side.crew.request()
    steps = [
        ("crew", "update_shopping_list_item", {"urgency": "high", "required_by_date": "2027-01-31"}, "candidate"),
        ("chief_engineer", "start_review", {}, "under_review"),
        ("chief_engineer", APPROVE, {"quantity_approved": "4.5"}, "approved"),
        ("chief_engineer", PROMOTE, {}, "approved"),
        ("captain", "mark_shopping_list_item_ordered", {"quantity_ordered": 4, "order_id": part}, "ordered"),
        ("captain", "cancel_order", {"reason": "too dear"}, "approved"),
        ("captain", "mark_shopping_list_item_ordered", {"quantity_ordered": 4}, "ordered"),
        ("crew", "record_receipt", {"quantity": 40}, "fulfilled"),
        (
            "chief_officer",
            "correct_receipt",
            {"quantity": -38, "reason": "typed a nought too many"},
            "partially_fulfilled",
        ),
        ("crew", "record_receipt", {"quantity": 2}, "fulfilled"),
        ("crew", "record_installation", {"quantity": 1}, "fulfilled"),
        ("crew", "record_installation", {"quantity": 3}, "installed"),
    ]
    for role, action, payload, status in steps:
        answer = await getattr(side, role).act(action, item_id=item, **payload)
        assert answer.status_code == 200, (action, answer.text)
        assert answer.json()["data"]["status"] == status, action
    shown = (await side.crew.get(f"/v1/shopping-list/items/{item}")).json()
    assert len(shown["item"]) == 45
    assert shown["links"]["part"]["quantity_on_hand"] == "0"
    viewed = await side.crew.act("view_shopping_list_history", item_id=item)
    assert viewed.status_code == 200
    other = await side.crew.request()
    assert (await side.captain.act("delete_shopping_list_item", item_id=other)).status_code == 200
    assert code(await side.captain.get(f"/v1/shopping-list/items/{other}")) == (404, "NOT_FOUND")
    assert (await side.crew.get("/v1/shopping-list/history", item_id=other)).status_code == 200
    assert code(await side.captain.act("delete_shopping_list_item", item_id=item)) == (409, "LOCKED")


async def test_a_repeated_request_is_done_once(side: Side) -> None:
    key = str(uuid4())
    payload = {"part_name": f"Hose {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"}
    first = await side.crew.act("create_shopping_list_item", key, **payload)
    again = await side.crew.act("create_shopping_list_item", key, **payload)
    assert first.json() == again.json()
    assert first.json()["entity_id"] == key
    other = await side.crew.act("create_shopping_list_item", key, **{**payload, "quantity_requested": 2})
    assert code(other) == (409, "IDEMPOTENCY_CONFLICT")


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"action": 1}', b'{"action": "approve_shopping_list_item", "payload": {"a": NaN}}',
     b'{"action": "x"}', b'{"a": 1, "a": 2}', b"\xff\xfe", b'{"a":' * 2000, b'{"a": ' + b"9" * 5000 + b"}",
     b'{"action":"create_shopping_list_item","payload":{"part_name":"\\u0000","quantity_requested":1,"source_type":"manual_add"}}',
     b'{"action":"create_shopping_list_item","payload":{"part_name":"\\ud800","quantity_requested":1,"source_type":"manual_add"}}'],
)  # fmt: skip
async def test_a_bad_body_is_a_400_with_the_envelope(side: Side, body: bytes) -> None:
    answer = await side.crew.post("/v1/actions/execute", body)
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert error.keys() == {"code", "message", "status", "field"}
    assert error["status"] == 400


async def test_no_422_in_the_openapi_document(side: Side) -> None:
    document = (await side.client.get("/openapi.json")).json()
    for path in document["paths"].values():
        for operation in path.values():
            assert "422" not in operation["responses"]


async def test_a_token_of_one_side_is_no_good_at_the_other(tried: Tried) -> None:
    node, shore = tried.nodes[0], tried.shores[0]
    for here, there in ((node, shore), (shore, node)):
        answer = await here.client.get(
            "/v1/shopping-list/items", headers={"authorization": f"Bearer {there.tokens['captain']}"}
        )
        assert code(answer) == (401, "UNAUTHORIZED")


async def test_a_fleet_manager_sees_their_yachts(tried: Tried) -> None:
    body = (await tried.fleet.get("/v1/fleet/yachts")).json()
    assert {yacht["yacht_id"] for yacht in body["yachts"]} == {side.yacht_id for side in tried.shores}
    assert all("as_of" in yacht for yacht in body["yachts"])
    assert code(await tried.shores[0].captain.get("/v1/fleet/yachts")) == (403, "FORBIDDEN")
    one = (await tried.shores[0].manager.get("/v1/fleet/yachts")).json()
    assert [yacht["yacht_id"] for yacht in one["yachts"]] == [tried.shores[0].yacht_id]


async def test_a_manager_of_several_must_say_which_yacht(tried: Tried) -> None:
    payload = {"part_name": f"Rope {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"}
    body = {"action": "create_shopping_list_item", "payload": payload}
    assert (await tried.fleet.post("/v1/actions/execute", body)).status_code == 400
    named = await tried.fleet.post("/v1/actions/execute", {**body, "context": {"yacht_id": tried.shores[1].yacht_id}})
    assert named.status_code == 200
    foreign = await tried.shores[0].crew.post(
        "/v1/actions/execute", {**body, "context": {"yacht_id": tried.shores[1].yacht_id}}
    )
    assert code(foreign) == (404, "NOT_FOUND")


async def test_sign_in_with_name_and_pin(tried: Tried) -> None:
    user = tried.world.yachts[0].described["users"]["crew"]
    for side in tried.sides():
        answer = await side.client.post("/v1/auth/token", json={"name": user["name"], "pin": user["pin"]})
        body = answer.json()
        assert answer.status_code == 200, body
        assert body["token_type"] == "bearer"
        assert body["role"] == "crew"
        assert body["yacht_id"] == side.yacht_id
        wrong = await side.client.post("/v1/auth/token", json={"name": user["name"], "pin": "000000x"})
        assert wrong.status_code in (400, 401)
