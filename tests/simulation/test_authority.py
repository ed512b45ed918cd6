"""Authority over time: the role at the time of the act, judged ashore, whatever a node says and whenever it comes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from cloud_sync.admin import add_user, administering, end_role
from edge_node.database import WriteTransaction
from edge_node.sync import Engine
from shared_models import journal, queries
from shared_models.changes import Changes
from shared_models.conflicts import listed
from shared_models.entries import moment
from shared_models.errors import Forbidden
from shared_models.host import wall_ms
from shared_models.node_records import CHANGE_PIN
from shared_models.roles import Actor, Role
from shared_models.states import Action
from shared_models.store import note
from shared_models.tables import OutcomeRow, table_of
from tests.simulation import test_parting
from tests.simulation.test_parting import Yacht, lamp

yacht = test_parting.yacht
_OUTCOMES = table_of(OutcomeRow)


async def rules(engine: Engine, item: str) -> list[tuple[str, str | None]]:
    """Verdict and rule of every act on an item that did not simply apply, on board."""
    async with engine.database.reading() as tx:
        rows = await tx.rows(sa.select(_OUTCOMES.c.verdict, _OUTCOMES.c.rule).where(_OUTCOMES.c.item_id == item))
    return sorted((row["verdict"], row["rule"]) for row in rows)


async def status(engine: Engine, item: str) -> str:
    async with engine.database.reading() as tx:
        rows = await tx.rows(sa.select(queries.ITEMS.c.status).where(queries.ITEMS.c.id == item))
    return str(rows[0]["status"])


async def end(yacht: Yacht, role: Role) -> None:
    async with administering(yacht.addresses.owner) as connection:
        await end_role(connection, yacht.yacht_id, yacht.people[role].user_id, role)


async def claimed(yacht: Yacht, engine: Engine, actor: Actor, action: Action, item: str, **payload: Any) -> None:
    """What a node records that was tampered with: an act of anybody's, with no rule looked at."""

    async def work(tx: WriteTransaction) -> None:
        changes = Changes(await tx.recorder())
        works = await journal.load_items(tx, yacht.yacht_id, [item])
        work = works[item]
        entry = journal.record(
            changes, actor.user_id, actor.role, action, payload, item, work.heads, wall_ms(), None
        )  # fmt: skip
        work.entries.append(entry)
        await journal.resolve_whole(tx, changes, work)
        journal.finish(changes, works)
        await tx.persist(changes)

    await engine.database.write(work, yacht.yacht_id)


async def conflicts(yacht: Yacht, role: Role) -> list[dict[str, Any]]:
    """What a head of department is shown ashore."""
    actor = yacht.people[role]
    async with yacht.shore.transaction(actor.user_id, yacht.yacht_id) as tx:
        return (await listed(tx, [actor], False, 50)).conflicts


async def an_act_that_came_ashore_before_the_role_ended_counts_without_a_word(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp())
    await yacht.on_board(engine, Role.CHIEF_OFFICER, Action.APPROVE, item_id=item, quantity_approved=2)
    await yacht.agree(engine)
    await end(yacht, Role.CHIEF_OFFICER)
    await yacht.agree(engine)
    assert (await status(engine, item), await rules(engine, item)) == ("approved", [])


async def an_act_made_while_the_role_may_have_ended_counts_and_a_person_is_told(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp())
    await yacht.agree(engine)
    await end(yacht, Role.CHIEF_OFFICER)
    await yacht.on_board(engine, Role.CHIEF_OFFICER, Action.APPROVE, item_id=item, quantity_approved=2)
    await yacht.agree(engine)
    assert (await status(engine, item), await rules(engine, item)) == ("approved", [("applied", "role_in_doubt")])
    shown = await conflicts(yacht, Role.MANAGER)
    assert [(one["entry_id"] != "", one["rule"], one["acknowledged_by"]) for one in shown] == [
        (True, "role_in_doubt", None)
    ]
    assert "counts, but the role of chief officer changed" in shown[0]["sentence"]


async def an_act_made_after_the_node_had_heard_of_the_end_is_ruled_out(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp())
    await yacht.agree(engine)
    await end(yacht, Role.CHIEF_OFFICER)
    await yacht.ashore(Role.MANAGER, Action.CREATE, **lamp())  # the feed goes on, so that the node's `seen` does
    await yacht.agree(engine)
    await claimed(
        yacht, engine, yacht.people[Role.CHIEF_OFFICER], Action.APPROVE, item, quantity_approved="2"
    )  # fmt: skip
    assert await status(engine, item) == "approved"
    await yacht.agree(engine)
    assert (await status(engine, item), await rules(engine, item)) == ("candidate", [("rejected", "role_not_held")])


