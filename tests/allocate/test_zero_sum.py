"""Amounts that add up to zero still do when they are rounded."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.allocate.zero_sum import DoesNotBalance, rounded_to_zero
from tests.laws import TRIES

PARTS = st.lists(st.tuples(st.integers(-(10**19), 10**19), st.integers(1, 10**4)), min_size=1, max_size=40)


def rest_and(parts: list[tuple[int, int]]) -> dict[str, Fraction]:
    amounts = {f"forv-{number}": Fraction(*part) for number, part in enumerate(parts)}
    return {"rest": -sum(amounts.values(), Fraction(0)), **amounts}


BALANCED = PARTS.map(rest_and)
LAW = settings(deadline=None, max_examples=TRIES)


@LAW
@given(BALANCED, st.sampled_from([1, 100, 100_000]))
def test_the_sum_stays_zero_and_nobody_is_a_whole_unit_off(amounts: dict[str, Fraction], unit: int) -> None:
    rounded = rounded_to_zero(amounts, unit)
    assert sum(rounded.values()) == 0
    assert all(abs(rounded[name] * unit - amount) < unit for name, amount in amounts.items())


@LAW
@given(BALANCED, st.randoms())
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
