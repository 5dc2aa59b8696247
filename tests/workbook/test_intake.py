"""What comes back from a workbook: what was changed, and nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from itgov.model.city import City
from itgov.workbook.grid import NoWorkbook, grids
from itgov.workbook.intake import NotThisCity
from tests.allocate.small import city, delivery, key, part, system

from .edited import COSTS, KEYS, VOLUMES, Edit, edited, read, read_town, row_of, setting, town, workbook


@pytest.mark.parametrize("language", ["sv", "en"])
def test_keys_of_every_kind_come_back_as_they_are(language: str) -> None:
    assert read(town(), workbook(town(), language)) == ((), ())


@pytest.mark.parametrize(
    ("sheet", "identity", "column", "typed", "route", "to"),
    [
        (KEYS, ("utan-summa", "hvo"), "E", 250, ("values", "hvo"), 250),
        (KEYS, ("delad", "asf"), "F", 0.2, ("shares", "asf"), Fraction(1, 5)),
        (KEYS, ("delad", "hvo"), "F", "7/12", ("shares", "hvo"), Fraction(7, 12)),
        (KEYS, ("blandad", "delad"), "F", 0.4, ("mix", 1, "weight"), Fraction(2, 5)),
        (KEYS, ("upptag", "asf"), "G", 9, ("per_year", "2027", "asf"), 9),
        (COSTS, ("dator", "1"), "G", 1020000.02, ("cost_parts", 0, "per_year", "2027"), 102_000_002),
        (COSTS, ("dator", "2"), "F", 99_000, ("cost_parts", 1, "asset", "outlay"), 9_900_000),
        (COSTS, ("enkat", "1"), "F", -600, ("yearly_cost", 0, "amount"), -60_000),
        (VOLUMES, ("dator", "volume"), "E", 0, ("volumes", "2027"), 0),
    ],
)
def test_a_changed_cell_is_one_changed_value(
    sheet: str, identity: tuple[str, ...], column: str, typed: object, route: tuple[object, ...], to: object
) -> None:
    place = f"{column}{row_of(sheet, *identity)}"
    changes, misfits = read_town(setting(sheet, place, typed))
    assert misfits == ()
    assert [(one.entry.record, one.entry.route, one.to, one.place) for one in changes] == [
        (identity[0], route, to, place)
    ]


HVO = f"E{row_of(KEYS, 'anstallda', 'hvo')}"
ASF_SHARE = f"F{row_of(KEYS, 'delad', 'asf')}"
PART = f"G{row_of(COSTS, 'dator', '1')}"
REST = f"H{row_of(COSTS, 'telefon', '1')}"


@pytest.mark.parametrize(
    ("sheet", "place", "typed", "form", "told"),
    [
        (KEYS, HVO, "=100+150", None, "formula"),
        (KEYS, HVO, "250 st", None, "“250 st” is text"),
        (KEYS, HVO, "fÃ¶rskola", None, "“fÃ¶rskola” is text"),
        (KEYS, HVO, None, None, "is empty"),
        (KEYS, HVO, 0.25, "0 %", "per cent"),
        (KEYS, HVO, 250.5, None, "250,5 is no whole number"),
        (KEYS, HVO, -1, None, "-1 is no whole number"),
        (KEYS, HVO, 10**16, None, "too large"),
        (KEYS, HVO, date(2027, 3, 1), "yyyy-mm-dd", "a date (2027-03-01"),
        (KEYS, HVO, True, None, "holds True"),
        (KEYS, "E20", 5, None, "not known here"),
        (KEYS, ASF_SHARE, 12.5, "0", "12,5 is not shown as per cent"),
        (KEYS, ASF_SHARE, 1.5, None, "above 100 %"),
        (KEYS, ASF_SHARE, "en femtedel", None, "is no share"),
        (KEYS, f"F{row_of(KEYS, 'anstallda', 'hvo')}", 0.5, None, "have no value here"),
        (COSTS, PART, 0.001, None, "finer than an öre"),
        (COSTS, PART, 10**15, None, "too large"),
        (COSTS, PART, "1 000 kr", None, "is text"),
        (VOLUMES, "E3", "2026, number", None, "the column is called “2026, number” and should be “2027, number”"),
        (KEYS, f"B{row_of(KEYS, 'anstallda', 'hvo')}", "hvoo", None, "“hvoo” is not known here"),
        (KEYS, f"A{row_of(KEYS, 'anstallda', 'hvo')}", "anställda", None, "“anställda” is not known here"),
        (KEYS, f"B{row_of(KEYS, 'anstallda', 'hvo')}", "asf", None, "is there twice"),
    ],
)
def test_what_cannot_be_taken_is_told_by_sheet_and_cell(
    sheet: str, place: str, typed: object, form: str | None, told: str
) -> None:
    changes, misfits = read_town(setting(sheet, place, typed, form))
    assert changes == ()
    assert (misfits[0].sheet, misfits[0].place[1:].isdigit()) == (sheet, True)
    assert told in str(misfits[0].message)
    assert str(misfits[0].remedy)


TOTAL = f"E{row_of(KEYS, 'anstallda', '(total)')}"


def test_the_total_of_a_key_follows_its_values() -> None:
    changes, misfits = read_town(setting(KEYS, HVO, 250))
    assert misfits == ()
    assert [(one.entry.route, one.entry.value, one.to) for one in changes] == [
        (("values", "hvo"), 200, 250),
        (("total",), 300, 350),
    ]


@pytest.mark.parametrize("typed", [350, "=SUM(E4:E6)", "350 st", None])
def test_a_total_row_is_never_read(typed: object) -> None:
    def both(book: Any) -> None:
        book[KEYS][HVO], book[KEYS][TOTAL] = 250, typed

    changes, misfits = read_town(both)
    assert ([one.to for one in changes], misfits) == ([250, 350], ())


@pytest.mark.parametrize("typed", [299, 350.5])
def test_a_typed_total_that_the_rows_do_not_make_is_told_as_the_total_row(typed: float) -> None:
    changes, (misfit,) = read_town(setting(KEYS, TOTAL, typed))
    assert changes == ()
    assert (misfit.sheet, misfit.place) == (KEYS, TOTAL)
    assert str(misfit.message) == "this is the total row of “anstallda”, which is never read: its rows make 300"


def test_a_total_that_the_values_did_not_make_stays_as_printed() -> None:
    printed = city(*(one for one in town().records() if one.id != "anstallda"),
                   key("anstallda", {"asf": "100", "hvo": "200", "miljo": "0"}, total="299"))  # fmt: skip
    changes, misfits = read(printed, edited(workbook(printed), setting(KEYS, HVO, 250)))
    assert ([one.entry.route for one in changes], misfits) == ([("values", "hvo")], ())


@pytest.mark.parametrize("word", ["Summa", "TOTALT:"])
def test_a_row_of_sums_that_somebody_added_is_named(word: str) -> None:
    def added(book: Any) -> None:
        book[KEYS]["A40"], book[KEYS]["E40"] = word, 300

    _, (misfit,) = read_town(added)
    assert str(misfit.message) == f"“{word}” is a total row, and totals are never read"


def test_a_row_that_is_gone_is_missed() -> None:
    _, misfits = read_town(lambda book: book[KEYS].delete_rows(5))
    assert ["is not there" in str(one.message) for one in misfits] == [True]


def test_sorted_rows_are_the_same_rows() -> None:
    def turned(book: Any) -> None:
        rows = list(book[KEYS].iter_rows(min_row=4))
        held = [[(cell.value, cell.number_format) for cell in row] for row in rows]
        for row, values in zip(rows, reversed(held), strict=True):
            for cell, (value, form) in zip(row, values, strict=True):
                cell.value, cell.number_format = value, form

    assert read_town(turned) == ((), ())


def test_a_hidden_row_does_not_change_a_record() -> None:
    def hidden(book: Any) -> None:
        book[KEYS][HVO] = 1
        book[KEYS].row_dimensions[int(HVO[1:])].hidden = True

    changes, misfits = read_town(hidden)
    assert (changes, [str(one.message) for one in misfits]) == ((), ["the value is changed, and hidden"])


def test_a_hidden_sheet_is_not_read() -> None:
    def hidden(book: Any) -> None:
        book[KEYS].sheet_state = "hidden"

    assert [str(one.message) for one in read_town(hidden)[1]] == ["the sheet is hidden"]


def test_a_sheet_that_is_gone_is_missed() -> None:
    found = read_town(lambda book: book.remove(book[VOLUMES]))[1]
    assert [(one.sheet, str(one.message)) for one in found] == [(VOLUMES, "the sheet is not there")]


def test_other_sheets_are_not_believed() -> None:
    assert read(town(), edited(workbook(town()), setting("Keys", "E4", 999))) == ((), ())


META: Mapping[str, tuple[Edit, str]] = {
    "format": (setting("itgov", "B1", "annat"), "no workbook of a split"),
    "version": (setting("itgov", "B2", "1"), "of version 1"),
    "city": (setting("itgov", "B3", "storstad"), "of the city “storstad”"),
    "digest": (setting("itgov", "B5", "0"), "the records have changed"),
    "no sheet": (lambda book: book.remove(book["itgov"]), "no workbook of a split"),
}


@pytest.mark.parametrize("what", META)
def test_a_workbook_of_something_else_is_refused(what: str) -> None:
    edit, told = META[what]
    with pytest.raises(NotThisCity, match=told):
        read_town(edit)


def test_records_that_changed_in_between_are_not_written_over() -> None:
    other = city(*town().by_kind["delivery"].values(), key("anstallda", {"asf": "1", "hvo": "2", "miljo": "3"}))
    with pytest.raises(NotThisCity, match="the records have changed"):
        read(other, workbook(town()))


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in files.items():
            file.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", "Nyckel;Värde\r\n".encode("cp1252"), packed(a="b"), packed(**{"xl/workbook.xml": "<a"}), b"PK\x03\x04"],
)
def test_what_is_no_workbook_is_refused(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(data)
    with pytest.raises(NoWorkbook, match="is no workbook"):
        grids(file, {"itgov"})


def test_a_folder_and_nothing_are_no_workbooks(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "ingen.xlsx"):
        with pytest.raises(NoWorkbook, match="cannot be read"):
            grids(path, {"itgov"})


def test_a_sheet_in_another_encoding_is_told_as_damaged(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(town()))) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            text = old.read(one)
            new.writestr(one, text.replace("ö".encode(), b"\xf6") if "sharedStrings" in one.filename else text)
    file = tmp_path / "a.xlsx"
    file.write_bytes(out.getvalue())
    with pytest.raises(NoWorkbook, match="damaged"):
        grids(file, {"itgov"})


def test_a_block_of_deleted_rows_is_told_once_with_the_first_few() -> None:
    def deleted(book: Any) -> None:
        book[KEYS].delete_rows(4, 5)

    changes, misfits = read_town(deleted)
    assert changes == ()
    assert [(one.sheet, one.count) for one in misfits] == [(KEYS, 5)]
    assert str(misfits[0].message).startswith("5 rows are not there: anstallda / asf; anstallda / hvo; anstallda / ")
    assert str(misfits[0].message).endswith("; …")


def test_parts_of_equal_value_that_changed_places_are_other_records() -> None:
    """Else a value would be taken into the part that stands where the other one stood."""

    def of(*names: str) -> City:
        equal = (part(name, {"2027": "100 kr"}) for name in names)
        return city(key("anstallda", {"asf": "1"}), delivery("dator", *equal, key="anstallda", consumers=("asf",)))

    with pytest.raises(NotThisCity, match="the records have changed"):
        read(of("Avtal", "Hyra"), workbook(of("Hyra", "Avtal")))


def test_a_part_that_was_renamed_is_another_record() -> None:
    def of(name: str) -> City:
        one = part(name, {"2027": "100 kr"})
        return city(key("anstallda", {"asf": "1"}), delivery("dator", one, key="anstallda", consumers=("asf",)))

    with pytest.raises(NotThisCity, match="the records have changed"):
        read(of("Leasing"), workbook(of("Hyra")))


def test_the_costs_of_a_system_that_changed_places_are_other_records() -> None:
    def of(*categories: str) -> City:
        costs = ((category, "100 kr") for category in categories)
        return city(key("anstallda", {"asf": "1"}), system("enkat", *costs, key="anstallda", used_by=("asf",)))

    with pytest.raises(NotThisCity, match="the records have changed"):
        read(of("licences", "staff"), workbook(of("staff", "licences")))


def test_equal_weights_of_a_mix_that_changed_places_are_other_records() -> None:
    def of(*names: str) -> City:
        mix = tuple({"key": name, "weight": "50 %"} for name in names)
        return city(key("a", {"asf": "1"}), key("b", {"asf": "1"}), key("blandad", {}, mix=mix))

    with pytest.raises(NotThisCity, match="the records have changed"):
        read(of("a", "b"), workbook(of("b", "a")))
