"""What an operator sees from outside: figures for whoever has the token, and one id from the tablet to Postgres."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
from pydantic import SecretStr

from cloud_sync.admin import administering
from shared_models.http import create_app
from shared_models.limits import Limits
from shared_models.logs import JsonLines
from tests.acceptance.conftest import Side, Tried

TOKEN = "the-operators-own-token"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged, from DEBUG on, as JSON lines."""
    text, log = io.StringIO(), logging.getLogger("lazarette")
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    level = log.level
    log.setLevel(logging.DEBUG)
    yield text
    log.removeHandler(handler)
    log.setLevel(level)


def said(lines: io.StringIO, message: str) -> list[dict[str, Any]]:
    return [line for line in map(json.loads, lines.getvalue().splitlines()) if line["message"] == message]


async def the_figures_are_there_for_whoever_has_the_token_and_for_nobody_else(tried: Tried, side: Side) -> None:
    world = tried.world
    backend = world.shore.backend if side.name == "shore" else world.yachts[0].node.backend
    assert (await side.client.get("/metrics")).status_code == 404
    assert (await side.client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})).status_code == 404
    app = create_app(backend, Limits(), SecretStr(TOKEN))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://here") as client:
        for token in ("", "Bearer ", "Bearer not-the-operators", f"Bearer {side.tokens['captain']}"):
            assert (await client.get("/metrics", headers={"authorization": token})).status_code == 401
        sent = {"authorization": f"Bearer {side.tokens['crew']}"}
        payload = {"part_name": "A part nobody else names", "quantity_requested": 1, "source_type": "manual_add"}
        for quantity in (1, "none"):
            body = {"action": "create_shopping_list_item", "payload": payload | {"quantity_requested": quantity}}
            await client.post("/v1/actions/execute", json=body, headers=sent)
        await client.get("/nothing/here")
        text = (await client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})).text
    for line in (
        'lazarette_actions_total{action="create_shopping_list_item",outcome="ok"} 1.0',
        'lazarette_actions_total{action="create_shopping_list_item",outcome="validation_failed"} 1.0',
        'lazarette_requests_total{endpoint="/v1/actions/execute",method="POST",status="400"} 1.0',
        'lazarette_requests_total{endpoint="none",method="none",status="404"} 1.0',
        'lazarette_request_seconds_count{endpoint="/v1/actions/execute"} 2.0', f'side="{side.name}"',
    ):  # fmt: skip
        assert line in text, line
    own = ("yacht_age_seconds", "yacht_feed_lag_entries", "yacht_conflicts_open", "yacht_quarantined")
    for name in own if side.name == "shore" else ("backlog_entries", "wal_bytes", "conflicts_open", "quarantined"):
        assert f"\nlazarette_{name}" in text, name
    assert payload["part_name"] not in text


async def an_exchange_is_counted_on_both_sides(tried: Tried) -> None:
    def count(metrics: Any, name: str) -> float:
        text = metrics.shown([]).decode()
        return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith(f"lazarette_{name}_total"))

    node, shore = tried.world.yachts[0].node.app.state.metrics, tried.world.shore.app.state.metrics
    names = ("exchanges", "exchange_round_trips", "exchange_bytes")
    before = [(count(node, name), count(shore, name)) for name in names]
    await tried.nodes[0].captain.post("/v1/sync/now")
    for (board, ashore), name in zip(before, names, strict=True):
        assert count(node, name) > board
        assert count(shore, name) > ashore


async def one_tap_is_followed_from_the_tablet_to_postgres_by_one_id(tried: Tried, lines: io.StringIO) -> None:
    node, key = tried.nodes[0], str(uuid4())
    body = {
        "action": "create_shopping_list_item",
        "payload": {"part_name": f"Part {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"},
    }
    answer = await node.crew.post("/v1/actions/execute", body, **{"idempotency-key": key})
    assert answer.headers["x-request-id"] == key
    acted = said(lines, "acted")[-1]
    assert (acted["request_id"], acted["entry_id"], acted["outcome"]) == (key, key, "ok")
    await tried.world.yachts[0].node.backend.engine.exchange()
    admitted = [line for line in said(lines, "admitted") if key in line["entry_ids"]]
    assert len(admitted) == 1
    assert admitted[0]["request_id"]
    async with administering(tried.world.shore.owner_url) as connection:
        found = "select count(*) from pms_history_entries where entry_id = :id"
        audited = "select count(*) from pms_audit_log where metadata->>'entry_id' = cast(:id as text)"
        assert (await connection.execute(sa.text(found), {"id": key})).scalar_one() == 1
        assert (await connection.execute(sa.text(audited), {"id": key})).scalar_one() == 1


async def a_requests_id_is_the_clients_if_it_is_a_sane_one_and_stands_in_the_audit(tried: Tried, side: Side) -> None:
    mine = f"tablet-{uuid4().hex}"
    body = {
        "action": "create_shopping_list_item", "context": {"yacht_id": side.yacht_id},
        "payload": {"part_name": f"Part {uuid4()}", "quantity_requested": 1, "source_type": "manual_add"},
    }  # fmt: skip
    answer = await side.crew.post("/v1/actions/execute", body, **{"x-request-id": mine})
    assert answer.headers["x-request-id"] == mine
    statement = sa.text("select metadata from pms_audit_log where entity_id = :id")
    item = {"id": answer.json()["entity_id"]}
    if side.name == "shore":
        async with administering(tried.world.shore.owner_url) as connection:
            row = (await connection.execute(statement, item)).scalar_one()
    else:
        async with tried.world.yachts[0].node.database.reading() as tx:
            row = json.loads((await tx.rows(statement, item))[0]["metadata"])
    assert row["request_id"] == mine
    for insane in ("x", "a" * 65, 'a"b"c"d"e"f', "new\tline-and-more"):
        drawn = (await side.crew.get("/v1/actions/list")).headers["x-request-id"]
        got = await side.client.get("/v1/actions/health", headers={"x-request-id": insane})
        assert got.headers["x-request-id"] not in (insane, drawn)


async def no_pin_token_or_word_of_a_person_is_logged(tried: Tried, side: Side, lines: io.StringIO) -> None:
    users, secret = tried.world.yachts[0].described["users"], f"Secret words {uuid4()}"
    name, pin = users["captain"]["name"], users["captain"]["pin"]
    for tried_pin in (pin, "98765432"):
        await side.client.post("/v1/auth/token", json={"name": name, "pin": tried_pin})
    item = await side.crew.request(part_name=secret, source_notes=secret)
    await side.captain.act("reject_shopping_list_item", item_id=item, rejection_reason=secret)
    await side.captain.act("approve_shopping_list_item", item_id=item, quantity_approved=secret)
    await side.crew.get("/v1/shopping-list/items", q=secret)
    await side.client.get("/v1/actions/list", headers={"authorization": f"Bearer {secret}"})
    await tried.world.yachts[0].node.backend.engine.exchange()
    text = lines.getvalue()
    assert len(text.splitlines()) > 8
    for word in (secret, pin, "98765432", *side.tokens.values()):
        assert word not in text
