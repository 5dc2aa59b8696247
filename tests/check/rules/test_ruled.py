"""One outcome for each record, with its reason, on what was there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"

DECISION = "data/decisions/beslut-1.yaml"


def rulings(*outcomes: str) -> str:
    """beslut-1 with these rulings on init-b, after its own on init-a."""
    more = "".join(f", {{record: init-b, {outcome}}}" for outcome in outcomes)
    return f"{DECISION}: {{rulings: [{{record: init-a, outcome: approved}}{more}]}}\n"


def test_the_same_outcome_twice_is_no_contradiction(changed: Changed) -> None:
    same = "outcome: returned, content: Mer underlag"
    assert codes(changed(rulings(same, same))) == []


def test_two_outcomes_are_told_with_the_first(changed: Changed) -> None:
    (text,) = told(changed(rulings("outcome: rejected, content: Nej", "outcome: returned, content: Mer")), "GOV021")
    assert text == (
        "beslut-1.rulings.2.outcome: “beslut-1” rules twice on “init-b”: first rejected, then returned for more work\n"
        "keep the outcome that the minutes have; a later change of mind is a decision of its own\n"
        "beslut-1.rulings.1.outcome: the first ruling is here"
    )


@pytest.mark.parametrize("outcome", ["rejected", "postponed", "returned"])
def test_whoever_is_turned_down_is_told_why(outcome: str, changed: Changed) -> None:
    assert codes(changed(rulings(f"outcome: {outcome}"))) == ["GOV023"]


def test_the_reason_for_leaving_the_proposal_is_a_reason(changed: Changed) -> None:
    reason = rulings("outcome: returned").replace(": {rulings", ": {deviation_reason: Kostnaden, rulings")
    assert codes(changed(reason)) == []


def test_what_was_raised_on_the_day_may_be_decided(changed: Changed) -> None:
    assert told(changed(f"{DECISION}: {{on: 2025-10-01}}\n"), "GOV020") == []


def test_a_key_cannot_be_approved_before_it_was_measured(changed: Changed) -> None:
    key = f"{DECISION}: {{on: 2026-02-28, rulings: [{{record: nyckel-a, outcome: approved}}]}}\n"
    (text,) = told(changed(key), "GOV020")
    assert "nyckel-a.measured_on: its first day is here" in text
