"""The registry of actions against domain.md §3, and the validation of payloads."""

from decimal import Decimal
from typing import Any

import pytest

from shared_models.actions import DOMAINS, REGISTRY, UPDATE_FIELDS, allowed, recorded, validated
from shared_models.errors import LazaretteError, MissingRequiredField, ValidationFailed
from shared_models.roles import Role
from shared_models.states import Action

ID = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
CREATE = {"part_name": "Pump", "quantity_requested": 5, "source_type": "manual_add"}

# action: (domain, variant, required, optional)
FIELDS = {
    "create_shopping_list_item": (
        "shopping_list", "MUTATE", "part_name quantity_requested source_type",
        "part_id part_number manufacturer unit urgency required_by_date preferred_supplier estimated_unit_price "
        "currency source_work_order_id source_receiving_id source_notes allow_duplicate",
    ),
    "approve_shopping_list_item": ("shopping_list", "MUTATE", "item_id quantity_approved", "approval_notes"),
    "reject_shopping_list_item": ("shopping_list", "MUTATE", "item_id rejection_reason", "rejection_notes"),
    "promote_candidate_to_part": ("shopping_list", "MUTATE", "item_id", ""),
    "view_shopping_list_history": ("shopping_list", "READ", "item_id", ""),
    "start_review": ("procurement", "MUTATE", "item_id", ""),
    "update_shopping_list_item": (
        "procurement", "MUTATE", "item_id",
        "part_name part_number manufacturer quantity_requested unit urgency required_by_date preferred_supplier "
        "estimated_unit_price source_notes quantity_approved",
    ),
    "mark_shopping_list_item_ordered": (
        "procurement", "MUTATE", "item_id quantity_ordered", "order_id order_line_number preferred_supplier",
    ),
    "record_receipt": ("procurement", "MUTATE", "item_id quantity", "receiving_event_id notes"),
    "record_installation": ("procurement", "MUTATE", "item_id quantity", "installed_to_equipment_id"),
    "correct_receipt": ("procurement", "MUTATE", "item_id quantity reason", ""),
    "cancel_order": ("procurement", "MUTATE", "item_id reason", "order_entry_id"),
    "delete_shopping_list_item": ("procurement", "MUTATE", "item_id", "deletion_reason"),
    "acknowledge_conflict": ("procurement", "MUTATE", "item_id entry_id", "notes"),
    "adopt_item": ("procurement", "MUTATE", "", ""),
}  # fmt: skip


@pytest.mark.parametrize("action", list(Action))
def every_action_has_the_domain_and_the_fields_of_the_page(action: Action) -> None:
    domain, variant, required, optional = FIELDS[action]
    spec = REGISTRY[action]
    assert (spec.domain, spec.variant) == (domain, variant)
    assert [item.name for item in spec.fields if item.required] == required.split()
    assert {item.name for item in spec.fields if not item.required} == set(optional.split())
    assert spec.label
    assert spec.past
    assert spec.noun
    assert spec.keywords


@pytest.mark.parametrize(
    ("role", "shopping_list"),
    [("crew", 2), ("chief_officer", 4), ("chief_engineer", 5), ("captain", 4), ("manager", 5)],
)
def every_role_has_its_number_of_shopping_list_actions(role: str, shopping_list: int) -> None:
    listed = [spec for spec in REGISTRY.values() if spec.domain == "shopping_list" and allowed(spec.action, Role(role))]
    assert len(listed) == shopping_list


def the_registry_has_every_action_once_and_two_domains() -> None:
    assert list(REGISTRY) == [spec.action for spec in REGISTRY.values()]
    assert REGISTRY.keys() == set(Action) == FIELDS.keys()
    assert DOMAINS == ("shopping_list", "procurement")


def the_description_of_a_form_hides_what_the_role_may_not_write() -> None:
    crew = REGISTRY[Action.UPDATE].described(Role.CREW)
    head = REGISTRY[Action.UPDATE].described(Role.CAPTAIN)
    assert "quantity_approved" not in [item["name"] for item in crew["fields"]]
    assert "quantity_approved" in [item["name"] for item in head["fields"]]
    assert set(head) == {
        "action_id", "label", "variant", "domain", "allowed_roles", "required_fields", "search_keywords", "fields",
    }  # fmt: skip
    assert set(head["fields"][0]) == {
        "name", "type", "required", "choices", "max_length", "minimum", "default", "label",
    }  # fmt: skip


