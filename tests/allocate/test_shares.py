"""The split of a whole city: its laws, what it cannot split and what it assumes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import pytest

from itgov.allocate import Allocation, BrokenSplit, allocate, reconcile
from itgov.allocate import shares as shares_module
from itgov.allocate.cells import Cell, Cells
from itgov.allocate.cost import CostLine, cost_lines
from itgov.allocate.network import Network
from itgov.allocate.shares import SplitLine, Splitters, Unsplit, split_line
from itgov.allocate.weights import valid_year
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Key
from itgov.model.record import Record
from tests.laws import Cases

from .small import (
    ADMINISTRATIONS,
    AN_EQUAL_KEY,
    administration,
    city,
    delivery,
    key,
    part,
    records_of,
    shuffled,
    system,
)
from .small import settings as settings_of
from .small import settings as small_settings

YEARS = (2026, 2027, 2028)


def paid(allocation: Allocation) -> list[tuple[str, int]]:
    """Who pays what, cell by cell."""
    return [(cell.administration_id, cell.ore) for cell in allocation.cells]


def stated(city_: City, year: int) -> int:
    """What the records state for a year, assets apart, summed without the code under test."""
    return sum(part_.per_year.get(year, 0) for delivery_ in city_.deliveries.values() for part_ in delivery_.cost_parts)


@dataclass(frozen=True)
class Small:
    """A small city's records, the city, and its split; `shuffled` is the same city read in another order."""

    records: tuple[Record, ...]
    city: City
    allocation: Allocation
    shuffled: City


def small_city(chance: Random) -> Small:
    """Any small city."""
    records = records_of(chance)
    made = city(*records)
    return Small(records, made, allocate(made, YEARS), shuffled(chance, records))


CASES = Cases(case=small_city)


@CASES.law
def test_law_the_shares_of_a_year_add_up_to_its_costs(case: Small) -> None:
    for year in YEARS:
        paid_ = sum(cell.ore for cell in case.allocation.cells if cell.year == year)
        assert paid_ == sum(line.ore for line in case.allocation.lines if line.year == year)


@CASES.law
def test_law_the_shares_of_operating_parts_add_up_to_what_the_records_state(case: Small) -> None:
    capital = {(line.source_id, line.part_number) for line in cost_lines(case.city, YEARS) if line.capital}
    for year in YEARS:
        operating = sum(
            cell.ore
            for cell in case.allocation.cells
            if cell.year == year and cell.kind == "delivery" and (cell.source_id, cell.part_number) not in capital
        )
        assert operating == stated(case.city, year)


@CASES.law
def test_law_the_order_of_the_records_never_matters(case: Small) -> None:
    assert allocate(case.shuffled, YEARS) == case.allocation


@CASES.law
def test_law_what_goes_in_comes_out_in_every_year(case: Small) -> None:
    assert [line.difference_ore for line in reconcile(case.allocation)] == [0, 0, 0]


@CASES.some
def test_law_a_year_is_split_the_same_alone_as_among_others(case: Small) -> None:
    among = tuple(cell for cell in case.allocation.cells if cell.year == 2027)
    assert allocate(case.city, (2027,)).cells == among


MORE = delivery("ny-leverans", part(), key="nyckel-0")


@CASES.some
def test_law_a_record_more_changes_nothing_for_the_others(case: Small) -> None:
    with_it = allocate(city(*case.records, MORE), YEARS).cells
    assert tuple(cell for cell in with_it if cell.source_id != "ny-leverans") == case.allocation.cells


def test_a_cost_is_split_by_the_values_of_its_key() -> None:
    by_staff = key("anstallda", {"asf": "1", "hvo": "2", "miljo": "1"})
    assert paid(allocate(city(by_staff, delivery("natverk", part())), (2027,))) == [
        ("asf", 25_00),
        ("hvo", 50_00),
        ("miljo", 25_00),
    ]


def test_ore_that_are_left_over_go_to_the_id_that_sorts_first() -> None:
    odd = delivery("natverk", part(per_year={"2027": "0,01 kr"}))
    assert paid(allocate(city(AN_EQUAL_KEY, odd), (2027,))) == [("asf", 1), ("hvo", 0), ("miljo", 0)]


