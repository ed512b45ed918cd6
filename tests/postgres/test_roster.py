"""Whatever changes people or nodes ashore leaves a row in the audit, also by hand; and what a role's end means."""

from typing import Any
from uuid import uuid4

import asyncpg
import pytest
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from cloud_sync import admin
from cloud_sync.database import ShoreDatabase
from shared_models.roles import Role
from shared_models.tables import Audit, table_of

AUDIT = table_of(Audit)


async def audited(owner: AsyncEngine) -> list[dict[str, Any]]:
    async with owner.connect() as connection:
        found = await connection.execute(sa.select(AUDIT).order_by(AUDIT.c.created_at, AUDIT.c.action))
        return [dict(row) for row in found.mappings()]


@pytest.fixture
async def yacht_id(owner: AsyncEngine) -> str:
    async with owner.begin() as connection:
        return await admin.add_yacht(connection, "Aurora")


async def a_change_by_hand_is_audited_without_what_is_secret(
    owner: AsyncEngine, raw_shore: asyncpg.Connection, yacht_id: str
) -> None:
    user, node = str(uuid4()), str(uuid4())
    steps: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("insert into auth_users_profiles (yacht_id, user_id, name, pin_hash) values ($1, $2, 'Mia', 'hash one')",
         (yacht_id, user)),
        ("update auth_users_profiles set pin_hash = 'hash two' where user_id = $1", (user,)),
        ("update auth_users_profiles set name = 'Maria' where user_id = $1", (user,)),
        ("update auth_users_profiles set name = 'Maria' where user_id = $1", (user,)),
        ("insert into auth_users_roles (yacht_id, user_id, role, valid_from) values ($1, $2, 'crew', now())",
         (yacht_id, user)),
        ("delete from auth_users_roles where user_id = $1", (user,)),
        ("insert into nodes (yacht_id, node_id, public_key, enrolled_at) values ($1, $2, 'key one', now())",
         (yacht_id, node)),
        ("update nodes set public_key = 'key two' where node_id = $1", (node,)),
        ("delete from nodes where node_id = $1", (node,)),
        ("insert into enrolment_codes (yacht_id, code_hash, expires_at) values ($1, 'hash three', now())",
         (yacht_id,)),
    )  # fmt: skip
    for statement, values in steps:
        await raw_shore.execute(statement, *values)
    rows = await audited(owner)
    assert [(row["action"], row["entity_type"], row["entity_id"]) for row in rows] == [
        ("person_added", "person", user), ("person_changed", "person", user), ("person_changed", "person", user),
        ("role_added", "person", user), ("role_changed", "person", user),
        ("node_added", "node", node), ("node_changed", "node", node), ("node_removed", "node", node),
        ("enrolment_code_added", "node", yacht_id),
    ]  # fmt: skip
    added, pin, name, _, ended, *_ = rows
    assert added["new_values"] == {"user_id": user, "name": "Mia", "pin_hash": "changed"}
    assert (pin["old_values"], pin["new_values"]) == ({"pin_hash": "changed"}, {"pin_hash": "changed"})
    assert (name["old_values"], name["new_values"]) == ({"name": "Mia"}, {"name": "Maria"})
    assert ended["old_values"] == {"is_active": True}
    assert ended["metadata"] == {"login": "postgres", "role": "crew"}
    assert ended["new_values"].keys() == {"is_active", "valid_until"}
    for row in rows:
        assert "hash " not in str(row)
        assert "key " not in str(row).replace("public_key ", "")
        assert row["user_id"] is None


async def a_change_under_a_seal_names_the_person(
    owner: AsyncEngine, shore: ShoreDatabase, addresses: Any, yacht_id: str
) -> None:
    user = str(uuid4())
    async with shore.transaction(user, yacht_id) as tx:
        seal = (await tx.rows(sa.text("select current_setting('app.ctx') as seal")))[0]["seal"]
    async with owner.begin() as connection:
        await connection.execute(sa.text("select set_config('app.ctx', :seal, true)"), {"seal": seal})
        await admin.add_user(connection, yacht_id, "Mia", [Role.CREW], None)
    assert {row["user_id"] for row in await audited(owner)} == {user}


async def what_was_audited_nobody_changes(
    owner: AsyncEngine, shore: ShoreDatabase, raw_shore: asyncpg.Connection, yacht_id: str
) -> None:
    async with owner.begin() as connection:
        user = await admin.add_user(connection, yacht_id, "Mia", [Role.CREW], None)
    for statement in ("update pms_audit_log set user_id = null", "delete from pms_audit_log",
                      "truncate pms_audit_log"):  # fmt: skip
        with pytest.raises(asyncpg.PostgresError, match="append-only"):
            await raw_shore.execute(statement)
        with pytest.raises(sa.exc.DBAPIError, match="permission denied"):
            async with shore.transaction(user, yacht_id) as tx:
                await tx.rows(sa.text(statement))


@pytest.mark.parametrize(
    "given_back",
    [
        "is_active = true",
        "is_active = true, valid_until = null",
        "is_active = true, valid_until = now() + interval '1 day'",
    ],
)
async def a_role_that_is_given_back_begins_anew(raw_shore: asyncpg.Connection, yacht_id: str, given_back: str) -> None:
    await raw_shore.execute(
        "insert into auth_users_roles (yacht_id, user_id, role, valid_from) values ($1, $2, 'crew', '2026-01-01')",
        yacht_id, str(uuid4()),
    )  # fmt: skip
    await raw_shore.execute("update auth_users_roles set is_active = false")
    await raw_shore.execute(f"update auth_users_roles set {given_back} where not is_active")
    rows = await raw_shore.fetch("select *, valid_until > now() as lasts from auth_users_roles order by valid_from")
    ended, again = rows
    assert not ended["is_active"]
    assert ended["valid_until"] < again["valid_from"]
    assert again["is_active"]
    assert again["lasts"] in (None, True)


async def a_role_that_ran_out_and_is_prolonged_keeps_its_gap(raw_shore: asyncpg.Connection, yacht_id: str) -> None:
    await raw_shore.execute(
        "insert into auth_users_roles (yacht_id, user_id, role, valid_from, valid_until)"
        " values ($1, $2, 'crew', '2026-01-01', '2026-02-01')", yacht_id, str(uuid4()),
    )  # fmt: skip
    await raw_shore.execute("update auth_users_roles set valid_until = null")
    ran_out, again = await raw_shore.fetch("select * from auth_users_roles order by valid_from")
    assert f"{ran_out['valid_until']:%Y-%m-%d}" == "2026-02-01"
    assert (again["is_active"], again["valid_until"]) == (True, None)


async def an_end_that_is_undone_at_once_was_none(raw_shore: asyncpg.Connection, yacht_id: str) -> None:
    async with raw_shore.transaction():
        await raw_shore.execute(
            "insert into auth_users_roles (yacht_id, user_id, role, valid_from) values ($1, $2, 'crew', now())",
            yacht_id, str(uuid4()),
        )  # fmt: skip
        await raw_shore.execute("update auth_users_roles set is_active = false")
        await raw_shore.execute("update auth_users_roles set is_active = true")
    (row,) = await raw_shore.fetch("select * from auth_users_roles")
    assert (row["is_active"], row["valid_until"]) == (True, None)
