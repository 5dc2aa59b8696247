"""What people changed where nothing is read: tried values in the sheet of keys, and names in the input sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from itgov.message import Message, msg, msg_n
from itgov.model.city import City
from itgov.workbook.grid import Grid
from itgov.workbook.inputs import InputSheet, input_sheets
from itgov.workbook.intake import identity_of
from itgov.workbook.key_sheet import BOOKS, VALUE
from itgov.workbook.places import KEYS, META, TOP
from itgov.workbook.sheet import letters

_MOST = 5


@dataclass(frozen=True, slots=True)
class Unread:
    """Changes of one sheet that are lost: what they are, and what to do instead."""

    message: Message
    remedy: Message


def unread(city: City, found: Mapping[str, Grid]) -> tuple[Unread, ...]:
    """What is lost of a workbook that `intake.taken` has taken, sheet by sheet; nothing where nothing is."""
    meta = found[META]
    language = next(meta.at(row, 1).text for row in range(meta.rows) if meta.at(row, 0).text == "language")
    return (*_tried(found.get(KEYS.into(language)), language), *_renamed(city, found, language))


def _tried(grid: Grid | None, language: str) -> Iterator[Unread]:
    if grid is None:
        return
    rows = [row for row in range(TOP, grid.rows) if grid.at(row, BOOKS).kind == "number"]
    cells = [(row, VALUE) for row in rows if grid.at(row, VALUE) != grid.at(row, BOOKS)]
    if cells:
        sheet = KEYS.into(language)
        told = msg_n("{n} value tried in “{sheet}” is not read: {cells}",
                     "{n} values tried in “{sheet}” are not read: {cells}",
                     n=len(cells), sheet=sheet, cells=_named(cells))  # fmt: skip
        yield Unread(told, msg("write what is to hold in “{sheet}”", sheet=msg("In keys").into(language)))


def _renamed(city: City, found: Mapping[str, Grid], language: str) -> Iterator[Unread]:
    for sheet in input_sheets(city, language):
        name = sheet.name.into(language)
        cells = _other_words(sheet, found[name]) if name in found else []
        if cells:
            told = msg_n("{n} name changed in “{sheet}” is not read: {cells}",
                         "{n} names changed in “{sheet}” are not read: {cells}",
                         n=len(cells), sheet=name, cells=_named(cells))  # fmt: skip
            yield Unread(told, msg("change the name in the record's file"))


def _other_words(sheet: InputSheet, grid: Grid) -> list[tuple[int, int]]:
    lines = {line.identity: line for line in sheet.lines}
    cells = []
    for row in range(TOP, grid.rows) if lines else ():
        line = lines.get(identity_of(sheet, grid, row))
        words = enumerate(line.words, len(line.identity)) if line is not None else ()
        cells += [(row, column) for column, word in words if grid.at(row, column).text.strip() != word.strip()]
    return cells


def _named(cells: Sequence[tuple[int, int]]) -> str:
    """The first cells as spreadsheets name them, "…" for all others."""
    named = [f"{letters(column)}{row + 1}" for row, column in cells[:_MOST]]
    return ", ".join([*named, "…"] if len(cells) > _MOST else named)
