"""The cases with the outcome that people expect."""

import json
from pathlib import Path
from typing import Any

import pytest

from deploy.explain import as_json, explained
from shared_models.clock import Clock
from shared_models.resolve import Rule, resolve
from shared_models.states import Status
from shared_models.steps import Step, journey
from tests.property.histories import Deed

CASES = json.loads((Path(__file__).parent.parent / "data" / "conflict_cases.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("backwards", [False, True], ids=["as written", "backwards"])
def every_case_comes_out_as_people_expect(case: dict[str, Any], backwards: bool) -> None:
    sign = -1 if backwards else 1
    found = as_json(explained({"entries": case["entries"][::sign]}, ""))
    expected = case["expect"]
    assert found["verdicts"] == expected["verdicts"][::sign]
    assert found["status"] == expected["status"] == found["item"]["status"]
    assert {name: found["item"].get(name) for name in expected["item"]} == expected["item"]


def deed(name: str, parents: str, action: str, payload: dict[str, Any] | None = None, role: str = "captain") -> Deed:
    return Deed(name, tuple(parents), action, payload or {}, role, role, Clock(ord(name) * 1000, 0))


CREATION = deed("a", "", "create_shopping_list_item", {"part_name": "Pump", "quantity_requested": "4"}, "crew")


def no_creation_is_no_item() -> None:
    assert resolve([]) is None
    assert resolve([deed("b", "", "start_review")]) is None
    assert resolve([deed("b", "a", "start_review")]) is None


def a_second_creation_is_superseded() -> None:
    other = Deed("b", (), CREATION.action, CREATION.payload, "crew", "crew", Clock(1, 0))
    resolution = resolve([CREATION, other])
    assert resolution is not None
    assert resolution.item["id"] == "b"
    assert (resolution.outcomes["a"].rule, resolution.outcomes["a"].by) == (Rule.NOT_LEGAL, "b")


def a_creation_that_is_ruled_on_stays_with_the_ruling_as_its_rule() -> None:
    resolution = resolve([CREATION], {"a": Rule.ROLE_NOT_HELD})
    assert resolution is not None
    assert resolution.item["status"] == "candidate"
    assert resolution.outcomes["a"].verdict == "applied"
    assert resolution.outcomes["a"].rule is Rule.ROLE_NOT_HELD


def a_journey_leaves_out_a_terminal_stop_that_did_not_last() -> None:
    c, a, o = Status.CANDIDATE, Status.APPROVED, Status.ORDERED
    p, f, i = Status.PARTIALLY_FULFILLED, Status.FULFILLED, Status.INSTALLED
    steps = [
        Step("a", None, c), Step("b", c, a), Step("c", a, o), Step("d", o, f), Step("e", f, i), Step("f", i, p),
    ]  # fmt: skip
    run = journey(steps)
    assert [step.after for step, _ in run] == [c, a, o, f, p]
    assert [(step.entry_id, number) for step, number in run][-1] == ("f", 0)


def a_journey_fills_in_what_a_merge_jumped_over_and_numbers_it() -> None:
    steps = [Step("a", None, Status.CANDIDATE), Step("b", Status.CANDIDATE, Status.ORDERED)]
    run = journey(steps)
    assert [(step.entry_id, step.after, number) for step, number in run] == [
        ("a", Status.CANDIDATE, 0), ("b", Status.APPROVED, 0), ("b", Status.ORDERED, 1),
    ]  # fmt: skip


def an_approval_that_an_order_carries_goes_before_a_higher_ranks_unseen_one() -> None:
    fewer = deed("b", "a", "approve_shopping_list_item", {"quantity_approved": "3"}, "chief_officer")
    more = deed("c", "a", "approve_shopping_list_item", {"quantity_approved": "4"}, "captain")
    order = deed("d", "b", "mark_shopping_list_item_ordered", {"quantity_ordered": "3"}, "chief_engineer")
    resolution = resolve([CREATION, more, fewer, order])
    assert resolution is not None
    assert resolution.item["quantity_approved"] == "3"
    assert (resolution.outcomes["c"].rule, resolution.outcomes["c"].by) == (Rule.FACT_STANDS, "d")
