"""Keys are fresh, agreed, and locked before the year; what splits nothing owes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

KEY = "data/keys/nyckel-a.yaml"
UNUSED = (
    "data/keys/nyckel-b.yaml: |\n  id: nyckel-b\n  name: Utkast\n  definition: Konton.\n  driver: konton\n"
    "  wanted_direction: neutral\n  unit: konto\n  measured_on: 2027-03-01\n  valid_for: [2027]\n"
    "  values: {hvo: 3, it: 1}\n"
)
OURS = {f"KEY{number:03}" for number in range(6, 12)}


def test_a_key_that_is_being_prepared_is_left_alone(changed: Changed) -> None:
    assert not OURS & set(codes(changed(UNUSED)))


def test_a_stale_key_says_since_when_and_for_which_year(changed: Changed) -> None:
    (text,) = told(changed(f"{KEY}: {{measured_on: 2023-05-31}}\n"), "KEY006")
    assert text.startswith("nyckel-a.measured_on: “nyckel-a” was measured on 2023-05-31, 3 years or more before 2027")


def test_the_city_may_allow_older_keys(changed: Changed) -> None:
    setting = "itgov.yaml: {rules: {KEY006: {parameters: {years: 5}, reason: Mäts vart femte år}}}\n"
    assert codes(changed(f"{KEY}: {{measured_on: 2023-05-31}}\n{setting}")) == []


def test_values_of_the_day_of_locking_hold(changed: Changed) -> None:
    assert codes(changed(f"{KEY}: {{measured_on: 2026-09-30}}\n")) == []


def test_values_after_locking_are_told_with_both_days(changed: Changed) -> None:
    (text,) = told(changed(f"{KEY}: {{measured_on: 2026-10-05}}\n"), "KEY007")
    assert text.split("\n") == [
        "nyckel-a.measured_on: the values of “nyckel-a” are from 2026-10-05, after the key was locked on 2026-09-30",
        "keep the values that were locked for the year, and put the new ones in a key for the next",
        "nyckel-a.locked_on: the key was locked here",
    ]


def test_values_of_the_first_day_of_the_year_are_too_late(changed: Changed) -> None:
    assert codes(changed(f"{KEY}: {{locked_on: , measured_on: 2027-01-01}}\n")) == ["KEY007"]


def test_years_that_are_over_are_not_asked_about(changed: Changed) -> None:
    assert codes(changed(f"{KEY}: {{valid_for: [2026, 2027]}}\n")) == []


def test_a_key_without_a_day_of_locking_is_found(changed: Changed) -> None:
    assert codes(changed(f"{KEY}: {{locked_on: }}\n")) == ["KEY009"]


def test_one_agreement_before_locking_is_enough(changed: Changed) -> None:
    both = "[{body: beredande-niva, on: 2026-10-05}, {body: ekonomichefsgrupp, on: 2026-09-30}]"
    assert codes(changed(f"{KEY}: {{agreed: {both}}}\n")) == []


def test_a_key_that_nobody_agreed_on_is_one_finding(changed: Changed) -> None:
    (text,) = told(changed(f"{KEY}: {{agreed: []}}\n"), "KEY008")
    assert "agree on definition and values with ekonomichefsgrupp" in text


@pytest.mark.parametrize(("years", "found"), [("[2027]", 1), ("[2029]", 0)])
def test_keys_alike_in_different_years_follow_each_other(years: str, found: int, changed: Changed) -> None:
    alike = UNUSED.replace("Konton.", "Månadsavlönade omräknade till HELTID.").replace("[2027]", years)
    assert len(told(changed(alike), "KEY011")) == found
