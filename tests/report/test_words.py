from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.report import words

ORE = st.integers(-(10**15), 10**15)


@pytest.mark.parametrize(
    ("ore", "language", "shown"),
    [
        (102_000_001, "sv", "1\u00a0020\u00a0000,01"),
        (102_000_000, "sv", "1\u00a0020\u00a0000"),
        (102_000_001, "en", "1,020,000.01"),
        (-5, "sv", "\u22120,05"),
        (0, "en", "0"),
    ],
)
def test_kronor_are_exact(ore: int, language: str, shown: str) -> None:
    assert words.kronor(ore, language) == shown


@pytest.mark.parametrize(
    ("ore", "shown"), [(125_000_000, "1,3"), (124_999_999, "1,2"), (-125_000_000, "\u22121,3"), (4_999_999, "0,0")]
)
def test_millions_have_one_decimal_and_round_halves_away_from_zero(ore: int, shown: str) -> None:
    assert words.millions(ore, "sv") == shown


def test_the_unit_is_in_the_language_of_the_reader() -> None:
    assert (words.with_mnkr(10**8, "sv"), words.with_mnkr(10**8, "en")) == ("1,0\u00a0mnkr", "1.0\u00a0MSEK")


def test_thousands_are_whole() -> None:
    assert words.thousands(149_950_000, "sv") == "1\u00a0500"


@pytest.mark.parametrize(("language", "shown"), [("sv", "12,5\u00a0%"), ("en", "12.5%")])
def test_a_share_has_one_decimal(language: str, shown: str) -> None:
    assert words.percent(Fraction(1, 8), language) == shown


@settings(deadline=None, max_examples=200)
@given(ORE)
def test_exact_amounts_can_be_read_back(ore: int) -> None:
    shown = words.exact(ore, "en").replace("\u2212", "-").replace(",", "").replace(".", "")
    assert int(shown) == ore


@settings(deadline=None, max_examples=200)
@given(ORE, st.sampled_from(["sv", "en"]))
def test_an_amount_never_breaks_over_two_lines(ore: int, language: str) -> None:
    assert not set(words.with_kr(ore, language)) & set(" \n\t|")


@pytest.mark.parametrize(("text", "shown"), [("1,0", "+1,0"), ("\u22121,0", "\u22121,0"), ("0,0", "0,0"), ("-3", "-3")])
def test_a_sign_stands_before_what_is_above_zero(text: str, shown: str) -> None:
    assert words.signed(text) == shown


def test_a_day_is_written_out() -> None:
    assert words.day(date(2026, 9, 9), "sv") == "9 september 2026"


def test_the_last_of_a_list_has_its_own_word() -> None:
    assert words.listed(["a", "b", "c"], "sv") == "a, b och c"
