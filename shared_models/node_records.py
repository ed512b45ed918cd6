"""What is recorded beside acts on items and travels in its recorder's seq (sync.md §3): imported catalogue rows, PINs,
refused attempts. Each kind once: when it can be read, and what it does. Pure.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid5

from uuid_utils.compat import uuid7

from shared_models.changes import Changes
from shared_models.entries import NAMESPACE, HistoryEntry, moment
from shared_models.errors import ValidationFailed
from shared_models.values import NAME_CHARACTERS, decimal, identifier, text

IMPORT_PARTS = "import_parts"
"""Catalogue rows imported on board: {"parts": […]}."""
CHANGE_PIN = "change_pin"
"""A PIN changed by its owner: {"user_id", "pin_hash", "replaces"}; counts while the PIN it replaces is the one here."""
OPEN_SEALED_CODE = "open_sealed_code"
"""A captain came in with the code from the sealed envelope: {"user_id"}."""
REPORT_REFUSED = "report_refused"
"""What was refused: {"refused": [{"what", "count", "at", and what is known of "user_id", "name", "client",
"detail"}]}."""

_MOST_ROWS = 500
_HASH_CHARACTERS = 200
_Check = Callable[[HistoryEntry], None]
_Effect = Callable[[Changes, HistoryEntry, int], None]


@dataclass(frozen=True)
class _Kind:
    """`check` raises ValidationFailed, KeyError or TypeError if a record cannot be read."""

    check: _Check
    effect: _Effect


def mark_of(pin_hash: str | None) -> str:
    """Tells one PIN's hash from another's without showing it: 16 hexadecimal digits."""
    return hashlib.sha256((pin_hash or "").encode()).hexdigest()[:16]


def unreadable_record(entry: HistoryEntry) -> str | None:
    """Why a record without an item cannot be taken in, None if it can."""
    kind = KINDS.get(entry.action)
    if kind is None:
        return "its action or role is not known here"
    if entry.item_id is not None:
        return "it is no act on an item"
    try:
        kind.check(entry)
    except ValidationFailed as error:
        return error.message
    except (KeyError, TypeError, AttributeError):
        return "its payload is not what such a record holds"
    return None


def take_record(changes: Changes, entry: HistoryEntry, now_ms: int) -> None:
    """Let a readable record take effect."""
    KINDS[entry.action].effect(changes, entry, now_ms)


def _audit_row(
    entry: HistoryEntry, now_ms: int, entity_type: str, entity_id: str, new: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The pms_audit_log row of a record."""
    return {
        "id": str(uuid7()), "yacht_id": entry.yacht_id, "action": entry.action, "entity_type": entity_type,
        "entity_id": entity_id, "user_id": entry.actor_id, "old_values": {}, "new_values": dict(new or {}),
        "signature": {},
        "metadata": {"entry_id": entry.entry_id, "node_id": entry.node_id, "role": entry.actor_role},
        "created_at": moment(now_ms),
    }  # fmt: skip


def _check_parts(entry: HistoryEntry) -> None:
    parts = entry.payload["parts"]
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise ValidationFailed("it is no list of parts")
    for part in parts:
        identifier(part.get("id"), "id")
        text(part.get("name"), "name", NAME_CHARACTERS)
        for name in ("part_number", "manufacturer", "unit", "location", "impa_code"):
            if name in part:
                text(part[name], name, NAME_CHARACTERS)
        for name in ("quantity", "minimum_quantity"):
            if name in part:
                decimal(part[name], name)


def _take_parts(changes: Changes, entry: HistoryEntry, now_ms: int) -> None:
    for part in entry.payload["parts"]:
        columns = ("part_number", "manufacturer", "unit", "minimum_quantity", "location", "impa_code")
        changes.parts.append(
            {
                "id": part["id"], "yacht_id": entry.yacht_id, "name": part["name"],
                **{name: part.get(name) for name in columns}, "quantity_counted": part.get("quantity") or "0",
                "origin": "catalogue", "created_at": entry.at, "updated_at": entry.at,
            }
        )  # fmt: skip
    changes.audit.append(_audit_row(entry, now_ms, "part", entry.entry_id))


