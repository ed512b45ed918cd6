"""PMS exports into the catalogue, and requests for what runs short."""

from importlib.resources import files
from uuid import UUID

import pytest

from edge_node.catalogue import MAX_BYTES, Catalogue, part_id, read_catalogue, shortages
from shared_models.actions import validated
from shared_models.errors import CommandError
from shared_models.states import Action

DATA = files("shared_models") / "data"
SEAHUB = (DATA / "seahub_inventory.csv").read_bytes()
HEADER = "part_name,part_number,maker,unit,rob_qty,min_qty,location\n"


def read(text: str) -> Catalogue:
    return read_catalogue(text.encode())


def the_real_export_is_read_whole() -> None:
    found = read_catalogue(SEAHUB)
    assert found.problems == []
    assert len(found.parts) == 10
    assert found.parts[4] == {
        "id": part_id("R410a Refrigerant", "R410A-12.5", "Chemours"), "name": "R410a Refrigerant",
        "part_number": "R410A-12.5", "manufacturer": "Chemours", "unit": "kg", "quantity": "25",
        "minimum_quantity": "12.5", "location": "Hazmat Store", "impa_code": None,
    }  # fmt: skip
    assert shortages(found) == []


def the_parts_list_without_quantities_is_read_whole_and_asks_for_nothing() -> None:
    found = read_catalogue((DATA / "ship_parts.csv").read_bytes())
    assert found.problems == []
    assert len(found.parts) == len({part["id"] for part in found.parts}) == 311
    assert {part["quantity"] for part in found.parts} == {None}
    assert sum(part["impa_code"] is not None for part in found.parts) == 17
    assert shortages(found) == []


def an_id_is_a_uuid_and_the_same_in_every_file_and_letter_case() -> None:
    assert str(UUID(part_id("Pump", "A-1", "MTU"))) == part_id("PUMP", "a-1", "mtu")
    ids = {part_id("Pump", "A-1", None), part_id("Pump", None, "A-1"), part_id("Pump", "A-2", None)}
    assert len(ids) == 3
    assert read("name;part_number\nPump;A-1\n").parts[0]["id"] == read("Part Number,Name\nA-1,pump\n").parts[0]["id"]


def what_is_below_its_minimum_becomes_a_valid_request() -> None:
    found = read(
        HEADER + "Filter,F-1,MTU,each,1.5,4,Store\nSeal,,,,0,2,\nAnode,A,ABB,each,2,2,\nKit,K,,,0,0,\nOil,O,,,,3,\n"
    )
    assert found.problems == []
    asked = shortages(found)
    assert asked == [
        {
            "part_id": part_id("Filter", "F-1", "MTU"), "part_name": "Filter", "part_number": "F-1",
            "manufacturer": "MTU", "unit": "each", "quantity_requested": "2.5", "source_type": "inventory_low",
        },
        {
            "part_id": part_id("Seal", None, None), "part_name": "Seal", "quantity_requested": "2",
            "source_type": "inventory_oos",
        },
    ]  # fmt: skip
    assert [validated(Action.CREATE, payload) for payload in asked] == asked


