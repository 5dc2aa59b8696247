"""The sheet of the split: one row for each cost line and receiver, calculated from weights, step by step.

A whole quota is found for each part of the amount (`steps`), and the öre that are left go one each to the largest
remainders, ties by the order number. Beside each share stands what the records give, and the difference, which is 0
unless somebody tries another value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from itgov.message import msg
from itgov.model.city import City
from itgov.workbook import line_sheet as of_line
from itgov.workbook.key_sheet import Place
from itgov.workbook.parted import Parted, Receiver, values_year
from itgov.workbook.places import LINES, SPLIT, TOP, Column, id_of, listing, name_of, part_of
from itgov.workbook.sheet import Cell, Formula, Printed, Row, Sheet, at, inside, span
from itgov.workbook.steps import BASE, Steps

YEAR, WEIGHT, KRONOR, ORE, CHANGED, FAR = 1, 5, 6, 7, 8, 9
WHO, BOOKS, ORDER, Q1, R1, Q2, R2, Q3, R3, QUOTA, PLACE = range(10, 21)
MOST_PRINTED = 500
"""Rows of the split that are printed: of a longer one only the heading is, or no other sheet would be found again."""
_COLUMNS = (
    Column(msg("Line"), 6),
    Column(msg("Year"), 7),
    Column(msg("Receiver"), 48),
    Column(msg("Delivery or shared system"), 38),
    Column(msg("Cost part"), 58),
    Column(msg("Weight"), 12, right=True),
    Column(msg("Share, kr"), 17, right=True),
    Column(msg("Share, öre"), 16, right=True),
    Column(msg("Changed against the records, öre"), 13, right=True),
    Column(msg("Further from its quota than an öre"), 12, right=True),
    Column(msg("Id"), 26),
    Column(msg("In the records, öre"), 16, right=True),
    Column(msg("Order at ties"), 9, right=True),
    Column(msg("Quotient 1"), 10, right=True),
    Column(msg("Remainder 1"), 11, right=True),
    Column(msg("Quotient 2"), 10, right=True),
    Column(msg("Remainder 2"), 11, right=True),
    Column(msg("Quotient 3"), 10, right=True),
    Column(msg("Remainder 3"), 11, right=True),
    Column(msg("Whole quota, öre"), 16, right=True),
    Column(msg("Place of the remainder"), 11, right=True),
)


def split_sheet(city: City, lines: Sequence[Parted], keys: Mapping[Place, str], language: str) -> Sheet:
    """All receivers of all lines, in their order; `keys` are the cells of the keys' values."""
    title = SPLIT.into(language)
    note = msg(
        "Where “Split by” of a line says “value”, its weights have more digits than a spreadsheet keeps: weight and "
        "quota are then rounded, and the share comes from the records. The steps of the division stand to the right of "
        "what is printed. A long list is not printed with the other sheets: mark the rows, and print what is marked."
    )
    rows = [*listing(title, note.into(language), _COLUMNS, language)]
    for number, one in enumerate(lines):
        first, last = len(rows), len(rows) + len(one.receivers) - 1
        for receiver in one.receivers:
            made = _Made(one, receiver, LINES.into(language), TOP + number, len(rows), (first, last))
            rows.append(
                (*_what(city, number + 1, one, receiver, language), *made.cells(_weight(city, made, keys), language))
            )
    printed = Printed(columns=FAR + 1, rows=None if len(rows) <= TOP + MOST_PRINTED else TOP)
    return Sheet(title, tuple(rows), tuple(one.width for one in _COLUMNS), TOP, 3, printed=printed)


def columns(language: str) -> of_line.SplitColumns:
    """What the sheet of lines sums up of this one."""
    return of_line.SplitColumns(SPLIT.into(language), WEIGHT, QUOTA, ORE)


def _what(city: City, number: int, one: Parted, receiver: Receiver, language: str) -> Row:
    return (
        Cell(number, "year"),
        Cell(one.line.year, "year"),
        Cell(name_of(city, receiver.id, language)),
        Cell(name_of(city, one.line.source_id, language)),
        Cell(part_of(one.line, language)),
    )


