"""Power cuts while a node and a real shore speak: what was confirmed stays so, and they go on from there."""

import random
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from deploy.world import World, YachtWorld, running_world
from edge_node.app import Node, running_node
from edge_node.database import connect
from edge_node.enrol import DATABASE
from edge_node.settings import NodeSettings
from shared_models.errors import StorageFull
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.verify import verify
from tests.conftest import open_folder
from tests.durability.disk import IOERR_WRITE, OK, Disk, plugged
from tests.durability.yacht import checkpoint_often, lay_out, looked_at, opened_again, request_and_decide, wanted

WORKLOADS, CUTS_OF_EACH = 4, 75


@pytest_asyncio.fixture(scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    directory = open_folder(tmp_path_factory, "cuts")
    async with running_world(directory, 4, manual_sync=True) as running:
        yield running


@dataclass(frozen=True)
class Confirmed:
    """What an exchange said it had done: the outbox is empty of these, and the feed known up to there."""

    entries: frozenset[str]
    position: int


@dataclass
class Aboard:
    """One yacht of the world whose node runs in a folder of its own, on a disk of ours."""

    world: World
    yacht: YachtWorld
    folder: Path

    @classmethod
    def moved_out(cls, world: World, index: int, folder: Path) -> "Aboard":
        """The world's own node stays idle from now on."""
        yacht = world.yachts[index]
        home = Path(yacht.described["data_dir"])
        lay_out({file.name: file.read_bytes() for file in home.iterdir() if file.suffix == ".key"}, folder)
        source, target = connect(home / DATABASE), connect(folder / DATABASE)
        source.backup(target)
        source.close()
        target.close()
        return cls(world, yacht, folder)

    @property
    def captain(self) -> Actor:
        user = self.yacht.described["users"][Role.CAPTAIN.value]
        return Actor(user["user_id"], user["name"], self.yacht.described["yacht_id"], Role.CAPTAIN)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[tuple[Node, Disk]]:
        settings = NodeSettings(
            data_dir=self.folder, shopping_list_v1_enabled=True, manual_sync=True, shore_url=self.world.shore_url
        )
        with plugged(self.folder) as disk:
            async with running_node(settings) as node:
                await checkpoint_often(node.database)
                yield node, disk

    async def ashore(self, count: int) -> None:
        """Requests made ashore, some approved."""
        backend = self.world.shore.backend
        for number in range(count):
            made = await backend.act(self.captain, Action.CREATE, wanted(f"Shore {uuid4()}"), None)
            if number % 2:
                given = {"item_id": made["entity_id"], "quantity_approved": 1}
                await backend.act(self.captain, Action.APPROVE, given, None)

    async def agreed(self, node: Node) -> None:
        yacht_id = self.captain.yacht_id
        async with node.database.reading() as tx:
            board = await verify(tx, yacht_id)
        async with self.world.shore.database.transaction(None, yacht_id) as tx:
            shore = await verify(tx, yacht_id)
        assert (board.problems, shore.problems) == ([], [])
        assert (board.digest, board.position, board.fingerprint) == (shore.digest, shore.position, shore.fingerprint)


async def taking_in(aboard: Aboard, node: Node, disk: Disk, chance: random.Random) -> None:
    """The shore's feed arrives."""
    await aboard.ashore(chance.randrange(1, 4))


async def sending(aboard: Aboard, node: Node, disk: Disk, chance: random.Random) -> None:
    """What was done on board is confirmed."""
    await request_and_decide(node.database, disk, chance, aboard.captain)


Work = Callable[[Aboard, Node, Disk, random.Random], Awaitable[None]]


async def exchanged(aboard: Aboard, node: Node, disk: Disk) -> range:
    """Exchange, and note what that confirmed; the moments of the disk meanwhile."""
    begin = len(disk.events)
    assert (await node.backend.engine.exchange()).outcome == "ok"
    found = looked_at(aboard.folder / DATABASE, aboard.captain.yacht_id)
    assert not found.waiting
    end = len(disk.events) + 1
    disk.acknowledge(Confirmed(found.entries, found.position))
    return range(begin, end)


@pytest.mark.parametrize(("work", "index"), [(taking_in, 0), (sending, 1)])
async def no_cut_during_an_exchange_undoes_what_it_confirmed(
    world: World, tmp_path: Path, work: Work, index: int
) -> None:
    aboard = Aboard.moved_out(world, index, tmp_path / "node")
    for workload in range(WORKLOADS):
        chance = random.Random(workload)
        async with aboard.running() as (node, disk):
            spans = []
            for _ in range(2):
                await work(aboard, node, disk, chance)
                spans.append(await exchanged(aboard, node, disk))
        ashore = disk.told(len(disk.events))[-1].entries
        for seed in range(workload * CUTS_OF_EACH, (workload + 1) * CUTS_OF_EACH):
            chance = random.Random(seed)
            until = chance.choice([*chance.choice(spans), len(disk.events)])
            told = disk.told(until)
            confirmed = [one for one in told if isinstance(one, Confirmed)]
            folder = lay_out(disk.after_cut(until, chance), tmp_path / str(seed))
            found = await opened_again(folder, aboard.captain, ashore)
            assert (seed, found.problems, found.lost(told)) == (seed, [], [])
            for one in confirmed:
                assert found.position >= one.position
                assert not found.waiting & one.entries, "what was confirmed is never sent again"
                assert found.entries >= one.entries
            shutil.rmtree(folder)


def power_off_after(operations: int) -> Callable[[str, str, int], int]:
    """From some operation on, the disk does nothing any more."""
    done = 0

    def fault(kind: str, name: str, size: int) -> int:
        nonlocal done
        done += 1
        return OK if done <= operations else IOERR_WRITE

    return fault


async def a_node_whose_power_went_in_an_exchange_goes_on_and_agrees(world: World, tmp_path: Path) -> None:
    aboard = Aboard.moved_out(world, 2, tmp_path / "node-0")
    told: list[Any] = []
    interrupted = 0
    for seed in range(12):
        chance = random.Random(seed)
        async with aboard.running() as (node, disk):
            for work in (taking_in, sending):
                await work(aboard, node, disk, chance)
            told += disk.told(len(disk.events))
            disk.fault = power_off_after(chance.randrange(90))
            try:
                done = await node.backend.engine.exchange()
                interrupted += done.outcome != "ok"
            except StorageFull:
                interrupted += 1
            until = len(disk.events)
        keys = {file.name: file.read_bytes() for file in aboard.folder.iterdir() if file.suffix == ".key"}
        files = disk.after_cut(until, chance)
        aboard = Aboard(world, aboard.yacht, lay_out({**files, **keys}, tmp_path / f"node-{seed + 1}"))
        async with aboard.running() as (node, _):
            assert (await node.backend.engine.exchange()).outcome == "ok"
            await aboard.agreed(node)
            found = looked_at(aboard.folder / DATABASE, aboard.captain.yacht_id)
            assert (found.problems, found.lost(told), found.waiting) == ([], [], frozenset())
    assert interrupted > 4


async def an_error_of_the_disk_during_an_exchange_leaves_it_whole_or_undone(world: World, tmp_path: Path) -> None:
    aboard = Aboard.moved_out(world, 3, tmp_path / "node")
    failed = 0
    async with aboard.running() as (node, disk):
        for failing in range(0, 70, 5):
            chance = random.Random(failing)
            await taking_in(aboard, node, disk, chance)
            await sending(aboard, node, disk, chance)
            disk.fault = power_off_after(failing)
            try:
                await node.backend.engine.exchange()
            except StorageFull:
                failed += 1
            disk.fault = power_off_after(10**9)
            assert (await node.backend.engine.exchange()).outcome == "ok"
            await aboard.agreed(node)
    assert failed > 5
