"""Why not mine, for everyone at once: each claim is held against an independent solve."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import event, given, settings

from itgov.agenda.build import Demand, build
from itgov.agenda.explain_all import Explanation, explain_all
from itgov.agenda.problem import value_of
from itgov.agenda.proposal import choice_of, propose
from itgov.agenda.solve import solve
from itgov.agenda.verify import verify
from itgov.agenda.wishes import Base, Wish, any_granted, grant, granting, needs_of, stand_ins
from itgov.model.city import City
from tests.agenda.problems import best_by_trying
from tests.agenda.test_audit import towns
from tests.agenda.test_proposal import crowd
from tests.agenda.towns import benefit, initiative, phase, town

EXACT = Fraction(0)


def explained(city: City, node_limit: int = 10_000) -> dict[str, Explanation]:
    found = explain_all(build(city), propose(city, gap=EXACT), gap=EXACT, node_limit=node_limit)
    assert [one.id for one in found] == sorted(one.id for one in found)
    return {one.id: one for one in found}


def test_one_not_chosen_has_reason_price_whom_it_displaces_and_the_smallest_change() -> None:
    city = town(*crowd())
    found = explained(city)["b"]
    with_b = propose(city, demand=Demand(force=frozenset({"b"})), gap=EXACT)
    assert found.kind == "not_chosen"
    assert found.least == found.most == (propose(city, gap=EXACT).value or 0) - (with_b.value or 0) > 0
    assert (found.entered, found.left, found.moved) == ((), ("a",), ())
    assert "at no start enough is left of the hours of Team" in str(found.reasons[0])
    assert found.entry is not None
    assert [(one.of, str(one.slot), one.amount) for one in found.entry.lacks] == [("team", "2027-Q1", 200)]


def later() -> City:
    """Two of 600 hours that both want the first quarter; "b" gives less, and waits."""
    return town(
        initiative("a", phases=(phase(1, team="600"),), benefits=(benefit("2 mnkr"),)),
        initiative("b", phases=(phase(1, team="600"),)),
    )


def test_one_that_starts_later_is_told_what_holds_it_when_and_what_its_wanted_start_would_cost() -> None:
    city = later()
    found = explained(city)["b"]
    assert (found.kind, str(found.wanted), str(found.start)) == ("moved", "2027-Q1", "2027-Q2")
    assert [str(one) for one in found.reasons] == ["200 too little of the hours of Team in 2027-Q1"]
    # A quarter of a year's benefit: "a" loses 500,000 kr, "b" gains 250,000.
    assert found.least == found.most == 25_000_000
    assert found.moved == ("a",)
    assert found.entry is not None
    assert [(one.amount, found.entry.value) for one in found.entry.lacks] == [(200, 25_000_000)]


def test_one_held_back_by_its_prerequisite_is_told_that() -> None:
    city = town(initiative("a"), initiative("b", needs={"initiatives": ({"initiative": "a"},)}))
    found = explained(city)["b"]
    assert [str(one) for one in found.reasons] == ["a is complete 1 periods too late for b"]
    assert (found.impossible, found.most, found.entry) == (True, None, None)


def test_one_that_no_plan_can_hold_has_its_reason_and_no_price() -> None:
    city = town(initiative("a", needs={"capabilities": ({"capability": "mobil"},)}))
    found = explained(city)["a"]
    assert (found.least, found.most, found.entry) == (None, None, None)
    assert [str(one) for one in found.reasons] == ["it needs the capability mobil, which nothing gives"]


def test_progress_counts_every_wish() -> None:
    told: list[tuple[int, int]] = []
    city = town(*crowd(), initiative("c", benefits=()))
    explain_all(build(city), propose(city), gap=EXACT, tell=lambda done, of: told.append((done, of)))
    assert told[:2] == [(1, 2), (2, 2)]
    assert told[-1] == (2, 2)


@given(towns())
@settings(max_examples=60, deadline=None)
def test_every_price_holds_against_a_solve_of_its_own(city: City) -> None:
    base = propose(city, gap=EXACT)
    if base.value is None:
        return
    problem = build(city).problem
    wishes = [Wish(one.id) for one in base.not_chosen if one.id in problem.task_by_id]
    wishes += [Wish(one.id, (one.way, base.horizon.index(one.wanted_start))) for one in base.postponed]
    for answer in grant(problem, Base(choice_of(base), base.value, base.bound), wishes, gap=EXACT, node_limit=10_000):
        alone = solve(granting(problem, answer.wish))
        event(f"{'moved' if answer.wish.placement else 'not chosen'}, {alone.status}")
        if alone.value is None:
            assert answer.most is None
            continue
        assert answer.least <= base.value - alone.value
        assert answer.most is not None
        assert answer.most >= base.value - alone.value
        # What it says it found is a plan that grants the wish at that price, or better.
        assert answer.wish.granted_by(problem, answer.choice)
        assert verify(problem, answer.choice) == ()
        assert base.value - value_of(problem, answer.choice) <= answer.most
        if answer.wish.placement is None:
            assert answer.least == answer.most


@given(towns())
@settings(max_examples=30, deadline=None)
def test_little_work_gives_wider_prices_and_never_wrong_ones(city: City) -> None:
    base = propose(city, gap=EXACT)
    if base.value is None:
        return
    problem = build(city).problem
    wishes = [Wish(one.id) for one in base.not_chosen if one.id in problem.task_by_id]
    for answer in grant(problem, Base(choice_of(base), base.value, base.bound), wishes, gap=EXACT, node_limit=1):
        alone = solve(granting(problem, answer.wish)).value
        if alone is not None:
            assert answer.least <= base.value - alone
            assert answer.most is None or answer.most >= base.value - alone


def test_a_problem_that_asks_for_one_of_several_allows_what_grants_one_and_nothing_else() -> None:
    problem = build(later()).problem
    wishes = (Wish("b", ("base", 0)), Wish("a", ("base", 1)))
    both = any_granted(problem, wishes)
    choice = {"a": ("base", 1), "b": ("base", 0)}
    assert verify(both, {**choice, **stand_ins(problem, wishes, choice)}) == ()
    swapped = {"a": ("base", 0), "b": ("base", 1)}
    assert verify(both, {**swapped, **stand_ins(problem, wishes, swapped)}) != ()
    short = build(town(*crowd())).problem
    assert solve(any_granted(short, (Wish("b"),))).value == best_by_trying(granting(short, Wish("b")))


def test_what_a_task_needs_is_found_through_others() -> None:
    city = town(
        initiative("a"),
        initiative("b", needs={"initiatives": ({"initiative": "a"},)}),
        initiative("c", together_with=("b",)),
    )
    needs = needs_of(build(city).problem)
    assert {one: sorted(found) for one, found in needs.items()} == {"a": [], "b": ["a", "c"], "c": ["a", "b"]}
