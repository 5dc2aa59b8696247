"""Handing units back: variable parts follow, stepped ones by whole steps, fixed ones stay."""

from __future__ import annotations

from typing import Any

import pytest

from itgov.allocate.handed_back import with_units
from itgov.allocate.suppose import CannotSuppose
from itgov.model.city import City
from itgov.model.key import Key

from .small import asset_part, city, delivery, key, part, system

COMPUTERS = key("datorer", {"asf": "40", "hvo": "50", "miljo": "10"}, unit="Dator")
VOLUMES = {"2027": "100", "2028": "80"}
BOTH = {"2027": "100 kr", "2028": "80 kr"}


def workplaces(*parts: dict[str, Any], **changes: Any) -> City:
    """A delivery of 100 computers, split by how many each has."""
    return city(COMPUTERS, delivery("datorer-a", *parts, **{"key": "datorer", "volumes": VOLUMES} | changes))


def saved(*parts: dict[str, Any], units: int) -> list[int]:
    """What each part costs less in 2027."""
    return [one.saved_ore for one in with_units(workplaces(*parts), "datorer-a", "asf", units, (2027,)).savings]


def test_a_variable_part_falls_with_the_units() -> None:
    assert saved(part(behaviour="variable"), units=-7) == [7_00]


def test_a_fixed_part_saves_nothing() -> None:
    assert saved(part(behaviour="fixed"), units=-7) == [0]


def test_a_stepped_part_falls_by_whole_steps() -> None:
    stepped = part(behaviour="stepped", step_capacity="30")
    assert [saved(stepped, units=units) for units in (-9, -10, -39, -40)] == [[0], [25_00], [25_00], [50_00]]


def test_more_units_cost_more() -> None:
    assert saved(part(behaviour="variable"), part(behaviour="stepped", step_capacity="100"), units=1) == [
        -1_00,
        -100_00,
    ]


def test_a_stepped_part_without_step_is_taken_as_fixed_and_that_is_told() -> None:
    found = with_units(workplaces(part(behaviour="stepped")), "datorer-a", "asf", -10, (2027,))
    assert [one.saved_ore for one in found.savings] == [0]
    assert "taken as fixed" in str(found.supposed.notes[0])


def test_a_credit_follows_as_a_cost_does() -> None:
    assert saved(part(per_year={"2027": "-100 kr"}, behaviour="variable"), units=-7) == [-7_00]


def test_capital_cost_by_steps_keeps_its_other_years() -> None:
    servers = asset_part() | {"behaviour": "stepped", "step_capacity": "90"}
    found = with_units(workplaces(servers), "datorer-a", "asf", -10, (2027, 2028))
    one, other = found.savings
    assert (one.counted_before, one.counted_after, other.saved_ore) == (2, 1, 0)
    assert one.saved_ore * 2 == one.before_ore


def test_the_key_s_value_falls_once_however_many_years_are_asked_for() -> None:
    found = with_units(workplaces(part(per_year=BOTH)), "datorer-a", "asf", -5, (2027, 2028))
    assert found.supposed.city.keys["datorer"].values["asf"] == 35


def test_a_key_by_year_falls_in_each_year_from_what_it_was() -> None:
    values = {"asf": "40", "hvo": "50", "miljo": "10"}
    by_year = key("datorer", {}, unit="dator", per_year={"2027": values})
    small = city(by_year, delivery("datorer-a", part(per_year=BOTH), key="datorer", volumes=VOLUMES))
    found = with_units(small, "datorer-a", "asf", -5, (2027, 2028)).supposed.city.keys["datorer"].per_year
    assert {year: values["asf"] for year, values in found.items()} == {2027: 35, 2028: 35}


def test_a_key_that_counts_something_else_stays_and_that_is_told() -> None:
    staff = key("anstallda", {"asf": "1", "hvo": "1", "miljo": "1"})
    small = city(staff, delivery("datorer-a", part(), volumes=VOLUMES))
    found = with_units(small, "datorer-a", "asf", -5, (2027,)).supposed
    assert found.city.keys == small.keys
    assert "counts årsarbetare, and not dator" in str(found.notes[0])


def notes(key_: Key) -> str:
    """What is said where five computers are handed back by asf, split by the key."""
    small = city(key_, delivery("datorer-a", part(), key=key_.id, volumes=VOLUMES))
    found = with_units(small, "datorer-a", "asf", -5, (2027,)).supposed
    return "; ".join(map(str, found.notes))


def test_a_fixed_share_does_not_fall_and_that_is_told() -> None:
    fixed = key("fast", {"hvo": "50", "miljo": "10"}, unit="dator", shares={"asf": "25 %"})
    assert "gives asf a fixed share, 25 %" in notes(fixed)


