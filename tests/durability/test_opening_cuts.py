"""Power cuts while a node's database is made, and while a backup is put in its place: whole before or whole after."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from edge_node import database as product
from edge_node import restore as restoring
from edge_node.app import running_node
from edge_node.database import NodeDatabase, connect
from edge_node.declared import missing
from edge_node.enrol import DATABASE
from edge_node.restore import restore
from edge_node.settings import NodeSettings
from shared_models.errors import CommandError
from shared_models.host import draw_64_bits, kept_secret
from tests.durability.disk import FULL, IOERR_FSYNC, IOERR_WRITE, OK, Disk, plugged
from tests.durability.yacht import NOW_MS, Found, LightDatabase, enrolled, lay_out, looked_at, opened_again, together

WORKLOADS, CUTS_OF_EACH = 10, 30


async def begun(folder: Path) -> Disk:
    """The disk on which a node's database is opened, and the node enrolled if it is not."""
    with plugged(folder) as disk:
        database = await LightDatabase(folder / DATABASE).open()
        async with database.reading() as tx:
            assert await missing(tx) == []
        await database.close()
        if not looked_at(folder / DATABASE).epoch:
            await enrolled(folder)
        disk.acknowledge("enrolled")
    return disk


@pytest.mark.parametrize("workload", range(WORKLOADS))
async def no_cut_leaves_a_database_that_cannot_be_opened(tmp_path: Path, workload: int) -> None:
    whole = await begun(lay_out({}, tmp_path / "empty"))
    for seed in range(workload * CUTS_OF_EACH, (workload + 1) * CUTS_OF_EACH):
        chance, disk = random.Random(seed), whole
        if seed % 3 == 0:  # the power goes again while the node opens what the first cut left
            half_written = disk.after_cut(chance.randrange(len(disk.events) + 1), chance)
            disk = await begun(lay_out(half_written, tmp_path / f"{seed}-half-written"))
        until = chance.randrange(len(disk.events) + 1)
        folder = lay_out(disk.after_cut(until, chance), tmp_path / str(seed))
        if disk.told(until):
            found = await opened_again(folder)
        else:
            await begun(folder)
            found = looked_at(folder / DATABASE)
        assert (seed, found.problems, bool(found.epoch)) == (seed, [], True)


@dataclass
class BeforeRestore:
    """A node that was left without being stopped, and a backup of it."""

    folder: Path
    backup: Path
    old: Found
    backed_up: Found


async def left_behind(folder: Path, seed: int) -> BeforeRestore:
    """Work, a backup while running, more work that only the WAL holds, and no stop."""
    chance, first = random.Random(seed), folder / "running"
    await enrolled(lay_out({}, first))
    with plugged(first) as disk:
        database = await NodeDatabase(first / DATABASE).open()
        await together(database, disk, chance.randrange(1, 4), "Before")
        backup = folder / "backup.db"
        with closing(connect(first / DATABASE)) as source, closing(connect(backup)) as target:
            source.backup(target)
        await together(database, disk, chance.randrange(1, 4), "After")
        left = lay_out(disk.after_cut(len(disk.events), random.Random(0)), folder / "left")
        await database.close()
    copy = lay_out({file.name: file.read_bytes() for file in left.iterdir()}, folder / "copy")
    assert (left / f"{DATABASE}-wal").stat().st_size > 0
    return BeforeRestore(left, backup, looked_at(copy / DATABASE), looked_at(backup))


async def restored(before: BeforeRestore) -> Disk:
    """The disk of a restore."""
    with plugged(before.folder) as disk:
        epoch = await restore(before.folder, before.backup, NOW_MS, draw_64_bits)
        disk.acknowledge(epoch)
    return disk


def mixed(before: BeforeRestore, found: Found, told: list[object], epoch: object) -> str | None:
    """What is wrong with a database after a cut in a restore: it is neither the old one nor the restored one."""
    if found.problems:
        return found.problems[0]
    if found.epoch == epoch:
        more = found.entries - before.backed_up.entries
        return None if before.backed_up.entries <= found.entries and len(more) <= 1 else "old rows came back"
    if told:
        return "the restore is not there"
    return None if found.epoch == before.old.epoch and found.entries >= before.old.entries else "old rows are lost"


@pytest.mark.parametrize("workload", range(WORKLOADS))
async def no_cut_leaves_a_restore_half_done(tmp_path: Path, workload: int) -> None:
    before = await left_behind(tmp_path, workload)
    disk = await restored(before)
    (epoch,) = disk.told(len(disk.events))
    for seed in range(workload * CUTS_OF_EACH, (workload + 1) * CUTS_OF_EACH):
        chance = random.Random(seed)
        until = moment_of(disk, chance)
        found = await opened_again(lay_out(disk.after_cut(until, chance), tmp_path / str(seed)))
        assert (seed, mixed(before, found, disk.told(until), epoch)) == (seed, None)


def moment_of(disk: Disk, chance: random.Random) -> int:
    """When the power goes: half of the time among the few renames and removals that decide."""
    first = next(at for at, event in enumerate(disk.events) if event[0] == "rename")
    return chance.randrange(first if chance.random() < 0.5 else 0, len(disk.events) + 1)


