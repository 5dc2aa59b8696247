from __future__ import annotations

from random import Random

from itgov.allocate.remainder import split
from itgov.workbook.steps import BASE, MOST_WEIGHT, divided, parts_of
from tests.laws import Cases

MOST = 10**14
"""What every number on the way stays below: a program that rounds a quotient to 15 digits still cuts it rightly."""


def amount(chance: Random) -> int:
    """Öre: the largest amount itself, credits and few öre among them."""
    return chance.choice((-1, 1)) * chance.choice((10**15, chance.randint(0, 9), chance.randint(0, 10**15)))


def some_weights(chance: Random) -> list[int]:
    """One to eight, not all 0, that make the largest sum at most; that itself, and ties, among them."""
    if chance.random() < 0.05:
        return [MOST_WEIGHT]
    count = chance.randint(1, 8)
    found = [chance.randint(0, chance.choice((2, MOST_WEIGHT // 8))) for _ in range(count)]
    return found if any(found) else [1] * count


CASES = Cases(ore=amount, weights=some_weights)


@CASES.law
def test_law_the_steps_give_the_shares_of_the_books(ore: int, weights: list[int]) -> None:
    names = [f"forv-{number}" for number in range(len(weights))]
    steps = divided(ore, weights)
    assert dict(zip(names, [one.ore for one in steps], strict=True)) == split(
        ore, dict(zip(names, weights, strict=True))
    )


@CASES.law
def test_law_no_number_on_the_way_has_more_than_fourteen_digits(ore: int, weights: list[int]) -> None:
    first, *others = parts_of(ore)
    for weight, steps in zip(weights, divided(ore, weights), strict=True):
        assert first * weight <= MOST
        for part, rest in zip(others, steps.rests, strict=False):
            assert rest * BASE + part * weight <= MOST


@CASES.law
def test_law_the_parts_make_the_amount(ore: int) -> None:
    first, second, third = parts_of(ore)
    assert (first * BASE + second) * BASE + third == abs(ore)
