"""One shore for all the seeds that a test process runs: each has a yacht of its own on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync.database import on_database, run_alone
from cloud_sync.embedded import EmbeddedPostgres
from deploy.simulate.shore import SimulatedShore, simulated_shore
from tests.conftest import APP_PASSWORD, SEAL_KEY

_NAME = "simulated"


@pytest.fixture(scope="session")
async def simulated(
    postgres: EmbeddedPostgres, empty_server: AsyncEngine, migrated_template: str
) -> AsyncIterator[SimulatedShore]:
    """The shore."""
    await run_alone(empty_server, f"create database {_NAME} template {migrated_template}")
    owner = on_database(postgres.owner_url, _NAME)
    app = sa.make_url(owner).set(username="lazarette_app", password=APP_PASSWORD)
    async with simulated_shore(owner, app.render_as_string(hide_password=False), SEAL_KEY) as shore:
        yield shore


@pytest.fixture
def yachts_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the nodes of a seed lie."""
    return tmp_path_factory.mktemp("yachts")
