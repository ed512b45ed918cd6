"""Another yacht's data, attacked over real HTTP: a captain of the first yacht who knows ids of the second's."""

import asyncio
import base64
import hashlib
import json
import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from cloud_sync.admin import add_user, administering
from cloud_sync.backend import ShoreBackend
from cloud_sync.database import ShoreDatabase
from cloud_sync.people import yacht_pepper
from deploy.servers import serving
from edge_node.persist import STATE
from shared_models.entries import canonical_json
from shared_models.host import wall_ms
from shared_models.http import create_app
from shared_models.limits import Limits
from shared_models.roles import Role
from shared_models.tokens import hash_pin
from tests.acceptance.conftest import Person, Tried

MUTATIONS: dict[str, dict[str, Any]] = {
    "approve_shopping_list_item": {"quantity_approved": 1}, "reject_shopping_list_item": {"rejection_reason": "no"},
    "start_review": {}, "promote_candidate_to_part": {}, "update_shopping_list_item": {"urgency": "high"},
    "mark_shopping_list_item_ordered": {"quantity_ordered": 1}, "record_receipt": {"quantity": 1},
    "record_installation": {"quantity": 1}, "correct_receipt": {"quantity": -1, "reason": "x"},
    "cancel_order": {"reason": "x"}, "delete_shopping_list_item": {}, "view_shopping_list_history": {},
    "acknowledge_conflict": {"entry_id": str(uuid4())},
}  # fmt: skip


@dataclass
class Theirs:
    """What the attacker knows of the second yacht, and how it stood before the attack."""

    yacht_id: str
    word: str
    item: str
    entry: str
    order: str
    part: str
    key: str
    actor: str
    cursor: str
    journal: list[Any]

    def is_in(self, text: str, *known: str) -> list[str]:
        """Which of their words and ids are in a text, but for those that the attacker had sent."""
        secrets = {self.word, self.yacht_id, self.item, self.entry, self.order, self.part, self.key, self.actor}
        return [secret for secret in secrets - set(known) if secret in text]


async def journal(tried: Tried, yacht_id: str) -> list[Any]:
    async with administering(tried.world.shore.owner_url) as connection:
        rows = await connection.execute(
            sa.text(
                "select e.entry_id::text, encode(e.hash, 'hex'), i.status, i.updated_at::text, i.part_name"
                " from pms_history_entries e left join pms_shopping_list_items i"
                " on i.yacht_id = e.yacht_id and i.id = e.item_id where e.yacht_id = cast(:yacht as uuid) order by 1"
            ),
            {"yacht": yacht_id},
        )
        return [tuple(row) for row in rows]


@pytest.fixture
async def theirs(tried: Tried) -> AsyncIterator[Theirs]:
    side, key = tried.shores[1], str(uuid4())
    word = f"Secret {uuid4()}"
    made = await side.chief_engineer.act(
        "create_shopping_list_item",
        key,
        part_name=word,
        quantity_requested=4,
        source_type="manual_add",
        source_notes=word,
    )
    item = made.json()["entity_id"]
    for _ in range(3):
        await side.crew.request(source_notes=word)
    await side.captain.act("approve_shopping_list_item", item_id=item, quantity_approved=4)
    part = (await side.chief_engineer.act("promote_candidate_to_part", item_id=item)).json()["data"]
    ordered = await side.captain.act("mark_shopping_list_item_ordered", item_id=item, quantity_ordered=4)
    page = (await side.captain.get("/v1/shopping-list/items", limit=1)).json()
    users = tried.world.yachts[1].described["users"]
    before = await journal(tried, side.yacht_id)
    yield Theirs(
        side.yacht_id, word, item, made.json()["data"]["entry_id"], ordered.json()["data"]["entry_id"],
        part["candidate_promoted_to_part_id"], key, users["captain"]["user_id"], page["next_cursor"], before,
    )  # fmt: skip
    assert await journal(tried, side.yacht_id) == before, "the attack changed something of theirs"


