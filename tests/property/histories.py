"""Histories of one item, made by two or three replicas that act on what they have seen.

A history is told by numbers, one for each move, each the seed of what happens there; so Hypothesis can leave
moves out when it looks for a smaller example. Between moves messages pass, or are lost, in either direction.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from deploy.explain import WrittenAct as Deed
from shared_models.clock import Clock
from shared_models.item import beyond_limits, refusal
from shared_models.resolve import Resolution, Rule, Verdict, resolve
from shared_models.roles import Role
from shared_models.states import CREATIONS, ORDERED, Action, Status

PEOPLE = (
    (Role.CREW, "crew1"),
    (Role.CREW, "crew2"),
    (Role.CHIEF_OFFICER, "officer"),
    (Role.CHIEF_ENGINEER, "engineer"),
    (Role.CAPTAIN, "captain"),
    (Role.MANAGER, "manager"),
)
OFTEN = (
    *(Action.UPDATE, Action.APPROVE, Action.ORDER, Action.RECEIVE, Action.INSTALL) * 2,
    Action.CANCEL,
    Action.DELETE,
)
ACTIONS = (*(action for action in Action if action not in (*CREATIONS, Action.HISTORY)), *OFTEN)
FINAL = (Action.REJECT, Action.DELETE, Action.ACKNOWLEDGE)
OPENINGS: tuple[tuple[Action, ...], ...] = (
    (),
    (),
    (Action.REVIEW,),
    (Action.APPROVE,),
    (Action.APPROVE, Action.ORDER),
    (Action.APPROVE, Action.ORDER, Action.RECEIVE),
)
ADOPTED: tuple[tuple[Status, ...], ...] = (
    (Status.CANDIDATE,),
    (Status.CANDIDATE, Status.UNDER_REVIEW, Status.APPROVED),
    (Status.CANDIDATE, Status.REJECTED),
    (Status.CANDIDATE, Status.APPROVED, Status.ORDERED),
    (Status.CANDIDATE, Status.APPROVED, Status.ORDERED, Status.PARTIALLY_FULFILLED),
    (Status.CANDIDATE, Status.APPROVED, Status.ORDERED, Status.FULFILLED),
    (Status.CANDIDATE, Status.APPROVED, Status.ORDERED, Status.FULFILLED, Status.INSTALLED),
)
"""What an item of an older list had been through when it was adopted."""
_GOODS = {Status.PARTIALLY_FULFILLED: ("2", "0"), Status.FULFILLED: ("4", "0"), Status.INSTALLED: ("4", "4")}
_LONG_AGO = "2025-03-01T08:00:00.000Z"
NAMES = tuple(first + second for first in "abcdef" for second in "xyz")


@dataclass
class History:
    """Deeds in the order in which they were made, and the shore's rulings."""

    deeds: list[Deed]
    rulings: dict[str, Rule] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_id = {deed.entry_id: deed for deed in self.deeds}
        self.ancestors: dict[str, frozenset[str]] = {}
        for deed in self.deeds:
            above = (self.ancestors[parent] | {parent} for parent in deed.parents)
            self.ancestors[deed.entry_id] = frozenset().union(*above)

    def resolved(self) -> Resolution:
        """What the whole history comes to."""
        return resolved(self.deeds, self.rulings)

    def concurrent(self, one: Deed, other: Deed) -> bool:
        """Whether neither had seen the other."""
        a, b = one.entry_id, other.entry_id
        return a != b and a not in self.ancestors[b] and b not in self.ancestors[a]

    def descendants(self, deed: Deed) -> list[Deed]:
        """The deeds that had seen it."""
        return [other for other in self.deeds if deed.entry_id in self.ancestors[other.entry_id]]

    def ruled_out(self, deed: Deed) -> bool:
        """Whether a ruling sets it aside."""
        out = (Rule.ROLE_NOT_HELD, Rule.NOT_LEGAL_WHEN_MADE)
        return deed.action not in CREATIONS and self.rulings.get(deed.entry_id) in out

    def heads(self) -> tuple[str, ...]:
        """What nobody has built on yet."""
        return heads(self.deeds)

    def without(self, deed: Deed) -> "History":
        """The history had it not been: what was built on it was built on what it was built on."""
        deeds = []
        for other in self.deeds:
            if deed.entry_id in other.parents:
                parents = dict.fromkeys(p for p in (*other.parents, *deed.parents) if p != deed.entry_id)
                deeds.append(replace(other, parents=tuple(parents)))
            elif other is not deed:
                deeds.append(other)
        return History(deeds, {name: rule for name, rule in self.rulings.items() if name != deed.entry_id})


