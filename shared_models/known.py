"""What the author of an act had before them: the item as the acts that they had seen make it (sync.md §1, parents)."""

from collections.abc import Collection, Mapping
from typing import Any

from shared_models.changes import Transaction
from shared_models.entries import HistoryEntry
from shared_models.journal import told_history
from shared_models.resolve import resolve


async def known(
    transaction: Transaction, yacht_id: str, item_id: str, entry_ids: Collection[str]
) -> dict[str, Mapping[str, Any]]:
    """By entry: the item's columns before it, as its author saw them; none for the creation, or what cannot be told."""
    acts, _ = await told_history(transaction, yacht_id, item_id)
    by_id = {act.entry_id: act for act in acts}
    seen: dict[str, Mapping[str, Any]] = {}
    for entry_id in entry_ids:
        before = _before(by_id[entry_id], by_id) if entry_id in by_id else []
        resolution = resolve(before) if before else None
        if resolution is not None:
            seen[entry_id] = resolution.item
    return seen


def _before(act: HistoryEntry, by_id: Mapping[str, HistoryEntry]) -> list[HistoryEntry]:
    found, pending = dict[str, HistoryEntry](), list(act.parents)
    while pending:
        parent = by_id.get(pending.pop())
        if parent is not None and parent.entry_id not in found:
            found[parent.entry_id] = parent
            pending += parent.parents
    return list(found.values())
