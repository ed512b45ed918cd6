"""What a Postgres of many machines needs of the shore, as far as one machine shows it."""

import re
from pathlib import Path

import asyncpg
import pglast
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import admin
from cloud_sync.database import ShoreDatabase
from shared_models.tables import Yacht, table_of
from tests.conftest import SEAL_KEY, Addresses

SCRIPT = Path("deploy/citus.sql").read_text(encoding="utf-8")
ON_EVERY_MACHINE = re.findall(r"run_command_on_all_nodes\(\s*\$\$(.*?)\$\$", SCRIPT, re.DOTALL)
SEEN = sa.select(table_of(Yacht).c.yacht_id)


@pytest.mark.parametrize("key, sees", [(SEAL_KEY, True), (b"a key of somebody else, 32 bytes", False)])
async def a_seal_sent_as_text_shows_its_yacht_and_a_forged_one_shows_nothing(
    addresses: Addresses, owner: AsyncEngine, key: bytes, sees: bool
) -> None:
    async with owner.begin() as connection:
        first, _ = [await admin.add_yacht(connection, name) for name in ("First", "Second")]
    database = ShoreDatabase(addresses.app, key, pool_size=1, is_distributed=True)
    async with database.transaction(None, first) as tx:
        assert [row["yacht_id"] for row in await tx.rows(SEEN)] == ([first] if sees else [])
    # it ends with its transaction
    async with database._engine.connect() as connection:
        assert (await connection.execute(SEEN)).all() == []
    await database.close()


async def no_session_of_the_login_reads_what_another_sends_once_the_script_has_run(
    addresses: Addresses, owner: AsyncEngine
) -> None:
    first, second = [await asyncpg.connect(addresses.app) for _ in range(2)]
    await first.execute("begin")
    await first.execute("set local app.ctx = 'a seal'")
    told = (
        "select query from pg_stat_activity where query like '%a seal%' and pid <> pg_backend_pid()",
        f"select pg_stat_get_backend_activity(b) from pg_stat_get_backend_idset() b"
        f" where pg_stat_get_backend_pid(b) = {first.get_server_pid()}",
    )
    for question in told:
        assert "a seal" in await second.fetchval(question)
    assert len(ON_EVERY_MACHINE) == 3
    async with owner.begin() as connection:
        for statement in ON_EVERY_MACHINE:
            await connection.exec_driver_sql(statement)
    for question in told:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await second.fetchval(question)
    await first.close()
    await second.close()


def the_script_is_sql_that_postgres_reads() -> None:
    assert len(pglast.parse_sql(SCRIPT.replace("\\set ON_ERROR_STOP on\n", ""))) > 40
