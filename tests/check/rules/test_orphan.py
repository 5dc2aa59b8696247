"""Records that nothing uses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

B = "data/initiatives/init-b.yaml"

GOAL = "data/goals/mal-2.yaml: |\n  id: mal-2\n  name: Trygg stad\n  document: Programmet\n  description: Text\n"
SYSTEM = "data/systems/sys-diarium.yaml"


def test_a_goal_that_only_a_withdrawn_initiative_serves_stands_alone(changed: Changed) -> None:
    served = f"{GOAL}{B}:\n  goals: [mal-1, mal-2]\n  stages: {{withdrawn: 2026-06-01}}\n"
    (text,) = told(changed(served), "REF006")
    assert text == (
        "mal-2: no initiative serves the goal “mal-2” (Trygg stad)\n"
        "name it under mål (`goals`) of the initiatives that do; if there are none, that is for the next agenda"
    )


@pytest.mark.parametrize(("year", "found"), [(2026, []), (2027, ["REF006"])])
def test_a_goal_that_no_longer_holds_need_not_be_served(year: int, found: list[str], changed: Changed) -> None:
    assert codes(changed(f"{GOAL}  valid_until: {year}\n")) == found


@pytest.mark.parametrize("stages", ["rejected: 2026-06-01", "withdrawn: 2026-06-01", "anchored: "])
def test_an_idea_and_what_was_ended_need_no_goal(stages: str, changed: Changed) -> None:
    assert told(changed(f"{B}:\n  goals: []\n  stages: {{{stages}}}\n"), "REF007") == []


def test_the_goals_there_are_are_named(changed: Changed) -> None:
    (text,) = told(changed(f"{B}: {{goals: []}}\n"), "REF007")
    assert "there are: mal-1" in text


@pytest.mark.parametrize(("day", "found"), [("2026-08-31", 1), ("2026-09-01", 0)])
def test_a_contract_has_some_months_to_end(day: str, found: int, changed: Changed) -> None:
    assert len(told(changed(f"{SYSTEM}: {{lifecycle: {{retires_on: {day}}}}}\n"), "REF012")) == found


def test_a_city_may_give_contracts_more_time(changed: Changed) -> None:
    more = "itgov.yaml: {rules: {REF012: {parameters: {months: 4}, reason: Avtalen är långa}}}\n"
    assert told(changed(f"{more}{SYSTEM}: {{lifecycle: {{retires_on: 2026-08-31}}}}\n"), "REF012") == []


def test_a_contract_that_has_ended_is_left_alone(changed: Changed) -> None:
    ended = "data/contracts/avtal-diarium.yaml: {ends_on: 2026-11-01}\n"
    assert told(changed(f"{ended}{SYSTEM}: {{lifecycle: {{retires_on: 2026-01-31}}}}\n"), "REF012") == []


def test_a_key_of_years_gone_by_is_history(changed: Changed) -> None:
    old = (
        "data/keys/nyckel-2.yaml: |\n  id: nyckel-2\n  name: Datorer\n  definition: Antal\n  driver: datorer\n"
        "  wanted_direction: neutral\n  unit: dator\n  measured_on: 2024-03-01\n  valid_for: [2026]\n"
        "  values: {hvo: 1}\n"
    )
    assert told(changed(old), "REF010") == []
    assert len(told(changed(old.replace("[2026]", "[2026, 2027]")), "REF010")) == 1
