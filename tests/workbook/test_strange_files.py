"""What people and programs do to a workbook on its way back: it is read rightly, or refused with sheet and cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from itgov.model.money import LARGEST_ORE
from itgov.workbook.grid import NoWorkbook, grids
from itgov.workbook.intake import NotThisCity

from .edited import COSTS, KEYS, VOLUMES, Edit, edited, read, read_town, row_of, setting, town, town_book

HVO_ROW = row_of(KEYS, "utan-summa", "hvo")
HVO = f"E{HVO_ROW}"
PART = f"G{row_of(COSTS, 'dator', '1')}"
FOLLOWED = f"H{row_of(COSTS, 'telefon', '1')}"


def told(*edits: Edit) -> list[tuple[str, str, str]]:
    """Sheet, cell and what is wrong, of all that cannot be taken; nothing is taken beside it in these tests."""
    changes, misfits = read_town(*edits)
    assert changes == ()
    return [(one.sheet, one.place, str(one.message)) for one in misfits]


def filtered(book: Any) -> None:
    """Shows only one key, as a filter does: it hides the other rows."""
    sheet = book[KEYS]
    sheet.auto_filter.ref = f"A3:G{sheet.max_row}"
    sheet.auto_filter.add_filter_column(0, ["utan-summa"])
    for row in range(4, sheet.max_row + 1):
        sheet.row_dimensions[row].hidden = sheet.cell(row, 1).value != "utan-summa"


def test_a_filter_hides_rows_and_changes_nothing() -> None:
    assert read_town(filtered) == ((), ())


def test_a_value_changed_where_the_filter_shows_it_is_taken() -> None:
    changes, misfits = read_town(filtered, setting(KEYS, HVO, 250))
    assert ([one.place for one in changes], misfits) == ([HVO], ())


def test_a_value_changed_where_the_filter_hides_it_is_told() -> None:
    place = f"F{row_of(KEYS, 'delad', 'hvo')}"
    assert told(filtered, setting(KEYS, place, "7/12")) == [(KEYS, place, "the value is changed, and hidden")]


def sorted_by(sheet: str, column: int) -> Edit:
    """Sorts the rows by a column, values and formats moving together, as a sheet without its guard can be sorted."""

    def edit(book: Any) -> None:
        rows = list(book[sheet].iter_rows(min_row=4))
        held = [[(cell.value, cell.number_format) for cell in row] for row in rows]
        held.sort(key=lambda row: str(row[column][0]))
        for row, values in zip(rows, held, strict=True):
            for cell, (value, form) in zip(row, values, strict=True):
                cell.value, cell.number_format = value, form

    return edit


@pytest.mark.parametrize(("sheet", "column"), [(KEYS, 1), (KEYS, 4), (COSTS, 3), (COSTS, 6), (VOLUMES, 0)])
def test_a_sheet_sorted_by_any_column_is_the_same(sheet: str, column: int) -> None:
    assert read_town(sorted_by(sheet, column)) == ((), ())


def test_a_value_that_was_changed_before_sorting_keeps_its_row() -> None:
    changes, misfits = read_town(setting(KEYS, HVO, 250), sorted_by(KEYS, 4))
    assert ([(one.entry.route, one.to) for one in changes], misfits) == ([(("values", "hvo"), 250)], ())


def test_a_row_that_was_emptied_is_missed() -> None:
    def emptied(book: Any) -> None:
        for cell in book[KEYS][HVO_ROW]:
            cell.value = None

    assert [text for _, _, text in told(emptied)] == ["the row of utan-summa / hvo is not there"]


def test_empty_rows_in_between_are_nothing() -> None:
    assert read_town(lambda book: book[KEYS].insert_rows(HVO_ROW)) == ((), ())


def test_a_renamed_sheet_is_missed_by_its_name() -> None:
    def renamed(book: Any) -> None:
        book[KEYS].title = "Nycklar 2027"

    _, (misfit,) = read_town(renamed)
    assert (misfit.sheet, str(misfit.message)) == (KEYS, "the sheet is not there")
    assert "call it “In keys” again" in str(misfit.remedy)


@pytest.mark.parametrize("name", ["In keys (2)", "In keys_2"])
def test_a_copy_of_a_sheet_is_told_and_not_passed_over(name: str) -> None:
    def copied(book: Any) -> None:
        copy = book.copy_worksheet(book[KEYS])
        copy.title = name
        copy[HVO] = 250

    assert told(copied) == [(name, "A1", "this copy of “In keys” is not read")]


def test_a_column_put_in_is_told_by_its_place() -> None:
    def put_in(book: Any) -> None:
        book[KEYS].insert_cols(5)
        book[KEYS]["E3"] = "Anteckning"

    assert told(put_in) == [(KEYS, "E3", "the column is called “Anteckning” and should be “Value”")]


def test_a_column_put_in_without_a_heading_is_told_too() -> None:
    assert told(lambda book: book[KEYS].insert_cols(5))[0][:2] == (KEYS, "E3")


def test_a_column_of_notes_at_the_end_is_told() -> None:
    assert told(setting(KEYS, "H3", "Anteckning")) == [
        (KEYS, "H3", "the column “Anteckning” is none of the workbook's")
    ]


def test_a_column_that_is_gone_is_told() -> None:
    assert told(lambda book: book[KEYS].delete_cols(3))[0][:2] == (KEYS, "C3")


@pytest.mark.parametrize("text", ["1 234,50", "1\u00a0234,50", "1234.50", "'250", "250 ", "2,5e2", "½", "(250)"])
def test_a_number_kept_as_text_is_refused_and_not_guessed(text: str) -> None:
    ((sheet, place, why),) = told(setting(COSTS, PART, text, "@"))
    assert (sheet, place) == (COSTS, PART)
    assert why.endswith("is text, and no number")


@pytest.mark.parametrize(
    ("value", "form", "why"),
    [
        (0.5, "0 %", "the cell is shown as per cent"),
        (46_023, "yyyy-mm-dd", "a date (2026-01-01"),
        ("=E4+1", None, "the cell holds a formula"),
        ('=HYPERLINK("http://x","250")', None, "the cell holds a formula"),
        ("=1/0", None, "the cell holds a formula"),
        ("#REF!", None, "#REF!"),
        (True, None, "holds True"),
        (2.5e300, None, "too large"),
        (250.5, None, "250,5 is no whole number"),
    ],
)
def test_what_is_no_plain_number_is_refused(value: object, form: str | None, why: str) -> None:
    ((sheet, place, found),) = told(setting(KEYS, HVO, value, form))
    assert (sheet, place) == (KEYS, HVO)
    assert why in found


@pytest.mark.parametrize("value", [LARGEST_ORE // 100, -(LARGEST_ORE // 100), 9_999_999_999_999.99, -0.01, 0])
def test_amounts_are_taken_to_the_ore_up_to_the_largest(value: float) -> None:
    ((change,), misfits) = read_town(setting(COSTS, PART, value))
    assert (change.to, misfits) == (round(value * 100), ())


def test_an_amount_beyond_the_largest_is_refused() -> None:
    ((_, place, why),) = told(setting(COSTS, PART, LARGEST_ORE // 100 + 1))
    assert (place, "too large" in why) == (PART, True)


def test_merged_input_cells_are_told_where_they_are_empty() -> None:
    ((sheet, place, why),) = told(
        lambda book: book[KEYS].merge_cells(start_row=HVO_ROW, end_row=HVO_ROW + 1, start_column=5, end_column=5)
    )
    assert (sheet, place, why) == (KEYS, f"E{HVO_ROW + 1}", "the cell is empty")


def test_merged_ids_are_told() -> None:
    def merged(book: Any) -> None:
        book[KEYS].merge_cells(start_row=HVO_ROW - 1, end_row=HVO_ROW, start_column=1, end_column=1)

    assert (KEYS, f"A{HVO_ROW}", "“” is not known here") in told(merged)


def test_an_amount_that_follows_an_index_is_shown_and_comes_back_unchanged() -> None:
    shown = openpyxl.load_workbook(io.BytesIO(town_book()))[COSTS]
    assert shown[FOLLOWED].value == 1021.34
    assert shown[FOLLOWED].protection.locked
    assert shown[f"E{row_of(COSTS, 'telefon', '1')}"].value == "PKV, after 2027"


@pytest.mark.parametrize(("value", "form"), [(2000, None), (None, None), ("=1021.34", None), (1021.34, "0 %")])
def test_an_amount_that_follows_an_index_is_told_where_it_is_changed(value: object, form: str | None) -> None:
    _, (misfit,) = read_town(setting(COSTS, FOLLOWED, value, form))
    assert (misfit.sheet, misfit.place) == (COSTS, FOLLOWED)
    assert str(misfit.message) == "the amount follows the index “PKV”, and is not read back: it should be 1 021,34 kr"


def rewritten(change: Callable[[str, str], str]) -> bytes:
    """The town's workbook with the text of its parts changed, as another program may write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(town_book())) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            new.writestr(one.filename, change(one.filename, old.read(one).decode()))
    return out.getvalue()


