"""Attacks with what a request carries: each is a clear 4xx, nothing is stored, and the honest go on."""

import gzip
import json
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import brotli
import pytest_asyncio
import zstandard

from tests.acceptance.conftest import Side, Tried

EXECUTE, BATCH, SUGGEST, SIGN_IN = (
    "/v1/actions/execute", "/v1/actions/execute-batch", "/v1/actions/suggestions", "/v1/auth/token",
)  # fmt: skip
READS = (
    "/v1/shopping-list/items", "/v1/shopping-list/history", "/v1/shopping-list/changes", "/v1/conflicts",
    "/v1/actions/list", "/v1/sync/status", "/v1/notifications",
)  # fmt: skip


@pytest_asyncio.fixture(autouse=True)
async def goes_on(side: Side) -> AsyncIterator[None]:
    """After every attack an honest request is served."""
    yield
    answer = await side.crew.act("create_shopping_list_item", part_name=f"Honest {uuid4()}", quantity_requested=1,
                                 source_type="manual_add")  # fmt: skip
    assert answer.status_code == 200


def create(**payload: Any) -> dict[str, Any]:
    fields = {"part_name": f"Attack {uuid4()}", "quantity_requested": 1, "source_type": "manual_add", **payload}
    return {"action": "create_shopping_list_item", "context": {}, "payload": fields}


def with_quantity(text: str) -> bytes:
    """A creation whose quantity is written exactly so."""
    return json.dumps(create(quantity_requested="@")).replace('"@"', text).encode()


async def refused(side: Side, body: bytes | dict[str, Any], *statuses: int) -> None:
    answer = await side.crew.post(EXECUTE, body)
    shown = body[:120] if isinstance(body, bytes) else str(body)[:300]
    assert answer.status_code in (statuses or (400,)), (shown, answer.status_code)
    error = answer.json()["error"]
    assert error["status"] == answer.status_code and error["message"] and len(error["message"]) < 1000


async def a_key_that_comes_twice_is_refused(side: Side) -> None:
    body = json.dumps(create()).encode()
    await refused(side, body.replace(b'{"action"', b'{"action": "view_shopping_list_history", "action"'))
    await refused(side, body.replace(b'"quantity_requested"', b'"quantity_requested": 5, "quantity_requested"'))
    await refused(side, body.replace(b'"quantity_requested"', b'"quantity\\u005frequested": 5, "quantity_requested"'))


async def a_bomb_of_json_is_refused(side: Side) -> None:
    for body in (
        b"[" * 500_000, b"[" * 500_000 + b"]" * 500_000, b'{"a":' * 150_000 + b"1" + b"}" * 150_000,
        b"[" + b"1," * 500_000 + b"1]", b"[" + b"[]," * 300_000 + b"[]]", b"{" + b'"a":1,' * 140_000 + b'"a":1}',
        b"{" + b",".join(b'"%d":1' % number for number in range(90_000)) + b"}",
        b'{"action": ' + b'"' + b"x" * 1_000_000 + b'"}', b'"' + b"\\u0041" * 170_000 + b'"',
        b'{"action":"create_shopping_list_item","payload":' + b"[" * 40 + b"]" * 40 + b"}",
    ):  # fmt: skip
        await refused(side, body)
    await refused(side, b"[" * 1_048_577, 413)


async def a_number_that_is_no_quantity_is_refused(side: Side) -> None:
    for number in ("1E+999999", "1e-999999", "-1E+999999", "9" * 5000, "-" + "9" * 5000, "1." + "0" * 5000 + "1",
                   "NaN", "Infinity", "-Infinity", "-0", "-0.0", "0", "0e0", "1e400", "0x10", "1_000", "٣", "01",
                   "1.", ".5", "+1", "1000000000000", "0.00001", "true", "null", "[]", "{}", '"1e3"', '"∞"', '"1,5"',
                   '" 1"', '"1\\n"', '"٣"', '"' + "9" * 5000 + '"', "1E+9999999999999999999999"):  # fmt: skip
        await refused(side, with_quantity(number))


async def a_character_that_cannot_be_stored_is_refused(side: Side) -> None:
    for text in ("\\u0000", "a\\u0000b", "\\ud800", "\\udc00x", "\\udfff\\ud800", "\\u0007", "\\u009b", ""):
        for name in ("part_name", "source_notes", "unit", "part_number"):
            body = json.dumps(create(**{name: "@"})).replace('"@"', f'"{text}"').encode()
            await refused(side, body)
    await refused(side, b'{"action": "create_shopping_list_item", "payload": {"part_name": "\xed\xa0\x80"}}')
    await refused(side, b"\xff\xfe" + "{}".encode("utf-16-le"))
    await refused(side, json.dumps(create()).encode("utf-16"))


