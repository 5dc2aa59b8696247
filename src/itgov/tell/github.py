"""Findings as workflow commands, which GitHub shows beside the lines of a change.

It shows ten of each severity a step: `summary` carries them all. Source: GitHub's documentation, "Workflow
commands for GitHub Actions", and the escapes of its own toolkit (`%`, line ends; in properties also `:` and `,`).
"""

from __future__ import annotations

from collections.abc import Mapping

from itgov.finding import SEVERITIES, Severity
from itgov.tell.ending import last_line, remedy
from itgov.tell.frame import Frame
from itgov.tell.harmless import harmless
from itgov.tell.told import LineAt, Telling, Told

_COMMAND: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_DATA = str.maketrans(_DATA)
_IN_PROPERTY = str.maketrans({**_DATA, ":": "%3A", ",": "%2C"})


def render(telling: Telling, line_at: LineAt, language: str, frame: Frame) -> str:
    """A command a line, errors first, then warnings and notes, each in the order of the files; a last line counts.

    `endColumn` is the column after the place.
    """
    _ = line_at, frame
    ranked = sorted(telling.found, key=lambda one: SEVERITIES.index(one.severity))
    return "".join(f"{line}\n" for line in [*(_command(one, language) for one in ranked), last_line(telling, language)])


def _command(one: Told, language: str) -> str:
    properties = {
        "file": one.spot.path,
        "line": str(one.spot.line),
        "col": str(one.spot.column),
        "endColumn": str(one.spot.column + one.spot.width),
        "title": f"{one.code} {one.name}",
    }
    listed = ",".join(f"{key}={harmless(value).translate(_IN_PROPERTY)}" for key, value in properties.items())
    said = [harmless(text) for text in (one.message.into(language), remedy(one, language)) if text]
    return f"::{_COMMAND[one.severity]} {listed}::{chr(10).join(said).translate(_IN_DATA)}"
