"""The pages on board, as people drive them: forms are read off the page and sent. Over real HTTP."""

import re
from html import escape
from typing import Any
from uuid import uuid4

import pytest

from shared_models import store
from shared_models.roles import Actor, Role
from tests.acceptance.browsing import Browser, Form, Page, browsing
from tests.acceptance.conftest import Side, Tried

NOWHERE = "01a20e19-0000-4000-8000-000000000000"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}"


def posting(form: Form) -> bool:
    """Whether a form does something, and does not only look."""
    return form.method == "post"


async def send(who: Browser, form: Form, *ticked: str, **filled: str | None) -> Page:
    """Fill in a form, tick boxes of it by name, and send it."""
    page = await who.open("/pulse")
    return await page.send(form, **{name: form.boxes[name] for name in ticked}, **filled)


async def part(who: Browser, path: str) -> str:
    """What a page asks for as a part of it."""
    return (await who.client.get(path, headers={"hx-request": "true"})).text


async def item_of(board: Side, item_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await board.captain.get(f"/v1/shopping-list/items/{item_id}")).json()["item"]
    return found


# The list.


async def a_search_that_finds_nothing_leads_back_to_all(crew: Browser) -> None:
    assert 'No request fits. <a href="/requests">Show all</a>' in (await crew.open(f"/requests?q={uuid4()}")).text


async def the_list_shows_what_awaits_a_decision_first_and_links_to_it(board: Side, crew: Browser) -> None:
    name = f"Seal {uuid4()}"
    item_id = await board.crew.request(part_name=name, urgency="critical")
    page = await crew.open(f"/requests?q={name[-12:]}")
    assert f'href="/requests/{item_id}"' in page.text
    assert "Critical" in page.text
    assert 'name="item"' not in page.text  # crew decides nothing


async def the_list_is_narrowed_by_status_urgency_and_words(board: Side, captain: Browser) -> None:
    name = f"Gasket {uuid4()}"
    await board.crew.request(part_name=name, urgency="low")
    for query, is_there in (
        (f"q={name}", True), (f"q={name}&urgency=low", True), (f"q={name}&urgency=high", False),
        (f"q={name}&status=candidate,under_review", True), (f"q={name}&status=approved", False),
        (f"q={name[-8:]} gask", True), (f"q={name[-8:]} pump", False), ("q=%25nothing%25", False),
    ):  # fmt: skip
        assert (name in await part(captain, f"/requests?{query}")) is is_there, query
    assert (await captain.open("/requests?status=nonsense")).status == 400


async def the_list_goes_on_where_it_ended(board: Side, captain: Browser) -> None:
    mark = uuid4().hex
    made = {await board.crew.request(part_name=f"Bolt {mark} {number}") for number in range(5)}
    seen: set[str] = set()
    address: str | None = f"/requests?q={mark}&limit=2"
    while address:
        text = await part(captain, address)
        seen |= set(re.findall(r'href="/requests/([0-9a-f-]{36})"', text))
        following = re.search(r'hx-get="(/requests\?[^"]*cursor=[^"]*)"', text)
        address = following[1].replace("&amp;", "&") if following else None
    assert seen == made


async def an_approval_of_several_has_a_quantity_and_a_result_for_each(board: Side, captain: Browser) -> None:
    mark = uuid4().hex
    good, bad = [await board.crew.request(part_name=f"Pump {mark} {n}") for n in range(2)]
    page = await captain.open(f"/requests?q={mark}")
    assert set(re.findall(r'name="item" value="([^"]*)"', page.text)) == {good, bad}
    asked = await captain.open(f"/requests/approve?item={good}&item={bad}")
    form = asked.form("/requests/approved")
    assert {f"quantity.{good}", f"quantity.{bad}"} < form.fields.keys()
    done = await send(captain, form, **{f"quantity.{good}": "3", f"quantity.{bad}": "0"})
    assert "1 approved, 1 not" in done.text
    assert "must be more than 0" in done.text
    assert (await item_of(board, good))["quantity_approved"] == "3"
    assert (await item_of(board, bad))["status"] == "candidate"


async def an_approval_of_nothing_ticked_is_refused_in_words(captain: Browser) -> None:
    answer = await captain.open("/requests/approve")
    assert answer.status == 400
    assert "Tick what you want to approve first." in answer.text