def test_numbers_in_seventeen_digits_are_the_numbers_that_were_typed() -> None:
    spellings = {"<v>0.125</v>": "<v>0.12500000000000000</v>", "<v>1020000.01</v>": "<v>1.0200000100000000E6</v>"}
    met: set[str] = set()

    def spelt(_: str, text: str) -> str:
        met.update(one for one in spellings if one in text)
        for one, other in spellings.items():
            text = text.replace(one, other)
        return text

    assert read(town(), rewritten(spelt)) == ((), ())
    assert met == set(spellings)


def test_texts_written_into_their_cells_are_read_as_shared_ones_are() -> None:
    found: list[str] = []

    def keep(name: str, text: str) -> str:
        if name.endswith("sharedStrings.xml"):
            found.extend(re.findall(r"<si><t[^>]*>([^<]*)</t></si>", text))
        return text

    rewritten(keep)

    def inline(name: str, text: str) -> str:
        if not name.startswith("xl/worksheets/"):
            return text
        return re.sub(r't="s"><v>(\d+)</v>', lambda hit: f't="inlineStr"><is><t>{found[int(hit[1])]}</t></is>', text)

    data = rewritten(inline)
    assert b"inlineStr" in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert read(town(), data) == ((), ())


def test_a_sheet_that_says_a_wrong_size_of_itself_is_read_whole() -> None:
    def narrowed(_: str, text: str) -> str:
        return re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', text)

    assert read(town(), rewritten(narrowed)) == ((), ())


def test_a_workbook_in_the_strict_format_is_refused_and_not_read_as_empty() -> None:
    def strict(_: str, text: str) -> str:
        return text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )

    with pytest.raises((NoWorkbook, NotThisCity)):
        read(town(), rewritten(strict))


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    # What a password makes of a workbook: no packed file at all.
    file.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512))
    with pytest.raises(NoWorkbook) as refused:
        grids(file, {"itgov"})
    assert "without a password" in str(refused.value.remedy)


def test_many_wrong_cells_are_told_all_at_once() -> None:
    found = told(setting(KEYS, HVO, "x"), setting(COSTS, PART, "=1"), setting(VOLUMES, "E4", -1))
    assert [(sheet, place) for sheet, place, _ in found] == [(KEYS, HVO), (COSTS, PART), (VOLUMES, "E4")]


def test_the_file_that_another_program_saved_once_more_is_the_same() -> None:
    assert read(town(), edited(edited(town_book()))) == ((), ())
