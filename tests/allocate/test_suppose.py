"""What if: the city with something otherwise, and the clear no where it cannot be."""

from __future__ import annotations

from fractions import Fraction

import pytest

from itgov.allocate.cost import cost_lines
from itgov.allocate.shares import allocate
from itgov.allocate.suppose import (
    CannotSuppose,
    CostChange,
    with_cost,
    with_key,
    with_method,
    with_record,
    without,
)
from itgov.model.city import City

from .small import AN_EQUAL_KEY, asset_part, city, delivery, key, part, system

LIKA = key("lika", {}, equal="true")
NATVERK = delivery("natverk", part(), part("Drift", {"2027": "300 kr"}, key="lika"))
SMALL = city(AN_EQUAL_KEY, LIKA, NATVERK, system("gis", ("staff", "9 kr"), key="anstallda"))


def keys(city_: City) -> list[str]:
    """The keys that lines are split by, in order."""
    return [line.key_id for line in cost_lines(city_, (2027,))]


def amounts(city_: City) -> list[int]:
    """What each part of the network costs in 2027."""
    return [line.ore for line in cost_lines(city_, (2027,)) if line.source_id == "natverk"]


def test_a_key_is_replaced_in_the_mixes_that_weigh_it() -> None:
    mixed = key("blandad", {}, mix=({"key": "anstallda", "weight": "60 %"}, {"key": "lika", "weight": "40 %"}))
    used = city(
        AN_EQUAL_KEY,
        key("lika", {}, equal="true"),
        key("annan", dict.fromkeys(("asf", "hvo", "miljo"), "2")),
        mixed,
        delivery("natverk", part(), key="blandad"),
    )
    found = with_key(used, "anstallda", None, "annan").city.keys["blandad"].mix
    assert [(one.key, str(one.weight)) for one in found] == [("annan", "3/5"), ("lika", "2/5")]
    (one,) = with_key(used, "anstallda", None, "lika").city.keys["blandad"].mix
    assert (one.key, str(one.weight)) == ("lika", "1")


def test_a_key_that_splits_nothing_is_none_to_replace() -> None:
    with pytest.raises(CannotSuppose, match="nothing is split by “lika”"):
        with_key(
            city(AN_EQUAL_KEY, key("lika", {}, equal="true"), delivery("natverk", part())), "lika", None, "anstallda"
        )


def test_a_step_that_is_named_twice_is_refused() -> None:
    with pytest.raises(CannotSuppose, match="“natverk” stands twice"):
        with_method(SMALL, "step_down", ("natverk", "natverk"))


def test_a_key_for_a_delivery_is_for_all_its_parts() -> None:
    assert keys(with_key(SMALL, "natverk", None, "lika").city) == ["anstallda", "lika", "lika"]


def test_a_key_for_one_part_leaves_the_others() -> None:
    assert keys(with_key(SMALL, "natverk", 2, "anstallda").city) == ["anstallda"] * 3


def test_a_key_for_a_key_is_for_all_that_it_splits() -> None:
    assert keys(with_key(SMALL, "anstallda", None, "lika").city) == ["lika"] * 3


def test_the_city_that_is_asked_stays_as_it_is() -> None:
    with_key(SMALL, "anstallda", None, "lika")
    without(SMALL, "natverk")
    assert keys(SMALL) == ["anstallda", "anstallda", "lika"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (CostChange(times=Fraction(11, 10)), [110_00, 330_00]),
        (CostChange(more_ore=40_00), [110_00, 330_00]),
        (CostChange(more_ore=-40_00), [90_00, 270_00]),
        (CostChange(exactly_ore=200_00), [50_00, 150_00]),
        (CostChange(exactly_ore=1), [0, 1]),
    ],
)
def test_another_cost_is_spread_over_the_parts(change: CostChange, found: list[int]) -> None:
    assert amounts(with_cost(SMALL, "natverk", None, change, (2027,)).city) == found


def test_another_cost_of_one_part_leaves_the_others() -> None:
    changed = with_cost(SMALL, "natverk", 2, CostChange(times=Fraction(1, 2)), (2027,)).city
    assert amounts(changed) == [100_00, 150_00]


def test_a_cost_that_was_nothing_can_be_something() -> None:
    free = city(AN_EQUAL_KEY, delivery("natverk", part(per_year={"2027": "0 kr"})))
    assert amounts(with_cost(free, "natverk", None, CostChange(more_ore=5), (2027,)).city) == [5]


def test_capital_cost_is_changed_as_an_amount() -> None:
    servers = city(AN_EQUAL_KEY, delivery("natverk", asset_part()))
    (before,) = amounts(servers)
    assert amounts(with_cost(servers, "natverk", None, CostChange(times=Fraction(2)), (2027,)).city) == [2 * before]


def test_what_served_a_retired_delivery_is_split_by_its_own_key() -> None:
    desk = delivery("servicedesk", part(per_year={"2027": "0 kr"}), consumers=("hvo",))
    serving = delivery("drift", part(), serves=({"delivery": "servicedesk", "share": "40 %"},))
    found = without(city(AN_EQUAL_KEY, desk, serving), "servicedesk")
    assert [cell.ore for cell in allocate(found.city, (2027,)).cells] == [33_34, 33_33, 33_33]
    assert "“drift” served “servicedesk”" in str(found.notes[0])


def test_a_retired_delivery_has_no_place_in_the_order_of_steps() -> None:
    ordered = with_method(SMALL, "step_down", ("natverk",)).city
    assert without(ordered, "natverk").city.settings.allocation.order == ()


def test_a_new_delivery_is_put_in() -> None:
    assert amounts(with_record(city(AN_EQUAL_KEY, LIKA), NATVERK).city) == [100_00, 300_00]


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (delivery("ny", part(), key="okand"), "no allocation key “okand”"),
        (delivery("ny", part(key="okand")), "no allocation key “okand”"),
        (delivery("ny", part(), consumers=("nagon",)), "no administration “nagon”"),
        (
            delivery("ny", part(), serves=({"delivery": "natverkk", "share": "1 %"},)),
            "no delivery or system “natverkk”",
        ),
    ],
)
def test_a_new_delivery_that_names_what_is_not_there_is_refused(new: object, said: str) -> None:
    with pytest.raises(CannotSuppose) as caught:
        with_record(SMALL, new)  # type: ignore[arg-type]
    assert said in str(caught.value.message)


def test_a_system_has_one_key_for_all_its_cost() -> None:
    with pytest.raises(CannotSuppose, match="has one key, or none"):
        with_key(SMALL, "gis", 1, "lika")


def test_a_year_without_cost_is_refused() -> None:
    with pytest.raises(CannotSuppose, match="no cost that is split in 2029"):
        with_cost(SMALL, "natverk", None, CostChange(more_ore=1), (2029,))
