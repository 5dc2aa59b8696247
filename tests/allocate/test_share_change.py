"""Why a share of all rose: what each cause adds to an administration beyond its part of what it adds to all."""

from __future__ import annotations

from fractions import Fraction

from itgov.allocate.between import Side
from itgov.allocate.comparison import Compared, compare
from itgov.allocate.share_change import share_change
from itgov.allocate.shares import allocate
from itgov.allocate.suppose import CostChange, put, with_cost
from itgov.model.city import City
from tests.laws import Cases

from .networks import NAMES, network
from .small import AN_EQUAL_KEY, city, delivery, key, part


def compared(before: City, after: City, years: tuple[int, int] = (2027, 2027)) -> Compared:
    """Two cities, in a year each."""
    one, other = years
    return compare(Side(before, allocate(before, (one,)), one), Side(after, allocate(after, (other,)), other))


CASES = Cases(city_=network, found=lambda city_: compared(city_, city_, (2027, 2028)))


@CASES.law
def test_law_causes_and_deliveries_make_the_change_of_the_share_exactly(found: Compared) -> None:
    for name in NAMES:
        moved = share_change(found, name)
        if moved is not None:
            assert moved.difference == 0
            assert sum(moved.sources.values(), Fraction(0)) == moved.change


@CASES.law
def test_law_what_one_share_gains_others_lose(found: Compared) -> None:
    moved = [share_change(found, name) for name in NAMES]
    if None not in moved:
        assert sum((one.change for one in moved if one is not None), Fraction(0)) == 0


def test_a_cost_that_rises_alike_for_all_moves_no_share() -> None:
    before = city(AN_EQUAL_KEY, delivery("natverk", part(per_year={"2027": "300 kr"})))
    after = with_cost(before, "natverk", None, CostChange(times=Fraction(2)), (2027,)).city
    moved = share_change(compared(before, after), "hvo")
    assert moved is not None
    assert (moved.before, moved.after, moved.why) == (Fraction(1, 3), Fraction(1, 3), {})


def test_a_dearer_delivery_of_which_it_pays_more_than_others_raises_the_share() -> None:
    mobile = key("mobiler", {"asf": "0", "hvo": "1", "miljo": "0"})
    before = city(AN_EQUAL_KEY, mobile, delivery("natverk", part()), delivery("mobil", part(), key="mobiler"))
    after = with_cost(before, "mobil", None, CostChange(more_ore=100_00), (2027,)).city
    moved = share_change(compared(before, after), "hvo")
    assert moved is not None
    assert moved.change > 0
    assert set(moved.sources) == {"mobil", "natverk"} or set(moved.sources) == {"mobil"}
    assert moved.why["cost"] == moved.change - moved.why.get("rounding", 0)


def test_another_key_moves_the_share_by_all_that_it_moves() -> None:
    before = city(AN_EQUAL_KEY, delivery("natverk", part(per_year={"2027": "300 kr"})))
    after = put(before, key("anstallda", {"asf": "1", "hvo": "4", "miljo": "1"}))
    moved = share_change(compared(before, after), "hvo")
    assert moved is not None
    assert (moved.change, moved.why) == (Fraction(1, 3), {"key": Fraction(1, 3)})


def test_where_nothing_is_split_before_there_is_no_share_to_explain() -> None:
    before, after = city(AN_EQUAL_KEY), city(AN_EQUAL_KEY, delivery("natverk", part()))
    assert share_change(compared(before, after), "hvo") is None
