"""Why an item is as it is (sync.md §2): the resolution of the entries in a file, as data or as a timeline."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from shared_models.actions import REGISTRY, recorded
from shared_models.clock import MAX_WALL_MS, Clock
from shared_models.entries import moment
from shared_models.errors import CommandError, LazaretteError, ValidationFailed
from shared_models.item import Act
from shared_models.resolve import RULED_OUT, Outcome, Resolution, Rule, Verdict, resolve
from shared_models.roles import Role
from shared_models.states import Action

ID_CHARACTERS = 200
"""An id in a file is any text up to this long."""
_MAX_COUNTER = 2**63 - 1
_RULINGS = tuple(sorted({*RULED_OUT, Rule.ROLE_IN_DOUBT}))
_ACTIONS = tuple(action for action in Action if action not in (Action.HISTORY, Action.ADOPT))
_OPTIONAL = ("yacht_id", "item_id", "node_id", "node", "epoch", "seq", "seen", "hash", "chain", "assurance")


@dataclass(frozen=True)
class WrittenAct:
    """An entry as a file gives it: what the merge looks at."""

    entry_id: str
    parents: tuple[str, ...]
    action: str
    payload: Mapping[str, Any]
    actor_id: str
    actor_role: str
    clock: Clock


@dataclass(frozen=True)
class Explained:
    """The acts of one item in the order they were given (a repeated one twice), and what they come to."""

    acts: tuple[Act, ...]
    resolution: Resolution


def explain_file(path: str | Path) -> dict[str, Any]:
    """The JSON answer for a file: one resolution, or {"results": [...]} for one with cases.

    Raises CommandError, whose one sentence says where and what is wrong.
    """
    whole = _loaded(path)
    if "cases" not in whole:
        return as_json(explained(whole, ""))
    return {"results": [as_json(item) for item in _cases(whole)]}


def run(path: str, as_json: bool) -> int:
    """Print the resolution of the entries in a file; the exit code. On an error: one sentence, 2."""
    try:
        if as_json:
            print(json.dumps(explain_file(path), indent=1))
            return 0
        whole = _loaded(path)
        found = _cases(whole) if "cases" in whole else [explained(whole, "")]
    except CommandError as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(Text(error.message))
        return 2
    console = Console(highlight=False)
    for item in found:
        console.print(timeline(item))
    return 0


def as_json(item: Explained) -> dict[str, Any]:
    """The documented answer: status, set columns, and the verdicts in the order of the input."""
    columns = item.resolution.item
    return {
        "status": columns["status"],
        "item": {**columns, "deleted": "deleted_at" in columns},
        "verdicts": [_verdict(act.entry_id, item.resolution.outcomes[act.entry_id]) for act in item.acts],
    }


def _verdict(entry_id: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "verdict": outcome.verdict.value,
        "rule": None if outcome.rule is None else outcome.rule.value,
        "by": outcome.by,
        "fields": list(outcome.fields),
    }


def _loaded(path: str | Path) -> dict[str, Any]:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8 text.") from error
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    try:
        whole = json.loads(text, parse_float=Decimal, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise CommandError(f"{path} is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise CommandError(f"{path} holds a number or a nesting that cannot be read.") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("cases", []), list):
        raise CommandError(f'{path} must hold an object with "entries", or with a list of such objects in "cases".')
    return whole


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _cases(whole: Mapping[str, Any]) -> list[Explained]:
    return [explained(case, f"cases[{number}].") for number, case in enumerate(whole["cases"])]


def explained(case: object, where: str) -> Explained:
    """The resolution of {"entries": [...]}. `where` names the place of the case in its file.

    Raises CommandError.
    """
    given = case.get("entries") if isinstance(case, dict) else None
    if not isinstance(given, list):
        raise CommandError(f"{where}entries is missing: it must be a list of entries.")
    acts: list[WrittenAct] = []
    rulings: dict[str, Rule] = {}
    first: dict[str, tuple[str, object]] = {}
    for number, raw in enumerate(given):
        place = f"{where}entries[{number}]"
        act, ruling = _entry(raw, place)
        content = (act, ruling, {name: raw[name] for name in _OPTIONAL if raw.get(name) is not None})
        earlier, same = first.setdefault(act.entry_id, (place, content))
        if same != content:
            raise CommandError(f"{place} has the id {act.entry_id!r} of {earlier}, but other content.")
        if ruling is not None:
            rulings[act.entry_id] = ruling
        acts.append(act)
    _check_history(acts, given, where)
    resolution = resolve([_without_unknown_fields(act) for act in acts], rulings)
    if resolution is None:
        raise CommandError(f"{where}entries holds no {Action.CREATE}, so there is no item.")
    return Explained(tuple(acts), resolution)


def _entry(raw: object, place: str) -> tuple[WrittenAct, Rule | None]:
    if not isinstance(raw, dict):
        raise CommandError(f"{place} must be an object.")
    entry_id = _identified(raw.get("entry_id"), f"{place}.entry_id")
    place = f"{place} ({entry_id})"
    parents, payload = raw.get("parents"), raw.get("payload")
    if not isinstance(parents, list):
        raise CommandError(f"{place}: parents must be a list of entry ids.")
    if raw.get("action") not in _ACTIONS:
        raise CommandError(f"{place}: action {_shown(raw.get('action'))} is not known.")
    if raw.get("actor_role") not in list(Role):
        raise CommandError(f"{place}: actor_role {_shown(raw.get('actor_role'))} is not one of {', '.join(Role)}.")
    if not isinstance(payload, dict):
        raise CommandError(f"{place}: payload must be an object.")
    if raw.get("ruling") not in (None, *_RULINGS):
        raise CommandError(f"{place}: ruling {_shown(raw.get('ruling'))} is not one of {', '.join(_RULINGS)}.")
    try:
        clean = recorded(Action(raw["action"]), payload, _short_identifier)
    except LazaretteError as error:
        raise CommandError(f"{place}: {error.message}") from error
    act = WrittenAct(
        entry_id=entry_id,
        parents=tuple(_identified(parent, f"{place}: a parent") for parent in parents),
        action=raw["action"],
        payload=clean,
        actor_id=_identified(raw.get("actor_id"), f"{place}: actor_id"),
        actor_role=raw["actor_role"],
        clock=_clock(raw.get("clock"), place),
    )
    return act, None if raw.get("ruling") is None else Rule(raw["ruling"])


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _short_identifier(value: object, name: str) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= ID_CHARACTERS or not value.isprintable():
        raise ValidationFailed(f"{name} must be a text of 1 to {ID_CHARACTERS} printable characters.", name)
    return value


def _identified(value: object, place: str) -> str:
    try:
        return _short_identifier(value, place)
    except ValidationFailed as error:
        raise CommandError(error.message) from error


def _clock(value: object, place: str) -> Clock:
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(type(part) is int for part in value)
        or not (0 <= value[0] <= MAX_WALL_MS and 0 <= value[1] <= _MAX_COUNTER)
    ):
        raise CommandError(f"{place}: clock must be [milliseconds, counter], two whole numbers from 0.")
    return Clock(*value)


def _without_unknown_fields(act: WrittenAct) -> WrittenAct:
    known = REGISTRY[Action(act.action)].by_name
    payload = {name: value for name, value in act.payload.items() if name in known}
    return WrittenAct(act.entry_id, act.parents, act.action, payload, act.actor_id, act.actor_role, act.clock)


def _check_history(acts: Sequence[WrittenAct], given: Sequence[Mapping[str, Any]], where: str) -> None:
    """The entries must be one item's and hang together. Raises CommandError."""
    by_id = {act.entry_id: act for act in acts}
    items = {raw["item_id"] for raw in given if isinstance(raw.get("item_id"), str)}
    if len(items) > 1:
        raise CommandError(f"{where}entries holds the entries of {len(items)} items; give those of one.")
    for number, act in enumerate(acts):
        for parent in act.parents:
            if parent not in by_id:
                raise CommandError(f"{where}entries[{number}] ({act.entry_id}) names an unknown parent {parent!r}.")
    try:
        TopologicalSorter({act.entry_id: act.parents for act in acts}).prepare()
    except CycleError as error:
        raise CommandError(f"{where}entries holds a cycle: {error.args[1][0]!r} is its own ancestor.") from error


