"""The state machine (domain.md §2): which status may follow which, by which action. Data, once.

The triggers of both databases, the checks of the store and the merge all derive from `TRANSITIONS`.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache


class Status(StrEnum):
    CANDIDATE = "candidate"
    UNDER_REVIEW = "under_review"
    APPROVED = "approved"
    ORDERED = "ordered"
    PARTIALLY_FULFILLED = "partially_fulfilled"
    FULFILLED = "fulfilled"
    INSTALLED = "installed"
    REJECTED = "rejected"


class Action(StrEnum):
    CREATE = "create_shopping_list_item"
    APPROVE = "approve_shopping_list_item"
    REJECT = "reject_shopping_list_item"
    PROMOTE = "promote_candidate_to_part"
    HISTORY = "view_shopping_list_history"
    REVIEW = "start_review"
    UPDATE = "update_shopping_list_item"
    ORDER = "mark_shopping_list_item_ordered"
    RECEIVE = "record_receipt"
    INSTALL = "record_installation"
    CORRECT = "correct_receipt"
    CANCEL = "cancel_order"
    DELETE = "delete_shopping_list_item"
    ACKNOWLEDGE = "acknowledge_conflict"
    ADOPT = "adopt_item"


CREATIONS: frozenset[Action] = frozenset({Action.CREATE, Action.ADOPT})
"""What an item begins with."""

FACTS: frozenset[Action] = frozenset({Action.ORDER, Action.RECEIVE, Action.INSTALL, Action.CORRECT})
"""What happened in the world."""

GOODS: frozenset[Action] = FACTS - {Action.ORDER}

DECISIONS: frozenset[Action] = frozenset({Action.APPROVE, Action.REJECT, Action.DELETE})

_C, _U, _A, _O = Status.CANDIDATE, Status.UNDER_REVIEW, Status.APPROVED, Status.ORDERED
_P, _F, _I, _R = Status.PARTIALLY_FULFILLED, Status.FULFILLED, Status.INSTALLED, Status.REJECTED

TRANSITIONS: tuple[tuple[Action, Status, Status], ...] = (
    (Action.REVIEW, _C, _U),
    (Action.APPROVE, _C, _A),
    (Action.APPROVE, _U, _A),
    (Action.REJECT, _C, _R),
    (Action.REJECT, _U, _R),
    (Action.ORDER, _A, _O),
    (Action.CANCEL, _O, _A),
    (Action.CANCEL, _O, _O),
    (Action.RECEIVE, _O, _P),
    (Action.RECEIVE, _O, _F),
    (Action.RECEIVE, _P, _P),
    (Action.RECEIVE, _P, _F),
    (Action.RECEIVE, _F, _F),
    (Action.CORRECT, _P, _O),
    (Action.CORRECT, _P, _P),
    (Action.CORRECT, _P, _F),
    (Action.CORRECT, _F, _O),
    (Action.CORRECT, _F, _P),
    (Action.CORRECT, _F, _F),
    (Action.INSTALL, _P, _P),
    (Action.INSTALL, _F, _F),
    (Action.INSTALL, _F, _I),
)
"""(action, from, to). What is installed was received before, so only `fulfilled` leads to `installed`."""

INITIAL = Status.CANDIDATE
TERMINAL: frozenset[Status] = frozenset({_R, _I})
ORDERED: frozenset[Status] = frozenset({_O, _P, _F, _I})
"""An order stands; the status follows from the quantities."""
UPDATABLE: frozenset[Status] = frozenset({_C, _U, _A})
DELETABLE: frozenset[Status] = frozenset({_C, _U, _A, _R})
"""Not ordered and not beyond."""
OPEN: frozenset[Status] = frozenset({_C, _U, _A, _O, _P})
"""Before fulfilled: a second request for the same part would be a duplicate."""
AWAITING_DECISION: frozenset[Status] = frozenset({_C, _U})

PAIRS: frozenset[tuple[Status, Status]] = frozenset((a, b) for _, a, b in TRANSITIONS if a != b)
"""Every legal change of status, whoever makes it. What the triggers of both databases know."""

STARTS: dict[Action, frozenset[Status]] = {
    action: frozenset(before for other, before, _ in TRANSITIONS if other is action)
    for action in {action for action, _, _ in TRANSITIONS}
}
"""The statuses an action may start from; what is not in it changes no status."""


def by_quantities(ordered: Decimal, received: Decimal, installed: Decimal) -> Status:
    """The status of an item of which an order stands."""
    if received <= 0:
        return Status.ORDERED
    if received < ordered:
        return Status.PARTIALLY_FULFILLED
    return Status.INSTALLED if installed >= ordered else Status.FULFILLED


@cache
def legal_path(before: Status | None, after: Status) -> Sequence[Status] | None:
    """The shortest run of legal steps from `before` (None: no item yet) to `after`, without `before` itself.

    None if there is none. Of two equally short ones, the first in the order of `Status`.
    """
    if before is None:
        return (INITIAL, *(legal_path(INITIAL, after) or ()))
    paths: list[list[Status]] = [[before]]
    seen = {before}
    while paths:
        longer = []
        for path in paths:
            if path[-1] is after:
                return tuple(path[1:])
            for status in Status:
                if status not in seen and (path[-1], status) in PAIRS:
                    seen.add(status)
                    longer.append([*path, status])
        paths = longer
    return None
