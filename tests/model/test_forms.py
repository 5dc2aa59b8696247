"""A pattern takes the texts that its reader takes, and no others."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from itgov.model.forms import FORMS, form_of
from itgov.model.money import parse_amount, parse_cost
from itgov.model.period import parse_period
from itgov.model.scalar import (
    BadValue,
    WholeBetween,
    parse_date,
    parse_flag,
    parse_id,
    parse_month_day,
    parse_share,
    parse_text,
    parse_whole,
    parse_year,
)

Reader = Callable[[object], Any]
READERS: tuple[Reader, ...] = (*FORMS, WholeBetween(1, 48), WholeBetween(0, 120))

SPACE = st.sampled_from(["", " ", "\u00a0", "\u202f", "\n", "\t", "  "])
DIGITS = st.text("0123456789", min_size=1, max_size=17)
GROUPED = st.integers(0, 10**16).flatmap(
    lambda n: st.sampled_from([str(n), f"{n:,}".replace(",", " "), f"{n:,}".replace(",", "\u00a0")])
)
NUMBER = st.one_of(GROUPED, DIGITS, st.sampled_from(["10 000 000 000 000", "10000000", "1" + "0" * 15, "012", "1 00"]))
AMOUNT = st.tuples(
    st.sampled_from(["", "-", "\u2212", "+"]),
    NUMBER,
    st.one_of(st.just(""), st.text("0123456789", max_size=12).map(lambda part: f",{part}")),
    st.sampled_from(["", " ", "  ", "\u202f"]),
    st.sampled_from(["kr", "tkr", "mnkr", "Kr", "kronor", ""]),
).map("".join)
SHARE = st.one_of(
    st.tuples(DIGITS, st.sampled_from(["", ",0", ",5", ",", ".5", ",00001"]), st.sampled_from(["%", " %", "  %"])).map(
        "".join
    ),
    st.tuples(st.integers(0, 10**10), st.integers(0, 10**10)).map(lambda pair: f"{pair[0]}/{pair[1]}"),
)
DATE = st.one_of(
    st.dates().map(str),
    st.tuples(st.integers(1960, 2160), st.integers(0, 13), st.integers(0, 32)).map(
        lambda d: f"{d[0]}-{d[1]:02d}-{d[2]:02d}"
    ),
    st.tuples(st.integers(1960, 2160), st.sampled_from(["02-29", "02-28", "04-31", "12-31", "Q1", "Q5", "13"])).map(
        lambda d: f"{d[0]}-{d[1]}"
    ),
)
MONTH_DAY = st.tuples(st.integers(0, 13), st.integers(0, 32)).map(lambda d: f"{d[0]:02d}-{d[1]:02d}")
ID = st.text("ab0-Aå", max_size=70)
INDEX = st.tuples(DIGITS, st.sampled_from(["", ",", ",0", ",3", ",123456", ",1234567", ".5"])).map("".join)
TEXTS = st.tuples(
    SPACE,
    st.one_of(NUMBER, AMOUNT, SHARE, DATE, MONTH_DAY, ID, INDEX, st.sampled_from(["true", "false", "no"]), st.text()),
    SPACE,
).map("".join)


def named(read: object) -> str:
    """A name that is the same in every process."""
    return getattr(read, "__name__", None) or str(read)


def takes(read: Reader, text: str) -> bool:
    try:
        read(text)
    except BadValue:
        return False
    return True


def matches(read: Reader, text: str) -> bool:
    form = form_of(read)
    assert form is not None
    return re.search(form.pattern, text) is not None


def is_fraction_past_one(text: str) -> bool:
    """What no pattern can tell: whether one number is larger than another."""
    found = re.fullmatch(r"\s*(\d+)/(\d+)\s*", text)
    return found is not None and int(found[2]) > 0 and Fraction(int(found[1]), int(found[2])) > 1


@pytest.mark.parametrize("read", READERS, ids=named)
@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
@example("5/4")
@example("1" + "0" * 15)
@example("1" + "0" * 14 + "1")
@example("2100-02-29")
@example("2000-02-29")
@example("0,123 kr")
@example("-0 kr")
@example("-0,50 kr")
@example("0100 %")
@example("x" * 20_000)
@example(" " + "x" * 20_001 + "\n")
@example("a" * 65)
@example("\u0663")
@example("48 ")
@example("5 kr\n")
def test_a_pattern_takes_what_its_reader_takes_and_nothing_else(read: Reader, text: str) -> None:
    if read is parse_share and is_fraction_past_one(text):
        return
    assert matches(read, text) == takes(read, text)


@pytest.mark.parametrize(
    ("read", "strategy"),
    [
        (parse_amount, AMOUNT),
        (parse_cost, AMOUNT),
        (parse_share, SHARE),
        (parse_date, DATE),
        (parse_period, DATE),
        (parse_month_day, MONTH_DAY),
        (parse_id, ID),
        (parse_whole, NUMBER),
        (parse_year, NUMBER),
    ],
    ids=lambda one: named(one) if callable(one) else "",
)
def test_the_law_is_tried_on_texts_of_both_sorts(read: Reader, strategy: st.SearchStrategy[str]) -> None:
    seen: set[bool] = set()

    @settings(max_examples=300, deadline=None, database=None)
    @given(strategy)
    def look(text: str) -> None:
        seen.add(takes(read, text))

    look()
    assert seen == {True, False}


@pytest.mark.parametrize("read", FORMS, ids=named)
def test_the_examples_of_a_form_are_taken(read: Reader) -> None:
    examples = FORMS[read].examples
    assert all(takes(read, text) for text in examples)
    assert examples or read in {parse_text, parse_id, parse_flag}


@pytest.mark.parametrize("read", READERS, ids=named)
def test_a_pattern_keeps_to_what_editors_and_python_read_alike(read: Reader) -> None:
    form = form_of(read)
    assert form is not None
    assert form.pattern.isascii()
    assert not re.search(r"\(\?P|\\[dwbAZ]", form.pattern)
