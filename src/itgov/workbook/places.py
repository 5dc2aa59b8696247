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
from itgov.workbook.sheet import Cell, Row, Style

TOP = 3
"""The row, from 0, of the first entry in every list: title, note and header stand above."""
META = "itgov"
"""The sheet that says what the file is, called the same in every language."""
GUIDE, SUMMARY, PROOF = msg("Read me"), msg("Summary"), msg("Reconciliation")
SPLIT, LINES, KEYS, TIERS = msg("The split"), msg("Cost lines"), msg("Keys"), msg("Tiers")
FIXED = (GUIDE, SUMMARY, PROOF, SPLIT, LINES, KEYS, TIERS)
BY_FORMULA, BY_VALUE, NOT_SPLIT = msg("formula"), msg("value"), msg("not split")
FIXED_WEIGHTS = msg("formula, fixed weights")
RIGHT, WRONG = msg("adds up"), msg("DOES NOT ADD UP")
LINES_ORE, LINES_YEAR, LINES_WAY = msg("Lines_ore"), msg("Lines_year"), msg("Lines_way")
SPLIT_ORE, SPLIT_YEAR, SPLIT_WHO = msg("Split_ore"), msg("Split_year"), msg("Split_receiver")
LINES_DIFFERENCE, SPLIT_FAR, TIERS_DIFFERENCE = msg("Lines_difference"), msg("Split_far"), msg("Tiers_difference")
LINES_CHANGED, SPLIT_CHANGED, KEYS_CHANGED = msg("Lines_changed"), msg("Split_changed"), msg("Keys_changed")
SUMMARY_CHECK = msg("Summary_check")
ADDS_UP, AS_RECORDED = msg("Check_adds_up"), msg("Check_records")
"""The two verdicts on all of the workbook: whether the split adds up, and whether it is what the records say."""
BESIDE_NAMES = {UNUSED: msg("Unused capacity"), UNASSIGNED: msg("Unassigned")}
_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its head, its width in characters, whether it holds numbers, or texts beside numbers."""

    head: Message
    width: int
    right: bool = False
    beside: bool = False

    @property
    def style(self) -> Style:
        """How its head looks."""
        return "head_right" if self.right else "head_beside" if self.beside else "head"


def listing(title: str, note: str, columns: Iterable[Column], language: str) -> tuple[Row, Row, Row]:
    """The three rows above every list."""
    heads = tuple(Cell(one.head.into(language), one.style) for one in columns)
    return (Cell(title, "title"),), (Cell(note, "note"),), heads


def name_of(city: City, record_id: str, language: str) -> str:
    """What people call a record, or what is nobody's; its id where there is no such record."""
    if record_id in BESIDE_NAMES:
        return BESIDE_NAMES[record_id].into(language)
    record = city.get(record_id)
    return record.name if record is not None else record_id


def id_of(receiver: str, language: str) -> str:
    """A receiver as formulas find it: an administration's id, or the words for what is nobody's, which no id has."""
    return BESIDE_NAMES[receiver].into(language) if receiver in BESIDE_NAMES else receiver


def verdict(wrong: str, language: str) -> str:
    """A formula of the two words of a check, where `wrong` is one that comes to 0 unless something differs.

    What cannot be calculated differs, too.
    """
    return f'IF(IFERROR({wrong},1)=0,"{RIGHT.into(language)}","{WRONG.into(language)}")'


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
