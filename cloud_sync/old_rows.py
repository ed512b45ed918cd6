"""What becomes of a row of an older list: the payload of its adoption, what was repaired, or why it is set aside. Pure.

A row is JSON as Postgres's to_jsonb gives it, numbers as int or Decimal. What is repaired is noted, and its old value
stays in the item's `metadata.old`; what would change a quantity, a text or who asked is set aside for a person.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from shared_models.actions import SOURCE_TYPES, URGENCIES
from shared_models.adoption import COLUMNS, PROMOTION, REQUIRED, adopted
from shared_models.errors import ValidationFailed
from shared_models.queries import in_sequence
from shared_models.states import INITIAL, ORDERED, PAIRS, Status, legal_path
from shared_models.values import identifier

Row = Mapping[str, Any]
_WORDS = {"status": tuple(Status), "source_type": SOURCE_TYPES, "urgency": URGENCIES}
_OPTIONAL_QUANTITIES = ("quantity_approved", "quantity_ordered")
_WHEN = {
    Status.CANDIDATE: "created", Status.APPROVED: "approved", Status.REJECTED: "rejected",
    Status.FULFILLED: "fulfilled", Status.INSTALLED: "installed",
}  # fmt: skip
"""The columns `…_by` and `…_at` that say who brought an item to a status, and when."""
_SET_ASIDE = {
    *(name for name in COLUMNS if name.startswith("quantity_") or name.endswith(("_notes", "_reason"))),
    "estimated_unit_price", "part_name", "part_number", "manufacturer", "unit", "preferred_supplier", "created_at",
}  # fmt: skip
"""The columns whose bad value sets a row aside; that of another is kept beside the item, in its metadata."""
_CONTRADICTION = "quantities and status contradict each other"


@dataclass
class Known:
    """What the shore has of a yacht: its parts, the people on its roster, the items of its journal."""

    parts: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()


@dataclass
class Judged:
    """A row, by its line in the old table. Set aside for `reasons`, else adopted; kind -> what was found."""

    line: int
    row: Row
    history: Sequence[Row]
    yacht_id: str | None = None
    item_id: str | None = None
    payload: dict[str, Any] | None = None
    repairs: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)


def judged(rows: Sequence[Row], history: Iterable[Row], known: Mapping[str, Known]) -> tuple[list[Judged], list[Row]]:
    """Every row, and the rows of the state history that belong to none. `known`: by the yachts that are adopted."""
    told: dict[tuple[str | None, str | None], list[Row]] = {}
    for state in history:
        key = _uuid(state.get("yacht_id")), _uuid(state.get("shopping_list_item_id"))
        told.setdefault(key, []).append(state)
    found = []
    lines: dict[tuple[str, str], int] = {}
    on_yachts = Counter(item_id for _, item_id in {(_uuid(row.get("yacht_id")), _uuid(row.get("id"))) for row in rows})
    taken = {item_id for item_id in on_yachts if item_id is not None}
    for line, row in enumerate(rows, 1):
        one = Judged(line, row, (), _uuid(row.get("yacht_id")), _uuid(row.get("id")))
        found.append(one)
        if _placed(one, known, lines):
            assert one.yacht_id is not None and one.item_id is not None
            lines[one.yacht_id, one.item_id] = line
            one.history = told.pop((one.yacht_id, one.item_id), [])
            _Reading(one, known[one.yacht_id], taken).read()
            if on_yachts[one.item_id] > 1 and not one.reasons:
                one.repairs["id on another yacht too"] = "kept: every key begins with the yacht"
    return found, [state for rest in told.values() for state in rest]


def _placed(one: Judged, known: Mapping[str, Known], lines: Mapping[tuple[str, str], int]) -> bool:
    if one.yacht_id is None:
        one.reasons["no yacht"] = f"yacht_id is {one.row.get('yacht_id')}"
    elif one.yacht_id not in known:
        one.reasons["another yacht"] = f"yacht {one.yacht_id} is not being adopted"
    elif one.item_id is None:
        one.reasons["no id"] = f"id is {one.row.get('id')}"
    elif (one.yacht_id, one.item_id) in lines:
        one.reasons["id twice"] = f"line {lines[one.yacht_id, one.item_id]} has the same id"
    elif one.item_id in known[one.yacht_id].items:
        one.reasons["in the journal already"] = "the item was made since"
    return not one.reasons


def _uuid(value: object) -> str | None:
    try:
        return identifier(value.strip() if isinstance(value, str) else value, "id")
    except ValidationFailed:
        return None


def _plain(value: Any) -> Any:
    """A JSON value without fractions: such a number as text."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Decimal) or (type(value) is int and abs(value) >= 2**62) else value


