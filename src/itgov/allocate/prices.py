"""A split in the prices of one year, for show: every cost line reckoned back by the city's own index, and split anew.

The books stay nominal. A line is rounded once, as it is in the books, and its cells add up to it: so every table of
fixed prices adds up by itself, and differs from the nominal one by what is told (`differences`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from itgov.allocate.cost import CostLine, cost_lines
from itgov.allocate.direct import CarriedCost, DirectCost, UnkeyedCost
from itgov.allocate.indexed import known
from itgov.allocate.labels import listed
from itgov.message import Refusal, msg
from itgov.model.city import City
from itgov.model.money import round_half_up
from itgov.model.price_index import PriceIndex

C = TypeVar("C", CostLine, DirectCost, UnkeyedCost, CarriedCost)


class CannotRestate(Refusal):
    """There is no index to reckon by, or it lacks a year; `message` says which, `remedy` what to do."""


@dataclass(frozen=True, slots=True)
class FixedPrices:
    """The prices of `year` by an index that knows that year and all that are asked for."""

    series: PriceIndex
    year: int

    def number(self, year: int) -> Fraction:
        """The index number of a year, above 0."""
        return self.series.values[year]

    def ore(self, nominal: int, year: int) -> int:
        """An amount of `year` in these prices; rounded, halves away from zero."""
        return round_half_up(nominal * self.number(self.year) / self.number(year))

    def restated(self, costs: Iterable[C]) -> tuple[C, ...]:
        """The costs in these prices; what a line was reckoned from stays as the books have it."""
        return tuple(replace(cost, ore=self.ore(cost.ore, cost.year)) for cost in costs)


@dataclass(frozen=True, slots=True)
class PriceDifference:
    """All costs of one year, öre: in the books, and in fixed prices."""

    year: int
    nominal_ore: int
    fixed_ore: int

    @property
    def difference_ore(self) -> int:
        """What the change of prices makes of it: the nominal less the fixed."""
        return self.nominal_ore - self.fixed_ore


def fixed_prices(city: City, years: Iterable[int]) -> FixedPrices:
    """The prices of the city's price year, by its own index; raises CannotRestate where it has none for `years`."""
    name = city.settings.allocation.price_index
    series = city.price_indices.get(name or "")
    if series is None:
        raise CannotRestate(
            msg("the city has no price index to reckon fixed prices by"),
            msg("name one in itgov.yaml, as in {example}", example="allocation: {price_index: index-pkv}"),
        )
    base = city.settings.price_year
    unknown = sorted(year for year in {base, *years} if known(series, year) is None)
    if unknown:
        raise CannotRestate(
            msg("the price index “{index}” has no number for {years}", index=series.id, years=listed(unknown)),
            msg("add it to indextal (`values`), or ask for years that it has with --year")
            if base not in unknown
            else msg("add it to indextal (`values`): {year} is the city's price year", year=str(base)),
        )
    return FixedPrices(series, base)


def differences(city: City, prices: FixedPrices, years: Iterable[int]) -> tuple[PriceDifference, ...]:
    """Every year's costs both ways, in order."""
    asked = sorted(set(years))
    nominal = cost_lines(city, asked)
    sums = {year: [0, 0] for year in asked}
    for line, fixed in zip(nominal, prices.restated(nominal), strict=True):
        sums[line.year][0] += line.ore
        sums[line.year][1] += fixed.ore
    return tuple(PriceDifference(year, *both) for year, both in sums.items())
