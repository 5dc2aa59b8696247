"""What goes out in a workbook comes in again as it was, and what is changed in it is all that changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from itgov.allocate import allocate
from itgov.message import LANGUAGES
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Key
from itgov.model.money import LARGEST_ORE
from itgov.model.record import Record
from itgov.workbook.book import book_of
from itgov.workbook.guide_sheet import meta_sheet
from itgov.workbook.input_sheet import input_sheet
from itgov.workbook.inputs import Entry, InputSheet, digest_of, input_sheets
from itgov.workbook.pen import written
from itgov.workbook.places import TOP
from itgov.workbook.sheet import Book, Cell
from tests.allocate.indices import series
from tests.allocate.networks import YEARS, network
from tests.allocate.small import asset_part, city, delivery
from tests.laws import TRIES, Cases, law

from .edited import read

PKV = series({"2027": "103,1", "2028": "105,3"})
ASSET = delivery("leverans", asset_part()).cost_parts[0]


def town(chance: Random) -> City:
    """A city of keys of every kind, with printed totals, amounts of fifteen digits, indices and assets beside."""
    drawn = network(chance)
    records: list[Record] = [_more(chance, record) for record in drawn.records()]
    # Fewer keys make a file that is quicker to read; a delivery whose key is not there has cells all the same.
    records = [record for record in records if not isinstance(record, Key) or chance.random() < 0.6]
    return city(*records, PKV, city_settings=drawn.settings)


def _more(chance: Random, record: Record) -> Record:
    if isinstance(record, Key) and record.values and chance.random() < 0.5:
        return record.model_copy(update={"total": sum(record.values.values())})
    if not isinstance(record, Delivery):
        return record
    parts = list(record.cost_parts)
    first = parts[0]
    if chance.random() < 0.3:
        parts[0] = first.model_copy(update={"index": PKV.id, "per_year": {YEARS[0]: chance.randint(0, LARGEST_ORE)}})
    if chance.random() < 0.3:
        asset = ASSET.asset
        assert asset is not None
        parts.append(ASSET.model_copy(update={"asset": asset.model_copy(update={"outlay": chance.randint(0, 10**15)})}))
    return record.model_copy(update={"cost_parts": tuple(parts)})


@dataclass(frozen=True)
class Sent:
    """A city, the language of its workbook, and those sheets of it that are read back."""

    city: City
    language: str
    inputs: tuple[InputSheet, ...]
    book: Book


def sent(chance: Random) -> Sent:
    """What goes out."""
    of, language = town(chance), chance.choice(LANGUAGES)
    inputs = input_sheets(of, language)
    sheets = tuple(input_sheet(one, language) for one in inputs)
    meta = meta_sheet(of, digest_of(of, inputs), language)
    return Sent(of, language, inputs, Book("Titel", "Ämne", (*sheets, meta), {}, language, "Lillstad"))


@law(case=sent)
def test_law_out_and_in_again_changes_nothing(case: Sent) -> None:
    assert read(case.city, written(case.book)) == ((), ())


@Cases(TRIES // 10, case=sent).law
def test_law_one_value_changed_is_that_value_and_no_other(case: Sent, chance: Random) -> None:
    sheet, row, column, entry = chance.choice(places(case))
    to = another(chance, entry)
    changes, misfits = read(case.city, written(typed(case.book, sheet, row, column, shown(entry, to))))
    assert misfits == ()
    assert [(one.entry, one.to) for one in changes if not one.entry.is_total] == [(entry, to)]
    # The total on record is what the values made, and follows them.
    totals = [one.to - one.entry.value for one in changes if one.entry.is_total]
    key = case.city.keys.get(entry.record)
    follows = key is not None and key.total is not None and entry.route[0] == "values"
    assert totals == ([to - entry.value] if follows else [])


def places(case: Sent) -> list[tuple[int, int, int, Entry]]:
    """Every cell that may be changed: the sheet, row and column from 0, and what it holds."""
    return [
        (at, TOP + number, column, entry)
        for at, sheet in enumerate(case.inputs)
        for number, line in enumerate(sheet.lines)
        for column, entry in line.entries.items()
        if not entry.is_total
    ]


def another(chance: Random, entry: Entry) -> int | Fraction:
    """Another value of the same kind."""
    match entry.kind:
        case "whole":
            return (int(entry.value) + chance.randint(1, 10**6)) % 10**15
        case "amount":
            return chance.choice((-1, 1)) * chance.randint(0, 10**15 - 1) // 2 * 2 + (1 - int(entry.value) % 2)
        case _:
            return (Fraction(entry.value) + Fraction(chance.randint(1, 998), 1000)) % 1


def shown(entry: Entry, value: int | Fraction) -> int | Fraction | str:
    """What a person types for it."""
    if entry.kind == "amount":
        return Fraction(value, 100)
    return str(value) if entry.kind == "share" else value


def typed(book: Book, at: int, row: int, column: int, value: int | Fraction | str) -> Book:
    """The book with another value in one cell."""
    sheet = book.sheets[at]
    cells = list(sheet.rows[row])
    cells[column] = Cell(value, cells[column].style)
    changed = replace(sheet, rows=(*sheet.rows[:row], tuple(cells), *sheet.rows[row + 1 :]))
    return replace(book, sheets=(*book.sheets[:at], changed, *book.sheets[at + 1 :]))


def whole_book(chance: Random) -> tuple[City, bytes]:
    """The file with all its sheets."""
    of = town(chance)
    return of, written(book_of(of, allocate(of), chance.choice(LANGUAGES)))


@Cases(TRIES // 40, case=whole_book).law
def test_law_the_other_sheets_change_nothing_of_what_is_read(case: tuple[City, bytes]) -> None:
    of, file = case
    assert read(of, file) == ((), ())
