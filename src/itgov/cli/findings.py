"""Findings as a person reads them, and as a program does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from itgov.check.rules import RULE_BY_CODE
from itgov.check.run import Report
from itgov.finding import SEVERITIES, At, Finding, Severity, Spot
from itgov.message import Message, msg, msg_n, visible
from itgov.store.repository import Repository

FORMAT = "itgov.findings"
VERSION = 1

_COLOUR: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_LABEL: dict[Severity, Message] = {"error": msg("error"), "warning": msg("warning"), "info": msg("info")}
_LONGEST_LINE = 160
Styled = tuple[str, str]


def ordered(repository: Repository, findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file, line, column and code."""
    return sorted(findings, key=lambda finding: (repository.spot(finding.fault.where), finding.code))


def as_data(repository: Repository, report: Report, language: str) -> dict[str, Any]:
    """Findings as the JSON shape of docs/formats.md."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "files": repository.sources,
        "counts": {severity: report.count(severity) for severity in SEVERITIES},
        "findings": [_one(repository, finding, language) for finding in ordered(repository, report.findings)],
    }


def _one(repository: Repository, finding: Finding, language: str) -> dict[str, Any]:
    fault = finding.fault
    return {
        "code": finding.code,
        "name": RULE_BY_CODE[finding.code].name,
        "severity": finding.severity,
        **_place(repository.spot(fault.where)),
        "record": fault.where.record if isinstance(fault.where, At) else None,
        "message": fault.message.into(language),
        "remedy": fault.remedy.into(language) if fault.remedy else None,
        "related": [
            {**_place(repository.spot(related.where)), "message": related.message.into(language)}
            for related in fault.related
        ],
    }


def _place(spot: Spot) -> dict[str, Any]:
    return {"path": spot.path, "line": spot.line, "column": spot.column}


def lines(repository: Repository, finding: Finding, language: str) -> Iterator[list[Styled]]:
    """One finding as styled lines: what, where with an excerpt and a caret, other places, and what to do."""
    fault = finding.fault
    colour = _COLOUR[finding.severity]
    label = _LABEL[finding.severity].into(language)
    yield [(f"{label}[{finding.code}]", colour), (f": {fault.message.into(language)}", "bold")]
    yield from _excerpt(repository, repository.spot(fault.where), colour, "-->", None)
    for related in fault.related:
        note = related.message.into(language)
        yield from _excerpt(repository, repository.spot(related.where), "cyan", ":::", note)
    if fault.remedy is not None:
        yield [("   = ", "blue"), (msg("do").into(language), "bold"), (f": {fault.remedy.into(language)}", "")]
    yield []


def _excerpt(repository: Repository, spot: Spot, colour: str, arrow: str, note: str | None) -> Iterator[list[Styled]]:
    number = str(spot.line)
    gutter = " " * len(number)
    yield [(f" {gutter}{arrow} ", "blue"), (f"{spot.path}:{spot.line}:{spot.column}", "")]
    text = repository.line(spot)
    if text is None:
        if note:
            yield [(f" {gutter} = ", "blue"), (note, colour)]
        return
    shown, column, width = _clipped(text, spot)
    yield [(f" {number} | ", "blue"), (shown, "")]
    caret = "^" if arrow == "-->" else "-"
    yield [(f" {gutter} | ", "blue"), (" " * column + caret * width + (f" {note}" if note else ""), colour)]


def _clipped(text: str, spot: Spot) -> tuple[str, int, int]:
    """The line with every acting character written out, clipped round the place; column and width to match."""
    start = max(0, spot.column - 1 - _LONGEST_LINE // 2)
    before = visible(text[start : spot.column - 1].replace("\t", " "))
    marked = visible(text[spot.column - 1 : spot.column - 1 + spot.width].replace("\t", " "))
    after = visible(text[spot.column - 1 + spot.width :].replace("\t", " "))
    lead = "…" if start else ""
    shown = f"{lead}{before}{marked}{after}"
    if len(shown) > _LONGEST_LINE:
        shown = shown[: _LONGEST_LINE - 1] + "…"
    column = len(lead) + len(before)
    return shown, column, max(1, min(len(marked), _LONGEST_LINE - column))


def summary(repository: Repository, report: Report, language: str) -> str:
    """The last line: how many files, and findings by severity."""
    counts = [
        msg_n("{n} error", "{n} errors", n=report.count("error")),
        msg_n("{n} warning", "{n} warnings", n=report.count("warning")),
        msg_n("{n} note", "{n} notes", n=report.count("info")),
    ]
    files = msg_n("{n} file read", "{n} files read", n=repository.sources).into(language)
    text = f"{files}: " + ", ".join(count.into(language) for count in counts)
    if report.unseen:
        text += "; " + msg_n(
            "{n} broken record left out of the checks between records",
            "{n} broken records left out of the checks between records",
            n=report.unseen,
        ).into(language)
    return text
