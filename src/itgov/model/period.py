"""Planning periods: quarters or months of a calendar year, and the horizon made of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import PlainValidator

from itgov.message import Message, msg, msg_n, quoted
from itgov.model.scalar import FIRST_YEAR, LAST_YEAR, BadValue, remembered

PeriodLength = Literal["quarter", "month"]
PER_YEAR: dict[PeriodLength, int] = {"quarter": 4, "month": 12}

PERIOD_FORM = re.compile(r"(?P<year>\d{4})-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2]))", re.ASCII)
_RIGHT = msg("write a quarter as 2027-Q1, or a month as 2027-03")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter (`per_year` 4) or a month (`per_year` 12); `number` counts from 1 within the year."""

    year: int
    number: int
    per_year: int = 4

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}" if self.per_year == 4 else f"{self.year}-{self.number:02d}"

    @property
    def ordinal(self) -> int:
        """Periods since year 0; only periods of the same length compare by it."""
        return self.year * self.per_year + self.number - 1

    @property
    def first_day(self) -> date:
        """The day it begins on."""
        return date(self.year, (self.number - 1) * (12 // self.per_year) + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day that belongs to it."""
        return self.plus(1).first_day - timedelta(days=1)

    def plus(self, periods: int) -> Period:
        """The period that many later; earlier where `periods` is negative."""
        year, index = divmod(self.ordinal + periods, self.per_year)
        return Period(year, index + 1, self.per_year)

    def until(self, other: Period) -> int:
        """How many periods later `other` is; negative where it is earlier."""
        return other.ordinal - self.ordinal


@dataclass(frozen=True, slots=True)
class Horizon:
    """The periods an agenda plans: `count` of them from `first`, whole years."""

    first: Period
    count: int

    @property
    def periods(self) -> tuple[Period, ...]:
        """Every period, in order."""
        return tuple(self.first.plus(index) for index in range(self.count))

    @property
    def last(self) -> Period:
        """The last period that is planned."""
        return self.first.plus(self.count - 1)

    @property
    def years(self) -> tuple[int, ...]:
        """Every calendar year that the horizon touches, in order."""
        return tuple(range(self.first.year, self.last.year + 1))

    def index(self, period: Period) -> int:
        """The place of `period` counted from 0; negative before the horizon, `count` or more after it."""
        return self.first.until(period)


def lasting(count: int, per_year: int) -> Message:
    """A length of so many periods, by what the periods are: "2 quarters"."""
    if per_year == PER_YEAR["quarter"]:
        return msg_n("{n} quarter", "{n} quarters", n=count)
    return msg_n("{n} month", "{n} months", n=count)


def first_period_from(day: date, per_year: int) -> Period:
    """The first period that begins on `day` or later: what is there from a day can be used in whole periods only."""
    holding = Period(day.year, (day.month - 1) * per_year // 12 + 1, per_year)
    return holding if holding.first_day == day else holding.plus(1)


@remembered
def parse_period(value: object) -> Period:
    """A period from "2027-Q1" (quarter) or "2027-03" (month)."""
    if isinstance(value, Period):
        return value
    if not isinstance(value, str):
        raise BadValue(msg("expected a period, not a list or a block of keys: {right}", right=_RIGHT))
    found = PERIOD_FORM.fullmatch(value.strip())
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        raise BadValue(msg("“{value}” is no period: {right}", value=quoted(value), right=_RIGHT))
    if found["quarter"]:
        return Period(int(found["year"]), int(found["quarter"]), 4)
    return Period(int(found["year"]), int(found["month"]), 12)


PeriodField = Annotated[Period, PlainValidator(parse_period)]
