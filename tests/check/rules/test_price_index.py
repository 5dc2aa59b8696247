"""Index series: whom the rules let be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from itgov.cli.review import review

Changed = Callable[[str], Path]
_INDEX = """
data/indices/index-a.yaml: |
  id: index-a
  name: Avtalsindex
  illustrative: true
  publisher: Leverantören
  published_on: 2026-03-15
  measures: Listpris
  values: {2027: 100}
"""
_FOLLOWS = (
    "data/deliveries/leverans-a.yaml: {cost_parts: [{name: Licenser, category: licences, behaviour: fixed,"
    " per_year: {2027: 90 tkr}, index: index-a}]}\n"
)


def codes(folder: Path, day: date) -> list[str]:
    return [one.code for one in review(folder, day)[1].findings]


def test_an_index_that_nothing_follows_may_be_old_and_short(changed: Changed) -> None:
    assert codes(changed(_INDEX), date(2029, 1, 1)) == []


@pytest.mark.parametrize(("day", "found"), [(date(2027, 3, 14), []), (date(2027, 3, 15), ["IDX003"])])
def test_an_index_is_out_of_date_on_the_day_that_its_months_are_whole(
    changed: Changed, day: date, found: list[str]
) -> None:
    folder = changed(_INDEX.replace("{2027: 100}", "{2027: 100, 2028: 101}") + _FOLLOWS)
    assert codes(folder, day) == found


def test_a_part_that_follows_an_index_is_no_hole_and_a_year_that_lacks_is_told_once(changed: Changed) -> None:
    assert codes(changed(_INDEX + _FOLLOWS), date(2026, 11, 23)) == ["IDX001"]


def test_a_part_that_follows_no_index_there_is_is_told_as_a_reference_alone(changed: Changed) -> None:
    assert codes(changed(_INDEX.replace("index-a", "index-annat") + _FOLLOWS), date(2026, 11, 23)) == ["REF001"]
