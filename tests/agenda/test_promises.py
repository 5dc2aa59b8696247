"""Promises of the agenda that holds: kept unless breaking one is worth it, and what breaking costs is counted."""

from __future__ import annotations

from typing import Any

from itgov.agenda.checking import plan_as_is
from itgov.agenda.plan import Plan
from itgov.agenda.promises import broken_by, differences, of_adopted, of_record
from itgov.agenda.proposal import propose
from itgov.agenda.record import as_data
from itgov.model.agenda import AgendaRecord
from itgov.model.basis import basis_of
from itgov.model.city import City
from itgov.model.initiative import Initiative
from tests.agenda.test_proposal import crowd
from tests.agenda.test_scenario import texts
from tests.agenda.towns import benefit, initiative, town

COST = {"moved": "100 tkr", "dropped": "3 mnkr"}


def promise(one: str, start: str) -> dict[str, Any]:
    basis = basis_of(Initiative.model_validate(initiative(one)))
    return {
        "initiative": one,
        "way": "base",
        "start": start,
        "end": start,
        "basis": {"cost": basis.cost, "scope": basis.scope, "dates": basis.dates},
    }


def agenda(*promises: dict[str, Any], name: str = "agenda-2026", decision: str = "beslut-2026") -> dict[str, Any]:
    return {
        "id": name,
        "name": name,
        "decision": decision,
        "first": "2026-Q1",
        "last": "2027-Q4",
        "net_benefit": "1 mnkr",
        "digest": "abc",
        "promised": promises,
    }


def promising(*promises: dict[str, Any], initiatives: list[dict[str, Any]], cost: dict[str, str] | None) -> City:
    settings = {} if cost is None else {"promises": cost}
    return town(*initiatives, settings=settings, more={"agenda": [agenda(*promises)]})


def held(plan: Plan) -> list[tuple[str, str]]:
    return [(one.id, str(one.start)) for one in plan.chosen]


def test_a_promise_is_kept_where_breaking_it_gives_less_than_it_costs() -> None:
    # Without promises "a" is worth more than "b"; there is room for one.
    assert held(propose(promising(promise("b", "2027-Q1"), initiatives=crowd(), cost=None))) == [("a", "2027-Q1")]
    kept = propose(promising(promise("b", "2027-Q1"), initiatives=crowd(), cost={**COST, "dropped": "1 000 mnkr"}))
    assert held(kept) == [("b", "2027-Q1")]
    assert kept.parts.promises == 0


def test_a_promise_that_is_broken_all_the_same_costs_what_the_city_has_set() -> None:
    free = propose(promising(promise("b", "2027-Q1"), initiatives=crowd(), cost=None))
    broken = propose(promising(promise("b", "2027-Q1"), initiatives=crowd(), cost={**COST, "dropped": "1 tkr"}))
    assert held(broken) == [("a", "2027-Q1")]
    assert broken.parts.promises == -100_000
    assert broken.value == (free.value or 0) - 100_000 == broken.parts.total
    assert broken.status == "optimal"


def test_a_start_is_moved_only_where_each_period_is_worth_it() -> None:
    one = [initiative("a", benefits=(benefit("2 mnkr"),))]
    # A quarter earlier gives about half a million more.
    assert held(propose(promising(promise("a", "2027-Q3"), initiatives=one, cost=COST))) == [("a", "2027-Q1")]
    dear = {**COST, "moved": "1 mnkr"}
    assert held(propose(promising(promise("a", "2027-Q3"), initiatives=one, cost=dear))) == [("a", "2027-Q3")]


def test_a_promise_from_before_the_horizon_counts_from_when_it_was() -> None:
    one = [initiative("a", benefits=(benefit("2 mnkr"),))]
    plan = propose(promising(promise("a", "2026-Q3"), initiatives=one, cost=COST))
    assert plan.parts.promises == -2 * 10_000_000


def test_only_the_agenda_that_was_adopted_last_holds() -> None:
    older, newer = agenda(promise("b", "2027-Q1")), agenda(promise("a", "2027-Q1"), name="agenda-2027")
    city = town(*crowd(), settings={"promises": {**COST, "dropped": "900 mnkr"}}, more={"agenda": [older, newer]})
    assert held(propose(city)) == [("a", "2027-Q1")]


def test_what_a_record_breaks_is_counted_when_it_is_read_back() -> None:
    city = promising(promise("b", "2027-Q1"), initiatives=crowd(), cost={**COST, "dropped": "1 tkr"})
    plan = propose(city)
    record = AgendaRecord.model_validate(texts(as_data(plan)))
    assert plan_as_is(city, record).value == plan.value


def test_a_difference_is_told_as_what_it_is() -> None:
    city = promising(promise("a", "2027-Q2"), promise("b", "2027-Q1"), initiatives=crowd(), cost=None)
    record = AgendaRecord.model_validate(texts(as_data(propose(city))))
    found = differences(of_adopted(city.agendas["agenda-2026"]), of_record("ny", record))
    assert [(one.id, one.what, one.broken) for one in found] == [("a", "earlier", False), ("b", "out", True)]


def test_promises_that_a_plan_does_not_keep_are_named_in_it() -> None:
    city = promising(promise("b", "2027-Q1"), promise("gone", "2027-Q1"), initiatives=crowd(), cost=None)
    (broken,) = broken_by(city, propose(city))
    assert (broken.id, broken.what) == ("b", "out")


def test_what_was_promised_and_is_left_out_says_so_among_its_reasons() -> None:
    city = promising(promise("b", "2027-Q1"), initiatives=crowd(), cost=None)
    (left,) = propose(city).not_chosen
    assert "“agenda-2026” promised it from 2027-Q1" in [str(reason) for reason in left.reasons]


def test_a_plan_without_an_agenda_before_it_breaks_nothing() -> None:
    assert broken_by(town(*crowd()), propose(town(*crowd()))) == ()
