"""The best choice: each family of constraints bites, and no status is given for another."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda import solve as module
from itgov.agenda.formulation import formulate
from itgov.agenda.highs import Answer, outward
from itgov.agenda.problem import AnyOf, Mode, Precedence, Problem, Relation, Resource, Task
from itgov.agenda.result import Progress
from itgov.agenda.solve import _inward, solve
from itgov.agenda.verify import verify
from tests.agenda.problems import best_by_trying, every_choice, pool, task

ROOT = Path(__file__).parents[2]
ANY = {0: 5, 1: 4, 2: 3, 3: 2}


def test_a_task_is_done_once_and_in_its_best_way() -> None:
    modes = (Mode("base", 1, {0: 3, 1: 4}, {}), Mode("more", 2, {0: 5}, {}))
    assert solve(Problem(2, tasks=(Task("a", modes),))).choice == {"a": ("more", 0)}


def test_without_a_limit_on_hours_both_are_done() -> None:
    assert solve(Problem(1, tasks=(task("a", {0: 3}), task("b", {0: 2})))).value == 5


def test_hours_that_do_for_one_go_to_the_one_that_gives_more() -> None:
    tasks = (task("a", {0: 3}, hours=(6,)), task("b", {0: 2}, hours=(6,)))
    assert solve(Problem(1, (pool("hours", 10),), tasks)).choice == {"a": ("base", 0)}


def test_hours_of_one_period_do_not_serve_another() -> None:
    tasks = (task("a", {0: 3, 1: 2}, hours=(6,)), task("b", {0: 2, 1: 1}, hours=(6,)))
    assert solve(Problem(2, (pool("hours", 10, 10),), tasks)).choice == {"a": ("base", 0), "b": ("base", 1)}


def test_money_of_a_year_serves_all_its_periods() -> None:
    money = Resource("money", "money", (10,), (0, 0))
    tasks = (task("a", {0: 3}, money=(6,)), task("b", {1: 2}, money=(6,)))
    assert solve(Problem(2, (money,), tasks)).value == 3


def test_a_credit_makes_room_for_another() -> None:
    tasks = (task("a", {0: 3}, money=(12,)), task("b", {0: -1}, money=(-2,)))
    assert solve(Problem(1, (pool("money", 10),), tasks)).choice == {"a": ("base", 0), "b": ("base", 0)}


@pytest.mark.parametrize(
    ("relation", "lag", "start"),
    [
        ("finished_before_start", 0, 2),
        ("finished_before_start", 1, 3),
        ("same_period_allowed", 0, 1),
        ("before_go_live", 0, 1),
        ("before_go_live", 1, 2),
    ],
)
def test_what_comes_first_is_complete_in_time(relation: Relation, lag: int, start: int) -> None:
    tasks = (task("first", {0: 0}, length=2), task("later", ANY))
    problem = Problem(4, tasks=tasks, precedences=(Precedence("first", "later", relation, lag),))
    assert solve(problem).choice == {"first": ("base", 0), "later": ("base", start)}


def test_without_the_order_the_later_one_starts_at_once() -> None:
    assert solve(Problem(4, tasks=(task("first", {0: -1}), task("later", ANY)))).choice == {"later": ("base", 0)}


def test_what_must_come_first_is_done_at_a_loss_where_the_sum_gains() -> None:
    problem = Problem(
        2, tasks=(task("first", {0: -3}), task("later", {1: 4})), precedences=(Precedence("first", "later"),)
    )
    assert solve(problem).value == 1


def test_one_of_several_providers_is_enough() -> None:
    tasks = (task("a", {1: 9}), task("cheap", {0: -1}), task("dear", {0: -2}))
    problem = Problem(2, tasks=tasks, any_of=(AnyOf("a", ("cheap", "dear")),))
    assert solve(problem).choice == {"a": ("base", 1), "cheap": ("base", 0)}


def test_by_go_live_the_provider_may_work_beside() -> None:
    tasks = (task("a", {0: 9}), task("b", {0: -1}))
    assert solve(Problem(1, tasks=tasks, any_of=(AnyOf("a", ("b",), by="go_live"),))).value == 8


def test_no_provider_is_needed_once_the_capability_is_there() -> None:
    tasks = (task("a", {0: 9, 1: 7}), task("b", {0: -5}))
    problem = Problem(2, tasks=tasks, any_of=(AnyOf("a", ("b",), ready_from=1),))
    assert solve(problem).choice == {"a": ("base", 1)}


def test_of_two_that_exclude_each_other_one_is_done() -> None:
    assert solve(Problem(1, tasks=(task("a", {0: 3}), task("b", {0: 2})), exclusions=(("b", "a"),))).value == 3


def test_a_group_is_done_whole_where_the_whole_gains() -> None:
    assert solve(Problem(1, tasks=(task("a", {0: 3}), task("b", {0: -2})), together=(("a", "b"),))).value == 1


def test_a_group_is_left_out_where_the_whole_loses() -> None:
    assert solve(Problem(1, tasks=(task("a", {0: 3}), task("b", {0: -4})), together=(("a", "b"),))).choice == {}


def test_what_is_mandatory_is_done_at_a_loss() -> None:
    assert solve(Problem(1, tasks=(task("a", {0: -3}, must=True),))).value == -3


def test_a_fixed_start_is_kept() -> None:
    fixed = replace(task("a", {0: 9, 1: 1}), fixed_start=1)
    assert solve(Problem(2, tasks=(fixed,))).choice == {"a": ("base", 1)}


def test_mandatory_tasks_that_cannot_both_be_done_are_infeasible() -> None:
    tasks = (task("a", {0: 1}, must=True, hours=(6,)), task("b", {0: 1}, must=True, hours=(6,)))
    result = solve(Problem(1, (pool("hours", 10),), tasks))
    assert result.status == "infeasible"
    assert not result.choice
    assert result.value is None


def test_a_mandatory_task_that_fits_nowhere_is_infeasible() -> None:
    assert solve(Problem(1, (pool("hours", 1),), (task("a", {0: 1}, must=True, hours=(2,)),))).status == "infeasible"


def test_a_mandatory_task_without_any_way_is_infeasible_beside_others() -> None:
    assert solve(Problem(1, tasks=(Task("a", (), mandatory=True), task("b", {0: 1})))).status == "infeasible"


def test_nothing_to_choose_from_is_an_optimal_empty_plan() -> None:
    result = solve(Problem(0))
    assert result.status == "optimal"
    assert result.value == result.bound == result.gap == 0


def test_of_two_starts_that_give_the_same_the_earlier_is_taken() -> None:
    assert solve(Problem(4, tasks=(task("a", dict.fromkeys(range(4), 7)),))).choice == {"a": ("base", 0)}


def test_also_among_large_values_the_earlier_start_is_taken() -> None:
    large = dict.fromkeys(range(4), 7 * 10**9)
    assert solve(Problem(4, tasks=(task("a", large), task("b", large)))).choice == {"a": ("base", 0), "b": ("base", 0)}


def test_being_earlier_never_outweighs_a_unit_of_value() -> None:
    tasks = [task(f"t{place}", {0: 0}) for place in range(30)]
    assert solve(Problem(9, tasks=(task("late", {0: 1, 8: 2}), *tasks))).choice["late"] == ("base", 8)


def test_one_ore_too_much_does_not_fit_a_frame_of_a_billion() -> None:
    tasks = (task("a", {0: 10**9}, money=(10**12,)), task("b", {0: 10**9}, money=(1,)))
    result = solve(Problem(1, (pool("money", 10**12),), tasks))
    assert (len(result.choice), result.status) == (1, "optimal")


def test_a_frame_of_a_billion_is_used_to_the_last_ore() -> None:
    tasks = (task("a", {0: 10**9}, money=(10**12 - 1,)), task("b", {0: 10**9}, money=(1,)))
    assert len(solve(Problem(1, (pool("money", 10**12),), tasks)).choice) == 2


def test_one_ore_too_much_in_thirds_of_a_frame_leaves_the_proof_whole() -> None:
    # The solver took 200 000 000 + 66 666 667 + 133 333 334 for 400 000 000, and bounded that plan.
    problem = _thirds()
    result = solve(problem)
    assert (result.status, result.value, result.bound) == ("optimal", 846_000_000, 846_000_000)
    assert result.value == best_by_trying(problem)


def _thirds() -> Problem:
    money = Resource("money", "money", (400_000_000, 400_000_000), (0, 0, 0, 0, 1, 1, 1, 1))
    first = task("a", dict.fromkeys(range(6), -202_000_000), length=3, money=(100_000_000, 50_000_000, 50_000_000))
    worth = {start: 1_199_000_000 - 100_000_000 * start for start in range(6)}
    second = task("b", worth, length=3, money=(33_333_334, 33_333_333, 33_333_333))
    worth = {start: 124_000_000 - 25_000_000 * start for start in range(6)}
    third = task("c", worth, length=3, money=(66_666_667, 66_666_667, 66_666_666))
    return Problem(8, (money,), (first, second, third), (Precedence("a", "b", "same_period_allowed"),))


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(-2, 2), st.integers(1, 9)), min_size=2, max_size=7))
@settings(max_examples=200, deadline=None)
def test_sums_a_few_ore_from_a_frame_of_millions_are_proven_all_the_same(parts: list[tuple[int, int, int]]) -> None:
    frame = 1_200_000_000
    tasks = tuple(
        task(f"t{place}", {0: value * 10**8}, money=(frame * share // 6 + ore,))
        for place, (share, ore, value) in enumerate(parts)
    )
    problem = Problem(1, (pool("money", frame),), tasks)
    result = solve(problem)
    assert (result.status, result.value) == ("optimal", best_by_trying(problem))


def test_inward_rows_only_allow_what_the_exact_rows_allow() -> None:
    tasks = (
        task("a", {0: 1}, money=(10**12 + 1,)),
        task("b", {0: 1}, money=(10**12 - 3,)),
        task("c", {0: 1}, money=(5,)),
    )
    form = formulate(Problem(1, (pool("money", 2 * 10**12),), tasks))
    (row,) = [one for one in _inward(form).rows if one.family == "capacity"]
    unit = -(-(10**12 + 1) // 2**20)
    assert row.upper * unit <= 2 * 10**12
    assert all(
        factor * unit >= exact for (_, factor), (_, exact) in zip(row.entries, form.rows[-1].entries, strict=True)
    )


def test_a_bound_is_rounded_away_from_the_plan() -> None:
    assert (outward(10.2, 1), outward(9.9999999, 1), outward(float("inf"), 1)) == (10, 10, None)


def test_a_node_limit_that_stops_the_search_does_not_call_the_plan_optimal() -> None:
    problem = _hard()
    result = solve(problem, node_limit=0)
    assert result.status in {"feasible_stopped", "stopped"}
    assert not verify(problem, result.choice)


def test_a_gap_that_is_asked_for_is_kept() -> None:
    result = solve(_hard(), gap=Fraction(1, 10))
    assert result.status in {"optimal", "within_gap"}
    assert result.gap is not None
    assert result.gap <= Fraction(1, 10)


def test_a_time_limit_of_nothing_stops_the_search() -> None:
    assert solve(_hard(), time_limit=0).status in {"stopped", "feasible_stopped"}


def test_progress_is_told_while_it_runs() -> None:
    seen: list[Progress] = []
    solve(_hard(), node_limit=20, progress=seen.append)
    assert seen
    assert all(one.incumbent <= one.bound + 1e-6 for one in seen)


def test_a_plan_that_fails_the_exact_check_is_sought_again(monkeypatch: pytest.MonkeyPatch) -> None:
    # The weight of ties is 3 here: bounds are in thirds of a unit.
    answers = iter([Answer("solved", (0, 1), 27, 1), Answer("solved", (0,), 15, 1)])
    monkeypatch.setattr(module, "run", lambda _: next(answers))
    result = solve(_two_for_one())
    assert (result.choice, result.value) == ({"a": ("base", 0)}, 5)
    assert (result.bound, result.status) == (5, "optimal")


def test_only_a_plan_that_fails_is_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([Answer("solved", (0, 1), 27, 1), Answer("infeasible", None, None, 1)])
    monkeypatch.setattr(module, "run", lambda _: next(answers))
    assert solve(_two_for_one()).status == "infeasible"


def test_a_plan_that_fails_at_a_limit_is_sought_inward_and_the_bound_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([Answer("limit", (0, 1), 27, 1), Answer("solved", (0,), 15, 1)])
    monkeypatch.setattr(module, "run", lambda _: next(answers))
    result = solve(_two_for_one())
    assert (result.choice, result.value) == ({"a": ("base", 0)}, 5)
    assert (result.bound, result.status) == (9, "feasible_stopped")


def test_a_plan_that_fails_the_exact_check_to_the_end_is_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "run", lambda _: Answer("solved", (0, 1), 9, 1))
    result = solve(_two_for_one())
    assert result.status == "unverified"
    assert not result.choice


def test_a_solver_that_gives_up_has_proven_nothing() -> None:
    # Its presolve ends in an error here, with a bound of 0: what is told comes from the solve without it.
    frame = 60_000_000_000
    parts = [(5, 0, 5), (2, 0, 4), (6, -1, 2), (6, -1, 4), (1, 1, 4)]
    tasks = [
        task(f"t{place}", {0: value * 10**8 + 7 * (place == 4)}, money=(frame * share // 6 + ore,))
        for place, (share, ore, value) in enumerate(parts)
    ]
    problem = Problem(1, (pool("money", frame),), tuple(tasks))
    result = solve(problem)
    assert (result.status, result.value) == ("optimal", best_by_trying(problem))


def test_a_solver_that_gives_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "run", lambda _: Answer("error", None, None, 0))
    assert solve(_two_for_one()).status == "error"


def _two_for_one() -> Problem:
    tasks = (task("a", {0: 5}, hours=(6,)), task("b", {0: 4}, hours=(6,)))
    return Problem(1, (pool("hours", 10),), tasks)


def test_an_interrupt_before_any_plan_is_raised_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(*_: object) -> bool:
        return True

    monkeypatch.setattr("itgov.agenda.highs._run_interruptibly", at_once)
    with pytest.raises(KeyboardInterrupt):
        solve(_two_for_one())


def test_an_interrupt_stops_the_solver_and_keeps_its_best_plan() -> None:
    code = (
        "import _thread, threading; from tests.agenda.test_solve import _hard; from itgov.agenda.solve import solve\n"
        "threading.Timer(1.5, _thread.interrupt_main).start()\n"
        "from itgov.agenda.verify import verify\n"
        "found = solve(_hard())\n"
        "print(found.status, found.interrupted, bool(found.choice), verify(_hard(), found.choice))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "feasible_stopped True True ()\n"


def test_a_start_that_is_not_the_best_is_not_given_back_as_if_it_were() -> None:
    # HiGHS 1.16 tells the value of the best plan here, and gives the plan that it was to start from.
    def work(name: str, value: dict[int, int], hours: tuple[int, ...], money: tuple[int, ...]) -> Task:
        return Task(name, (Mode("base", 3, value, {"hours": hours, "money": money}),))

    tasks = (
        work("a", {3: 138_000_000}, (600, 300, 300), (30, 15, 15)),
        work(
            "b",
            dict(enumerate((117_000_000, 92_000_000, 67_000_000, 42_000_000, 17_000_000, -8_000_000))),
            (400, 200, 200),
            (10, 5, 5),
        ),
        work(
            "d",
            dict(enumerate((299_000_000, 274_000_000, 249_000_000, 224_000_000, 199_000_000), start=1)),
            (34, 33, 33),
            (0, 0, 0),
        ),
    )
    resources = (
        Resource("hours", "hours", (1033,) * 4 + (1000,) * 4, tuple(range(8))),
        Resource("money", "money", (40, 40), (0, 0, 0, 0, 1, 1, 1, 1)),
    )
    found = solve(Problem(8, resources, tasks), hint={"a": ("base", 3), "d": ("base", 1)})
    assert (found.status, found.value) == ("optimal", 479_000_000)
    assert found.choice["b"] == ("base", 3)


def test_the_solver_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    solve(_hard(), node_limit=5)
    assert capfd.readouterr() == ("", "")


def test_the_package_is_imported_without_the_solver() -> None:
    code = "import sys, itgov.agenda.solve, itgov.agenda.proposal; sys.exit('highspy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def _hard() -> Problem:
    """Forty tasks over three pools, which no presolve settles."""
    tasks = tuple(
        task(f"t{n:02}", {s: 100 + 37 * n % 61 - s for s in range(4)}, a=(17 + 29 * n % 41,), b=(11 + 31 * n % 43,))
        for n in range(40)
    )
    return Problem(4, (pool("a", 101, 97, 99, 103), pool("b", 89, 95, 91, 93)), tasks)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to 6 tasks over up to 4 periods, with every family of constraints now and then."""
    periods = draw(st.integers(1, 4))
    names = [f"t{place}" for place in range(draw(st.integers(1, 6)))]
    resources = (
        pool("hours", *draw(st.lists(st.integers(0, 8), min_size=periods, max_size=periods))),
        Resource("money", "money", (draw(st.integers(0, 20)),), (0,) * periods),
    )
    tasks = tuple(_task(draw, name, periods) for name in names)
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    some = st.lists(pairs, max_size=2) if len(names) > 1 else st.just([])
    relations: st.SearchStrategy[Relation] = st.sampled_from(
        ("finished_before_start", "same_period_allowed", "before_go_live")
    )
    ready = st.none() | st.integers(0, 3)
    return Problem(
        periods,
        resources,
        tasks,
        tuple(Precedence(one, other, draw(relations), draw(st.integers(0, 1))) for one, other in draw(some)),
        tuple(
            AnyOf(one, (other, names[0]), draw(st.sampled_from(("start", "go_live"))), draw(ready))
            for one, other in draw(some)
        ),
        tuple(draw(some)),
        tuple(draw(some)),
    )


