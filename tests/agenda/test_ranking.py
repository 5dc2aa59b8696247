"""The simple ranking: by value per krona, each where it fits."""

from __future__ import annotations

from hypothesis import given, settings

from itgov.agenda.problem import AnyOf, Mode, Precedence, Problem, Task
from itgov.agenda.ranking import rank
from itgov.agenda.verify import verify
from tests.agenda.problems import best_by_trying, pool, task
from tests.agenda.test_solve import problems

AT = {0: 6, 1: 5, 2: 4}


def test_most_value_per_cost_comes_first() -> None:
    found = rank(Problem(1, tasks=(task("a", {0: 6}), task("b", {0: 5}))), {"a": 3, "b": 2})
    assert found.order == ("b", "a")


def test_ties_go_by_id() -> None:
    found = rank(Problem(1, tasks=(task("b", {0: 6}), task("a", {0: 3}))), {"b": 2, "a": 1})
    assert found.order == ("a", "b")


def test_what_costs_nothing_comes_before_what_does() -> None:
    found = rank(Problem(1, tasks=(task("a", {0: 900}), task("b", {0: 1}))), {"a": 1})
    assert found.order == ("b", "a")


def test_what_is_mandatory_comes_first_of_all() -> None:
    found = rank(Problem(1, tasks=(task("a", {0: 6}), task("b", {0: -5}, must=True))), {"a": 1, "b": 1})
    assert (found.order, found.value) == (("b", "a"), 1)


def test_each_stands_at_the_earliest_start_where_it_fits() -> None:
    tasks = (task("a", AT, hours=(6,)), task("b", AT, hours=(6,)))
    found = rank(Problem(3, (pool("hours", 5, 10, 10),), tasks), {"a": 1, "b": 2})
    assert found.choice == {"a": ("base", 1), "b": ("base", 2)}


def test_an_alternative_is_taken_where_the_first_way_does_not_fit() -> None:
    modes = (Mode("base", 1, {0: 6}, {"hours": (6,)}), Mode("less", 1, {0: 3}, {"hours": (2,)}))
    assert rank(Problem(1, (pool("hours", 5),), (Task("a", modes),)), {}).choice == {"a": ("less", 0)}


def test_one_ranked_before_its_prerequisite_is_tried_again_after_it() -> None:
    tasks = (task("a", AT), task("b", {0: 1}))
    found = rank(Problem(3, tasks=tasks, precedences=(Precedence("b", "a"),)), {"a": 1, "b": 1})
    assert found.choice == {"a": ("base", 1), "b": ("base", 0)}


def test_a_provider_at_a_loss_is_not_sought() -> None:
    tasks = (task("a", AT), task("b", {0: -1}))
    assert rank(Problem(3, tasks=tasks, any_of=(AnyOf("a", ("b",)),)), {}).choice == {}


def test_a_group_is_placed_whole_or_not_at_all() -> None:
    tasks = (task("a", {0: 6}), task("b", {0: 5}, hours=(3,)))
    assert rank(Problem(1, (pool("hours", 2),), tasks, together=(("a", "b"),)), {}).choice == {}
    assert len(rank(Problem(1, (pool("hours", 3),), tasks, together=(("a", "b"),)), {}).choice) == 2


def test_a_mandatory_task_without_room_is_told() -> None:
    tasks = (task("a", {0: 6}, must=True, hours=(3,)),)
    assert rank(Problem(1, (pool("hours", 2),), tasks), {}).unplaced == ("a",)


@settings(deadline=None, max_examples=200)
@given(problems())
def test_where_it_places_all_that_is_mandatory_it_is_sound_and_no_better_than_the_best(problem: Problem) -> None:
    found = rank(problem, {})
    if not found.unplaced:
        best = best_by_trying(problem)
        assert not verify(problem, found.choice)
        assert best is not None
        assert found.value <= best
