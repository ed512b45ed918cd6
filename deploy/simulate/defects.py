"""A planted defect for each invariant: small mistakes in the real code, of the kind that it must not have.

Each makes its invariant fail within a few seeds; so a seed that holds says something.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import sqlalchemy as sa

from cloud_sync.database import PostgresTransaction
from cloud_sync.intake import Intake
from cloud_sync.replies import Replies
from deploy.simulate.faults import Faults
from deploy.simulate.run import Simulation
from deploy.simulate.shore import SimulatedShore
from edge_node import epochs, incoming, parting, persist, sync
from edge_node.pace import Pace
from edge_node.persist import OUTBOX
from edge_node.sending import Sending
from shared_models import resolve, store
from shared_models.changes import Changes
from shared_models.tables import Profile, table_of

Plant = Callable[[Simulation], Any]


@dataclass(frozen=True)
class Defect:
    """A mistake, and the invariant that it breaks."""

    name: str
    invariant: str
    plant: Plant
    """Given the run, a context manager that holds the mistake."""
    faults: Faults = field(default_factory=Faults)
    quarrels: int = 0
    steps: int = 14

    def run(self, seed: int, shore: SimulatedShore, template: Path, folder: Path) -> Simulation:
        """A run in which it should show."""
        steps = 0 if self.quarrels else self.steps
        return Simulation(seed, shore, template, folder, self.faults, steps, self.quarrels)


def _deleting(gone: Any) -> Callable[[Any], Any]:
    return lambda tx: tx.rows(OUTBOX.delete().where(gone))


@contextmanager
def outbox_emptied_on_send(_: Simulation) -> Iterator[None]:
    """What was written to the socket is taken for stored."""
    real = Sending.groups

    async def groups(self: Sending) -> AsyncIterator[bytes]:
        outgoing = self.outgoing
        async for group in real(self):
            gone = sa.and_(OUTBOX.c.seq.in_(outgoing.sent), OUTBOX.c.epoch == outgoing.request.epoch)
            await self.database.write(_deleting(gone), outgoing.yacht_id)
            yield group

    with patch.object(Sending, "groups", groups):
        yield


@contextmanager
def receipts_ignored(_: Simulation) -> Iterator[None]:
    """The shore's receipts are not read."""

    async def nothing(self: Any, receipts: Sequence[Any]) -> None:
        """Do nothing."""

    with patch.object(incoming.Incoming, "_receipts", nothing):
        yield


@contextmanager
def feed_skips(_: Simulation) -> Iterator[None]:
    """The shore leaves an entry of the feed out."""
    real = Replies.next

    async def skipping(self: Replies, *given: Any) -> Any:
        reply = await real(self, *given)
        return replace(reply, feed=reply.feed[1:]) if len(reply.feed) > 1 else reply

    with patch.object(Replies, "next", skipping):
        yield


@contextmanager
def entry_not_admitted(_: Simulation) -> Iterator[None]:
    """The node counts an entry of the feed as read, and does not take it in."""

    async def admit(tx: Any, recorder: Any, entries: Sequence[Any], now_ms: int) -> Any:
        return await store.admit(tx, recorder, entries[:-1] if len(entries) > 1 else entries, now_ms)

    with patch("edge_node.incoming.admit", admit):
        yield


@contextmanager
def past_not_replaced(_: Simulation) -> Iterator[None]:
    """A merge that changes an item's past leaves its row on board as it was."""
    real = persist._write_item

    def write(connection: Any, cursor: Any, yacht_id: str, write: Any) -> None:
        if write.mode != "replace":
            real(connection, cursor, yacht_id, write)

    with patch.object(persist, "_write_item", write):
        yield


@contextmanager
def old_epochs_not_asked_about(_: Simulation) -> Iterator[None]:
    """A node that goes on under a new epoch is not told what had arrived under the old one."""
    real = Intake.asked

    async def asked(self: Intake) -> list[Any]:
        return [receipt for receipt in await real(self) if receipt.epoch == self.request.epoch]

    with patch.object(Intake, "asked", asked):
        yield


@contextmanager
def parting_untold(_: Simulation) -> Iterator[None]:
    """The node goes back in the feed and leaves no notice."""

    async def silent(*_: Any) -> None:
        """Tell nobody."""

    with patch.object(parting, "notice", silent):
        yield


