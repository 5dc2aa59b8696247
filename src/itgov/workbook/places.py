"""Where things stand in the workbook: names of sheets and ranges, and the words that several sheets share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from itgov.allocate.cost import CostLine
from itgov.allocate.labels import part_label
from itgov.allocate.network import UNASSIGNED, UNUSED
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.workbook.sheet import Cell, Row

TOP = 3
"""The row, from 0, of the first entry in every list: title, note and header stand above."""
META = "itgov"
"""The sheet that says what the file is, called the same in every language."""
GUIDE, SUMMARY, PROOF = msg("Read me"), msg("Summary"), msg("Reconciliation")
SPLIT, LINES, KEYS, TIERS = msg("The split"), msg("Cost lines"), msg("Keys"), msg("Tiers")
FIXED = (GUIDE, SUMMARY, PROOF, SPLIT, LINES, KEYS, TIERS)
BY_FORMULA, BY_VALUE, NOT_SPLIT = msg("formula"), msg("value"), msg("not split")
RIGHT, WRONG = msg("adds up"), msg("DOES NOT ADD UP")
LINES_ORE, LINES_YEAR, LINES_WAY = msg("Lines_ore"), msg("Lines_year"), msg("Lines_way")
SPLIT_ORE, SPLIT_YEAR, SPLIT_WHO = msg("Split_ore"), msg("Split_year"), msg("Split_receiver")
SPLIT_DIFFERENCE, LINES_DIFFERENCE = msg("Split_difference"), msg("Lines_difference")
BESIDE_NAMES = {UNUSED: msg("Unused capacity"), UNASSIGNED: msg("Unassigned")}
_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head, its width in characters, and whether it holds numbers."""

    head: Message
    width: int
    right: bool = False


def listing(title: str, note: str, columns: Iterable[Column], language: str) -> tuple[Row, Row, Row]:
    """The three rows above every list."""
    heads = tuple(Cell(one.head.into(language), "head_right" if one.right else "head") for one in columns)
    return (Cell(title, "title"),), (Cell(note, "note"),), heads


def name_of(city: City, record_id: str, language: str) -> str:
    """What people call a record, or what is nobody's; its id where there is no such record."""
    if record_id in BESIDE_NAMES:
        return BESIDE_NAMES[record_id].into(language)
    record = city.get(record_id)
    return record.name if record is not None else record_id


def part_of(line: CostLine, language: str) -> str:
    """What people call a line's cost part."""
    part = part_label(line)
    return part if isinstance(part, str) else part.into(language)


def payer_sheets(administrations: Iterable[str], language: str, taken: Iterable[str]) -> dict[str, str]:
    """The sheet of each administration, by its id: its id as far as a sheet's name is long, and unlike all others."""
    used = {name.casefold() for name in taken} | {one.into(language).casefold() for one in FIXED}
    found: dict[str, str] = {}
    for one in administrations:
        clean = _FORBIDDEN.sub("-", one)
        number = 1
        name = clean[:_LONGEST]
        while name.casefold() in used:
            number += 1
            name = f"{clean[: _LONGEST - len(str(number)) - 1]}-{number}"
        used.add(name.casefold())
        found[one] = name
    return found