@pytest.fixture
def attackers(tried: Tried) -> list[Person]:
    """Everybody of the first yacht, ashore."""
    side = tried.shores[0]
    return [side.captain, side.crew, side.chief_engineer, side.manager]


def like(answer: httpx.Response, *names: str) -> tuple[int, str, dict[str, str]]:
    """An answer without the ids that were asked for, its date and its length."""
    text = answer.text
    for name in names:
        text = text.replace(name, "ID")
    own = ("date", "content-length", "x-request-id")
    headers = {name: value for name, value in answer.headers.items() if name not in own}
    return answer.status_code, text, headers


async def alike(theirs: Theirs, ask: Any, *known: str) -> httpx.Response:
    """Ask about a thing of theirs, then about one that nobody has: every byte but the id must be the same."""
    stolen = known[0]
    answer, invented = await ask(stolen), str(uuid4())
    assert like(answer, stolen) == like(await ask(invented), invented)
    assert theirs.is_in(answer.text, *known) == []
    return answer


# Identifiers


async def test_an_id_of_theirs_in_a_path_is_like_one_that_is_not_there(theirs: Theirs, attackers: list[Person]) -> None:
    for person in attackers:
        for path in ("/v1/shopping-list/items/{}", "/v1/shopping-list/items/{}?yacht_id=" + theirs.yacht_id,
                     "/v1/shopping-list/history?item_id={}", "/v1/actions/list?entity_id={}"):  # fmt: skip
            answer = await alike(
                theirs,
                lambda name, path=path, person=person: person.get(path.format(name)),
                theirs.item,
                theirs.yacht_id,
            )
            assert answer.status_code == 404


@pytest.mark.parametrize("action", sorted(MUTATIONS))
async def test_an_item_of_theirs_in_a_body_is_like_one_that_is_not_there(
    theirs: Theirs, attackers: list[Person], action: str
) -> None:
    for person in attackers:
        answer = await alike(
            theirs, lambda name, person=person: person.act(action, item_id=name, **MUTATIONS[action]), theirs.item
        )
        assert answer.status_code in (403, 404), answer.text


async def test_a_part_order_delivery_or_entry_of_theirs_in_a_payload_leads_nowhere(
    tried: Tried, theirs: Theirs
) -> None:
    captain = tried.shores[0].captain
    for field in ("part_id", "source_work_order_id", "source_receiving_id"):
        for name in (theirs.part, theirs.item):
            item = await captain.request(**{field: name, "allow_duplicate": True})
            shown = await captain.get(f"/v1/shopping-list/items/{item}")
            assert shown.json()["links"] == {"work_order": None, "part": None, "receiving_event": None}
            assert theirs.is_in(shown.text, name) == []
    item = await captain.request()
    for action, field, name in (
        ("acknowledge_conflict", "entry_id", theirs.entry), ("cancel_order", "order_entry_id", theirs.order),
    ):  # fmt: skip
        given = {**MUTATIONS[action], "item_id": item}
        if action == "cancel_order":
            await captain.act("approve_shopping_list_item", item_id=item, quantity_approved=4)
            await captain.act("mark_shopping_list_item_ordered", item_id=item, quantity_ordered=4)
        answer = await alike(theirs, lambda n, a=action, f=field, g=given: captain.act(a, **{**g, f: n}), name)
        assert answer.status_code in (400, 404)
    for action, field in (
        ("record_receipt", "receiving_event_id"),
        ("record_installation", "installed_to_equipment_id"),
    ):
        answer = await captain.act(action, item_id=item, quantity=1, **{field: theirs.part})
        assert theirs.is_in(answer.text, theirs.part) == []


async def test_a_yacht_of_theirs_as_context_is_like_one_that_is_not_there(
    theirs: Theirs, attackers: list[Person]
) -> None:
    for person in attackers:
        for item in (theirs.item, str(uuid4())):

            async def ask(yacht: str, person: Person = person, item: str = item) -> httpx.Response:
                body = {"action": "start_review", "context": {"yacht_id": yacht}, "payload": {"item_id": item}}
                return await person.post("/v1/actions/execute", body)

            assert (await alike(theirs, ask, theirs.yacht_id, item)).status_code == 404


