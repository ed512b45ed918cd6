"""The doctor finds each fault that is really there, and nothing in what is whole."""

import asyncio
import json
import os
import socket
import ssl
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.serialization import Encoding

from cloud_sync.admin import add_yacht, administering
from cloud_sync.database import PostgresTransaction, on_database, owner_engine
from cloud_sync.doctor import examine as examine_shore
from cloud_sync.doctor import release
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.settings import ShoreSettings
from deploy.cli import main
from deploy.servers import serving
from edge_node.backup import back_up
from edge_node.certificate import authority, leaf_file, names_of
from edge_node.database import NodeDatabase, WriteTransaction
from edge_node.doctor import examine
from edge_node.encryption import opened
from edge_node.enrol import DATABASE, become
from edge_node.settings import NodeSettings
from shared_models import store
from shared_models.alerts import stand
from shared_models.doctor import Finding, reach, schema
from shared_models.host import wall_ms
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.tables import SHOPPING_LIST
from shared_models.tokens import private_key
from tests.acceptance.conftest import Tried
from tests.conftest import Addresses, open_folder

YACHT, NODE = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000003"
CREW = Actor("00000000-0000-0000-0000-000000000009", "Mia", YACHT, Role.CREW)


async def worked(database: NodeDatabase, count: int) -> None:
    for number in range(count):
        payload = {"part_name": f"Part {number} {time.time_ns()}", "quantity_requested": 1, "source_type": "manual_add"}
        await database.write(partial(_created, payload), YACHT)


async def _created(payload: dict[str, object], tx: WriteTransaction) -> None:
    await store.act(tx, CREW, Action.CREATE, payload, None, wall_ms())


@pytest.fixture
async def node(tried: Tried, tmp_path: Path) -> NodeSettings:
    """A whole node, with a backup, whose shore answers."""
    await become(tmp_path, YACHT, NODE, tried.world.shore_url, wall_ms(), bytes(32))
    for name in ("node.key", "tokens.key"):
        private_key(tmp_path / name)
    database = await NodeDatabase(tmp_path / DATABASE).open()
    await worked(database, 3)
    await database.close()
    (tmp_path / "backups").mkdir()
    await back_up(tmp_path, None, tmp_path / "backups" / "lazarette-1.db", wall_ms())
    return NodeSettings(data_dir=tmp_path, shopping_list_v1_enabled=True)


async def wrong(settings: NodeSettings, now_ms: int | None = None) -> dict[str, Finding]:
    """What needs doing, by name."""
    everything = await asyncio.to_thread(lambda: list(examine(settings, now_ms or wall_ms())))
    found = [one for one in everything if not one.is_fine]
    assert all(one.why and one.do for one in found)
    return {one.name: one for one in found}


def changed(node: NodeSettings, statement: str) -> None:
    connection = opened(node.data_dir / DATABASE, None)
    connection.execute(statement)
    connection.close()


async def a_whole_node_is_fine_also_while_it_serves(node: NodeSettings) -> None:
    assert await wrong(node) == {}
    database = await NodeDatabase(node.data_dir / DATABASE).open()
    await worked(database, 1)
    assert await wrong(node) == {}
    await database.close()


async def a_switch_and_a_rollout_that_are_off_are_named(node: NodeSettings) -> None:
    changed(node, f"insert into yacht_flags (yacht_id, flag, is_on) values ('{YACHT}', '{SHOPPING_LIST}', 0)")
    found = await wrong(node.model_copy(update={"shopping_list_v1_enabled": False}))
    assert set(found) == {"switch", "rollout"}


async def a_dead_clock_is_named_with_how_far_it_is_behind(node: NodeSettings) -> None:
    found = (await wrong(node, wall_ms() - 1024 * 7 * 86_400_000))["clock"]
    assert "7168 days" in found.what or "7167 days" in found.what


async def a_key_that_others_read_is_named(node: NodeSettings) -> None:
    (node.data_dir / "node.key").chmod(0o644)
    assert "node.key" in (await wrong(node))["key files"].do


async def a_disk_without_room_is_named(node: NodeSettings) -> None:
    found = await wrong(node.model_copy(update={"backup_dir": Path("/proc/lazarette")}))
    assert "full" in found["disk"].what
    database = await NodeDatabase(node.data_dir / DATABASE).open()
    (node.data_dir / f"{DATABASE}.reserve").unlink()
    assert "reserve" in (await wrong(node))["disk"].what
    await database.close()


async def a_backup_that_is_old_failed_or_not_wanted_is_named(node: NodeSettings) -> None:
    (kept,) = (node.data_dir / "backups").iterdir()
    os.utime(kept, (time.time() - 3 * 86_400,) * 2)
    assert "the newest is of" in (await wrong(node))["backups"].what
    (node.data_dir / "backups" / "failed.txt").write_text("the disk lacks 9 MiB for it.")
    assert "9 MiB" in (await wrong(node))["backups"].what
    assert "none are made" in (await wrong(node.model_copy(update={"backup_every_h": 0})))["backups"].what


