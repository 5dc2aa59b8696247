"""The sheet of keys: all that each key in use says, and the cells that the split takes its weights from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.key import Key
from itgov.workbook.places import BY_FORMULA, KEYS, PROOF, TOP, Column, listing, name_of
from itgov.workbook.sheet import Cell, Formula, Printed, Row, Sheet, at, inside, span
from itgov.workbook.steps import MOST_WEIGHT

Place = tuple[str, int | None, str]
"""A value of a key: the key, the year where it has values by year, the administration."""
VALUE, CHANGED, BOOKS = 4, 6, 7
_COLUMNS = (
    Column(msg("Key"), 46),
    Column(msg("What it says"), 18),
    Column(msg("Year"), 8),
    Column(msg("Administration"), 48),
    Column(msg("Value"), 13, right=True),
    Column(msg("Share of the values"), 12, right=True),
    Column(msg("Changed against the records"), 13, right=True),
    Column(msg("In the records"), 13, right=True),
    Column(msg("Key id"), 24),
    Column(msg("Id"), 16),
)


@dataclass(frozen=True, slots=True)
class Keys:
    """The sheet, and where each value of a key stands, as formulas in other sheets name it."""

    sheet: Sheet
    cells: Mapping[Place, str]


def key_sheet(city: City, used: frozenset[str], language: str) -> Keys:
    """The keys with ids in `used`, and those that they mix, by id."""
    title = KEYS.into(language)
    note = msg(
        "The split takes its weights from the blue cells: try another value there, and it changes at once, where the "
        "line is split by “{formula}”. “{proof}” then tells how many rows are not what the records say. Whole "
        "numbers are tried, together {most} at the most for one line. A trial is not read back.",
        most=f"{MOST_WEIGHT:,}".replace(",", " "),
        formula=BY_FORMULA,
        proof=PROOF,
    ).into(language)
    rows: list[Row] = [*listing(title, note, _COLUMNS, language)]
    cells: dict[Place, str] = {}
    mixed = {part.key for one in used if one in city.keys for part in city.keys[one].mix}
    for key_id in sorted((used | mixed) & set(city.keys)):
        key = city.keys[key_id]
        for year, values in _values(key):
            first, last = len(rows), len(rows) + len(values) - 1
            for name in sorted(values):
                cells[key.id, year, name] = inside(title, at(len(rows), VALUE))
                rows.append(_value_row(city, key, year, name, values, span(first, last, VALUE), len(rows), language))
        rows += _other_rows(city, key, language)
    printed = Printed(columns=BOOKS + 1)
    sheet = Sheet(title, tuple(rows), tuple(one.width for one in _COLUMNS), TOP, 1, printed=printed)
    return Keys(sheet, cells)


def _values(key: Key) -> Iterator[tuple[int | None, Mapping[str, int]]]:
    if key.values:
        yield None, key.values
    for year in sorted(key.per_year):
        yield year, key.per_year[year]


def _value_row(
    city: City,
    key: Key,
    year: int | None,
    name: str,
    values: Mapping[str, int],
    block: str,
    row: int,
    language: str,
) -> Row:
    whole = sum(values.values())
    share = Fraction(values[name], whole) if whole else Fraction(0)
    here = at(row, VALUE)
    return (
        *_head(key, msg("value"), year, name_of(city, name, language), language),
        Cell(values[name], "trial"),
        Cell(Formula(f"IF(SUM({block})=0,0,{here}/SUM({block}))", share), "percent"),
        Cell(Formula(f"{here}-{at(row, BOOKS)}", 0), "check"),
        Cell(values[name], "whole"),
        Cell(key.id),
        Cell(name),
    )


def _other_rows(city: City, key: Key, language: str) -> Iterator[Row]:
    """What a key says beside values: equal shares, fixed ones, a mix, floors and caps, what is nobody's."""
    if key.equal:
        yield (*_head(key, msg("equal shares"), None, "", language), *(Cell(),) * 4, Cell(key.id))
    shares: list[tuple[Message, str, Fraction]] = [
        (msg("fixed share"), name, share) for name, share in sorted(key.shares.items())
    ]
    shares += [(msg("part of a mix"), part.key, part.weight) for part in key.mix]
    for bound in sorted(key.bounds, key=lambda one: one.administration):
        shares += [(msg("floor"), bound.administration, bound.least), (msg("cap"), bound.administration, bound.most)]
    if key.unassigned:
        shares.append((msg("unassigned"), "", key.unassigned))
    for what, name, share in shares:
        named = name_of(city, name, language) if name else ""
        told = (Cell(), Cell(share, "percent"), Cell(), Cell())
        yield (*_head(key, what, None, named, language), *told, Cell(key.id), Cell(name))


def _head(key: Key, what: Message, year: int | None, named: str, language: str) -> Row:
    return Cell(key.name), Cell(what.into(language)), Cell(year, "year"), Cell(named)
