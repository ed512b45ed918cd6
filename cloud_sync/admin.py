"""What the owner of the shore does: yachts, people, enrolment codes, fleets. On an owner's connection."""

import secrets
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection
from uuid_utils.compat import uuid7

from cloud_sync.database import owner_engine
from cloud_sync.tables import EnrolmentCode, Fleet, FleetManager, FleetYacht, Node, YachtFeed
from shared_models.entries import GENESIS, moment
from shared_models.errors import CommandError
from shared_models.roles import Role
from shared_models.tables import Notice, Profile, Session, UserRole, Yacht, table_of


def _now() -> str:
    return moment(int(datetime.now(UTC).timestamp() * 1000))


@asynccontextmanager
async def administering(owner_url: str) -> AsyncIterator[AsyncConnection]:
    """One transaction as the owner."""
    engine = owner_engine(owner_url)
    try:
        async with engine.begin() as connection:
            yield connection
    finally:
        await engine.dispose()


async def find_yacht(connection: AsyncConnection, name_or_id: str) -> str:
    """The id of the yacht of that name or id. Raises CommandError if there is none, or more than one."""
    table = table_of(Yacht)
    rows = (await connection.execute(sa.select(table.c.yacht_id, table.c.name))).all()
    found = [yacht_id for yacht_id, name in rows if name_or_id in (yacht_id, name)]
    if len(found) != 1:
        raise CommandError(f"There {'is no yacht' if not found else 'are several yachts'} called {name_or_id}.")
    return str(found[0])


async def add_yacht(connection: AsyncConnection, name: str, yacht_id: str | None = None) -> str:
    """Register a yacht with an empty journal; returns its id."""
    taken = sa.select(table_of(Yacht).c.yacht_id).where(table_of(Yacht).c.name == name)
    if (await connection.execute(taken)).first() is not None:
        raise CommandError(f"There is a yacht called {name} already.")
    yacht_id = yacht_id or str(uuid7())
    feed = {
        "yacht_id": yacht_id, "node_id": str(uuid4()), "epoch": secrets.token_hex(8), "seq": 0, "chain": GENESIS,
        "clock_ms": 0, "clock_counter": 0, "position": 0, "digest": GENESIS, "generation": secrets.token_hex(8),
    }  # fmt: skip
    await connection.execute(table_of(YachtFeed).insert().values(feed))
    await connection.execute(table_of(Yacht).insert().values(yacht_id=yacht_id, name=name, created_at=_now()))
    return yacht_id


async def add_test_yacht(connection: AsyncConnection, name: str) -> str:
    """Register the yacht on which the health worker acts, with somebody for each role, who has no PIN; its id.

    Raises CommandError if there is one already."""
    feeds = table_of(YachtFeed)
    if (await connection.execute(sa.select(feeds.c.yacht_id).where(feeds.c.is_test))).first() is not None:
        raise CommandError("There is a test yacht already; one is enough.")
    yacht_id = await add_yacht(connection, name)
    await connection.execute(feeds.update().where(feeds.c.yacht_id == yacht_id).values(is_test=True))
    for role in Role:
        await add_user(connection, yacht_id, f"Health worker, {role}", [role], None)
    return yacht_id


async def set_stale_after(connection: AsyncConnection, yacht_id: str, limit_s: int | None) -> None:
    """After how long without an exchange a yacht is stale; None: as the settings say."""
    feeds = table_of(YachtFeed)
    await connection.execute(feeds.update().where(feeds.c.yacht_id == yacht_id).values(stale_after_s=limit_s))


async def add_user(
    connection: AsyncConnection,
    yacht_id: str,
    name: str,
    roles: Iterable[Role | str],
    pin_hash: str | None,
    valid_from: str | None = None,
    valid_until: str | None = None,
    user_id: str | None = None,
) -> str:
    """Put a person on a yacht's roster, or give one who is there more roles; returns the person's id."""
    people = table_of(Profile)
    same_name = sa.select(people.c.user_id).where(people.c.yacht_id == yacht_id, people.c.name == name)
    known = (await connection.execute(same_name)).scalar()
    if known is not None and known != user_id:
        raise CommandError(f"{name} is on this yacht's roster already, as {known}; give --user-id to add a role.")
    user_id = user_id or str(uuid7())
    person = {"name": name, "pin_hash": pin_hash}
    await connection.execute(
        insert(table_of(Profile))
        .values(yacht_id=yacht_id, user_id=user_id, **person)
        .on_conflict_do_update(index_elements=("yacht_id", "user_id"), set_=person)
    )
    held = {
        "yacht_id": yacht_id, "user_id": user_id, "is_active": True, "valid_from": valid_from or _now(),
        "valid_until": valid_until,
    }  # fmt: skip
    rows = [{**held, "role": Role(role).value} for role in roles]
    if rows:
        await connection.execute(table_of(UserRole).insert(), rows)
    return user_id


