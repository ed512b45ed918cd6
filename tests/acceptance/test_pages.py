"""What holds for every page, on board and ashore: who gets in, what a browser is told, how much it loads."""

import gzip
import re

import httpx
import pytest

from edge_node.pages import add_pages
from edge_node.settings import NodeSettings
from shared_models.http import create_app
from tests.acceptance.browsing import inline_of
from tests.acceptance.conftest import Side, Tried


def browser(side: Side) -> httpx.AsyncClient:
    """A browser of its own, with its own cookies."""
    return httpx.AsyncClient(base_url=side.client.base_url, timeout=60, trust_env=False, follow_redirects=False)


async def signed_in(tried: Tried, side: Side, client: httpx.AsyncClient, role: str = "captain") -> httpx.Response:
    """Sign in on the page, as people do."""
    user = tried.world.yachts[0].described["users"]["manager" if side.name == "shore" else role]
    answer = await client.post("/sign-in", data={"name": user["name"], "pin": user["pin"]})
    assert answer.status_code == 303, answer.text
    return answer


async def the_first_page_leads_to_the_sign_in_and_back(tried: Tried, side: Side) -> None:
    async with browser(side) as client:
        home = (await client.get("/")).headers["location"]
        asked = await client.get(home)
        assert (asked.status_code, asked.headers["location"]) == (303, f"/sign-in?next={home}")
        assert 'name="pin"' in (await client.get(asked.headers["location"])).text
        answer = await signed_in(tried, side, client)
        assert answer.headers["location"] == home
        page = await client.get(home)
        assert page.status_code == 200
        assert tried.world.yachts[0].described["users"]["manager" if side.name == "shore" else "captain"]["name"] in (
            page.text
        )


async def the_cookie_is_no_scripts_and_no_other_sites(tried: Tried, side: Side) -> None:
    async with browser(side) as client:
        cookie = (await signed_in(tried, side, client)).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


async def a_form_from_another_site_does_nothing(tried: Tried, side: Side) -> None:
    async with browser(side) as client:
        await signed_in(tried, side, client)
        for headers in ({"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}):
            answer = await client.post("/sign-out", headers=headers)
            assert answer.status_code == 403
        assert (await client.get((await client.get("/")).headers["location"])).status_code == 200


async def the_api_takes_no_cookie(tried: Tried, side: Side) -> None:
    async with browser(side) as client:
        await signed_in(tried, side, client)
        assert (await client.get("/v1/auth/me")).status_code == 401


async def a_wrong_pin_is_said_on_the_page(side: Side) -> None:
    async with browser(side) as client:
        answer = await client.post("/sign-in", data={"name": "nobody at all", "pin": "000000"})
    assert answer.status_code == 401
    assert "The name or the PIN is wrong." in answer.text


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
async def no_sign_in_leads_to_another_site(tried: Tried, side: Side, target: str) -> None:
    user = tried.world.yachts[0].described["users"]["manager" if side.name == "shore" else "captain"]
    async with browser(side) as client:
        answer = await client.post("/sign-in", data={"name": user["name"], "pin": user["pin"], "next": target})
    following = answer.headers["location"]
    assert following.startswith("/")
    assert "elsewhere" not in following


async def a_sign_out_ends_it(tried: Tried, side: Side) -> None:
    async with browser(side) as client:
        await signed_in(tried, side, client)
        kept = dict(client.cookies)
        assert (await client.post("/sign-out")).headers["location"] == "/sign-in"
        assert not client.cookies
        client.cookies.update(kept)
        home = (await client.get("/")).headers["location"]
        assert (await client.get(home)).status_code == 303


async def a_page_loads_nothing_from_elsewhere_and_at_most_80_kb(tried: Tried, side: Side) -> None:
    async with browser(side) as client:
        await signed_in(tried, side, client)
        page = await client.get((await client.get("/")).headers["location"])
        policy = page.headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert page.headers["referrer-policy"] == "same-origin"  # else browsers send forms from an origin "null"
        addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
        assert len(addresses) >= 4
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', page.text)
        assert not inline_of(page.text)
        size = len(gzip.compress(page.content))
        for address in addresses:
            file = await client.get(address)
            assert file.status_code == 200, address
            assert "immutable" in file.headers["cache-control"]
            size += len(gzip.compress(file.content))
    assert size <= 80_000


async def no_address_of_a_static_file_leads_out_of_the_folder(side: Side) -> None:
    async with browser(side) as client:
        for name in ("../site.py", "..%2fsite.py", "%2e%2e/site.py", "vendor/../../site.py", "", "vendor", "%00"):
            answer = await client.get(f"/static/{name}")
            assert answer.status_code in (400, 404), name
            assert "class Site" not in answer.text


async def the_page_is_told_when_something_has_changed(tried: Tried) -> None:
    side = tried.nodes[0]
    async with browser(side) as client:
        await signed_in(tried, side, client)
        first = await client.get("/pulse", headers={"hx-request": "true"})
        address = re.search(r'hx-get="([^"]+)"', first.text)
        assert address is not None
        assert "data-changed" not in first.text
        assert (await client.get(address[1], headers={"hx-request": "true"})).status_code == 204
        await side.crew.request()
        assert "data-changed" in (await client.get(address[1], headers={"hx-request": "true"})).text


async def the_names_are_there_to_pick_where_the_setting_says_so(tried: Tried) -> None:
    yacht = tried.world.yachts[0]
    app = create_app(yacht.node.backend, NodeSettings())
    add_pages(app, yacht.node.backend, sign_in_names=True)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://node") as client:
        page = (await client.get("/sign-in")).text
    name = yacht.described["users"]["crew"]["name"]
    assert f'data-name="{name}"' in page
    assert "data-name" not in (await tried.nodes[0].client.get("/sign-in")).text


async def what_is_read_is_compressed_and_what_a_form_is_answered_is_not(tried: Tried, side: Side) -> None:
    assert (await side.crew.get("/v1/actions/list")).headers["content-encoding"] == "gzip"
    answer = await side.crew.post("/v1/actions/suggestions", {"query": "request"})
    assert len(answer.content) > 1000
    assert "content-encoding" not in answer.headers
