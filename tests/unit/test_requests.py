"""What comes in is read strictly: a mistake of the sender's is a 4xx, never a surprise."""

import base64
import json
from decimal import Decimal

import pytest

from shared_models import requests
from shared_models.errors import InvalidAction, LazaretteError, MissingRequiredField, PayloadTooLarge, ValidationFailed
from shared_models.requests import CONFLICT_KEYS, ITEM_KEYS, Query

YACHT = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
KEYS = (0, 2, "9999-12-31", "2026-05-12T14:02:00.000Z", YACHT, YACHT)


async def _chunks(*parts: bytes):
    for part in parts:
        yield part


def a_number_with_a_point_is_an_exact_decimal():
    assert requests.parsed(b'{"a": 0.1, "b": 5}') == {"a": Decimal("0.1"), "b": 5}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"\xff\xfe", b'{"a": NaN}', b'{"a": Infinity}', b'{"a": -Infinity}', b'{"a": 1, "a": 2}',
        b'{"a": ' + b"9" * 5000 + b"}", b'{"a": ' + b"9" * 41 + b"}", b"[" * 34 + b"]" * 34,
        b"[" * 200_000, b"[" * 200_000 + b"]" * 200_000, b'{"a":' * 5000 + b"1" + b"}" * 5000,
        b'{"a": 1e99999999999999999999}', b"\xef\xbb\xbf{}", b"{} {}", b'{"a": 01}', b'"\n"',
    ],
)  # fmt: skip
def a_body_that_is_not_strict_json_is_refused(body):
    with pytest.raises(ValidationFailed):
        requests.parsed(body)


def a_body_may_be_32_levels_deep():
    assert requests.parsed(b"[" * 33 + b"]" * 33) is not None
    assert requests.parsed(b'{"a": 1E+999999}')["a"].adjusted() == 999999


async def a_body_above_the_limit_is_refused_while_it_streams():
    big = b"x" * 400_000
    with pytest.raises(PayloadTooLarge):
        await requests.read_body(_chunks(big, big, big), None)
    with pytest.raises(PayloadTooLarge):
        await requests.read_body(_chunks(b"x"), "99999999999999999999")
    assert await requests.read_body(_chunks(b"{", b"}"), "2") == b"{}"


def a_call_names_its_action_yacht_and_payload():
    body = {"action": "start_review", "context": {"yacht_id": YACHT.upper()}, "payload": {"item_id": YACHT}}
    call = requests.call_from(body, None)
    assert (call.action, call.yacht_id, call.payload, call.key) == ("start_review", YACHT, {"item_id": YACHT}, None)
    assert requests.call_from({"action": "start_review", "idempotency_key": YACHT}, None).key == YACHT


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ([], ValidationFailed),
        ({}, MissingRequiredField),
        ({"action": "fly"}, InvalidAction),
        ({"action": ["start_review"]}, InvalidAction),
        ({"action": "\ud800"}, InvalidAction),
        ({"action": "start_review", "context": "x"}, ValidationFailed),
        ({"action": "start_review", "context": {"yacht_id": 7}}, ValidationFailed),
    ],
)
def a_call_that_is_none_says_why(body, error):
    with pytest.raises(error):
        requests.call_from(body, None)


def a_batch_holds_at_most_100_calls():
    assert len(requests.calls_from([{}] * 100)) == 100
    assert requests.calls_from({"actions": [{}]}) == [{}]
    for wrong in ([{}] * 101, {"actions": 7}, {}, "x"):
        with pytest.raises(LazaretteError):
            requests.calls_from(wrong)


def every_call_of_a_repeated_batch_has_the_same_key_again():
    assert requests.key_in_batch(YACHT, 3) == requests.key_in_batch(YACHT, 3) != requests.key_in_batch(YACHT, 4)
    assert requests.key_in_batch(None, 3) is None


def a_cursor_comes_back_as_it_was_given():
    assert Query([("cursor", requests.encoded(KEYS))]).cursor(ITEM_KEYS) == KEYS
    assert Query([]).cursor(ITEM_KEYS) is None


@pytest.mark.parametrize(
    "cursor",
    [
        "x", "%%%", "é", requests.encoded([1]), requests.encoded(KEYS[::-1]), requests.encoded({"a": 1}),
        requests.encoded((*KEYS[:3], "2026-13-45T99:99:99.000Z", *KEYS[4:])),
        base64.urlsafe_b64encode(b"[" * 9000).decode(), base64.urlsafe_b64encode(json.dumps(None).encode()).decode(),
    ],
)  # fmt: skip
def a_made_up_cursor_is_refused(cursor):
    for shape in (ITEM_KEYS, CONFLICT_KEYS):
        with pytest.raises(ValidationFailed):
            Query([("cursor", cursor)]).cursor(shape)


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("2026-05-12T14:02:00Z", "2026-05-12T14:02:00.000Z"),
        ("2026-05-12T14:02:00.123456+02:00", "2026-05-12T12:02:00.123Z"),
        ("2026-05-12T14:02:00 02:00", "2026-05-12T12:02:00.000Z"),
    ],
)
def a_time_becomes_utc(given, canonical):
    assert Query([("updated_since", given)]).moment("updated_since") == canonical


@pytest.mark.parametrize("given", ["yesterday", "2026-05-12", "2026-05-12T14:02:00", "0001-01-01T00:00:00+14:00"])
def a_time_without_zone_or_outside_the_calendar_is_refused(given):
    with pytest.raises(ValidationFailed):
        Query([("updated_since", given)]).moment("updated_since")


@pytest.mark.parametrize("given", ["0", "501", "-1", "1.5", "ten", "9" * 5000, "٣"])
def a_bad_limit_is_refused(given):
    with pytest.raises(ValidationFailed):
        Query([("limit", given)]).limit()


def an_empty_parameter_counts_as_absent():
    query = Query([("status", ""), ("limit", ""), ("yacht_id", ""), ("q", " ")])
    assert query.choices("status", ["candidate"]) == ()
    assert query.limit() == requests.PAGE_DEFAULT
    assert query.identifier("yacht_id") is None
    assert query.text("q") is None


def a_bad_status_identifier_or_text_is_refused():
    query = Query([("status", "gone"), ("yacht_id", "7"), ("q", "a\x00b"), ("all", "maybe")])
    with pytest.raises(ValidationFailed):
        query.choices("status", ["candidate"])
    with pytest.raises(ValidationFailed):
        query.identifier("yacht_id")
    with pytest.raises(ValidationFailed):
        query.text("q")
    with pytest.raises(ValidationFailed):
        query.flag("all")
    with pytest.raises(MissingRequiredField):
        query.identifier("item_id", required=True)
