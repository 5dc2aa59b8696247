"""The examples in the help of agenda commands are ones that work on the city's own records."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from itgov.agenda.changes import changed
from itgov.cli.agenda_changes import changes_of
from itgov.model.city import City
from itgov.store.repository import load
from tests.city import DAY, ROOT

SOURCES = sorted((ROOT / "src/itgov/cli").glob("agenda*.py"))
IDS = re.compile(r"\b(?:init|scenario|pool|ram)-[a-z0-9][a-z0-9-]+\b")
VALUE = re.compile(r"[a-z-]+(?::\w+)?(?:@\d{4})?=-?\d[\d ]*(?:mnkr|tkr)?")


@cache
def malmo() -> City:
    city = load(ROOT, as_of=DAY).city
    assert city is not None
    return city


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_every_record_in_an_example_is_there(file: Path) -> None:
    named = set(IDS.findall(file.read_text("utf-8"))) - {"init-a", "scenario-a"}
    assert {one for one in named if malmo().get(one) is None} == set()


def test_the_money_and_hours_that_the_help_gives_can_be_given() -> None:
    files = [ROOT / f"src/itgov/cli/{name}.py" for name in ("agenda_questions", "agenda_changes")]
    values = {found.strip() for file in files for found in VALUE.findall(file.read_text("utf-8"))}
    money = sorted(value for value in values if value.endswith("kr"))
    hours = sorted(value for value in values if value.startswith("pool-"))
    assert money
    assert hours
    for one in money:
        changed(malmo(), changes_of("quarter", None, None, [one], None, None), None)
    for one in hours:
        changed(malmo(), changes_of("quarter", None, None, None, [one], None), None)
