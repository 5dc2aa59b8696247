"""Each family of constraints is needed: with any one taken out of the model, or out of the check, it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from itgov.agenda.problem import AnyOf, Extra, Mode, Precedence, Problem, Resource, Task
from itgov.agenda.solve import solve
from itgov.agenda.verify import verify
from tests.agenda.problems import best_by_trying, pool, task

A, B = task("a", {0: 5, 1: 3}, hours=(6,)), task("b", {0: 4, 1: 2}, hours=(6,))
LATER = task("a", {0: 3, 1: 5}, hours=(6,))
LATE = task("b", {1: 2}, hours=(6,))
PILOTED = Task("p", (Mode("base", 1, {0: -20}, {}), Mode("pilot", 1, {0: 1}, {}, delivers=False)))
MONEY = Resource("money", "money", (50,), (0, 0))
ROOMY = (pool("hours", 20, 20),)


def _buying(ceiling: int, amount: int) -> Resource:
    """Two periods of four hours; up to `ceiling` may be bought of both together, each for `amount` of the money."""
    extra = Extra((0, 0), (ceiling,), (0,), "money", amount)
    return Resource("hours", "hours", (4, 4), (0, 1), extra=extra)


BITES: dict[str, tuple[Problem, str, str]] = {
    "assignment": (Problem(2, ROOMY, (A, task("c", {0: -1}, must=True))), "assignment", "_left_out"),
    "capacity": (Problem(2, (pool("hours", 6, 5),), (A, B)), "capacity", "_overdrawn"),
    # The year before has money for both: what it leaves unused goes on, and what it does not have, does not.
    "capacity that is carried over": (
        Problem(2, (Resource("hours", "hours", (6, 11), (0, 1), (True, False)),), (A, LATE)),
        "capacity",
        "_overdrawn",
    ),
    "capacity, of what is bought": (
        Problem(2, (_buying(1, 0), MONEY), (task("a", {0: 5}, hours=(3,)), task("b", {0: 4}, hours=(3,)))),
        "capacity",
        "_over_ceiling",
    ),
    "capacity, of who pays for it": (
        Problem(2, (_buying(9, 3), replace(MONEY, capacity=(5,))), (A,)),
        "capacity",
        "_overdrawn",
    ),
    "ceiling": (Problem(2, (_buying(3, 0), MONEY), (A, LATE)), "ceiling", "_over_ceiling"),
    "precedence": (Problem(2, ROOMY, (LATER, B), precedences=(Precedence("a", "b"),)), "precedence", "_out_of_order"),
    "any of": (
        Problem(2, ROOMY, (A, task("c", {0: -9})), any_of=(AnyOf("a", ("c",)),)),
        "any_of",
        "_without_provider",
    ),
    "precedence, with a pilot": (
        Problem(2, ROOMY, (PILOTED, task("b", {1: 9})), precedences=(Precedence("p", "b"),)),
        "precedence",
        "_out_of_order",
    ),
    "any of, with a pilot": (
        Problem(2, ROOMY, (PILOTED, task("b", {1: 9})), any_of=(AnyOf("b", ("p",)),)),
        "any_of",
        "_without_provider",
    ),
    "all or none, with a pilot": (
        Problem(2, ROOMY, (PILOTED, task("b", {1: 9})), together=(("b", "p"),)),
        "all_or_none",
        "_split",
    ),
    "exclusion": (Problem(2, ROOMY, (A, B), exclusions=(("a", "b"),)), "exclusion", "_both_done"),
    "all or none": (Problem(2, ROOMY, (A, task("c", {0: -9})), together=(("a", "c"),)), "all_or_none", "_split"),
}
each = pytest.mark.parametrize("family", BITES)


def nothing(*_: object) -> Iterator[Any]:
    return iter(())


@each
def test_a_model_with_the_family_finds_the_best(family: str) -> None:
    problem = BITES[family][0]
    found = solve(problem)
    assert (found.status, found.value) == ("optimal", best_by_trying(problem))


@each
def test_a_model_without_the_family_is_caught_by_the_check(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    problem, rows, _ = BITES[family]
    monkeypatch.setattr(f"itgov.agenda.formulation.{rows}", nothing)
    assert solve(problem).status == "unverified"


@each
def test_a_check_without_the_family_is_caught_by_trying_every_choice(
    family: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, _, check = BITES[family]
    best = solve(problem).value
    monkeypatch.setattr(f"itgov.agenda.verify.{check}", nothing)
    assert best_by_trying(problem) != best
    assert verify(problem, solve(problem).choice) == ()
