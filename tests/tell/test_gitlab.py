"""The code-quality report, against what GitLab's schema of an entry asks and what its documentation adds.

The checks are written from app/validators/json_schemas/codeclimate.json of GitLab (commit
33827e3a534757eead42e6c17460564c49ff1c3a): four required keys, strings and whole numbers where it has them. From the
documentation: the five severities, one fingerprint each, a relative path.
"""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from itgov.tell.frame import BARE
from itgov.tell.gitlab import render
from itgov.tell.told import Telling
from tests.tell.tellings import SIZES, SOME, line_at, tellings

_POINT = {
    "type": "object",
    "required": ["line"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
}
_ENTRY: dict[str, Any] = {
    "type": "object",
    "required": ["description", "check_name", "fingerprint", "severity", "location"],
    "properties": {
        "description": {"type": "string", "minLength": 1},
        "check_name": {"type": "string"},
        "fingerprint": {"type": "string", "minLength": 1},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "required": ["path", "lines"],
            "properties": {
                "path": {"type": "string"},
                "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer"}}},
                "positions": {"type": "object", "required": ["begin"], "properties": {"begin": _POINT, "end": _POINT}},
            },
        },
    },
}


@pytest.mark.parametrize("telling", [*SIZES.values(), SOME])
def test_it_is_an_array_of_entries_with_a_fingerprint_each(telling: Telling) -> None:
    report = json.loads(render(telling, line_at, "sv", BARE))
    jsonschema.validate(report, {"type": "array", "items": _ENTRY})
    assert len(report) == len(telling.found)
    assert [entry["fingerprint"] for entry in report] == [one.fingerprint for one in telling.found]


def test_severities_are_gitlabs() -> None:
    report = json.loads(render(SOME, line_at, "en", BARE))
    assert [entry["severity"] for entry in report] == ["major", "minor", "info", "major"]


@given(telling=tellings())
@settings(max_examples=60, deadline=None)
def test_paths_come_back_exactly(telling: Telling) -> None:
    report = json.loads(render(telling, line_at, "en", BARE))
    jsonschema.validate(report, {"type": "array", "items": _ENTRY})
    assert [entry["location"]["path"] for entry in report] == [one.spot.path for one in telling.found]
