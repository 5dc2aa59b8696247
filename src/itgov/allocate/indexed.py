"""What a cost part costs in years that follow an index: the last amount stated, moved as the index moves.

Stated amounts stand as they are. A year that the index does not know is missing, and never guessed; nor is anything
reckoned from, or to, an index number of 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.model.delivery import CostPart
from itgov.model.money import round_half_up
from itgov.model.price_index import PriceIndex

Indices = Mapping[str, PriceIndex]
"""Index series by id."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """The amount of a year by an index: that of `base_year`, öre, times `number` by `base_number`."""

    index_id: str
    base_year: int
    base_ore: int
    number: Fraction
    base_number: Fraction

    @property
    def ore(self) -> int:
        """Rounded once, halves away from zero, so that a credit mirrors a cost."""
        return round_half_up(self.base_ore * self.number / self.base_number)


def follows(part: CostPart, year: int) -> bool:
    """Whether the part's amount of `year` comes by its index: the year is after the last that is stated."""
    return part.index is not None and bool(part.per_year) and year > max(part.per_year)


def indexed(part: CostPart, year: int, indices: Indices) -> Indexed | None:
    """The part's amount of a year that follows its index; None where it does not, or the index lacks a number."""
    series = indices.get(part.index or "")
    if series is None or not follows(part, year):
        return None
    base = max(part.per_year)
    number, base_number = known(series, year), known(series, base)
    if number is None or base_number is None:
        return None
    return Indexed(series.id, base, part.per_year[base], number, base_number)


def known(series: PriceIndex, year: int) -> Fraction | None:
    """The series' number of a year; None where it has none, or 0, by which nothing can be reckoned."""
    return series.values.get(year) or None


def lacking(part: CostPart, year: int, indices: Indices) -> tuple[int, ...]:
    """The years whose numbers the part's amount of `year` waits for, in order; none where it has them, or needs none.

    All that it needs where there is no such index.
    """
    if not follows(part, year):
        return ()
    series = indices.get(part.index or "")
    needed = (max(part.per_year), year)
    return tuple(one for one in needed if series is None or known(series, one) is None)


def number_text(number: Fraction, decimal: str) -> str:
    """An index number with the decimals that it has, one at the least: "105,3"."""
    whole, part = divmod(round_half_up(number * 10**6), 10**6)
    return f"{whole}{decimal}{f'{part:06}'.rstrip('0') or '0'}"
