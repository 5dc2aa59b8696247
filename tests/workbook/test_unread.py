"""What people changed where nothing is read is told, with its cells."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from itgov.workbook.grid import grids
from itgov.workbook.intake import wanted_sheets
from itgov.workbook.unread import unread

from .edited import COSTS, KEYS, Edit, edited, row_of, setting, town, workbook


def told(*edits: Edit, language: str = "en") -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.xlsx"
        file.write_bytes(edited(workbook(town(), language), *edits))
        return [str(one.message) for one in unread(town(), grids(file, wanted_sheets(town())))]


def test_a_workbook_as_it_was_written_loses_nothing() -> None:
    assert told() == []
    assert told(language="sv") == []


def test_values_tried_in_the_sheet_of_keys_are_named_by_cell() -> None:
    def tried(book: Any) -> None:
        book["Keys"]["E4"], book["Keys"]["E5"] = 7, None

    assert told(tried) == ["2 values tried in “Keys” are not read: E4, E5"]


def test_a_name_that_was_changed_is_named_by_cell() -> None:
    place = f"D{row_of(COSTS, 'dator', '1')}"
    assert told(setting(COSTS, place, "Leasing")) == [f"1 name changed in “In costs” is not read: {place}"]


def test_of_many_the_first_few_are_named() -> None:
    def renamed(book: Any) -> None:
        for row in range(4, 12):
            book[KEYS][f"C{row}"] = "x"

    assert told(renamed) == ["8 names changed in “In keys” are not read: C4, C5, C6, C7, C8, …"]


def test_rows_in_another_order_are_no_change() -> None:
    def sorted_otherwise(book: Any) -> None:
        sheet = book[KEYS]
        for cell in sheet[4]:
            other = sheet.cell(5, cell.column)
            cell.value, other.value = other.value, cell.value

    assert told(sorted_otherwise) == []
