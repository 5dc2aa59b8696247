"""The way of one sender's own cost to those who pay: which other senders it passes, and how much of it passes each.

Where senders serve each other in a circle there are endlessly many ways from one to another, and no list of them adds
up. What adds up is how much of the cost comes to each sender in all, the times it comes back among them, and how much
of that each step and each payer takes:

    reached(source) = 1 + Σ carried(other → source)
    reached(sender) = Σ carried(other → sender)
    share of a payer = Σ reached(sender) x its share of what the sender passes on

All are exact fractions of the source's own cost. Nothing is rounded here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.flow import Sender, gross_of


@dataclass(frozen=True, slots=True)
class Step:
    """From one sender to another: `share` of all that `giver` passes on, `carried` of the source's own cost."""

    giver: str
    receiver: str
    share: Fraction
    carried: Fraction


@dataclass(frozen=True, slots=True)
class Route:
    """Where one sender's own cost goes.

    `reached` is how much of it comes to each sender, the source itself first, then in the order in which they are met;
    above 1 where it comes back in a circle. `steps` are in the order of their givers.
    """

    source: str
    reached: Mapping[str, Fraction]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """The last step: `sender` has `reached` of the source's cost, and the payer bears `paid` of all it passes on."""

    sender: str
    reached: Fraction
    paid: Fraction

    @property
    def share(self) -> Fraction:
        """The payer's share of the source's own cost that it gets by this hand."""
        return self.reached * self.paid


def route(passing: Mapping[str, Sender], source: str) -> Route:
    """The way of `source`'s cost, where `passing` are the shares that count (`flow.passing_on`), made whole."""
    met = _met(passing, source)
    # The shares are whole already, and without what a method leaves out: nothing more is left out here.
    gross = gross_of([passing[name] for name in met], {source: 1}, "reciprocal")
    steps = tuple(
        Step(name, other, share, gross[name] * share)
        for name in met
        for other, share in sorted(passing[name].to_senders.items())
    )
    return Route(source, {name: gross[name] for name in met}, steps)


def hands(passing: Mapping[str, Sender], found: Route, payer: str) -> tuple[Hand, ...]:
    """Those by whom the cost comes to `payer` at last, in the order of the route; their shares add up to its share."""
    return tuple(
        Hand(name, reached, passing[name].to_final[payer])
        for name, reached in found.reached.items()
        if passing[name].to_final.get(payer)
    )


def steps_to(found: Route, last: tuple[Hand, ...]) -> tuple[Step, ...]:
    """The steps of a route that lead to one of the hands."""
    leading = {hand.sender for hand in last}
    grown = True
    while grown:
        more = {step.giver for step in found.steps if step.receiver in leading} - leading
        leading |= more
        grown = bool(more)
    return tuple(step for step in found.steps if step.receiver in leading)


def _met(passing: Mapping[str, Sender], source: str) -> list[str]:
    """The senders that a cost comes to, the nearest first, those as near by id."""
    met = {source: None}
    waiting = deque([source])
    while waiting:
        for other in sorted(passing[waiting.popleft()].to_senders):
            if other not in met:
                met[other] = None
                waiting.append(other)
    return list(met)
