"""The node's database: SQLite in WAL, every commit durable, one writer.

SQLite up to 3.51.2 can corrupt a WAL database when two connections write or checkpoint at the same instant. So one
connection writes and checkpoints, in a thread of its own; readers are read-only and never checkpoint; and an SQLite
without the repair is refused. Actions that wait share one commit, a savepoint each: the acknowledgement follows the
group's commit.

Beside the database lies a reserve: a file that is removed when the disk is full. While it is gone, actions are refused
at once, and what sets room free (receipts, housekeeping) has that room to work with.
"""

import asyncio
import fcntl
import os
import queue
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite
import sqlalchemy as sa
import sqlalchemy.dialects.sqlite.aiosqlite as aiosqlite_dialect
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.encryption import DatabaseKey, opened, prove
from edge_node.persist import persist, read_recorder
from migrations.run import migrate_edge
from shared_models.changes import Changes, Recorder, Transaction
from shared_models.errors import CommandError, StorageFull
from shared_models.host import sync_folder

_GROUP_LIMIT = 64
_READERS = 4
_DISK_ERRORS = ("database or disk is full", "disk i/o error")
_RESERVE_BYTES = 1 << 20
_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000, "temp_store": 2}

Job = Callable[["WriteTransaction"], Awaitable[Any]]


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether an SQLite has the repair of WAL resets: 3.51.3, or the branches it was carried back to."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


if not wal_is_safe(sqlcipher.sqlite_version_info):
    raise ImportError(f"SQLite {sqlcipher.sqlite_version} can corrupt the node's database; 3.51.3 or newer is needed.")


def connect(path: Path, read_only: bool = False, key: DatabaseKey | None = None) -> Any:
    """A connection whose settings were read back, as durability rests on them."""
    connection = opened(path, key)
    for name, wanted in _PRAGMAS.items():
        connection.execute(f"pragma {name}={wanted}")
        found = connection.execute(f"pragma {name}").fetchone()[0]
        if found != wanted:
            raise CommandError(f"The database refuses {name}={wanted} and says {found}; is its file system read-only?")
    if read_only:
        connection.execute("pragma query_only=1")
        connection.execute("pragma wal_autocheckpoint=0")
    return connection


def _dialect_module() -> Any:
    """aiosqlite over sqlcipher3, with the exception classes that belong to it."""
    module = aiosqlite_dialect.AsyncAdapt_aiosqlite_dbapi(aiosqlite, sqlcipher)
    for name in ("Error", "DatabaseError", "IntegrityError", "NotSupportedError", "OperationalError",
                 "ProgrammingError", "InterfaceError", "DataError", "InternalError"):  # fmt: skip
        setattr(module, name, getattr(sqlcipher, name))
    return module


def run_now(work: Awaitable[Any]) -> Any:
    """Run a coroutine that never waits: in the writer's thread every statement answers at once."""
    coroutine: Coroutine[Any, Any, Any] = work  # type: ignore[assignment]
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise RuntimeError("the writer's transaction must not wait for anything but its database")


