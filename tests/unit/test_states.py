"""Every (from, action, role), against a table written by hand from domain.md §2 and §3."""

from decimal import Decimal
from itertools import pairwise, product
from typing import Any

import pytest

from shared_models.errors import Forbidden, InvalidState, Locked, NotFound, ValidationFailed
from shared_models.item import beyond_limits, refusal
from shared_models.roles import RANK, Role, highest
from shared_models.states import FACTS, INITIAL, PAIRS, TERMINAL, TRANSITIONS, Action, Status, by_quantities, legal_path

HODS = "chief_officer chief_engineer captain manager"
BUYERS = "chief_engineer captain manager"
EVERYONE = "crew chief_officer chief_engineer captain manager"
EVERY_STATUS = "candidate under_review approved ordered partially_fulfilled fulfilled installed rejected"
STATUSES = EVERY_STATUS.split()
ROLES = EVERYONE.split()

# action: (who may, from which status)
TABLE = {
    "create_shopping_list_item": (EVERYONE, ""),
    "start_review": (HODS, "candidate"),
    "approve_shopping_list_item": (HODS, "candidate under_review"),
    "reject_shopping_list_item": (HODS, "candidate under_review"),
    "promote_candidate_to_part": (
        "chief_engineer manager",
        "candidate under_review approved ordered partially_fulfilled fulfilled installed",
    ),
    "update_shopping_list_item": (EVERYONE, "candidate under_review approved"),
    "mark_shopping_list_item_ordered": (BUYERS, "approved"),
    "record_receipt": (EVERYONE, "ordered partially_fulfilled fulfilled"),
    "record_installation": (EVERYONE, "partially_fulfilled fulfilled"),
    "correct_receipt": (HODS, "partially_fulfilled fulfilled"),
    "cancel_order": (BUYERS, "ordered"),
    "delete_shopping_list_item": (HODS, "candidate under_review approved rejected"),
    "acknowledge_conflict": (HODS, EVERY_STATUS),
    "adopt_item": ("", ""),
    "view_shopping_list_history": (EVERYONE, EVERY_STATUS),
}

PAYLOADS: dict[str, dict[str, Any]] = {
    "update_shopping_list_item": {"unit": "box"},
    "record_receipt": {"quantity": "1"},
    "record_installation": {"quantity": "1"},
    "correct_receipt": {"quantity": "-1", "reason": "miscount"},
}

PAIRS_BY_HAND = {
    ("candidate", "under_review"),
    ("candidate", "approved"),
    ("candidate", "rejected"),
    ("under_review", "approved"),
    ("under_review", "rejected"),
    ("approved", "ordered"),
    ("ordered", "approved"),
    ("ordered", "partially_fulfilled"),
    ("ordered", "fulfilled"),
    ("partially_fulfilled", "ordered"),
    ("partially_fulfilled", "fulfilled"),
    ("fulfilled", "ordered"),
    ("fulfilled", "partially_fulfilled"),
    ("fulfilled", "installed"),
}


def item_in(status: str, **columns: Any) -> dict[str, Any]:
    return {"id": "i", "status": status, "created_by": "me", "is_candidate_part": True, **columns}


@pytest.mark.parametrize("action", TABLE)
def every_role_may_take_an_action_from_exactly_the_statuses_of_the_table(action: str) -> None:
    who, whence = (words.split() for words in TABLE[action])
    for status, role in product(STATUSES, ROLES):
        found = refusal(Action(action), Role(role), "me", PAYLOADS.get(action, {}), item_in(status))
        legal = role in who and status in whence
        if action == "update_shopping_list_item" and role == "crew":
            legal = status == "candidate"
        assert (found is None) is legal, (action, status, role)
        if role not in who:
            assert type(found) is Forbidden
        elif not legal:
            assert type(found) is (Locked if action == "delete_shopping_list_item" else InvalidState)


def the_table_names_every_action() -> None:
    assert TABLE.keys() == set(Action)
    assert set(STATUSES) == set(Status)
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", STATUSES)
def a_deleted_item_is_not_there_for_anybody_but_its_history_and_conflicts_are(status: str, role: str) -> None:
    deleted = item_in(status, deleted_at="2026-05-12T14:02:00.000Z")
    for action, (who, _) in TABLE.items():
        found = refusal(Action(action), Role(role), "me", PAYLOADS.get(action, {}), deleted)
        if role not in who.split():
            assert type(found) is Forbidden
        elif action in ("acknowledge_conflict", "view_shopping_list_history"):
            assert found is None
        else:
            assert type(found) is NotFound


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", STATUSES)
def the_item_of_someone_else_is_changed_by_heads_of_department_only(status: str, role: str) -> None:
    found = refusal(Action.UPDATE, Role(role), "someone else", {"unit": "box"}, item_in(status))
    if role == "crew":
        assert type(found) is Forbidden
    else:
        assert (found is None) is (status in ("candidate", "under_review", "approved"))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("status", STATUSES)
