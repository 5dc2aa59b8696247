"""An input sheet as cells: what may be changed is unlocked and has a colour of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from itgov.message import msg
from itgov.workbook.inputs import Entry, InputSheet, Kind, Line
from itgov.workbook.places import TOP, listing
from itgov.workbook.sheet import Cell, Formula, Row, Sheet, Style, span

_STYLES: Mapping[Kind, Style] = {"whole": "input_whole", "amount": "input_kronor", "share": "input_share"}
_DIGITS = 12


def input_sheet(sheet: InputSheet, language: str) -> Sheet:
    """The sheet, guarded."""
    note = msg(
        "Change yellow cells only, to numbers, no formulas. `itgov import xlsx` shows what differs from the records."
    )
    title = sheet.name.into(language)
    rows = [*listing(title, note.into(language), sheet.columns, language)]
    rows += [
        _total_row(sheet.lines, at, len(sheet.columns)) if _is_total(line) else _row(line, len(sheet.columns))
        for at, line in enumerate(sheet.lines)
    ]
    widths = tuple(one.width for one in sheet.columns)
    return Sheet(title, tuple(rows), widths, TOP, 2, guarded=True)


def _row(line: Line, columns: int) -> Row:
    said = (*line.identity, *line.words)
    cells = [Cell(text) for text in said]
    for column in range(len(said), columns):
        entry = line.entries.get(column)
        cells.append(Cell(None, "closed") if entry is None else Cell(_shown(entry), _STYLES[entry.kind]))
    return tuple(cells)


def _is_total(line: Line) -> bool:
    return any(entry.is_total for entry in line.entries.values())


def _total_row(lines: Sequence[Line], at: int, columns: int) -> Row:
    """What the rows of the key above make, as they stand in the sheet: it follows them, and is not read back."""
    line = lines[at]
    first = next(place for place, other in enumerate(lines) if other.identity[0] == line.identity[0])
    cells = [Cell(text) for text in (*line.identity, *line.words)]
    for column in range(len(cells), columns):
        above = [row.entries[column].value for row in lines[first:at] if column in row.entries]
        made = Formula(f"SUM({span(TOP + first, TOP + at - 1, column)})", sum(above))
        cells.append(Cell(made, "whole") if column in line.entries else Cell(None, "closed"))
    return tuple(cells)


def _shown(entry: Entry) -> int | Fraction | str:
    """Kronor and shares as numbers; a share that no few decimals hold as text, in the records' way."""
    if entry.kind == "amount":
        return Fraction(entry.value, 100)
    if entry.kind == "share" and (entry.value * 10**_DIGITS).denominator != 1:
        return str(entry.value)
    return entry.value
