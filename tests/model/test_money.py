"""Amounts: every form an official types, exact, and everything else refused with the right form shown."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itgov.model.money import LARGEST_ORE, format_amount, parse_amount, round_half_up
from itgov.model.scalar import BadValue


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1 250 000 kr", 125_000_000),
        ("1250000 kr", 125_000_000),
        ("90 000,50 kr", 9_000_050),
        ("90 000,5 kr", 9_000_050),
        ("1 250 tkr", 125_000_000),
        ("1,25 mnkr", 125_000_000),
        ("1\u00a0250\u202f000\u00a0kr", 125_000_000),
        ("0 kr", 0),
        ("0,01 kr", 1),
        ("-500 kr", -50_000),
        ("\u2212500 kr", -50_000),
        ("435mnkr", 43_500_000_000),
        ("0,00001 tkr", 1),
    ],
)
def test_what_an_official_types_is_read_to_the_ore(text: str, ore: int) -> None:
    assert parse_amount(text) == ore


@pytest.mark.parametrize(
    "text",
    ["", "kr", "1250", "1.25 mnkr", "1,250,000 kr", "12 50 kr", "01 kr", "1 250 000", "SEK 100", "1e6 kr", "1,2,3 kr",
     "1 kr 50 öre", "½ mnkr", "١ kr", "100 KR", "--1 kr", "1  000 kr", "0,001 kr", "9" * 70 + " kr"],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_amount(text)


def test_the_refusal_shows_the_right_form() -> None:
    with pytest.raises(BadValue, match="1 250 000 kr"):
        parse_amount("1250 SEK")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1,5 miljoner", "1,5 mnkr"),
        ("1 miljon", "1 mnkr"),
        ("2 Miljoner kronor", "2 mnkr"),
        ("900 tusen", "900 tkr"),
        ("1 250 SEK", "1 250 kr"),
        ("-50:-", "-50 kr"),
    ],
)
def test_a_unit_in_words_is_answered_with_the_amount_it_means(text: str, meant: str) -> None:
    with pytest.raises(BadValue, match=f"but “{meant}” is: write it as 1 250 000 kr"):
        parse_amount(text)


@pytest.mark.parametrize("text", ["1,250 SEK", "1.5 miljoner", "många miljoner", "12 50 miljoner"])
def test_what_could_mean_two_amounts_is_answered_with_the_forms_alone(text: str) -> None:
    with pytest.raises(BadValue, match="is no amount: write it as 1 250 000 kr"):
        parse_amount(text)


def test_the_largest_amount_is_taken_and_no_more() -> None:
    assert parse_amount("10 000 000 mnkr") == LARGEST_ORE
    with pytest.raises(BadValue, match="too large"):
        parse_amount("10 000 000 000 000,01 kr")


@given(st.integers(-LARGEST_ORE, LARGEST_ORE))
def test_writing_and_reading_gives_the_amount_back(ore: int) -> None:
    assert parse_amount(format_amount(ore)) == ore


@given(st.fractions())
def test_rounding_is_at_most_half_off_and_mirrors_credits(value: Fraction) -> None:
    rounded = round_half_up(value)
    assert abs(rounded - value) <= Fraction(1, 2)
    assert round_half_up(-value) == -rounded
