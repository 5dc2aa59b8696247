from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from itgov.allocate.remainder import split
from itgov.workbook.steps import BASE, MOST_WEIGHT, divided, parts_of

AMOUNTS = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, MOST_WEIGHT // 8), min_size=1, max_size=8).filter(any)
MOST = 10**14
"""What every number on the way stays below: a program that rounds a quotient to 15 digits still cuts it rightly."""


@given(AMOUNTS, WEIGHTS)
@example(10**15, [MOST_WEIGHT])
@example(-1, [1, 1])
def test_the_steps_give_the_shares_of_the_books(ore: int, weights: list[int]) -> None:
    names = [f"forv-{number}" for number in range(len(weights))]
    steps = divided(ore, weights)
    assert dict(zip(names, [one.ore for one in steps], strict=True)) == split(
        ore, dict(zip(names, weights, strict=True))
    )


@given(AMOUNTS, WEIGHTS)
@example(10**15, [MOST_WEIGHT])
def test_no_number_on_the_way_has_more_than_fourteen_digits(ore: int, weights: list[int]) -> None:
    first, *others = parts_of(ore)
    for weight, steps in zip(weights, divided(ore, weights), strict=True):
        assert first * weight <= MOST
        for part, rest in zip(others, steps.rests, strict=False):
            assert rest * BASE + part * weight <= MOST


@given(AMOUNTS)
def test_the_parts_make_the_amount(ore: int) -> None:
    first, second, third = parts_of(ore)
    assert (first * BASE + second) * BASE + third == abs(ore)
