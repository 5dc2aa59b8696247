"""Plans nearly as good that differ most: held against trying every choice."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from itgov.agenda.different import most_different
from itgov.agenda.near import near_plans
from itgov.agenda.problem import Choice, Problem, Task, value_of
from itgov.agenda.solve import solve
from itgov.agenda.verify import verify
from tests.agenda.problems import every_choice, pool, task


def apart(one: Choice, other: Choice) -> int:
    return len(one.keys() ^ other.keys())


def some(seed: int) -> Problem:
    """Five tasks over two periods that want more hours than there are."""
    random = Random(seed)
    tasks = tuple(
        task(name, {start: random.randint(1, 20) for start in range(2)}, hours=(random.randint(1, 6),))
        for name in "abcde"
    )
    return Problem(2, (pool("hours", 7, 7),), tasks)


def most_by_trying(problem: Problem, least: Fraction, found: list[Choice]) -> int | None:
    sound = (one for one in every_choice(problem) if not verify(problem, one) and value_of(problem, one) >= least)
    sums = (sum(apart(one, other) for other in found) for one in sound if all(apart(one, other) for other in found))
    return max(sums, default=None)


@pytest.mark.parametrize("seed", range(12))
def test_no_plan_worth_as_much_differs_more(seed: int) -> None:
    problem = some(seed)
    base = solve(problem)
    assert base.value is not None
    least = Fraction(base.value) * (1 - Fraction(1, 4))
    found: list[Choice] = [base.choice]
    for near in near_plans(problem, base.choice, Fraction(1, 4), 3):
        assert near.proven
        assert near.value == value_of(problem, near.choice) >= least
        assert not verify(problem, near.choice)
        assert sum(apart(near.choice, other) for other in found) == most_by_trying(problem, least, found)
        found.append(near.choice)
    assert len(found) == 4 or most_by_trying(problem, least, found) is None


def test_what_comes_in_and_goes_out_is_told() -> None:
    tasks = tuple(task(name, {0: 10 - place}, hours=(6,)) for place, name in enumerate("ab"))
    problem = Problem(1, (pool("hours", 6),), tasks)
    (near,) = near_plans(problem, {"a": ("base", 0)}, Fraction(1, 10), 3)
    assert (near.entered, near.left, near.value) == (("b",), ("a",), 9)


def test_the_same_initiatives_at_other_times_are_no_other_plan() -> None:
    problem = Problem(2, tasks=(task("a", {0: 10, 1: 10}),))
    assert list(near_plans(problem, {"a": ("base", 0)}, Fraction(1, 10), 3)) == []


def test_values_left_out_count_toward_the_least() -> None:
    # Leaving “a” out costs 5: then “b” alone gives 4, which is less than asked.
    tasks = (task("a", {0: 3}, hours=(6,)), task("b", {0: 9}, hours=(6,)))
    lost = tuple(Task(one.id, one.modes, without=-5 if one.id == "a" else 0) for one in tasks)
    problem = Problem(1, (pool("hours", 6),), lost)
    assert most_different(problem, 5, [{"a": ("base", 0)}]) is None
    other = most_different(problem, 4, [{"a": ("base", 0)}])
    assert other is not None
    assert (other.choice, other.apart, other.most) == ({"b": ("base", 0)}, 2, 2)


def test_a_problem_without_tasks_has_no_other_plan() -> None:
    assert most_different(Problem(1), 0, [{}]) is None
