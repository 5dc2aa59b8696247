"""Tables and sentences for people, before anyone has chosen how to show them: as text, Markdown or CSV.

A table's cells keep their sort until they are written. It holds no language and no rounding beyond what its cells say,
and knows nothing of what it is about; where an answer is of one language from the start, its cells are texts (`texts`).
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


Words = str | Message
SheetCell = Words | int | Kronor | Thousands | Rounded | Percent | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a title; `foot` marks its last row as a sum, None is an empty cell. All rows are of one length.

    The first `left` columns are set to the left and the others to the right; None leaves it to what they hold.
    """

    title: Words
    heads: tuple[Words, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    foot: bool = False
    left: int | None = None

    @property
    def right(self) -> tuple[int, ...]:
        """The columns, from 0, that are set to the right: where nothing else is said, those that hold numbers alone."""
        columns = range(len(self.heads))
        if self.left is not None:
            return tuple(columns[self.left :])
        return tuple(
            index
            for index in columns
            if self.rows and all(not isinstance(row[index], str | Message) for row in self.rows)
        )


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences, one on a line."""

    lines: tuple[Message, ...]


Piece = Sheet | Prose
"""One piece of an answer."""


def texts(
    title: Words, heads: tuple[Words, ...], rows: tuple[tuple[Words, ...], ...], left: int = 1, *, foot: bool = False
) -> Sheet:
    """A table whose cells are texts already, numbers too: all but the first `left` columns are set to the right."""
    return Sheet(title, heads, rows, foot, left)


def said(words: Words, language: str) -> str:
    """Words in a language."""
    return words if isinstance(words, str) else words.into(language)


def headings(sheet: Sheet, language: str) -> list[str]:
    """The heads of a sheet in a language."""
    return [said(head, language) for head in sheet.heads]


def shown(sheet: Sheet, language: str) -> list[list[str]]:
    """The rows as people read them: thousands set apart."""
    return [[_written(cell, language, grouped=True) for cell in row] for row in sheet.rows]


def markdown(pieces: Iterable[Piece], language: str, notes: Iterable[Message] = ()) -> str:
    """The pieces in turn, tables under headings, then the notes as a list; a table without rows is left out."""
    told = "".join(f"- {escaped(note.into(language))}\n" for note in notes)
    return "\n".join(text for text in (*(_markdown(piece, language) for piece in pieces), told) if text)


def csv_of(sheet: Sheet, language: str) -> str:
    """One sheet as CSV for a spreadsheet: numbers as numbers, text cells guarded; see `table.csv_text`."""
    heads = [guarded(head) for head in headings(sheet, language)]
    return csv_text((heads, *([_bare(cell, language) for cell in row] for row in sheet.rows)), language)


def _markdown(piece: Piece, language: str) -> str:
    if isinstance(piece, Prose):
        return "".join(f"{escaped(line.into(language))}\n\n" for line in piece.lines).removesuffix("\n")
    if not piece.rows:
        return ""
    right = piece.right
    rule = ["---:" if index in right else "---" for index in range(len(piece.heads))]
    head, *rows = [[escaped(cell) for cell in row] for row in (headings(piece, language), *shown(piece, language))]
    lines = "".join(f"| {' | '.join(row)} |\n" for row in (head, rule, *rows))
    return f"## {escaped(said(piece.title, language))}\n\n{lines}"


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
