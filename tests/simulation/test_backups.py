"""Backups taken by the product's own code while both sides work, restored, and then synced: neither side loses what the
other still has."""

import json
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from cloud_sync import backup as shore_backup
from cloud_sync import restore as shore_restore
from cloud_sync.admin import add_user, add_yacht, administering
from cloud_sync.app import running_shore
from cloud_sync.jobs import backed_up_if_due as back_up_shore_if_due
from cloud_sync.settings import ShoreSettings
from edge_node.app import backed_up_if_due as back_up_node_if_due
from edge_node.backup import about_file, back_up
from edge_node.database import NodeDatabase
from edge_node.enrol import DATABASE, become
from edge_node.restore import replaced, restore
from edge_node.settings import NodeSettings
from edge_node.sync_status import status
from shared_models.errors import CommandError
from shared_models.host import draw_64_bits, wall_ms
from shared_models.roles import Actor, Role
from shared_models.states import Action
from tests.conftest import Addresses, open_folder
from tests.simulation.test_parting import Direct, Yacht, lamp, some_history, yacht

__all__ = ["yacht"]
NOW_MS = 1_800_000_000_000


async def a_node_restored_from_an_old_backup_loses_nothing_that_either_side_has(yacht: Yacht) -> None:
    engine, folder = await yacht.node("node"), yacht.directory / "node"
    await some_history(yacht, engine)
    await yacht.agree(engine)
    waits = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Waits"))
    held = await back_up(folder, None, yacht.directory / "old.db", wall_ms())
    by_the_clock = NodeSettings(data_dir=folder)
    for _ in range(2):
        await back_up_node_if_due(by_the_clock, wall_ms)
    (kept,) = by_the_clock.backups.files()
    assert about_file(kept, None).entries == held.entries
    assert (held.waiting, about_file(yacht.directory / "old.db", None)) == (1, held)
    since = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Since"))
    await yacht.agree(engine)
    ashore = await yacht.ashore(Role.MANAGER, Action.CREATE, **lamp("Ashore"))
    with pytest.raises(CommandError, match="running"):
        await restore(folder, yacht.directory / "old.db", wall_ms(), draw_64_bits)
    await engine.database.close()
    before = about_file(folder / DATABASE, None).entries
    await restore(folder, yacht.directory / "old.db", wall_ms(), draw_64_bits)
    assert about_file(replaced(folder / DATABASE), None).entries == before
    engine = await yacht.opened("node")
    async with engine.database.reading() as tx:
        assert (await status(engine, tx))["catching_up_since"] is not None
    at_once = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("At once"))
    await yacht.agree(engine)
    async with engine.database.reading() as tx:
        assert (await status(engine, tx))["catching_up_since"] is None
        names = {row["part_name"].split()[0] for row in await tx.rows(sa.text("select * from pms_shopping_list_items"))}
        ids = {row["id"] for row in await tx.rows(sa.text("select id from pms_shopping_list_items"))}
    assert {waits, since, ashore, at_once} <= ids
    assert names == {"Lamp", "Waits", "Since", "Ashore", "At"}


async def a_backup_makes_a_node_of_an_empty_folder_with_its_keys_and_no_other(tmp_path: Path) -> None:
    first, yacht_id = tmp_path / "first", "00000000-0000-0000-0000-000000000001"
    first.mkdir()
    await become(first, yacht_id, "00000000-0000-0000-0000-000000000003", "http://shore", NOW_MS, bytes(32))
    for name in ("node.key", "tokens.key", "tls/authority.pem"):
        (first / name).parent.mkdir(exist_ok=True)
        (first / name).write_bytes(name.encode())
    file = tmp_path / "backup.db"
    await back_up(first, None, file, NOW_MS)
    await restore(tmp_path / "new" / "machine", file, NOW_MS, draw_64_bits)
    for name in ("node.key", "tokens.key", "tls/authority.pem", "pepper.key"):
        there = tmp_path / "new" / "machine" / name
        assert there.read_bytes() == (first / name).read_bytes()
        assert there.stat().st_mode & 0o077 == 0
    assert (tmp_path / "new" / "machine" / DATABASE).stat().st_mode & 0o077 == 0
    database = await NodeDatabase(tmp_path / "new" / "machine" / DATABASE).open()
    async with database.reading() as tx:
        assert await tx.rows(sa.text("select name from sqlite_schema where name like 'backup%'")) == []
    await database.close()
    other = tmp_path / "other"
    other.mkdir()
    await become(other, yacht_id, "00000000-0000-0000-0000-000000000004", "http://shore", NOW_MS, bytes(32))
    with pytest.raises(CommandError, match="holds the node"):
        await restore(other, file, NOW_MS, draw_64_bits)


