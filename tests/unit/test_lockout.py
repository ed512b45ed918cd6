"""Guessing is slowed down; nobody is locked out for good."""

from shared_models.lockout import Tries, held_for_ms

NOW_MS = 1_800_000_000_000
MINUTE_MS = 60_000


def test_the_first_tries_are_free_and_then_each_costs_more() -> None:
    assert held_for_ms(Tries(here=4, here_ms=NOW_MS), NOW_MS) == 0
    holds = [held_for_ms(Tries(here=wrong, here_ms=NOW_MS), NOW_MS) for wrong in range(5, 12)]
    assert holds == [minutes * MINUTE_MS for minutes in (1, 2, 4, 8, 15, 15, 15)]


def test_a_hold_ends() -> None:
    tries = Tries(here=5, here_ms=NOW_MS)
    assert held_for_ms(tries, NOW_MS + MINUTE_MS - 1) == 1
    assert held_for_ms(tries, NOW_MS + MINUTE_MS) == 0


def test_what_strangers_try_does_not_hold_up_a_tablet_that_is_known() -> None:
    attacked = {"name": 500, "name_ms": NOW_MS, "client": 500, "client_ms": NOW_MS}
    assert held_for_ms(Tries(**attacked), NOW_MS) > 0
    assert held_for_ms(Tries(**attacked, is_proven=True), NOW_MS) == 0


def test_many_names_from_one_client_hold_that_client_up() -> None:
    assert held_for_ms(Tries(here=1, here_ms=NOW_MS, client=50, client_ms=NOW_MS), NOW_MS) == MINUTE_MS


def test_a_clock_that_was_set_back_makes_no_hold_longer_than_it_is() -> None:
    assert held_for_ms(Tries(here=5, here_ms=NOW_MS), 0) == MINUTE_MS
