"""The laws of whole cities, whose deliveries serve each other by every method, with all that bears on a split."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from itgov.allocate.cost import cost_lines
from itgov.allocate.laws import KINDS, kinds_of
from itgov.allocate.network import UNASSIGNED, UNUSED, Networks
from itgov.allocate.shares import Allocation, allocate, reconcile
from itgov.allocate.tiers import passages
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Key
from itgov.model.record import Part, Record
from tests.laws import Cases, law

from .networks import NAMES, YEARS, network, turned_round
from .small import city

T = TypeVar("T")


@dataclass(frozen=True)
class Town:
    """A city whose deliveries serve each other, and its split."""

    city: City
    allocation: Allocation

    @property
    def years(self) -> tuple[int, ...]:
        """The year that is split: that of all keys, or the one for which some have other values."""
        return self.allocation.years


def town(chance: Random) -> Town:
    """Any of them, with all its keys, methods and gaps."""
    made = network(chance)
    return Town(made, allocate(made, (chance.choice(YEARS),)))


TOWNS = Cases(case=town)
Paid = Mapping[tuple[str, str, int, int, str], int]


def paid(allocation: Allocation) -> Paid:
    """What each pays of each line, and what of it is nobody's."""
    found = {
        (cell.source_id, cell.kind, cell.part_number, cell.year, cell.administration_id): cell.ore
        for cell in allocation.cells
    }
    return found | {(*one.line.order, one.kind): one.ore for one in allocation.beside}


def remade(of: City, change: Callable[[Record], Record]) -> City:
    """The city with its records changed."""
    return city(*map(change, of.records()), city_settings=of.settings)


@TOWNS.law
def test_law_each_line_is_split_whole_or_told_as_not_split(case: Town) -> None:
    sums = dict.fromkeys((line.order for line in case.allocation.lines), 0)
    for (*order, _), ore in paid(case.allocation).items():
        source, kind, part, year = order
        sums[source, kind, part, year] += ore  # type: ignore[index]
    unsplit = {line.order for line in case.allocation.unsplit_lines}
    assert all(sums[line.order] == (0 if line.order in unsplit else line.ore) for line in case.allocation.lines)
    assert all(line.difference_ore == 0 for line in reconcile(case.allocation))


@TOWNS.law
def test_law_at_every_tier_as_much_goes_out_as_comes_in(case: Town) -> None:
    found = passages(case.city, case.allocation)
    assert all(one.difference == 0 for one in found)
    for year in case.years:
        ends = [one for one in found if one.year == year]
        own = sum(one.own_ore for one in ends)
        kept = sum(one.out - sum(amount for _, amount in one.passed) for one in ends)
        unsplit = {line.order for line in case.allocation.unsplit_lines}
        split = [line for line in case.allocation.lines if line.year == year and line.order not in unsplit]
        assert own == kept == sum(line.ore for line in split)


@TOWNS.law
def test_law_the_order_of_records_and_of_what_they_list_changes_nothing(case: Town, chance: Random) -> None:
    def reordered(record: Record) -> Record:
        lists = {name: getattr(record, name) for name in ("serves", "excluded", "mix", "bounds", "used_by", "consumers")
                 if getattr(record, name, None)}  # fmt: skip
        return record.model_copy(update={name: tuple(chance.sample(one, len(one))) for name, one in lists.items()})

    records = [reordered(record) for record in case.city.records()]
    chance.shuffle(records)
    again = allocate(city(*records, city_settings=case.city.settings), case.years)
    assert (again.cells, paid(again)) == (case.allocation.cells, paid(case.allocation))
    assert [line.order for line in again.unsplit_lines] == [line.order for line in case.allocation.unsplit_lines]


@TOWNS.law
def test_law_credits_are_split_as_costs_with_the_sign_turned(case: Town) -> None:
    turned = allocate(remade(case.city, turned_round), case.years)
    assert paid(turned) == {mark: -ore for mark, ore in paid(case.allocation).items()}


@TOWNS.some
def test_law_only_the_proportions_of_values_matter_through_all_tiers(case: Town, chance: Random) -> None:
    factor = chance.randint(2, 1000)

    def scaled(record: Record) -> Record:
        if not isinstance(record, Key):
            return record
        values = {name: value * factor for name, value in record.values.items()}
        per_year = {
            year: {name: value * factor for name, value in one.items()} for year, one in record.per_year.items()
        }
        return record.model_copy(update={"values": values, "per_year": per_year})

    assert paid(allocate(remade(case.city, scaled), case.years)) == paid(case.allocation)


