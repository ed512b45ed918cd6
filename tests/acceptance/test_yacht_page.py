"""One yacht ashore: how it stands, its requests, an item with its history, and its conflicts."""

from contextlib import AbstractAsyncContextManager
from uuid import uuid4

from tests.acceptance.browsing import Browser, Page, browsing
from tests.acceptance.conftest import Tried


def _vera(tried: Tried) -> AbstractAsyncContextManager[Browser]:
    return browsing(tried.world.shore_url, tried.world.manager_token)


async def _overruled(tried: Tried) -> tuple[str, str]:
    """An item whose approval on board by the chief officer lost to the captain's rejection ashore; and its name."""
    node, shore, engine = tried.nodes[0], tried.shores[0], tried.world.yachts[0].node.backend.engine
    name = f"Pump <b>{uuid4()}</b>"
    item_id = await node.crew.request(part_name=name)
    await engine.exchange()
    rejected = await shore.captain.act("reject_shopping_list_item", item_id=item_id, rejection_reason="sold")
    approved = await node.chief_officer.act("approve_shopping_list_item", item_id=item_id, quantity_approved="2")
    assert (rejected.status_code, approved.status_code) == (200, 200)
    await engine.exchange()
    return item_id, name


async def what_a_manager_says_of_where_a_yacht_is_due_stands_with_what_it_needs(tried: Tried) -> None:
    yacht, number = tried.world.yachts[1].described, f"DU-{uuid4()}"
    await tried.shores[1].crew.request(part_number=number)
    async with _vera(tried) as vera:
        page = await vera.open(f"/yachts/{yacht['yacht_id']}")
        due = page.form(f"/yachts/{yacht['yacht_id']}/due")
        said = await page.send(due, due_port="Port Hercule", due_on="2031-05-03")
        assert "Port Hercule on 3 May 2031" in said.text
        assert (await page.send(due, due_port="x" * 501)).answer.status_code == 400
        assert (await page.send(due, due_on="soon")).answer.status_code == 400
        assert "due Port Hercule 3 May 2031" in (await vera.open("/needs", {"q": number})).text
        assert "Port Hercule,2031-05-03" in (await vera.open("/needs.csv", {"q": number})).text
        assert (await vera.open("/needs.pdf", {"q": number})).answer.content.startswith(b"%PDF")
        assert "not known" in (await page.send(due, due_port="", due_on="")).text
    async with browsing(tried.world.shore_url, yacht["shore_tokens"]["captain"]) as captain:
        page = await captain.open(f"/yachts/{yacht['yacht_id']}")
        assert "/due" not in page.text
        refused = await captain.client.post(
            f"/yachts/{yacht['yacht_id']}/due", data={"due_port": "x"}, headers={"origin": tried.world.shore_url}
        )
        assert refused.status_code == 403


async def the_yacht_shows_how_it_stands_and_its_requests(tried: Tried) -> None:
    yacht = tried.world.yachts[0].described
    name = f"Gasket {uuid4()}"
    await tried.nodes[0].crew.request(part_name=name, urgency="high")
    await tried.world.yachts[0].node.backend.engine.exchange()
    async with _vera(tried) as vera:
        page = await vera.open(f"/yachts/{yacht['yacht_id']}", {"q": name})
        assert page.answer.status_code == 200
        assert "agree" in page.text
        assert "High" in page.row(name)
        searched = await page.send(page.forms[-1], q="nothing of that name")
        assert name not in searched.text
        assert f'No request fits. <a href="/yachts/{yacht["yacht_id"]}">Show all</a>' in searched.text
        assert (await vera.open(f"/yachts/{yacht['yacht_id']}", {"status": "ordered"})).answer.status_code == 200
        assert (await vera.open(f"/yachts/{yacht['yacht_id']}", {"status": "lost"})).answer.status_code == 400


async def an_item_is_changed_ashore_and_tells_its_history(tried: Tried) -> None:
    yacht_id = tried.nodes[0].yacht_id
    name = f"Valve {uuid4()}"
    item_id = await tried.nodes[0].crew.request(part_name=name)
    await tried.world.yachts[0].node.backend.engine.exchange()
    async with _vera(tried) as vera:
        page = await vera.open(f"/yachts/{yacht_id}/requests/{item_id}")
        assert name in page.text
        assert "on board" in page.text
        form = page.form(f"/yachts/{yacht_id}/requests/{item_id}/approve_shopping_list_item")
        done = await page.send(form, quantity_approved="3")
        assert done.path == f"/yachts/{yacht_id}/requests/{item_id}"
        assert "approved" in done.text
        assert "· ashore" in done.text
    item = (await tried.shores[0].captain.get(f"/v1/shopping-list/items/{item_id}")).json()["item"]
    assert (item["status"], item["quantity_approved"]) == ("approved", "3")


async def a_conflict_is_seen_from_both_sides_and_acknowledged(tried: Tried) -> None:
    item_id, _ = await _overruled(tried)
    async with _vera(tried) as vera:
        page: Page = await vera.open("/conflicts", {"yacht_id": tried.nodes[0].yacht_id})
        assert f"/yachts/{tried.nodes[0].yacht_id}/requests/{item_id}" in page.text
        assert tried.world.yachts[0].described["name"] in page.text
        assert "<b>" not in page.text
        mine = [form for form in page.forms if form.fields.get("item_id") == item_id]
        done = await page.send(mine[0], notes="Spoken about")
        assert "Acknowledged." in done.text
        assert item_id not in done.text
        assert item_id in (await vera.open("/conflicts", {"all": "true"})).text
    found = (await tried.shores[0].captain.get("/v1/conflicts", all="true")).json()["conflicts"]
    assert next(one for one in found if one["item_id"] == item_id)["acknowledged_by"]


async def no_yacht_or_item_of_another_is_shown_or_changed(tried: Tried) -> None:
    other = tried.nodes[1].yacht_id
    foreign = await tried.shores[1].crew.request(part_name=f"Secret {uuid4()}")
    side = tried.shores[0]
    for role in ("manager", "captain", "crew"):
        async with browsing(side.client.base_url, side.tokens[role]) as person:
            assert (await person.open(f"/yachts/{side.yacht_id}")).answer.status_code == 200
            for path in (
                f"/yachts/{other}", f"/yachts/{uuid4()}", "/yachts/x", f"/yachts/{other}/requests/{foreign}",
                f"/yachts/{side.yacht_id}/requests/{foreign}",
            ):  # fmt: skip
                answer = (await person.open(path)).answer
                assert answer.status_code in ((400, 404) if path == "/yachts/x" else (404,)), path
                assert "Secret" not in answer.text
            assert "Secret" not in (await person.open("/conflicts", {"yacht_id": other})).text
            sent = {"quantity_approved": "1", "key": str(uuid4())}
            for yacht_id in (other, side.yacht_id):
                path = f"/yachts/{yacht_id}/requests/{foreign}/approve_shopping_list_item"
                assert (await person.client.post(path, data=sent)).status_code in (403, 404)
    item = (await tried.shores[1].captain.get(f"/v1/shopping-list/items/{foreign}")).json()["item"]
    assert item["status"] == "candidate"
