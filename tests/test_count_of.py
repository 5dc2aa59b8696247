"""Counts in sentences."""

from __future__ import annotations

from fractions import Fraction

import pytest

from itgov.allocate.figures import exact
from itgov.message import count_of, msg


@pytest.mark.parametrize(
    ("number", "swedish", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1000, "1\u00a0000", "1,000"),
        (16_500_020, "16\u00a0500\u00a0020", "16,500,020"),
    ],
)
def test_a_count_in_a_sentence_has_its_thousands_set_apart(number: int, swedish: str, english: str) -> None:
    said = msg("{n} units", n=count_of(number))
    assert (said.into("sv").partition(" ")[0], said.into("en").partition(" ")[0]) == (swedish, english)


def test_an_exact_amount_has_four_decimals_only_where_it_is_no_whole_ore() -> None:
    assert exact(Fraction(2_110_000_000), "sv") == "21\u00a0100\u00a0000,00"
    assert exact(Fraction(1, 8), "sv") == "≈ 0,0013"
    assert exact(Fraction(201, 2), "sv") == "1,0050"