async def an_approval_of_several_goes_back_to_the_list_and_sent_again_in_parts_counts_once(
    board: Side, captain: Browser
) -> None:
    items = [await board.crew.request(part_name=f"Pump {uuid4().hex}") for _ in range(2)]
    form = (await captain.open(f"/requests/approve?item={items[0]}&item={items[1]}")).form("/requests/approved")
    assert "Approved: " in (await send(captain, form)).text
    changed = [(await item_of(board, item_id))["updated_at"] for item_id in items]
    for item_id in items:
        own = {name: value for name, value in form.fields.items() if "." not in name or name.endswith(item_id)}
        answer = await captain.client.post("/requests/approved", data=own, headers={"hx-request": "true"})
        assert (answer.status_code, "hx-redirect" in answer.headers) == (200, True)
    assert [(await item_of(board, item_id))["updated_at"] for item_id in items] == changed


async def an_approval_that_crew_send_all_the_same_is_refused_for_each(board: Side, crew: Browser) -> None:
    item_id = await board.crew.request()
    answer = await crew.client.post("/requests/approved", data={f"quantity.{item_id}": "2"})
    assert "may not take the action" in answer.text
    assert (await item_of(board, item_id))["status"] == "candidate"


# An item.


async def an_item_goes_from_request_to_installed_by_its_forms_alone(
    board: Side, engineer: Browser, crew: Browser
) -> None:
    item_id = await board.crew.request(quantity_requested=4)
    path = f"/requests/{item_id}"
    steps: list[tuple[Browser, str, dict[str, str]]] = [
        (engineer, "start_review", {}), (engineer, "approve_shopping_list_item", {"quantity_approved": "3"}),
        (engineer, "mark_shopping_list_item_ordered", {}), (crew, "record_receipt", {"quantity": "5"}),
        (engineer, "correct_receipt", {"quantity": "-2", "reason": "Counted twice"}), (crew, "record_installation", {}),
    ]  # fmt: skip
    for who, action, filled in steps:
        page = await who.open(path)
        answer = await send(who, page.form(f"{path}/{action}"), **filled)
        assert "Done: " in answer.text, (action, answer.text)
    item = await item_of(board, item_id)
    assert (item["status"], item["quantity_approved"], item["quantity_received"]) == ("installed", "3", "3")
    page = await crew.open(path)
    for words in ("took", "approved 3", "received 5", "Counted twice", "on board", "chief engineer"):
        assert words in page.text, words


async def a_refusal_is_said_at_its_field_and_keeps_what_was_typed(board: Side, captain: Browser) -> None:
    item_id = await board.crew.request()
    path = f"/requests/{item_id}"
    form = (await captain.open(path)).form(f"{path}/approve_shopping_list_item")
    answer = await send(captain, form, quantity_approved="many", approval_notes="for the spare pump")
    assert answer.status == 400
    assert 'aria-invalid="true"' in answer.text
    assert "Quantity approved must be a number" in answer.text
    again = answer.form(f"{path}/approve_shopping_list_item")
    assert again.fields["quantity_approved"] == "many"
    assert again.fields["approval_notes"] == "for the spare pump"
    assert "Done: " in (await send(captain, again, quantity_approved="2")).text


async def what_is_final_is_asked_for_twice(board: Side, captain: Browser) -> None:
    item_id = await board.crew.request()
    path = f"/requests/{item_id}"
    form = (await captain.open(path)).form(f"{path}/reject_shopping_list_item")
    answer = await send(captain, form, rejection_reason="Not needed")
    assert answer.status == 400
    assert "Say that you are sure" in answer.text
    again = answer.form(f"{path}/reject_shopping_list_item")
    assert "Done: rejected" in (await send(captain, again, "confirmed")).text


async def a_rejected_request_is_asked_for_again_with_its_fields(board: Side, captain: Browser, crew: Browser) -> None:
    name = f"Filter {uuid4()}"
    item_id = await board.crew.request(part_name=name, unit="pcs", source_notes="For the <watermaker>")
    await board.captain.act("reject_shopping_list_item", item_id=item_id, rejection_reason="Wrong size")
    page = await crew.open(f"/requests/{item_id}")
    assert f"/requests/new?again={item_id}" in page.text
    form = (await crew.open(f"/requests/new?again={item_id}")).form("/requests/new", posting)
    assert {"part_name": name, "unit": "pcs", "source_notes": "For the <watermaker>"}.items() <= form.fields.items()
    assert "Requested." in (await send(crew, form)).text


