"""Whatever an enrolled node sends, the shore answers 200 or a 4xx, and goes on."""

import hashlib
import json
import random
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from edge_node.outgoing import ENTRIES
from edge_node.persist import OUTBOX, STATE
from shared_models.entries import canonical_json
from shared_models.exchange import packed
from shared_models.journal import entry_of
from tests.acceptance.conftest import Tried

STRANGE: tuple[Any, ...] = (
    None, True, -1, 0, 2**63, 10**30, 1.5, 1e308, "", "x", "\0", "\ud800", "é" * 5000, [], [[]], {}, [None],
    {"a": "\0"}, {"a": 1.5}, "00000000-0000-0000-0000-000000000000", "ffffffffffffffff", "signed", "captain",
)  # fmt: skip


async def send(tried: Tried, body: bytes) -> httpx.Response:
    """A request signed by the first yacht's node."""
    engine = tried.world.yachts[0].node.backend.engine
    async with engine.database.reading() as tx:
        node_id = (await tx.rows(sa.select(STATE.c.node_id)))[0]["node_id"]
    signature = engine.key.sign(hashlib.sha256(body).digest()).hex()
    headers = {"x-node": node_id, "x-signature": signature, "content-type": "application/json"}
    return await tried.shores[0].client.post("/v1/sync", content=body, headers=headers)


async def message(tried: Tried) -> dict[str, Any]:
    """What the node would send: two fresh acts that wait in its outbox."""
    for _ in range(2):
        await tried.nodes[0].crew.request(source_notes="from the locker")
    engine = tried.world.yachts[0].node.backend.engine
    async with engine.database.reading() as tx:
        state = (await tx.rows(sa.select(STATE)))[0]
        waiting = sa.select(ENTRIES).join(OUTBOX, OUTBOX.c.entry_id == ENTRIES.c.entry_id).order_by(OUTBOX.c.seq)
        rows = await tx.rows(waiting)
    entries = [
        {"entry": entry_of(row).as_dict(), "hash": row["hash"].hex(), "chain": row["chain"].hex()} for row in rows[-2:]
    ]
    return {
        "version": 1, "node_id": state["node_id"], "epoch": state["epoch"], "position": state["position"],
        "digest": state["digest"].hex(), "generation": state["generation"], "reference_version": 0,
        "wanted_bytes": 1000, "backlog": 2, "entries": entries,
    }  # fmt: skip


def rehashed(raw: dict[str, Any]) -> dict[str, Any]:
    """The entry with a hash that fits, as a node would send that means it."""
    try:
        digest = hashlib.sha256(canonical_json(raw["entry"]).encode()).hexdigest()
    except ValueError:
        digest = raw["hash"]
    return {**raw, "hash": digest}


@pytest.mark.parametrize("seed", range(4))
async def test_a_strange_message_is_a_4xx_or_is_set_aside(tried: Tried, seed: int) -> None:
    chance = random.Random(seed)
    good = await message(tried)
    for _ in range(120):
        bad = json.loads(json.dumps(good))
        place = chance.choice(["top", "entry", "payload"])
        entry = chance.choice(bad["entries"])
        target = bad if place == "top" else entry["entry"] if place == "entry" else entry["entry"]["payload"]
        name = chance.choice([*target, "something_new"])
        if chance.random() < 0.15:
            target.pop(name, None)
        else:
            target[name] = chance.choice(STRANGE)
        entry["entry"]["seq"] = entry["entry"].get("seq", 1)
        if chance.random() < 0.8 and place != "top" and name != "entries":
            bad["entries"] = [rehashed(raw) for raw in bad["entries"]]
        body = json.dumps(bad).encode()
        answer = await send(tried, packed(body) if chance.random() < 0.5 else body)
        assert answer.status_code in (200, 400, 401), (place, name, target.get(name), answer.text)
    status = (await tried.nodes[0].captain.post("/v1/sync/now")).json()
    assert status["last_exchange"]["outcome"] == "ok"


async def test_only_the_nodes_own_key_opens_the_exchange(tried: Tried) -> None:
    body = json.dumps(await message(tried)).encode()
    client, json_form = tried.shores[0].client, {"content-type": "application/json"}
    for headers in (
        {}, {"x-node": "x"}, {"x-node": str(uuid4()), "x-signature": "00" * 64},
        {"x-node": json.loads(body)["node_id"], "x-signature": "zz"},
        {"x-node": json.loads(body)["node_id"], "x-signature": "00" * 64},
    ):  # fmt: skip
        answer = await client.post("/v1/sync", content=body, headers={**json_form, **headers})
        assert answer.status_code in (400, 401)
    huge = await client.post("/v1/sync", content=b"x" * 9_000_000, headers={"x-node": str(uuid4()), **json_form})
    assert huge.status_code == 413


async def test_an_enrolment_with_nonsense_is_a_4xx(tried: Tried) -> None:
    client = tried.shores[0].client
    for body in (b"", b"[" * 200_000, b"[]", b"{}", b'{"code": 1, "node_id": 2, "public_key": 3}', b"\xff",
                 b'{"code": "A", "node_id": "\\u0000", "public_key": ""}'):  # fmt: skip
        answer = await client.post("/v1/nodes/enrol", content=body)
        assert 400 <= answer.status_code < 500, body[:40]
