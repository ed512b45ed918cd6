"""The shore's database: transactions sealed for one person and one yacht.

The seal is `user.yacht.expiry.mac` in the transaction's setting `app.ctx`; the database checks it with a key that the
application's login cannot read (functions.py), so that no SQL of ours or injected can name another yacht.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from cloud_sync.functions import APP_LOGIN
from cloud_sync.persist import sections_of
from cloud_sync.reading import reading
from cloud_sync.sections import arguments
from cloud_sync.watch import ALERTS_TOLD, CHECKS_TOLD, YACHT_FIGURES
from migrations.run import migrate_cloud
from shared_models.changes import Changes, Recorder, Transaction
from shared_models.clock import Clock
from shared_models.errors import CommandError
from shared_models.exchange import Hour, Piece
from shared_models.tracing import span

SEAL_LIFETIME_S = 300
_BLOCK_BYTES = 64
_PREPARE_LOCK = 5_102_118
"""An advisory lock: one process prepares a database at a time."""

_FEED_LOCK = (
    "select yacht_id::text, node_id::text, epoch, seq, chain, clock_ms, clock_counter, position, digest"
    " from public.feed_lock()"
)
_CANDIDATES = sa.text(
    "select cast(user_id as text), cast(yacht_id as text), name, pin_hash, is_on_board"
    " from public.sign_in_candidates(cast(:name as text), :permit)"
)
_HELD = "select coalesce(json_agg(json_build_array(yacht_id, role, name) order by yacht_id, role), '[]')::text as held"
_SESSION_ROLES = sa.text(
    f"{_HELD} from public.session_roles(cast(:session_id as uuid), cast(:user_id as uuid), :permit)"
)
_OPEN_SESSION = sa.text(
    "select public.open_session(cast(:session_id as uuid), cast(:user_id as uuid), cast(:client as text),"
    " cast(:idle_limit_s as integer), cast(:yachts as uuid[]), :permit)"
)
_END_SESSIONS = sa.text(
    "select public.end_sessions(cast(:user_id as uuid), cast(:session_id as uuid), :permit) as ended"
)
_TRIES = sa.text("select * from public.sign_in_tries(cast(:name as text), cast(:client as text), :permit)")
_NOTED = sa.text(
    "select public.sign_in_noted(cast(:name as text), cast(:client as text), cast(:is_right as boolean), :permit)"
)
_CHANGE_PIN = sa.text(
    "select public.change_pin(cast(:user_id as uuid), cast(:pin_hash as text), cast(:replaces as text),"
    " cast(:is_from_board as boolean)) as is_done"
)
_ROLES = sa.text(f"{_HELD} from public.roles_of(cast(:user_id as uuid), :permit)")
_KEY = sa.text(
    "select cast(yacht_id as text), public_key, is_revoked from public.node_key(cast(:node_id as uuid), :permit)"
)
_ENROL = sa.text(
    "select cast(public.enrol_node("
    ":code_hash, cast(:node_id as uuid), cast(:public_key as bytea), cast(:yacht_id as uuid), :permit"
    ") as text) as yacht_id"
)
_ROTATE = sa.text(
    "select public.rotate_node_key("
    "cast(:node_id as uuid), cast(:old_key as bytea), cast(:new_key as bytea), :permit) as is_so"
)
_REFUSED = sa.text("select public.node_was_refused(cast(:node_id as uuid), :permit)")
_SET_SEAL = "select set_config('app.ctx', $1, true)"
"""With the seal as a parameter: the text of a statement is shown to every session of the login, and to logs."""
_SET_FLEET_SEAL = "select set_config('app.ctx', $1, true), set_config('enable_bitmapscan', 'off', true)"
"""The planner takes the policies' list of yachts for ten: it would find all rows of a thousand before it looks at the
first, where a page wants a hundred."""
_SEAL = sa.text(
    "insert into ctx.seal (inner_pad, outer_pad) values (:inner_pad, :outer_pad) on conflict (only_one) do nothing"
)
_SEALED_SO = sa.text("select inner_pad = :inner_pad and outer_pad = :outer_pad from ctx.seal")
_EPOCH = sa.text(
    "select number_before, mark_before, is_frozen, piece_mark, piece_bytes from public.epoch_spoke("
    "cast(:node_id as uuid), cast(:epoch as text), cast(:number as bigint), cast(:mark as bytea),"
    " cast(:freeze as boolean))"
)
_KEEP_PIECE = sa.text(
    "select held, whole from public.keep_piece(cast(:node_id as uuid), cast(:epoch as text), cast(:mark as bytea),"
    " cast(:total as bigint), cast(:at as bigint), cast(:piece as bytea))"
)
_GENERATION = sa.text("select public.new_generation(cast(:generation as text), cast(:epoch as text))")
_SET_ASIDE = (
    "select public.set_damage_aside(lost => :lost, sound_to => :sound_to, ends_at => :ends_at,"
    " end_digest => :end_digest, generation => :generation, permit => :permit"
)
_BOARD = sa.text("select public.board_noted(cast(:told as jsonb))")
_EXCHANGE = sa.text(
    "select public.exchange_done(cast(:position as bigint), cast(:backlog as bigint), cast(:matches as boolean))"
)


@lru_cache
def _writing(names: tuple[str, ...]) -> str:
    return f"select public.journal_write({', '.join(f'{name} => ${n}' for n, name in enumerate(names, 1))})"


def _pads(key: bytes) -> tuple[bytes, bytes]:
    """The inner and outer pad of HMAC-SHA-256 (RFC 2104): the database has sha256 and no HMAC."""
    block = (hashlib.sha256(key).digest() if len(key) > _BLOCK_BYTES else key).ljust(_BLOCK_BYTES, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def sealed(key: bytes, user_id: str | None, yacht_id: str | None, expires_s: int) -> str:
    """The value of `app.ctx`. Raises ValueError if an id is no UUID."""
    parts = [str(UUID(name)) if name else "-" for name in (user_id, yacht_id)]
    body = f"{parts[0]}.{parts[1]}.{expires_s}"
    return f"{body}.{hmac.new(key, body.encode(), 'sha256').hexdigest()}"


def permit(key: bytes, function: str, about: str, expires_s: int) -> str:
    """The shore's leave to ask a function that comes before any yacht about one name or id: `expiry.mac`."""
    return f"{expires_s}.{hmac.new(key, f'{function}:{about}.{expires_s}'.encode(), 'sha256').hexdigest()}"