@dataclass
class WriteTransaction(Transaction):
    """One action's transaction on the writer's connection."""

    connection: sa.Connection
    yacht_id: str

    async def rows(
        self, statement: sa.Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """Run a statement; its rows as mappings."""
        result = self.connection.execute(statement, parameters)
        return result.mappings().all() if result.returns_rows else []  # type: ignore[return-value]

    async def recorder(self) -> Recorder:
        """Where the journal stands; the writer is alone, so it is locked already."""
        return read_recorder(self.connection, self.yacht_id)

    async def persist(self, changes: Changes) -> None:
        """Write everything."""
        persist(self.connection, changes)


@dataclass
class ReadTransaction(Transaction):
    """A consistent view for reading."""

    connection: AsyncConnection

    async def rows(
        self, statement: sa.Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """Run a statement; its rows as mappings."""
        result = await self.connection.execute(statement, parameters)
        return result.mappings().all()  # type: ignore[return-value]

    async def recorder(self) -> Recorder:
        """Never: a reader does not write."""
        raise RuntimeError("a reader does not write")

    async def persist(self, changes: Changes) -> None:
        """Never: a reader does not write."""
        raise RuntimeError("a reader does not write")


@dataclass
class _Reserve:
    """Room that is kept for a full disk."""

    path: Path

    def hold(self) -> bool:
        """Whether it is there; made again once there is room for it twice, so that it does not come and go."""
        try:
            if self.path.exists():
                return True
            disk = os.statvfs(self.path.parent)
            if disk.f_bavail * disk.f_frsize < 2 * _RESERVE_BYTES:
                return False
            file = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:  # random bytes: zeros take no room on a file system that compresses
                written = os.write(file, os.urandom(_RESERVE_BYTES))
            finally:
                os.close(file)
            if written == _RESERVE_BYTES:
                return True
        except OSError:
            pass
        self.free()
        return False

    def free(self) -> bool:
        """Whether that gave any room."""
        try:
            self.path.unlink()
        except OSError:
            return False
        return True


@dataclass(frozen=True)
class _Waiting:
    """A job in the queue, and who waits for it."""

    job: Job
    yacht_id: str
    needs_room: bool
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop

    def settle(self, value: Any, failure: BaseException | None) -> None:
        self.loop.call_soon_threadsafe(_settle, self.future, value, failure)


class _Writer(threading.Thread):
    """The one connection that writes."""

    def __init__(self, engine: sa.Engine, reserve: _Reserve) -> None:
        super().__init__(name="lazarette-writer", daemon=True)
        self.engine = engine
        self.reserve = reserve
        self.jobs: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()

    def run(self) -> None:
        with self.engine.connect() as connection:
            while (job := self.jobs.get()) is not None:
                group = [job]
                stop = False
                while len(group) < _GROUP_LIMIT and not self.jobs.empty():
                    following = self.jobs.get()
                    if following is None:
                        stop = True
                        break
                    group.append(following)
                self._commit_together(connection, group)
                if stop:
                    return

    def _commit_together(self, connection: sa.Connection, group: Sequence[_Waiting]) -> None:
        """One commit for all. If the disk is full, what needs no room is tried once more with the reserve's."""
        if any(waiting.needs_room for waiting in group) and not self.reserve.hold():
            group = _refuse(group)
        try:
            outcomes = _run(connection, group)
        except Exception as error:  # noqa: BLE001  whatever it was, nobody in the group was stored and each is told
            if not _is_disk_error(error):
                outcomes = [(None, error)] * len(group)
            elif self.reserve.free():
                self._commit_together(connection, _refuse(group))
                return
            else:
                outcomes = [(None, StorageFull())] * len(group)
        for waiting, (value, failure) in zip(group, outcomes, strict=True):
            waiting.settle(value, failure)


def _refuse(group: Sequence[_Waiting]) -> list[_Waiting]:
    """Tell those that need room that there is none; the others."""
    for waiting in group:
        if waiting.needs_room:
            waiting.settle(None, StorageFull())
    return [waiting for waiting in group if not waiting.needs_room]


def _run(connection: sa.Connection, group: Sequence[_Waiting]) -> list[tuple[Any, BaseException | None]]:
    """What each job gave or raised, once all that gave something are durable. Raises if none is stored."""
    outcomes: list[tuple[Any, BaseException | None]] = []
    if not group:
        return outcomes
    with connection.begin():
        cursor = connection.connection.cursor()
        for waiting in group:
            cursor.execute("savepoint act")
            try:
                outcomes.append((run_now(waiting.job(WriteTransaction(connection, waiting.yacht_id))), None))
            except Exception as error:
                if _is_disk_error(error):
                    raise
                cursor.execute("rollback to act")
                outcomes.append((None, error))
            cursor.execute("release act")
    return outcomes


def _settle(future: asyncio.Future[Any], value: Any, failure: BaseException | None) -> None:
    if future.cancelled():
        return
    if failure is None:
        future.set_result(value)
    else:
        future.set_exception(failure)


def _is_disk_error(error: BaseException) -> bool:
    return any(text in str(error).lower() for text in _DISK_ERRORS)


def part_of(path: Path) -> Path:
    """Where a database is written that is to take the place of the one at `path`."""
    return path.with_name(f"{path.name}.part")


def remove_part(path: Path) -> None:
    """Remove what is left of such a database."""
    for side in ("", "-wal", "-shm", "-journal", ".reserve"):
        part_of(path).with_name(part_of(path).name + side).unlink(missing_ok=True)


def restored(path: Path) -> Path:
    """Where a whole database lies until it is put in place of the one at `path`."""
    return path.with_name(f"{path.name}.restored")


def put_in_place(path: Path) -> None:
    """Finish a restore or a change of key, however far it came before the power went.

    A new file beside a WAL of the old one would take in the old one's pages; so that goes first, for good. Who does
    it holds the folder: a node that starts meanwhile waits, and its WAL is not taken for the old one.
    """
    if not restored(path).exists():
        return
    with _held(path.parent):
        if restored(path).exists():
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            sync_folder(path.parent)
            os.replace(restored(path), path)
            sync_folder(path.parent)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """One process at a time."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class NodeDatabase:
    """Opened once for each node; `open` migrates."""

    def __init__(self, path: Path, key: DatabaseKey | None = None) -> None:
        self.path, self.key = path, key
        self._engine = sa.create_engine(
            "sqlite://", creator=lambda: connect(path, key=key), module=sqlcipher, poolclass=sa.pool.StaticPool
        )
        sa.event.listen(self._engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
        self._reserve = _Reserve(path.with_name(f"{path.name}.reserve"))
        self._writer = _Writer(self._engine, self._reserve)
        self._readers: AsyncEngine | None = None

    async def open(self) -> "NodeDatabase":
        """Migrate, start the writer, and open the readers before there is load. Raises StorageFull, or
        CommandError if the key does not open it; then nothing was touched."""
        coming = restored(self.path)
        prove(coming if coming.exists() else self.path, self.key, str(self.path))
        put_in_place(self.path)
        remove_part(self.path)
        try:
            with self._engine.begin() as connection:
                migrate_edge(connection)
            self._reserve.hold()
            self._writer.start()
            await self._open_readers()
        except BaseException as error:
            await self.close()
            if _is_disk_error(error):
                raise StorageFull from error
            raise
        return self

    async def _open_readers(self) -> None:
        async def reader() -> aiosqlite.Connection:
            return await aiosqlite.Connection(
                lambda: connect(self.path, read_only=True, key=self.key), iter_chunk_size=256
            )

        self._readers = create_async_engine(
            "sqlite+aiosqlite://", async_creator=reader, module=_dialect_module(),
            poolclass=sa.AsyncAdaptedQueuePool, pool_size=_READERS, max_overflow=0,
        )  # fmt: skip
        async with AsyncExitStack() as opened:
            for _ in range(_READERS):
                await opened.enter_async_context(self._readers.connect())

    async def close(self) -> None:
        """Finish what was begun, and close."""
        if self._writer.ident is not None:
            self._writer.jobs.put(None)
            await asyncio.to_thread(self._writer.join)
        if self._readers is not None:
            await self._readers.dispose()
        self._engine.dispose()

    async def write(self, job: Job, yacht_id: str, needs_room: bool = False) -> Any:
        """Run a job in a transaction of its own; returns once it is durable. Raises what the job raised.

        `needs_room`: refused at once (StorageFull) while the disk is full. A job may be run twice; it keeps nothing
        of its first run.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._writer.jobs.put(_Waiting(job, yacht_id, needs_room, future, loop))
        return await future

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[ReadTransaction]:
        """A read transaction."""
        if self._readers is None:
            raise RuntimeError("the database is not open")
        async with self._readers.connect() as connection:
            yield ReadTransaction(connection)