def test_each_part_is_rounded_on_its_own() -> None:
    odd = part(per_year={"2027": "0,01 kr"})
    allocation = allocate(city(AN_EQUAL_KEY, delivery("natverk", odd, odd)), (2027,))
    assert paid(allocation) == [("asf", 1), ("hvo", 0), ("miljo", 0)] * 2


def test_an_administration_with_the_value_zero_pays_nothing() -> None:
    nobody_at_asf = key("anstallda", {"asf": "0", "hvo": "1", "miljo": "1"})
    assert paid(allocate(city(nobody_at_asf, delivery("natverk", part())), (2027,)))[0] == ("asf", 0)


def test_a_value_of_somebody_who_takes_no_part_carries_nothing() -> None:
    apart = delivery("natverk", part(), consumers=("asf", "hvo"))
    assert paid(allocate(city(AN_EQUAL_KEY, apart), (2027,))) == [("asf", 50_00), ("hvo", 50_00)]


def test_every_cell_names_its_key_and_part() -> None:
    (first, *_) = allocate(city(AN_EQUAL_KEY, delivery("natverk", part())), (2027,)).cells
    assert first == Cell("asf", "natverk", "delivery", "Licenser", 1, 2027, 33_34, "anstallda")


def test_systems_without_key_are_no_part_of_the_split() -> None:
    beside = city(
        AN_EQUAL_KEY, system("journal", ("staff", "5 kr"), used_by=("hvo",)), system("gis", ("staff", "9 kr"))
    )
    allocation = allocate(beside, (2027,))
    assert (len(allocation.cells), len(allocation.direct), len(allocation.unkeyed)) == (0, 1, 1)


def test_a_system_that_a_delivery_carries_is_told_beside_the_split() -> None:
    carried = system("gis", ("staff", "9 kr"), in_delivery="natverk")
    allocation = allocate(city(AN_EQUAL_KEY, delivery("natverk", part()), carried), (2027,))
    assert sum(line.ore for line in allocation.lines) == 100_00
    assert (allocation.direct, allocation.unkeyed, len(allocation.carried)) == ((), (), 1)


def test_left_out_years_are_the_horizon_s() -> None:
    assert allocate(city(AN_EQUAL_KEY)).years == (2027, 2028)


def test_an_empty_city_is_split_into_nothing() -> None:
    assert allocate(City(city().settings, {})) == Allocation((2027, 2028), (), (), Cells(()))


# What cannot be split is told, never spread over the others.

AN_EQUAL_KEY_VALUES = dict.fromkeys(ADMINISTRATIONS, "1")
NO_VALUE_FOR_MILJO = key("anstallda", {"asf": "1", "hvo": "1"})


NOBODY_LEFT = tuple({"administration": name, "reason": "Har egen lösning"} for name in ADMINISTRATIONS)


def unsplit(used: Key | None, shared: Delivery | None = None) -> Unsplit:
    """What is not split where a delivery's 100 kr in 2027 are to be split by the key."""
    records = (shared or delivery("natverk", part()), *((used,) if used else ()))
    (found,) = allocate(city(*records), (2027,)).unsplit
    return found


def test_nothing_is_split_by_a_key_that_does_not_exist() -> None:
    assert (unsplit(None).reason, str(unsplit(None).why)) == ("no_key", "there is no allocation key “anstallda”")


def test_a_recipient_without_a_value_stops_the_split_and_is_named() -> None:
    assert str(unsplit(NO_VALUE_FOR_MILJO).why) == (
        "the key “anstallda” has no value for miljo: add it to värden (`values`), 0 where it is none"
    )


def test_a_line_that_the_key_cannot_split_has_no_cells() -> None:
    assert allocate(city(NO_VALUE_FOR_MILJO, delivery("natverk", part())), (2027,)).cells == ()


def test_a_line_that_the_key_cannot_split_is_reconciled_as_not_split() -> None:
    (line,) = reconcile(allocate(city(NO_VALUE_FOR_MILJO, delivery("natverk", part())), (2027,)))
    assert (line.in_ore, line.split_ore, line.not_split_ore, line.difference_ore) == (100_00, 0, 100_00, 0)


