"""One sheet for each administration: what it pays of every cost part, year by year, and its sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from itgov.message import msg
from itgov.model.city import City
from itgov.model.money import KRONA
from itgov.workbook import line_sheet, split_sheet
from itgov.workbook.parted import Parted
from itgov.workbook.places import LINES, SPLIT, TOP, Column, listing, name_of, part_of
from itgov.workbook.sheet import Cell, Formula, Printed, Row, Sheet, at, inside, span

_FIRST = 4
"""The column of the first year's share."""
_A_YEAR = 2
"""Columns on paper for each year: kronor, and per cent of the whole cost."""


@dataclass(frozen=True, slots=True)
class _Share:
    """What an administration pays of one line: the places of the line and of the share, from 0, and the öre."""

    line: int
    row: int
    parted: Parted
    ore: int


@dataclass(slots=True)
class _Part:
    """A cost part, and its share in each year that it has one."""

    first: Parted
    shares: dict[int, _Share] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PayerSheet:
    """The sheet, and the row of its sums."""

    sheet: Sheet
    sums: int


def sums_of(year: int) -> int:
    """The column in which the share of a year is summed; years are counted from 0."""
    return _FIRST + _A_YEAR * year


def payer_sheets(
    city: City, lines: Sequence[Parted], sheets: Mapping[str, str], years: Sequence[int], language: str
) -> Mapping[str, PayerSheet]:
    """The sheet of each administration in `sheets`, which names them; the split's rows are in the order of `lines`."""
    found: dict[str, dict[tuple[str, str, int], _Part]] = {name: {} for name in sheets}
    row = TOP
    for number, one in enumerate(lines):
        source, kind, part, year = one.line.order
        for receiver in one.receivers:
            if receiver.id in found:
                of = found[receiver.id].setdefault((source, kind, part), _Part(one))
                of.shares[year] = _Share(number, row, one, receiver.ore)
            row += 1
    return {
        name: _sheet(city, name, title, list(found[name].values()), years, language) for name, title in sheets.items()
    }


def _sheet(
    city: City, name: str, title: str, parts: Sequence[_Part], years: Sequence[int], language: str
) -> PayerSheet:
    note = msg(
        "What {name} ({id}) pays of each cost part, in kronor without VAT, and its share of the whole cost. The line "
        "is the first one of the part in “{lines}”. The whole cost stands to the right of what is printed.",
        name=name_of(city, name, language),
        id=name,
        lines=LINES,
    )
    columns = _columns(years)
    rows = [*listing(name_of(city, name, language), note.into(language), columns, language)]
    for part in parts:
        rows.append(_row(city, part, years, len(rows), language))
    last = max(TOP, len(rows) - 1)
    rows.append(_sums(parts, years, last, language))
    printed = Printed(columns=sums_of(len(years)))
    sheet = Sheet(title, tuple(rows), tuple(one.width for one in columns), TOP, 3, printed=printed)
    return PayerSheet(sheet, len(rows) - 1)


def _columns(years: Sequence[int]) -> list[Column]:
    figures = [
        (Column(msg("{year}, kr", year=str(year)), 19, right=True),
         Column(msg("Share of {year}", year=str(year)), 9, right=True))
        for year in years
    ]  # fmt: skip
    return [
        Column(msg("Line"), 7),
        Column(msg("Delivery or shared system"), 38),
        Column(msg("Cost part"), 58),
        Column(msg("Key"), 28),
        *(column for pair in figures for column in pair),
        *(Column(msg("Whole cost {year}, kr", year=str(year)), 19, right=True) for year in years),
    ]


def _row(city: City, part: _Part, years: Sequence[int], here: int, language: str) -> Row:
    line = part.first.line
    shares: list[Cell] = []
    wholes: list[Cell] = []
    for number, year in enumerate(years):
        one = part.shares.get(year)
        if one is None:
            shares += [Cell(), Cell()]
            wholes.append(Cell())
            continue
        cost, paid = one.parted.line.ore, inside(SPLIT.into(language), at(one.row, split_sheet.ORE))
        whole = inside(LINES.into(language), at(TOP + one.line, line_sheet.ORE))
        share, total = at(here, sums_of(number)), at(here, sums_of(len(years)) + number)
        shares += [
            Cell(Formula(f"{paid}/100", Fraction(one.ore, KRONA)), "kronor"),
            Cell(
                Formula(f"IF({total}=0,0,{share}/{total})", Fraction(one.ore, cost) if cost else Fraction(0)), "percent"
            ),
        ]
        wholes.append(Cell(Formula(f"{whole}/100", Fraction(cost, KRONA)), "kronor"))
    return (
        Cell(min(one.line for one in part.shares.values()) + 1, "year"),
        Cell(name_of(city, line.source_id, language)),
        Cell(part_of(line, language)),
        Cell(line.key_id),
        *shares,
        *wholes,
    )


def _sums(parts: Sequence[_Part], years: Sequence[int], last: int, language: str) -> Row:
    empty = Cell("", "sum_text")
    sums: list[Cell] = []
    for number, year in enumerate(years):
        ore = sum(part.shares[year].ore for part in parts if year in part.shares)
        text = f"ROUND(SUM({span(TOP, last, sums_of(number))}),2)"
        sums += [Cell(Formula(text, Fraction(ore, KRONA)), "sum_kronor"), empty]
    return (empty, Cell(msg("Sum").into(language), "sum_text"), empty, empty, *sums)
