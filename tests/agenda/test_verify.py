"""Every broken promise is told, and only those."""

from __future__ import annotations

from dataclasses import replace

import pytest

from itgov.agenda.problem import AnyOf, Choice, Precedence, Problem, Relation
from itgov.agenda.verify import verify
from tests.agenda.problems import pool, task

AT = {0: 1, 1: 1, 2: 1}


def told(problem: Problem, choice: Choice) -> list[str]:
    return [str(violation.message) for violation in verify(problem, choice)]


def test_a_sound_choice_breaks_nothing() -> None:
    assert verify(Problem(1, tasks=(task("a", {0: 1}),)), {"a": ("base", 0)}) == ()


def test_a_stranger_is_told() -> None:
    assert told(Problem(1), {"x": ("base", 0)}) == ["x is no task of the problem"]


@pytest.mark.parametrize("placement", [("base", 1), ("other", 0)])
def test_a_placement_that_the_task_does_not_have_is_told(placement: tuple[str, int]) -> None:
    assert "cannot be done" in told(Problem(2, tasks=(task("a", {0: 1}),)), {"a": placement})[0]


def test_a_start_other_than_the_fixed_one_is_told() -> None:
    fixed = replace(task("a", AT), fixed_start=1)
    assert "cannot be done" in told(Problem(3, tasks=(fixed,)), {"a": ("base", 0)})[0]


def test_a_mandatory_task_left_out_is_told() -> None:
    assert told(Problem(1, tasks=(task("a", {0: 1}, must=True),)), {}) == ["a is mandatory, but not done"]


def test_an_overdrawn_slot_is_told_with_who_and_by_how_much() -> None:
    tasks = (task("a", {0: 1}, hours=(6,)), task("b", {0: 1}, hours=(7,)), task("c", {0: 1}))
    problem = Problem(1, (pool("hours", 10),), tasks)
    (found,) = verify(problem, dict.fromkeys("abc", ("base", 0)))
    assert (found.resource, found.slot, found.tasks, found.by_how_much) == ("hours", 0, ("a", "b"), 3)


@pytest.mark.parametrize(
    ("relation", "start", "broken"),
    [
        ("finished_before_start", 1, True),
        ("finished_before_start", 2, False),
        ("same_period_allowed", 0, True),
        ("same_period_allowed", 1, False),
        ("before_go_live", 0, True),
        ("before_go_live", 1, False),
    ],
)
def test_what_comes_too_late_is_told(*, relation: Relation, start: int, broken: bool) -> None:
    problem = Problem(
        3, tasks=(task("a", {0: 1}, length=2), task("b", AT)), precedences=(Precedence("a", "b", relation),)
    )
    assert bool(verify(problem, {"a": ("base", 0), "b": ("base", start)})) is broken


def test_a_lag_counts_whole_periods() -> None:
    problem = Problem(3, tasks=(task("a", AT), task("b", AT)), precedences=(Precedence("a", "b", lag=1),))
    (found,) = verify(problem, {"a": ("base", 0), "b": ("base", 1)})
    assert found.by_how_much == 1


def test_what_is_done_without_what_comes_first_is_told() -> None:
    problem = Problem(3, tasks=(task("a", AT), task("b", AT)), precedences=(Precedence("a", "b"),))
    assert told(problem, {"b": ("base", 1)}) == ["b is done without a"]


def test_a_need_that_nobody_meets_in_time_is_told() -> None:
    problem = Problem(3, tasks=(task("a", AT), task("b", AT)), any_of=(AnyOf("b", ("a",)),))
    assert verify(problem, {"a": ("base", 1), "b": ("base", 1)})
    assert not verify(problem, {"a": ("base", 0), "b": ("base", 1)})


def test_a_need_is_met_from_the_period_the_capability_is_there() -> None:
    problem = Problem(3, tasks=(task("a", AT), task("b", AT)), any_of=(AnyOf("b", ("a",), ready_from=2),))
    assert verify(problem, {"b": ("base", 1)})
    assert not verify(problem, {"b": ("base", 2)})


def test_two_that_exclude_each_other_are_told() -> None:
    problem = Problem(3, tasks=(task("a", AT), task("b", AT)), exclusions=(("a", "b"),))
    assert told(problem, {"a": ("base", 0), "b": ("base", 2)}) == ["a and b exclude each other"]


def test_half_a_group_is_told() -> None:
    problem = Problem(3, tasks=(task("a", AT), task("b", AT)), together=(("a", "b"),))
    assert told(problem, {"a": ("base", 0)}) == ["b is left out of a group done together"]
