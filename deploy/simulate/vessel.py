"""A node on its file: opened, crashed, copied, restored, with a clock of its own."""

import asyncio
import hashlib
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deploy.simulate.link import Link, Weather
from edge_node.database import Job, NodeDatabase, ReadTransaction, connect
from edge_node.enrol import DATABASE
from edge_node.incoming import Incoming, Mismatch, NotHere, Stale, named
from edge_node.outgoing import ENTRIES
from edge_node.pace import Pace
from edge_node.persist import OUTBOX, STATE
from edge_node.restore import restore
from edge_node.sync import Engine
from shared_models.entries import GENESIS, moment
from shared_models.exchange import Signed, decode_reply, encode_request
from shared_models.journal import entry_of
from shared_models.tables import Notice, table_of
from shared_models.tokens import public_bytes

_NOTICES = table_of(Notice)
_DAY_MS = 24 * 3600 * 1000
CLOCKS: dict[str, Callable[[int], int]] = {
    "true": lambda now: now,
    "1970": lambda now: now % _DAY_MS,
    "1980-01-06": lambda now: 315_964_800_000 + now % _DAY_MS,
    "GPS roll-over": lambda now: now - 1024 * 7 * _DAY_MS,
    "2036": lambda now: 2_085_978_496_000 + now % _DAY_MS,
    "2038": lambda now: 2_147_483_648_000 + now % _DAY_MS,
    "9999": lambda now: 253_402_214_400_000 + now % (_DAY_MS // 2),
    "14 h ahead": lambda now: now + 14 * 3600 * 1000,
    "14 h behind": lambda now: now - 14 * 3600 * 1000,
    "backwards": lambda now: now - 2 * (now % (3600 * 1000)),
}


class NodeCrashed(Exception):
    """The node's process ended."""


class CrashingDatabase(NodeDatabase):
    """A node's database, at one of whose commits the process can end. It costs less than on board, and flushes
    nothing: no power is cut here; that is tests/durability's."""

    readers, reserve_bytes, synchronous = 1, 4096, 0

    crash_in: int | None = None
    """How many writes still go well."""
    crash_after_commit: bool = False

    async def read(self, job: Callable[[ReadTransaction], Awaitable[Any]]) -> Any:
        """As the real one, but in this thread: most of a seed's time would go to changing it."""
        return self._readers._read(job)

    async def write(self, job: Job, yacht_id: str, needs_room: bool = False) -> Any:
        """As the real one. Raises NodeCrashed when its time has come, and from then on."""
        if self.crash_in is None:
            return await super().write(job, yacht_id, needs_room)
        self.crash_in -= 1
        if self.crash_in < 0 or (self.crash_in == 0 and not self.crash_after_commit):
            raise NodeCrashed
        done = await super().write(job, yacht_id, needs_room)
        if self.crash_in == 0:
            raise NodeCrashed
        return done


@dataclass(frozen=True)
class Stand:
    """Where a node stands."""

    epoch: str
    position: int
    digest: bytes
    outbox: int
    notices: tuple[str, ...]
    """Their kinds, in order."""


@dataclass
class Vessel:
    """One node of the yacht: its folder, its key and what runs on it."""

    name: str
    folder: Path
    yacht_id: str
    node_id: str
    key: Ed25519PrivateKey
    weather: Weather
    now_ms: Callable[[], int]
    draw: Callable[[], str]
    clock: str = "true"
    database: CrashingDatabase = field(init=False)
    engine: Engine = field(init=False)
    link: Link = field(init=False)
    backups: list[tuple[Path, int]] = field(default_factory=list)
    """Old copies of the file, and how many acts had been taken by then."""
    confirmed: set[tuple[str, int]] = field(default_factory=set)
    """Epoch and seq of what this node was told to be stored ashore."""
    files: int = 0

    def clock_ms(self) -> int:
        """What this node takes the time to be."""
        return CLOCKS[self.clock](self.now_ms())

    @property
    def public_key(self) -> bytes:
        """As the shore keeps it."""
        return bytes(public_bytes(self.key))

    async def begin(self, template: Path, epoch: str) -> None:
        """Become the yacht's node: a migrated database with nothing in it."""
        self.folder.mkdir(parents=True)
        shutil.copy(template, self.folder / DATABASE)
        await self.open()
        state = {
            "yacht_id": self.yacht_id, "node_id": self.node_id, "epoch": epoch, "seq": 0, "chain": GENESIS,
            "clock_ms": 0, "clock_counter": 0, "position": 0, "digest": GENESIS, "generation": "",
            "reference_version": 0, "number": 0, "ahead": "", "ahead_until": 0, "shore_url": "http://shore",
            "enrolled_at": moment(self.now_ms()),
        }  # fmt: skip
        await self.database.write(lambda tx: tx.rows(STATE.insert().values(state)), self.yacht_id)

    async def open(self) -> None:
        """Start the node on its file."""
        database = CrashingDatabase(self.folder / DATABASE)
        await database.open()
        self.database = database
        self.link = Link(self.weather, self.yacht_id)
        self.engine = Engine(database, self.yacht_id, self.key, self.link, self.clock_ms, self.draw)
        async with database.reading() as tx:
            rows = await tx.rows(sa.select(STATE.c.link_life_bytes))
        if rows:
            self.engine.pace = Pace(rows[0]["link_life_bytes"])

    async def close(self) -> None:
        """Stop it."""
        await self.database.close()

    async def crash(self) -> None:
        """End the process: what is opened again is the files as they lie, the WAL beside them."""
        self.files += 1
        folder = self.folder.with_name(f"{self.name}-{self.files}")
        folder.mkdir()
        for suffix in ("", "-wal"):
            file = self.folder / f"{DATABASE}{suffix}"
            if file.exists():
                shutil.copy(file, folder / file.name)
        await self.close()
        self.folder = folder
        await self.open()

    async def back_up(self, acts: int) -> None:
        """Copy the file while the node runs."""
        self.files += 1
        target = self.folder.with_name(f"{self.name}-backup-{self.files}.db")
        await asyncio.to_thread(copied, self.folder / DATABASE, target)
        self.backups.append((target, acts))

    async def put_back(self, backup: Path, by_command: bool) -> None:
        """An old file in place of the node's: by the command that restores, or by hand."""
        await self.close()
        if by_command:
            await restore(self.folder, backup, self.now_ms(), self.draw)
        else:
            self.files += 1
            self.folder = self.folder.with_name(f"{self.name}-{self.files}")
            self.folder.mkdir()
            shutil.copy(backup, self.folder / DATABASE)
        await self.open()

    async def clone(self, name: str) -> "Vessel":
        """A copy of this node, running beside it."""
        folder = self.folder.with_name(name)
        folder.mkdir()
        await asyncio.to_thread(copied, self.folder / DATABASE, folder / DATABASE)
        copy = replace(self, name=name, folder=folder, backups=[], confirmed=set(self.confirmed), files=0)
        await copy.open()
        return copy

    async def fill_disk(self, is_full: bool) -> None:
        """Let the database grow no more, or again."""
        pages = "(select 1)" if is_full else "1073741823"
        if is_full:
            rows = await self.database.write(lambda tx: tx.rows(sa.text("pragma page_count")), self.yacht_id)
            pages = str(rows[0]["page_count"])
        await self.database.write(lambda tx: tx.rows(sa.text(f"pragma max_page_count={pages}")), self.yacht_id)

    async def stand(self) -> Stand:
        """Where it stands."""
        async with self.database.reading() as tx:
            state = (await tx.rows(sa.select(STATE.c.epoch, STATE.c.position, STATE.c.digest)))[0]
            waiting = (await tx.rows(sa.select(sa.func.count().label("n")).select_from(OUTBOX)))[0]["n"]
            kinds = await tx.rows(sa.select(_NOTICES.c.kind).order_by(_NOTICES.c.id))
        return Stand(state["epoch"], state["position"], state["digest"], waiting, tuple(row["kind"] for row in kinds))

    async def exchange_json(self) -> str:
        """One exchange as the version before made it: JSON, one request and one reply."""
        engine = self.engine
        state = await self.database.write(engine._begin, self.yacht_id)
        request = replace(await engine._request(state, None), version=1, offers=(), ahead_until=0, ahead=None)
        async with self.database.reading() as tx:
            own = sa.and_(ENTRIES.c.entry_id == OUTBOX.c.entry_id, OUTBOX.c.epoch == state["epoch"])
            rows = await tx.rows(sa.select(ENTRIES).join(OUTBOX, own).order_by(OUTBOX.c.seq).limit(200))
            over = await tx.rows(sa.select(OUTBOX.c.seq).where(OUTBOX.c.epoch != state["epoch"]).limit(1))
        rows = [] if over else rows  # first it must know what arrived under an epoch that is over
        signed = [Signed(entry_of(row).as_dict(), row["hash"], row["chain"]) for row in rows]
        body = encode_request(replace(request, entries=signed))
        headers = self._signed(body)
        answer = b"".join([piece async for piece in self.link.exchanged([body], headers)])
        reply = decode_reply(answer)

        async def take(tx: Any) -> None:
            await named(tx, [])
            await Incoming(tx, request, self.clock_ms(), self.draw).take(reply)

        try:
            await self.database.write(take, self.yacht_id)
        except (Stale, Mismatch, NotHere) as error:
            return type(error).__name__.lower()
        return "ok"

    def _signed(self, body: bytes) -> list[tuple[bytes, bytes]]:
        signature = self.key.sign(hashlib.sha256(body).digest()).hex()
        return [
            (b"content-type", b"application/json"), (b"x-node", self.node_id.encode()),
            (b"x-signature", signature.encode()),
        ]  # fmt: skip


def copied(source: Path, target: Path) -> None:
    """A consistent copy of a database that may be open.

    By the library that has it open: another one in this process would end its locks, and take its WAL away.
    """
    connection = connect(source)
    try:
        connection.execute("vacuum into ?", (str(target),))
    finally:
        connection.close()
