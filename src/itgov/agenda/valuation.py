"""What an initiative is worth to the city, by the period its work starts in.

Net present value at the price year's level, in öre: benefits and operating costs from
go-live to the end of the evaluation years, one-off costs and the self-cost of shared
hours in the year they fall, all discounted by year from the first year of the horizon.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property

from itgov.agenda.timeline import Timeline
from itgov.agenda.work import Way
from itgov.model.city import City
from itgov.model.money import round_half_up


@dataclass(frozen=True, slots=True)
class Parts:
    """A net benefit in öre by its parts; what costs is negative, so the parts add up to the total exactly.

    `promises` is what moving or leaving out what an adopted agenda promised costs; `bought_in` what hours that the
    plan must buy cost above the self-cost, which only a plan as a whole has.
    """

    benefit: int = 0
    operating_cost: int = 0
    one_off_cost: int = 0
    hours_cost: int = 0
    unpriced: int = 0
    promises: int = 0
    bought_in: int = 0

    @property
    def total(self) -> int:
        """The net benefit."""
        return sum(getattr(self, field.name) for field in fields(self))

    def plus(self, other: Parts) -> Parts:
        """Both together, part by part."""
        return Parts(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


@dataclass(frozen=True)
class Valuation:
    """The prices and the discounting that every initiative is valued by."""

    timeline: Timeline
    discount_rate: Fraction
    evaluation_years: int
    self_cost: Mapping[str, int]
    point_rate: int

    def parts(self, way: Way, start: int) -> Parts:
        """The net benefit of work done in `way` from period `start` (may be negative: it then runs already).

        Only periods from 0 on count: what was spent before the horizon is spent. Each part is rounded by
        itself, halves away from zero. A benefit without a price, with points, counts only where the city
        has set a rate for a point.
        """
        spent = Parts(
            one_off_cost=-round_half_up(sum((self._spent(row, start) for row in way.money.values()), Fraction(0))),
            hours_cost=-round_half_up(
                sum(
                    (self._spent(row, start) * self.self_cost.get(pool, 0) for pool, row in way.hours.items()),
                    Fraction(0),
                )
            ),
        )
        return self.in_use(way, start + way.length).plus(spent)

    def in_use(self, way: Way, live: int) -> Parts:
        """The parts that come with use alone: of what is done in `way` and in use from period `live` on."""
        live = max(0, live)
        benefits = [one for one in way.benefits if one.valued and one.per_year is not None]
        points = [one for one in way.benefits if not one.valued and one.points]
        return Parts(
            benefit=round_half_up(
                sum(
                    (one.per_year.likely * self._years_of(live, one.ramp) for one in benefits if one.per_year),
                    Fraction(0),
                )
            ),
            operating_cost=-round_half_up(sum(one.per_year for one in way.operating_costs) * self._years_of(live, ())),
            unpriced=round_half_up(
                sum(
                    ((one.points or 0) * self.point_rate * self._years_of(live, one.ramp) for one in points),
                    Fraction(0),
                )
            ),
        )

    def discount(self, place: int) -> Fraction:
        """1 / (1 + rate)^(years since the first year of the horizon)."""
        return self.discount_of_year(self.timeline.year(place))

    def discount_of_year(self, year: int) -> Fraction:
        """The same by calendar year, from the first of the horizon on."""
        return self._factors[year - self.timeline.first_year]

    @cached_property
    def _factors(self) -> tuple[Fraction, ...]:
        years = max(self.evaluation_years, len(self.timeline.years))
        return tuple(1 / (1 + self.discount_rate) ** year for year in range(years))

    @cached_property
    def _last(self) -> int:
        # The open end of the evaluation: it counts calendar years, also where the horizon begins within one.
        return self.evaluation_years * self.timeline.per_year - (self.timeline.horizon.first.number - 1)

    @cached_property
    def _weights(self) -> dict[tuple[int, tuple[Fraction, ...]], Fraction]:
        return {}

    def _years_of(self, live: int, ramp: tuple[Fraction, ...]) -> Fraction:
        """Discounted years in use from `live` to the end of the evaluation, weighed by the ramp (full if empty)."""
        key = (live, ramp)
        if key not in self._weights:
            per_year, total = self.timeline.per_year, Fraction(0)
            for place in range(live, self._last):
                share = ramp[min((place - live) // per_year, len(ramp) - 1)] if ramp else Fraction(1)
                total += self.discount(place) * share
            self._weights[key] = total / per_year
        return self._weights[key]

    def _spent(self, row: tuple[int, ...], start: int) -> Fraction:
        # Added up as whole numbers first: a plan of a thousand initiatives asks for this a hundred thousand times.
        by_year: dict[int, int] = {}
        for place, amount in enumerate(row, start=start):
            if amount and 0 <= place < self.timeline.count:
                year = self._year_of[place]
                by_year[year] = by_year.get(year, 0) + amount
        return sum((amount * self._factors[year] for year, amount in by_year.items()), Fraction(0))

    @cached_property
    def _year_of(self) -> tuple[int, ...]:
        # Years since the first of the horizon, for each of its periods.
        return tuple(self.timeline.year(place) - self.timeline.first_year for place in range(self.timeline.count))


def valuation_of(city: City, timeline: Timeline) -> Valuation:
    """The city's own prices and rates."""
    settings = city.settings
    prices = {one: pool.self_cost_per_hour for one, pool in city.competences.items()}
    return Valuation(timeline, settings.discount_rate, settings.evaluation_years, prices, settings.unpriced_rate or 0)
