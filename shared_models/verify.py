"""Proof that the rows are what the journal says: replay it and compare. The same on both databases."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from shared_models.actions import REGISTRY
from shared_models.changes import Transaction
from shared_models.entries import GENESIS, HistoryEntry, canonical_json, link
from shared_models.journal import entry_of, is_intact
from shared_models.projection import moved, outcome_rows, rebuilt
from shared_models.resolve import Rule, resolve
from shared_models.tables import Entry, FeedRow, Item, OutcomeRow, Part, Ruling, StateHistory, table_of

_MOST_PROBLEMS = 50


@dataclass
class Report:
    """What a replay found. `fingerprint` is equal on two sides that show the same items and histories."""

    yacht_id: str
    entries: int = 0
    items: int = 0
    states: int = 0
    position: int = 0
    digest: bytes = GENESIS
    fingerprint: str = ""
    problems: list[str] = field(default_factory=list)

    def problem(self, text: str) -> None:
        """Note a difference; after many, one more changes nothing."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(text)


async def verify(tx: Transaction, yacht_id: str) -> Report:
    """Check hashes, chains and digests, replay every item, and compare rows, state history and outcomes."""
    report = Report(yacht_id)
    entries = await _entries(tx, report)
    await check_feed(tx, report)
    rulings = {
        row["entry_id"]: Rule(row["ruling"])
        for row in await tx.rows(_all(Ruling, yacht_id))
        if row["ruling"] is not None
    }
    by_item: dict[str, list[HistoryEntry]] = {}
    for entry in entries:
        if entry.item_id is not None and entry.action in REGISTRY:
            by_item.setdefault(entry.item_id, []).append(entry)
    items = {row["id"]: dict(row) for row in await tx.rows(_all(Item, yacht_id))}
    states: dict[str, list[dict[str, Any]]] = {}
    for row in await tx.rows(_all(StateHistory, yacht_id)):
        states.setdefault(row["shopping_list_item_id"], []).append(dict(row))
    outcomes = {row["entry_id"]: dict(row) for row in await tx.rows(_all(OutcomeRow, yacht_id))}
    stock: dict[str, Decimal] = {}
    for item_id, acts in by_item.items():
        resolution = resolve(acts, rulings)
        if resolution is None:
            continue
        images = rebuilt(item_id, yacht_id, resolution, acts).images
        _compare_item(report, item_id, images[-1], items.pop(item_id, None))
        _compare_states(report, item_id, images, states.pop(item_id, []))
        for row in outcome_rows(resolution, item_id, yacht_id, acts):
            if outcomes.pop(row["entry_id"], None) != row:
                report.problem(f"the outcome of entry {row['entry_id']} is not what its history gives")
        for part, quantity in moved(None, resolution.item).items():
            stock[part] = stock.get(part, Decimal()) + quantity
    for item_id in items:
        report.problem(f"item {item_id} has no creation in the journal")
    for entry_id in outcomes:
        report.problem(f"an outcome is kept for entry {entry_id}, which simply applied")
    await _parts(tx, report, stock)
    await _fingerprint(tx, report)
    return report


def _all(model: Any, yacht_id: str) -> sa.Select[Any]:
    table = table_of(model)
    return sa.select(table).where(table.c.yacht_id == yacht_id)


async def _entries(tx: Transaction, report: Report) -> list[HistoryEntry]:
    table = table_of(Entry)
    statement = _all(Entry, report.yacht_id).order_by(table.c.node_id, table.c.epoch, table.c.seq)
    before: tuple[str, str, int] | None = None
    chain = GENESIS
    entries = []
    for row in await tx.rows(statement):
        entry = entry_of(row)
        if is_intact(row):
            entries.append(entry)
        else:
            report.problem(f"entry {entry.entry_id} was changed: its hash is wrong")
        follows = before == (entry.node_id, entry.epoch, entry.seq - 1)
        chain = chain if follows else GENESIS
        # an entry that came without the one before it has no chain here; the digest proves it all the same
        known = row["chain"] and (entry.seq == 1 or (follows and chain))
        if known and link(chain, row["hash"]) != row["chain"]:
            report.problem(f"the chain breaks at entry {entry.entry_id}")
        before, chain = (entry.node_id, entry.epoch, entry.seq), row["chain"]
    report.entries = len(entries)
    return entries


async def check_feed(tx: Transaction, report: Report) -> None:
    """Follow the feed of the report's yacht along its digests, to where it ends."""
    table = table_of(FeedRow)
    for row in await tx.rows(_all(FeedRow, report.yacht_id).order_by(table.c.position)):
        report.digest = link(report.digest, row["hash"])
        if row["position"] != report.position + 1:
            report.problem(f"the feed has a gap before position {row['position']}")
        if row["digest"] != report.digest:
            report.problem(f"the digest is wrong at position {row['position']}")
        report.position = row["position"]


def _compare_item(report: Report, item_id: str, wanted: Mapping[str, Any], found: Mapping[str, Any] | None) -> None:
    report.items += 1
    if found is None:
        report.problem(f"item {item_id} is missing")
        return
    wrong = sorted(name for name, value in found.items() if value != wanted.get(name))
    if wrong:
        report.problem(f"item {item_id} differs from its journal in {', '.join(wrong)}")


def _compare_states(report: Report, item_id: str, images: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    wanted = {}
    status = None
    for image in images:
        if image["status"] != status:
            change = image["metadata"]["transition"]
            wanted[change["id"]] = (status, image["status"], image["updated_at"], change.get("reason"))
            status = image["status"]
    report.states += len(found)
    got = {
        row["id"]: (row["previous_state"], row["new_state"], row["changed_at"], row["transition_reason"])
        for row in found
    }
    if wanted != got:
        report.problem(f"the state history of item {item_id} differs from its journal")


async def _parts(tx: Transaction, report: Report, stock: Mapping[str, Decimal]) -> None:
    for row in await tx.rows(_all(Part, report.yacht_id)):
        wanted = Decimal(row["quantity_counted"]) + stock.get(row["id"], Decimal())
        if wanted != Decimal(row["quantity_on_hand"]):
            report.problem(f"part {row['id']} shows {row['quantity_on_hand']} on hand; the journal gives {wanted}")


async def _fingerprint(tx: Transaction, report: Report) -> None:
    """SHA-256 over every item, state and outcome, in a fixed order."""
    digest = hashlib.sha256()
    for model, key in ((Item, "id"), (StateHistory, "id"), (OutcomeRow, "entry_id")):
        rows = await tx.rows(_all(model, report.yacht_id))
        for row in sorted(rows, key=lambda row: str(row[key])):
            digest.update(canonical_json(dict(row)).encode())
    report.fingerprint = digest.hexdigest()
