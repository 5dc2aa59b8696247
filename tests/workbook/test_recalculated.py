"""The workbook calculated anew by LibreOffice, from a copy in which every formula's kept value is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from itgov.allocate import allocate
from itgov.model.city import City
from itgov.store.repository import load
from itgov.workbook.book import book_of
from itgov.workbook.grid import grids
from itgov.workbook.intake import taken, wanted_sheets
from itgov.workbook.pen import written
from itgov.workbook.sheet import Book
from tests.city import ROOT
from tests.workbook.office import differences, needs_office, saved_again, spoiled
from tests.workbook.towns import hard_city, tiered_city

pytestmark = [needs_office, pytest.mark.slow]


def malmo() -> City:
    found = load(ROOT).city
    assert found is not None
    return found


def book(city: City) -> Book:
    return book_of(city, allocate(city, (2027,)), "sv")


def test_malmo_2027_differs_nowhere(tmp_path: Path) -> None:
    made = book(malmo())
    compared, wrong = differences(made, saved_again(spoiled(written(made)), tmp_path, recalculate=True))
    print(f"{compared} cells compared")  # noqa: T201  a figure that people ask for (pytest -s)
    assert (compared > 20_000, wrong) == (True, [])


def test_ties_credits_and_zero_weights_differ_nowhere(tmp_path: Path) -> None:
    made = book(hard_city(1, 400, 10**12))
    compared, wrong = differences(made, saved_again(spoiled(written(made)), tmp_path, recalculate=True))
    print(f"{compared} cells compared")  # noqa: T201  a figure that people ask for (pytest -s)
    assert (compared > 20_000, wrong) == (True, [])


def test_amounts_of_fifteen_digits_differ_nowhere(tmp_path: Path) -> None:
    # Together they are more than a spreadsheet can sum up: each line is exact all the same.
    made = book(hard_city(2, 400, 10**15))
    file = saved_again(spoiled(written(made)), tmp_path, recalculate=True)
    compared, wrong = differences(made, file, {"Fördelning", "Kostnadsrader"})
    print(f"{compared} cells compared")  # noqa: T201  a figure that people ask for (pytest -s)
    assert (compared > 20_000, wrong) == (True, [])


def test_what_comes_through_tiers_differs_nowhere(tmp_path: Path) -> None:
    made = book(tiered_city())
    compared, wrong = differences(made, saved_again(spoiled(written(made)), tmp_path, recalculate=True))
    assert (compared > 50, wrong) == (True, [])


def test_a_program_that_trusts_the_kept_values_is_caught(tmp_path: Path) -> None:
    made = book(tiered_city())
    compared, wrong = differences(made, saved_again(spoiled(written(made)), tmp_path, recalculate=False))
    assert len(wrong) == compared


def test_what_libreoffice_saves_comes_back_unchanged(tmp_path: Path) -> None:
    city = malmo()
    file = saved_again(written(book(city)), tmp_path, recalculate=True)
    assert taken(city, grids(file, wanted_sheets(city))) == ((), ())
