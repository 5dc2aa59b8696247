"""What a benefit owes at each stage, and what its price and its mark say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
MEASURE = (
    "measure: {name: Restid, unit: timmar, baseline: '9', baseline_on: 2026-01-31, target: '6', target_on: 2028-06-30}"
)
PRICE = "per_year: {low: 1 tkr, likely: 2 tkr, high: 3 tkr}"


def benefit(rest: str, also: str = "") -> str:
    """The first initiative, decided, with one benefit."""
    return f"{A}:\n  benefits: [{{name: Kortare restid, {rest}}}]\n{also}"


def test_an_unpriced_benefit_with_amounts_is_told_where_they_stand(changed: Changed) -> None:
    (text,) = told(changed(benefit(f"category: quality, valued: false, words: Lugn, {PRICE}")), "BEN001")
    assert text.split("\n") == [
        (
            "init-a.benefits.0.per_year: “Kortare restid” in “init-a” says false for värderad (`valued`), "
            "but has per år (`per_year`), which then counts nowhere"
        ),
        "write “valued: true”, or take the amounts away and say it in words",
        "init-a.benefits.0.valued: the mark is set here",
    ]


def test_equal_amounts_are_in_order(changed: Changed) -> None:
    equal = "per_year: {low: 2 tkr, likely: 2 tkr, high: 2 tkr}"
    whole = f"category: reallocation, valued: true, receiver: hvo, owner: Chef, {MEASURE}, {equal}"
    assert codes(changed(benefit(whole))) == []


@pytest.mark.parametrize("stage", ["rejected", "withdrawn"])
def test_what_was_dropped_is_left_alone(stage: str, changed: Changed) -> None:
    fragment = benefit("category: cashable, valued: true", f"  stages: {{{stage}: 2026-06-01}}\n")
    assert not [one for one in codes(changed(fragment)) if one.startswith("BEN")]


def test_what_is_only_anchored_owes_no_owner_measure_or_receiver(changed: Changed) -> None:
    fragment = f"data/initiatives/init-b.yaml: {{benefits: [{{name: X, category: quality, valued: true, {PRICE}}}]}}\n"
    assert codes(changed(fragment)) == []


@pytest.mark.parametrize("category", ["quality", "law", "security", "environment", "citizen"])
def test_an_unpriced_benefit_may_be_for_all(category: str, changed: Changed) -> None:
    assert codes(changed(benefit(f"category: {category}, valued: false, words: Alla är trygga"))) == []


def test_a_price_for_citizens_needs_no_receiver(changed: Changed) -> None:
    assert codes(changed(benefit(f"category: citizen, valued: true, owner: Chef, {MEASURE}, {PRICE}"))) == []


def test_freed_time_without_a_price_needs_a_receiver(changed: Changed) -> None:
    fragment = benefit(f"category: reallocation, valued: false, words: Tid, owner: Chef, {MEASURE}")
    assert codes(changed(fragment)) == ["BEN005"]


def test_an_alternative_owes_no_measure(changed: Changed) -> None:
    other = f"{{name: Y, category: quality, valued: true, {PRICE}}}"
    fragment = (
        f"{A}: {{alternatives: [{{id: mindre, name: M, phases: [{{name: B, periods: 1}}], benefits: [{other}]}}]}}\n"
    )
    assert not [one for one in codes(changed(fragment)) if one.startswith("BEN")]
