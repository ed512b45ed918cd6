"""Whatever a node accepts the shore stores, byte for byte; what one side refuses the other refuses by the same code.

The same calls go to the first yacht's node and, ashore, to the second yacht; then the node syncs and its journal and
items are compared with the shore's.
"""

import asyncio
import json
from typing import Any
from uuid import uuid4

import httpx
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from shared_models.actions import REGISTRY, Field
from shared_models.entries import canonical_json
from shared_models.journal import entry_of
from shared_models.states import Action
from shared_models.tables import Entry, Item, Part, StateHistory, table_of
from tests.acceptance.conftest import Side, Tried

_ODD_TEXT = (
    "", " ", "\0", "a\0b", "\ud800", "e\u0301", "\u00e9", "\u202eevil", "\u200b", "\ufeffx", "x\n", "\tx", "\x7f",
    "\x85", "K\u212b", "\ufb01",
    "👩\u200d🔧", "𝟙", "a" * 500, "a" * 501, "é" * 10_000, "\u0344" * 400, "' or 1=1 --", "%_\\",
    "null", "\U0010ffff", "\ud83d\ude00", "İ", "ß", "\u2028", "\u1e9e" * 500,
)  # fmt: skip
_ODD_NUMBERS = (
    0, 1, -1, 4, 4.5, 0.1, 1e-4, 1e-5, 1e22, 1e300, 999_999_999_999, 10**12, 10**39, 10**41, True, None, [], {}, "4",
    "4.50", "04", "+4", "-0", "-4.25", " 4", "4 ", "4.", ".5", "1e3", "1E+999999", "NaN", "Infinity", "0x10",
    "1_000", "٤",
    "４", "999999999999.9999", "999999999999.99990", "999999999999.99999", "0.0001", "0.00010", "1,5", "",
)  # fmt: skip
_ODD_DAYS = (
    "2026-05-31", "2026-02-30", "2028-02-29", "1900-01-01", "1899-12-31", "9999-12-31", "0000-01-01", "10000-01-01",
    "2026-5-31", "２０２６-05-31", "2026-05-31T00:00:00Z", 20260531, None, "",
)  # fmt: skip
_ODD_IDS = (
    "{new}", "{NEW}", "00000000-0000-0000-0000-000000000000", "urn:uuid:{new}", "x", "", 5, None, "{new} ", "{nil}",
)  # fmt: skip
_STRANGE = st.sampled_from([None, True, 0, "", [], {}, [[]], {"a": 1}, 1e308, "x"])


def _value(field: Field) -> st.SearchStrategy[Any]:
    """Mostly what the field takes, at its limits; sometimes something else."""
    match field.type:
        case "text":
            usual = st.sampled_from(_ODD_TEXT) | st.text(max_size=40)
        case "number":
            usual = st.sampled_from(_ODD_NUMBERS) | st.decimals(0, 10**12, places=4).map(str) | st.integers(1, 9)
        case "integer":
            usual = st.sampled_from([1, 3.0, 3.5, 0, -1, 2**31 - 1, 2**31, 10**20, "3", True])
        case "date":
            usual = st.sampled_from(_ODD_DAYS) | st.dates().map(str)
        case "uuid":
            usual = st.sampled_from(_ODD_IDS)
        case "boolean":
            usual = st.sampled_from([True, False, 0, 1, "true", None])
        case "currency":
            usual = st.sampled_from(["EUR", "eur", "XXX", "E", "€", "ＥＵＲ", None])
        case _:
            usual = st.sampled_from([*(field.choices or ()), "LOW", "", None])
    return usual | usual | usual | usual | _STRANGE


def _good(field: Field) -> Any:
    return {"number": 4, "text": "some words", "uuid": str(uuid4())}.get(field.type, (field.choices or ("x",))[-1])


@st.composite
def calls(draw: st.DrawFn, action: Action) -> tuple[Action, dict[str, Any]]:
    """A call of an action without its item: most fields good or absent, one or two odd."""
    fields = [field for field in REGISTRY[action].fields if field.name not in ("item_id", "entry_id")]
    payload = {field.name: _good(field) for field in fields if field.required}
    for field in draw(st.lists(st.sampled_from(fields), max_size=3, unique_by=lambda one: one.name)) if fields else ():
        payload[field.name] = draw(_value(field))
    if draw(st.integers(0, 19)) == 0:
        payload[draw(st.sampled_from(["quantity", "status", "metadata", "yacht_id", "part_Name", "ª", "\0"]))] = "x"
    if action is Action.CREATE and draw(st.booleans()):
        payload["allow_duplicate"] = True
    return action, payload


