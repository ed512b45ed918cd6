"""What happened to an act, in one plain sentence for the person who reads it (sync.md §2). Pure.

`viewer` is the reader's user id: their own acts are "yours". Times are UTC, by the author's clock.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from shared_models.actions import REGISTRY
from shared_models.entries import RULING
from shared_models.resolve import Rule, Verdict
from shared_models.states import Action

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUOTED_CHARACTERS = 200
_APART = "made before the two sides had spoken"
_QUANTITIES = ("quantity_approved", "quantity_ordered", "quantity")


@dataclass(frozen=True)
class Told:
    """A journal entry, as far as a sentence needs it. `name`: the person's, if the roster has it."""

    action: str
    payload: Mapping[str, Any]
    actor_id: str
    actor_role: str
    clock_ms: int
    name: str | None = None


def sentence(
    act: Told,
    verdict: str = Verdict.APPLIED,
    rule: str | None = None,
    fields: Sequence[str] = (),
    by: Told | None = None,
    viewer: str | None = None,
) -> str:
    """What the act was and what became of it."""
    if verdict == Verdict.QUARANTINED:
        return f"{_owned(act, viewer, True)} could not be read here; it is kept as it came and tried again."
    if rule is None:
        if verdict == Verdict.APPLIED:
            return f"{_subject(act, viewer)} {_done(act)}."
        return f"{_owned(act, viewer, True)} was not applied."
    return _conflict(act, verdict, rule, fields, by, viewer)


def waiting(item: Mapping[str, Any]) -> str:
    """That a request waits for a decision. `item`: its columns."""
    unit = f" {_quoted(item['unit'])}" if item["unit"] else ""
    wanted = f"{_quoted(item['quantity_requested'])}{unit} × {_quoted(item['part_name'])}"
    return f"The request for {wanted} is {item['urgency']} and waits for a decision."


def _conflict(act: Told, verdict: str, rule: str, fields: Sequence[str], by: Told | None, viewer: str | None) -> str:
    mine = _owned(act, viewer, True)
    other = "another act" if by is None else f"{_owned(by, viewer, False, act)} of {_when(by, act)}"
    lost = _listed([_words(name) for name in fields])
    role = _words(act.actor_role)
    match rule:
        case Rule.HIGHER_AUTHORITY:
            return f"{mine} was overruled by {other}, {_APART}."
        case Rule.EARLIER_DECISION:
            return f"{mine} gave way to {other}, which came first and was {_APART}."
        case Rule.FACT_STANDS:
            return f"{mine} gave way to {other}, {_APART}: what has already happened stands."
        case Rule.TERMINAL_STATE:
            return f"{mine} came too late: {other} had ended the request."
        case Rule.NOT_LEGAL if by is None:
            return f"{mine} was not possible as the request stood."
        case Rule.NOT_LEGAL:
            return f"{mine} was no longer possible after {other}."
        case Rule.AGREED:
            return f"{mine} agreed with {other}; the same was decided twice and counts once."
        case Rule.DUPLICATE_ORDER:
            return f"{mine} came on top of {other}, {_APART}: both orders stand; cancel one if it is not wanted."
        case Rule.FIELD_TAKEN:
            whole = "in part: " if verdict == Verdict.PARTLY else ""
            reason = f"{lost} stayed as set by {other}, {_APART}"
            return f"{mine} was {'kept ' + whole if whole else 'not kept: '}{reason}."
        case Rule.UNSEEN:
            return f"{mine} stands, but {other} was made without having seen it: check that it still fits."
        case Rule.ROLE_NOT_HELD:
            return f"{mine} does not count: the shore ruled that the role of {role} was not held at that time."
        case Rule.ROLE_IN_DOUBT:
            return f"{mine} counts, but the role of {role} changed while the two sides had not spoken."
        case Rule.NOT_LEGAL_WHEN_MADE:
            return f"{mine} does not count: the shore ruled that it was not possible when it was made."
    return f"{mine} has the outcome {_words(verdict)} by the rule {_words(rule)}, which is newer than this program."


def _subject(act: Told, viewer: str | None) -> str:
    if act.actor_id == viewer:
        return "You"
    if act.action == Action.ADOPT:
        return "The shore"
    role = _words(act.actor_role)
    return f"{act.name} ({role})" if act.name else f"{_article(role).capitalize()}"