async def a_shore_restored_from_an_old_backup_loses_nothing_that_either_side_has(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = open_folder(tmp_path_factory, "shore")
    settings, file = ShoreSettings(data_dir=folder / "shore", database_url=None), folder / "shore.zip"
    async with running_shore(settings) as shore:
        async with administering(shore.owner_url) as connection:
            yacht_id, people = await add_yacht(connection, "Aurora"), dict[Role, Actor]()
            for role in Role:
                user_id = await add_user(connection, yacht_id, role.value, [role], None, "2020-01-01T00:00:00.000Z")
                people[role] = Actor(user_id, role.value, yacht_id, role)
        yacht = Yacht(Addresses(shore.owner_url, shore.app_url), shore.database, yacht_id, people, folder)
        engine = await yacht.node("node")
        await some_history(yacht, engine)
        await yacht.agree(engine)
        held = await shore_backup.back_up(shore.owner_url, settings.data_dir, file, wall_ms())
        assert file.stat().st_mode & 0o077 == 0
        async with administering(shore.owner_url) as connection:
            named = "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace"
            there = set((await connection.execute(sa.text(named))).scalars())
        assert set(held.tables) == there - {"alembic_version"}, "every table is in it"
        assert held.tables["pms_history_entries"].rows == (await yacht.sides(engine))[1].entries
        with pytest.raises(CommandError, match="already"):
            await shore_backup.back_up(shore.owner_url, settings.data_dir, file, wall_ms())
        await some_history(yacht, engine, 8)
        only_ashore = await yacht.ashore(Role.MANAGER, Action.CREATE, **lamp("Shore's own"))
        await yacht.agree(engine)
        lost = (await yacht.sides(engine))[1]
        for _ in range(2):
            await back_up_shore_if_due(settings, shore.owner_url, wall_ms)
        (kept,) = settings.backups.files()
        assert shore_backup.prove_whole(kept).rows > held.rows
        for refused in (
            shore_restore.restore(settings, file, wall_ms(), draw_64_bits), shore_restore.held_there(settings)
        ):  # fmt: skip
            with pytest.raises(CommandError, match="running"):
                await refused
        with pytest.raises(CommandError, match="holds a shore already"):
            await shore_restore.held_there(settings.model_copy(update={"database_url": shore.owner_url}))
    with shore_backup.opened(file) as archive:
        comes = shore_restore.held_in(archive, held)
    there = await shore_restore.held_there(settings)
    assert there is not None and (there.yachts, there.entries, there.generations) == (
        1, lost.entries, comes.generations
    )  # fmt: skip
    assert (comes.yachts, comes.entries, len(comes.generations)) == (1, held.tables["pms_history_entries"].rows, 1)
    assert (comes.last_ms or 0) < (there.last_ms or 0)
    waits = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Meanwhile"))
    elsewhere = ShoreSettings(data_dir=folder / "new machine", database_url=None)
    assert await shore_restore.held_there(elsewhere) is None
    for place in (settings, elsewhere):
        await shore_restore.restore(place, file, wall_ms(), draw_64_bits)
        async with running_shore(place) as shore:
            yacht.shore = shore.database
            assert isinstance(engine.transport, Direct)
            engine.transport.database = shore.database
            await yacht.agree(engine)
            back = (await yacht.sides(engine))[1]
            assert (back.entries, back.items) == (lost.entries + 1, lost.items + 1)
            async with shore.database.transaction(None, yacht_id) as tx:
                rows = await tx.rows(sa.text("select cast(id as text) from pms_shopping_list_items"))
            assert {only_ashore, waits} <= {row["id"] for row in rows}
    await engine.database.close()
    refuses_what_is_no_backup(file, settings)


def refuses_what_is_no_backup(file: Path, settings: ShoreSettings) -> None:
    """Newer, damaged, of another shore, of nothing: each is one sentence."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    newer = json.loads(members["manifest.json"]) | {"schema": "9999"}
    feed = members["pms_feed.copy"].splitlines(keepends=True)
    spoilt = {
        "none after": {"manifest.json": json.dumps(newer).encode()},
        "not as it was written": {"pms_feed.copy": b"".join(feed[:-1])},
        "damaged or is no backup": {"manifest.json": b"{}"},
    }
    for said, instead in spoilt.items():
        other = file.with_name("other.zip")
        with zipfile.ZipFile(other, "w") as archive:
            for name, data in (members | instead).items():
                archive.writestr(name, data)
        with pytest.raises(CommandError, match=said):
            shore_backup.prove_whole(other)
    torn = bytearray(file.read_bytes())
    torn[len(torn) // 3] ^= 1
    file.with_name("torn.zip").write_bytes(torn)
    with pytest.raises(CommandError, match="damaged"):
        shore_backup.prove_whole(file.with_name("torn.zip"))
    (settings.data_dir / "login.key").write_bytes(bytes(32))
    with shore_backup.opened(file) as archive, pytest.raises(CommandError, match="another shore"):
        shore_restore._same_shore(settings.data_dir, archive)
