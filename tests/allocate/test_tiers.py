"""What passes between deliveries: exact, told from both ends, and the same whatever the method."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from itgov.allocate.shares import allocate
from itgov.allocate.tiers import Passage, passages
from itgov.model.city import City

from .small import AN_EQUAL_KEY, city, delivery, key, part, settings

YEARS = {"2027": "100 kr", "2028": "200 kr"}


def circle(method: str = "reciprocal", **changes: Any) -> City:
    """Two deliveries of 100 kr, of which each does a half for the other; asf pays what the second has left."""
    of_asf = key("asf-ensam", {"asf": "1", "hvo": "0", "miljo": "0"})
    one = delivery("a", part(), serves=({"delivery": "b", "share": "1/2"},), **changes)
    other = delivery("b", part(), key="asf-ensam", serves=({"delivery": "a", "share": "1/2"},))
    return city(
        AN_EQUAL_KEY, of_asf, one, other, city_settings=settings(allocation={"method": method, "order": ("a", "b")})
    )


def told(of: City, *years: int) -> dict[str, Passage]:
    return {one.sender: one for one in passages(of, allocate(of, years or (2027,)))}


def test_what_one_passes_the_other_receives() -> None:
    found = told(circle())
    assert found["a"].passed == (("b", Fraction(100_00)),)
    assert found["b"].received == (("a", Fraction(100_00)),)


def test_in_a_circle_more_passes_than_was_put_in_and_all_of_it_is_paid_once() -> None:
    found = told(circle())
    assert [[one.own_ore, one.into, one.out] for one in found.values()] == [[100_00, 200_00, 200_00]] * 2
    assert sum((one.paid.whole for one in found.values()), Fraction(0)) == 200_00


@pytest.mark.parametrize(
    ("method", "received"), [("direct", (0, 0)), ("step_down", (0, 50_00)), ("reciprocal", (100_00, 100_00))]
)
def test_each_method_passes_what_it_lets_through(method: str, received: tuple[int, int]) -> None:
    found = told(circle(method))
    assert [one.into - one.own_ore for one in found.values()] == list(received)
    assert all(one.difference == 0 for one in found.values())


def test_what_is_nobodys_goes_out_beside_what_is_paid() -> None:
    half = key("halv", dict.fromkeys(("asf", "hvo", "miljo"), "1"), unassigned="1/3")
    built = delivery("drift", part(), key="halv", volumes={"2027": "1"}, capacity={"2027": "4"})
    (found,) = told(city(half, built)).values()
    assert [found.unused, found.unassigned] == [75_00, Fraction(25_00, 3)]
    assert [found.paid.whole, found.difference] == [Fraction(50_00, 3), 0]
    assert list(found.paid) == ["asf", "hvo", "miljo"]


def test_a_part_with_a_key_of_its_own_is_told_by_its_record_and_its_key() -> None:
    of_asf = key("asf-ensam", {"asf": "1", "hvo": "0", "miljo": "0"})
    found = told(city(AN_EQUAL_KEY, of_asf, delivery("drift", part(), part("Eget", {"2027": "7 kr"}, key="asf-ensam"))))
    assert [(one.source_id, one.key_id, one.own_ore) for one in found.values()] == [
        ("drift", None, 100_00),
        ("drift", "asf-ensam", 7_00),
    ]


def test_what_is_not_split_passes_nothing_on() -> None:
    lost = delivery("lost", part(), key="saknas")
    found = told(city(AN_EQUAL_KEY, delivery("drift", part()), lost))
    assert list(found) == ["drift"]


def test_a_served_delivery_without_a_cost_of_its_own_has_what_it_received() -> None:
    desk = delivery("desk", part(per_year={"2028": "1 kr"}))
    drift = delivery("drift", part(), serves=({"delivery": "desk", "share": "1/4"},))
    found = told(city(AN_EQUAL_KEY, desk, drift))["desk"]
    assert [found.own_ore, found.into, found.paid.whole] == [0, 25_00, 25_00]


def test_only_the_years_that_are_asked_for_are_told_in_order() -> None:
    of = city(AN_EQUAL_KEY, delivery("drift", part(per_year=YEARS)))
    allocation = allocate(of, (2027, 2028))
    assert [one.year for one in passages(of, allocation)] == [2027, 2028]
    assert [(one.year, one.own_ore) for one in passages(of, allocation, (2028, 2099))] == [(2028, 200_00)]


def test_nothing_is_rounded_on_the_way() -> None:
    third = delivery("drift", part(per_year={"2027": "0,01 kr"}), serves=({"delivery": "desk", "share": "1/3"},))
    found = told(city(AN_EQUAL_KEY, delivery("desk", part(per_year={"2027": "0 kr"})), third))
    assert found["drift"].passed == (("desk", Fraction(1, 3)),)
    assert found["desk"].paid["asf"] == Fraction(1, 9)


def test_a_credit_passes_as_a_cost_does() -> None:
    credit = delivery("drift", part(per_year={"2027": "-9 kr"}), serves=({"delivery": "desk", "share": "1/3"},))
    found = told(city(AN_EQUAL_KEY, delivery("desk", part()), credit))
    assert found["drift"].passed == (("desk", Fraction(-3_00)),)
    assert found["desk"].into == 97_00
