"""Refused attempts, told so that a flood of them stays a few rows: the first of a kind at once, the rest counted."""

from dataclasses import dataclass, field
from typing import Any

from shared_models.entries import moment

_WINDOW_MS = 900_000
_MOST_KINDS = 500
_DAY_MS = 86_400_000


@dataclass
class Refusals:
    """Gathers refusals of one kind (`what`, who, from where, detail) for a quarter of an hour.

    At most `most_a_day` rows come of it in a day; what goes beyond is in the log alone.
    """

    most_a_day: int = 500
    _told: dict[tuple[tuple[str, str], ...], tuple[int, int]] = field(default_factory=dict)
    """By kind: when its window began, and how many came since the first."""
    _day: int = 0
    _today: int = 0

    def note(self, now_ms: int, what: str, **known: str | None) -> list[dict[str, Any]]:
        """One refusal; the rows that are to be written now: {"what", "count", "at", and what is known}."""
        kind = (("what", what), *sorted((name, value[:200]) for name, value in known.items() if value))
        due = self._due(now_ms)
        if kind not in self._told and len(self._told) >= _MOST_KINDS:
            kind = (("what", what),)
        if kind in self._told:
            began, more = self._told[kind]
            self._told[kind] = (began, more + 1)
        else:
            self._told[kind] = (now_ms, 0)
            due.append({**dict(kind), "count": 1, "at": moment(now_ms)})
        return self._counted(due, now_ms)

    def rest(self, now_ms: int) -> list[dict[str, Any]]:
        """What was counted and not told yet, when the service stops."""
        due = self._due(now_ms + _WINDOW_MS + 1)
        return self._counted([{**row, "at": moment(now_ms)} for row in due], now_ms)

    def _due(self, now_ms: int) -> list[dict[str, Any]]:
        """The repetitions of every window that is over; a clock that was set back ends it too."""
        over = [kind for kind, (began, _) in self._told.items() if not began <= now_ms <= began + _WINDOW_MS]
        ended = [(kind, self._told.pop(kind)[1]) for kind in over]
        return [{**dict(kind), "count": more, "at": moment(now_ms)} for kind, more in ended if more]

    def _counted(self, rows: list[dict[str, Any]], now_ms: int) -> list[dict[str, Any]]:
        if now_ms // _DAY_MS != self._day:
            self._day, self._today = now_ms // _DAY_MS, 0
        told = rows[: max(0, self.most_a_day - self._today)]
        self._today += len(told)
        return told
