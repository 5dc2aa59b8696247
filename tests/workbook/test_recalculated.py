"""The workbook calculated anew by LibreOffice, from a copy in which every formula's kept value is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
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
from tests.workbook.office import calculated, differences, needs_office, saved_again, spoiled
from tests.workbook.towns import checked_city, hard_city, tiered_city

pytestmark = [needs_office, pytest.mark.slow]
LEAST: Mapping[str, int] = {"malmo": 10_000, "hard": 10_000, "wide": 10_000, "tiers": 50, "all": 500, "cut": 2000}
"""How many formulas each book has, at the least."""
FIFTEEN_DIGITS = ("Fördelning", "Kostnadsrader", "Nycklar")
"""Where amounts of fifteen digits are exact: together they are more than a spreadsheet can sum up."""


def malmo() -> City:
    found = load(ROOT).city
    assert found is not None
    return found


def book(city: City) -> Book:
    return book_of(city, allocate(city, (2027,)), "sv")


def with_only(made: Book, *names: str) -> Book:
    """The book with only some of its sheets, and without names for places in the others."""
    return replace(made, sheets=tuple(one for one in made.sheets if one.name in names), ranges={})


def quotients() -> Book:
    """Quotients just below a whole number, with the largest numbers that are on the way to a share."""
    chance = Random(3)
    divisors = [chance.randint(1, MOST_WEIGHT) for _ in range(2000)]
    pairs = [(2 * BASE * MOST_WEIGHT // divisor * divisor - 1, divisor) for divisor in divisors]
    rows = tuple((Cell(Formula(f"INT({number}/{divisor})", number // divisor)),) for number, divisor in pairs)
    return Book("Titel", "Ämne", (Sheet("Blad", rows, (10,)),), {}, "sv", "Lillstad")


def test_no_cell_differs_in_any_book(tmp_path: Path) -> None:
    books = {
        "malmo": book(malmo()),
        "hard": book(hard_city(1, 130, 10**12)),
        "wide": with_only(book(hard_city(2, 180, 10**15)), *FIFTEEN_DIGITS),
        "tiers": book(tiered_city()),
        "all": book_of(checked_city(), allocate(checked_city()), "sv"),
        "cut": quotients(),
    }
    found = calculated({name: spoiled(written(one)) for name, one in books.items()}, tmp_path)
    compared = {name: differences(one, found[name]) for name, one in books.items()}
    print({name: count for name, (count, _) in compared.items()}, "cells compared")  # noqa: T201  a figure that people ask for (pytest -s)
    assert {name: (count >= LEAST[name], wrong) for name, (count, wrong) in compared.items()} == dict.fromkeys(
        books, (True, [])
    )


def test_a_program_that_trusts_the_kept_values_is_caught(tmp_path: Path) -> None:
    made = book(tiered_city())
    found = calculated({"book": spoiled(written(made))}, tmp_path, recalculate=False)
    compared, wrong = differences(made, found["book"])
    assert len(wrong) == compared


def test_what_libreoffice_saves_comes_back_unchanged(tmp_path: Path) -> None:
    city = malmo()
    made = with_only(book(city), "In nycklar", "In kostnader", "In volymer", "itgov")
    file = saved_again(written(made), tmp_path)
    assert taken(city, grids(file, wanted_sheets(city))) == ((), ())
