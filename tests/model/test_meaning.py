"""What a value in a wrong form can have meant: one right form, or none where there are two readings."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.model.meaning import meant
from itgov.model.money import format_amount, parse_amount
from itgov.model.period import parse_period
from itgov.model.scalar import parse_date


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("1.250.000 kr", "1 250 000 kr"),
        ("1,250,000 kr", "1 250 000 kr"),
        ("1.250,50 kr", "1 250,50 kr"),
        ("1,250.50 SEK", "1 250,50 kr"),
        ("90000.50 kr", "90 000,50 kr"),
        ("90 000 SEK", "90 000 kr"),
        ("SEK 90 000", "90 000 kr"),
        ("-1.250.000 kronor", "-1 250 000 kr"),
        ("1.25 mnkr", "1,25 mnkr"),
        ("1,5 Mkr", "1,5 mnkr"),
        ("900 TKR", "900 tkr"),
        ("1,5 miljoner", "1,5 mnkr"),
        ("900 tusen", "900 tkr"),
        ("2026/11/3", "2026-11-03"),
        ("2026-11-3", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("23.11.2026", "2026-11-23"),
        ("11/23/2026", "2026-11-23"),
        ("4.4.2026", "2026-04-04"),
        ("2027 Q1", "2027-Q1"),
        ("q1-2027", "2027-Q1"),
        ("2027K3", "2027-Q3"),
        ("2027-3", "2027-03"),
        ("03/2027", "2027-03"),
        ("12.5 %", "12,5 %"),
        ("ja", "true"),
        ("True", "true"),
        ("no", "false"),
    ],
)
def test_what_has_one_reading_is_spelled_right(written: str, right: str) -> None:
    assert meant(written) == (right,)


@pytest.mark.parametrize(
    "written",
    [
        "1.250 kr",
        "1,250 SEK",
        "1.250 mnkr",
        "1.25.000 kr",
        "90 00 SEK",
        "0090 SEK",
        "90000",
        "90 000 EUR",
        "3.11.2026",
        "3/11/2026",
        "26-11-03",
        "2026/13/45",
        "2027-Q5",
        "2027-13",
        "kanske",
        "1",
        "",
        "12.500 %",
    ],
)
def test_what_has_two_readings_or_none_is_left_to_a_person(written: str) -> None:
    assert meant(written) == ()


@given(st.integers(-(10**12), 10**12), st.sampled_from(["kr", "SEK", "kr."]), st.sampled_from([",.", "., ", ".,"]))
@settings(deadline=None, max_examples=100)
def test_an_amount_is_never_given_another_worth(ore: int, unit: str, signs: str) -> None:
    thousands, decimal = signs[0], signs[1]
    kronor, rest = divmod(abs(ore), 100)
    written = f"{'-' if ore < 0 else ''}{kronor:,}".replace(",", thousands) + (f"{decimal}{rest:02d}" if rest else "")
    assert {parse_amount(form) for form in meant(f"{written} {unit}")} <= {ore}


@given(st.from_regex(r"[0-9]{1,4}[-/. qQkK]{0,2}[0-9]{1,4}([-/. ][0-9]{1,4})?( ?(kr|SEK|mkr|%))?", fullmatch=True))
@settings(deadline=None, max_examples=100)
def test_every_form_is_one_that_the_fields_take_and_has_no_other_meaning(written: str) -> None:
    for form in meant(written):
        takers = [parse for parse in (parse_amount, parse_date, parse_period) if _takes(parse, form)]
        assert takers or form.endswith("%")
        assert meant(form) in {(form,), ()} or "%" in form


def _takes(parse: object, form: str) -> bool:
    assert callable(parse)
    try:
        parse(form)
    except ValueError:
        # Out of the calendar's bounds, finer than an öre, or too large: the field refuses it, and no fix is made.
        return form[:4].isdigit() or "," in form or form.endswith("mnkr")
    return True


def test_amounts_as_records_spell_them_stay() -> None:
    assert meant(format_amount(123_456_789)) == ("1 234 567,89 kr",)
    assert Fraction(parse_amount("1,25 mnkr")) == parse_amount(meant("1.25 mnkr")[0])
