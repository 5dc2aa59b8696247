"""New and changed base deliveries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.ruling import ruling
from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]


DELIVERY = "data/deliveries/leverans-a.yaml"


@pytest.mark.parametrize(
    ("day", "found"), [("2026-12-31", []), ("2027-01-01", ["GOV025", "GOV027"]), ("2028-07-01", ["GOV025", "GOV027"])]
)
def test_a_delivery_is_new_from_the_first_day_of_the_horizon(day: str, found: list[str], changed: Changed) -> None:
    new = changed(f"{DELIVERY}: {{starts_on: {day}}}\n")
    assert [code for code in codes(new) if code.startswith("GOV")] == found


def test_a_new_delivery_without_pilot_is_told_what_to_name(changed: Changed) -> None:
    (text,) = told(changed(f"{DELIVERY}: {{starts_on: 2027-01-01}}\n"), "GOV025")
    assert text == (
        "leverans-a.starts_on: “leverans-a” is new from 2027-01-01, but has neither pilot (`pilot`) "
        "nor skäl utan pilot (`no_pilot_reason`)\n"
        "name the prototype or pilot whose result it rests on, or say why there was none"
    )


def test_a_decision_that_returns_it_is_no_approval(changed: Changed) -> None:
    new = f"{DELIVERY}: {{starts_on: 2027-01-01, no_pilot_reason: Finns redan}}\n"
    (text,) = told(changed(new + ruling(2, "2026-10-01", "returned", "leverans-a")), "GOV027")
    assert "the last decision about it, “beslut-2”, does not approve it" in text
    assert "beslut-2.rulings.0.outcome: returned for more work here, 2026-10-01" in text


@pytest.mark.parametrize(("day", "found"), [("2026-09-07", ["GOV028"]), ("2026-09-08", [])])
def test_agreed_on_the_day_of_the_decision_is_not_changed_since(day: str, found: list[str], changed: Changed) -> None:
    assert codes(changed(ruling(2, day, "approved", "leverans-a"))) == found


def test_what_is_no_trial_is_not_also_asked_for_its_result(changed: Changed) -> None:
    assert codes(changed(f"{DELIVERY}: {{pilot: init-a}}\n")) == ["GOV038"]
