"""What people do in a run: mostly what the item allows, at times what it does not, or what they may not."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from deploy.simulate.chance import Chance
from shared_models import store
from shared_models.changes import Changes, Transaction
from shared_models.entries import canonical_json
from shared_models.errors import LazaretteError, NotFound
from shared_models.item import possible
from shared_models.journal import load_items, record
from shared_models.roles import Actor, Role
from shared_models.states import CREATIONS, Action
from shared_models.tables import Entry, OutcomeRow, table_of

_ENTRIES, _OUTCOMES = table_of(Entry), table_of(OutcomeRow)
_NAMED = ("order_entry_id", "entry_id")
"""What a payload says about other entries: an id that follows when that one is recorded again."""
_ANOTHER, _ILLEGAL, _IMPOSTOR, _WITH_KEY, _SAID_TWICE, _HESITATION = 0.15, 0.1, 0.03, 0.3, 0.3, 0.6
POISON = "conjure_from_air"

Act = tuple[str, str, int, int, str]
"""What makes an act this one, under whatever number it is recorded: action, person, clock, payload."""


def act_of(row: Mapping[str, Any]) -> Act:
    """The act that a journal row tells."""
    payload = row["payload"] if isinstance(row["payload"], dict) else json.loads(row["payload"])
    said = canonical_json({name: value for name, value in payload.items() if name not in _NAMED})
    return (row["action"], row["actor_id"], row["clock_ms"], row["clock_counter"], said)


@dataclass
class Told:
    """An act that a person was told is stored."""

    number: int
    by: str
    act: Act
    item_id: str
    perished: bool = False
    """It was on no disk that survived: nobody can have it."""


@dataclass
class Crew:
    """The people, and what they know of items."""

    chance: Chance
    people: dict[Role, Actor]
    items: list[str]
    count: int = 0

    def _payload(self, action: Action) -> dict[str, Any]:
        chance, mark = self.chance, f"{action.value.split('_')[0]} {self.count}"
        match action:
            case Action.CREATE:
                given = {"part_name": f"Part {self.count}", "quantity_requested": chance.randrange(1, 6)}
                return {**given, "source_type": "manual_add", "urgency": chance.choice(("low", "high", "critical"))}
            case Action.UPDATE:
                given = {"source_notes": mark, "quantity_requested": chance.randrange(1, 5)}
                return given if chance.happens(0.5) else {"urgency": chance.choice(("low", "high")), "unit": mark}
            case Action.APPROVE:
                return {"quantity_approved": chance.randrange(1, 5), "approval_notes": mark}
            case Action.REJECT:
                return {"rejection_reason": mark}
            case Action.ORDER:
                return {"quantity_ordered": chance.randrange(1, 5), "order_id": chance.uuid()}
            case Action.RECEIVE:
                return {"quantity": chance.randrange(1, 4), "notes": mark}
            case Action.CORRECT:
                return {"quantity": chance.choice((-2, -1, 1)), "reason": mark}
            case Action.INSTALL:
                return {"quantity": 1, "installed_to_equipment_id": chance.uuid()}
            case Action.CANCEL:
                return {"reason": mark}
            case Action.DELETE:
                return {"deletion_reason": mark}
        return {}

    async def act(self, tx: Transaction, yacht_id: str, now_ms: int, crew_only: bool) -> tuple[str, Act, str]:
        """One person takes one action. Its words, what makes it this one, and its item. Raises LazaretteError."""
        chance = self.chance
        self.count += 1
        role = chance.choice([role for role in Role if not (crew_only and role is Role.MANAGER)])
        actor = self.people[role]
        if chance.happens(_IMPOSTOR):
            actor = replace(actor, role=chance.choice(list(Role)))
        action, item_id = await self._chosen(tx, yacht_id, actor)
        payload = self._payload(action)
        if item_id is not None:
            payload["item_id"] = item_id
        if action is Action.ACKNOWLEDGE:
            payload["entry_id"] = await _conflict(tx, yacht_id, item_id or "")
        key = chance.uuid() if chance.happens(_WITH_KEY) else None
        return await self._taken(tx, yacht_id, actor, action, payload, key, now_ms)

    async def _taken(
        self, tx: Transaction, yacht_id: str, actor: Actor, action: Action, payload: dict[str, Any],
        key: str | None, now_ms: int,
    ) -> tuple[str, Act, str]:  # fmt: skip
        answer = await store.act(tx, actor, action, dict(payload), key, now_ms)
        if key is not None and self.chance.happens(_SAID_TWICE):
            again = await store.act(tx, actor, action, dict(payload), key, now_ms + 1)
            if again != answer:
                raise AssertionError("the same request said twice was answered differently")
        entry_id = answer["data"]["entry_id"]
        rows = await tx.rows(
            sa.select(_ENTRIES).where(_ENTRIES.c.yacht_id == yacht_id, _ENTRIES.c.entry_id == entry_id)
        )
        return f"{actor.role.value} {action.value}", act_of(rows[0]), str(answer["entity_id"])

    async def directed(
        self, tx: Transaction, yacht_id: str, now_ms: int, role: Role, action: Action, item_id: str | None
    ) -> tuple[str, Act, str]:
        """One person does what they are told to. Raises LazaretteError."""
        self.count += 1
        payload = self._payload(action) | ({"item_id": item_id} if item_id else {})
        return await self._taken(tx, yacht_id, self.people[role], action, payload, None, now_ms)

    async def _chosen(self, tx: Transaction, yacht_id: str, actor: Actor) -> tuple[Action, str | None]:
        """An action that an item known here allows this person now, or at times any; else another request."""
        chance = self.chance
        if not self.items or chance.happens(_ANOTHER):
            return Action.CREATE, None
        some = [chance.choice(self.items[-5:]) for _ in range(3)]
        works = await load_items(tx, yacht_id, sorted(set(some)))
        item_id = next((one for one in some if works[one].item is not None), None)
        if chance.happens(_ILLEGAL):
            return chance.choice([each for each in Action if each not in (*CREATIONS, Action.HISTORY)]), some[0]
        if item_id is None:
            return Action.CREATE, None
        legal = [
            action
            for action, why in possible(actor, works[item_id].item or {}, False).items()
            if why is None and action not in (*CREATIONS, Action.HISTORY)
        ]
        if len(legal) > 1 and chance.happens(_HESITATION):
            legal = [action for action in legal if action not in (Action.DELETE, Action.REJECT)] or legal
        return (chance.choice(legal), item_id) if legal else (Action.CREATE, None)


async def _conflict(tx: Transaction, yacht_id: str, item_id: str) -> str:
    where = sa.and_(_OUTCOMES.c.yacht_id == yacht_id, _OUTCOMES.c.item_id == item_id)
    rows = await tx.rows(sa.select(_OUTCOMES.c.entry_id).where(where).order_by(_OUTCOMES.c.entry_id).limit(1))
    if not rows:
        raise NotFound("There is no conflict.")
    return str(rows[0]["entry_id"])


async def poison(tx: Transaction, actor: Actor, item_id: str, mark: str, now_ms: int) -> Act:
    """Record what no shore knows."""
    changes = Changes(await tx.recorder())
    entry = record(changes, actor.user_id, actor.role, POISON, {"mark": mark}, item_id, (), now_ms)
    await tx.persist(changes)
    return act_of({**entry.as_dict(), "clock_ms": entry.clock.wall_ms, "clock_counter": entry.clock.counter})


async def journal_of(tx: Transaction, yacht_id: str) -> Sequence[Mapping[str, Any]]:
    """The journal's rows."""
    return await tx.rows(sa.select(_ENTRIES).where(_ENTRIES.c.yacht_id == yacht_id))


Refused = LazaretteError
Deed = Callable[[Transaction], Any]