def the_quantity_approved_is_changed_by_heads_of_department_and_only_while_approved(status: str, role: str) -> None:
    found = refusal(Action.UPDATE, Role(role), "me", {"unit": "box", "quantity_approved": "2"}, item_in(status))
    assert (found is None) is (role != "crew" and status == "approved")
    if (role == "crew" and status == "candidate") or (role != "crew" and status in ("candidate", "under_review")):
        assert type(found) is ValidationFailed
        assert found.field == "quantity_approved"


@pytest.mark.parametrize("role", ["chief_engineer", "manager"])
def no_part_of_the_catalogue_is_promoted_again(role: str) -> None:
    for status in STATUSES:
        known = item_in(status, is_candidate_part=False)
        assert type(refusal(Action.PROMOTE, Role(role), "me", {}, known)) is InvalidState


def every_pair_of_the_machine_is_the_one_written_by_hand() -> None:
    assert {(before.value, after.value) for before, after in PAIRS} == PAIRS_BY_HAND


def every_transition_belongs_to_an_action_that_may_start_there() -> None:
    for action, before, _ in TRANSITIONS:
        assert before in TABLE[action][1].split()


def no_transition_leaves_a_terminal_status() -> None:
    assert {"rejected", "installed"} == TERMINAL
    assert not [pair for pair in PAIRS if pair[0] in TERMINAL]


@pytest.mark.parametrize(
    ("ordered", "received", "installed", "status"),
    [
        ("4", "0", "0", "ordered"),
        ("4", "-1", "0", "ordered"),
        ("4", "0.0001", "0", "partially_fulfilled"),
        ("4", "3.9999", "3", "partially_fulfilled"),
        ("4", "4", "0", "fulfilled"),
        ("4", "9", "3.9999", "fulfilled"),
        ("4", "4", "4", "installed"),
        ("4", "9", "5", "installed"),
        ("4", "3", "4", "partially_fulfilled"),
    ],
)
def the_status_follows_from_the_quantities(ordered: str, received: str, installed: str, status: str) -> None:
    assert by_quantities(Decimal(ordered), Decimal(received), Decimal(installed)) == status


def the_legal_path_takes_legal_steps_and_is_the_shortest() -> None:
    edges = {(Status(before), Status(after)) for before, after in PAIRS_BY_HAND}
    for before, after in product(Status, Status):
        reached, length = {before}, 0
        while after not in reached and (more := reached | {b for a, b in edges if a in reached}) != reached:
            reached, length = more, length + 1
        path = legal_path(before, after)
        if after not in reached:
            assert path is None
        else:
            assert path is not None
            assert len(path) == length
            assert all(step in edges for step in pairwise([before, *path]))


def the_legal_path_of_a_new_item_begins_as_a_candidate() -> None:
    for status in Status:
        path = legal_path(None, status)
        assert path is not None
        assert path[0] is INITIAL
        assert path[-1] is status


def a_captain_outranks_a_manager_who_outranks_the_chiefs_who_outrank_crew() -> None:
    assert {role.value: rank for role, rank in RANK.items()} == {
        "captain": 40, "manager": 30, "chief_engineer": 20, "chief_officer": 20, "crew": 10,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ({Role.CREW}, Role.CREW),
        ({Role.CREW, Role.CHIEF_OFFICER}, Role.CHIEF_OFFICER),
        ({Role.CHIEF_OFFICER, Role.CHIEF_ENGINEER}, Role.CHIEF_ENGINEER),
        ({Role.MANAGER, Role.CAPTAIN, Role.CREW}, Role.CAPTAIN),
    ],
)
def a_person_with_several_roles_acts_under_the_highest(roles: set[Role], expected: Role) -> None:
    assert highest(roles) is expected


def the_facts_are_orders_receipts_installations_and_corrections() -> None:
    assert {
        "mark_shopping_list_item_ordered", "record_receipt", "record_installation", "correct_receipt",
    } == FACTS  # fmt: skip


@pytest.mark.parametrize(
    ("action", "quantity", "accepted"),
    [
        ("record_receipt", "1000", True),
        ("record_receipt", "999999999996", False),
        ("record_installation", "3", True),
        ("record_installation", "3.0001", False),
        ("correct_receipt", "-3", True),
        ("correct_receipt", "-3.0001", False),
        ("correct_receipt", "5", True),
        ("correct_receipt", "999999999996", False),
        ("mark_shopping_list_item_ordered", "9", True),
    ],
)
def what_a_node_accepts_is_bound_by_what_was_received_and_installed(action: str, quantity: str, accepted: bool) -> None:
    item = item_in("partially_fulfilled", quantity_ordered="9", quantity_received="4", quantity_installed="1")
    found = beyond_limits(Action(action), {"quantity": quantity}, item)
    assert (found is None) is accepted
    assert accepted or (type(found) is ValidationFailed and found.field == "quantity")
