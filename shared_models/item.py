"""What an act may do to an item and what it changes there (domain.md §2, §3). Pure.

An item is a dict of the columns that are set, as canonical JSON values (quantities and times are text).
The store asks before it records an act; the merge asks again at the act's turn.
"""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from shared_models.actions import REGISTRY, UPDATE_FIELDS, allowed, forbidden
from shared_models.adoption import adopted_columns
from shared_models.clock import Clock
from shared_models.entries import moment, promoted_part_id
from shared_models.errors import Forbidden, InvalidState, LazaretteError, Locked, NotFound, ValidationFailed
from shared_models.roles import Actor, Role, is_hod
from shared_models.states import CREATIONS, DELETABLE, GOODS, ORDERED, STARTS, UPDATABLE, Action, Status, by_quantities
from shared_models.values import canonical

Columns = dict[str, Any]

_ORDER_COLUMNS = ("order_id", "order_line_number", "preferred_supplier")
_CREATED_COLUMNS = REGISTRY[Action.CREATE].by_name.keys() - {"allow_duplicate", "currency"}
"""What a creation may set; a field that a newer version added is kept in the journal and is no column here."""
_LARGEST = Decimal(10) ** 12


class Act(Protocol):
    """What the rules need to know of a history entry."""

    @property
    def entry_id(self) -> str: ...
    @property
    def parents(self) -> tuple[str, ...]: ...
    @property
    def action(self) -> str: ...
    @property
    def payload(self) -> Mapping[str, Any]: ...
    @property
    def actor_id(self) -> str: ...
    @property
    def actor_role(self) -> str: ...
    @property
    def clock(self) -> Clock: ...


def refusal(
    action: Action, role: Role, actor_id: str, payload: Mapping[str, Any], item: Mapping[str, Any]
) -> LazaretteError | None:
    """Why the role, field and state rules do not allow the act on the item as it stands; None if they do."""
    if (why := forbidden(action, role)) is not None:
        return why
    if action in (Action.ACKNOWLEDGE, Action.HISTORY):
        return None
    if "deleted_at" in item:
        return NotFound("This item was deleted.")
    status = Status(item["status"])
    if action is Action.UPDATE:
        return _update_refusal(role, actor_id, payload, item, status)
    if action is Action.DELETE:
        return None if status in DELETABLE else Locked(f"An item that is {_words(status)} can no longer be deleted.")
    if action is Action.PROMOTE:
        if not item.get("is_candidate_part"):
            return InvalidState("Only a part that is not in the catalogue yet can be added to it.")
        return InvalidState("A rejected request's part is not added.") if status is Status.REJECTED else None
    if action in CREATIONS:
        return InvalidState("An item is created once.")
    if status in STARTS[action]:
        return None
    wanted = " or ".join(_words(start) for start in Status if start in STARTS[action])
    return InvalidState(f"The item is {_words(status)}; {action} needs one that is {wanted}.", "item_id")


def _update_refusal(
    role: Role, actor_id: str, payload: Mapping[str, Any], item: Mapping[str, Any], status: Status
) -> LazaretteError | None:
    if not is_hod(role):
        if item["created_by"] != actor_id:
            return Forbidden("Crew may change only what they asked for themselves.")
        if status is not Status.CANDIDATE:
            return InvalidState(f"The item is {_words(status)}; crew may change it only while it is a candidate.")
    elif status not in UPDATABLE:
        return InvalidState(f"The item is {_words(status)}; it can be changed until it is ordered or rejected.")
    if "quantity_approved" in payload and (status is not Status.APPROVED or not is_hod(role)):
        return ValidationFailed(
            "quantity_approved can be changed only by a head of department and only while the item is approved.",
            "quantity_approved",
        )
    return None


def _words(status: Status) -> str:
    return status.replace("_", " ")


def possible(actor: Actor, item: Mapping[str, Any], in_conflict: bool) -> dict[Action, LazaretteError | None]:
    """For each action this person's roles may take, why not on this item; None if it may go ahead.

    `in_conflict`: whether something of the item waits to be acknowledged.
    """
    reasons: dict[Action, LazaretteError | None] = {}
    for action, spec in REGISTRY.items():
        role = actor.role_for(spec.roles)
        if not allowed(action, role):
            continue
        reasons[action] = None
        if action is Action.ACKNOWLEDGE and not in_conflict:
            reasons[action] = InvalidState("Nothing of this item is in conflict and waits for a word.")
        elif action is not Action.CREATE:
            reasons[action] = refusal(action, role, actor.user_id, {}, item)
    return reasons


def possible_names(reasons: Mapping[Action, LazaretteError | None]) -> list[str]:
    """The actions on the item that may go ahead; a creation is none."""
    return [action.value for action, why in reasons.items() if why is None and action is not Action.CREATE]


def beyond_limits(action: Action, payload: Mapping[str, Any], item: Mapping[str, Any]) -> LazaretteError | None:
    """Why the quantity is too much or too little here; None if it is not. Binds what a node or the shore
    accepts from a person, not the merge."""
    if action not in (Action.RECEIVE, Action.INSTALL, Action.CORRECT):
        return None
    quantity, received, installed = (
        Decimal(payload["quantity"]),
        Decimal(item.get("quantity_received", "0")),
        Decimal(item.get("quantity_installed", "0")),
    )
    if action is Action.INSTALL and installed + quantity > received:
        left = canonical(received - installed)
        return ValidationFailed(f"quantity is more than was received: {left} can still be installed.", "quantity")
    if action is Action.CORRECT and received + quantity < installed:
        return ValidationFailed(
            f"quantity would leave fewer received than the {canonical(installed)} installed.", "quantity"
        )
    if action is not Action.INSTALL and received + quantity >= _LARGEST:
        return ValidationFailed("quantity would bring the sum received beyond 12 digits.", "quantity")
    return None


