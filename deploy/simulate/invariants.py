"""What must hold once the link is healed (safety.md §4), each by name."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from deploy.simulate.acts import POISON, Act, Told, act_of, journal_of
from shared_models.changes import Transaction
from shared_models.projection import item_of
from shared_models.resolve import RULED_OUT
from shared_models.roles import RANK, Role
from shared_models.states import Action
from shared_models.tables import Item, OutcomeRow, Quarantined, Ruling, table_of
from shared_models.verify import Report, verify

_ITEMS, _OUTCOMES, _QUARANTINE, _RULINGS = (
    table_of(Item), table_of(OutcomeRow), table_of(Quarantined), table_of(Ruling),
)  # fmt: skip

NAMES = (
    "bounded", "drained", "equal", "replays", "nothing lost", "one effect", "positions rise", "quiet", "poison",
    "yachts apart", "words apart", "feed grows", "sent once", "orders stand", "authority", "never raises",
)  # fmt: skip


@dataclass(frozen=True)
class Violation:
    """An invariant that does not hold, and how."""

    invariant: str
    text: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.text}"


@dataclass
class Side:
    """One side as it is in the end."""

    name: str
    report: Report
    journal: Sequence[Mapping[str, Any]]
    outcomes: dict[str, Mapping[str, Any]]
    items: Sequence[Mapping[str, Any]]
    rulings: dict[str, str | None]
    quarantine: Sequence[Mapping[str, Any]]
    waiting: int = 0
    acts: Counter[Act] = field(init=False)

    def __post_init__(self) -> None:
        self.acts = Counter(act_of(row) for row in self.journal)


async def side_of(tx: Transaction, yacht_id: str, name: str, waiting: int = 0) -> Side:
    """Read one side."""

    async def rows(table: sa.Table) -> Sequence[Mapping[str, Any]]:
        return await tx.rows(sa.select(table).where(table.c.yacht_id == yacht_id))

    return Side(
        name, await verify(tx, yacht_id), await journal_of(tx, yacht_id),
        {row["entry_id"]: row for row in await rows(_OUTCOMES)}, await rows(_ITEMS),
        {row["entry_id"]: row["ruling"] for row in await rows(_RULINGS)}, await rows(_QUARANTINE), waiting,
    )  # fmt: skip


def of_both(shore: Side, board: Side) -> list[Violation]:
    """What must be equal on the two sides, and hold on each."""
    found = []
    one, other = shore.report, board.report
    for side in (shore, board):
        found += [Violation("replays", f"{side.name}: {problem}") for problem in side.report.problems[:3]]
        found += effects(side)
    for name in ("position", "digest", "fingerprint", "items", "states"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine != theirs:
            mine, theirs = (value.hex()[:12] if isinstance(value, bytes) else value for value in (mine, theirs))
            found.append(Violation("equal", f"{name}: {mine} ashore, {theirs} on {board.name}"))
    if board.waiting:
        found.append(Violation("drained", f"{board.waiting} entries are still in the outbox of {board.name}"))
    return found


def feed_grows(before: Sequence[tuple[int, bytes]], now: Sequence[tuple[int, bytes]]) -> list[Violation]:
    """The shore's feed, as positions and digests: 1, 2, 3 and so on, and what was in it stays as it was."""
    found = []
    gap = next((at for at, (position, _) in enumerate(now, 1) if position != at), None)
    if gap is not None:
        found.append(Violation("feed grows", f"position {gap} of the shore's feed is {now[gap - 1][0]}"))
    if list(now[: len(before)]) != list(before):
        found.append(Violation("feed grows", f"the first {len(before)} positions of the shore's feed were changed"))
    return found


def nothing_lost(side: Side, told: Sequence[Told]) -> list[Violation]:
    """Every act that somebody was told is stored is there, once."""
    found = []
    for one in told:
        count = side.acts[one.act]
        if count == 0 and not one.perished:
            found.append(
                Violation("nothing lost", f"act {one.number} by {one.by} ({one.act[0]}) is not on {side.name}")
            )
        if count > 1:
            found.append(Violation("one effect", f"act {one.number} ({one.act[0]}) is on {side.name} {count} times"))
    return found


