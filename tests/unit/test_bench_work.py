"""The measured work: the same for the same seed, legal, and as large as it says."""

import json

from deploy.bench import work as works
from deploy.bench.work import CHANGES, ITEMS
from shared_models.actions import allowed, validated
from shared_models.states import Action


def test_the_same_seed_makes_the_same_work():
    first, again, other = works.made(7), works.made(7), works.made(8)
    assert first == again
    assert first.documents() == again.documents()
    assert first.items != other.items
    assert first.changes != other.changes


def test_there_are_as_many_items_and_changes_as_it_says_and_items_have_600_bytes_or_so():
    work = works.made(1)
    assert (len(work.items), len(work.changes)) == (ITEMS, CHANGES)
    assert len({item["part_name"] for item in work.items}) == ITEMS
    sizes = [len(json.dumps(document)) for document in work.documents()]
    assert 550 < sum(sizes) / len(sizes) < 750


def test_every_change_is_one_that_its_role_may_make():
    work = works.made(2)
    for item in work.items:
        validated(Action.CREATE, item)
    for change in work.changes:
        action = Action(change.action)
        assert allowed(action, change.role)
        validated(action, {"item_id": "00000000-0000-4000-8000-000000000000", **change.payload})
