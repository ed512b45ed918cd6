"""The registry of actions (domain.md §3): every action, its fields, its roles and its words. Data, once.

The list endpoint, the forms, the validation, the role checks and the documentation derive from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from shared_models import values
from shared_models.errors import Forbidden, MissingRequiredField, ValidationFailed
from shared_models.roles import ALL, BUYER, ENGINEER, HOD, Role
from shared_models.states import Action

URGENCIES = ("low", "normal", "high", "critical")
SOURCE_TYPES = (
    "inventory_low", "inventory_oos", "work_order_usage", "receiving_missing", "receiving_damaged", "manual_add",
)  # fmt: skip
SMALLEST = Decimal("0.0001")
_LARGEST_INTEGER = 2**31 - 1


@dataclass(frozen=True)
class Field:
    """One field of an action: enough to check it and to draw it in a form."""

    name: str
    type: str  # text, number, integer, date, uuid, boolean, choice or currency
    label: str
    required: bool = False
    choices: tuple[str, ...] | None = None
    max_length: int | None = None
    minimum: Decimal | None = None
    default: Any = None
    roles: frozenset[Role] = ALL

    def described(self) -> dict[str, Any]:
        """The field as the list endpoint shows it."""
        return {
            "name": self.name,
            "type": self.type,
            "required": self.required,
            "choices": list(self.choices) if self.choices else None,
            "max_length": self.max_length,
            "minimum": None if self.minimum is None else values.canonical(self.minimum),
            "default": self.default,
            "label": self.label,
        }

    def clean(self, value: object, identifier: Callable[[object, str], str]) -> Any:
        """The canonical JSON value. Raises ValidationFailed."""
        match self.type:
            case "text":
                return values.text(value, self.name, self.max_length or values.NAME_CHARACTERS)
            case "number":
                number = values.decimal(value, self.name)
                if self.minimum is not None and number < self.minimum:
                    least = "more than 0" if self.minimum == SMALLEST else f"at least {self.minimum}"
                    raise ValidationFailed(f"{self.name} must be {least}.", self.name)
                return values.canonical(number)
            case "integer":
                return values.integer(value, self.name, int(self.minimum or 0), _LARGEST_INTEGER)
            case "date":
                return values.day(value, self.name)
            case "uuid":
                return identifier(value, self.name)
            case "boolean":
                return values.boolean(value, self.name)
            case "currency":
                return values.currency(value, self.name)
        if value not in (self.choices or ()):
            raise ValidationFailed(f"{self.name} must be one of {', '.join(self.choices or ())}.", self.name)
        return value


def _text(name: str, label: str, required: bool = False) -> Field:
    return Field(name, "text", label, required, max_length=values.NAME_CHARACTERS)


def _notes(name: str, label: str, required: bool = False) -> Field:
    return Field(name, "text", label, required, max_length=values.NOTE_CHARACTERS)


def _quantity(name: str, label: str, required: bool = False, roles: frozenset[Role] = ALL) -> Field:
    return Field(name, "number", label, required, minimum=SMALLEST, roles=roles)


def _uuid(name: str, label: str, required: bool = False) -> Field:
    return Field(name, "uuid", label, required)


ITEM = _uuid("item_id", "Item", required=True)
_URGENCY = Field("urgency", "choice", "Urgency", choices=URGENCIES)
_NEEDED_BY = Field("required_by_date", "date", "Needed by")
_SUPPLIER = _text("preferred_supplier", "Preferred supplier")
_PRICE = Field("estimated_unit_price", "number", "Estimated price each", minimum=Decimal(0))


@dataclass(frozen=True)
class ActionSpec:
    """One action: who may take it and what it is given."""

    action: Action
    label: str
    domain: str
    variant: str
    roles: frozenset[Role]
    fields: tuple[Field, ...]
    keywords: tuple[str, ...]
    past: str
    """What was done, as a verb for sentences: "approved"."""
    noun: str
    """The act as a thing, for sentences: "approval"."""
    at_least_one: bool = False
    by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {item.name: item for item in self.fields})

    def described(self, role: Role) -> dict[str, Any]:
        """The action as the list endpoint shows it to someone of `role`."""
        shown = [item for item in self.fields if role in item.roles]
        return {
            "action_id": self.action.value,
            "label": self.label,
            "variant": self.variant,
            "domain": self.domain,
            "allowed_roles": [item.value for item in Role if item in self.roles],
            "required_fields": [item.name for item in shown if item.required],
            "search_keywords": list(self.keywords),
            "fields": [item.described() for item in shown],
        }


_SHOPPING, _PROCUREMENT, _MUTATE, _READ = "shopping_list", "procurement", "MUTATE", "READ"

_SPECS = (
    ActionSpec(
        Action.CREATE, "Request a part", _SHOPPING, _MUTATE, ALL,
        (
            _text("part_name", "Part", required=True),
            _quantity("quantity_requested", "Quantity", required=True),
            Field("source_type", "choice", "Why it is needed", True, SOURCE_TYPES, default="manual_add"),
            _uuid("part_id", "Part in the catalogue"),
            _text("part_number", "Part number"),
            _text("manufacturer", "Maker"),
            _text("unit", "Unit"),
            _URGENCY,
            _NEEDED_BY,
            _SUPPLIER,
            _PRICE,
            Field("currency", "currency", "Currency of the price", max_length=3),
            _uuid("source_work_order_id", "Work order"),
            _uuid("source_receiving_id", "Receiving event"),
            _notes("source_notes", "Notes"),
            Field("allow_duplicate", "boolean", "Request it although one is open", default=False),
        ),
        ("add", "new", "request", "need", "order", "buy", "part", "create"), "requested", "request",
    ),
    ActionSpec(
        Action.APPROVE, "Approve", _SHOPPING, _MUTATE, HOD,
        (ITEM, _quantity("quantity_approved", "Quantity approved", required=True), _notes("approval_notes", "Notes")),
        ("approve", "accept", "authorise", "yes", "ok"), "approved", "approval",
    ),
    ActionSpec(
        Action.REJECT, "Reject", _SHOPPING, _MUTATE, HOD,
        (ITEM, _notes("rejection_reason", "Reason", required=True), _notes("rejection_notes", "Notes")),
        ("reject", "refuse", "decline", "no"), "rejected", "rejection",
    ),
    ActionSpec(
        Action.PROMOTE, "Add to the catalogue", _SHOPPING, _MUTATE, ENGINEER, (ITEM,),
        ("promote", "catalogue", "part", "candidate"), "added to the catalogue", "promotion",
    ),
    ActionSpec(
        Action.HISTORY, "Show the history", _SHOPPING, _READ, ALL, (ITEM,),
        ("history", "timeline", "who", "when", "why"), "viewed", "view",
    ),
    ActionSpec(
        Action.REVIEW, "Start review", _PROCUREMENT, _MUTATE, HOD, (ITEM,),
        ("review", "look", "consider"), "took under review", "review",
    ),
    ActionSpec(
        Action.UPDATE, "Change the request", _PROCUREMENT, _MUTATE, ALL,
        (
            ITEM,
            _text("part_name", "Part"),
            _text("part_number", "Part number"),
            _text("manufacturer", "Maker"),
            _quantity("quantity_requested", "Quantity"),
            _text("unit", "Unit"),
            _URGENCY,
            _NEEDED_BY,
            _SUPPLIER,
            _PRICE,
            _notes("source_notes", "Notes"),
            _quantity("quantity_approved", "Quantity approved", roles=HOD),
        ),
        ("edit", "change", "update", "correct"), "changed", "change", at_least_one=True,
    ),
    ActionSpec(
        Action.ORDER, "Mark as ordered", _PROCUREMENT, _MUTATE, BUYER,
        (
            ITEM,
            _quantity("quantity_ordered", "Quantity ordered", required=True),
            _uuid("order_id", "Order"),
            Field("order_line_number", "integer", "Line of the order", minimum=Decimal(1)),
            _SUPPLIER,
        ),
        ("order", "ordered", "purchase", "buy"), "ordered", "order",
    ),
    ActionSpec(
        Action.RECEIVE, "Record a receipt", _PROCUREMENT, _MUTATE, ALL,
        (
            ITEM,
            _quantity("quantity", "Quantity received", required=True),
            _uuid("receiving_event_id", "Receiving event"),
            _notes("notes", "Notes"),
        ),
        ("receive", "received", "arrived", "delivery", "receipt"), "received", "receipt",
    ),
    ActionSpec(
        Action.INSTALL, "Record an installation", _PROCUREMENT, _MUTATE, ALL,
        (
            ITEM,
            _quantity("quantity", "Quantity installed", required=True),
            _uuid("installed_to_equipment_id", "Equipment"),
        ),
        ("install", "fit", "fitted", "used"), "installed", "installation",
    ),
    ActionSpec(
        Action.CORRECT, "Correct a receipt", _PROCUREMENT, _MUTATE, HOD,
        (
            ITEM,
            Field("quantity", "number", "Difference (with its sign)", required=True),
            _notes("reason", "Reason", required=True),
        ),
        ("correct", "miscount", "wrong", "receipt"), "corrected the receipt", "correction",
    ),
    ActionSpec(
        Action.CANCEL, "Cancel an order", _PROCUREMENT, _MUTATE, BUYER,
        (ITEM, _notes("reason", "Reason", required=True), _uuid("order_entry_id", "Entry of the order")),
        ("cancel", "withdraw", "order"), "cancelled the order", "cancellation",
    ),
    ActionSpec(
        Action.DELETE, "Delete the request", _PROCUREMENT, _MUTATE, HOD,
        (ITEM, _notes("deletion_reason", "Reason")),
        ("delete", "remove"), "deleted", "deletion",
    ),
    ActionSpec(
        Action.ACKNOWLEDGE, "Acknowledge a conflict", _PROCUREMENT, _MUTATE, HOD,
        (ITEM, _uuid("entry_id", "Entry", required=True), _notes("notes", "Notes")),
        ("acknowledge", "conflict", "seen"), "acknowledged a conflict", "acknowledgement",
    ),
    ActionSpec(
        Action.ADOPT, "Bring over from an older list", _PROCUREMENT, _MUTATE, frozenset(), (), ("adopt",),
        "brought over from the old list", "request from the old list",
    ),
)  # fmt: skip
"""An adoption is the shore's own (`adoption`): no role may take it, and its payload is checked there."""

