"""What acts change in an item's columns."""

from typing import Any

import pytest

from shared_models.clock import Clock
from shared_models.entries import promoted_part_id
from shared_models.item import created, order_stands
from shared_models.resolve import Resolution, resolve
from shared_models.states import Status
from tests.property.histories import Deed

ASKED = {"part_name": "Pump", "quantity_requested": "4", "source_type": "manual_add"}
CREATE, APPROVE, ORDER = "create_shopping_list_item", "approve_shopping_list_item", "mark_shopping_list_item_ordered"
RECEIVE, INSTALL, CORRECT = "record_receipt", "record_installation", "correct_receipt"


def line_of(*acts: tuple[str, dict[str, Any]]) -> Resolution:
    """One after the other, by the chief engineer, a second each from 1970 on; entries a, b, c …"""
    deeds = []
    for number, (action, payload) in enumerate(acts):
        parents = (chr(96 + number),) if number else ()
        clock = Clock(number * 1000, 0)
        deeds.append(Deed(chr(97 + number), parents, action, payload, f"u{number}", "chief_engineer", clock))
    resolution = resolve(deeds)
    assert resolution is not None
    assert {outcome.verdict.value for outcome in resolution.outcomes.values()} == {"applied"}
    return resolution


def second(number: int) -> str:
    return f"1970-01-01T00:00:0{number}.000Z"


def a_creation_sets_what_was_given_and_who_and_when() -> None:
    item = line_of((CREATE, ASKED | {"currency": "EUR", "allow_duplicate": True, "urgency": "high"})).item
    assert item == ASKED | {
        "id": "a", "status": "candidate", "is_candidate_part": True, "urgency": "high", "metadata": {"currency": "EUR"},
        "created_by": "u0", "created_at": second(0), "updated_at": second(0),
    }  # fmt: skip


def an_item_of_the_catalogue_is_no_candidate_part() -> None:
    assert line_of((CREATE, ASKED | {"part_id": "p"})).item["is_candidate_part"] is False


def a_field_of_a_creation_never_makes_columns_that_others_own() -> None:
    payload = ASKED | {"status": "installed", "created_by": "x", "id": "x", "is_candidate_part": False}
    item = created(Deed("a", (), CREATE, payload, "u", "crew", Clock(0, 0)))
    assert (item["status"], item["created_by"], item["id"], item["is_candidate_part"]) == ("candidate", "u", "a", True)


def an_approval_says_who_when_and_how_many() -> None:
    item = line_of((CREATE, ASKED), (APPROVE, {"quantity_approved": "3", "approval_notes": "ok"})).item
    assert item["status"] == "approved"
    assert (item["approved_by"], item["approved_at"], item["approval_notes"]) == ("u1", second(1), "ok")
    assert (item["quantity_approved"], item["quantity_requested"]) == ("3", "4")
    assert (item["updated_by"], item["updated_at"]) == ("u1", second(1))


def a_rejection_says_who_when_and_why() -> None:
    item = line_of((CREATE, ASKED), ("reject_shopping_list_item", {"rejection_reason": "no"})).item
    assert (item["status"], item["rejected_by"], item["rejected_at"]) == ("rejected", "u1", second(1))
    assert item["rejection_reason"] == "no"


def a_deletion_keeps_the_status() -> None:
    item = line_of((CREATE, ASKED), ("delete_shopping_list_item", {"deletion_reason": "twice"})).item
    assert (item["status"], item["deleted_by"], item["deleted_at"]) == ("candidate", "u1", second(1))
    assert item["deletion_reason"] == "twice"


def a_promotion_sets_its_three_columns_together() -> None:
    item = line_of((CREATE, ASKED), ("promote_candidate_to_part", {})).item
    assert item["candidate_promoted_to_part_id"] == promoted_part_id("a")
    assert (item["promoted_by"], item["promoted_at"]) == ("u1", second(1))
    assert item["is_candidate_part"] is False
    assert item["status"] == "candidate"


def an_order_shows_its_columns_and_a_cancellation_takes_them_away() -> None:
    order = {"quantity_ordered": "4", "order_id": "o", "order_line_number": 3, "preferred_supplier": "ABB"}
    asked = (CREATE, ASKED | {"preferred_supplier": "MTU"})
    acts = (asked, (APPROVE, {"quantity_approved": "4"}), (ORDER, order))
    item = line_of(*acts).item
    assert {name: item[name] for name in order} == order
    assert (item["quantity_received"], item["quantity_installed"]) == ("0", "0")
    item = line_of(*acts, ("cancel_order", {"reason": "late"})).item
    assert item["status"] == "approved"
    assert not {"quantity_ordered", "order_id", "order_line_number"} & item.keys()
    assert item["preferred_supplier"] == "MTU"


GOODS = [
    ([(RECEIVE, "1")], "partially_fulfilled", "1", "0"),
    ([(RECEIVE, "1.5"), (RECEIVE, "2.5")], "fulfilled", "4", "0"),
    ([(RECEIVE, "9")], "fulfilled", "9", "0"),
    ([(RECEIVE, "4"), (INSTALL, "3")], "fulfilled", "4", "3"),
    ([(RECEIVE, "4"), (INSTALL, "3"), (INSTALL, "1")], "installed", "4", "4"),
    ([(RECEIVE, "3"), (INSTALL, "3")], "partially_fulfilled", "3", "3"),
    ([(RECEIVE, "3"), (INSTALL, "3"), (RECEIVE, "1"), (INSTALL, "1")], "installed", "4", "4"),
    ([(RECEIVE, "4"), (CORRECT, "-1")], "partially_fulfilled", "3", "0"),
    ([(RECEIVE, "4"), (CORRECT, "-4")], "ordered", "0", "0"),
    ([(RECEIVE, "3"), (CORRECT, "1")], "fulfilled", "4", "0"),
]


@pytest.mark.parametrize(("goods", "status", "received", "installed"), GOODS)
def the_goods_add_up_and_the_status_follows(
    goods: list[tuple[str, str]], status: str, received: str, installed: str
) -> None:
    acts = [(CREATE, ASKED), (APPROVE, {"quantity_approved": "4"}), (ORDER, {"quantity_ordered": "4"})]
    item = line_of(*acts, *[(action, {"quantity": quantity}) for action, quantity in goods]).item
    assert (item["status"], item["quantity_received"], item["quantity_installed"]) == (status, received, installed)
    assert ("fulfilled_at" in item) is (status in ("fulfilled", "installed"))
    assert ("installed_at" in item) is (status == "installed")


def the_times_of_fulfilment_and_installation_are_those_of_the_act_that_completed_them() -> None:
    acts = [(CREATE, ASKED), (APPROVE, {"quantity_approved": "4"}), (ORDER, {"quantity_ordered": "4"})]
    equipment = {"quantity": "4", "installed_to_equipment_id": "q"}
    item = line_of(*acts, (RECEIVE, {"quantity": "4"}), (RECEIVE, {"quantity": "1"}), (INSTALL, equipment)).item
    assert (item["fulfilled_at"], item["installed_at"]) == (second(3), second(5))
    assert item["installed_to_equipment_id"] == "q"


def an_acknowledgement_changes_nothing() -> None:
    before = line_of((CREATE, ASKED)).item
    assert line_of((CREATE, ASKED), ("acknowledge_conflict", {"entry_id": "a"})).item == before


def an_order_stands_from_ordered_to_installed() -> None:
    standing = {status.value for status in Status if order_stands({"status": status.value})}
    assert standing == {"ordered", "partially_fulfilled", "fulfilled", "installed"}
