"""How `explain` and `compare` of `itgov allocate` show their sheets: on the screen, as Markdown or as JSON."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itgov.allocate.output import Data
    from itgov.allocate.paper import Sheet


class PaperForm(StrEnum):
    """The forms of an explanation."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


PaperFormat = Annotated[PaperForm, typer.Option("--format", help="Text for people, JSON for programs, Markdown.")]


def show(sheets: Sequence[Sheet], data: Data, form: PaperForm, output: Path | None, language: str) -> None:
    """The sheets on the screen, or one of the other forms, there or in a file; text in a file is Markdown."""
    from itgov.allocate.paper import markdown
    from itgov.cli import screen
    from itgov.tell.harmless import as_json

    if form is PaperForm.TEXT and output is None:
        _on_screen(sheets, language)
        return
    text = as_json(data) if form is PaperForm.JSON else markdown(sheets, language)
    if output is None:
        screen.write(text)
        return
    from itgov.store.writer import write_text

    write_text(output, text)


def _on_screen(sheets: Sequence[Sheet], language: str) -> None:
    from itgov.allocate.paper import Grid, said
    from itgov.cli import screen
    from itgov.tell.harmless import harmless_line

    for sheet in sheets:
        if isinstance(sheet, Grid):
            heads = [said(head, language) for head in sheet.heads]
            rows = [[said(cell, language) for cell in row] for row in sheet.rows]
            right = range(sheet.left, len(heads))
            screen.table(said(sheet.title, language), heads, rows, right=right, foot=sheet.foot)
            continue
        for line in sheet.lines:
            screen.prose(harmless_line(line.into(language)))
        if sheet.lines:
            screen.write("\n")
