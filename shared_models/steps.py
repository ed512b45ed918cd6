"""An item's changes of status as a run of legal transitions. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from shared_models.adoption import old_states
from shared_models.item import Act
from shared_models.states import Action, Status, legal_path


@dataclass(frozen=True)
class Step:
    """One change of status, the entry that made it, and the order shown once it was made."""

    entry_id: str
    before: Status | None
    after: Status
    order_id: str | None = None


def journey(steps: Sequence[Step]) -> list[tuple[Step, int]]:
    """The steps as a run of legal transitions, each with its number among those of its entry.

    A merge may have jumped (an order whose approval was ruled out) or come back from a terminal status (goods
    that were corrected): the run goes by the shortest legal way, leaving out a terminal stop that did not last.
    """
    run: list[Step] = []
    for step in steps:
        while (path := legal_path(run[-1].after if run else None, step.after)) is None:
            run.pop()
        before = run[-1].after if run else None
        for status in path:
            run.append(Step(step.entry_id, before, status, step.order_id))
            before = status
    numbered, count = [], dict[str, int]()
    for step in run:
        count[step.entry_id] = count.get(step.entry_id, -1) + 1
        numbered.append((step, count[step.entry_id]))
    return numbered


def opening(act: Act) -> list[Step]:
    """The changes of status that a creation makes: one, or those that an adopted item had been through."""
    states = [Status.CANDIDATE] if act.action == Action.CREATE else [Status(one["status"]) for one in old_states(act)]
    orders = [None] if act.action == Action.CREATE else [one.get("order_id") for one in old_states(act)]
    return [
        Step(act.entry_id, before, after, order)
        for before, after, order in zip([None, *states[:-1]], states, orders, strict=True)
    ]


def stepped(step: Step) -> list[tuple[Step, int]]:
    """One change of status as a run of legal transitions, numbered."""
    path = legal_path(step.before, step.after) or []
    starts = [step.before, *path]
    return [(Step(step.entry_id, starts[n], after, step.order_id), n) for n, after in enumerate(path)]
