"""How one `Changes` is written to SQLite: plain statements, made once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from edge_node.prepared import Prepared, inserting
from edge_node.tables import NodeState, Outbox, ProjectionPass
from shared_models.changes import Changes, ItemWrite, Recorder
from shared_models.clock import Clock
from shared_models.entries import HistoryEntry
from shared_models.journal import entry_row
from shared_models.node_records import REPORT_REFUSED, mark_of
from shared_models.states import DECISIONS
from shared_models.tables import (
    Audit,
    Entry,
    FeedRow,
    Heads,
    Idempotency,
    Item,
    Notice,
    OutcomeRow,
    Part,
    Profile,
    Quarantined,
    Ruling,
    StateHistory,
    table_of,
)

GOES_ALONG = 2
"""The priority of what is no backlog: it travels with the next exchange, and nobody waits for it."""
STATE, OUTBOX, PASS = table_of(NodeState), table_of(Outbox), table_of(ProjectionPass)
_ITEMS, _HISTORY, _PARTS = table_of(Item), table_of(StateHistory), table_of(Part)
IN_BACKLOG = OUTBOX.c.priority < GOES_ALONG
_OUTCOMES, _HEADS, _RULINGS = table_of(OutcomeRow), table_of(Heads), table_of(Ruling)
_PEOPLE = table_of(Profile)

_INSERT_ITEM, _INSERT_ENTRY, _INSERT_FEED = inserting(_ITEMS), inserting(table_of(Entry)), inserting(table_of(FeedRow))
_INSERT_OUTBOX, _INSERT_AUDIT = inserting(OUTBOX), inserting(table_of(Audit))
_SAME_ITEM = sa.and_(_ITEMS.c.yacht_id == sa.bindparam("of_yacht"), _ITEMS.c.id == sa.bindparam("of_id"))
_UPDATE_ITEM = Prepared(
    _ITEMS.update().where(_SAME_ITEM).values({c.name: sa.bindparam(f"new_{c.name}", type_=c.type) for c in _ITEMS.c})
)
_HEADS_INSERT = insert(_HEADS)
_NEW_HEADS = {name: _HEADS_INSERT.excluded[name] for name in ("heads", "subject")}
_SET_HEADS = Prepared(
    _HEADS_INSERT.on_conflict_do_update(index_elements=("yacht_id", "item_id"), set_=_NEW_HEADS),
    ["yacht_id", "item_id", *_NEW_HEADS],
)
_KEPT = ("seq", "chain", "clock_ms", "clock_counter", "position", "digest")
_SAVE_STATE = Prepared(
    STATE.update()
    .where(STATE.c.yacht_id == sa.bindparam("of_yacht"))
    .values({name: sa.bindparam(f"new_{name}", type_=STATE.c[name].type) for name in _KEPT})
)
_READ_STATE = Prepared(
    sa.select(*(STATE.c[name] for name in ("node_id", "epoch", *_KEPT))).where(
        STATE.c.yacht_id == sa.bindparam("of_yacht")
    )
)
_COUNTED = (
    "name", "part_number", "manufacturer", "unit", "minimum_quantity", "location", "impa_code", "quantity_counted",
    "updated_at",
)  # fmt: skip
_SAME_PART = sa.and_(_PARTS.c.yacht_id == sa.bindparam("of_yacht"), _PARTS.c.id == sa.bindparam("of_id"))
_READ_PART = Prepared(sa.select(_PARTS.c.quantity_on_hand, _PARTS.c.quantity_counted).where(_SAME_PART))
_INSERT_PART = inserting(_PARTS)
_UPDATE_PART = Prepared(
    _PARTS.update()
    .where(_SAME_PART)
    .values(
        {name: sa.bindparam(f"new_{name}", type_=_PARTS.c[name].type) for name in (*_COUNTED, "quantity_on_hand")}
        | {"origin": "catalogue"}
    )
)


def read_recorder(connection: sa.Connection, yacht_id: str) -> Recorder:
    """The node's place in its journal and in the feed."""
    found = _READ_STATE.run(connection.connection.cursor(), {"of_yacht": yacht_id}).fetchone()
    node_id, epoch, seq, chain, clock_ms, clock_counter, position, digest = found
    clock = Clock(clock_ms, clock_counter)
    return Recorder(yacht_id, node_id, epoch, seq, chain, clock, position, digest, False)


def persist(connection: sa.Connection, changes: Changes) -> None:
    """Write everything, in the caller's transaction."""
    yacht_id, cursor = changes.recorder.yacht_id, connection.connection.cursor()
    _INSERT_ENTRY.run(cursor, *(entry_row(entry, chain) for entry, chain in changes.entries))
    _INSERT_FEED.run(cursor, *changes.feed)
    _INSERT_OUTBOX.run(cursor, *map(_outbox_row, changes.outbox))
    set_parts(connection, yacht_id, changes.parts)
    for write in changes.items:
        _write_item(connection, cursor, yacht_id, write)
    _SET_HEADS.run(cursor, *changes.heads)
    for item_id in changes.resolved_items:
        here = sa.and_(_OUTCOMES.c.yacht_id == yacht_id, _OUTCOMES.c.item_id == item_id)
        connection.execute(_OUTCOMES.delete().where(here))
    _many(connection, _OUTCOMES.insert(), changes.outcomes)
    _replace(connection, _RULINGS, changes.rulings, ("yacht_id", "entry_id"))
    _replace(connection, table_of(Quarantined), changes.quarantined, ("yacht_id", "id"))
    for part_id, quantity in changes.moved.items():
        _move(connection, yacht_id, part_id, quantity)
    for pin in changes.pins:
        set_pin(connection, yacht_id, pin)
    for notice in changes.notices:
        connection.execute(insert(table_of(Notice)).values(notice).on_conflict_do_nothing())
    _INSERT_AUDIT.run(cursor, *changes.audit)
    _many(connection, table_of(Idempotency).insert(), changes.idempotency)
    recorder = changes.recorder
    _SAVE_STATE.run(
        cursor,
        {
            "of_yacht": yacht_id,
            "new_seq": recorder.seq,
            "new_chain": recorder.chain,
            "new_clock_ms": recorder.clock.wall_ms,
            "new_clock_counter": recorder.clock.counter,
            "new_position": recorder.position,
            "new_digest": recorder.digest,
        },
    )


