"""Shares of final receivers, exact, as whole weights: so many senders can have the same ones at no cost."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a cost ends: whole weights of final receivers, by id in order, that together make `of`.

    `of` and the weights have no common divisor. Receivers of nothing are left out.
    """

    ids: tuple[str, ...]
    weights: tuple[int, ...]
    of: int

    def share(self, receiver: str) -> Fraction:
        """The share that ends at `receiver`; 0 where it is none."""
        return Fraction(self.weights[self.ids.index(receiver)], self.of) if receiver in self.ids else Fraction(0)


class Shared(Mapping[str, Fraction]):
    """Shares of final receivers as a few whole splits, each with its part: what many senders with one key have alike.

    A mapping from ids to shares above 0, like any other, whose fractions are made when they are asked for.
    """

    __slots__ = ("parts",)

    def __init__(self, parts: Iterable[tuple[Fraction, Ends]]) -> None:
        self.parts = tuple((part, ends) for part, ends in parts if part)

    @property
    def whole(self) -> Fraction:
        """All the shares together."""
        return added(part for part, _ in self.parts)

    def times(self, factor: Fraction) -> Shared:
        """The same shares, each `factor` times as large."""
        return Shared((part * factor, ends) for part, ends in self.parts)

    def __getitem__(self, receiver: str) -> Fraction:
        found = [(part, ends) for part, ends in self.parts if receiver in ends.ids]
        if not found:
            raise KeyError(receiver)
        return added(part * ends.share(receiver) for part, ends in found)

    def items(self) -> ItemsView[str, Fraction]:
        """Ids in order with their shares: all made at once."""
        found: dict[str, Fraction] = {}
        for part, ends in self.parts:
            for name, weight in zip(ends.ids, ends.weights, strict=True):
                share = part * Fraction(weight, ends.of)
                found[name] = found[name] + share if name in found else share
        return dict(sorted(found.items())).items()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({name for _, ends in self.parts for name in ends.ids}))

    def __len__(self) -> int:
        return len({name for _, ends in self.parts for name in ends.ids})

    def __eq__(self, other: object) -> bool:
        return self.parts == other.parts if isinstance(other, Shared) else super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]


def added(shares: Iterable[Fraction]) -> Fraction:
    """The sum of many fractions, on their common denominator: several times quicker than one by one."""
    shares = tuple(shares)
    of = lcm(*(share.denominator for share in shares))
    return Fraction(sum(share.numerator * (of // share.denominator) for share in shares), of)


def shared(shares: Mapping[str, Fraction]) -> Shared:
    """Shares of 0 or more as one split with its part; whole as they are where they are that already."""
    if isinstance(shares, Shared):
        return shares
    part = added(shares.values())
    return Shared([(part, ends_by(shares))] if part else [])


def ends_by(shares: Mapping[str, Fraction]) -> Ends:
    """The split in proportion to shares, of which one at least is above 0."""
    of = lcm(*(share.denominator for share in shares.values()))
    weights = {name: share.numerator * (of // share.denominator) for name, share in sorted(shares.items()) if share}
    common = gcd(*weights.values())
    whole = tuple(weight // common for weight in weights.values())
    return Ends(tuple(weights), whole, sum(whole))
