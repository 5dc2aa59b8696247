"""The split by largest remainder in steps that a spreadsheet, with its 15 digits, does exactly.

An amount of up to 10^15 öre times a weight has more digits than a spreadsheet keeps. The amount is therefore taken as
three parts of five digits, and divided as on paper: the remainder of one part is carried to the next, 100 000 times
its size. No number on the way is more than 10^14, as long as the weights together are at most `MOST_WEIGHT`; and
below that a program that rounds a quotient to 15 digits before it cuts it off (LibreOffice does) cuts it rightly.

An order number of each receiver settles ties: the lowest gets the öre, as in `itgov.allocate.remainder`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BASE = 10**5
MOST_WEIGHT = 5 * 10**8
"""The largest sum of weights that is split by formulas."""


@dataclass(frozen=True, slots=True)
class Steps:
    """One receiver's division: a quotient and a remainder for each part, its whole quota, place and share in öre."""

    quotients: tuple[int, int, int]
    rests: tuple[int, int, int]
    quota: int
    place: int
    ore: int


def parts_of(ore: int) -> tuple[int, int, int]:
    """The size of an amount of up to 10^15 öre in parts of five digits, the largest first."""
    size = abs(ore)
    return size // BASE**2, size // BASE % BASE, size % BASE


def divided(ore: int, weights: Sequence[int]) -> tuple[Steps, ...]:
    """Every receiver's steps, in the order in which ties are settled; the weights are whole and not all 0."""
    whole = sum(weights)
    runs = [_run(parts_of(ore), weight, whole) for weight in weights]
    quotas = [(first * BASE + second) * BASE + third for (first, second, third), _ in runs]
    left = abs(ore) - sum(quotas)
    rests = [rest[2] for _, rest in runs]
    places = [_place(rests, at) for at in range(len(rests))]
    sign = -1 if ore < 0 else 1
    return tuple(
        Steps(quotients, rest, quota, place, sign * (quota + (place <= left)))
        for (quotients, rest), quota, place in zip(runs, quotas, places, strict=True)
    )


def _run(parts: tuple[int, int, int], weight: int, whole: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    first, rest_1 = divmod(parts[0] * weight, whole)
    second, rest_2 = divmod(rest_1 * BASE + parts[1] * weight, whole)
    third, rest_3 = divmod(rest_2 * BASE + parts[2] * weight, whole)
    return (first, second, third), (rest_1, rest_2, rest_3)


def _place(rests: Sequence[int], at: int) -> int:
    """The place of one remainder among all, the largest first, from 1; equal ones in their order."""
    return 1 + sum(rest > rests[at] or (rest == rests[at] and other < at) for other, rest in enumerate(rests))