_RULE_WORDS = {
    Rule.FACT_STANDS: "what happened in the world stands",
    Rule.HIGHER_AUTHORITY: "the other had the higher rank",
    Rule.EARLIER_DECISION: "the other came first",
    Rule.TERMINAL_STATE: "nothing follows that",
    Rule.NOT_LEGAL: "it was not possible any more",
    Rule.AGREED: "both wanted the same",
    Rule.DUPLICATE_ORDER: "a second order: both count",
    Rule.FIELD_TAKEN: "the other's value stands",
    Rule.UNSEEN: "the approval did not know of it",
    Rule.ROLE_NOT_HELD: "the shore ruled: the role was not held",
    Rule.ROLE_IN_DOUBT: "the role changed meanwhile: it counts",
    Rule.NOT_LEGAL_WHEN_MADE: "the shore ruled: it was not possible when it was made",
}
_STYLES = {Verdict.APPLIED: "green", Verdict.PARTLY: "yellow", Verdict.SUPERSEDED: "red"}


def timeline(item: Explained, name_of: Callable[[str], str] = str) -> RenderableType:
    """The acts by time, each with what became of it, for a terminal. `name_of`: a person's name by id."""
    columns, outcomes = item.resolution.item, item.resolution.outcomes
    acts = {act.entry_id: act for act in item.acts}
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("Entry", "When", "Who", "Did", "After", "Outcome"):
        table.add_column(heading, overflow="fold")
    for act in sorted(acts.values(), key=lambda act: (act.clock, act.entry_id)):
        role = act.actor_role.replace("_", " ")
        person = name_of(act.actor_id)
        table.add_row(
            Text(act.entry_id),
            Text(moment(act.clock.wall_ms)[:19].replace("T", " ")),
            Text(role if person in (role, act.actor_role) else f"{person} ({role})"),
            Text(_deed(act)),
            Text(", ".join(act.parents)),
            _outcome_text(outcomes[act.entry_id], acts),
        )
    status = columns["status"].replace("_", " ") + (", deleted" if "deleted_at" in columns else "")
    title = Text.assemble((columns["part_name"], "bold"), f": {status}")
    shown = ("requested", "approved", "ordered", "received", "installed")
    amounts = [f"{name} {columns[f'quantity_{name}']}" for name in shown if f"quantity_{name}" in columns]
    return Group(title, Text(", ".join([*amounts, *([columns["unit"]] if "unit" in columns else [])])), table, Text())


def _deed(act: Act) -> str:
    given = {name: value for name, value in act.payload.items() if name != "source_type"}
    details = ", ".join(
        str(value) if name in ("part_name", "quantity") else f"{name.replace('_', ' ')} {value}"
        for name, value in given.items()
    )
    past = REGISTRY[Action(act.action)].past
    return f"{past}: {details}" if details else past


def _outcome_text(outcome: Outcome, acts: Mapping[str, Act]) -> Text:
    words = outcome.verdict.replace("_", " ")
    if outcome.fields:
        words += f" (lost: {', '.join(outcome.fields)})"
    if outcome.by is not None:
        other = acts[outcome.by]
        noun = REGISTRY[Action(other.action)].noun
        words += f", by the {other.actor_role.replace('_', ' ')}'s {noun} {outcome.by}"
    if outcome.rule is not None:
        words += f": {_RULE_WORDS[outcome.rule]}"
    return Text(words, style=_STYLES.get(outcome.verdict, "red"))