async def test_no_header_names_a_yacht_or_a_person(tried: Tried, theirs: Theirs) -> None:
    captain = tried.shores[0].captain
    plain = await captain.get("/v1/shopping-list/items", limit=500)
    for header in ("x-yacht-id", "x-yacht", "x-tenant", "x-user-id", "x-forwarded-user", "x-role", "x-original-url",
                   "x-rewrite-url", "x-http-method-override", "cookie", "forwarded", "x-node", "prefer"):  # fmt: skip
        for value in (theirs.yacht_id, theirs.actor, f"yacht_id={theirs.yacht_id}", "/v1/fleet/yachts"):
            sent = {"authorization": f"Bearer {captain.token}", header: value}
            answer = await captain.client.get("/v1/shopping-list/items", params={"limit": 500}, headers=sent)
            assert answer.json()["items"] == plain.json()["items"]


async def test_a_yacht_of_theirs_in_a_query_gives_an_empty_list(theirs: Theirs, attackers: list[Person]) -> None:
    for person in attackers:
        for path, name in (("shopping-list/items", "items"), ("shopping-list/changes", "entries"),
                           ("conflicts", "conflicts"), ("notifications", "notifications"),
                           ("fleet/items", "items"), ("fleet/needs", "needs")):  # fmt: skip
            answer = await person.get(f"/v1/{path}", yacht_id=theirs.yacht_id)
            if answer.status_code == 403 and path.startswith("fleet"):
                continue
            assert answer.status_code == 200
            assert answer.json()[name] == []
            assert theirs.is_in(answer.text, theirs.yacht_id) == []
            twice = await person.get(f"/v1/{path}?yacht_id={person.yacht_id}&yacht_id={theirs.yacht_id}")
            assert twice.status_code == 400


async def test_no_list_count_or_suggestion_knows_of_theirs(theirs: Theirs, attackers: list[Person]) -> None:
    word = theirs.word.split()[1][:8]
    for person in attackers:
        for path in ("shopping-list/items?limit=500", f"shopping-list/items?q={word}",
                     f"shopping-list/items?q=%25{word}",
                     "shopping-list/changes?limit=500", "conflicts?all=true", "notifications", "sync/status",
                     "fleet/yachts",
                     "fleet/items?limit=500", f"fleet/needs?q={word}", "fleet/needs",
                     f"actions/list?q={word}"):  # fmt: skip
            answer = await person.get(f"/v1/{path}")
            assert answer.status_code in (200, 403), answer.text
            assert theirs.is_in(answer.text) == [], path
        for query in (theirs.word, word, "Secret", f"approve {theirs.word}"):
            answer = await person.post("/v1/actions/suggestions", {"query": query})
            assert theirs.is_in(answer.text) == []


# Cursors and keys


def tampered(cursor: str, **changed: Any) -> str:
    keys = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place, value in changed.items():
        keys[int(place.removeprefix("at"))] = value
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


async def test_a_cursor_of_theirs_or_a_forged_one_pages_through_ones_own(
    tried: Tried, theirs: Theirs, attackers: list[Person]
) -> None:
    for _ in range(3):
        await tried.shores[0].crew.request()
    for person in attackers:
        own = (await person.get("/v1/shopping-list/items", limit=1)).json()["next_cursor"]
        for cursor in (
            theirs.cursor, tampered(own, at5=theirs.yacht_id), tampered(own, at4=theirs.item),
            tampered(theirs.cursor, at0=0, at1=0, at2="1900-01-01"), tampered(own, at0=2**63 - 1),
            tampered(own, at5="' or true --"), tampered(own, at4=None), own[:-3], own + "AAAA", "null", "W10",
        ):  # fmt: skip
            for path in ("shopping-list/items", "fleet/items", "conflicts"):
                answer = await person.get(f"/v1/{path}", cursor=cursor, limit=500)
                assert answer.status_code in (200, 400, 403), answer.text
                assert theirs.is_in(answer.text) == []
                if answer.status_code == 200:
                    assert {row["yacht_id"] for row in answer.json().get("items", [])} <= {person.yacht_id}


