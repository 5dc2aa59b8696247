"""One öre planted wrong in one place of a workbook, and calculated anew by LibreOffice: the checks must tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pytest

from itgov.allocate import allocate
from itgov.workbook import key_sheet, line_sheet, proof_sheet, split_sheet
from itgov.workbook.book import book_of
from itgov.workbook.payer_sheets import sums_of
from itgov.workbook.pen import written
from itgov.workbook.sheet import Book, Cell, Formula, Row, Sheet, Value
from itgov.workbook.steps import MOST_WEIGHT
from itgov.workbook.summary_sheet import FIRST

from .office import Calculated, calculated, formulas, needs_office
from .towns import checked_city

pytestmark = [needs_office, pytest.mark.slow]
MONEY = {"whole": 1, "sum_whole": 1, "trial": 1, "kronor": Fraction(1, 100), "sum_kronor": Fraction(1, 100)}
"""Styles of cells that hold öre or kronor, and what an öre is in them."""
STEPS = frozenset(range(split_sheet.ORDER, split_sheet.PLACE + 1))
"""Columns of the split that are steps of a division: they are no amounts."""
UNCHECKED = {
    "Fördelning": STEPS | {split_sheet.WEIGHT, split_sheet.KRONOR},
    "Kostnadsrader": {line_sheet.KRONOR, *range(line_sheet.PART_1, line_sheet.LEFT + 1)},
}
"""Columns that repeat an amount in another unit, or lead to one; what comes of them is checked."""
SILENT = {"Läs mig", "In nycklar", "In kostnader", "In volymer", "itgov"}
YEARS = (2027,)
LAST_CHECKED = FIRST + 3 + 4
"""The row of the summary's sum: what stands below it repeats what stands above."""
TRIED = {("Nycklar", 4), ("Nycklar", key_sheet.CHANGED + 1), ("Kostnadsrader", line_sheet.BOOKS)}


ADDS_UP = f"Avstämning!{proof_sheet.adds_up_at(len(YEARS))}:{proof_sheet.CHECK}"
AS_RECORDED = f"Avstämning!{proof_sheet.as_recorded_at(len(YEARS))}:{proof_sheet.CHECK}"


@dataclass(frozen=True)
class Place:
    """Where an öre is planted: sheet, row and column, from 0."""

    sheet: str
    row: int
    column: int


Verdicts = Mapping[Place, Mapping[str, str]]


def planted(book: Book, place: Place) -> Book:
    """The book with an öre more in one cell, written over whatever formula stood there."""
    cell = rows(book, place.sheet)[place.row][place.column]
    value: Any = cell.value.value if isinstance(cell.value, Formula) else cell.value
    return put(book, place, value + MONEY[cell.style])


def put(book: Book, place: Place, value: Value) -> Book:
    """The book with another value in one cell."""
    found = list(rows(book, place.sheet))
    row = list(found[place.row])
    row[place.column] = replace(row[place.column], value=value)
    found[place.row] = tuple(row)
    return replace(
        book, sheets=tuple(replace(one, rows=tuple(found)) if one.name == place.sheet else one for one in book.sheets)
    )


def rows(book: Book, sheet: str) -> tuple[Row, ...]:
    """The rows of a sheet."""
    return next(one.rows for one in book.sheets if one.name == sheet)


def value_of(book: Book, key: str, name: str) -> Place:
    """Where a value of a key may be tried."""
    keys = enumerate(rows(book, "Nycklar"))
    return next(Place("Nycklar", at, 4) for at, row in keys if [cell.value for cell in row[8:]] == [key, name])


def places(book: Book) -> Iterator[Place]:
    """One place in each column of each sheet that holds money: the first row of each style in it."""
    for sheet in book.sheets:
        met: set[tuple[int, str, bool]] = set()
        for number, row in enumerate(sheet.rows):
            if sheet.name == "Sammanfattning" and number > LAST_CHECKED:
                break
            if sheet.name == "Led" and number > 3 and row and row[0].style != "year":
                break
            for column, cell in enumerate(row):
                mark = (column, cell.style, isinstance(cell.value, Formula))
                skipped = column in UNCHECKED.get(sheet.name, ()) or cell.style not in MONEY or cell.value is None
                if not skipped and mark not in met and not _beside(sheet, column, cell):
                    met.add(mark)
                    yield Place(sheet.name, number, column)


def rounded_up(book: Book) -> Place:
    """A share that comes from the records and is above its quota: an öre more, and it is further than an öre."""
    for number, row in enumerate(rows(book, "Fördelning")[3:], 3):
        share, quota = row[split_sheet.ORE].value, row[split_sheet.QUOTA].value
        if isinstance(share, int) and isinstance(quota, Formula) and share > Fraction(quota.value):
            return Place("Fördelning", number, split_sheet.ORE)
    raise AssertionError