async def a_missing_trigger_and_a_changed_row_are_named(node: NodeSettings) -> None:
    changed(node, "drop trigger trg_history_entries_append_only")
    changed(node, "update pms_history_entries set payload = '{}' where seq = 1")
    found = await wrong(node)
    assert "trg_history_entries_append_only" in found["guards"].what
    assert set(found) == {"guards", "journal"}


async def a_file_beside_a_wal_that_is_not_its_own_is_named(node: NodeSettings) -> None:
    path = node.data_dir / DATABASE
    old = path.read_bytes()
    database = await NodeDatabase(path).open()
    await worked(database, 40)
    connection = opened(path, None)
    connection.execute("pragma wal_checkpoint(truncate)").fetchall()
    connection.close()
    await worked(database, 2)
    wal = path.with_name(f"{DATABASE}-wal").read_bytes()
    await database.close()
    path.write_bytes(old)
    path.with_name(f"{DATABASE}-wal").write_bytes(wal)
    assert "journal" in await wrong(node)


@pytest.mark.parametrize(("schema", "said"), [("9999", "newer"), ("", "damaged")])
async def a_schema_of_another_version_is_named(node: NodeSettings, schema: str, said: str) -> None:
    if schema:
        changed(node, f"update alembic_version set version_num = '{schema}'")
        assert said in (await wrong(node))["schema"].why
    else:
        (node.data_dir / DATABASE).write_bytes(b"nothing of a database" * 400)
        assert said in (await wrong(node))["database"].what


def told(url: str, now_ms: int | None = None) -> str:
    return " ".join(one.what for one in reach("shore", url, now_ms or wall_ms()) if not one.is_fine)


