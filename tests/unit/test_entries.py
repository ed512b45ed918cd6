"""The history entry, its canonical bytes and its hash chain."""

import hashlib
import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared_models.clock import MAX_WALL_MS, Clock
from shared_models.entries import (
    GENESIS,
    HistoryEntry,
    canonical_json,
    derived_entry_id,
    derived_node_id,
    entry_from,
    is_on_board,
    link,
    moment,
    promoted_part_id,
)

ENTRY = HistoryEntry(
    entry_id="e1", yacht_id="y", item_id="i", node_id="n", epoch="00000000000000ff", seq=1,
    parents=("p1", "p2"), seen=7,
    action="approve_shopping_list_item", payload={"quantity_approved": "4"}, actor_id="u", actor_role="captain",
    clock=Clock(1778594520000, 2),
)  # fmt: skip


def an_entry_comes_back_from_its_json_with_the_same_hash() -> None:
    back = entry_from(json.loads(canonical_json(ENTRY.as_dict())))
    assert back == ENTRY
    assert back.hash == ENTRY.hash


def the_hash_is_sha_256_over_sorted_compact_utf_8() -> None:
    entry = replace(ENTRY, payload={"quantity_approved": "4", "approval_notes": "é"})
    text = (
        '{"action":"approve_shopping_list_item","actor_id":"u","actor_role":"captain","assurance":"node",'
        '"clock":[1778594520000,2],"entry_id":"e1","epoch":"00000000000000ff","item_id":"i","node_id":"n",'
        '"parents":["p1","p2"],"payload":{"approval_notes":"é","quantity_approved":"4"},"seen":7,"seq":1,"yacht_id":"y"}'
    )
    assert entry.hash == hashlib.sha256(text.encode()).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"entry_id": "e2"}, {"yacht_id": "z"}, {"item_id": "j"}, {"item_id": None}, {"node_id": "m"}, {"epoch": "0"},
        {"seq": 2}, {"parents": ("p1",)}, {"parents": ("p2", "p1")}, {"seen": 8}, {"action": "start_review"},
        {"payload": {}}, {"actor_id": "v"}, {"actor_role": "crew"}, {"clock": Clock(1778594520000, 3)},
        {"assurance": "signed"}, {"extra": {"mood": "good"}},
    ],
)  # fmt: skip
def every_field_is_under_the_hash(change: dict[str, Any]) -> None:
    assert replace(ENTRY, **change).hash != ENTRY.hash


def a_field_of_a_newer_version_survives_and_is_hashed() -> None:
    raw = ENTRY.as_dict() | {"mood": {"b": 1, "a": [2]}}
    back = entry_from(raw)
    assert back.extra == {"mood": {"b": 1, "a": [2]}}
    assert back.as_dict() == raw
    assert back.hash == hashlib.sha256(canonical_json(raw).encode()).digest()


def an_unknown_field_never_takes_the_place_of_a_known_one() -> None:
    assert replace(ENTRY, extra={"action": "start_review"}).as_dict()["action"] == "approve_shopping_list_item"


@pytest.mark.parametrize("name", sorted(set(ENTRY.as_dict()) - {"item_id"}))
def every_missing_field_makes_it_no_entry(name: str) -> None:
    raw = {key: value for key, value in ENTRY.as_dict().items() if key != name}
    with pytest.raises((KeyError, TypeError, ValueError)):
        entry_from(raw)


@pytest.mark.parametrize(
    "change",
    [
        {"clock": [1]}, {"clock": [1, 2, 3]}, {"clock": [1.5, 0]}, {"clock": [True, 0]}, {"clock": None}, {"seq": "1"},
        {"seq": True}, {"seen": 1.0}, {"entry_id": 5}, {"parents": [1]}, {"parents": None}, {"actor_role": None},
        {"payload": None}, {"payload": 3}, {"action": None}, {"epoch": 255},
    ],
)  # fmt: skip
def a_field_of_another_type_makes_it_no_entry(change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        entry_from(ENTRY.as_dict() | change)


def a_chain_depends_on_every_link_and_its_order() -> None:
    one, two = ENTRY.hash, replace(ENTRY, seq=2).hash
    assert bytes(32) == GENESIS
    assert link(link(GENESIS, one), two) == hashlib.sha256(hashlib.sha256(bytes(32) + one).digest() + two).digest()
    assert link(link(GENESIS, one), two) != link(link(GENESIS, two), one)


def a_derived_id_is_the_same_wherever_it_is_derived() -> None:
    assert derived_entry_id("n", "e", 1) == derived_entry_id("n", "e", 1)
    different = {derived_entry_id(*key) for key in (("n", "e", 1), ("n", "e", 2), ("n", "f", 1), ("m", "e", 1))}
    assert len(different) == 4
    assert str(UUID(derived_entry_id("n", "e", 1))) == derived_entry_id("n", "e", 1)
    assert promoted_part_id("i") != promoted_part_id("j")


def a_moment_is_shown_in_utc_to_the_millisecond() -> None:
    assert moment(0) == "1970-01-01T00:00:00.000Z"
    assert moment(1778594520007) == "2026-05-12T14:02:00.007Z"
    assert moment(MAX_WALL_MS) == "9999-12-31T23:59:59.999Z"
    assert ENTRY.at == "2026-05-12T14:02:00.000Z"


def no_float_that_json_does_not_know_is_written() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"quantity": float("nan")})


def test_every_node_of_a_yacht_is_on_board_and_the_shore_is_not() -> None:
    assert is_on_board(derived_node_id(bytes(32)))
    assert is_on_board(derived_node_id(bytes(range(32))))
    assert not is_on_board(str(uuid4()))