def _many(connection: sa.Connection, statement: sa.Executable, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(statement, rows)


def _replace(
    connection: sa.Connection, table: sa.Table, rows: list[dict[str, Any]], primary_key: tuple[str, ...]
) -> None:
    for row in rows:
        values = {name: value for name, value in row.items() if name not in primary_key}
        connection.execute(insert(table).values(row).on_conflict_do_update(index_elements=primary_key, set_=values))


def _outbox_row(entry: HistoryEntry) -> dict[str, Any]:
    urgent = entry.action in DECISIONS or entry.payload.get("urgency") == "critical"
    priority = GOES_ALONG if entry.action == REPORT_REFUSED else 0 if urgent else 1
    return {
        "yacht_id": entry.yacht_id, "epoch": entry.epoch, "seq": entry.seq, "entry_id": entry.entry_id,
        "priority": priority,
    }  # fmt: skip


def _write_item(connection: sa.Connection, cursor: Any, yacht_id: str, write: ItemWrite) -> None:
    images = [{column.name: image.get(column.name) for column in _ITEMS.c} for image in write.images]
    if write.mode == "replace":
        here = {"yacht_id": yacht_id, "item_id": write.item_id}
        connection.execute(PASS.insert(), here)
        connection.execute(
            _HISTORY.delete().where(_HISTORY.c.yacht_id == yacht_id, _HISTORY.c.shopping_list_item_id == write.item_id)
        )
        connection.execute(_ITEMS.delete().where(_ITEMS.c.yacht_id == yacht_id, _ITEMS.c.id == write.item_id))
        connection.execute(PASS.delete().where(PASS.c.yacht_id == yacht_id, PASS.c.item_id == write.item_id))
    if write.mode != "update":
        _INSERT_ITEM.run(cursor, images.pop(0))
    for image in images:
        new = {f"new_{name}": value for name, value in image.items()}
        _UPDATE_ITEM.run(cursor, {"of_yacht": yacht_id, "of_id": write.item_id, **new})


def set_parts(connection: sa.Connection, yacht_id: str, parts: Sequence[Mapping[str, Any]]) -> None:
    """Insert parts, or replace what is known of them; a count replaces the old one, movements since then stay."""
    cursor = connection.connection.cursor()
    moved: Mapping[str, Decimal] | None = None
    for part in parts:
        held = _READ_PART.rows(cursor, {"of_yacht": yacht_id, "of_id": part["id"]})
        counted = Decimal(part["quantity_counted"])
        if not held:
            moved = _moved_so_far(connection, yacht_id) if moved is None else moved
            on_hand = counted + moved.get(part["id"], Decimal())
            _INSERT_PART.run(cursor, {"origin": "catalogue", "version": 0, **part, "quantity_on_hand": str(on_hand)})
        elif part["origin"] != "promoted":
            on_hand = Decimal(held[0]["quantity_on_hand"]) - Decimal(held[0]["quantity_counted"]) + counted
            new = {f"new_{name}": part.get(name) for name in _COUNTED} | {"new_quantity_on_hand": str(on_hand)}
            _UPDATE_PART.run(cursor, {"of_yacht": yacht_id, "of_id": part["id"], **new})


def set_pin(connection: sa.Connection, yacht_id: str, pin: Mapping[str, Any]) -> None:
    """Set a PIN that its owner changed, unless another than the one they replaced is there: a reset ashore stands."""
    key = sa.and_(_PEOPLE.c.yacht_id == yacht_id, _PEOPLE.c.user_id == pin["user_id"])
    held = connection.execute(sa.select(_PEOPLE.c.pin_hash).where(key)).first()
    if held is not None and mark_of(held[0]) == pin["replaces"]:
        connection.execute(_PEOPLE.update().where(key).values(pin_hash=pin["pin_hash"]))


def _moved_so_far(connection: sa.Connection, yacht_id: str) -> dict[str, Decimal]:
    """What the items moved of each part, for those that were not in the catalogue until now."""
    part_id = sa.func.coalesce(_ITEMS.c.part_id, _ITEMS.c.candidate_promoted_to_part_id).label("part_id")
    statement = sa.select(part_id, _ITEMS.c.quantity_received, _ITEMS.c.quantity_installed).where(
        _ITEMS.c.yacht_id == yacht_id, part_id.is_not(None)
    )
    moved: dict[str, Decimal] = {}
    for key, received, installed in connection.execute(statement):
        moved[key] = moved.get(key, Decimal()) + Decimal(received or "0") - Decimal(installed or "0")
    return moved


def _move(connection: sa.Connection, yacht_id: str, part_id: str, quantity: str) -> None:
    key = sa.and_(_PARTS.c.yacht_id == yacht_id, _PARTS.c.id == part_id)
    held = connection.execute(sa.select(_PARTS.c.quantity_on_hand).where(key)).scalar()
    if held is not None:
        connection.execute(_PARTS.update().where(key).values(quantity_on_hand=str(Decimal(held) + Decimal(quantity))))
