"""The simulator's run as a state machine, so that Hypothesis finds and shortens what the seeds do not happen on."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from deploy.simulate.faults import LINK, Faults
from deploy.simulate.run import Simulation, quiet
from deploy.simulate.shore import SimulatedShore
from deploy.simulate.vessel import Vessel

nodes = st.integers(0, 2)


class Life(RuleBasedStateMachine):
    """One yacht. `shore`, `template`, `loop`: what `machine` gives; the shore's connections belong to the loop."""

    shore: SimulatedShore
    template: Path
    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.life: Simulation | None = None

    @property
    def run(self) -> Simulation:
        assert self.life is not None
        return self.life

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self.life = Simulation(seed, self.shore, self.template, Path(self.folder.name), Faults.none())
        self._do(self.run.begin)

    def _on_loop(self, work: Awaitable[Any]) -> None:
        async def whole() -> Any:
            return await work

        asyncio.run_coroutine_threadsafe(whole(), self.loop).result(60)

    def _do(self, work: Callable[..., Awaitable[Any]], *given: Any) -> None:
        with quiet():
            self.run.wait()
            self._on_loop(work(*given))
        assert self.run.result.violations == [], self.run.result.shown()

    def _vessel(self, which: int) -> Vessel:
        """One of the nodes: there are several once one was copied."""
        return self.run.vessels[which % len(self.run.vessels)]

    @rule(which=nodes)
    def act_on_board(self, which: int) -> None:
        self._do(self.run.act_on_board, self._vessel(which))

    @rule()
    def act_ashore(self) -> None:
        self._do(self.run.act_ashore)

    @rule(which=nodes, fault=st.sampled_from(("", *LINK, "one_way", "two_at_once", "node_crash", "older_version")))
    def exchange(self, which: int, fault: str) -> None:
        self.run.weather.faults = Faults.none(**{fault: 0.6} if fault else {})
        self._do(self.run.exchange, self._vessel(which))
        self.run.weather.faults = Faults.none()

    @rule(which=nodes)
    def restart(self, which: int) -> None:
        self._do(self.run.happens, "restart", self._vessel(which))

    @rule(which=nodes)
    def clone(self, which: int) -> None:
        self._do(self.run.happens, "cloned", self._vessel(which))

    @rule(which=nodes)
    def back_up(self, which: int) -> None:
        self._do(self._vessel(which).back_up, len(self.run.told))

    @rule(which=nodes, how=st.sampled_from(("old_file", "restored")))
    def put_an_old_file_back(self, which: int, how: str) -> None:
        self._do(self.run.happens, how, self._vessel(which))

    @rule()
    def restore_the_shore(self) -> None:
        self._do(self.run.happens, "shore_restored", self._vessel(0))

    @rule()
    def heal(self) -> None:
        self._do(self.run.heal)

    def teardown(self) -> None:
        if self.life is not None:
            try:
                self._do(self.run.heal)
            finally:
                self._on_loop(self.run.end())
        self.folder.cleanup()


def machine(shore: SimulatedShore, template: Path, loop: asyncio.AbstractEventLoop) -> type[RuleBasedStateMachine]:
    """The rules over one shore."""
    return type("Life", (Life,), {"shore": shore, "template": template, "loop": loop})


async def test_whatever_order_things_happen_in_the_two_sides_come_together(
    simulated: SimulatedShore, migrated_file: Path
) -> None:
    quick = settings(
        max_examples=12, stateful_step_count=14, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    life = machine(simulated, migrated_file, asyncio.get_running_loop())
    await asyncio.to_thread(run_state_machine_as_test, life, settings=quick)
