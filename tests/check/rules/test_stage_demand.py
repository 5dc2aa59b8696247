"""What a stage demands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"

TRIAL = "itgov.yaml: {tracks: {pilot: [solidarity]}}\n"
RUN = "stages: {under_way: 2026-06-01, in_operation: 2026-08-01}"


@pytest.mark.parametrize(
    ("stages", "found"), [("prepared: , decided: ", 0), ("decided: ", 1), ("closed: 2026-06-01", 0)]
)
def test_only_what_is_prepared_and_not_in_use_needs_an_estimate(stages: str, found: int, changed: Changed) -> None:
    assert len(told(changed(f"{A}:\n  estimate: \n  stages: {{{stages}}}\n"), "GOV009")) == found


def test_a_missing_estimate_is_told_with_its_form(changed: Changed) -> None:
    (text,) = told(changed(f"{A}: {{estimate: }}\n"), "GOV009")
    assert text == (
        "init-a.stages.decided: “init-a” is at the stage beslutad (`decided`), but skattning (`estimate`) is missing\n"
        "write how mature the figures are and how much they may differ, "
        "as in estimate: {maturity: calculated, plus_minus: 25 %}"
    )


@pytest.mark.parametrize(("track", "found"), [("platform", 1), ("pilot", 0), ("prototype", 0)])
def test_a_trial_is_handed_over_to_nobody(track: str, found: int, changed: Changed) -> None:
    assert len(told(changed(f"{A}:\n  track: {track}\n  handover: \n  {RUN}\n"), "GOV010")) == found


@pytest.mark.parametrize("ended", ["closed: 2026-10-01", "under_way: 2026-06-01"])
def test_a_trial_that_runs_or_never_began_owes_no_result(ended: str, changed: Changed) -> None:
    assert told(changed(f"{TRIAL}{A}:\n  track: pilot\n  stages: {{{ended}}}\n"), "GOV024") == []


def test_a_trial_that_was_run_and_closed_owes_its_result(changed: Changed) -> None:
    stages = "stages: {under_way: 2026-06-01, closed: 2026-10-01}"
    (text,) = told(changed(f"{TRIAL}{A}:\n  track: pilot\n  {stages}\n"), "GOV024")
    assert text.startswith("init-a.stages.closed: “init-a” is a pilot at the stage avslutad (`closed`)")


@pytest.mark.parametrize(
    ("stages", "found"),
    [
        ("prepared: , decided: ", 0),
        ("decided: ", 1),
        ("under_way: 2026-06-01", 1),
        ("under_way: 2026-06-01, in_operation: 2026-08-01", 1),
        ("rejected: 2026-06-01", 0),
        ("closed: 2026-06-01", 0),
    ],
)
def test_what_is_prepared_gives_somebody_something(stages: str, found: int, changed: Changed) -> None:
    assert len(told(changed(f"{A}:\n  benefits: []\n  stages: {{{stages}}}\n"), "GOV040")) == found


def test_a_prepared_initiative_without_benefits_is_told_whole(changed: Changed) -> None:
    assert told(changed(f"{A}: {{benefits: []}}\n"), "GOV040") == [
        (
            "init-a.stages.decided: “init-a” is at the stage beslutad (`decided`), but nyttor (`benefits`) names "
            "nothing that it gives to anybody\n"
            "write what it gives, to whom, and how one will know: in kronor, or in words with poäng (`points`); "
            "where a law demands it, write laglig grund (`legal_basis`)"
        )
    ]


def test_what_another_way_of_doing_it_gives_counts(changed: Changed) -> None:
    other = (
        f"{A}:\n  benefits: []\n  alternatives:\n    - id: mindre\n      name: Mindre\n"
        "      phases: [{name: Bygge, periods: 1}]\n"
        "      benefits: [{name: Tid, category: quality, valued: false, points: 2, words: Lugn, receiver: hvo}]\n"
    )
    assert told(changed(other), "GOV040") == []
