"""Keys of deliveries and of systems: a value for each, in years they are valid for, and not all zero."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

KEY = "data/keys/nyckel-a.yaml"
DELIVERY = "data/deliveries/leverans-a.yaml"
SYSTEM = "data/systems/sys-diarium.yaml"


def own_key(values: str = "{hvo: 3, it: 1}", valid_for: str = "[2027, 2028]", also: str = "") -> str:
    """The system gets a key of its own."""
    return (
        f"data/keys/nyckel-b.yaml: |\n  id: nyckel-b\n  name: Användare\n  definition: Konton.\n  driver: konton\n"
        f"  wanted_direction: neutral\n  unit: konto\n  measured_on: 2026-03-01\n  locked_on: 2026-09-30\n"
        f"  agreed: [{{body: ekonomichefsgrupp, on: 2026-09-08}}]\n  valid_for: {valid_for}\n"
        f"  values: {values}\n{SYSTEM}: {{key: nyckel-b{also}}}\n"
    )


def test_a_system_may_have_a_key(changed: Changed) -> None:
    assert codes(changed(own_key())) == []


def test_a_users_missing_value_is_found(changed: Changed) -> None:
    (text,) = told(changed(own_key("{hvo: 3}")), "KEY001")
    assert text.startswith("sys-diarium.key: “nyckel-b” has no value for it")
    assert "`used_by`" in text


def test_who_does_not_use_the_system_needs_no_value(changed: Changed) -> None:
    assert codes(changed(own_key("{hvo: 3}", also=", used_by: [hvo]"))) == []


def test_a_key_that_splits_nothing_is_only_told_to_be_one_too_many(changed: Changed) -> None:
    assert codes(changed(own_key("{hvo: 0}", "[2028]", ", in_delivery: leverans-a"))) == ["FUN005"]


def test_a_key_may_not_begin_after_it_is_used(changed: Changed) -> None:
    (text,) = told(changed(f"{KEY}: {{valid_for: [2028]}}\n"), "KEY004")
    assert text.startswith("leverans-a.key: “nyckel-a” is valid from 2028, but “leverans-a” is split by it in 2027")
    assert "nyckel-a.valid_for: " in text


def test_a_key_of_a_system_may_not_begin_after_it_is_used(changed: Changed) -> None:
    (text,) = told(changed(own_key(valid_for="[2028]")), "KEY004")
    assert text.startswith("sys-diarium.key: ")


def test_a_key_may_not_be_older_than_the_horizon(changed: Changed) -> None:
    (text,) = told(changed(f"{KEY}: {{valid_for: [2025, 2026]}}\n"), "KEY004")
    assert "“nyckel-a” is valid for 2025, 2026, none of the years 2027, 2028 that are planned" in text


def test_a_later_year_goes_on_with_the_latest(changed: Changed) -> None:
    assert codes(changed(f"{KEY}: {{valid_for: [2026, 2027]}}\n")) == []


def test_a_key_may_begin_with_its_delivery(changed: Changed) -> None:
    assert told(changed(f"{KEY}: {{valid_for: [2028]}}\n{DELIVERY}: {{starts_on: 2028-01-01}}\n"), "KEY004") == []


def test_a_key_may_begin_with_its_system(changed: Changed) -> None:
    life = ", lifecycle: {in_use_since: 2028-07-01}"
    assert codes(changed(own_key(valid_for="[2028]", also=life))) == []


def test_what_ended_before_the_horizon_needs_no_valid_key(changed: Changed) -> None:
    assert told(changed(f"{KEY}: {{valid_for: [2026]}}\n{DELIVERY}: {{retires_on: 2026-12-31}}\n"), "KEY004") == []


def test_zero_for_one_is_no_fault(changed: Changed) -> None:
    assert codes(changed(f"{KEY}: {{values: {{hvo: 0, it: 100}}, total: 100}}\n")) == []


@pytest.mark.parametrize("who", ["consumers: [it]", "excluded: [{administration: hvo, reason: Har eget}]"])
def test_zero_for_all_who_share_it_is_a_fault(who: str, changed: Changed) -> None:
    (text,) = told(changed(f"{KEY}: {{values: {{hvo: 300, it: 0}}, total: 300}}\n{DELIVERY}: {{{who}}}\n"), "KEY005")
    assert text.startswith("leverans-a.key: “nyckel-a” is 0 for all who share “leverans-a”: it")


def test_zero_for_all_who_use_a_system_is_a_fault(changed: Changed) -> None:
    assert codes(changed(own_key("{hvo: 0, it: 0}"))) == ["KEY005"]


def test_a_missing_value_is_no_zero(changed: Changed) -> None:
    assert codes(changed(own_key("{hvo: 0}"))) == ["KEY001"]


def test_a_year_between_those_it_is_valid_for_is_found(changed: Changed) -> None:
    (text,) = told(changed(f"{KEY}: {{valid_for: [2026, 2028]}}\n"), "KEY004")
    assert text.startswith(
        "leverans-a.key: “nyckel-a” is valid for 2026, 2028, not for 2027 between, and “leverans-a” is split by it\n"
    )


def test_a_hole_in_years_when_nothing_is_split_is_none(changed: Changed) -> None:
    assert codes(changed(f"{KEY}: {{valid_for: [2024, 2026, 2027, 2028]}}\n")) == []
