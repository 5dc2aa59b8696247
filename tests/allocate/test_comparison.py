"""Two splits side by side add up, whatever is otherwise; the benefit stands beside."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itgov.allocate.between import Side
from itgov.allocate.comparison import Compared, benefits_of, both, compare
from itgov.allocate.shares import allocate
from itgov.allocate.suppose import CostChange, with_cost, with_key, with_method, without
from itgov.model.city import City
from itgov.store.repository import load
from tests.city import SMALL
from tests.laws import TRIES

from .networks import KEYS, networks, turned_round
from .small import AN_EQUAL_KEY, city, delivery, part

SLOW = settings(deadline=None, max_examples=TRIES, suppress_health_check=[HealthCheck.too_slow])
YEAR = 2028


def compared(before: City, after: City, years: tuple[int, int] = (YEAR, YEAR)) -> Compared:
    """Two cities, in a year each."""
    one, other = years
    return compare(Side(before, allocate(before, (one,)), one), Side(after, allocate(after, (other,)), other))


@st.composite
def supposed(draw: st.DrawFn) -> tuple[City, City]:
    """A city, and the same with one or two things otherwise."""
    city_ = draw(networks())
    after = city_
    for _ in range(draw(st.integers(1, 2))):
        source = draw(st.sampled_from(sorted(after.deliveries)))
        what = draw(st.sampled_from(["key", "cost", "method", "retire"]))
        if what == "key":
            after = with_key(after, source, None, draw(st.sampled_from(KEYS))).city
        elif what == "method":
            after = with_method(after, draw(st.sampled_from(["direct", "reciprocal"])), ()).city
        elif what == "retire" and len(after.deliveries) > 1:
            after = without(after, source).city
        elif any(line.source_id == source for line in allocate(after, (YEAR,)).lines):
            change = CostChange(more_ore=draw(st.integers(-(10**9), 10**9)))
            after = with_cost(after, source, None, change, (YEAR,)).city
    return city_, after


@SLOW
@given(supposed())
def test_rows_causes_and_sums_agree_to_the_ore(cities: tuple[City, City]) -> None:
    found = compared(*cities)
    assert found.difference_ore == 0
    assert all(sum(row.why.values()) == row.change_ore for row in (*found.administrations, *found.sources))
    assert sum(row.change_ore for row in found.sources) == found.change_ore


@SLOW
@given(supposed())
def test_what_changes_is_what_goes_in_less_what_is_nobody_s(cities: tuple[City, City]) -> None:
    found = compared(*cities)
    one, other = found.before, found.after
    beside = [line.unused_ore + line.unassigned_ore + line.not_split_ore for line in (one, other)]
    assert other.in_ore - one.in_ore == found.change_ore + beside[1] - beside[0]


@SLOW
@given(networks(), st.sampled_from(KEYS))
def test_another_key_alone_makes_no_difference_in_all(city_: City, key_id: str) -> None:
    after = with_key(city_, min(city_.deliveries), None, key_id).city
    found = compared(city_, after)
    nobody = [line.unused_ore + line.unassigned_ore + line.not_split_ore for line in (found.before, found.after)]
    assert found.change_ore == nobody[0] - nobody[1]


@SLOW
@given(supposed())
def test_credits_are_compared_as_costs_with_the_sign_turned(cities: tuple[City, City]) -> None:
    turned = [city(*map(turned_round, one.records()), city_settings=one.settings) for one in cities]
    there, back = compared(*cities), compared(turned[0], turned[1])
    assert {row.id: (-row.change_ore, row.why) for row in there.administrations} == {
        row.id: (row.change_ore, {factor: -ore for factor, ore in row.why.items()}) for row in back.administrations
    }


@SLOW
@given(networks())
def test_who_gains_and_who_loses_are_all_whose_share_moves(city_: City) -> None:
    found = compared(city_, city_, (2027, 2028))
    assert {row.id for row in (*found.gain, *found.lose)} == {
        row.id for row in found.administrations if row.after_ore != row.before_ore
    }


def test_a_name_that_is_gone_is_found_in_what_was() -> None:
    before = city(AN_EQUAL_KEY, delivery("natverk", part()))
    assert both(before, without(before, "natverk").city).deliveries["natverk"].name == "Leveransen natverk"


def test_what_is_not_split_only_after_is_told() -> None:
    before = city(AN_EQUAL_KEY, delivery("natverk", part()))
    after = city(delivery("natverk", part()))
    assert ["no allocation key" in str(note) for note in compared(before, after, (2027, 2027)).new_notes] == [True]


def test_an_initiative_that_names_two_deliveries_promises_its_benefit_once() -> None:
    city_ = load(SMALL).city
    assert city_ is not None
    initiative = city_.initiatives["init-a"]
    named = {one.benefit.name for one in benefits_of(city_, (), ("init-a",))}
    assert len(named) == len(initiative.benefits) > 0
    again = benefits_of(city_, ("leverans-a", "init-a"), ("init-a", "init-a"))
    assert "init-a" in {one.initiative_id for one in again}
    assert len({(one.initiative_id, one.benefit.name) for one in again}) == len(again)


def test_nothing_is_changed_where_nobody_pays_otherwise() -> None:
    before = city(AN_EQUAL_KEY, delivery("natverk", part()))
    assert not compared(before, before, (2027, 2027)).changed
    assert compared(before, without(before, "natverk").city, (2027, 2027)).changed