async def test_an_idempotency_key_of_theirs_neither_tells_nor_clashes(tried: Tried, theirs: Theirs) -> None:
    captain = tried.shores[0].captain
    for key, given in (
        (theirs.key, {"part_name": theirs.word, "quantity_requested": 4, "source_notes": theirs.word}),
        (theirs.order, {"part_name": f"Own {uuid4()}", "quantity_requested": 1}),
    ):  # fmt: skip
        answer = await captain.act("create_shopping_list_item", key, source_type="manual_add", **given)
        assert answer.status_code == 200, answer.text
        assert answer.json()["entity_id"] == key, "the key is the entry's id, here as there"
        assert theirs.is_in(answer.text, key, theirs.word, theirs.key, theirs.entry, theirs.item) == []
        shown = (await captain.get(f"/v1/shopping-list/items/{key}")).json()
        assert shown["item"]["yacht_id"] == captain.yacht_id
    back = await tried.shores[1].captain.get(f"/v1/shopping-list/items/{theirs.item}")
    assert back.json()["item"]["yacht_id"] == theirs.yacht_id


async def test_who_has_two_yachts_with_one_id_must_say_which(tried: Tried, theirs: Theirs) -> None:
    """An id of theirs that the attacker made the id of an item of his own does not stand in for it before the fleet."""
    captain = tried.shores[0].captain
    key = (await tried.shores[1].crew.request()) or ""
    await captain.act("create_shopping_list_item", key, part_name=f"Bait {key}", quantity_requested=1,
                      source_type="manual_add")  # fmt: skip
    for path in (f"/v1/shopping-list/items/{key}", f"/v1/shopping-list/history?item_id={key}",
                 f"/v1/actions/list?entity_id={key}"):  # fmt: skip
        answer = await tried.fleet.get(path)
        assert answer.status_code == 400, answer.text
    for side in tried.shores:
        answer = await tried.fleet.get(f"/v1/shopping-list/items/{key}", yacht_id=side.yacht_id)
        assert answer.json()["item"]["yacht_id"] == side.yacht_id
    theirs.journal[:] = await journal(tried, theirs.yacht_id)


async def test_a_batch_that_mixes_yachts_does_what_is_ones_own_alone(tried: Tried, theirs: Theirs) -> None:
    captain = tried.shores[0].captain
    item = await captain.request()
    calls = [
        {"action": "start_review", "payload": {"item_id": item}},
        {"action": "start_review", "payload": {"item_id": theirs.item}},
        {"action": "delete_shopping_list_item", "context": {"yacht_id": theirs.yacht_id},
         "payload": {"item_id": theirs.item}},
        {"action": "view_shopping_list_history", "payload": {"item_id": theirs.item}},
        {"action": "approve_shopping_list_item", "payload": {"item_id": item, "quantity_approved": 1}},
        {"action": "approve_shopping_list_item", "context": {"yacht_id": theirs.yacht_id},
         "payload": {"item_id": item, "quantity_approved": 1}},
    ]  # fmt: skip
    answer = await captain.post("/v1/actions/execute-batch", {"actions": calls}, **{"idempotency-key": theirs.key})
    statuses = [200 if one["success"] else one["error"]["status"] for one in answer.json()["results"]]
    assert statuses == [200, 404, 404, 404, 200, 404]
    assert theirs.is_in(answer.text) == []


# Sync


