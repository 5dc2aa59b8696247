"""The plan on the screen: what is overdrawn and what is only asked for is marked, and a claim is called one."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from itgov.agenda.plan import Plan
from itgov.agenda.proposal import propose
from itgov.cli.plan_tables import show
from itgov.model.city import City
from tests.agenda.towns import initiative, phase, town

OVERDRAWN = "! more is used than there is"
REQUESTED = "* a budget that is only requested"
CLAIMED = "as the agenda's record claims them"


def shown(city: City, capsys: pytest.CaptureFixture[str], language: str = "en", **changes: Any) -> str:
    plan: Plan = replace(propose(city, gap=Fraction(0)), **changes)
    capsys.readouterr()
    show(city, plan, language)
    return capsys.readouterr().out


def frames(*statuses: str) -> dict[str, dict[str, Any]]:
    lines = zip(("2027", "2028"), statuses, strict=True)
    return {"ram": {"frames": tuple({"year": y, "operating": "10 mnkr", "status": status} for y, status in lines)}}


def test_an_overdrawn_budget_is_marked_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(town(initiative("a", phases=(phase(1, ("vard", "9 mnkr")),))), capsys)
    assert "9.00 / 4.00 !" in text
    assert OVERDRAWN in text


def test_overdrawn_hours_are_marked_also_where_there_are_none(capsys: pytest.CaptureFixture[str]) -> None:
    running = initiative("a", phases=(phase(1, team="100"),), started_in="2027-Q1")
    text = shown(town(running, changes={"team": {"hours_per_year": {"2028": "4 000"}}}), capsys)
    assert "– 2027-Q1 !" in text
    assert OVERDRAWN in text


def test_a_budget_that_is_only_requested_is_marked_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(town(initiative("a"), changes=frames("council", "requested")), capsys)
    assert "0.00 / 10.00  " in text
    assert "0.00 / 10.00 *" in text
    assert REQUESTED in text


def test_nothing_is_marked_or_explained_where_all_is_firm_and_enough(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(town(initiative("a")), capsys)
    assert (OVERDRAWN in text, REQUESTED in text) == (False, False)


def test_the_gap_has_the_decimal_sign_of_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    city, gap = town(initiative("a")), Fraction(1, 2000)
    assert "0.05 %" in shown(city, capsys, gap=gap)
    assert "0,05 %" in shown(city, capsys, "sv", gap=gap)


def test_a_bound_from_a_record_is_called_a_claim(capsys: pytest.CaptureFixture[str]) -> None:
    city = town(initiative("a"))
    assert CLAIMED in shown(city, capsys, bound_from_record=True)
    assert CLAIMED not in shown(city, capsys)


def test_a_payer_whose_money_ends_before_the_agenda_does_has_its_row_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    grant = {
        "id": "bidrag",
        "name": "Bidraget",
        "funder_kind": "grant",
        "frames": ({"year": "2027", "operating": "5 mnkr", "status": "council"},),
        "ends_after": "2027",
    }
    text = shown(town(initiative("a"), more={"funder": [grant]}), capsys)
    assert "Bidraget" in text
