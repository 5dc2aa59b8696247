"""Random senders for the laws of `flow`: three tiers with loops, some of whom serve nobody finally."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

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


@st.composite
def networks(draw: Any, most: int = 6) -> tuple[Sender, ...]:
    """One to `most` senders, each of which serves some final receiver, and others or itself perhaps."""
    names = [f"S{number}" for number in range(draw(st.integers(1, most)))]
    return tuple(draw(senders_of(name, names)) for name in names)


@st.composite
def senders_of(draw: Any, name: str, names: Sequence[str]) -> Sender:
    """A sender with something for a final receiver, so that no loop is closed."""
    weights = {other: draw(st.integers(0, 9)) for other in names}
    finals = {other: draw(st.integers(0, 9)) for other in FINALS}
    finals[draw(st.sampled_from(FINALS))] += 1
    return sender(name, **weights, **finals)
