"""Hours and money of phases, spread over their periods."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda.work import evenly, ways_of
from itgov.model.initiative import Initiative
from tests.agenda.towns import initiative, phase


def test_what_is_left_over_goes_to_the_first_periods() -> None:
    assert evenly(11, 4) == (3, 3, 3, 2)


def test_a_credit_mirrors_a_cost() -> None:
    assert evenly(-11, 4) == (-3, -3, -3, -2)


@settings(deadline=None)
@given(st.integers(-(10**15), 10**15), st.integers(1, 98))
def test_nothing_is_lost_and_no_two_periods_differ_by_more_than_one(amount: int, periods: int) -> None:
    row = evenly(amount, periods)
    assert sum(row) == amount
    assert max(row) - min(row) <= 1


def test_phases_follow_each_other() -> None:
    (way,) = ways_of(Initiative.model_validate(initiative("a", phases=(phase(2, team="30"), phase(1, team="7")))))
    assert (way.length, way.hours, way.phase_starts) == (3, {"team": (15, 15, 7)}, (0, 2, 3))


def test_costs_of_one_purse_are_added_before_they_are_spread() -> None:
    raw = initiative("a", phases=(phase(2, ("vard", "0,01 kr"), ("vard", "0,02 kr"), ("ram", "5 kr")),))
    (way,) = ways_of(Initiative.model_validate(raw))
    assert way.money == {("ram", "operating"): (250, 250), ("vard", "operating"): (2, 1)}


def test_alternatives_follow_the_records_own_way_by_id() -> None:
    others = tuple({"id": one, "name": one, "phases": (phase(1),)} for one in ("mindre", "annan"))
    ways = ways_of(Initiative.model_validate(initiative("a", alternatives=others)))
    assert [way.id for way in ways] == ["base", "annan", "mindre"]
