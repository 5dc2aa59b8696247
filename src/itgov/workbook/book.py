"""The whole workbook of a split, sheet by sheet."""

from __future__ import annotations

from collections.abc import Mapping

from itgov.allocate.shares import Allocation
from itgov.allocate.tiers import passages
from itgov.message import msg
from itgov.model.city import City
from itgov.workbook import key_sheet, line_sheet, places, split_sheet, tier_sheet
from itgov.workbook.guide_sheet import guide_sheet, meta_sheet
from itgov.workbook.input_sheet import input_sheet
from itgov.workbook.inputs import digest_of, input_sheets
from itgov.workbook.parted import Parted, parted
from itgov.workbook.payer_sheets import payer_sheets
from itgov.workbook.places import META, TOP
from itgov.workbook.proof_sheet import CHECK, adds_up_at, as_recorded_at, proof_sheet
from itgov.workbook.sheet import Book, at, inside, span
from itgov.workbook.summary_sheet import FIRST, check_column, last_check, summary_sheet


def book_of(city: City, allocation: Allocation, language: str) -> Book:
    """The workbook of a city's split: the same records, years and language give the same book.

    What people read, fill in and print comes first, and the long lists that it rests on last.
    """
    lines = parted(city, allocation)
    inputs = input_sheets(city, language)
    named = [one.name.into(language) for one in inputs]
    names = places.payer_sheets(allocation.administrations, language, (*named, META))
    keys = key_sheet.key_sheet(city, frozenset(line.key_id for line in allocation.lines), language)
    tiers = passages(city, allocation)
    payers = payer_sheets(city, lines, names, allocation.years, language)
    own = {name: (names[name], one.sums) for name, one in payers.items()}
    sheets = (
        guide_sheet(city, allocation, named, list(names.values()), language),
        summary_sheet(city, allocation, own, language),
        proof_sheet(allocation, language),
        keys.sheet,
        tier_sheet.tier_sheet(city, tiers, language),
        *(input_sheet(one, language) for one in inputs),
        *(one.sheet for one in payers.values()),
        line_sheet.line_sheet(city, lines, split_sheet.columns(language), language),
        split_sheet.split_sheet(city, lines, keys.cells, language),
        meta_sheet(city, digest_of(city, inputs), language),
    )
    title = msg("Split of shared IT cost, {city}, {years}", city=city.settings.name,
                years=", ".join(str(year) for year in allocation.years))  # fmt: skip
    subject = msg("Who pays what, with every step").into(language)
    ranges = _ranges(city, allocation, lines, (len(keys.sheet.rows), len(tiers)), language)
    return Book(title.into(language), subject, sheets, ranges, language, city.settings.name)


def _ranges(
    city: City, allocation: Allocation, lines: tuple[Parted, ...], counts: tuple[int, int], language: str
) -> Mapping[str, str]:
    """What formulas find by name; `counts` are the rows of the sheet of keys, and the senders in that of tiers."""
    keys, tiers = counts
    last = {
        places.LINES: max(TOP, TOP + len(lines) - 1),
        places.SPLIT: max(TOP, TOP + sum(len(one.receivers) for one in lines) - 1),
        places.KEYS: max(TOP, keys - 1),
        places.TIERS: max(TOP, TOP + tiers - 1),
    }
    named = (
        (places.LINES_ORE, places.LINES, line_sheet.ORE),
        (places.LINES_YEAR, places.LINES, line_sheet.YEAR),
        (places.LINES_WAY, places.LINES, line_sheet.WAY),
        (places.LINES_DIFFERENCE, places.LINES, line_sheet.DIFFERENCE),
        (places.LINES_CHANGED, places.LINES, line_sheet.CHANGED),
        (places.SPLIT_ORE, places.SPLIT, split_sheet.ORE),
        (places.SPLIT_YEAR, places.SPLIT, split_sheet.YEAR),
        (places.SPLIT_WHO, places.SPLIT, split_sheet.WHO),
        (places.SPLIT_FAR, places.SPLIT, split_sheet.FAR),
        (places.SPLIT_CHANGED, places.SPLIT, split_sheet.CHANGED),
        (places.KEYS_CHANGED, places.KEYS, key_sheet.CHANGED),
        (places.TIERS_DIFFERENCE, places.TIERS, tier_sheet.DIFFERENCE),
    )
    found = {
        name.into(language): inside(sheet.into(language), span(TOP, last[sheet], column))
        for name, sheet, column in named
    }
    checks = span(FIRST, last_check(allocation), check_column(city, allocation))
    found[places.SUMMARY_CHECK.into(language)] = inside(places.SUMMARY.into(language), checks)
    years = len(allocation.years)
    for name, row in ((places.ADDS_UP, adds_up_at(years)), (places.AS_RECORDED, as_recorded_at(years))):
        found[name.into(language)] = inside(places.PROOF.into(language), at(row, CHECK))
    return found
