"""Hours that are bought: only beyond what the pool has, up to the ceiling, and paid by who pays."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda.build import build
from itgov.agenda.entry import smallest_entry
from itgov.agenda.plan import Plan
from itgov.agenda.problem import Extra, Mode, Number, Problem, ProblemError, Resource, Task, bought, value_of
from itgov.agenda.proposal import choice_of, propose
from itgov.agenda.ranking import rank
from itgov.agenda.record import as_data
from itgov.agenda.restore import restore
from itgov.agenda.robust import robustness, solved
from itgov.agenda.solve import solve
from itgov.agenda.uncertainty import outcomes_of
from itgov.agenda.verify import verify
from itgov.model.agenda import AgendaRecord
from itgov.model.city import City
from tests.agenda.problems import best_by_trying, task
from tests.agenda.test_audit import faults, moved
from tests.agenda.test_proposal import crowd
from tests.agenda.test_scenario import texts
from tests.agenda.towns import benefit, initiative, phase, town

DRAWN: tuple[Number, ...] = (0, 1, 2, 3, Fraction(5, 2))
EXTRA = Extra((0, 0), (3,), (2,), "m", 10)
MONEY = Resource("m", "m", (25,), (0, 0))


def hours(*capacity: int, extra: Extra | None = EXTRA) -> Resource:
    return Resource("h", "h", capacity, tuple(range(len(capacity))), extra=extra)


def buying(*tasks: Task, ceiling: int = 3, money: int = 25, price: int = 2) -> Problem:
    """Two periods of four hours; what is bought costs ten of the money, and `price` of the value."""
    extra = replace(EXTRA, ceiling=(ceiling,), price=(price,))
    return Problem(2, (hours(4, 4, extra=extra), replace(MONEY, capacity=(money,))), tasks)


A = task("a", {0: 9}, h=(6,))


def test_what_is_missing_is_bought_and_its_price_taken_off_the_value() -> None:
    problem = buying(A)
    found = solve(problem)
    assert (found.value, bought(problem, found.choice)) == (9 - 2 * 2, {("h", 0): 2})


def test_nothing_is_bought_that_costs_more_than_it_gives() -> None:
    assert solve(buying(A, price=5)).choice == {}


def test_the_ceiling_is_for_all_slots_of_the_group_together() -> None:
    tasks = (A, task("b", {1: 9}, h=(6,)))
    assert len(solve(buying(*tasks, ceiling=4, money=90)).choice) == 2
    assert len(solve(buying(*tasks, ceiling=3, money=90)).choice) == 1


def test_who_pays_must_have_the_full_price() -> None:
    assert len(solve(buying(A, money=20)).choice) == 1
    assert solve(buying(A, money=19)).choice == {}


def test_part_of_a_unit_is_bought_as_a_whole_one() -> None:
    problem = buying(task("a", {0: 9}, h=(Fraction(9, 2),)))
    assert bought(problem, {"a": ("base", 0)}) == {("h", 0): 1}
    assert solve(problem).value == 7


def test_what_is_beyond_the_ceiling_is_told_in_its_slot_and_only_the_rest_is_paid() -> None:
    problem = buying(A, task("b", {1: 9}, h=(7,)), money=30)
    found = verify(problem, {"a": ("base", 0), "b": ("base", 1)})
    assert [(one.resource, one.slot, one.by_how_much, one.tasks) for one in found] == [("h", 1, 2, ("b",))]


@pytest.mark.parametrize(
    "wrong",
    [
        {"paid_from": "x"},
        {"paid_from": "h"},
        {"price": (-1,)},
        {"amount": -1},
        {"ceiling": (1, 2)},
        {"group_of": (0, 1)},
    ],
)
def test_what_may_be_bought_fits_the_resource_and_who_pays(wrong: dict[str, Any]) -> None:
    with pytest.raises(ProblemError, match="may be bought"):
        Problem(2, (hours(4, 4, extra=replace(EXTRA, **wrong)), MONEY))


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Four periods in two groups, a pool that may buy, money that is carried over or not, two to four tasks."""
    extra = Extra(
        (0, 0, 1, 1),
        (draw(st.integers(0, 4)), draw(st.integers(0, 4))),
        (draw(st.integers(0, 3)), draw(st.integers(0, 3))),
        "m",
        draw(st.integers(0, 5)),
    )
    carries = (True, False) if draw(st.booleans()) else ()
    money = [draw(st.integers(0, 12)) for _ in range(2)]
    there = (money[0], sum(money)) if carries else tuple(money)
    tasks = []
    for name in "abcd"[: draw(st.integers(2, 4))]:
        length = draw(st.integers(1, 2))
        use: dict[str, tuple[Number, ...]] = {
            "h": tuple(draw(st.sampled_from(DRAWN)) for _ in range(length)),
            "m": tuple(draw(st.integers(-2, 4)) for _ in range(length)),
        }
        worth = {start: draw(st.integers(-1, 9)) for start in range(0, 5 - length, draw(st.integers(1, 2)))}
        tasks.append(Task(name, (Mode("base", length, worth, use),)))
    pool = Resource("h", "h", tuple(draw(st.integers(0, 4)) for _ in range(4)), (0, 1, 2, 3), extra=extra)
    return Problem(4, (pool, Resource("m", "m", there, (0, 0, 1, 1), carries)), tuple(tasks))


