"""Two splits side by side add up, whatever is otherwise; the benefit stands beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from itgov.allocate.benefit_told import told
from itgov.allocate.between import Side
from itgov.allocate.comparison import Compared, benefits_of, both, compare, cut
from itgov.allocate.cost import cost_lines
from itgov.allocate.shares import allocate
from itgov.allocate.sheet import Sheet
from itgov.allocate.suppose import CostChange, with_cost, with_key, with_method, without
from itgov.model.city import City
from itgov.store.repository import load
from tests.city import SMALL
from tests.laws import TRIES, Cases

from .networks import KEYS, network, turned_round
from .small import AN_EQUAL_KEY, city, delivery, part

YEAR = 2028


def compared(before: City, after: City, years: tuple[int, int] = (YEAR, YEAR)) -> Compared:
    """Two cities, in a year each."""
    one, other = years
    return compare(Side(before, allocate(before, (one,)), one), Side(after, allocate(after, (other,)), other))


@dataclass(frozen=True)
class Supposed:
    """A city, the same with one or two things otherwise, and the two beside each other."""

    before: City
    after: City
    found: Compared


def supposed(chance: Random) -> Supposed:
    """Another key, cost or method, or a delivery that ends."""
    before = after = network(chance)
    for _ in range(chance.randint(1, 2)):
        after = _otherwise(chance, after)
    return Supposed(before, after, compared(before, after))


def _otherwise(chance: Random, city_: City) -> City:
    source = chance.choice(sorted(city_.deliveries))
    what = chance.choice(("key", "cost", "method", "retire"))
    if what == "key":
        return with_key(city_, source, None, chance.choice(KEYS)).city
    if what == "method":
        return with_method(city_, chance.choice(("direct", "reciprocal")), ()).city
    if what == "retire" and len(city_.deliveries) > 1:
        return without(city_, source).city
    if any(line.source_id == source for line in cost_lines(city_, (YEAR,))):
        change = CostChange(more_ore=chance.randint(-(10**9), 10**9))
        return with_cost(city_, source, None, change, (YEAR,)).city
    return city_


def with_another_key(chance: Random) -> Compared:
    """A city, and the same with another key for one delivery."""
    city_ = network(chance)
    return compared(city_, with_key(city_, min(city_.deliveries), None, chance.choice(KEYS)).city)


CASES = Cases(case=supposed)


@CASES.law
def test_law_rows_causes_and_sums_agree_to_the_ore(case: Supposed) -> None:
    found = case.found
    assert found.difference_ore == 0
    assert all(sum(row.why.values()) == row.change_ore for row in (*found.administrations, *found.sources))
    assert sum(row.change_ore for row in found.sources) == found.change_ore


@CASES.law
def test_law_what_changes_is_what_goes_in_less_what_is_nobody_s(case: Supposed) -> None:
    one, other = case.found.before, case.found.after
    beside = [line.unused_ore + line.unassigned_ore + line.not_split_ore for line in (one, other)]
    assert other.in_ore - one.in_ore == case.found.change_ore + beside[1] - beside[0]


@Cases(TRIES // 5, found=with_another_key).law
def test_law_another_key_alone_makes_no_difference_in_all(found: Compared) -> None:
    nobody = [line.unused_ore + line.unassigned_ore + line.not_split_ore for line in (found.before, found.after)]
    assert found.change_ore == nobody[0] - nobody[1]


@CASES.some
def test_law_credits_are_compared_as_costs_with_the_sign_turned(case: Supposed) -> None:
    turned = [city(*map(turned_round, one.records()), city_settings=one.settings) for one in (case.before, case.after)]
    back = compared(turned[0], turned[1])
    assert {row.id: (-row.change_ore, row.why) for row in case.found.administrations} == {
        row.id: (row.change_ore, {factor: -ore for factor, ore in row.why.items()}) for row in back.administrations
    }


@CASES.law
def test_law_who_gains_and_who_loses_are_all_whose_share_moves(case: Supposed) -> None:
    found = case.found
    assert {row.id for row in (*found.gain, *found.lose)} == {
        row.id for row in found.administrations if row.after_ore != row.before_ore
    }


def test_a_name_that_is_gone_is_found_in_what_was() -> None:
    before = city(AN_EQUAL_KEY, delivery("natverk", part()))
    assert both(before, without(before, "natverk").city).deliveries["natverk"].name == "Leveransen natverk"


def test_what_is_not_split_only_after_is_told() -> None:
    before = city(AN_EQUAL_KEY, delivery("natverk", part()))
    after = city(delivery("natverk", part()))
    assert ["no allocation key" in str(note) for note in compared(before, after, (2027, 2027)).notes] == [True]


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


def test_the_benefit_of_what_is_retired_or_cut_is_at_stake_and_of_what_is_new_it_is_not() -> None:
    city_ = load(SMALL).city
    assert city_ is not None
    dearer, cheaper = (
        with_cost(city_, "leverans-a", None, CostChange(more_ore=more), (YEAR,)).city for more in (100, -100)
    )
    years = ((YEAR, YEAR),)
    assert cut(city_, without(city_, "leverans-a").city, ("leverans-a",), years) == {"leverans-a"}
    assert cut(city_, cheaper, ("leverans-a",), years) == {"leverans-a"}
    assert not cut(city_, dearer, ("leverans-a",), years)
    for less, at_stake in ((frozenset[str](), {False}), (frozenset({"leverans-a"}), {True})):
        assert {one.at_stake for one in benefits_of(city_, ("leverans-a",), ("init-a",), less)} == at_stake


def test_what_is_at_stake_is_in_no_sum_with_the_cost() -> None:
    city_ = load(SMALL).city
    assert city_ is not None
    promised = benefits_of(city_, ("leverans-a",), ("init-a",))
    brought, lost = (
        told(city_, compared(city_, city_), [replace(one, at_stake=at_stake) for one in promised], (), "sv")[0]
        for at_stake in (False, True)
    )
    assert isinstance(brought, Sheet)
    assert isinstance(lost, Sheet)
    assert [row[1:] for row in brought.rows][-1] == ("0,00", "800\u00a0000,00", "+800\u00a0000,00")
    assert [row[1:] for row in lost.rows][-1] == ("0,00", "800\u00a0000,00")
    assert str(lost.heads[2]).startswith("benefit at stake")
