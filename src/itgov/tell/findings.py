"""Findings for programs: the JSON shape `itgov.findings` of docs/formats.md."""

from __future__ import annotations

from typing import Any

from itgov.finding import SEVERITIES, Spot
from itgov.message import visible
from itgov.tell.frame import Frame
from itgov.tell.harmless import as_json
from itgov.tell.told import LineAt, Telling, Told

FORMAT = "itgov.findings"
VERSION = 1


def render(telling: Telling, line_at: LineAt, language: str, frame: Frame) -> str:
    """The findings as JSON, keys in a fixed order; see `data`."""
    _ = line_at, frame
    return as_json(data(telling, language))


def data(telling: Telling, language: str) -> dict[str, Any]:
    """The findings as plain data. Time is left out: two runs over the same records give the same bytes.

    Paths and ids are as they are; in sentences, what could act on a screen is written out.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "files": telling.files,
        "counts": {severity: telling.count(severity) for severity in SEVERITIES},
        "unseen": telling.unseen,
        "waived": telling.waived,
        "known": telling.known,
        "skipped": telling.skipped,
        "findings": [_finding(one, language) for one in telling.found],
    }


def _finding(one: Told, language: str) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity,
        **_place(one.spot),
        "record": one.record,
        "message": visible(one.message.into(language)),
        "remedy": visible(one.remedy.into(language)) if one.remedy else None,
        "related": [
            {**_place(beside.spot), "message": visible(beside.message.into(language))} for beside in one.beside
        ],
        "fingerprint": one.fingerprint,
    }


def _place(spot: Spot) -> dict[str, Any]:
    return {"path": spot.path, "line": spot.line, "column": spot.column, "width": spot.width}
