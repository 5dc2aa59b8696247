"""Splitting a whole amount by weights, so that the shares add up to exactly what was put in.

Knows nothing of cities, keys or kronor. No number here is anything but a whole
number or an exact fraction.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm

from itgov.message import Message, msg, quoted

Weight = int | Fraction


class CannotSplit(ValueError):
    """The weights give no share to anybody, or less than none; `message` says which."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def split(total: int, weights: Mapping[str, Weight]) -> dict[str, int]:
    """Shares of `total` in proportion to `weights`, by the method of largest remainder, sorted by id.

    `total` is a whole number of öre and may be negative: a credit is split as the
    cost of the same size, with the sign turned. Weights are whole numbers or
    fractions, 0 or more; only their proportions matter, never their order.
    Everybody gets the whole part of the exact quota, and the öre that are left
    go one each to the largest fractional parts; equal parts go to the id that
    sorts first. So every share is less than one öre from its quota, a zero
    weight gets nothing, and the shares add up to `total`.

    Raises CannotSplit where there are no weights, all are zero or one is negative,
    whatever the total. Source: Hamilton's (Hare's) method, as in Balinski and
    Young, Fair Representation (2001), chapter 2.
    """
    whole = _whole_weights(weights)
    everything = sum(whole.values())
    size = abs(total)
    shares = {name: size * weight // everything for name, weight in whole.items()}
    remainders = {name: size * weight % everything for name, weight in whole.items()}
    left = size - sum(shares.values())
    for name in sorted(whole, key=lambda name: (-remainders[name], name))[:left]:
        shares[name] += 1
    sign = -1 if total < 0 else 1
    return {name: sign * shares[name] for name in sorted(shares)}


def _whole_weights(weights: Mapping[str, Weight]) -> dict[str, int]:
    """The weights on their common denominator; CannotSplit where they cannot share anything out."""
    if not weights:
        raise CannotSplit(msg("there is nobody to split the amount between"))
    negative = sorted(name for name, weight in weights.items() if weight < 0)
    if negative:
        raise CannotSplit(
            msg(
                "the weight of “{name}” is {weight}: it must be 0 or more",
                name=quoted(negative[0]),
                weight=str(weights[negative[0]]),
            )
        )
    if not any(weights.values()):
        raise CannotSplit(msg("every weight is 0, so nobody can be given a share"))
    common = lcm(*(weight.denominator for weight in weights.values()))
    return {name: int(weight * common) for name, weight in weights.items()}