def a_payload_becomes_canonical_and_what_is_null_is_absent() -> None:
    given = CREATE | {
        "quantity_requested": Decimal("5.500"), "part_number": "  A-1 ", "unit": None, "urgency": "high",
        "required_by_date": "2026-05-31", "currency": "eur", "part_id": ID.upper(), "allow_duplicate": True,
        "estimated_unit_price": "0.00",
    }  # fmt: skip
    assert validated(Action.CREATE, given) == {
        "part_name": "Pump", "quantity_requested": "5.5", "source_type": "manual_add", "part_number": "A-1",
        "urgency": "high", "required_by_date": "2026-05-31", "currency": "EUR", "part_id": ID,
        "allow_duplicate": True, "estimated_unit_price": "0",
    }  # fmt: skip


@pytest.mark.parametrize("action", list(Action))
def every_required_field_is_missed_by_name(action: Action) -> None:
    samples = {
        "item_id": ID, "entry_id": ID, "part_name": "Pump", "quantity_requested": 1, "source_type": "manual_add",
        "quantity_approved": 1, "rejection_reason": "no", "quantity_ordered": 1, "quantity": 1, "reason": "late",
    }  # fmt: skip
    required = FIELDS[action][2].split()
    for name in required:
        payload = {other: samples[other] for other in required if other != name}
        for nothing in ({}, {name: None}):
            with pytest.raises(MissingRequiredField) as caught:
                validated(action, payload | nothing)
            assert caught.value.field == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("quantity_requested", 0),
        ("quantity_requested", -1),
        ("quantity_requested", "1e3"),
        ("quantity_requested", "0.00001"),
        ("quantity_requested", 1.5),
        ("quantity_requested", True),
        ("estimated_unit_price", "-0.01"),
        ("urgency", "soon"),
        ("urgency", ["high"]),
        ("source_type", "whim"),
        ("currency", "EURO"),
        ("required_by_date", "2026-02-30"),
        ("part_id", "p1"),
        ("part_name", ""),
        ("part_name", "x" * 501),
        ("source_notes", "x" * 10_001),
        ("allow_duplicate", "yes"),
    ],
)
def a_bad_value_is_refused_by_the_name_of_its_field(name: str, value: Any) -> None:
    with pytest.raises(ValidationFailed) as caught:
        validated(Action.CREATE, CREATE | {name: value})
    assert caught.value.field == name


@pytest.mark.parametrize("payload", [None, [], "x", 3])
def a_payload_that_is_no_object_is_refused(payload: object) -> None:
    with pytest.raises(ValidationFailed):
        validated(Action.CREATE, payload)


def an_unknown_field_is_refused_from_a_person_and_kept_in_an_entry() -> None:
    with pytest.raises(ValidationFailed, match="colour"):
        validated(Action.CREATE, CREATE | {"colour": "red"})
    assert recorded(Action.CREATE, CREATE | {"colour": "red"})["colour"] == "red"


def an_update_needs_at_least_one_field() -> None:
    with pytest.raises(MissingRequiredField):
        validated(Action.UPDATE, {"item_id": ID})
    with pytest.raises(MissingRequiredField):
        recorded(Action.UPDATE, {"unit": None})
    assert set(UPDATE_FIELDS) == set(FIELDS["update_shopping_list_item"][3].split())


@pytest.mark.parametrize("quantity", [0, "0", "-0", "0.0000"])
def a_correction_of_nothing_is_refused(quantity: object) -> None:
    with pytest.raises(ValidationFailed):
        validated(Action.CORRECT, {"item_id": ID, "quantity": quantity, "reason": "miscount"})


@pytest.mark.parametrize(
    ("line", "accepted"), [(1, True), (Decimal("3.0"), True), (0, False), ("3", False), (2**31, False)]
)
def the_line_of_an_order_is_a_whole_number_from_1(line: object, accepted: bool) -> None:
    payload = {"quantity_ordered": "2", "order_line_number": line}
    if accepted:
        assert type(recorded(Action.ORDER, payload)["order_line_number"]) is int
    else:
        with pytest.raises(LazaretteError):
            recorded(Action.ORDER, payload)


def a_recorded_payload_leaves_out_the_item_that_the_entry_names() -> None:
    assert recorded(Action.APPROVE, {"item_id": ID, "quantity_approved": "4.0"}) == {"quantity_approved": "4"}


def no_error_repeats_a_long_field_name() -> None:
    with pytest.raises(ValidationFailed) as caught:
        validated(Action.CREATE, CREATE | {"x" * 5000: 1})
    assert len(caught.value.message) < 600