async def set_pin(connection: AsyncConnection, yacht_id: str, user_id: str, pin_hash: str) -> None:
    """Reset a person's PIN on a yacht. Raises CommandError if the roster has no such person."""
    table = table_of(Profile)
    here = sa.and_(table.c.yacht_id == yacht_id, table.c.user_id == user_id)
    if not (await connection.execute(table.update().where(here).values(pin_hash=pin_hash))).rowcount:
        raise CommandError("There is nobody of that id on this yacht's roster.")


async def end_sessions(connection: AsyncConnection, user_id: str) -> int:
    """End all of a person's sign-ins ashore; how many."""
    table = table_of(Session)
    live = sa.and_(table.c.user_id == user_id, table.c.ended_at.is_(None))
    return int((await connection.execute(table.update().where(live).values(ended_at=_now()))).rowcount)


async def roster_of(connection: AsyncConnection, yacht_id: str) -> list[tuple[str, str, str, str, str]]:
    """Everybody of a yacht, a row for each role: user id, name, role, from when, until when ("" for good)."""
    people, roles = table_of(Profile), table_of(UserRole)
    same = sa.and_(people.c.yacht_id == roles.c.yacht_id, people.c.user_id == roles.c.user_id)
    columns = (people.c.user_id, people.c.name, roles.c.role, roles.c.valid_from, roles.c.valid_until)
    rows = await connection.execute(
        sa.select(*columns)
        .join(roles, same)
        .where(people.c.yacht_id == yacht_id)
        .order_by(people.c.name, roles.c.valid_from)
    )
    return [(row[0], row[1], row[2], row[3], row[4] or "") for row in rows]


async def end_role(connection: AsyncConnection, yacht_id: str, user_id: str, role: Role) -> None:
    """Take a role away from now on. Raises CommandError if the person does not hold it."""
    table = table_of(UserRole)
    held = sa.and_(table.c.yacht_id == yacht_id, table.c.user_id == user_id, table.c.role == role.value)
    ended = await connection.execute(table.update().where(held, table.c.is_active).values(is_active=False))
    if not ended.rowcount:
        raise CommandError(f"There is no {role.replace('_', ' ')} of that id on this yacht's roster.")


async def add_enrolment_code(connection: AsyncConnection, yacht_id: str, code_hash: str, expires_at: str) -> None:
    """Let one node enrol for the yacht with the code whose hash this is."""
    values = {"yacht_id": yacht_id, "code_hash": code_hash, "expires_at": expires_at}
    await connection.execute(table_of(EnrolmentCode).insert().values(values))


async def nodes_of(connection: AsyncConnection, yacht_id: str) -> Sequence[Mapping[str, Any]]:
    """The yacht's nodes, the oldest first."""
    nodes = table_of(Node)
    found = await connection.execute(
        sa.select(nodes).where(nodes.c.yacht_id == yacht_id).order_by(nodes.c.enrolled_at, nodes.c.node_id)
    )
    return found.mappings().all()  # type: ignore[return-value]


async def revoke_node(connection: AsyncConnection, yacht_id: str, node_id: str) -> None:
    """Refuse a node from now on, until it enrols again. Raises CommandError if the yacht has no such node now."""
    nodes, now = table_of(Node), _now()
    its = sa.and_(nodes.c.yacht_id == yacht_id, nodes.c.node_id == node_id, nodes.c.revoked_at.is_(None))
    if not (await connection.execute(nodes.update().where(its).values(revoked_at=now))).rowcount:
        raise CommandError(f"This yacht has no node {node_id} that could be revoked.")
    text = f"The node {node_id} was revoked: it is refused until it enrols again."
    notice = {"yacht_id": yacht_id, "id": str(uuid7()), "at": now, "kind": "node_revoked", "text": text}
    await connection.execute(table_of(Notice).insert().values(notice))


async def add_fleet(
    connection: AsyncConnection, name: str, yacht_ids: Iterable[str], manager_ids: Iterable[str]
) -> str:
    """Make a fleet of yachts that these people see; returns its id."""
    fleet_id = str(uuid7())
    await connection.execute(table_of(Fleet).insert().values(fleet_id=fleet_id, name=name))
    yachts = [{"fleet_id": fleet_id, "yacht_id": yacht_id} for yacht_id in yacht_ids]
    managers = [{"fleet_id": fleet_id, "user_id": user_id} for user_id in manager_ids]
    for table, rows in ((table_of(FleetYacht), yachts), (table_of(FleetManager), managers)):
        if rows:
            await connection.execute(table.insert(), rows)
    return fleet_id