async def a_change_sends_only_what_was_changed(board: Side, captain: Browser) -> None:
    item_id = await board.crew.request(unit="pcs", urgency="low")
    path = f"/requests/{item_id}"
    form = (await captain.open(path)).form(f"{path}/update_shopping_list_item")
    assert "Nothing was changed." in (await send(captain, form)).text
    await board.captain.act("update_shopping_list_item", item_id=item_id, unit="box")
    assert "Done: changed." in (await send(captain, form, manufacturer="Jabsco")).text
    item = await item_of(board, item_id)
    assert (item["unit"], item["manufacturer"], item["urgency"]) == ("box", "Jabsco", "low")


async def a_form_that_is_sent_twice_acts_once(board: Side, crew: Browser, engineer: Browser) -> None:
    item_id = await board.crew.request(quantity_requested=10)
    await board.captain.act("approve_shopping_list_item", item_id=item_id, quantity_approved=10)
    await board.chief_engineer.act("mark_shopping_list_item_ordered", item_id=item_id, quantity_ordered=10)
    path = f"/requests/{item_id}"
    form = (await crew.open(path)).form(f"{path}/record_receipt")
    for _ in range(2):
        assert "Done: received" in (await send(crew, form, quantity="4")).text
    assert (await item_of(board, item_id))["quantity_received"] == "4"


async def the_page_says_why_not_the_rest(board: Side, captain: Browser) -> None:
    item_id = await board.crew.request()
    page = await captain.open(f"/requests/{item_id}")
    assert "Why not something else" in page.text
    assert "needs one that is approved" in page.text


@pytest.mark.parametrize("role", ["crew", "captain"])
async def every_role_is_shown_the_forms_that_it_may_send(board: Side, role: str) -> None:
    item_id = await board.crew.request()
    async with browsing(board.client.base_url, board.tokens[role]) as browser:
        page = await browser.open(f"/requests/{item_id}")
    shown = {form.action.rsplit("/", 1)[1] for form in page.forms if form.action.startswith(f"/requests/{item_id}/")}
    person = getattr(board, role)
    listed = (await person.get("/v1/actions/list", entity_id=item_id)).json()["actions"]
    possible = {one["action_id"] for one in listed if one["possible"]}
    assert shown == possible - {
        "create_shopping_list_item", "view_shopping_list_history", "acknowledge_conflict",
    }  # fmt: skip


async def a_deleted_request_shows_what_happened_to_it(board: Side, captain: Browser) -> None:
    item_id = await board.crew.request()
    path = f"/requests/{item_id}"
    form = (await captain.open(path)).form(f"{path}/delete_shopping_list_item")
    answer = await send(captain, form, "confirmed")
    assert "This request was deleted" in answer.text
    assert "deleted" in answer.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/requests/nonsense", 400), (f"/requests/{NOWHERE}", 404), (f"/parts/{NOWHERE}", 404), ("/parts/x", 400),
        (f"/work-orders/{NOWHERE}", 404), (f"/deliveries/{NOWHERE}", 404), ("/requests/new?part_id=x", 400),
        ("/requests?cursor=x", 400), ("/conflicts?cursor=x", 400), ("/conflicts?all=perhaps", 400),
        ("/requests?q=a&q=b", 400),
    ],
)  # fmt: skip
async def an_address_that_means_nothing_is_refused_in_words(captain: Browser, path: str, status: int) -> None:
    answer = await captain.open(path)
    assert answer.status == status
    assert 'role="alert"' in answer.text


async def no_other_yachts_item_has_a_page(tried: Tried, captain: Browser) -> None:
    item_id = await tried.nodes[1].crew.request()
    assert (await captain.open(f"/requests/{item_id}")).status == 404


# Asking.


async def a_request_is_made_with_the_form(board: Side, crew: Browser) -> None:
    name = f"Wiper {uuid4()}"
    form = (await crew.open("/requests/new")).form("/requests/new", posting)
    answer = await send(crew, form, part_name=name, quantity_requested="2.5", urgency="high", source_notes="Bridge")
    assert "Requested." in answer.text
    assert name in answer.text
    wrong = await send(crew, (await crew.open("/requests/new")).form("/requests/new", posting), part_name=name)
    assert wrong.status == 400
    assert "Quantity is required" in wrong.text


async def an_open_request_for_the_same_is_shown_before_a_second_one_is_made(board: Side, crew: Browser) -> None:
    name = f"Lamp {uuid4()}"
    first = await board.crew.request(part_name=name)
    form = (await crew.open("/requests/new")).form("/requests/new", posting)
    answer = await send(crew, form, part_name=name, quantity_requested="2")
    assert answer.status == 409
    assert f'href="/requests/{first}"' in answer.text
    again = answer.form("/requests/new", posting)
    assert again.buttons == [("allow_duplicate", "true")]
    assert "Requested." in (await send(crew, again, allow_duplicate="true")).text


