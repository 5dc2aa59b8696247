"""The workbook calculated anew by LibreOffice, from a copy in which every formula's kept value is wrong."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from itgov.allocate import allocate
from itgov.model.city import City
from itgov.store.repository import load
from itgov.workbook.book import book_of
from itgov.workbook.grid import grids
from itgov.workbook.intake import taken, wanted_sheets
from itgov.workbook.pen import written
from itgov.workbook.sheet import Book, Cell, Formula, Sheet
from itgov.workbook.steps import BASE, MOST_WEIGHT
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
    assert (compared > 10_000, wrong) == (True, [])


def test_ties_credits_and_zero_weights_differ_nowhere(tmp_path: Path) -> None:
    made = book(hard_city(1, 200, 10**12))
    compared, wrong = differences(made, saved_again(spoiled(written(made)), tmp_path, recalculate=True))
    print(f"{compared} cells compared")  # noqa: T201  a figure that people ask for (pytest -s)
    assert (compared > 10_000, wrong) == (True, [])


def test_amounts_of_fifteen_digits_differ_nowhere(tmp_path: Path) -> None:
    # Together they are more than a spreadsheet can sum up: each line is exact all the same.
    made = book(hard_city(2, 200, 10**15))
    file = saved_again(spoiled(written(made)), tmp_path, recalculate=True)
    compared, wrong = differences(made, file, {"Fördelning", "Kostnadsrader"})
    print(f"{compared} cells compared")  # noqa: T201  a figure that people ask for (pytest -s)
    assert (compared > 10_000, wrong) == (True, [])


def test_a_quotient_just_below_a_whole_number_is_cut_rightly_up_to_the_largest_on_the_way(tmp_path: Path) -> None:
    chance = Random(3)
    divisors = [chance.randint(1, MOST_WEIGHT) for _ in range(2000)]
    pairs = [(2 * BASE * MOST_WEIGHT // divisor * divisor - 1, divisor) for divisor in divisors]
    rows = tuple((Cell(Formula(f"INT({number}/{divisor})", number // divisor)),) for number, divisor in pairs)
    made = Book("Titel", "Ämne", (Sheet("Blad", rows, (10,)),), {}, "sv", "Lillstad")
    file = saved_again(spoiled(written(made)), tmp_path, recalculate=True)
    assert differences(made, file) == (2000, [])


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
