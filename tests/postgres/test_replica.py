"""The fleet's pages are read from a streaming replica; what it does not answer the primary does."""

import asyncio
import shutil
import subprocess
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import admin
from cloud_sync.backend import ShoreBackend
from cloud_sync.database import ShoreDatabase
from cloud_sync.embedded import EmbeddedPostgres, server_programs
from cloud_sync.people import ShorePeople
from cloud_sync.replica import Replica
from shared_models.roles import Actor, Role
from shared_models.tokens import Issuer, private_key
from tests.conftest import SEAL_KEY, Addresses, open_folder


@pytest.fixture(scope="module")
def standby(postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A copy of the test server that follows it."""
    folder = open_folder(tmp_path_factory, "standby")
    server = EmbeddedPostgres(folder / "data", durable=False)
    command = [
        server_programs() / "pg_basebackup", f"--dbname={postgres.owner_url}", f"--pgdata={server.data_dir}",
        "--write-recovery-conf", "--checkpoint=fast", "--no-sync",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    shutil.copy(postgres.data_dir.with_name("data.password"), folder / "data.password")
    with server:
        yield server


@dataclass
class Fleet:
    """A manager of two yachts and the shore that answers them."""

    actors: list[Actor]
    backend: ShoreBackend
    owner: AsyncEngine

    def reads(self) -> dict[str, float]:
        return {labels["answered"]: value for labels, value in self.backend.replica.gauges()[0].samples}

    async def as_of(self) -> set[str | None]:
        return {one["as_of"] for one in (await self.backend.fleet_status(self.actors)).values()}

    async def is_of_now(self) -> bool:
        return None not in await self.as_of()

    async def is_read_there(self) -> bool:
        both = {actor.yacht_id for actor in self.actors}
        return set(await self.backend.fleet_status(self.actors)) == both and self.reads()["replica"] > 0

    async def exchanged(self) -> None:
        async with self.owner.begin() as connection:
            await connection.execute(sa.text("update yacht_feeds set last_exchange_at = now()"))


@pytest.fixture
async def fleet(addresses: Addresses, owner: AsyncEngine, shore: ShoreDatabase, tmp_path: Path) -> Fleet:
    async with owner.begin() as connection:
        yachts = [await admin.add_yacht(connection, name) for name in ("First", "Second", "Another's")]
        user = await admin.add_user(connection, yachts[0], "Mara", [Role.MANAGER], "pin")
        await admin.add_user(connection, yachts[1], "Mara", [Role.MANAGER], "pin", user_id=user)
    people = ShorePeople(shore, Issuer("s", private_key(tmp_path / "k"), 60), b"p" * 32, None, partial(int, 0))
    actors = [Actor(user, "Mara", yacht, Role.MANAGER) for yacht in yachts[:2]]
    return Fleet(actors, ShoreBackend(shore, people, True, partial(int, 0)), owner)


def _at(addresses: Addresses, port: int) -> ShoreDatabase:
    url = sa.make_url(addresses.app).set(port=port)
    return ShoreDatabase(url.render_as_string(hide_password=False), SEAL_KEY, pool_size=1)


async def _until(reached: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await reached():  # noqa: ASYNC110  a database tells nobody
            await asyncio.sleep(0.02)


async def the_fleet_is_read_where_the_replica_stands_and_says_how_old_that_is(
    fleet: Fleet, standby: EmbeddedPostgres, addresses: Addresses
) -> None:
    fleet.backend.replica = Replica(_at(addresses, standby.port), left_alone_s=0)
    owner = sa.make_url(addresses.owner).set(port=standby.port)
    # what was made just now gets there a little later: until then the primary answers
    await _until(fleet.is_read_there)
    control = ShoreDatabase(owner.render_as_string(hide_password=False), SEAL_KEY, pool_size=1)
    async with control._engine.connect() as connection:
        await connection.execute(sa.text("select pg_wal_replay_pause()"))
        await fleet.exchanged()
        assert await fleet.as_of() == {None}  # an older picture, and it says so
        await connection.execute(sa.text("select pg_wal_replay_resume()"))
    await control.close()

    await _until(fleet.is_of_now)
    await fleet.backend.replica.close()


async def what_the_replica_does_not_answer_the_primary_does_and_both_are_counted(
    fleet: Fleet, addresses: Addresses, caplog: pytest.LogCaptureFixture
) -> None:
    fleet.backend.replica = Replica(_at(addresses, 1))
    assert await fleet.as_of() == {None}
    assert await fleet.as_of() == {None}
    assert fleet.reads() == {"replica": 0, "primary": 2}
    # it is asked once, and then left alone for a while
    assert [record.name for record in caplog.records if record.levelname == "WARNING"] == ["lazarette.replica"]
    # one yacht's own people always read what was written last
    await fleet.backend.fleet_status(fleet.actors[:1])
    assert fleet.reads() == {"replica": 0, "primary": 2}
