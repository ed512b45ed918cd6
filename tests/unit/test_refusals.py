"""A flood of refusals stays a few rows, and none is forgotten."""

from shared_models.refusals import Refusals

NOW_MS = 1_800_000_000_000
WINDOW_MS = 900_000


def test_the_first_is_told_at_once_and_the_rest_are_counted() -> None:
    refusals = Refusals()
    first = refusals.note(NOW_MS, "sign_in", client="10.0.0.5")
    assert [(row["what"], row["client"], row["count"]) for row in first] == [("sign_in", "10.0.0.5", 1)]
    assert all(refusals.note(NOW_MS + more, "sign_in", client="10.0.0.5") == [] for more in range(1, 100))
    later = refusals.note(NOW_MS + WINDOW_MS + 1, "token")
    assert sorted((row["what"], row["count"]) for row in later) == [("sign_in", 99), ("token", 1)]


def test_what_was_counted_is_told_when_the_service_stops() -> None:
    refusals = Refusals()
    refusals.note(NOW_MS, "sign_in")
    refusals.note(NOW_MS, "sign_in")
    assert [row["count"] for row in refusals.rest(NOW_MS + 5)] == [1]
    assert refusals.rest(NOW_MS + 6) == []


def test_no_flood_makes_more_than_a_days_rows_or_holds_more_than_so_many_kinds() -> None:
    refusals = Refusals(most_a_day=10)
    told = [row for number in range(5_000) for row in refusals.note(NOW_MS, "sign_in", client=str(number))]
    assert len(told) == 10
    assert len(refusals._told) <= 501
    assert len(refusals.note(NOW_MS + 86_400_000, "token")) > 0
