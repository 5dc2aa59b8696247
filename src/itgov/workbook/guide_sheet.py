"""The first sheet, which explains the others, and the last one, which says what the file is."""

from __future__ import annotations

from itgov.allocate.shares import Allocation
from itgov.allocate.views import notes
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.workbook import places, split_sheet
from itgov.workbook.inputs import FORMAT, VERSION
from itgov.workbook.places import GUIDE, META, Column, listing
from itgov.workbook.sheet import Cell, Row, Sheet

_Said = tuple[tuple[Message, Message], ...]
_FIRST: _Said = (
    (places.SUMMARY, msg("What each administration pays each year, its share of the whole, kronor per full-year "
                         "employee, and the change from the year before.")),
    (places.PROOF, msg("Two questions. Does the split add up: all that is put in comes out again, year by year, line "
                       "by line, and in every sheet. Is it what the records say: how many rows are not, where somebody "
                       "tries another value. Read it first.")),
    (places.KEYS, msg("What the keys say. The split takes its weights from here: try another value in a blue cell, and "
                      "see who pays what. Such a trial is not read back; what is to be changed is changed in the input "
                      "sheets.")),
    (places.TIERS, msg("What deliveries and systems pass on to each other before it reaches the administrations.")),
)  # fmt: skip
_LAST: _Said = (
    (places.LINES, msg("Each cost part and year: what is split, by which key.")),
    (places.SPLIT, msg("Who pays what of each cost line, in whole öre. Each row calculates its share from its weight: "
                       "the amount is divided in three parts of five digits, as on paper, since a spreadsheet keeps "
                       "only 15 digits. Everyone gets the whole part of the quota, and the öre that are left go one "
                       "each to the largest remainders; where two are equal, to the lower order number.")),
)  # fmt: skip
_PAYERS = msg("One for each administration: what it pays of each cost part, year by year, and its sums.")
_INPUTS = msg(
    "Sheets to be filled in. The yellow cells hold what the records say; change them, save, and send the file back. "
    "`itgov import xlsx FILE` shows each change as the records will have it, and `--write` makes it. Nothing else in "
    "the workbook is read. Rows may be sorted; do not remove or move rows or columns."
)
_ORIGIN = msg("Which city and which records the file is of: what the reader asks first.")
_PRINTING = msg("Printing")
_PAPER = msg(
    "Every sheet is one page wide. What only a check of the steps needs stands to the right of what is printed. Of "
    "“{split}” only the heading is printed where it has more than {n} rows: mark the rows that are wanted, and print "
    "what is marked.",
    split=places.SPLIT,
    n=split_sheet.MOST_PRINTED,
)
_COLUMNS = (Column(msg("Sheet"), 24), Column(msg("What it holds"), 104))


def guide_sheet(city: City, allocation: Allocation, inputs: list[str], payers: list[str], language: str) -> Sheet:
    """What each sheet is for, and what holds for all."""
    title = GUIDE.into(language)
    head = msg("Split of shared IT cost, {city}, {years}", city=city.settings.name,
               years=", ".join(str(year) for year in allocation.years))  # fmt: skip
    note = msg("All amounts are without VAT and nominal. White cells are calculated or come from the records.")
    rows: list[Row] = [*listing(head.into(language), note.into(language), _COLUMNS, language)]
    rows += [_said(name.into(language), what, language) for name, what in _FIRST]
    rows.append(_said(", ".join(inputs), _INPUTS, language))
    if payers:
        rows.append(_said(payers[0] if len(payers) == 1 else f"{payers[0]} … {payers[-1]}", _PAYERS, language))
    rows += [_said(name.into(language), what, language) for name, what in _LAST]
    rows.append(_said(META, _ORIGIN, language))
    rows.append(_said(_PRINTING.into(language), _PAPER, language))
    if any(record.illustrative for one in (city.deliveries, city.keys) for record in one.values()):
        told = msg("Some of the records behind the figures are invented examples (`illustrative`).")
        rows.append(_said(msg("Note").into(language), told, language))
    rows += [_said(msg("Note").into(language), told, language) for told in notes(allocation)]
    return Sheet(title, tuple(rows), tuple(one.width for one in _COLUMNS), 3)


def meta_sheet(city: City, digest: str, language: str) -> Sheet:
    """What the reader asks first: format, city, and which records the values are of."""
    pairs = (("format", FORMAT), ("version", str(VERSION)), ("city", city.settings.city), ("language", language),
             ("digest", digest))  # fmt: skip
    rows = tuple((Cell(name), Cell(value)) for name, value in pairs)
    return Sheet(META, rows, (14, 40), guarded=True)


def _said(name: str, what: Message, language: str) -> Row:
    return Cell(name, "plain"), Cell(what.into(language), "plain")