async def a_text_that_turns_its_direction_is_kept_as_it_was_written(side: Side) -> None:
    """It is for the pages to set it apart; here it is data like any other, for people write right to left too."""
    for character in "\u202a\u202e\u2066\u2067\u200b\u200f\ufeff\U000e0041":
        name = f"Impel{character}ler {uuid4()}"
        answer = await side.crew.post(EXECUTE, create(part_name=name))
        assert answer.status_code == 200 and answer.json()["data"]["part_name"] == name
        kept = await side.crew.get(f"/v1/shopping-list/items/{answer.json()['entity_id']}")
        assert kept.json()["item"]["part_name"] == name


async def a_name_of_confusable_or_combined_letters_stays_what_it_is(side: Side) -> None:
    unique = uuid4()
    for name in (f"Іmpеller {unique}", f"ﬁlter {unique}", f"e\u0301crou {unique}", f"İstanbul {unique}", f"ß {unique}"):
        answer = await side.crew.post(EXECUTE, create(part_name=name))
        assert answer.status_code == 200, name
    await refused(side, create(part_name="a" + "\u0301" * 600))


async def a_date_outside_the_calendar_is_refused(side: Side) -> None:
    for day in ("0000-01-01", "0001-01-01", "1899-12-31", "10000-01-01", "-0001-01-01", "2026-02-30", "2026-13-01",
                "2026-1-1", "２０２６-01-01", "2026-01-01T00:00:00Z", "9999-12-32", "", " ", 20260101, [],
                "2026-W01-1", "2026-001"):  # fmt: skip
        await refused(side, create(required_by_date=day))
    assert (await side.crew.post(EXECUTE, create(required_by_date="9999-12-31"))).status_code == 200
    for moment in ("0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "x", "1e9", "0",
                   "2026-01-01T00:00:00", "0001-01-01T00:00:00+14:00", "2026-01-01T24:01:00Z", "\0"):  # fmt: skip
        answer = await side.crew.get("/v1/shopping-list/items", updated_since=moment)
        assert answer.status_code == 400, moment
    for moment in ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"):
        assert (await side.crew.get("/v1/shopping-list/items", updated_since=moment)).status_code == 200, moment


async def a_batch_beyond_the_limit_is_refused_whole(side: Side) -> None:
    for count in (101, 100_000):
        answer = await side.crew.post(BATCH, b'{"actions": [' + b"{}," * (count - 1) + b"{}]}")
        assert answer.status_code == 400
    answer = await side.crew.post(BATCH, {"actions": [None, 1, "x", [], {}, {"action": "x"}, {"action": None}] * 14})
    assert answer.status_code == 200 and not any(one["success"] for one in answer.json()["results"])
    for body in (b"", b"{}", b"null", b'{"actions": null}', b'{"actions": {}}', b'{"actions": "x"}', b"7"):
        assert (await side.crew.post(BATCH, body)).status_code == 400


async def a_compressed_body_is_refused_unopened(side: Side) -> None:
    plain = json.dumps(create()).encode()
    bomb = b"[" + b" " * 200_000_000 + b"]"
    bodies = {
        "gzip": (gzip.compress(plain), gzip.compress(bomb, 1)),
        "br": (brotli.compress(plain), brotli.compress(bomb, quality=1)),
        "zstd": (zstandard.compress(plain), zstandard.compress(bomb)),
    }
    for name, compressed in bodies.items():
        for body in compressed:
            if len(body) > 1_000_000:
                continue
            answer = await side.crew.post(EXECUTE, body, **{"content-encoding": name})
            assert answer.status_code == 400, name
    for name in ("gzip", "deflate", "gzip, gzip", "identity, gzip", "x"):
        answer = await side.crew.post(EXECUTE, plain, **{"content-encoding": name})
        assert answer.status_code == 400, name
    assert (await side.crew.post(EXECUTE, plain, **{"content-encoding": "identity"})).status_code == 200


async def a_bomb_in_an_exchange_is_refused(tried: Tried, side: Side) -> None:
    shore = tried.shores[0].client
    liar = bytearray(zstandard.ZstdCompressor(write_content_size=True).compress(b"x" * 100))
    for body in (
        zstandard.compress(b"\0" * 400_000_000), zstandard.compress(b'{"a":' * 10_000_000), bytes(liar[:12]),
        b"\x28\xb5\x2f\xfd" + b"\xff" * 40, zstandard.compress(b"[" * 1_000_000) * 20, b"\0" * 1_000_000, b"\xff" * 99,
        b"",
    ):  # fmt: skip
        for headers in ({"content-type": "application/json", "x-node": str(uuid4()), "x-signature": "00" * 64}, {},
                        {"content-encoding": "zstd"}, {"content-encoding": "gzip"}):  # fmt: skip
            answer = await shore.post("/v1/sync", content=body, headers=headers)
            assert 400 <= answer.status_code < 500, body[:20]


