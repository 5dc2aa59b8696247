"""`itgov validate`: the reviewer of records."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.exits import Exit
from itgov.cli.options import (
    AsOf,
    Cache,
    FailOn,
    FindingForm,
    FindingFormat,
    Group,
    Ignore,
    LanguageOption,
    Root,
    Select,
    Threshold,
)
from itgov.finding import SEVERITIES

if TYPE_CHECKING:
    from itgov.tell.told import Telling


def validate(
    root: Root = None,
    language: LanguageOption = None,
    format_: FindingFormat = FindingForm.TEXT,
    group: Group = None,
    select: Select = None,
    ignore: Ignore = None,
    fail_on: FailOn = Threshold.ERROR,
    as_of: AsOf = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            metavar="REF",
            help="Only findings that were not there at this git revision, and all in files touched since.",
            show_default=False,
        ),
    ] = None,
    stdin_filename: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="Read this file from standard input, for editors.", show_default=False),
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Accept all that is found now: from then on only new ones fail.")
    ] = False,
    baseline: Annotated[
        bool, typer.Option("--baseline/--no-baseline", help="Only count what baseline.yaml holds.")
    ] = True,
    watch: Annotated[bool, typer.Option("--watch", help="Go on, and check again whenever a file changes.")] = False,
    cache: Cache = True,
) -> int:
    """Check every record, alone and against the others.

    All findings are shown in one run, each with its file, line and column, what is wrong and what to do.
    `itgov rule CODE` explains a rule.

    Examples:

      itgov validate

      itgov validate --fail-on warning --language en

      itgov validate --select GOV --group record

      itgov validate --format github --changed-since origin/main
    """
    from itgov.cli.validation import Asked, adopt, look, tell, watching

    asked = Asked(
        root,
        language.value if language is not None else None,
        as_of.date() if as_of is not None else date.today(),  # noqa: DTZ011  a city's days are its own
        _codes(select),
        _codes(ignore),
        changed_since,
        stdin_filename,
        cache,
        baseline,
    )
    if write_baseline:
        return adopt(asked)
    if watch:
        watching(asked, format_, group)
        return Exit.OK
    seen = look(asked)
    tell(seen, format_, group)
    return Exit.FINDINGS if fails(seen.telling, fail_on) else Exit.OK


def _codes(given: list[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for one in given or () for code in one.split(",") if code.strip())


def fails(telling: Telling, threshold: Threshold) -> bool:
    """Whether the findings are so severe that the command fails."""
    if threshold is Threshold.NEVER:
        return False
    limit = SEVERITIES.index(threshold.value)
    return any(telling.count(severity) for severity in SEVERITIES[: limit + 1])
