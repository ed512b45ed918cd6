"""How much is entrusted to a connection is learnt from those that broke."""

from edge_node.pace import FIRST_GROUP_BYTES, OVERHEAD_BYTES, SMALLEST_BYTES, Pace


def a_link_that_never_broke_is_given_everything() -> None:
    pace = Pace()
    pace.carried(10_000_000)
    assert pace.room_bytes() is None
    assert not pace.must_renew()


def a_connection_is_given_up_before_its_life_is_used_up() -> None:
    pace = Pace()
    pace.learnt(14_000)
    pace.carried(13_500)
    assert pace.must_renew()
    pace.renewed()
    assert pace.room_bytes() == 14_000


def what_got_through_on_the_connection_that_broke_is_what_the_next_one_carries() -> None:
    pace = Pace()
    pace.learnt(14_000)
    pace.learnt(90_000)
    assert pace.life_bytes == 14_000


def a_longer_life_is_tried_only_after_some_that_held() -> None:
    pace = Pace(life_bytes=10_000)
    lives = []
    for _ in range(9):
        pace.carried(9_500)
        pace.renewed()
        lives.append(pace.life_bytes)
    assert lives[:7] == [10_000] * 7
    assert lives[8] == 12_500


def a_link_that_lets_nothing_through_is_asked_for_less_and_less_down_to_one_entry() -> None:
    pace = Pace()
    for _ in range(12):
        pace.learnt(0)
    assert pace.life_bytes == SMALLEST_BYTES + OVERHEAD_BYTES
    assert pace.group_bytes == SMALLEST_BYTES // 2 < FIRST_GROUP_BYTES
    pace.carried(400)
    assert pace.group_bytes == FIRST_GROUP_BYTES
