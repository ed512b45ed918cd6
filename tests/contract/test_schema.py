"""The migrated schema is the declared one: every table, index, trigger, function and policy, by the databases' word."""

import sqlite3

from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync.catalogue import QUERIES, Catalogue, catalogue
from cloud_sync.database import on_database, owner_engine, run_alone
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.guard import declared as declared_ashore
from edge_node.tables import declared as declared_on_board
from shared_models import ddl


async def described(engine: AsyncEngine) -> Catalogue:
    async with engine.connect() as connection:
        return await catalogue(connection)


async def the_shores_migrations_make_what_is_declared(
    postgres: EmbeddedPostgres, empty_server: AsyncEngine, owner: AsyncEngine
) -> None:
    await run_alone(empty_server, "drop database if exists declared")
    await run_alone(empty_server, "create database declared template template0")
    engine = owner_engine(on_database(postgres.owner_url, "declared"))
    async with engine.begin() as connection:
        for statement in declared_ashore():
            await connection.exec_driver_sql(statement)
    declared, migrated = await described(engine), await described(owner)
    await engine.dispose()
    assert {kind for kind, _ in declared} == set(QUERIES)
    assert migrated == declared


def schema_of(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    query = "select type, name, tbl_name, coalesce(sql, '') from sqlite_master where tbl_name <> 'alembic_version'"
    return sorted(connection.execute(query).fetchall())


def the_nodes_migrations_make_what_is_declared(raw_node: sqlite3.Connection) -> None:
    declared = sqlite3.connect(":memory:")
    for statement in declared_on_board():
        declared.execute(statement)
    assert schema_of(raw_node) == schema_of(declared)
    declared.close()


def the_triggers_have_the_names_that_people_look_for(raw_node: sqlite3.Connection) -> None:
    for dialect in ("sqlite", "postgresql"):
        assert {ddl.ENFORCE, ddl.LOG} <= ddl.triggers(dialect).keys()
    for name, text in ddl.triggers("sqlite").items():
        stored = raw_node.execute("select sql from sqlite_master where type = 'trigger' and name = ?", (name,))
        assert stored.fetchone() == (text,)
