"""A plan that is edited to break something is caught, from the records alone."""

from __future__ import annotations

import ast
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.agenda import audit as module
from itgov.agenda.audit import audit
from itgov.agenda.plan import Chosen, FixedIn, NotChosen, Plan
from itgov.agenda.proposal import propose
from itgov.agenda.valuation import Parts
from itgov.model.city import City
from itgov.model.period import parse_period
from tests.agenda.test_proposal import busy_town, crowd
from tests.agenda.towns import benefit, initiative, phase, town

UNDER_WAY = {"idea": "2026-01-01", "under_way": "2026-10-01"}
OWN = {"phases": (phase(1, ("vard", "1 mnkr")),)}


def plan_of(city: City) -> Plan:
    return propose(city, gap=Fraction(0))


def faults(city: City, plan: Plan) -> list[str]:
    return [str(message) for message in audit(city, plan)]


def moved(plan: Plan, name: str, start: str) -> Plan:
    """The plan with one of its chosen ones at another start."""
    return replace(plan, chosen=tuple(_at(one, start) if one.id == name else one for one in plan.chosen))


def _at(one: Chosen, start: str) -> Chosen:
    first = parse_period(start)
    length = one.start.until(one.go_live)
    return replace(one, start=first, end=first.plus(length - 1), go_live=first.plus(length))


def without(plan: Plan, *names: str) -> Plan:
    """The plan with some of its chosen ones told as not chosen."""
    left = tuple(one for one in plan.chosen if one.id not in names)
    return replace(plan, chosen=left, not_chosen=(*plan.not_chosen, *(NotChosen(one, ()) for one in names)))


def with_chosen(plan: Plan, name: str, start: str) -> Plan:
    """The plan with one that it left out, of one period, chosen."""
    first = parse_period(start)
    line = Chosen(name, "base", first, first, first.plus(1), first, Parts(), None)
    rest = tuple(one for one in plan.not_chosen if one.id != name)
    return replace(plan, chosen=(*plan.chosen, line), not_chosen=rest)


def needing(**need: Any) -> City:
    """A city where "b" needs "a", which takes two quarters."""
    needs = {"initiatives": ({"initiative": "a", **need},)}
    return town(initiative("a", phases=(phase(2, team="10"),)), initiative("b", needs=needs))


def test_a_plan_as_it_was_proposed_breaks_nothing() -> None:
    city = busy_town()
    assert faults(city, plan_of(city)) == []


def test_where_there_is_no_plan_there_is_nothing_to_audit() -> None:
    city = town(*({**one, "deadline": "2027-Q1"} for one in crowd()))
    assert faults(city, plan_of(city)) == []


def test_the_audit_uses_nothing_of_what_made_the_plan() -> None:
    folder = Path(module.__file__).parent
    names = {
        str(node.module)
        for name in ("audit", "audit_room", "audit_work")
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
    }
    own = {name for name in names if name.startswith("itgov.agenda")}
    assert own == {f"itgov.agenda.{name}" for name in ("audit_room", "audit_work", "plan")}


def test_a_stranger_in_the_plan_is_caught() -> None:
    city = town(initiative("a"))
    assert faults(city, with_chosen(plan_of(city), "x", "2027-Q1")) == ["“x” is no initiative of the records"]


def test_an_initiative_that_is_nowhere_in_the_plan_is_caught() -> None:
    city = town(initiative("a"))
    assert faults(city, replace(plan_of(city), chosen=()))[0].startswith("a is not listed once")


def test_an_initiative_that_is_chosen_twice_is_caught() -> None:
    city = town(initiative("a"))
    found = plan_of(city)
    assert "chosen, chosen" in faults(city, replace(found, chosen=found.chosen * 2))[0]


@pytest.mark.parametrize("stage", ["idea", "under_way", "in_operation", "rejected"])
def test_a_choice_of_what_is_not_to_be_chosen_is_caught(stage: str) -> None:
    found = plan_of(town(initiative("a")))
    city = town(initiative("a", stages={"idea": "2026-01-01", stage: "2026-02-01"}))
    assert faults(city, found)[0].startswith("a is not listed once")


def test_a_way_that_an_initiative_does_not_have_is_caught() -> None:
    city = town(initiative("a"))
    found = plan_of(city)
    wrong = replace(found, chosen=(replace(found.chosen[0], way="annat"),))
    assert faults(city, wrong) == ["“a” cannot be done as “annat” from 2027-Q1"]


