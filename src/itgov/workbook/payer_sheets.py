"""One sheet for each administration: every line that it shares, what it pays of it, and its sum for each year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from itgov.message import msg
from itgov.model.city import City
from itgov.workbook import line_sheet, split_sheet
from itgov.workbook.parted import Parted
from itgov.workbook.places import LINES, SPLIT, TOP, Column, listing, name_of, part_of
from itgov.workbook.sheet import Cell, Formula, Row, Sheet, at, inside, span

_LINE, _YEAR, _WHOLE, _SHARE = 0, 1, 5, 6
_COLUMNS = (
    Column(msg("Line"), 7),
    Column(msg("Year"), 8),
    Column(msg("Delivery or shared system"), 38),
    Column(msg("Cost part"), 56),
    Column(msg("Key"), 26),
    Column(msg("Whole cost, kr"), 19, right=True),
    Column(msg("Share, kr"), 19, right=True),
    Column(msg("Share"), 10, right=True),
)


def payer_sheets(
    city: City, lines: Sequence[Parted], sheets: Mapping[str, str], years: Sequence[int], language: str
) -> Iterator[Sheet]:
    """The sheet of each administration in `sheets`, which names them; the split's rows are in the order of `lines`."""
    found: dict[str, list[tuple[int, int, Parted, int]]] = {name: [] for name in sheets}
    row = TOP
    for number, one in enumerate(lines):
        for receiver in one.receivers:
            if receiver.id in found:
                found[receiver.id].append((number, row, one, receiver.ore))
            row += 1
    for name, title in sheets.items():
        yield _sheet(city, name, title, found[name], years, language)


def _sheet(
    city: City,
    name: str,
    title: str,
    shares: Sequence[tuple[int, int, Parted, int]],
    years: Sequence[int],
    language: str,
) -> Sheet:
    note = msg("What {name} ({id}) pays of each cost line, in kronor without VAT; sums are at the end.",
               name=name_of(city, name, language), id=name)  # fmt: skip
    rows = [*listing(name_of(city, name, language), note.into(language), _COLUMNS, language)]
    for number, row, one, ore in shares:
        rows.append(_row(city, number, row, one, ore, len(rows), language))
    last = max(TOP, len(rows) - 1)
    for year in years:
        ore = sum(share for _, _, one, share in shares if one.line.year == year)
        text = f"ROUND(SUMIFS({span(TOP, last, _SHARE)},{span(TOP, last, _YEAR)},{year}),2)"
        label = Cell(msg("Sum of {year}", year=str(year)).into(language), "sum_text")
        empty = Cell("", "sum_text")
        total = Cell(Formula(text, Fraction(ore, 100)), "sum_kronor")
        rows.append((empty, empty, label, empty, empty, empty, total, empty))
    return Sheet(title, tuple(rows), tuple(one.width for one in _COLUMNS), TOP, 2)


def _row(city: City, number: int, row: int, one: Parted, ore: int, here: int, language: str) -> Row:
    whole = inside(LINES.into(language), at(TOP + number, line_sheet.ORE))
    share = inside(SPLIT.into(language), at(row, split_sheet.ORE))
    part = Fraction(ore, one.line.ore) if one.line.ore else Fraction(0)
    return (
        Cell(number + 1, "year"),
        Cell(one.line.year, "year"),
        Cell(name_of(city, one.line.source_id, language)),
        Cell(part_of(one.line, language)),
        Cell(one.line.key_id),
        Cell(Formula(f"{whole}/100", Fraction(one.line.ore, 100)), "kronor"),
        Cell(Formula(f"{share}/100", Fraction(ore, 100)), "kronor"),
        Cell(Formula(f"IF({at(here, _WHOLE)}=0,0,{at(here, _SHARE)}/{at(here, _WHOLE)})", part), "percent"),
    )
