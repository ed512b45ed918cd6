"""One seed: a yacht, its nodes and the shore live through a plan of faults; then everything is checked."""

import asyncio
import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deploy.simulate import invariants
from deploy.simulate.acts import Act, Crew, Told, act_of, journal_of, poison
from deploy.simulate.chance import Chance
from deploy.simulate.faults import STEP, Faults
from deploy.simulate.invariants import Violation
from deploy.simulate.link import Weather
from deploy.simulate.shore import SimulatedShore
from deploy.simulate.vessel import CLOCKS, NodeCrashed, Stand, Vessel
from edge_node.pace import Pace
from edge_node.sync import LinkDown, Refused
from shared_models.entries import moment
from shared_models.errors import LazaretteError, StorageFull
from shared_models.exchange import BadMessage
from shared_models.roles import Actor, Role
from shared_models.states import Action

START_MS = 1_748_736_000_000
"""June 2025: before now, so that the database's own clock is never behind."""
_HEALING_ROUNDS = 12
_STEPS_MS = (1_000, 60_000, 3_600_000, 24 * 3_600_000)
_PARTED = ("parted", "damaged")


@dataclass
class Result:
    """What became of a seed."""

    seed: int
    violations: list[Violation] = field(default_factory=list)
    trace: list[str] = field(default_factory=list)
    wire: str = ""
    faults: dict[str, int] = field(default_factory=dict)
    acts: int = 0
    exchanges: int = 0

    def shown(self) -> str:
        """The seed, what does not hold, and how it came to that."""
        broken = "\n".join(f"  {violation}" for violation in self.violations)
        steps = "\n".join(self.trace)
        return f"seed {self.seed}\n{broken}\n{steps}"


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """The shore's log of failures that are meant is not written."""
    log = logging.getLogger("lazarette.http")
    was, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = was


