"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Language(StrEnum):
    """The languages of messages and reports."""

    SV = "sv"
    EN = "en"


class Shape(StrEnum):
    """Text for people, or JSON for programs (docs/formats.md)."""

    TEXT = "text"
    JSON = "json"


class Threshold(StrEnum):
    """The mildest finding that makes a command fail."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NEVER = "never"


Root = Annotated[
    Path | None,
    typer.Option("--root", help="The city's folder. Found from any folder below it when left out.", show_default=False),
]
LanguageOption = Annotated[
    Language | None,
    typer.Option("--language", help="Language of messages. The city's first one when left out.", show_default=False),
]
Format = Annotated[Shape, typer.Option("--format", help="Text for people, or JSON for programs.")]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write the result to this file; whole or not at all.", show_default=False),
]
FailOn = Annotated[Threshold, typer.Option("--fail-on", help="The mildest finding that makes the exit code 1.")]
