"""From records to the problem: each thing the records say bites."""

from __future__ import annotations

from typing import Any

import pytest

from itgov.agenda.build import Preparation, build
from itgov.agenda.digest import digest
from itgov.agenda.problem import AnyOf, Precedence
from itgov.agenda.solve import solve
from itgov.model.city import City
from tests.agenda.towns import initiative, phase, town

SINCE = {"mobil": {"provided_by": ({"by": "sys-vard", "since": "2027-07-01"},)}}
UNDER_WAY = {"idea": "2026-01-01", "under_way": "2026-10-05"}


def needs_mobil(by: str = "start") -> dict[str, Any]:
    return {"capabilities": ({"capability": "mobil", "by": by},)}


def starts(city: City, name: str = "a") -> list[int]:
    (one,) = (task for task in build(city).problem.tasks if task.id == name)
    return sorted({start for _, start in one.placements()})


def reason(preparation: Preparation, name: str) -> str:
    return next(str(one.reason) for one in preparation.left_out if one.id == name)


def left(city: City, resource: str) -> tuple[Any, ...]:
    return next(one.capacity for one in build(city).problem.resources if one.id == resource)


def test_work_must_be_over_when_the_horizon_is() -> None:
    assert starts(town(initiative("a", phases=(phase(6, team="1"),)))) == [0, 1, 2]


def test_a_window_bounds_start_and_end() -> None:
    window = {"earliest_start": "2027-Q2", "latest_end": "2027-Q4"}
    assert starts(town(initiative("a", window=window))) == [1, 2, 3]


def test_a_deadline_makes_it_mandatory_and_bounds_its_end() -> None:
    city = town(initiative("a", deadline="2027-Q2"))
    assert build(city).problem.tasks[0].mandatory
    assert starts(city) == [0, 1]


def test_a_decided_one_without_deadline_competes_like_the_others() -> None:
    city = town(initiative("a", stages={"idea": "2026-01-01", "decided": "2026-05-01"}))
    assert not build(city).problem.tasks[0].mandatory


def test_a_procurement_holds_back_the_phase_that_needs_it() -> None:
    procurement = {"what": "avtal", "months": "9", "before_phase": "2"}
    city = town(
        initiative("a", phases=(phase(1, team="1"), phase(1, team="1")), needs={"procurements": (procurement,)})
    )
    assert starts(city)[0] == 2


def test_a_procurement_already_begun_holds_back_less() -> None:
    procurement = {"what": "avtal", "months": "9", "begun_on": "2026-07-01"}
    assert starts(town(initiative("a", needs={"procurements": (procurement,)})))[0] == 1


def test_an_initiative_that_must_come_first_becomes_a_precedence() -> None:
    need = {"initiative": "b", "relation": "before_go_live", "lag_periods": "1"}
    city = town(initiative("a", needs={"initiatives": (need,)}), initiative("b"))
    assert build(city).problem.precedences == (Precedence("b", "a", "before_go_live", 1),)


def test_one_in_operation_counts_as_complete() -> None:
    done = initiative("b", stages={"idea": "2026-01-01", "in_operation": "2026-05-01"})
    city = town(initiative("a", needs={"initiatives": ({"initiative": "b"},)}), done)
    assert starts(city) == list(range(8))


@pytest.mark.parametrize(
    ("relation", "first"), [("finished_before_start", 3), ("same_period_allowed", 2), ("before_go_live", 2)]
)
def test_one_under_way_holds_back_what_needs_it(relation: str, first: int) -> None:
    running = initiative("b", stages=UNDER_WAY, started_in="2026-Q4", phases=(phase(4, team="400"),))
    city = town(initiative("a", needs={"initiatives": ({"initiative": "b", "relation": relation},)}), running)
    assert starts(city)[0] == first


def test_one_under_way_takes_its_remaining_hours() -> None:
    running = initiative("b", stages=UNDER_WAY, phases=(phase(3, team="900"),))
    assert left(town(initiative("a"), running), "hours:team") == (700, 700, *(1000,) * 6)


def test_one_whose_prerequisite_is_rejected_cannot_be_chosen() -> None:
    gone = initiative("b", stages={"idea": "2026-01-01", "rejected": "2026-02-01"})
    preparation = build(town(initiative("a", needs={"initiatives": ({"initiative": "b"},)}), gone))
    assert reason(preparation, "a") == "it needs b, which is rejected or withdrawn"
    assert not preparation.problem.tasks


def test_what_needs_one_that_cannot_be_chosen_cannot_either() -> None:
    chain = town(initiative("a", needs={"initiatives": ({"initiative": "b"},)}), initiative("b", needs=needs_mobil()))
    assert reason(build(chain), "a") == "it needs b, which cannot be in the agenda itself"


def test_a_capability_that_nothing_gives_leaves_it_out() -> None:
    city = town(initiative("a", needs=needs_mobil()))
    assert reason(build(city), "a") == "it needs the capability mobil, which nothing gives"


def test_a_mandatory_one_left_out_makes_the_agenda_infeasible() -> None:
    city = town(initiative("a", deadline="2027-Q4", needs=needs_mobil()))
    assert solve(build(city).problem).status == "infeasible"


@pytest.mark.parametrize(("by", "first"), [("start", 2), ("go_live", 1)])
def test_a_system_gives_its_capability_from_its_day(by: str, first: int) -> None:
    assert starts(town(initiative("a", needs=needs_mobil(by)), changes=SINCE))[0] == first


def test_a_provider_among_the_initiatives_becomes_a_choice() -> None:
    city = town(initiative("a", needs=needs_mobil()), initiative("b", provides=("mobil",)), changes=SINCE)
    assert build(city).problem.any_of == (AnyOf("a", ("b",), "start", 2),)
    assert starts(city)[0] == 0


