"""A planned-maintenance system's export (CSV) as parts of the catalogue and as requests for what runs short."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import uuid5

from shared_models import values
from shared_models.entries import NAMESPACE, canonical_json
from shared_models.errors import CommandError, ValidationFailed

MAX_BYTES = 32 * 1024 * 1024
"""The largest export that is read; a yacht's whole inventory is a hundredth of it."""
HEADER_LINES = 20
"""The header must be among the first rows that are not empty; exports like to begin with a title."""

_NAMES: dict[str, tuple[str, ...]] = {
    "name": ("name", "part_name", "part", "item", "item_name", "article", "description"),
    "part_number": ("part_number", "part_no", "partno", "partnumber", "number", "maker_part_no", "makers_ref", "pn"),
    "manufacturer": ("manufacturer", "maker", "brand", "make", "makers_name"),
    "unit": ("unit", "uom", "unit_of_measure"),
    "quantity": ("quantity", "rob", "rob_qty", "on_hand", "quantity_on_hand", "qty", "qty_on_hand", "stock"),
    "minimum_quantity": ("minimum_quantity", "min", "min_qty", "minimum", "min_quantity", "min_stock", "minimum_stock"),
    "location": ("location", "store", "storage", "storage_location", "stock_location"),
    "impa_code": ("impa_code", "impa", "impa_no", "impa_number"),
}
"""Each field of a part and the headings it goes by, the best first."""

_WORDS = {"quantity": "quantity on hand", "minimum_quantity": "minimum quantity"}
_QUANTITIES = ("quantity", "minimum_quantity")
_THOUSANDS = re.compile(r"-?\d{1,3}([,.']\d{3})+([,.]\d+)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")


@dataclass
class Catalogue:
    """What an export holds. `parts`: id, name, part_number, manufacturer, unit, quantity, minimum_quantity,
    location, impa_code; quantities as canonical text, what is not known None. `problems`: the line in the file
    (from 1) and a sentence, for each row or value that could not be read."""

    parts: list[dict[str, Any]] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def part_id(name: str, part_number: str | None, manufacturer: str | None) -> str:
    """The id of a part, the same whenever and wherever it is imported; letter case makes no difference."""
    key = canonical_json([text and text.casefold() for text in (part_number, manufacturer, name)])
    return str(uuid5(NAMESPACE, f"catalogue:{key}"))


def read_catalogue(data: bytes) -> Catalogue:
    """The parts of an export: comma or semicolon, UTF-8 (with or without a mark) or Windows-1252.

    A row that cannot be read is left out and listed, and so is a value of a row that can. Raises CommandError
    if the file is no such table at all.
    """
    if len(data) > MAX_BYTES:
        raise CommandError(f"The file is larger than {MAX_BYTES // 2**20} MB; split it.")
    rows = _rows(_decoded(data))
    columns, start = _header(rows)
    catalogue = Catalogue()
    lines_by_id: dict[str, int] = {}
    for line, cells in rows[start:]:
        part = _part(line, cells, columns, catalogue.problems)
        if part is None:
            continue
        earlier = lines_by_id.setdefault(part["id"], line)
        if earlier != line:
            catalogue.problems.append((line, f"{part['name']} is the same part as in line {earlier}; left out."))
            continue
        catalogue.parts.append(part)
    return catalogue