def _word(text: str) -> str:
    """A status or the like as it is spelled here."""
    return text.strip().casefold().replace(" ", "_").replace("-", "_")


class _Reading:
    """The reading of one row."""

    def __init__(self, one: Judged, known: Known, taken: set[str]) -> None:
        self.one, self.known, self.taken = one, known, taken
        self.item: dict[str, Any] = {}
        self.old: dict[str, Any] = {}

    def read(self) -> None:
        """Fill in what was judged."""
        given = self._mended(dict(self.one.row))
        for name, check in COLUMNS.items():
            value = given.get(name)
            if value is None or (name == "metadata" and not value):
                continue
            try:
                self.item[name] = check(value, name)
            except ValidationFailed as error:
                self._bad(name, value, error)
        if not self.one.reasons:
            self._completed()
        if not self.one.reasons:
            self._link()
            if self.old:
                self.item["metadata"] = {**self.item.get("metadata", {}), "old": _plain(self.old)}
            try:
                self.one.payload = adopted({**self.item, "states": self._states()})
            except ValidationFailed as error:
                self.one.reasons[f"{error.field} not valid" if error.field else _CONTRADICTION] = error.message

    def _repair(self, kind: str, what: str, **old: Any) -> None:
        self.one.repairs[kind] = what
        self.old |= old

    def _bad(self, name: str, value: Any, error: ValidationFailed) -> None:
        if name == "status":
            self.one.reasons["status unknown"] = f"status is {value}"
        elif name in _SET_ASIDE:
            self.one.reasons[f"{name} not valid"] = error.message
        elif name not in ("updated_at", "is_candidate_part"):
            self._repair(f"{name} not valid", f"{value}: kept in metadata.old", **{name: value})

    def _mended(self, given: dict[str, Any]) -> dict[str, Any]:
        """What is only written otherwise."""
        for name, value in given.items():
            if not isinstance(value, str) or name not in COLUMNS:
                continue
            if not value.strip() and name != "part_name":
                given[name] = None
                if value:
                    self._repair("blank text", f"{name} is blank: taken as not given")
            elif name in _WORDS:
                word = _word(value)
                if word != value and word in _WORDS[name]:
                    given[name] = word
                    self._repair(f"{name} spelled otherwise", f"{value} is {word}")
            elif (clean := unicodedata.normalize("NFC", value)) != value:
                given[name] = clean
                self._repair("text not in NFC", f"{name} is written in its usual form")
        for name in _OPTIONAL_QUANTITIES:
            if given.get(name) == 0:
                given[name] = None
                self._repair("quantity of nought", f"{name} is 0: taken as not given")
        self._metadata(given)
        return given

    def _metadata(self, given: dict[str, Any]) -> None:
        metadata = given.get("metadata")
        if metadata is None:
            return
        plain = _plain(metadata)
        if not isinstance(plain, dict):
            given["metadata"] = None
            self._repair("metadata no object", "kept in metadata.old", metadata=metadata)
        elif plain != metadata or {"transition", "net_received", "old"} & plain.keys():
            ours = {name: plain.pop(name) for name in ("transition", "net_received", "old") if name in plain}
            given["metadata"] = plain
            self._repair("metadata written otherwise", "fractions are text, names of ours in metadata.old", **ours)

    def _completed(self) -> None:
        """What follows from the rest of the row."""
        item, given = self.item, self.one.row
        if len({name in item for name in PROMOTION}) > 1:
            half = {name: item.pop(name) for name in PROMOTION if name in item}
            self._repair("promotion half set", "kept in metadata.old", **half)
        if "source_type" not in item:
            item["source_type"] = "manual_add"
            self._repair("source_type not valid", f"{given.get('source_type')}: taken as manual_add")
        if "is_candidate_part" not in item:
            item["is_candidate_part"] = "part_id" not in item
            self._repair("is_candidate_part not given", "it is one where part_id is not given")
        if "created_by" not in item:
            first = next((_uuid(one.get("changed_by")) for one in self._told()), None)
            if first is None:
                self.one.reasons["created_by not known"] = f"created_by is {given.get('created_by')}"
                return
            item["created_by"] = first
            self._repair("created_by not known", "taken from the state history")
        if "updated_at" not in item and "created_at" in item:
            times = [item[name] for name in COLUMNS if name.endswith("_at") and name in item]
            item["updated_at"] = max(times)
            self._repair("updated_at not given", "taken as the last time of the row")
        if item.get("status") in ORDERED and "quantity_ordered" not in item:
            item["quantity_ordered"] = item.get("quantity_approved", item.get("quantity_requested", "0"))
            self._repair("quantity_ordered not given", f"taken as the {item['quantity_ordered']} that were approved")
        for name in REQUIRED:
            if name not in item:
                self.one.reasons[f"{name} not given"] = f"{name} is {given.get(name)}"

    def _link(self) -> None:
        """What is kept as it is, and noted."""
        item = self.item
        if item["created_by"] not in self.known.people:
            self._repair("created_by not on the roster", f"{item['created_by']}: kept")
        if "part_id" in item and item["part_id"] not in self.known.parts:
            self._repair("part not in the catalogue", f"{item['part_id']}: kept")
        if any(item[name] < item["created_at"] for name in COLUMNS if name.endswith("_at") and name in item):
            self._repair("time before creation", "kept")

    # what the item had been through

    def _told(self) -> list[dict[str, Any]]:
        """The old history as a run, each from where the one before led."""
        return in_sequence([{**one, "changed_at": str(one.get("changed_at"))} for one in self.one.history])

    def _states(self) -> list[dict[str, Any]]:
        """The run of legal statuses to the item's own: the old history's, else the shortest."""
        status = Status(self.item["status"])
        told = [state for one in self._told() if (state := self._state(one)) is not None]
        run: list[dict[str, Any]] = []
        is_whole = len(told) == len(self.one.history) and told[:1] != [] and told[0]["status"] == INITIAL
        for state in told:
            before = state.pop("from", run[-1]["status"] if run else None)
            for one in ({"status": before}, state) if before else (state,):
                last = Status(run[-1]["status"]) if run else None
                path = () if last == one["status"] else legal_path(last, Status(one["status"]))
                if path is None:
                    return self._shortest(status)
                is_whole &= len(path) == (one is state)
                run += self._filled(run, *(path if one is not state else path[:-1]))
                run += [state] if path and one is state else []
        if run and legal_path(Status(run[-1]["status"]), status) is None:
            return self._shortest(status)
        if told and (not is_whole or run[-1]["status"] != status):
            self._repair("history with gaps", "filled by the shortest legal way")
        if not self.one.history and status is not INITIAL:
            self._repair("no history", "the shortest legal way to the status, by the row's own people and times")
        whole = [*run, *self._filled(run, status)] if not run or run[-1]["status"] != status else run
        assert all((Status(a["status"]), Status(b["status"])) in PAIRS for a, b in pairwise(whole))
        return whole

    def _shortest(self, status: Status) -> list[dict[str, Any]]:
        self._repair("history not legal", "kept beside; the shortest way to the status stands instead")
        return self._filled([], status)

    def _filled(self, before: Sequence[Mapping[str, Any]], *wanted: Status) -> list[dict[str, Any]]:
        """The states from where a run ends to each of those wanted, by the row's own people and times."""
        filled: list[dict[str, Any]] = []
        for status in wanted:
            last = [*before, *filled][-1:]
            for step in legal_path(Status(last[0]["status"]) if last else None, status) or ():
                filled.append(self._by_the_row(step, [*before, *filled]))
        return filled

    def _by_the_row(self, status: Status, before: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        item, word = self.item, _WHEN.get(status, "")
        previous = before[-1] if before else {"at": item["created_at"], "by": item["created_by"]}
        by = item.get(f"{word}_by", previous["by"])
        return {"status": status.value, "at": item.get(f"{word}_at", previous["at"]), "by": by}

    def _state(self, row: Row) -> dict[str, Any] | None:
        """A row of the old history; None if it names no status."""
        word = _word(str(row.get("new_state")))
        if word not in set(Status):
            return None
        state = self._by_the_row(Status(word), ())
        if row.get("previous_state") in tuple(Status):
            state["from"] = row["previous_state"]
        given = {
            "at": row.get("changed_at"), "by": row.get("changed_by"), "id": row.get("id"),
            "reason": row.get("transition_reason"), "notes": row.get("transition_notes"),
            "order_id": row.get("related_order_id"), "receiving_event_id": row.get("related_receiving_event_id"),
        }  # fmt: skip
        checks = {
            "at": "created_at", "by": "created_by", "id": "created_by", "reason": "source_notes",
            "notes": "source_notes", "order_id": "order_id", "receiving_event_id": "order_id",
        }  # fmt: skip
        for name, value in given.items():
            if value is None:
                continue
            try:
                state[name] = COLUMNS[checks[name]](value, name)
            except ValidationFailed:
                self._repair("history not valid", f"{name} of the old history is {value}: kept beside")
        if state.get("id") in self.taken:
            state.pop("id")
        elif "id" in state:
            self.taken.add(state["id"])
        return state
