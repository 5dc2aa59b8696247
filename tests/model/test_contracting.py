"""Months are counted by the calendar."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.model.contracting import months_after


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), -1, date(2028, 2, 29)),
        (date(2026, 12, 31), -1, date(2026, 11, 30)),
        (date.min, -1, date.min),
        (date.max, 1, date.max),
    ],
)
def test_months_after_a_day(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


@given(day=st.dates(date(1970, 1, 1), date(2150, 12, 31)), months=st.integers(-120, 120))
@settings(max_examples=100, deadline=None)
def test_the_month_is_always_that_many_away(day: date, months: int) -> None:
    found = months_after(day, months)
    assert (found.year - day.year) * 12 + found.month - day.month == months
    assert found.day <= day.day