@pytest.fixture
def portal() -> Iterator[str]:
    """What answers everything with a page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>Welcome to the marina")

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def a_shore_that_cannot_be_reached_is_named_by_the_step_that_fails(portal: str) -> None:
    assert "is not found" in told("http://shore.invalid")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "nothing answers" in told(f"http://127.0.0.1:{port}")
    assert "captive portal" in told(portal)
    assert "TLS with 127.0.0.1 fails" in told(portal.replace("http:", "https:"))


@asynccontextmanager
async def over_tls(tried: Tried, folder: Path, made_ms: int) -> AsyncIterator[str]:
    signer = authority(folder, names_of("localhost,127.0.0.1"))
    (folder / "trusted.pem").write_bytes(signer.certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(leaf_file(folder, signer, names_of("localhost,127.0.0.1"), made_ms))
    async with serving(tried.world.shore.app, "127.0.0.1", 0, NodeSettings(), context) as url:
        yield url


async def a_certificate_that_is_over_is_named_and_so_is_a_clock_that_differs(
    tried: Tried, tmp_path: Path, node: NodeSettings
) -> None:
    assert await asyncio.to_thread(told, tried.world.shore_url) == ""
    assert "ahead of" in await asyncio.to_thread(told, tried.world.shore_url, wall_ms() + 3_600_000)
    served = node.model_copy(update={"host": "0.0.0.0"})
    shown = served.certificate()
    assert shown is not None
    shown.renew(wall_ms() - 5 * 365 * 86_400_000)
    assert "ended" in (await wrong(served))["certificate"].what
    (folder := tmp_path / "other").mkdir()
    async with over_tls(tried, folder, wall_ms()) as url:
        assert "TLS with 127.0.0.1 fails" in await asyncio.to_thread(told, url)


@pytest.mark.parametrize(("ends_in_days", "said"), [(-1, "certificate has expired"), (7, "ends 20")])
async def a_shores_certificate_that_ended_or_ends_soon_is_named(
    tried: Tried, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends_in_days: int, said: str
) -> None:
    made_ms = wall_ms() - (390 - ends_in_days) * 86_400_000  # a leaf lasts so long from when it is made
    async with over_tls(tried, tmp_path, made_ms) as url:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))
        found = [one for one in await asyncio.to_thread(lambda: list(reach("shore", url, wall_ms()))) if one.do]
    (named,) = [one for one in found if one.name == "certificate"]
    assert said in named.what and "renew" in named.do


async def a_certificate_that_was_brought_and_is_none_or_plain_http_is_named(node: NodeSettings, tmp_path: Path) -> None:
    (tmp_path / "brought.pem").write_bytes(b"no certificate")
    files = {"tls_certificate_file": tmp_path / "brought.pem", "tls_key_file": tmp_path / "brought.pem"}
    assert "cannot be read" in (await wrong(node.model_copy(update=files)))["certificate"].what
    half = node.model_copy(update={"tls_key_file": tmp_path / "brought.pem"})
    assert "go together" in (await wrong(half))["certificate"].what
    assert (
        "plain HTTP"
        in (await wrong(node.model_copy(update={"host": "0.0.0.0", "plain_http": True})))["certificate"].what
    )


def an_older_schema_is_named_with_the_command_that_brings_it_forward() -> None:
    older = schema("0001", ("0002", "0001"), "lazarette migrate")
    assert "this version has 0002" in older.what and "lazarette migrate" in older.do


async def ashore(settings: ShoreSettings, now_ms: int | None = None) -> dict[str, Finding]:
    found = [one async for one in examine_shore(settings, now_ms or wall_ms()) if not one.is_fine]
    assert all(one.why and one.do for one in found)
    return {one.name: one for one in found}


async def what_is_wrong_with_a_shore_is_named(addresses: Addresses, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "lazarette-1.zip").write_bytes(b"")
    settings = ShoreSettings(data_dir=tmp_path, database_url=addresses.owner, shopping_list_v1_enabled=True)
    found = await ashore(settings)
    assert set(found) == {"postgres"}, "the tests' server flushes nothing"
    assert "OFF" in found["postgres"].what
    (tmp_path / "seal.key").write_bytes(bytes(32))
    (tmp_path / "seal.key").chmod(0o644)
    found = await ashore(settings.model_copy(update={"shopping_list_v1_enabled": False}), 1_000)
    assert {"switch", "key files", "clock"} <= set(found)
    engine = owner_engine(addresses.owner)
    async with engine.begin() as connection:
        await connection.execute(sa.text("drop policy own_yacht on pms_history_entries"))
    assert "own_yacht" in (await ashore(settings))["guards"].what
    async with engine.begin() as connection:
        await connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    await engine.dispose()
    assert "none after" in (await ashore(settings))["schema"].what
    away = settings.model_copy(update={"database_url": "postgresql://postgres:x@127.0.0.1:1/none"})
    assert "database" in await ashore(away)
    nothing = await ashore(settings.model_copy(update={"database_url": None}))
    assert "no shore" in nothing["database"].what


async def every_other_fault_of_a_shore_is_named(
    addresses: Addresses, postgres: EmbeddedPostgres, tmp_path: Path, portal: str
) -> None:
    settings = ShoreSettings(data_dir=tmp_path, database_url=addresses.owner, shopping_list_v1_enabled=True)
    elsewhere = {"backup_dir": Path("/proc/lazarette"), "public_url": portal}
    found = await ashore(settings.model_copy(update=elsewhere))
    assert "full" in found["disk"].what and "there is none" in found["backups"].what
    assert "captive portal" in found["public address"].what
    async with administering(addresses.owner) as connection:
        yacht_id = await add_yacht(connection, "Aurora")
        await stand(PostgresTransaction(connection, None), {(yacht_id, "stale"): "No exchange."}, wall_ms())
        changed = "update yacht_feeds set position = 4, digest_matches = false"
        await connection.execute(sa.text(changed))
    everything = [one async for one in examine_shore(settings, wall_ms())]
    said = " ".join(one.what for one in everything if not one.is_fine)
    for fault in ("does not end where the shore says", "differed at its last exchange", "No exchange"):
        assert fault in said
    empty = ShoreSettings(data_dir=tmp_path, database_url=on_database(postgres.owner_url, "template1"))
    assert "holds no shore" in (await ashore(empty))["schema"].what


def a_postgres_that_is_too_old_is_named() -> None:
    assert [release(number).is_fine for number in (150_000, 180_001, 140_011)] == [True, True, False]


async def a_postgres_of_the_shores_own_that_does_not_run_is_named(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = open_folder(tmp_path_factory, "stopped")
    (folder / "postgres").mkdir()
    found = await ashore(ShoreSettings(data_dir=folder, database_url=None, shopping_list_v1_enabled=True))
    assert "does not run" in found["postgres"].what and found["postgres"].do == "lazarette shore serve"


async def the_command_ends_with_one_if_something_needs_doing(
    node: NodeSettings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def typed(*words: str) -> tuple[object, str]:
        monkeypatch.setattr(sys, "argv", ["lazarette", "doctor", "--data-dir", str(node.data_dir), *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capfd.readouterr().out

    monkeypatch.setenv("SHOPPING_LIST_V1_ENABLED", "true")
    code, said = await asyncio.to_thread(typed)
    assert (code, "WRONG" in said, "ok    schema" in said) == (0, False, True)
    (node.data_dir / "tokens.key").chmod(0o644)
    code, said = await asyncio.to_thread(typed)
    assert (code, f"To do: chmod 600 {node.data_dir}/tokens.key" in said) == (1, True)
    code, said = await asyncio.to_thread(typed, "--json")
    assert [one["name"] for one in json.loads(said) if not one["is_fine"]] == ["key files"]
