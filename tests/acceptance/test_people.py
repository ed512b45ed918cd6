"""Who comes in and who does not, over real HTTP, on board and ashore."""

import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa

from cloud_sync.admin import add_user, administering, set_pin
from cloud_sync.people import yacht_pepper
from edge_node.people import sealed_code, sealed_code_hash
from edge_node.persist import STATE
from shared_models.node_records import mark_of
from shared_models.roles import Role
from shared_models.tables import Audit, Notice, Profile, Session, table_of
from shared_models.tokens import hash_pin
from tests.acceptance.browsing import browsing
from tests.acceptance.conftest import Tried

_AUDIT, _NOTICES, _PEOPLE = table_of(Audit), table_of(Notice), table_of(Profile)


class Crew:
    """Somebody new on the first yacht's roster, with a PIN of their own."""

    def __init__(self, tried: Tried, user_id: str, name: str, pin: str) -> None:
        self.tried, self.user_id, self.name, self.pin = tried, user_id, name, pin

    @property
    def node(self) -> httpx.AsyncClient:
        return self.tried.nodes[0].client

    @property
    def shore(self) -> httpx.AsyncClient:
        return self.tried.shores[0].client

    async def sign_in(self, client: httpx.AsyncClient, pin: str | None = None) -> httpx.Response:
        return await client.post("/v1/auth/token", json={"name": self.name, "pin": pin or self.pin})

    async def token(self, client: httpx.AsyncClient, pin: str | None = None) -> dict[str, str]:
        answer = await self.sign_in(client, pin)
        assert answer.status_code == 200, answer.text
        return {"authorization": f"Bearer {answer.json()['access_token']}"}


def first(tried: Tried) -> Any:
    return tried.world.yachts[0]


async def exchange(tried: Tried) -> None:
    outcome = await first(tried).node.backend.engine.exchange()
    assert outcome.outcome == "ok", outcome


async def joined(tried: Tried, role: Role) -> Crew:
    """A person of that role whom the node knows."""
    yacht_id, name, pin = tried.nodes[0].yacht_id, f"{role.value} {uuid4()}", "739154"
    pepper = yacht_pepper(tried.world.shore.backend.people.pepper_key, yacht_id)
    async with administering(tried.world.shore.owner_url) as connection:
        user_id = await add_user(connection, yacht_id, name, [role], hash_pin(pin, pepper))
    await exchange(tried)
    return Crew(tried, user_id, name, pin)


@pytest.fixture
async def mate(tried: Tried) -> AsyncIterator[Crew]:
    yield await joined(tried, Role.CREW)


@pytest.fixture
async def master(tried: Tried) -> AsyncIterator[Crew]:
    yield await joined(tried, Role.CAPTAIN)


async def audited(tried: Tried, action: str, user_id: str) -> tuple[list[Any], list[Any]]:
    """The audit rows of an action and a person, on board and ashore."""
    of_yacht = _AUDIT.c.yacht_id == tried.nodes[0].yacht_id
    wanted = sa.select(_AUDIT).where(of_yacht, _AUDIT.c.action == action, _AUDIT.c.user_id == user_id)
    async with first(tried).node.database.reading() as tx:
        board = await tx.rows(wanted)
    async with tried.world.shore.database.transaction(None, tried.nodes[0].yacht_id) as tx:
        shore = await tx.rows(wanted)
    return list(board), list(shore)


async def sealed(tried: Tried) -> str:
    """A new code in the captain's envelope."""
    people, code = first(tried).node.backend.people, sealed_code()
    sealing = STATE.update().values(sealed_code_hash=sealed_code_hash(code, people.pepper))
    await people.database.write(lambda tx: tx.rows(sealing), people.yacht_id)
    return code