async def a_head_who_hands_over_in_mid_ocean_and_their_successor_both_count(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    handed_over = datetime.now(UTC) + timedelta(hours=1)
    old = yacht.people[Role.CHIEF_ENGINEER]
    async with administering(yacht.addresses.owner) as connection:
        await connection.execute(
            sa.text("update auth_users_roles set valid_until = :at where user_id = cast(:who as uuid)"),
            {"at": handed_over, "who": old.user_id},
        )
        since = moment(int(handed_over.timestamp() * 1000))
        successor = await add_user(connection, yacht.yacht_id, "Nadia", [Role.CHIEF_ENGINEER], None, since)
    items = [await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp()) for _ in range(2)]
    await yacht.agree(engine)
    await yacht.on_board(engine, Role.CHIEF_ENGINEER, Action.APPROVE, item_id=items[0], quantity_approved=2)
    yacht.people[Role.CHIEF_ENGINEER] = Actor(successor, "Nadia", yacht.yacht_id, Role.CHIEF_ENGINEER)
    await yacht.on_board(engine, Role.CHIEF_ENGINEER, Action.APPROVE, item_id=items[1], quantity_approved=2)
    later_ms = wall_ms() + 2 * 3600 * 1000
    engine.transport.now_ms = lambda: later_ms  # type: ignore[attr-defined]  the yacht calls two hours later
    await yacht.agree(engine)
    assert [await status(engine, item) for item in items] == ["approved", "approved"]
    assert [await rules(engine, item) for item in items] == [[("applied", "role_in_doubt")]] * 2


async def a_head_who_never_held_the_role_is_ruled_out_and_what_was_ordered_on_it_is_shown(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp())
    crew = yacht.people[Role.CREW]
    impostor = Actor(crew.user_id, crew.name, yacht.yacht_id, Role.CAPTAIN)
    await claimed(yacht, engine, impostor, Action.APPROVE, item, quantity_approved="2")
    await yacht.on_board(engine, Role.CHIEF_ENGINEER, Action.ORDER, item_id=item, quantity_ordered=2)
    await yacht.agree(engine)
    assert (await status(engine, item), await rules(engine, item)) == ("ordered", [("rejected", "role_not_held")])
    (shown,) = await conflicts(yacht, Role.MANAGER)
    assert len(shown["built_on"]) == 1
    assert shown["sentence"].endswith("What was done on the strength of it stands and wants a look: order.")


async def an_act_that_was_not_possible_in_what_its_author_had_seen_is_ruled_out(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp())
    await yacht.on_board(engine, Role.CAPTAIN, Action.REJECT, item_id=item, rejection_reason="not this year")
    await claimed(yacht, engine, yacht.people[Role.CAPTAIN], Action.APPROVE, item, quantity_approved="2")
    await yacht.agree(engine)
    assert (await status(engine, item), await rules(engine, item)) == (
        "rejected", [("rejected", "not_legal_when_made")],
    )  # fmt: skip


async def a_head_whom_no_roster_knows_is_ruled_out(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp())
    ghost = Actor("00000000-0000-4000-8000-00000000dead", "Nobody", yacht.yacht_id, Role.CAPTAIN)
    await claimed(yacht, engine, ghost, Action.APPROVE, item, quantity_approved="2")
    await yacht.agree(engine)
    assert (await status(engine, item), await rules(engine, item)) == ("candidate", [("rejected", "role_not_held")])


async def a_role_given_back_leaves_the_gap_in_which_it_was_not_held(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp())
    await end(yacht, Role.CHIEF_OFFICER)
    await yacht.ashore(Role.MANAGER, Action.CREATE, **lamp())
    await yacht.agree(engine)
    await claimed(yacht, engine, yacht.people[Role.CHIEF_OFFICER], Action.APPROVE, item, quantity_approved="2")
    await yacht.agree(engine)
    officer = yacht.people[Role.CHIEF_OFFICER]
    async with administering(yacht.addresses.owner) as connection:
        await add_user(connection, yacht.yacht_id, officer.name, [Role.CHIEF_OFFICER], None, user_id=officer.user_id)
    await yacht.ashore(Role.MANAGER, Action.CREATE, **lamp())
    await yacht.agree(engine)
    assert await rules(engine, item) == [("rejected", "role_not_held")]
    await yacht.on_board(engine, Role.CHIEF_OFFICER, Action.APPROVE, item_id=item, quantity_approved=2)
    await yacht.agree(engine)
    assert (await status(engine, item), await rules(engine, item)) == ("approved", [("rejected", "role_not_held")])


async def a_node_sets_nobody_elses_pin(yacht: Yacht) -> None:
    engine, officer = await yacht.node("node"), yacht.people[Role.CHIEF_OFFICER]
    crew = yacht.people[Role.CREW]

    async def work(tx: WriteTransaction) -> None:
        changes = Changes(await tx.recorder())
        payload = {"user_id": officer.user_id, "pin_hash": "$argon2id$stolen", "replaces": "e3b0c44298fc1c14"}
        note(changes, crew.user_id, crew.role, CHANGE_PIN, payload, wall_ms())
        await tx.persist(changes)

    await engine.database.write(work, yacht.yacht_id)
    assert (await engine.exchange()).outcome == "ok"
    async with yacht.shore.transaction(None, yacht.yacht_id) as tx:
        pins = await tx.rows(sa.text("select pin_hash from auth_users_profiles where pin_hash is not null"))
        kept = await tx.rows(sa.text("select reason from pms_quarantine"))
    assert pins == []
    assert [row["reason"] for row in kept] == ["a PIN is changed by its owner alone"]


async def a_node_refuses_what_it_knows_a_role_may_not_do(yacht: Yacht) -> None:
    engine = await yacht.node("node")
    item = await yacht.on_board(engine, Role.CREW, Action.CREATE, **lamp())
    try:
        await yacht.on_board(engine, Role.CREW, Action.APPROVE, item_id=item, quantity_approved=2)
    except Forbidden:
        return
    raise AssertionError("crew approved")
