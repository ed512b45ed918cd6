"""Who comes in ashore: sign-ins by name and PIN, sessions, PINs.

A PIN opens the yachts where it is the person's PIN. For somebody who works ashore alone, whose PIN no node ever gets,
it opens all of theirs: a compromised node can tell nothing that opens another yacht.
"""

import asyncio
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import uuid4

import msgspec

from cloud_sync.database import ShoreDatabase
from cloud_sync.outside import OutsideIssuer
from shared_models.errors import Expired, Unauthorized
from shared_models.lockout import NOBODY, Tries
from shared_models.node_records import mark_of
from shared_models.roles import Actor, Role, highest
from shared_models.sign_in import WRONG, chosen_pin, held_up
from shared_models.tokens import Issuer, hash_pin, pin_matches

_NOBODY: Mapping[str, Any] = {"user_id": "", "yacht_id": "", "pin_hash": None}
_MOST_PROFILES = 8
"""How many profiles of one name a PIN is compared with: each costs as much as a person's."""
_READ_ONCE = 256
"""So many sign-ins' roles are kept as they were read; whether they still hold is asked at each request."""


def yacht_pepper(key: bytes, yacht_id: str) -> bytes:
    """The yacht's pepper for PINs. `key`: the shore's, from its data directory; no database holds either."""
    return hmac.digest(key, f"pepper:{yacht_id}".encode(), "sha256")


@lru_cache(_READ_ONCE)
def _actors(user_id: str, session_id: str | None, held: str) -> tuple[Actor, ...]:
    """Somebody on each yacht, of what `ShoreDatabase.roles_of` says: kept, since it says the same at each request."""
    roles: dict[str, set[Role]] = {}
    names: dict[str, str] = {}
    for yacht_id, role, name in msgspec.json.decode(held):
        roles.setdefault(yacht_id, set()).add(Role(role))
        names[yacht_id] = name
    return tuple(
        Actor(user_id, names[yacht_id], yacht_id, highest(some), frozenset(some), session_id)
        for yacht_id, some in roles.items()
    )


@dataclass
class ShorePeople:
    """Sign-ins, sessions and PINs of the shore. `pepper_key`: see `yacht_pepper`."""

    database: ShoreDatabase
    issuer: Issuer
    pepper_key: bytes
    idle_limit_s: int | None
    now_ms: Callable[[], int]
    outside: OutsideIssuer | None = None

    async def actors(self, token: str) -> list[Actor]:
        """The person on each yacht for which their sign-in stands. Raises Unauthorized."""
        user_id, session_id = await self._claimed(token)
        if session_id is None:
            held = await self.database.roles_of(user_id)
        else:
            held = await self.database.session_roles(session_id, user_id)
        return list(_actors(user_id, session_id, held))

    async def _claimed(self, token: str) -> tuple[str, str | None]:
        """Who, and which sign-in here; an outside issuer's token belongs to none."""
        now_s = self.now_ms() // 1000
        try:
            claims = self.issuer.check(token, now_s)
        except Expired:
            raise
        except Unauthorized:
            if self.outside is None:
                raise
            return await self.outside.user_id(token, now_s), None
        return claims.user_id, claims.session_id

    async def token(
        self, user_id: str, client: str, yachts: list[str] | None, idle_limit_s: int | None = None,
        lifetime_s: int | None = None,
    ) -> str:  # fmt: skip
        """A token of a new sign-in. `yachts` None: all of the person's."""
        session_id = str(uuid4())
        await self.database.open_session(session_id, user_id, client, idle_limit_s, yachts)
        return self.issuer.issue(user_id, session_id, self.now_ms() // 1000, lifetime_s)

    async def sign_in(self, name: str, pin: str, client: str) -> dict[str, Any]:
        """A token for a name and a PIN. Raises Unauthorized or RateLimited."""
        profiles = await self.database.sign_in_candidates(name)
        await self._begin_try(name if profiles else NOBODY, client)
        opened = await self._opened(profiles, pin)
        # of two namesakes with one PIN, perhaps on two yachts, neither may come in as the other
        for user_id, yachts in opened.items() if len(opened) == 1 else ():
            token = await self.token(user_id, client, yachts, self.idle_limit_s)
            actors = await self.actors(token)
            if not actors:
                continue
            await self.database.try_was_right(name, client)
            return self._answer(token, actors)
        raise Unauthorized(WRONG)

    def _answer(self, token: str, actors: list[Actor]) -> dict[str, Any]:
        return {
            "access_token": token, "token_type": "bearer", "expires_in": self.issuer.lifetime_s,
            "role": highest({actor.role for actor in actors}).value,
            "yacht_id": actors[0].yacht_id if len(actors) == 1 else None,
        }  # fmt: skip

    async def _opened(self, profiles: Any, pin: str) -> dict[str, list[str] | None]:
        """The people whose PIN it is, and the yachts that it opens; None: all of theirs."""
        opened: dict[str, list[str] | None] = {}
        for profile in (profiles or [_NOBODY])[:_MOST_PROFILES]:
            user_id, known = profile["user_id"], opened.get(profile["user_id"], [])
            pepper = yacht_pepper(self.pepper_key, profile["yacht_id"])
            if known is None or not await asyncio.to_thread(pin_matches, profile["pin_hash"], pin, pepper):
                continue
            opened[user_id] = [*known, profile["yacht_id"]] if profile["is_on_board"] else None
        return opened

    async def _begin_try(self, name: str, client: str) -> None:
        def judge(row: Mapping[str, Any]) -> None:
            def ms(column: str) -> int:
                return int(row[column].timestamp() * 1000) if row[column] is not None else 0

            tries = Tries(
                row["here"], ms("here_at"), row["of_name"], ms("name_at"), row["of_client"], ms("client_at"),
                row["is_proven"],
            )  # fmt: skip
            held_up(tries, self.now_ms())

        await self.database.begin_try(name, client, judge)

    async def change_pin(self, actors: Sequence[Actor], pin: str, new_pin: str, client: str) -> dict[str, Any]:
        """Set a person's PIN on every yacht where the old one is theirs; a token of a new sign-in, as all others end.

        Raises ValidationFailed, Unauthorized or RateLimited."""
        me = actors[0]
        chosen_pin(new_pin)
        await self._begin_try(me.name, client)
        mine = [row for row in await self.database.sign_in_candidates(me.name) if row["user_id"] == me.user_id]
        opened = (await self._opened(mine, pin)).get(me.user_id, [])
        if opened == []:
            raise Unauthorized(WRONG)
        for row in mine:
            if opened is not None and row["yacht_id"] not in opened:
                continue
            fresh = hash_pin(new_pin, yacht_pepper(self.pepper_key, row["yacht_id"]))
            async with self.database.transaction(me.user_id, row["yacht_id"]) as tx:
                await tx.change_pin(me.user_id, fresh, mark_of(row["pin_hash"]))
        await self.database.end_sessions(me.user_id, None)
        await self.database.try_was_right(me.name, client)
        token = await self.token(me.user_id, client, opened, self.idle_limit_s)
        return self._answer(token, await self.actors(token))

    async def sign_out(self, actor: Actor, everywhere: bool) -> int:
        """End this sign-in, or all of the person's ashore; how many. An outside issuer's ends where it was made."""
        if actor.session_id is None and not everywhere:
            return 0
        return await self.database.end_sessions(actor.user_id, None if everywhere else actor.session_id)