@pytest.mark.parametrize(
    "fields",
    [
        {"phases": (phase(1, team="1"),)},
        {"phases": (phase(1, ("ram", "1 kr")),)},
        {"operating_costs": ({"what": "drift", "per_year": "1 kr", "borne_by": "ram"},)},
    ],
)
def test_shared_things_in_what_is_told_as_own_are_caught(fields: dict[str, Any]) -> None:
    found = plan_of(town(initiative("a", **OWN)))
    assert "draws on what is shared" in faults(town(initiative("a", **{**OWN, **fields})), found)[0]


def test_another_length_than_the_phases_have_is_caught() -> None:
    city = town(initiative("a", phases=(phase(2, team="10"),)))
    found = plan_of(city)
    line = found.chosen[0]
    short = replace(line, end=line.start, go_live=line.end)
    assert "it takes 2 quarters" in faults(city, replace(found, chosen=(short,)))[0]


@pytest.mark.parametrize("begun", [{"started_in": "2026-Q4"}, {"stages": UNDER_WAY}])
def test_running_work_that_is_placed_where_it_did_not_begin_is_caught(begun: dict[str, Any]) -> None:
    city = town(initiative("a", phases=(phase(2, team="10"),), **begun))
    found = plan_of(city)
    late = tuple(_later(one) for one in found.under_way)
    assert faults(city, found) == []
    assert "by its record" in faults(city, replace(found, under_way=late))[0]


def _later(one: FixedIn) -> FixedIn:
    assert one.start is not None
    assert one.end is not None
    assert one.go_live is not None
    return replace(one, start=one.start.plus(1), end=one.end.plus(1), go_live=one.go_live.plus(1))


@pytest.mark.parametrize(
    ("fields", "start", "text"),
    [
        ({}, "2026-Q4", "cannot before 2027-Q1: the agenda begins then"),
        ({"window": {"earliest_start": "2027-Q3"}}, "2027-Q2", "cannot before 2027-Q3: its earliest start"),
        (
            {"needs": {"procurements": ({"what": "system", "months": "4"},)}},
            "2027-Q2",
            "cannot before 2027-Q3: the procurement of system",
        ),
        ({}, "2029-Q1", "by the end of 2028-Q4: the agenda ends then"),
        ({"window": {"latest_end": "2027-Q2"}}, "2027-Q3", "by the end of 2027-Q2: its latest end"),
        ({"deadline": "2027-Q2"}, "2027-Q3", "by the end of 2027-Q2: its deadline"),
    ],
)
def test_work_outside_its_window_is_caught(fields: dict[str, Any], start: str, text: str) -> None:
    city = town(initiative("a", **fields))
    assert text in faults(city, moved(plan_of(city), "a", start))[0]


def test_a_procurement_counts_from_its_first_day_to_the_phase_it_is_for() -> None:
    need = {"what": "system", "months": "4", "before_phase": "2", "begun_on": "2027-01-31"}
    city = town(initiative("a", phases=(phase(1, team="1"), phase(1)), needs={"procurements": (need,)}))
    assert [str(one.start) for one in plan_of(city).chosen] == ["2027-Q2"]
    assert "cannot before 2027-Q2" in faults(city, moved(plan_of(city), "a", "2027-Q1"))[0]


@pytest.mark.parametrize(
    ("need", "earliest"),
    [
        ({}, "2027-Q3"),
        ({"lag_periods": "1"}, "2027-Q4"),
        ({"relation": "same_period_allowed"}, "2027-Q2"),
        ({"relation": "before_go_live", "lag_periods": "1"}, "2027-Q3"),
    ],
)
def test_what_starts_before_what_must_come_first_is_caught(need: dict[str, str], earliest: str) -> None:
    city = needing(**need)
    found = plan_of(city)
    assert [str(one.start) for one in found.chosen] == ["2027-Q1", earliest]
    before = str(parse_period(earliest).plus(-1))
    assert f"cannot before {earliest}: a must come first" in faults(city, moved(found, "b", before))[0]


def test_what_is_done_without_what_must_come_first_is_caught() -> None:
    city = needing()
    assert "a, which must come first, is not in the plan" in faults(city, without(plan_of(city), "a"))[0]


def test_what_starts_before_running_work_that_must_come_first_is_caught() -> None:
    running = initiative("a", phases=(phase(3, team="10"),), started_in="2026-Q4")
    city = town(running, initiative("b", needs={"initiatives": ({"initiative": "a"},)}))
    found = plan_of(city)
    assert faults(city, found) == []
    assert "cannot before 2027-Q3" in faults(city, moved(found, "b", "2027-Q2"))[0]


def test_what_starts_before_its_capability_is_there_is_caught() -> None:
    needs = {"capabilities": ({"capability": "mobil"},)}
    city = town(initiative("a", provides=("mobil",)), initiative("b", needs=needs))
    assert "the capability mobil is there then" in faults(city, moved(plan_of(city), "b", "2027-Q1"))[0]


