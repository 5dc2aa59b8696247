"""Periods of the horizon as places counted from 0, and days turned into them.

An end is always open: the first period after the work, which is also its go-live.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from itgov.model.period import Horizon, Period


@dataclass(frozen=True, slots=True)
class Timeline:
    """The periods of one horizon. Places may be negative (before it) or `count` and more (after it)."""

    horizon: Horizon

    @property
    def count(self) -> int:
        """How many periods are planned."""
        return self.horizon.count

    @property
    def per_year(self) -> int:
        """Periods in a calendar year."""
        return self.horizon.first.per_year

    @property
    def first_year(self) -> int:
        """The calendar year of the first period."""
        return self.horizon.first.year

    @property
    def years(self) -> tuple[int, ...]:
        """Every calendar year the horizon touches."""
        return self.horizon.years

    def period(self, place: int) -> Period:
        """The period at a place."""
        return self.horizon.first.plus(place)

    def year(self, place: int) -> int:
        """The calendar year of a place."""
        return self.period(place).year

    def year_slots(self) -> tuple[int, ...]:
        """For each period the number of its year, the first being 0."""
        return tuple(self.year(place) - self.first_year for place in range(self.count))

    def covered(self, year: int) -> int:
        """How many periods of a calendar year the horizon holds."""
        return sum(1 for period in self.horizon.periods if period.year == year)

    def holding(self, day: date) -> int:
        """The place of the period a day belongs to."""
        number = (day.month - 1) * self.per_year // 12 + 1
        return self.horizon.index(Period(day.year, number, self.per_year))

    def from_day(self, day: date) -> int:
        """The first period that begins on the day or later."""
        place = self.holding(day)
        return place if self.period(place).first_day == day else place + 1

    def begin(self, period: Period) -> int:
        """Where a period begins, quarters and months alike."""
        return self.holding(period.first_day)

    def end(self, period: Period) -> int:
        """The open end of a period, quarters and months alike."""
        return self.holding(period.last_day) + 1


def months_after(day: date, months: int) -> date:
    """The same day of the month that many months later, or the first of the next where that month is too short."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, index + 1, day.day)
    except ValueError:
        return date(year, index + 2, 1)
