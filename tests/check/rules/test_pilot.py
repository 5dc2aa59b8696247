"""A phase stands alone only where a rest may be left undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]
A = "data/initiatives/init-a.yaml"
PILOT = "{name: Pilot, periods: 1, may_stand_alone: {question: 'Räcker täckningen?'}}"
REST = "{name: Införande, periods: 1}"
LAW = "  deadline: 2028-Q2\n  legal_basis: {law: 'Lag (2025:1)', in_force: 2028-07-01}\n"


def phases(*some: str) -> str:
    return f"{A}:\n  phases: [{', '.join(some)}]\n"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (phases(REST, PILOT), "no phase comes after it"),
        (phases(PILOT, PILOT, REST), "a phase before it may already"),
        (phases(PILOT, REST) + LAW, "the initiative has a deadline"),
        (
            f"{A}: {{alternatives: [{{id: enkelt, name: Enkelt, phases: [{PILOT}, {REST}]}}]}}\n",
            "it is a phase of an alternative",
        ),
    ],
)
def test_where_a_phase_cannot_stand_alone_it_says_why(record: str, why: str, changed: Changed) -> None:
    (text,) = told(changed(record), "GOV041")
    assert why in text


def test_what_has_ended_is_left_in_peace(changed: Changed) -> None:
    ended = phases(REST, PILOT) + "  stages: {withdrawn: 2026-09-01}\n"
    assert "GOV041" not in codes(changed(ended))


def test_what_a_pilot_gives_is_held_to_what_benefits_are_held_to(changed: Changed) -> None:
    gain = "benefits: [{name: Vunnen tid, category: reallocation, valued: true}]"
    pilot = f"{{name: Pilot, periods: 1, may_stand_alone: {{question: 'Räcker täckningen?', {gain}}}}}"
    assert "BEN001" in codes(changed(phases(pilot, REST)))
