"""The sheet of tiers: what each delivery and shared system is passed, and passes on, in and out in agreement.

What is passed on is an exact fraction of an öre; the sheet rounds it to the öre for show, and says so. The exact
difference beside is the one that counts, and is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from itgov.allocate.tiers import Passage
from itgov.message import msg
from itgov.model.city import City
from itgov.model.money import KRONA, round_half_up
from itgov.workbook.places import RIGHT, TIERS, TOP, WRONG, Column, listing, name_of
from itgov.workbook.sheet import Cell, Formula, Row, Sheet, at

_OWN, _IN, _PASSED, _UNASSIGNED, _OUT, _DIFFERENCE = 3, 5, 6, 9, 10, 11
_ROUNDING = "0.03"
"""Kronor: four figures out and two in, each rounded by half an öre at most."""
_COLUMNS = (
    Column(msg("Year"), 7),
    Column(msg("Id"), 42),
    Column(msg("Delivery or shared system"), 36),
    Column(msg("Own cost, kr"), 17, right=True),
    Column(msg("Received, kr"), 17, right=True),
    Column(msg("In, kr"), 17, right=True),
    Column(msg("Passed to deliveries, kr"), 17, right=True),
    Column(msg("To administrations, kr"), 17, right=True),
    Column(msg("Unused capacity, kr"), 15, right=True),
    Column(msg("Unassigned, kr"), 15, right=True),
    Column(msg("Out, kr"), 17, right=True),
    Column(msg("Difference, kr"), 12, right=True),
    Column(msg("Check"), 18),
    Column(msg("Exact difference, öre"), 22),
)
_FLOWS = (
    Column(msg("Year"), 7),
    Column(msg("From"), 42),
    Column(msg("To"), 36),
    Column(msg("Amount, kr"), 17, right=True),
)


def tier_sheet(city: City, found: Sequence[Passage], language: str) -> Sheet:
    """Every sender by year and id, then each flow from one to another."""
    note = msg("What passes from one delivery to another is exact, and rounded here to the öre for show alone.")
    title = TIERS.into(language)
    rows: list[Row] = [*listing(title, note.into(language), _COLUMNS, language)]
    for one in found:
        rows.append(_row(city, one, len(rows), language))
    rows += [(), (Cell(msg("Between deliveries").into(language), "title"),)]
    flows = [(one.year, one.sender, other, amount) for one in found for other, amount in one.passed]
    if flows:
        rows.append(listing("", "", _FLOWS, language)[2])
        rows += [
            (Cell(year, "year"), Cell(sender), Cell(other), Cell(_kronor(amount), "kronor"))
            for year, sender, other, amount in flows
        ]
    else:
        rows.append((Cell(msg("No delivery passes cost on to another.").into(language), "note"),))
    return Sheet(title, tuple(rows), tuple(one.width for one in _COLUMNS), TOP, 2)


def _row(city: City, one: Passage, row: int, language: str) -> Row:
    received = sum((amount for _, amount in one.received), Fraction(0))
    passed = sum((amount for _, amount in one.passed), Fraction(0))
    paid = one.paid.whole
    own, *out = (_kronor(amount) for amount in (Fraction(one.own_ore), passed, paid, one.unused, one.unassigned))
    came_in, went_out = own + _kronor(received), sum(out, Fraction(0))
    right = RIGHT.into(language)
    difference = at(row, _DIFFERENCE)
    return (
        Cell(one.year, "year"),
        Cell(one.sender),
        Cell(name_of(city, one.sender.partition("/")[0], language)),
        Cell(own, "kronor"),
        Cell(_kronor(received), "kronor"),
        Cell(Formula(f"{at(row, _OWN)}+{at(row, _OWN + 1)}", came_in), "kronor"),
        *(Cell(amount, "kronor") for amount in out),
        Cell(Formula(f"SUM({at(row, _PASSED)}:{at(row, _UNASSIGNED)})", went_out), "kronor"),
        Cell(Formula(f"ROUND({at(row, _IN)}-{at(row, _OUT)},2)", came_in - went_out), "kronor"),
        Cell(Formula(f'IF(ABS({difference})<={_ROUNDING},"{right}","{WRONG.into(language)}")', right), "verdict"),
        Cell(str(one.difference)),
    )


def _kronor(ore: Fraction) -> Fraction:
    """Kronor, rounded to the öre."""
    return Fraction(round_half_up(ore), KRONA)