def created(act: Act) -> Columns:
    """The columns of the item that a creation or an adoption makes; without yacht_id."""
    if act.action == Action.ADOPT:
        return {**adopted_columns(act.payload), "id": act.entry_id}
    item: Columns = {k: v for k, v in act.payload.items() if k in _CREATED_COLUMNS}
    if "currency" in act.payload:
        item["metadata"] = {"currency": act.payload["currency"]}
    return {
        **item,
        "id": act.entry_id,
        "status": Status.CANDIDATE.value,
        "is_candidate_part": "part_id" not in act.payload,
        "created_by": act.actor_id,
        "created_at": moment(act.clock.wall_ms),
        "updated_at": moment(act.clock.wall_ms),
    }


def subject(item: Mapping[str, Any]) -> str:
    """A digest of what an item asks for: its part (or, without one, its name, case folded) and work order.

    Folded here and not by a database: each of them folds other letters.
    """
    part = item.get("part_id") or f"name:{item['part_name'].casefold()}"
    return hashlib.sha256(f"{part}|{item.get('source_work_order_id') or ''}".encode()).hexdigest()


def write_field(item: Columns, name: str, value: Any) -> None:
    """Set one column of an update."""
    if name in UPDATE_FIELDS:
        item[name] = value


def perform(item: Columns, act: Act, orders: Sequence[Act]) -> None:
    """Change the columns as the act does. An update's fields are written by `write_field`.

    `orders`: the orders that stand once the act is done, in the walk's order.
    """
    at, by, given = moment(act.clock.wall_ms), act.actor_id, act.payload
    match Action(act.action):
        case Action.REVIEW:
            item["status"] = Status.UNDER_REVIEW.value
        case Action.APPROVE:
            item |= {"status": Status.APPROVED.value, "approved_by": by, "approved_at": at}
            item |= {k: given[k] for k in ("quantity_approved", "approval_notes") if k in given}
        case Action.REJECT:
            item |= {"status": Status.REJECTED.value, "rejected_by": by, "rejected_at": at}
            item |= {k: given[k] for k in ("rejection_reason", "rejection_notes") if k in given}
        case Action.DELETE:
            item |= {"deleted_by": by, "deleted_at": at}
            item |= {k: given[k] for k in ("deletion_reason",) if k in given}
        case Action.PROMOTE:
            item |= {"candidate_promoted_to_part_id": promoted_part_id(item["id"]), "is_candidate_part": False}
            item |= {"promoted_by": by, "promoted_at": at}
        case Action.ORDER | Action.CANCEL:
            _set_orders(item, orders)
        case Action.RECEIVE | Action.CORRECT:
            _add(item, "quantity_received", given["quantity"])
        case Action.INSTALL:
            _add(item, "quantity_installed", given["quantity"])
            item |= {k: given[k] for k in ("installed_to_equipment_id",) if k in given}
        case Action.ACKNOWLEDGE:
            return
    if orders and act.action in (*GOODS, Action.ORDER, Action.CANCEL):  # an older list may not say since when
        _settle(item, at)
    item |= {"updated_by": by, "updated_at": at}


def _add(item: Columns, column: str, quantity: str) -> None:
    item[column] = canonical(Decimal(item[column]) + Decimal(quantity))


def _set_orders(item: Columns, orders: Sequence[Act]) -> None:
    item.setdefault("quantity_received", "0")
    item.setdefault("quantity_installed", "0")
    for column in ("quantity_ordered", "order_id", "order_line_number"):
        item.pop(column, None)
    if not orders:
        item["status"] = Status.APPROVED.value
        return
    item["quantity_ordered"] = canonical(
        sum((Decimal(order.payload["quantity_ordered"]) for order in orders), Decimal())
    )
    item |= {k: orders[0].payload[k] for k in _ORDER_COLUMNS[:2] if k in orders[0].payload}


def order_supplier(item: Columns, orders: Sequence[Act]) -> None:
    """Show the first standing order's supplier in place of the one that was wished for."""
    if orders and "preferred_supplier" in orders[0].payload:
        item["preferred_supplier"] = orders[0].payload["preferred_supplier"]


def _settle(item: Columns, at: str) -> None:
    """The status by the quantities, and since when."""
    status = by_quantities(
        Decimal(item["quantity_ordered"]), Decimal(item["quantity_received"]), Decimal(item["quantity_installed"])
    )
    item["status"] = status.value
    for column, reached in (
        ("fulfilled_at", status in (Status.FULFILLED, Status.INSTALLED)),
        ("installed_at", status is Status.INSTALLED),
    ):
        if reached:
            item.setdefault(column, at)
        else:
            item.pop(column, None)


def order_stands(item: Mapping[str, Any]) -> bool:
    """Whether an order of the item stands, from its row alone."""
    return item["status"] in ORDERED