def _weight(city: City, made: _Made, keys: Mapping[Place, str]) -> Cell:
    receiver, line = made.receiver, made.parted.line
    if receiver.weight is None:
        return Cell(receiver.share, "percent")
    key = city.keys.get(line.key_id)
    if receiver.of_key and key is not None:
        return Cell(Formula(keys[key.id, values_year(key, line.year), receiver.id], receiver.weight), "whole")
    return Cell(receiver.weight, "whole")


class _Made:
    """The cells of one receiver from the weight on; `lines` is the other sheet, `line` and `row` count from 0."""

    def __init__(
        self, parted: Parted, receiver: Receiver, lines: str, line: int, row: int, block: tuple[int, int]
    ) -> None:
        self.parted, self.receiver = parted, receiver
        self._lines, self._line, self._row, self._block = lines, line, row, block

    def cells(self, weight: Cell, language: str) -> Row:
        """Weight, share, what it differs from; then what the share is reckoned from."""
        receiver = self.receiver
        by_formula = receiver.steps is not None
        share = Formula(self._share(), receiver.ore) if by_formula else receiver.ore
        shown, kept, quota = (at(self._row, column) for column in (ORE, BOOKS, QUOTA))
        # A quota of 15 digits is rounded by less than this.
        far = f"IF(ABS({shown}-{quota})<1+ABS({quota})*1E-15,0,{shown}-{quota})"
        return (
            weight,
            Cell(Formula(f"{shown}/100", Fraction(receiver.ore, 100)), "kronor"),
            Cell(share, "whole"),
            Cell(Formula(f"{shown}-{kept}", 0), "check"),
            Cell() if by_formula else Cell(Formula(far, 0), "check"),
            Cell(id_of(receiver.id, language)),
            Cell(receiver.ore, "whole"),
            Cell(receiver.order, "whole"),
            *(self._steps(receiver.steps) if receiver.steps is not None else self._rounded()),
        )

    def _steps(self, steps: Steps) -> Row:
        weight, whole = at(self._row, WEIGHT), self._of_line(of_line.WEIGHT)
        found: list[Cell] = []
        carried = ""
        for part, quotient, rest, value, left in zip(
            (of_line.PART_1, of_line.PART_2, of_line.PART_3), (Q1, Q2, Q3), (R1, R2, R3),
            steps.quotients, steps.rests, strict=True,
        ):  # fmt: skip
            number = f"{carried}{self._of_line(part)}*{weight}"
            found += [
                Cell(Formula(f"INT(({number})/{whole})", value), "whole"),
                Cell(Formula(f"{number}-{at(self._row, quotient)}*{whole}", left), "whole"),
            ]
            carried = f"{at(self._row, rest)}*{BASE}+"
        q1, q2, q3 = (at(self._row, one) for one in (Q1, Q2, Q3))
        last, order = at(self._row, R3), at(self._row, ORDER)
        rests, orders = span(*self._block, R3), span(*self._block, ORDER)
        place = f"1+SUMPRODUCT(--({rests}>{last}))+SUMPRODUCT(({rests}={last})*({orders}<{order}))"
        return (
            *found,
            Cell(Formula(f"({q1}*{BASE}+{q2})*{BASE}+{q3}", steps.quota), "whole"),
            Cell(Formula(place, steps.place), "whole"),
        )

    def _rounded(self) -> Row:
        """Where the weight is too wide: only the quota, from the share to 15 digits."""
        quota = abs(self.parted.line.ore) * self.receiver.share * (-1 if self.parted.line.ore < 0 else 1)
        text = f"{self._of_line(of_line.ORE)}*{at(self._row, WEIGHT)}"
        return (*(Cell(),) * 6, Cell(Formula(text, quota), "whole"), Cell())

    def _share(self) -> str:
        ore, left = self._of_line(of_line.ORE), self._of_line(of_line.LEFT)
        one_more = f"IF({at(self._row, PLACE)}<={left},1,0)"
        return f"SIGN({ore})*({at(self._row, QUOTA)}+{one_more})"

    def _of_line(self, column: int) -> str:
        return inside(self._lines, at(self._line, column))