def shortages(catalogue: Catalogue) -> list[dict[str, Any]]:
    """A create_shopping_list_item payload for each part of which less is there than there should be."""
    payloads = []
    for part in catalogue.parts:
        if part["quantity"] is None or part["minimum_quantity"] is None:
            continue
        there, minimum = Decimal(part["quantity"]), Decimal(part["minimum_quantity"])
        if there >= minimum:
            continue
        payload = {
            "part_id": part["id"],
            "part_name": part["name"],
            "part_number": part["part_number"],
            "manufacturer": part["manufacturer"],
            "unit": part["unit"],
            "quantity_requested": values.canonical(minimum - there),
            "source_type": "inventory_low" if there else "inventory_oos",
        }
        payloads.append({name: value for name, value in payload.items() if value is not None})
    return payloads


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise CommandError("Line 1 cannot be read: the file is no CSV text (a spreadsheet must be saved as CSV first).")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252; they become a sign that is seen in the preview.
        return data.decode("cp1252", errors="replace")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line on which it begins."""
    first = next((line for line in text.splitlines() if _known(_split(line, ",")) or _known(_split(line, ";"))), "")
    delimiter = max(",;", key=lambda sign: (len(_known(_split(first, sign))), first.count(sign)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise CommandError(f"Line {line} cannot be read: {error}.") from error
    return rows


def _split(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _known(cells: Sequence[str]) -> dict[str, int]:
    """The fields that a row of headings names, with their columns; of two headings the better one."""
    headings = [re.sub(r"\W+|_+", "_", cell.strip().casefold()).strip("_") for cell in cells]
    return {
        name: headings.index(alias)
        for name, aliases in _NAMES.items()
        if (alias := next((alias for alias in aliases if alias in headings), None))
    }


def _header(rows: Sequence[tuple[int, list[str]]]) -> tuple[dict[str, int], int]:
    """The columns by field, and the number of the first row below the header. Raises CommandError."""
    if not rows:
        raise CommandError("Line 1 has no header: the file is empty.")
    for number, (_, cells) in enumerate(rows[:HEADER_LINES]):
        columns = _known(cells)
        if "name" in columns and len(columns) > 1:
            return columns, number + 1
    raise CommandError(
        f"Line {rows[0][0]} is no header that can be understood: it must name the columns, "
        "a part name and at least one of part number, maker, unit, rob, min, location and impa."
    )


def _part(
    line: int, cells: Sequence[str], columns: Mapping[str, int], problems: list[tuple[int, str]]
) -> dict[str, Any] | None:
    """The part in one row; None if it has none. What could not be read is added to `problems`."""
    given = {name: cells[column].strip() for name, column in columns.items() if column < len(cells)}
    part: dict[str, Any] = {"id": None, **dict.fromkeys(_NAMES)}
    for name, value in given.items():
        if not value:
            continue
        try:
            part[name] = _quantity(value, name) if name in _QUANTITIES else _text(value, name)
        except ValidationFailed as error:
            identifies = name in ("name", "part_number", "manufacturer")
            left_out = "row" if identifies else "value"
            problems.append((line, f"{error.message[0].upper()}{error.message[1:]} The {left_out} is left out."))
            if identifies:
                return None
    if part["name"] is None:
        problems.append((line, "The part has no name; the row is left out."))
        return None
    part["id"] = part_id(part["name"], part["part_number"], part["manufacturer"])
    return part


def _text(value: str, name: str) -> str:
    if "�" in value:
        raise ValidationFailed(f"{name} holds a character that cannot be read.", name)
    return values.text(value, name.replace("_", " "), values.NAME_CHARACTERS)


def _quantity(value: str, name: str) -> str:
    """A quantity as canonical text. A comma may stand for the point, unless it may as well part thousands."""
    words = _WORDS[name]
    if _THOUSANDS.fullmatch(value) and not re.fullmatch(r"-?\d{1,3}\.\d{3}", value):
        raise ValidationFailed(f"{words} {value} may mean two things; write it without a sign for thousands.", name)
    if _DECIMAL_COMMA.fullmatch(value):
        value = value.replace(",", ".")
    try:
        number = values.decimal(value, words)
    except ValidationFailed as error:
        shown = value if len(value) <= 40 else f"{value[:37]}..."
        raise ValidationFailed(f"{words} {shown!r} is not a number such as 4 or 12.5.", name) from error
    if number < 0:
        raise ValidationFailed(f"{words} must be at least 0.", name)
    return values.canonical(number)
