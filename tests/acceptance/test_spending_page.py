"""Spending ashore: estimated values by yacht, stage and currency, never converted."""

from uuid import uuid4

from tests.acceptance.browsing import browsing
from tests.acceptance.conftest import Tried


def _section(text: str, currency: str) -> str:
    return " ".join(next(part for part in text.split("<section>") if f"<h2>{currency}" in part).split())


async def the_value_of_requests_is_summed_by_stage_and_never_converted(tried: Tried) -> None:
    shore, name = tried.shores[0], tried.world.yachts[0].described["name"]
    for currency in ("NOK", "CHF"):
        item_id = await shore.crew.request(estimated_unit_price="1000.5", currency=currency)
        if currency == "NOK":
            await shore.captain.act("approve_shopping_list_item", item_id=item_id, quantity_approved="2")
    gone = await shore.crew.request(estimated_unit_price="999999", currency="NOK")
    await shore.captain.act("reject_shopping_list_item", item_id=gone, rejection_reason="no")
    huge = await shore.crew.request(
        estimated_unit_price="999999999999", quantity_requested="999999999999", currency="ISK"
    )
    assert huge
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        page = await vera.open("/spending")
        assert page.answer.status_code == 200
    norwegian, swiss = _section(page.text, "NOK"), _section(page.text, "CHF")
    assert name in norwegian
    assert 'data-label="Approved" class="number">2 001<' in norwegian
    assert 'data-label="Awaiting" class="number">0<' in norwegian
    assert 'data-label="Awaiting" class="number">4 002<' in swiss
    assert '<path class="approved" d="M0.0 5h240.0"/>' in norwegian
    assert "ISK" in page.text
    async with browsing(tried.world.shore_url, tried.world.manager_token) as vera:
        behind = (await vera.open(f"/spending?after={2**63 - 1}")).text
    assert "The ones before" in behind
    assert "The next ones" not in behind
    assert name not in _section(behind, "NOK")


async def a_manager_of_one_yacht_sees_the_spending_of_no_other(tried: Tried) -> None:
    side = tried.shores[0]
    await tried.shores[1].crew.request(estimated_unit_price="7", currency="XAF", part_name=f"P {uuid4()}")
    async with browsing(side.client.base_url, side.tokens["manager"]) as clara:
        page = await clara.open("/spending")
        assert "XAF" not in page.text
        assert tried.world.yachts[1].described["name"] not in page.text
    async with browsing(side.client.base_url, side.tokens["captain"]) as captain:
        assert (await captain.open("/spending")).answer.status_code == 403