@contextmanager
def every_exchange_noticed(_: Simulation) -> Iterator[None]:
    """An exchange that brings nothing leaves something behind."""
    real = sync._log

    async def log(tx: Any, done: Any, life_bytes: int | None) -> None:
        await real(tx, done, life_bytes)
        await epochs.notice(tx, "exchanged", "It went well.", 0)

    with patch.object(sync, "_log", log):
        yield


@contextmanager
def poison_dropped(_: Simulation) -> Iterator[None]:
    """What the shore cannot read is acknowledged and thrown away."""
    real = PostgresTransaction.persist

    async def write(self: PostgresTransaction, changes: Changes) -> None:
        changes.quarantined.clear()
        await real(self, changes)

    with patch.object(PostgresTransaction, "persist", write):
        yield


@contextmanager
def roster_of_another_yacht(run: Simulation) -> Iterator[None]:
    """A person of another yacht is sent along."""
    real, table = Replies._reference, table_of(Profile)

    async def reference(self: Replies, tx: Any, newest: int) -> Any:
        rows, more = await real(self, tx, newest)
        if table.name in rows:
            async with run.shore.engine.connect() as connection:
                others = await connection.execute(sa.select(table).where(table.c.yacht_id == run.neighbour_id))
                rows[table.name] += [{**row, "yacht_id": run.yacht_id} for row in others.mappings()]
        return rows, more

    with patch.object(Replies, "_reference", reference):
        yield


@contextmanager
def receipts_read_late(_: Simulation) -> Iterator[None]:
    """A receipt empties the outbox only when the next one comes."""
    real, late = incoming.Incoming._receipts, list[Any]()

    async def receipts(self: incoming.Incoming, given: Sequence[Any]) -> None:
        before, late[:] = [*late], given
        await real(self, before)

    with patch.object(incoming.Incoming, "_receipts", receipts):
        yield


@contextmanager
def facts_are_judged(_: Simulation) -> Iterator[None]:
    """An order is taken for a decision like any other: the rank alone decides."""
    real = resolve._Graph.order

    def order(self: Any, i: int) -> Any:
        return (False, *real(self, i)[1:])

    never = patch.object(resolve._Walk, "_approved_before", lambda self, i: False)
    with never, patch.object(resolve._Graph, "order", order):
        yield


@contextmanager
def deletion_always_wins(_: Simulation) -> Iterator[None]:
    """A deletion does not give way to what it never saw."""
    with patch.object(resolve._Walk, "_gives_way_to", lambda self, i: None):
        yield


@contextmanager
def a_broken_link_raises(_: Simulation) -> Iterator[None]:
    """What is learnt from a link that breaks is worked out wrongly."""

    def broke(self: Pace, passed_bytes: int | None) -> None:
        raise ValueError("a negative life")

    with patch.object(Pace, "broke", broke):
        yield


DEFECTS = (
    Defect("feed_skips", "bounded", feed_skips),
    Defect("receipts_ignored", "drained", receipts_ignored, steps=3),
    Defect("entry_not_admitted", "equal", entry_not_admitted, Faults.none()),
    Defect("past_not_replaced", "replays", past_not_replaced, Faults.none()),
    Defect("outbox_emptied_on_send", "nothing lost", outbox_emptied_on_send),
    Defect("old_epochs_not_asked_about", "one effect", old_epochs_not_asked_about, Faults.none(restored=0.5)),
    Defect("parting_untold", "positions rise", parting_untold, Faults.none(shore_restored=0.4, reply_lost=0.3)),
    Defect("every_exchange_noticed", "quiet", every_exchange_noticed, Faults.none()),
    Defect("poison_dropped", "poison", poison_dropped, Faults.none(poison=0.2)),
    Defect("roster_of_another_yacht", "yachts apart", roster_of_another_yacht, Faults.none()),
    Defect("receipts_read_late", "sent once", receipts_read_late, Faults.none()),
    Defect("facts_are_judged", "orders stand", facts_are_judged, Faults.none(), 6),
    Defect("deletion_always_wins", "authority", deletion_always_wins, Faults.none(), 6),
    Defect("a_broken_link_raises", "never raises", a_broken_link_raises, Faults.none(request_lost=0.3)),
)
"""One for each invariant."""


def defect(name: str) -> Defect:
    """The planted defect of that name. Raises ValueError."""
    for each in DEFECTS:
        if each.name == name:
            return each
    raise ValueError(f"There is no defect {name}; there are {', '.join(each.name for each in DEFECTS)}.")
