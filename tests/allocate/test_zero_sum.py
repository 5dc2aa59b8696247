"""Amounts that add up to zero still do when they are rounded."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from itgov.allocate.zero_sum import DoesNotBalance, rounded_to_zero
from tests.laws import Cases


def balanced(chance: Random) -> dict[str, Fraction]:
    """Amounts of one to forty, and one more that makes them zero."""
    names = [f"forv-{number}" for number in range(chance.randint(1, 40))]
    amounts = [Fraction(chance.randint(-(10**15), 10**15), chance.choice((1, 2, 3, 9973))) for _ in names]
    return {"rest": -sum(amounts, Fraction(0)), **dict(zip(names, amounts, strict=True))}


CASES = Cases(amounts=balanced, unit=lambda chance: chance.choice((1, 100, 100_000)))


@CASES.law
def test_law_the_sum_stays_zero_and_nobody_is_a_whole_unit_off(amounts: dict[str, Fraction], unit: int) -> None:
    rounded = rounded_to_zero(amounts, unit)
    assert sum(rounded.values()) == 0
    assert all(abs(rounded[name] * unit - amount) < unit for name, amount in amounts.items())


@CASES.law
def test_law_the_order_of_the_amounts_does_not_matter(amounts: dict[str, Fraction], unit: int, chance: Random) -> None:
    names = chance.sample(sorted(amounts), len(amounts))
    assert rounded_to_zero({name: amounts[name] for name in names}, unit) == rounded_to_zero(amounts, unit)


def test_equal_remainders_go_to_the_ids_that_sort_first() -> None:
    assert rounded_to_zero({"c": -150, "b": 50, "a": 100, "d": 0}, 100) == {"a": 1, "b": 1, "c": -2, "d": 0}


def test_whole_units_stay_as_they_are() -> None:
    assert rounded_to_zero({"a": -300, "b": 300}, 100) == {"a": -3, "b": 3}


def test_amounts_that_do_not_balance_are_refused() -> None:
    with pytest.raises(DoesNotBalance):
        rounded_to_zero({"a": 1})
