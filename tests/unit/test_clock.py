"""The hybrid logical clock."""

from hypothesis import given, settings
from hypothesis import strategies as st

from shared_models.clock import MAX_AHEAD_MS, MAX_WALL_MS, Clock

MILLISECONDS = st.integers(min_value=0, max_value=MAX_WALL_MS)
CLOCKS = st.builds(Clock, MILLISECONDS, st.integers(min_value=0, max_value=1000))
examples = settings(deadline=None, max_examples=200, derandomize=True, database=None)


@examples
@given(CLOCKS, st.integers(min_value=-(10**15), max_value=10**15))
def the_next_clock_is_always_later_whatever_the_wall_says(clock: Clock, now_ms: int) -> None:
    following = clock.tick(now_ms)
    assert following > clock
    assert following.wall_ms >= min(max(now_ms, 0), MAX_WALL_MS)
    assert following.wall_ms <= MAX_WALL_MS


def a_wall_that_goes_on_resets_the_counter_and_one_that_stands_counts_on() -> None:
    assert Clock(1000, 7).tick(1001) == Clock(1001, 0)
    assert Clock(1000, 7).tick(1000) == Clock(1000, 8)
    assert Clock(1000, 7).tick(3) == Clock(1000, 8)


@examples
@given(CLOCKS, CLOCKS, MILLISECONDS)
def an_adopted_clock_never_goes_back_nor_far_ahead(clock: Clock, other: Clock, now_ms: int) -> None:
    adopted = clock.adopt(other, now_ms)
    assert adopted >= clock
    assert adopted == clock or adopted.wall_ms <= now_ms + MAX_AHEAD_MS


def a_clock_of_24_hours_ahead_is_adopted_and_one_a_millisecond_more_is_not() -> None:
    ours = Clock(1000, 0)
    assert ours.adopt(Clock(1000 + MAX_AHEAD_MS, 3), 1000) == Clock(1000 + MAX_AHEAD_MS, 3)
    assert ours.adopt(Clock(1001 + MAX_AHEAD_MS, 0), 1000) == ours


def two_clocks_compare_by_wall_and_then_by_counter() -> None:
    assert Clock(1, 9) < Clock(2, 0) < Clock(2, 1)