async def the_catalogue_is_found_with_mistyped_letters(tried: Tried, board: Side, crew: Browser) -> None:
    part_id = await _part(tried, "Sherwood impeller kit", "10077K")
    for typed in ("impeler", "sherwod impellr", "10077"):
        text = await part(crew, f"/requests/parts?find={typed}")
        assert f"/requests/new?part_id={part_id}" in text, typed
    form = (await crew.open(f"/requests/new?part_id={part_id}")).form("/requests/new", posting)
    assert form.fields["part_name"] == "Sherwood impeller kit"
    assert (form.fields["part_number"], form.fields["part_id"]) == ("10077K", part_id)
    answer = await send(crew, form, quantity_requested="1")
    assert f'href="/parts/{part_id}"' in answer.text
    assert "Sherwood impeller kit" in (await crew.open(f"/parts/{part_id}")).text
    warned = await crew.open(f"/requests/new?part_id={part_id}")
    assert "Already asked for" in warned.text


async def one_box_leads_to_what_was_meant(tried: Tried, board: Side, crew: Browser) -> None:
    part_id = await _part(tried, "Zincanode Kessler", "40004234")
    item_id = await board.crew.request(part_name="Zincanode Kessler", part_number="40004234", part_id=part_id)
    text = await part(crew, "/ask?q=history 40004234")
    assert f"/requests/{item_id}#history" in text
    assert "/requests/new?q=Zincanode" in await part(crew, "/ask?q=order Zincanode")
    assert (await crew.open("/ask?q=")).status == 200
    async with browsing(board.client.base_url, board.tokens["captain"]) as captain:
        offered = await part(captain, "/ask?q=approve Zincanode")  # words that are not all of its name
        assert f"/requests/{item_id}#approve_shopping_list_item" in offered
        await board.captain.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
        assert f"/requests/{item_id}#approve_shopping_list_item" not in await part(captain, "/ask?q=approve Zincanode")
    assert (await crew.open(f"/ask?q={'x' * 2000}")).status == 200


async def _part(tried: Tried, name: str, number: str) -> str:
    """A part on board, imported as an export would be."""
    node = tried.world.yachts[0].node
    users = tried.world.yachts[0].described["users"]
    actor = Actor(users["chief_engineer"]["user_id"], "", node.backend.yacht_id, Role.CHIEF_ENGINEER)
    part_id = str(uuid4())
    part = {"id": part_id, "name": name, "part_number": number, "quantity": "1"}
    await node.database.write(
        lambda tx: store.import_parts(tx, actor, [part], node.backend.now_ms()), node.backend.yacht_id
    )
    return part_id


# Whatever people write.


async def what_people_write_is_shown_as_text(board: Side, captain: Browser) -> None:
    item_id = await board.crew.request(
        part_name=HOSTILE, source_notes=HOSTILE, manufacturer=HOSTILE, part_number=str(uuid4())
    )
    await board.captain.act("reject_shopping_list_item", item_id=item_id, rejection_reason=HOSTILE)
    for path in (
        f"/requests/{item_id}", "/requests?status=rejected&limit=500", f"/ask?q={HOSTILE}",
        f"/requests/new?again={item_id}", f"/requests?q={HOSTILE}", f"/requests?said={HOSTILE}",
        f"/requests/new?find={HOSTILE}",
    ):  # fmt: skip
        text = (await captain.open(path)).text
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert escape("<script>alert(1)</script>") in text, path
        assert "49" not in re.findall(r"onerror=alert\(1\)&gt;(\d\d)", text), path


# Conflicts.


async def _overruled(tried: Tried) -> tuple[str, str]:
    """The engineer approves on board, the manager rejects ashore, then the two sides speak: item and part name."""
    board, shore = tried.nodes[0], tried.shores[0]
    name = f"Chart plotter {uuid4()}"
    item_id = await board.crew.request(part_name=name, quantity_requested=6)
    await board.captain.post("/v1/sync/now")
    answer = await board.chief_engineer.act("approve_shopping_list_item", item_id=item_id, quantity_approved=4)
    assert answer.status_code == 200, answer.text
    await shore.manager.act("reject_shopping_list_item", item_id=item_id, rejection_reason="Refit in May")
    await board.captain.post("/v1/sync/now")
    return item_id, name


