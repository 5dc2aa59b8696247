"""Money that a year leaves unused and the next may use: where the city says so, forward only, and never twice."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda.carry import carried_in, left_beside
from itgov.agenda.plan import Plan
from itgov.agenda.problem import Problem, Resource
from itgov.agenda.proposal import propose
from itgov.agenda.record import as_data
from itgov.agenda.solve import solve
from itgov.agenda.supply import Supply, supplies
from itgov.agenda.timeline import Timeline
from itgov.agenda.verify import verify
from itgov.model.city import City
from tests.agenda.problems import best_by_trying, task
from tests.agenda.test_audit import faults
from tests.agenda.towns import benefit, initiative, phase, town

CARRY = {"carry_over": {"operating": "true"}}
amounts = st.integers(-4, 9)


def money(*capacity: int, carries: tuple[bool, ...] = ()) -> Supply:
    return Supply("money", "ram", "Ram", "operating", capacity, tuple(range(len(capacity))), carries)


def ram(city: City, plan: Plan) -> list[tuple[int, int, int]]:
    """Used, own and carried in of the shared frame, by year, in mnkr."""
    loads = [one for one in plan.load if (one.of, one.pot) == ("ram", "operating")]
    assert faults(city, plan) == []
    return [(one.used // 10**8, one.capacity // 10**8, one.carried // 10**8) for one in loads]


def work(name: str, amount: str, start: str, **fields: Any) -> dict[str, Any]:
    """A quarter's work that begins in `start` and costs `amount` of the shared frame."""
    window = {"earliest_start": start, "latest_end": start}
    return initiative(
        name, phases=(phase(1, ("ram", amount)),), window=window, benefits=(benefit("90 mnkr"),), **fields
    )


def plan_of(city: City) -> Plan:
    return propose(city, gap=Fraction(0))


def held(city: City) -> list[str]:
    return [one.id for one in plan_of(city).chosen]


LATER = work("a", "16 mnkr", "2028-Q1")


def test_unused_money_is_gone_unless_the_city_carries_it_over() -> None:
    assert held(town(LATER)) == []
    assert held(town(LATER, settings=CARRY)) == ["a"]


def test_the_plan_tells_what_was_carried_in() -> None:
    city = town(LATER, work("b", "3 mnkr", "2027-Q1"), settings=CARRY)
    assert ram(city, plan_of(city)) == [(3, 10, 0), (16, 10, 7)]


def test_money_of_a_later_year_does_not_serve_an_earlier_one() -> None:
    assert held(town(work("a", "16 mnkr", "2027-Q1"), settings=CARRY)) == []


def test_each_budget_is_carried_by_itself() -> None:
    assert held(town(LATER, settings={"carry_over": {"investment": "true"}})) == []


def test_a_grant_does_not_carry_past_its_last_year() -> None:
    ends = {"ram": {"funder_kind": "grant", "ends_after": "2027"}}
    assert held(town(work("a", "1 mnkr", "2028-Q1"), settings=CARRY, changes=ends)) == []


def test_a_grant_carries_until_its_last_year() -> None:
    ends = {"ram": {"funder_kind": "grant", "ends_after": "2028"}}
    assert held(town(LATER, settings=CARRY, changes=ends)) == ["a"]


def test_nothing_is_carried_out_of_the_horizon() -> None:
    city = town(settings=CARRY)
    supply = supplies(city, Timeline(city.settings.plan), [], [])["money:ram:operating"]
    assert supply.carries == (True, False)


def test_money_that_fixed_work_needs_later_is_not_left_to_the_chosen() -> None:
    running = work("x", "16 mnkr", "2028-Q1", started_in="2028-Q1")
    city = town(running, work("b", "5 mnkr", "2027-Q1"), settings=CARRY)
    assert held(city) == []
    found = plan_of(town(running, work("b", "4 mnkr", "2027-Q1"), settings=CARRY))
    assert [one.id for one in found.chosen] == ["b"]


def test_a_year_that_fixed_work_overdraws_leaves_no_debt_to_the_next() -> None:
    running = work("x", "25 mnkr", "2027-Q1", started_in="2027-Q1")
    city = town(running, work("b", "10 mnkr", "2028-Q1"), settings=CARRY)
    assert ram(city, plan_of(city)) == [(25, 10, 0), (10, 10, 0)]


def test_what_cannot_be_paid_by_any_year_says_how_much_there_is_until_then() -> None:
    (one,) = plan_of(town(work("a", "25 mnkr", "2028-Q1"), settings=CARRY)).not_chosen
    assert str(one.reasons[0]).endswith(
        "25 000 000 kr of the operating money of Ram by the end of 2028, where 20 000 000 kr is left until then"
    )


def test_a_plan_that_uses_carried_money_twice_is_caught() -> None:
    city = town(LATER, work("b", "4 mnkr", "2027-Q1"), settings=CARRY)
    dearer = town(LATER, work("b", "5 mnkr", "2027-Q1"), settings=CARRY)
    found = faults(dearer, plan_of(city))
    assert "16 000 000 kr of operating money from Ram (ram) is used in 2028, and there is 15 000 000 kr" in found


