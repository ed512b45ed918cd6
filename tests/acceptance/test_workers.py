"""Three workers of one shore, each a process of its own, on one Postgres."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
import sqlalchemy as sa

from cloud_sync.admin import add_enrolment_code, add_user, add_yacht, administering
from cloud_sync.app import pepper_key
from cloud_sync.database import PostgresTransaction
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.nodes import hash_of_code
from cloud_sync.people import yacht_pepper
from cloud_sync.settings import ShoreSettings
from cloud_sync.turns import Turn
from deploy.link import SlowLink
from edge_node.app import running_node
from edge_node.enrol import enrol
from edge_node.settings import NodeSettings
from shared_models.entries import moment
from shared_models.host import wall_ms
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.tokens import hash_pin
from shared_models.verify import verify
from tests.conftest import open_folder

WORKERS = 3
PIN = "480517"
POSITIONS = "select count(*), min(position), max(position), count(distinct position) from pms_feed where yacht_id = :id"


@dataclass
class Workers:
    """What runs: where each answers, and their database."""

    urls: list[str]
    processes: list[Process]
    owner_url: str
    settings: ShoreSettings

    async def asked(self, statement: str, **given: object) -> tuple[object, ...]:
        """One row, as the owner sees it."""
        async with administering(self.owner_url) as connection:
            return tuple((await connection.execute(sa.text(statement), given)).one())

    async def yacht(self, name: str) -> tuple[str, str]:
        """A new yacht with an engineer of that name; both ids."""
        async with administering(self.owner_url) as connection:
            yacht_id = await add_yacht(connection, name)
            hashed = hash_pin(PIN, yacht_pepper(pepper_key(self.settings), yacht_id))
            return yacht_id, await add_user(connection, yacht_id, f"Elena of {name}", [Role.CHIEF_ENGINEER], hashed)


@pytest_asyncio.fixture(scope="module")
async def workers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Workers]:
    folder = open_folder(tmp_path_factory, "workers")
    with EmbeddedPostgres(folder / "postgres" / "data", durable=False) as postgres:
        command = [str(Path(sys.executable).with_name("lazarette")), "shore", "serve", "--port", "0"]
        environment = {
            **os.environ, "LAZARETTE_SHORE_DATABASE_URL": postgres.owner_url, "SHOPPING_LIST_V1_ENABLED": "true",
            "LAZARETTE_SHORE_DATA_DIR": str(folder / "shore"), "COLUMNS": "200",
        }  # fmt: skip
        processes, urls = [], []
        for _ in range(WORKERS):
            processes.append(
                await asyncio.create_subprocess_exec(*command, env=environment, stderr=asyncio.subprocess.PIPE)
            )
        for process in processes:
            assert process.stderr is not None
            told = ""
            while (found := re.search(r"answers at (\S+)", told)) is None:
                line = await process.stderr.readline()
                assert line, told
                told += line.decode()
            urls.append(found[1])
        settings = ShoreSettings(data_dir=folder / "shore", database_url=postgres.owner_url)
        yield Workers(urls, processes, postgres.owner_url, settings)
        for process in processes:
            if process.returncode is None:
                process.terminate()
            await process.communicate()


async def test_one_sign_in_holds_at_every_worker_and_the_feed_has_no_gap_and_no_repeat(workers: Workers) -> None:
    yacht_id, _ = await workers.yacht("Aurora")
    async with httpx.AsyncClient(timeout=60, trust_env=False) as client:
        who = {"name": "Elena of Aurora", "pin": PIN}
        token = (await client.post(f"{workers.urls[0]}/v1/auth/token", json=who)).json()["access_token"]

        async def request(number: int) -> int:
            payload = {"part_name": f"Part {number}", "quantity_requested": 1, "source_type": "manual_add"}
            body = {"action": "create_shopping_list_item", "context": {"yacht_id": yacht_id}, "payload": payload}
            url = f"{workers.urls[number % WORKERS]}/v1/actions/execute"
            return (await client.post(url, json=body, headers={"authorization": f"Bearer {token}"})).status_code

        assert set(await asyncio.gather(*(request(number) for number in range(60)))) == {200}
    assert await workers.asked(POSITIONS, id=yacht_id) == (60, 1, 60, 60)


async def test_wrong_tries_hold_up_whoever_makes_them_at_every_worker(workers: Workers) -> None:
    await workers.yacht("Borealis")
    async with httpx.AsyncClient(timeout=60, trust_env=False) as client:

        async def tried(number: int) -> int:
            who = {"name": "Elena of Borealis", "pin": "999999"}
            return (await client.post(f"{workers.urls[number % WORKERS]}/v1/auth/token", json=who)).status_code

        assert [await tried(number) for number in range(5)] == [401] * 5
        assert [await tried(number) for number in range(WORKERS)] == [429] * WORKERS


async def test_what_is_done_by_the_clock_is_done_by_one_worker_and_by_another_when_that_one_ends(
    workers: Workers,
) -> None:
    turns = [Turn(workers.owner_url) for _ in range(WORKERS)]
    assert [await turn.is_mine() for turn in turns] == [True, False, False]
    assert [await turn.is_mine() for turn in turns] == [True, False, False]
    await turns[0].give_up()
    assert [await turn.is_mine() for turn in turns[1:]] == [True, False]
    for turn in turns:
        await turn.give_up()


async def test_a_worker_that_is_killed_in_mid_exchange_loses_nothing(workers: Workers, tmp_path: Path) -> None:
    yacht_id, user_id = await workers.yacht("Calypso")
    async with administering(workers.owner_url) as connection:
        await add_enrolment_code(connection, yacht_id, hash_of_code("CODE"), moment(wall_ms() + 3_600_000))
    await enrol(tmp_path, workers.urls[0], "CODE", wall_ms())
    elena = Actor(user_id, "Elena", yacht_id, Role.CHIEF_ENGINEER, frozenset({Role.CHIEF_ENGINEER}))
    link = await SlowLink(workers.urls[2], bits_per_s=256_000, delay_s=0.05).start()
    settings = NodeSettings(data_dir=tmp_path, manual_sync=True, shopping_list_v1_enabled=True)
    many = 400
    async with running_node(settings.model_copy(update={"shore_url": link.url})) as node:
        payloads = [
            {"part_name": f"Part {os.urandom(12).hex()}", "quantity_requested": 1, "source_type": "manual_add"}
            for _ in range(many)
        ]
        acts = (node.backend.act(elena, Action.CREATE, payload, None) for payload in payloads)
        await asyncio.gather(*acts)
        exchange = asyncio.create_task(node.backend.engine.exchange())
        while (await workers.asked(POSITIONS, id=yacht_id))[0] == 0:  # noqa: ASYNC110  a database tells nobody
            await asyncio.sleep(0.02)
        workers.processes[2].send_signal(signal.SIGKILL)
        assert (await exchange).outcome == "link_down"
        arrived = (await workers.asked(POSITIONS, id=yacht_id))[0]
        assert isinstance(arrived, int) and 0 < arrived < many
    await link.stop()
    async with running_node(settings.model_copy(update={"shore_url": workers.urls[1]})) as node:
        assert (await node.backend.engine.exchange()).outcome == "ok"
        async with node.database.reading() as tx:
            board = await verify(tx, yacht_id)
    assert await workers.asked(POSITIONS, id=yacht_id) == (many, 1, many, many)
    async with administering(workers.owner_url) as connection:
        shore = await verify(PostgresTransaction(connection, None), yacht_id)
    assert not board.problems and not shore.problems and board.digest == shore.digest
