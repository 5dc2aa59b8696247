"""The split in fixed prices: it adds up like the books, which it leaves as they are."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from itgov.allocate.cost import cost_lines
from itgov.allocate.prices import CannotRestate, differences, fixed_prices
from itgov.allocate.shares import allocate, reconcile
from itgov.allocate.views import by_administration
from itgov.model.city import City
from itgov.model.money import format_amount
from tests.laws import law

from .indices import series
from .small import AN_EQUAL_KEY, city, delivery, part, settings, system

SETTINGS = settings(allocation={"price_index": "index-pkv"})
PKV = {"2026": "100", "2027": "103,1", "2028": "105,3"}


def priced(*ores: int, numbers: dict[str, str] | None = None) -> City:
    parts = [
        part(f"Del {at}", {str(year): format_amount(ore) for year in (2026, 2027, 2028)}) for at, ore in enumerate(ores)
    ]
    pkv = series(PKV if numbers is None else numbers)
    return city(AN_EQUAL_KEY, pkv, delivery("natverk", *parts, key=AN_EQUAL_KEY.id), city_settings=SETTINGS)


def amount(chance: Random) -> int:
    """Öre, to the largest; credits and few öre among them."""
    return chance.choice((-1, 1)) * chance.randint(0, chance.choice((9, 10**15)))


def some_amounts(chance: Random) -> list[int]:
    """One to four."""
    return [amount(chance) for _ in range(chance.randint(1, 4))]


def test_an_amount_is_reckoned_back_to_the_price_year() -> None:
    found = priced(10_310)
    assert [line.ore for line in allocate(found, (2026, 2027), fixed_prices(found, (2026, 2027))).lines] == [
        10_310,
        10_000,
    ]


@law(ores=some_amounts, millionths=lambda chance: chance.randint(1, 10**9))
def test_law_fixed_prices_add_up_and_the_difference_is_told(ores: list[int], millionths: int) -> None:
    number = f"{millionths // 10**6},{millionths % 10**6:06}"
    found = priced(*ores, numbers={"2026": "100", "2027": number})
    prices = fixed_prices(found, (2027,))
    shown = allocate(found, (2027,), prices)
    [line], [told] = reconcile(shown), differences(found, prices, (2027,))
    assert line.difference_ore == 0
    assert (told.nominal_ore, told.fixed_ore) == (sum(ores), line.in_ore)
    assert told.nominal_ore - told.difference_ore == sum(one.ore for one in by_administration(shown))
    exact = sum(ores) * 100 / Fraction(millionths, 10**6)
    assert abs(told.fixed_ore - exact) <= Fraction(len(ores), 2)


@law(ores=some_amounts)
def test_law_in_the_price_year_the_books_and_fixed_prices_are_one(ores: list[int]) -> None:
    found = priced(*ores)
    assert allocate(found, (2026,), fixed_prices(found, (2026,))) == allocate(found, (2026,))


PRICES = fixed_prices(priced(1), (2028,))


@law(ore=amount)
def test_law_a_credit_in_fixed_prices_mirrors_a_cost(ore: int) -> None:
    assert PRICES.ore(-ore, 2028) == -PRICES.ore(ore, 2028)


def test_the_books_stay_as_they_are() -> None:
    found = priced(12_345)
    before = allocate(found)
    allocate(found, None, fixed_prices(found, before.years))
    assert allocate(found) == before
    assert [line.ore for line in cost_lines(found, (2028,))] == [12_345]


def test_costs_beside_the_split_are_in_the_same_prices() -> None:
    alone = system("eget", ("licences", "103,10 kr"), used_by=("asf",))
    found = city(series(PKV), alone, city_settings=SETTINGS)
    [cost] = allocate(found, (2027,), fixed_prices(found, (2027,))).direct
    assert cost.ore == 10_000


def test_a_city_without_a_price_index_is_told_where_to_name_one() -> None:
    with pytest.raises(CannotRestate, match="has no price index") as error:
        fixed_prices(city(series(PKV)), (2027,))
    assert "price_index: index-pkv" in str(error.value.remedy)


@pytest.mark.parametrize(("numbers", "lacks"), [({"2027": "1"}, "2026"), ({"2026": "1", "2027": "0"}, "2027")])
def test_a_year_that_the_price_index_lacks_is_not_guessed(numbers: dict[str, str], lacks: str) -> None:
    with pytest.raises(CannotRestate, match=f"has no number for {lacks}"):
        fixed_prices(priced(1, numbers=numbers), (2027,))