def test_nothing_is_split_by_a_key_of_nothing_but_zeros() -> None:
    assert "every weight is 0" in str(unsplit(key("anstallda", dict.fromkeys(ADMINISTRATIONS, "0"))).message)


def test_nothing_is_split_between_nobody() -> None:
    assert "nobody to split" in str(unsplit(AN_EQUAL_KEY, delivery("natverk", part(), excluded=NOBODY_LEFT)).message)


def test_nothing_is_split_by_a_key_that_begins_later() -> None:
    later = key("anstallda", AN_EQUAL_KEY_VALUES, valid_for=("2028",))
    assert str(unsplit(later).why) == ("the key “anstallda” is valid only from 2028: see gäller för (`valid_for`)")


def test_a_part_that_is_not_split_says_which_of_what_record_and_for_which_years() -> None:
    later = key("anstallda", AN_EQUAL_KEY_VALUES, valid_for=("2029",))
    shared = delivery("natverk", part("Drift", {"2027": "1 kr", "2028": "2 kr", "2029": "4 kr"}))
    (found,) = allocate(city(later, shared), (2027, 2028, 2029)).unsplit
    assert found.ore == 3_00
    assert str(found.message) == (
        "“Drift” of “natverk” is not split for 2027, 2028: "
        "the key “anstallda” is valid only from 2029: see gäller för (`valid_for`)"
    )


def test_a_system_s_part_that_is_not_split_is_called_by_its_category() -> None:
    (found,) = allocate(city(system("ekot", ("support_fees", "5 kr"), key="saknas")), (2027,)).unsplit
    assert str(found.message).startswith("“support fees” of “ekot” is not split for 2027: ")


def test_parts_that_are_not_split_are_told_each_on_its_own() -> None:
    allocation = allocate(city(delivery("natverk", part("A"), part("B"))), (2027,))
    assert [one.lines[0].part for one in allocation.unsplit] == ["A", "B"]


# A key goes on after its years, and that is told.

OF_2026 = key("anstallda", AN_EQUAL_KEY_VALUES, valid_for=("2025", "2026"))


def test_a_key_goes_on_after_its_last_year() -> None:
    allocation = allocate(city(OF_2026, delivery("natverk", part())), (2027,))
    assert (len(allocation.cells), allocation.unsplit) == (3, ())


def test_a_key_that_goes_on_is_reported_as_an_assumption() -> None:
    (assumption,) = allocate(city(OF_2026, delivery("natverk", part(), part("B"))), (2027,)).assumptions
    assert str(assumption.message) == (
        "the key “anstallda” is not agreed for 2027: its values for 2026 are assumed to go on, for natverk"
    )


def test_a_key_that_goes_on_for_years_is_reported_once_with_the_parts_that_rest_on_it() -> None:
    both = part("B", {"2027": "1 kr", "2028": "1 kr"})
    (assumption,) = allocate(city(OF_2026, delivery("natverk", part("A"), both))).assumptions
    assert (assumption.years, assumption.valid) == ((2027, 2028), 2026)
    assert [(line.part, line.year) for line in assumption.lines] == [("A", 2027), ("B", 2027), ("B", 2028)]


def test_a_key_that_goes_on_but_cannot_split_assumes_nothing() -> None:
    half = key("anstallda", {"asf": "1"}, valid_for=("2026",))
    assert allocate(city(half, delivery("natverk", part())), (2027,)).assumptions == ()


def test_a_key_in_its_own_year_assumes_nothing() -> None:
    assert allocate(city(AN_EQUAL_KEY, delivery("natverk", part())), (2027,)).assumptions == ()


def test_a_key_that_goes_on_but_carries_no_cost_assumes_nothing() -> None:
    assert allocate(city(OF_2026), (2027,)).assumptions == ()


def test_a_gap_in_a_key_s_years_rests_on_the_year_before_it() -> None:
    assert valid_year(key("anstallda", {"asf": "1"}, valid_for=("2028", "2025", "2026")), 2027) == 2026


# A broken promise is an internal error.


