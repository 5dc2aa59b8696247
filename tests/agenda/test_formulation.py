"""Rows and columns: what can never be used or never bind is not there."""

from __future__ import annotations

from fractions import Fraction

from itgov.agenda.formulation import Row, formulate
from itgov.agenda.problem import AnyOf, Precedence, Problem
from tests.agenda.problems import pool, task

AT = {0: 3, 1: 2, 2: 1}


def rows(problem: Problem, family: str) -> list[Row]:
    return [row for row in formulate(problem).rows if row.family == family]


def test_a_start_that_can_never_fit_has_no_column() -> None:
    problem = Problem(3, (pool("hours", 1, 5, 5),), (task("a", AT, hours=(2,)),))
    assert [column.start for column in formulate(problem).columns] == [1, 2]


def test_with_credits_about_no_start_is_dropped_for_want_of_room() -> None:
    tasks = (task("a", {0: 3}, hours=(2,)), task("b", {0: 1}, hours=(-1,)))
    assert len(formulate(Problem(1, (pool("hours", 1),), tasks)).columns) == 2


def test_a_start_before_anything_it_needs_can_be_complete_has_no_column() -> None:
    tasks = (task("a", AT), task("b", AT), task("c", AT))
    links = (Precedence("a", "b"), Precedence("b", "c"))
    found = [(column.task, column.start) for column in formulate(Problem(3, tasks=tasks, precedences=links)).columns]
    assert found == [("a", 0), ("a", 1), ("a", 2), ("b", 1), ("b", 2), ("c", 2)]


def test_what_needs_something_that_can_never_be_done_has_no_column() -> None:
    tasks = (task("a", {}), task("b", AT))
    assert formulate(Problem(3, tasks=tasks, any_of=(AnyOf("b", ("a",)),))).columns == ()


def test_a_capacity_that_all_tasks_together_cannot_exceed_has_no_row() -> None:
    tasks = (task("a", {0: 1}, hours=(2,)), task("b", {0: 1}, hours=(3,)))
    assert rows(Problem(1, (pool("hours", 5),), tasks), "capacity") == []
    assert len(rows(Problem(1, (pool("hours", 4),), tasks), "capacity")) == 1


def test_fractions_become_the_smallest_whole_numbers() -> None:
    tasks = (task("a", {0: 1}, hours=(Fraction(3, 2),)), task("b", {0: 1}, hours=(3,)))
    (row,) = rows(Problem(1, (pool("hours", Fraction(7, 2)),), tasks), "capacity")
    assert (row.entries, row.upper) == (((0, 1), (1, 2)), 2)


def test_an_order_has_a_row_for_each_time_at_which_it_says_something() -> None:
    tasks = (task("a", AT), task("b", AT))
    found = rows(Problem(3, tasks=tasks, precedences=(Precedence("a", "b"),)), "precedence")
    assert [row.entries for row in found] == [((0, -1), (3, 1)), ((0, -1), (1, -1), (3, 1), (4, 1))]
