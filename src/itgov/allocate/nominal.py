"""Amounts that records state in the city's price year, as each year's own kronor: the agenda's costs and benefits.

The books are nominal, and so is what they are held against. Nothing is guessed: where the index has no number of a
year, the prices of the last year before it stand; before its first number, and without an index, those of the price
year. All of it is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.indexed import known
from itgov.allocate.labels import listed
from itgov.message import Message, msg, msg_n
from itgov.model.city import City
from itgov.model.money import round_half_up
from itgov.model.price_index import PriceIndex


@dataclass(frozen=True, slots=True)
class Nominal:
    """How amounts in the prices of `base` become each year's: by `series`; None where the city has none to go by."""

    base: int
    series: PriceIndex | None

    @property
    def last(self) -> int:
        """The last year whose prices are known."""
        if self.series is None:
            return self.base
        return max(year for year in self.series.values if known(self.series, year) is not None)

    def level(self, year: int) -> int:
        """Whose prices an amount of the year is told in: its own, or those of the last year known before it.

        Before the first number they are those of the price year.
        """
        series = self.series
        if series is None:
            return self.base
        return max((one for one in series.values if one <= year and known(series, one) is not None), default=self.base)

    def ore(self, ore: int | Fraction, year: int) -> int:
        """The amount of a year, öre; rounded once, halves away from zero."""
        if self.series is None:
            return round_half_up(Fraction(ore))
        return round_half_up(ore * self.series.values[self.level(year)] / self.series.values[self.base])


def nominal(city: City) -> Nominal:
    """By the city's own index, where it has one with a number for the price year."""
    base = city.settings.price_year
    series = city.price_indices.get(city.settings.allocation.price_index or "")
    return Nominal(base, series if series is not None and known(series, base) is not None else None)


def told(prices: Nominal, years: Iterable[int]) -> Message:
    """Whose kronor the agenda's amounts of `years` are in; those that the index skips are named."""
    asked = sorted(set(years))
    found = _by_what(prices, asked[-1])
    skipped: dict[int, list[int]] = {}
    for year in asked:
        level = prices.level(year)
        if prices.series is not None and year <= prices.last and level != year:
            skipped.setdefault(level, []).append(year)
    for level, unknown in skipped.items():
        found = msg_n(
            "{told}; the index has no number for {years}: that year is in the prices of {level}",
            "{told}; the index has no number for {years}: they are in the prices of {level}",
            len(unknown),
            told=found,
            years=listed(unknown),
            level=str(level),
        )
    return found


def _by_what(prices: Nominal, last: int) -> Message:
    """By which index amounts are reckoned, up to the year `last`, and how far it goes."""
    base = str(prices.base)
    if prices.series is None:
        return msg(
            "base deliveries are in each year's kronor, the agenda's costs and benefits in the prices of {base}: the "
            "city has no price index to reckon them up by (`allocation: price_index`), so that sums of both are of two "
            "price levels",
            base=base,
        )
    if last <= prices.last:
        return msg(
            "in each year's kronor, a system's one amount a year as it stands; the agenda's costs and benefits are "
            "stated in the prices of {base} and reckoned up by the index “{index}”",
            base=base,
            index=prices.series.id,
        )
    return msg(
        "in each year's kronor, a system's one amount a year as it stands; the agenda's costs and benefits are stated "
        "in the prices of {base} and reckoned up by the index “{index}”, which ends with {last}: later years are in "
        "the prices of {last}",
        base=base,
        index=prices.series.id,
        last=str(prices.last),
    )
