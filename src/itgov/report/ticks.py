"""Round numbers along an axis of amounts: exact öre, told in millions of kronor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.table import DIALECTS

_MNKR = 8
"""Digits of öre in a million kronor."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `low` to `high` öre, `low` below `high`, with marks at multiples of `step`, rising."""

    low: int
    high: int
    step: int
    ticks: tuple[int, ...]

    def share(self, ore: int) -> float:
        """How far along the axis an amount lies: 0 at its beginning, 1 at its end."""
        return float(Fraction(ore - self.low, self.high - self.low))


def axis_of(amounts: Iterable[int], most: int) -> Axis:
    """An axis that holds all amounts and begins and ends at a mark; marks are 1, 2 or 5 × 10^n öre apart.

    There are at most `most` + 2 of them, `most` being 1 or more. It begins (or, below 0, ends) at 0 where that at most
    doubles it. Amounts that are all the same get room around them; none at all are taken for 0.
    """
    known = sorted(amounts) or [0]
    low, high = known[0], known[-1]
    if 0 < low <= high - low:
        low = 0
    if high < 0 and -high <= high - low:
        high = 0
    if low == high:
        around = max(1, abs(low) // 10)
        low, high = low - around, high + around
    step = _round_step(high - low, most)
    low, high = low // step * step, -(-high // step) * step
    return Axis(low, high, step, tuple(range(low, high + 1, step)))


def spelled(ore: int, step: int, language: str) -> str:
    """An amount in millions of kronor, with as many decimals as multiples of `step` need; others are rounded."""
    dialect = DIALECTS[language]
    decimals = max(0, _MNKR - _zeros(step))
    unit = 10 ** (_MNKR - decimals)
    scaled = (2 * abs(ore) + unit) // (2 * unit)
    whole, rest = divmod(scaled, 10**decimals)
    part = f"{dialect.decimal}{rest:0{decimals}d}" if decimals else ""
    sign = "\N{MINUS SIGN}" if ore < 0 and scaled else ""
    return f"{sign}{whole:,}".replace(",", dialect.thousand) + part


def _zeros(step: int) -> int:
    text = str(step)
    return len(text) - len(text.rstrip("0"))


def _round_step(width: int, most: int) -> int:
    size = 1
    while True:
        for factor in (1, 2, 5):
            if width <= factor * size * most:
                return factor * size
        size *= 10