@TOWNS.some
def test_law_whose_value_rises_pays_no_less_of_any_cost(case: Town, chance: Random) -> None:
    name, more = chance.choice(NAMES), chance.randint(1, 10**6)

    def risen(record: Record) -> Record:
        if not isinstance(record, Key):
            return record
        values = {one: value + more * (one == name) for one, value in record.values.items()}
        per_year = {
            year: {one: value + more * (one == name) for one, value in given.items()}
            for year, given in record.per_year.items()
        }
        return record.model_copy(update={"values": values, "per_year": per_year})

    # Where a floor or a cap holds somebody, the last öre may go to another (docs/allocation-model.md).
    lost = int(any(one.bounds for one in case.city.keys.values()))
    after = paid(allocate(remade(case.city, risen), case.years))
    for mark, ore in paid(case.allocation).items():
        if mark[-1] == name and mark in after:
            assert abs(after[mark]) >= abs(ore) - lost


def of_many_years(chance: Random) -> City:
    """A city of six years, in which deliveries start and retire, keys hold in some, and much is stated by year."""
    made = network(chance)
    years = range(2025, 2031)

    def spread(given: Mapping[int, T]) -> dict[int, T]:
        values = list(given.values())
        return {year: chance.choice(values) for year in years if chance.random() < 0.8} if values else {}

    def aged(record: Record) -> Record:
        if isinstance(record, Key):
            held = tuple(year for year in years if chance.random() < 0.6) or (2027,)
            return record.model_copy(update={"valid_for": held, "per_year": spread(record.per_year)})
        if isinstance(record, Delivery):
            first, last = sorted((chance.randint(2024, 2031), chance.randint(2024, 2031)))
            parts = tuple(one.model_copy(update={"per_year": spread(one.per_year)}) for one in record.cost_parts)
            serves = tuple(one.model_copy(update={"units": spread(one.units)}) for one in record.serves)
            changes: dict[str, object] = {"cost_parts": parts, "serves": serves, "capacity": spread(record.capacity)}
            changes |= {"volumes": {year: chance.randint(20, 900) for year in years}}
            if chance.random() < 0.5:
                changes |= {"starts_on": date(first, 1, 1), "retires_on": date(last, 12, 31)}
            return record.model_copy(update=changes)
        return record

    return remade(made, aged)


@law(of=of_many_years)
def test_law_years_split_together_are_split_as_each_alone(of: City) -> None:
    years = tuple(range(2025, 2031))
    together = allocate(of, years)
    alone = [allocate(of, (year,)) for year in years]
    assert paid(together) == {mark: ore for one in alone for mark, ore in paid(one).items()}
    assert {(line.order, one.why) for one in together.unsplit for line in one.lines} == {
        (line.order, one.why) for year in alone for one in year.unsplit for line in one.lines
    }


@law(of=of_many_years)
def test_law_it_does_not_matter_which_year_is_asked_for_first(of: City) -> None:
    years = range(2025, 2031)
    ahead, back = Networks(of), Networks(of)
    forth = {year: ahead.of(year, cost_lines(of, (year,))) for year in years}
    for year in reversed(years):
        found = back.of(year, cost_lines(of, (year,)))
        assert (found.ends, set(found.failed)) == (forth[year].ends, set(forth[year].failed))


@TOWNS.law
def test_law_what_is_drawn_are_records_that_a_person_could_write(case: Town) -> None:
    # What was drawn was copied past the records' own checks: each is asked again.
    for one in case.city.keys.values():
        checked(one, "_rests_on_one_thing", "_shares_make_a_whole")
        for bound in one.bounds:
            checked(bound, "_least_is_no_more_than_most")
    for delivery in case.city.deliveries.values():
        for served in delivery.serves:
            checked(served, "_says_how_much_once")


def checked(of: Part, *checks: str) -> None:
    """Raises what the record's own checks do."""
    for check in checks:
        getattr(of, check)()


def test_the_towns_have_all_that_bears_on_a_split() -> None:
    towns = [town(Random(seed)) for seed in range(200)]
    kinds = {kind for one in towns for record in one.city.keys.values() for kind in kinds_of(record)}
    lines = [line for one in towns for line in one.allocation.lines]
    beside = {one.kind for found in towns for one in found.allocation.beside}
    reasons = {one.reason for found in towns for one in found.allocation.unsplit}
    assert kinds == set(KINDS)
    assert {(line.ore > 0) - (line.ore < 0) for line in lines} == {-1, 0, 1}
    assert beside == {UNASSIGNED, UNUSED}
    assert reasons == {"cannot_split", "cannot_pass"}
    assert {one.city.settings.allocation.method for one in towns} == {"direct", "step_down", "reciprocal"}
    assert any(system.serves for one in towns for system in one.city.systems.values())
    assert any(excluded.until for one in towns for it in one.city.deliveries.values() for excluded in it.excluded)
    assert sum(len(one.allocation.unsplit_lines) for one in towns) < len(lines) / 4
