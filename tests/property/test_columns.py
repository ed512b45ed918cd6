"""Whatever is an entry comes back as it was; whatever is none is refused."""

import contextlib
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shared_models import column_tables as tables
from shared_models.columns import pack, unpack
from shared_models.entries import HistoryEntry, derived_entry_id, entry_from

YACHT = "7a0c8f2e-0000-4000-8000-000000000001"
NODES = ("7a0c8f2e-0000-4000-8000-000000000002", "shore")
EPOCHS = ("0123456789abcdef", "an epoch")
texts = st.text(max_size=12) | st.sampled_from(
    ("", "\0", "12", "-0", "1.50", "0.25", "2026-02-31", "2026-05-12", "low")
)
uuids = st.uuids().map(str)
wholes = st.integers(0, 300) | st.integers() | st.integers(2**62, 2**70) | st.sampled_from((2**63, 2**64, -(2**63)))
leaves = st.none() | st.booleans() | wholes | st.floats(allow_nan=False, allow_infinity=False) | texts | uuids
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=6
)
names = st.sampled_from(sorted({name for _, fields in tables.ACTION_FIELDS for name in fields})) | texts
fitting = {
    tables.NUMBER: st.decimals(0, 9999, places=2).map(lambda number: f"{number.normalize():f}"),
    tables.DAY: st.dates().map(str),
    tables.CHOICE: st.sampled_from(("low", "EUR", "manual_add", "superseded", "role_in_doubt", "another")),
    tables.WHOLE: st.integers(1, 99),
}


@st.composite
def entries(draw: st.DrawFn, earlier: list[str]) -> dict[str, Any]:
    """One entry as JSON, more often usual than odd. `earlier`: ids it may name."""
    ids = uuids | texts | (st.sampled_from(earlier) if earlier else uuids)
    node, epoch, seq = draw(st.sampled_from(NODES)), draw(st.sampled_from(EPOCHS)), draw(wholes)
    entry_id = draw(st.just(derived_entry_id(node, epoch, seq)) | ids)
    fields = draw(st.lists(names, max_size=4, unique=True))
    payload = {n: draw(fitting.get(tables.KIND.get(n, tables.TEXT), ids) | values) for n in fields}
    entry = {
        "entry_id": entry_id, "yacht_id": YACHT, "node_id": node, "epoch": epoch, "seq": seq,
        "parents": draw(st.lists(ids, max_size=3)), "seen": draw(wholes),
        "action": draw(st.sampled_from([name for name, _ in tables.ACTION_FIELDS]) | texts), "payload": payload,
        "actor_id": draw(ids), "actor_role": draw(st.sampled_from(("crew", "captain")) | texts),
        "clock": [draw(wholes), draw(wholes)], "assurance": draw(st.sampled_from(("node", "signed")) | texts),
    }  # fmt: skip
    if draw(st.booleans()):
        entry["item_id"] = draw(st.just(entry_id) | ids | values)
    if draw(st.integers(0, 4)) == 0:
        entry |= {f"later {name}": draw(values) for name in fields}
    return entry


@st.composite
def batches(draw: st.DrawFn) -> tuple[list[HistoryEntry], list[int], dict[str, int], dict[str, int]]:
    """Entries, their numbers, the numbers of others and of people."""
    outside = draw(st.lists(uuids, max_size=3, unique=True))
    ids, made = list(outside), list[HistoryEntry]()
    for _ in range(draw(st.integers(0, 6))):
        made.append(entry_from(json.loads(json.dumps(draw(entries(ids))))))
        ids.append(made[-1].entry_id)
    numbers = draw(
        st.lists(st.integers(-(2**40), 2**40) | st.integers(1, 50), min_size=len(made), max_size=len(made), unique=True)
    )
    free = [number for number in range(100, 120) if number not in numbers]
    people = {person: code for code, person in enumerate({one.actor_id for one in made}) if draw(st.booleans())}
    return made, numbers, dict(zip(outside, free, strict=False)), people


@settings(deadline=None)
@given(batches())
def what_is_packed_comes_back_as_it_was(batch: tuple[Any, ...]) -> None:
    made, numbers, number_of, people = batch
    packed = unpack(pack(made, numbers, number_of, people), YACHT, None)
    assert packed.count == len(made)
    assert packed.needed <= set(number_of.values()) and packed.needed_people <= set(people.values())
    back = packed.entries({v: k for k, v in number_of.items()}, {v: k for k, v in people.items()})
    assert back == made
    assert [one.as_dict() for one in back] == [one.as_dict() for one in made]
    assert [one.hash for one in back] == [one.hash for one in made]


def _read(data: bytes) -> None:
    """Read bytes to the end; they may be refused with ValueError and with nothing else."""
    with contextlib.suppress(ValueError):
        packed = unpack(data, YACHT, (NODES[0], EPOCHS[0]))
        found = packed.entries(dict.fromkeys(packed.needed, "x"), dict.fromkeys(packed.needed_people, "x"))
        assert len(found) == packed.count


@given(st.binary(max_size=200))
def no_bytes_raise_anything_but_value_error(data: bytes) -> None:
    _read(data)


@settings(max_examples=300, deadline=None)
@given(
    batches(), st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4), st.booleans()
)
def no_damage_raises_anything_but_value_error(batch: tuple[Any, ...], damage: list[tuple[int, int]], cut: bool) -> None:
    made, numbers, number_of, people = batch
    data = bytearray(pack(made, numbers, number_of, people))
    for at, byte in damage:
        data[at % len(data)] = byte
    _read(bytes(data[: damage[0][0] % len(data)] if cut else data))
