"""Reading a workbook that nobody vouches for: the only module that knows openpyxl.

Only the sheets that are asked for are read, within bounds, and cells are handed over as they stand: a formula is no
number here, whatever it comes to, and hidden rows and columns are told.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal
from xml.etree.ElementTree import iterparse

from itgov.message import Message, msg

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_BYTES = 30 << 20
MOST_UNPACKED = 200 << 20
MOST_CELLS = 200_000
"""Of one input sheet: 20 keys of 300 administrations and four years are an eighth of it."""
MOST_ROWS, MOST_COLUMNS = 100_000, 200
_HIDDEN, _CHUNK = b"hidden", 1 << 16
CellKind = Literal["empty", "number", "text", "formula", "date", "flag", "error"]
_NUMBER_ERRORS = (ValueError, OverflowError, ZeroDivisionError)


class NoWorkbook(Exception):
    """The file cannot be read as a workbook; `message` says why, `remedy` what to do."""

    def __init__(self, message: Message, remedy: Message) -> None:
        super().__init__(str(message))
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Found:
    """One cell: a number exactly as it is written, to 15 digits and more, or a text; `percent` where it shows so."""

    kind: CellKind
    number: Fraction = Fraction(0)
    text: str = ""
    percent: bool = False


EMPTY = Found("empty")
_TOLD: Mapping[str, CellKind] = {"f": "formula", "e": "error", "b": "flag"}
"""What the file itself says of a cell, by the library's letter."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its cells by row and column from 0, and what of it is hidden."""

    cells: Mapping[tuple[int, int], Found]
    rows: int
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    hidden: bool

    def at(self, row: int, column: int) -> Found:
        """The cell there; an empty one where nothing is."""
        return self.cells.get((row, column), EMPTY)


def grids(path: Path, wanted: Collection[str]) -> Mapping[str, Grid]:
    """The sheets of a workbook that have one of the names wanted, and their copies, by name; raises NoWorkbook.

    A copy is called as the sheet, and more: "In keys (2)" by Excel, "In keys_2" by LibreOffice.
    """
    _check(path)
    import openpyxl  # noqa: PLC0415  loaded only when a workbook is read

    try:
        book = openpyxl.load_workbook(path, read_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a broken file makes it stumble over
        raise _broken(path) from error
    try:
        return {name: _grid(book, name, path) for name in book.sheetnames if name.startswith(tuple(wanted))}
    finally:
        book.close()


def _check(path: Path) -> None:
    """Raises NoWorkbook for what is no packed workbook, or would unpack to more than is read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(path)
        with zipfile.ZipFile(path) as packed:
            names = {one.filename for one in packed.infolist()}
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise _too_large(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise NoWorkbook(
            msg("{path} cannot be read: {reason}", path=str(path), reason=reason),
            msg("name the workbook that `itgov allocate --xlsx` wrote"),
        ) from error
    except zipfile.BadZipFile as error:
        raise _broken(path) from error
    if "xl/workbook.xml" not in names:
        raise _broken(path)


def _too_large(path: Path) -> NoWorkbook:
    return NoWorkbook(
        msg("{path} is larger than any workbook of a split: it is not read", path=str(path)),
        msg("name the workbook that `itgov allocate --xlsx` wrote"),
    )


def _broken(path: Path) -> NoWorkbook:
    return NoWorkbook(
        msg("{path} is no workbook (.xlsx), or is damaged", path=str(path)),
        msg("save it as an Excel workbook (.xlsx) without a password; CSV, .xls and .ods are not read"),
    )


def _grid(book: Workbook, name: str, path: Path) -> Grid:
    sheet: Any = book[name]
    cells: dict[tuple[int, int], Found] = {}
    rows = 0
    try:
        # A written size may be wrong, or so large that reading never ends.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS):
            for cell in row:
                if cell.value is not None:
                    cells[cell.row - 1, cell.column - 1] = _found(cell)
                    rows = max(rows, cell.row)
            if len(cells) > MOST_CELLS:
                break
        hidden = {where: frozenset(numbers) for where, numbers in _hidden(sheet).items()}
    except Exception as error:
        raise _broken(path) from error
    if rows > MOST_ROWS or len(cells) > MOST_CELLS:
        raise _too_large(path)
    return Grid(cells, rows, hidden["row"], hidden["col"], sheet.sheet_state != "visible")


def _found(cell: Any) -> Found:
    value, percent = cell.value, "%" in str(cell.number_format)
    told = _TOLD.get(cell.data_type)
    if told is not None:
        return Found(told, text=str(value))
    if isinstance(value, int | float):
        with suppress(*_NUMBER_ERRORS):
            # The shortest digits that stand for the number: those that were typed.
            return Found("number", Fraction(repr(value)), percent=percent)
        return Found("error", text=str(value))
    if isinstance(value, str):
        return Found("text", text=value)
    return Found("date", text=str(value))


def _hidden(sheet: Any) -> dict[str, set[int]]:
    """Rows and columns, from 0, that are hidden; what reads cells row by row does not tell."""
    found: dict[str, set[int]] = {"row": set(), "col": set()}
    with sheet._get_source() as source:  # noqa: SLF001
        if not _may_hide(source):
            return found
    with sheet._get_source() as source:  # noqa: SLF001
        for _, element in iterparse(source):  # noqa: S314  the parser that has just read the same text
            tag = element.tag.rpartition("}")[2]
            if tag in found and element.get("hidden") in {"1", "true"}:
                found[tag] |= set(_numbers(tag, element.attrib))
            element.clear()
    return found


def _may_hide(source: IO[bytes]) -> bool:
    """Whether a sheet's text has the word, or is in an encoding in which it cannot be looked for."""
    before = b""
    while read := source.read(_CHUNK):
        if _HIDDEN in before + read or b"\0" in read:
            return True
        before = read[-len(_HIDDEN) :]
    return False


def _numbers(tag: str, attributes: Mapping[str, str]) -> Iterator[int]:
    if tag == "row" and "r" in attributes:
        yield int(attributes["r"]) - 1
    elif tag == "col":
        yield from range(int(attributes["min"]) - 1, min(int(attributes["max"]), MOST_COLUMNS))
