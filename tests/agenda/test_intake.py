"""What comes during the year: it fits the reserve, or it is the deciding level's, which is told the price."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from itgov.agenda.changes import WrongChange
from itgov.agenda.intake import Intake, held_choice, intake
from itgov.agenda.problem import Choice
from itgov.agenda.proposal import propose
from itgov.agenda.standing import holding_agenda
from itgov.model.city import City
from tests.agenda.test_promises import agenda, promise
from tests.agenda.towns import benefit, initiative, phase, town

EXACT = Fraction(0)
RESERVE = {"reserve": {"hours": ("10 %",), "money": ("20 %",)}}
IDEA = {"idea": "2026-01-15"}
FIRST = {"window": {"latest_end": "2027-Q1"}}
PREPARATORY = {"id": "beredande", "name": "Beredande nivå", "level": "preparatory", "may_settle": ("reserve",)}
DECIDING = {"id": "beslutande", "name": "Beslutande nivå", "level": "deciding", "may_settle": ("agenda", "initiative")}


def year(*initiatives: dict[str, Any], more: dict[str, list[dict[str, Any]]] | None = None, **body: Any) -> City:
    """A town that keeps 100 of the team's 1,000 hours a quarter, and 2 of the frame's 10 mnkr a year, in reserve."""
    found = {"body": [{**PREPARATORY, **body}, DECIDING], **(more or {})}
    return town(*initiatives, settings=RESERVE, more=found)


def new(hours: str, *costs: tuple[str, str], **fields: Any) -> dict[str, Any]:
    return initiative("ny", **{"phases": (phase(1, *costs, team=hours),), **FIRST, **fields})


HELD = initiative("a", phases=(phase(1, ("ram", "7 mnkr"), team="850"),), benefits=(benefit("4 mnkr"),), **FIRST)
BASE: Choice = {"a": ("base", 0)}


def asked(city: City, base: Choice | None = None) -> Intake:
    return intake(city, "ny", BASE if base is None else base, gap=EXACT)


def drawn(answer: Intake) -> dict[str, tuple[int, int, int, int, int]]:
    assert answer.fit is not None
    return {one.of: (one.needed, one.beside, one.taken, one.before, one.left) for one in answer.fit.draws}


def test_what_is_left_is_taken_before_the_reserve() -> None:
    answer = asked(year(HELD, new("120", ("ram", "1,5 mnkr"))))
    assert answer.fit is not None
    assert (str(answer.fit.start), answer.fit.body, answer.fit.instead) == ("2027-Q1", "beredande", None)
    # 50 hours and 1 mnkr are left beside "a"; 70 hours and half a million come out of the reserve.
    assert drawn(answer) == {
        "team": (120, 50, 70, 0, 30),
        "ram": (150_000_000, 100_000_000, 50_000_000, 0, 150_000_000),
    }
    assert (answer.reasons, answer.effect) == ((), None)


@pytest.mark.parametrize(("hours", "fits"), [("150", True), ("151", False)])
def test_the_last_hour_of_the_reserve_is_the_last_that_fits(hours: str, *, fits: bool) -> None:
    assert (asked(year(HELD, new(hours))).fit is not None) == fits


def test_a_later_start_is_found_where_the_first_has_no_room() -> None:
    answer = asked(year(HELD, new("900", window={})))
    assert answer.fit is not None
    assert str(answer.fit.start) == "2027-Q2"
    assert drawn(answer)["team"] == (900, 900, 0, 0, 100)


def test_what_does_not_fit_is_told_with_what_is_missing_and_what_it_displaces() -> None:
    city = year(HELD, new("300", benefits=(benefit("9 mnkr"),)))
    answer = asked(city)
    assert answer.fit is None
    assert [str(one) for one in answer.reasons] == ["150 too little of the hours of Team in 2027-Q1"]
    assert answer.short is not None
    assert [(one.of, one.amount) for one in answer.short.lacks] == [("team", 150)]
    assert answer.entry is not None
    assert [(one.of, one.amount) for one in answer.entry.lacks] == [("team", 250)]
    assert answer.effect is not None
    assert answer.effect.change is not None
    assert [one.id for one in answer.effect.change.entered] == ["ny"]
    assert [one.id for one in answer.effect.change.left] == ["a"]
    with_it, without = propose(city, gap=EXACT), propose(year(HELD), gap=EXACT)
    assert answer.effect.change.gain == (with_it.value or 0) - (without.value or 0)


def test_an_idea_may_be_asked_about_and_is_said_to_be_one() -> None:
    answer = asked(year(HELD, new("100", stages=IDEA)))
    assert not answer.anchored
    assert answer.fit is not None
    assert asked(year(HELD, new("100"))).anchored


def test_what_needs_one_that_the_agenda_does_not_hold_does_not_fit() -> None:
    city = year(HELD, initiative("b", benefits=()), new("10", needs={"initiatives": ({"initiative": "b"},)}))
    answer = asked(city)
    assert answer.fit is None
    assert [str(one) for one in answer.reasons] == ["ny is done without b"]


def test_a_capability_that_nothing_gives_in_time_is_told_in_the_citys_periods() -> None:
    giver = initiative("b", benefits=(), provides=("mobil",))
    city = year(HELD, giver, new("10", needs={"capabilities": ({"capability": "mobil"},)}))
    (reason,) = asked(city).reasons
    assert str(reason) == "nothing that ny builds on is complete before 2027-Q1; b would give it"


def decided(name: str, body: str) -> dict[str, Any]:
    return {
        "id": f"beslut-{name}-{body}",
        "name": "beslut",
        "body": body,
        "formal_decider": "direktören",
        "on": "2027-01-10",
        "registry_number": "STK-1",
        "rulings": ({"record": name, "outcome": "approved"},),
    }


@pytest.mark.parametrize(("body", "before"), [("beredande", 60), ("beslutande", 0)])
def test_what_the_preparatory_level_settled_earlier_has_its_part_of_the_reserve(body: str, before: int) -> None:
    earlier = initiative(
        "b", phases=(phase(1, team="110"),), stages={**IDEA, "anchored": "2026-03-01", "decided": "2027-01-10"}, **FIRST
    )
    city = year(HELD, earlier, new("40"), more={"decision": [decided("b", body)]})
    answer = asked(city)
    assert [one.initiative for one in answer.settled] == (["b"] if before else [])
    # Beside "a" 50 hours are left: "b" takes them and 60 of the reserve, where the preparatory level settled it.
    assert drawn(answer)["team"] == ((40, 0, 40, 60, 0) if before else (40, 40, 0, 0, 100))


def test_what_was_settled_and_is_under_way_has_its_hours_already() -> None:
    running = initiative(
        "b",
        phases=(phase(1, team="110"),),
        stages={**IDEA, "anchored": "2026-03-01", "decided": "2027-01-10"},
        started_in="2027-Q1",
    )
    answer = asked(year(HELD, running, new("40"), more={"decision": [decided("b", "beredande")]}))
    assert ([one.initiative for one in answer.settled], dict(answer.placed), answer.unsettled) == (["b"], {}, ())
    assert drawn(answer)["team"] == (40, 0, 40, 60, 0)


def test_above_the_ceiling_of_the_preparatory_body_it_is_the_deciding_levels() -> None:
    answer = asked(year(HELD, new("10", ("ram", "1 mnkr")), ceiling="900 tkr"))
    assert answer.fit is not None
    assert answer.fit.body is None
    assert str(answer.fit.instead) == "its one-off cost, 1 000 000 kr, is above the ceiling of beredande, 900 000 kr"


def test_without_a_body_that_may_settle_the_reserve_that_is_said() -> None:
    answer = asked(year(HELD, new("10"), may_settle=("initiative",)))
    assert answer.fit is not None
    assert str(answer.fit.instead) == "no preparatory body may settle the reserve by its record"


def test_the_adopted_agenda_is_what_it_stands_beside() -> None:
    city = year(HELD, new("151"), more={"agenda": [agenda(promise("a", "2027-Q1"))]})
    holding = holding_agenda(city)
    assert holding is not None
    assert held_choice(city, holding) == BASE


def test_what_the_agenda_holds_and_the_records_no_longer_allow_is_told() -> None:
    answer = asked(year(HELD, new("10")), {"a": ("base", 5), "x": ("base", 0)})
    assert answer.gone == ("a", "x")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"stages": {**IDEA, "rejected": "2026-02-01"}}, "“ny” is not new to any forum: it is rejected or withdrawn"),
        ({"started_in": "2026-Q4"}, "“ny” is not new to any forum: it is under way, and in every plan"),
        (
            {"phases": (phase(1, ("vard", "1 kr")),)},
            "“ny” is not new to any forum: it is an administration's own matter, shown and not judged",
        ),
    ],
)
def test_what_is_not_new_is_refused(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(WrongChange) as error:
        asked(year(HELD, new("10", **fields)))
    assert str(error.value.message) == told


def test_what_the_agenda_holds_already_and_what_nobody_knows_are_refused() -> None:
    with pytest.raises(WrongChange, match="in the agenda already"):
        intake(year(HELD), "a", BASE, gap=EXACT)
    with pytest.raises(WrongChange, match="there is no initiative"):
        intake(year(HELD), "nya", BASE, gap=EXACT)


def test_one_that_the_law_demands_is_priced_against_the_plan_without_it() -> None:
    law = {"deadline": "2027-Q1", "legal_basis": {"law": "Lag", "in_force": "2028-01-01"}}
    answer = asked(year(HELD, new("300", **law)))
    assert answer.effect is not None
    assert answer.effect.change is not None
    assert [one.id for one in answer.effect.change.left] == ["a"]
