"""How one `Changes` is put into words for `public.journal_write`: rows by section (see sections.py). Pure."""

import json
from collections.abc import Sequence
from typing import Any

from shared_models.changes import Changes, Recorder
from shared_models.journal import entry_row


def sections_of(changes: Changes) -> dict[str, Any]:
    """What `journal_write` takes, by section."""
    return {
        "entries": [entry_row(entry, chain) for entry, chain in changes.entries],
        "feed": changes.feed,
        "remade_items": [write.item_id for write in changes.items if write.mode == "replace"],
        "items": [
            {**image, "step": step}
            for write in changes.items
            for step, image in enumerate(write.images, 1 if write.mode == "update" else 0)
        ],
        "heads": changes.heads,
        "resolved_items": changes.resolved_items,
        "outcomes": changes.outcomes,
        "rulings": changes.rulings,
        "quarantined": changes.quarantined,
        "parts": _parts(changes.parts),
        "moved": json.dumps(changes.moved) if changes.moved else None,
        "notices": changes.notices,
        "audit": changes.audit,
        "idempotency": changes.idempotency,
        "recorder": [_recorder_row(changes.recorder)],
    }


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
        "yacht_id": recorder.yacht_id, "seq": recorder.seq, "chain": recorder.chain,
        "clock_ms": recorder.clock.wall_ms, "clock_counter": recorder.clock.counter, "position": recorder.position,
        "digest": recorder.digest,
    }  # fmt: skip
