"""Capital cost: depreciation and interest by month, exact over the life."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from random import Random

from itgov.allocate.capital import CapitalCost, capital_cost
from itgov.model.delivery import Asset
from tests.laws import Cases

RATE = Fraction(25, 1000)

A_DAY = date(1980, 1, 1)


def any_asset(chance: Random) -> Asset:
    """Of any amount, a grant received among them, from any day, for one to forty years."""
    outlay = chance.choice((-1, 1, 1)) * chance.randint(0, chance.choice((5, 10**6, 10**15)))
    begins = A_DAY + timedelta(days=chance.randint(0, 44_000))
    return Asset(outlay=outlay, in_service=begins, life_years=chance.randint(1, 40))


def any_rate(chance: Random) -> Fraction:
    """From nothing to all of it."""
    whole = chance.randint(1, 1000)
    return Fraction(chance.randint(0, whole), whole)


def asset(outlay_kronor: int = 120_000, in_service: str = "2027-04-15", life_years: int = 5) -> Asset:
    """An asset of 120 000 kr that is in service from April 2027 for five years."""
    return Asset.model_validate({"outlay": outlay_kronor * 100, "in_service": in_service, "life_years": life_years})


def whole_life(asset: Asset, interest: Fraction) -> list[CapitalCost]:
    """The cost of every year in which the asset is in service."""
    first = asset.in_service.year
    costs = [capital_cost(asset, year, interest) for year in range(first - 1, first + asset.life_years + 2)]
    return [cost for cost in costs if cost.months]


def test_service_from_the_middle_of_april_costs_from_april() -> None:
    assert capital_cost(asset(), 2027, RATE).months == 9


def test_service_from_the_last_day_of_december_costs_one_month() -> None:
    assert capital_cost(asset(in_service="2027-12-31"), 2027, RATE).months == 1


def test_service_from_new_year_costs_the_whole_year() -> None:
    assert capital_cost(asset(in_service="2027-01-01"), 2027, RATE).months == 12


def test_depreciation_is_straight_line_by_month() -> None:
    assert capital_cost(asset(), 2027, RATE).depreciation_ore == 18_000_00


def test_interest_of_the_first_year_is_on_the_outlay() -> None:
    # 120 000 kr × 2,5 % × 9/12
    assert capital_cost(asset(), 2027, RATE).interest_ore == 2_250_00


def test_interest_of_a_later_year_is_on_its_opening_book_value() -> None:
    # (120 000 − 18 000) kr × 2,5 %
    assert capital_cost(asset(), 2028, RATE).interest_ore == 2_550_00


def test_the_last_year_bears_interest_for_its_months_alone() -> None:
    # three months are left: 6 000 kr × 2,5 % × 3/12
    assert capital_cost(asset(), 2032, RATE) == CapitalCost(2032, 3, 6_000_00, 6_000_00, 37_50)


def test_the_total_is_depreciation_and_interest() -> None:
    assert capital_cost(asset(), 2027, RATE).total_ore == 20_250_00


def test_an_asset_costs_nothing_before_its_service() -> None:
    assert capital_cost(asset(), 2026, RATE) == CapitalCost(2026, 0, 0, 0, 0)


def test_an_asset_costs_nothing_after_its_life() -> None:
    assert capital_cost(asset(), 2033, RATE) == CapitalCost(2033, 0, 0, 0, 0)


def test_a_plan_has_every_year_of_service() -> None:
    assert [cost.year for cost in whole_life(asset(), RATE)] == [2027, 2028, 2029, 2030, 2031, 2032]


def test_a_life_of_whole_calendar_years_has_as_many_years() -> None:
    assert [cost.months for cost in whole_life(asset(in_service="2027-01-10", life_years=3), RATE)] == [12, 12, 12]


def test_an_outlay_that_does_not_divide_is_written_off_to_the_ore() -> None:
    odd = Asset(outlay=100, in_service=date(2027, 1, 1), life_years=3)
    assert [cost.depreciation_ore for cost in whole_life(odd, Fraction(0))] == [33, 34, 33]


CASES = Cases(asset=any_asset, interest=any_rate, life=whole_life)


@CASES.law
def test_law_depreciation_over_a_life_is_the_outlay(asset: Asset, life: list[CapitalCost]) -> None:
    assert sum(cost.depreciation_ore for cost in life) == asset.outlay


@CASES.law
def test_law_the_months_of_a_plan_are_the_whole_life(asset: Asset, life: list[CapitalCost]) -> None:
    assert sum(cost.months for cost in life) == 12 * asset.life_years


@CASES.law
def test_law_a_contribution_received_mirrors_an_outlay(
    asset: Asset, interest: Fraction, life: list[CapitalCost]
) -> None:
    received = asset.model_copy(update={"outlay": -asset.outlay})
    assert [-cost.total_ore for cost in whole_life(received, interest)] == [cost.total_ore for cost in life]


@CASES.law
def test_law_the_opening_book_value_is_what_is_not_yet_written_off(asset: Asset, life: list[CapitalCost]) -> None:
    written_off = 0
    for cost in life:
        # rounding of the value and of what is written off may part by an öre at a half
        assert abs(asset.outlay - written_off - cost.opening_ore) <= 1
        written_off += cost.depreciation_ore


@CASES.law
def test_law_at_an_interest_of_zero_a_year_costs_its_depreciation_alone(asset: Asset, chance: Random) -> None:
    cost = capital_cost(asset, chance.randint(1970, 2160), Fraction(0))
    assert cost.total_ore == cost.depreciation_ore