def _task(draw: st.DrawFn, name: str, periods: int) -> Task:
    modes = []
    for mode in ("base", "less")[: draw(st.integers(1, 2))]:
        length = draw(st.integers(0, min(2, periods)))
        starts = draw(st.sets(st.integers(0, periods - length), max_size=3))
        amounts = st.lists(st.integers(-1, 6), min_size=length, max_size=length).map(tuple)
        values = {start: draw(st.integers(-3, 9)) for start in sorted(starts)}
        modes.append(Mode(mode, length, values, {"hours": draw(amounts), "money": draw(amounts)}))
    without = draw(st.sampled_from((Fraction(0), Fraction(0), Fraction(-2), Fraction(-1, 2))))
    return Task(name, tuple(modes), mandatory=draw(st.integers(0, 5)) == 0, without=without)


@settings(deadline=None, max_examples=200)
@given(problems())
def test_the_best_value_is_the_one_found_by_trying_every_choice(problem: Problem) -> None:
    result = solve(problem)
    assert result.value == best_by_trying(problem)
    assert result.status == ("infeasible" if result.value is None else "optimal")


@settings(deadline=None, max_examples=60)
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_in_which_tasks_are_given_changes_nothing(problem: Problem, random: object) -> None:
    shuffled = list(problem.tasks)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert solve(replace(problem, tasks=tuple(shuffled))) == solve(problem)


@settings(deadline=None, max_examples=100)
@given(problems(), st.randoms(use_true_random=False))
def test_where_a_search_starts_does_not_change_what_is_best(problem: Problem, random: Random) -> None:
    sound = [choice for choice in every_choice(problem) if not verify(problem, choice)]
    if sound:
        assert solve(problem, hint=random.choice(sound)).value == best_by_trying(problem)


def test_the_gap_that_is_asked_for_is_a_share_of_the_whole_value() -> None:
    problem = replace(_hard(), tasks=tuple(replace(one, without=-40) for one in _hard().tasks))
    found = solve(problem, gap=Fraction(1, 20))
    assert found.status in {"optimal", "within_gap"}
    assert found.gap is not None
    assert found.gap <= Fraction(1, 20)
