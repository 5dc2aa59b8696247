"""The project's own JSON."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings

from itgov.tell.findings import render
from itgov.tell.frame import BARE
from itgov.tell.told import Telling
from tests.tell.tellings import SIZES, SOME, line_at, tellings

_SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/findings-1.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("telling", [*SIZES.values(), SOME])
def test_it_keeps_to_its_schema(telling: Telling) -> None:
    data = json.loads(render(telling, line_at, "sv", BARE))
    jsonschema.validate(data, _SCHEMA)
    assert len(data["findings"]) == len(telling.found)


def test_it_says_what_was_left_out() -> None:
    data = json.loads(render(SOME, line_at, "en", BARE))
    assert [data[key] for key in ("files", "unseen", "waived", "known", "skipped")] == [12, 1, 2, 30, 4]


@given(telling=tellings())
@settings(max_examples=60, deadline=None)
def test_paths_come_back_exactly(telling: Telling) -> None:
    data = json.loads(render(telling, line_at, "en", BARE))
    assert [one["path"] for one in data["findings"]] == [one.spot.path for one in telling.found]