_LATER = (
    Action.UPDATE, Action.UPDATE, Action.REVIEW, Action.APPROVE, Action.APPROVE, Action.ORDER, Action.ORDER,

    Action.RECEIVE, Action.RECEIVE, Action.INSTALL, Action.CORRECT, Action.CANCEL, Action.PROMOTE, Action.REJECT,
    Action.DELETE,
    Action.ACKNOWLEDGE,
)  # fmt: skip
STORIES = st.tuples(calls(Action.CREATE), st.lists(st.sampled_from(_LATER).flatmap(calls), min_size=2, max_size=7))


def _filled(value: Any, name: str) -> Any:
    if not isinstance(value, str):
        return value
    return value.replace("{new}", name).replace("{NEW}", name.upper()).replace("{nil}", "-" * 36)


class Mirror:
    """Sends each call to both sides and holds the answers against each other."""

    def __init__(self, node: Side, shore: Side) -> None:
        self.sides = [
            (
                httpx.Client(base_url=str(side.client.base_url), timeout=120, trust_env=False),
                side.tokens["chief_engineer"],
            )
            for side in (node, shore)
        ]
        self.accepted = self.refused = 0

    def call(self, action: Action, payload: dict[str, Any], items: list[str | None]) -> list[str | None]:
        """The id that each side answers with, None where it refused. Fails where they differ."""
        name, told, ids = str(uuid4()), [], []
        for (client, token), item in zip(self.sides, items, strict=True):
            given = {key: _filled(value, name) for key, value in payload.items()}
            if action is not Action.CREATE:
                given["item_id"] = item or name
            if action is Action.ACKNOWLEDGE:
                given["entry_id"] = name
            body = json.dumps({"action": action, "payload": given}).encode()
            answer = client.post("/v1/actions/execute", content=body, headers={"authorization": f"Bearer {token}"})
            result = answer.json()
            error = result.get("error") or {}
            own = result.get("data", {})
            told.append(
                (answer.status_code, error.get("code"), error.get("field"), own.get("status"), sorted(own),
                 {key: value for key, value in own.items() if key in payload})
            )  # fmt: skip
            ids.append(result.get("entity_id"))
        assert told[0] == told[1], (action, payload)
        assert told[0][0] < 500
        self.accepted += told[0][0] == 200
        self.refused += told[0][0] != 200
        return ids


def _play(mirror: Mirror) -> None:
    @settings(max_examples=80, deadline=None, database=None, derandomize=True,
              phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(STORIES)
    def play(story: tuple[tuple[Action, dict[str, Any]], list[tuple[Action, dict[str, Any]]]]) -> None:
        (action, payload), later = story
        items = mirror.call(action, payload, [None, None])
        if items[0] is None:
            plain = {"part_name": str(uuid4()), "quantity_requested": 4, "source_type": "manual_add"}
            items = mirror.call(Action.CREATE, plain, [None, None])
        for action, payload in later:
            mirror.call(action, payload, items)

    play()


async def test_what_one_side_accepts_or_refuses_so_does_the_other_and_the_bytes_agree(tried: Tried) -> None:
    mirror = Mirror(tried.nodes[0], tried.shores[1])
    await asyncio.to_thread(_play, mirror)
    for client, _ in mirror.sides:
        client.close()
    assert mirror.accepted > 60
    assert mirror.refused > 50
    for _ in range(20):
        status = (await tried.nodes[0].captain.post("/v1/sync/now")).json()
        assert status["last_exchange"]["outcome"] == "ok", status
        if status["backlog"]["total"] == 0:
            break
    assert status["backlog"]["total"] == 0
    yacht_id, node = tried.nodes[0].yacht_id, tried.world.yachts[0].node
    entries = table_of(Entry)
    async with (
        node.backend.database.reading() as board,
        tried.world.shore.database.transaction(None, yacht_id) as ashore,
    ):
        held = {}
        for name, tx in (("board", board), ("shore", ashore)):
            rows = await tx.rows(sa.select(entries).where(entries.c.yacht_id == yacht_id))
            held[name] = {
                row["entry_id"]: (canonical_json(entry_of(row).as_dict()), bytes(row["hash"])) for row in rows
            }
        assert held["board"].items() <= held["shore"].items()
        for model, without in ((Item, ()), (StateHistory, ("created_at",)), (Part, ("version", "updated_at"))):
            table = table_of(model)
            kept = [column for column in table.c if column.name not in without]
            of_yacht = sa.select(*kept).where(table.c.yacht_id == yacht_id).order_by(table.c.id)
            on_board = {row["id"]: dict(row) for row in await board.rows(of_yacht)}
            on_shore = {row["id"]: dict(row) for row in await ashore.rows(of_yacht)}
            assert on_board == on_shore, table.name
    of_items = "select count(*) as n from pms_quarantine where item_id is not null and yacht_id = cast(:yacht as uuid)"
    quarantined = sa.text(of_items)
    async with tried.world.shore.database.transaction(None, yacht_id) as tx:
        assert (await tx.rows(quarantined, {"yacht": yacht_id}))[0]["n"] == 0
