"""What a manager does to a yacht's people and nodes, and what they see of both."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from uuid_utils.compat import uuid7

from cloud_sync import rollout
from cloud_sync.backend import ShoreBackend
from cloud_sync.managing import REASONS
from cloud_sync.nodes import hash_of_code
from cloud_sync.people import yacht_pepper
from cloud_sync.tables import FeatureRollout, Node, NodeEpoch
from shared_models.entries import moment
from shared_models.errors import Forbidden, InvalidState, ValidationFailed
from shared_models.queries import of_yachts
from shared_models.roles import Actor, Role
from shared_models.tables import SHOPPING_LIST, Profile, UserRole, table_of
from shared_models.tokens import hash_pin

_PEOPLE, _ROLES = table_of(Profile), table_of(UserRole)
_NODES, _EPOCHS, _ROLLOUTS = table_of(Node), table_of(NodeEpoch), table_of(FeatureRollout)
_CASTS = {
    "user_id": "uuid", "node_id": "uuid", "valid_from": "timestamptz", "valid_until": "timestamptz",
    "expires_at": "timestamptz", "yacht_id": "uuid", "percentage": "integer",
    "due_on": "date",
}  # fmt: skip


@dataclass(frozen=True)
class Managers:
    """Reads and writes as the manager who asks, by the functions of `managing.py`."""

    backend: ShoreBackend

    async def _do(self, actor: Actor, function: str, **given: str | None) -> None:
        """Call a function. Raises Forbidden or ValidationFailed with why it did nothing."""
        await self._ask(actor.user_id, actor.yacht_id, function, given)

    async def _ask(self, user_id: str, yacht_id: str | None, function: str, given: Mapping[str, str | None]) -> None:
        listed = ", ".join(f"cast(cast(:{name} as text) as {_CASTS.get(name, 'text')})" for name in given)
        statement = sa.text(f"select public.{function}({listed}) as reason")
        async with self.backend.database.transaction(user_id, yacht_id) as tx:
            reason = (await tx.rows(statement, given))[0]["reason"]
            if reason is not None:
                raise (Forbidden if reason in ("manager", "all") else ValidationFailed)(REASONS[reason])

    async def roster(self, actor: Actor) -> list[dict[str, Any]]:
        """Everybody of the yacht, by name, each with their roles, those that are over last."""

        async def read(tx: Any) -> tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]]]:
            here = _PEOPLE.c.yacht_id == actor.yacht_id
            people = sa.select(_PEOPLE.c.user_id, _PEOPLE.c.name, _PEOPLE.c.pin_hash.is_not(None).label("has_pin"))
            roles = sa.select(_ROLES).where(_ROLES.c.yacht_id == actor.yacht_id).order_by(_ROLES.c.valid_from)
            return await tx.rows(people.where(here)), await tx.rows(roles)

        people, roles = await self.backend.read([actor], read)
        now = moment(self.backend.now_ms())
        held: dict[str, list[dict[str, Any]]] = {}
        for row in roles:
            is_over = not row["is_active"] or (row["valid_until"] is not None and row["valid_until"] <= now)
            held.setdefault(row["user_id"], []).append({**row, "is_over": is_over, "is_ahead": row["valid_from"] > now})
        named = sorted(people, key=lambda row: row["name"].casefold())
        return [
            {**row, "roles": sorted(held.get(row["user_id"], []), key=lambda role: role["is_over"])} for row in named
        ]

    async def add(self, actor: Actor, name: str, pin: str, role: Role, valid: tuple[str | None, str | None]) -> str:
        """Put somebody new on the roster; their id."""
        user_id = str(uuid7())
        hashed = await self._hashed(actor, pin)
        begin, end = valid[0] or moment(self.backend.now_ms()), valid[1]
        await self._do(
            actor, "roster_add", user_id=user_id, name=name, pin_hash=hashed, role=role.value, valid_from=begin,
            valid_until=end,
        )  # fmt: skip
        return user_id

    async def give(self, actor: Actor, user_id: str, role: Role, valid: tuple[str | None, str | None]) -> None:
        """Give a role to somebody of the roster."""
        begin, end = valid[0] or moment(self.backend.now_ms()), valid[1]
        await self._do(actor, "roster_give", user_id=user_id, role=role.value, valid_from=begin, valid_until=end)

    async def end(self, actor: Actor, user_id: str, role: Role) -> None:
        """Take a role away from now on."""
        await self._do(actor, "roster_end", user_id=user_id, role=role.value)

    async def set_pin(self, actor: Actor, user_id: str, pin: str) -> None:
        """Set the PIN of somebody who forgot theirs; their sign-ins on this yacht end."""
        await self._do(actor, "roster_pin", user_id=user_id, pin_hash=await self._hashed(actor, pin))

    async def say_due(self, actor: Actor, port: str | None, day: str | None) -> None:
        """Say where the yacht is due next, and when; nothing: it is not known."""
        await self._do(actor, "yacht_due", due_port=port, due_on=day)

    async def sign_out(self, actor: Actor, user_id: str) -> None:
        """End somebody's sign-ins ashore."""
        await self._do(actor, "roster_sign_out", user_id=user_id)

    async def _hashed(self, actor: Actor, pin: str) -> str:
        pepper = yacht_pepper(self.backend.people.pepper_key, actor.yacht_id)
        return await asyncio.to_thread(hash_pin, pin, pepper)

    async def nodes(self, actors: Sequence[Actor]) -> list[dict[str, Any]]:
        """The nodes of these yachts: when each enrolled, spoke last, and was revoked."""
        if not actors:
            return []
        spoke = sa.func.max(_EPOCHS.c.spoke_at, type_=_EPOCHS.c.spoke_at.type).label("spoke_at")
        same = sa.and_(_EPOCHS.c.yacht_id == _NODES.c.yacht_id, _EPOCHS.c.node_id == _NODES.c.node_id)
        kept = [
            _NODES.c[name] for name in (
                "yacht_id", "node_id", "enrolled_at", "revoked_at", "refused_at", "refused_attempts",
            )
        ]  # fmt: skip
        chosen = (
            sa.select(*kept, spoke)
            .select_from(_NODES.join(_EPOCHS, same, isouter=True))
            .where(of_yachts(_NODES.c.yacht_id, [actor.yacht_id for actor in actors]))
            .group_by(*kept)
            .order_by(_NODES.c.enrolled_at)
        )
        return [dict(row) for row in await self.backend.read(actors, lambda tx: tx.rows(chosen))]

    async def code(self, actor: Actor, lifetime_s: int) -> str:
        """A new one-time code with which a node of the yacht enrols."""
        code = secrets.token_hex(5).upper()
        expires_at = moment(self.backend.now_ms() + lifetime_s * 1000)
        await self._do(actor, "node_code", code_hash=hash_of_code(code), expires_at=expires_at)
        return code

    async def revoke(self, actor: Actor, node_id: str) -> None:
        """Refuse a node from now on."""
        await self._do(actor, "node_revoke", node_id=node_id)

    async def rollouts(self, actors: Sequence[Actor]) -> dict[str | None, int]:
        """What is said of these yachts, and (None) of all: percentages."""
        chosen = sa.select(_ROLLOUTS.c.yacht_id, _ROLLOUTS.c.percentage).where(_ROLLOUTS.c.flag == SHOPPING_LIST)
        async with self.backend.database.transaction(actors[0].user_id, None) as tx:
            return {row["yacht_id"]: row["percentage"] for row in await tx.rows(chosen)}

    async def roll_out(
        self, actors: Sequence[Actor], yacht_id: str | None, percentage: int | None, note: str | None = None
    ) -> None:
        """Say of a yacht, or (None) of all, how far the list is on; percentage None: say nothing of it any more.

        `actors`: the manager on their yachts. Raises InvalidState if that goes further than the last day of the yachts
        that have it allows; not with a `note`, which says why it goes on all the same, and is audited."""
        actor = actors[0]
        if note is None:
            await self._guard(actors, yacht_id, percentage)
        said = None if percentage is None else str(percentage)
        given = {"flag": SHOPPING_LIST, "yacht_id": yacht_id, "percentage": said, "note": note}
        await self._ask(actor.user_id, None, "roll_out", given)

    async def _guard(self, actors: Sequence[Actor], yacht_id: str | None, percentage: int | None) -> None:
        yachts = [actor.yacht_id for actor in actors]
        on = rollout.witnesses(await self.rollouts(actors), yacht_id, percentage, yachts)
        if on is None:
            return
        await self.backend.write_down_all()
        hours = await self.backend.link_hours(actors, rollout.GUARD_HOURS)
        alerts = await self.backend.database.alerts(sorted(on))
        stands = [alert["text"] for alert in alerts if alert["resolved_at"] is None]
        why = rollout.objection([hour for one in on for hour in hours.get(one, {}).values()], stands)
        if why is not None:
            raise InvalidState(f"This goes no further now: {why}. Go on all the same only with a note that says why.")
