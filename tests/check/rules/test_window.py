"""Whether there is room for the work, for each way of doing it, and after what must come first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]
A = "data/initiatives/init-a.yaml"
NEEDS = f"{A}:\n  window: {{latest_end: 2027-Q2}}\n  needs: {{initiatives: [{{initiative: init-b, RELATION}}]}}\n"


@pytest.mark.parametrize("stages", ["withdrawn: 2026-09-01", "rejected: 2026-09-01", "closed: 2026-09-01"])
def test_what_has_ended_needs_no_window(stages: str, changed: Changed) -> None:
    short = f"{A}:\n  window: {{earliest_start: 2027-Q3, latest_end: 2027-Q3}}\n  stages: {{{stages}}}\n"
    assert not [one for one in codes(changed(short)) if one.startswith("TIM")]


def test_a_window_of_just_the_length_is_enough(changed: Changed) -> None:
    assert codes(changed(f"{A}: {{window: {{earliest_start: 2027-Q1, latest_end: 2027-Q2}}}}\n")) == []


def test_the_earlier_of_window_and_deadline_counts(changed: Changed) -> None:
    law = "legal_basis: {law: 'Lag (2025:1)', in_force: 2027-01-01}"
    (text,) = told(changed(f"{A}:\n  window: {{latest_end: 2028-Q1}}\n  deadline: 2027-Q1\n  {law}\n"), "TIM004")
    assert text == (
        "init-a.deadline: “init-a” can begin in 2027-Q1 at the earliest and must end in 2027-Q1 at the latest: "
        "one period, but its shortest way takes 2 periods\n"
        "shorten the work, add an alternative that is quicker, or move the window\n"
        "itgov.yaml.horizon.first: the city's horizon begins here\n"
        "init-a.phases: the phases are here"
    )


def test_a_quicker_way_saves_the_initiative_but_not_the_slow_way(changed: Changed) -> None:
    quick = "alternatives: [{id: snabbt, name: Snabbt, phases: [{name: Bygge, periods: 1}]}]"
    (text,) = told(changed(f"{A}:\n  window: {{latest_end: 2027-Q1}}\n  {quick}\n"), "TIM005")
    assert text.startswith(
        "init-a.phases: the way “base” of “init-a” takes 2 periods, but there is room for one period"
    )


def test_work_that_would_end_after_the_horizon_is_outside_it(changed: Changed) -> None:
    assert "TIM002" in codes(changed(f"{A}: {{window: {{earliest_start: 2028-Q4}}}}\n"))
    assert "TIM002" not in codes(changed(f"{A}: {{window: {{earliest_start: 2028-Q3}}}}\n"))


@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        ("relation: finished_before_start", ["TIM006"]),
        ("relation: same_period_allowed", []),
        ("relation: same_period_allowed, lag_periods: 1", ["TIM006"]),
        ("relation: before_go_live", []),
        ("relation: before_go_live, lag_periods: 2", ["TIM006"]),
    ],
)
def test_the_relation_and_the_lag_count(relation: str, expected: list[str], changed: Changed) -> None:
    assert codes(changed(NEEDS.replace("RELATION", relation))) == expected


def test_what_is_in_use_already_is_not_waited_for(changed: Changed) -> None:
    done = (
        "data/initiatives/init-b.yaml:\n  handover: {object: objekt-dokument, agreed_on: 2026-06-20}\n"
        "  stages: {decided: 2026-03-01, under_way: 2026-04-01, in_operation: 2026-07-01}\n"
    )
    assert "TIM006" not in codes(changed(NEEDS.replace("RELATION", "lag_periods: 0") + done))
