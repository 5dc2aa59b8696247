"""The sheet of cost lines: each cost part in a year, with the parts of its amount that the split divides."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from itgov.allocate.labels import BEHAVIOUR_LABELS, CATEGORY_LABELS
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import KRONA
from itgov.workbook.parted import Parted
from itgov.workbook.places import (
    BY_FORMULA,
    BY_VALUE,
    FIXED_WEIGHTS,
    LINES,
    NOT_SPLIT,
    TOP,
    Column,
    listing,
    name_of,
    part_of,
)
from itgov.workbook.sheet import Cell, Formula, Printed, Row, Sheet, at, inside, span
from itgov.workbook.steps import BASE, MOST_WEIGHT, parts_of

NUMBER, YEAR, KRONOR, WAY, DIFFERENCE, CHANGED, WHY = 0, 1, 7, 8, 9, 10, 11
ORE, GIVEN, BOOKS = 14, 15, 16
PART_1, PART_2, PART_3, WEIGHT, LEFT = range(17, 22)
_COLUMNS = (
    Column(msg("Line"), 6),
    Column(msg("Year"), 7),
    Column(msg("Delivery or shared system"), 38),
    Column(msg("Cost part"), 58),
    Column(msg("Cost category"), 22),
    Column(msg("Behaviour"), 14),
    Column(msg("Key"), 26),
    Column(msg("Amount, kr"), 18, right=True),
    Column(msg("Split by"), 24, beside=True),
    Column(msg("Difference, öre"), 11, right=True),
    Column(msg("Changed against the records, öre"), 13, right=True),
    Column(msg("Why not split"), 40, beside=True),
    Column(msg("Id"), 28),
    Column(msg("Part no."), 6),
    Column(msg("Amount, öre"), 17, right=True),
    Column(msg("Split, öre"), 17, right=True),
    Column(msg("In the records, öre"), 17, right=True),
    Column(msg("Part 1 (10 000 000 000 öre)"), 17, right=True),
    Column(msg("Part 2 (100 000 öre)"), 12, right=True),
    Column(msg("Part 3 (öre)"), 12, right=True),
    Column(msg("Sum of weights"), 14, right=True),
    Column(msg("Left to give, öre"), 10, right=True),
)


def line_sheet(city: City, lines: Sequence[Parted], columns: SplitColumns, language: str) -> Sheet:
    """All lines in their order; `columns` tell where the split of each stands."""
    title = LINES.into(language)
    note = msg(
        "One row for each cost part and year: what is split, once, to whole öre. Credits are below zero. Weights that "
        "are fixed come through other deliveries, or from fixed shares, floors and caps: a value tried in “{keys}” "
        "does not change them. What the split is reckoned from stands to the right of what is printed.",
        keys=msg("Keys"),
    )
    rows = [*listing(title, note.into(language), _COLUMNS, language)]
    first = TOP
    for number, one in enumerate(lines, 1):
        last = first + len(one.receivers) - 1
        rows.append(_row(city, number, one, columns, (first, last), language))
        first = last + 1
    printed = Printed(columns=(WHY + 1 if any(one.why for one in lines) else WHY))
    return Sheet(title, tuple(rows), tuple(one.width for one in _COLUMNS), TOP, 2, printed=printed)


def _way(one: Parted) -> Message:
    if one.way == "formula":
        return BY_FORMULA if all(receiver.of_key for receiver in one.receivers) else FIXED_WEIGHTS
    return NOT_SPLIT if one.way == "none" else BY_VALUE


def _row(city: City, number: int, one: Parted, columns: SplitColumns, rows: tuple[int, int], language: str) -> Row:
    line, here = one.line, TOP + number - 1
    ore = at(here, ORE)
    given = sum(receiver.ore for receiver in one.receivers)
    behaviour = BEHAVIOUR_LABELS[line.behaviour].into(language) if line.behaviour else ""
    split = bool(one.receivers)
    blank = Cell()
    return (
        Cell(number, "year"),
        Cell(line.year, "year"),
        Cell(name_of(city, line.source_id, language)),
        Cell(part_of(line, language)),
        Cell(CATEGORY_LABELS[line.category].into(language)),
        Cell(behaviour),
        Cell(line.key_id),
        Cell(Formula(f"{ore}/100", Fraction(line.ore, KRONA)), "kronor"),
        Cell(_way(one).into(language), "beside"),
        Cell(Formula(_difference(one, here), line.ore - given), "check") if split else blank,
        Cell(Formula(f"{ore}-{at(here, BOOKS)}", 0), "check"),
        Cell(one.why.into(language) if one.why else None, "beside"),
        Cell(line.source_id),
        Cell(line.part_number, "year"),
        Cell(line.ore, "whole"),
        Cell(Formula(f"SUM({columns.of(rows, columns.ore)})", given), "whole") if split else blank,
        Cell(line.ore, "whole"),
        *(_steps(one, columns, rows, here) if one.way == "formula" else (blank,) * 5),
    )


def _difference(one: Parted, here: int) -> str:
    """In less out; nothing that can be calculated where somebody tries weights that are too large for the steps."""
    difference = f"{at(here, ORE)}-{at(here, GIVEN)}"
    return f"IF({at(here, WEIGHT)}>{MOST_WEIGHT},NA(),{difference})" if one.way == "formula" else difference


def _steps(one: Parted, columns: SplitColumns, rows: tuple[int, int], here: int) -> Row:
    ore = at(here, ORE)
    size = f"ABS({ore})"
    parts = parts_of(one.line.ore)
    texts = (
        f"INT({size}/{BASE**2})",
        # From what the first part leaves: a quotient of 15 digits would be rounded before it is cut off.
        f"INT(({size}-{at(here, PART_1)}*{BASE**2})/{BASE})",
        f"{size}-{at(here, PART_1)}*{BASE**2}-{at(here, PART_2)}*{BASE}",
    )
    weights = sum(receiver.weight or 0 for receiver in one.receivers)
    left = abs(one.line.ore) - sum(receiver.steps.quota for receiver in one.receivers if receiver.steps)
    return (
        *(Cell(Formula(text, part), "whole") for text, part in zip(texts, parts, strict=True)),
        Cell(Formula(f"SUM({columns.of(rows, columns.weight)})", weights), "whole"),
        Cell(Formula(f"{size}-SUM({columns.of(rows, columns.quota)})", left), "whole"),
    )


class SplitColumns:
    """The columns of the split's sheet that the lines sum up."""

    def __init__(self, sheet: str, weight: int, quota: int, ore: int) -> None:
        self._sheet = sheet
        self.weight, self.quota, self.ore = weight, quota, ore

    def of(self, rows: tuple[int, int], column: int) -> str:
        """The cells of one line in a column."""
        return inside(self._sheet, span(*rows, column))
