"""A database as it would have grown without this product: a table of requests with its faults, seeded."""

import csv
import json
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import asyncpg

from shared_models.actions import SOURCE_TYPES, URGENCIES
from shared_models.entries import NAMESPACE

GROWN_TABLES = """
create table public.pms_shopping_list_items (
  id uuid primary key default gen_random_uuid(), yacht_id uuid, part_id text, part_name varchar(255) not null,
  part_number text, manufacturer text, is_candidate_part boolean, quantity_requested numeric,
  quantity_approved numeric, quantity_ordered numeric, quantity_received numeric, quantity_installed numeric,
  unit text not null default 'pcs', preferred_supplier text, estimated_unit_price numeric,
  status text default 'candidate',
  source_type text, source_work_order_id text, source_receiving_id uuid, source_notes text, order_id text,
  order_line_number integer, approved_by uuid, approved_at timestamp, approval_notes text, rejected_by uuid,
  rejected_at timestamp, rejection_reason text, rejection_notes text, fulfilled_at timestamp, installed_at timestamp,
  installed_to_equipment_id uuid, urgency text, required_by_date date, created_by uuid, created_at timestamp,
  updated_by uuid, updated_at timestamp, deleted_at timestamp, deleted_by uuid, deletion_reason text, metadata json,
  candidate_promoted_to_part_id uuid, promoted_at timestamp, colour text, search_rank integer
);
create index requests_by_status on public.pms_shopping_list_items (status);
create table public.pms_shopping_list_state_history (
  id uuid default gen_random_uuid(), yacht_id uuid, shopping_list_item_id uuid, previous_state text, new_state text,
  transition_reason text, transition_notes text, changed_by uuid, changed_at timestamp, related_order_id text,
  related_receiving_event_id text, metadata json, created_at timestamp default now()
);
alter table public.pms_shopping_list_items enable row level security;
create policy anybody on public.pms_shopping_list_items for select using (true);
grant all on public.pms_shopping_list_items to anon, authenticated;
"""

COUNT = 1169
_START = datetime.fromisoformat("2023-03-01T08:00")
_WAYS: tuple[tuple[str, ...], ...] = (
    ("candidate",),
    ("candidate", "under_review"),
    ("candidate", "approved"),
    ("candidate", "under_review", "approved", "ordered"),
    ("candidate", "approved", "ordered", "partially_fulfilled"),
    ("candidate", "approved", "ordered", "partially_fulfilled", "fulfilled"),
    ("candidate", "approved", "ordered", "fulfilled", "installed"),
    ("candidate", "under_review", "rejected"),
)

Row = dict[str, Any]


@dataclass
class Grown:
    """The two tables, and what an adoption makes of them: how many rows have each fault that is repaired and noted, and
    how many are set aside for each reason."""

    items: list[Row]
    states: list[Row]
    repaired: Counter[str]
    set_aside: Counter[str]
    clean: list[Row]
    """The rows without a fault."""

    async def write(self, url: str) -> None:
        """Make the tables in an empty database."""
        connection = await asyncpg.connect(url)
        try:
            # somebody dropped the key to load the second yacht's list
            await connection.execute(f"{GROWN_TABLES}; alter table public.pms_shopping_list_items drop constraint"
                                     " pms_shopping_list_items_pkey")  # fmt: skip
            for table, rows in (
                ("pms_shopping_list_items", self.items),
                ("pms_shopping_list_state_history", self.states),
            ):
                await connection.execute(
                    f"insert into public.{table} select * from json_populate_recordset(null::public.{table}, $1)",
                    json.dumps(rows, default=str),
                )
        finally:
            await connection.close()


