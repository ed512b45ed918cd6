"""The node's database: SQLite in WAL, every commit durable, one writer.

SQLite up to 3.51.2 can corrupt a WAL database when two connections write or checkpoint at the same instant. So one
connection writes and checkpoints, in a thread of its own; readers are read-only and never checkpoint. Actions that wait
share one commit, a savepoint each: the acknowledgement follows the group's commit.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite
import sqlalchemy as sa
import sqlalchemy.dialects.sqlite.aiosqlite as aiosqlite_dialect
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlcipher3 import dbapi2 as sqlcipher

from edge_node.persist import persist, read_recorder
from migrations.run import migrate_edge
from shared_models.changes import Changes, Recorder
from shared_models.errors import CommandError, StorageFull

_GROUP_LIMIT = 64
_READERS = 4
_DISK_ERRORS = ("database or disk is full", "disk i/o error")
_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}

Job = Callable[["WriteTransaction"], Awaitable[Any]]


def connect(path: Path, read_only: bool = False) -> Any:
    """A connection whose settings were read back, as durability rests on them."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    for name, wanted in _PRAGMAS.items():
        connection.execute(f"pragma {name}={wanted}")
        found = connection.execute(f"pragma {name}").fetchone()[0]
        if found != wanted:
            raise CommandError(f"The database refuses {name}={wanted} and says {found}; is its file system read-only?")
    if read_only:
        connection.execute("pragma query_only=1")
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
class WriteTransaction:
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
class ReadTransaction:
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


class _Writer(threading.Thread):
    """The one connection that writes."""

    def __init__(self, engine: sa.Engine) -> None:
        super().__init__(name="lazarette-writer", daemon=True)
        self.engine = engine
        self.jobs: queue.SimpleQueue[tuple[Job, str, asyncio.Future[Any], asyncio.AbstractEventLoop] | None] = (
            queue.SimpleQueue()
        )

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

    def _commit_together(self, connection: sa.Connection, group: Sequence[tuple[Any, ...]]) -> None:
        outcomes: list[tuple[Any, BaseException | None]] = []
        try:
            with connection.begin():
                cursor = connection.connection.cursor()
                for job, yacht_id, _, _ in group:
                    cursor.execute("savepoint act")
                    try:
                        outcomes.append((run_now(job(WriteTransaction(connection, yacht_id))), None))
                    except Exception as error:
                        if _is_disk_error(error):
                            raise
                        cursor.execute("rollback to act")
                        outcomes.append((None, error))
                    cursor.execute("release act")
        except Exception as error:  # noqa: BLE001  whatever it was, nobody in the group was stored and each is told
            cause: BaseException = StorageFull() if _is_disk_error(error) else error
            outcomes = [(None, cause)] * len(group)
        for (_, _, future, loop), (value, failure) in zip(group, outcomes, strict=True):
            loop.call_soon_threadsafe(_settle, future, value, failure)


def _settle(future: asyncio.Future[Any], value: Any, failure: BaseException | None) -> None:
    if future.cancelled():
        return
    if failure is None:
        future.set_result(value)
    else:
        future.set_exception(failure)


def _is_disk_error(error: BaseException) -> bool:
    return any(text in str(error).lower() for text in _DISK_ERRORS)


class NodeDatabase:
    """Opened once for each node; `open` migrates."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = sa.create_engine(
            "sqlite://", creator=lambda: connect(path), module=sqlcipher, poolclass=sa.pool.StaticPool
        )
        sa.event.listen(self._engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
        self._writer = _Writer(self._engine)
        self._readers: AsyncEngine | None = None

    async def open(self) -> "NodeDatabase":
        """Migrate, start the writer, and open the readers before there is load."""
        with self._engine.begin() as connection:
            migrate_edge(connection)
        self._writer.start()

        async def reader() -> aiosqlite.Connection:
            return await aiosqlite.Connection(lambda: connect(self.path, read_only=True), iter_chunk_size=256)

        self._readers = create_async_engine(
            "sqlite+aiosqlite://", async_creator=reader, module=_dialect_module(),
            poolclass=sa.AsyncAdaptedQueuePool, pool_size=_READERS, max_overflow=0,
        )  # fmt: skip
        opened = [await self._readers.connect() for _ in range(_READERS)]
        for ready in opened:
            await ready.close()
        return self

    async def close(self) -> None:
        """Finish what was begun, and close."""
        self._writer.jobs.put(None)
        await asyncio.to_thread(self._writer.join)
        if self._readers is not None:
            await self._readers.dispose()
        self._engine.dispose()

    async def write(self, job: Job, yacht_id: str) -> Any:
        """Run a job in a transaction of its own; returns once it is durable. Raises what the job raised."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._writer.jobs.put((job, yacht_id, future, loop))
        return await future

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[ReadTransaction]:
        """A read transaction."""
        if self._readers is None:
            raise RuntimeError("the database is not open")
        async with self._readers.connect() as connection:
            yield ReadTransaction(connection)
