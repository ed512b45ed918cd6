"""Forms drawn from the registry of actions: a page shows what the action takes, and sends what the API takes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from shared_models.actions import REGISTRY
from shared_models.roles import Role
from shared_models.states import Action

_INPUTS = {"number": "decimal", "integer": "numeric"}
_KINDS = {"choice": "choice", "boolean": "check", "date": "date", "number": "number", "integer": "number"}
_LONG = 1000


@dataclass(frozen=True)
class FormField:
    """One field as it is drawn. kind: text, area, number, date, choice, check or hidden."""

    name: str
    label: str
    kind: str
    is_required: bool
    value: str
    choices: tuple[str, ...] = ()
    most_characters: int | None = None
    input_mode: str = "text"
    labels: Mapping[str, str] = field(default_factory=dict)
    """What a choice is called, if not by its own name."""


@dataclass(frozen=True)
class Form:
    """An action as a form."""

    action: str
    label: str
    fields: tuple[FormField, ...]

    def field(self, name: str) -> FormField:
        """One of its fields."""
        return next(one for one in self.fields if one.name == name)

    def choosing(self, name: str, labels: Mapping[str, str]) -> "Form":
        """The same form, where one of its fields is chosen among what is there."""
        chosen = replace(self.field(name), kind="choice", is_required=True, choices=tuple(labels), labels=labels)
        return replace(self, fields=tuple(chosen if one.name == name else one for one in self.fields))


def form_of(action: str, role: Role, values: Mapping[str, Any] | None = None, hidden: tuple[str, ...] = ()) -> Form:
    """The form of an action for someone of that role, filled in with `values`; `hidden`: fields not to be asked for."""
    described = REGISTRY[Action(action)].described(role)
    given = values or {}
    return Form(action, described["label"], tuple(_drawn(field, given, hidden) for field in described["fields"]))


def _drawn(field: Mapping[str, Any], values: Mapping[str, Any], hidden: tuple[str, ...]) -> FormField:
    kind, name = field["type"], field["name"]
    value = values.get(name, field["default"])
    drawn = _KINDS.get(kind, "text")
    if kind == "uuid" or name in hidden:
        drawn = "hidden"
    elif drawn == "text" and (field["max_length"] or 0) > _LONG:
        drawn = "area"
    text = "" if value is None else ("true" if value is True else "" if value is False else str(value))
    return FormField(
        name, field["label"], drawn, field["required"], text, tuple(field["choices"] or ()), field["max_length"],
        _INPUTS.get(kind, "text"),
    )  # fmt: skip


def payload_of(action: str, role: Role, sent: Mapping[str, str]) -> dict[str, Any]:
    """What a form sent, as the action's payload: only its own fields, none that is empty; a ticked box is true.

    A field that still has the value it was shown with (sent beside it as `was.…`, see `_field.html`) is left out, so
    that a change changes nothing else.
    """
    kinds = {field["name"]: field["type"] for field in REGISTRY[Action(action)].described(role)["fields"]}
    return {
        name: _value(kinds[name], value.strip())
        for name, value in sent.items()
        if name in kinds and value.strip() and sent.get(f"was.{name}", "").strip() != value.strip()
    }


def _value(kind: str, text: str) -> Any:
    if kind == "boolean":
        return text == "true"
    return int(text) if kind == "integer" and text.isascii() and text.isdecimal() and len(text) <= 10 else text
