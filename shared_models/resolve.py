"""The merge (sync.md §2): resolve(entries of one item) -> the item, and a verdict for each entry.

Pure: no I/O, no clock of its own. The same set of entries gives the same answer in whatever order they
came. The numbers in the comments are those of the steps in sync.md §2.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from shared_models.actions import UPDATE_FIELDS, allowed
from shared_models.item import Act, Columns, created, order_stands, order_supplier, perform, refusal, write_field
from shared_models.roles import RANK, Role, is_hod
from shared_models.states import CREATIONS, DECISIONS, FACTS, GOODS, ORDERED, TERMINAL, Action, Status
from shared_models.steps import Step, opening


class Verdict(StrEnum):
    APPLIED = "applied"
    PARTLY = "partly_applied"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"


class Rule(StrEnum):
    FACT_STANDS = "fact_stands"
    HIGHER_AUTHORITY = "higher_authority"
    EARLIER_DECISION = "earlier_decision"
    TERMINAL_STATE = "terminal_state"
    NOT_LEGAL = "not_legal_from_state"
    AGREED = "agreed"
    DUPLICATE_ORDER = "duplicate_order"
    FIELD_TAKEN = "field_taken"
    UNSEEN = "unseen_by_decision"
    ROLE_NOT_HELD = "role_not_held"
    ROLE_IN_DOUBT = "role_in_doubt"
    NOT_LEGAL_WHEN_MADE = "not_legal_when_made"


RULED_OUT = frozenset({Rule.ROLE_NOT_HELD, Rule.NOT_LEGAL_WHEN_MADE})
"""Rulings that mask an entry; `role_in_doubt` lets it count."""

_APPROVED = ORDERED | {Status.APPROVED}


@dataclass(frozen=True)
class Outcome:
    """What became of one entry. `fields`: the lost ones, sorted."""

    verdict: Verdict = Verdict.APPLIED
    rule: Rule | None = None
    by: str | None = None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """The item's set columns, each entry's outcome (those that wait for their parents have none), and the
    changes of status in order, and the entries of the orders that stand."""

    item: Columns
    outcomes: dict[str, Outcome]
    steps: list[Step]
    orders: list[str]


def resolve(entries: Sequence[Act], rulings: Mapping[str, Rule] | None = None) -> Resolution | None:
    """The item that the entries of one item make, with the shore's current ruling on each entry.

    None if there is no creation among those whose ancestors are all there.
    """
    graph = _Graph(entries, rulings or {})
    if not any(action in CREATIONS for action in graph.actions):
        return None
    aside: dict[int, Outcome] = {}
    while True:
        walk = _Walk(graph, aside)
        if walk.finished():
            return walk.resolution()


def advance(item: Mapping[str, Any], act: Act) -> tuple[Columns, Step | None] | None:
    """The constant-time path, for an act that has seen all of the item's history: the new columns and the
    change of status. None if it needs `resolve` (a cancellation, or what may not simply go ahead)."""
    action, role = Action(act.action), Role(act.actor_role)
    if action is Action.CANCEL or refusal(action, role, act.actor_id, act.payload, item) is not None:
        return None
    after = dict(item)
    if action is Action.UPDATE:
        for name, value in act.payload.items():
            write_field(after, name, value)
    orders = [act] if action is Action.ORDER else []
    perform(after, act, orders or ([act] if order_stands(after) and action in GOODS else []))
    order_supplier(after, orders)
    was, becomes = Status(item["status"]), Status(after["status"])
    return after, None if was is becomes else Step(act.entry_id, was, becomes, after.get("order_id"))


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


class _Graph:
    """Ancestry and standing, computed once. Sets of entries are bit masks over `acts`."""

    def __init__(self, entries: Sequence[Act], rulings: Mapping[str, Rule]) -> None:
        self.acts = _topological(entries)
        self.index = {act.entry_id: i for i, act in enumerate(self.acts)}
        self.rulings = rulings
        size = len(self.acts)
        self.actions = [Action(act.action) for act in self.acts]
        self.roles = [Role(act.actor_role) for act in self.acts]
        self.ruled_out = sum(
            1 << i
            for i, act in enumerate(self.acts)
            if rulings.get(act.entry_id) in RULED_OUT and self.actions[i] not in CREATIONS
        )
        self.parents = [[self.index[parent] for parent in act.parents] for act in self.acts]
        self.all_ancestors = [0] * size
        for i, parents in enumerate(self.parents):
            for parent in parents:
                self.all_ancestors[i] |= self.all_ancestors[parent] | 1 << parent
        self.ancestors = [mask & ~self.ruled_out for mask in self.all_ancestors]
        self._stand(size)

    def _stand(self, size: int) -> None:
        """1. Standing: (whether a fact carries it, the highest rank that carries it, its clock, its id)."""
        descendants = [0] * size
        for i in reversed(range(size)):
            for parent in self.parents[i]:
                descendants[parent] |= descendants[i] | 1 << i
        counted = ((1 << size) - 1) & ~self.ruled_out
        carriers = counted & sum(1 << i for i in range(size) if self.actions[i] in FACTS | DECISIONS)
        self.fact = [action in FACTS for action in self.actions]
        self.rank = [RANK[role] for role in self.roles]
        self.concurrent = [counted & ~(self.all_ancestors[i] | descendants[i] | 1 << i) for i in range(size)]
        for i in _bits(counted):
            # An entry that nothing is concurrent with is compared with nothing.
            for j in _bits(descendants[i] & carriers) if self.concurrent[i] else ():
                if not self.ancestors[j] & self.concurrent[i]:
                    self.fact[i] |= self.actions[j] in FACTS
                    self.rank[i] = max(self.rank[i], RANK[self.roles[j]])

    def order(self, i: int) -> tuple[bool, int, tuple[int, int], str]:
        """2. A fact's before others, then the higher rank, the earlier clock, the smaller id."""
        clock = self.acts[i].clock
        return (not self.fact[i], -self.rank[i], (clock.wall_ms, clock.counter), self.acts[i].entry_id)

    def unseen(self, i: int, j: int) -> bool:
        """Whether two entries are concurrent."""
        return bool(self.concurrent[i] >> j & 1)


