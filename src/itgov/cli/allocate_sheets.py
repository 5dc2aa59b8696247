"""How the questions of `itgov allocate` are answered: as tables, JSON, CSV or Markdown, on screen or in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from itgov.cli.allocate import AllocationFormat
from itgov.cli.exits import Exit, tell
from itgov.message import Message

if TYPE_CHECKING:
    from itgov.allocate.sheet import Piece, Sheet


def answer(
    form: AllocationFormat,
    output: Path | None,
    language: str,
    *,
    data: Callable[[], dict[str, Any]],
    sheets: Sequence[Piece],
    flat: Callable[[], Sheet],
    notes: Iterable[Message] = (),
    missing: Iterable[Message] = (),
) -> None:
    """Shows or writes an answer; `flat` is the one table that CSV holds.

    `missing` are those of the notes that nobody may miss: CSV, which holds no notes, has them on stderr.
    """
    from itgov.allocate.sheet import csv_of, markdown
    from itgov.cli import screen
    from itgov.tell.harmless import as_json

    if form is AllocationFormat.TEXT and output is None:
        show(sheets, notes, language)
        return
    match form:
        case AllocationFormat.JSON:
            text = as_json(data())
        case AllocationFormat.CSV:
            text = csv_of(flat(), language)
            for note in missing:
                tell(Exit.OK, note, None, language)
        case _:
            text = markdown(sheets, language, notes)
    if output is None:
        screen.write(text)
    else:
        from itgov.store.writer import write_text

        write_text(output, text)


def show(pieces: Iterable[Piece], notes: Iterable[Message], language: str) -> None:
    """Tables and sentences on the screen, one after the other, and the notes below them."""
    from itgov.allocate.sheet import Prose, headings, said, shown
    from itgov.cli import screen
    from itgov.tell.harmless import harmless_line

    for one in pieces:
        if isinstance(one, Prose):
            for line in one.lines:
                screen.prose(harmless_line(line.into(language)))
            if one.lines:
                screen.write("\n")
        else:
            title, heads = said(one.title, language), headings(one, language)
            screen.table(title, heads, shown(one, language), right=one.right, foot=one.foot)
    for note in notes:
        screen.prose(f"• {note.into(language)}")
