"""What a key promises: nothing readable on the disk, nothing opened without it, and a change of key that a power cut
leaves undone or done."""

import asyncio
import random
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from edge_node.backup import back_up
from edge_node.database import NodeDatabase, connect
from edge_node.encryption import DatabaseKey, make_key_file, opened, read_key
from edge_node.enrol import DATABASE, become
from edge_node.rekey import change_key
from edge_node.restore import restore
from shared_models.errors import CommandError
from shared_models.host import draw_64_bits
from shared_models.roles import Actor, Role
from shared_models.states import Action
from tests.durability.disk import FULL, OK, plugged
from tests.durability.yacht import CAPTAIN, NOW_MS, YACHT, LightDatabase, act, lay_out, wanted

RAW, OTHER = DatabaseKey("0123456789abcdef" * 4), DatabaseKey("fe" * 32)
PASSPHRASE = DatabaseKey('a locker for the "spares" isn\'t Güter')
ELENA = Actor(CAPTAIN.user_id, "Elena Halvorsen", YACHT, Role.CAPTAIN)
CUTS = 60


async def enrolled(folder: Path, key: DatabaseKey | None) -> Path:
    folder.mkdir(exist_ok=True)
    await become(folder, YACHT, "00000000-0000-0000-0000-000000000003", "http://shore.invalid", NOW_MS, bytes(32), key)
    return folder / DATABASE


async def worked(database: NodeDatabase, count: int) -> None:
    await asyncio.gather(
        *(act(database, Action.CREATE, ELENA, **wanted(f"Impeller of bronze {uuid4()}")) for _ in range(count))
    )


def rows(path: Path, key: DatabaseKey | None) -> dict[str, list[Any]]:
    """Everything in a database, with its row ids."""
    connection = opened(path, key)
    try:
        names = connection.execute("select name from sqlite_schema where type = 'table' order by name").fetchall()
        schema = connection.execute("select type, name, sql from sqlite_schema order by type, name").fetchall()
        return {
            "schema": schema,
            **{name: connection.execute(f'select rowid, * from "{name}"').fetchall() for (name,) in names},
        }
    finally:
        connection.close()


def readable(folder: Path) -> list[str]:
    """Which files hold a word that was written into the database."""
    words = (b"Impeller of bronze", b"Elena Halvorsen", b"SQLite format", b"shopping_list")
    return [file.name for file in folder.glob("*.*") for word in words if word in file.read_bytes()]


@pytest.mark.parametrize("key", [RAW, PASSPHRASE])
async def no_file_of_an_encrypted_node_can_be_read(tmp_path: Path, key: DatabaseKey) -> None:
    path = await enrolled(tmp_path, key)
    database = await NodeDatabase(path, key).open()
    try:
        await worked(database, 30)
        assert path.with_name(f"{DATABASE}-wal").stat().st_size > 0
        await back_up(path.parent, key, tmp_path / "backup.db", NOW_MS)
        assert readable(tmp_path) == []
        async with database.reading() as tx:
            named = await tx.rows(sa.text("select count(*) as n from pms_shopping_list_items"))
        assert named[0]["n"] == 30
    finally:
        await database.close()
    assert readable(tmp_path) == []


async def the_same_search_finds_what_a_plain_node_holds(tmp_path: Path) -> None:
    path = await enrolled(tmp_path, None)
    database = await NodeDatabase(path).open()
    try:
        await worked(database, 1)
        assert f"{DATABASE}-wal" in readable(tmp_path)
    finally:
        await database.close()


@pytest.mark.parametrize(
    ("has", "given", "said"),
    [
        (RAW, None, "encrypted or damaged"),
        (RAW, OTHER, "does not open"),
        (RAW, PASSPHRASE, "does not open"),
        (PASSPHRASE, RAW, "does not open"),
        (None, RAW, "is not encrypted"),
    ],
)
async def a_wrong_key_is_one_sentence_and_touches_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], has: DatabaseKey | None, given: DatabaseKey | None, said: str
) -> None:
    path = await enrolled(tmp_path, has)
    running = await NodeDatabase(path, has).open()
    await worked(running, 3)
    left = lay_out({f.name: f.read_bytes() for f in tmp_path.iterdir() if f.is_file()}, tmp_path / "left")
    await running.close()
    (left / f"{DATABASE}-shm").unlink()
    before = {file.name: file.read_bytes() for file in left.iterdir()}
    with pytest.raises(CommandError, match=said) as refused:
        await NodeDatabase(left / DATABASE, given).open()
    told = str(refused.value) + "".join(capfd.readouterr())
    assert "\n" not in told
    assert not any(key.text in told for key in (RAW, OTHER, PASSPHRASE))
    assert {name: (left / name).read_bytes() for name in before} == before
    again = await NodeDatabase(left / DATABASE, has).open()
    await again.close()