def test_fixed_shares_alone_do_not_fall_and_that_is_told() -> None:
    fixed = key("fast", {}, unit="dator", shares={"asf": "25 %", "hvo": "50 %", "miljo": "25 %"})
    assert "gives asf a fixed share, 25 %" in notes(fixed)


def test_an_equal_share_does_not_fall_and_that_is_told() -> None:
    assert "gives equal shares" in notes(key("lika", {}, unit="dator", equal="true"))


def test_a_key_without_a_value_for_it_is_told() -> None:
    assert "no value for asf that could fall" in notes(key("datorer", {"hvo": "1", "miljo": "1"}, unit="dator"))


def test_a_floor_is_told() -> None:
    floor = {"administration": "asf", "least": "30 %", "reason": "Skäl."}
    values = {"asf": "40", "hvo": "50", "miljo": "10"}
    assert "a floor or a cap for asf" in notes(key("golv", values, unit="dator", bounds=(floor,)))


def parts_of(behaviour: str, units: int, **changes: Any) -> tuple[int, int, int, int]:
    """What the units make of a part of 100 kr by price, and of that what is saved now, later and never."""
    small = workplaces(part(behaviour=behaviour, **changes))
    (one,) = with_units(small, "datorer-a", "asf", units, (2027,)).savings
    return one.units_ore, one.saved_ore, one.later_ore, one.never_ore


def test_what_the_units_make_by_price_is_saved_now_later_or_never() -> None:
    assert parts_of("variable", -7) == (7_00, 7_00, 0, 0)
    assert parts_of("stepped", -7, step_capacity="30") == (7_00, 0, 7_00, 0)
    assert parts_of("fixed", -7) == (7_00, 0, 0, 7_00)


def test_a_step_that_falls_away_may_save_more_than_the_units_make() -> None:
    assert parts_of("stepped", -10, step_capacity="30") == (10_00, 25_00, 0, 0)


def test_units_more_cost_now_later_or_never() -> None:
    assert parts_of("stepped", 7, step_capacity="30") == (-7_00, 0, -7_00, 0)
    assert parts_of("fixed", 7) == (-7_00, 0, 0, -7_00)


@pytest.mark.parametrize(("units", "further"), [(-7, 3), (-10, 30), (-9, 1), (7, 14), (20, 1)])
def test_it_is_told_how_many_units_further_the_next_step_lies(units: int, further: int) -> None:
    stepped = part(behaviour="stepped", step_capacity="30")
    (one,) = with_units(workplaces(stepped), "datorer-a", "asf", units, (2027,)).savings
    assert (one.next_units, one.next_ore) == (further, 25_00)


def test_others_that_the_key_splits_are_named() -> None:
    small = city(
        COMPUTERS,
        delivery("datorer-a", part(), key="datorer", volumes=VOLUMES),
        delivery("mobil", part(), key="datorer"),
    )
    assert "splits mobil too" in str(with_units(small, "datorer-a", "asf", -5, (2027,)).supposed.notes[0])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("datorer-a", "asf", -101), "has 100 units in 2027"),
        (("datorer-a", "miljo", -11), "miljo has 10 of “datorer-a”"),
        (("datorer-a", "okand", -1), "no administration “okand”"),
        (("datorer-b", "asf", -1), "no delivery or system “datorer-b”"),
        (("gis", "asf", -1), "has no volume"),
    ],
)
def test_what_cannot_be_handed_back_says_why(asked: tuple[str, str, int], said: str) -> None:
    small = city(
        COMPUTERS, delivery("datorer-a", part(), key="datorer", volumes=VOLUMES), system("gis", ("staff", "1 kr"))
    )
    with pytest.raises(CannotSuppose) as caught:
        with_units(small, *asked, (2027,))
    assert said in str(caught.value.message)


def test_who_does_not_share_has_nothing_to_hand_back() -> None:
    with pytest.raises(CannotSuppose, match="miljo does not share"):
        with_units(workplaces(part(), consumers=("asf", "hvo")), "datorer-a", "miljo", -1, (2027,))


def test_a_delivery_without_volume_is_refused() -> None:
    with pytest.raises(CannotSuppose, match="no volume for 2027"):
        with_units(workplaces(part(), volumes={"2028": "1"}), "datorer-a", "asf", -1, (2027,))


@pytest.mark.parametrize("units", [5, -5])
def test_a_delivery_without_units_has_no_unit_price_to_go_by(units: int) -> None:
    with pytest.raises(CannotSuppose) as caught:
        with_units(workplaces(part(), volumes={"2027": "0"}), "datorer-a", "asf", units, (2027,))
    assert str(caught.value.message) == "“datorer-a” has no units in 2027, and so no unit price"
