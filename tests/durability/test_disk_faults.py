"""A disk that is full or fails: each action answers 507, nothing is half done, and it goes on when there is room."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import current_thread
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from edge_node import database as product
from edge_node.app import Node, running_node
from edge_node.database import NodeDatabase, wal_is_safe
from edge_node.enrol import DATABASE
from edge_node.settings import NodeSettings
from shared_models.entries import moment
from shared_models.errors import StorageFull
from shared_models.tables import Profile, UserRole, table_of
from tests.durability.disk import FULL, IOERR_FSYNC, IOERR_WRITE, OK, Disk, Fault, healthy, plugged
from tests.durability.yacht import CAPTAIN, NOW_MS, YACHT, Found, enrolled, lay_out, looked_at, together, wanted


@dataclass
class Served:
    """A node behind its HTTP contract, on a disk of ours."""

    node: Node
    disk: Disk
    client: httpx.AsyncClient

    async def request(self, name: str = "Lamp") -> httpx.Response:
        payload = wanted(f"{name} {uuid4()}")
        body = {"action": "create_shopping_list_item", "context": {"yacht_id": YACHT}, "payload": payload}
        return await self.client.post("/v1/actions/execute", json=body)

    async def status(self) -> httpx.Response:
        return await self.client.get("/v1/sync/status")

    def found(self) -> Found:
        return looked_at(self.disk.folder / DATABASE)


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Served]:
    """The node's whole application, with the captain signed in."""
    await enrolled(lay_out({}, folder))
    settings = NodeSettings(data_dir=folder, shopping_list_v1_enabled=True, manual_sync=True)
    with plugged(folder) as disk:
        async with running_node(settings, now_ms=lambda: NOW_MS) as node:
            person = {"yacht_id": YACHT, "user_id": CAPTAIN.user_id}
            role = {**person, "role": CAPTAIN.role.value, "is_active": True, "valid_from": moment(0)}

            async def on_the_roster(tx: Any) -> None:
                await tx.rows(table_of(Profile).insert().values(**person, name=CAPTAIN.name))
                await tx.rows(table_of(UserRole).insert().values(role))

            await node.database.write(on_the_roster, YACHT)
            token = await node.backend.people.token(CAPTAIN.user_id, "here")
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(node.app), base_url="http://node",
                headers={"authorization": f"Bearer {token}"},
            ) as client:  # fmt: skip
                yield Served(node, disk, client)


def failing_from(operation: int, code: int) -> Fault:
    """Everything from some operation on fails."""
    done = 0

    def fault(kind: str, name: str, size: int) -> int:
        nonlocal done
        done += 1
        return code if done > operation else OK

    return fault


def only(operation: int, code: int) -> Fault:
    """One operation fails, the others work."""
    done = 0

    def fault(kind: str, name: str, size: int) -> int:
        nonlocal done
        done += 1
        return code if done == operation + 1 else OK

    return fault


@pytest.mark.parametrize("code", [FULL, IOERR_WRITE, IOERR_FSYNC])
async def every_operation_that_fails_makes_an_action_a_507_and_leaves_nothing(tmp_path: Path, code: int) -> None:
    async with served(tmp_path / "node") as node:
        assert (await node.request()).status_code == 200
        before = len(node.disk.events)
        assert (await node.request()).status_code == 200
        operations = len(node.disk.events) - before
        assert operations > 20
        stored = 2
        for failing in range(operations):
            node.disk.fault = failing_from(failing, code)
            answer = await node.request()
            reading = await node.status()
            node.disk.fault = healthy
            assert (failing, reading.status_code) == (failing, 200)
            assert answer.status_code in (200, 507)
            if answer.status_code == 507:
                assert answer.json()["error"]["code"] == "STORAGE_FULL"
            stored += answer.status_code == 200
            found = node.found()
            assert (failing, found.problems, len(found.entries)) == (failing, [], stored)
        assert stored < 2 + operations // 4, "an action only succeeds once all that it writes is written"
        assert (await node.request()).status_code == 200
        assert node.found().problems == []