@given(problems())
@settings(max_examples=300, deadline=None)
def test_the_best_with_what_is_bought_is_the_best_of_all_choices(problem: Problem) -> None:
    found = solve(problem)
    assert (found.status, found.value) == ("optimal", best_by_trying(problem))
    assert verify(problem, rank(problem, {}).choice) == ()


@given(problems())
@settings(max_examples=60, deadline=None)
def test_a_start_that_buys_is_a_start_the_solver_takes(problem: Problem) -> None:
    best = solve(problem)
    again = solve(problem, hint=best.choice)
    assert (again.value, value_of(problem, again.choice)) == (best.value, best.value)


def city(*some: dict[str, Any], ceiling: str = "400", payer: str | None = "ram", **fields: Any) -> City:
    """A team of 1 000 hours a quarter at 100 kronor, that may buy more at 350, paid from the shared frame."""
    terms = {"price_per_hour": "350 kr", "ceiling_per_year": ceiling, **({"paid_by": payer} if payer else {})}
    return town(*some, changes={"team": {"bought_in": terms}}, **fields)


def plan_of(where: City) -> Plan:
    found = propose(where, gap=Fraction(0))
    assert faults(where, found) == []
    return found


def test_what_two_need_beyond_the_team_is_bought_and_told() -> None:
    found = plan_of(city(*crowd()))
    (line,) = found.bought
    assert [one.id for one in found.chosen] == ["a", "b"]
    assert (line.pool, line.year, line.hours, line.paid_by, line.cost) == ("team", 2027, 200, "ram", 7_000_000)
    assert found.parts.bought_in == -200 * 25_000
    assert found.value == found.parts.total == sum(one.value for one in found.chosen) - 5_000_000
    loads = {(one.of, str(one.slot)): one for one in found.load}
    assert (loads["team", "2027-Q1"].used, loads["team", "2027-Q1"].bought) == (1200, 200)
    assert loads["ram", "2027"].used == 7_000_000


def test_without_anybody_who_pays_nothing_is_bought() -> None:
    found = plan_of(city(*crowd(), payer=None))
    assert ([one.id for one in found.chosen], found.bought) == (["a"], ())


def test_hours_no_dearer_than_the_teams_own_take_nothing_off_the_value() -> None:
    cheap = {"price_per_hour": "90 kr", "ceiling_per_year": "400", "paid_by": "ram"}
    where = town(*crowd(), changes={"team": {"bought_in": cheap}})
    assert (plan_of(where).parts.bought_in, plan_of(where).bought[0].cost) == (0, 1_800_000)


def test_what_an_hour_costs_more_is_discounted_by_the_year_and_rounded_once_an_hour() -> None:
    later = [{**one, "window": {"earliest_start": "2028-Q1", "latest_end": "2028-Q1"}} for one in crowd()]
    found = plan_of(city(*later, settings={"discount_rate": "3 %"}))
    # 250 kronor ÷ 1.03 is 242.7184…
    assert found.parts.bought_in == -200 * 24_272


def test_a_year_that_the_horizon_holds_in_part_has_that_part_of_the_ceiling() -> None:
    where = city(initiative("a"), ceiling="401", settings={"horizon": {"first": "2027-Q4", "years": "2"}})
    extra = next(one.extra for one in build(where).problem.resources if one.extra is not None)
    assert extra.ceiling == (100, 401, 300)


def test_the_ceiling_is_all_that_may_be_bought() -> None:
    assert [one.id for one in plan_of(city(*crowd(), ceiling="200")).chosen] == ["a", "b"]
    assert [one.id for one in plan_of(city(*crowd(), ceiling="199")).chosen] == ["a"]


def test_what_running_work_overdraws_is_not_bought() -> None:
    running = initiative("x", phases=(phase(1, team="1 300"),), started_in="2027-Q1")
    found = plan_of(city(running))
    assert (found.bought, [one.of for one in found.overdrawn]) == ((), ["team"])


