"""The node's database: SQLite in WAL, every commit durable, one writer, a few readers.

SQLite up to 3.51.2 can corrupt a WAL database when two connections write or checkpoint at the same instant. So one
connection writes and checkpoints, in a thread of its own; readers are read-only and never checkpoint; and an SQLite
without the repair is refused. Actions that wait share one commit, a savepoint each: the acknowledgement follows the
group's commit. They take turns with what a sync writes.

Beside the database lies a reserve: a file that is removed when the disk is full. While it is gone, actions are refused
at once, and what sets room free (receipts, housekeeping) has that room to work with.
"""

import asyncio
import fcntl
import os
import queue
import threading
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.encryption import DatabaseKey, opened, prove
from edge_node.engines import engine_of
from edge_node.persist import persist, read_recorder
from edge_node.prepared import prepared
from migrations.run import migrate_edge
from shared_models.changes import Changes, Recorder, Transaction
from shared_models.errors import CommandError, StorageFull
from shared_models.host import sync_folder
from shared_models.tracing import span

_GROUP_LIMIT = 64
_DISK_ERRORS = ("database or disk is full", "disk i/o error")
_FULL = 2
"""Of synchronous: every commit is flushed."""
_PRAGMAS = {"journal_mode": "wal", "synchronous": _FULL, "foreign_keys": 1, "busy_timeout": 5000, "temp_store": 2}

Job = Callable[["WriteTransaction"], Awaitable[Any]]
Rows = Sequence[Mapping[str, Any]]
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether an SQLite has the repair of WAL resets: 3.51.3, or the branches it was carried back to."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


if not wal_is_safe(sqlcipher.sqlite_version_info):
    raise ImportError(f"SQLite {sqlcipher.sqlite_version} can corrupt the node's database; 3.51.3 or newer is needed.")


def connect(path: Path, read_only: bool = False, key: DatabaseKey | None = None, synchronous: int = _FULL) -> Any:
    """A connection whose settings were read back, as durability rests on them."""
    connection = opened(path, key)
    for name, wanted in (_PRAGMAS | {"synchronous": synchronous}).items():
        connection.execute(f"pragma {name}={wanted}")
        found = connection.execute(f"pragma {name}").fetchone()[0]
        if found != wanted:
            raise CommandError(f"The database refuses {name}={wanted} and says {found}; is its file system read-only?")
    if read_only:
        connection.execute("pragma query_only=1")
        connection.execute("pragma wal_autocheckpoint=0")
    return connection


def run_now(work: Awaitable[Any]) -> Any:
    """Run a coroutine that never waits: in a thread of the database every statement answers at once."""
    coroutine: Coroutine[Any, Any, Any] = work  # type: ignore[assignment]
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise RuntimeError("a transaction must not wait for anything but its database")


def _rows(connection: sa.Connection, statement: sa.Executable, parameters: Parameters) -> Rows:
    """Rows as mappings. What is read with values beside it is made once, and so is prepared."""
    if isinstance(statement, sa.Select) and isinstance(parameters, Mapping):
        return prepared(statement).rows(connection.connection.cursor(), parameters)
    result = connection.execute(statement, parameters)
    return result.mappings().all() if result.returns_rows else []  # type: ignore[return-value]


@dataclass
class WriteTransaction(Transaction):
    """One action's transaction on the writer's connection."""

    connection: sa.Connection
    yacht_id: str

    async def rows(self, statement: sa.Executable, parameters: Parameters = None) -> Rows:
        """Run a statement; its rows as mappings."""
        return _rows(self.connection, statement, parameters)

    async def recorder(self) -> Recorder:
        """Where the journal stands; the writer is alone, so it is locked already."""
        return read_recorder(self.connection, self.yacht_id)

    async def persist(self, changes: Changes) -> None:
        """Write everything."""
        persist(self.connection, changes)


@dataclass
class ReadTransaction(Transaction):
    """Reads: in a reader's thread one consistent view, elsewhere each statement for itself."""

    run: Callable[[sa.Executable, Parameters], Awaitable[Rows]]

    async def rows(self, statement: sa.Executable, parameters: Parameters = None) -> Rows:
        """Run a statement; its rows as mappings."""
        return await self.run(statement, parameters)

    async def recorder(self) -> Recorder:
        """Never: a reader does not write."""
        raise RuntimeError("a reader does not write")

    async def persist(self, changes: Changes) -> None:
        """Never: a reader does not write."""
        raise RuntimeError("a reader does not write")


