"""What was done on the strength of an act that the shore ruled out, and stands: nobody must overlook it."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from shared_models.actions import REGISTRY
from shared_models.changes import Transaction
from shared_models.resolve import RULED_OUT, Verdict
from shared_models.states import Action
from shared_models.tables import Entry, OutcomeRow, table_of

_ENTRIES, _OUTCOMES = table_of(Entry), table_of(OutcomeRow)
_SILENT = (Action.ACKNOWLEDGE, Action.HISTORY)


async def built_on(
    transaction: Transaction, acts: Sequence[Mapping[str, Any]]
) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    """By yacht and ruled-out entry: the acts that had it among their ancestors and were applied, oldest first
    (entry_id, action, …). `acts`: rows with yacht_id, entry_id, item_id and rule."""
    ruled = [act for act in acts if act["rule"] in RULED_OUT]
    items = {(act["yacht_id"], act["item_id"]) for act in ruled}
    standing: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for yacht_id, item_id in sorted(items):
        of_item = sa.and_(_ENTRIES.c.yacht_id == yacht_id, _ENTRIES.c.item_id == item_id)
        same = sa.and_(_OUTCOMES.c.yacht_id == _ENTRIES.c.yacht_id, _OUTCOMES.c.entry_id == _ENTRIES.c.entry_id)
        columns = (_ENTRIES.c.entry_id, _ENTRIES.c.action, _ENTRIES.c.parents, _OUTCOMES.c.verdict)
        rows = await transaction.rows(
            sa.select(*columns)
            .outerjoin(_OUTCOMES, same)
            .where(of_item)
            .order_by(_ENTRIES.c.clock_ms, _ENTRIES.c.clock_counter, _ENTRIES.c.entry_id)
        )
        acted = [row for row in rows if row["action"] in REGISTRY and row["action"] not in _SILENT]
        children: dict[str, list[str]] = {}
        for row in acted:
            for parent in row["parents"]:
                children.setdefault(parent, []).append(row["entry_id"])
        for act in ruled:
            if (act["yacht_id"], act["item_id"]) == (yacht_id, item_id):
                after = _below(act["entry_id"], children)
                standing[(yacht_id, act["entry_id"])] = [
                    row for row in acted
                    if row["entry_id"] in after and row["verdict"] in (None, Verdict.APPLIED, Verdict.PARTLY)
                ]  # fmt: skip
    return standing


def _below(entry_id: str, children: Mapping[str, Sequence[str]]) -> set[str]:
    found, pending = set[str](), [entry_id]
    while pending:
        for child in children.get(pending.pop(), ()):
            if child not in found:
                found.add(child)
                pending.append(child)
    return found


def told(acts: Sequence[Mapping[str, Any]]) -> str:
    """The sentence that is added to the ruled-out act's own; "" where nothing stands on it."""
    if not acts:
        return ""
    nouns = list(dict.fromkeys(REGISTRY[Action(act["action"])].noun for act in acts))
    listed = nouns[0] if len(nouns) == 1 else f"{', '.join(nouns[:-1])} and {nouns[-1]}"
    return f" What was done on the strength of it stands and wants a look: {listed}."
