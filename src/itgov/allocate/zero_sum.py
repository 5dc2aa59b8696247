"""Rounding amounts that add up to zero, so that what is rounded adds up to zero too.

Knows nothing of cities or kronor.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction


class DoesNotBalance(ValueError):
    """The amounts do not add up to zero to begin with: a fault in the caller."""


def rounded_to_zero(amounts: Mapping[str, int | Fraction], unit: int = 1) -> dict[str, int]:
    """Whole units of `unit` for each amount, by id, which add up to zero as the amounts do.

    Everybody gets the whole units at or below the amount (-0.4 gives -1), and the units that are left go one each to
    the largest remainders; equal ones to the id that sorts first. So nobody is a whole unit from the exact amount,
    and an amount of whole units stays as it is. Raises DoesNotBalance where the amounts do not add up to zero.
    """
    if sum(amounts.values()):
        raise DoesNotBalance(f"the amounts add up to {sum(amounts.values())}, not to 0")
    exact = {name: Fraction(amounts[name]) / unit for name in sorted(amounts)}
    whole = {name: amount.numerator // amount.denominator for name, amount in exact.items()}
    left = -sum(whole.values())
    # A stable sort: among equal remainders the order of ids stays.
    for name in sorted(exact, key=lambda name: whole[name] - exact[name])[:left]:
        whole[name] += 1
    return whole
