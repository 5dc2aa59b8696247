"""What an asset costs in a year: depreciation and internal interest, never its outlay.

The nominal method ("rak nominell metod") of Swedish municipal accounts:

- Depreciation is straight-line over the life (planenlig, linjär avskrivning; RKR R4
  on tangible assets asks for depreciation over the useful life from the day the
  asset can be used).
- Internal interest is the city's rate on the book value at the start of the
  year; in the first year, on the outlay.
- Both run by whole calendar months, each month begun counting as one: service from
  2027-04-15 costs from April, nine months of 2027. A life of n years is 12 n months
  from that first month. Before them, and after them, the asset costs nothing.

Depreciation is rounded on what has been written off *so far*, so that the years of
a life add up to the outlay to the öre. Interest is rounded once a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from itgov.model.delivery import Asset
from itgov.model.money import round_half_up

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class CapitalCost:
    """What one asset costs in one calendar year; amounts in öre.

    `months` are months of service in the year, 0 to 12. `opening_ore` is the book
    value that the interest is reckoned on, rounded for show.
    """

    year: int
    months: int
    opening_ore: int
    depreciation_ore: int
    interest_ore: int

    @property
    def total_ore(self) -> int:
        """Depreciation and interest together."""
        return self.depreciation_ore + self.interest_ore


def capital_cost(asset: Asset, year: int, internal_interest: Fraction) -> CapitalCost:
    """Depreciation and interest of `asset` in the calendar year `year`.

    `internal_interest` is a share a year (1/40 for 2,5 %). Zeros outside the
    asset's life. A negative outlay
    (a contribution received) mirrors a positive one.
    """
    life = asset.life_years * _MONTHS
    before, after = _months_used(asset, year), _months_used(asset, year + 1)
    months = after - before
    if months == 0:
        return CapitalCost(year, 0, 0, 0, 0)
    opening = Fraction(asset.outlay * (life - before), life)
    return CapitalCost(
        year=year,
        months=months,
        opening_ore=round_half_up(opening),
        depreciation_ore=_written_off(asset, after) - _written_off(asset, before),
        interest_ore=round_half_up(opening * internal_interest * Fraction(months, _MONTHS)),
    )


def _months_used(asset: Asset, year: int) -> int:
    """Months of service before the first day of `year`, at least 0 and at most the whole life."""
    since = asset.in_service
    passed = (year - since.year) * _MONTHS - (since.month - 1)
    return max(0, min(passed, asset.life_years * _MONTHS))


def _written_off(asset: Asset, months: int) -> int:
    """Öre written off after that many months of service."""
    return round_half_up(Fraction(asset.outlay * months, asset.life_years * _MONTHS))
