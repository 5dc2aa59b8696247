"""A small problem around a choice is the problem itself with the rest held: no better choice near by is missed."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from itgov.agenda.around import Surroundings
from itgov.agenda.formulation import formulate
from itgov.agenda.problem import Choice, Extra, Mode, Precedence, Problem, Resource, Task, value_of
from itgov.agenda.solve import solve
from itgov.agenda.verify import verify
from tests.agenda.problems import every_choice


@pytest.mark.parametrize("seed", range(12))
def test_it_is_the_best_of_all_choices_that_leave_the_others_as_they_are(seed: int) -> None:
    problem = _town(seed)
    start = solve(problem, node_limit=1, gap=Fraction(1)).choice
    free = set(Random(seed).sample([task.id for task in problem.tasks], 3))
    found = Surroundings(problem, formulate(problem)).best(start, free, gap=Fraction(0), node_limit=1_000).choice
    near = [
        choice
        for choice in every_choice(problem)
        if _others(choice, free) == _others(start, free) and not verify(problem, choice)
    ]
    assert value_of(problem, found) == max(value_of(problem, choice) for choice in near)
    assert found in near


def test_what_is_no_better_leaves_the_choice_as_it_is() -> None:
    problem = _town(0)
    best = solve(problem).choice
    near = Surroundings(problem, formulate(problem))
    everyone = [task.id for task in problem.tasks]
    assert near.best(best, everyone, gap=Fraction(0), node_limit=1_000).choice == best
    assert near.best(best, [], gap=Fraction(0), node_limit=1_000).choice == best


def _others(choice: Choice, free: set[str]) -> Choice:
    return {one: spot for one, spot in choice.items() if one not in free}


def _town(seed: int) -> Problem:
    """Five tasks in two ways each, one after another, with too few hours, of which some more can be bought."""
    draw = Random(seed)
    extra = Extra(group_of=(0, 0, 0), ceiling=(6,), price=(2,), paid_from="purse", amount=1)
    hours = Resource("hours", "hours", (20, 15, 20), (0, 1, 2), extra=extra)
    tasks = [
        Task(
            f"t{number}",
            tuple(
                Mode(
                    way,
                    1,
                    {start: draw.randrange(10, 90) - start for start in range(3)},
                    {"hours": (draw.randrange(4, 14),), "purse": (draw.randrange(3, 9),)},
                )
                for way in ("base", "less")
            ),
        )
        for number in range(5)
    ]
    return Problem(3, (hours, Resource("purse", "purse", (40,), (0, 0, 0))), tuple(tasks), (Precedence("t0", "t1"),))
