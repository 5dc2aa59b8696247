"""A delivery costs in every year it is given, in no other, and somebody shares it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

D = "data/deliveries/leverans-a.yaml"
STAFF = "{name: Personal, category: staff, behaviour: fixed, per_year: {2027: 90 tkr, 2028: 90 tkr}}"


def asset(in_service: str, life: int) -> str:
    """The delivery with an asset beside its staff."""
    one = f"{{outlay: 900 tkr, in_service: {in_service}, life_years: {life}}}"
    return f"{D}: {{cost_parts: [{STAFF}, {{name: Servrar, category: capital, behaviour: fixed, asset: {one}}}]}}\n"


def test_a_hole_is_told_with_its_year(changed: Changed) -> None:
    part = "{name: Personal, category: staff, behaviour: fixed, per_year: {2028: 90 tkr}}"
    (text,) = told(changed(f"{D}: {{cost_parts: [{part}]}}\n"), "DEL003")
    assert text.split("\n") == [
        (
            "leverans-a.cost_parts.0.per_year: the cost part “Personal” of “leverans-a” has no amount for 2027, "
            "when the delivery is given"
        ),
        (
            "write the amount for each planned year, 0 kr where the part costs nothing then; "
            "or name the index that later years follow"
        ),
        "itgov.yaml.horizon: the planned years are set here",
    ]


def test_no_amount_is_owed_before_the_delivery_starts(changed: Changed) -> None:
    part = "{name: Personal, category: staff, behaviour: fixed, per_year: {2028: 90 tkr}}"
    found = codes(changed(f"{D}: {{cost_parts: [{part}], starts_on: 2028-01-01}}\n"))
    assert not [one for one in found if one in {"DEL003", "DEL005"}]


def test_nothing_outside_a_delivery_is_no_cost(changed: Changed) -> None:
    part = "{name: Personal, category: staff, behaviour: fixed, per_year: {2027: 90 tkr, 2028: 0 kr}}"
    assert "DEL005" not in codes(changed(f"{D}: {{cost_parts: [{part}], retires_on: 2027-12-31}}\n"))


def test_an_amount_before_the_start_points_to_it(changed: Changed) -> None:
    (text,) = told(changed(f"{D}: {{starts_on: 2028-01-01}}\n"), "DEL005")
    assert text.endswith("leverans-a.starts_on: it starts here")


@pytest.mark.parametrize(("day", "found"), [("2022-01-01", ["DEL006"]), ("2022-01-02", [])])
def test_an_asset_is_written_off_on_the_day(day: str, found: list[str], changed: Changed) -> None:
    assert codes(changed(asset(day, 5))) == found


def test_the_outlay_as_a_years_capital_is_counted_twice(changed: Changed) -> None:
    outlay = "{name: Inköp, category: capital, behaviour: fixed, per_year: {2027: 900 tkr, 2028: 0 kr}}"
    fragment = asset("2027-01-01", 5).replace(STAFF, f"{STAFF}, {outlay}")
    (text,) = told(changed(fragment), "DEL007")
    assert text.startswith(
        "leverans-a.cost_parts.1.name: “leverans-a” has “Inköp” both as yearly money and as an asset"
    )
    assert codes(changed(fragment.replace("Inköp, category: capital", "Inköp, category: licences"))) == []


@pytest.mark.parametrize(("behaviour", "count"), [("stepped", 1), ("stepped, step_capacity: 0", 1), ("fixed", 0)])
def test_a_stepped_cost_says_what_a_step_holds(behaviour: str, count: int, changed: Changed) -> None:
    part = STAFF.replace("fixed", behaviour)
    found = told(changed(f"{D}: {{cost_parts: [{part}]}}\n"), "DEL008")
    assert found == count * [
        (
            "leverans-a.cost_parts.0.behaviour: the cost part “Personal” of “leverans-a” is “stepped”, "
            "but trappsteg (`step_capacity`) does not say what a step holds\n"
            "write how many of its unit, dator, one step carries; where nothing comes in steps, write “fixed”"
        )
    ]
