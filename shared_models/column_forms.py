"""The forms that columns of a batch take as msgpack values: numbers, texts, decimals, days, identifiers. Pure.

    numbers = one whole number for all, or byte planes (highest first), or [least, planes], or a list of them
    texts   = all joined by NUL, or [texts, how many, numbers] where they repeat, or [list] if one has a NUL
    mention = [identifiers, base, numbers]: below their count the number says which, above it base + the number;
              or [identifiers, base, numbers, how many, steps] with a table of the numbers that repeat

Each function has its counterpart `read_`, which takes any value and raises ValueError, TypeError or LookupError for
one that is not of its form. What few bytes may stand for is bounded.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import Any

import msgspec

from shared_models.entries import NAMESPACE

MAX_ENTRIES = 100_000
_MAX_REPEATED = 16_000_000
"""Characters that a column of repeated texts may stand for, so that few bytes stay few."""
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{0,3}[1-9])?")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAX_BITS = 2**27
_BIG = re.compile(r"-?[1-9][0-9]{1,4299}")
EPOCH = re.compile(r"[0-9a-f]{16}")
_WIDEST = 6
_encode = msgspec.msgpack.Encoder().encode


def _planes(values: Sequence[int], most: int) -> bytes:
    if most < 256:
        return bytes(values)
    width = (most.bit_length() + 7) // 8
    return b"".join(bytes([value >> shift & 255 for value in values]) for shift in range(8 * width - 8, -1, -8))


def numbers(values: Sequence[int]) -> Any:
    """Whole numbers in the shortest of their forms."""
    if not values:
        return 0
    low, high = min(values), max(values)
    if low < -(2**62) or high > 2**62:
        return [value if abs(value) <= 2**62 else str(value) for value in values]
    if low == high:
        return low
    if high - low >= 256**_WIDEST:
        return list(values)
    if low < 0 or (high - low).bit_length() + 7 >> 3 < high.bit_length() + 7 >> 3:
        return [low, _planes([value - low for value in values], high - low)]
    return _planes(values, high)


def _read_planes(raw: bytes, count: int) -> list[int]:
    width, rest = divmod(len(raw), count) if count else (0, 1)
    if rest or not 0 < width <= _WIDEST:
        raise ValueError("a column has another length")
    if width == 1:
        return list(raw)
    values = list(raw[:count])
    for start in range(count, len(raw), count):
        values = [value << 8 | byte for value, byte in zip(values, raw[start : start + count], strict=True)]
    return values


def read_numbers(raw: Any, count: int) -> list[int]:
    """The `count` numbers of `numbers`."""
    if type(raw) is int:
        return [raw] * count
    if isinstance(raw, bytes):
        return _read_planes(raw, count)
    if isinstance(raw, list) and len(raw) == 2 and type(raw[0]) is int and isinstance(raw[1], bytes):
        return [raw[0] + value for value in _read_planes(raw[1], count)]
    if not isinstance(raw, list) or len(raw) != count:
        raise ValueError("a column is no list of numbers")
    return [value if type(value) is int else int(_matching(_BIG, value)) for value in raw]


def _matching(form: re.Pattern[str], value: Any) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError("a value is not of its form")
    return value


def _bounded_bits(values: Sequence[int], most: int) -> None:
    """Refuse sums that would be far longer than what came. Raises ValueError."""
    if values and len(values) * max(max(values).bit_length(), min(values).bit_length()) > most:
        raise ValueError("a number is too long to be counted on from")


def steps(values: Sequence[int]) -> list[Any]:
    """The first number, and by how much each next one differs from the one before."""
    _bounded_bits(values, _MAX_BITS)
    return [numbers(values[:1]), numbers([b - a for a, b in pairwise(values)])]


def read_steps(raw: Any, count: int) -> list[int]:
    """The numbers of `steps`."""
    first, rest = raw
    values = [*read_numbers(first, min(count, 1)), *read_numbers(rest, max(count - 1, 0))]
    _bounded_bits(values, 2 * _MAX_BITS)
    return list(accumulate(values))


def identifiers(values: Sequence[str]) -> Any:
    """UUIDs in 16 bytes each, and whatever else as text; None if there are none."""
    if not values:
        return None
    packed = [bytes.fromhex(text.replace("-", "")) if _UUID.fullmatch(text) else str(text) for text in values]
    return b"".join(packed) if all(isinstance(one, bytes) for one in packed) else packed  # type: ignore[arg-type]


def read_identifiers(raw: Any) -> list[str]:
    """The identifiers of `identifiers`."""
    if raw is None:
        return []
    if isinstance(raw, bytes):
        raw = [raw[start : start + 16] for start in range(0, len(raw), 16)]
    found = []
    for one in raw:
        if isinstance(one, str):
            found.append(one)
            continue
        if len(one) != 16:
            raise ValueError("an identifier has another length")
        text = one.hex()
        found.append(f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}")
    return found


def bounded(values: Sequence[Any], count: int) -> None:
    """Refuse what would stand for far more text than came. Raises ValueError."""
    if count * max((len(text) for text in values), default=0) > _MAX_REPEATED:
        raise ValueError("a text is too long to be repeated so often")


def texts(values: Sequence[str]) -> Any:
    """Texts: [distinct ones, which] where they repeat, else all. Joined by NUL if none has one."""
    distinct = {text: code for code, text in enumerate(dict.fromkeys(values))}
    total = sum(map(len, values))
    if 2 * len(distinct) <= len(values) and total <= _MAX_REPEATED:
        return [_joined(list(distinct)), len(distinct), numbers([distinct[text] for text in values])]
    return _joined(values)


def _joined(values: Sequence[str]) -> Any:
    text = "\0".join(values)
    return text if text.count("\0") == len(values) - 1 else [[*values]]


def _read_joined(raw: Any, count: int) -> list[str]:
    found = raw.split("\0") if isinstance(raw, str) else raw[0]
    if len(found) != count or not all(isinstance(text, str) for text in found):
        raise ValueError("a column of texts has another length")
    return list(found)


def read_texts(raw: Any, count: int) -> list[str]:
    """The texts of `texts`."""
    if isinstance(raw, str) or len(raw) == 1:
        return _read_joined(raw, count)
    packed, distinct, column = raw
    if type(distinct) is not int or not 0 <= distinct <= count:
        raise ValueError("a count is not of its form")
    table = _read_joined(packed, distinct)
    found = [table[code] for code in read_codes(column, count)]
    if max(map(len, table), default=0) * count > _MAX_REPEATED and sum(map(len, found)) > _MAX_REPEATED:
        raise ValueError("a text is too long to be repeated so often")
    return found


def read_codes(raw: Any, count: int) -> list[int]:
    """Numbers that are not negative."""
    values = read_numbers(raw, count)
    if values and min(values) < 0:
        raise ValueError("a code is not negative")
    return values


def decimals(values: Sequence[str]) -> Any:
    """Canonical decimals as [digits after the point, whole numbers]; None if one is not canonical."""
    if not all(map(_DECIMAL.fullmatch, values)) or "-0" in values:
        return None
    scale = max(len(value.partition(".")[2]) for value in values)
    if not scale:
        return [0, numbers([int(value) for value in values])]
    parts = [value.partition(".") for value in values]
    return [scale, numbers([int(whole + fraction.ljust(scale, "0")) for whole, _, fraction in parts])]


def read_decimals(raw: Any, count: int) -> list[str]:
    """The decimals of `decimals`, canonical."""
    scale, column = raw
    if type(scale) is not int or not 0 <= scale <= 4:
        raise ValueError("a scale is not of its form")
    values = read_numbers(column, count)
    if not scale:
        return [str(value) for value in values]
    found = []
    for value in values:
        digits = str(abs(value)).rjust(scale + 1, "0")
        text = f"{digits[:-scale]}.{digits[-scale:]}".rstrip("0").rstrip(".")
        found.append(f"-{text}" if value < 0 else text)
    return found


def days(values: Sequence[str]) -> Any:
    """Dates as days since year 1; None if one is no date."""
    try:
        return numbers([date.fromisoformat(_matching(_DAY, value)).toordinal() for value in values])
    except ValueError:
        return None


def read_days(raw: Any, count: int) -> list[str]:
    """The dates of `days`."""
    return [date.fromordinal(day).isoformat() for day in read_numbers(raw, count)]


def generic(values: list[Any]) -> Any:
    """Any JSON values; as JSON text if a number among them does not fit 64 bits."""
    try:
        _encode(values)
    except OverflowError:
        return json.dumps(values, ensure_ascii=False)
    return values


def _is_json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(name, str) and _is_json(part) for name, part in value.items())
    if isinstance(value, list):
        return all(map(_is_json, value))
    return value is None or isinstance(value, str | int | float)


def read_generic(raw: Any, count: int) -> list[Any]:
    """The JSON values of `generic`."""
    values = raw
    if isinstance(raw, str):
        values = json.loads(raw)
        json.dumps(values, ensure_ascii=False).encode()  # an escaped lone surrogate is no text
    if not isinstance(values, list) or len(values) != count or not _is_json(values):
        raise ValueError("a column is no list of JSON values")
    return values


def mentions(values: Sequence[str], number_of: Mapping[str, int]) -> Any:
    """Identifiers as numbers where they have one: the form `mention`, with a table where they repeat often."""
    raws = {value: code for code, value in enumerate(dict.fromkeys(v for v in values if v not in number_of))}
    bounded([raw for raw in raws if len(raw) != 36], len(values))
    distinct = sorted({number_of[value] for value in values if value in number_of})
    base = distinct[0] if distinct else 0
    table = 2 * len(distinct) <= len(values) and distinct and distinct[-1] - base >= 256
    place = {number: code if table else number - base for code, number in enumerate(distinct)}
    column = [raws[value] if value in raws else len(raws) + place[number_of[value]] for value in values]
    packed = [identifiers(list(raws)), base, numbers(column)]
    return [*packed, len(distinct), steps(distinct)[1]] if table else packed


def read_mentions(raw: Any, count: int) -> list[str | int]:
    """What `mentions` was given: the number of what has one, else the identifier."""
    packed, base, column, *table = raw
    raws = read_identifiers(packed)
    bounded([one for one in raws if len(one) != 36], count)
    values = read_codes(column, count)
    if table:
        many, rest = table
        if type(many) is not int or not 0 < many <= count:
            raise ValueError("a count is not of its form")
        known: list[str | int] = [*raws, *read_steps([base, rest], many)]
        return [known[value] for value in values]
    if type(base) is not int:
        raise ValueError("a number is not of its form")
    offset = base - len(raws)
    return [raws[value] if value < len(raws) else offset + value for value in values]


def gaps(indices: Sequence[int]) -> Any:
    """Rising indices into the batch."""
    return numbers([b - a - 1 for a, b in zip([-1, *indices], indices, strict=False)])


def read_gaps(raw: Any, many: int, count: int) -> list[int]:
    """The `many` indices of `gaps`, into a batch of `count`."""
    indices = [at - 1 for at in accumulate(gap + 1 for gap in read_codes(raw, many))]
    if indices and indices[-1] >= count:
        raise ValueError("an index lies outside the batch")
    return indices


def runs(authors: Sequence[int], seqs: Sequence[int]) -> Any:
    """Each seq less the one that would follow its author's last in the batch."""
    _bounded_bits(seqs, _MAX_BITS)
    following: dict[int, int] = {}
    left = []
    for author, seq in zip(authors, seqs, strict=True):
        left.append(seq - following.get(author, 0))
        following[author] = seq + 1
    return numbers(left)


def read_runs(authors: Sequence[int], raw: Any) -> list[int]:
    """The seqs of `runs`."""
    following: dict[int, int] = {}
    seqs: list[int] = []
    left = read_numbers(raw, len(authors))
    _bounded_bits(left, 2 * _MAX_BITS)
    for author, step in zip(authors, left, strict=True):
        seqs.append(following.get(author, 0) + step)
        following[author] = seqs[-1] + 1
    return seqs


def derived_ids(authors: Sequence[tuple[str, str]], seqs: Sequence[int]) -> list[str]:
    """`entries.derived_entry_id` of many, at a fifth of its cost: a UUID of version 5 (RFC 9562) by hand.

    `authors`: (node_id, epoch) of each.
    """
    begun = {
        author: hashlib.sha1(NAMESPACE.bytes + f"entry:{author[0]}:{author[1]}:".encode(), usedforsecurity=False)
        for author in {*authors}
    }
    found = []
    for author, seq in zip(authors, seqs, strict=True):
        hashed = begun[author].copy()
        hashed.update(str(seq).encode())
        text = hashed.hexdigest()
        variant = "89ab"[int(text[16], 16) & 3]
        found.append(f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}")
    return found