async def a_person_overruled_is_told_on_every_page_until_they_have_seen_it(tried: Tried, engineer: Browser) -> None:
    item_id, name = await _overruled(tried)
    assert "overruled. See what happened." in (await engineer.open("/requests")).text
    page = await engineer.open("/conflicts")
    assert name in page.text
    assert f'href="/requests/{item_id}"' in page.text
    assert "overruled. See what happened." not in (await engineer.open("/sync")).text


async def a_conflict_is_shown_from_both_sides_and_acknowledged_with_a_note(tried: Tried, captain: Browser) -> None:
    item_id, name = await _overruled(tried)
    page = await captain.open("/conflicts")
    own = page.text.split(f'href="/requests/{item_id}"')[1].split("</article>")[0]
    assert "Had before them" in own
    assert own.count("<h3>") == 2
    assert "ashore" in own
    assert "on board" in own
    form = page.form("/conflicts/acknowledge", lambda one: one.fields["item_id"] == item_id)
    answer = await send(captain, form, notes="Spoken about")
    assert "Acknowledged." in answer.text
    assert item_id not in answer.text
    assert name in (await captain.open("/conflicts?all=true")).text


async def no_crew_acknowledges_the_conflicts_that_they_see(tried: Tried, crew: Browser) -> None:
    await _overruled(tried)
    page = await crew.open("/conflicts")
    assert page.status == 200
    assert not [one for one in page.forms if one.action == "/conflicts/acknowledge"]


# The link.


async def the_link_is_on_every_page_and_an_exchange_is_had_at_once(board: Side, captain: Browser) -> None:
    await board.crew.request()
    page = await captain.open("/sync")
    assert re.search(r"Link \w+ · \d+ waiting", page.text)
    answer = await send(captain, page.form("/sync/now"))
    assert "Synced." in answer.text
    assert "Link up · 0 waiting" in answer.text
    columns = (await captain.client.get("/sync/exchanges")).json()["columns"]
    assert len({len(column) for column in columns}) == 1
    assert sum(columns[1]) > 0


async def the_badge_changes_with_the_pulse(board: Side, captain: Browser) -> None:
    await board.captain.post("/v1/sync/now")
    first = await part(captain, "/pulse")
    address = re.search(r'hx-get="([^"]+)"', first)
    assert address is not None
    await board.crew.request()
    changed = await part(captain, address[1].replace("&amp;", "&"))
    assert 'hx-swap-oob="true"' in changed
    assert "Link up · 1 waiting" in changed


# PINs.


async def a_wrong_sealed_code_opens_nothing(tried: Tried, board: Side) -> None:
    name = tried.world.yachts[0].described["users"]["captain"]["name"]
    async with browsing(board.client.base_url, "") as browser:
        assert "/sealed-code" in (await browser.open("/sign-in")).text
        form = (await browser.open("/sealed-code")).form("/sealed-code")
        answer = await send(browser, form, name=name, code="AAAAA-BBBBB", new_pin="827364", again="827364")
    assert answer.status == 401
    assert 'role="alert"' in answer.text


async def a_cancellation_says_which_of_two_orders_it_means(tried: Tried, board: Side, captain: Browser) -> None:
    shore = tried.shores[0]
    item_id = await board.crew.request(quantity_requested=6)
    await board.captain.act("approve_shopping_list_item", item_id=item_id, quantity_approved=6)
    await board.captain.post("/v1/sync/now")
    for who, quantity in ((board.captain, "6"), (shore.captain, "5")):
        answer = await who.act("mark_shopping_list_item_ordered", item_id=item_id, quantity_ordered=quantity)
        assert answer.status_code == 200, answer.text
    await board.captain.post("/v1/sync/now")
    form = (await captain.open(f"/requests/{item_id}")).form(f"/requests/{item_id}/cancel_order")
    first, second = form.choices["order_entry_id"]
    assert form.fields["order_entry_id"] == first  # what an unnamed cancellation would take
    page = await captain.open(f"/requests/{item_id}")
    assert f'<option value="{second}">' in page.text
    await send(captain, form, order_entry_id=second, reason="One is enough")
    left = (await item_of(board, item_id))["quantity_ordered"]
    assert {left} < {"5", "6"}
    again = await captain.open(f"/requests/{item_id}")
    assert "order_entry_id" not in again.form(f"/requests/{item_id}/cancel_order").choices
    assert "ashore" in again.text
