"""Writing a workbook as bytes: the only module that knows XlsxWriter.

The same book gives the same bytes: the file's own dates are fixed. Every formula is written with what it comes to, so
that a viewer which does not calculate shows right figures too.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from itgov.workbook.sheet import Book, Cell, Formula, Row, Sheet, Style

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_A4 = 9
_LINE_HEIGHT = 15
_WRAPPED = frozenset({"plain", "head", "head_right"})
_LOCALES = {"sv": "[$-41D]", "en": "[$-809]"}
_WHOLE, _KRONOR, _PERCENT = "#,##0", "#,##0.00", "0.00\\ %"
_DARK, _PALE, _INPUT, _RULE = "#1F3A5F", "#E8EDF3", "#FFF8DC", "#9AA7B5"
_TOP: dict[str, Any] = {"top": 1, "bold": True, "border_color": _RULE}
_BOX: dict[str, Any] = {"bg_color": _INPUT, "border": 1, "border_color": _RULE, "locked": False}
_LOOKS: Mapping[Style, tuple[dict[str, Any], str]] = {
    "plain": ({"text_wrap": True, "valign": "top"}, ""),
    "title": ({"bold": True, "font_size": 15, "font_color": _DARK}, ""),
    "note": ({"font_color": "#44546A", "valign": "top"}, ""),
    "head": ({"bold": True, "font_color": "white", "bg_color": _DARK, "text_wrap": True, "valign": "top"}, ""),
    "head_right": (
        {"bold": True, "font_color": "white", "bg_color": _DARK, "text_wrap": True, "valign": "top", "align": "right"},
        "",
    ),
    "text": ({"valign": "top"}, ""),
    "year": ({"valign": "top", "align": "left"}, "0"),
    "whole": ({"valign": "top"}, _WHOLE),
    "kronor": ({"valign": "top"}, _KRONOR),
    "percent": ({"valign": "top"}, _PERCENT),
    "check": ({"valign": "top", "bold": True}, _WHOLE),
    "verdict": ({"valign": "top", "bold": True, "indent": 1}, ""),
    "beside": ({"valign": "top", "indent": 1}, ""),
    "sum_text": (_TOP, ""),
    "sum_whole": (_TOP, _WHOLE),
    "sum_kronor": (_TOP, _KRONOR),
    "sum_percent": (_TOP, _PERCENT),
    "input_whole": (_BOX, _WHOLE),
    "input_kronor": (_BOX, _KRONOR),
    "input_share": (_BOX | {"align": "right"}, "0.00########\\ %"),
    "closed": ({"bg_color": _PALE}, ""),
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
    formats = {style: _format(file, style, book.language) for style in _LOOKS}
    for sheet in book.sheets:
        _sheet(file.add_worksheet(sheet.name, Plain), sheet, formats, book)
    for name, place in sorted(book.ranges.items()):
        file.define_name(name, f"={place}")
    file.close()
    return stream.getvalue()


def _format(file: Workbook, style: Style, language: str) -> Format:
    look, number = _LOOKS[style]
    return file.add_format(look | ({"num_format": _LOCALES[language] + number} if number else {}))


def _sheet(to: Worksheet, sheet: Sheet, formats: Mapping[Style, Format], book: Book) -> None:
    for column, width in enumerate(sheet.widths):
        to.set_column(column, column, width)
    for number, row in enumerate(sheet.rows):
        _row(to, number, row, formats)
        if (lines := _lines(row, sheet.widths)) > 1:
            to.set_row(number, _LINE_HEIGHT * lines)
    if sheet.head or sheet.held:
        to.freeze_panes(sheet.head, sheet.held)
    if sheet.head:
        to.repeat_rows(sheet.head - 1)
    if sheet.wide > 1:
        to.repeat_columns(0, sheet.held - 1)
    if sheet.guarded:
        to.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        to.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    to.hide_gridlines(2)
    to.set_paper(_A4)
    to.set_landscape()
    to.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    to.fit_to_pages(sheet.wide, 0)
    to.set_footer(f"&L{book.footer.replace('&', '&&')} · &A&R&P / &N")


def _lines(row: Row, widths: Sequence[int]) -> int:
    """How many lines the wrapped texts of a row take, as no program that opens the file counts them by itself."""
    wrapped = [(cell.value, width) for cell, width in zip(row, widths, strict=False) if cell.style in _WRAPPED]
    return max((len(wrap(text, max(1, width - 1))) for text, width in wrapped if isinstance(text, str)), default=1)


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
