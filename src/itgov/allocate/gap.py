"""The gap between cost and effect over time: how deep it is, and the year it turns (D28).

It is the initiatives': their one-off money, the operation that they add, their benefits, and the bridges over their own
gaps. What base deliveries and systems cost is no part of it, and nor is a bridge over a delivery's gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from itgov.allocate.balance import OF_INITIATIVES, Balance, bridges_of
from itgov.model.city import City

BridgeStatus = Literal["none", "noted", "proposed", "decided"]


@dataclass(frozen=True, slots=True)
class Gap:
    """What somebody or something costs and gives year by year, in öre, and added up from the first year on.

    `turns` is the first year from which the sum since the beginning is not below zero again; None where it is below
    at the end. `deepest` is the year in which most is out, and `deepest_ore` how much, below zero; None where the sum
    is never below zero, and there is no gap.
    """

    years: tuple[int, ...]
    net: tuple[int, ...]
    cumulated: tuple[int, ...]
    turns: int | None
    deepest: int | None
    deepest_ore: int

    @property
    def only_pays(self) -> bool:
        """Whether there is a gap, and no year that gives more than it costs."""
        return self.deepest is not None and max(self.net, default=0) <= 0


@dataclass(frozen=True, slots=True)
class InitiativeGap:
    """One initiative's gap, for the city as a whole, and what bridges it.

    `pay_ids` are those whose own sum of it is below zero in some year. The bridge is decided where a record of one
    names a decision, proposed where not, noted where only a benefit of it says so in words.
    """

    initiative_id: str
    gap: Gap
    pay_ids: tuple[str, ...]
    bridge: BridgeStatus
    bridge_ids: tuple[str, ...]


def gap_of(years: Sequence[int], net: Sequence[int]) -> Gap:
    """The gap of amounts by year; both of one length, the years in order."""
    cumulated = tuple(accumulate(net))
    lowest = min(cumulated, default=0)
    below = [year for year, ore in zip(years, cumulated, strict=True) if ore < 0]
    after = [year for year in years if below and year > below[-1]]
    return Gap(
        years=tuple(years),
        net=tuple(net),
        cumulated=cumulated,
        turns=after[0] if after else None,
        deepest=years[cumulated.index(lowest)] if lowest < 0 else None,
        deepest_ore=min(lowest, 0),
    )


def party_gap(found: Balance, party: str) -> Gap:
    """The gap of all initiatives for one party, bridges over them counted."""
    return gap_of(found.years, _by_year(found, party=party))


def city_gap(found: Balance) -> Gap:
    """The gap of all initiatives for all together."""
    return gap_of(found.years, _by_year(found))


def initiative_gaps(city: City, found: Balance) -> tuple[InitiativeGap, ...]:
    """The gap of every initiative in the balance, by id."""
    return tuple(_initiative(city, found, one) for one in found.initiatives)


def _initiative(city: City, found: Balance, one: str) -> InitiativeGap:
    parties = sorted({flow.party for flow in found.flows if flow.of == one})
    paying = [party for party in parties if gap_of(found.years, _by_year(found, party=party, of=one)).deepest]
    bridges = bridges_of(city, one)
    status: BridgeStatus = "none"
    if any(bridge.decision for bridge in bridges):
        status = "decided"
    elif bridges:
        status = "proposed"
    elif any(benefit.gap_agreement for benefit in city.initiatives[one].benefits):
        status = "noted"
    gap = gap_of(found.years, _by_year(found, of=one))
    return InitiativeGap(one, gap, tuple(paying), status, tuple(bridge.id for bridge in bridges))


def _by_year(found: Balance, party: str | None = None, of: str | None = None) -> tuple[int, ...]:
    sums = dict.fromkeys(found.years, 0)
    counted = set(found.initiatives)
    for flow in found.flows:
        if flow.of in counted and flow.sort in OF_INITIATIVES and party in {None, flow.party} and of in {None, flow.of}:
            sums[flow.year] += flow.ore
    return tuple(sums.values())
