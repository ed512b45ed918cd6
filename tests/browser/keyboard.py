"""Somebody who has a keyboard and nothing else: what is reached, in which order, and whether it is seen."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page

_MOST_STOPS = 150
_FOCUSED = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const words = one.getAttribute("aria-label") || (one.labels?.length ? one.labels[0].innerText : one.innerText) || "";
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  return {
    name: words.trim(), tag: one.tagName, value: one.value ?? "", href: one.getAttribute("href") ?? "",
    html: one.outerHTML.slice(0, 200),
    is_ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    is_uncovered: Boolean(top) && (one.contains(top) || top.contains(one) || Boolean(top.closest("label"))),
  };
}"""


@dataclass
class Keys:
    """Their hands on a page."""

    page: Page

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, text: str) -> None:
        await self.page.keyboard.type(text)

    async def where(self) -> dict[str, Any]:
        """What has the focus."""
        found: dict[str, Any] = await self.page.evaluate(_FOCUSED)
        return found

    async def to(self, name: str, tag: str = "", value: str | None = None, back: bool = False) -> None:
        """Go on with Tab until what is called that has the focus; each stop on the way is seen."""
        for _ in range(_MOST_STOPS):
            await self.press("Shift+Tab" if back else "Tab")
            at = await self.where()
            if at["tag"] != "BODY":
                assert at["is_ringed"], at
                assert at["is_uncovered"], at
            if at["name"].startswith(name) and tag in ("", at["tag"]) and value in (None, at["value"]):
                return
        raise AssertionError(f"{name} is not reached with the Tab key")

    async def enter(self, name: str, tag: str = "") -> None:
        """Go there, and press Enter."""
        await self.to(name, tag)
        await self.press("Enter")

    async def write(self, name: str, text: str) -> None:
        """Go to a field, and type over what it holds."""
        await self.to(name)
        await self.press("Control+a")
        await self.type(text)

    async def walk(self) -> list[str]:
        """All stops from the first to the last and back to where it began, each once. AssertionError at a trap."""
        stops: list[str] = []
        while len(stops) < _MOST_STOPS:
            await self.press("Tab")
            at = await self.where()
            if at["tag"] == "BODY":
                return stops
            assert at["is_ringed"], at
            assert at["is_uncovered"], at
            stops.append(at["html"])
        raise AssertionError(f"no end: {stops[-8:]}")
