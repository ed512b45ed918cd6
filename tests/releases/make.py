"""Keep what this version's databases look like, with data in them: python -m tests.releases.make.

Each folder here is a version. Those of versions that were released are never made anew: they are what is out there,
and every later version must take them forward. The present version's is made anew until it is released.
"""

import asyncio
import contextlib
import json
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from cloud_sync.admin import add_user, add_yacht, administering
from cloud_sync.database import ShoreDatabase, owner_engine, prepare
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.guard import MODELS
from cloud_sync.guard import declared as declared_ashore
from migrations.run import joined, schemas
from shared_models.host import VERSION
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.tables import table_of
from tests.conftest import APP_PASSWORD, SEAL_KEY, Addresses
from tests.simulation.test_parting import Yacht, lamp, some_history

HERE = Path(__file__).parent
EDGE, CLOUD, ROWS = "edge.sql", "cloud.sql", "cloud.jsonl"


async def lived(folder: Path) -> None:
    """Write both sides' databases, after some acts on each, an exchange, and acts that wait."""
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        directory.chmod(0o755)
        with EmbeddedPostgres(directory / "postgres", durable=False) as postgres:
            owner = postgres.owner_url
            app_url = await prepare(owner, SEAL_KEY, APP_PASSWORD)
            async with administering(owner) as connection:
                yacht_id, people = await add_yacht(connection, "Aurora"), dict[Role, Actor]()
                for role in Role:
                    user_id = await add_user(connection, yacht_id, role.value, [role], None, "2020-01-01T00:00:00.000Z")
                    people[role] = Actor(user_id, role.value, yacht_id, role)
            yacht = Yacht(
                Addresses(owner, app_url), ShoreDatabase(app_url, SEAL_KEY, pool_size=3), yacht_id, people, directory
            )
            engine = await yacht.node("node")
            await some_history(yacht, engine, 8)
            await yacht.agree(engine)
            await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp("Waits"))
            await engine.database.close()
            await yacht.shore.close()
            with contextlib.closing(sqlite3.connect(directory / "node" / "node.db")) as node:
                (folder / EDGE).write_text("\n".join(node.iterdump()) + "\n", "utf-8")
            (folder / ROWS).write_text(await rows_of(owner), "utf-8")
    (folder / CLOUD).write_text(schema_ashore(), "utf-8")


def schema_ashore() -> str:
    """The shore's whole schema as it is declared, and its number."""
    number = [
        "create table alembic_version (version_num varchar(32) not null primary key)",
        f"insert into alembic_version values ('{schemas('cloud')[0]}')",
    ]
    return joined([*declared_ashore(), *number])


async def rows_of(owner_url: str) -> str:
    """Every row ashore: a line for each table that has some."""
    lines, engine = list[str](), owner_engine(owner_url)
    async with engine.connect() as connection:
        for name in (table_of(model).name for model in MODELS):
            rows: Any = await connection.scalar(
                sa.text(f"select cast(jsonb_agg(to_jsonb(t)) as text) from public.{name} t")
            )
            if rows is not None:
                lines.append(json.dumps({"table": name, "rows": json.loads(rows)}, ensure_ascii=False))
    await engine.dispose()
    return "\n".join(lines) + "\n"


def main() -> None:
    """Make the present version's."""
    folder = HERE / VERSION
    folder.mkdir(exist_ok=True)
    asyncio.run(lived(folder))


if __name__ == "__main__":
    main()
