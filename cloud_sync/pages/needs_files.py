"""What is to be bought as a file: CSV, a spreadsheet, and a purchase request on paper for a chandler."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from fpdf import FPDF

from shared_models.pages.words import day
from shared_models.values import canonical

_FONTS = Path(__file__).parent / "fonts"
_FONT = "DejaVu"
_HEAD = (
    "Part", "Part number", "Maker", "IMPA", "Unit", "Yacht", "To buy", "Of it approved", "On order", "Needed by",
    "Due at", "Due on",
)  # fmt: skip
_NUMBERS = range(6, 9)
_SHEET_ROWS = 1_048_576
"""As many as the format has."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PDF_HEAD = ("", "Part", "Number, maker, IMPA", "Quantity", "For", "Price each", "Offered")
_PDF_WIDTHS = (8, 62, 62, 24, 62, 28, 28)


def lines(needs: Iterable[Mapping[str, Any]], yachts: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """A line for each part and yacht, as `_HEAD` says."""
    return [
        [
            need["part_name"], need["part_number"] or "", need["manufacturer"] or "", need["impa_code"] or "",
            need["unit"] or "", yachts[one["yacht_id"]]["name"] or "", to_buy(one), one["approved"], one["ordered"],
            one["required_by_date"] or "", yachts[one["yacht_id"]].get("due_port") or "",
            yachts[one["yacht_id"]].get("due_on") or "",
        ]
        for need in needs
        for one in need["yachts"]
    ]  # fmt: skip


def to_buy(one: Mapping[str, Any]) -> str:
    """How much of a need nobody has ordered yet."""
    return canonical(Decimal(one["quantity"]) - Decimal(one["ordered"]))


async def as_csv(
    pieces: AsyncIterator[Sequence[Mapping[str, Any]]], yachts: Mapping[str, Mapping[str, Any]]
) -> AsyncIterator[bytes]:
    """For any spreadsheet, piece by piece; what would be a formula there is marked as text."""
    yield _csv([_HEAD]).encode("utf-8-sig")
    async for piece in pieces:
        rows = lines(piece, yachts)
        marked = [["'" + cell if cell.startswith(_FORMULA) else cell for cell in row] for row in rows]
        yield _csv(marked).encode("utf-8", "replace")


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


class Book:
    """A spreadsheet that is written row by row, its rows kept in a file meanwhile; nothing in it is a formula or a
    link. What does not go on one sheet goes on another."""

    def __init__(self) -> None:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                   "strings_to_numbers": False}  # fmt: skip
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._out, options)
        self._bold = self._book.add_format({"bold": True})
        self._sheet: Any = None
        self._next = 0
        self._begin()

    def _begin(self) -> None:
        self._end()
        self._sheet, self._next = self._book.add_worksheet(), 1
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, 2, 28)
        self._sheet.set_column(3, len(_HEAD) - 1, 14)
        self._sheet.write_row(0, 0, _HEAD, self._bold)

    def _end(self) -> None:
        if self._sheet is not None:
            self._sheet.autofilter(0, 0, max(1, self._next - 1), len(_HEAD) - 1)

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Some more rows."""
        for row in rows:
            if self._next == _SHEET_ROWS:
                self._begin()
            for column, cell in enumerate(row):
                if column in _NUMBERS:
                    self._sheet.write_number(self._next, column, float(cell))  # the format knows no other numbers
                else:
                    self._sheet.write_string(self._next, column, cell)
            self._next += 1

    def whole(self) -> bytes:
        """The file."""
        self._end()
        self._book.close()
        return self._out.getvalue()


class _Paper(FPDF):
    """A4 across, with page numbers."""

    def footer(self) -> None:
        self.set_y(-12)
        self.set_font(_FONT, size=8)
        self.cell(0, 6, f"Page {self.page_no()} of {{nb}}", align="R")


def as_pdf(
    needs: Sequence[Mapping[str, Any]], yachts: Mapping[str, Mapping[str, Any]], by: str, today: str
) -> bytes:  # fmt: skip
    """A purchase request: what is to be bought for whom and until when, with room for prices and remarks."""
    paper = _Paper("landscape", "mm", "A4")
    paper.add_font(_FONT, "", _FONTS / "DejaVuSansCondensed.ttf")
    paper.add_font(_FONT, "B", _FONTS / "DejaVuSansCondensed-Bold.ttf")
    paper.set_title("Purchase request")
    paper.set_auto_page_break(True, 15)
    paper.add_page()
    paper.set_font(_FONT, "B", 15)
    paper.cell(0, 9, "Purchase request", new_x="LMARGIN", new_y="NEXT")
    paper.set_font(_FONT, size=9)
    names = sorted(
        {(yachts[one["yacht_id"]]["name"] or "", one["yacht_id"]) for need in needs for one in need["yachts"]}
    )
    whom = ", ".join(name + _due(yachts[yacht_id]) for name, yacht_id in names)
    paper.multi_cell(0, 5, _said(f"For {whom}\nFrom {by}, {today}"), new_x="LMARGIN", new_y="NEXT")
    paper.ln(2)
    paper.set_font(_FONT, size=8)
    with paper.table(col_widths=_PDF_WIDTHS, text_align="LEFT", line_height=4.2, padding=1) as table:
        head = table.row()
        for word in _PDF_HEAD:
            head.cell(word)
        for number, need in enumerate(needs, 1):
            row = table.row()
            for cell in _paper_cells(number, need, yachts):
                row.cell(_said(cell))
    return bytes(paper.output())


def _paper_cells(number: int, need: Mapping[str, Any], yachts: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    impa = f"IMPA {need['impa_code']}" if need["impa_code"] else None
    known = "\n".join(filter(None, (need["part_number"], need["manufacturer"], impa)))
    unit = need["unit"] or ""
    each = [
        f"{yachts[one['yacht_id']]['name']}: {to_buy(one)} {unit}".rstrip()
        + (f", by {day(one['required_by_date'])}" if one["required_by_date"] else "")
        for one in need["yachts"]
        if to_buy(one) != "0"
    ]
    return (str(number), need["part_name"], known, f"{to_buy(need)} {unit}".rstrip(), "\n".join(each), "", "")


def _due(yacht: Mapping[str, Any]) -> str:
    """Where a chandler finds the yacht, as far as it is known."""
    known = " ".join(filter(None, (yacht.get("due_port"), yacht.get("due_on") and day(yacht["due_on"]))))
    return f" (due {known})" if known else ""


def _said(text: str) -> str:
    """Text that a PDF can hold: what came from outside may hold half of a character."""
    return text.encode("utf-8", "replace").decode()
