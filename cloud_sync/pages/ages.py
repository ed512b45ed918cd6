"""How old what a page shows is: every yacht's name, its last exchange, and whether that is long ago."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
