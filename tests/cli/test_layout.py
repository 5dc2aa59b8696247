"""A table on a screen of any width: nothing broken, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itgov.cli.layout import Column, blocks, wrapped

WORDS = st.lists(st.text("aåö-", min_size=1, max_size=12), max_size=4).map(" ".join)
AMOUNTS = st.integers(-(10**12), 10**12).map(lambda ore: f"{ore:,}".replace(",", "\u00a0"))
NAME = "Gymnasie- och vuxenutbildningsförvaltningen"


@st.composite
def tables(draw: st.DrawFn) -> list[Column]:
    """Tables of a few rows: columns of words first, then amounts."""
    rows = draw(st.integers(1, 3))
    words = st.builds(Column, WORDS, st.tuples(*[WORDS] * rows))
    amounts = st.builds(Column, WORDS, st.tuples(*[AMOUNTS] * rows), st.just(True))
    return [draw(words), *draw(st.lists(words, max_size=2)), *draw(st.lists(amounts, max_size=6))]


@given(tables(), st.integers(20, 160))
def test_every_column_is_shown_and_the_first_one_stands_before_all_others(table: list[Column], width: int) -> None:
    found = blocks(table, width)
    assert {number for block in found for number in block.columns} == set(range(len(table)))
    assert all(block.columns[0] == 0 for block in found)


@given(tables(), st.integers(20, 160))
def test_no_word_and_no_amount_is_broken(table: list[Column], width: int) -> None:
    for block in blocks(table, width):
        for number, wide in zip(block.columns, block.widths, strict=True):
            assert wide >= table[number].least
            for cell in table[number].cells:
                lines = wrapped(cell, wide)
                assert " ".join(lines).split() == cell.split()
                assert len(lines) == 1 or not table[number].right


@given(tables(), st.integers(20, 160))
def test_only_what_does_not_fit_beside_the_first_column_is_wider_than_the_screen(
    table: list[Column], width: int
) -> None:
    for block in blocks(table, width):
        assert block.width <= width or len(block.columns) <= 2


def test_a_name_is_broken_between_its_words_before_a_table_is_parted() -> None:
    columns = [Column("vem", (NAME,)), Column("före", ("40\u00a0036\u00a0972,35",), right=True)]
    (block,) = blocks(columns, 50)
    assert wrapped(NAME, block.widths[0]) == ["Gymnasie- och", "vuxenutbildningsförvaltningen"]


def test_what_does_not_fit_follows_below_with_the_names_again() -> None:
    columns = [Column("vem", (NAME,)), *(Column(year, ("40\u00a0036\u00a0972,35",), right=True) for year in "1234")]
    assert [block.columns for block in blocks(columns, 70)] == [(0, 1, 2), (0, 3, 4)]


def test_columns_are_dealt_out_evenly_so_that_none_is_left_alone() -> None:
    columns = [Column("vem", (NAME,)), *(Column(year, ("40\u00a0036\u00a0972,35",), right=True) for year in "1234")]
    assert [block.columns for block in blocks(columns, 80)] == [(0, 1, 2), (0, 3, 4)]


@pytest.mark.parametrize("width", [1, 4, 12, 80])
def test_an_amount_is_one_word(width: int) -> None:
    lines = wrapped("kostar 622\u00a0190,96 kr", width)
    assert any("622 190,96 kr" in line.replace("\u00a0", " ") for line in lines)
