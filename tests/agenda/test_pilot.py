"""A pilot that is done without the rest: a way of its own, that serves nobody who needs the whole."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda.build import build
from itgov.agenda.explain_all import explain_all
from itgov.agenda.plan import Plan
from itgov.agenda.problem import AnyOf, By, Mode, Precedence, Problem, Relation, Task
from itgov.agenda.promises import Agenda, Held, differences
from itgov.agenda.proposal import propose
from itgov.agenda.ranking import rank
from itgov.agenda.solve import solve
from itgov.agenda.verify import verify
from itgov.agenda.wishes import Wish, granting
from itgov.agenda.work import ways_of
from itgov.model.city import City
from itgov.model.initiative import Initiative
from itgov.model.period import Period
from itgov.model.scalar import BadValue
from tests.agenda.problems import best_by_trying, pool
from tests.agenda.test_audit import faults
from tests.agenda.test_promises import COST, promise, promising
from tests.agenda.towns import benefit, initiative, phase, town

RELATIONS: tuple[Relation, ...] = ("finished_before_start", "same_period_allowed", "before_go_live")
BY: tuple[By, ...] = ("start", "go_live")
RATE = {"unpriced_rate": "1 mnkr"}
LEARNT = {"name": "kunskap", "category": "quality", "valued": "false", "points": "3"}
ALONE = {"may_stand_alone": {"question": "går det?", "benefits": (LEARNT,)}}


def piloted(name: str = "p", **fields: Any) -> dict[str, Any]:
    """A pilot of a quarter, worth three points, and a rest that takes more hours than there are."""
    phases = ({**phase(1, team="100"), **ALONE}, phase(2, team="9 000"))
    return initiative(name, phases=phases, **fields)


def plan_of(*some: dict[str, Any], **fields: Any) -> Plan:
    city = town(*some, settings=RATE, **fields)
    found = propose(city, gap=Fraction(0))
    assert faults(city, found) == []
    return found


def held(plan: Plan) -> list[tuple[str, str, str]]:
    return [(one.id, one.way, str(one.start)) for one in plan.chosen]


def reasons(plan: Plan, name: str) -> list[str]:
    return next([str(reason) for reason in one.reasons] for one in plan.not_chosen if one.id == name)


def test_a_pilot_ends_with_the_phase_that_may_stand_alone_and_has_only_what_that_gives() -> None:
    costs: dict[str, Any] = {"operating_costs": ({"what": "drift", "per_year": "1 mnkr", "borne_by": "ram"},)}
    base, pilot = ways_of(Initiative.model_validate(piloted(**costs)))
    assert (base.id, base.length, base.delivers) == ("base", 3, True)
    assert (pilot.id, pilot.length, pilot.delivers, pilot.hours) == ("pilot", 1, False, {"team": (100,)})
    assert ([one.name for one in pilot.benefits], pilot.operating_costs) == (["kunskap"], ())


def test_a_last_phase_leaves_no_rest_to_be_without() -> None:
    assert [way.id for way in ways_of(Initiative.model_validate(initiative("a", phases=({**phase(1), **ALONE},))))] == [
        "base"
    ]


def test_no_alternative_may_take_the_pilots_name() -> None:
    other = {"id": "pilot", "name": "annat", "phases": (phase(1),)}
    with pytest.raises((BadValue, ValueError), match="pilot"):
        Initiative.model_validate(initiative("a", alternatives=(other,)))


def test_a_pilot_is_done_where_the_whole_has_no_room() -> None:
    assert held(plan_of(piloted())) == [("p", "pilot", "2027-Q1")]


def test_a_pilot_whose_points_have_no_price_is_not_worth_its_hours() -> None:
    assert propose(town(piloted())).chosen == ()


def test_what_must_be_done_is_not_done_by_its_pilot() -> None:
    assert propose(town(piloted(deadline="2028-Q4"), settings=RATE)).status == "infeasible"


def test_who_needs_the_whole_is_told_that_only_the_pilot_is_there() -> None:
    found = plan_of(piloted(), initiative("a", needs={"initiatives": ({"initiative": "p"},)}))
    assert reasons(found, "a") == ["of p, which must come first, only the pilot is in the plan"]


def test_a_capability_is_not_there_from_a_pilot() -> None:
    found = plan_of(piloted(provides=("mobil",)), initiative("a", needs={"capabilities": ({"capability": "mobil"},)}))
    assert reasons(found, "a") == ["nothing in the plan gives what it builds on; p would"]


def test_a_partner_is_not_done_with_a_pilot_alone() -> None:
    found = plan_of(piloted(), initiative("a", together_with=("p",)))
    assert held(found) == [("p", "pilot", "2027-Q1")]


def test_what_is_needed_by_go_live_is_not_needed_by_a_pilot() -> None:
    need = {"initiatives": ({"initiative": "late", "relation": "before_go_live"},)}
    late = initiative("late", window={"earliest_start": "2028-Q1"}, benefits=())
    assert held(plan_of(piloted(needs=need), late)) == [("p", "pilot", "2027-Q1")]


def test_a_procurement_for_a_later_phase_does_not_hold_up_a_pilot() -> None:
    bought = {"procurements": ({"what": "avtal", "months": "12", "before_phase": "2"},)}
    assert held(plan_of(piloted(needs=bought))) == [("p", "pilot", "2027-Q1")]
    own = {"procurements": ({"what": "avtal", "months": "12", "before_phase": "1"},)}
    assert held(plan_of(piloted(needs=own))) == [("p", "pilot", "2028-Q1")]


def demanding() -> City:
    """A town where the whole has room and must be done."""
    return town(
        initiative("p", phases=({**phase(1, team="100"), **ALONE}, phase(1, team="100")), deadline="2028-Q4"),
        settings=RATE,
    )


def test_a_mandatory_one_of_which_only_the_pilot_is_held_is_caught() -> None:
    city = demanding()
    found = propose(city, gap=Fraction(0))
    line = found.chosen[0]
    alone = replace(line, way="pilot", end=line.start, go_live=line.start.plus(1))
    assert "p: it must be finished by the end of 2028-Q4" in faults(city, replace(found, chosen=(alone,)))


def test_a_pilot_keeps_no_promise_of_the_whole() -> None:
    some = [piloted()]
    city = promising(promise("p", "2027-Q1"), initiatives=some, cost=COST)
    rich = City(city.settings.model_copy(update={"unpriced_rate": 10**9}), city.by_kind)
    plan = propose(rich, gap=Fraction(0))
    assert (held(plan), plan.parts.promises) == ([("p", "pilot", "2027-Q1")], -300_000_000)


def test_a_pilot_in_place_of_what_was_promised_is_a_broken_promise() -> None:
    start = Period(2027, 1, 4)
    (one,) = differences(Agenda("a", {"p": Held("base", start)}, {}), Agenda("b", {"p": Held("pilot", start)}, {}))
    assert (one.what, one.broken) == ("other_way", True)
    early = Agenda("b", {"p": Held("pilot", Period(2026, 4, 4))}, {})
    (one,) = differences(Agenda("a", {"p": Held("base", start)}, {}), early)
    assert (one.what, one.broken) == ("earlier", True)


def test_a_promised_pilot_that_comes_earlier_is_no_broken_promise() -> None:
    before, after = (Agenda(name, {"p": Held("pilot", Period(2027, at, 4))}, {}) for name, at in (("a", 2), ("b", 1)))
    assert [one.broken for one in differences(before, after)] == [False]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Two to four tasks, most with a pilot, tied by needs of every sort, groups and exclusions."""
    ids = "abcd"[: draw(st.integers(2, 4))]
    tasks = []
    for name in ids:
        length = draw(st.integers(1, 2))
        whole = Mode(
            "base",
            length,
            {s: draw(st.integers(-3, 9)) for s in range(4 - length)},
            {"h": (draw(st.integers(1, 4)),) * length},
        )
        alone = Mode("pilot", 1, {s: draw(st.integers(-2, 4)) for s in range(3)}, {"h": (1,)}, delivers=False)
        tasks.append(Task(name, (whole, alone) if draw(st.booleans()) else (whole,)))
    pairs = [(one, other) for place, one in enumerate(ids) for other in ids[place + 1 :]]
    tie = draw(st.sampled_from(("precedence", "any of", "together", "exclusion")))
    relation = draw(st.sampled_from(RELATIONS))
    some = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=2, unique=True))
    by = draw(st.sampled_from(BY))
    return Problem(
        3,
        (pool("h", 5, 5, 5),),
        tuple(tasks),
        precedences=tuple(Precedence(pair[0], pair[1], relation) for pair in some) if tie == "precedence" else (),
        any_of=tuple(AnyOf(pair[0], (pair[1],), by) for pair in some) if tie == "any of" else (),
        together=tuple(some) if tie == "together" else (),
        exclusions=tuple(some) if tie == "exclusion" else (),
    )


