"""What the node's database promises: durable settings, one writer, and each action told what became of it."""

import asyncio
import itertools
import threading
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from edge_node.database import _GROUP_LIMIT as GROUP
from edge_node.database import NodeDatabase, ReadTransaction, WriteTransaction, connect
from edge_node.enrol import DATABASE, become
from shared_models import store
from shared_models.errors import Forbidden, StorageFull
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.verify import verify

NOW_MS = 1_800_000_000_000


async def opened(folder: Path) -> tuple[NodeDatabase, Actor]:
    yacht_id = str(uuid4())
    await become(folder, yacht_id, str(uuid4()), "http://shore.invalid", NOW_MS, bytes(32))
    return await NodeDatabase(folder / DATABASE).open(), Actor(str(uuid4()), "Mia", yacht_id, Role.CREW)


async def create(database: NodeDatabase, actor: Actor, name: str) -> Any:
    payload = {"part_name": name, "quantity_requested": 1, "source_type": "manual_add"}
    return await database.write(lambda tx: store.act(tx, actor, Action.CREATE, payload, None, NOW_MS), actor.yacht_id)


def test_every_connection_is_durable_and_says_so(tmp_path: Path) -> None:
    for read_only in (False, True):
        connection = connect(tmp_path / "node.db", read_only)
        settings = [connection.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
        assert settings == ["wal", 2]
        assert connection.execute("pragma query_only").fetchone()[0] == int(read_only)
        version = tuple(map(int, connection.execute("select sqlite_version()").fetchone()[0].split(".")))
        assert version >= (3, 51, 3), "earlier ones can corrupt a WAL database"
        connection.close()


async def test_one_refusal_in_a_group_leaves_its_neighbours_alone(tmp_path: Path) -> None:
    database, crew = await opened(tmp_path)
    try:

        async def forbidden() -> Any:
            return await database.write(lambda tx: store.act(tx, crew, Action.APPROVE, {}, None, NOW_MS), crew.yacht_id)

        async def broken() -> Any:
            return await database.write(lambda tx: tx.rows(sa.text("select nonsense")), crew.yacht_id)

        tasks = [create(database, crew, f"Part {n}") for n in range(30)]
        tasks[10:10] = [forbidden(), broken()]
        done = await asyncio.gather(*tasks, return_exceptions=True)
        assert isinstance(done[10], Forbidden)
        assert isinstance(done[11], sa.exc.OperationalError)
        assert sum(isinstance(answer, dict) for answer in done) == 30
        async with database.reading() as tx:
            report = await verify(tx, crew.yacht_id)
        assert (report.items, report.problems) == (30, [])
    finally:
        await database.close()


async def test_a_full_disk_is_a_507_and_nothing_is_half_done(tmp_path: Path) -> None:
    database, crew = await opened(tmp_path)
    try:
        await create(database, crew, "before")

        async def limit(pages: int) -> None:
            await database.write(lambda tx: tx.rows(sa.text(f"pragma max_page_count={pages}")), crew.yacht_id)

        await limit(1)
        outcomes = await asyncio.gather(
            *(create(database, crew, f"{n} " + "x" * 490) for n in range(200)), return_exceptions=True
        )
        assert any(isinstance(outcome, StorageFull) for outcome in outcomes)
        assert all(isinstance(outcome, StorageFull | dict) for outcome in outcomes)
        stored = 1 + sum(isinstance(outcome, dict) for outcome in outcomes)
        await limit(1_000_000)
        await create(database, crew, "after")
        async with database.reading() as tx:
            report = await verify(tx, crew.yacht_id)
        assert (report.items, report.entries, report.problems) == (stored + 1, stored + 1, [])
    finally:
        await database.close()


async def test_a_reader_never_writes(tmp_path: Path) -> None:
    database, _ = await opened(tmp_path)
    try:
        with pytest.raises(sa.exc.OperationalError):
            async with database.reading() as tx:
                await tx.rows(sa.text("delete from outbox"))
    finally:
        await database.close()


async def test_an_action_waits_for_one_turn_of_a_syncs_pieces_and_a_piece_for_one_turn_of_actions(
    tmp_path: Path,
) -> None:
    database, crew = await opened(tmp_path)
    order, held = list[str](), threading.Event()

    def write(name: str, is_action: bool, until: threading.Event | None = None) -> asyncio.Future[Any]:
        async def job(_: WriteTransaction) -> None:
            order.append(name)
            if until is not None:
                until.wait(10)

        return asyncio.ensure_future(database.write(job, crew.yacht_id, needs_room=is_action))

    try:
        # while the writer is busy with one piece, much more of both kinds comes, the sync's first
        waiting = [write("busy", False, held)]
        await asyncio.sleep(0.05)
        waiting += [write("piece", False) for _ in range(2 * GROUP)] + [write("action", True) for _ in range(2 * GROUP)]
        await asyncio.sleep(0.05)
        held.set()
        await asyncio.gather(*waiting)
    finally:
        held.set()
        await database.close()
    turns = [(name, len(list(some))) for name, some in itertools.groupby(order[1:])]
    assert turns == [("action", GROUP), ("piece", GROUP), ("action", GROUP), ("piece", GROUP)]


async def test_what_one_read_sees_is_one_moment_whatever_is_written_meanwhile(tmp_path: Path) -> None:
    database, crew = await opened(tmp_path)
    count = sa.text("select count(*) as n from pms_history_entries")
    has_begun, goes_on = threading.Event(), threading.Event()

    async def twice(tx: ReadTransaction) -> list[int]:
        first = (await tx.rows(count))[0]["n"]
        has_begun.set()
        goes_on.wait(10)
        return [first, (await tx.rows(count))[0]["n"]]

    try:
        await create(database, crew, "before")
        reading = asyncio.ensure_future(database.read(twice))
        await asyncio.to_thread(has_begun.wait, 10)
        await create(database, crew, "meanwhile")
        goes_on.set()
        assert await reading == [1, 1]
        async with database.reading() as tx:
            assert (await tx.rows(count))[0]["n"] == 2, "statement by statement, what is durable by then is seen"
    finally:
        goes_on.set()
        await database.close()


async def test_an_act_costs_sqlite_the_same_however_long_the_list_is(tmp_path: Path) -> None:
    database, crew = await opened(tmp_path)
    officer = Actor(str(uuid4()), "Noor", crew.yacht_id, Role.CAPTAIN)
    number = itertools.count()

    async def steps_of(actor: Actor, action: Action, payload: dict[str, Any]) -> tuple[int, str]:
        """Hundreds of SQLite's own instructions, and the item."""
        hundreds = itertools.count()

        async def counted(tx: WriteTransaction) -> Any:
            driver: Any = tx.connection.connection.driver_connection
            driver.set_progress_handler(lambda: next(hundreds) < 0, 100)
            try:
                return await store.act(tx, actor, action, payload, None, NOW_MS)
            finally:
                driver.set_progress_handler(None, 100)

        answer = await database.write(counted, crew.yacht_id)
        return next(hundreds), str(answer["entity_id"])

    async def of_a_life() -> list[int]:
        wanted = {"part_name": f"New {next(number)}", "quantity_requested": 2, "source_type": "manual_add"}
        steps, item_id = await steps_of(crew, Action.CREATE, wanted)
        counts = [steps]
        for action, more in (
            (Action.UPDATE, {"urgency": "high"}), (Action.APPROVE, {"quantity_approved": 2}),
            (Action.ORDER, {"quantity_ordered": 2}), (Action.RECEIVE, {"quantity": 2}),
            (Action.INSTALL, {"quantity": 1}),
        ):  # fmt: skip
            counts.append((await steps_of(officer, action, {"item_id": item_id, **more}))[0])
        return counts

    try:
        await asyncio.gather(*(create(database, crew, f"Part {n}") for n in range(20)))
        short = await of_a_life()
        await asyncio.gather(*(create(database, crew, f"More {n}") for n in range(1500)))
        long = await of_a_life()
        grown = [(few, many) for few, many in zip(short, long, strict=True) if many > few + 10]
        assert grown == [], "in hundreds of instructions, of what grew with the list"
    finally:
        await database.close()