def resolved(deeds: Sequence[Deed], rulings: Mapping[str, Rule] | None = None) -> Resolution:
    """Like resolve, for deeds that hold a creation."""
    resolution = resolve(deeds, rulings)
    assert resolution is not None
    return resolution


def heads(deeds: Iterable[Deed]) -> tuple[str, ...]:
    """Those that are nobody's parents."""
    listed = list(deeds)
    parents = {parent for deed in listed for parent in deed.parents}
    return tuple(sorted(deed.entry_id for deed in listed if deed.entry_id not in parents))


def standing_orders(deeds: Sequence[Deed], resolution: Resolution) -> frozenset[str]:
    """The orders that a cancellation may name: all that applied, unless there was a cancellation before."""
    if any(deed.action == Action.CANCEL for deed in deeds):
        return frozenset()
    outcomes = resolution.outcomes
    return frozenset(
        deed.entry_id
        for deed in deeds
        if deed.action == Action.ORDER and outcomes[deed.entry_id].verdict is Verdict.APPLIED
    )


def may(deed: Deed, item: Mapping[str, Any], orders: frozenset[str]) -> bool:
    """Whether a node would take it from this person, who sees the item and its standing orders so."""
    action, role = Action(deed.action), Role(deed.actor_role)
    if refusal(action, role, deed.actor_id, deed.payload, item) is not None:
        return False
    if action is Action.CANCEL and "order_entry_id" in deed.payload:
        return deed.payload["order_entry_id"] in orders
    return beyond_limits(action, deed.payload, item) is None


def payload_of(rnd: random.Random, action: Action, role: Role, seen: Sequence[Deed]) -> dict[str, Any]:
    """A canonical payload; few values, so that people often want the same."""
    match action:
        case Action.CREATE:
            given = {"part_name": rnd.choice(["Pump", "Seal"]), "quantity_requested": rnd.choice("24")}
            given |= {"source_type": "manual_add"} | _some(rnd, 0.3, urgency=["low", "high"], part_id=["p1"])
            return given | _some(rnd, 0.3, preferred_supplier=["MTU", "ABB"], currency=["EUR"])
        case Action.APPROVE:
            return {"quantity_approved": rnd.choice("24")} | _some(rnd, 0.2, approval_notes=["ok", "fine"])
        case Action.REJECT:
            return {"rejection_reason": rnd.choice(["no", "budget"])}
        case Action.UPDATE:
            return _update(rnd, role)
        case Action.ORDER:
            given = {"quantity_ordered": rnd.choice("24")}
            return given | _some(rnd, 0.4, order_id=["o1", "o2"], preferred_supplier=["MTU", "ABB"])
        case Action.RECEIVE:
            return {"quantity": rnd.choice("124")}
        case Action.CORRECT:
            return {"quantity": rnd.choice(["-4", "-2", "-1", "1"]), "reason": "miscount"}
        case Action.INSTALL:
            return {"quantity": rnd.choice("124")} | _some(rnd, 0.2, installed_to_equipment_id=["q1", "q2"])
        case Action.CANCEL:
            orders = [deed.entry_id for deed in seen if deed.action == Action.ORDER]
            return {"reason": "late"} | (_some(rnd, 0.5, order_entry_id=orders) if orders else {})
        case Action.ACKNOWLEDGE:
            return {"entry_id": rnd.choice([deed.entry_id for deed in seen])}
    return {}


