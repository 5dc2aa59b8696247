"""Any figure explained, downwards and upwards: what is told adds up to what is paid."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import HealthCheck, given, settings

from itgov.allocate.cost import cost_lines
from itgov.allocate.explain import downwards, upwards
from itgov.allocate.flow import Sender
from itgov.allocate.route import hands, route
from itgov.allocate.shares import allocate
from itgov.allocate.views import by_administration
from itgov.model.city import City
from tests.laws import TRIES

from .networks import NAMES, networks, turned_round
from .small import AN_EQUAL_KEY, city, delivery, key, part, system

SLOW = settings(deadline=None, max_examples=TRIES, suppress_health_check=[HealthCheck.too_slow])
YEAR = 2028


@SLOW
@given(networks())
def test_the_lines_of_an_administration_make_what_it_pays(city_: City) -> None:
    allocation = allocate(city_, (YEAR,))
    totals = {one.administration_id: one.ore for one in by_administration(allocation)}
    for name in NAMES:
        found = downwards(city_, allocation, name, YEAR)
        assert sum(one.ore for one in found.traced) == found.ore == totals[name]
        assert found.difference_ore == 0


@SLOW
@given(networks())
def test_every_cell_is_its_quota_s_whole_part_and_at_most_an_ore_more(city_: City) -> None:
    allocation = allocate(city_, (YEAR,))
    for name in NAMES:
        for one in downwards(city_, allocation, name, YEAR).traced:
            assert abs(one.given_ore) in {0, 1}
            whole = int(one.quota)
            assert one.ore == whole + one.given_ore


@SLOW
@given(networks())
def test_the_hands_by_which_a_cost_comes_make_the_share(city_: City) -> None:
    allocation = allocate(city_, (YEAR,))
    shares: dict[tuple[str, str, int, int], Fraction] = {}
    for name in NAMES:
        for one in downwards(city_, allocation, name, YEAR).traced:
            for handed in one.handed:
                assert handed.by_key * handed.reading.share == handed.hand.paid
            shares[one.line.order] = shares.get(one.line.order, Fraction(0)) + one.share
    # What is missing to a whole is nobody's: unused capacity.
    used = {line.order for line in allocation.lines} - {one.line.order for one in allocation.beside}
    assert all(share == 1 for order, share in shares.items() if order in used)


@SLOW
@given(networks())
def test_in_every_delivery_on_the_way_as_much_comes_in_as_goes_out(city_: City) -> None:
    for one in upwards(city_, allocate(city_, (YEAR,)), "leverans-0"):
        if one.route is None:
            continue
        for name, reached in one.route.reached.items():
            came = sum((step.carried for step in one.route.steps if step.receiver == name), Fraction(0))
            assert came + (name == one.route.source) == reached


@SLOW
@given(networks())
def test_where_a_cost_went_makes_the_cost(city_: City) -> None:
    allocation = allocate(city_, (2027, YEAR))
    for source in city_.deliveries:
        followed = upwards(city_, allocation, source)
        assert all(one.difference_ore == 0 for one in followed)
        assert sum(one.line.ore for one in followed) == sum(
            line.ore for line in cost_lines(city_, (2027, YEAR)) if line.source_id == source
        )


@SLOW
@given(networks())
def test_a_credit_is_explained_as_the_cost_of_its_size_with_the_sign_turned(city_: City) -> None:
    turned = city(*map(turned_round, city_.records()), city_settings=city_.settings)
    for name in NAMES:
        there = downwards(city_, allocate(city_, (YEAR,)), name, YEAR)
        back = downwards(turned, allocate(turned, (YEAR,)), name, YEAR)
        assert [(one.ore, one.quota, one.given_ore) for one in there.traced] == [
            (-one.ore, -one.quota, -one.given_ore) for one in back.traced
        ]


def test_a_circle_is_told_by_how_much_comes_to_each() -> None:
    half = Fraction(1, 2)
    passing = {"a": Sender("a", {"b": half}, {"hvo": half}), "b": Sender("b", {"a": half}, {"asf": half})}
    found = route(passing, "a")
    assert found.reached == {"a": Fraction(4, 3), "b": Fraction(2, 3)}
    assert [one.share for one in hands(passing, found, "asf")] == [Fraction(1, 3)]


def test_a_cell_tells_the_key_s_value_and_whole() -> None:
    by_staff = key("anstallda", {"asf": "1", "hvo": "2", "miljo": "1"})
    small = city(by_staff, delivery("natverk", part()))
    (one,) = downwards(small, allocate(small, (2027,)), "hvo", 2027).traced
    (handed,) = one.handed
    assert (handed.reading.value, handed.reading.whole) == (Fraction(2), Fraction(4))
    assert handed.reading.plain


def test_the_ore_of_the_largest_remainder_is_told() -> None:
    small = city(AN_EQUAL_KEY, delivery("natverk", part()))
    (one,) = downwards(small, allocate(small, (2027,)), "asf", 2027).traced
    assert (one.quota, one.ore, one.given_ore) == (Fraction(10_000, 3), 33_34, 1)


def test_a_part_that_is_asked_for_is_told_alone() -> None:
    small = city(
        AN_EQUAL_KEY, delivery("natverk", part(), part("Drift")), system("gis", ("staff", "9 kr"), key="anstallda")
    )
    found = downwards(small, allocate(small, (2027,)), "asf", 2027, ("natverk", 2))
    assert [one.line.part for one in found.traced] == ["Drift"]


def test_a_cost_that_is_not_split_is_followed_to_nobody() -> None:
    small = city(delivery("natverk", part()))
    (one,) = upwards(small, allocate(small, (2027,)), "natverk")
    assert (one.route, one.to, one.not_split_ore, one.difference_ore) == (None, (), 100_00, 0)
