"""The work that is measured, from a seed: items, legal changes over them, and both as JSON documents."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import brotli
import zstandard

from deploy.bench.words import CLAUSES, KINDS, MAKERS, PLACES, SUPPLIERS, WORDS

ITEMS, CHANGES, EDITS = 1169, 10_000, 10
ITEMS_OF_A_CALL = 100
"""As many as POST /v1/actions/execute-batch takes."""

_UNITS, _URGENCIES = ("pcs", "set", "m", "l", "kg", "box"), ("low", "normal", "normal", "normal", "high", "critical")
_HOD = ("chief_officer", "chief_engineer", "captain")
_BUYERS = ("chief_engineer", "captain")
_REASONS = ("there are three in store", "too dear, ask another maker", "wait for the yard period", "wrong part number")
_FIRST_DAY_MS = 1_780_000_000_000


@dataclass(frozen=True)
class Change:
    """One act on the item of that number, as `role` takes it. `payload` lacks the item's id."""

    item: int
    role: str
    action: str
    payload: dict[str, Any]


@dataclass
class _Standing:
    """As much of an item as it takes to know what may follow."""

    status: str = "candidate"
    asked: int = 1
    ordered: int = 0
    received: int = 0
    installed: int = 0


@dataclass
class Work:
    """Everything of one seed."""

    seed: int
    items: list[dict[str, Any]] = field(default_factory=list)
    """The payloads of the requests that make them."""
    changes: list[Change] = field(default_factory=list)

    def documents(self) -> list[dict[str, Any]]:
        """The items as a document database would hold them: about 600 bytes each as JSON."""
        chosen = random.Random(f"documents {self.seed}")  # noqa: S311
        at_ms, yacht, person = _FIRST_DAY_MS, _uuid(chosen), _uuid(chosen)
        documents = []
        for payload in self.items:
            at_ms += chosen.randrange(500, 40_000)
            documents.append({
                "id": _uuid(chosen), "yacht_id": yacht, **payload, "status": "candidate", "is_candidate_part": True,
                "created_by": person, "created_at": at_ms, "updated_at": at_ms,
            })  # fmt: skip
        return documents

    def change_documents(self, names: Sequence[str]) -> list[dict[str, Any]]:
        """The changes as they are asked for, with the items' names but no names or times of their own."""
        return [{"action": c.action, "role": c.role, "item_id": names[c.item], **c.payload} for c in self.changes]


def _uuid(chosen: random.Random) -> str:
    return str(UUID(int=chosen.getrandbits(128), version=4))


def made(seed: int, items: int = ITEMS, changes: int = CHANGES) -> Work:
    """The same work for the same seed."""
    chosen = random.Random(f"work {seed}")  # noqa: S311
    work = Work(seed, [request(chosen, number) for number in range(items)])
    standing = [_Standing(asked=int(item["quantity_requested"])) for item in work.items]
    while len(work.changes) < changes:
        role = chosen.choices(("crew", *_HOD), (3, 2, 3, 2))[0]
        wanted = min(ITEMS_OF_A_CALL, changes - len(work.changes))
        work.changes += (_change(chosen, standing, role) for _ in range(wanted))
    return work


def request(chosen: random.Random, number: int) -> dict[str, Any]:
    """What somebody asks for; of another name each time."""
    kind, maker = chosen.choice(KINDS), chosen.choice(MAKERS)
    prefix = "".join(word[0] for word in (*maker.split(), *kind.split()[:1])).upper()
    notes = f"{chosen.choice(CLAUSES)}; {' '.join(chosen.choices(WORDS, k=chosen.randrange(4, 12)))}"
    marks = f"S/N {chosen.randrange(16**6):06X}, {chosen.randrange(200, 24_000)} h, locker {chosen.randrange(1, 90)}"
    asked = {
        "part_name": f"{kind} {number + 1:04d} for the {chosen.choice(PLACES)}",
        "part_number": f"{prefix}-{chosen.randrange(10**6):06d}/{chosen.randrange(100):02d}",
        "manufacturer": maker,
        "unit": chosen.choice(_UNITS),
        "quantity_requested": str(chosen.randrange(1, 13)),
        "source_type": chosen.choice(("manual_add", "manual_add", "inventory_low", "work_order_usage")),
        "urgency": chosen.choice(_URGENCIES),
        "required_by_date": f"2027-{chosen.randrange(1, 13):02d}-{chosen.randrange(1, 29):02d}",
        "source_notes": f"{notes[0].upper()}{notes[1:]}. {marks}",
    }
    if chosen.random() < 0.6:
        asked["preferred_supplier"] = chosen.choice(SUPPLIERS)
    if chosen.random() < 0.7:
        price = f"{chosen.randrange(3, 900)}.{chosen.randrange(10)}5"
        asked |= {"estimated_unit_price": price, "currency": chosen.choice(("EUR", "EUR", "USD"))}
    return asked


