"""Frames for every planned year, once, and enough for what is settled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A, RAM = "data/initiatives/init-a.yaml", "data/funders/ram.yaml"


def frames(first: str, second: str) -> str:
    """The solidarity frame's operating money in 2027 and 2028; the first initiative has 900 tkr of it decided."""
    return (
        f"{RAM}: {{frames: [{{year: 2027, operating: {first}, status: council}},"
        f" {{year: 2028, operating: {second}, status: frame}}]}}\n"
    )


def test_what_may_wait_counts_against_both_years(changed: Changed) -> None:
    assert codes(changed(frames("0 kr", "900 tkr"))) == []


def test_what_must_end_this_year_counts_against_it(changed: Changed) -> None:
    (text,) = told(changed(f"{frames('899 tkr', '9 mnkr')}{A}: {{window: {{latest_end: 2027-Q4}}}}\n"), "FUN016")
    assert text.split("\n") == [
        (
            "ram.frames.0.year: “ram” has 899 000 kr of operating money until the end of 2027, "
            "but 900 000 kr is decided or under way: 1 000 kr too much"
        ),
        "raise the frame, move work that may wait, or decide anew; the largest draws are listed below",
        "init-a.phases: 900 000 kr until then",
    ]


def test_what_has_started_draws_evenly_and_its_past_is_past(changed: Changed) -> None:
    begun = f"{A}: {{stages: {{under_way: 2026-10-01}}, started_in: 2026-Q4}}\n"
    assert told(changed(frames("450 tkr", "0 kr") + begun), "FUN016") == []
    assert len(told(changed(frames("449 tkr", "0 kr") + begun), "FUN016")) == 1


@pytest.mark.parametrize("stages", ["{decided: }", "{withdrawn: 2026-09-01}"])
def test_what_is_not_settled_draws_nothing(stages: str, changed: Changed) -> None:
    assert told(changed(f"{frames('1 kr', '1 kr')}{A}: {{stages: {stages}}}\n"), "FUN016") == []


def test_an_own_budget_is_a_frame_too(changed: Changed) -> None:
    own = (
        f"{A}:\n  track: business_development\n  phases: [{{name: B, periods: 2, costs: [{{what: B, amount: 9 mnkr,"
        " funder: hvo}]}]\n"
    )
    (text,) = told(changed(own), "FUN016")
    assert text.startswith("hvo.development_budget.1.year: ")


def test_an_administration_without_a_budget_has_no_missing_year(changed: Changed) -> None:
    assert codes(changed("data/administrations/hvo.yaml: {development_budget: []}\n")) == []


def test_an_own_budget_without_a_year_is_found(changed: Changed) -> None:
    budget = "[{year: 2027, operating: 2 mnkr, status: council}]"
    (text,) = told(changed(f"data/administrations/hvo.yaml: {{development_budget: {budget}}}\n"), "FUN007")
    assert "says nothing about 2028" in text


def test_a_frame_of_nothing_may_stand_after_the_end(changed: Changed) -> None:
    rest = "frames: [{year: 2027, operating: 9 tkr, status: council}, {year: 2028, status: frame}], ends_after: 2027"
    assert codes(changed(f"data/funders/andringsmedel.yaml: {{{rest}}}\n")) == []
