"""Tables whose cells keep their sort until they are written: the same rows as text, Markdown and CSV.

A sheet holds no language and no rounding beyond what its cells say; it knows nothing of what it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.table import csv_text, escaped, guarded, kronor, percent
from itgov.message import Message
from itgov.model.money import KRONA, round_half_up

_TKR = 1_000 * KRONA


@dataclass(frozen=True, slots=True)
class Kronor:
    """An amount that is shown in kronor with two decimals."""

    ore: int


@dataclass(frozen=True, slots=True)
class Thousands:
    """An amount of whole thousands of kronor (tkr)."""

    tkr: int


@dataclass(frozen=True, slots=True)
class Rounded:
    """An amount that is shown in whole thousands of kronor (tkr), halves away from zero; what is behind it stays."""

    ore: int


@dataclass(frozen=True, slots=True)
class Percent:
    """A share that is shown in per cent."""

    share: Fraction


SheetCell = str | int | Message | Kronor | Thousands | Rounded | Percent | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a title; `foot` marks its last row as a sum, None is an empty cell. All rows are of one length."""

    title: Message
    heads: tuple[Message | str, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    foot: bool = False

    @property
    def right(self) -> tuple[int, ...]:
        """The columns, from 0, that hold numbers alone and are set to the right."""
        return tuple(
            index
            for index in range(len(self.heads))
            if self.rows and all(not isinstance(row[index], str | Message) for row in self.rows)
        )


def headings(sheet: Sheet, language: str) -> list[str]:
    """The heads of a sheet in a language."""
    return [head if isinstance(head, str) else head.into(language) for head in sheet.heads]


def shown(sheet: Sheet, language: str) -> list[list[str]]:
    """The rows as people read them: thousands set apart."""
    return [[_written(cell, language, grouped=True) for cell in row] for row in sheet.rows]


def markdown(sheets: Iterable[Sheet], notes: Iterable[Message], language: str) -> str:
    """Sheets as headed Markdown tables, then the notes as a list; a sheet without rows is left out."""
    tables = [_markdown(sheet, language) for sheet in sheets if sheet.rows]
    told = "".join(f"- {escaped(note.into(language))}\n" for note in notes)
    return "\n".join(text for text in (*tables, told) if text)


def csv_of(sheet: Sheet, language: str) -> str:
    """One sheet as CSV for a spreadsheet: numbers as numbers, text cells guarded; see `table.csv_text`."""
    heads = [guarded(head) for head in headings(sheet, language)]
    return csv_text((heads, *([_bare(cell, language) for cell in row] for row in sheet.rows)), language)


def _markdown(sheet: Sheet, language: str) -> str:
    right = sheet.right
    rule = ["---:" if index in right else "---" for index in range(len(sheet.heads))]
    rows = [[escaped(cell) for cell in row] for row in (headings(sheet, language), *shown(sheet, language))]
    lines = "".join(f"| {' | '.join(row)} |\n" for row in (rows[0], rule, *rows[1:]))
    return f"## {escaped(sheet.title.into(language))}\n\n{lines}"


def _bare(cell: SheetCell, language: str) -> str:
    text = _written(cell, language, grouped=False)
    return guarded(text) if isinstance(cell, str | Message) else text


def _written(cell: SheetCell, language: str, *, grouped: bool) -> str:
    match cell:
        case None:
            return ""
        case Kronor(ore):
            return kronor(ore, language, grouped=grouped)
        case Thousands(tkr):
            return _whole(tkr, language, grouped=grouped)
        case Rounded(ore):
            return _whole(round_half_up(Fraction(ore, _TKR)), language, grouped=grouped)
        case Percent(share):
            return percent(share, language)
    return cell.into(language) if isinstance(cell, Message) else str(cell)


def _whole(tkr: int, language: str, *, grouped: bool) -> str:
    """As many kronor as there are thousands, without the decimals."""
    return kronor(tkr * KRONA, language, grouped=grouped)[:-3]