def test_the_capability_may_name_the_initiative_that_gives_it() -> None:
    changes = {"mobil": {"provided_by": ({"by": "b"},)}}
    city = town(initiative("a", needs=needs_mobil()), initiative("b"), changes=changes)
    assert build(city).problem.any_of == (AnyOf("a", ("b",), "start", None),)


def test_a_provider_that_is_not_anchored_gives_nothing() -> None:
    idea = initiative("b", provides=("mobil",), stages={"idea": "2026-01-01"})
    found = reason(build(town(initiative("a", needs=needs_mobil()), idea)), "a")
    assert found == "it needs the capability mobil, which only b would give, which is not anchored"


def test_large_changes_are_limited_in_each_period() -> None:
    some = [initiative(one, large_change_for=("skola",)) for one in "abc"]
    result = solve(build(town(*some)).problem)
    assert sorted(start for _, start in result.choice.values()) == [0, 0, 1]


def test_a_system_is_rebuilt_by_one_at_a_time() -> None:
    rebuild = ({"record": "sys-skola", "how": "byts", "changes": "true"},)
    result = solve(build(town(*(initiative(one, affects=rebuild) for one in "ab"))).problem)
    assert sorted(start for _, start in result.choice.values()) == [0, 1]


def test_a_system_that_is_only_called_holds_nobody_back() -> None:
    call = ({"record": "sys-skola", "how": "anropas"},)
    result = solve(build(town(*(initiative(one, affects=call) for one in "ab"))).problem)
    assert sorted(start for _, start in result.choice.values()) == [0, 0]


def test_exclusions_and_groups_hold_whichever_record_says_so() -> None:
    city = town(initiative("a"), initiative("b", excludes=("a",)), initiative("c", together_with=("a",)))
    problem = build(city).problem
    assert (problem.exclusions, problem.together) == ((("a", "b"),), (("a", "c"),))


def test_what_excludes_one_under_way_cannot_be_chosen() -> None:
    running = initiative("b", stages=UNDER_WAY, started_in="2027-Q1")
    found = reason(build(town(initiative("a", excludes=("b",)), running)), "a")
    assert found == "it cannot be done beside b, which is done, under way or fixed in"


def test_what_is_done_together_with_one_under_way_must_be_done() -> None:
    running = initiative("b", stages=UNDER_WAY, started_in="2027-Q1")
    assert build(town(initiative("a", together_with=("b",)), running)).problem.tasks[0].mandatory


def test_an_alternative_is_a_way_of_its_own() -> None:
    other = {"id": "mindre", "name": "mindre", "phases": (phase(2, team="10"),)}
    (one,) = build(town(initiative("a", alternatives=(other,)))).problem.tasks
    assert [(mode.id, mode.length) for mode in one.modes] == [("base", 1), ("mindre", 2)]


def test_own_work_stands_at_its_earliest_start_and_takes_its_money() -> None:
    own = initiative("b", phases=(phase(1, ("vard", "1 mnkr")),), window={"earliest_start": "2027-Q3"})
    city = town(own, initiative("a", phases=(phase(1, ("vard", "1 mnkr"), team="1"),)))
    (fixed,) = build(city).fixed
    assert (fixed.kind, fixed.start, fixed.end) == ("own", 2, 3)
    assert left(city, "money:vard:operating") == (300_000_000, 400_000_000)


def test_own_work_that_needs_other_own_work_waits_for_it() -> None:
    own = {"phases": (phase(2, ("vard", "1 kr")),)}
    city = town(initiative("a", needs={"initiatives": ({"initiative": "b"},)}, **own), initiative("b", **own))
    assert [(one.id, one.start) for one in build(city).fixed] == [("a", 2), ("b", 0)]


def test_own_work_in_a_circle_is_told_and_not_placed() -> None:
    def own(name: str, first: str) -> dict[str, Any]:
        return initiative(name, phases=(phase(1, ("vard", "1 kr")),), needs={"initiatives": ({"initiative": first},)})

    fixed = build(town(own("a", "b"), own("b", "a"))).fixed
    assert [one.start for one in fixed] == [None, None]
    assert "which has no end in the agenda" in str(fixed[0].notes[0])


def test_own_work_gives_way_to_a_rebuild_that_is_under_way() -> None:
    rebuild = ({"record": "sys-vard", "how": "byts", "changes": "true"},)
    running = initiative("b", stages=UNDER_WAY, started_in="2027-Q1", phases=(phase(2, team="1"),), affects=rebuild)
    own = initiative("a", phases=(phase(1, ("vard", "1 kr")),), affects=rebuild)
    assert next(one.start for one in build(town(own, running)).fixed if one.id == "a") == 2


def test_more_fixed_work_than_there_is_leaves_nothing_and_not_less() -> None:
    running = initiative("b", stages=UNDER_WAY, started_in="2027-Q1", phases=(phase(1, team="1 500"),))
    assert left(town(initiative("a"), running), "hours:team")[0] == 0


def test_work_under_way_that_should_be_over_goes_live_as_the_horizon_begins() -> None:
    late = initiative("b", stages={"idea": "2025-01-01", "under_way": "2025-02-01"})
    city = town(late, initiative("a", needs={"initiatives": ({"initiative": "b"},)}))
    assert "should be over" in str(build(city).fixed[0].notes[0])
    assert starts(city)[0] == 0


def test_the_order_of_records_changes_nothing() -> None:
    some = [
        initiative("a", needs=needs_mobil()),
        initiative("b", provides=("mobil",), large_change_for=("skola", "vard")),
        initiative("c", excludes=("a",)),
    ]
    one, other = build(town(*some)).problem, build(town(*some, backwards=True)).problem
    assert one == other
    assert digest(one) == digest(other)
