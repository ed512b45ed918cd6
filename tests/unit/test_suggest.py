"""What a few words may mean."""

import pytest

from shared_models.actions import REGISTRY
from shared_models.suggest import Candidate, about, of_action, ranked

PUMP = Candidate("item", "1", "Impeller, sea water pump", ("Impeller, sea water pump", "30-6200", "Jabsco"))


@pytest.mark.parametrize("words", ["approve impeller", "reject impeller", "order impeller", "history 30-6200"])
def what_is_named_in_part_beside_an_action_is_found(words: str) -> None:
    known = [*map(of_action, REGISTRY.values()), PUMP]
    fits = ranked(words, known, about(words, REGISTRY.values()))
    assert {one.kind for one in fits} == {"action", "item"}


def what_is_all_an_actions_own_is_looked_for_as_it_stands() -> None:
    assert about("order part", REGISTRY.values()) == "order part"
