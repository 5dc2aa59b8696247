"""`itgov validate`: the reviewer of records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itgov.cli.exits import Exit
from itgov.cli.options import FailOn, Format, LanguageOption, Root, Shape, Threshold
from itgov.finding import Severity

if TYPE_CHECKING:
    from itgov.check.run import Report


def validate(
    root: Root = None, language: LanguageOption = None, format_: Format = Shape.TEXT, fail_on: FailOn = Threshold.ERROR
) -> int:
    """Check every record, alone and against the others.

    All findings are shown in one run, each with its file, line and column, what is wrong and what to do.

    Examples:

      itgov validate

      itgov validate --fail-on warning --language en

      itgov validate --format json > findings.json
    """
    from itgov.cli import findings, screen
    from itgov.cli.opened import open_city

    opened = open_city(root, language)
    repository, report = opened.repository, opened.report
    if format_ is Shape.JSON:
        screen.write_json(findings.as_data(repository, report, opened.language))
    else:
        screen.styled(
            line
            for finding in findings.ordered(repository, report.findings)
            for line in findings.lines(repository, finding, opened.language)
        )
        screen.write(findings.summary(repository, report, opened.language))
    return Exit.FINDINGS if fails(report, fail_on) else Exit.OK


def fails(report: Report, threshold: Threshold) -> bool:
    """Whether the findings are so severe that the command fails."""
    levels: dict[Threshold, Severity] = {
        Threshold.ERROR: "error",
        Threshold.WARNING: "warning",
        Threshold.INFO: "info",
    }
    return threshold in levels and report.fails(levels[threshold])
