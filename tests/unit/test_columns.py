"""The compact form of a batch: what it leaves out, what it costs, what it refuses."""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest
import zstandard

from deploy import train
from deploy.bench.work import floor, made
from shared_models import column_tables as tables
from shared_models.actions import REGISTRY
from shared_models.clock import Clock
from shared_models.column_forms import MAX_ENTRIES
from shared_models.columns import DICTIONARY_ID, dictionary, pack, unpack
from shared_models.entries import HistoryEntry, derived_entry_id
from shared_models.roles import Role

YACHT, NODE, EPOCH = "7a0c8f2e-0000-4000-8000-000000000001", "7a0c8f2e-0000-4000-8000-000000000002", "0123456789abcdef"
OWN = (NODE, EPOCH)
CREATE, UPDATE = "create_shopping_list_item", "update_shopping_list_item"


def entry(
    seq: int, action: str = CREATE, payload: Any = None, item: str | None = None, parents: Sequence[str] = ()
) -> Any:
    entry_id = derived_entry_id(NODE, EPOCH, seq)
    return HistoryEntry(
        entry_id, YACHT, item or entry_id, NODE, EPOCH, seq, tuple(parents), 7, action, payload or {}, "someone",
        "crew", Clock(1_780_000_000_000 + 60_000 * seq, 0),
    )  # fmt: skip


def packed(entries: Sequence[HistoryEntry], **numbers: int) -> bytes:
    return pack(entries, [-one.seq for one in entries], numbers, {}, own=OWN)


def compressed(data: bytes) -> int:
    parameters = zstandard.ZstdCompressionParameters.from_level(
        6, write_content_size=False, write_checksum=False, write_dict_id=False, format=zstandard.FORMAT_ZSTD1_MAGICLESS
    )
    return len(zstandard.ZstdCompressor(compression_params=parameters, dict_data=dictionary()).compress(data))


def test_every_action_and_field_of_the_registry_has_its_place_in_the_tables() -> None:
    fields = dict(tables.ACTION_FIELDS)
    for action, spec in REGISTRY.items():
        if spec.variant == "MUTATE":
            assert set(spec.by_name) - {"item_id"} <= set(fields[action]), action
        for name, field in spec.by_name.items():
            assert not field.choices or set(field.choices) <= set(tables.WORDS[name])
    assert set(tables.WORDS["role"]) == set(Role)
    assert all(len(set(names)) == len(names) < 32 for names in fields.values())


def test_the_tables_begin_as_they_always_did() -> None:
    assert [name for name, _ in tables.ACTION_FIELDS][:16] == [
        CREATE, "approve_shopping_list_item", "reject_shopping_list_item", "promote_candidate_to_part", "start_review",
        UPDATE, "mark_shopping_list_item_ordered", "record_receipt", "record_installation", "correct_receipt",
        "cancel_order", "delete_shopping_list_item", "acknowledge_conflict", "rule_on_entry", "import_parts",
        "adopt_item",
    ]  # fmt: skip


def test_the_same_change_a_thousand_times_costs_next_to_nothing() -> None:
    item = entry(1)
    entries, last = [item], item.entry_id
    for seq in range(2, 1002):
        entries.append(entry(seq, UPDATE, {"unit": "box"}, item.entry_id, [last]))
        last = entries[-1].entry_id
    assert compressed(packed(entries)) < 200


def test_what_both_sides_know_is_not_sent_and_is_asked_for() -> None:
    item = entry(1)
    change = replace(entry(2, UPDATE, {"unit": "box"}, item.entry_id, [item.entry_id]), actor_id=YACHT)
    data = pack([change], [9], {item.entry_id: 300}, {YACHT: 4}, own=OWN)
    assert len(data) < 70
    read = unpack(data, YACHT, OWN)
    assert (read.count, set(read.needed), set(read.needed_people)) == (1, {300}, {4})
    assert read.entries({300: item.entry_id}, {4: YACHT}) == [change]
    for ids, people in (({}, {4: YACHT}), ({300: item.entry_id}, {})):
        with pytest.raises(ValueError):
            read.entries(ids, people)


def test_an_own_batch_read_without_its_author_is_refused() -> None:
    with pytest.raises(ValueError):
        unpack(packed([entry(1)]), YACHT, None)