@pytest.mark.parametrize(
    "header",
    [
        "name,part_number,manufacturer,rob,min,impa",
        "Part Name;Part No.;Maker;ROB Qty;Min. Qty;IMPA Code",
        "PART-NAME,PARTNUMBER,MAKER,On Hand,Minimum,impa_code",
        " name , part_number , manufacturer , quantity_on_hand , minimum_quantity , impa_no ",
        '"name";"part_number";"manufacturer";"rob";"min";"impa"',
    ],
)
def a_header_is_understood_in_many_words(header: str) -> None:
    delimiter = ";" if ";" in header else ","
    found = read(header + "\n" + delimiter.join(["Pump", "A-1", "MTU", "3", "4", "123456"]) + "\n")
    part = found.parts[0]
    assert [part[n] for n in ("name", "part_number", "manufacturer", "quantity", "minimum_quantity", "impa_code")] == [
        "Pump", "A-1", "MTU", "3", "4", "123456",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def an_export_is_read_in_the_encodings_of_windows_and_everyone_else(encoding: str, ending: str) -> None:
    text = ending.join(["name;maker", "Dichtung Größe 5;Müller", ""])
    assert read_catalogue(text.encode(encoding)).parts[0]["name"] == "Dichtung Größe 5"


def a_title_and_empty_rows_before_the_header_are_passed_over() -> None:
    found = read("Inventory of M/Y Example\n\n,,\n" + HEADER + "\nPump,A-1,MTU,each,1,1,\n,,,\n")
    assert [part["name"] for part in found.parts] == ["Pump"]
    assert found.problems == []


def a_cell_over_several_lines_does_not_shift_the_line_numbers() -> None:
    found = read(HEADER + '"Pump,\n""big""",A-1,MTU,each,1,1,\nSeal,S,,,x,1,\n')
    assert found.parts[0]["name"] == 'Pump,\n"big"'
    assert [line for line, _ in found.problems] == [4]


PROBLEMS = [
    (",A-1,MTU,each,1,1,", 0, "has no name"),
    ("Pu\x07mp,A-1,MTU,each,1,1,", 0, "cannot be stored"),
    ("x" * 501 + ",A-1,MTU,each,1,1,", 0, "at most 500"),
    ("Pump," + "x" * 501 + ",MTU,each,1,1,", 0, "at most 500"),
    ("Pump,A-1,MTU,each,many,1,", 1, "Quantity on hand 'many' is not a number"),
    ("Pump,A-1,MTU,each,-1,1,", 1, "Quantity on hand must be at least 0"),
    ("Pump,A-1,MTU,each,1e3,1,", 1, "is not a number"),
    ("Pump,A-1,MTU,each,0.00001,1,", 1, "is not a number"),
    ("Pump,A-1,MTU,each,9999999999999,1,", 1, "is not a number"),
    ('Pump,A-1,MTU,each,"1,000",1,', 1, "may mean two things"),
    ('Pump,A-1,MTU,each,"1.000,5",1,', 1, "may mean two things"),
    ("Pump,A-1,MTU,each,1,NaN,", 1, "Minimum quantity 'NaN' is not a number"),
]


@pytest.mark.parametrize(("row", "kept", "sentence"), PROBLEMS)
def what_cannot_be_read_is_listed_by_line_and_the_rest_is_read(row: str, kept: int, sentence: str) -> None:
    found = read(HEADER + row + "\nSeal,S-1,ABB,each,1,2,Store\n")
    assert len(found.parts) == kept + 1
    assert found.parts[-1]["name"] == "Seal"
    [(line, words)] = found.problems
    assert line == 2
    assert sentence in words
    assert words.endswith(".")


def a_quantity_that_could_not_be_read_asks_for_nothing() -> None:
    assert shortages(read(HEADER + "Pump,A-1,MTU,each,many,4,\n")) == []


def a_decimal_comma_is_a_point() -> None:
    part = read("name;rob;min\nOil;12,5;0,25\n").parts[0]
    assert (part["quantity"], part["minimum_quantity"]) == ("12.5", "0.25")


def the_same_part_twice_is_taken_once_and_listed() -> None:
    found = read(HEADER + "Pump,A-1,MTU,each,1,1,\nSeal,,,,,,\npump,a-1,mtu,each,7,1,\n")
    assert [part["quantity"] for part in found.parts] == ["1", None]
    assert found.problems == [(4, "pump is the same part as in line 2; left out.")]


def a_row_that_is_short_or_long_is_read_as_far_as_it_goes() -> None:
    found = read(HEADER + "Pump,A-1\nSeal,S-1,ABB,each,1,1,Store,more,and more\n")
    assert [part["part_number"] for part in found.parts] == ["A-1", "S-1"]
    assert found.parts[0]["quantity"] is None
    assert found.problems == []


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"\n\n  \n", 1),
        (b"a,b,c\n1,2,3\n", 1),
        (b"\n\na,b,c\n1,2,3\n", 3),
        (b"name\nPump\n", 1),
        (b"part_number,maker\nA-1,MTU\n", 1),
        (b"PK\x03\x04\x00\x00", 1),
        ("name,rob\n".encode("utf-16"), 1),
        (b'name,rob\nPump,1\n"' + b"x" * 200_000 + b'",1\n', 3),
    ],
)
def a_file_that_is_no_such_table_is_one_sentence_that_names_the_line(data: bytes, line: int) -> None:
    with pytest.raises(CommandError) as caught:
        read_catalogue(data)
    assert caught.value.message.startswith(f"Line {line} ")
    assert caught.value.message.endswith(".")


def a_file_beyond_the_limit_is_not_read() -> None:
    with pytest.raises(CommandError, match="larger than"):
        read_catalogue(b" " * (MAX_BYTES + 1))