def a_key_is_shown_nowhere() -> None:
    assert "0123" not in f"{RAW!r} {RAW} {[RAW]}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "hexadecimal digits, or"), ("short", "12 characters"), ("ab" * 31, "has 64 .* this one 62"),
        ("ab" * 48, "has 64 .* this one 96"), ("two lines\nof a passphrase", "one line"), ("nul \0 in between", "line"),
    ],
)  # fmt: skip
def a_key_that_is_none_is_refused_and_not_repeated(text: str, said: str) -> None:
    with pytest.raises(CommandError, match=said) as refused:
        DatabaseKey(text)
    assert not text or text not in str(refused.value)


def a_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "database.key"
    make_key_file(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(read_key(file).text) == 64
    with pytest.raises(CommandError, match="already"):
        make_key_file(file)
    for mode in (0o644, 0o606, 0o620):
        file.chmod(mode)
        with pytest.raises(CommandError, match="chmod 600"):
            read_key(file)
    with pytest.raises(CommandError, match="cannot be read"):
        read_key(tmp_path / "none")
    file.chmod(0o600)
    file.write_bytes(b"\xff" * 32)
    with pytest.raises(CommandError, match="not text"):
        read_key(file)
    file.write_bytes(b"a passphrase of words\r\n")
    assert read_key(file).text == "a passphrase of words"


def what_opens_here_opens_by_sqlciphers_own_derivation(tmp_path: Path) -> None:
    connection = opened(tmp_path / "t.db", PASSPHRASE)
    connection.execute("create table t (a)")
    connection.close()
    import sqlcipher3

    plainly = sqlcipher3.connect(str(tmp_path / "t.db"))
    quoted = PASSPHRASE.text.replace("'", "''")
    plainly.execute(f"pragma key='{quoted}'")
    assert plainly.execute("select name from sqlite_schema").fetchall() == [("t",)]
    plainly.close()


CHANGES = [(None, RAW), (RAW, OTHER), (RAW, PASSPHRASE), (PASSPHRASE, None)]


@pytest.mark.parametrize(("key", "new_key"), CHANGES)
async def a_change_of_key_keeps_every_row(tmp_path: Path, key: DatabaseKey | None, new_key: DatabaseKey | None) -> None:
    path = await left_behind(tmp_path, key)
    before = rows(lay_out(contents(tmp_path), tmp_path / "copy") / DATABASE, key)
    change_key(tmp_path, key, new_key)
    assert rows(path, new_key) == before
    assert (readable(tmp_path) == []) == (new_key is not None)
    assert not list(tmp_path.glob(f"{DATABASE}.[pr]*[td]"))
    database = await NodeDatabase(path, new_key).open()
    await worked(database, 1)
    await database.close()
    with pytest.raises(CommandError):
        await NodeDatabase(path, key).open()


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file() and "shm" not in file.name}


async def left_behind(folder: Path, key: DatabaseKey | None) -> Path:
    """A node that was left without being stopped: much of it is in the WAL alone."""
    path = await enrolled(folder / "running", key)
    database = await NodeDatabase(path, key).open()
    await worked(database, 5)
    files = contents(path.parent)
    await database.close()
    assert files[f"{DATABASE}-wal"]
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder / DATABASE