def poison_is_seen(shore: Side, boards: Sequence[Side], told: Sequence[Told], shore_kept_all: bool) -> list[Violation]:
    """What the shore could not read is kept where a person sees it."""
    found = []
    for one in told:
        mark = one.act[4].split('"')[3].encode()
        ashore = any(mark in bytes(row["raw"]) for row in shore.quarantine)
        poisoned = {row["entry_id"] for side in boards for row in side.journal if act_of(row) == one.act}
        aboard = any(
            row["entry_id"] in poisoned or mark in bytes(row["raw"]) for side in boards for row in side.quarantine
        )
        if not one.perished and not (ashore if shore_kept_all else ashore or aboard):
            found.append(Violation("poison", f"act {one.number} by {one.by} is in no quarantine"))
    return found


def effects(side: Side) -> list[Violation]:
    """Goods count once; orders with an approval behind them stand; a rank is heard. Written without the merge."""
    by_item: dict[str, list[Mapping[str, Any]]] = {}
    for row in side.journal:
        if row["item_id"] is not None and row["action"] != POISON:
            by_item.setdefault(row["item_id"], []).append(row)
    found = []
    for image in side.items:
        item, rows = item_of(image)[0], by_item.get(image["id"], [])
        goods = (Action.RECEIVE.value, Action.CORRECT.value)
        counted = sum(
            (Decimal(row["payload"]["quantity"]) for row in rows if row["action"] in goods and side_applied(side, row)),
            Decimal(),
        )
        if Decimal(item.get("quantity_received", "0")) != counted:
            text = (
                f"item {image['id']} on {side.name} shows {item.get('quantity_received')}; its receipts give {counted}"
            )
            found.append(Violation("one effect", text))
        found += _laws(side, image, rows)
    return found


def side_applied(side: Side, row: Mapping[str, Any]) -> bool:
    """Whether an entry took effect."""
    outcome = side.outcomes.get(row["entry_id"])
    return outcome is None or outcome["verdict"] == "applied"


def _laws(side: Side, image: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> list[Violation]:
    """Laws of sync.md §2 that can be seen from outside."""
    known = {row["entry_id"]: row for row in rows}
    before = {name: _ancestors(name, known) for name in known}
    out = {name for name, ruling in side.rulings.items() if ruling in {rule.value for rule in RULED_OUT}}
    found = []
    for name, row in known.items():
        if name in out:
            continue
        approved = any(known[one]["action"] == Action.APPROVE.value for one in before[name])
        if row["action"] == Action.ORDER.value and approved and not side_applied(side, row):
            found.append(Violation("orders stand", f"an order on {image['id']} is not applied on {side.name}"))
        if name in _deletions(side, known) and image["deleted_at"] is not None:
            higher = [
                act for other, act in known.items()
                if act["action"] == Action.APPROVE.value and other not in out and side_applied(side, act)
                and other not in before[name] and name not in before[other]
                and RANK[Role(act["actor_role"])] > RANK[Role(row["actor_role"])]
                and side.outcomes.get(other, {}).get("rule") != "agreed"
            ]  # fmt: skip
            if higher:
                found.append(Violation("authority", f"{image['id']} was deleted over an approval of higher rank"))
    return found


def _deletions(side: Side, known: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The deletion that took effect, if it is the only one: of several, another may have seen what this one had not."""
    found = [name for name, row in known.items() if row["action"] == Action.DELETE.value and side_applied(side, row)]
    return found if len(found) == 1 else []


def _ancestors(name: str, known: Mapping[str, Mapping[str, Any]]) -> set[str]:
    seen, pending = set[str](), [name]
    while pending:
        for parent in known[pending.pop()]["parents"]:
            if parent in known and parent not in seen:
                seen.add(parent)
                pending.append(parent)
    return seen
