"""How old what a page shows is: every yacht's name, its last exchange, and whether that is long ago."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from shared_models.contract import Contract
from shared_models.pages.words import is_older
from shared_models.roles import Actor


@dataclass(frozen=True)
class Ages:
    """`stale_after_s`: from when on a picture is old."""

    contract: Contract
    stale_after_s: int

    def is_old(self, as_of: str | None) -> bool:
        """Whether the last exchange is so long ago that a page has to warn."""
        return is_older(as_of, self.stale_after_s)

    async def of(self, actors: Sequence[Actor]) -> dict[str, dict[str, Any]]:
        """By yacht id its `yacht_id`, `name`, `as_of` and whether that is `old`; in the order of names."""
        return self.told(await self.contract.ages(actors))

    def told(self, ages: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        """The same of what the contract says of yachts."""
        found = sorted(ages, key=lambda one: (one["name"] or "").casefold())
        return {one["yacht_id"]: {**one, "old": self.is_old(one["as_of"])} for one in found}


MOST_LISTED = 60
"""How many yachts a page with forms for each of them lists; who looks for another types some of its name."""


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
