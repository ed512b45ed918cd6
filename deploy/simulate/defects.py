"""A planted defect for each invariant: small mistakes in the real code, of the kind that it must not have.

Each makes its invariant fail within a few seeds; so a seed that holds says something.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

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
from shared_models import journal, resolve, store
from shared_models.changes import Changes
from shared_models.tables import Profile, table_of

Wrong = Iterator[tuple[Any, str, Any]]
"""What a mistake puts in the place of what a module or a class has under a name: owner, name, replacement."""


@contextmanager
def in_place(owner: Any, name: str, wrong: Any) -> Iterator[None]:
    """Let the owner have something wrong under that name, for a while."""
    right = vars(owner)[name]
    setattr(owner, name, wrong)
    try:
        yield
    finally:
        setattr(owner, name, right)


@dataclass(frozen=True)
class Defect:
    """A mistake, and the invariant that it breaks."""

    name: str
    invariant: str
    wrong: Callable[[Simulation], Wrong]
    faults: Faults = field(default_factory=Faults)
    quarrels: int = 0
    steps: int = 14

    def run(self, seed: int, shore: SimulatedShore, template: Path, folder: Path) -> Simulation:
        """A run in which it should show."""
        steps = 0 if self.quarrels else self.steps
        return Simulation(seed, shore, template, folder, self.faults, steps, self.quarrels)

    @contextmanager
    def planted(self, run: Simulation) -> Iterator[None]:
        """While the mistake is in the code."""
        with ExitStack() as places:
            for owner, name, wrong in self.wrong(run):
                places.enter_context(in_place(owner, name, wrong))
            yield


def _deleting(gone: Any) -> Callable[[Any], Any]:
    return lambda tx: tx.rows(OUTBOX.delete().where(gone))


def outbox_emptied_on_send(_: Simulation) -> Wrong:
    """What was written to the socket is taken for stored."""
    real = Sending.groups

    async def groups(self: Sending) -> AsyncIterator[bytes]:
        outgoing = self.outgoing
        async for group in real(self):
            gone = sa.and_(OUTBOX.c.seq.in_(outgoing.sent), OUTBOX.c.epoch == outgoing.request.epoch)
            await self.database.write(_deleting(gone), outgoing.yacht_id)
            yield group

    yield Sending, "groups", groups


def receipts_ignored(_: Simulation) -> Wrong:
    """The shore's receipts are not read."""

    async def nothing(self: Any, receipts: Sequence[Any]) -> None:
        """Do nothing."""

    yield incoming.Incoming, "_receipts", nothing


def feed_skips(_: Simulation) -> Wrong:
    """The shore leaves an entry of the feed out."""
    real = Replies.next

    async def skipping(self: Replies, *given: Any) -> Any:
        reply = await real(self, *given)
        return replace(reply, feed=reply.feed[1:]) if len(reply.feed) > 1 else reply

    yield Replies, "next", skipping


def entry_not_admitted(_: Simulation) -> Wrong:
    """The node counts an entry of the feed as read, and does not take it in."""

    async def admit(tx: Any, recorder: Any, entries: Sequence[Any], now_ms: int) -> Any:
        return await store.admit(tx, recorder, entries[:-1] if len(entries) > 1 else entries, now_ms)

    yield incoming, "admit", admit


def past_not_replaced(_: Simulation) -> Wrong:
    """A merge that changes an item's past leaves its row on board as it was."""
    real = persist._write_item

    def write(connection: Any, cursor: Any, yacht_id: str, write: Any) -> None:
        if write.mode != "replace":
            real(connection, cursor, yacht_id, write)

    yield persist, "_write_item", write


def old_epochs_not_asked_about(_: Simulation) -> Wrong:
    """A node that goes on under a new epoch is not told what had arrived under the old one."""
    real = Intake.asked

    async def asked(self: Intake) -> list[Any]:
        return [receipt for receipt in await real(self) if receipt.epoch == self.request.epoch]

    yield Intake, "asked", asked


def parting_untold(_: Simulation) -> Wrong:
    """The node goes back in the feed and leaves no notice."""

    async def silent(*_: Any) -> None:
        """Tell nobody."""

    yield parting, "notice", silent


def every_exchange_noticed(_: Simulation) -> Wrong:
    """An exchange that brings nothing leaves something behind."""
    real = sync._log

    async def log(tx: Any, done: Any, life_bytes: int | None) -> None:
        await real(tx, done, life_bytes)
        await epochs.notice(tx, "exchanged", "It went well.", 0)

    yield sync, "_log", log


def poison_dropped(_: Simulation) -> Wrong:
    """What the shore cannot read is acknowledged and thrown away."""
    real = PostgresTransaction.persist

    async def write(self: PostgresTransaction, changes: Changes) -> None:
        changes.quarantined.clear()
        await real(self, changes)

    yield PostgresTransaction, "persist", write


def roster_of_another_yacht(run: Simulation) -> Wrong:
    """A person of another yacht is sent along."""
    real, table = Replies._reference, table_of(Profile)

    async def reference(self: Replies, tx: Any, newest: int) -> Any:
        rows, more = await real(self, tx, newest)
        if table.name in rows:
            async with run.shore.engine.connect() as connection:
                others = await connection.execute(sa.select(table).where(table.c.yacht_id == run.neighbour_id))
                rows[table.name] += [{**row, "yacht_id": run.yacht_id} for row in others.mappings()]
        return rows, more

    yield Replies, "_reference", reference


def another_yacht_is_named(run: Simulation) -> Wrong:
    """The shore sends the name of another yacht along, where no node keeps it."""
    real = Replies._reference

    async def reference(self: Replies, tx: Any, newest: int) -> Any:
        rows, more = await real(self, tx, newest)
        return ({**rows, "yachts_nearby": [{"name": f"Of {run.marker}"}]} if rows else rows), more

    yield Replies, "_reference", reference


def positions_skipped(_: Simulation) -> Wrong:
    """The shore leaves every third position of the feed empty."""
    real = journal.feed_row

    def feed_row(recorder: Any, *given: Any) -> Any:
        recorder.position += recorder.position % 3 == 2
        return real(recorder, *given)

    yield journal, "feed_row", feed_row


def receipts_read_late(_: Simulation) -> Wrong:
    """A receipt empties the outbox only when the next one comes."""
    real, late = incoming.Incoming._receipts, list[Any]()

    async def receipts(self: incoming.Incoming, given: Sequence[Any]) -> None:
        before, late[:] = [*late], given
        await real(self, before)

    yield incoming.Incoming, "_receipts", receipts


def facts_are_judged(_: Simulation) -> Wrong:
    """An order is taken for a decision like any other: the rank alone decides."""
    real = resolve._Graph.order

    def order(self: Any, i: int) -> Any:
        return (False, *real(self, i)[1:])

    yield resolve._Walk, "_approved_before", lambda self, i: False
    yield resolve._Graph, "order", order


def deletion_always_wins(_: Simulation) -> Wrong:
    """A deletion does not give way to what it never saw."""
    yield resolve._Walk, "_gives_way_to", lambda self, i: None


def a_broken_link_raises(_: Simulation) -> Wrong:
    """What is learnt from a link that breaks is worked out wrongly."""

    def broke(self: Pace, passed_bytes: int | None) -> None:
        raise ValueError("a negative life")

    yield Pace, "broke", broke


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
    Defect("another_yacht_is_named", "words apart", another_yacht_is_named, Faults.none()),
    Defect("positions_skipped", "feed grows", positions_skipped, Faults.none()),
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
