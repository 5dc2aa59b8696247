"""A ledger's file is read as office programs write it, and what cannot be read is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itgov.edit.ledger_csv import CannotReadLedger, amount_of, month_of, table_of

TEXT = "Ansvar;Period;Belopp\r\n7010;202703;1 234,50\r\n\r\n7020;2027-03;Ö\r\n"
ROWS = ((2, ("7010", "202703", "1 234,50")), (4, ("7020", "2027-03", "Ö")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encoding_does_not_matter(encoding: str) -> None:
    assert table_of(TEXT.encode(encoding)).rows == ROWS


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_is_found(separator: str) -> None:
    assert table_of(TEXT.replace(";", separator).encode()).rows == ROWS


def test_commas_separate_where_amounts_are_quoted() -> None:
    table = table_of(b'Ansvar,Period,Belopp\n7010,202703,"1 234,50"\n')
    assert table.rows == ((2, ("7010", "202703", "1 234,50")),)


def test_a_first_line_may_name_the_separator() -> None:
    assert table_of(("sep=;\r\n" + TEXT).encode()).rows == tuple((line + 1, cells) for line, cells in ROWS)


def test_a_row_is_told_by_the_line_it_begins_on() -> None:
    table = table_of(b'A;B\n1;"two\nlines"\n3;4\n')
    assert [line for line, _ in table.rows] == [2, 4]


def test_headings_are_found_whatever_their_letters_size() -> None:
    assert table_of(TEXT.encode()).column(" belopp") == 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "no heading"),
        (b"Belopp\n12\n", "no heading"),
        (b"A;B\n1;2;3\n", "line 2 has 3 cells"),
        (b"A;B\n1;\x00\n", "neither UTF-8 nor cp1252"),
        (b'A;B\n1;2\n3;"3 m kabel\n5;6\n', "line 3 cannot be read as CSV"),
        (b'A;B\n1;2\n3;"3 m kabel\n5;kabel 3"\n', "the row from line 3 goes on to line 4"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(CannotReadLedger, match=problem):
        table_of(data)


def test_a_column_that_is_missing_or_there_twice_is_told() -> None:
    with pytest.raises(CannotReadLedger, match="no column “Konto”"):
        table_of(TEXT.encode()).column("Konto")
    with pytest.raises(CannotReadLedger, match="2 columns"):
        table_of(b"A;a;B\n1;2;3\n").column("A")


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1234,50", 123_450),
        ("1 234,5", 123_450),
        ("1\u00a0234,50", 123_450),
        ("1.234,50", 123_450),
        ("1234.50", 123_450),
        ("-34,50", -3_450),
        ("34,50-", -3_450),
        ("\u221234", -3_400),
        ("+5", 500),
        ("0", 0),
    ],
)
def test_amounts_are_read_with_minus_before_or_after(text: str, ore: int) -> None:
    assert amount_of(text) == ore


@pytest.mark.parametrize("text", ["", "kr", "1.234", "1,234", "-5-", "12 34", "1,2,3", "=1+1", "(5)", "1e5", "٣"])
def test_what_may_be_read_in_two_ways_is_no_amount(text: str) -> None:
    assert amount_of(text) is None


@given(st.integers(-(10**15), 10**15))
def test_every_amount_is_read_back(ore: int) -> None:
    kronor, rest = divmod(abs(ore), 100)
    text = f"{kronor:,}".replace(",", "\u00a0") + f",{rest:02d}"
    assert amount_of(f"-{text}" if ore < 0 else text) == ore
    assert amount_of(f"{text}-" if ore < 0 else text) == ore


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        table = table_of(data)
    except CannotReadLedger:
        return
    assert all(len(cells) <= len(table.heads) for _, cells in table.rows)


@pytest.mark.parametrize("text", ["2027-03", "202703", "2027-03-31", "20270331", " 2027-03 "])
def test_months_are_read(text: str) -> None:
    assert month_of(text) == (2027, 3)


@pytest.mark.parametrize("text", ["", "mars", "2027", "2027-13", "2027-3", "03-2027", "2027-03-32"])
def test_other_texts_are_no_months(text: str) -> None:
    assert month_of(text) is None
