"""When the node calls: at once when asked, one run at a time, and less often while the link is down."""

import asyncio
from dataclasses import dataclass, field

from edge_node.jobs import Schedule
from edge_node.sync import Exchanged


@dataclass
class Counted:
    """Stands where the engine stands, and counts; the schedule is what is tried."""

    outcome: str = "ok"
    takes_s: float = 0.0
    runs: int = 0
    at_once: int = 0
    most_at_once: int = 0
    happened: asyncio.Event = field(default_factory=asyncio.Event)

    async def exchange(self) -> Exchanged:
        self.runs += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.takes_s)
        self.at_once -= 1
        self.happened.set()
        return Exchanged(self.outcome, "2026-01-01T00:00:00.000Z")


async def test_it_calls_at_start_and_at_once_when_woken() -> None:
    engine = Counted()
    schedule = Schedule(engine, interval_s=3600, jitter_s=1)  # type: ignore[arg-type]
    schedule.start()
    try:
        await asyncio.wait_for(engine.happened.wait(), 5)
        assert engine.runs == 1
        engine.happened.clear()
        schedule.wake()
        await asyncio.wait_for(engine.happened.wait(), 5)
        assert engine.runs == 2
    finally:
        await schedule.stop()


async def test_many_wakes_make_one_run_at_a_time_and_coalesce() -> None:
    engine = Counted(takes_s=0.2)
    schedule = Schedule(engine, interval_s=3600, jitter_s=0)  # type: ignore[arg-type]
    schedule.start()
    try:
        for _ in range(50):
            schedule.wake()
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        assert engine.most_at_once == 1
        assert 2 <= engine.runs <= 6
    finally:
        await schedule.stop()


async def test_a_link_that_is_down_is_called_less_and_less_often() -> None:
    down, up = Counted(outcome="link_down"), Counted()
    schedules = [Schedule(engine, interval_s=0.1, jitter_s=0) for engine in (down, up)]  # type: ignore[arg-type]
    for schedule in schedules:
        schedule.start()
    try:
        await asyncio.sleep(2)
        assert up.runs >= 10
        assert 2 <= down.runs <= 6
    finally:
        for schedule in schedules:
            await schedule.stop()
