"""Findings as a code-quality report, which GitLab shows in merge requests.

Source: GitLab's documentation of the code-quality report format, and its own schema of an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from itgov.finding import Severity
from itgov.message import visible
from itgov.tell.ending import remedy
from itgov.tell.frame import Frame
from itgov.tell.harmless import as_json
from itgov.tell.told import LineAt, Telling, Told

_SEVERITY: Mapping[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}


def render(telling: Telling, line_at: LineAt, language: str, frame: Frame) -> str:
    """A JSON array of entries, empty where nothing was found."""
    _ = line_at, frame
    return as_json([_entry(one, language) for one in telling.found])


def _entry(one: Told, language: str) -> dict[str, Any]:
    spot = one.spot
    said = " – ".join(text for text in (one.message.into(language), remedy(one, language)) if text)
    return {
        "type": "issue",
        "description": visible(said),
        "check_name": f"{one.code} {one.name}",
        "fingerprint": one.fingerprint,
        "severity": _SEVERITY[one.severity],
        "location": {
            "path": spot.path,
            "lines": {"begin": spot.line, "end": spot.line},
            "positions": {
                "begin": {"line": spot.line, "column": spot.column},
                "end": {"line": spot.line, "column": spot.column + spot.width},
            },
        },
    }
