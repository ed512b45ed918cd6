"""Taking in a catalogue: a file is sent, what it holds is shown, and taken in on a word. Over real HTTP."""

import asyncio
from uuid import uuid4

import pytest

from edge_node.catalogue import MAX_BYTES
from tests.acceptance.browsing import Browser, Page
from tests.acceptance.conftest import Side


async def part(who: Browser, path: str) -> str:
    """What a page asks for as a part of it."""
    return (await who.client.get(path, headers={"hx-request": "true"})).text


EXPORT = """Title of the export;;;;
Name;Part No;Maker;ROB;Min
Jabsco impeller %(mark)s;%(mark)s;Jabsco;1;4
Fuel filter %(mark)s;F-%(mark)s;Racor;6;2
;no name;;1;1
Oil %(mark)s;O;Shell;a lot;2
"""


async def _upload(who: Browser, body: bytes) -> Page:
    return Page(who, await who.client.post("/import", files={"file": body}, headers={"hx-request": "true"}))


async def an_export_is_shown_first_and_then_taken_in(board: Side, engineer: Browser) -> None:
    mark = uuid4().hex[:10]
    page = await _upload(engineer, (EXPORT % {"mark": mark}).encode())
    assert "3 parts, 1 below their minimum, 2 problems" in page.text
    assert "Line 5: The part has no name" in page.text
    assert mark not in await part(engineer, f"/requests/parts?find={mark}")
    form = page.form("/import/confirmed")
    assert "3 parts taken in, 1 requested" in (await page.send(form)).text
    assert f"Jabsco impeller {mark}" in await part(engineer, f"/requests/parts?find={mark}")
    assert f"Jabsco impeller {mark}" in await part(engineer, f"/requests?q={mark}")
    assert (await page.send(form)).status == 404
    again = await _upload(engineer, (EXPORT % {"mark": mark}).encode())
    assert "is requested already" in (await again.send(again.form("/import/confirmed"))).text


@pytest.mark.parametrize("body", [b"", b"\0\1\2", b"neither;nor\n1;2\n"])
async def what_is_no_export_is_refused_in_words(engineer: Browser, body: bytes) -> None:
    page = await _upload(engineer, body)
    assert page.status == 400
    assert "Line 1" in page.text


async def no_crew_takes_in_a_catalogue(crew: Browser) -> None:
    assert (await crew.open("/import")).status == 403
    assert (await _upload(crew, b"Name;Min\nx;1")).status == 403
    assert 'href="/import"' not in (await crew.open("/requests")).text


async def a_browser_without_scripts_gets_whole_pages(engineer: Browser) -> None:
    name = f"Seal {uuid4()}"
    form = (await engineer.open("/import")).form("/import")
    export = f"Name;Part No\n{name};{uuid4()}\n".encode()
    page = Page(engineer, await engineer.client.post(form.action, files={"file": ("parts.csv", export, "text/csv")}))
    assert page.text.startswith("<!doctype html>")
    assert name in page.text
    assert "1 parts taken in" in (await page.send(page.form("/import/confirmed"))).text
    refused = await engineer.client.post(form.action, files={"file": b"neither;nor"})
    assert (refused.status_code, refused.text[:15]) == (400, "<!doctype html>")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b"Name;Min\nx;1"), ({"content-type": "multipart/form-data"}, b"x"),
        ({"content-type": "multipart/form-data; boundary=b"}, b"--c\r\n\r\n"),
        ({"content-type": "multipart/form-data; boundary=b"}, b"--b--\r\n"),
        ({"content-type": "application/x-www-form-urlencoded"}, b"file=Name"),
    ],
)  # fmt: skip
async def what_is_no_form_with_a_file_is_refused_in_words(
    engineer: Browser, headers: dict[str, str], body: bytes
) -> None:
    answer = await engineer.client.post("/import", content=body, headers=headers)
    assert answer.status_code == 400, answer.text
    assert 'role="alert"' in answer.text


async def a_form_of_two_files_or_of_many_fields_is_refused(engineer: Browser) -> None:
    two = [("file", b"Name\nx"), ("file", b"Name\ny")]
    assert (await engineer.client.post("/import", files=two)).status_code == 400
    many = {f"field{number}": "x" for number in range(5)}
    assert (await engineer.client.post("/import", files={"file": b"Name\nx"}, data=many)).status_code == 400


async def a_file_that_is_too_large_is_refused_before_it_is_sent(board: Side) -> None:
    node = board.client.base_url
    reader, writer = await asyncio.open_connection(node.host, node.port)
    declared = f"cookie: lazarette={board.tokens['captain']}\r\ncontent-length: {MAX_BYTES + 5000}"
    writer.write(f"POST /import HTTP/1.1\r\nhost: {node.netloc.decode()}\r\n{declared}\r\n\r\n".encode())
    assert b" 413 " in await reader.readline()
    writer.close()
    await writer.wait_closed()