def test_what_builds_on_a_capability_that_nothing_in_the_plan_gives_is_caught() -> None:
    needs = {"capabilities": ({"capability": "mobil"},)}
    city = town(initiative("a", provides=("mobil",)), initiative("b", needs=needs))
    assert "which nothing gives" in faults(city, without(plan_of(city), "a"))[0]


def test_a_capability_that_a_system_gives_from_a_day_is_there_from_the_next_period() -> None:
    city = town(
        initiative("a", needs={"capabilities": ({"capability": "mobil"},)}),
        changes={"mobil": {"provided_by": ({"by": "sys-vard", "since": "2027-02-01"},)}},
    )
    assert faults(city, plan_of(city)) == []
    assert "cannot before 2027-Q2" in faults(city, moved(plan_of(city), "a", "2027-Q1"))[0]


@pytest.mark.parametrize("provision", [{"by": "sys-vard"}, {"by": "sys-vard", "since": "2020-01-01"}])
def test_a_system_gives_nothing_before_it_is_in_use(provision: dict[str, str]) -> None:
    city = town(
        initiative("a", needs={"capabilities": ({"capability": "mobil"},)}),
        changes={
            "mobil": {"provided_by": (provision,)},
            "sys-vard": {"lifecycle": {"in_use_since": "2027-07-01"}},
        },
    )
    (chosen,) = plan_of(city).chosen
    assert str(chosen.start) == "2027-Q3"
    assert faults(city, plan_of(city)) == []
    assert "cannot before 2027-Q3" in faults(city, moved(plan_of(city), "a", "2027-Q2"))[0]


def test_two_that_exclude_each_other_are_caught() -> None:
    city = town(initiative("a"), initiative("b", excludes=("a",)))
    found = with_chosen(plan_of(city), "b", "2028-Q1")
    assert "a: b, which it excludes, is in the plan" in faults(city, found)


def test_what_stands_beside_running_work_that_it_excludes_is_caught() -> None:
    city = town(initiative("a", started_in="2026-Q4"), initiative("b", excludes=("a",)))
    assert "cannot be done beside a" in faults(city, with_chosen(plan_of(city), "b", "2028-Q1"))[0]


def test_half_a_group_is_caught_whichever_half() -> None:
    city = town(initiative("a", together_with=("b",)), initiative("b"))
    for kept, left in (("a", "b"), ("b", "a")):
        text = f"{kept}: it is done together with {left}, all or none"
        assert text in faults(city, without(plan_of(city), left))


def test_a_mandatory_one_that_is_left_out_is_caught() -> None:
    city = town(initiative("a", deadline="2028-Q4"))
    assert faults(city, without(plan_of(city), "a"))[0] == "a: it must be finished by the end of 2028-Q4"


def test_the_partner_of_running_work_that_is_left_out_is_caught() -> None:
    city = town(initiative("a", together_with=("b",)), initiative("b", started_in="2026-Q4"))
    assert "together with b, which is under way" in faults(city, without(plan_of(city), "a"))[0]


def test_hours_that_are_not_there_are_caught() -> None:
    city = town(*crowd())
    found = faults(city, with_chosen(plan_of(city), "b", "2027-Q1"))
    assert "1200 hours of Team (team) are used in 2027-Q1, and there are 1000" in found


def test_hours_on_top_of_running_work_are_caught() -> None:
    running = initiative("x", phases=(phase(1, team="900"),), started_in="2027-Q1")
    city = town(running, initiative("a", phases=(phase(1, team="200"),)))
    found = faults(city, moved(plan_of(city), "a", "2027-Q1"))
    assert "1100 hours of Team (team) are used in 2027-Q1, and there are 1000" in found


def test_hours_that_are_kept_for_pre_studies_are_caught() -> None:
    city = town(*crowd("500"), changes={"team": {"prestudy_hours_per_year": "400"}})
    found = faults(city, with_chosen(plan_of(city), "b", "2027-Q1"))
    assert "1000 hours of Team (team) are used in 2027-Q1, and there are 900" in found


def test_more_for_pre_studies_than_there_is_leaves_no_hours_below_zero() -> None:
    city = town(*crowd(), changes={"team": {"prestudy_hours_per_year": "9 000"}})
    assert (plan_of(city).chosen, faults(city, plan_of(city))) == ((), [])


def test_money_that_is_not_there_is_caught() -> None:
    work = {"phases": (phase(1, ("ram", "6 mnkr")),), "benefits": initiative("x")["benefits"] * 9}
    city = town(initiative("a", **work), initiative("b", **work, window={"earliest_start": "2028-Q1"}))
    found = faults(city, moved(plan_of(city), "a", "2028-Q1"))
    assert "12 000 000 kr of operating money from Ram (ram) is used in 2028, and there is 10 000 000 kr" in found