def adoption_of(rnd: random.Random, run: Sequence[Status]) -> dict[str, Any]:
    """The payload of an adopted item that had been through these."""
    item = {"part_name": rnd.choice(["Pump", "Seal"]), "quantity_requested": "4", "source_type": "manual_add"}
    item |= {"status": run[-1].value, "created_by": "crew1", "created_at": _LONG_AGO, "updated_at": _LONG_AGO}
    if run[-1] in ORDERED:
        received, installed = _GOODS.get(run[-1], ("0", "0"))
        item |= {"quantity_ordered": "4", "quantity_received": received, "quantity_installed": installed}
    states = [{"status": status.value, "at": _LONG_AGO, "by": "crew1"} for status in run]
    return {**item, "is_candidate_part": True, "states": states}


def _some(rnd: random.Random, chance: float, **choices: Sequence[str]) -> dict[str, Any]:
    return {name: rnd.choice(values) for name, values in choices.items() if rnd.random() < chance}


def _update(rnd: random.Random, role: Role) -> dict[str, Any]:
    choices = {
        "urgency": ["low", "high"],
        "unit": ["each", "box"],
        "quantity_requested": ["2", "4"],
        "preferred_supplier": ["MTU", "ABB"],
        "part_name": ["Pump", "Seal"],
    }
    names = rnd.sample(sorted(choices), rnd.choice([1, 1, 2, 2, 3]))
    given = {name: rnd.choice(choices[name]) for name in names}
    if role is not Role.CREW and rnd.random() < 0.2:
        given["quantity_approved"] = rnd.choice("24")
    return given


@dataclass
class _Setting:
    """What holds throughout one history: how often they talk, how their clocks run, how often they err."""

    rnd: random.Random
    replicas: int = 2
    talk: float = 0.25
    illegal: float = 0.0
    ruling: float = 0.0
    clocks: str = "true"
    hesitation: float = 0.5
    opening: tuple[Action, ...] = ()
    adopted: tuple[Status, ...] = ()

    @classmethod
    def drawn(cls, seed: int) -> "_Setting":
        rnd = random.Random(f"setting {seed}")
        return cls(
            rnd,
            replicas=rnd.choice([2, 2, 3]),
            talk=rnd.choice([0.1, 0.25, 0.5]),
            illegal=rnd.choice([0.0, 0.1, 0.3]),
            ruling=rnd.choice([0.0, 0.0, 0.0, 0.1, 0.25]),
            clocks=rnd.choice(["true", "equal", "skewed", "wild"]),
            hesitation=rnd.choice([0.0, 0.4, 0.8]),
            opening=rnd.choice(OPENINGS),
            adopted=random.Random(f"adopted {seed}").choice([*ADOPTED, *[()] * 3 * len(ADOPTED)]),
        )


