"""Reading a workbook that nobody vouches for: cells as they stand, what is hidden, and bounds that hold."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from itgov.workbook import grid
from itgov.workbook.grid import EMPTY, Found, Grid, NoWorkbook, grids


def workbook(fill: Callable[[Any], None], *more: str) -> bytes:
    """A workbook with a sheet “Blad” that is filled, and empty ones of other names."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Blad"
    fill(sheet)
    for name in more:
        book.create_sheet(name)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cell(value: object, form: str | None = None) -> bytes:
    def fill(sheet: Any) -> None:
        sheet["A1"] = value
        if form is not None:
            sheet["A1"].number_format = form

    return workbook(fill)


def changed(data: bytes, part: str, change: Callable[[str], str], encoding: str = "utf-8") -> bytes:
    """The workbook with the text of one of its parts changed, in another encoding perhaps."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            text = old.read(one)
            new.writestr(one.filename, change(text.decode()).encode(encoding) if one.filename == part else text)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def read(tmp_path: Path) -> Callable[[bytes], Grid]:
    """Reads the sheet “Blad” of a workbook."""

    def reading(data: bytes) -> Grid:
        file = tmp_path / "a.xlsx"
        file.write_bytes(data)
        return grids(file, {"Blad"})["Blad"]

    return reading


@pytest.mark.parametrize(
    ("value", "form", "found"),
    [
        (3, None, Found("number", Fraction(3))),
        (0.1, None, Found("number", Fraction(1, 10))),
        (1020000.01, "#,##0.00", Found("number", Fraction(102000001, 100))),
        (9999999999999.99, None, Found("number", Fraction(999999999999999, 100))),
        (10**15, None, Found("number", Fraction(10**15))),
        (-0.005, None, Found("number", Fraction(-5, 1000))),
        (0.125, "0.0 %", Found("number", Fraction(1, 8), percent=True)),
        (12.5, '0" procent"', Found("number", Fraction(25, 2))),
        ("text", None, Found("text", text="text")),
        ("007", "@", Found("text", text="007")),
        ("=A2+1", None, Found("formula", text="=A2+1")),
        ("#DIV/0!", None, Found("error", text="#DIV/0!")),
        (True, None, Found("flag", text="True")),
        (date(2027, 3, 1), "yyyy-mm-dd", Found("date", text="2027-03-01 00:00:00")),
        (datetime(2027, 3, 1, 12), None, Found("date", text="2027-03-01 12:00:00")),  # noqa: DTZ001  cells have no zone
        (time(12, 30), None, Found("date", text="12:30:00")),
    ],
)
def test_a_cell_is_found_as_it_stands(
    read: Callable[[bytes], Grid], value: object, form: str | None, found: Found
) -> None:
    assert read(with_cell(value, form)).at(0, 0) == found


def test_a_formula_is_no_number_whatever_it_was_saved_as(read: Callable[[bytes], Grid]) -> None:
    def valued(text: str) -> str:
        return text.replace("<v></v>", "<v>2</v>").replace("<v />", "<v>2</v>")

    saved = changed(with_cell("=1+1"), SHEET, valued)
    assert b"<v>2</v>" in zipfile.ZipFile(io.BytesIO(saved)).read(SHEET)
    assert read(saved).at(0, 0).kind == "formula"


def written(number: str) -> bytes:
    """A workbook with a number in a spelling of its own."""
    return changed(with_cell(7), SHEET, lambda text: text.replace("<v>7</v>", f"<v>{number}</v>"))


@pytest.mark.parametrize(
    ("number", "value"),
    [("1.5E2", 150), ("-0", 0), ("1020000.0100000000000001", Fraction(102000001, 100)), ("0.30000000000000004", None)],
)
def test_a_number_is_what_its_digits_are(read: Callable[[bytes], Grid], number: str, value: Fraction | None) -> None:
    expected = Fraction("0.30000000000000004") if value is None else value
    assert read(written(number)).at(0, 0).number == expected


def test_a_number_beyond_all_bounds_is_an_error(read: Callable[[bytes], Grid]) -> None:
    assert read(written("1E+400")).at(0, 0).kind == "error"


@pytest.mark.parametrize("number", ["nan", "-inf", "1 000", "1,5", "tolv"])
def test_what_is_no_number_where_one_should_be_makes_the_file_a_damaged_one(
    read: Callable[[bytes], Grid], number: str
) -> None:
    with pytest.raises(NoWorkbook, match="damaged"):
        read(written(number))


def test_a_cell_that_is_not_there_is_empty(read: Callable[[bytes], Grid]) -> None:
    found = read(with_cell(1))
    assert (found.at(0, 1), found.at(99, 99), found.rows) == (EMPTY, EMPTY, 1)


def test_rows_count_to_the_last_that_holds_anything(read: Callable[[bytes], Grid]) -> None:
    def fill(sheet: Any) -> None:
        sheet["B3"] = 1
        sheet["A9"].number_format = "0"

    assert read(workbook(fill)).rows == 3


def hiding(sheet: Any) -> None:
    sheet["A1"] = 1
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["E"].hidden = True


def test_hidden_rows_and_columns_are_told_from_0(read: Callable[[bytes], Grid]) -> None:
    found = read(workbook(hiding))
    assert found.hidden_rows == {2}
    assert found.hidden_columns == {2, 4}


def test_columns_hidden_as_one_are_each_hidden(read: Callable[[bytes], Grid]) -> None:
    both = changed(workbook(hiding), SHEET, lambda text: text.replace('min="3" max="3"', 'min="3" max="4"'))
    assert read(both).hidden_columns == {2, 3, 4}


def test_columns_hidden_to_the_end_of_the_sheet_are_counted_within_bounds(read: Callable[[bytes], Grid]) -> None:
    rest = changed(workbook(hiding), SHEET, lambda text: text.replace('min="5" max="5"', 'min="5" max="16384"'))
    assert max(read(rest).hidden_columns) == grid.MOST_COLUMNS - 1


def test_what_is_hidden_is_told_in_another_encoding_too(read: Callable[[bytes], Grid]) -> None:
    def declared(text: str) -> str:
        return '<?xml version="1.0" encoding="UTF-16"?>' + text[text.index("<worksheet") :]

    assert read(changed(workbook(hiding), SHEET, declared, "utf-16")).hidden_rows == {2}


def test_the_word_is_found_where_two_chunks_meet(
    read: Callable[[bytes], Grid], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "_CHUNK", 3)
    assert read(workbook(hiding)).hidden_rows == {2}


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_that_is_hidden_is_told(read: Callable[[bytes], Grid], state: str) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 1
        sheet.sheet_state = state

    assert read(workbook(fill, "Annat")).hidden


def test_only_what_is_wanted_is_read_and_what_was_copied_from_it(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(workbook(lambda _: None, "Blad (2)", "Blad_3", "Annat", "blad"))
    assert list(grids(file, {"Blad"})) == ["Blad", "Blad (2)", "Blad_3"]


@pytest.mark.parametrize(
    ("bound", "most", "data"),
    [
        ("MOST_BYTES", 10, with_cell(1)),
        ("MOST_UNPACKED", 10, with_cell(1)),
        ("MOST_ROWS", 2, workbook(lambda sheet: sheet.append([1]) or sheet.append([1]) or sheet.append([1]))),
        ("MOST_CELLS", 2, workbook(lambda sheet: sheet.append([1, 2, 3]))),
    ],
)
def test_more_than_any_workbook_of_a_split_holds_is_not_read(
    read: Callable[[bytes], Grid], monkeypatch: pytest.MonkeyPatch, bound: str, most: int, data: bytes
) -> None:
    monkeypatch.setattr(grid, bound, most)
    with pytest.raises(NoWorkbook, match="larger than any workbook of a split"):
        read(data)


def test_what_stands_beyond_the_last_column_is_not_read(read: Callable[[bytes], Grid]) -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = 1
        sheet.cell(1, grid.MOST_COLUMNS).value = 2
        sheet.cell(1, grid.MOST_COLUMNS + 1).value = 3

    assert len(read(workbook(fill)).cells) == 2


def test_a_row_at_the_very_end_of_the_sheet_is_not_walked_to(
    read: Callable[[bytes], Grid], monkeypatch: pytest.MonkeyPatch
) -> None:
    def far(text: str) -> str:
        return text.replace('r="1"', 'r="1048576"').replace('r="A1"', 'r="A1048576"')

    monkeypatch.setattr(grid, "MOST_ROWS", 1000)
    assert read(changed(with_cell(1), SHEET, far)).rows == 0


@pytest.mark.parametrize("text", ["", "<worksheet", "<worksheet><sheetData><row><c></row>", "&#0;"])
def test_a_sheet_that_is_no_sheet_is_told_as_damaged(read: Callable[[bytes], Grid], text: str) -> None:
    with pytest.raises(NoWorkbook, match="damaged"):
        read(changed(with_cell(1), SHEET, lambda _: text))


def test_entities_that_grow_are_not_followed(read: Callable[[bytes], Grid]) -> None:
    grown = "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )

    def bomb(text: str) -> str:
        head = f'<!DOCTYPE w [<!ENTITY a "1111111111">{grown}]>'
        return head + text[text.index("<worksheet") :].replace("<v>7</v>", "<v>&i;</v>")

    with pytest.raises(NoWorkbook, match="damaged"):
        read(changed(with_cell(7), SHEET, bomb))
