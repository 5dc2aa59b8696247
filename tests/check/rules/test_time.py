"""A start and an end that agree with the stages on record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]
A = "data/initiatives/init-a.yaml"


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-06-30", []), ("2026-07-01", ["TIM003"]), ("2026-09-30", ["TIM003"])]
)
def test_the_period_holds_the_day_work_began(day: str, expected: list[str], changed: Changed) -> None:
    assert codes(changed(f"{A}: {{stages: {{under_way: {day}}}, started_in: 2026-Q2}}\n")) == expected


def test_what_two_starts_are_told_as(changed: Changed) -> None:
    (text,) = told(changed(f"{A}: {{stages: {{under_way: 2026-07-01}}, started_in: 2026-Q2}}\n"), "TIM003")
    assert text == (
        "init-a.started_in: “init-a” began in 2026-Q2 by startade (`started_in`), "
        "but on 2026-07-01 by pågår (`under_way`)\n"
        "mend the one that is wrong: hours and money are counted from the period, lead times from the day\n"
        "init-a.stages.under_way: the stage is here"
    )


@pytest.mark.parametrize(("years", "expected"), [(2, ["TIM012"]), (3, [])])
def test_benefits_are_counted_beyond_the_plan(years: int, expected: list[str], changed: Changed) -> None:
    assert codes(changed(f"itgov.yaml: {{evaluation_years: {years}}}\n")) == expected
