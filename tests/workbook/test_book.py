from __future__ import annotations

import re
from fractions import Fraction

import pytest

from itgov.allocate import allocate
from itgov.message import LANGUAGES
from itgov.model.city import City
from itgov.workbook import line_sheet, split_sheet
from itgov.workbook.book import book_of
from itgov.workbook.parted import parted
from itgov.workbook.places import payer_sheets
from itgov.workbook.sheet import Book, Formula, Sheet
from tests.allocate.small import AN_EQUAL_KEY, city, delivery, key, part
from tests.workbook.towns import tiered_city


def town(**changes: str) -> City:
    return city(AN_EQUAL_KEY, delivery("dator", part(per_year={"2027": "100 kr", "2028": "-0,02 kr"}), **changes))


def book(of: City, language: str = "sv") -> Book:
    return book_of(of, allocate(of), language)


def sheet(made: Book, name: str) -> Sheet:
    return next(one for one in made.sheets if one.name == name)


def values(made: Book, name: str, column: int) -> list[object]:
    """What stands in a column of a list, formulas as what they come to."""
    cells = [row[column].value for row in sheet(made, name).rows[3:] if len(row) > column]
    return [cell.value if isinstance(cell, Formula) else cell for cell in cells]


def test_shares_are_formulas_that_come_to_what_the_books_say() -> None:
    made = book(town())
    shares = [row[split_sheet.ORE].value for row in sheet(made, "Fördelning").rows[3:]]
    assert all(isinstance(one, Formula) for one in shares)
    assert values(made, "Fördelning", split_sheet.ORE) == [3334, 3333, 3333, -1, -1, 0]


def test_weights_are_taken_from_the_keys() -> None:
    weight = sheet(book(town()), "Fördelning").rows[3][split_sheet.WEIGHT].value
    assert isinstance(weight, Formula)
    assert weight.text == "'Nycklar'!$E$4"


def test_a_key_by_year_gives_the_values_of_its_year() -> None:
    taken_up = key("upptag", {}, per_year={"2027": dict.fromkeys(("asf", "hvo", "miljo"), "1"),
                                           "2028": {"asf": "5", "hvo": "0", "miljo": "0"}})  # fmt: skip
    of = city(taken_up, delivery("dator", part(per_year={"2027": "1 kr", "2028": "1 kr"}), key="upptag"))
    assert values(book(of), "Fördelning", split_sheet.WEIGHT) == [1, 1, 1, 5, 0, 0]


def test_shares_through_tiers_come_in_as_values_and_are_checked() -> None:
    of = tiered_city()
    lines = parted(of, allocate(of))
    assert {one.way for one in lines} == {"value"}
    made = book(of)
    row = sheet(made, "Fördelning").rows[3]
    assert isinstance(row[split_sheet.ORE].value, int)
    assert isinstance(row[split_sheet.FAR].value, Formula)
    assert set(values(made, "Fördelning", split_sheet.FAR)) == {0}
    assert set(values(made, "Kostnadsrader", line_sheet.WAY)) == {"värde"}


def test_every_tier_goes_out_as_it_came_in() -> None:
    made = book(tiered_city())
    exact = [row[12].value for row in sheet(made, "Led").rows[3:] if len(row) > 12]
    assert exact == ["0", "0"]


def test_unused_capacity_is_a_receiver_of_its_own() -> None:
    made = book(tiered_city())
    assert "Outnyttjad kapacitet" in values(made, "Fördelning", 2)
    unused = next(row for row in sheet(made, "Sammanfattning").rows if row and row[0].value == "Outnyttjad kapacitet")
    amount = unused[1].value
    assert isinstance(amount, Formula)
    assert isinstance(amount.value, Fraction)
    assert amount.value > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_such_as_spreadsheets_take(language: str) -> None:
    made = book(town(), language)
    names = [one.name for one in made.sheets]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert len(made.ranges) == 15
    assert all(re.fullmatch(r"[^\W\d]\w*", name) for name in made.ranges)


def test_administrations_never_share_a_sheet() -> None:
    long = "f" * 40
    found = payer_sheets(["led", "a" + long, "a" + long + "b"], "sv", ["In nycklar"])
    assert found == {"led": "led-2", "a" + long: "a" + "f" * 30, "a" + long + "b": "a" + "f" * 28 + "-2"}


def test_a_city_without_costs_has_a_workbook() -> None:
    assert values(book(city(AN_EQUAL_KEY)), "Avstämning", 6)[:2] == [0, 0]


def test_what_is_not_split_is_told_with_why() -> None:
    of = city(
        key("sen", {"asf": "1", "hvo": "1", "miljo": "1"}, valid_for=("2028",)), delivery("dator", part(), key="sen")
    )
    made = book(of)
    assert values(made, "Kostnadsrader", line_sheet.WAY) == ["inte fördelat"]
    assert "2028" in str(values(made, "Kostnadsrader", line_sheet.WHY)[0])
    assert values(made, "Avstämning", 5)[:3] == [10_000, 0, 10_000]


@pytest.mark.parametrize(("name", "columns", "most"), [("In costs", 6, 140), ("Tiers", 12, 185)])
def test_a_wide_sheet_is_printed_in_letters_that_can_be_read(name: str, columns: int, most: int) -> None:
    """A4 across holds about 110 characters of 11 points, and all columns are shrunk to it; four years take 60 more."""
    assert sum(sheet(book(tiered_city(), "en"), name).widths[:columns]) <= most


def test_names_stand_apart_from_the_amounts_before_them() -> None:
    rows = sheet(book(tiered_city(), "en"), "Tiers").rows
    heads = next(row for row in rows if row and row[-1].value == "To")
    assert [cell.style for cell in heads[-2:]] == ["head_right", "head_beside"]
