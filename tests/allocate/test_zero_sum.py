"""Amounts that add up to zero still do when they are rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itgov.allocate.zero_sum import DoesNotBalance, rounded_to_zero

NAMES = st.integers(1, 40).map(lambda n: [f"forv-{i}" for i in range(n)])


@st.composite
def balanced(draw: st.DrawFn) -> dict[str, Fraction]:
    names = draw(NAMES)
    amounts = [draw(st.fractions(-(10**15), 10**15, max_denominator=10**4)) for _ in names]
    return {"rest": -sum(amounts, Fraction(0)), **dict(zip(names, amounts, strict=True))}


@given(balanced(), st.sampled_from([1, 100, 100_000]))
def test_the_sum_stays_zero_and_nobody_is_a_whole_unit_off(amounts: dict[str, Fraction], unit: int) -> None:
    rounded = rounded_to_zero(amounts, unit)
    assert sum(rounded.values()) == 0
    assert all(abs(rounded[name] * unit - amount) < unit for name, amount in amounts.items())


@given(balanced(), st.randoms())
def test_the_order_of_the_amounts_does_not_matter(amounts: dict[str, Fraction], random: st.DataObject) -> None:
    names = list(amounts)
    random.shuffle(names)  # type: ignore[attr-defined]
    assert rounded_to_zero({name: amounts[name] for name in names}, 100) == rounded_to_zero(amounts, 100)


def test_equal_remainders_go_to_the_ids_that_sort_first() -> None:
    assert rounded_to_zero({"c": -150, "b": 50, "a": 100, "d": 0}, 100) == {"a": 1, "b": 1, "c": -2, "d": 0}


def test_whole_units_stay_as_they_are() -> None:
    assert rounded_to_zero({"a": -300, "b": 300}, 100) == {"a": -3, "b": 3}


def test_amounts_that_do_not_balance_are_refused() -> None:
    with pytest.raises(DoesNotBalance):
        rounded_to_zero({"a": 1})
