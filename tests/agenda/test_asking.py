"""What is asked for a year lets in what lacked something in a slot, and an hour or an öre less does not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda.asking import additions
from itgov.agenda.build import build
from itgov.agenda.changes import Changes, changed
from itgov.agenda.entry import Lack, smallest_entry
from itgov.agenda.proposal import choice_of, propose
from itgov.agenda.verify import verify
from itgov.model.city import City
from itgov.model.period import Period
from tests.agenda.towns import benefit, initiative, phase, town


def crowded(**chosen: Any) -> City:
    """Two that want more hours and money than there are: one is left out."""
    at_once = {"benefits": (benefit("900 tkr"),), "window": {"latest_end": "2027-Q1"}}
    return town(
        initiative("a", phases=(phase(1, team="900"),), **at_once),
        initiative("b", phases=(phase(1, team="700"),), **at_once),
        settings=chosen,
    )


def test_what_is_asked_for_lets_it_in_and_less_does_not() -> None:
    city = crowded()
    plan = propose(city)
    (left,) = [one.id for one in plan.not_chosen]
    preparation = build(city)
    entry = smallest_entry(preparation, choice_of(plan), left)
    assert entry is not None
    asked = additions(city, entry.lacks)
    assert asked is not None
    place = preparation.timeline.horizon.index(entry.start)
    with_it = {**choice_of(plan), left: (entry.way, place)}
    assert not verify(build(changed(city, asked, None)).problem, with_it)
    (hours,) = asked.hours
    less = Changes(hours=(replace(hours, hours=hours.hours - 1),))
    assert verify(build(changed(city, less, None)).problem, with_it)


@settings(deadline=None, max_examples=60)
@given(
    st.integers(1, 5_000),
    st.sampled_from(["0 %", "12,5 %", "1/3"]),
    st.sampled_from([("1/4", "1/4", "1/4", "1/4"), ("4/15", "4/15", "1/5", "4/15")]),
)
def test_the_hours_of_a_year_give_what_a_quarter_lacks_whatever_is_taken_off(
    amount: int, reserve: str, shares: tuple[str, ...]
) -> None:
    city = crowded(reserve={"hours": (reserve,)}, hours_share=shares)
    asked = additions(city, [Lack("hours", "team", None, Period(2027, 3, 4), amount)])
    assert asked is not None

    def there(changes: Changes) -> int:
        return build(changed(city, changes, None)).supplies["hours:team"].capacity[2]

    before = build(city).supplies["hours:team"].capacity[2]
    assert there(asked) - before >= amount
    (hours,) = asked.hours
    assert there(Changes(hours=(replace(hours, hours=hours.hours - 1),))) - before < amount


@pytest.mark.parametrize("sort", ["change", "system"])
def test_room_for_a_change_or_a_rebuild_is_nothing_that_can_be_added(sort: Any) -> None:
    assert additions(crowded(), [Lack(sort, "skola", None, Period(2027, 3, 4), 1)]) is None
