"""Measures have both ends, and lie on the right side of go-live."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"


def measured(measure: str, also: str = "") -> str:
    """The first initiative, two quarters from 2027-Q1 at the earliest, with one benefit."""
    return (
        f"{A}:\n  benefits:\n    - name: Kortare restid\n      category: reallocation\n      valued: true\n"
        "      receiver: hvo\n      owner: Chef\n      per_year: {low: 1 tkr, likely: 2 tkr, high: 3 tkr}\n"
        f"      measure: {{name: Restid, unit: timmar, {measure}}}\n{also}"
    )


BOTH = "baseline: '9', baseline_on: 2026-01-31, target: '6', target_on: 2028-06-30"


def test_a_measure_without_value_and_day_is_one_finding(changed: Changed) -> None:
    (text,) = told(changed(measured("target: '6', target_on: 2028-06-30")), "BEN008")
    assert text.split("\n") == [
        (
            "init-a.benefits.0.measure: the measure “Restid” of “Kortare restid” in “init-a” has no "
            "utgångsvärde (`baseline`) and utgångsvärde mätt (`baseline_on`)"
        ),
        "measure before the change, and write the value and the day: afterwards it is too late",
    ]


def test_the_first_day_in_use_is_not_too_early(changed: Changed) -> None:
    day = BOTH.replace("2028-06-30", "2027-07-01")
    assert codes(changed(measured(day))) == []
    (text,) = told(changed(measured(day.replace("07-01", "06-30"))), "BEN010")
    assert "shall be reached on 2027-06-30, but the initiative is in use from 2027-07-01 at the earliest" in text


def test_a_later_window_moves_go_live(changed: Changed) -> None:
    day = BOTH.replace("2028-06-30", "2027-07-01")
    assert codes(changed(measured(day, "  window: {earliest_start: 2027-Q2}\n"))) == ["BEN010"]


def test_a_pilot_may_be_measured_while_it_runs(changed: Changed) -> None:
    day = BOTH.replace("2028-06-30", "2027-02-01")
    assert told(changed(measured(day, "  track: pilot\n")), "BEN010") == []


def test_a_baseline_of_the_day_of_go_live_holds(changed: Changed) -> None:
    live = "  stages: {under_way: 2026-06-01, in_operation: 2026-10-01}\n  started_in: 2026-Q2\n"
    early = BOTH.replace("2026-01-31", "2026-10-01")
    assert told(changed(measured(early, live)), "BEN011") == []
    assert len(told(changed(measured(early.replace("10-01", "10-02"), live)), "BEN011")) == 1


@pytest.mark.parametrize(("ramp", "found"), [("[50 %, 50 %]", []), ("[0 %, 60 %, 59 %]", ["BEN012"])])
def test_a_ramp_may_stand_still_but_not_fall(ramp: str, found: list[str], changed: Changed) -> None:
    assert codes(changed(measured(BOTH, f"      ramp: {ramp}\n"))) == found
