"""The roster and the flag as the node last knew them, read anew when they may have changed."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from edge_node.database import NodeDatabase, ReadTransaction, Rows
from shared_models.clock import MAX_AHEAD_MS, MAX_WALL_MS
from shared_models.entries import moment
from shared_models.tables import SHOPPING_LIST, Flag, Profile, UserRole, table_of

_PROFILES, _ROLES, _FLAGS = table_of(Profile), table_of(UserRole), table_of(Flag)
_SHIPPED_MS = 1_767_225_600_000
"""The beginning of 2026, before the first of these programs was installed: a clock that shows less is dead."""
_AGE_S = 1.0
"""How long a roster once read serves further requests; what changes it ends that at once."""

_EVERYBODY = (
    sa.select(
        *(_PROFILES.c[name] for name in ("user_id", "name", "pin_hash")),
        *(_ROLES.c[name] for name in ("role", "valid_from", "valid_until")),
    )
    .select_from(_PROFILES)
    .join(_ROLES, sa.and_(_ROLES.c.yacht_id == _PROFILES.c.yacht_id, _ROLES.c.user_id == _PROFILES.c.user_id))
    .where(_PROFILES.c.yacht_id == sa.bindparam("yacht_id"), _ROLES.c.is_active)
)
_IS_ON = sa.select(_FLAGS.c.is_on).where(_FLAGS.c.flag == SHOPPING_LIST)


@dataclass(frozen=True)
class _Known:
    """What was read, and after which exchange."""

    applied: int
    read_s: float
    people: Sequence[Mapping[str, Any]]
    is_on: bool


@dataclass
class Roster:
    """`applied()`: counts the exchanges that changed something here."""

    database: NodeDatabase
    yacht_id: str
    now_ms: Callable[[], int]
    applied: Callable[[], int]
    _known: _Known | None = None

    async def known(self) -> _Known:
        """Everybody, and whether the list is on."""
        known, applied = self._known, self.applied()
        if known is None or known.applied != applied or time.monotonic() - known.read_s > _AGE_S:
            people, flags = await self.database.read(self._read)
            is_on = bool(flags[0]["is_on"]) if flags else True
            known = self._known = _Known(applied, time.monotonic(), people, is_on)
        return known

    async def _read(self, tx: ReadTransaction) -> tuple[Rows, Rows]:
        return await tx.rows(_EVERYBODY, {"yacht_id": self.yacht_id}), await tx.rows(_IS_ON, {})

    async def names(self) -> list[str]:
        """Everybody who may come in now, by name."""
        people = {row["name"] for row in (await self.known()).people}
        return sorted([name for name in people if await self.held("name", name)], key=str.casefold)

    def forget(self) -> None:
        """Something here changed it."""
        self._known = None

    async def held(self, column: str, value: str) -> list[Mapping[str, Any]]:
        """A person's rows that are valid now: user_id, name, pin_hash, role, valid_from, valid_until.

        A role may begin as much early as a clock may be off, and at once if the clock is dead: the crew is not locked
        out for a battery, and the shore judges each act by its own clock.
        """
        now_ms = self.now_ms()
        now = moment(now_ms)
        begun = moment(MAX_WALL_MS if now_ms < _SHIPPED_MS else min(now_ms + MAX_AHEAD_MS, MAX_WALL_MS))
        return [
            row
            for row in (await self.known()).people
            if row[column] == value and row["valid_from"] <= begun and (row["valid_until"] or "9999-12-32") > now
        ]
