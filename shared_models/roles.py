"""Who may act, and whose word goes further (domain.md §3). One table, one place."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Role(StrEnum):
    CREW = "crew"
    CHIEF_OFFICER = "chief_officer"
    CHIEF_ENGINEER = "chief_engineer"
    CAPTAIN = "captain"
    MANAGER = "manager"


RANK: dict[Role, int] = {
    Role.CAPTAIN: 40,
    Role.MANAGER: 30,
    Role.CHIEF_ENGINEER: 20,
    Role.CHIEF_OFFICER: 20,
    Role.CREW: 10,
}
"""Authority, used only when two people acted without knowing of each other."""

ALL: frozenset[Role] = frozenset(Role)
HOD: frozenset[Role] = ALL - {Role.CREW}
ENGINEER: frozenset[Role] = frozenset({Role.CHIEF_ENGINEER, Role.MANAGER})
BUYER: frozenset[Role] = frozenset({Role.CHIEF_ENGINEER, Role.CAPTAIN, Role.MANAGER})


def is_hod(role: Role) -> bool:
    """Whether `role` is a head of department."""
    return role in HOD


def highest(roles: frozenset[Role] | set[Role]) -> Role:
    """The role under which someone with several acts. `roles` is not empty; at equal rank the name decides."""
    return min(roles, key=lambda role: (-RANK[role], role))


@dataclass(frozen=True)
class Actor:
    """A signed-in person on one yacht, with the roles that the roster gives them now."""

    user_id: str
    name: str
    yacht_id: str
    role: Role
    """The highest role they hold."""
    roles: frozenset[Role] = frozenset()
    """All that they hold; someone with several acts under the highest that the action allows."""
    session_id: str | None = None
    """Their sign-in."""

    @cached_property
    def is_manager(self) -> bool:
        """Whether they manage the yacht, whatever else they are there."""
        return Role.MANAGER in (self.role, *self.roles)

    @cached_property
    def is_head(self) -> bool:
        """Whether they are a head of department there."""
        return not HOD.isdisjoint((self.role, *self.roles))

    def role_for(self, roles: frozenset[Role]) -> Role:
        """The role under which they take an action that `roles` may take; their highest if they may not."""
        fitting = (self.roles | {self.role}) & roles
        return highest(fitting) if fitting else self.role
