"""Who comes in on board, with no connection at all: sign-ins by name and PIN, sessions, PINs, the sealed code."""

import asyncio
import hmac
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from edge_node.database import NodeDatabase, ReadTransaction, WriteTransaction
from edge_node.persist import STATE
from edge_node.roster import Roster
from shared_models.changes import Changes
from shared_models.entries import moment, wall_ms_of
from shared_models.errors import Expired, StorageFull, Unauthorized, ValidationFailed
from shared_models.lockout import FORGOTTEN_AFTER_MS, NOBODY, PROVEN_FOR_MS, Tries
from shared_models.node_records import CHANGE_PIN, OPEN_SEALED_CODE, mark_of
from shared_models.roles import Actor, Role, highest
from shared_models.sign_in import WRONG, chosen_pin, held_up
from shared_models.store import note
from shared_models.tables import Session, Try, table_of
from shared_models.tokens import Issuer, hash_pin, pin_matches

_SESSIONS, _TRIES = table_of(Session), table_of(Try)
_KEPT_MS = 90 * 24 * 3600 * 1000
_USE_KEPT_EVERY_S = 60.0
_MOST_LIVE = 4096
_CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look alike."""
_CODE_GROUPS, _GROUP_LETTERS = 4, 5

Row = Mapping[str, Any]


def sealed_code() -> str:
    """A code for the captain's sealed envelope: 100 bits in four groups of five."""
    letters = ("".join(secrets.choice(_CODE_LETTERS) for _ in range(_GROUP_LETTERS)) for _ in range(_CODE_GROUPS))
    return "-".join(letters)


def sealed_code_hash(code: str, pepper: bytes) -> str:
    """What is kept of a sealed code; however it is typed."""
    plain = "".join(letter for letter in code.upper() if letter.isascii() and letter.isalnum())
    return hmac.new(pepper, f"sealed code:{plain}".encode(), "sha256").hexdigest()


@dataclass
class _Live:
    """A sign-in as far as memory has it. Times: of this machine's steady clock, in seconds."""

    row: Row
    used_s: float
    kept_s: float


