"""The audit as it is read: by whom, in what order, whole or in pages; on board and ashore."""

import csv
import io
import json
from typing import Any
from uuid import uuid4

from tests.acceptance.conftest import Person, Side, Tried


def reader(side: Side) -> Person:
    """Who may read it there."""
    found: Person = side.captain if side.name == "node" else side.manager
    return found


async def pages(person: Person, limit: int, **query: Any) -> list[dict[str, Any]]:
    """Every row, a page at a time."""
    rows, cursor = [], None
    while True:
        more = {"cursor": cursor} if cursor else {}
        body = (await person.get("/v1/audit", limit=limit, **query, **more)).json()
        assert len(body["rows"]) <= limit
        rows += body["rows"]
        cursor = body["next_cursor"]
        if cursor is None:
            return rows


async def the_captain_reads_the_audit_on_board_and_a_manager_ashore(side: Side) -> None:
    await side.crew.request()
    for role in side.tokens:
        person = getattr(side, role)
        wanted = 200 if person.token == reader(side).token else 403
        for form in ("json", "csv", "jsonl"):
            answer = await person.get("/v1/audit", format=form)
            assert answer.status_code == wanted, (role, form)
    assert (await side.client.get("/v1/audit")).status_code == 401


async def every_form_gives_the_same_rows_in_order_of_time(side: Side) -> None:
    item = await side.crew.request(source_notes="=1+1, said \"twice\"\r\nand 'once'")
    await side.captain.act("approve_shopping_list_item", item_id=item, quantity_approved=2)
    person = reader(side)
    paged = await pages(person, 7)
    lines = [json.loads(line) for line in (await person.get("/v1/audit", format="jsonl")).text.splitlines()]
    assert lines == paged
    assert [row["at"] for row in paged] == sorted(row["at"] for row in paged)
    assert len({row["id"] for row in paged}) == len(paged)
    answer = await person.get("/v1/audit", format="csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    text = answer.content.decode("utf-8")
    assert text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}at,who,action,")
    table = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert [row["id"] for row in table] == [row["id"] for row in paged]
    made, approved = [row for row in paged if row["entity_id"] == item]
    assert (made["action"], made["who"][:3]) == ("create_shopping_list_item", "Mia")
    assert approved["old_values"]["status"] == "candidate"
    assert approved["new_values"]["status"] == "approved"
    assert approved["node_id"] == made["node_id"] is not None


async def the_bounds_are_then_or_later_and_before(side: Side) -> None:
    item = await side.crew.request()
    await side.captain.act("start_review", item_id=item)
    person = reader(side)
    made, reviewed = [row for row in await pages(person, 50) if row["entity_id"] == item]
    since = await pages(person, 50, since=reviewed["at"])
    until = await pages(person, 50, until=reviewed["at"])
    assert reviewed in since
    assert reviewed not in until
    assert (made in until) == (made["at"] < reviewed["at"])
    for bad in ({"since": "yesterday"}, {"format": "xml"}, {"format": "csv,json"}, {"cursor": "x"}, {"limit": "0"}):
        assert (await person.get("/v1/audit", **bad)).status_code == 400, bad


async def the_audit_of_another_yacht_is_an_empty_list(side: Side, tried: Tried) -> None:
    await side.crew.request()
    person = reader(side)
    for other in (tried.shores[1].yacht_id, str(uuid4())):
        body = (await person.get("/v1/audit", yacht_id=other)).json()
        assert body == {"rows": [], "next_cursor": None, "as_of": None}
        text = (await person.get("/v1/audit", yacht_id=other, format="csv")).text
        assert len(text.splitlines()) == 1
    assert {row["yacht_id"] for row in await pages(person, 50)} == {side.yacht_id}


async def a_fleet_manager_reads_every_yachts_audit_or_one(tried: Tried) -> None:
    mine = {side.yacht_id for side in tried.shores}
    assert {row["yacht_id"] for row in await pages(tried.fleet, 50)} == mine
    (one, _) = sorted(mine)
    assert {row["yacht_id"] for row in await pages(tried.fleet, 50, yacht_id=one)} == {one}


async def a_roster_that_arrives_is_audited_on_board_without_its_hashes(tried: Tried) -> None:
    side = tried.nodes[0]
    text = (await side.captain.get("/v1/audit", format="jsonl")).text
    rows = [json.loads(line) for line in text.splitlines()]
    added = [row for row in rows if row["action"] == "person_added"]
    assert {row["new_values"]["name"].split()[0] for row in added} >= {"Mia", "Jonas", "Elena", "Ruben", "Clara"}
    # who works ashore alone has no PIN on board
    assert {row["new_values"].get("pin_hash") for row in added} == {"changed", None}
    assert {row["metadata"]["role"] for row in rows if row["action"] == "role_added"} >= {"crew", "captain"}
    assert "$argon2" not in text