async def spoken(tried: Tried, yacht: int, **changed: Any) -> tuple[dict[str, Any], Any]:
    """A request as a yacht's node would make it now, and its signing key."""
    engine = tried.world.yachts[yacht].node.backend.engine
    async with engine.database.reading() as tx:
        state = (await tx.rows(sa.select(STATE)))[0]
    body = {
        "version": 1, "node_id": state["node_id"], "epoch": state["epoch"], "position": state["position"],
        "digest": state["digest"].hex(), "generation": state["generation"], "reference_version": 0,
        "wanted_bytes": 100_000, "backlog": 0, "entries": [],
    }  # fmt: skip
    return {**body, **changed}, engine.key


async def sent(tried: Tried, body: dict[str, Any], key: Any, node_id: str | None = None) -> httpx.Response:
    data = json.dumps(body).encode()
    signature = key.sign(hashlib.sha256(data).digest()).hex()
    headers = {"x-node": node_id or body["node_id"], "x-signature": signature, "content-type": "application/json"}
    return await tried.shores[0].client.post("/v1/sync", content=data, headers=headers)


async def test_a_node_speaks_for_no_other_yachts_node(tried: Tried, theirs: Theirs) -> None:
    await tried.nodes[1].captain.post("/v1/sync/now")
    theirs.journal[:] = await journal(tried, theirs.yacht_id)
    mine, my_key = await spoken(tried, 0)
    other, _ = await spoken(tried, 1)
    as_them = await sent(tried, other, my_key)
    nobody = await sent(tried, {**other, "node_id": str(uuid4())}, my_key)
    assert as_them.status_code == 401
    assert like(as_them) == like(nobody), "who is enrolled is not told"
    within = await sent(tried, {**mine, "node_id": other["node_id"]}, my_key, mine["node_id"])
    assert within.status_code == 401
    for changed in ({"epoch": other["epoch"]}, {"position": other["position"], "digest": other["digest"]},
                    {"position": 1, "digest": other["digest"], "generation": other["generation"]}):  # fmt: skip
        answer = await sent(tried, {**mine, **changed}, my_key)
        assert answer.status_code in (200, 400)
        assert theirs.is_in(answer.text, theirs.actor) == []  # whom another attack names in entries of its own


async def test_an_entry_for_another_yacht_is_set_aside(tried: Tried, theirs: Theirs) -> None:
    await tried.nodes[0].captain.post("/v1/sync/now")
    body, key = await spoken(tried, 0)
    people, entries = tried.world.yachts[0].described["users"], []
    for number, changed in enumerate((
        {"yacht_id": theirs.yacht_id}, {"yacht_id": theirs.yacht_id, "item_id": theirs.item},
        {"item_id": theirs.item, "parents": [theirs.entry]}, {"actor_id": theirs.actor},
        {"entry_id": theirs.entry, "item_id": theirs.entry},
    )):  # fmt: skip
        name = str(uuid4())
        entry = {
            "entry_id": name, "yacht_id": tried.shores[0].yacht_id, "item_id": name, "node_id": body["node_id"],
            "epoch": "ffffffffffffff0" + str(number), "seq": 1, "parents": [], "seen": body["position"],
            "action": "create_shopping_list_item", "actor_id": people["captain"]["user_id"],
            "payload": {"part_name": "Bait", "quantity_requested": "1", "source_type": "manual_add"},
            "actor_role": "captain", "clock": [wall_ms(), 0], "assurance": "node", **changed,
        }  # fmt: skip
        digest = hashlib.sha256(canonical_json(entry).encode())
        chain = hashlib.sha256(bytes(32) + digest.digest()).hexdigest()
        entries.append((entry["epoch"], {"entry": entry, "hash": digest.hexdigest(), "chain": chain}))
    for epoch, entry in entries:
        answer = await sent(tried, {**body, "epoch": epoch, "entries": [entry]}, key)
        assert answer.status_code in (200, 400), answer.text
        assert theirs.is_in(answer.text, theirs.entry, theirs.item, theirs.yacht_id, theirs.actor) == []


