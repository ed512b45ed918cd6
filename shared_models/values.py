"""Values as they are stored: one validator for node and shore (domain.md §1).

Whatever passes here both databases can hold, byte for byte. Each function takes what JSON gave and
returns the canonical value or raises `ValidationFailed`; `name` is the field a message speaks of.
"""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from shared_models.errors import ValidationFailed

NAME_CHARACTERS = 500
NOTE_CHARACTERS = 10_000
_INTEGER_DIGITS, _FRACTION_DIGITS = 12, 4
_DECIMAL = re.compile(r"-?\d{1,12}(\.\d{1,4}0*)?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CURRENCY_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD
HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NFC NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP
TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CURRENCY_CODES.split())
"""ISO 4217, the codes of money in use."""
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Unicode's categories Cc and Cs but for tab and the ends of lines; neither category will ever grow."""


def canonical(number: Decimal) -> str:
    """A decimal as text: no exponent, no trailing zeros, no negative nought."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def decimal(value: object, name: str) -> Decimal:
    """An exact number of at most 12 digits before and 4 after the point, from a JSON number or a string."""
    hint = (
        f"{name} must be a number with at most {_INTEGER_DIGITS} digits before and {_FRACTION_DIGITS} after the point."
    )
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise ValidationFailed(hint, name)
    if isinstance(value, str):
        text = value
    elif isinstance(value, int):
        text = str(value) if abs(value) < 10**_INTEGER_DIGITS else "x"
    else:
        plain = value.is_finite() and abs(value.adjusted()) < 40 and int(value.as_tuple().exponent) <= 0
        text = canonical(value) if plain else "x"
    if not text.isascii() or not _DECIMAL.fullmatch(text):
        raise ValidationFailed(hint, name)
    try:
        number = Decimal(text)
    except InvalidOperation as error:  # pragma: no cover - the pattern admits none
        raise ValidationFailed(hint, name) from error
    return Decimal(canonical(number))


def text(value: object, name: str, max_characters: int) -> str:
    """Text in NFC, trimmed, not empty, without control characters or lone surrogates."""
    if not isinstance(value, str):
        raise ValidationFailed(f"{name} must be text.", name)
    if len(value) > 2 * max_characters + 100:
        raise ValidationFailed(f"{name} may have at most {max_characters} characters.", name)
    if _FORBIDDEN.search(value):
        raise ValidationFailed(f"{name} holds a character that cannot be stored.", name)
    clean = unicodedata.normalize("NFC", value).strip()
    if not clean:
        raise ValidationFailed(f"{name} must not be empty.", name)
    if len(clean) > max_characters:
        raise ValidationFailed(f"{name} may have at most {max_characters} characters.", name)
    return clean


def identifier(value: object, name: str) -> str:
    """A UUID in its usual form, lower case."""
    if isinstance(value, UUID):
        return str(value)
    if not isinstance(value, str) or not value.isascii() or not _UUID.fullmatch(value.lower()):
        raise ValidationFailed(f"{name} must be a UUID such as 1b4e28ba-2fa1-41d2-883f-0016d3cca427.", name)
    return value.lower()


def day(value: object, name: str) -> str:
    """A calendar date YYYY-MM-DD between the years 1900 and 9999."""
    hint = f"{name} must be a date such as 2026-05-31."
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        raise ValidationFailed(hint, name)
    try:
        parsed = date.fromisoformat(value)
    except ValueError as error:
        raise ValidationFailed(hint, name) from error
    if parsed.year < 1900:
        raise ValidationFailed(hint, name)
    return parsed.isoformat()


def currency(value: object, name: str) -> str:
    """An ISO 4217 code, such as EUR."""
    if not isinstance(value, str) or not value.isascii() or value.upper() not in CURRENCIES:
        raise ValidationFailed(f"{name} must be a currency code such as EUR.", name)
    return value.upper()


def integer(value: object, name: str, minimum: int, maximum: int) -> int:
    """A whole number within bounds; 3.0 is one, "3" is not."""
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 20 and value == int(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not minimum <= value <= maximum:
        raise ValidationFailed(f"{name} must be a whole number from {minimum} to {maximum}.", name)
    return value


def boolean(value: object, name: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise ValidationFailed(f"{name} must be true or false.", name)
    return value