@dataclass
class NodePeople:
    """Sign-ins, sessions and PINs of one node. `pepper`: the yacht's, from beside the database."""

    database: NodeDatabase
    yacht_id: str
    issuer: Issuer
    pepper: bytes
    idle_limit_s: int | None
    now_ms: Callable[[], int]
    roster: Roster
    _live: dict[str, _Live] = field(default_factory=dict)

    async def actor(self, token: str) -> Actor:
        """The person of a token, under the role that the roster gives them now. Raises Unauthorized."""
        claims = self.issuer.check(token, self.now_ms() // 1000)
        rows = await self.roster.held("user_id", claims.user_id)
        if not rows:
            raise Unauthorized("The roster gives you no role on this yacht now.")
        live = self._live.get(claims.session_id) or await self._loaded(claims.session_id)
        now_s, limit_s = time.monotonic(), live.row["idle_limit_s"]
        if live.row["user_id"] != claims.user_id or live.row["ended_at"] is not None:
            raise Expired
        if live.row["marks"].get(self.yacht_id) != mark_of(rows[0]["pin_hash"]):
            raise Expired("Your PIN was changed; sign in again.")
        if limit_s is not None and now_s - live.used_s > limit_s:
            raise Expired(f"Locked after {limit_s // 60} minutes without use; sign in again.")
        live.used_s = now_s
        if now_s - live.kept_s > _USE_KEPT_EVERY_S:
            live.kept_s = now_s
            await self._keep_use(claims.session_id)
        roles = frozenset(Role(row["role"]) for row in rows)
        return Actor(claims.user_id, rows[0]["name"], self.yacht_id, highest(roles), roles, claims.session_id)

    async def _loaded(self, session_id: str) -> _Live:
        async with self.database.reading() as tx:
            rows = await tx.rows(sa.select(_SESSIONS).where(_SESSIONS.c.session_id == session_id))
        if not rows:
            raise Expired
        unused_s = max(0, self.now_ms() - wall_ms_of(rows[0]["used_at"])) / 1000
        return self._remember(rows[0], unused_s)

    def _remember(self, session: Row, unused_s: float = 0) -> _Live:
        """From here on its use is measured by the steady clock: the machine's may jump."""
        if len(self._live) >= _MOST_LIVE:
            self._live.clear()
        used_s = time.monotonic() - unused_s
        live = self._live[session["session_id"]] = _Live(session, used_s, used_s)
        return live

    async def _keep_use(self, session_id: str) -> None:
        used = _SESSIONS.update().where(_SESSIONS.c.session_id == session_id).values(used_at=moment(self.now_ms()))
        try:
            await self.database.write(lambda tx: tx.rows(used), self.yacht_id)
        except StorageFull:
            return  # that a session was used is nothing to refuse a request for

    async def token(
        self, user_id: str, client: str, idle_limit_s: int | None = None, lifetime_s: int | None = None
    ) -> str:
        """A token of a new sign-in."""
        rows = await self.roster.held("user_id", user_id)
        session = self._session(user_id, rows[0]["pin_hash"] if rows else None, client, idle_limit_s)
        await self.database.write(lambda tx: _open(tx, session), self.yacht_id)
        self._remember(session)
        return self.issuer.issue(user_id, session["session_id"], self.now_ms() // 1000, lifetime_s)

    def _session(self, user_id: str, pin_hash: str | None, client: str, idle_limit_s: int | None) -> dict[str, Any]:
        now = moment(self.now_ms())
        return {
            "session_id": str(uuid4()), "user_id": user_id, "marks": {self.yacht_id: mark_of(pin_hash)},
            "client": client, "started_at": now, "used_at": now, "idle_limit_s": idle_limit_s, "ended_at": None,
        }  # fmt: skip

    async def sign_in(self, name: str, pin: str, client: str) -> dict[str, Any]:
        """A token for a name and a PIN. Raises Unauthorized or RateLimited."""
        rows = await self.roster.held("name", name)
        tried = name if rows else NOBODY
        await self._begin_try(tried, client)
        if not await asyncio.to_thread(pin_matches, rows[0]["pin_hash"] if rows else None, pin, self.pepper):
            raise Unauthorized(WRONG)
        session = self._session(rows[0]["user_id"], rows[0]["pin_hash"], client, self.idle_limit_s)

        async def work(tx: WriteTransaction) -> None:
            await _was_right(tx, tried, client, self.now_ms())
            await _open(tx, session)

        await self.database.write(work, self.yacht_id)
        return self._answer(session, rows)

    def _answer(self, session: Row, rows: Sequence[Row]) -> dict[str, Any]:
        self._remember(session)
        token = self.issuer.issue(session["user_id"], session["session_id"], self.now_ms() // 1000)
        return {
            "access_token": token, "token_type": "bearer", "expires_in": self.issuer.lifetime_s,
            "role": highest({Role(row["role"]) for row in rows}).value, "yacht_id": self.yacht_id,
        }  # fmt: skip

    async def _begin_try(self, name: str, client: str) -> None:
        """Count a try as wrong until it proves right. Raises RateLimited."""
        now_ms = self.now_ms()

        async def work(tx: WriteTransaction) -> None:
            held_up(await _tries(tx, name, client, now_ms), now_ms)
            await _was_wrong(tx, name, client, now_ms)

        await self.database.write(work, self.yacht_id)

    async def change_pin(self, actor: Actor, pin: str, new_pin: str, client: str) -> dict[str, Any]:
        """Set the person's own PIN; it travels ashore. All their sign-ins here end, and the answer is a new one.

        Raises ValidationFailed, Unauthorized or RateLimited."""
        chosen_pin(new_pin)
        rows = await self.roster.held("user_id", actor.user_id)
        await self._begin_try(actor.name, client)
        if not rows or not await asyncio.to_thread(pin_matches, rows[0]["pin_hash"], pin, self.pepper):
            raise Unauthorized("The PIN is wrong.")
        return await self._with_new_pin(actor, rows, new_pin, client, actor.name)

    async def open_sealed(self, name: str, code: str, new_pin: str, client: str) -> dict[str, Any]:
        """Set a captain's PIN with the code from the sealed envelope; the answer holds the code for the next envelope.

        Raises ValidationFailed, Unauthorized or RateLimited."""
        chosen_pin(new_pin)
        tried = f"the sealed code of {name}"
        await self._begin_try(tried, client)
        rows = await self.roster.held("name", name)
        async with self.database.reading() as tx:
            kept = (await tx.rows(sa.select(STATE.c.sealed_code_hash)))[0]["sealed_code_hash"] or ""
        is_captain = any(row["role"] == Role.CAPTAIN for row in rows)
        if not hmac.compare_digest(kept, sealed_code_hash(code, self.pepper)) or not is_captain:
            raise Unauthorized("The code is wrong, was used, or is not for this person.")
        roles = frozenset(Role(row["role"]) for row in rows)
        actor = Actor(rows[0]["user_id"], name, self.yacht_id, Role.CAPTAIN, roles)
        following = sealed_code()
        answer = await self._with_new_pin(actor, rows, new_pin, client, tried, (kept, following))
        return {**answer, "sealed_code": following}

    async def _with_new_pin(
        self, actor: Actor, rows: Sequence[Row], new_pin: str, client: str, tried: str,
        code: tuple[str, str] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """`code`: the hash of the sealed code that was opened, and the one for the next envelope."""
        fresh, old = await asyncio.to_thread(hash_pin, new_pin, self.pepper), rows[0]["pin_hash"]
        session, now_ms = self._session(actor.user_id, fresh, client, self.idle_limit_s), self.now_ms()

        async def work(tx: WriteTransaction) -> None:
            changes = Changes(await tx.recorder())
            if code is not None:
                spent = STATE.update().where(STATE.c.sealed_code_hash == code[0])
                next_hash = sealed_code_hash(code[1], self.pepper)
                if not tx.connection.execute(spent.values(sealed_code_hash=next_hash)).rowcount:
                    raise Unauthorized("The code was used just now.")
                note(changes, actor.user_id, actor.role, OPEN_SEALED_CODE, {"user_id": actor.user_id}, now_ms)
            pin = {"user_id": actor.user_id, "pin_hash": fresh, "replaces": mark_of(old)}
            note(changes, actor.user_id, actor.role, CHANGE_PIN, pin, now_ms)
            await tx.persist(changes)
            await _was_right(tx, tried, client, now_ms)
            await _open(tx, session)

        await self.database.write(work, self.yacht_id, needs_room=True)
        self.roster.forget()
        return self._answer(session, rows)

    async def sign_out(self, actor: Actor, everywhere: bool) -> int:
        """End this sign-in, or all of the person's on this node; how many."""
        mine = sa.and_(_SESSIONS.c.user_id == actor.user_id, _SESSIONS.c.ended_at.is_(None))
        if not everywhere:
            mine = sa.and_(mine, _SESSIONS.c.session_id == actor.session_id)
        ending = _SESSIONS.update().where(mine).values(ended_at=moment(self.now_ms()))

        async def work(tx: WriteTransaction) -> int:
            return tx.connection.execute(ending).rowcount

        ended: int = await self.database.write(work, self.yacht_id)
        self._live.clear()
        return ended


async def _open(tx: WriteTransaction, session: Row) -> None:
    old = moment(max(0, wall_ms_of(session["started_at"]) - _KEPT_MS))
    await tx.rows(_SESSIONS.delete().where(_SESSIONS.c.used_at < old))
    await tx.rows(_SESSIONS.insert().values(dict(session)))


async def _tries(tx: WriteTransaction | ReadTransaction, name: str, client: str, now_ms: int) -> Tries:
    """What was tried before; tries of a time that is still to come (the clock was set back) count as made now."""
    now, day_ago = moment(now_ms), moment(max(0, now_ms - FORGOTTEN_AFTER_MS))
    proof_from = moment(max(0, now_ms - PROVEN_FOR_MS))
    await tx.rows(_TRIES.update().where(_TRIES.c.wrong_at > now).values(wrong_at=now))
    is_proof_old = sa.or_(_TRIES.c.proven_at.is_(None), _TRIES.c.proven_at < proof_from)
    await tx.rows(_TRIES.delete().where(_TRIES.c.wrong_at < day_ago, is_proof_old))
    rows = await tx.rows(sa.select(_TRIES).where(sa.or_(_TRIES.c.name == name, _TRIES.c.client == client)))
    fresh = [row for row in rows if row["wrong_at"] >= day_ago]
    here = [row for row in rows if (row["name"], row["client"]) == (name, client)]
    strange = [row for row in fresh if row["proven_at"] is None]
    return Tries(
        *_count(row for row in here if row in fresh),
        *_count(row for row in strange if row["name"] == name),
        *_count(row for row in strange if row["client"] == client),
        any(row["proven_at"] is not None for row in here),
    )


def _count(rows: Iterable[Row]) -> tuple[int, int]:
    """How many tries, and when the last was made."""
    some = [(row["wrong"], wall_ms_of(row["wrong_at"])) for row in rows]
    return sum(wrong for wrong, _ in some), max((at_ms for _, at_ms in some), default=0)


async def _was_wrong(tx: WriteTransaction, name: str, client: str, now_ms: int) -> None:
    row = {"name": name, "client": client, "wrong": 1, "wrong_at": moment(now_ms)}
    again = {"wrong": _TRIES.c.wrong + 1, "wrong_at": moment(now_ms)}
    await tx.rows(insert(_TRIES).values(row).on_conflict_do_update(index_elements=("name", "client"), set_=again))


async def _was_right(tx: WriteTransaction, name: str, client: str, now_ms: int) -> None:
    here = sa.and_(_TRIES.c.name == name, _TRIES.c.client == client)
    await tx.rows(_TRIES.update().where(here).values(wrong=0, proven_at=moment(now_ms)))


def checked_pepper(raw: object) -> bytes:
    """The pepper that the shore gave at enrolment, as hexadecimal digits. Raises ValidationFailed."""
    try:
        pepper = bytes.fromhex(str(raw))
    except ValueError as error:
        raise ValidationFailed("the shore's pepper is not hexadecimal") from error
    if len(pepper) != 32:
        raise ValidationFailed("the shore's pepper is not 32 bytes")
    return pepper
