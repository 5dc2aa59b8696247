"""The split as tables: CSV that office programs read, Markdown that shows what it says."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.allocate import outside
from itgov.allocate.shares import Allocation, allocate
from itgov.allocate.table import (
    csv_rows,
    csv_text,
    escaped,
    guarded,
    kronor,
    markdown_by_administration,
    markdown_by_source,
    markdown_notes,
    markdown_reconciliation,
    percent,
)
from itgov.model.city import City

from .small import AN_EQUAL_KEY, administration, city, delivery, key, part, system

SMALL = city(
    AN_EQUAL_KEY,
    delivery("natverk", part("Drift", {"2026": "-30 kr", "2027": "3 600 kr"})),
    system("ekot", ("staff", "100 kr"), key="anstallda", used_by=("hvo",), lifecycle={"in_use_since": "2027-01-01"}),
)
SPLIT = allocate(SMALL, (2026, 2027))
LATE = city(
    AN_EQUAL_KEY,
    key("sen", dict.fromkeys(("asf", "hvo", "miljo"), "1"), valid_for=("2028",)),
    delivery("natverk", part("A", {"2027": "30 kr", "2028": "30 kr"}), part("B", {"2027": "7 kr"}, key="sen")),
)
HALF_SPLIT = allocate(LATE)


def test_a_row_tells_who_pays_what_for_which_part() -> None:
    assert csv_rows(SPLIT, SMALL, "en")[-1] == (
        "2027",
        "miljo",
        "Förvaltningen miljo",
        "natverk",
        "Leveransen natverk",
        "base delivery",
        "1",
        "Drift",
        "licences",
        "fixed",
        "anstallda",
        "",
        "yes",
        "1200.00",
    )


def test_a_system_s_part_is_called_by_its_category() -> None:
    assert csv_rows(SPLIT, SMALL, "en")[1][5:10] == ("shared system", "1", "staff", "staff", "")


def test_there_is_a_row_for_every_cell_under_the_header() -> None:
    assert len(csv_rows(SPLIT, SMALL, "en")) == 1 + len(SPLIT.cells)


def test_a_line_that_is_not_split_is_a_row_without_administration_that_says_why() -> None:
    (row,) = [row for row in csv_rows(HALF_SPLIT, LATE, "en") if row[7] == "B" and row[-1]]
    assert (row[:3], row[-3:]) == (
        ("2027", "", ""),
        ("the key “sen” is valid only from 2028: see gäller för (`valid_for`)", "yes", "7.00"),
    )


@pytest.mark.parametrize("split", [SPLIT, HALF_SPLIT])
def test_the_rows_add_up_to_all_that_was_put_in(split: Allocation) -> None:
    amounts = [Fraction(row[-1]) for row in csv_rows(split, LATE, "en")[1:] if row[-1]]
    assert sum(amounts) * 100 == sum(line.ore for line in split.lines)


def test_a_cost_that_is_not_on_record_is_a_row_for_each_year_without_amount_that_says_why() -> None:
    gap = city(
        AN_EQUAL_KEY, delivery("natverk", part("A", {"2029": "1 kr"}), part("B", {"2027": "1 kr", "2028": "0 kr"}))
    )
    rows = [row for row in csv_rows(allocate(gap, (2027, 2028)), gap, "en")[1:] if not row[-1]]
    assert [(row[0], row[3], row[7], row[-2]) for row in rows] == [
        ("2027", "natverk", "A", "no"),
        ("2028", "natverk", "A", "no"),
    ]
    assert all("no amount for 2027, 2028; the first on record is for 2029" in row[11] for row in rows)


def test_what_is_in_the_split_adds_up_to_it_alone() -> None:
    own = city(
        AN_EQUAL_KEY,
        delivery("natverk", part("A", {"2027": "30 kr"}), part("B", {"2027": "7 kr"}, key="saknas")),
        system("ekot", ("staff", "100 kr"), used_by=("hvo",)),
    )
    split = allocate(own, (2027,))
    rows = (*csv_rows(split, own, "sv")[1:], *outside.csv_rows(split, own, "sv"))
    assert {row[-2] for row in rows} == {"ja", "nej"}
    assert sum(Fraction(row[-1].replace(",", ".")) for row in rows if row[-2] == "ja") == 37


def test_every_row_is_as_wide_as_the_header() -> None:
    assert {len(row) for row in csv_rows(SPLIT, SMALL, "en")} == {14}


def test_a_negative_amount_is_a_number_and_not_guarded() -> None:
    assert csv_rows(SPLIT, SMALL, "en")[2][-1] == "-10.00"


def test_a_name_that_looks_like_a_formula_is_guarded() -> None:
    sly = city(
        administration("asf", name="=1+1"), key("anstallda", {"asf": "1"}), delivery("natverk", part("@SUMMA(A1)"))
    )
    row = csv_rows(allocate(sly, (2027,)), sly, "en")[1]
    assert (row[2], row[7]) == ("'=1+1", "'@SUMMA(A1)")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "\u00a0@"])
def test_text_that_could_begin_a_formula_is_guarded(start: str) -> None:
    assert guarded(f"{start}1") == f"'{start}1"


@pytest.mark.parametrize("text", ["", "Drift", "'=1", "1=1", " a=1"])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_swedish_csv_has_semicolons_and_a_byte_order_mark() -> None:
    assert csv_text([("år", "belopp"), ("2027", "1,50")], "sv") == "\ufeffår;belopp\r\n2027;1,50\r\n"


def test_english_csv_has_commas() -> None:
    assert csv_text([("2027", "1.50")], "en") == "\ufeff2027,1.50\r\n"


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0"), min_size=1), min_size=2), min_size=1))
def test_csv_read_back_is_what_was_written(rows: list[list[str]]) -> None:
    text = csv_text(rows, "sv").removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text, newline=""), delimiter=";")) == rows


@pytest.mark.parametrize(
    ("ore", "language", "text"),
    [(123_456_789, "sv", "1234567,89"), (-5, "sv", "-0,05"), (0, "sv", "0,00"), (150, "en", "1.50")],
)
def test_kronor_are_written_as_a_program_reads_them(ore: int, language: str, text: str) -> None:
    assert kronor(ore, language) == text


@pytest.mark.parametrize(("language", "text"), [("sv", "-1\u00a0234\u00a0567,89"), ("en", "-1,234,567.89")])
def test_grouped_kronor_set_thousands_apart(language: str, text: str) -> None:
    assert kronor(-123_456_789, language, grouped=True) == text


@settings(deadline=None, max_examples=100)
@given(st.integers(-(10**15), 10**15), st.sampled_from(["sv", "en"]))
def test_no_ore_is_lost_in_writing_kronor(ore: int, language: str) -> None:
    assert Fraction(kronor(ore, language).replace(",", ".")) * 100 == ore


@pytest.mark.parametrize(
    ("share", "language", "text"),
    [
        (Fraction(1, 8), "sv", "12,5\u00a0%"),
        (Fraction(-1, 2000), "sv", "-0,1\u00a0%"),
        (Fraction(-1, 3), "en", "-33.3%"),
        (Fraction(-1, 10**6), "en", "0.0%"),
    ],
)
def test_a_share_is_written_with_one_decimal(share: Fraction, language: str, text: str) -> None:
    assert percent(share, language) == text


def test_markdown_by_administration_ends_with_the_sum() -> None:
    assert markdown_by_administration(SPLIT, SMALL, "en") == (
        "| Administration | 2026 | 2027 |\n"
        "| --- | ---: | ---: |\n"
        "| Förvaltningen asf | -10.00 | 1,200.00 |\n"
        "| Förvaltningen hvo | -10.00 | 1,300.00 |\n"
        "| Förvaltningen miljo | -10.00 | 1,200.00 |\n"
        "| Sum | -30.00 | 3,700.00 |\n"
    )


def test_markdown_by_source_shows_zero_in_a_year_without_cost() -> None:
    assert markdown_by_source(SPLIT, SMALL, "en") == (
        "| Delivery or shared system | 2026 | 2027 |\n"
        "| --- | ---: | ---: |\n"
        "| Systemet ekot | 0.00 | 100.00 |\n"
        "| Leveransen natverk | -30.00 | 3,600.00 |\n"
        "| Sum | -30.00 | 3,700.00 |\n"
    )


@pytest.mark.parametrize("table", [markdown_by_administration, markdown_by_source])
def test_what_is_not_split_stands_before_the_sum_and_is_in_it(
    table: Callable[[Allocation, City, str], str],
) -> None:
    assert table(HALF_SPLIT, LATE, "en").splitlines()[-2:] == ["| Not split | 7.00 | 0.00 |", "| Sum | 37.00 | 30.00 |"]


def test_markdown_reconciles_every_year() -> None:
    assert markdown_reconciliation(HALF_SPLIT, "en") == (
        "| Year | Put in | Split | Unused capacity | Unassigned | Not split | Difference |\n"
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n"
        "| 2027 | 37.00 | 30.00 | 0.00 | 0.00 | 7.00 | 0.00 |\n"
        "| 2028 | 30.00 | 30.00 | 0.00 | 0.00 | 0.00 | 0.00 |\n"
    )


def test_markdown_notes_say_what_is_not_split_and_why() -> None:
    assert "- “B” of “natverk” is not split for 2027: the key “sen” is valid" in markdown_notes(HALF_SPLIT, "en")


def test_without_anything_to_tell_there_are_no_notes() -> None:
    assert markdown_notes(SPLIT, "en") == ""


def test_text_cannot_break_out_of_its_markdown_cell() -> None:
    assert escaped("a | b\n<img src=x> [c](d) *e*") == r"a \| b \<img src=x\> \[c\](d) \*e\*"


HALF_USED = city(AN_EQUAL_KEY, delivery("arkiv", part(), volumes={"2027": "1"}, capacity={"2027": "2"}))


def test_unused_capacity_is_a_row_of_its_own_and_the_rows_make_the_cost() -> None:
    rows = csv_rows(allocate(HALF_USED, (2027,)), HALF_USED, "en")
    assert [(row[2], row[-1]) for row in rows[1:]] == [
        ("Förvaltningen asf", "16.67"),
        ("Förvaltningen hvo", "16.67"),
        ("Förvaltningen miljo", "16.66"),
        ("unused capacity", "50.00"),
    ]


def test_markdown_tells_unused_capacity_before_the_sum() -> None:
    lines = markdown_by_administration(allocate(HALF_USED, (2027,)), HALF_USED, "en").splitlines()
    assert lines[-2:] == ["| Unused capacity | 50.00 |", "| Sum | 100.00 |"]
