"""Random senders for the laws of `flow`: three tiers with loops, some of whom serve nobody finally."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

from itgov.allocate.flow import Sender

FINALS = ("asf", "hvo", "miljo", "skola")


def whole(weights: dict[str, int]) -> dict[str, Fraction]:
    """Shares in proportion to weights; those of 0 among them."""
    total = sum(weights.values())
    return {name: Fraction(weight, total) for name, weight in weights.items()}


def sender(name: str, **weights: int) -> Sender:
    """A sender by weights; names in capitals are senders, others final receivers."""
    shares = whole(weights)
    return Sender(
        name,
        {other: share for other, share in shares.items() if other.isupper()},
        {other: share for other, share in shares.items() if not other.isupper()},
    )


def network(chance: Random, most: int = 6) -> tuple[Sender, ...]:
    """One to `most` senders, each of which serves some final receiver, and others or itself perhaps."""
    names = [f"S{number}" for number in range(chance.randint(1, most))]
    return tuple(_sender_of(chance, name, names) for name in names)


def _sender_of(chance: Random, name: str, names: Sequence[str]) -> Sender:
    """A sender with something for a final receiver, so that no loop is closed; to many others it gives nothing."""
    weights = {other: chance.choice((0, 1)) * chance.randint(0, 9) for other in names}
    finals = {other: chance.randint(0, 9) for other in FINALS}
    finals[chance.choice(FINALS)] += 1
    return sender(name, **weights, **finals)
