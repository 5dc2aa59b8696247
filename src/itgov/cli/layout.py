"""How a table fits a screen: no word and no amount is ever broken, whatever the width.

Columns of words wrap between words, amounts not at all. What then is still too wide is set as several tables below each
other, each beginning with the columns that say what a row is about. Nothing is printed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import TextWrapper

GAP = 3
"""Columns of the screen between two columns of the table, and one at either edge."""
_EDGES = 2
_BEFORE_KR = re.compile(r"(?<=\d) (?=(?:kr|tkr|mnkr)\b)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head and cells; `right` for amounts, `whole` for what must be copied in one piece."""

    head: str
    cells: tuple[str, ...]
    right: bool = False
    whole: bool = False

    @property
    def natural(self) -> int:
        """The width at which nothing wraps."""
        return max(map(len, (self.head, *self.cells)))

    @property
    def least(self) -> int:
        """The width below which a word, or an amount, would be broken."""
        if self.whole:
            return self.natural
        unbroken = self.cells if self.right else (word for cell in self.cells for word in _words(cell))
        return max(map(len, (*_words(self.head), *unbroken)), default=0)


@dataclass(frozen=True, slots=True)
class Block:
    """One of the tables that a table is set as: the columns by their numbers, and the width of each."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]

    @property
    def width(self) -> int:
        """What it takes of the screen."""
        return _taken(self.widths)


def blocks(columns: Sequence[Column], width: int) -> tuple[Block, ...]:
    """The tables, one where all columns fit in `width`; wider than that only where one column alone does not fit."""
    least = [column.least for column in columns]
    if _taken(least) <= width:
        return (_filled(columns, tuple(range(len(columns))), width),)
    words = max(next((number for number, column in enumerate(columns) if column.right), 1), 1)
    # As many of the columns of words before each as cost no further table.
    tried = [_parted(least, count, width) for count in range(words, 0, -1)]
    lead, found = min(tried, key=lambda one: (max(_over(least, row, width) for row in one[1]), len(one[1])))
    # As many columns in each: one that is left over alone looks like another table.
    even = -(-(len(columns) - lead) // len(found))
    alike = _parted(least, lead, width, even)[1]
    return tuple(_filled(columns, row, width) for row in (alike if len(alike) == len(found) else found))


def _over(least: Sequence[int], row: Sequence[int], width: int) -> int:
    """How much wider than the screen those columns are at least."""
    return max(_taken([least[one] for one in row]) - width, 0)


def _parted(least: Sequence[int], lead: int, width: int, most: int | None = None) -> tuple[int, list[tuple[int, ...]]]:
    """The columns by their numbers, table for table: the first `lead` before each, at most `most` others."""
    first = tuple(range(lead))
    found: list[tuple[int, ...]] = []
    row = first
    for number in range(lead, len(least)):
        full = most is not None and len(row) == lead + most
        if row != first and (full or _over(least, (*row, number), width)):
            found.append(row)
            row = first
        row = (*row, number)
    return lead, [*found, row]


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    """The text in lines of at most `width`, broken between words only; all but the first begin with `indent` blanks.

    A word that alone is wider stays whole. Blanks that hold thousands together are no places to break, nor is that
    between an amount and its kr.
    """
    if len(text) <= width:
        return [text]
    wrapper = TextWrapper(
        width=max(width, 1), subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.wrap(_BEFORE_KR.sub("\u00a0", text)) or [""]


def _filled(columns: Sequence[Column], numbers: tuple[int, ...], width: int) -> Block:
    """As wide as its columns would be, the widest of those that wrap narrowed until they fit."""
    widths = [columns[number].natural for number in numbers]
    least = [columns[number].least for number in numbers]
    while _taken(widths) > width:
        wide = [at for at in range(len(widths)) if widths[at] > least[at]]
        if not wide:
            break
        widths[max(wide, key=lambda at: (widths[at], -at))] -= 1
    return Block(numbers, tuple(widths))


def _taken(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * max(len(widths) - 1, 0) + _EDGES


def _words(text: str) -> list[str]:
    """What blanks part; those that hold thousands together part nothing."""
    return text.replace("\n", " ").split(" ")
