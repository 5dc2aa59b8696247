"""Records as senders: what is taken off first, what each passes on, and what cannot be."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from itgov.allocate.cost import cost_lines
from itgov.allocate.flow import CannotPass
from itgov.allocate.network import (
    UNASSIGNED,
    UNUSED,
    Network,
    Networks,
    NoKey,
    network,
    own_key_of,
    sender_of,
    steps_of,
)
from itgov.model.city import City
from itgov.model.record import Record
from itgov.model.system import System

from .small import AN_EQUAL_KEY, city, delivery, key, part, settings, system

YEAR = 2027
OF_ASF = key("asf-ensam", {"asf": "1", "hvo": "0", "miljo": "0"})


def town(*records: Record, **allocation: Any) -> City:
    """Three administrations that share equally, and the records."""
    return city(AN_EQUAL_KEY, OF_ASF, *records, city_settings=settings(allocation=allocation))


def net(of: City, year: int = YEAR) -> Network:
    return network(of, year, cost_lines(of, (year,)))


def passed(found: Network, name: str) -> dict[str, Fraction]:
    """All shares of a sender that are not 0, whoever gets them."""
    one = found.senders[name]
    return {other: share for other, share in {**one.to_senders, **one.to_final}.items() if share}


def test_unused_capacity_is_taken_off_first_then_what_is_served_then_the_key() -> None:
    desk = delivery("desk", part())
    drift = delivery("drift", part(), volumes={"2027": "75"}, capacity={"2027": "100"},
                     serves=({"delivery": "desk", "share": "1/3"},))  # fmt: skip
    found = passed(net(town(desk, drift)), "drift")
    sixth = Fraction(1, 6)
    assert found == {UNUSED: Fraction(1, 4), "desk": Fraction(1, 4), "asf": sixth, "hvo": sixth, "miljo": sixth}


def test_what_is_nobodys_by_the_key_is_nobodys_part_of_what_is_left() -> None:
    half = key("halv", dict.fromkeys(("asf", "hvo", "miljo"), "1"), unassigned="50 %")
    drift = delivery("drift", part(), key="halv", serves=({"delivery": "desk", "share": "20 %"},))
    found = passed(net(town(half, delivery("desk", part()), drift)), "drift")
    assert (found["desk"], found[UNASSIGNED]) == (Fraction(1, 5), Fraction(2, 5))
    assert sum(found.values()) == 1


def test_more_volume_than_capacity_leaves_nothing_unused() -> None:
    drift = delivery("drift", part(), volumes={"2027": "120"}, capacity={"2027": "100"})
    assert UNUSED not in passed(net(town(drift)), "drift")


def test_a_capacity_of_another_year_counts_only_then() -> None:
    drift = delivery("drift", part(per_year={"2027": "1 kr", "2028": "1 kr"}), volumes={"2027": "1", "2028": "1"},
                     capacity={"2028": "2"})  # fmt: skip
    found = Networks(town(drift))
    lines = cost_lines(town(drift), (2027, 2028))
    unused = {
        year: found.of(year, [line for line in lines if line.year == year]).ends["drift"].share(UNUSED)
        for year in (2027, 2028)
    }
    assert unused == {2027: 0, 2028: Fraction(1, 2)}


def test_units_of_the_volume_are_a_share_of_it() -> None:
    desk = delivery("desk", part())
    drift = delivery("drift", part(), volumes={"2027": "40"}, serves=({"delivery": "desk", "units": {"2027": "10"}},))
    assert passed(net(town(desk, drift)), "drift")["desk"] == Fraction(1, 4)


def test_a_delivery_that_is_served_twice_gets_both() -> None:
    desk = delivery("desk", part())
    serves = ({"delivery": "desk", "share": "10 %"}, {"delivery": "desk", "share": "1/5"})
    assert passed(net(town(desk, delivery("drift", part(), serves=serves))), "drift")["desk"] == Fraction(3, 10)


def test_a_part_with_a_key_of_its_own_is_a_sender_that_serves_the_same() -> None:
    desk = delivery("desk", part())
    drift = delivery("drift", part(), part("Eget", key="asf-ensam"), serves=({"delivery": "desk", "share": "1/2"},))
    found = net(town(desk, drift))
    assert sorted(found.senders) == ["desk", "drift", "drift/asf-ensam"]
    assert passed(found, "drift/asf-ensam") == {"desk": Fraction(1, 2), "asf": Fraction(1, 2)}


def test_a_delivery_without_cost_that_is_served_is_a_sender_too() -> None:
    desk = delivery("desk", part(per_year={"2028": "1 kr"}), key="asf-ensam")
    drift = delivery("drift", part(), serves=({"delivery": "desk", "share": "100 %"},))
    found = net(town(desk, drift))
    assert found.ends["drift"].share("asf") == 1


def test_a_shared_system_serves_a_delivery_and_splits_the_rest_between_its_users() -> None:
    own = system("gis", ("staff", "9 kr"), key="anstallda", used_by=("asf", "hvo"),
                 serves=({"delivery": "desk", "share": "1/2"},))  # fmt: skip
    found = net(town(delivery("desk", part(), key="asf-ensam"), own))
    assert passed(found, "gis") == {"desk": Fraction(1, 2), "asf": Fraction(1, 4), "hvo": Fraction(1, 4)}
    assert found.ends["gis"].share("asf") == Fraction(3, 4)


def test_who_passes_all_of_it_on_needs_nobody_to_share_the_rest() -> None:
    # Its key has no value for anybody, and nothing is left that it should split.
    empty = key("tom", {"asf": "0", "hvo": "0", "miljo": "0"})
    drift = delivery("drift", part(), key="tom", serves=({"delivery": "desk", "share": "100 %"},))
    found = net(town(empty, delivery("desk", part()), drift))
    assert (sorted(found.ends), dict(found.failed)) == (["desk", "drift"], {})


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"capacity": {"2027": "9"}}, "has a capacity for 2027 and no volume"),
        ({"serves": ({"delivery": "desk", "share": "60 %"}, {"delivery": "larm", "share": "60 %"})},
         "serves other deliveries with more than all of it"),
        ({"serves": ({"delivery": "borta", "share": "1 %"},)}, "serves “borta”, which is not given in 2027"),
        ({"serves": ({"delivery": "slut", "share": "1 %"},)}, "serves “slut”, which is not given in 2027"),
        ({"serves": ({"delivery": "desk", "units": {"2027": "9"}},), "volumes": {"2027": "8"}},
         "with 9 units in 2027, and its volume is 8"),
        ({"key": "saknas"}, "there is no allocation key “saknas”"),
    ],
)  # fmt: skip
def test_what_cannot_be_passed_on_is_told_as_failed_and_all_else_is_solved(changes: dict[str, Any], why: str) -> None:
    over = delivery("slut", part(), retires_on="2026-12-31")
    found = net(town(delivery("desk", part()), delivery("larm", part()), over, delivery("drift", part(), **changes)))
    assert sorted(found.ends) == ["desk", "larm"]
    assert why in str(found.failed["drift"].message)
    assert isinstance(found.failed["drift"], NoKey | CannotPass)


def test_a_share_or_units_of_nothing_need_no_delivery_to_be_there() -> None:
    serves = ({"delivery": "borta", "share": "0 %"}, {"delivery": "borta", "units": {"2028": "5"}})
    assert sorted(net(town(delivery("drift", part(), serves=serves))).ends) == ["drift"]


def test_whoever_leads_to_one_that_cannot_be_split_cannot_be_either_and_says_of_whom() -> None:
    broken = delivery("c", part(), key="saknas")
    middle = delivery("b", part(), serves=({"delivery": "c", "share": "1 %"},))
    first = delivery("a", part(), serves=({"delivery": "b", "share": "1 %"},))
    beside = delivery("d", part())
    found = net(town(broken, middle, first, beside))
    assert sorted(found.ends) == ["d"]
    told = "it serves “b”, of which: it serves “c”, of which: there is no allocation key “saknas”"
    assert str(found.failed["a"].message) == told


def test_a_circle_that_serves_nobody_outside_fails_and_the_rest_does_not() -> None:
    one = delivery("a", part(), serves=({"delivery": "b", "share": "100 %"},))
    other = delivery("b", part(), serves=({"delivery": "a", "share": "100 %"},))
    before = delivery("c", part(), serves=({"delivery": "a", "share": "1 %"},))
    found = net(town(one, other, before, delivery("d", part())))
    assert (sorted(found.ends), sorted(found.failed)) == (["d"], ["a", "b", "c"])


def test_years_in_which_no_sender_differs_are_solved_once() -> None:
    of = town(delivery("drift", part(per_year={"2027": "1 kr", "2028": "2 kr"})))
    both = Networks(of)
    first, second = (both.of(year, cost_lines(of, (year,))) for year in (2027, 2028))
    assert (first.year, second.year) == (2027, 2028)
    assert second.ends is first.ends


def test_a_delivery_that_ends_changes_who_is_served_in_the_next_year() -> None:
    desk = delivery("desk", part(), retires_on="2027-12-31")
    serving = delivery("drift", part(per_year={"2027": "1 kr", "2028": "1 kr"}),
                       serves=({"delivery": "desk", "share": "1/2"},))  # fmt: skip
    of = town(desk, serving)
    both = Networks(of)
    first, second = (both.of(year, cost_lines(of, (year,))) for year in (2027, 2028))
    assert "drift" in first.ends
    assert "is not given in 2028" in str(second.failed["drift"].message)


def test_systems_are_stepped_down_first_and_a_delivery_with_all_its_senders_where_it_stands() -> None:
    records = (delivery("b", part()), delivery("a", part(), part("Eget", key="asf-ensam")),
               system("gis", ("staff", "1 kr"), key="anstallda"))  # fmt: skip
    of = town(*records, method="step_down", order=("b", "a", "b"))
    assert steps_of(of, net(of).senders) == ("gis", "b", "a", "a/asf-ensam")


def test_a_sender_is_called_by_its_record_and_by_a_key_that_is_not_the_record_s() -> None:
    assert (sender_of("drift", "k", "k"), sender_of("drift", "annan", "k")) == ("drift", "drift/annan")


def test_the_own_key_of_a_line_is_its_record_s_and_nothing_of_a_record_that_is_gone() -> None:
    of = town(delivery("drift", part("Eget", key="asf-ensam")), system("gis", ("staff", "1 kr"), key="anstallda"))
    first, second = cost_lines(of, (YEAR,))
    assert (own_key_of(of, first), own_key_of(of, second)) == ("anstallda", "anstallda")
    assert own_key_of(town(), first) == ""
    assert isinstance(of.systems["gis"], System)


def test_what_each_passes_on_in_all_counts_what_comes_back() -> None:
    one = delivery("a", part(), serves=({"delivery": "b", "share": "1/2"},))
    other = delivery("b", part(), serves=({"delivery": "a", "share": "1/2"},))
    of = town(one, other)
    assert net(of).gross(of, {"a": 300}) == {"a": 400, "b": 200}
