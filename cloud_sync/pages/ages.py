"""How old what a page shows is: every yacht's name, its last exchange, and whether that is long ago."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from shared_models.contract import Contract
from shared_models.entries import moment
from shared_models.host import wall_ms
from shared_models.requests import Query
from shared_models.roles import Actor


@dataclass(frozen=True)
class Ages:
    """`stale_after_s`: from when on a picture is old."""

    contract: Contract
    stale_after_s: int

    def since(self) -> str:
        """From before this moment a picture is so old that a page has to warn."""
        return moment(wall_ms() - self.stale_after_s * 1000)

    async def of(self, actors: Sequence[Actor]) -> dict[str, dict[str, Any]]:
        """By yacht id its `yacht_id`, `name`, `as_of` and whether that is `old`; in the order of names."""
        return self.told(await self.contract.ages(actors))

    async def choice(self, actors: Sequence[Actor], query: Query) -> "Choice":
        """What a list over these yachts is narrowed to by `yacht_id`, or by some of a name in `yacht`."""
        named, words = query.identifier("yacht_id"), query.text("yacht")
        is_by_name = len(actors) > MOST_LISTED
        if is_by_name and not words:
            chosen = [actor for actor in actors if actor.yacht_id == named]
            return Choice(named, "", await self.of(chosen), True)
        some = listed(await self.of(actors), words if is_by_name else None)
        if is_by_name and some.found == 1:
            named = next(iter(some.yachts))
        return Choice(named, some.words, some.yachts, is_by_name)

    def told(self, ages: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """The same of what the contract says of yachts."""
        found = sorted(ages, key=lambda one: (one["name"] or "").casefold())
        since = self.since()
        return {one["yacht_id"]: {**one, "old": (one["as_of"] or "") < since} for one in found}


MOST_LISTED = 60
"""How many yachts a page with forms for each of them lists; who looks for another types some of its name."""


@dataclass(frozen=True)
class Choice:
    """The yacht that a list is narrowed to (None: all), and the `yachts` to choose from: where there are few all of
    them, else those whose name contains the `words`."""

    named: str | None
    words: str
    yachts: dict[str, dict[str, Any]]
    is_by_name: bool


@dataclass(frozen=True)
class Listed:
    """The first yachts whose name contains the `words`, and how many do (`found`) of `all`."""

    words: str
    yachts: dict[str, dict[str, Any]]
    found: int
    all: int


def listed(yachts: Mapping[str, dict[str, Any]], words: str | None) -> Listed:
    """What such a page lists of these, in their order."""
    wanted = (words or "").casefold()
    found = {yacht_id: one for yacht_id, one in yachts.items() if wanted in (one["name"] or "").casefold()}
    return Listed(words or "", dict(islice(found.items(), MOST_LISTED)), len(found), len(yachts))