class _Grower:
    """`yachts`: each with the people of its roster and the parts of its catalogue."""

    def __init__(self, seed: int, yachts: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> None:
        self.random = random.Random(seed)
        self.yachts = yachts
        with (Path(__file__).parents[2] / "shared_models/data/ship_parts.csv").open(encoding="utf-8") as file:
            self.catalogue = list(csv.DictReader(file))

    def uuid(self) -> str:
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def row(self) -> tuple[Row, list[Row]]:
        """A row without a fault, and its history."""
        chance, part = self.random, self.random.choice(self.catalogue)
        yacht = chance.choice(list(self.yachts))
        people, parts = self.yachts[yacht]
        way, at = chance.choice(_WAYS), _START + timedelta(minutes=chance.randrange(10**6))
        part_id = chance.choice([None, chance.choice(parts)])
        quantity = Decimal(chance.randrange(4, 40)) / chance.choice((1, 1, 2))
        row: Row = {
            "id": self.uuid(), "yacht_id": yacht, "part_id": part_id, "part_name": part["name"].strip(),
            "part_number": part["part_number"] or None, "manufacturer": part["manufacturer"] or None,
            "is_candidate_part": part_id is None, "quantity_requested": quantity, "status": way[-1],
            "unit": part["unit"] or "pcs", "source_type": chance.choice(SOURCE_TYPES),
            "urgency": chance.choice(URGENCIES), "created_by": chance.choice(people), "created_at": at,
            "required_by_date": chance.choice([None, at.date()]), "metadata": chance.choice([None, {"shelf": "B2"}]),
            "colour": "red", "search_rank": 3,
        }  # fmt: skip
        states, before = [], None
        for status in way:
            who = row["created_by"] if before is None else chance.choice(people)
            states.append({
                "id": self.uuid(), "yacht_id": yacht, "shopping_list_item_id": row["id"], "previous_state": before,
                "new_state": status, "changed_by": who, "changed_at": at, "created_at": at,
            })  # fmt: skip
            row |= {"updated_by": who, "updated_at": at} | self._set(status, quantity, who, at)
            before, at = status, at + timedelta(hours=chance.randrange(1, 200))
        return row, states

    @staticmethod
    def _set(status: str, quantity: Decimal, who: str, at: datetime) -> Row:
        some = quantity - 1
        return {
            "approved": {"quantity_approved": quantity, "approved_by": who, "approved_at": at},
            "rejected": {"rejected_by": who, "rejected_at": at, "rejection_reason": "not now"},
            "ordered": {"quantity_ordered": quantity, "quantity_received": 0, "quantity_installed": 0},
            "partially_fulfilled": {"quantity_received": some},
            "fulfilled": {"quantity_received": quantity, "fulfilled_at": at},
            "installed": {"quantity_installed": quantity, "installed_at": at},
        }.get(status, {})


_CONTRADICT = "quantities and status contradict each other"
Fault = tuple[int, str, Callable[[Row, list[Row]], object], Callable[[Row], bool]]


def _any(_: Row) -> bool:
    return True


def _is(*statuses: str) -> Callable[[Row], bool]:
    return lambda row: row["status"] in statuses


_ORDERED = _is("ordered", "partially_fulfilled", "fulfilled", "installed")
REPAIRED: tuple[Fault, ...] = (
    (40, "status spelled otherwise", lambda row, _: row.update(status=row["status"].title().replace("_", " ")), _any),
    (30, "quantity of nought", lambda row, _: row.update(quantity_ordered=0), _is("candidate", "under_review")),
    (25, "quantity_ordered not given", lambda row, _: row.update(quantity_ordered=None), _ORDERED),
    (9, "created_by not known", lambda row, _: row.update(created_by=None), _any),
    (12, "created_by not on the roster", lambda row, _: row.update(created_by=str(uuid5(NAMESPACE, row["id"]))), _any),
    (21, "text not in NFC", lambda row, _: row.update(manufacturer="Kru\u0308ger"), _any),
    (18, "time before creation", lambda row, _: row.update(updated_at=row["created_at"] - timedelta(days=1)), _any),
    (5, "id on another yacht too", lambda row, _: None, _any),
    (11, "part not in the catalogue", lambda row, _: row.update(part_id=str(uuid5(NAMESPACE, row["id"]))), _any),
    (7, "part_id not valid", lambda row, _: row.update(part_id="PRT-017"), _any),
    (6, "promotion half set", lambda row, _: row.update(candidate_promoted_to_part_id=row["id"]), _any),
    (14, "source_type not valid", lambda row, _: row.update(source_type="phone call"), _any),
    (8, "source_type spelled otherwise", lambda row, _: row.update(source_type="Manual Add"), _any),
    (16, "urgency not valid", lambda row, _: row.update(urgency="asap"), _any),
    (13, "updated_at not given", lambda row, _: row.update(updated_at=None), _any),
    (10, "metadata written otherwise", lambda row, _: row.update(metadata={"weight_kg": 1.5, "old": 1}), _any),
    (4, "metadata no object", lambda row, _: row.update(metadata=["a", "b"]), _any),
    (60, "no history", lambda _, states: states.clear(), lambda row: row["status"] != "candidate"),
    (15, "history with gaps", lambda _, states: states.pop(1), lambda row: row["status"] in ("ordered", "installed")),
    (5, "history not legal", lambda _, states: states[-1].update(new_state="rejected"), _is("approved", "ordered")),
    (3, "history not valid", lambda _, states: states[-1].update(related_order_id="PO 12"), _ORDERED),
)  # fmt: skip
SET_ASIDE: tuple[Fault, ...] = (
    (5, "status unknown", lambda row, _: row.update(status="on hold"), _any),
    (4, "quantity_requested not valid", lambda row, _: row.update(quantity_requested=0), _any),
    (3, "quantity_requested not valid", lambda row, _: row.update(quantity_requested=-2), _any),
    (2, "quantity_requested not valid", lambda row, _: row.update(quantity_requested="NaN"), _any),
    (2, "quantity_requested not valid", lambda row, _: row.update(quantity_requested="1234567890123"), _any),
    (2, "quantity_requested not valid", lambda row, _: row.update(quantity_requested="0.33333333"), _any),
    (8, _CONTRADICT, lambda row, _: row.update(quantity_received=0), _is("fulfilled")),
    (4, _CONTRADICT, lambda row, _: row.update(quantity_received=1),
     _is("approved", "candidate")),
    (6, "no yacht", lambda row, _: row.update(yacht_id=None), _any),
    (3, "another yacht", lambda row, _: row.update(yacht_id=str(UUID(int=7))), _any),
    (3, "part_number not valid", lambda row, _: row.update(part_number="9" * 501), _any),
    (2, "source_notes not valid", lambda row, _: row.update(source_notes="a\x07b"), _any),
    (2, "created_by not known", lambda row, states: (row.update(created_by=None), states.clear()), _any),
    (1, "created_at not given", lambda row, _: row.update(created_at=None), _any),
    (2, "id twice", lambda row, _: None, _any),
)  # fmt: skip


def _share_id(kind: str, pair: tuple[Row, list[Row]], clean: list[tuple[Row, list[Row]]]) -> None:
    """Give a row the id of another one, of another yacht or of its own; that one is not without a fault any more."""
    row, states = pair
    is_twice = kind == "id twice"
    other = next(one for one in clean if (one[0]["yacht_id"] == row["yacht_id"]) is is_twice)
    clean.remove(other)
    if not is_twice:
        for state in other[1]:
            state["shopping_list_item_id"] = row["id"]
        other[0]["id"] = row["id"]
        return
    row.clear()
    row.update(other[0])
    states.clear()


def grown(seed: int, yachts: Mapping[str, tuple[Sequence[str], Sequence[str]]]) -> Grown:
    """1,169 rows with their faults; deleted ones are among those without."""
    grower = _Grower(seed, yachts)
    pairs = [grower.row() for _ in range(COUNT)]
    clean = list(pairs)
    counts = Counter[str](), Counter[str]()
    for faults, counted in ((REPAIRED, counts[0]), (SET_ASIDE, counts[1])):
        for many, kind, harm, fits in faults:
            for _ in range(many):
                pair = next(one for one in clean if fits(one[0]))
                clean.remove(pair)
                counted[kind] += 1
                harm(*pair)
                if kind.startswith("id "):
                    _share_id(kind, pair, clean)
    counts[0]["id on another yacht too"] *= 2
    for row, _ in clean[:20]:
        if row["status"] in ("candidate", "approved"):
            row |= {"deleted_at": row["updated_at"], "deleted_by": row["updated_by"], "deletion_reason": "not needed"}
    return Grown(
        [row for row, _ in pairs], [state for _, states in pairs for state in states], *counts,
        [row for row, _ in clean],
    )  # fmt: skip
