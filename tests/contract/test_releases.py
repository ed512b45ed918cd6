"""Every released version's databases, with data in them, come forward to this version and lose nothing."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import declared as cloud_declared
from cloud_sync.database import PostgresTransaction, on_database, owner_engine, run_alone
from cloud_sync.embedded import EmbeddedPostgres
from edge_node import declared as edge_declared
from edge_node.backup import about_file
from edge_node.database import NodeDatabase
from edge_node.tables import declared as declared_on_board
from migrations.run import NewerSchema, frozen, migrate_cloud, schema_of, schemas
from shared_models.host import VERSION
from shared_models.verify import verify
from tests.releases.make import CLOUD, EDGE, HERE, ROWS, schema_ashore

RELEASES = sorted(path for path in HERE.iterdir() if (path / EDGE).exists())
AGAIN = (
    f"the schema has changed since tests/releases/{VERSION} was made. That version is not released yet, so make it "
    "anew: python -m tests.releases.make. Once it is, the change needs a migration and a new version instead."
)


def the_present_versions_dump_has_the_present_schema() -> None:
    assert (HERE / VERSION / CLOUD).read_text("utf-8") == schema_ashore(), AGAIN
    with (
        contextlib.closing(sqlite3.connect(":memory:")) as kept,
        contextlib.closing(sqlite3.connect(":memory:")) as now,
    ):
        kept.executescript((HERE / VERSION / EDGE).read_text("utf-8"))
        for statement in declared_on_board():
            now.execute(statement)
        query = "select name, sql from sqlite_schema where tbl_name <> 'alembic_version' order by name"
        assert kept.execute(query).fetchall() == now.execute(query).fetchall(), AGAIN


@pytest.mark.parametrize("side", ["edge", "cloud"])
def the_schemas_are_numbered_by_their_files_as_alembic_has_them(side: str) -> None:
    scripts = ScriptDirectory(str(HERE.parent.parent / "migrations" / side))
    assert schemas(side) == tuple(script.revision for script in scripts.walk_revisions())


def a_start_that_migrates_nothing_does_not_pay_for_alembic() -> None:
    program = "import sys, deploy.node_serving, deploy.shore_commands; print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
async def every_released_nodes_database_comes_forward(release: Path, tmp_path: Path) -> None:
    path = tmp_path / "node.db"
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.executescript((release / EDGE).read_text("utf-8"))
    before = about_file(path, None)
    database = await NodeDatabase(path).open()
    try:
        async with database.reading() as tx:
            assert await edge_declared.missing(tx) == []
            report = await verify(tx, before.yacht_id)
    finally:
        await database.close()
    assert (report.problems, report.entries) == ([], before.entries)
    assert before.entries > 8 and before.waiting > 0
    assert about_file(path, None).schema == schemas("edge")[0]


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
async def every_released_shores_database_comes_forward(
    release: Path, postgres: EmbeddedPostgres, empty_server: AsyncEngine
) -> None:
    await run_alone(empty_server, "create database released template template0")
    engine = owner_engine(on_database(postgres.owner_url, "released"))
    try:
        async with engine.begin() as connection:
            for statement in frozen(release / CLOUD):
                await connection.exec_driver_sql(statement)
            for line in (release / ROWS).read_text("utf-8").splitlines():
                told = json.loads(line)
                name = f"public.{told['table']}"
                await connection.exec_driver_sql(f"alter table {name} disable trigger user")
                filled = sa.text(
                    f"insert into {name} select * from jsonb_populate_recordset(null::{name}, cast(:r as jsonb))"
                )
                await connection.execute(filled, {"r": json.dumps(told["rows"])})
                await connection.exec_driver_sql(f"alter table {name} enable trigger user")
        async with engine.begin() as connection:
            await connection.run_sync(migrate_cloud)
        async with engine.begin() as connection:
            assert await connection.run_sync(schema_of) == schemas("cloud")[0]
            yacht_id = str(await connection.scalar(sa.text("select cast(yacht_id as text) from yacht_registry")))
            tx = PostgresTransaction(connection, None)
            assert await cloud_declared.missing(tx) == []
            report = await verify(tx, yacht_id)
            assert report.problems == []
            assert report.entries > 8
            await connection.exec_driver_sql("update alembic_version set version_num = '9999'")
            with pytest.raises(NewerSchema, match="has schema 9999, and this version"):
                await connection.run_sync(migrate_cloud)
    finally:
        await engine.dispose()
        await run_alone(empty_server, "drop database released with (force)")