async def a_body_of_another_kind_is_refused(side: Side) -> None:
    form = b"--x\r\ncontent-disposition: form-data; name=action\r\n\r\ncreate_shopping_list_item\r\n--x--\r\n"
    for kind, body in (
        ("multipart/form-data; boundary=x", form), ("application/x-www-form-urlencoded", b"action=create&payload=x"),
        ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
        ("application/msgpack", b"\x81\xa6action\xa1x"), ("application/json; charset=utf-16", "{}".encode("utf-16")),
        ("application/yaml", b"action: !!python/object/apply:os.system [id]"),
    ):  # fmt: skip
        for path in (EXECUTE, BATCH, SUGGEST, SIGN_IN):
            assert (await side.crew.post(path, body, **{"content-type": kind})).status_code == 400, (kind, path)


async def a_form_of_another_site_cannot_act(side: Side) -> None:
    """What a page elsewhere can send without asking first: no token goes with it, so nothing is done."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        headers = {"content-type": kind, "origin": "https://evil.example", "cookie": f"token={side.tokens['captain']}"}
        answer = await side.client.post(EXECUTE, content=json.dumps(create()), headers=headers)
        assert answer.status_code == 401
    asked = await side.client.options(EXECUTE, headers={"origin": "https://evil.example",
                                                        "access-control-request-method": "POST"})  # fmt: skip
    assert asked.status_code == 405 and "access-control-allow-origin" not in asked.headers


async def an_idempotency_key_gives_no_way_round(tried: Tried, side: Side) -> None:
    for key in ("", "x", "1", "null", str(uuid4()) + "x", "{" + str(uuid4()) + "}", "urn:uuid:" + str(uuid4()),
                str(uuid4()).replace("-", ""), "' OR 1=1 --", "x" * 5000):  # fmt: skip
        assert (await side.crew.post(EXECUTE, create(), **{"idempotency-key": key})).status_code == 400, key
    key, body = str(uuid4()), create()
    first = await side.crew.post(EXECUTE, body, **{"idempotency-key": key})
    again = await side.crew.post(EXECUTE, body, **{"idempotency-key": key.upper()})
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["entity_id"] == again.json()["entity_id"]
    assert (await side.crew.post(EXECUTE, create(), **{"idempotency-key": key})).status_code == 409
    other = await side.captain.post(EXECUTE, body, **{"idempotency-key": key})
    assert other.status_code == 409, "another person's key gives nothing of theirs"
    foreign = tried.nodes[1] if side.name == "node" else tried.shores[1]
    elsewhere = await foreign.crew.post(EXECUTE, body, **{"idempotency-key": key})
    assert elsewhere.status_code == 200, "a key counts for one yacht"
    theirs = await foreign.crew.get(f"/v1/shopping-list/items/{elsewhere.json()['entity_id']}")
    assert theirs.json()["item"]["yacht_id"] == foreign.yacht_id
    two = [("idempotency-key", key), ("idempotency-key", str(uuid4()))]
    headers = [("authorization", f"Bearer {side.tokens['crew']}"), *two]
    assert (await side.client.post(EXECUTE, json=create(), headers=headers)).status_code == 400


async def a_query_that_makes_no_sense_is_refused(side: Side) -> None:
    for query in (
        "limit=0", "limit=-1", "limit=501", "limit=1e3", "limit=٣", "limit=5&limit=5", "limit=" + "9" * 5000,
        "cursor=x", "cursor=e30", "cursor=" + "A" * 6000, "cursor=%00", "status=x", "status=candidate,",
        "urgency=low%00", "q=%00", "q=%ED%A0%80%00", "yacht_id=x", "yacht_id=%27+OR+1%3D1", "updated_since=now",
        "q=" + "x" * 2000,
    ):  # fmt: skip
        answer = await side.client.get(f"/v1/shopping-list/items?{query}",
                                       headers={"authorization": f"Bearer {side.tokens['crew']}"})  # fmt: skip
        assert answer.status_code == 400, query[:60]
    for words in ("' OR '1'='1", '"', "* OR *", "NEAR(a b)", "a\"b'c", "%", "_", "\\", "-x", "(", "col:x", "$$", "🔧"):
        assert (await side.crew.get("/v1/shopping-list/items", q=words)).status_code == 200, words
        assert (await side.crew.post(SUGGEST, {"query": words})).status_code == 200, words


async def an_action_with_strange_fields_is_refused(side: Side) -> None:
    strange: tuple[Any, ...] = ("\0", "x" * 20_000, [], {}, -1, 1e300, True, [[]], {"$ne": 1}, "'; DROP TABLE x; --")
    for name in ("item_id", "part_id", "source_type", "urgency", "currency", "estimated_unit_price",
                 "source_work_order_id", "required_by_date", "allow_duplicate"):  # fmt: skip
        for value in strange:
            if (name, value) != ("allow_duplicate", True):
                await refused(side, create(**{name: value}))
    for extra in ("id", "yacht_id", "status", "approved_by", "__proto__", "constructor", "created_by", "deleted_at"):
        await refused(side, create(**{extra: "x"}))


async def a_method_that_is_overridden_stays_what_it_was(side: Side) -> None:
    item_id = await side.crew.request()
    for name in ("x-http-method-override", "x-http-method", "x-method-override", "_method"):
        answer = await side.crew.post(f"/v1/shopping-list/items/{item_id}", None, **{name: "GET"})
        assert answer.status_code == 405, name
        answer = await side.client.get(
            f"/v1/shopping-list/items/{item_id}?_method=DELETE",
            headers={"authorization": f"Bearer {side.tokens['crew']}", name: "DELETE"},
        )
        assert answer.status_code == 200, name
    for method in ("TRACE", "PUT", "PATCH", "DELETE", "PROPFIND", "OPTIONS"):
        answer = await side.client.request(method, "/v1/shopping-list/items")
        assert answer.status_code == 405, method


async def a_path_of_another_shape_leads_nowhere(side: Side) -> None:
    item_id = await side.crew.request()
    headers = {"authorization": f"Bearer {side.tokens['crew']}"}
    for path in (
        "//v1/shopping-list/items", "/v1//shopping-list/items", "/v1/shopping-list/items/", "/V1/shopping-list/items",
        "/v1/shopping-list/items/%00", f"/v1/shopping-list/items/{item_id}%00", f"/v1/shopping-list/items/{item_id}%0a",
        "/v1/shopping-list/items/..%2f..%2fconflicts", "/v1/shopping-list/items/%2e%2e", "/v1/./conflicts/.%2e/x",
        "/v1/shopping-list/items;x=1", "/v1/shopping-list/items/" + "x" * 6000, "/" + "a/" * 3000, "/%", "/%zz",
        "/%ff%fe", "/v1/shopping-list/items/%ED%A0%80", "/.env", "/../../etc/passwd", "/static/..%2f..%2fetc/passwd",
        "/v1/shopping-list/items%3Flimit=1", "/v1/actions/health%2f", "/docs", "/redoc", "/metrics/..;/",
    ):  # fmt: skip
        answer = await side.client.get(path, headers=headers)
        assert 400 <= answer.status_code < 500, path[:80]


async def a_header_of_a_proxy_that_is_none_counts_for_nothing(tried: Tried, side: Side) -> None:
    """Who tries PINs is told apart by the address of the connection, not by what a header says of it."""
    name = tried.world.yachts[0].described["users"]["chief_officer"]["name"]
    answers = [
        await side.client.post(
            SIGN_IN, json={"name": name, "pin": f"{number:04d}"},
            headers={"x-forwarded-for": f"10.0.0.{number}", "x-real-ip": f"10.0.1.{number}",
                     "forwarded": f"for=10.0.2.{number};proto=https", "x-forwarded-proto": "https",
                     "x-forwarded-host": "evil.example"},
        )
        for number in range(8)
    ]  # fmt: skip
    assert [answer.status_code for answer in answers[:5]] == [401] * 5
    assert answers[-1].status_code == 429
    assert all("strict-transport-security" not in answer.headers for answer in answers)


async def a_sign_in_with_strange_words_is_a_4xx(side: Side) -> None:
    for body in (
        {}, [], "x", None, {"name": "x"}, {"pin": "1"}, {"name": 1, "pin": 2}, {"name": "\0", "pin": "1"},
        {"name": "x" * 600, "pin": "1"}, {"name": "x", "pin": "1" * 100_000}, {"name": "x", "pin": None},
        {"name": {"$ne": 1}, "pin": {"$ne": 1}}, {"name": ["x"], "pin": ["1"]}, {"name": "' OR 1=1 --", "pin": "1"},
    ):  # fmt: skip
        answer = await side.client.post(SIGN_IN, content=json.dumps(body))
        assert answer.status_code in (400, 401), body


async def a_read_with_a_body_or_a_strange_accept_is_served_plainly(side: Side) -> None:
    for path in READS:
        for accept in ("text/html", "application/xml", "*/*;q=9", "x" * 3000, "\x7f"):
            answer = await side.client.request(
                "GET", path, params={"item_id": str(uuid4())} if "history" in path else None, content=b"{" * 1000,
                headers={"authorization": f"Bearer {side.tokens['crew']}", "accept": accept, "range": "bytes=0-0"},
            )  # fmt: skip
            assert answer.status_code in (200, 400, 404), (path, accept[:20])
            assert answer.headers["content-type"] == "application/json"
