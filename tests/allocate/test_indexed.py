"""Amounts that follow an index: the last one stated moves as it does, and what it does not know is missing."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from itgov.allocate.between import Side
from itgov.allocate.change import changed_lines, summed
from itgov.allocate.cost import cost_lines
from itgov.allocate.indexed import Indexed, number_text
from itgov.allocate.missing import missing_costs
from itgov.allocate.shares import allocate
from itgov.allocate.suppose import CannotSuppose, CostChange, with_cost, with_record
from itgov.model.city import City
from itgov.model.delivery import CostPart
from itgov.model.price_index import PriceIndex
from tests.laws import Cases, law

from .indices import series
from .small import AN_EQUAL_KEY, asset_part, city, delivery, part

PKV = series({"2026": "100,0", "2027": "103,1", "2028": "105,3", "2029": "107"})


def number(chance: Random) -> Fraction:
    """An index number of up to six decimals."""
    return Fraction(chance.randint(1, chance.choice((9, 10**9))), chance.choice((1, 10**6)))


def amount(chance: Random) -> int:
    """Öre, to the largest; credits and few öre among them."""
    return chance.choice((-1, 1)) * chance.randint(0, chance.choice((9, 10**15)))


CASES = Cases(ore=amount, number=number, base=number)


def following(per_year: dict[str, str], pkv: PriceIndex = PKV, **changes: Any) -> City:
    return city(AN_EQUAL_KEY, pkv, delivery("natverk", part(per_year=per_year, index="index-pkv", **changes)))


def amounts(found: City, *years: int) -> dict[int, int]:
    return {line.year: line.ore for line in cost_lines(found, years)}


def test_years_after_the_last_stated_amount_follow_the_index_and_stated_ones_stand() -> None:
    found = following({"2026": "1 kr", "2027": "9 mnkr"})
    assert amounts(found, 2026, 2027, 2028, 2029) == {
        2026: 100,
        2027: 900_000_000,
        2028: 919_204_656,
        2029: 934_044_617,
    }


def test_a_line_says_what_it_is_reckoned_from_and_a_stated_one_says_nothing() -> None:
    stated, moved = cost_lines(following({"2027": "9 mnkr"}), (2027, 2028))
    assert stated.indexed is None
    assert moved.indexed == Indexed("index-pkv", 2027, 900_000_000, Fraction(1053, 10), Fraction(1031, 10))


def test_a_part_without_an_index_has_no_amount_after_its_last() -> None:
    found = city(AN_EQUAL_KEY, PKV, delivery("natverk", part(per_year={"2027": "1 kr"})))
    assert amounts(found, 2027, 2028) == {2027: 100}


@pytest.mark.parametrize(
    ("pkv", "waited"),
    [
        (series({"2027": "100"}), "2028"),
        (series({"2028": "100"}), "2027"),
        (series({"2027": "100", "2028": "0"}), "2028"),
        (series({"2027": "100", "2028": "101"}, "index-annat"), "2027, 2028"),
    ],
)
def test_a_year_that_the_index_does_not_know_is_missing_and_not_guessed(pkv: PriceIndex, waited: str) -> None:
    found = following({"2027": "1 kr"}, pkv)
    assert amounts(found, 2028) == {}
    [gap] = missing_costs(found, (2027, 2028))
    assert (gap.reason, gap.years) == ("index", (2028,))
    assert str(gap.message).endswith(f"its index “index-pkv” has no number for {waited}")


def test_a_year_between_stated_amounts_is_still_a_gap() -> None:
    found = following({"2026": "1 kr", "2028": "1 kr"})
    assert [(gap.reason, gap.years) for gap in missing_costs(found, (2027, 2028, 2029))] == [("between", (2027,))]


def test_an_asset_follows_no_index() -> None:
    with pytest.raises(ValueError, match="an asset follows no index"):
        CostPart.model_validate(asset_part() | {"index": "index-pkv"})


@CASES.law
def test_law_an_amount_is_less_than_an_ore_from_the_exact_one_and_a_credit_mirrors_a_cost(
    ore: int, number: Fraction, base: Fraction
) -> None:
    moved = Indexed("i", 2027, ore, number, base)
    assert abs(moved.ore - ore * number / base) <= Fraction(1, 2)
    assert Indexed("i", 2027, -ore, number, base).ore == -moved.ore


@CASES.law
def test_law_only_the_ratio_of_the_numbers_counts(ore: int, number: Fraction, base: Fraction, chance: Random) -> None:
    times = chance.randint(1, 10**6)
    assert Indexed("i", 2027, ore, number * times, base * times).ore == Indexed("i", 2027, ore, number, base).ore
    assert Indexed("i", 2027, ore, base, base).ore == ore


@law(millionths=lambda chance: chance.randint(0, 10**12 - 1))
def test_law_a_number_is_shown_as_it_is_typed(millionths: int) -> None:
    number = Fraction(millionths, 10**6)
    assert Fraction(number_text(number, ",").replace(",", ".")) == number


def test_why_an_indexed_amount_changed_adds_up() -> None:
    found = following({"2027": "9 mnkr"}, behaviour="fixed")
    sides = [Side(found, allocate(found, (year,)), year) for year in (2027, 2028)]
    lines = changed_lines(sides[0], sides[1])
    before, after, why = summed(lines, lambda _: "all")["all"]
    assert after - before == sum(why.values()) == 19_204_656
    assert all(one.change_ore == sum(one.why.values()) for one in lines)


def test_another_cost_in_one_year_leaves_the_other_years_as_the_index_had_them() -> None:
    found = following({"2026": "100 kr"})
    supposed = with_cost(found, "natverk", None, CostChange(exactly_ore=5), (2028,)).city
    assert amounts(supposed, 2026, 2027, 2028) == {2026: 10_000, 2027: 10_310, 2028: 5}
    assert not missing_costs(supposed, (2026, 2027, 2028))


def test_a_supposed_delivery_must_follow_an_index_there_is() -> None:
    with pytest.raises(CannotSuppose, match="there is no index “index-borta”"):
        with_record(following({"2027": "1 kr"}), delivery("ny", part(index="index-borta"), key=AN_EQUAL_KEY.id))
