"""A benefit is counted once, bridged where another pays, and known to who gets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

A, B = "data/initiatives/init-a.yaml", "data/initiatives/init-b.yaml"
Changed = Callable[[str], Path]
PRICE = "valued: true, owner: Chef, per_year: {low: 1 tkr, likely: 2 tkr, high: 3 tkr}"
MEASURE = (
    "measure: {name: Restid, unit: kr, baseline: '9', baseline_on: 2026-01-31, target: '6', target_on: 2028-06-30}"
)


def benefit(rest: str, also: str = "") -> str:
    """The first initiative, decided, with one benefit."""
    return f"{A}:\n  benefits: [{{name: Kortare restid, {PRICE}, {MEASURE}, {rest}}}]\n{also}"


TWIN = (
    f"{{name: Mindre resande, category: reallocation, receiver: hvo, {PRICE}, "
    "measure: {name: restid  i HEMTJÄNSTEN, unit: h}}"
)


def test_the_same_measure_for_the_same_receiver_is_counted_twice(changed: Changed) -> None:
    (text,) = told(changed(f"{B}: {{benefits: [{TWIN}]}}\n"), "BEN017")
    assert text.startswith(
        "init-b.benefits.0.name: “Mindre resande” in “init-b” is measured by “restid  i HEMTJÄNSTEN”"
    )
    assert text.endswith("init-a.benefits.0.name: it is counted here, too")


@pytest.mark.parametrize("also", [", excludes: [init-a]", ", stages: {withdrawn: 2026-06-01}"])
def test_what_is_not_done_as_well_may_promise_the_same(also: str, changed: Changed) -> None:
    assert told(changed(f"{B}: {{benefits: [{TWIN}]{also}}}\n"), "BEN017") == []


def test_another_receiver_is_another_effect(changed: Changed) -> None:
    assert told(changed(f"{B}: {{benefits: [{TWIN.replace('receiver: hvo', 'receiver: it')}]}}\n"), "BEN017") == []


def test_twice_in_one_initiative_is_twice(changed: Changed) -> None:
    twice = f"{{name: Ett, category: reallocation, receiver: hvo, {PRICE}, {MEASURE}}}"
    assert codes(changed(f"{A}: {{benefits: [{twice}, {twice.replace('Ett', 'Två')}]}}\n")) == ["BEN017"]


OWN = (
    "  track: business_development\n  phases: [{{name: Bygge, periods: 2, costs: [{{what: Bygge, amount: 9 tkr,"
    " funder: {}}}]}}]\n"
)


def test_a_payer_who_gets_a_part_has_no_gap(changed: Changed) -> None:
    assert told(changed(benefit("receiver: hvo, category: reallocation", OWN.format("hvo"))), "BEN018") == []
    (text,) = told(changed(benefit("receiver: it, category: reallocation", OWN.format("hvo"))), "BEN018")
    assert text.startswith(
        "init-a.benefits.0.receiver: “init-a” is paid by hvo, and all its priced benefits come to it,"
    )


def test_shared_money_leaves_no_gap(changed: Changed) -> None:
    assert told(changed(benefit("receiver: it, category: reallocation")), "BEN018") == []


LOWERED = "category: cashable, budget_effect: frame_lowered"


@pytest.mark.parametrize(
    "also", ["  affects: [{record: it, how: Ramen}]\n", "  take_up: [{administration: it, year: 2027, users: 5}]\n"]
)
def test_who_is_named_elsewhere_has_been_told(also: str, changed: Changed) -> None:
    assert told(changed(benefit(f"receiver: it, {LOWERED}", also)), "BEN019") == []


def test_the_proposer_knows(changed: Changed) -> None:
    assert codes(changed(benefit(f"receiver: hvo, {LOWERED}"))) == []


def test_who_has_not_been_told_is_named_with_whom_to_ask(changed: Changed) -> None:
    (text,) = told(changed(benefit(f"receiver: it, {LOWERED}")), "BEN019")
    assert "ask Ekonomichef STK, and name “it” under påverkar (`affects`)" in text