@pytest.mark.parametrize(("key", "new_key"), [(None, RAW), (RAW, OTHER), (RAW, None)])
async def no_cut_leaves_a_change_of_key_half_done(
    tmp_path: Path, key: DatabaseKey | None, new_key: DatabaseKey | None
) -> None:
    path = await left_behind(tmp_path, key)
    before = rows(lay_out(contents(tmp_path), tmp_path / "copy") / DATABASE, key)["pms_history_entries"]
    with plugged(tmp_path) as disk:
        change_key(tmp_path, key, new_key)
        disk.acknowledge("changed")
    first = next(at for at, event in enumerate(disk.events) if event[0] == "rename")
    seen = set()
    for seed in range(CUTS):
        chance = random.Random(seed)
        until = chance.randrange(first if seed % 2 else 0, len(disk.events) + 1)
        folder = lay_out(disk.after_cut(until, chance), tmp_path / str(seed))
        works = await opens_with(folder, (key, new_key), before)
        assert len(works) == 1, (seed, works)
        assert works == [new_key] or not disk.told(until), seed
        assert not list(folder.glob(f"{DATABASE}.part*")), "what was written half would stay, perhaps readable"
        seen.add(works[0])
    assert seen == {key, new_key}
    assert path.exists()


async def opens_with(folder: Path, keys: tuple[DatabaseKey | None, ...], entries: list[Any]) -> list[Any]:
    """The keys with which the node starts and has all that it had."""
    works = []
    for key in keys:
        try:
            await (await LightDatabase(folder / DATABASE, key).open()).close()
        except CommandError:
            continue
        assert rows(folder / DATABASE, key)["pms_history_entries"] == entries
        works.append(key)
    return works


async def a_running_nodes_key_is_not_changed(tmp_path: Path) -> None:
    path = await enrolled(tmp_path, RAW)
    database = await NodeDatabase(path, RAW).open()
    try:
        with pytest.raises(CommandError, match="running"):
            change_key(tmp_path, RAW, OTHER)
    finally:
        await database.close()
    await (await NodeDatabase(path, RAW).open()).close()


async def a_disk_that_is_full_keeps_the_old_key(tmp_path: Path) -> None:
    path = await left_behind(tmp_path, RAW)

    def fault(kind: str, name: str, size: int) -> int:
        return FULL if kind == "write" and ".part" in name else OK

    with plugged(tmp_path) as disk, pytest.raises(CommandError, match="keeps its old key"):
        disk.fault = fault
        change_key(tmp_path, RAW, OTHER)
    assert not list(tmp_path.glob("*.part*"))
    await (await NodeDatabase(path, RAW).open()).close()


@pytest.mark.parametrize("key", [None, RAW, PASSPHRASE])
async def a_backup_of_a_running_node_is_under_its_key_and_can_be_restored(
    tmp_path: Path, key: DatabaseKey | None
) -> None:
    path = await enrolled(tmp_path / "node", key)
    database = await NodeDatabase(path, key).open()
    file = tmp_path / "backup.db"
    await worked(database, 3)
    await back_up(path.parent, key, file, NOW_MS)
    with pytest.raises(CommandError, match="already"):
        await back_up(path.parent, key, file, NOW_MS)
    await worked(database, 4)
    await database.close()
    assert file.stat().st_mode & 0o077 == 0
    assert [f.name for f in tmp_path.iterdir() if f.is_file()] == ["backup.db"]
    await restore(tmp_path / "node", file, NOW_MS, draw_64_bits, key)
    database = await NodeDatabase(path, key).open()
    async with database.reading() as tx:
        found = await tx.rows(sa.text("select count(*) as n from pms_shopping_list_items"))
    await database.close()
    assert found[0]["n"] == 3
    assert (readable(tmp_path / "node") == []) == (key is not None)


async def a_backup_under_another_key_leaves_the_node_as_it_was(tmp_path: Path) -> None:
    path = await enrolled(tmp_path / "node", RAW)
    database = await NodeDatabase(path, RAW).open()
    await back_up(path.parent, RAW, tmp_path / "backup.db", NOW_MS)
    await database.close()
    for wrong in (None, OTHER):
        with pytest.raises(CommandError, match=r"backup\.db"):
            await restore(tmp_path / "node", tmp_path / "backup.db", NOW_MS, draw_64_bits, wrong)
    await (await NodeDatabase(path, RAW).open()).close()


@pytest.mark.parametrize("key", [None, RAW])
def every_connection_keeps_its_temporary_tables_in_memory(tmp_path: Path, key: DatabaseKey | None) -> None:
    for read_only in (False, True):
        connection = connect(tmp_path / DATABASE, read_only, key)
        assert connection.execute("pragma temp_store").fetchone() == (2,)
        connection.close()
