"""`itgov agenda explain ID`: whatever stands in the records, it answers, in an order that reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT

Capture = pytest.CaptureFixture[str]
Changed = Callable[[str], Path]

BENEFIT = (
    "  benefits:\n    - {name: Tid, category: reallocation, valued: true, receiver: it, "
    "per_year: {low: 1 mnkr, likely: 1 mnkr, high: 1 mnkr}, owner: Enhetschef, measure: {name: S, unit: s, "
    'baseline: "4", baseline_on: 2026-01-31, target: "3", target_on: 2028-06-30}}\n'
)
OUT = (
    "data/funders/ram.yaml: {frames: [{year: 2027, operating: 1 mnkr, status: frame}]}\n"
    f"data/initiatives/init-b.yaml:\n{BENEFIT}"
)
LATE = "data/competences/pool-integration.yaml: {hours_per_year: {2027: 900, 2028: 4000}}\n"
MANDATORY = "data/initiatives/init-a.yaml:\n  deadline: 2028-Q4\n  legal_basis: {law: Ny lag, in_force: 2029-01-01}\n"
UNANCHORED = "data/initiatives/init-b.yaml: {stages: {idea: 2025-11-01, anchored: }, anchoring: }\n"
UNDER_WAY = "data/initiatives/init-a.yaml: {started_in: 2026-Q4}\n"


def explained(folder: Path, one: str, capsys: Capture) -> str:
    assert main(["agenda", "explain", one, "--root", str(folder), "--language", "en"]) == Exit.OK
    told = capsys.readouterr().out
    assert main(["agenda", "explain", one, "--root", str(folder), "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-explanation-1.json").read_text("utf-8")))
    return told


def test_the_agenda_that_differs_follows_the_sentence_that_says_so(changed: Changed, capsys: Capture) -> None:
    told = explained(changed(OUT), "init-a", capsys)
    assert told.index("that agenda differs so:\nIn, out and moved") < told.index("With all others where they are")


@pytest.mark.parametrize(
    ("change", "one", "said"),
    [
        (MANDATORY, "init-a", "It cannot be dropped: it is mandatory"),
        (UNANCHORED, "init-b", "is not in the agenda: it is not anchored"),
        (UNDER_WAY, "init-a", "to 2027-Q1: it is under way, and in every plan"),
        ("{}\n", "init-lagd", "is not in the agenda: it is rejected or withdrawn"),
    ],
)
def test_what_has_no_price_is_explained_all_the_same(
    change: str, one: str, said: str, changed: Changed, capsys: Capture
) -> None:
    assert said in explained(changed(change), one, capsys)


def test_one_that_starts_later_than_it_could_is_told_why_and_what_its_wanted_start_costs(
    changed: Changed, capsys: Capture
) -> None:
    told = explained(changed(LATE), "init-b", capsys)
    assert "starts later than it could, in 2027-Q" in told
    assert "too little of the hours of" in told
    assert "Starting in 2027-Q1 instead makes the best agenda worth less, by" in told


EXCLUDED = OUT + "data/initiatives/init-a.yaml: {excludes: [init-b]}\n"


def test_where_no_room_would_let_it_in_the_reason_is_told(changed: Changed, capsys: Capture) -> None:
    told = explained(changed(EXCLUDED), "init-a", capsys)
    assert "No room alone would let it in, with all others where they are:" in told
