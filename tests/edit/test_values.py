from __future__ import annotations

from fractions import Fraction

import pytest

from itgov.edit.splice import CannotEdit, Source
from itgov.edit.values import Kind, Replaced, replaced, spelled_value

TEXT = """\
# Överst
values: {hvo: 16 500, it: 400} # bredvid
per_year: {2027: 9 800 tkr, 2028: "1 020 000,01 kr"}
# Före
shares:
  hvo: 12,5 %
  it: 7/8
"""


def changed(route: tuple[str | int, ...], kind: Kind, to: int | Fraction) -> str:
    return replaced(Source("a.yaml", TEXT), [Replaced(route, kind, to)]).text


def test_everything_else_stays() -> None:
    assert changed(("values", "hvo"), "whole", 17_000) == TEXT.replace("16 500", "17 000")


def test_an_amount_keeps_its_unit_where_that_is_exact() -> None:
    assert changed(("per_year", "2027"), "amount", 990_000_000) == TEXT.replace("9 800 tkr", "9 900 tkr")


def test_an_amount_that_its_unit_cannot_say_is_in_kronor_and_quoted_where_a_comma_would_end_it() -> None:
    assert changed(("per_year", "2027"), "amount", -150_001) == TEXT.replace("9 800 tkr", '"-1 500,01 kr"')


def test_a_share_is_in_per_cent_where_that_is_all_of_it() -> None:
    assert changed(("shares", "hvo"), "share", Fraction(1, 3)) == TEXT.replace("12,5 %", "1/3")
    assert changed(("shares", "hvo"), "share", Fraction(1, 40)) == TEXT.replace("12,5 %", "2,5 %")


@pytest.mark.parametrize(
    ("kind", "to", "old", "new"),
    [
        ("whole", 20_000, "16500", "20000"),
        ("whole", 20_000, "400", "20 000"),
        ("amount", 125_000_000, "1,20 mnkr", "1,25 mnkr"),
        ("amount", 0, "1,20 mnkr", "0,00 mnkr"),
        ("amount", -100, "5 kr", "-1 kr"),
        ("share", Fraction(1, 4), "4/15", "1/4"),
        ("share", Fraction(1), "50 %", "100 %"),
    ],
)
def test_a_value_is_spelt_as_the_one_before(kind: Kind, to: int | Fraction, old: str, new: str) -> None:
    assert spelled_value(Replaced((), kind, to), old) == new


def test_a_value_that_is_not_there_is_refused() -> None:
    with pytest.raises(CannotEdit, match=r"values\.asf"):
        changed(("values", "asf"), "whole", 1)


def test_a_value_that_an_alias_repeats_is_refused() -> None:
    text = "a: &x 5\nb: *x\n"
    for route in ("a", "b"):
        with pytest.raises(CannotEdit):
            replaced(Source("a.yaml", text), [Replaced((route,), "whole", 1)])