async def what_fails_once_is_told_once_and_the_next_action_is_stored(tmp_path: Path) -> None:
    async with served(tmp_path / "node") as node:
        assert (await node.request()).status_code == 200
        for failing in range(0, 40, 3):
            node.disk.fault = only(failing, IOERR_WRITE)
            answers = [await node.request(), await node.request()]
            node.disk.fault = healthy
            assert sorted(answer.status_code for answer in answers) in ([200, 507], [200, 200])
            assert node.found().problems == []


async def the_reserve_lets_receipts_go_on_while_actions_are_refused(tmp_path: Path) -> None:
    async with served(tmp_path / "node") as node:
        reserve = node.disk.folder / f"{DATABASE}.reserve"
        assert reserve.stat().st_size == NodeDatabase.reserve_bytes
        node.disk.room_bytes = node.disk.used_bytes() + 200_000
        answers = [(await node.request()).status_code for _ in range(40)]
        assert set(answers) == {200, 507}
        stored = answers.count(200)
        assert answers == [200] * stored + [507] * (40 - stored), "refused from then on"
        assert not reserve.exists()

        async def housekeeping(tx: Any) -> None:
            await tx.rows(sa.text("delete from outbox where seq <= 5"))

        for _ in range(10):
            await node.node.database.write(housekeeping, YACHT)
        assert (await node.status()).status_code == 200
        assert (await node.client.get("/v1/shopping-list/items")).status_code == 200
        assert (await node.request()).status_code == 507
        node.disk.room_bytes = node.disk.used_bytes() + 4 * NodeDatabase.reserve_bytes
        assert (await node.request()).status_code == 200
        assert reserve.stat().st_size == NodeDatabase.reserve_bytes


async def a_group_on_a_full_disk_is_refused_whole_but_for_what_needs_no_room(tmp_path: Path) -> None:
    async with served(tmp_path / "node") as node:
        node.disk.fault = only(0, FULL)
        with pytest.raises(StorageFull):
            await together(node.node.database, node.disk, 10, "Group")
        assert node.disk.told(len(node.disk.events)) == []
        assert (await node.request()).status_code == 200
        node.disk.fault = only(0, FULL)
        await node.node.database.write(lambda tx: tx.rows(sa.text("delete from outbox")), YACHT)
        assert not (node.disk.folder / f"{DATABASE}.reserve").exists()


async def a_database_that_cannot_be_made_says_so_and_is_made_later(tmp_path: Path) -> None:
    folder = lay_out({}, tmp_path / "node")
    with plugged(folder) as disk:
        refused = 0
        for failing in range(0, 240, 12):
            disk.fault = failing_from(failing, FULL)
            try:
                await (await NodeDatabase(folder / DATABASE).open()).close()
            except StorageFull:
                refused += 1
        assert refused > 10
        disk.fault = healthy
        await enrolled(folder)
    assert looked_at(folder / DATABASE).epoch


async def one_connection_writes_and_checkpoints_and_no_reader_does(tmp_path: Path) -> None:
    writers = set()
    await enrolled(lay_out({}, tmp_path / "node"))
    with plugged(tmp_path / "node") as disk:
        database = await NodeDatabase(disk.folder / DATABASE).open()

        def watched(kind: str, name: str, size: int) -> int:
            writers.add((kind, name, current_thread().name))
            return OK

        disk.fault = watched
        await database.write(lambda tx: tx.rows(sa.text("pragma wal_autocheckpoint=20")), YACHT)
        for group in range(5):
            await together(database, disk, 3, f"Group {group}")
            async with database.reading() as tx:
                assert (await tx.rows(sa.text("pragma query_only")))[0]["query_only"] == 1
                await tx.rows(sa.text("select count(*) from pms_history_entries"))
                assert (await tx.rows(sa.text("pragma wal_autocheckpoint")))[0]["wal_autocheckpoint"] == 0
        disk.fault = healthy
        await database.close()
    assert {thread for _, _, thread in writers} == {"lazarette-writer"}
    assert {(kind, name) for kind, name, _ in writers} >= {("write", DATABASE), ("sync", DATABASE)}


def the_sqlite_in_use_has_the_repair_of_wal_resets() -> None:
    assert wal_is_safe(product.sqlcipher.sqlite_version_info)
    for version in ((3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)):
        assert not wal_is_safe(version), version
    for version in ((3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 53, 4), (4, 0, 0)):
        assert wal_is_safe(version), version
