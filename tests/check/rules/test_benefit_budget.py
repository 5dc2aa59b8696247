"""What is cashable has an effect on a frame, and meets a requirement once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.check.rules.told import told
from tests.city import codes

A = "data/initiatives/init-a.yaml"
Changed = Callable[[str], Path]
HVO = "data/administrations/hvo.yaml"
PRICE = "valued: true, owner: Chef, per_year: {low: 1 tkr, likely: 2 tkr, high: 3 tkr}"
MEASURE = (
    "measure: {name: Restid, unit: kr, baseline: '9', baseline_on: 2026-01-31, target: '6', target_on: 2028-06-30}"
)


def benefit(rest: str, also: str = "") -> str:
    """The first initiative, decided, with one benefit."""
    return f"{A}:\n  benefits: [{{name: Kortare restid, {PRICE}, {MEASURE}, {rest}}}]\n{also}"


COUNTED = "receiver: hvo, category: cashable, budget_effect: efficiency_requirement"


def required(share: str, grant: str) -> str:
    """The requirement that the receiver has in 2027."""
    return f"{HVO}: {{efficiency_requirement: {{2027: {share}}}, committee_grant: {{2027: {grant}}}}}\n"


def test_what_meets_the_requirement_exactly_is_not_beyond_it(changed: Changed) -> None:
    assert codes(changed(benefit(COUNTED) + required("1 %", "200 tkr"))) == []


def test_what_is_beyond_the_requirement_says_by_how_much_and_whose(changed: Changed) -> None:
    (text,) = told(changed(benefit(COUNTED) + required("1 %", "150 tkr")), "BEN016")
    assert text.split("\n") == [
        (
            "hvo.efficiency_requirement: 2 000 kr a year is counted against effektiviseringskrav "
            "(`efficiency_requirement`) of “hvo”, which asks for 1 500 kr in all: 500 kr would be counted twice"
        ),
        "let what is beyond the requirement lower the frame or stay in it; the initiatives are listed below",
        "init-a.benefits: 2 000 kr a year",
    ]


def test_a_requirement_of_nothing_is_none(changed: Changed) -> None:
    assert codes(changed(benefit(COUNTED) + required("0 %", "9 mnkr"))) == ["BEN015"]


def test_a_requirement_without_a_grant_cannot_be_exceeded(changed: Changed) -> None:
    assert codes(changed(benefit(COUNTED) + f"{HVO}: {{efficiency_requirement: {{2027: 1 %}}}}\n")) == []