def _beside(sheet: Sheet, column: int, cell: Cell) -> bool:
    """Employees in the summary, which are no money; and whole costs in an administration's sheet, for show."""
    if sheet.name == "Sammanfattning":
        return cell.style in {"whole", "sum_whole"}
    return sheet.name in {"asf", "hvo", "miljo"} and column >= sums_of(len(YEARS))


@pytest.fixture(scope="module")
def town() -> Book:
    """A book with everything that is checked, without the sheets that nothing is calculated in."""
    of = checked_city()
    made = book_of(of, allocate(of, YEARS), "sv")
    return replace(made, sheets=tuple(sheet for sheet in made.sheets if sheet.name not in SILENT))


@pytest.fixture(scope="module")
def said(town: Book, tmp_path_factory: pytest.TempPathFactory) -> Mapping[object, Mapping[str, str]]:
    """What every verdict says that does not say what it should, by its sheet and cell.

    By the place in which an öre is planted; and by words, of the book as it is, and of values that somebody tries.
    """
    books: dict[object, Book] = {place: planted(town, place) for place in (*places(town), rounded_up(town))}
    books["as it is"] = town
    books["through tiers"] = planted(town, value_of(town, "stora", "asf"))
    books["directly"] = planted(town, value_of(town, "anstallda", "asf"))
    books["all zero"] = town
    for name in ("asf", "hvo", "miljo"):
        books["all zero"] = put(books["all zero"], value_of(town, "anstallda", name), 0)
    books["too large"] = put(town, value_of(town, "anstallda", "asf"), MOST_WEIGHT)
    files = {f"b{at}": written(book) for at, book in enumerate(books.values())}
    found = calculated(files, tmp_path_factory.mktemp("planted"))
    return {what: wrong_in(town, found[f"b{at}"]) for at, what in enumerate(books)}


@pytest.fixture(scope="module")
def verdicts(said: Mapping[object, Mapping[str, str]]) -> Verdicts:
    """The same by place alone."""
    return {place: wrong for place, wrong in said.items() if isinstance(place, Place)}


def wrong_in(book: Book, found: Calculated) -> Mapping[str, str]:
    """The verdicts that are not as the book has them."""
    return {
        place: now
        for place, formula, now in formulas(book, found)
        if isinstance(formula.value, str) and now != formula.value
    }


def test_nothing_is_told_where_nothing_is_planted(said: Mapping[object, Mapping[str, str]]) -> None:
    assert said["as it is"] == {}


def test_an_ore_is_told_wherever_it_is_planted(verdicts: Verdicts) -> None:
    silent = [place for place, wrong in verdicts.items() if not {ADDS_UP, AS_RECORDED} & set(wrong)]
    assert (len(verdicts) > 30, silent) == (True, [])


def test_every_check_is_set_off_by_some_ore(town: Book, verdicts: Verdicts) -> None:
    checks = {
        f"{sheet.name}!{number}:{column}"
        for sheet in town.sheets
        for number, row in enumerate(sheet.rows)
        for column, cell in enumerate(row)
        if cell.style == "verdict" and not (sheet.name == "Led" and number > 3)
    }
    met = {cell for wrong in verdicts.values() for cell in wrong}
    assert (len(checks) > 15, checks - met) == (True, set())


def test_what_is_wrong_is_no_trial_and_a_trial_is_not_wrong(verdicts: Verdicts) -> None:
    for place, wrong in verdicts.items():
        if place.sheet in {"Avstämning", "Led", "Sammanfattning", "asf"}:
            assert (wrong.get(ADDS_UP), wrong.get(AS_RECORDED)) == ("STÄMMER INTE", None), place
        if (place.sheet, place.column) in TRIED:
            assert ADDS_UP not in wrong, place
            assert wrong[AS_RECORDED].startswith("ändrad mot posterna: "), place


def test_the_rows_that_are_not_as_the_records_say_are_counted(
    town: Book, said: Mapping[object, Mapping[str, str]]
) -> None:
    # The value itself, the three shares of a cost of 1 000,01 kr, and none of a credit of five öre; of a key that
    # counts through tiers only the value.
    assert said["directly"][AS_RECORDED] == "ändrad mot posterna: 4 rader"
    assert said["through tiers"][AS_RECORDED] == "ändrad mot posterna: 1 rad"
    summary = enumerate(rows(town, "Sammanfattning"))
    shown = next(at for at, row in summary if row and row[0].value == "Är den som posterna säger?")
    assert said["directly"][f"Sammanfattning!{shown}:1"] == "ändrad mot posterna: 4 rader"


def test_what_cannot_be_calculated_does_not_add_up(said: Mapping[object, Mapping[str, str]]) -> None:
    found = said["all zero"]
    assert (found[ADDS_UP], found[AS_RECORDED]) == ("STÄMMER INTE", "STÄMMER INTE")


def test_weights_beyond_what_the_steps_can_hold_do_not_add_up(said: Mapping[object, Mapping[str, str]]) -> None:
    assert said["too large"][ADDS_UP] == "STÄMMER INTE"
