"""Writing a workbook as bytes: the only module that knows XlsxWriter.

The same book gives the same bytes: the file's own dates are fixed. Every formula is written with what it comes to, so
that a viewer which does not calculate shows right figures too.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any

from itgov.workbook.fitting import fitted, lines_of
from itgov.workbook.sheet import Book, Cell, Formula, Printed, Row, Sheet, Style
from itgov.workbook.steps import MOST_WEIGHT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_A4 = 9
_LINE_HEIGHT = 15
_LOCALES = {"sv": "[$-41D]", "en": "[$-809]"}
_WHOLE, _KRONOR, _PERCENT = "#,##0", "#,##0.00", "0.00\\ %"
_DARK, _PALE, _INPUT, _TRIAL = "#1F3A5F", "#E8EDF3", "#FFF8DC", "#E3F0FB"
_RULE, _GREY = "#9AA7B5", "#44546A"
_TOP: dict[str, Any] = {"top": 1, "bold": True, "border_color": _RULE, "valign": "top"}
_BOX: dict[str, Any] = {"bg_color": _INPUT, "border": 1, "border_color": _RULE, "locked": False, "valign": "top"}
_HEAD: dict[str, Any] = {
    "bold": True, "font_color": "white", "bg_color": _DARK, "text_wrap": True, "valign": "top",
}  # fmt: skip
_LOOKS: Mapping[Style, tuple[dict[str, Any], str]] = {
    "plain": ({"text_wrap": True, "valign": "top"}, ""),
    "title": ({"bold": True, "font_size": 15, "font_color": _DARK}, ""),
    "note": ({"font_color": _GREY, "valign": "top", "text_wrap": True}, ""),
    "head": (_HEAD, ""),
    "head_right": (_HEAD | {"align": "right"}, ""),
    "head_beside": (_HEAD | {"align": "left", "indent": 2}, ""),
    "section": ({"bold": True, "font_color": _DARK, "valign": "top"}, ""),
    "text": ({"valign": "top", "text_wrap": True}, ""),
    "year": ({"valign": "top", "align": "left"}, "0"),
    "whole": ({"valign": "top"}, _WHOLE),
    "kronor": ({"valign": "top"}, _KRONOR),
    "percent": ({"valign": "top"}, _PERCENT),
    "check": ({"valign": "top", "bold": True}, _WHOLE),
    "told": ({"valign": "top", "bold": True}, ""),
    "verdict": ({"valign": "top", "align": "left", "bold": True, "indent": 2}, ""),
    "beside": ({"valign": "top", "align": "left", "indent": 2, "text_wrap": True}, ""),
    "sum_text": (_TOP, ""),
    "sum_whole": (_TOP, _WHOLE),
    "sum_kronor": (_TOP, _KRONOR),
    "sum_percent": (_TOP, _PERCENT),
    "input_whole": (_BOX, _WHOLE),
    "input_kronor": (_BOX, _KRONOR),
    "input_share": (_BOX | {"align": "right"}, "0.00########\\ %"),
    "absent": ({"valign": "top", "align": "right"}, ""),
    "trial": (_BOX | {"bg_color": _TRIAL}, _WHOLE),
    "reaching": ({"valign": "top", "align": "left", "indent": 2}, ""),
    "closed": ({"bg_color": _PALE}, ""),
    "closed_kronor": ({"bg_color": _PALE, "font_color": _GREY, "italic": True, "valign": "top"}, _KRONOR),
}


def written(book: Book) -> bytes:
    """The file (.xlsx) of a book."""
    import xlsxwriter  # noqa: PLC0415  loaded only when a workbook is made
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415

    class Plain(Worksheet):  # type: ignore[misc]
        """Formulas here are spelt as in the file: not searched for the names of 30 newer functions, each time."""

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002
            return formula.removeprefix("=")

    stream = io.BytesIO()
    file = xlsxwriter.Workbook(stream, {"in_memory": True})
    file.set_properties({"title": book.title, "subject": book.subject, "created": _MADE})
    # Programs that calculate do it at once, and do not take the values on trust.
    file.set_calc_mode("auto")
    formats = _Formats(file, book.language)
    for sheet in book.sheets:
        _sheet(file.add_worksheet(sheet.name, Plain), sheet, formats, book)
    for name, place in sorted(book.ranges.items()):
        file.define_name(name, f"={place}")
    file.close()
    return stream.getvalue()


class _Formats(dict[Style, "Format"]):
    """The format of each style, made when a cell first asks for it: a file holds those alone that are in it."""

    def __init__(self, file: Workbook, language: str) -> None:
        super().__init__()
        self._file, self._language = file, language

    def __missing__(self, style: Style) -> Format:
        look, number = _LOOKS[style]
        form = {"num_format": _LOCALES[self._language] + number} if number else {}
        self[style] = found = self._file.add_format(look | form)
        return found


def _sheet(to: Worksheet, sheet: Sheet, formats: Mapping[Style, Format], book: Book) -> None:
    widths = fitted(sheet)
    for column, width in enumerate(widths):
        to.set_column(column, column, width)
    for number, row in enumerate(sheet.rows):
        if row and row[0].style == "note":
            _note(to, number, row[0], widths[: _printed(sheet).columns], formats)
            continue
        _row(to, number, row, formats)
        if (lines := lines_of(row, widths)) > 1:
            to.set_row(number, _LINE_HEIGHT * lines)
    for first, last, column in _tried(sheet):
        # No parts of a person, none below zero, and none that the steps of the division cannot hold.
        rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": MOST_WEIGHT}
        to.data_validation(first, column, last, column, rule)
    if sheet.head or sheet.held:
        to.freeze_panes(sheet.head, sheet.held)
    if sheet.guarded:
        to.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        to.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    to.hide_gridlines(2)
    _paper(to, sheet, book.footer)


def _tried(sheet: Sheet) -> Iterator[tuple[int, int, int]]:
    """Cells in which a value may be tried, as first and last row and column of each run of them."""
    places = [
        (column, number) for number, row in enumerate(sheet.rows) for column, cell in enumerate(row)
        if cell.style == "trial"
    ]  # fmt: skip
    for _, run in groupby(enumerate(sorted(places)), lambda one: (one[1][0], one[1][1] - one[0])):
        found = [place for _, place in run]
        yield found[0][1], found[-1][1], found[0][0]


def _note(to: Worksheet, number: int, cell: Cell, widths: Sequence[float], formats: Mapping[Style, Format]) -> None:
    """A text over all the columns that are printed, in as many lines as it takes."""
    if len(widths) > 1:
        to.merge_range(number, 0, number, len(widths) - 1, "", formats[cell.style])
    _cell(to, number, 0, cell, formats[cell.style])
    to.set_row(number, _LINE_HEIGHT * lines_of((cell,), [sum(widths)]))


def _paper(to: Worksheet, sheet: Sheet, footer: str) -> None:
    """A4 across, one page wide, the last row of the head on every page."""
    if sheet.head:
        to.repeat_rows(sheet.head - 1)
    if sheet.printed is not None:
        paper = _printed(sheet)
        to.print_area(0, 0, max(0, (paper.rows or 1) - 1), max(0, (paper.columns or 1) - 1))
    to.set_paper(_A4)
    to.set_landscape()
    to.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    to.fit_to_pages(1, 1 if sheet.printed is not None and sheet.printed.one_page else 0)
    to.set_footer(f"&L{footer.replace('&', '&&')} · &A&R&P / &N")


def _printed(sheet: Sheet) -> Printed:
    """What is on paper, in figures."""
    asked = sheet.printed or Printed()
    return Printed(asked.columns or len(sheet.widths), asked.rows or len(sheet.rows))


def _row(to: Worksheet, number: int, row: Row, formats: Mapping[Style, Format]) -> None:
    for column, cell in enumerate(row):
        _cell(to, number, column, cell, formats[cell.style])


def _cell(to: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
    match cell.value:
        case None:
            to.write_blank(row, column, None, look)
        case str(text):
            # Never `write`, which would take a text that begins with "=" for a formula.
            to.write_string(row, column, text, look)
        case Formula(text, value):
            to.write_formula(row, column, f"={text}", look, value if isinstance(value, str) else _number(value))
        case (int() | Fraction()) as number:
            to.write_number(row, column, _number(number), look)


def _number(value: int | Fraction) -> int | float:
    """What a cell holds: whole numbers as they are; kronor and shares to a spreadsheet's digits, for show."""
    return value if isinstance(value, int) else value.numerator / value.denominator