async def test_a_key_that_is_no_key_enrols_nobody(tried: Tried) -> None:
    for key in ("", "00", "zz" * 32, "00" * 31, "00" * 33):
        body = {"code": "ABCD1234", "node_id": str(uuid4()), "public_key": key}
        answer = await tried.shores[0].client.post("/v1/nodes/enrol", json=body)
        assert answer.status_code == 400


# People


async def test_of_two_namesakes_with_one_pin_neither_comes_in_as_the_other(tried: Tried) -> None:
    name = f"Sam {uuid4()}"
    async with administering(tried.world.shore.owner_url) as connection:
        for side in tried.shores:
            pepper = yacht_pepper(tried.world.shore.backend.people.pepper_key, side.yacht_id)
            await add_user(connection, side.yacht_id, name, [Role.CREW], hash_pin("246810", pepper))
    answer = await tried.shores[0].client.post("/v1/auth/token", json={"name": name, "pin": "246810"})
    assert answer.status_code == 401


# Time, and the pool


async def test_a_thing_of_theirs_takes_as_long_as_none(tried: Tried, theirs: Theirs) -> None:
    captain = tried.shores[0].captain
    times: dict[str, list[float]] = {"theirs": [], "nobody's": []}
    for _ in range(40):
        for whose, name in (("theirs", theirs.item), ("nobody's", str(uuid4()))):
            began = time.perf_counter()
            await captain.get(f"/v1/shopping-list/items/{name}")
            times[whose].append(time.perf_counter() - began)
    medians = [statistics.median(some) for some in times.values()]
    assert max(medians) < 2 * min(medians), medians


@pytest.fixture
async def narrow(tried: Tried) -> AsyncIterator[str]:
    """The address of the same shore over a pool of two connections."""
    shore = tried.world.shore
    database = ShoreDatabase(shore.app_url, shore.database.seal_key, pool_size=2)
    app = create_app(ShoreBackend(database, replace(shore.backend.people, database=database), True, wall_ms), Limits())
    async with serving(app, "127.0.0.1", 0, Limits()) as url:
        yield url
    await database.close()


async def test_no_row_bleeds_through_a_pool_of_two(tried: Tried, narrow: str) -> None:
    """500 requests of both yachts at once, every seventh given up by its sender before the answer."""
    items = {side.yacht_id: await side.crew.request() for side in tried.shores}
    host = narrow.removeprefix("http://")
    address, port = host.split(":")

    async def given_up(person: Person, path: str) -> None:
        _, writer = await asyncio.open_connection(address, int(port))
        head = f"GET {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Bearer {person.token}\r\n\r\n"
        writer.write(head.encode())
        await writer.drain()
        await asyncio.sleep(0.002)
        writer.transport.abort()

    async with httpx.AsyncClient(base_url=narrow, timeout=120, trust_env=False) as client:

        async def one(number: int) -> None:
            side, other = tried.shores[number % 2], tried.shores[1 - number % 2]
            person = Person(client, getattr(side, ("captain", "crew", "manager")[number % 3]).token, side.yacht_id)
            path = ("/v1/shopping-list/items?limit=5", f"/v1/shopping-list/items/{items[side.yacht_id]}",
                    f"/v1/shopping-list/history?item_id={items[side.yacht_id]}", "/v1/shopping-list/changes?limit=5",
                    f"/v1/shopping-list/items/{items[other.yacht_id]}", "/v1/sync/status")[number % 6]  # fmt: skip
            if number % 7 == 0:
                await given_up(person, path)
                return
            if number % 11 == 0:
                answer = await person.act(
                    "create_shopping_list_item",
                    part_name=f"Mixed {uuid4()}",
                    quantity_requested=1,
                    source_type="manual_add",
                )
            else:
                answer = await person.get(path)
            assert answer.status_code == (404 if number % 6 == 4 and number % 11 else 200), answer.text
            for name in (other.yacht_id, items[other.yacht_id]):
                assert name not in answer.text, path

        for start in range(0, 500, 50):
            await asyncio.gather(*(one(number) for number in range(start, start + 50)))
