"""Who asks too much waits; nobody else does, and what is kept for it stays small."""

import asyncio

import pytest

from shared_models.errors import RateLimited
from shared_models.limits import Admission, Buckets, Limits, client_key


class Clock:
    now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s


def a_bucket_gives_its_burst_and_then_its_rate() -> None:
    buckets = Buckets(10, 5)
    for _ in range(5):
        assert buckets.wait_s("a", 0) == 0
        buckets.take("a", 0)
    assert buckets.wait_s("a", 0) == pytest.approx(0.1)
    assert buckets.wait_s("b", 0) == 0
    assert buckets.wait_s("a", 0.11) == 0
    buckets.take("a", 0, -1)
    assert buckets.wait_s("a", 0) == 0


def a_flood_of_addresses_takes_a_bounded_memory_and_frees_no_one_who_waits() -> None:
    buckets = Buckets(1, 10)
    for _ in range(10):
        buckets.take("bad", 0)
    for number in range(100_000):
        buckets.take(f"other {number}", 0)
    assert len(buckets._full_at_s) <= 20_000
    assert buckets.wait_s("bad", 0) > 0


def one_address_that_asks_too_much_is_refused_and_another_is_not() -> None:
    clock = Clock()
    admission = Admission(Limits(client_rate_per_s=1, client_burst=3), clock)
    for _ in range(3):
        admission.enter("a", "", 0)
    with pytest.raises(RateLimited) as told:
        admission.enter("a", "", 0)
    assert told.value.retry_after_s == 1
    admission.enter("b", "", 0)
    clock.now_s += 1
    admission.enter("a", "", 0)


def a_token_that_was_good_is_let_in_from_where_bad_ones_come() -> None:
    admission = Admission(Limits(refused_rate_per_s=0.1, refused_burst=10), Clock())
    admission.person("u", "Bearer good")
    for _ in range(10):
        admission.refuse("a", "Bearer bad", 1)
    with pytest.raises(RateLimited):
        admission.enter("a", "Bearer other", 0)
    with pytest.raises(RateLimited):
        admission.enter("a", "", 10)
    admission.enter("a", "Bearer good", 0)
    admission.refuse("a", "Bearer good", 1)
    with pytest.raises(RateLimited):
        admission.enter("a", "Bearer good", 0)


def a_right_pin_costs_nothing() -> None:
    admission = Admission(Limits(refused_rate_per_s=0.1, refused_burst=10), Clock())
    for _ in range(5):
        admission.enter("a", "", 10)
        admission.refuse("a", "", -10)
    admission.enter("a", "", 10)
    with pytest.raises(RateLimited):
        admission.enter("a", "", 10)


def one_address_does_not_fill_the_service() -> None:
    admission = Admission(Limits(requests_at_once=4, client_requests_at_once=3), Clock())
    for _ in range(3):
        admission.enter("a", "", 0)
    with pytest.raises(RateLimited):
        admission.enter("a", "", 0)
    admission.enter("b", "", 0)
    with pytest.raises(RateLimited):
        admission.enter("c", "", 0)
    admission.leave("a")
    admission.enter("c", "", 0)


def one_person_that_asks_too_much_waits_wherever_they_ask_from() -> None:
    admission = Admission(Limits(person_rate_per_s=1, person_burst=2), Clock())
    for _ in range(2):
        admission.person("u", "t")
    with pytest.raises(RateLimited):
        admission.person("u", "t")
    admission.person("v", "t")


async def one_client_has_one_pin_looked_at_at_a_time() -> None:
    admission = Admission(Limits(), Clock())
    most = running = 0

    async def try_pin() -> None:
        nonlocal most, running
        async with admission.turn("a"):
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*(try_pin() for _ in range(20)))
    assert most == 1 and not admission._queues


def an_ipv6_user_is_one_client_whatever_address_they_draw() -> None:
    assert client_key("2001:db8::1") == client_key("2001:db8::ffff:1") != client_key("2001:db8:0:1::1")
    assert client_key("::ffff:10.0.0.1") == client_key("10.0.0.1") == "10.0.0.1"
    assert client_key("fe80::1%eth0") == client_key("fe80::2%eth0")
    assert client_key("testclient") == "testclient"
