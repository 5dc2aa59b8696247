"""A plan read back from its record: what it claims is checked, or said to be a claim."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from itgov.agenda import restore as module
from itgov.agenda.plan import Plan
from itgov.agenda.proposal import UnsoundPlanError, propose
from itgov.agenda.record import as_data
from itgov.agenda.restore import NotOfTheseRecords, restore
from itgov.message import msg
from itgov.model.agenda import AgendaRecord
from itgov.model.city import City
from tests.agenda.towns import initiative, phase, town

# Of one initiative, at its best start.
VALUE = 374_000_000


def as_typed(value: Any) -> Any:
    """Plain data as a reader of files hands it over: lists as tuples, numbers as text."""
    if isinstance(value, dict):
        return {key: as_typed(one) for key, one in value.items()}
    if isinstance(value, list):
        return tuple(as_typed(one) for one in value)
    return str(value) if isinstance(value, int) else value


def recorded(city: City, **changes: Any) -> AgendaRecord:
    return AgendaRecord.model_validate({**as_typed(as_data(propose(city))), **changes})


def restored(city: City, **changes: Any) -> Plan:
    return restore(city, recorded(city, **changes))


def asking(gap: str) -> dict[str, dict[str, str]]:
    return {"settings": {"gap": gap}}


def test_the_plan_that_was_recorded_comes_back() -> None:
    city = town(initiative("a"), initiative("b", phases=(phase(2, team="900"),)))
    assert replace(restored(city), bound_from_record=False) == propose(city)


def test_a_plan_read_back_says_that_its_bound_is_a_claim() -> None:
    city = town(initiative("a"))
    assert (restored(city).bound_from_record, propose(city).bound_from_record) == (True, False)


@pytest.mark.parametrize("claimed", ["optimal", "within_gap", "feasible_stopped"])
@pytest.mark.parametrize(
    ("bound", "asked", "status"),
    [
        ("3 740 000 kr", "0 %", "optimal"),
        ("3 740 000 kr", "1 %", "optimal"),
        ("3 777 400 kr", "1 %", "within_gap"),
        ("3 777 400 kr", "0,99 %", "feasible_stopped"),
        (None, "1 %", "feasible_stopped"),
    ],
)
def test_the_status_follows_from_bound_and_gap_whatever_the_record_says(
    claimed: str, bound: str | None, asked: str, status: str
) -> None:
    assert restored(town(initiative("a")), status=claimed, bound=bound, **asking(asked)).status == status


def test_the_gap_is_worked_out_anew() -> None:
    found = restored(town(initiative("a")), bound="7 480 000 kr", gap="0 %")
    assert (found.value, found.gap) == (VALUE, Fraction(1))


def test_an_empty_plan_with_room_above_it_has_no_gap_in_per_cent() -> None:
    found = restored(town(initiative("a")), chosen=(), bound="1 kr")
    assert (found.status, found.gap) == ("feasible_stopped", None)


def test_a_bound_below_the_value_is_refused() -> None:
    with pytest.raises(NotOfTheseRecords, match="no plan can exceed 3 739 999,99 kr"):
        restored(town(initiative("a")), bound="3 739 999,99 kr")


def test_an_initiative_that_is_chosen_twice_is_refused() -> None:
    line = {"id": "a", "way": "base", "start": "2027-Q1"}
    with pytest.raises(NotOfTheseRecords, match="“a” is chosen twice"):
        restored(town(initiative("a")), chosen=(line, line))


def test_another_citys_agenda_is_refused() -> None:
    with pytest.raises(NotOfTheseRecords, match="annan"):
        restore(town(), recorded(town()).model_copy(update={"city": "annan"}))


def test_records_that_have_changed_are_refused() -> None:
    record = recorded(town(initiative("a")))
    with pytest.raises(NotOfTheseRecords, match="have changed"):
        restore(town(initiative("a", phases=(phase(1, team="101"),))), record)


@pytest.mark.parametrize(
    ("way", "start"), [("annat", "2027-Q1"), ("base", "2029-Q1"), ("base", "2026-Q4"), ("base", "2027-01")]
)
def test_a_place_that_an_initiative_cannot_have_is_refused(way: str, start: str) -> None:
    with pytest.raises(NotOfTheseRecords, match="cannot be done"):
        restored(town(initiative("a")), chosen=({"id": "a", "way": way, "start": start},))


def test_a_choice_that_breaks_a_limit_is_refused() -> None:
    work = {"phases": (phase(1, team="600"),)}
    lines = tuple({"id": one, "way": "base", "start": "2027-Q1"} for one in ("a", "b"))
    with pytest.raises(NotOfTheseRecords, match="200 too little of the hours of Team in 2027-Q1"):
        restored(town(initiative("a", **work), initiative("b", **work)), chosen=lines)


def test_what_the_audit_finds_is_an_internal_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "audit", lambda *_: (msg("something is broken"),))
    with pytest.raises(UnsoundPlanError, match="something is broken"):
        restored(town(initiative("a")))
