"""From a city to its plan, and the plan as plain data."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itgov.agenda import proposal
from itgov.agenda.plan import Plan
from itgov.agenda.proposal import UnsoundPlanError, propose
from itgov.agenda.record import as_data, exact_share_text, share_text
from itgov.agenda.result import Result
from itgov.message import msg
from itgov.model.city import City
from itgov.model.scalar import parse_share
from tests.agenda.towns import benefit, initiative, phase, town

ROOT = Path(__file__).parents[2]


def plan(*initiatives: dict[str, Any], **others: Any) -> Plan:
    return propose(town(*initiatives, **others), gap=Fraction(0))


def reasons(found: Plan, name: str) -> list[str]:
    return next([str(reason) for reason in one.reasons] for one in found.not_chosen if one.id == name)


def crowd(hours: str = "600") -> list[dict[str, Any]]:
    """Two that cannot share the one quarter they both may run in; "a" gives more."""
    window = {"latest_end": "2027-Q1"}
    work = {"phases": (phase(1, team=hours),), "window": window}
    return [initiative("a", benefits=(benefit("2 mnkr"),), **work), initiative("b", **work)]


def test_a_plan_tells_when_work_starts_ends_and_goes_live() -> None:
    (one,) = plan(initiative("a", phases=(phase(2, team="100"),))).chosen
    assert [str(period) for period in (one.start, one.end, one.go_live)] == ["2027-Q1", "2027-Q2", "2027-Q3"]


def test_the_parts_of_all_that_is_chosen_make_the_value() -> None:
    found = plan(initiative("a"), initiative("b", phases=(phase(1, ("ram", "1 tkr")),)))
    assert found.value == found.parts.total == sum(one.value for one in found.chosen)
    assert found.status == "optimal"
    assert found.bound == found.value


def test_one_that_starts_later_than_it_could_is_postponed() -> None:
    work = {"phases": (phase(1, team="600"),)}
    found = plan(initiative("a", benefits=(benefit("2 mnkr"),), **work), initiative("b", **work))
    assert [(one.id, one.postponed_by) for one in found.postponed] == [("b", 1)]


def test_what_does_not_pay_says_so() -> None:
    assert reasons(plan(initiative("a", benefits=())), "a") == ["its net benefit is not above zero at any start"]


def test_what_is_not_anchored_is_told_and_not_judged() -> None:
    (one,) = plan(initiative("a", stages={"idea": "2026-01-01"})).not_chosen
    assert (one.judged, [str(reason) for reason in one.reasons]) == (False, ["it is not anchored"])


def test_what_gives_way_to_others_names_what_is_short() -> None:
    assert reasons(plan(*crowd()), "b") == [
        "others give more for the same hours, money or room: at no start enough is left of the hours of Team"
    ]


def test_what_needs_more_than_there_is_says_how_much() -> None:
    assert reasons(plan(initiative("a", phases=(phase(1, team="1 200"),))), "a") == [
        (
            "at every start it needs more than is left beside what runs already: 1 200 of the hours of Team in "
            "2027-Q1, where 1 000 is left"
        )
    ]


def test_what_needs_one_that_is_not_chosen_names_it() -> None:
    found = plan(
        initiative("a", needs={"initiatives": ({"initiative": "b"},)}),
        initiative("b", phases=(phase(1, team="1 200"),)),
    )
    assert reasons(found, "a") == ["b, which must come first, is not in the plan"]


def test_what_builds_on_a_capability_names_who_would_give_it() -> None:
    found = plan(
        initiative("a", needs={"capabilities": ({"capability": "mobil"},)}),
        initiative("b", provides=("mobil",), phases=(phase(1, team="1 200"),)),
    )
    assert reasons(found, "a") == ["nothing in the plan gives what it builds on; b would"]


def test_what_is_excluded_names_by_whom() -> None:
    found = plan(initiative("a", benefits=(benefit("9 mnkr"),)), initiative("b", excludes=("a",)))
    assert reasons(found, "b") == ["a, which it excludes, is in the plan"]


def test_a_group_that_does_not_fit_is_told_as_a_group() -> None:
    group = [initiative("c", together_with=("b",), phases=(phase(1, team="1"),))]
    found = plan(*crowd(), *group)
    assert reasons(found, "b")[0] == "it is done together with c, all or none"


def test_mandatory_ones_that_clash_leave_no_plan_and_are_named() -> None:
    some = [{**one, "deadline": "2027-Q1"} for one in crowd()]
    found = plan(*some)
    assert (found.status, found.value, found.chosen) == ("infeasible", None, ())
    told = "what must be in the agenda needs 1 200 hours of Team in 2027-Q1, and there are 1 000"
    assert [str(one.message) for one in found.obstacles] == [told]


def test_a_mandatory_one_that_cannot_be_done_is_named_with_its_reason() -> None:
    found = plan(initiative("a", deadline="2027-Q4", needs={"capabilities": ({"capability": "mobil"},)}))
    assert "it needs the capability mobil, which nothing gives" in str(found.obstacles[0].message)


def test_a_deadline_in_the_last_period_makes_it_mandatory() -> None:
    (one,) = plan(initiative("a", benefits=(), deadline="2028-Q4")).chosen
    assert str(one.mandatory) == "it must be finished by the end of 2028-Q4"


def test_a_deadline_after_the_agenda_makes_nothing_mandatory_and_is_told() -> None:
    found = plan(initiative("a", benefits=(), deadline="2029-Q1"))
    assert found.chosen == ()
    assert reasons(found, "a")[-1] == "its deadline, 2029-Q1, is after the end of the agenda"


def test_what_cannot_be_done_before_a_deadline_after_the_agenda_leaves_room_for_a_plan() -> None:
    needs = {"capabilities": ({"capability": "mobil"},)}
    found = plan(initiative("a", deadline="2029-Q1", needs=needs), initiative("b"))
    assert [one.id for one in found.chosen] == ["b"]
    assert len(reasons(found, "a")) == 2


def test_own_work_is_never_not_chosen() -> None:
    found = plan(initiative("a", phases=(phase(1, ("vard", "900 mnkr")),), benefits=()))
    assert (found.chosen, found.not_chosen) == ((), ())
    assert [one.id for one in found.own] == ["a"]
    assert [(one.of, one.slot) for one in found.overdrawn] == [("vard", 2027)]
    assert str(found.own[0].notes[0]) == ("the budget of vard lacks 896 000 000 kr in 2027 for all that draws on it")


def test_own_work_waits_for_running_work_though_a_competing_one_might_give_the_same_sooner() -> None:
    running = initiative("x", provides=("mobil",), phases=(phase(4, team="4"),), started_in="2027-Q1")
    sooner = initiative("y", provides=("mobil",), benefits=())
    needs = {"capabilities": ({"capability": "mobil"},)}
    (own,) = plan(running, sooner, initiative("a", phases=(phase(1, ("vard", "1 kr")),), needs=needs)).own
    assert str(own.start) == "2028-Q1"


def test_the_load_counts_what_is_fixed_and_what_is_chosen() -> None:
    running = initiative("b", stages={"idea": "2026-01-01", "under_way": "2026-12-01"}, started_in="2027-Q1")
    found = plan(initiative("a"), running)
    load = next(one for one in found.load if one.of == "team")
    assert (load.used, load.fixed, load.capacity) == (200, 100, 1000)


def test_the_ranking_beside_is_no_better() -> None:
    found = plan(*crowd())
    assert found.ranking_value is not None
    assert found.value is not None
    assert found.ranking_value <= found.value


def test_an_answer_that_breaks_a_promise_is_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object, **__: object) -> Result:
        return Result("optimal", {"a": ("base", 0), "b": ("base", 0)}, 1, 1, Fraction(0), "broken", 0)

    monkeypatch.setattr(proposal, "search", wrong)
    with pytest.raises(UnsoundPlanError, match="1200 is used"):
        propose(town(*crowd()))


def test_what_the_audit_finds_is_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposal, "audit", lambda *_: (msg("something is broken"),))
    with pytest.raises(UnsoundPlanError, match="something is broken"):
        plan(initiative("a"))


def test_a_city_without_initiatives_has_an_empty_plan() -> None:
    assert (plan().status, plan().value) == ("optimal", 0)


def test_the_record_is_the_same_whatever_the_order_of_files() -> None:
    one, other = town(*crowd()), town(*crowd(), backwards=True)
    assert json.dumps(as_data(propose(one))) == json.dumps(as_data(propose(other)))


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_record_is_the_same_whatever_the_hash_seed(seed: str) -> None:
    code = (
        "import json; from tests.agenda.test_proposal import recorded; print(json.dumps(recorded(), ensure_ascii=True))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout) == recorded()


def recorded() -> dict[str, Any]:
    return as_data(propose(busy_town()))


def busy_town() -> City:
    some = [
        initiative(f"i{n:02}", phases=(phase(1 + n % 3, ("ram", f"{1 + n} tkr"), team=f"{150 + 37 * n}"),))
        for n in range(12)
    ]
    return town(*some, initiative("x", excludes=("i01",), together_with=("i02",), large_change_for=("skola", "vard")))


def test_the_record_spells_amounts_periods_and_shares_as_records_do() -> None:
    data = as_data(propose(town(initiative("a"))))
    assert data["chosen"][0]["start"] == "2027-Q1"
    assert data["objective"]["benefit"] == "3 750 000 kr"
    assert data["settings"]["gap"] == "0,05 %"
    assert data["gap"] == "0 %"


def test_the_record_holds_only_plain_data() -> None:
    data = recorded()
    assert json.loads(json.dumps(data)) == data


def test_the_record_spells_settings_so_that_they_are_read_back_exactly() -> None:
    settings = {"discount_rate": "4/15", "reserve": {"hours": ("1/3", "12,5 %"), "money": ("0 %",)}}
    data = as_data(propose(town(initiative("a"), settings=settings), gap=Fraction(1, 3)))
    assert data["settings"]["discount_rate"] == "4/15"
    assert data["settings"]["reserve"]["hours"] == ["1/3", "12,5 %"]
    assert data["settings"]["gap"] == "1/3"


@given(st.fractions(0, 1, max_denominator=10**9 - 1))
def test_a_share_that_is_spelled_exactly_is_read_back_as_it_was(share: Fraction) -> None:
    assert parse_share(exact_share_text(share)) == share


def test_a_share_has_the_decimal_sign_of_the_language() -> None:
    assert [share_text(Fraction(1, 2000), language) for language in ("sv", "en")] == ["0,05 %", "0.05 %"]


@pytest.mark.parametrize(
    ("share", "text"),
    [(Fraction(1, 2000), "0,05 %"), (Fraction(1, 3), "33,333334 %"), (Fraction(0), "0 %"), (Fraction(1), "100 %")],
)
def test_a_share_is_rounded_up_so_that_a_gap_is_never_shown_too_small(share: Fraction, text: str) -> None:
    assert share_text(share) == text
