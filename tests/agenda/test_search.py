"""A large problem is searched by neighbourhoods first: never worse than its start, and the same way every time."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from itgov.agenda import search as module
from itgov.agenda.around import Around, Surroundings
from itgov.agenda.problem import Mode, Problem, Task, value_of
from itgov.agenda.ranking import rankings
from itgov.agenda.result import Progress, Result
from itgov.agenda.search import search
from itgov.agenda.solve import solve
from itgov.agenda.verify import verify
from tests.agenda.problems import pool

SEEDS = range(8)


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small problems go the way of large ones, a few initiatives at a time."""
    monkeypatch.setattr(module, "LARGE", 1)
    monkeypatch.setattr(module, "FREE", 4)
    monkeypatch.setattr(module, "MOST_FREE", 6)
    monkeypatch.setattr(module, "IDLE", 4)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_proof_is_that_of_a_solve_without_neighbourhoods(seed: int) -> None:
    problem = _town(seed)
    found = search(problem, hint=_start(problem))
    assert (found.status, found.value) == ("optimal", solve(problem).value)
    assert not verify(problem, found.choice)


@pytest.mark.parametrize("seed", SEEDS)
def test_neighbourhoods_never_worsen_a_plan_and_better_some(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "solve", _no_time)
    problem = _town(seed)
    found = search(problem, hint={})
    assert found.status == "feasible_stopped"
    assert found.value == value_of(problem, found.choice)
    assert found.value > value_of(problem, {})
    assert not verify(problem, found.choice)


def test_the_same_problem_is_searched_the_same_way_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "solve", _no_time)
    shuffled = _town(1)
    Random(5).shuffle(tasks := list(shuffled.tasks))
    turned = Problem(shuffled.periods, shuffled.resources, tuple(tasks))
    assert search(_town(1), hint={}) == search(_town(1), hint={}) == search(turned, hint={})


def test_without_a_plan_to_start_from_it_is_solved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Surroundings, "best", _not_to_be_called)
    assert search(_town(2)) == solve(_town(2))


def test_a_small_problem_is_solved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 10_000)
    monkeypatch.setattr(Surroundings, "best", _not_to_be_called)
    assert search(_town(2), hint={}).status == "optimal"


def test_a_time_limit_leaves_a_part_of_it_for_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float | None] = []

    clock = iter(range(0, 1_000, 4))

    def unchanged(*_: object, **__: object) -> Around:
        return Around({})

    def proof(*_: object, time_limit: float | None, **__: object) -> Result:
        asked.append(time_limit)
        return _no_time()

    monkeypatch.setattr(module, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(Surroundings, "best", unchanged)
    monkeypatch.setattr(module, "solve", proof)
    search(_town(0), hint={}, time_limit=20.0)
    # Two rounds until half of it is gone; the clock is looked at twice more before the proof.
    assert asked == [4.0]


def test_an_interrupt_among_the_neighbourhoods_keeps_the_best_plan_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    best = _start(_town(0))

    def interrupted(*_: object, **__: object) -> Around:
        return Around(best, interrupted=True)

    monkeypatch.setattr(Surroundings, "best", interrupted)
    monkeypatch.setattr(module, "solve", _not_to_be_called)
    found = search(_town(0), hint={})
    assert (found.status, found.interrupted, found.choice) == ("feasible_stopped", True, best)
    assert (found.bound, found.gap) == (None, None)


def _ctrl_c(*_: object, **__: object) -> Any:
    raise KeyboardInterrupt


def test_an_interrupt_between_two_neighbourhoods_keeps_the_plan_found_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Surroundings, "best", _ctrl_c)
    monkeypatch.setattr(module, "solve", _not_to_be_called)
    start = _start(_town(0))
    found = search(_town(0), hint=start)
    assert (found.status, found.interrupted, found.choice) == ("feasible_stopped", True, start)


@pytest.mark.parametrize("large", [1, 10_000])
def test_an_interrupt_before_the_solver_has_a_plan_keeps_the_one_it_was_given(
    monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(module, "LARGE", large)
    monkeypatch.setattr(module, "IDLE", 0)
    monkeypatch.setattr(module, "MOST_FREE", 0)
    monkeypatch.setattr(module, "solve", _ctrl_c)
    found = search(_town(0), hint=_start(_town(0)))
    assert (found.status, found.interrupted) == ("feasible_stopped", True)
    assert found.choice


def test_an_interrupt_without_any_plan_is_raised_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "solve", _ctrl_c)
    with pytest.raises(KeyboardInterrupt):
        search(_town(0))


def test_a_proof_that_found_no_plan_leaves_its_bound_and_the_distance_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE", 10_000)
    monkeypatch.setattr(module, "solve", lambda *_, **__: replace(_no_time(), bound=10**6))
    start = _start(_town(0))
    found = search(_town(0), hint=start)
    value = value_of(_town(0), start)
    assert (found.choice, found.bound, found.gap) == (start, 10**6, Fraction(10**6 - value) / value)


def test_what_bettered_the_plan_is_told_while_it_runs() -> None:
    told: list[Progress] = []
    search(_town(3), hint={}, progress=told.append)
    worths = [one.incumbent for one in told]
    assert worths == sorted(worths)
    assert len(worths) > 1


def _town(seed: int) -> Problem:
    """Twelve tasks that want twice the hours there are, each in one or two ways."""
    draw = Random(seed)
    return Problem(4, (pool("hours", 40, 40, 30, 40), pool("skill", 25, 25, 25, 25)), tuple(_tasks(draw)))


def _tasks(draw: Random) -> Any:
    for number in range(12):
        worth = draw.randrange(50, 500)
        ways = [
            Mode(
                name,
                2,
                {start: worth * part // 10 - 3 * start for start in range(3)},
                {"hours": (draw.randrange(5, 25), draw.randrange(5, 25)), "skill": (draw.randrange(12),) * 2},
            )
            for name, part in (("base", 10), ("less", 6))
        ]
        yield Task(f"t{number:02d}", tuple(ways[: 1 + number % 2]))


def _start(problem: Problem) -> Any:
    best = rankings(problem, {task.id: 1 for task in problem.tasks}).best
    assert best is not None
    return best.choice


def _no_time(*_: object, **__: object) -> Result:
    return Result("stopped", {}, None, None, None, "none", 0)


def _not_to_be_called(*_: object, **__: object) -> Any:
    raise AssertionError("this is not to be called")


def test_a_gap_asked_for_is_kept_to() -> None:
    problem = _town(4)
    found = search(problem, hint={}, gap=Fraction(1, 10))
    best = solve(problem).value
    assert best is not None
    assert found.value is not None
    assert found.value >= best * Fraction(9, 10)
