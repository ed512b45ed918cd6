"""A browser as far as our pages need one: it keeps cookies, reads forms, and sends them as people fill them in."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx


@dataclass
class Form:
    """A form of a page: where it goes, what it holds before anybody touches it, and its buttons."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, str] = field(default_factory=dict)
    """Ticks that are not set: name and what they send."""
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._area = self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._open = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._open)
        if self._open is None:
            return
        if tag == "button":
            self._open.buttons.append((name, given.get("value", "")))
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            kept = self._open.fields if "checked" in given else self._open.boxes
            kept[name] = given.get("value", "on")
        elif tag == "input" and name:
            self._open.fields[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            self._open.fields[name] = ""
        elif tag == "select":
            self._select = name
            self._open.choices[name] = []
        elif tag == "option" and self._select:
            self._open.choices[self._select].append(given.get("value", ""))
            if "selected" in given or self._select not in self._open.fields:
                self._open.fields[self._select] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._area:
            self._open.fields[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select


def forms_of(page: str) -> list[Form]:
    """The forms of a page, in order."""
    parser = _Forms()
    parser.feed(page)
    return parser.forms


def inline_of(page: str) -> list[str]:
    """What a strict content policy would refuse in a page: handlers and styles in tags, scripts and styles in text."""
    found: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(f"{tag} {name}" for name, _ in attrs if name == "style" or name.startswith("on"))
            if tag == "style" or (tag == "script" and "src" not in dict(attrs)):
                found.append(tag)

    Tags().feed(page)
    return found


@dataclass
class Page:
    """A page that was opened."""

    browser: "Browser"
    answer: httpx.Response

    @property
    def text(self) -> str:
        return self.answer.text

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def path(self) -> str:
        return self.answer.url.path

    @property
    def forms(self) -> list[Form]:
        return forms_of(self.text)

    def form(self, action: str, which: Callable[[Form], bool] = lambda _: True) -> Form:
        """The one form that goes there."""
        found = [form for form in self.forms if form.action == action and which(form)]
        assert len(found) == 1, (action, [form.action for form in self.forms])
        return found[0]

    async def send(self, form: Form, **filled: str | None) -> "Page":
        """Fill in a form of this page and send it; None leaves a field out. No field can be invented."""
        asked = form.fields | form.boxes
        buttons = {name for name, _ in form.buttons}
        unknown = set(filled) - set(asked) - buttons
        assert not unknown, (unknown, set(asked) | buttons)
        sent = {**form.fields, **filled}
        values = {name: value for name, value in sent.items() if value is not None}
        if form.method == "get":
            return await self.browser.open(form.action, values)
        return await self.browser.follow(await self.browser.client.post(form.action, data=values))

    def row(self, words: str) -> str:
        """The one row of a table in which these words are, as text without tags."""
        rows = [row for row in re.findall(r"<tr.*?</tr>", self.text, re.DOTALL) if words in row]
        assert len(rows) == 1, (words, len(rows))
        return " ".join(re.sub(r"<[^>]+>", " ", rows[0]).split())


@dataclass
class Browser:
    """Somebody who is signed in."""

    client: httpx.AsyncClient

    async def open(self, path: str, query: dict[str, str] | None = None) -> Page:
        return await self.follow(await self.client.get(path, params=query))

    async def follow(self, answer: httpx.Response) -> Page:
        while answer.is_redirect:
            answer = await self.client.get(answer.headers["location"])
        return Page(self, answer)


@asynccontextmanager
async def browsing(base_url: httpx.URL | str, token: str) -> AsyncIterator[Browser]:
    """A browser with the sign-in that a token is."""
    async with httpx.AsyncClient(
        base_url=base_url, timeout=60, trust_env=False, cookies={"lazarette": token}
    ) as client:
        yield Browser(client)
