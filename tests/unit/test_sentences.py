"""What people read about their acts."""

from datetime import UTC, datetime

import pytest

from shared_models.actions import REGISTRY
from shared_models.resolve import Rule, Verdict
from shared_models.sentences import Told, sentence


def _ms(day: int, hour: int, minute: int, year: int = 2026) -> int:
    return int(datetime(year, 5, day, hour, minute, tzinfo=UTC).timestamp() * 1000)


APPROVAL = Told("approve_shopping_list_item", {"quantity_approved": "4"}, "u1", "chief_engineer", _ms(12, 13, 0), "Ada")
REJECTION = Told("reject_shopping_list_item", {"rejection_reason": "spares"}, "u2", "captain", _ms(12, 14, 2), "Ben")


def test_an_overruled_approval_reads_as_the_specification_says():
    told = sentence(APPROVAL, Verdict.SUPERSEDED, Rule.HIGHER_AUTHORITY, (), REJECTION, "u1")
    assert told == (
        "Your approval of 4 was overruled by the captain's rejection of 12 May 14:02, "
        "made before the two sides had spoken."
    )


def test_another_reader_is_told_whose_act_it_was():
    told = sentence(APPROVAL, Verdict.SUPERSEDED, Rule.HIGHER_AUTHORITY, (), REJECTION, "u2")
    assert told.startswith("The chief engineer's approval of 4 was overruled by your rejection of 12 May 14:02")


def test_two_of_one_role_are_told_apart_by_name():
    second = Told(
        "approve_shopping_list_item", {"quantity_approved": "2"}, "u3", "chief_engineer", _ms(12, 15, 0), "Cyd"
    )
    told = sentence(second, Verdict.SUPERSEDED, Rule.EARLIER_DECISION, (), APPROVAL, "u3")
    assert "Ada's approval of 4 of 12 May 13:00" in told


def test_another_year_is_named():
    older = Told("reject_shopping_list_item", {}, "u2", "captain", _ms(12, 14, 2, 2025))
    assert "12 May 2025 14:02" in sentence(APPROVAL, Verdict.SUPERSEDED, Rule.HIGHER_AUTHORITY, (), older)


def test_what_simply_applied_says_who_did_what():
    assert sentence(APPROVAL, viewer="u1") == "You approved 4."
    assert sentence(APPROVAL) == "Ada (chief engineer) approved 4."
    assert sentence(Told("record_receipt", {"quantity": "3"}, "u9", "crew", 0)) == "A crew member received 3."


def test_lost_fields_are_named():
    change = Told("update_shopping_list_item", {"quantity_requested": "9", "urgency": "high"}, "u4", "crew", 0, "Tom")
    told = sentence(change, Verdict.PARTLY, Rule.FIELD_TAKEN, ("quantity_requested",), APPROVAL, "u4")
    assert told.startswith("Your change of quantity requested and urgency was kept in part: quantity requested stayed")


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("verdict", [Verdict.APPLIED, Verdict.PARTLY, Verdict.SUPERSEDED, Verdict.REJECTED])
@pytest.mark.parametrize("action", [*REGISTRY, "adopt_item", "rule_on_entry", "of_a_newer_version"])
def every_rule_has_a_plain_sentence_for_every_act(rule, verdict, action):
    act = Told(str(action), {"part_name": "Pump", "quantity": "2", "reason": "x."}, "u1", "crew", 0, None)
    for by in (None, REJECTION):
        for viewer in (None, "u1", "u2"):
            told = sentence(act, verdict, rule, ("urgency",), by, viewer)
            assert told[0].isupper()
            assert told.endswith(".")
            assert not told.endswith("..")
            assert "_" not in told.replace("of a newer version", "")
            assert "None" not in told


def no_rule_falls_through_to_the_sentence_for_newer_ones():
    for rule in Rule:
        assert "newer than this program" not in sentence(APPROVAL, Verdict.SUPERSEDED, rule, (), REJECTION)
    assert "newer than this program" in sentence(APPROVAL, Verdict.SUPERSEDED, "made_up", (), REJECTION)


def a_long_reason_is_clipped_and_stays_on_one_line():
    told = sentence(Told("reject_shopping_list_item", {"rejection_reason": "a\nb " * 4000}, "u", "captain", 0))
    assert len(told) < 300
    assert "\n" not in told