def test_what_is_chosen_before_is_caught_where_it_takes_what_fixed_work_needs_after() -> None:
    running = work("x", "16 mnkr", "2028-Q1", started_in="2028-Q1")
    wide = town(running, work("b", "4 mnkr", "2027-Q1"), settings=CARRY)
    narrow = town(running, work("b", "5 mnkr", "2027-Q1"), settings=CARRY)
    found = faults(narrow, replace(plan_of(wide), overdrawn=()))
    assert "16 000 000 kr of operating money from Ram (ram) is used in 2028, and there is 15 000 000 kr" in found


def test_carried_money_that_is_told_otherwise_is_caught() -> None:
    city = town(LATER, settings=CARRY)
    found = plan_of(city)
    wrong = tuple(replace(one, carried=0) if (one.of, one.slot) == ("ram", 2028) else one for one in found.load)
    assert faults(city, replace(found, load=wrong)) == [
        "the plan says 0 of money:ram:operating in 2028, but the records make it 1000000000"
    ]


def test_the_record_tells_the_setting_and_what_was_carried() -> None:
    data = as_data(plan_of(town(LATER, settings=CARRY)))
    (row,) = [row for row in data["money"] if row["of"] == "ram"]
    assert data["settings"]["carry_over"] == ["operating"]
    assert (row["slots"]["2028"]["carried"], "carried" in row["slots"]["2027"]) == ("10 000 000 kr", False)
    assert as_data(plan_of(town()))["settings"]["carry_over"] == "none"


@given(st.lists(st.tuples(st.integers(0, 9), amounts), min_size=1, max_size=4))
def test_sums_from_the_first_year_on_allow_what_handing_over_year_by_year_allows(
    years: list[tuple[int, int]],
) -> None:
    # The equivalence that docs/agenda-model.md proves: prefix sums, and an amount handed on that is never negative.
    there, used = [own for own, _ in years], [drawn for _, drawn in years]
    rest, possible = 0, True
    for own, drawn in years:
        rest += own - drawn
        possible = possible and rest >= 0
    by_sums = all(u <= t for u, t in zip(accumulate(used), accumulate(there), strict=True))
    assert by_sums == possible
    carries = (*(True,) * (len(years) - 1), False)
    supply = money(*there, carries=carries)
    resource = Resource("m", "m", left_beside(supply, [0] * len(years)), tuple(range(len(years))), carries)
    spender = task("a", {0: 1}, length=len(years), m=tuple(used))
    assert (verify(Problem(len(years), (resource,), (spender,)), {"a": ("base", 0)}) == ()) == possible


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), amounts), min_size=1, max_size=4),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_what_is_chosen_never_makes_fixed_work_overdraw_more(
    years: list[tuple[int, int, int]], marks: list[bool]
) -> None:
    carries = (*marks[: len(years) - 1], False)
    supply = money(*(own for own, _, _ in years), carries=carries)
    fixed, chosen = [taken for _, taken, _ in years], [max(0, drawn) for _, _, drawn in years]
    resource = Resource("m", "m", left_beside(supply, fixed), tuple(range(len(years))), carries)
    spender = task("a", {0: 1}, length=len(years), m=tuple(chosen))
    if verify(Problem(len(years), (resource,), (spender,)), {"a": ("base", 0)}):
        return
    alone, both = carried_in(supply, fixed, [0] * len(years)), carried_in(supply, fixed, chosen)
    for slot, (own, taken, drawn) in enumerate(zip(supply.capacity, fixed, chosen, strict=True)):
        short_alone = max(0, taken - own - alone[slot])
        assert max(0, taken + drawn - own - both[slot]) == short_alone


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Three years, one of whose ends may not carry; up to four that draw or give money, one or two periods long."""
    carries = draw(st.sampled_from(((True, True, False), (True, False, False), (False, True, False), ())))
    supply = money(*(draw(st.integers(0, 8)) for _ in range(3)), carries=carries)
    left = left_beside(supply, [draw(st.integers(0, 5)) for _ in range(3)])
    resource = Resource("m", "m", left, (0, 0, 1, 1, 2, 2), carries)
    tasks = []
    for name in "abcd"[: draw(st.integers(1, 4))]:
        length = draw(st.integers(1, 2))
        worth = {start: draw(st.integers(-2, 9)) for start in range(0, 7 - length, draw(st.integers(1, 3)))}
        tasks.append(task(name, worth, length=length, m=tuple(draw(amounts) for _ in range(length))))
    return Problem(6, (resource,), tuple(tasks))


@given(problems())
@settings(max_examples=150, deadline=None)
def test_the_best_with_carried_money_is_the_best_of_all_choices(problem: Problem) -> None:
    assert solve(problem).value == best_by_trying(problem)
