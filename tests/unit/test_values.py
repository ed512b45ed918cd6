"""The one validator of node and shore: canonical values, and what is refused."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared_models import values
from shared_models.errors import ValidationFailed


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5, "5"),
        ("5", "5"),
        ("5.0", "5"),
        ("0005.10", "5.1"),
        ("-0", "0"),
        ("-0.0000", "0"),
        (0, "0"),
        (Decimal("12.5000"), "12.5"),
        ("999999999999.9999", "999999999999.9999"),
        ("-12.3400", "-12.34"),
        ("0.000100", "0.0001"),
    ],
)
def a_decimal_has_one_text(value: object, text: str) -> None:
    assert values.canonical(values.decimal(value, "quantity")) == text


@pytest.mark.parametrize(
    "value",
    [
        1.5, float("nan"), float("inf"), True, None, [], "", " 5", "5 ", "+5", "1e3", "1E3", "NaN", "Infinity", "-",
        ".5", "5.", "1,5", "0x10", "1_000", "٣", "1000000000000", "0.00001", 10**12, -(10**12), 10**4000, "5\n", "５",
        Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+999999"), Decimal("1E-999999"),
        Decimal("1E-5"), Decimal("1E+3"),
    ],
)  # fmt: skip
def a_number_that_a_database_could_not_hold_exactly_is_refused(value: Any) -> None:
    with pytest.raises(ValidationFailed) as caught:
        values.decimal(value, "quantity")
    assert caught.value.field == "quantity"


@settings(deadline=None, max_examples=200, derandomize=True, database=None)
@given(st.decimals(min_value=-(10**11), max_value=10**11, places=4))
def a_canonical_decimal_reads_back_as_itself(number: Decimal) -> None:
    text = values.canonical(number)
    assert Decimal(text) == number
    assert values.canonical(values.decimal(text, "n")) == text
    assert not text.startswith("-0") or "." in text
    assert "." not in text or not text.endswith("0")


@pytest.mark.parametrize(
    ("value", "clean"),
    [
        ("  Pump ", "Pump"),
        ("e\u0301", "\u00e9"),
        ("two\nlines\tand\r\nmore", "two\nlines\tand\r\nmore"),
        ("\N{SMILING FACE WITH SUNGLASSES}", "\N{SMILING FACE WITH SUNGLASSES}"),
        ("'; drop table x; --", "'; drop table x; --"),
        ("x" * 500, "x" * 500),
        ("e\u0301" * 500, "\u00e9" * 500),
    ],
)
def a_text_is_kept_in_nfc_and_trimmed(value: str, clean: str) -> None:
    assert values.text(value, "part_name", 500) == clean


@pytest.mark.parametrize("value", ["", "   ", "\n\t", "a\0b", "a\ud800b", "a\x1bb", "a\x7fb", "x" * 501, 5, None, b"x"])
def a_text_that_cannot_be_stored_or_shown_is_refused(value: Any) -> None:
    with pytest.raises(ValidationFailed) as caught:
        values.text(value, "part_name", 500)
    assert caught.value.field == "part_name"


@settings(deadline=None, max_examples=300, derandomize=True, database=None)
@given(st.text(max_size=60))
def a_text_that_was_accepted_is_accepted_unchanged_again(value: str) -> None:
    try:
        clean = values.text(value, "notes", 50)
    except ValidationFailed:
        return
    assert values.text(clean, "notes", 50) == clean
    assert clean.encode().decode() == clean


@pytest.mark.parametrize(
    "value",
    [
        "1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        "1B4E28BA-2FA1-41D2-883F-0016D3CCA427",
        UUID("1b4e28ba-2fa1-41d2-883f-0016d3cca427"),
    ],
)
def an_identifier_has_one_form(value: object) -> None:
    assert values.identifier(value, "item_id") == "1b4e28ba-2fa1-41d2-883f-0016d3cca427"


@pytest.mark.parametrize(
    "value",
    [
        "", "x", None, 5, "1b4e28ba2fa141d2883f0016d3cca427", "{1b4e28ba-2fa1-41d2-883f-0016d3cca427}",
        "urn:uuid:1b4e28ba-2fa1-41d2-883f-0016d3cca427", " 1b4e28ba-2fa1-41d2-883f-0016d3cca427",
        "1b4e28ba-2fa1-41d2-883f-0016d3cca427\n", "1b4e28ba-2fa1-41d2-883f-0016d3cca42g",
    ],
)  # fmt: skip
def an_identifier_in_another_form_is_refused(value: Any) -> None:
    with pytest.raises(ValidationFailed):
        values.identifier(value, "item_id")


@pytest.mark.parametrize("value", ["2026-05-31", "1900-01-01", "9999-12-31", "2024-02-29"])
def a_day_of_the_calendar_is_kept(value: str) -> None:
    assert values.day(value, "required_by_date") == value


@pytest.mark.parametrize(
    "value",
    [
        "2026-02-29", "1899-12-31", "2026-5-31", "20260531", "2026-05-31T00:00", "0000-01-01", "", None, 20260531,
        "２026-05-31",
    ],
)  # fmt: skip
def a_day_that_is_none_is_refused(value: Any) -> None:
    with pytest.raises(ValidationFailed):
        values.day(value, "required_by_date")


def a_currency_is_three_letters() -> None:
    assert values.currency("eur", "currency") == "EUR"
    for bad in ("EU", "EURO", "E1R", "", None, 978, "ÄÖÜ", "ﬀR"):
        with pytest.raises(ValidationFailed):
            values.currency(bad, "currency")


def a_whole_number_keeps_its_bounds() -> None:
    assert values.integer(3, "line", 1, 9) == 3
    assert values.integer(Decimal("3.0"), "line", 1, 9) == 3
    for bad in (0, 10, True, "3", 3.0, None, Decimal("3.5"), Decimal("NaN"), Decimal("1E+999999")):
        with pytest.raises(ValidationFailed):
            values.integer(bad, "line", 1, 9)


def a_boolean_is_true_or_false_and_nothing_else() -> None:
    assert values.boolean(True, "allow_duplicate") is True
    assert values.boolean(False, "allow_duplicate") is False
    for bad in (0, 1, "true", None):
        with pytest.raises(ValidationFailed):
            values.boolean(bad, "allow_duplicate")
