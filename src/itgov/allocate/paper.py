"""Tables and sentences for people, before anyone has chosen how to show them: on a screen, or as Markdown.

Cells are texts that are already in a language, as numbers are; titles, heads and sentences are messages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from itgov.allocate.table import escaped
from itgov.message import Message

Words = str | Message


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first `left` columns are set to the left, the others to the right. `foot`: the last row is a sum."""

    title: Words
    heads: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    left: int = 1
    foot: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Sentences, one on a line."""

    lines: tuple[Message, ...]


Sheet = Grid | Prose


def said(words: Words, language: str) -> str:
    """Words in a language."""
    return words if isinstance(words, str) else words.into(language)


def markdown(sheets: Iterable[Sheet], language: str) -> str:
    """The sheets one after another, tables under headings of the second level; ends with a newline."""
    return "\n".join(text for sheet in sheets if (text := _markdown(sheet, language)))


def _markdown(sheet: Sheet, language: str) -> str:
    if isinstance(sheet, Prose):
        return "".join(f"{escaped(line.into(language))}\n\n" for line in sheet.lines).removesuffix("\n")
    if not sheet.rows:
        return ""
    rule = ["---" if at < sheet.left else "---:" for at in range(len(sheet.heads))]
    rows = [_row(sheet.heads, language), rule, *(_row(row, language) for row in sheet.rows)]
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"## {escaped(said(sheet.title, language))}\n\n{table}"


def _row(words: Sequence[Words], language: str) -> list[str]:
    return [escaped(said(one, language)) for one in words]
