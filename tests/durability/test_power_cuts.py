"""Power cuts on board, 300 for each way in which the node commits: nothing that somebody was told is stored is lost.

A workload runs once on a disk that writes everything down; a cut is then any moment of it, with any part of what was
not synced. Seeds 0 to 299: ten workloads, thirty cuts of each.
"""

import random
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from edge_node.database import NodeDatabase
from edge_node.enrol import DATABASE
from tests.durability.disk import Disk, plugged
from tests.durability.yacht import (
    checkpoint_often,
    enrolled,
    lay_out,
    looked_at,
    opened_again,
    request_and_decide,
    together,
)

WORKLOADS, CUTS_OF_EACH = 10, 30
Work = Callable[[NodeDatabase, Disk, random.Random], Awaitable[None]]


async def alone(database: NodeDatabase, disk: Disk, chance: random.Random) -> None:
    """One act after the other."""
    for _ in range(4):
        await request_and_decide(database, disk, chance)


async def in_groups(database: NodeDatabase, disk: Disk, chance: random.Random) -> None:
    """Many at once."""
    for group in range(3):
        await together(database, disk, chance.randrange(2, 6), f"Group {group}")


async def recorded(folder: Path, work: Work, seed: int, kind: type[NodeDatabase] = NodeDatabase) -> Disk:
    """The disk of a node on which a workload ran."""
    await enrolled(lay_out({}, folder))
    with plugged(folder) as disk:
        database = await kind(folder / DATABASE).open()
        await checkpoint_often(database)
        await work(database, disk, random.Random(seed))
        await database.close()
    return disk


def cut(disk: Disk, folder: Path, seed: int) -> tuple[Path, list[object]]:
    """What a power cut leaves, by the seed, in a folder of its own; and what people had been told until then."""
    chance = random.Random(seed)
    until = chance.randrange(len(disk.events) + 1)
    return lay_out(disk.after_cut(until, chance), folder), disk.told(until)


def seeds_of(workload: int) -> range:
    """The seeds of a workload's cuts."""
    return range(workload * CUTS_OF_EACH, (workload + 1) * CUTS_OF_EACH)


@pytest.mark.parametrize("workload", range(WORKLOADS))
@pytest.mark.parametrize("work", [alone, in_groups])
async def no_acknowledged_action_is_lost(tmp_path: Path, work: Work, workload: int) -> None:
    disk = await recorded(tmp_path / "node", work, workload)
    assert len(disk.told(len(disk.events))) >= 6
    for seed in seeds_of(workload):
        folder, told = cut(disk, tmp_path / str(seed), seed)
        found = await opened_again(folder)
        assert (seed, found.problems, found.lost(told)) == (seed, [], [])


class FlushedLess(NodeDatabase):
    """With synchronous=NORMAL."""

    synchronous = 1


async def the_same_cuts_find_what_a_weaker_setting_loses(tmp_path: Path) -> None:
    losses = cuts = 0
    for workload in range(WORKLOADS):
        if losses > 30:
            break
        disk = await recorded(tmp_path / f"node-{workload}", alone, workload, FlushedLess)
        for seed in seeds_of(workload):
            folder, told = cut(disk, tmp_path / str(seed), seed)
            found = looked_at(folder / DATABASE)
            cuts, losses = cuts + 1, losses + bool(found.lost(told))
            assert found.problems == [], "it loses whole commits and damages nothing"
    assert losses > cuts / 6, f"{losses} of {cuts} cuts lost something"