def losing_an_ore(small: City, line: CostLine, found: Network, splitters: Splitters) -> SplitLine:
    """A split that loses an öre of its first cell."""
    outcome = split_line(small, line, found, splitters)
    assert not isinstance(outcome, Unsplit)
    first, *others = outcome.row.ore
    return SplitLine(replace(outcome.row, ore=(first - 1, *others)))


def test_a_lost_ore_is_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares_module, "split_line", losing_an_ore)
    with pytest.raises(BrokenSplit, match="fault in itgov"):
        allocate(city(AN_EQUAL_KEY, delivery("natverk", part())), (2027,))


def test_reconciling_a_broken_split_raises_nothing() -> None:
    allocation = allocate(city(AN_EQUAL_KEY, delivery("natverk", part())), (2027,))
    (row,) = allocation.cells.rows
    (line,) = reconcile(replace(allocation, cells=Cells([replace(row, ids=row.ids[1:], ore=row.ore[1:])])))
    assert line.difference_ore == 33_34


def test_recipients_that_no_record_describes_are_among_the_administrations() -> None:
    used = key("anstallda", {"asf": "1", "okand": "1"})
    shared = delivery("natverk", part(), consumers=("asf", "okand"))
    assert allocate(city(administration("asf"), used, shared), (2027,)).administrations == ("asf", "okand")


def test_a_part_with_a_key_of_its_own_steps_down_in_its_delivery_s_place() -> None:
    desk = delivery("servicedesk", part(per_year={"2027": "0 kr"}), consumers=("hvo",))
    by_itself = part(key="lika")
    serving = delivery("drift", by_itself, serves=({"delivery": "servicedesk", "share": "40 %"},))
    method = small_settings(allocation={"method": "step_down", "order": ("drift", "servicedesk")})
    small = city(AN_EQUAL_KEY, key("lika", {}, equal="true"), desk, serving, city_settings=method)
    assert paid(allocate(small, (2027,))) == [("asf", 20_00), ("hvo", 60_00), ("miljo", 20_00), ("hvo", 0)]


# Found by a reader: ids, circles beside others, times outside, and what costs nothing.


def test_an_id_that_begins_with_a_digit_is_an_administration_like_any_other() -> None:
    used = key("anstallda", {"1-hvo": "1", "asf": "1"})
    shared = delivery("natverk", part(), volumes={"2027": "400"}, capacity={"2027": "500"})
    allocation = allocate(city(administration("1-hvo"), administration("asf"), used, shared), (2027,))
    assert paid(allocation) == [("1-hvo", 40_00), ("asf", 40_00)]
    assert [(one.kind, one.ore) for one in allocation.beside] == [("UNUSED", 20_00)]


def test_a_circle_that_nobody_leaves_stops_only_what_leads_into_it() -> None:
    def serving(name: str, other: str, share: str) -> Delivery:
        return delivery(name, part(), serves=({"delivery": other, "share": share},))

    innocent, caught = serving("a", "b", "10 %"), serving("c", "x", "10 %")
    circle = (serving("x", "y", "100 %"), serving("y", "x", "100 %"))
    allocation = allocate(city(AN_EQUAL_KEY, innocent, delivery("b", part()), caught, *circle), (2027,))
    assert sorted({one.source_id for one in allocation.unsplit}) == ["c", "x", "y"]
    assert {cell.source_id for cell in allocation.cells} == {"a", "b"}


def test_times_outside_that_follow_each_other_are_one() -> None:
    outside = (
        {"administration": "asf", "reason": "Egen lösning", "until": "2027-03-15"},
        {"administration": "asf", "reason": "Annan lösning", "since": "2027-03-16"},
    )
    allocation = allocate(city(AN_EQUAL_KEY, delivery("natverk", part(), excluded=outside)), (2027,))
    assert paid(allocation) == [("hvo", 50_00), ("miljo", 50_00)]


def test_an_order_that_names_a_delivery_twice_is_read_by_its_first_place() -> None:
    one = delivery("a", part(), serves=({"delivery": "b", "share": "10 %"},))
    for order in (("a", "b"), ("a", "b", "a")):
        chosen = settings_of(allocation={"method": "step_down", "order": order})
        allocation = allocate(city(AN_EQUAL_KEY, one, delivery("b", part()), city_settings=chosen), (2027,))
        assert allocation.unsplit == ()
