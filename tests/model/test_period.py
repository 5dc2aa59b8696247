"""Periods and horizons: quarters and months, and counting them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itgov.model.period import Horizon, Period, parse_period
from itgov.model.scalar import BadValue

periods = st.sampled_from([4, 12]).flatmap(
    lambda per_year: st.builds(Period, st.integers(2000, 2100), st.integers(1, per_year), st.just(per_year))
)


@given(periods)
def test_a_period_reads_back_from_its_text(period: Period) -> None:
    assert parse_period(str(period)) == period


@given(periods, st.integers(-300, 300))
def test_going_on_and_back_ends_where_it_began(period: Period, steps: int) -> None:
    assert period.plus(steps).plus(-steps) == period
    assert period.until(period.plus(steps)) == steps


@given(periods)
def test_a_period_ends_the_day_before_the_next_begins(period: Period) -> None:
    assert (period.plus(1).first_day - period.last_day).days == 1


def test_the_third_quarter_runs_from_july_to_september() -> None:
    quarter = Period(2027, 3)
    assert (quarter.first_day, quarter.last_day) == (date(2027, 7, 1), date(2027, 9, 30))


@pytest.mark.parametrize("text", ["2027", "2027-Q5", "2027-13", "2027-q1", "Q1 2027", "1800-Q1", ""])
def test_other_texts_are_no_period(text: str) -> None:
    with pytest.raises(BadValue, match="2027-Q1"):
        parse_period(text)


def test_a_horizon_of_four_years_has_sixteen_quarters() -> None:
    horizon = Horizon(Period(2027, 1), 16)
    assert (str(horizon.last), horizon.years, horizon.index(Period(2028, 1))) == (
        "2030-Q4",
        (2027, 2028, 2029, 2030),
        4,
    )