class _Readers:
    """A few connections that only read, for as many threads."""

    def __init__(self, connected: Callable[[], Any], count: int) -> None:
        self._count = count
        self._engine = engine_of(connected, sa.QueuePool, pool_size=count)
        sa.event.listen(self._engine, "begin", lambda c: c.exec_driver_sql("BEGIN"))
        self._threads = ThreadPoolExecutor(count, "lazarette-reader")
        self._idle: queue.SimpleQueue[sa.Connection] = queue.SimpleQueue()

    def open(self) -> None:
        """Open the connections before there is load."""
        for _ in range(self._count):
            self._idle.put(self._engine.connect())

    def close(self) -> None:
        """Once nothing is read any more."""
        self._threads.shutdown()
        while not self._idle.empty():
            self._idle.get().close()
        self._engine.dispose()

    def _read(self, job: Callable[[ReadTransaction], Awaitable[Any]]) -> Any:
        connection = self._idle.get()

        async def run(statement: sa.Executable, parameters: Parameters) -> Rows:
            return _rows(connection, statement, parameters)

        try:
            with connection.begin():
                return run_now(job(ReadTransaction(run)))
        finally:
            self._idle.put(connection)

    async def read(self, job: Callable[[ReadTransaction], Awaitable[Any]]) -> Any:
        """What a job reads, in one transaction and with one change of threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, job)


@dataclass
class _Reserve:
    """Room that is kept for a full disk."""

    path: Path
    size_bytes: int

    def hold(self) -> bool:
        """Whether it is there; made again once there is room for it twice, so that it does not come and go."""
        try:
            if self.path.exists():
                return True
            disk = os.statvfs(self.path.parent)
            if disk.f_bavail * disk.f_frsize < 2 * self.size_bytes:
                return False
            file = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:  # random bytes: zeros take no room on a file system that compresses
                written = os.write(file, os.urandom(self.size_bytes))
            finally:
                os.close(file)
            if written == self.size_bytes:
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
        self.actions, self.others = deque[_Waiting](), deque[_Waiting]()
        self.is_ending = False

    def run(self) -> None:
        with self.engine.connect() as connection:
            while self._wait():
                # turn by turn, so that no one at a screen waits for more than one piece of a sync
                for waiting in (self.actions, self.others):
                    if waiting:
                        some = min(len(waiting), _GROUP_LIMIT)
                        self._commit_together(connection, [waiting.popleft() for _ in range(some)])

    def _wait(self) -> bool:
        """Sort what has come, after waiting for something if there is nothing. False: it is the end."""
        while not self.is_ending and (not (self.actions or self.others) or not self.jobs.empty()):
            job = self.jobs.get()
            if job is None:
                self.is_ending = True
            else:
                (self.actions if job.needs_room else self.others).append(job)
        return bool(self.actions or self.others)

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


@contextmanager
def alone_with(path: Path, key: DatabaseKey | None) -> Iterator[Any]:
    """A connection to the database that keeps everybody else out. Raises CommandError if somebody has it open.

    What cannot be read is no reason to stop.
    """
    connection = opened(path, key) if path.exists() else opened(Path(":memory:"), None)
    try:
        connection.execute("pragma busy_timeout=0")
        connection.execute("pragma locking_mode=exclusive")
        connection.execute("select count(*) from sqlite_schema")
    except sqlcipher.DatabaseError as error:
        if error.sqlite_errorname.startswith("SQLITE_BUSY"):
            connection.close()
            raise CommandError("The node is running; stop it first.") from error
    try:
        yield connection
    finally:
        connection.close()


class NodeDatabase:
    """Opened once for each node; `open` migrates."""

    readers = 4
    """How many read at once."""
    reserve_bytes = 1 << 20
    synchronous = _FULL

    def __init__(self, path: Path, key: DatabaseKey | None = None) -> None:
        self.path, self.key = path, key
        self._engine = engine_of(self._connected)
        sa.event.listen(self._engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
        self._reserve = _Reserve(path.with_name(f"{path.name}.reserve"), self.reserve_bytes)
        self._writer = _Writer(self._engine, self._reserve)
        self._readers = _Readers(partial(self._connected, read_only=True), self.readers)

    def _connected(self, read_only: bool = False) -> Any:
        return connect(self.path, read_only, self.key, self.synchronous)

    @property
    def wal_bytes(self) -> int:
        """How large the write-ahead log is now."""
        wal = self.path.with_name(f"{self.path.name}-wal")
        return wal.stat().st_size if wal.exists() else 0

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
            self._readers.open()
        except BaseException as error:
            await self.close()
            if _is_disk_error(error):
                raise StorageFull from error
            raise
        return self

    async def close(self) -> None:
        """Finish what was begun, and close."""
        if self._writer.ident is not None:
            self._writer.jobs.put(None)
            await asyncio.to_thread(self._writer.join)
        await asyncio.to_thread(self._readers.close)
        self._engine.dispose()

    async def write(self, job: Job, yacht_id: str, needs_room: bool = False) -> Any:
        """Run a job in a transaction of its own; returns once it is durable. Raises what the job raised.

        `needs_room`: an action of a person, refused at once (StorageFull) while the disk is full. A job may be run
        twice; it keeps nothing of its first run.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        with span("transaction on board", db__operation__name="write"):
            self._writer.jobs.put(_Waiting(job, yacht_id, needs_room, future, loop))
            return await future

    async def read(self, job: Callable[[ReadTransaction], Awaitable[Any]]) -> Any:
        """What a job reads, in one consistent view; it waits for nothing else. Raises what the job raised."""
        with span("transaction on board", db__operation__name="read"):
            return await self._readers.read(job)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[ReadTransaction]:
        """To read between other work: each statement by itself, seeing what is durable then."""

        async def run(statement: sa.Executable, parameters: Parameters) -> Rows:
            rows: Rows = await self.read(lambda tx: tx.rows(statement, parameters))
            return rows

        yield ReadTransaction(run)