def async_url(url: str) -> sa.URL:
    """A postgresql:// address for asyncpg. Raises CommandError, which does not quote the password in it."""
    try:
        return sa.make_url(url).set(drivername="postgresql+asyncpg")
    except (sa.exc.ArgumentError, ValueError):
        raise CommandError(
            "The database's address is not valid; it is postgresql://user:password@host:port/name, and what is no "
            "letter or digit in a password is written as %XX."
        ) from None


def _verifier(password: str) -> str:
    """What Postgres keeps of a password (RFC 5803), so that the password itself is in no statement and no log."""
    salt, rounds = secrets.token_bytes(16), 4096
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    parts = [base64.b64encode(part).decode() for part in (salt, stored, hmac.digest(salted, b"Server Key", "sha256"))]
    return f"SCRAM-SHA-256${rounds}:{parts[0]}${parts[1]}:{parts[2]}"


def on_database(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return sa.make_url(url).set(database=name).render_as_string(hide_password=False)


async def run_alone(engine: AsyncEngine, statement: str) -> None:
    """Run what Postgres does not take within a transaction."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql(statement)


def owner_engine(owner_url: str) -> AsyncEngine:
    """For administration: every `begin()` is a connection of its own that sees all yachts."""
    return create_async_engine(async_url(owner_url), poolclass=sa.NullPool, hide_parameters=True)


async def prepare(owner_url: str, seal_key: bytes, app_password: str) -> str:
    """Migrate, give the application's login its password and the seal its key; returns the login's address.

    Raises CommandError if another shore's key seals the database, and then changes nothing.

    May be repeated, also by several processes at once.
    """
    engine = owner_engine(owner_url)
    try:
        async with engine.begin() as connection:
            await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_PREPARE_LOCK)))
            await connection.run_sync(migrate_cloud)
            set_password = sa.select(sa.func.format("alter role %I password %L", APP_LOGIN, _verifier(app_password)))
            await connection.exec_driver_sql((await connection.execute(set_password)).scalar_one())
            database = connection.dialect.identifier_preparer.quote(str(engine.url.database))
            # a type of its own in a temporary schema would come before the real one in our functions
            await connection.exec_driver_sql(f"revoke temporary on database {database} from public")
            inner, outer = _pads(seal_key)
            given = {"inner_pad": inner, "outer_pad": outer}
            await connection.execute(_SEAL, given)
            if not (await connection.execute(_SEALED_SO, given)).scalar():
                raise CommandError(
                    "This database is sealed with another key: give the --data-dir of the shore that keeps it."
                )
    finally:
        await engine.dispose()
    login = sa.make_url(owner_url).set(username=APP_LOGIN, password=app_password, drivername="postgresql")
    return login.render_as_string(hide_password=False)


@dataclass(frozen=True)
class Spoke:
    """How an epoch of a node stood before it speaks again: its last exchange's number (-1: none) and mark, whether it
    is frozen, and the mark and the number of bytes of what it is bringing in pieces."""

    number: int
    mark: bytes
    is_frozen: bool
    held: tuple[bytes, int] | None


@dataclass
class PostgresTransaction(Transaction):
    """One transaction, sealed for `yacht_id` (None: a fleet manager's, who only reads)."""

    connection: AsyncConnection
    yacht_id: str | None

    async def rows(
        self, statement: sa.Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """Run a statement; its rows as mappings with canonical values."""
        result = await self.connection.execute(statement, parameters)
        return result.mappings().all() if result.returns_rows else []  # type: ignore[return-value]

    async def keyed(
        self, table: sa.Table, column: str, keys: Sequence[Any], columns: Sequence[str] = (), **same: Any
    ) -> Sequence[Mapping[str, Any]]:
        """Rows by their keys; asyncpg's errors pass through."""
        found = reading(table, column, tuple(columns), tuple(same))
        return await found.rows(await self._driver(), keys, list(same.values()))

    async def _driver(self) -> Any:
        """asyncpg's own connection: for the few statements of the hot path, where SQLAlchemy's part costs more than
        the database's."""
        return (await self.connection.get_raw_connection()).driver_connection

    async def recorder(self) -> Recorder:
        """Lock the yacht's feed until the transaction ends, and say where it stands. LookupError: no such yacht."""
        row = await (await self._driver()).fetchrow(_FEED_LOCK)
        if row is None:
            raise LookupError("the transaction is sealed for no yacht of ours")
        return Recorder(
            row["yacht_id"], row["node_id"], row["epoch"], row["seq"], row["chain"],
            Clock(row["clock_ms"], row["clock_counter"]), row["position"], row["digest"], True,
        )  # fmt: skip

    async def persist(self, changes: Changes) -> None:
        """Write everything, in one statement; PINs that were changed on board in one each."""
        await self.write(**sections_of(changes))
        for pin in changes.pins:
            await self.change_pin(**pin, is_from_board=True)

    async def change_pin(self, user_id: str, pin_hash: str, replaces: str, is_from_board: bool = False) -> bool:
        """Set a person's PIN on the yacht, if the one it replaces is there; whether that is so."""
        given = {"user_id": user_id, "pin_hash": pin_hash, "replaces": replaces, "is_from_board": is_from_board}
        return bool((await self.rows(_CHANGE_PIN, given))[0]["is_done"])

    async def write(self, **sections: Sequence[Any]) -> None:
        """Write rows by section: see sections.py; asyncpg's errors pass through."""
        given = arguments(sections)
        await (await self._driver()).fetchval(_writing(tuple(given)), *given.values())

    async def epoch_spoke(self, node_id: str, epoch: str, number: int, mark: bytes, freeze: bool = False) -> Spoke:
        """Note that a node speaks with an epoch; how it stood before."""
        given = {"node_id": node_id, "epoch": epoch, "number": number, "mark": mark, "freeze": freeze}
        row = (await self.rows(_EPOCH, given))[0]
        held = None if row["piece_mark"] is None else (row["piece_mark"], row["piece_bytes"])
        return Spoke(row["number_before"], row["mark_before"], row["is_frozen"], held)

    async def keep_piece(self, node_id: str, epoch: str, piece: Piece) -> tuple[int, bytes | None]:
        """Keep a piece of what a node brings if it follows what is here: how much is here then, and the whole once
        it is (it is not kept any more)."""
        given = {"node_id": node_id, "epoch": epoch, "mark": piece.mark, "total": piece.total, "at": piece.at}
        row = (await self.rows(_KEEP_PIECE, {**given, "piece": piece.part}))[0]
        return row["held"], row["whole"]

    async def new_generation(self, generation: str, epoch: str) -> None:
        """Begin a new generation of the yacht's feed, with an epoch of its own: this shore was restored."""
        await self.connection.execute(_GENERATION, {"generation": generation, "epoch": epoch})

    async def set_damage_aside(
        self, leave: str, lost: Sequence[str], sound_to: int, feed: Sequence[Any], recorder: Recorder, generation: str
    ) -> None:
        """Take entries out of the journal, and put `feed` in place of the feed after `sound_to`; it ends where the
        recorder stands. `leave`: the shore's permit."""
        given = {
            "lost": lost, "sound_to": sound_to, "ends_at": recorder.position, "end_digest": recorder.digest,
            "generation": generation, "permit": leave, **arguments({"feed": feed}),
        }  # fmt: skip
        await self.connection.execute(sa.text(_SET_ASIDE + (", feed => :feed)" if feed else ")")), given)

    async def board_noted(self, hours: Sequence[Hour]) -> None:
        """Note how people's requests on board went; hours that are not of the last days are left out."""
        await self.connection.execute(_BOARD, {"told": json.dumps(hours)})

    async def exchange_done(self, node_position: int, node_backlog: int, matches: bool | None) -> None:
        """Note how the yacht's node stands after an exchange."""
        given = {"position": node_position, "backlog": node_backlog, "matches": matches}
        await self.connection.execute(_EXCHANGE, given)


class ShoreDatabase:
    """The application's connections, as its login. `seal_key`: as given to `prepare`. `is_distributed`: Postgres is
    many machines (deploy/citus.sql), and the seal has to reach them all."""

    def __init__(self, app_url: str, seal_key: bytes, pool_size: int = 20, is_distributed: bool = False) -> None:
        self.seal_key = seal_key
        self._is_distributed = is_distributed
        # AUTOCOMMIT: the transaction begins here, with its seal
        self._engine = create_async_engine(
            async_url(app_url),
            isolation_level="AUTOCOMMIT",
            pool_size=pool_size,
            max_overflow=0,
            hide_parameters=True,
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    @asynccontextmanager
    async def transaction(self, user_id: str | None, yacht_id: str | None) -> AsyncIterator[PostgresTransaction]:
        """A transaction that sees the yacht, or with `yacht_id` None those where the person has a role or whose fleet
        they manage.

        Commits at the end, rolls back on any exception.
        """
        seal = sealed(self.seal_key, user_id, yacht_id, int(time.time()) + SEAL_LIFETIME_S)
        with span("transaction ashore"):
            async with self._sealed(seal, is_of_many=user_id is not None and yacht_id is None) as connection:
                yield PostgresTransaction(connection, yacht_id)

    @asynccontextmanager
    async def _sealed(self, seal: str, is_of_many: bool) -> AsyncIterator[AsyncConnection]:
        async with self._engine.connect() as connection:
            driver = await self._driver(connection)
            try:
                await driver.execute("begin")
                await self._set_seal(driver, seal, is_of_many)
                yield connection
                ended = await driver.execute("commit")
            except BaseException:
                await _roll_back(driver)
                raise
            if ended != "COMMIT":
                raise RuntimeError("a statement had failed, so the transaction was rolled back")

    async def _set_seal(self, driver: Any, seal: str, is_of_many: bool) -> None:
        if self._is_distributed:
            # the one form that Citus hands on to its workers; a seal is digits, letters, points and dashes
            await driver.execute(f"set local app.ctx = '{seal}'")
        else:
            await driver.fetchval(_SET_FLEET_SEAL if is_of_many else _SET_SEAL, seal)

    @staticmethod
    async def _driver(connection: AsyncConnection) -> Any:
        """asyncpg's own connection; a new one if the server has gone away meanwhile."""
        driver = (await connection.get_raw_connection()).driver_connection
        if driver is not None and driver.is_closed():
            await connection.invalidate()
            driver = (await connection.get_raw_connection()).driver_connection
        return driver

    async def _ask(
        self, function: str, about: str, statement: sa.TextClause, **given: Any
    ) -> Sequence[Mapping[str, Any]]:
        """Ask one of the functions that come before any yacht, with a permit to ask it `about` a name or id."""
        given["permit"] = self._permit(function, about)
        async with self._engine.connect() as connection:
            await self._driver(connection)
            return (await connection.execute(statement, given)).mappings().all()  # type: ignore[return-value]

    async def yacht_figures(self) -> Sequence[Mapping[str, Any]]:
        """How each yacht stands: see watch.py."""
        return await self._ask("yacht_figures", "all", YACHT_FIGURES)

    async def alerts(self, yachts: Sequence[str] | None) -> Sequence[Mapping[str, Any]]:
        """The alerts of these yachts (None: of all) and of the shore itself, those that stand first."""
        return await self._ask("alerts_told", "all", ALERTS_TOLD, yachts=yachts)

    async def last_checks(self) -> Sequence[Mapping[str, Any]]:
        """The checks of the health worker's last run."""
        return await self._ask("checks_told", "all", CHECKS_TOLD)

    def _permit(self, function: str, about: str) -> str:
        return permit(self.seal_key, function, about, int(time.time()) + SEAL_LIFETIME_S)

    async def sign_in_candidates(self, name: str) -> Sequence[Mapping[str, Any]]:
        """The people of that name on any yacht: user_id, yacht_id, name, pin_hash, is_on_board."""
        return await self._ask("sign_in_candidates", name, _CANDIDATES, name=name)

    async def session_roles(self, session_id: str, user_id: str) -> str:
        """The roles that a sign-in stands for, as `roles_of`; none if it has ended or was not used for too long."""
        rows = await self._ask("roles_of", user_id, _SESSION_ROLES, session_id=session_id, user_id=user_id)
        return str(rows[0]["held"])

    async def open_session(
        self, session_id: str, user_id: str, client: str, idle_limit_s: int | None, yachts: Sequence[str] | None
    ) -> None:
        """Keep a sign-in, on these yachts or on all where the roster has the person."""
        given = {"session_id": session_id, "user_id": user_id, "client": client, "idle_limit_s": idle_limit_s}
        await self._ask("open_session", user_id, _OPEN_SESSION, **given, yachts=yachts)

    async def end_sessions(self, user_id: str, session_id: str | None) -> int:
        """End one sign-in of a person, or all; how many there were."""
        given = {"user_id": user_id, "session_id": session_id}
        ended = await self._ask("end_sessions", user_id, _END_SESSIONS, **given)
        return int(ended[0]["ended"])

    async def begin_try(self, name: str, client: str, judge: Callable[[Mapping[str, Any]], None]) -> None:
        """Count a try as wrong until it proves right, unless `judge` raises at what was tried before."""
        given = {"name": name, "client": client}
        async with self.transaction(None, None) as tx:
            judge((await tx.rows(_TRIES, {**given, "permit": self._permit("sign_in_tries", name)}))[0])
            await tx.rows(_NOTED, {**given, "is_right": False, "permit": self._permit("sign_in_noted", name)})

    async def try_was_right(self, name: str, client: str) -> None:
        """The PIN was right: the tries from there are forgotten, and the client is proven."""
        await self._ask("sign_in_noted", name, _NOTED, name=name, client=client, is_right=True)

    def leave_to_set_aside(self, yacht_id: str) -> str:
        """The permit for `set_damage_aside`."""
        return permit(self.seal_key, "set_damage_aside", yacht_id, int(time.time()) + SEAL_LIFETIME_S)

    async def roles_of(self, user_id: str) -> str:
        """The roles that a person holds now, as JSON: a list of `[yacht_id, role, name there]`, by yacht and role."""
        return str((await self._ask("roles_of", user_id, _ROLES, user_id=user_id))[0]["held"])

    async def node_key(self, node_id: str) -> tuple[str, bytes, bool] | None:
        """Of an enrolled node: its yacht, its public key, and whether it was revoked."""
        rows = await self._ask("node_key", node_id, _KEY, node_id=node_id)
        return (rows[0]["yacht_id"], rows[0]["public_key"], rows[0]["is_revoked"]) if rows else None

    async def enrol_node(
        self, code_hash: str, node_id: str, public_key: bytes, yacht_id: str | None = None
    ) -> str | None:
        """Enrol a node with a one-time code, or once more with another key; its yacht.

        None if the code is unknown, used, expired or for another yacht than `yacht_id`; the code is then as it was.
        """
        given = {"code_hash": code_hash, "node_id": node_id, "public_key": public_key, "yacht_id": yacht_id}
        enrolled: str | None = (await self._ask("enrol_node", node_id, _ENROL, **given))[0]["yacht_id"]
        return enrolled

    async def rotate_node_key(self, node_id: str, old_key: bytes, new_key: bytes) -> bool:
        """Put the new key in the old one's place; whether the new one is the node's now."""
        given = {"node_id": node_id, "old_key": old_key, "new_key": new_key}
        return bool((await self._ask("rotate_node_key", node_id, _ROTATE, **given))[0]["is_so"])

    async def node_was_refused(self, node_id: str) -> None:
        """Count, and audit once an hour, that a revoked node called."""
        await self._ask("node_was_refused", node_id, _REFUSED, node_id=node_id)


async def _roll_back(driver: Any) -> None:
    """End the transaction, or else the connection: it must not go back to the pool in the middle of one."""
    try:
        if not driver.is_closed():
            await asyncio.wait_for(driver.execute("rollback"), timeout=5)
    except BaseException:
        driver.terminate()
        raise
