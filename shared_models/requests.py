"""What comes in, read by hand and strictly: JSON bodies, calls of actions, query parameters, cursors.

Every failure is a `LazaretteError` with a 4xx status; nothing here knows a web framework.
"""

import base64
import json
import re
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from shared_models import values
from shared_models.errors import InvalidAction, MissingRequiredField, PayloadTooLarge, ValidationFailed
from shared_models.states import Action

BODY_BYTES = 1_048_576
BATCH_CALLS = 100
PAGE_DEFAULT, PAGE_MOST = 50, 500
_DEPTH = 32
_INTEGER_DIGITS = 40
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_LARGEST_POSITION = 2**63 - 1
_LARGEST_RANK = 9


async def read_body(stream: AsyncIterator[bytes], declared: str | None, most_bytes: int = BODY_BYTES) -> bytes:
    """The body, at most `most_bytes`. `declared`: the Content-Length header. Raises PayloadTooLarge."""
    too_large = declared is not None and declared.isdecimal() and (len(declared) > 15 or int(declared) > most_bytes)
    body = bytearray()
    while not too_large and (chunk := await anext(stream, None)) is not None:
        body += chunk
        too_large = len(body) > most_bytes
    if too_large:
        raise PayloadTooLarge(f"A request may have at most {most_bytes} bytes.")
    return bytes(body)