def edit(chosen: random.Random) -> dict[str, Any]:
    """One small change of a request that still waits, or was approved."""
    return {"unit": chosen.choice(_UNITS), "urgency": chosen.choice(_URGENCIES)}


def _change(chosen: random.Random, standing: Sequence[_Standing], role: str) -> Change:
    """One legal act of that role on some item, in proportions that keep most requests open for a while."""
    while True:
        number = chosen.randrange(len(standing))
        possible = list(_possible(standing[number], role))
        if possible:
            actions = [action for action, _ in possible]
            action = chosen.choices(actions, [weight for _, weight in possible])[0]
            return Change(number, role, action, _done(chosen, standing[number], action))


def _possible(item: _Standing, role: str) -> Iterator[tuple[str, int]]:
    """The acts that are legal, with their weights."""
    is_hod = role in _HOD
    if item.status == "candidate" or (is_hod and item.status in ("under_review", "approved")):
        yield "update_shopping_list_item", 6
    if is_hod and item.status in ("candidate", "under_review"):
        yield "approve_shopping_list_item", 4
        yield "reject_shopping_list_item", 1
    if is_hod and item.status == "candidate":
        yield "start_review", 2
    if role in _BUYERS and item.status == "approved":
        yield "mark_shopping_list_item_ordered", 4
    if item.status in ("ordered", "partially_fulfilled", "fulfilled") and item.received < 4 * item.ordered:
        yield "record_receipt", 4
    if item.status in ("partially_fulfilled", "fulfilled") and item.installed + 1 < item.ordered:
        yield "record_installation", 1 if item.received > item.installed else 0


def _done(chosen: random.Random, item: _Standing, action: str) -> dict[str, Any]:
    """Its payload, and what becomes of the item."""
    match action:
        case "start_review":
            item.status = "under_review"
            return {}
        case "approve_shopping_list_item":
            item.status = "approved"
            return {"quantity_approved": str(item.asked)}
        case "reject_shopping_list_item":
            item.status = "rejected"
            return {"rejection_reason": chosen.choice(_REASONS).capitalize()}
        case "mark_shopping_list_item_ordered":
            item.status, item.ordered = "ordered", item.asked
            return {"quantity_ordered": str(item.asked), "order_line_number": chosen.randrange(1, 40)}
        case "record_receipt":
            quantity = chosen.randrange(1, max(2, item.ordered // 2 + 1))
            item.received += quantity
            item.status = "fulfilled" if item.received >= item.ordered else "partially_fulfilled"
            return {"quantity": str(quantity)}
        case "record_installation":
            item.installed += 1
            return {"quantity": "1"}
    field_name, value = chosen.choice((
        ("urgency", chosen.choice(_URGENCIES)), ("unit", chosen.choice(_UNITS)),
        ("preferred_supplier", chosen.choice(SUPPLIERS)), ("quantity_requested", str(item.asked)),
        ("source_notes", chosen.choice(CLAUSES).capitalize()),
    ))  # fmt: skip
    return {field_name: value}


@dataclass(frozen=True)
class Floor:
    """What general compressors make of it, all at once."""

    brotli_11_bytes: int
    zstd_19_bytes: int
    json_bytes: int

    @property
    def least_bytes(self) -> int:
        """The smaller one."""
        return min(self.brotli_11_bytes, self.zstd_19_bytes)


def floor(documents: Sequence[dict[str, Any]]) -> Floor:
    """The floor of these documents."""
    text = json.dumps(documents, separators=(",", ":")).encode()
    packed = zstandard.ZstdCompressor(level=19).compress(text)
    return Floor(len(brotli.compress(text, quality=11, lgwin=24)), len(packed), len(text))
