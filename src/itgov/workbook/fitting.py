"""How wide a column must be, and how high a row: no program that opens the file counts it by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from textwrap import wrap

from itgov.workbook.sheet import Cell, Formula, Row, Sheet, Style

_HEADS = frozenset({"head", "head_right", "head_beside"})
_WRAPPED = _HEADS | frozenset({"plain", "text", "beside", "note"})
_UNFITTED = frozenset({"title", "note", "section", "reaching", "told"})
"""Styles of cells that may reach over their neighbours."""
_DECIMALS: Mapping[Style, int] = {
    "kronor": 3, "sum_kronor": 3, "input_kronor": 3, "closed_kronor": 3, "percent": 5, "sum_percent": 5,
    "input_share": 9,
}  # fmt: skip
"""Characters that a number takes beside its whole part."""
_LEAST, _AIR = 5, 2
_BOLD = _HEADS | frozenset({"check", "verdict", "sum_text", "sum_whole", "sum_kronor", "sum_percent"})
_BOLDER = 1.125
"""How much wider bold letters are."""


def fitted(sheet: Sheet) -> list[float]:
    """The width of each column in characters: what it holds, at most as the sheet says.

    Numbers, and the words of a heading, are whole however narrow the sheet says that the column is.
    """
    texts = [0.0] * len(sheet.widths)
    whole = [0.0] * len(sheet.widths)
    for row in sheet.rows:
        for column, cell in enumerate(row[: len(texts)]):
            if cell.value is None or cell.style in _UNFITTED:
                continue
            value = cell.value.value if isinstance(cell.value, Formula) else cell.value
            if not isinstance(value, str):
                whole[column] = max(whole[column], _number_width(value, cell.style))
            elif cell.style in _HEADS:
                whole[column] = max(whole[column], max((len(word) for word in value.split()), default=0) * _BOLDER)
                # In two lines, where the sheet has room for it.
                texts[column] = max(texts[column], len(value) * _BOLDER / 2)
            elif cell.style == "verdict":
                # Room for what the check says when it is not as it is now.
                texts[column] = sheet.widths[column]
            else:
                texts[column] = max(texts[column], len(value) * (_BOLDER if cell.style in _BOLD else 1.0))
    return [
        max(_LEAST, whole[at] + _AIR if whole[at] else 0, min(texts[at] + _AIR, most))
        for at, most in enumerate(sheet.widths)
    ]


def lines_of(row: Row, widths: Sequence[float]) -> int:
    """How many lines the wrapped texts of a row take."""
    return max((_lines(cell, width) for cell, width in zip(row, widths, strict=False)), default=1)


def _lines(cell: Cell, width: float) -> int:
    if cell.style not in _WRAPPED or not isinstance(cell.value, str):
        return 1
    room = max(1, int((width - 1) / _BOLDER)) if cell.style in _BOLD else max(1, int(width - 1))
    return 1 if len(cell.value) <= room else len(wrap(cell.value, room))


def _number_width(value: int | Fraction, style: Style) -> float:
    digits = len(str(abs(int(value)))) if not style.endswith(("percent", "share")) else 3
    width = digits + (digits - 1) // 3 + (value < 0) + _DECIMALS.get(style, 0)
    return width * (_BOLDER if style in _BOLD else 1.0)
