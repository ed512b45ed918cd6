"""From a resolution to rows: images of an item, its outcomes, what it moved in the stores. Pure.

Everything in a row derives from the entries, so both sides write the same rows whatever the order of arrival.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid5

from shared_models.adoption import old_states
from shared_models.changes import ItemWrite
from shared_models.entries import NAMESPACE, HistoryEntry, moment
from shared_models.item import Act, Columns
from shared_models.resolve import Outcome, Resolution, Rule
from shared_models.states import Action
from shared_models.steps import Step, journey
from shared_models.values import canonical

PLAIN = Outcome()
NO_CONFLICT = (None, Rule.AGREED)

_REASONS = {
    Action.APPROVE: (None, "approval_notes"),
    Action.REJECT: ("rejection_reason", "rejection_notes"),
    Action.CANCEL: ("reason", None),
    Action.CORRECT: ("reason", None),
    Action.RECEIVE: (None, "notes"),
}


def transition(act: Act, number: int) -> dict[str, Any]:
    """What the state-history trigger writes down for one step of an act: the row's id, the entry, the words.

    A step's id is the entry's id; further steps of the same entry derive theirs from it. An adopted item's steps are
    told by the old list.
    """
    if act.action == Action.ADOPT:
        old = old_states(act)[number]
        told = {name: old[name] for name in ("id", "reason", "notes", "receiving_event_id") if name in old}
        return {"id": _step_id(act, number), "entry_id": act.entry_id, **told}
    reason, notes = _REASONS.get(Action(act.action), (None, None))
    given = {
        "id": _step_id(act, number),
        "entry_id": act.entry_id,
        "reason": act.payload.get(reason) if reason else None,
        "notes": act.payload.get(notes) if notes else None,
        "receiving_event_id": act.payload.get("receiving_event_id"),
    }
    return {name: value for name, value in given.items() if value is not None}


def _step_id(act: Act, number: int) -> str:
    return act.entry_id if not number else str(uuid5(NAMESPACE, f"step:{act.entry_id}:{number}"))


def _made(step: Step, number: int, act: Act) -> tuple[str, str | None]:
    """When a step was made and by whom; None where that is who made the item."""
    if act.action == Action.ADOPT:
        old = old_states(act)[number]
        return old["at"], old["by"]
    return moment(act.clock.wall_ms), None if step.before is None else act.actor_id


def row_of(item: Columns, yacht_id: str, last: Mapping[str, Any]) -> dict[str, Any]:
    """The row of an item. `last`: its last transition.

    Concurrent corrections may bring the sum received below nought, which no column shows: the row says 0 and
    the sum stays in the metadata.
    """
    row = {**item, "yacht_id": yacht_id, "metadata": {**item.get("metadata", {}), "transition": dict(last)}}
    if Decimal(item.get("quantity_received", "0")) < 0:
        row["metadata"]["net_received"] = item["quantity_received"]
        row["quantity_received"] = "0"
    row.setdefault("quantity_received", "0")
    row.setdefault("quantity_installed", "0")
    return row


def item_of(row: Mapping[str, Any]) -> tuple[Columns, dict[str, Any]]:
    """The set columns of a row, and its last transition: the inverse of `row_of`."""
    item = {name: value for name, value in row.items() if value is not None and name != "yacht_id"}
    metadata = dict(item.pop("metadata", {}))
    last = metadata.pop("transition", {})
    if "net_received" in metadata:
        item["quantity_received"] = metadata.pop("net_received")
    if metadata:
        item["metadata"] = metadata
    return item, last


def step_images(
    final: Columns, yacht_id: str, steps: Sequence[tuple[Step, int]], acts: Mapping[str, Act], last: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], Mapping[str, Any]]:
    """The images that lead to `final` by the numbered steps, and the last transition. Each image is legal after
    the one before and bears the name, time and order of its own step; the last one is `final` itself."""
    images = []
    for step, number in steps:
        act = acts[step.entry_id]
        last = transition(act, number)
        at, by = _made(step, number, act)
        image = dict(final) | {"status": step.after.value, "updated_at": at}
        image |= {"order_id": step.order_id, "updated_by": by}
        images.append(row_of({k: v for k, v in image.items() if v is not None}, yacht_id, last))
    whole = row_of(final, yacht_id, last)
    if not images or images[-1] != whole:
        images.append(whole)
    return images, last


def rebuilt(item_id: str, yacht_id: str, resolution: Resolution, entries: Iterable[HistoryEntry]) -> ItemWrite:
    """The item written anew from its whole history."""
    acts: dict[str, Act] = {entry.entry_id: entry for entry in entries}
    images, _ = step_images(resolution.item, yacht_id, journey(resolution.steps), acts, {})
    return ItemWrite(item_id, "replace", images)


def outcome_rows(
    resolution: Resolution, item_id: str, yacht_id: str, entries: Iterable[HistoryEntry]
) -> list[dict[str, Any]]:
    """The pms_entry_outcomes rows of an item: each entry that did not simply apply, and who acknowledged it."""
    acknowledged = {
        (entry.payload["entry_id"], entry.payload.get("verdict"), entry.payload.get("by")): entry.actor_id
        for entry in sorted(entries, key=lambda entry: (entry.clock, entry.entry_id))
        if entry.action == Action.ACKNOWLEDGE and resolution.outcomes.get(entry.entry_id) == PLAIN
    }
    return [
        {
            "yacht_id": yacht_id,
            "entry_id": entry_id,
            "item_id": item_id,
            "verdict": outcome.verdict.value,
            "rule": None if outcome.rule is None else outcome.rule.value,
            "by_entry": outcome.by,
            "fields": list(outcome.fields),
            "acknowledged_by": acknowledged.get((entry_id, outcome.verdict.value, outcome.by)),
        }
        for entry_id, outcome in resolution.outcomes.items()
        if outcome != PLAIN
    ]


def moved(before: Columns | None, after: Columns | None) -> dict[str, Decimal]:
    """What a change of an item moves in the stores: part id -> signed quantity."""
    change: dict[str, Decimal] = {}
    for item, sign in ((before, -1), (after, 1)):
        part = item and (item.get("part_id") or item.get("candidate_promoted_to_part_id"))
        if item and part:
            held = Decimal(item.get("quantity_received", "0")) - Decimal(item.get("quantity_installed", "0"))
            change[part] = change.get(part, Decimal()) + sign * held
    return {part: quantity for part, quantity in change.items() if quantity}


def changed_values(before: Columns | None, after: Columns) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns that differ, as (old values, new values), for the audit log and the answer."""
    old = before or {}
    new = {name: value for name, value in after.items() if old.get(name) != value}
    new |= dict.fromkeys([name for name in old if name not in after])
    return {name: old[name] for name in new if name in old}, new


def promoted_part(item: Columns, yacht_id: str) -> dict[str, Any] | None:
    """The catalogue row that a promotion makes."""
    part = item.get("candidate_promoted_to_part_id")
    if part is None:
        return None
    return {
        "id": part, "yacht_id": yacht_id, "name": item["part_name"], "part_number": item.get("part_number"),
        "manufacturer": item.get("manufacturer"), "unit": item.get("unit"), "minimum_quantity": None,
        "location": None, "impa_code": None, "quantity_counted": "0", "origin": "promoted",
        "created_at": item["promoted_at"], "updated_at": item["promoted_at"],
    }  # fmt: skip


def as_text(quantities: Mapping[str, Decimal]) -> dict[str, str]:
    """Signed quantities in canonical form."""
    return {name: canonical(quantity) for name, quantity in quantities.items()}