def parsed(body: bytes) -> Any:
    """The JSON value of a body; numbers with a point are Decimal. Raises ValidationFailed."""
    try:
        text = body.decode("utf-8")
        value = json.loads(
            text, parse_float=Decimal, parse_int=_integer, parse_constant=_refused, object_pairs_hook=_object
        )
    except UnicodeDecodeError as error:
        raise ValidationFailed("The body is not UTF-8.") from error
    except RecursionError as error:
        raise ValidationFailed(f"The body is nested deeper than {_DEPTH} levels.") from error
    except (ValueError, ArithmeticError) as error:
        raise ValidationFailed("The body is not valid JSON.") from error
    level: list[Any] = [value]
    for _ in range(_DEPTH + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return value
    raise ValidationFailed(f"The body is nested deeper than {_DEPTH} levels.")


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _integer(digits: str) -> int:
    if len(digits) > _INTEGER_DIGITS:
        raise ValidationFailed(f"A number in the body has more than {_INTEGER_DIGITS} digits.")
    return int(digits)


def _refused(constant: str) -> None:
    raise ValidationFailed(f"{constant} is not a number here.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)[:80]
        raise ValidationFailed(f"The body names {twice!r} twice in one object.", twice)
    return made


def object_of(value: Any) -> dict[str, Any]:
    """The value, if it is a JSON object."""
    if not isinstance(value, dict):
        raise ValidationFailed("The body must be a JSON object.")
    return value


@dataclass(frozen=True)
class Call:
    """One action that someone asks for. The payload is looked at after the role."""

    action: Action
    yacht_id: str | None
    payload: Any
    key: str | None


def call_from(value: Any, key: str | None) -> Call:
    """The call that a body `{"action", "context", "payload"}` asks for. `key`: its Idempotency-Key, else the
    body's own `idempotency_key` counts. Raises ValidationFailed, MissingRequiredField or InvalidAction."""
    body = object_of(value)
    name = body.get("action")
    if name is None:
        raise MissingRequiredField("action is required: the name of an action.", "action")
    context = body.get("context")
    if context is not None and not isinstance(context, dict):
        raise ValidationFailed('context must be an object such as {"yacht_id": …}.', "context")
    yacht_id = (context or {}).get("yacht_id")
    if yacht_id is not None:
        yacht_id = values.identifier(yacht_id, "yacht_id")
    own_key = body.get("idempotency_key")
    if own_key is not None:
        key = values.identifier(own_key, "idempotency_key")
    if not isinstance(name, str) or name not in set(Action):
        raise InvalidAction(field="action")
    payload = body.get("payload")
    return Call(Action(name), yacht_id, {} if payload is None else payload, key)


def calls_from(value: Any) -> list[Any]:
    """The bodies of a batch: a list, or an object with the list as `actions`. At most `BATCH_CALLS`."""
    calls = value.get("actions", value.get("requests")) if isinstance(value, dict) else value
    if calls is None:
        raise MissingRequiredField("actions is required: a list of what execute takes.", "actions")
    if not isinstance(calls, list):
        raise ValidationFailed("actions must be a list of what execute takes.", "actions")
    if len(calls) > BATCH_CALLS:
        raise ValidationFailed(f"A batch may have at most {BATCH_CALLS} actions.", "actions")
    return calls


def key_in_batch(key: str | None, mark: str) -> str | None:
    """The Idempotency-Key of one call of a batch, derived from the batch's own."""
    return None if key is None else str(uuid5(UUID(key), f"call:{mark}"))


def required_text(body: Mapping[str, Any], name: str, max_characters: int = values.NAME_CHARACTERS) -> str:
    """A text field that must be there."""
    if body.get(name) is None:
        raise MissingRequiredField(f"{name} is required.", name)
    return values.text(body[name], name, max_characters)


def identifiers(body: Mapping[str, Any], name: str, most: int) -> list[str]:
    """A list of UUIDs, from one to `most`. Raises ValidationFailed."""
    given = body.get(name)
    if given is None:
        raise MissingRequiredField(f"{name} is required.", name)
    if not isinstance(given, list) or not 0 < len(given) <= most:
        raise ValidationFailed(f"{name} must be a list of 1 to {most} ids.", name)
    return [values.identifier(one, name) for one in given]


class Query:
    """The query parameters of a request. One that is empty counts as absent; one that comes twice is refused."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._given: dict[str, str] = {}
        for name, value in pairs:
            if name in self._given:
                raise ValidationFailed(f"{name[:80]} is given twice.", name[:80])
            if value != "":
                self._given[name] = value

    def identifier(self, name: str, required: bool = False) -> str | None:
        """A UUID."""
        value = self._given.get(name)
        if value is None:
            if required:
                raise MissingRequiredField(f"{name} is required.", name)
            return None
        return values.identifier(value, name)

    def choices(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        """One or several of the known ones, with commas between."""
        chosen = tuple(self._given.get(name, "").split(",")) if name in self._given else ()
        if any(value not in known for value in chosen):
            raise ValidationFailed(f"{name} must be one of {', '.join(known)}.", name)
        return chosen

    def text(self, name: str) -> str | None:
        """Words to look for."""
        value = self._given.get(name)
        return None if value is None or not value.strip() else values.text(value, name, values.NAME_CHARACTERS)

    def flag(self, name: str) -> bool:
        """true or false; absent is false."""
        value = self._given.get(name, "false").lower()
        if value not in ("true", "false", "1", "0"):
            raise ValidationFailed(f"{name} must be true or false.", name)
        return value in ("true", "1")

    def whole_number(self, name: str, default: int, minimum: int, maximum: int) -> int:
        """A whole number within bounds."""
        value = self._given.get(name)
        if value is None:
            return default
        plain = value.isascii() and value.isdecimal() and len(value) <= 19
        if not plain or not minimum <= int(value) <= maximum:
            raise ValidationFailed(f"{name} must be a whole number from {minimum} to {maximum}.", name)
        return int(value)

    def limit(self) -> int:
        """How many rows a page has."""
        return self.whole_number("limit", PAGE_DEFAULT, 1, PAGE_MOST)

    def position(self, name: str) -> int:
        """A position in the feed."""
        return self.whole_number(name, 0, 0, _LARGEST_POSITION)

    def moment(self, name: str) -> str | None:
        """An instant with a time zone, as canonical text."""
        value = self._given.get(name)
        if value is None:
            return None
        hint = f"{name} must be a time with its zone, such as 2026-05-12T14:02:00Z."
        try:
            # An unescaped + arrives as a blank.
            at = datetime.fromisoformat(re.sub(r" (\d\d:?\d\d)$", r"+\1", value))
            if at.tzinfo is None:
                raise ValidationFailed(hint, name)
            utc = at.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise ValidationFailed(hint, name) from error
        return f"{utc.year:04d}-{utc:%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"

    def cursor(self, shape: str) -> tuple[Any, ...] | None:
        """The keys of the last row of the page before, in the shape that `encoded` was given."""
        value = self._given.get("cursor")
        return None if value is None else _decoded(value, shape)


ITEM_KEYS = "rrdtuu"
"""An item's place in a list: two ranks, needed by, created at, its id, its yacht's id."""
CONFLICT_KEYS = "iiu"
"""A conflict's place: clock, counter, entry id."""
AUDIT_KEYS = "uu"
"""An audit row's place: its yacht's id and its own."""


NEED_KEYS = "isu"
"""A need's place: how many yachts have it, its name folded, its part's key."""


def encoded(keys: Sequence[Any]) -> str:
    """An opaque cursor that holds the keys of a page's last row."""
    return base64.urlsafe_b64encode(json.dumps(list(keys)).encode()).decode().rstrip("=")


def _decoded(cursor: str, shape: str) -> tuple[Any, ...]:
    """The keys that a cursor holds. Each is checked, for a cursor may be anyone's invention."""
    try:
        raw = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        fits = isinstance(raw, list) and len(raw) == len(shape) and all(map(_is_key, shape, raw))
    except (ValueError, RecursionError, ValidationFailed):
        fits = False
    if not fits:
        raise ValidationFailed("cursor must be a next_cursor that this list gave.", "cursor")
    return tuple(raw)


def _is_key(kind: str, key: object) -> bool:
    """r: a rank, i: a whole number, s: a name, d: a day, t: a moment, u: a UUID.

    Raises ValueError or ValidationFailed if it is none.
    """
    if kind == "r":
        return values.integer(key, "cursor", 0, _LARGEST_RANK) == key
    if kind == "i":
        return values.integer(key, "cursor", 0, _LARGEST_POSITION) == key
    if kind == "d":
        return values.day(key, "cursor") == key
    if kind == "s":
        return values.text(key, "cursor", values.NAME_CHARACTERS) == key
    if kind == "u":
        return values.identifier(key, "cursor") == key
    return isinstance(key, str) and bool(_MOMENT.fullmatch(key)) and bool(datetime.fromisoformat(key))