async def the_same_cuts_find_a_restore_that_does_not_sync_its_folder(tmp_path: Path) -> None:
    before = await left_behind(tmp_path, 1)
    with patch.object(product, "sync_folder"), patch.object(restoring, "sync_folder"):
        disk = await restored(before)
    (epoch,) = disk.told(len(disk.events))
    wrong = set()
    for seed in range(40):
        chance = random.Random(seed)
        until = moment_of(disk, chance)
        folder = lay_out(disk.after_cut(until, chance), tmp_path / str(seed))
        wrong.add(mixed(before, await opened_again(folder), disk.told(until), epoch))
    assert len(wrong) > 1, wrong


async def a_restore_begins_an_epoch_and_brings_back_no_stale_row(tmp_path: Path) -> None:
    before = await left_behind(tmp_path, 3)
    epoch = await restore(before.folder, before.backup, NOW_MS, draw_64_bits)
    found = looked_at(before.folder / DATABASE)
    assert (found.epoch, found.entries, found.problems) == (epoch, before.backed_up.entries, [])
    assert epoch not in (before.old.epoch, before.backed_up.epoch)
    assert not [file for side in ("part", "restored") for file in before.folder.glob(f"*.{side}*")]
    with closing(connect(before.folder / DATABASE)) as node:
        assert node.execute("select seq from node_state").fetchone() == (0,)
        assert node.execute("select text from pms_notices").fetchall() == [("The backup backup.db was restored.",)]
    assert (await opened_again(before.folder)).problems == []


def _random_bytes(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(50_000))


def _of_another_program(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as other:
        other.execute("create table notes (text)")
        other.commit()


def _torn(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for at in range(20_000, len(data), 9_000):
        data[at : at + 300] = bytes(300)
    file.write_bytes(data)


def _without_a_trigger(file: Path) -> None:
    with closing(connect(file)) as node:
        (name,) = node.execute("select name from sqlite_schema where type = 'trigger' limit 1").fetchone()
        node.execute(f"drop trigger {name}")


def _of_a_newer_version(file: Path) -> None:
    with closing(connect(file)) as node:
        node.execute("update alembic_version set version_num = '9999'")


def _of_nobody(file: Path) -> None:
    with closing(connect(file)) as node:
        node.execute("delete from node_state")


def _not_there(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize(
    "spoil",
    [_random_bytes, _of_another_program, _torn, _without_a_trigger, _of_a_newer_version, _of_nobody, _not_there],
)
async def a_backup_that_is_none_leaves_the_node_as_it_was(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    before = await left_behind(tmp_path, 4)
    spoil(before.backup)
    with pytest.raises(CommandError) as refused:
        await restore(before.folder, before.backup, NOW_MS, draw_64_bits)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)
    found = looked_at(before.folder / DATABASE)
    assert (found.epoch, found.entries) == (before.old.epoch, before.old.entries)
    assert not list(before.folder.glob("*.part*"))


async def a_running_node_is_not_restored(tmp_path: Path) -> None:
    before = await left_behind(tmp_path, 5)
    database = await NodeDatabase(before.folder / DATABASE).open()
    try:
        with pytest.raises(CommandError, match="running"):
            await restore(before.folder, before.backup, NOW_MS, draw_64_bits)
    finally:
        await database.close()
    assert looked_at(before.folder / DATABASE).epoch == before.old.epoch


async def a_node_of_which_a_cut_left_only_the_restored_file_is_still_a_node(tmp_path: Path) -> None:
    before = await left_behind(tmp_path, 8)
    await restore(before.folder, before.backup, NOW_MS, draw_64_bits)
    epoch = looked_at(before.folder / DATABASE).epoch
    (before.folder / DATABASE).rename(product.restored(before.folder / DATABASE))
    async with running_node(NodeSettings(data_dir=before.folder, manual_sync=True)):
        pass
    assert looked_at(before.folder / DATABASE).epoch == epoch


def no_cut_leaves_a_key_that_is_none(tmp_path: Path) -> None:
    folder = lay_out({}, tmp_path / "node")
    with plugged(folder) as disk:
        key = kept_secret(folder / "node.key", lambda: bytes(range(32)))
        disk.acknowledge(key)
    for seed in range(100):
        chance = random.Random(seed)
        until = chance.randrange(len(disk.events) + 1)
        left = lay_out(disk.after_cut(until, chance), tmp_path / str(seed)) / "node.key"
        assert left.read_bytes() == key if left.exists() else not disk.told(until)


@pytest.mark.parametrize("code", [FULL, IOERR_WRITE, IOERR_FSYNC])
async def an_error_of_the_disk_leaves_a_restore_undone(tmp_path: Path, code: int) -> None:
    before = await left_behind(tmp_path, 6)
    operations = [event for event in (await restored_copy(before, tmp_path / "whole")).events if event[0] != "told"]
    for failing in range(0, len(operations), 7):
        left = 0

        def fault(kind: str, name: str, size: int, failing: int = failing) -> int:
            nonlocal left
            left += 1
            return code if left > failing and name.startswith(f"{DATABASE}.part") else OK

        folder = lay_out({f.name: f.read_bytes() for f in before.folder.iterdir()}, tmp_path / f"{failing}")
        with plugged(folder) as disk:
            disk.fault = fault
            try:
                epoch = await restore(folder, before.backup, NOW_MS, draw_64_bits)
            except CommandError:
                epoch = before.old.epoch
        found = looked_at(folder / DATABASE)
        assert (found.epoch, found.problems) == (epoch, [])


async def restored_copy(before: BeforeRestore, folder: Path) -> Disk:
    """A restore in a copy of the node's folder."""
    lay_out({file.name: file.read_bytes() for file in before.folder.iterdir()}, folder)
    return await restored(BeforeRestore(folder, before.backup, before.old, before.backed_up))
