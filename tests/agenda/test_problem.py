"""Problems that make no sense are refused when they are made."""

from __future__ import annotations

from fractions import Fraction

import pytest

from itgov.agenda.problem import AnyOf, Mode, Precedence, Problem, ProblemError, Resource, Task, draws, value_of
from tests.agenda.problems import pool, task

A, B = task("a", {0: 1}), task("b", {0: 1})


def test_a_negative_length_is_refused() -> None:
    with pytest.raises(ProblemError, match="length -1"):
        Problem(2, tasks=(Task("a", (Mode("base", -1, {0: 1}, {}),)),))


def test_a_start_that_ends_after_the_last_period_is_refused() -> None:
    with pytest.raises(ProblemError, match="start in 1"):
        Problem(2, tasks=(task("a", {1: 1}, length=2),))


def test_a_task_without_length_may_stand_at_the_very_end() -> None:
    assert Problem(2, tasks=(task("a", {2: 1}, length=0),)).tasks[0].id == "a"


def test_use_of_an_unknown_resource_is_refused() -> None:
    with pytest.raises(ProblemError, match="no resource"):
        Problem(1, tasks=(task("a", {0: 1}, hours=(1,)),))


def test_a_row_of_use_has_an_amount_for_each_period() -> None:
    with pytest.raises(ProblemError, match="2 amounts"):
        Problem(2, (pool("hours", 1, 1),), (task("a", {0: 1}, hours=(1, 1)),))


def test_a_resource_names_a_slot_for_each_period() -> None:
    with pytest.raises(ProblemError, match="slots for 1 periods"):
        Problem(2, (pool("hours", 1),))


def test_a_slot_without_capacity_is_refused() -> None:
    with pytest.raises(ProblemError, match="no capacity"):
        Problem(1, (Resource("hours", "hours", (1,), (1,)),))


@pytest.mark.parametrize("carries", [(True,), (False, True)])
def test_the_last_slot_carries_into_none(carries: tuple[bool, ...]) -> None:
    with pytest.raises(ProblemError, match="not there"):
        Problem(2, (Resource("money", "money", (1, 2), (0, 1), carries),))


def test_what_is_drawn_of_a_slot_that_carries_is_missing_in_the_rest_of_its_run() -> None:
    money = Resource("money", "money", (1, 2, 3, 4), (0, 1, 2, 3), (True, True, False, False))
    assert draws(task("a", {0: 1}, length=2, money=(5, 7)).modes[0], 0, money) == {0: 5, 1: 12, 2: 12}
    assert draws(task("a", {3: 1}, money=(5,)).modes[0], 3, money) == {3: 5}


def test_an_id_used_twice_is_refused() -> None:
    with pytest.raises(ProblemError, match="used twice"):
        Problem(1, tasks=(A, A))


@pytest.mark.parametrize(
    "links",
    [
        {"precedences": (Precedence("a", "x"),)},
        {"any_of": (AnyOf("a", ("x",)),)},
        {"exclusions": (("a", "x"),)},
        {"together": (("a", "x"),)},
    ],
)
def test_a_link_to_an_unknown_task_is_refused(links: dict[str, tuple[Precedence, ...]]) -> None:
    with pytest.raises(ProblemError, match="x is named"):
        Problem(1, tasks=(A, B), **links)  # type: ignore[arg-type]


def test_a_task_cannot_come_before_itself() -> None:
    with pytest.raises(ProblemError, match="before itself"):
        Problem(1, tasks=(A,), precedences=(Precedence("a", "a"),))


def test_a_task_cannot_exclude_itself() -> None:
    with pytest.raises(ProblemError, match="exclude itself"):
        Problem(1, tasks=(A,), exclusions=(("a", "a"),))


def test_a_negative_lag_is_refused() -> None:
    with pytest.raises(ProblemError, match="negative"):
        Problem(1, tasks=(A, B), precedences=(Precedence("a", "b", lag=-1),))


def test_values_are_scaled_to_whole_numbers_by_their_common_denominator() -> None:
    assert Problem(1, tasks=(task("a", {0: Fraction(1, 4)}), task("b", {0: Fraction(1, 6)}))).value_scale == 12


def test_the_value_of_a_choice_is_exact() -> None:
    problem = Problem(1, tasks=(task("a", {0: Fraction(1, 3)}), task("b", {0: Fraction(2, 3)})))
    assert value_of(problem, {"a": ("base", 0), "b": ("base", 0)}) == 1


def test_work_over_two_periods_of_a_year_draws_on_the_year_once_for_each() -> None:
    money = Resource("money", "money", (9, 9), (0, 0, 1))
    assert draws(Mode("base", 3, {0: 1}, {"money": (1, 2, 4)}), 0, money) == {0: 3, 1: 4}
