"""Any figure explained, downwards and upwards: what is told adds up to what is paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from itgov.allocate.cost import cost_lines
from itgov.allocate.explain import Downwards, Followed, downwards, upwards
from itgov.allocate.flow import Sender
from itgov.allocate.route import hands, route
from itgov.allocate.shares import Allocation, allocate
from itgov.allocate.views import by_administration
from itgov.model.city import City
from tests.laws import Cases

from .networks import NAMES, network, turned_round
from .small import AN_EQUAL_KEY, city, delivery, key, part, system

YEAR = 2028


@dataclass(frozen=True)
class Told:
    """A city's split, what each administration pays explained downwards, and one delivery's cost followed upwards."""

    city: City
    allocation: Allocation
    down: Mapping[str, Downwards]
    source: str
    up: tuple[Followed, ...]


def told(chance: Random) -> Told:
    """Any city's, and any delivery of it."""
    city_ = network(chance)
    source = chance.choice(sorted(city_.deliveries))
    allocation = allocate(city_, (YEAR,))
    down = {name: downwards(city_, allocation, name, YEAR) for name in NAMES}
    return Told(city_, allocation, down, source, upwards(city_, allocation, source))


CASES = Cases(case=told)


@CASES.law
def test_law_the_lines_of_an_administration_make_what_it_pays(case: Told) -> None:
    totals = {one.administration_id: one.ore for one in by_administration(case.allocation)}
    for name, found in case.down.items():
        assert sum(one.ore for one in found.traced) == found.ore == totals[name]
        assert found.difference_ore == 0


@CASES.law
def test_law_every_cell_is_its_quota_s_whole_part_and_at_most_an_ore_more(case: Told) -> None:
    for found in case.down.values():
        for one in found.traced:
            assert abs(one.given_ore) in {0, 1}
            whole = int(one.quota)
            assert one.ore == whole + one.given_ore


@CASES.law
def test_law_the_hands_by_which_a_cost_comes_make_the_share(case: Told) -> None:
    shares: dict[tuple[str, str, int, int], Fraction] = {}
    for found in case.down.values():
        for one in found.traced:
            for handed in one.handed:
                assert handed.by_key * handed.reading.share == handed.hand.paid
            shares[one.line.order] = shares.get(one.line.order, Fraction(0)) + one.share
    # What is missing to a whole is nobody's: unused capacity, or what a key leaves to nobody.
    beside = {one.line.order for one in case.allocation.beside}
    assert all(share == 1 for order, share in shares.items() if order not in beside)


@CASES.law
def test_law_in_every_delivery_on_the_way_as_much_comes_in_as_goes_out(case: Told) -> None:
    for one in case.up:
        if one.route is None:
            continue
        for name, reached in one.route.reached.items():
            came = sum((step.carried for step in one.route.steps if step.receiver == name), Fraction(0))
            assert came + (name == one.route.source) == reached


@CASES.law
def test_law_where_a_cost_went_makes_the_cost(case: Told) -> None:
    assert all(one.difference_ore == 0 for one in case.up)
    assert sum(one.line.ore for one in case.up) == sum(
        line.ore for line in cost_lines(case.city, (YEAR,)) if line.source_id == case.source
    )


@CASES.some
def test_law_a_credit_is_explained_as_the_cost_of_its_size_with_the_sign_turned(case: Told) -> None:
    turned = city(*map(turned_round, case.city.records()), city_settings=case.city.settings)
    back = downwards(turned, allocate(turned, (YEAR,)), NAMES[0], YEAR)
    assert [(one.ore, one.quota, one.given_ore) for one in case.down[NAMES[0]].traced] == [
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
