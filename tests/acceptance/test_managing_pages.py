"""People and nodes, as a manager ashore sees and changes them: of their own yachts, and of no other."""

import re
from contextlib import AbstractAsyncContextManager
from typing import Any
from uuid import uuid4

import httpx
import sqlalchemy as sa

from cloud_sync.admin import add_user, administering
from cloud_sync.people import yacht_pepper
from shared_models.tokens import hash_pin
from tests.acceptance.browsing import Browser, Page, browsing
from tests.acceptance.conftest import Tried


def _clara(tried: Tried) -> AbstractAsyncContextManager[Browser]:
    """The manager of the first yacht alone."""
    side = tried.shores[0]
    return browsing(side.client.base_url, side.tokens["manager"])


async def _sign_in(base_url: httpx.URL, name: str, pin: str) -> int:
    async with httpx.AsyncClient(base_url=base_url, timeout=60, trust_env=False) as client:
        return (await client.post("/v1/auth/token", json={"name": name, "pin": pin})).status_code


async def _added(tried: Tried, page: Page, **more: str) -> tuple[str, str, Page]:
    """Somebody new on the roster by the page's form: name, PIN, the page that follows."""
    filled = {"name": f"Petra {uuid4()}", "role": "crew", **more}
    done = await page.send(page.form(f"/yachts/{tried.nodes[0].yacht_id}/people/add"), **filled)
    assert done.answer.status_code == 200, done.text
    pin = re.search(r"PIN: (\d{4,12})", done.text)
    assert pin is not None
    return filled["name"], pin[1], done


async def _user_id(tried: Tried, name: str) -> str:
    async with administering(tried.world.shore.owner_url) as connection:
        found = await connection.execute(
            sa.text("select cast(user_id as text) from auth_users_profiles where name = :name"), {"name": name}
        )
        return str(found.scalar_one())


async def _audited(tried: Tried, entity_id: str) -> list[Any]:
    async with administering(tried.world.shore.owner_url) as connection:
        rows = await connection.execute(
            sa.text("select action, cast(user_id as text) from pms_audit_log where entity_id = :id"), {"id": entity_id}
        )
        return [tuple(row) for row in rows]


async def a_new_person_signs_in_ashore_and_after_an_exchange_on_board(tried: Tried) -> None:
    async with _clara(tried) as clara:
        page = await clara.open("/people")
        name, pin, done = await _added(tried, page)
        assert name in done.text
        again = await done.send(done.form(f"/yachts/{tried.nodes[0].yacht_id}/people/add"), name=name, role="crew")
        assert again.answer.status_code == 400
        assert "is on the yacht&#39;s roster already" in again.text
    assert await _sign_in(tried.shores[0].client.base_url, name, pin) == 200
    assert await _sign_in(tried.nodes[0].client.base_url, name, pin) == 401
    await tried.world.yachts[0].node.backend.engine.exchange()
    assert await _sign_in(tried.nodes[0].client.base_url, name, pin) == 200
    manager = tried.world.yachts[0].described["users"]["manager"]["user_id"]
    audit = await _audited(tried, await _user_id(tried, name))
    assert ("person_added", manager) in audit
    assert ("role_added", manager) in audit


async def a_role_is_given_from_a_day_to_a_day_and_ended(tried: Tried) -> None:
    base = f"/yachts/{tried.nodes[0].yacht_id}/people"
    async with _clara(tried) as clara:
        name, pin, page = await _added(tried, await clara.open("/people"))
        user_id = await _user_id(tried, name)

        def mine(action: str) -> Any:
            return lambda form: form.fields.get("user_id") == user_id and form.action == f"{base}/{action}"

        form = page.form(f"{base}/give", mine("give"))
        page = await page.send(form, role="chief_officer", valid_from="2099-01-01", valid_until="2099-12-31")
        assert "Chief officer, from 1 Jan 2099 until 31 Dec 2099, not yet" in " ".join(page.text.split())
        refused = await page.send(form, role="captain", valid_from="2099-01-02", valid_until="2099-01-01")
        assert refused.answer.status_code == 400
        assert "comes before the first" in refused.text
        assert (await page.send(form, role="crew")).answer.status_code == 400
        ended = await page.send(page.form(f"{base}/end", lambda one: mine("end")(one) and one.fields["role"] == "crew"))
        assert "The role has ended" in ended.text
    assert await _sign_in(tried.shores[0].client.base_url, name, pin) == 401


async def a_pin_is_set_anew_and_a_person_is_signed_out(tried: Tried) -> None:
    base, shore = f"/yachts/{tried.nodes[0].yacht_id}/people", tried.shores[0].client.base_url
    async with _clara(tried) as clara:
        name, pin, page = await _added(tried, await clara.open("/people"))
        user_id = await _user_id(tried, name)
        form = page.form(f"{base}/pin", lambda one: one.fields.get("user_id") == user_id)
        assert "first that anyone tries" in (await page.send(form, pin="111111")).text
        done = await page.send(form, pin="482913")
        assert "482913" in done.text
        assert await _sign_in(shore, name, pin) == 401
        async with httpx.AsyncClient(base_url=shore, timeout=60, trust_env=False) as theirs:
            assert (await theirs.post("/sign-in", data={"name": name, "pin": "482913"})).status_code == 303
            assert (await theirs.get("/conflicts")).status_code == 200
            out = page.form(f"{base}/sign-out", lambda one: one.fields.get("user_id") == user_id)
            await page.send(out)
            assert (await theirs.get("/conflicts")).status_code == 303


