"""One embedded Postgres for each test process, a fresh database of each kind for each test that asks for one."""

import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlcipher3 import dbapi2 as sqlcipher

from cloud_sync.database import ShoreDatabase, async_url, on_database, owner_engine, prepare, run_alone
from cloud_sync.embedded import EmbeddedPostgres
from migrations.run import migrate_edge

SEAL_KEY = b"only for tests, 32 bytes of key."
APP_PASSWORD = "only-for-tests"
_TEMPLATE = "template_lazarette"


@dataclass(frozen=True)
class Addresses:
    """Of one shore's database: the owner's, and the application login's."""

    owner: str
    app: str


def open_folder(factory: pytest.TempPathFactory, name: str) -> Path:
    """A folder that the embedded Postgres, which does not run as root, gets into."""
    folder = factory.mktemp(name)
    for path in (folder, folder.parent):
        path.chmod(0o755)
    return folder


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """A command that ran here says where the process's logs go: for the tests that come next they go on as before."""
    root = logging.getLogger()
    yield
    for handler in root.handlers[:]:
        if type(handler) is logging.StreamHandler:
            root.removeHandler(handler)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A server of this test process; it keeps nothing."""
    with EmbeddedPostgres(tmp_path_factory.mktemp("postgres") / "data", durable=False) as server:
        yield server


@pytest.fixture(scope="session")
async def empty_server(postgres: EmbeddedPostgres) -> AsyncIterator[AsyncEngine]:
    """The owner's engine on the server's own database, with one connection: opening one costs more than most tests."""
    engine = create_async_engine(async_url(postgres.owner_url), pool_size=1)
    yield engine
    await engine.dispose()


@pytest.fixture(scope="session")
async def migrated_template(postgres: EmbeddedPostgres, empty_server: AsyncEngine) -> str:
    """The name of a migrated database to copy."""
    await run_alone(empty_server, f"create database {_TEMPLATE}")
    await prepare(on_database(postgres.owner_url, _TEMPLATE), SEAL_KEY, APP_PASSWORD)
    return _TEMPLATE


@pytest.fixture
async def addresses(
    postgres: EmbeddedPostgres, empty_server: AsyncEngine, migrated_template: str
) -> AsyncIterator[Addresses]:
    """A fresh, migrated shore's database."""
    name = f"test_{uuid4().hex}"
    await run_alone(empty_server, f"create database {name} template {migrated_template} strategy file_copy")
    await run_alone(empty_server, f"revoke temporary on database {name} from public")
    owner = on_database(postgres.owner_url, name)
    app = sa.make_url(owner).set(username="lazarette_app", password=APP_PASSWORD)
    yield Addresses(owner, app.render_as_string(hide_password=False))
    await run_alone(empty_server, f"drop database {name} with (force)")


@pytest.fixture
async def owner(addresses: Addresses) -> AsyncIterator[AsyncEngine]:
    """The owner's engine on the fresh database: sees everything, proves nothing."""
    engine = owner_engine(addresses.owner)
    yield engine
    await engine.dispose()


@pytest.fixture
async def raw_shore(addresses: Addresses) -> AsyncIterator[asyncpg.Connection]:
    """The owner's connection to the fresh database, without anything in between."""
    connection = await asyncpg.connect(addresses.owner)
    yield connection
    await connection.close()


@pytest.fixture
async def shore(addresses: Addresses) -> AsyncIterator[ShoreDatabase]:
    """The fresh database as the application uses it."""
    database = ShoreDatabase(addresses.app, SEAL_KEY, pool_size=5)
    yield database
    await database.close()


def migrate_file(path: Path) -> None:
    """Make a node's database."""
    engine = sa.create_engine(
        "sqlite://", creator=lambda: sqlcipher.connect(str(path), isolation_level=None), module=sqlcipher,
        poolclass=sa.StaticPool,
    )  # fmt: skip
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        migrate_edge(connection)
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated node's database to copy."""
    path = tmp_path_factory.mktemp("node") / "template.db"
    migrate_file(path)
    return path


@pytest.fixture
def node_file(migrated_file: Path, tmp_path: Path) -> Path:
    """A fresh, migrated node's database."""
    return Path(shutil.copy(migrated_file, tmp_path / "node.db"))


@pytest.fixture
def raw_node(node_file: Path) -> Iterator[sqlite3.Connection]:
    """The node's database through the standard library's SQLite: a stranger's hand on the file."""
    connection = sqlite3.connect(node_file, isolation_level=None)
    connection.execute("pragma synchronous = off")
    yield connection
    connection.close()
