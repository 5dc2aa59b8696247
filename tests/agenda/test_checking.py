"""An agenda that was edited by hand is held against every demand, and all that is broken is told."""

from __future__ import annotations

from typing import Any

import pytest

from itgov.agenda.checking import broken_in, stale_in
from itgov.model.city import City
from tests.agenda.test_proposal import crowd
from tests.agenda.test_restore import recorded
from tests.agenda.towns import benefit, initiative, phase, town


def told(city: City, *lines: tuple[str, str, str], **changes: Any) -> list[str]:
    chosen = tuple({"id": one, "way": way, "start": start} for one, way, start in lines)
    return [str(one) for one in broken_in(city, recorded(city, chosen=chosen, **changes))]


def test_what_was_built_keeps_all() -> None:
    city = town(*crowd(), initiative("c", phases=(phase(2, team="100"),)))
    assert broken_in(city, recorded(city)) == ()


def test_hours_that_are_not_there_are_told_with_their_period() -> None:
    (line,) = told(town(*crowd()), ("a", "base", "2027-Q1"), ("b", "base", "2027-Q1"))
    assert line == "1200 hours of Team (team) are used in 2027-Q1, and there are 1000"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([("x", "base", "2027-Q1")], "“x” is no initiative of the records"),
        ([("idea", "base", "2027-Q1")], "“idea” is not up for choice: it is not anchored"),
        ([("a", "fort", "2027-Q1")], "“a” cannot be done as “fort”: its ways are base"),
        ([("a", "base", "2027-Q1"), ("a", "base", "2027-Q2")], "“a” is chosen twice"),
        ([("a", "base", "2029-Q1")], "“a” takes 1 period from 2029-Q1, and the agenda is 2027-Q1 to 2028-Q4"),
        ([("a", "base", "2027-01")], "“a” starts in 2027-01, but the periods of the agenda are such as 2027-Q1"),
        ([("late", "base", "2027-Q1")], "late starts in 2027-Q1, but cannot before 2027-Q3: its earliest start"),
        ([("after", "base", "2027-Q1")], "after: a, which must come first, is not in the plan"),
    ],
)
def test_each_kind_of_fault_is_told(lines: list[tuple[str, str, str]], expected: str) -> None:
    city = town(
        initiative("a"),
        initiative("idea", stages={"idea": "2026-01-01"}),
        initiative("late", window={"earliest_start": "2027-Q3"}),
        initiative("after", needs={"initiatives": ({"initiative": "a"},)}),
    )
    assert expected in told(city, *lines)


def test_what_the_law_demands_cannot_be_left_out() -> None:
    law = {"deadline": "2028-Q4", "legal_basis": {"law": "Lag", "in_force": "2029-01-01"}}
    assert told(town(initiative("a", **law))) == ["a: it must be finished by the end of 2028-Q4"]


def test_records_that_changed_since_are_told_and_the_rest_is_still_looked_at() -> None:
    before = recorded(town(initiative("a")))
    lines = [str(one) for one in broken_in(town(initiative("a", window={"earliest_start": "2028-Q1"})), before)]
    assert lines[0].startswith("the records have changed since the agenda was built")
    assert "a starts in 2027-Q1, but cannot before 2028-Q1: its earliest start" in lines


def test_a_bound_that_its_own_plan_exceeds_is_told() -> None:
    city = town(initiative("a", benefits=(benefit("2 mnkr"),)))
    (line,) = told(city, ("a", "base", "2027-Q1"), bound="1 kr")
    assert line.startswith("it says that no plan can exceed 1 kr, but its own gives ")


def test_an_agenda_of_another_city_is_not_looked_at_further() -> None:
    there = town(initiative("a"))
    (line,) = broken_in(there, recorded(there).model_copy(update={"city": "annan"}))
    assert str(line) == "the agenda is of the city “annan”"


def test_ways_that_have_no_start_are_told_where_hours_may_be_bought() -> None:
    terms = {"price_per_hour": "350 kr", "ceiling_per_year": "400", "paid_by": "ram"}
    city = town(
        initiative("a"),
        initiative(
            "late", window={"latest_end": "2027-Q1"}, alternatives=(longer(),), phases=(phase(1, team="1 100"),)
        ),
        initiative("never", needs={"initiatives": ({"initiative": "idea"},)}),
        initiative("idea", stages={"idea": "2026-01-01"}),
        changes={"team": {"bought_in": terms}},
    )
    assert told(city, ("late", "base", "2027-Q1")) == []
    assert told(city, ("late", "lang", "2027-Q1"), ("never", "base", "2027-Q1")) == [
        "late ends in 2027-Q2, but must be over by the end of 2027-Q1: its latest end",
        "never: idea, which must come first, is not in the plan",
    ]


def longer() -> dict[str, Any]:
    """An alternative of two quarters, for which 200 hours a quarter must be bought."""
    return {"id": "lang", "name": "Lång", "phases": (phase(2, team="2 200"),)}


def test_figures_for_readers_that_no_longer_hold_are_told() -> None:
    city = town(initiative("a"))
    record = recorded(city)
    assert stale_in(city, record) == ()
    later = tuple({"id": "a", "way": "base", "start": "2027-Q2", "end": str(one.end)} for one in record.chosen)
    found = [str(one) for one in stale_in(city, recorded(city, chosen=later, objective={"net_benefit": "200 mnkr"}))]
    assert found[0] == "“a” ends in 2027-Q2, and the file says 2027-Q1"
    assert found[1].endswith("and the file says 200 000 000 kr")


def test_where_something_is_broken_figures_are_not_looked_at() -> None:
    city = town(*crowd())
    both = tuple({"id": one, "way": "base", "start": "2027-Q1", "end": "2028-Q1"} for one in "ab")
    assert stale_in(city, recorded(city, chosen=both)) == ()