class _Teller:
    """Tells a history move by move. Every replica begins with the creation and the opening."""

    def __init__(self, setting: _Setting) -> None:
        self.setting = setting
        self.names = list(NAMES)
        setting.rnd.shuffle(self.names)
        self.skews = [setting.rnd.choice([-5, 0, 0, 7]) for _ in range(setting.replicas)]
        self.deeds: list[Deed] = []
        self.rulings: dict[str, Rule] = {}
        self.seen: list[dict[str, Deed]] = [{} for _ in range(setting.replicas)]

    def told(self, moves: Sequence[int]) -> History:
        setting = self.setting
        self._begin(setting.rnd)
        for move in moves:
            rnd = random.Random(move)
            self._exchange(rnd)
            self._act(rnd, rnd.randrange(setting.replicas))
        return History(self.deeds, self.rulings)

    def _begin(self, rnd: random.Random) -> None:
        role, person = rnd.choice(PEOPLE)
        made, adopted = self._made(rnd, 0, Action.CREATE, role, person), self.setting.adopted
        if adopted:
            made = replace(made, action=Action.ADOPT.value, payload=adoption_of(rnd, adopted), actor_id="the shore")
        self._add(rnd, 0, made)
        for action in self.setting.opening if not adopted else ():
            role, person = rnd.choice(PEOPLE[3:5])
            self._add(rnd, 0, self._made(rnd, 0, action, role, person))
        for seen in self.seen:
            seen.update(self.seen[0])

    def _exchange(self, rnd: random.Random) -> None:
        """At times two replicas talk; the message of either may be lost."""
        if rnd.random() < self.setting.talk:
            one, other = rnd.sample(self.seen, 2)
            both = {**one, **other}
            arrived = rnd.choice(["both", "both", "one", "other"])
            if arrived != "other":
                one.update(both)
            if arrived != "one":
                other.update(both)

    def _act(self, rnd: random.Random, replica: int) -> None:
        """Someone does something, mostly what the node there allows."""
        seen = list(self.seen[replica].values())
        resolution = resolved(seen)
        item, orders = resolution.item, standing_orders(seen, resolution)
        illegal = rnd.random() < self.setting.illegal
        for _ in range(40):
            action = rnd.choice(ACTIONS)
            if action in FINAL and rnd.random() < self.setting.hesitation:
                continue
            role, person = rnd.choice(PEOPLE)
            deed = self._made(rnd, replica, action, role, person)
            if may(deed, item, orders) is not illegal:
                self._add(rnd, replica, deed)
                return

    def _made(self, rnd: random.Random, replica: int, action: Action, role: Role, person: str) -> Deed:
        seen = list(self.seen[replica].values())
        payload = payload_of(rnd, action, role, seen)
        name = self.names[len(self.deeds)]
        return Deed(name, heads(seen), action.value, payload, person, role.value, self._clock(rnd, replica))

    def _clock(self, rnd: random.Random, replica: int) -> Clock:
        count = len(self.deeds)
        match self.setting.clocks:
            case "true":
                return Clock(1000 + count, 0)
            case "equal":
                return Clock(1000, 0)
            case "skewed":
                return Clock(1000 + count + self.skews[replica], rnd.randint(0, 1))
        return Clock(1000 + rnd.randint(0, 4), rnd.randint(0, 1))

    def _add(self, rnd: random.Random, replica: int, deed: Deed) -> None:
        self.deeds.append(deed)
        self.seen[replica][deed.entry_id] = deed
        if rnd.random() < self.setting.ruling:
            self.rulings[deed.entry_id] = rnd.choice([Rule.ROLE_NOT_HELD, Rule.NOT_LEGAL_WHEN_MADE, Rule.ROLE_IN_DOUBT])


def history_of(seed: int, moves: Sequence[int]) -> History:
    """The history that a seed for its setting and a number for each move tell."""
    return _Teller(_Setting.drawn(seed)).told(moves)


_SEEDS = st.integers(min_value=0, max_value=2**32 - 1)


def histories(min_moves: int = 1, max_moves: int = 12) -> st.SearchStrategy[History]:
    """Histories of some moves after a shared beginning."""
    return st.builds(history_of, _SEEDS, st.lists(_SEEDS, min_size=min_moves, max_size=max_moves))


def further_deed(history: History, seed: int, accept: Callable[[Deed], bool] = bool) -> Deed | None:
    """A legal act by someone who has seen the whole history; None if none was thought of."""
    rnd = random.Random(seed)
    resolution = history.resolved()
    item, orders = resolution.item, standing_orders(history.deeds, resolution)
    for _ in range(60):
        action, (role, person) = rnd.choice(ACTIONS), rnd.choice(PEOPLE)
        payload = payload_of(rnd, action, role, history.deeds)
        clock = Clock(rnd.randint(0, 2000), 0)
        deed = Deed("zz", history.heads(), action.value, payload, person, role.value, clock)
        if accept(deed) and may(deed, item, orders):
            return deed
    return None
