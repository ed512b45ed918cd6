"""What to buy over all yachts: grouped by part, as files, and ordered in one go."""

import csv
import io
import re
import zipfile
import zlib
from contextlib import AbstractAsyncContextManager
from uuid import uuid4

import sqlalchemy as sa

from cloud_sync.admin import administering
from tests.acceptance.browsing import Browser, Form, Page, browsing
from tests.acceptance.conftest import Tried


def _vera(tried: Tried) -> AbstractAsyncContextManager[Browser]:
    return browsing(tried.world.shore_url, tried.world.manager_token)


async def _needed(tried: Tried, index: int, quantity: object, approved: bool = True, **more: object) -> str:
    """A request ashore; approved if so wanted."""
    shore = tried.shores[index]
    item_id = await shore.crew.request(quantity_requested=quantity, allow_duplicate=True, **more)
    if approved:
        answer = await shore.captain.act("approve_shopping_list_item", item_id=item_id, quantity_approved=quantity)
        assert answer.status_code == 200, answer.text
    return item_id


def _ordering(page: Page) -> Form:
    return next(form for form in page.forms if form.method == "post" and form.action.startswith("/needs/order"))


async def _one_part(tried: Tried, number: str) -> tuple[str, str, str]:
    """Approved on both yachts under different names, and one that nobody approved."""
    return (
        await _needed(tried, 0, "3", part_name="Fuel filter", part_number=number, required_by_date="2030-05-31"),
        await _needed(tried, 1, "2.5", part_name="Filter, fuel", part_number=number.lower()),
        await _needed(tried, 1, "7", False, part_name="Filtre", part_number=number),
    )


async def the_same_part_of_two_yachts_is_one_need(tried: Tried) -> None:
    number = f"FF-{uuid4()}"
    await _one_part(tried, number)
    first, second = (yacht.described["name"] for yacht in tried.world.yachts)
    async with _vera(tried) as vera:
        page = await vera.open("/needs", {"q": number})
        row = page.row("31 May 2030")
        assert "12.5" in row
        assert "5.5 0" in row
        assert f"{first} : 3" in row
        assert f"{second} : 9.5" in row
        narrowed = await page.send(page.forms[-1], show="approved", yacht_id=tried.nodes[0].yacht_id)
        assert second not in narrowed.row("31 May 2030")


async def a_group_is_ordered_in_one_go_with_a_result_for_each(tried: Tried) -> None:
    number = f"FF-{uuid4()}"
    first, second, awaiting = await _one_part(tried, number)
    async with _vera(tried) as vera:
        page = await vera.open("/needs", {"q": number})
        address = page.text.split('href="/needs/order?')[1].split('"')[0].replace("&amp;", "&")
        form_page = await vera.open(f"/needs/order?{address}")
        assert awaiting not in form_page.text
        done = await form_page.send(_ordering(form_page), preferred_supplier="Ménard & fils")
        assert done.text.count('<span class="tag good">ordered</span>') == 2
    items = [
        (await tried.shores[index].captain.get(f"/v1/shopping-list/items/{item_id}")).json()["item"]
        for index, item_id in enumerate((first, second))
    ]
    assert [item["quantity_ordered"] for item in items] == ["3", "2.5"]
    assert {item["preferred_supplier"] for item in items} == {"Ménard & fils"}
    assert len({item["order_id"] for item in items}) == 2


async def what_one_yacht_refuses_is_undone_there_and_done_on_the_others(tried: Tried) -> None:
    number = f"FF-{uuid4()}"
    first, second, _ = await _one_part(tried, number)
    more = await _needed(tried, 0, "1", part_name="Fuel filter", part_number=number)
    yacht_id = tried.nodes[0].yacht_id
    async with _vera(tried) as vera:
        page = await vera.open("/needs/order", {"part_number": number, "part_name": "Fuel filter"})
        done = await page.send(_ordering(page), **{f"quantity_ordered.{yacht_id}.{more}": "none"})
        assert done.text.count('<span class="tag good">ordered</span>') == 1
        assert done.text.count('<span class="tag bad">not done</span>') == 2
    statuses = [
        (await tried.shores[index].captain.get(f"/v1/shopping-list/items/{item_id}")).json()["item"]["status"]
        for index, item_id in ((0, first), (0, more), (1, second))
    ]
    assert statuses == ["approved", "approved", "ordered"]


