"""An entry `adopt_item`: a row of an older list, which has no journal, as it stood (sync.md §3). Pure.

Its payload holds the item's columns that are set, but for id and yacht_id, and `states`: the run of legal statuses that
the item had been through, each with when (`at`) and by whom (`by`), and if known its `reason`, `notes`, `order_id`,
`receiving_event_id` and the `id` of its old row. Nobody acted when it was recorded, so its actor is the shore itself.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Protocol

from shared_models import values
from shared_models.actions import SOURCE_TYPES, URGENCIES
from shared_models.entries import moment
from shared_models.errors import ValidationFailed
from shared_models.states import INITIAL, ORDERED, PAIRS, Status, by_quantities

Check = Callable[[object, str], Any]
_LARGEST_INTEGER = 2**31 - 1
_FIRST_YEAR, _LAST_YEAR = 1970, 9999
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Given(Protocol):
    @property
    def payload(self) -> Mapping[str, Any]: ...


def _text(most: int) -> Check:
    return lambda value, name: values.text(value, name, most)


def _quantity(is_positive: bool) -> Check:
    def check(value: object, name: str) -> str:
        number = values.decimal(value, name)
        if number < 0 or (is_positive and not number):
            raise ValidationFailed(f"{name} must be {'more than' if is_positive else 'at least'} 0.", name)
        return values.canonical(number)

    return check


def _choice(words: Sequence[str]) -> Check:
    def check(value: object, name: str) -> object:
        if value not in words:
            raise ValidationFailed(f"{name} must be one of {', '.join(words)}.", name)
        return value

    return check


def at(value: object, name: str) -> str:
    """A moment after 1970 and before 9999, to the millisecond; without a zone it is UTC."""
    parsed = None
    if isinstance(value, str):
        with suppress(ValueError):
            parsed = datetime.fromisoformat(value)
    if parsed is None or not _FIRST_YEAR < parsed.year < _LAST_YEAR:
        raise ValidationFailed(f"{name} must be a time such as 2026-05-12T14:02:00.000Z.", name)
    since = (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)) - _EPOCH
    return moment(since // timedelta(milliseconds=1))


def _metadata(value: object, name: str) -> Any:
    if not isinstance(value, dict) or {"transition", "net_received"} & value.keys() or not is_plain(value):
        raise ValidationFailed(f"{name} must be an object without numbers that have a fraction.", name)
    return value


def is_plain(value: object) -> bool:
    """Whether both databases and the journal give a JSON value back as it was: no NUL, no floats, no huge numbers."""
    if isinstance(value, dict):
        return all(is_plain(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return all(map(is_plain, value))
    if isinstance(value, str):
        return "\0" not in value
    return value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**62)


_NAME, _NOTE = _text(values.NAME_CHARACTERS), _text(values.NOTE_CHARACTERS)
COLUMNS: Mapping[str, Check] = {
    **dict.fromkeys(("part_name", "part_number", "manufacturer", "unit", "preferred_supplier"), _NAME),
    **dict.fromkeys(
        ("source_notes", "approval_notes", "rejection_reason", "rejection_notes", "deletion_reason"), _NOTE
    ),
    **dict.fromkeys(("quantity_requested", "quantity_approved", "quantity_ordered"), _quantity(True)),
    **dict.fromkeys(("quantity_received", "quantity_installed", "estimated_unit_price"), _quantity(False)),
    **dict.fromkeys(
        (
            "part_id", "source_work_order_id", "source_receiving_id", "order_id", "approved_by", "rejected_by",
            "installed_to_equipment_id", "created_by", "updated_by", "deleted_by", "candidate_promoted_to_part_id",
            "promoted_by",
        ), values.identifier,
    ),
    **dict.fromkeys(
        (
            "approved_at", "rejected_at", "fulfilled_at", "installed_at", "created_at", "updated_at", "deleted_at",
            "promoted_at",
        ), at,
    ),
    "is_candidate_part": values.boolean,
    "status": _choice(tuple(Status)),
    "source_type": _choice(SOURCE_TYPES),
    "urgency": _choice(URGENCIES),
    "required_by_date": values.day,
    "order_line_number": lambda value, name: values.integer(value, name, 1, _LARGEST_INTEGER),
    "metadata": _metadata,
}  # fmt: skip
"""The 45 columns but for id and yacht_id, and what each may hold."""
REQUIRED = (
    "part_name", "quantity_requested", "is_candidate_part", "status", "source_type", "created_by", "created_at",
    "updated_at",
)  # fmt: skip
PROMOTION = ("candidate_promoted_to_part_id", "promoted_by", "promoted_at")
_STATE: Mapping[str, Check] = {
    "status": _choice(tuple(Status)), "at": at, "by": values.identifier, "id": values.identifier, "reason": _NOTE,
    "notes": _NOTE, "order_id": values.identifier, "receiving_event_id": values.identifier,
}  # fmt: skip


def old_states(act: _Given) -> list[Mapping[str, Any]]:
    """What an adopted item had been through."""
    return list(act.payload["states"])


def adopted_columns(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an adopted item, but for its id."""
    return {name: payload[name] for name in COLUMNS if name in payload}


def adopted(payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload of an adoption, checked; fields that a newer version may have added are kept.

    Raises ValidationFailed.
    """
    item = {name: COLUMNS[name](payload[name], name) for name in COLUMNS if name in payload}
    if missing := next((name for name in REQUIRED if name not in item), None):
        raise ValidationFailed(f"{missing} is missing.", missing)
    if (why := contradiction(item)) is not None:
        raise ValidationFailed(why)
    given = payload.get("states")
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise ValidationFailed("states must be a list of what the item had been through.", "states")
    states = [{**one, **{name: _STATE[name](one[name], name) for name in one if name in _STATE}} for one in given]
    if any(not {"status", "at", "by"} <= one.keys() for one in states):
        raise ValidationFailed("a state has its status, when and by whom.", "states")
    run = [Status(one["status"]) for one in states]
    if run[:1] != [INITIAL] or run[-1] != item["status"] or any(pair not in PAIRS for pair in pairwise(run)):
        raise ValidationFailed("the states are no run of legal steps to the item's status.", "states")
    return {**payload, **item, "states": states}


def contradiction(item: Mapping[str, Any]) -> str | None:
    """Why an item's columns cannot be true together; None if they can."""
    if len({name in item for name in PROMOTION}) > 1:
        return "the three columns of a promotion are set together or not at all"
    status = Status(item["status"])
    received, installed = (Decimal(item.get(f"quantity_{what}", "0")) for what in ("received", "installed"))
    if installed > received:
        return f"{installed} were installed of {received} received"
    if status not in ORDERED:
        moved = received or installed or "quantity_ordered" in item
        return f"it is {status.value} and yet was ordered or received" if moved else None
    if "quantity_ordered" not in item:
        return f"it is {status.value} and says not how many were ordered"
    by_them = by_quantities(Decimal(item["quantity_ordered"]), received, installed)
    return None if by_them is status else f"it is {status.value}, and by its quantities {by_them.value}"