@given(problems())
@settings(max_examples=200, deadline=None)
def test_the_best_with_pilots_is_the_best_of_all_choices(problem: Problem) -> None:
    assert solve(problem).value == best_by_trying(problem)
    assert verify(problem, rank(problem, {}).choice) == ()


def pilots() -> City:
    """Two pilots that want the first quarter, whose wholes would have room and lose much."""
    some = []
    for name, points in (("p", "5"), ("q", "3")):
        alone = {"question": "går det?", "benefits": ({**LEARNT, "points": points},)}
        first = {**phase(1, team="600"), "may_stand_alone": alone}
        some.append(initiative(name, phases=(first, phase(1, ("ram", "5 mnkr"))), benefits=(benefit("10 tkr"),)))
    return town(*some, settings=RATE)


def test_a_pilot_that_starts_later_has_the_price_of_its_own_start_not_of_the_whole() -> None:
    city = pilots()
    plan = propose(city, gap=Fraction(0))
    assert held(plan) == [("p", "pilot", "2027-Q1"), ("q", "pilot", "2027-Q2")]
    (moved,) = explain_all(build(city), plan, gap=Fraction(0))
    # Three points and five change places for a quarter: two points of a million a year.
    assert (moved.id, moved.least, moved.most) == ("q", 50_000_000, 50_000_000)


def test_only_a_way_that_delivers_grants_the_wish_to_be_in() -> None:
    problem = build(pilots()).problem
    wish = Wish("q")
    assert not wish.granted_by(problem, {"q": ("pilot", 0)})
    assert wish.granted_by(problem, {"q": ("base", 0)})
    assert [mode.id for mode in granting(problem, wish).task_by_id["q"].modes] == ["base"]