def _topological(entries: Sequence[Act]) -> list[Act]:
    """The entries whose ancestors are all there, each once, parents before children."""
    by_id = {act.entry_id: act for act in entries}
    children: dict[str, list[str]] = {}
    missing = {}
    for act in by_id.values():
        missing[act.entry_id] = len(set(act.parents))
        for parent in set(act.parents):
            children.setdefault(parent, []).append(act.entry_id)
    ready = [name for name, count in missing.items() if not count]
    for name in ready:
        for child in children.get(name, ()):
            missing[child] -= 1
            if not missing[child]:
                ready.append(child)
    return [by_id[name] for name in ready]


@dataclass
class _Walk:
    """2. One walk over the entries; it ends early when an entry must be set aside."""

    graph: _Graph
    aside: dict[int, Outcome]
    item: Columns = field(default_factory=dict)
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    creation: int = -1
    orders: list[int] = field(default_factory=list)
    """The orders that stand, in the walk's order."""
    taken: dict[int, int] = field(default_factory=dict)
    """Each cancelled order and its cancellation, in the walk's order."""
    goods: list[int] = field(default_factory=list)
    decision: int | None = None
    deletion: int | None = None
    review: int | None = None
    promotion: int | None = None
    last_change: int = -1
    considered: list[int] = field(default_factory=list)
    """7. Reviews, approvals, rejections and an HoD's updates: what a deletion that never saw them gives way to."""
    writers: dict[str, int] = field(default_factory=dict)
    lost: dict[int, dict[str, int]] = field(default_factory=dict)
    """8. For each applied update the fields it lost, and to which entry."""

    def finished(self) -> bool:
        """Walk; False if an entry was set aside and the walk must begin anew."""
        graph = self.graph
        waiting = [len(set(parents)) for parents in graph.parents]
        children: list[list[int]] = [[] for _ in graph.acts]
        for i, parents in enumerate(graph.parents):
            for parent in set(parents):
                children[parent].append(i)
        skipped = graph.ruled_out | sum(1 << i for i in self.aside)
        roots = [i for i, count in enumerate(waiting) if not count]
        creations = [i for i in roots if graph.actions[i] in CREATIONS]
        self.creation = min(creations, key=graph.order, default=-1)
        ready = [self._place(i, skipped) for i in roots]
        heapq.heapify(ready)
        while ready:
            i = heapq.heappop(ready)[-1]
            if not skipped >> i & 1 and not self._meet(i):
                return False
            for child in children[i]:
                waiting[child] -= 1
                if not waiting[child]:
                    heapq.heappush(ready, self._place(child, skipped))
        return True

    def _place(self, i: int, skipped: int) -> tuple[Any, ...]:
        """Skipped ones first, for they hold nobody up; then the creation, for nothing is before it."""
        return (0 if skipped >> i & 1 else 1 if i == self.creation else 2, self.graph.order(i), i)

    def _meet(self, i: int) -> bool:
        """3. An entry's turn. False if it set another aside."""
        act, action, role = self.graph.acts[i], self.graph.actions[i], self.graph.roles[i]
        if not self.item:
            if action not in CREATIONS:
                self.outcomes[i] = Outcome(Verdict.SUPERSEDED, Rule.NOT_LEGAL)
                return True
            self.creation = self.last_change = i
            self.item = created(act)
            self.steps += opening(act)
            if self.item["status"] in ORDERED:  # an adopted item brings its order with it
                self.orders.append(i)
            self.outcomes[i] = Outcome()
            return True
        if action in CREATIONS:
            self.outcomes[i] = Outcome(Verdict.SUPERSEDED, Rule.NOT_LEGAL, self._id(self._obstacle()))
            return True
        if not allowed(action, role):
            return self._refuse(i)
        if (first := self._agreed(i)) is not None:
            self.outcomes[i] = Outcome(rule=Rule.AGREED, by=self._id(first))
            return True
        if action is Action.ORDER and self._approved_before(i):
            return self._order(i)
        if action in GOODS:
            return self._count(i)
        if action is Action.CANCEL:
            return self._cancel(i)
        if refusal(action, role, act.actor_id, act.payload, self.item) is not None:
            return self._refuse(i)
        if action is Action.DELETE and (seen_by_none := self._gives_way_to(i)) is not None:
            self._supersede(i, seen_by_none)
        elif action is Action.UPDATE:
            self._update(i)
        else:
            self._apply(i)
        return True

    def _id(self, i: int) -> str:
        return self.graph.acts[i].entry_id

    def _apply(self, i: int, rule: Rule | None = None, by: int | None = None) -> None:
        action, before = self.graph.actions[i], Status(self.item["status"])
        if action is Action.ORDER:
            self.orders.append(i)
        elif action in GOODS:
            self.goods.append(i)
        elif action in (Action.APPROVE, Action.REJECT):
            self.decision = i
            if action is Action.APPROVE:
                self.writers["quantity_approved"] = i
        elif action is Action.DELETE:
            self.deletion = i
        elif action is Action.REVIEW:
            self.review = i
        elif action is Action.PROMOTE:
            self.promotion = i
        if action in (Action.REVIEW, Action.APPROVE, Action.REJECT):
            self.considered.append(i)
        perform(self.item, self.graph.acts[i], [self.graph.acts[order] for order in self.orders])
        after = Status(self.item["status"])
        if after is not before:
            self.last_change = i
            self.steps.append(Step(self._id(i), before, after, self.item.get("order_id")))
        self.outcomes[i] = Outcome(rule=rule, by=None if by is None else self._id(by))

    def _obstacle(self) -> int:
        """3. What stands in the way."""
        if self.orders:
            return self.orders[0]
        if self.deletion is not None:
            return self.deletion
        return self.last_change if self.decision is None else self.decision

    def _supersede(self, i: int, by: int) -> None:
        graph = self.graph
        if graph.unseen(i, by):
            if graph.fact[by] and not graph.fact[i]:
                rule = Rule.FACT_STANDS
            else:
                rule = Rule.HIGHER_AUTHORITY if graph.rank[by] > graph.rank[i] else Rule.EARLIER_DECISION
        else:
            ended = self.deletion is not None or self.item["status"] in TERMINAL
            rule = Rule.TERMINAL_STATE if ended else Rule.NOT_LEGAL
        self.outcomes[i] = Outcome(Verdict.SUPERSEDED, rule, self._id(by))

    def _refuse(self, i: int) -> bool:
        """3. Superseded; but a decision sets aside a concurrent one of lower rank while no order stands."""
        graph, by = self.graph, self._obstacle()
        decides = graph.actions[i] in (Action.APPROVE, Action.REJECT) and allowed(graph.actions[i], graph.roles[i])
        weaker = by in (self.deletion, self.decision) and graph.unseen(i, by) and graph.rank[by] < graph.rank[i]
        if decides and weaker and not self.orders:
            return self._set_aside(by, Rule.HIGHER_AUTHORITY, i)
        self._supersede(i, by)
        return True

    def _set_aside(self, i: int, rule: Rule, by: int) -> bool:
        self.aside[i] = Outcome(Verdict.SUPERSEDED, rule, self._id(by))
        return False

    def _agreed(self, i: int) -> int | None:
        """4. The first of the same decision, taken unseen of this one; None if there is none."""
        graph, payload = self.graph, self.graph.acts[i].payload
        first: int | None = None
        match graph.actions[i]:
            case Action.APPROVE | Action.REJECT as action:
                if self.decision is not None and graph.actions[self.decision] is action:
                    quantity = graph.acts[self.decision].payload.get("quantity_approved")
                    first = self.decision if quantity == payload.get("quantity_approved") else None
            case Action.DELETE:
                first = self.deletion
            case Action.REVIEW:
                first = self.review
            case Action.PROMOTE:
                first = self.promotion
            case Action.CANCEL:
                target = self._target(i)
                first = None if target is None else self.taken.get(target)
        return first if first is not None and graph.unseen(i, first) else None

    def _approved_before(self, i: int) -> bool:
        """5. An approval among its ancestors, even one that a ruling has set aside."""
        return any(
            self.graph.actions[j] is Action.APPROVE
            or (self.graph.actions[j] is Action.ADOPT and self.graph.acts[j].payload["status"] in _APPROVED)
            for j in _bits(self.graph.all_ancestors[i])
        )

    def _order(self, i: int) -> bool:
        """5. Orders stand."""
        if self.orders:
            self._apply(i, Rule.DUPLICATE_ORDER, self.orders[0])
            return True
        if self.deletion is not None:
            return self._set_aside(self.deletion, Rule.FACT_STANDS, i)
        if self.decision is not None and self.item["status"] == Status.REJECTED:
            return self._set_aside(self.decision, Rule.FACT_STANDS, i)
        self._apply(i)
        return True

    def _count(self, i: int) -> bool:
        """6. Goods count."""
        if self.orders:
            self._apply(i)
            return True
        for order, cancellation in self.taken.items():
            if self.graph.ancestors[i] >> order & 1 and self.graph.unseen(i, cancellation):
                return self._set_aside(cancellation, Rule.FACT_STANDS, i)
        return self._refuse(i)

    def _target(self, i: int) -> int | None:
        """6. The order that a cancellation means."""
        named = self.graph.acts[i].payload.get("order_entry_id")
        if named is not None:
            order = self.graph.index.get(named)
            return order if order in self.orders or order in self.taken else None
        placed = sorted({*self.orders, *self.taken}, key=list(self.outcomes).index)
        for order in placed:
            stood = order in self.orders or self.graph.unseen(i, self.taken[order])
            if self.graph.ancestors[i] >> order & 1 and stood:
                return order
        return None

    def _cancel(self, i: int) -> bool:
        """6. A cancellation takes its order while nothing was received."""
        target = self._target(i)
        if target not in self.orders:
            return self._refuse(i)
        for goods in self.goods:
            if self.graph.unseen(i, goods):
                self.outcomes[i] = Outcome(Verdict.SUPERSEDED, Rule.FACT_STANDS, self._id(goods))
                return True
        if self.item["status"] != Status.ORDERED:
            return self._refuse(i)
        self.orders.remove(target)
        self.taken[target] = i
        self._apply(i)
        return True

    def _gives_way_to(self, i: int) -> int | None:
        """7. The first that considered the item unseen of a deletion, and still stands."""
        for j in self.considered:
            if self.graph.unseen(i, j) and (self.graph.actions[j] is not Action.UPDATE or self._kept(j)):
                return j
        return None

    def _kept(self, i: int) -> bool:
        fields = [name for name in self.graph.acts[i].payload if name in UPDATE_FIELDS]
        return len(self.lost[i]) < len(fields)

    def _update(self, i: int) -> None:
        """8. Fields."""
        graph, act = self.graph, self.graph.acts[i]
        self.lost[i] = {}
        for name, value in sorted(act.payload.items()):
            if name not in UPDATE_FIELDS:
                continue
            writer = self.writers.get(name, self.creation)
            if not graph.unseen(i, writer) or writer == self.creation:
                self.writers[name] = i
            elif self.item.get(name) == value:
                self.writers[name] = i if graph.rank[i] > graph.rank[writer] else writer
            elif graph.actions[writer] is Action.UPDATE and graph.rank[writer] < graph.rank[i]:
                self.lost[writer][name] = i
                self.writers[name] = i
            else:
                self.lost[i][name] = writer
                continue
            write_field(self.item, name, value)
        self.outcomes[i] = Outcome()
        if self._kept(i):
            perform(self.item, act, [graph.acts[order] for order in self.orders])
            if is_hod(graph.roles[i]):
                self.considered.append(i)

    def _of_update(self, i: int) -> Outcome:
        if lost := self.lost[i]:
            fields = tuple(sorted(lost))
            verdict = Verdict.PARTLY if self._kept(i) else Verdict.SUPERSEDED
            return Outcome(verdict, Rule.FIELD_TAKEN, self._id(lost[fields[0]]), fields)
        decision = self.decision
        if decision is not None and self.graph.actions[decision] is Action.APPROVE and self.graph.unseen(i, decision):
            return Outcome(rule=Rule.UNSEEN, by=self._id(decision))
        return Outcome()

    def resolution(self) -> Resolution:
        """The end of the last walk, with 9., the rulings."""
        graph = self.graph
        order_supplier(self.item, [graph.acts[order] for order in self.orders])
        outcomes = {}
        for i, act in enumerate(graph.acts):
            ruling = graph.rulings.get(act.entry_id)
            if graph.ruled_out >> i & 1:
                outcome = Outcome(Verdict.REJECTED, ruling)
            else:
                outcome = self.aside.get(i) or (self._of_update(i) if i in self.lost else self.outcomes[i])
            if ruling is not None and (graph.actions[i] in CREATIONS or outcome.rule is None):
                outcome = Outcome(outcome.verdict, ruling, outcome.by, outcome.fields)
            outcomes[act.entry_id] = outcome
        return Resolution(self.item, outcomes, self.steps, [self._id(order) for order in self.orders])