def _article(role: str) -> str:
    return "a crew member" if role == "crew" else f"the {role}"


def _owned(act: Told, viewer: str | None, starts: bool, beside: Told | None = None) -> str:
    """ "your approval of 4", "the captain's rejection", "Tom Ek's request": by name where the role is not enough."""
    if act.actor_id == viewer:
        own = beside is not None and beside.actor_id == viewer
        owner = "your own" if own else "your"
    else:
        role = _words(act.actor_role)
        shared = role == "crew" or (beside is not None and beside.actor_role == act.actor_role)
        owner = f"{act.name if act.name and shared else _article(role)}'s"
    if act.action == Action.ADOPT:
        owner = "the shore's"
    text = f"{owner} {_thing(act)}"
    return text[0].upper() + text[1:] if starts else text


def _thing(act: Told) -> str:
    """The act as a thing."""
    if act.action not in set(Action):
        return "ruling" if act.action == RULING else _words(act.action)
    noun = REGISTRY[Action(act.action)].noun
    if act.action == Action.CREATE:
        return f"{noun} for {_quoted(act.payload.get('quantity_requested'))} × {_quoted(act.payload.get('part_name'))}"
    if act.action == Action.UPDATE:
        return f"{noun} of {_listed([_words(name) for name in sorted(act.payload) if name != 'item_id'])}"
    quantity = _quantity(act)
    return f"{noun} of {quantity}" if quantity and act.action != Action.ADOPT else noun


def _done(act: Told) -> str:
    """The act as what its author did."""
    given, quantity = act.payload, _quantity(act)
    match act.action:
        case Action.CREATE:
            return f"requested {_quoted(given.get('quantity_requested'))} × {_quoted(given.get('part_name'))}"
        case Action.REVIEW:
            return "took the request under review"
        case Action.APPROVE | Action.ORDER | Action.RECEIVE | Action.INSTALL:
            return f"{REGISTRY[Action(act.action)].past} {quantity}"
        case Action.REJECT:
            return f"rejected the request: {_quoted(given.get('rejection_reason'))}"
        case Action.PROMOTE:
            return "added the part to the catalogue"
        case Action.UPDATE:
            changed = [f"{_words(k)} to {_quoted(v)}" for k, v in sorted(given.items()) if k != "item_id"]
            return f"changed {_listed(changed)}"
        case Action.CORRECT:
            return f"corrected the receipt by {quantity}: {_quoted(given.get('reason'))}"
        case Action.CANCEL:
            return f"cancelled the order: {_quoted(given.get('reason'))}"
        case Action.DELETE:
            reason = given.get("deletion_reason")
            return f"deleted the request: {_quoted(reason)}" if reason else "deleted the request"
        case Action.ACKNOWLEDGE:
            notes = given.get("notes")
            return f"acknowledged a conflict: {_quoted(notes)}" if notes else "acknowledged a conflict"
        case Action.ADOPT:
            return "brought the request over from the old list"
    if act.action == RULING:
        return f"ruled on an entry: {_quoted(given.get('reason'))}"
    return f"took: {_words(act.action)}"


def _quantity(act: Told) -> str:
    return next((_quoted(act.payload[name]) for name in _QUANTITIES if name in act.payload), "")


def _words(name: str) -> str:
    return name.replace("_", " ")


def _quoted(value: object) -> str:
    """A value in a sentence: on one line, clipped, without a full stop of its own."""
    text = " ".join(str("" if value is None else value).split()).rstrip(".")
    return text if len(text) <= _QUOTED_CHARACTERS else f"{text[:_QUOTED_CHARACTERS]}…"


def _listed(parts: Sequence[str]) -> str:
    if not parts:
        return "nothing"
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _when(act: Told, beside: Told) -> str:
    """12 May 14:02; with the year if the two acts are of different years."""
    at, other = (datetime.fromtimestamp(ms // 1000, UTC) for ms in (act.clock_ms, beside.clock_ms))
    year = "" if at.year == other.year else f" {at.year}"
    return f"{at.day} {_MONTHS[at.month - 1]}{year} {at:%H:%M}"