def test_more_large_changes_than_can_be_absorbed_are_caught() -> None:
    changes = {"skola": {"large_changes_at_once": "1"}}
    city = town(*(initiative(one, large_change_for=("skola",)) for one in ("a", "b")), changes=changes)
    found = moved(moved(plan_of(city), "a", "2027-Q3"), "b", "2027-Q3")
    assert "2 large changes run at once at Skola (skola) in 2027-Q3, and there is room for 1" in faults(city, found)


def test_two_rebuilds_of_a_system_at_once_are_caught() -> None:
    affects = ({"record": "sys-skola", "how": "byts", "changes": "true"},)
    city = town(*(initiative(one, affects=affects) for one in ("a", "b")))
    found = moved(moved(plan_of(city), "a", "2027-Q3"), "b", "2027-Q3")
    assert "2 rebuild skola (sys-skola) at once in 2027-Q3, and there is room for 1" in faults(city, found)


def test_what_fixed_work_overdraws_is_no_fault_where_the_plan_tells_it() -> None:
    city = town(initiative("a", phases=(phase(1, ("vard", "900 mnkr")),)))
    found = plan_of(city)
    assert faults(city, found) == []
    assert (
        "operating money from Vård (vard) is used in 2027, and there is 4 000 000 kr"
        in faults(city, replace(found, overdrawn=()))[0]
    )


def test_what_is_chosen_may_not_add_to_what_fixed_work_overdraws() -> None:
    running = initiative("x", phases=(phase(1, team="1 100"),), started_in="2027-Q1")
    city = town(running, initiative("a"))
    found = plan_of(city)
    assert faults(city, found) == []
    assert "1200 hours of Team (team) are used" in faults(city, moved(found, "a", "2027-Q1"))[0]


def test_a_load_that_is_told_otherwise_than_the_records_make_it_is_caught() -> None:
    city = town(initiative("a"))
    found = plan_of(city)
    wrong = tuple(replace(one, used=7, capacity=8) if one.of == "team" else one for one in found.load)
    assert faults(city, replace(found, load=wrong))[:2] == [
        "the plan says 7 of hours:team in 2027-Q1, but the records make it 100",
        "the plan says 8 of hours:team in 2027-Q1, but the records make it 1000",
    ]


def test_a_load_that_is_not_told_is_caught() -> None:
    city = town(initiative("a"))
    assert faults(city, replace(plan_of(city), load=())) == [
        "the plan says 0 of hours:team in 2027-Q1, but the records make it 100"
    ]


@st.composite
def towns(draw: st.DrawFn) -> City:
    """A city of two to five initiatives that may need, exclude or crowd each other, some running, some bound by law."""
    ids = "abcde"[: draw(st.integers(2, 5))]
    made = []
    for at, name in enumerate(ids):
        fields: dict[str, Any] = {}
        hours = str(draw(st.integers(1, 6)) * 100)
        money = (("vard", f"{draw(st.integers(1, 3))} mnkr"),) if draw(st.booleans()) else ()
        fields["phases"] = tuple(
            phase(length, *money, team=hours) for length in draw(st.sampled_from(((1,), (3,), (1, 2))))
        )
        fields["benefits"] = (benefit(f"{draw(st.integers(0, 4))} mnkr"),)
        if at and draw(st.booleans()):
            relation = draw(st.sampled_from(("finished_before_start", "same_period_allowed", "before_go_live")))
            fields["needs"] = {"initiatives": ({"initiative": ids[at - 1], "relation": relation},)}
        elif at and draw(st.booleans()):
            fields["excludes"] = (ids[at - 1],)
        if draw(st.integers(0, 5)) == 0:
            fields |= {"stages": UNDER_WAY, "started_in": "2026-Q4"}
        if draw(st.booleans()):
            fields["window"] = {"earliest_start": draw(st.sampled_from(("2027-Q2", "2027-Q4")))}
        made.append(initiative(name, **fields))
    spare: dict[str, Any] = {"prestudy_hours_per_year": draw(st.sampled_from(("0", "401")))}
    if draw(st.booleans()):
        spare["bought_in"] = {"price_per_hour": "900 kr", "ceiling_per_year": "300", "paid_by": "vard"}
    return town(
        *made, changes={"team": spare}, settings={"carry_over": {"operating": str(draw(st.booleans())).lower()}}
    )


@given(towns())
@settings(max_examples=60, deadline=None)
def test_no_plan_that_is_proposed_for_any_town_is_refused(city: City) -> None:
    assert faults(city, plan_of(city)) == []
