"""How one `Changes` is put into words for `public.journal_write`: one JSON document. Pure."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from shared_models.changes import Changes, Recorder
from shared_models.journal import entry_row


def as_json(changes: Changes | Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """The argument of `journal_write`; what is empty is left out."""
    sections = _sections(changes) if isinstance(changes, Changes) else changes
    given = {name: value for name, value in sections.items() if value}
    return json.dumps(given, default=_bytes, ensure_ascii=False, separators=(",", ":"))


def _bytes(value: object) -> str:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    raise TypeError(f"{type(value).__name__} has no place in a row")


def _sections(changes: Changes) -> dict[str, Any]:
    return {
        "entries": [entry_row(entry, chain) for entry, chain in changes.entries],
        "feed": changes.feed,
        "items": [{"item_id": w.item_id, "mode": w.mode, "images": w.images} for w in changes.items],
        "heads": _last(changes.heads, "item_id"),
        "resolved_items": changes.resolved_items,
        "outcomes": changes.outcomes,
        "rulings": _last(changes.rulings, "entry_id"),
        "quarantined": _last(changes.quarantined, "id"),
        "parts": _parts(changes.parts),
        "moved": changes.moved,
        "sightings": _last(changes.sightings, "entry_id", "user_id"),
        "notices": changes.notices,
        "audit": changes.audit,
        "idempotency": changes.idempotency,
        "recorder": _recorder_row(changes.recorder),
    }


def _last(rows: Sequence[dict[str, Any]], *key: str) -> list[dict[str, Any]]:
    """The last row of each key: an upsert takes a key once."""
    return list({tuple(row[name] for name in key): row for row in rows}.values())


def _parts(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row for each part, as if they had been set one after the other."""
    parts: dict[str, dict[str, Any]] = {}
    for row in rows:
        held = parts.get(row["id"])
        if held is None:
            parts[row["id"]] = row
        elif row["origin"] != "promoted":
            parts[row["id"]] = {**row, "created_at": held["created_at"]}
    return list(parts.values())


def _recorder_row(recorder: Recorder) -> dict[str, Any]:
    return {
        "seq": recorder.seq, "chain": recorder.chain, "clock_ms": recorder.clock.wall_ms,
        "clock_counter": recorder.clock.counter, "position": recorder.position, "digest": recorder.digest,
    }  # fmt: skip
