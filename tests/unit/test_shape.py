"""Every yacht's rows can be kept together on one machine of many: their keys all begin with the yacht."""

import sqlalchemy as sa

from cloud_sync.tables import CLOUD
from shared_models.tables import SHARED, SIGN_IN, table_of

NO_YACHTS = {
    "auth_sessions", "sign_in_tries", "fleets", "fleet_managers", "feature_rollouts", "need_views", "need_view_parts",
}  # fmt: skip
"""No yacht's tables: who comes in, fleets and what is summed over them."""


def test_every_key_and_foreign_key_of_a_yachts_table_begins_with_the_yacht() -> None:
    tables = {table.name: table for table in map(table_of, (*SHARED, *SIGN_IN, *CLOUD))}
    assert set(tables) >= NO_YACHTS
    for name in set(tables) - NO_YACHTS:
        table = tables[name]
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
