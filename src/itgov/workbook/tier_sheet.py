"""The sheet of tiers: what each delivery and shared system is passed, and passes on, in and out in agreement.

What is passed on is an exact fraction of an öre; the cells hold it to a spreadsheet's 15 digits and show it to the
öre. The check is on what the cells hold, so that it tells a single öre; the exact difference stands beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from itgov.allocate.tiers import Passage
from itgov.message import msg
from itgov.model.city import City
from itgov.model.money import KRONA
from itgov.workbook.places import RIGHT, TIERS, TOP, Column, listing, name_of, verdict
from itgov.workbook.sheet import Cell, Formula, Printed, Row, Sheet, at

_OWN, _IN, _PASSED, _UNASSIGNED, _OUT, DIFFERENCE, _CHECK = 2, 4, 5, 8, 9, 10, 11
_COLUMNS = (
    Column(msg("Year"), 7),
    Column(msg("Delivery or shared system"), 37),
    Column(msg("Own cost, kr"), 14, right=True),
    Column(msg("Received, kr"), 14, right=True),
    Column(msg("In, kr"), 14, right=True),
    Column(msg("Passed to deliveries, kr"), 14, right=True),
    Column(msg("To administrations, kr"), 14, right=True),
    Column(msg("Unused capacity, kr"), 12, right=True),
    Column(msg("Unassigned by a key, kr"), 12, right=True),
    Column(msg("Out, kr"), 14, right=True),
    Column(msg("Difference, kr"), 12, right=True),
    Column(msg("Check"), 16, beside=True),
    Column(msg("Exact difference, öre"), 22),
    Column(msg("Id"), 42),
)
_FLOWS = (
    Column(msg("Year"), 7),
    Column(msg("From"), 48),
    Column(msg("Amount, kr"), 17, right=True),
    Column(msg("To"), 48, beside=True),
)


def tier_sheet(city: City, found: Sequence[Passage], language: str) -> Sheet:
    """Every sender by year and id, then each flow from one to another."""
    note = msg(
        "What passes from one delivery to another is exact, and shown to the öre: added up by hand, what is shown may "
        "therefore differ by an öre. The check is on the exact amounts."
    )
    title = TIERS.into(language)
    rows: list[Row] = [*listing(title, note.into(language), _COLUMNS, language)]
    for one in found:
        rows.append(_row(city, one, len(rows), language))
    rows += [(), (Cell(msg("Between deliveries").into(language), "title"),)]
    flows = [(one, other, amount) for one in found for other, amount in one.passed]
    if flows:
        rows.append(listing("", "", _FLOWS, language)[2])
        rows += [
            (
                Cell(one.year, "year"),
                Cell(_name(city, one, language)),
                Cell(amount / KRONA, "kronor"),
                Cell(name_of(city, other, language), "reaching"),
            )
            for one, other, amount in flows
        ]
    else:
        rows.append((Cell(msg("No delivery passes cost on to another.").into(language), "note"),))
    printed = Printed(columns=_CHECK + 1)
    return Sheet(title, tuple(rows), tuple(one.width for one in _COLUMNS), TOP, 2, printed=printed)


def _name(city: City, one: Passage, language: str) -> str:
    """The record's name, with that of the key where a part of it has one of its own."""
    name = name_of(city, one.source_id, language)
    return name if one.key_id is None else f"{name} ({name_of(city, one.key_id, language)})"


def _row(city: City, one: Passage, row: int, language: str) -> Row:
    received = sum((amount for _, amount in one.received), Fraction(0))
    passed = sum((amount for _, amount in one.passed), Fraction(0))
    paid = one.paid.whole
    own, *out = (amount / KRONA for amount in (Fraction(one.own_ore), passed, paid, one.unused, one.unassigned))
    came_in, went_out = own + received / KRONA, sum(out, Fraction(0))
    return (
        Cell(one.year, "year"),
        Cell(_name(city, one, language)),
        Cell(own, "kronor"),
        Cell(received / KRONA, "kronor"),
        Cell(Formula(f"{at(row, _OWN)}+{at(row, _OWN + 1)}", came_in), "kronor"),
        *(Cell(amount, "kronor") for amount in out),
        Cell(Formula(f"SUM({at(row, _PASSED)}:{at(row, _UNASSIGNED)})", went_out), "kronor"),
        Cell(Formula(f"ROUND({at(row, _IN)}-{at(row, _OUT)},2)", came_in - went_out), "kronor"),
        Cell(Formula(verdict(at(row, DIFFERENCE), language), RIGHT.into(language)), "verdict"),
        Cell(str(one.difference)),
        Cell(one.sender),
    )
