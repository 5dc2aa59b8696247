"""The smallest values: what is taken, and what YAML would have bent and is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.model.scalar import (
    BadValue,
    near_id,
    parse_date,
    parse_flag,
    parse_id,
    parse_month_day,
    parse_share,
    parse_text,
    parse_whole,
    parse_year,
)


@pytest.mark.parametrize(
    ("parse", "text", "value"),
    [
        (parse_whole, "16 500", 16_500),
        (parse_whole, "16500", 16_500),
        (parse_whole, "0", 0),
        (parse_share, "12,5 %", Fraction(1, 8)),
        (parse_share, "3%", Fraction(3, 100)),
        (parse_share, "4/15", Fraction(4, 15)),
        (parse_date, "2027-02-28", date(2027, 2, 28)),
        (parse_flag, "true", True),
        (parse_id, "avtal-hr-2024", "avtal-hr-2024"),
        (parse_year, "2027", 2027),
        (parse_month_day, "02-29", "02-29"),
        (parse_text, "  Åtgärd\n", "Åtgärd"),
    ],
)
def test_what_is_taken(parse: Callable[[object], object], text: str, value: object) -> None:
    assert parse(text) == value


@pytest.mark.parametrize(
    ("parse", "text"),
    [
        (parse_whole, "012"),
        (parse_whole, "1.10"),
        (parse_whole, "-3"),
        (parse_whole, "1_000"),
        (parse_whole, "0x1F"),
        (parse_whole, "9" * 5000),
        (parse_share, "0.5"),
        (parse_share, "1/0"),
        (parse_share, "50"),
        (parse_date, "2027-02-29"),
        (parse_date, "27-02-28"),
        (parse_date, "2027-W05-1"),
        (parse_flag, "no"),
        (parse_flag, "ja"),
        (parse_id, "Avtal"),
        (parse_id, "åtgärd"),
        (parse_id, "a--b"),
        (parse_id, "a" * 65),
        (parse_year, "27"),
        (parse_month_day, "02-30"),
        (parse_text, " "),
        (parse_text, "x" * 20_001),
    ],
)
def test_what_is_refused(parse: Callable[[object], object], text: str) -> None:
    with pytest.raises(BadValue):
        parse(text)


@pytest.mark.parametrize("parse", [parse_whole, parse_share, parse_date, parse_flag, parse_id, parse_year, parse_text])
@pytest.mark.parametrize("value", [{"a": "1"}, ("1",), None])
def test_a_block_or_a_list_is_no_value(parse: Callable[[object], object], value: object) -> None:
    with pytest.raises(BadValue):
        parse(value)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("HVO", "hvo"),
        ("Säker post", "saker-post"),
        ("avtal_hr", "avtal-hr"),
        ("–", "avtal-hr-2024"),
        ("a" * 65, "a" * 64),
    ],
)
def test_an_id_in_a_wrong_form_is_answered_with_the_right_one(text: str, near: str) -> None:
    with pytest.raises(BadValue, match=f"as in “{near}”$"):
        parse_id(text)


@given(st.text(max_size=100))
@settings(deadline=None, max_examples=100)
def test_what_is_proposed_as_an_id_is_one(text: str) -> None:
    near = near_id(text)
    assert near == "" or parse_id(near) == near
