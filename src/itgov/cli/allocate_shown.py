"""How `explain` and `compare` of `itgov allocate` show their sheets: on the screen, as Markdown or as JSON."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from itgov.allocate.output import Data
    from itgov.allocate.sheet import Piece


class ToldForm(StrEnum):
    """The forms of an explanation."""

    TEXT = "text"
    JSON = "json"
    MD = "md"


ToldFormat = Annotated[ToldForm, typer.Option("--format", help="Text for people, JSON for programs, Markdown.")]


def show(sheets: Sequence[Piece], data: Data, form: ToldForm, output: Path | None, language: str) -> None:
    """The sheets on the screen, or one of the other forms, there or in a file; text in a file is Markdown."""
    from itgov.allocate.sheet import markdown
    from itgov.cli import screen
    from itgov.cli.allocate_sheets import show as on_screen
    from itgov.tell.harmless import as_json

    if form is ToldForm.TEXT and output is None:
        on_screen(sheets, (), language)
        return
    text = as_json(data) if form is ToldForm.JSON else markdown(sheets, language)
    if output is None:
        screen.write(text)
        return
    from itgov.store.writer import write_text

    write_text(output, text)