@dataclass
class Simulation:
    """One run. `step` and `heal` are also what the state machine's rules call."""

    seed: int
    shore: SimulatedShore
    template: Path
    folder: Path
    faults: Faults = field(default_factory=Faults)
    steps: int = 14
    quarrels: int = 0
    """How many requests are decided on both sides at once, before anything else."""
    now: int = START_MS
    vessels: list[Vessel] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    poisoned: list[Told] = field(default_factory=list)
    snapshots: list[dict[str, str]] = field(default_factory=list)
    shore_kept_all: bool = True
    branches: int = 2
    """How often a node's data may still be copied or put back in time."""
    cloned_with_waiting: bool = True
    """Whether a node is copied also while entries wait in its outbox: both copies hold these, and either may bring
    them under a number of its own."""
    full: Vessel | None = None
    last: dict[str, Stand] = field(default_factory=dict)
    feed: list[tuple[int, bytes]] = field(default_factory=list)
    """The shore's, as it was last seen."""

    def __post_init__(self) -> None:
        self.chance = Chance(self.seed)
        self.result = Result(self.seed)
        self.yacht_id, self.neighbour_id = self.chance.uuid(), self.chance.uuid()
        people = {role: Actor(self.chance.uuid(), f"{role.value} {self.seed}", self.yacht_id, role) for role in Role}
        self.crew = Crew(self.chance, people, [])
        self.weather = Weather(self.chance, self.faults, self.shore)
        self.marker = f"neighbour{self.chance.getrandbits(64):016x}"
        self.weather.foreign = self.marker.encode()
        self.names = 0
        self.draw = Chance(self.chance.getrandbits(64)).draw_64_bits

    async def run(self) -> Result:
        """All of it."""
        with quiet():
            try:
                await self.begin()
                for _ in range(self.quarrels):
                    await self.quarrel()
                for _ in range(self.steps):
                    await self.step()
                await self.heal()
            finally:
                await self.end()
        return self.result

    async def begin(self) -> None:
        """Two yachts, one of which only lies beside the other; and a node."""
        self.shore.now_ms = lambda: self.now
        await self.shore.forget([self.yacht_id, self.neighbour_id])
        chance = self.chance
        for yacht_id, name, people in (
            (self.yacht_id, f"Yacht {self.seed}", list(self.crew.people.values())),
            (self.neighbour_id, f"Of {self.marker}", [self._neighbour()]),
        ):
            author = (chance.uuid(), f"{chance.getrandbits(64):016x}", f"{chance.getrandbits(64):016x}")
            await self.shore.add_yacht(yacht_id, name, people, author)
        given = {"part_name": self.marker, "quantity_requested": 1, "source_type": "manual_add"}
        await self.shore.backend.act(self._neighbour(), Action.CREATE, given, None)
        await self.add_node()

    def _neighbour(self) -> Actor:
        return Actor(self.neighbour_id, self.marker, self.neighbour_id, Role.MANAGER)

    async def end(self) -> None:
        """Stop the nodes."""
        for vessel in self.vessels:
            await vessel.close()
        self.result.wire = self.weather.wire.hexdigest()
        self.result.faults = self.weather.counts

    async def add_node(self) -> Vessel:
        """Enrol a node."""
        self.names += 1
        key = Ed25519PrivateKey.from_private_bytes(self.chance.randbytes(32))
        name = f"node{self.names}"
        vessel = Vessel(
            name,
            self.folder / name,
            self.yacht_id,
            self.chance.uuid(),
            key,
            self.weather,
            lambda: self.now,
            self.draw,
        )
        await self.shore.enrol(self.yacht_id, vessel.node_id, vessel.public_key, self.now)
        await vessel.begin(self.template, f"{self.chance.getrandbits(64):016x}")
        self.vessels.append(vessel)
        return vessel

    async def quarrel(self) -> None:
        """Two people decide on one request, unseen of each other, and one of them may order."""
        vessel, chance = self.vessels[0], self.chance
        hods = (Role.CHIEF_OFFICER, Role.CHIEF_ENGINEER, Role.CAPTAIN)
        item = await self._directed(vessel, Role.CREW, Action.CREATE, None)
        await self.exchange(vessel)
        if await self._directed(vessel, chance.choice(hods), Action.APPROVE, item) and chance.happens(0.5):
            await self._directed(vessel, Role.CHIEF_ENGINEER, Action.ORDER, item)
        await self._directed(None, chance.choice(hods), chance.choice((Action.DELETE, Action.REJECT)), item)
        await self.exchange(vessel)

    async def _directed(self, vessel: Vessel | None, role: Role, action: Action, item: str | None) -> str | None:
        """A given act, on board or ashore; the item's id, None if it was refused."""
        crew, told = self.crew, None
        try:
            if vessel is not None:
                told = await vessel.database.write(
                    lambda tx: crew.directed(tx, self.yacht_id, vessel.clock_ms(), role, action, item), self.yacht_id
                )
            else:
                async with self.shore.database.transaction(None, self.yacht_id) as tx:
                    told = await crew.directed(tx, self.yacht_id, self.now, role, action, item)
        except LazaretteError as error:
            self._write("both", f"act refused: {type(error).__name__}")
        self._tell(vessel.name if vessel else "shore", told)
        self.now += 1
        return told[2] if told else None

    # what happens

    def wait(self) -> None:
        """Time passes."""
        self.now += self.chance.randrange(1, self.chance.choice(_STEPS_MS))

    async def step(self) -> None:
        """Time passes, something may break, people act, the yacht may call."""
        self.wait()
        for name in STEP:
            if self.weather.strikes(name):
                await self.happens(name, self.chance.choice(self.vessels))
        self.weather.noted = []
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            await self.act_on_board(self.chance.choice(self.vessels))
        if self.chance.happens(0.4):
            await self.act_ashore()
        if self.chance.happens(0.5):
            await self.exchange(self.chance.choice(self.vessels))

    async def happens(self, name: str, vessel: Vessel) -> None:
        """A fault of `faults.STEP`, to a node or beside it."""
        await getattr(self, f"_{name}")(vessel)
        self._write(name, "happens")

    async def act_on_board(self, vessel: Vessel) -> None:
        """Somebody on board does something, or is refused."""
        crew, told = self.crew, None
        state = self.chance.getstate(), crew.count

        async def job(tx: Any) -> tuple[str, Act, str]:
            self.chance.setstate(state[0])
            crew.count = state[1]
            return await crew.act(tx, self.yacht_id, vessel.clock_ms(), True)

        try:
            told = await vessel.database.write(job, self.yacht_id, needs_room=True)
        except StorageFull:
            self._write(vessel.name, "act: the disk is full")
        except LazaretteError as error:
            self._write(vessel.name, f"act refused: {type(error).__name__}")
        self._tell(vessel.name, told)
        self.now += 1

    async def act_ashore(self) -> None:
        """Somebody ashore does something, or is refused."""
        told = None
        try:
            async with self.shore.database.transaction(None, self.yacht_id) as tx:
                told = await self.crew.act(tx, self.yacht_id, self.now, False)
        except LazaretteError as error:
            self._write("shore", f"act refused: {type(error).__name__}")
        self._tell("shore", told)
        self.now += 1
        await self._look_ashore()

    def _tell(self, by: str, told: tuple[str, Act, str] | None) -> None:
        if told is None:
            return
        words, act, item_id = told
        self.result.acts += 1
        self.told.append(Told(len(self.told), by, act, item_id))
        if item_id not in self.crew.items:
            self.crew.items.append(item_id)
        self._write(by, f"act {len(self.told) - 1}: {words} {item_id[:8]}")

    async def exchange(self, vessel: Vessel) -> str:
        """The yacht calls the shore, whatever the weather."""
        weather, chance = self.weather, self.chance
        weather.one_way = chance.choice(("up", "down")) if weather.strikes("one_way") else ""
        if weather.strikes("node_crash"):
            vessel.database.crash_in = chance.randrange(1, 7)
            vessel.database.crash_after_commit = chance.happens(0.5)
        limited = weather.strikes("bytes_limited")
        vessel.engine.wanted_bytes = chance.choice((700, 1500)) if limited else 0
        if limited:
            vessel.engine.pace = Pace(life_bytes=chance.choice((900, 1500, 3000)))
        up, down = vessel.link.bytes_up, vessel.link.bytes_down
        try:
            outcome = await self._exchanged(vessel)
        except NodeCrashed:
            outcome = "crashed"
            await vessel.crash()
        except StorageFull:
            outcome = "disk full"
        except (LazaretteError, OSError, RuntimeError, ValueError, LookupError, TypeError, LinkDown, Refused) as error:
            outcome = f"raised {type(error).__name__}: {error}"
            self._broken("never raises", f"the exchange of {vessel.name} {outcome}")
        vessel.database.crash_in = None
        weather.one_way = ""
        self.result.exchanges += 1
        cost = f"{vessel.link.bytes_up - up}/{vessel.link.bytes_down - down} bytes" if outcome != "crashed" else ""
        faults, weather.noted = " ".join(weather.noted), []
        await self._look_ashore()
        known = self.last.get(vessel.name)
        stand = await self._look_at(vessel)
        where = f"at {stand.position}, {stand.outbox} waiting"
        self._write(vessel.name, f"exchange: {outcome} {cost} {where} {f'[{faults}]' if faults else ''}")
        # what a shore with another history did not take is brought again, and a notice tells of it
        had_faults = bool(faults) or known is None or known.notices != stand.notices
        self._sent_once(vessel, outcome, had_faults)
        return outcome

    async def _exchanged(self, vessel: Vessel) -> str:
        if self.weather.strikes("older_version"):
            try:
                return f"json {await vessel.exchange_json()}"
            except (LinkDown, BadMessage, Refused) as error:
                return f"json {type(error).__name__}"
            finally:
                vessel.engine.under_way.in_doubt = True
        if self.weather.strikes("two_at_once"):
            done = await asyncio.gather(vessel.engine.exchange(20), vessel.engine.exchange(20), return_exceptions=True)
            for one in done:
                if isinstance(one, BaseException):
                    raise one
            return " ".join(one.outcome for one in done if not isinstance(one, BaseException))
        return (await vessel.engine.exchange(20)).outcome

    async def _look_ashore(self) -> None:
        """The shore's feed only grows, and no message carried what is another yacht's."""
        before, self.feed = self.feed, await self.shore.feed(self.yacht_id)
        crossed, self.weather.crossed = self.weather.crossed, []
        self.result.violations += invariants.feed_grows(before, self.feed)
        for name in sorted(set(crossed)):
            self._broken("words apart", f"{name} carries the other yacht's text")

    async def _look_at(self, vessel: Vessel) -> Stand:
        """Where a node stands; its position never goes back without a word."""
        stand, last = await vessel.stand(), self.last.get(vessel.name)
        if last is not None and stand.position < last.position:
            told = [kind for kind in stand.notices[len(last.notices) :] if kind in _PARTED]
            if not told:
                text = f"{vessel.name} went back from {last.position} to {stand.position} and told nobody"
                self._broken("positions rise", text)
        self.last[vessel.name] = stand
        return stand

    def _sent_once(self, vessel: Vessel, outcome: str, had_faults: bool) -> None:
        """What is confirmed never goes on the wire again, and where nothing breaks nothing goes twice."""
        sent = vessel.link.sent
        again = len(vessel.confirmed & set(sent)) + (0 if had_faults else len(sent) - len(set(sent)))
        if again:
            self._broken("sent once", f"{vessel.name} sent {again} entries again that were confirmed")
        if outcome == "ok":
            vessel.confirmed |= set(vessel.link.sent)
        vessel.link.sent = []

    # faults of a step

    async def _restart(self, vessel: Vessel) -> None:
        await vessel.crash()

    async def _old_file(self, vessel: Vessel, by_command: bool = False) -> None:
        if not vessel.backups:
            await vessel.back_up(len(self.told))
            return
        backup, _ = self.chance.choice(vessel.backups)
        if not self.branches:
            return
        self.branches -= 1
        await vessel.put_back(backup, by_command)
        self.last.pop(vessel.name, None)
        await self._perish()

    async def _restored(self, vessel: Vessel) -> None:
        await self._old_file(vessel, True)

    async def _cloned(self, vessel: Vessel) -> None:
        if self.branches and (self.cloned_with_waiting or not (await vessel.stand()).outbox):
            self.branches -= 1
            self.names += 1
            self.vessels.append(await vessel.clone(f"copy{self.names}"))

    async def _replaced(self, vessel: Vessel) -> None:
        self.vessels.remove(vessel)
        await vessel.close()
        if self.full is vessel:
            self.full = None
        await self.add_node()
        await self._perish()

    async def _disk_full(self, vessel: Vessel) -> None:
        if self.full is not None:
            if self.full in self.vessels:
                await self.full.fill_disk(False)
            self.full = None
        else:
            await vessel.fill_disk(True)
            self.full = vessel

    async def _shore_restored(self, vessel: Vessel) -> None:
        if not self.snapshots:
            self.snapshots.append(await self.shore.snapshot(self.yacht_id))
            return
        await self.shore.put_back(self.yacht_id, self.snapshots.pop(), self.now, self.draw)
        self.shore_kept_all, self.feed = False, []
        for one in self.vessels:
            one.confirmed.clear()
        await self._perish()

    async def _poison(self, vessel: Vessel) -> None:
        if not self.crew.items or vessel is self.full:
            return
        mark, item = f"poison {len(self.poisoned)} of {self.seed}", self.chance.uuid()
        actor = self.crew.people[Role.CREW]
        act = await vessel.database.write(lambda tx: poison(tx, actor, item, mark, vessel.clock_ms()), self.yacht_id)
        self.poisoned.append(Told(len(self.poisoned), vessel.name, act, item))

    async def _role_revoked(self, vessel: Vessel) -> None:
        role = self.chance.choice(list(Role))
        await self.shore.end_role(self.yacht_id, self.crew.people[role].user_id, role, self.now)

    async def _clock(self, vessel: Vessel) -> None:
        vessel.clock = self.chance.choice(sorted(CLOCKS))
        self._write(vessel.name, f"the clock: {vessel.clock}, {moment(vessel.clock_ms())}")

    async def _perish(self) -> None:
        """After something was destroyed: what is nowhere any more, nobody can have."""
        left = set[Act]()
        async with self.shore.database.transaction(None, self.yacht_id) as tx:
            left |= {act_of(row) for row in await journal_of(tx, self.yacht_id)}
        for vessel in self.vessels:
            async with vessel.database.reading() as tx:
                left |= {act_of(row) for row in await journal_of(tx, self.yacht_id)}
        for one in (*self.told, *self.poisoned):
            one.perished = one.perished or one.act not in left

    # the end

    async def heal(self) -> None:
        """The weather clears: exchange until it is quiet, and check everything."""
        self.weather.calm = True
        if self.full is not None and self.full in self.vessels:
            await self.full.fill_disk(False)
        self.full = None
        for vessel in self.vessels:
            vessel.clock = "true"
        quiet = 0
        for _ in range(_HEALING_ROUNDS):
            before, outcomes = dict(self.last), list[str]()
            for vessel in self.vessels:
                self.now += 60_000
                outcomes.append(await self.exchange(vessel))
            is_quiet = set(outcomes) == {"ok"} and self._is_together()
            # copies may say the very same words, under numbers that are one apart: they are seen when these differ
            quiet = quiet + 1 if is_quiet and (len(self.vessels) == 1 or self.last == before) else 0
            if quiet == min(len(self.vessels), 2):
                break
        else:
            self._broken("bounded", f"it is not quiet after {_HEALING_ROUNDS} rounds: {outcomes}")
        await self._check()
        await self._check_quiet()
        self.weather.calm = False

    def _is_together(self) -> bool:
        """Whether the nodes are where they should all come to, and nothing waits."""
        stands = [self.last[vessel.name] for vessel in self.vessels]
        return len({stand.digest for stand in stands}) == 1 and not any(stand.outbox for stand in stands)

    async def _check(self) -> None:
        """Every invariant about what the two sides hold."""
        async with self.shore.database.transaction(None, self.yacht_id) as tx:
            shore = await invariants.side_of(tx, self.yacht_id, "the shore")
        found, boards = invariants.nothing_lost(shore, self.told), []
        for vessel in self.vessels:
            async with vessel.database.reading() as tx:
                waiting = (await vessel.stand()).outbox
                board = await invariants.side_of(tx, self.yacht_id, vessel.name, waiting)
            boards.append(board)
            found += invariants.of_both(shore, board) + invariants.nothing_lost(board, self.told)
            for file in vessel.folder.glob("node.db*"):
                if self.marker.encode() in file.read_bytes():
                    found.append(
                        Violation("yachts apart", f"{file.name} of {vessel.name} holds the other yacht's text")
                    )
        found += invariants.poison_is_seen(shore, boards, self.poisoned, self.shore_kept_all)
        self.result.violations += found

    async def _check_quiet(self) -> None:
        """A further sync changes nothing."""
        for vessel in self.vessels:
            before = await vessel.stand()
            requests = vessel.link.requests
            outcome = await self.exchange(vessel)
            after = await vessel.stand()
            if outcome != "ok" or vessel.link.requests != requests + 1 or before != after:
                self._broken("quiet", f"a further sync of {vessel.name} was not quiet: {outcome}")

    def _broken(self, invariant: str, text: str) -> None:
        self.result.violations.append(Violation(invariant, text))

    def _write(self, who: str, text: str) -> None:
        self.result.trace.append(f"{moment(self.now)} {who:>8} {text}".rstrip())
