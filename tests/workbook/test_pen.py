from __future__ import annotations

import io
from fractions import Fraction

import openpyxl

from itgov.workbook.pen import written
from itgov.workbook.sheet import Book, Cell, Formula, Printed, Sheet, at, inside, letters


def book(*cells: Cell) -> Book:
    sheet = Sheet("Blad", ((Cell("Rubrik", "head"),), tuple(cells)), (20, 20, 20), head=1, held=1)
    return Book("Titel", "Ämne", (sheet,), {"Belopp": inside("Blad", at(1, 0))}, "sv", "Lillstad")


def read(made: Book) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(made)))


def test_the_same_book_gives_the_same_bytes() -> None:
    made = book(Cell("a"), Cell(1, "whole"), Cell(Formula("1+1", 2), "whole"))
    assert written(made) == written(made)


def test_a_text_is_never_a_formula() -> None:
    for text in ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "{=1}", "http://x"):
        cell = read(book(Cell(text)))["Blad"]["A2"]
        assert (cell.data_type, cell.value) == ("s", text)


def test_a_credit_is_a_number() -> None:
    cell = read(book(Cell(Fraction(-5001, 100), "kronor")))["Blad"]["A2"]
    assert (cell.data_type, cell.value) == ("n", -50.01)


def test_a_formula_keeps_what_it_comes_to() -> None:
    made = written(book(Cell(Formula("1+1", 2), "whole"), Cell(Formula('IF(1=1,"ja","nej")', "ja"))))
    assert openpyxl.load_workbook(io.BytesIO(made))["Blad"]["A2"].value == "=1+1"
    kept = openpyxl.load_workbook(io.BytesIO(made), data_only=True)["Blad"]
    assert (kept["A2"].value, kept["B2"].value) == (2, "ja")


def test_the_largest_amount_is_written_whole() -> None:
    assert read(book(Cell(10**15, "whole")))["Blad"]["A2"].value == 10**15


def test_it_prints_on_a4_across_with_its_head_on_every_page() -> None:
    sheet = read(book(Cell("a")))["Blad"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$1", "B2")


def test_a_value_that_may_be_tried_is_a_whole_number() -> None:
    rows = ((Cell("Rubrik", "head"),), (Cell(1, "trial"),), (Cell(2, "trial"),), (Cell(),), (Cell(3, "trial"),))
    sheet = read(Book("Titel", "Ämne", (Sheet("Blad", rows, (20,), head=1),), {}, "sv", "Lillstad"))["Blad"]
    found = sheet.data_validations.dataValidation
    assert [(str(one.sqref), one.type, one.formula1) for one in found] == [
        ("A2:A3", "whole", "0"),
        ("A5", "whole", "0"),
    ]


def test_only_what_is_to_be_read_is_on_paper_one_page_wide() -> None:
    rows = ((Cell("Rubrik", "head"), Cell("Steg", "head")), (Cell("a"), Cell("b")))
    sheet = Sheet("Blad", rows, (20, 20), head=1, printed=Printed(columns=1))
    paper = read(Book("Titel", "Ämne", (sheet,), {}, "sv", "Lillstad"))["Blad"]
    assert paper.print_area == "'Blad'!$A$1:$A$2"
    fit = paper.sheet_properties.pageSetUpPr
    assert (fit is not None and fit.fitToPage, paper.page_setup.fitToHeight) == (True, 0)


def test_a_number_is_never_wider_than_its_column() -> None:
    cell = Cell(Fraction(-(10**15), 100), "sum_kronor")
    width = read(book(cell))["Blad"].column_dimensions["A"].width
    assert width > len("-10 000 000 000 000,00")


def test_ranges_have_names() -> None:
    assert read(book(Cell("a"))).defined_names["Belopp"].attr_text == "'Blad'!$A$2"


def test_columns_have_letters_as_spreadsheets_count_them() -> None:
    assert [letters(number) for number in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