async def a_pin_changed_on_board_works_at_once_and_ashore_after_the_next_exchange(mate: Crew, tried: Tried) -> None:
    old = await mate.token(mate.node)
    changed = await mate.node.post("/v1/auth/pin", json={"pin": mate.pin, "new_pin": "880231"}, headers=old)
    assert changed.status_code == 200, changed.text
    assert (await mate.sign_in(mate.node)).status_code == 401
    await mate.token(mate.node, "880231")
    assert (await mate.sign_in(mate.shore, "880231")).status_code == 401
    await exchange(tried)
    await mate.token(mate.shore, "880231")
    assert (await mate.sign_in(mate.shore)).status_code == 401
    board, shore = await audited(tried, "change_pin", mate.user_id)
    assert len(board) == len(shore) == 1
    assert "argon2" not in str(board) + str(shore)


async def a_changed_pin_ends_every_other_sign_in(mate: Crew, tried: Tried) -> None:
    one, other = await mate.token(mate.node), await mate.token(mate.node)
    changed = await mate.node.post("/v1/auth/pin", json={"pin": mate.pin, "new_pin": "880231"}, headers=one)
    fresh = {"authorization": f"Bearer {changed.json()['access_token']}"}
    statuses = [(await mate.node.get("/v1/auth/me", headers=of)).status_code for of in (one, other, fresh)]
    assert statuses == [401, 401, 200]


async def a_pin_reset_ashore_stands_against_one_changed_on_board_meanwhile(mate: Crew, tried: Tried) -> None:
    headers = await mate.token(mate.node)
    await mate.node.post("/v1/auth/pin", json={"pin": mate.pin, "new_pin": "880231"}, headers=headers)
    yacht_id = tried.nodes[0].yacht_id
    reset = hash_pin("402968", yacht_pepper(tried.world.shore.backend.people.pepper_key, yacht_id))
    async with administering(tried.world.shore.owner_url) as connection:
        await set_pin(connection, yacht_id, mate.user_id, reset)
    await exchange(tried)
    await exchange(tried)
    for client in (mate.node, mate.shore):
        await mate.token(client, "402968")
        assert (await mate.sign_in(client, "880231")).status_code == 401


async def a_pin_that_anyone_would_try_first_is_refused(mate: Crew) -> None:
    headers = await mate.token(mate.node)
    for weak in ("1234", "9876", "0000", "77777777", "890123", "12", "12ab56", "1" * 13, "१२३४५६"):
        answer = await mate.node.post("/v1/auth/pin", json={"pin": mate.pin, "new_pin": weak}, headers=headers)
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, "new_pin"), weak


async def no_node_can_set_the_pin_of_somebody_who_manages_yachts(tried: Tried) -> None:
    manager = await joined(tried, Role.MANAGER)
    database = tried.world.shore.database
    async with database.transaction(None, tried.nodes[0].yacht_id) as tx:
        rows = await tx.rows(sa.select(_PEOPLE.c.pin_hash).where(_PEOPLE.c.user_id == manager.user_id))
        done = await tx.change_pin(manager.user_id, "$argon2id$x", mark_of(rows[0]["pin_hash"]), is_from_board=True)
    assert not done
    await manager.token(manager.shore)


async def the_pin_of_somebody_who_works_ashore_alone_never_goes_on_board(tried: Tried) -> None:
    manager = await joined(tried, Role.MANAGER)
    async with first(tried).node.database.reading() as tx:
        rows = await tx.rows(sa.select(_PEOPLE).where(_PEOPLE.c.user_id == manager.user_id))
    assert [(row["name"], row["pin_hash"]) for row in rows] == [(manager.name, None)]
    assert (await manager.sign_in(manager.node)).status_code == 401
    await manager.token(manager.shore)


async def a_sign_out_everywhere_ends_all_sign_ins_here(mate: Crew) -> None:
    for client in (mate.node, mate.shore):
        one, other = await mate.token(client), await mate.token(client)
        answer = await client.post("/v1/auth/sign-out", json={"everywhere": True}, headers=one)
        assert (answer.status_code, answer.json()["ended"] >= 2) == (200, True)
        assert {(await client.get("/v1/auth/me", headers=of)).status_code for of in (one, other)} == {401}


