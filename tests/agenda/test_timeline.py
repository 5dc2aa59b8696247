"""Days and periods as places in the horizon."""

from __future__ import annotations

from datetime import date

import pytest

from itgov.agenda.timeline import Timeline, months_after
from itgov.model.period import Horizon, Period

QUARTERS = Timeline(Horizon(Period(2027, 3), 8))
MONTHS = Timeline(Horizon(Period(2027, 1, 12), 24))


def test_a_horizon_that_begins_within_a_year_touches_one_year_more() -> None:
    assert QUARTERS.years == (2027, 2028, 2029)
    assert QUARTERS.year_slots() == (0, 0, 1, 1, 1, 1, 2, 2)


def test_a_year_is_covered_by_the_periods_it_has_in_the_horizon() -> None:
    assert [QUARTERS.covered(year) for year in (2026, 2027, 2028)] == [0, 2, 4]


@pytest.mark.parametrize(("day", "place"), [(date(2027, 7, 1), 0), (date(2027, 7, 2), 1), (date(2027, 3, 1), -1)])
def test_from_a_day_on_is_the_first_period_that_begins_no_earlier(day: date, place: int) -> None:
    assert QUARTERS.from_day(day) == place


def test_a_quarter_in_a_city_of_months_spans_three_of_them() -> None:
    assert (MONTHS.begin(Period(2027, 2)), MONTHS.end(Period(2027, 2))) == (3, 6)


def test_a_month_in_a_city_of_quarters_lies_in_its_quarter() -> None:
    assert (QUARTERS.begin(Period(2027, 8, 12)), QUARTERS.end(Period(2027, 8, 12))) == (0, 1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 1, 1), 9, date(2027, 10, 1)),
        (date(2027, 12, 31), 2, date(2028, 3, 1)),
        (date(2027, 10, 31), 1, date(2027, 12, 1)),
        (date(2027, 5, 15), 0, date(2027, 5, 15)),
    ],
)
def test_months_after_a_day(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later
