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
_DIGITS, _REST = 96, 30
_CUT = _DIGITS - _REST
_ALL = (1 << _REST) - 1


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
    return Splitter(weights).split(total)


class Splitter:
    """Weights made ready to split many amounts by; see `split`, whose answers these are.

    Weights through several tiers are whole numbers of hundreds of digits. A quota is therefore reckoned on the first
    `_DIGITS` binary digits of its weight's share, and its remainder on `_REST` of them; what is cut off is less than
    two in the last of those, so quotas and the order of remainders are exact wherever more than that lies between.
    Where it does not, as between equal weights, the amount is split on the whole numbers.
    Splits of 300 by weights of 500 bits take half the time.
    """

    def __init__(self, weights: Mapping[str, Weight]) -> None:
        whole = _whole_weights(weights)
        self.names = tuple(sorted(whole))
        self._whole = [whole[name] for name in self.names]
        self._everything = sum(self._whole)
        self._shares = [(weight << _DIGITS) // self._everything for weight in self._whole]

    def split(self, total: int) -> dict[str, int]:
        """The shares of `total`, as `split` gives them."""
        return dict(zip(self.names, self.amounts(total), strict=True))

    def amounts(self, total: int) -> list[int]:
        """The same without their ids, in the order of `names`."""
        size = abs(total)
        shares = self._by_first_digits(size)
        if shares is None:
            shares = self._by_whole_numbers(size)
        return shares if total >= 0 else [-share for share in shares]

    def _by_first_digits(self, size: int) -> list[int] | None:
        """The shares of an amount of 0 or more; None where the first digits do not settle them."""
        if size >> _CUT:
            return None
        quotas = [size * share >> _CUT for share in self._shares]
        rests = [quota & _ALL for quota in quotas]
        left = size - (sum(quotas) - sum(rests) >> _REST)
        # A rest is too small by less than 2: this one may be a whole öre more, and the quota with it.
        order = sorted(rests)
        if order[-1] > _ALL - 2:
            return None
        if left and left < len(order) and order[-left] - order[-left - 1] < 2:
            return None
        # From the least rest that gets an öre on, what is added carries over into one.
        added = _ALL + 1 - order[-left] if left else 0
        return [quota + added >> _REST for quota in quotas]

    def _by_whole_numbers(self, size: int) -> list[int]:
        divided = [divmod(size * weight, self._everything) for weight in self._whole]
        shares = [quota for quota, _ in divided]
        left = size - sum(shares)
        for at in sorted(range(len(divided)), key=lambda at: (-divided[at][1], at))[:left]:
            shares[at] += 1
        return shares


def _whole_weights(weights: Mapping[str, Weight]) -> dict[str, int]:
    """The weights on their common denominator; CannotSplit where they cannot share anything out."""
    if not weights:
        raise CannotSplit(msg("there is nobody to split the amount between"))
    if min(weights.values()) < 0:
        negative = sorted(name for name, weight in weights.items() if weight < 0)
        raise CannotSplit(
            msg(
                "the weight of “{name}” is {weight}: it must be 0 or more",
                name=quoted(negative[0]),
                weight=str(weights[negative[0]]),
            )
        )
    if not any(weights.values()):
        raise CannotSplit(msg("every weight is 0, so nobody can be given a share"))
    if set(map(type, weights.values())) == {int}:
        return dict(weights)  # type: ignore[arg-type]
    common = lcm(*(weight.denominator for weight in weights.values()))
    return {name: int(weight * common) for name, weight in weights.items()}
