"""Demands that no plan can meet: each is named rightly, and by its place; small towns made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from itgov.agenda import conflict as module
from itgov.agenda.build import Demand, build
from itgov.agenda.conflict import Part, around_the_mandatory, conflict, only, parts_of, smallest_conflict
from itgov.agenda.necessary import unmet
from itgov.agenda.obstacle import Obstacle
from itgov.agenda.problem import Problem
from itgov.agenda.proposal import propose
from itgov.agenda.result import Result
from itgov.agenda.solve import solve
from itgov.finding import SETTINGS, At
from itgov.model.city import City
from tests.agenda.problems import best_by_trying
from tests.agenda.towns import benefit, initiative, phase, town

LAW = {"law": "Lag", "in_force": "2029-01-01"}


def must(name: str, deadline: str, **fields: Any) -> dict[str, Any]:
    return initiative(name, deadline=deadline, legal_basis=LAW, **fields)


def needs(*names: str) -> dict[str, Any]:
    return {"needs": {"initiatives": tuple({"initiative": one} for one in names)}}


def in_way(city: City, demand: Demand | None = None) -> tuple[Obstacle, ...]:
    plan = propose(city, demand=demand or Demand(), gap=Fraction(0))
    assert (plan.status, plan.value, plan.chosen) == ("infeasible", None, ())
    return plan.obstacles


def said(city: City, demand: Demand | None = None) -> list[str]:
    return [str(one.message) for one in in_way(city, demand)]


def named(obstacle: Obstacle) -> list[tuple[str, tuple[str | int, ...]]]:
    places = [one.where for one in obstacle.demands]
    assert all(isinstance(one, At) for one in places)
    return [(one.record, one.route) for one in places if isinstance(one, At)]


# Counting tells.


def test_hours_of_one_period() -> None:
    city = town(*(must(one, "2027-Q1", phases=(phase(1, team="710"),)) for one in "ab"), initiative("c"))
    (found,) = in_way(city)
    assert str(found.message) == "what must be in the agenda needs 1 420 hours of Team in 2027-Q1, and there are 1 000"
    assert named(found) == [
        ("a", ("deadline",)),
        ("b", ("deadline",)),
        ("a", ("phases",)),
        ("b", ("phases",)),
        ("team", ("hours_per_year", "2027")),
    ]
    assert [str(one.message) for one in found.demands] == [
        "a is mandatory (it must be finished by the end of 2027-Q1)",
        "b is mandatory (it must be finished by the end of 2027-Q1)",
        "a needs at least 710 of it then",
        "b needs at least 710 of it then",
        "Team has 1 000 hours in 2027-Q1",
    ]


def test_hours_that_work_under_way_has_taken_are_told() -> None:
    running = initiative(
        "on",
        stages={"idea": "2026-01-01", "anchored": "2026-03-01", "under_way": "2026-10-05"},
        started_in="2027-Q1",
        phases=(phase(1, team="400"),),
    )
    (found,) = in_way(town(must("a", "2027-Q1", phases=(phase(1, team="700"),)), running))
    assert str(found.message) == (
        "a must be in the agenda, but at every start it alone needs more than there is: "
        "at best 700 hours of Team in 2027-Q1, and there are 600"
    )
    assert str(found.demands[-1].message) == (
        "Team has 1 000 hours in 2027-Q1; 400 of it is taken by what runs already or is an administration's own"
    )


def test_hours_summed_over_a_window() -> None:
    # No quarter by itself is too small: each may go to another, but not all four into three.
    city = town(*(must(one, "2027-Q3", phases=(phase(1, team="900"),)) for one in "abcd"))
    assert said(city) == [
        "what must be in the agenda needs 3 600 hours of Team in 2027-Q1–2027-Q3, and there are 3 000"
    ]


def test_money_of_one_year() -> None:
    city = town(*(must(one, "2027-Q4", phases=(phase(2, ("ram", "6 mnkr")),)) for one in "ab"))
    (found,) = in_way(city)
    assert str(found.message) == (
        "what must be in the agenda needs 12 000 000 kr of operating money from Ram in 2027, and there is 10 000 000 kr"
    )
    assert named(found)[-1] == ("ram", ("frames", 0))


def test_two_mandatory_ones_that_exclude_each_other() -> None:
    (found,) = in_way(town(must("a", "2027-Q4"), must("b", "2028-Q4", excludes=("a",))))
    assert str(found.message) == "a and b must both be in the agenda, but exclude each other"
    assert named(found) == [("a", ("deadline",)), ("b", ("deadline",)), ("b", ("excludes", 0))]


def test_a_chain_too_long_for_a_deadline() -> None:
    city = town(
        must("c", "2027-Q4", **needs("b")),
        initiative("b", phases=(phase(2, team="10"),), **needs("a")),
        initiative("a", phases=(phase(2, team="10"),)),
    )
    (found,) = in_way(city)
    assert str(found.message) == (
        "c must be in the agenda, but b, which must come first, is complete by the end of 2027-Q4 at the earliest, "
        "and needed by the end of 2027-Q3 at the latest"
    )
    assert [str(one.message) for one in found.demands] == [
        "c is mandatory (it must be finished by the end of 2027-Q4)",
        "c needs b",
        "b takes 2 quarters, and is over by the end of 2027-Q4 at the earliest",
        "b needs a",
        "a takes 2 quarters, and is over by the end of 2027-Q2 at the earliest",
    ]


def test_a_prerequisite_that_is_rejected() -> None:
    gone = initiative("b", stages={"idea": "2026-01-01", "rejected": "2026-02-01"})
    (found,) = in_way(town(must("a", "2027-Q4", **needs("c")), initiative("c", **needs("b")), gone))
    assert str(found.message) == (
        "a is mandatory (it must be finished by the end of 2027-Q4), but it needs c, "
        "which cannot be in the agenda itself"
    )
    assert named(found) == [
        ("a", ("deadline",)),
        ("a", ("needs", "initiatives", 0)),
        ("c", ("needs", "initiatives", 0)),
    ]
    assert str(found.demands[-1].message) == "c: it needs b, which is rejected or withdrawn"


def test_a_prerequisite_that_is_dropped() -> None:
    (found,) = in_way(town(must("a", "2027-Q4", **needs("b")), initiative("b")), Demand(drop=frozenset({"b"})))
    assert str(found.message) == "b must be in the agenda, but it is dropped"
    assert named(found) == [("a", ("deadline",)), ("a", ("needs", "initiatives", 0))]


def test_a_capability_that_nobody_gives_in_time() -> None:
    city = town(
        must("a", "2027-Q3", needs={"capabilities": ({"capability": "mobil"},)}),
        initiative("b", provides=("mobil",), phases=(phase(3, team="10"),)),
        initiative("c", provides=("mobil",), window={"earliest_start": "2027-Q4"}),
    )
    (found,) = in_way(city)
    assert str(found.message) == (
        "a must be in the agenda, but what gives the capability it builds on (b, c) is complete by the end of "
        "2027-Q3 at the earliest, and needed by the end of 2027-Q2 at the latest"
    )
    assert ("a", ("needs", "capabilities", 0)) in named(found)
    assert ("c", ("window", "earliest_start")) in named(found)


def test_a_procurement_that_ends_after_the_deadline() -> None:
    procurement = {"what": "avtal", "months": "12", "before_phase": "1"}
    (found,) = in_way(town(must("a", "2027-Q4", needs={"procurements": (procurement,)})))
    assert "it can start in 2028-Q1 at the earliest (the procurement of avtal)" in str(found.message)
    assert named(found) == [("a", ("deadline",)), ("a", ("needs", "procurements", 0)), ("a", ("deadline",))]


def test_two_that_rebuild_one_system_in_one_window() -> None:
    rebuild = {"affects": ({"record": "sys-skola", "how": "byts", "changes": "true"},)}
    work = {"phases": (phase(2, team="10"),), **rebuild}
    (found,) = in_way(town(must("a", "2027-Q3", **work), must("b", "2027-Q3", **work)))
    assert str(found.message) == (
        "what must be in the agenda needs 2 periods of rebuilding skola in 2027-Q2, one at a time, and there are 1"
    )
    assert named(found)[-1] == ("sys-skola", ())


def test_large_changes_at_once_for_one_administration() -> None:
    city = town(*(must(one, "2027-Q1", large_change_for=("skola",)) for one in "abc"))
    (found,) = in_way(city)
    assert str(found.message) == (
        "what must be in the agenda needs room for large changes at Skola 3 times in 2027-Q1 (once a period), "
        "and there is room 2 times"
    )
    assert named(found)[-1] == (SETTINGS, ("large_changes_at_once",))


def test_two_that_are_forced_in_and_conflict() -> None:
    city = town(*(initiative(one, window={"latest_end": "2027-Q1"}, phases=(phase(1, team="600"),)) for one in "ab"))
    (found,) = in_way(city, Demand(force=frozenset({"a", "b"})))
    assert str(found.message) == "what must be in the agenda needs 1 200 hours of Team in 2027-Q1, and there are 1 000"
    assert [str(one.message) for one in found.demands[:2]] == [
        "a is mandatory (forced in)",
        "b is mandatory (forced in)",
    ]


def test_what_a_mandatory_one_needs_counts_as_much_as_itself() -> None:
    city = town(
        must("a", "2027-Q2", **needs("b")),
        initiative("b", phases=(phase(1, team="600"),)),
        must("c", "2027-Q1", phases=(phase(1, team="600"),)),
    )
    (found,) = in_way(city)
    assert str(found.message) == "what must be in the agenda needs 1 200 hours of Team in 2027-Q1, and there are 1 000"
    assert ("a", ("needs", "initiatives", 0)) in named(found)


def test_those_that_wait_for_each_other() -> None:
    (found,) = in_way(town(must("a", "2027-Q4", **needs("b")), must("b", "2027-Q4", **needs("a"))))
    assert str(found.message) == "a, b must be in the agenda, but each waits for another of them"


# Counting tells nothing: a smallest set of demands.


def packed() -> list[dict[str, Any]]:
    """Three of 600 hours in two quarters of 1,000: the sum fits, the pieces do not. "d" is in nobody's way."""
    work = [must(one, "2027-Q2", phases=(phase(1, team="600"),)) for one in "abc"]
    return [*work, must("d", "2028-Q4")]


