"""What is counted of people's requests until it is written down."""

from shared_models.measured import BUCKETS_MS, Measured, within_ms


def a_yachts_counts_are_due_after_a_minute_and_begin_anew_once_taken() -> None:
    now = [0.0]
    measured = Measured(lambda: now[0])
    measured.note("a", 3, "")
    measured.note("a", 30, "refused")
    assert not measured.is_due("a")
    now[0] = 61
    measured.note("a", 99_999, "failed")
    measured.note("b", 1, "")
    assert measured.is_due("a") and not measured.is_due("b")
    taken = measured.taken("a")
    assert (taken["requests"], taken["refused"], taken["failed"]) == (3, 1, 1)
    assert taken["times"] == [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]
    assert measured.waiting() == ["b"]
    assert measured.taken("a")["requests"] == 0


def the_95th_percentile_is_the_bucket_in_which_it_lies() -> None:
    few = [0] * (len(BUCKETS_MS) + 1)
    assert within_ms([], 0.95) is None
    assert within_ms([few, []], 0.95) is None
    assert within_ms([[95, 5, *few[2:]]], 0.95) == BUCKETS_MS[0]
    assert within_ms([[94, 6, *few[2:]]], 0.95) == BUCKETS_MS[1]
    assert within_ms([[*few[1:], 1]], 0.95) is None