def test_why_not_names_the_hours_where_the_ceiling_is_reached_and_the_payer_where_the_money_is() -> None:
    (one,) = plan_of(city(*crowd(), ceiling="199")).not_chosen
    assert str(one.reasons[0]).endswith("at no start enough is left of the hours of Team")
    terms = {"price_per_hour": "350 kr", "ceiling_per_year": "400", "paid_by": "ram"}
    frames = ({"year": "2027", "operating": "69 999 kr", "status": "frame"},)
    poor = plan_of(town(*crowd(), changes={"team": {"bought_in": terms}, "ram": {"frames": frames}}))
    (one,) = poor.not_chosen
    assert str(one.reasons[0]).endswith("at no start enough is left of the operating money of Ram")


def test_one_that_alone_needs_more_than_may_be_bought_is_told_what_there_is() -> None:
    (one,) = plan_of(city(initiative("a", phases=(phase(1, team="1 500"),)), ceiling="400")).not_chosen
    assert str(one.reasons[0]).endswith("1 500 of the hours of Team in 2027-Q1, where 1 400 is left")


def test_the_smallest_change_is_what_cannot_be_bought() -> None:
    where = city(*crowd(), ceiling="150")
    found = plan_of(where)
    entry = smallest_entry(build(where), choice_of(found), "b")
    assert entry is not None
    assert [(lack.of, lack.amount) for lack in entry.lacks] == [("team", 50)]


def test_what_must_be_done_may_need_hours_that_are_bought() -> None:
    found = plan_of(city(initiative("a", phases=(phase(1, team="1 200"),), deadline="2028-Q4")))
    assert [(one.id, line.hours) for one in found.chosen for line in found.bought] == [("a", 200)]


def test_what_must_be_done_and_needs_more_than_may_be_bought_has_no_plan_and_is_told_both() -> None:
    found = propose(city(initiative("a", phases=(phase(1, team="1 500"),), deadline="2027-Q1")))
    assert found.status == "infeasible"
    told = "; ".join(str(demand.message) for one in found.obstacles for demand in one.demands)
    assert "Team has 1 000 hours in 2027-Q1, and at most 400 more may be bought in 2027" in told


def test_samples_of_a_plan_that_buys_hours_are_worth_what_they_cost_too() -> None:
    where = city(*crowd(), settings={"uncertainty": {"plus_minus": "0 %", "delay": ("100 %",)}})
    base = plan_of(where)
    assert base.bought
    outcomes = outcomes_of(where, build(where), seed=1)
    samples = [solved(outcomes, number, choice_of(base), gap=Fraction(0)) for number in range(3)]
    found = robustness(outcomes, choice_of(base), samples, gap=Fraction(0))
    # Nothing varies in this town, so every sample is the plan itself.
    assert (found.base.mean, found.on_average, found.knowing_all) == (base.value, base.value, 0)


def test_more_than_the_ceiling_is_caught_by_the_audit() -> None:
    rich, poor = city(*crowd()), city(*crowd(), ceiling="199")
    assert "200 hours of team would have to be bought in 2027, and at most 199 may be" in faults(poor, plan_of(rich))


def test_hours_that_nobody_pays_for_are_caught_by_the_audit() -> None:
    found = faults(city(*crowd(), payer=None), plan_of(city(*crowd())))
    assert "1200 hours of Team (team) are used in 2027-Q1, and there are 1000" in found


def test_bought_hours_that_the_plan_does_not_tell_are_caught_by_the_audit() -> None:
    where = city(*crowd())
    found = plan_of(where)
    silent = tuple(replace(one, bought=0) for one in found.load)
    assert faults(where, replace(found, load=silent)) == [
        "the plan says 0 of hours:team in 2027-Q1, but the records make it 200"
    ]


def test_work_that_is_moved_to_where_more_must_be_bought_is_caught_in_the_money() -> None:
    two = [initiative(one, phases=(phase(1, team="600"),), benefits=(benefit("9 mnkr"),)) for one in "ab"]
    where = city(*two)
    found = plan_of(where)
    told = faults(where, moved(moved(found, "a", "2028-Q1"), "b", "2028-Q1"))
    assert any("money:ram:operating in 2028, but the records make it 7000000" in line for line in told)


def test_the_record_tells_what_is_bought_and_is_read_back_with_it() -> None:
    where = city(*crowd())
    found = plan_of(where)
    data = as_data(found)
    assert data["objective"]["bought_in"] == "-50 000 kr"
    assert data["bought"] == [
        {
            "pool": "team",
            "year": "2027",
            "hours": 200,
            "price_per_hour": "350 kr",
            "paid_by": "ram",
            "cost": "70 000 kr",
        }
    ]
    again = restore(where, AgendaRecord.model_validate(texts(data)))
    assert (again.value, again.bought, again.load) == (found.value, found.bought, found.load)
