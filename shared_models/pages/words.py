"""How values are said to people on pages: statuses, roles, times, quantities. Pure; filters for the templates."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SAID = {
    "inventory_low": "stock is low", "inventory_oos": "out of stock", "work_order_usage": "used for a work order",
    "receiving_missing": "missing from a delivery", "receiving_damaged": "damaged on delivery",
    "manual_add": "another reason",
}  # fmt: skip
"""Names that are no words of the trade."""
_STEPS = ((60, "second"), (60, "minute"), (24, "hour"), (7, "day"), (5, "week"))


def plain(name: str | None) -> str:
    """A name of ours as words: under_review → under review, inventory_oos → out of stock."""
    return _SAID.get(name or "") or (name or "").replace("_", " ")


def titled(name: str | None) -> str:
    """The same with a capital first letter."""
    words = plain(name)
    return words[:1].upper() + words[1:]


def when(at: str | None) -> str:
    """A moment as people write it: 12 May 14:02; with the year if it is another than now. UTC."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at)
    year = "" if moment.year == datetime.now(UTC).year else f" {moment.year}"
    return f"{moment.day} {_MONTHS[moment.month - 1]}{year} {moment:%H:%M}"


def day(date: str | None) -> str:
    """A day as people write it: 31 May 2026."""
    if not date:
        return ""
    year, month, number = date[:10].split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year}"


def ago(at: str | None) -> str:
    """How long ago a moment was: 3 hours ago."""
    if not at:
        return "never"
    number = max(0.0, (datetime.now(UTC) - datetime.fromisoformat(at)).total_seconds())
    for size, unit in _STEPS:
        if number < size:
            whole = int(number)
            return "just now" if unit == "second" else f"{whole} {unit}{'' if whole == 1 else 's'} ago"
        number /= size
    return when(at)


def money(value: str) -> str:
    """A sum as people read it, in whole units with thin spaces: 12 400."""
    return f"{Decimal(value):,.0f}".replace(",", "\u202f")


def size(count: int | None) -> str:
    """Bytes as people read them: 64 kB."""
    if count is None:
        return ""
    for unit in ("B", "kB", "MB"):
        if count < 1000 or unit == "MB":
            return f"{count:.0f} {unit}" if unit == "B" or count >= 10 else f"{count:.1f} {unit}"
        count /= 1000  # type: ignore[assignment]
    return ""


FILTERS: dict[str, Callable[[Any], str]] = {
    "plain": plain, "titled": titled, "when": when, "day": day, "ago": ago, "size": size, "money": money,
}  # fmt: skip
