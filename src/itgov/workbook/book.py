"""The whole workbook of a split, sheet by sheet."""

from __future__ import annotations

from collections.abc import Mapping

from itgov.allocate.shares import Allocation
from itgov.allocate.tiers import passages
from itgov.message import msg
from itgov.model.city import City
from itgov.workbook import line_sheet, places, split_sheet
from itgov.workbook.guide_sheet import guide_sheet, meta_sheet
from itgov.workbook.input_sheet import input_sheet
from itgov.workbook.inputs import digest_of, input_sheets
from itgov.workbook.key_sheet import key_sheet
from itgov.workbook.parted import Parted, parted
from itgov.workbook.payer_sheets import payer_sheets
from itgov.workbook.places import META, TOP
from itgov.workbook.proof_sheet import proof_sheet
from itgov.workbook.sheet import Book, inside, span
from itgov.workbook.summary_sheet import summary_sheet
from itgov.workbook.tier_sheet import tier_sheet


def book_of(city: City, allocation: Allocation, language: str) -> Book:
    """The workbook of a city's split: the same records, years and language give the same book."""
    lines = parted(city, allocation)
    inputs = input_sheets(city, language)
    named = [one.name.into(language) for one in inputs]
    payers = places.payer_sheets(allocation.administrations, language, (*named, META))
    keys = key_sheet(city, frozenset(line.key_id for line in allocation.lines), language)
    sheets = (
        guide_sheet(city, allocation, named, list(payers.values()), language),
        summary_sheet(city, allocation, language),
        proof_sheet(allocation, language),
        split_sheet.split_sheet(city, lines, keys.cells, language),
        line_sheet.line_sheet(city, lines, split_sheet.columns(language), language),
        keys.sheet,
        tier_sheet(city, passages(city, allocation), language),
        *payer_sheets(city, lines, payers, allocation.years, language),
        *(input_sheet(one, language) for one in inputs),
        meta_sheet(city, digest_of(city, inputs), language),
    )
    title = msg("Split of shared IT cost, {city}, {years}", city=city.settings.name,
                years=", ".join(str(year) for year in allocation.years))  # fmt: skip
    subject = msg("Who pays what, with every step").into(language)
    return Book(title.into(language), subject, sheets, _ranges(lines, language), language, city.settings.name)


def _ranges(lines: tuple[Parted, ...], language: str) -> Mapping[str, str]:
    rows = {
        places.LINES: max(TOP, TOP + len(lines) - 1),
        places.SPLIT: max(TOP, TOP + sum(len(one.receivers) for one in lines) - 1),
    }
    named = (
        (places.LINES_ORE, places.LINES, line_sheet.ORE),
        (places.LINES_YEAR, places.LINES, line_sheet.YEAR),
        (places.LINES_WAY, places.LINES, line_sheet.WAY),
        (places.LINES_DIFFERENCE, places.LINES, line_sheet.DIFFERENCE),
        (places.SPLIT_ORE, places.SPLIT, split_sheet.ORE),
        (places.SPLIT_YEAR, places.SPLIT, split_sheet.YEAR),
        (places.SPLIT_WHO, places.SPLIT, split_sheet.WHO),
        (places.SPLIT_DIFFERENCE, places.SPLIT, split_sheet.DIFFERENCE),
    )
    return {
        name.into(language): inside(sheet.into(language), span(TOP, rows[sheet], column))
        for name, sheet, column in named
    }
