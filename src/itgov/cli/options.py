"""Options that several commands share."""

from __future__ import annotations

from datetime import datetime
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


class FindingForm(StrEnum):
    """The forms that findings are told in."""

    TEXT = "text"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


class GroupBy(StrEnum):
    """What findings stand under in text."""

    RECORD = "record"
    RULE = "rule"


FindingFormat = Annotated[
    FindingForm, typer.Option("--format", help="Text for people; the others for editors, CI and programs.")
]
Group = Annotated[
    GroupBy | None, typer.Option("--group", help="Put findings under a heading each.", show_default=False)
]
Codes = list[str]
Select = Annotated[
    Codes | None,
    typer.Option("--select", metavar="CODE", help="Only rules that begin so, such as GOV,COO003."),
]
Ignore = Annotated[Codes | None, typer.Option("--ignore", metavar="CODE", help="No rules that begin so.")]


def codes_of(given: list[str] | None) -> tuple[str, ...]:
    """The beginnings of codes in `--select` or `--ignore`: several after a comma, in letters of any size."""
    return tuple(code.strip().upper() for one in given or () for code in one.split(",") if code.strip())


AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="See the city from this day.", show_default="today"
    ),
]
Cache = Annotated[bool, typer.Option("--cache/--no-cache", help="Use and keep what is found out, in .itgov/cache/.")]