async def the_needs_are_exported_as_csv_and_as_a_spreadsheet_without_formulas(tried: Tried) -> None:
    number = f"=HYPERLINK({uuid4()})"
    await _needed(tried, 0, "3", part_name='=cmd|" /C calc"!A0', part_number=number)
    async with _vera(tried) as vera:
        answer = (await vera.open("/needs.csv", {"q": number})).answer
        assert answer.headers["content-disposition"].startswith("attachment")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0][:2] == ["Part", "Part number"]
        assert rows[1][:2] == ["'" + '=cmd|" /C calc"!A0', f"'{number}"]
        assert rows[1][6:9] == ["3", "3", "0"]
        book = zipfile.ZipFile(io.BytesIO((await vera.open("/needs.xlsx", {"q": number})).answer.content))
        sheet = book.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"HYPERLINK" in sheet


async def a_purchase_request_is_a_pdf_with_accents(tried: Tried) -> None:
    number = f"ěšč-{uuid4()}"
    await _needed(tried, 0, "3", part_name="Těsnění šroubu č. 4 – Ωmega", part_number=number)
    async with _vera(tried) as vera:
        answer = (await vera.open("/needs.pdf", {"q": number})).answer
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", answer.content, re.DOTALL)
    maps = b"".join(zlib.decompress(one) if one[:1] == b"x" else one for one in streams)
    for letter in "ěšč":
        assert f"<{ord(letter):04X}>".encode() in maps.upper()


async def the_impa_code_of_the_catalogue_is_shown(tried: Tried) -> None:
    number = f"P-{uuid4()}"
    part_id = str(uuid4())
    async with administering(tried.world.shore.owner_url) as connection:
        await connection.execute(
            sa.text(
                "insert into pms_parts (id, yacht_id, name, part_number, impa_code, quantity_on_hand, origin, version, "
                "created_at, updated_at) "
                "values (:id, :yacht, 'Rope', :number, '211358', 0, 'catalogue', 0, now(), now())"
            ),
            {"id": part_id, "yacht": tried.nodes[0].yacht_id, "number": number},
        )
    await _needed(tried, 0, "3", part_name="Rope", part_number=number, part_id=part_id)
    async with _vera(tried) as vera:
        assert "IMPA 211358" in (await vera.open("/needs", {"q": number})).text
        assert number in (await vera.open("/needs", {"q": "211358"})).text


async def a_manager_of_one_yacht_sees_and_orders_nothing_of_another(tried: Tried) -> None:
    number = f"FF-{uuid4()}"
    first, second, _ = await _one_part(tried, number)
    side = tried.shores[0]
    async with browsing(side.client.base_url, side.tokens["manager"]) as clara:
        for path in ("/needs", "/needs.csv", "/needs/order"):
            page = await clara.open(path, {"q": number} if "order" not in path else {"part_number": number})
            assert tried.world.yachts[1].described["name"] not in page.text
            assert second not in page.text
        form = _ordering(page)
        foreign = f"{tried.nodes[1].yacht_id}.{second}"
        sent = {**form.fields, f"pick.{foreign}": "true", f"quantity_ordered.{foreign}": "1"}
        answer = await clara.client.post("/needs/order", data=sent)
        assert "There is no such yacht." in answer.text
        assert '<span class="tag good">ordered</span>' in answer.text
    for role in ("captain", "crew"):
        async with browsing(side.client.base_url, side.tokens[role]) as person:
            assert (await person.open("/needs")).answer.status_code == 403
            assert (await person.open("/needs.pdf")).answer.status_code == 403
    assert first


async def the_names_that_are_markup_are_shown_as_they_are(tried: Tried) -> None:
    number = f'"><script>alert("{uuid4()}")</script>'
    await _needed(tried, 0, "3", part_name="<img src=x onerror=alert(1)>", part_number=number, unit="<b>")
    async with _vera(tried) as vera:
        for path, query in (("/needs", {"q": number}), ("/needs/order", {"part_number": number, "unit": "<b>"})):
            page = await vera.open(path, query)
            assert "&lt;img src=x" in page.text
            assert "<script>alert" not in page.text
            assert "<img src=x" not in page.text