async def a_sign_out_ends_this_sign_in_alone(mate: Crew) -> None:
    for client in (mate.node, mate.shore):
        one, other = await mate.token(client), await mate.token(client)
        assert (await client.post("/v1/auth/sign-out", json={}, headers=one)).json()["ended"] == 1
        assert [(await client.get("/v1/auth/me", headers=of)).status_code for of in (one, other)] == [401, 200]


async def a_sign_in_that_nobody_used_locks(mate: Crew, tried: Tried) -> None:
    headers = await mate.token(mate.node)
    people = first(tried).node.backend.people
    for live in people._live.values():
        live.used_s -= people.idle_limit_s + 1
    sessions = table_of(Session)
    await people.database.write(
        lambda tx: tx.rows(
            sessions.update().values(used_at="2020-01-01T00:00:00.000Z").where(sessions.c.user_id == mate.user_id)
        ),
        people.yacht_id,
    )
    assert (await mate.node.get("/v1/auth/me", headers=headers)).status_code == 401
    headers = await mate.token(mate.shore)
    async with administering(tried.world.shore.owner_url) as connection:
        await connection.execute(
            sa.text(
                "update auth_sessions set used_at = now() - interval '31 minutes' where user_id = cast(:who as uuid)"
            ),
            {"who": mate.user_id},
        )
    assert (await mate.shore.get("/v1/auth/me", headers=headers)).status_code == 401


async def a_run_of_wrong_pins_holds_up_who_tries_and_is_told_on_both_sides(mate: Crew, tried: Tried) -> None:
    for client in (mate.node, mate.shore):
        statuses = [(await mate.sign_in(client, "000001")).status_code for _ in range(8)]
        assert statuses == [401] * 5 + [429] * 3
        assert (await mate.sign_in(client)).status_code == 429
    await exchange(tried)
    board, shore = await audited(tried, "sign_in", mate.user_id)
    assert len(board) == 1
    assert {row["metadata"]["node_id"] for row in shore} == {board[0]["metadata"]["node_id"], "shore"}
    assert all(row["metadata"]["refused"] and row["metadata"]["client"] == "127.0.0.1" for row in (*board, *shore))
    assert "000001" not in str(board) + str(shore)


async def a_denied_action_is_told_on_both_sides(mate: Crew, tried: Tried) -> None:
    headers = await mate.token(mate.node)
    body = {"action": "approve_shopping_list_item", "payload": {"item_id": str(uuid4()), "quantity_approved": 1}}
    for _ in range(3):
        answer = await mate.node.post("/v1/actions/execute", json=body, headers=headers)
        assert answer.status_code == 403
    await exchange(tried)
    board, shore = await audited(tried, "approve_shopping_list_item", mate.user_id)
    assert [row["metadata"]["detail"] for row in (*board, *shore)] == ["FORBIDDEN"] * 2


async def the_sealed_code_lets_a_captain_in_once_and_loudly(master: Crew, tried: Tried) -> None:
    people, code = first(tried).node.backend.people, await sealed(tried)
    given = {"name": master.name, "code": code.lower().replace("-", " "), "new_pin": "880231"}
    wrong = await master.node.post("/v1/auth/sealed-code", json={**given, "code": sealed_code()})
    assert wrong.status_code == 401
    opened = await master.node.post("/v1/auth/sealed-code", json=given)
    assert opened.status_code == 200, opened.text
    assert opened.json()["sealed_code"] not in ("", code)
    assert (await master.node.post("/v1/auth/sealed-code", json=given)).status_code == 401
    await master.token(master.node, "880231")
    await exchange(tried)
    await master.token(master.shore, "880231")
    board, shore = await audited(tried, "open_sealed_code", master.user_id)
    assert len(board) == len(shore) == 1
    told = sa.select(_NOTICES).where(_NOTICES.c.yacht_id == people.yacht_id, _NOTICES.c.kind == "sealed_code_used")
    async with people.database.reading() as tx:
        on_board = await tx.rows(told)
    async with tried.world.shore.database.transaction(None, people.yacht_id) as tx:
        ashore = await tx.rows(told)
    assert {row["id"] for row in on_board} == {row["id"] for row in ashore} != set()


