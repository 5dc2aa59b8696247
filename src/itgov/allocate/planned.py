"""Work of an agenda as the money sees it: when it is done, what it costs once, what it adds each year, what it gives.

Whoever has an agenda makes these of it; nothing here knows how one is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.model.initiative import Benefit, OperatingCost, Pot
from itgov.model.period import Period


@dataclass(frozen=True, slots=True)
class Planned:
    """One initiative with a place in time; `go_live` is the first period in use.

    `one_off` is öre by payer (a funder or an administration), budget and calendar year, when it is spent.
    """

    initiative_id: str
    way: str
    go_live: Period
    one_off: Mapping[tuple[str, Pot, int], int]
    operating_costs: tuple[OperatingCost, ...]
    benefits: tuple[Benefit, ...]


def years_in_use(go_live: Period, year: int, ramp: Iterable[Fraction] = ()) -> Fraction:
    """How much of a year something is in use, 0 to 1, from its go-live on; weighed by a ramp where one is given.

    The ramp's first share holds for the first twelve months in use, the second for the next, and the last one stays.
    """
    shares = tuple(ramp) or (Fraction(1),)
    per_year = go_live.per_year
    places = [Period(year, number, per_year).ordinal - go_live.ordinal for number in range(1, per_year + 1)]
    used = (shares[min(place // per_year, len(shares) - 1)] for place in places if place >= 0)
    return sum(used, Fraction(0)) / per_year
