"""A workbook as plain values: sheets of cells, which know nothing of the library that writes them.

Rows and columns count from 0. A text is a text whatever it begins with: only `Formula` is ever calculated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Style = Literal[
    "plain", "title", "note", "head", "head_right", "section", "text", "beside", "year", "whole", "kronor", "percent",
    "check", "verdict", "sum_text", "sum_whole", "sum_kronor", "sum_percent", "input_whole", "input_kronor",
    "input_share", "closed", "closed_kronor", "absent",
    "trial", "reaching", "told", "head_beside",
]  # fmt: skip
"""How a cell looks; the `input` ones are the only cells that are unlocked."""


@dataclass(frozen=True, slots=True)
class Formula:
    """What a cell calculates, in the spelling of the file format, without "="; `value` is what it comes to."""

    text: str
    value: int | Fraction | str


Value = str | int | Fraction | Formula | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; None is an empty one."""

    value: Value = None
    style: Style = "text"


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What of a sheet is on paper, from its first column and row; None is all. `one_page` shrinks it to one."""

    columns: int | None = None
    rows: int | None = None
    one_page: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `widths` of its columns in characters at the most, `head` rows that stay, the last one on every page.

    `held` columns stay at the left. `printed` are the columns and rows from the first that are on paper; all where
    there is none. `guarded` locks all but the input cells, without a password.
    """

    name: str
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    head: int = 0
    held: int = 0
    guarded: bool = False
    printed: Printed | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook; `ranges` are named ranges: what each name stands for, without "="."""

    title: str
    subject: str
    sheets: tuple[Sheet, ...]
    ranges: Mapping[str, str]
    language: str
    footer: str


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, …, Z, AA, …."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def at(row: int, column: int) -> str:
    """A cell as formulas name it within its sheet: "$C$7"."""
    return f"${letters(column)}${row + 1}"


def span(first: int, last: int, column: int) -> str:
    """The cells of one column from row `first` to `last`, both taken: "$C$7:$C$21"."""
    return f"{at(first, column)}:{at(last, column)}"


def inside(sheet: str, place: str) -> str:
    """A place in another sheet: "'Kostnadsrader'!$C$7"."""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!{place}"