def test_another_author_is_named_although_the_reader_knows_one() -> None:
    other = replace(entry(1), node_id=YACHT)
    data = pack([other, entry(2)], [1, 2], {}, {}, own=OWN)
    assert unpack(data, YACHT, OWN).entries({}, {}) == [other, entry(2)]


@pytest.mark.parametrize(
    "payload", [{"notes": "\ud800"}, {"\ud800": 1}, {"parts": ["\ud800", 2**70]}, {1: 2}, {"unit": "a\0\ud800"}]
)
def test_what_is_no_text_is_refused_before_it_is_sent(payload: Any) -> None:
    with pytest.raises(ValueError):
        packed([entry(1, payload=payload)])


def test_each_entry_has_a_number_of_its_own() -> None:
    with pytest.raises(ValueError):
        pack([entry(1), entry(2)], [5, 5], {}, {})
    with pytest.raises(ValueError):
        pack([entry(1)], [], {}, {})


def test_no_batch_is_an_empty_batch() -> None:
    assert unpack(packed([]), YACHT, OWN).entries({}, {}) == []


def test_few_bytes_do_not_become_many() -> None:
    columns = msgspec.msgpack.decode(packed([entry(1, UPDATE, {"notes": "x", "unit": "y"}, NODE), entry(2)]))
    large = (
        2**40,
        2**62,
        [2**40, 2**40],
        [None, 0, 2**40],
        [["x" * 100_000], 1, 0],
        [[0, 2**30, *range(128, 9000)]],
        [["9" * 4000], 1],
    )
    for place in range(len(columns)):
        for value in large:
            for count in (2, 20_000, MAX_ENTRIES + 1):
                hostile = [*columns[:place], value, *columns[place + 1 :]]
                hostile[1] = count if place != 1 else hostile[1]
                began = time.process_time()
                with contextlib.suppress(ValueError):
                    unpack(msgspec.msgpack.encode(hostile), YACHT, OWN).entries({}, {})
                assert time.process_time() - began < 3


def test_more_entries_than_a_batch_may_have_are_refused() -> None:
    columns = msgspec.msgpack.decode(packed([entry(1), entry(2)]))
    columns[1] = MAX_ENTRIES + 1
    with pytest.raises(ValueError):
        unpack(msgspec.msgpack.encode(columns), YACHT, OWN)


def test_an_escaped_lone_surrogate_is_refused() -> None:
    columns = msgspec.msgpack.decode(packed([entry(1, "import_parts", {"parts": [2**70]})]))
    assert isinstance(columns[12][0], str)
    columns[12][0] = '[["\\ud800"]]'
    with pytest.raises(ValueError):
        unpack(msgspec.msgpack.encode(columns), YACHT, OWN)


def test_deep_nesting_is_refused() -> None:
    for deep in (b"\x91" * 200_000, b"\x91" * 900 + b"\xc0"):
        with pytest.raises(ValueError):
            unpack(deep, YACHT, OWN)


def test_the_dictionary_is_the_one_that_the_script_trains() -> None:
    assert dictionary().dict_id() == DICTIONARY_ID
    assert dictionary().as_bytes() == train.trained()


def test_a_change_costs_less_than_its_json_by_far() -> None:
    work = made(11, 40, 30)
    requests = [entry(at + 1, payload=payload) for at, payload in enumerate(work.items)]
    known = {one.entry_id: one.seq for one in requests}
    last: dict[str, str] = {}
    changes = []
    for at, change in enumerate(work.changes):
        item = requests[change.item].entry_id
        changes.append(entry(100 + at, change.action, change.payload, item, [last.get(item, item)]))
        last[item] = changes[-1].entry_id
    assert compressed(packed(changes[:10], **known)) <= 300
    assert compressed(packed(changes[:1], **known)) <= 100


def test_1169_requests_cost_less_than_seven_tenths_of_what_brotli_makes_of_them() -> None:
    work = made(12, changes=0)
    requests = [entry(at + 1, payload=payload) for at, payload in enumerate(work.items)]
    assert unpack(packed(requests), YACHT, OWN).entries({}, {}) == requests
    assert compressed(packed(requests)) < 0.70 * floor(work.documents()).brotli_11_bytes
