"""The shore can be spread over many machines: each yacht's rows together, and every question says which yacht."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from cloud_sync.guard import EVERY_FUNCTION, MODELS, declared
from cloud_sync.placement import AT_COORDINATOR, EVERYWHERE, TOGETHER, script
from shared_models import ddl
from shared_models.tables import table_of
from tests.queries import statements_of, without_yacht

NO_YACHTS = {
    "auth_sessions", "sign_in_tries", "fleets", "fleet_managers", "feature_rollouts", "need_views", "need_view_parts",
}  # fmt: skip
"""No yacht's tables: who comes in, fleets and what is summed over them."""
ACROSS_YACHTS = {
    "yacht_figures": "how all yachts stand, for whoever watches the shore",
    "checks_told": "the last run of the health worker, on its one test yacht, which is not known before",
    "roll_out": "an administrator's, over all yachts",
    "say_rollout": "an administrator's, over all yachts",
    "needs_found": "the first day on which a page's parts are needed, of a set of more than 16 yachts",
    "rebuild_summaries": "an administrator's; its yacht is asked around what is counted",
}
"""The functions that ask all machines, with the reason. All others ask one."""
TABLES = {table.name: table for table in map(table_of, MODELS)}


def test_every_key_and_foreign_key_of_a_yachts_table_begins_with_the_yacht() -> None:
    assert set(TABLES) >= NO_YACHTS
    for name in set(TABLES) - NO_YACHTS:
        table = TABLES[name]
        keys: list[list[str]] = [
            [column.name for column in one.columns]
            for one in table.constraints
            if isinstance(one, sa.PrimaryKeyConstraint | sa.UniqueConstraint | sa.ForeignKeyConstraint)
        ]
        keys += [
            [str(getattr(one, "name", one)) for one in index.expressions] for index in table.indexes if index.unique
        ]
        assert keys and all(key[0] == "yacht_id" for key in keys), (name, keys)
        for foreign in table.foreign_key_constraints:
            assert foreign.elements[0].column.name == "yacht_id", (name, foreign.name)


def test_every_table_has_its_place_and_no_table_without_a_yacht_is_spread() -> None:
    assert {*TOGETHER, *EVERYWHERE, *AT_COORDINATOR} == set(TABLES)
    assert not set(TOGETHER) & NO_YACHTS


def test_the_script_for_citus_is_the_one_that_the_tables_give() -> None:
    assert Path("deploy/citus.sql").read_text(encoding="utf-8") == script()


def test_no_table_of_which_each_machine_has_a_copy_has_a_trigger() -> None:
    triggers = [statement for statement in declared() if statement.startswith("create trigger")]
    assert triggers and not [t for t in triggers for name in EVERYWHERE if f" on public.{name}\n" in t]


def test_every_function_asks_for_one_yacht_but_those_that_are_named() -> None:
    texts = {one.signature.split("(")[0].split(".")[1]: one.text for one in EVERY_FUNCTION}
    texts |= ddl.functions("postgresql")
    astray = {name for name, text in texts.items() if any(without_yacht(s, TOGETHER) for s in statements_of(text))}
    assert astray == set(ACROSS_YACHTS)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from pms_feed where position > 4",
        "select * from pms_feed where yacht_id = $1 or position > 4",
        "select * from pms_feed f join pms_parts p on p.yacht_id = f.yacht_id",
        "update pms_parts set version = 0 where id = $1",
        "delete from pms_parts p using pms_feed f where p.yacht_id = $1 and f.position = 1",
        "insert into pms_parts (id) values ($1)",
        "select 1 where exists (select from public.pms_parts)",
    ],
)
def test_a_statement_that_leaves_out_the_yacht_is_found(statement: str) -> None:
    assert without_yacht(statement, TOGETHER)
    assert not without_yacht("select * from pms_feed f join pms_parts p using (yacht_id) where f.yacht_id = $1", ())