async def no_manager_raises_themselves_or_takes_over_another_manager(tried: Tried) -> None:
    base = f"/yachts/{tried.nodes[0].yacht_id}/people"
    users = tried.world.yachts[0].described["users"]
    clara_id = users["manager"]["user_id"]
    vera = (await tried.fleet.get("/v1/auth/me")).json()["user_id"]
    async with _clara(tried) as clara:
        for path, data in (
            ("give", {"user_id": clara_id, "role": "captain"}), ("end", {"user_id": clara_id, "role": "manager"}),
            ("pin", {"user_id": vera, "pin": "482913"}), ("pin", {"user_id": clara_id, "pin": "482913"}),
            ("give", {"user_id": str(uuid4()), "role": "crew"}), ("give", {"user_id": "x", "role": "crew"}),
            ("give", {"user_id": users["crew"]["user_id"], "role": "admiral"}), ("pin", {"user_id": str(uuid4())}),
            ("end", {"user_id": users["crew"]["user_id"], "role": "captain"}), ("sign-out", {"user_id": str(uuid4())}),
        ):  # fmt: skip
            answer = await clara.client.post(f"{base}/{path}", data=data)
            assert answer.status_code == 400, (path, data, answer.text)
    assert (await tried.fleet.get("/v1/fleet/yachts")).status_code == 200


async def no_pin_of_one_yacht_opens_another_when_roles_change(tried: Tried) -> None:
    """Somebody of two crews: the first yacht's manager sets their PIN there, and makes of them what they can."""
    name, shore = f"Pavel {uuid4()}", tried.world.shore
    base = f"/yachts/{tried.nodes[0].yacht_id}/people"
    user_id: str | None = None
    async with administering(shore.owner_url) as connection:
        for side in tried.shores:
            hashed = hash_pin("739164", yacht_pepper(shore.backend.people.pepper_key, side.yacht_id))
            user_id = await add_user(connection, side.yacht_id, name, ["crew"], hashed, user_id=user_id)
    assert user_id is not None
    async with _clara(tried) as clara:
        set_pin = await clara.client.post(f"{base}/pin", data={"user_id": user_id, "pin": "482913"})
        assert set_pin.status_code == 200
        promoted = await clara.client.post(f"{base}/give", data={"user_id": user_id, "role": "manager"})
        assert "known on other yachts" in promoted.text
        assert (await clara.client.post(f"{base}/end", data={"user_id": user_id, "role": "crew"})).status_code == 200
    assert await _sign_in(tried.shores[0].client.base_url, name, "482913") == 401
    assert await _sign_in(tried.shores[0].client.base_url, name, "739164") == 200


async def no_one_but_a_yachts_manager_sees_or_changes_its_people_and_nodes(tried: Tried) -> None:
    first, second = tried.shores
    crew = tried.world.yachts[1].described["users"]["crew"]
    async with _clara(tried) as clara:
        for path in ("people", "nodes"):
            assert (await clara.open(f"/{path}", {"yacht_id": second.yacht_id})).answer.status_code == 404
            assert second.yacht_id not in (await clara.open(f"/{path}")).text
        for path, data in (
            ("people/pin", {"user_id": crew["user_id"]}), ("people/add", {"name": "x", "role": "crew"}),
            ("nodes/code", {}), ("nodes/revoke", {"node_id": str(uuid4()), "confirmed": "true"}),
        ):  # fmt: skip
            answer = await clara.client.post(f"/yachts/{second.yacht_id}/{path}", data=data)
            assert answer.status_code == 404, path
        answer = await clara.client.post(f"/yachts/{first.yacht_id}/people/pin", data={"user_id": crew["user_id"]})
        assert answer.status_code == 400
    for role in ("captain", "crew"):
        async with browsing(first.client.base_url, first.tokens[role]) as person:
            assert (await person.open("/people")).answer.status_code == 403
            assert (await person.open("/nodes")).answer.status_code == 403
            answer = await person.client.post(f"/yachts/{first.yacht_id}/nodes/code")
            assert answer.status_code == 403


async def a_node_enrols_with_a_code_of_the_page_and_is_revoked(tried: Tried) -> None:
    yacht_id, node_id = tried.nodes[0].yacht_id, str(uuid4())
    async with _clara(tried) as clara:
        page = await clara.open("/nodes")
        assert page.text.count("Last seen") >= 1
        shown = await page.send(page.form(f"/yachts/{yacht_id}/nodes/code?yacht_id={yacht_id}"))
        code = re.search(r"<code>([0-9A-F]{10})</code>", shown.text)
        assert code is not None
        assert "<svg" in shown.text
        body = {"code": code[1], "node_id": node_id, "public_key": "00" * 31 + "01"}
        assert (await clara.client.post("/v1/nodes/enrol", json=body)).status_code == 200
        assert (await clara.client.post("/v1/nodes/enrol", json={**body, "node_id": str(uuid4())})).status_code == 404
        page = await clara.open("/nodes")
        form = page.form(f"/yachts/{yacht_id}/nodes/revoke", lambda one: one.fields.get("node_id") == node_id)
        assert (await page.send(form)).answer.status_code == 400
        done = await page.send(form, confirmed="true")
        assert "revoked" in done.row(node_id)
        assert (await page.send(form, confirmed="true")).answer.status_code == 400


async def the_names_of_people_are_no_markup(tried: Tried) -> None:
    async with _clara(tried) as clara:
        page = await clara.open("/people")
        _, _, done = await _added(tried, page, name=f"<script>alert('{uuid4()}')</script>")
        assert "<script>alert" not in done.text
        assert "&lt;script&gt;alert" in done.text
