"""What is dated after today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"


@pytest.mark.parametrize(
    "fragment",
    [
        f"{A}:\n  stages: {{under_way: 2026-11-03}}\n",
        f"{B}:\n  stages: {{withdrawn: 2026-11-03}}\n",
        f"{B}:\n  stages: {{anchored: 2026-11-03}}\n  anchoring: {{management: {{on: 2026-11-03, where: Chefen}}}}\n",
        (
            f"{A}:\n  scope_on: 2026-06-01\n"
            "  affects: [{record: it, how: Anropas, acknowledged_on: 2026-11-03, acknowledged_by: Chef}]\n"
        ),
        (
            "data/decisions/beslut-2.yaml: |\n  id: beslut-2\n  name: Beslut\n  body: beslutande-niva\n"
            "  formal_decider: Stadsdirektören\n  delegation: 4.2\n  on: 2026-11-03\n  registry_number: STK-2\n"
            "  paragraph: § 2\n  material: [Underlag]\n  executor: Chef\n  follow_up: Chef\n"
            "  rulings: [{record: leverans-a, outcome: approved}]\n"
        ),
        (
            "data/deliveries/leverans-a.yaml:\n"
            "  agreed: [{body: beredande-niva, on: 2026-09-01}, {body: ekonomichefsgrupp, on: 2026-11-03}]\n"
        ),
    ],
)
def test_tomorrow_has_not_happened(fragment: str, changed: Changed) -> None:
    assert codes(changed(fragment)) == ["GOV015"]
    assert codes(changed(fragment.replace("2026-11-03", "2026-11-02"))) == []


def test_the_earliest_day_that_lies_ahead_is_told(changed: Changed) -> None:
    (text,) = told(changed(f"{A}:\n  stages: {{under_way: 2026-11-03, in_operation: 2027-01-01}}\n"), "GOV015")
    assert text == (
        "init-a.stages.under_way: pågår (`under_way`) of “init-a” is 2026-11-03, but today is 2026-11-02: "
        "it has not happened yet\n"
        "mend the date, or write it when the day has come; what is planned belongs in windows and deadlines"
    )
