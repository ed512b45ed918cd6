"""`lazarette shore gap-report` and `shore adopt` as an owner types them."""

import asyncio
import csv
import re
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync.database import on_database, prepare, run_alone
from cloud_sync.embedded import EmbeddedPostgres
from deploy.cli import main
from tests.conftest import APP_PASSWORD, SEAL_KEY
from tests.postgres.grown import COUNT, Grown, grown
from tests.postgres.test_adoption import yachts_of

Typed = Callable[..., tuple[object, str, str]]


@dataclass
class Place:
    """A shore and, elsewhere, the list that its yachts had."""

    owner: str
    source: str
    folder: Path
    yachts: dict[str, tuple[list[str], list[str]]]
    list: Grown


@pytest.fixture(scope="module")
async def place(
    postgres: EmbeddedPostgres, empty_server: AsyncEngine, migrated_template: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Place]:  # fmt: skip
    await run_alone(empty_server, "create database typed_source template template0")
    await run_alone(empty_server, f"create database typed template {migrated_template}")
    owner, source = (on_database(postgres.owner_url, name) for name in ("typed", "typed_source"))
    folder = tmp_path_factory.mktemp("typed")
    (folder / "seal.key").write_bytes(SEAL_KEY)
    yachts = await yachts_of(owner)
    rows = grown(COUNT, yachts)
    await rows.write(source)
    yield Place(owner, source, folder, yachts, rows)
    await prepare(owner, SEAL_KEY, APP_PASSWORD)  # the commands gave the application's login their own
    for name in ("typed", "typed_source"):
        await run_alone(empty_server, f"drop database {name} with (force)")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Typed:
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str) -> tuple[object, str, str]:
        monkeypatch.setattr(sys, "argv", ["lazarette", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return (ended.value.code, *capfd.readouterr())

    return run


async def test_the_gap_report_says_what_a_grown_database_lacks_as_a_page_and_as_sql(
    place: Place, typed: Typed, tmp_path: Path
) -> None:
    page, statements = tmp_path / "gaps.html", tmp_path / "gaps.sql"
    words = ("shore", "gap-report", "--html", str(page), "--sql", str(statements), "--database-url")
    code, printed, said = await asyncio.to_thread(typed, *words, place.source)
    assert code == 1
    assert "table public.pms_history_entries is missing" in printed and "colour" in printed
    assert re.search(r"[1-9]\d* missing, [1-9]\d* different, [1-9]\d* need a person", said)
    assert "typed_source" in page.read_text() and "create table" in statements.read_text().lower()


async def test_adopt_tries_then_does_and_does_it_once(place: Place, typed: Typed, tmp_path: Path) -> None:
    fates = tmp_path / "rows.csv"
    shore = ("--data-dir", str(place.folder), "--database-url", place.owner)
    words = ["shore", "adopt", *shore, "--source-url", place.source, "--report", str(fates)]
    for yacht in place.yachts:
        words += ["--yacht", yacht]
    aside = sum(place.list.set_aside.values())
    for is_dry in (True, False):
        code, printed, said = await asyncio.to_thread(typed, *words, *(["--dry-run"] if is_dry else []))
        assert code == 0, said
        adopted = int(re.findall(r"adopted, by status: (\d+)", printed)[0])
        assert (f"set aside, by reason: {aside}" in printed, adopted) == (True, COUNT - aside)
        assert f"of them with a fault that is noted: {len({*_repaired(fates)})}" in printed
        assert ("Nothing was written." if is_dry else f"{adopted} rows were adopted.") in said
        with fates.open(newline="") as file:
            assert len({row["line"] for row in csv.DictReader(file)}) == COUNT
    code, _, said = await asyncio.to_thread(typed, *words)
    assert (code, "adopted before" in said, said.count("\n")) == (2, True, 1)


def _repaired(fates: Path) -> list[str]:
    with fates.open(newline="") as file:
        return [row["line"] for row in csv.DictReader(file) if row["adopted"] == "True" and row["kind"]]