def test_pieces_that_do_not_fit_though_their_sum_does() -> None:
    (found,) = in_way(town(*packed()))
    assert found.proof == "smallest"
    assert str(found.message) == "these demands cannot all be met; without any one of them the others can"
    assert [str(one.message) for one in found.demands] == [
        *(
            f"{one} is mandatory (it must be finished by the end of 2027-Q2), and can start from 2027-Q1 to 2027-Q2"
            for one in "abc"
        ),
        "Team has 1 000 hours in 2027-Q1",
        "Team has 1 000 hours in 2027-Q2",
    ]


def test_a_smallest_set_is_impossible_and_nothing_of_it_can_be_missing() -> None:
    problem = around_the_mandatory(build(town(*packed())).problem)
    found = smallest_conflict(tuple(parts_of(problem)), lambda kept: best_by_trying(only(problem, kept)) is None)
    assert found is not None
    assert best_by_trying(only(problem, found)) is None
    for fewer in combinations(found, len(found) - 1):
        assert best_by_trying(only(problem, fewer)) is not None


def test_a_provider_that_has_no_room_is_in_the_set() -> None:
    # "a" needs b or c to give the capability by 2027-Q2, and there the mandatory "d" fills the team.
    work = {"phases": (phase(1, team="600"),), "provides": ("mobil",)}
    city = town(
        must("a", "2027-Q2", needs={"capabilities": ({"capability": "mobil"},)}),
        initiative("b", **work),
        initiative("c", **work),
        must("d", "2027-Q1", phases=(phase(1, team="600"),)),
    )
    (found,) = in_way(city)
    assert found.proof == "smallest"
    assert named(found) == [
        ("a", ("deadline",)),
        ("d", ("deadline",)),
        ("a", ("needs", "capabilities", 0)),
        ("team", ("hours_per_year", "2027")),
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_quickxplain_finds_the_planted_set_wherever_it_is(size: int) -> None:
    parts = tuple(Part("must", which) for which in range(7))
    for planted in combinations(parts, size):
        wanted = set(planted)
        assert smallest_conflict(parts, lambda kept, wanted=wanted: wanted <= set(kept)) == planted  # type: ignore[misc]
    assert smallest_conflict(parts, lambda _kept: False) is None


def test_a_solve_that_meets_its_limit_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    # The whole is solved; of all that leave a demand out, nothing is known.
    answers = iter([solve(around_the_mandatory(build(town(*packed())).problem))])

    def limited(_problem: Problem, **_limits: object) -> Result:
        return next(answers, Result("stopped", {}, None, None, None, "HiGHS", 1))

    monkeypatch.setattr(module, "solve", limited)
    found = conflict(town(*packed()), build(town(*packed())), node_limit=1)
    assert found.proof == "conflict"
    assert "whether fewer of them would do was not settled within the limit" in str(found.message)


@st.composite
def tight_towns(draw: st.DrawFn) -> City:
    """A city of three to five initiatives, most of them mandatory, with few hours and short deadlines."""
    made = []
    for at, name in enumerate("abcde"[: draw(st.integers(3, 5))]):
        fields: dict[str, Any] = {
            "phases": (phase(draw(st.integers(1, 2)), team=str(100 * draw(st.integers(2, 9)))),),
            "large_change_for": draw(st.sampled_from(((), ("skola",)))),
        }
        if draw(st.integers(0, 2)):
            fields |= {"deadline": draw(st.sampled_from(("2027-Q2", "2027-Q3", "2027-Q4"))), "legal_basis": LAW}
        before = "abcde"[draw(st.integers(0, at - 1))] if at else None
        tie = draw(st.integers(0, 4))
        if before is not None and tie == 0:
            fields |= needs(before)
        if before is not None and tie == 1:
            fields["together_with"] = (before,)
        if before is not None and tie == 2 and draw(st.booleans()):
            fields["excludes"] = (before,)
        made.append(initiative(name, **fields))
    return town(*made)


@given(tight_towns())
@settings(max_examples=200, deadline=None)
def test_what_counting_tells_is_never_wrong(city: City) -> None:
    preparation = build(city)
    told, solved = unmet(city, preparation), solve(preparation.problem).status
    event(f"{'counted' if told else 'not counted'}, {solved}")
    assert not told or solved == "infeasible"


@given(tight_towns())
@settings(max_examples=100, deadline=None)
def test_every_set_that_is_told_is_impossible_and_smallest(city: City) -> None:
    whole = build(city).problem
    if solve(whole).status != "infeasible":
        return
    problem = around_the_mandatory(whole)

    def impossible(kept: Sequence[Part]) -> bool:
        return solve(only(problem, kept), gap=Fraction(10**6)).status == "infeasible"

    found = smallest_conflict(tuple(parts_of(problem)), impossible)
    event(f"{len(found or ())} demands")
    assert found is not None
    # Held against trying every choice, which shares nothing with the solver.
    assert best_by_trying(only(problem, found)) is None
    assert all(best_by_trying(only(problem, fewer)) is not None for fewer in combinations(found, len(found) - 1))


def test_counting_says_nothing_where_there_is_a_plan() -> None:
    city = town(must("a", "2027-Q2", benefits=(benefit("1 kr"),), **needs("b")), initiative("b"))
    assert unmet(city, build(city)) == ()
    assert propose(city).obstacles == ()


def buying(*some: dict[str, Any]) -> City:
    terms = {"price_per_hour": "350 kr", "ceiling_per_year": "400", "paid_by": "ram"}
    return town(*some, changes={"team": {"bought_in": terms}})


def test_counting_says_nothing_of_hours_that_can_be_bought() -> None:
    alone = buying(must("a", "2027-Q1", phases=(phase(1, team="1 300"),)))
    both = buying(*(must(one, "2027-Q1", phases=(phase(1, team="700"),)) for one in "ab"))
    assert [propose(city, gap=Fraction(0)).status for city in (alone, both)] == ["optimal", "optimal"]


def test_more_hours_than_can_be_bought_are_found_all_the_same() -> None:
    (found,) = in_way(buying(must("a", "2027-Q1", phases=(phase(1, team="1 401"),))))
    assert (found.proof, named(found)) == ("smallest", [("a", ("deadline",)), ("team", ("hours_per_year", "2027"))])


def test_the_payer_of_hours_that_must_be_bought_is_in_the_set() -> None:
    # 400 hours at 350 kr are 140 000 kr; its own cost leaves the frame of 10 million only 100 000 kr for them.
    work = phase(1, ("ram", "9,9 mnkr"), team="1 400")
    (found,) = in_way(buying(must("a", "2027-Q1", track="platform", phases=(work,))))
    assert (found.proof, named(found)) == (
        "smallest",
        [("a", ("deadline",)), ("team", ("hours_per_year", "2027")), ("ram", ("frames", 0))],
    )