def _check_pin(entry: HistoryEntry) -> None:
    if identifier(entry.payload["user_id"], "user_id") != entry.actor_id:
        raise ValidationFailed("a PIN is changed by its owner alone")
    if not text(entry.payload["pin_hash"], "pin_hash", _HASH_CHARACTERS).startswith("$argon2id$"):
        raise ValidationFailed("a PIN is kept as argon2id alone")
    text(entry.payload["replaces"], "replaces", 16)


def _take_pin(changes: Changes, entry: HistoryEntry, now_ms: int) -> None:
    changes.pins.append({name: entry.payload[name] for name in ("user_id", "pin_hash", "replaces")})
    changes.audit.append(_audit_row(entry, now_ms, "person", entry.actor_id, {"pin": "changed"}))


def _check_sealed_code(entry: HistoryEntry) -> None:
    if identifier(entry.payload["user_id"], "user_id") != entry.actor_id:
        raise ValidationFailed("who opens the envelope says so")


def _take_sealed_code(changes: Changes, entry: HistoryEntry, now_ms: int) -> None:
    changes.audit.append(_audit_row(entry, now_ms, "session", entry.entry_id))
    told = (
        f"The sealed code was used on board on {entry.at[:16].replace('T', ' ')} UTC to set a captain's PIN. "
        "If that was not the captain, sign everybody out and revoke the node."
    )
    changes.notices.append(
        {
            "yacht_id": entry.yacht_id, "id": str(uuid5(NAMESPACE, f"notice:{entry.entry_id}")), "at": moment(now_ms),
            "kind": "sealed_code_used", "text": told,
        }
    )  # fmt: skip


def _check_refused(entry: HistoryEntry) -> None:
    rows = entry.payload["refused"]
    if not isinstance(rows, list) or not 0 < len(rows) <= _MOST_ROWS:
        raise ValidationFailed("it is no list of refusals")
    for row in rows:
        for name in {"what", "at", *row} - {"count"}:
            text(row[name], name, NAME_CHARACTERS)
        if "user_id" in row:
            identifier(row["user_id"], "user_id")
        if type(row["count"]) is not int or not 0 < row["count"] < 2**31:
            raise ValidationFailed("a refusal is counted in whole numbers")


def _take_refused(changes: Changes, entry: HistoryEntry, now_ms: int) -> None:
    for row in entry.payload["refused"]:
        where = {"entry_id": entry.entry_id, "node_id": entry.node_id}
        changes.audit.append(refusal_row(entry.yacht_id, row, entry.entry_id, now_ms, where))


def refusal_row(
    yacht_id: str, row: Mapping[str, Any], session: str, now_ms: int, where: Mapping[str, str]
) -> dict[str, Any]:
    """The pms_audit_log row of a refusal (see REPORT_REFUSED). `session`: the entity where no person is known;
    `where`: what is known of the place it was refused."""
    known = {name: value for name, value in row.items() if name not in ("what", "user_id")}
    return {
        "id": str(uuid7()), "yacht_id": yacht_id, "action": row["what"],
        "entity_type": "person" if "user_id" in row else "session", "entity_id": row.get("user_id", session),
        "user_id": row.get("user_id"), "old_values": {}, "new_values": {}, "signature": {},
        "metadata": {"refused": True, **where, **known}, "created_at": moment(now_ms),
    }  # fmt: skip


KINDS: Mapping[str, _Kind] = {
    IMPORT_PARTS: _Kind(_check_parts, _take_parts),
    CHANGE_PIN: _Kind(_check_pin, _take_pin),
    OPEN_SEALED_CODE: _Kind(_check_sealed_code, _take_sealed_code),
    REPORT_REFUSED: _Kind(_check_refused, _take_refused),
}