REGISTRY: dict[Action, ActionSpec] = {spec.action: spec for spec in _SPECS}

UPDATE_FIELDS: tuple[str, ...] = tuple(name for name in REGISTRY[Action.UPDATE].by_name if name != "item_id")
DOMAINS: tuple[str, ...] = (_SHOPPING, _PROCUREMENT)


def allowed(action: Action, role: Role) -> bool:
    """Whether the role may take the action at all."""
    return role in REGISTRY[action].roles


def forbidden(action: Action, role: Role) -> Forbidden | None:
    """The refusal of a role that may not take the action; None if it may."""
    if allowed(action, role):
        return None
    return Forbidden(f"The role {role.replace('_', ' ')} may not take the action {action}.")


def _checked(
    spec: ActionSpec, payload: Mapping[str, object], wanted: tuple[Field, ...], identifier: Callable[[object, str], str]
) -> dict[str, Any]:
    clean: dict[str, Any] = {}
    for item in wanted:
        value = payload.get(item.name)
        if value is None:
            if item.required:
                raise MissingRequiredField(f"{item.name} is required to {spec.label.lower()}.", item.name)
            continue
        clean[item.name] = item.clean(value, identifier)
    if spec.at_least_one and not clean.keys() - {"item_id"}:
        names = ", ".join(item.name for item in wanted if item.name != "item_id")
        raise MissingRequiredField(f"At least one of {names} is required.")
    if spec.action is Action.CORRECT and clean["quantity"] == "0":
        raise ValidationFailed("quantity must not be 0: give the difference, such as -2.", "quantity")
    return clean


def validated(action: Action, payload: object) -> dict[str, Any]:
    """A person's payload in canonical form, absent instead of null.

    Raises MissingRequiredField or ValidationFailed, naming the field.
    """
    spec = REGISTRY[action]
    if not isinstance(payload, dict):
        raise ValidationFailed("payload must be an object with the action's fields.", "payload")
    for name in payload:
        if name not in spec.by_name:
            known = ", ".join(spec.by_name)
            raise ValidationFailed(f"{str(name)[:80]!r} is no field of {action}; it takes {known}.", str(name)[:80])
    return _checked(spec, payload, spec.fields, values.identifier)


def recorded(
    action: Action, payload: Mapping[str, object], identifier: Callable[[object, str], str] = values.identifier
) -> dict[str, Any]:
    """The payload of a journal entry, checked: like `validated`, but without item_id (the entry has it) and
    keeping fields that a newer version may have added."""
    spec = REGISTRY[action]
    clean = _checked(spec, payload, tuple(item for item in spec.fields if item.name != "item_id"), identifier)
    extra = {k: v for k, v in payload.items() if k not in spec.by_name and v is not None}
    return {**extra, **clean}
