"""The gap report: what a database lacks of the declared schema, and SQL that adds it."""

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync.catalogue import Catalogue, catalogue
from cloud_sync.database import on_database, run_alone
from cloud_sync.embedded import EmbeddedPostgres
from cloud_sync.gaps import GapReport, gap_report, only_reading, page_of, sql_of
from tests.conftest import Addresses
from tests.postgres.grown import GROWN_TABLES

NUMBER = "0001"


@pytest.fixture
async def wanted(addresses: Addresses) -> Catalogue:
    async with only_reading(addresses.owner) as connection:
        return await catalogue(connection)


@pytest.fixture
async def empty(postgres: EmbeddedPostgres, empty_server: AsyncEngine) -> AsyncIterator[str]:
    name = f"grown_{uuid4().hex}"
    await run_alone(empty_server, f"create database {name} template template0")
    yield on_database(postgres.owner_url, name)
    await run_alone(empty_server, f"drop database {name} with (force)")


async def compared(url: str, wanted: Catalogue) -> GapReport:
    async with only_reading(url) as connection:
        return await gap_report(connection, wanted, NUMBER)


async def executed(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute(sql)
    finally:
        await connection.close()


async def test_a_whole_database_lacks_nothing(addresses: Addresses, wanted: Catalogue) -> None:
    report = await compared(addresses.owner, wanted)
    assert (report.gaps, report.extras, report.has_number) == ([], [], NUMBER)


async def test_an_empty_database_is_made_whole_by_the_reports_own_sql(empty: str, wanted: Catalogue) -> None:
    report = await compared(empty, wanted)
    assert not [gap for gap in report.gaps if gap.person]
    await executed(empty, sql_of(report))
    again = await compared(empty, wanted)
    assert again.gaps == []
    assert again.has_number == NUMBER


async def test_a_grown_table_without_rows_becomes_the_declared_one(empty: str, wanted: Catalogue) -> None:
    await executed(empty, GROWN_TABLES)
    report = await compared(empty, wanted)
    await executed(empty, sql_of(report))
    again = await compared(empty, wanted)
    assert [(gap.kind, gap.key, gap.person) for gap in again.gaps] == []
    extras = {(extra.kind, extra.key) for extra in again.extras}
    assert ("policy", "public.pms_shopping_list_items.anybody") in extras
    assert ("column", "public.pms_shopping_list_items.colour") in extras
    assert ("index", "public.requests_by_status") in extras
    assert ("grant", "delete on public.pms_shopping_list_items to anon") in extras


async def test_what_the_rows_forbid_is_left_to_a_person_and_all_else_runs(empty: str, wanted: Catalogue) -> None:
    rows = """insert into public.pms_shopping_list_items (yacht_id, part_name, part_id, quantity_requested, status)
    values (null, 'Filter', 'no uuid', 0, 'APPROVED'), (gen_random_uuid(), 'Filter', null, 2, 'candidate')"""
    await executed(empty, f"{GROWN_TABLES};{rows}")
    report = await compared(empty, wanted)
    persons = {gap.key: gap.person for gap in report.gaps if gap.person}
    await executed(empty, sql_of(report))
    again = await compared(empty, wanted)
    assert {gap.key for gap in again.gaps} == persons.keys()
    assert again.has_number is None
    table = "public.pms_shopping_list_items"
    assert persons[f"{table}.yacht_id"] == "1 rows do not meet it"
    assert "no uuid" in str(persons[f"{table}.part_id"])
    assert persons[f"{table}: CHECK ((quantity_requested > (0)::numeric))"] == "1 rows do not meet it"
    page = page_of(again, "grown")
    assert all(word in page for word in ("needs a person: 1 rows", "colour", "Its own schema number: none"))


HARMS = [
    ("alter table pms_shopping_list_items drop column installed_at", "column"),
    ("alter table pms_parts alter column name drop not null", "not null"),
    ("alter table pms_parts alter column location set not null", "not null"),
    ("alter table pms_parts alter column quantity_on_hand drop default", "default"),
    ("alter table pms_shopping_list_items drop constraint status_is_known", "constraint"),
    ("alter table pms_shopping_list_items disable trigger trg_log_shopping_list_state_change", "trigger"),
    ("drop index state_history_by_item", "index"),
    ("drop policy own_yacht on pms_history_entries", "policy"),
    ("alter policy own_yacht on pms_feed using (true)", "policy"),
    ("alter table pms_audit_log no force row level security", "row security"),
    ("revoke select on pms_parts from authenticated", "grant"),
    ("revoke execute on function public.get_user_yacht_id() from authenticated", "grant on a function"),
    ("alter table pms_parts alter column name set statistics 100", "statistics"),
    ("create or replace function public.refuse() returns trigger language plpgsql as 'begin end'", "function"),
]
"""What is done to a whole database, and the kind of the one gap that each makes."""


async def test_each_harm_is_one_gap_and_the_sql_mends_them_all(owner: AsyncEngine, wanted: Catalogue) -> None:
    async with owner.connect() as connection:
        await connection.exec_driver_sql("set local search_path = public")
        for harm, _ in HARMS:
            await connection.exec_driver_sql(harm)
        report = await gap_report(connection, wanted, NUMBER)
        assert sorted(gap.kind for gap in report.gaps) == sorted(kind for _, kind in HARMS)
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        await raw.execute(sql_of(report))
        assert (await gap_report(connection, wanted, NUMBER)).gaps == []


async def test_no_word_of_the_report_can_change_the_database(addresses: Addresses) -> None:
    async with only_reading(addresses.owner) as connection:
        with pytest.raises(Exception, match="read-only transaction"):
            await connection.exec_driver_sql("create table public.any_table ()")