async def the_sealed_code_is_for_a_captain_alone(mate: Crew, tried: Tried) -> None:
    code = await sealed(tried)
    given = {"name": mate.name, "code": code, "new_pin": "880231"}
    assert (await mate.node.post("/v1/auth/sealed-code", json=given)).status_code == 401
    await mate.token(mate.node)


async def what_was_refused_travels_and_is_no_backlog(mate: Crew, tried: Tried) -> None:
    headers = await mate.token(mate.node)
    before = (await mate.node.get("/v1/sync/status", headers=headers)).json()["backlog"]
    body = {"action": "delete_shopping_list_item", "payload": {"item_id": str(uuid4())}}
    assert (await mate.node.post("/v1/actions/execute", json=body, headers=headers)).status_code == 403
    assert (await mate.node.get("/v1/sync/status", headers=headers)).json()["backlog"] == before


async def a_captain_of_two_yachts_sees_the_lists_of_both_ashore_and_on_board_that_of_one(tried: Tried) -> None:
    master = await joined(tried, Role.CAPTAIN)
    other, people = tried.nodes[1].yacht_id, tried.world.shore.backend.people
    async with administering(tried.world.shore.owner_url) as connection:
        hashed = hash_pin(master.pin, yacht_pepper(people.pepper_key, other))
        await add_user(connection, other, master.name, [Role.CAPTAIN], hashed, user_id=master.user_id)
    items = [await side.crew.request() for side in tried.shores]
    seen = {}
    for client in (master.shore, master.node):
        answer = await client.get("/v1/shopping-list/items?limit=500", headers=await master.token(client))
        seen[client] = {row["id"] for row in answer.json()["items"]}
    assert seen[master.shore] >= set(items)
    assert items[1] not in seen[master.node]


async def a_pin_that_is_right_on_one_yacht_alone_opens_that_one(tried: Tried) -> None:
    master = await joined(tried, Role.CAPTAIN)
    other, people = tried.nodes[1].yacht_id, tried.world.shore.backend.people
    async with administering(tried.world.shore.owner_url) as connection:
        hashed = hash_pin("402968", yacht_pepper(people.pepper_key, other))
        await add_user(connection, other, master.name, [Role.CAPTAIN], hashed, user_id=master.user_id)
    for pin, yacht_id in ((master.pin, tried.nodes[0].yacht_id), ("402968", other)):
        answer = await master.shore.get("/v1/auth/me", headers=await master.token(master.shore, pin))
        assert [one["yacht_id"] for one in answer.json()["yachts"]] == [yacht_id]


async def a_pin_is_changed_on_its_page_and_the_sign_in_stays(mate: Crew) -> None:
    token = (await mate.token(mate.node))["authorization"].removeprefix("Bearer ")
    async with browsing(mate.node.base_url, token) as browser:
        page = await browser.open("/pin")
        form = page.form("/pin")
        differing = await page.send(form, pin=mate.pin, new_pin="739184", again="739185")
        assert "The two new PINs differ" in differing.text
        assert (await page.send(form, pin="000001", new_pin="739184", again="739184")).status == 401
        assert "Your PIN is changed." in (await page.send(form, pin=mate.pin, new_pin="739184", again="739184")).text
        assert (await browser.open("/requests")).status == 200


async def the_sealed_code_has_a_page_that_shows_the_next_one(master: Crew, tried: Tried) -> None:
    code = await sealed(tried)
    async with browsing(master.node.base_url, "") as browser:
        page = await browser.open("/sealed-code")
        form = page.form("/sealed-code")
        filled = {"name": master.name, "code": code.lower(), "new_pin": "827364", "again": "827364"}
        answer = await page.send(form, **filled)
        assert "Your PIN is set" in answer.text
        assert re.search(r"(?:[A-Z2-9]{5}-){3}[A-Z2-9]{5}", answer.text)
        assert (await browser.open("/requests")).status == 200
        assert (await page.send(form, **filled)).status == 401
