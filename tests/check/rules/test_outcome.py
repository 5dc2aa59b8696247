"""Outcomes: parts that are not there, and years that no budget is of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]
_OUTCOME = """
data/outcomes/utfall-a.yaml: |
  id: utfall-a
  name: Utfall
  illustrative: true
  of: leverans-a
  year: {year}
  booked: [{{month: 1, string: 7010-1, amount: 80 tkr{part}}}, {{month: 2, string: 7010-1, amount: 80 tkr{part}}}]
"""
_LEDGER = """
data/ledgers/huvudbok-a.yaml: |
  id: huvudbok-a
  name: Huvudboken
  string_columns: [Ansvar]
  amount_column: Belopp
  month_column: Period
  rows: [{begins_with: "7010", to: leverans-a, part: Personall}]
"""


def test_an_unknown_part_is_told_once_with_what_was_meant(changed: Changed) -> None:
    (text,) = told(changed(_OUTCOME.format(year=2027, part=", part: Personall")), "OUT004")
    assert text.split("\n") == [
        "utfall-a.booked.0.part: “leverans-a” has no cost part “Personall”",
        "did you mean “Personal”?",
        "leverans-a.cost_parts: its cost parts are here",
    ]


def test_an_unknown_part_in_a_mapping_is_told(changed: Changed) -> None:
    assert [text.split("\n")[0] for text in told(changed(_LEDGER), "OUT004")] == [
        "huvudbok-a.rows.0.part: “leverans-a” has no cost part “Personall”"
    ]


def test_a_part_of_what_is_not_there_is_told_as_a_reference_alone(changed: Changed) -> None:
    broken = _OUTCOME.format(year=2027, part=", part: Personal").replace("of: leverans-a", "of: leverans-borta")
    assert codes(changed(broken)) == ["REF001"]


@pytest.mark.parametrize(("year", "found"), [(2016, ["OUT005"]), (2017, []), (2028, []), (2029, ["OUT005"])])
def test_an_outcome_is_of_a_planned_year_or_of_the_ten_before(year: int, found: list[str], changed: Changed) -> None:
    assert codes(changed(_OUTCOME.format(year=year, part=""))) == found
