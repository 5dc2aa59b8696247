"""The costs that are shared in solidarity: one line for each cost part and year.

Lines come from base deliveries, and from systems that have a key (D23) and that no
delivery carries. Amounts
are taken as the records state them, or follow the index that a part names (`indexed`);
what they do not state is told by `missing`, and what is not shared by `direct`. Nothing
is split here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from itgov.allocate.capital import CapitalCost, capital_cost
from itgov.allocate.indexed import Indexed, indexed
from itgov.model.city import City
from itgov.model.delivery import Behaviour, CostPart, Delivery
from itgov.model.system import CostCategory, System

SourceKind = Literal["delivery", "system"]
WHOLE = Fraction(1)
"""All of a year."""
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost part of one record in one year, which is split in one go: the unit of rounding.

    `ore` is the year's whole cost. `part` is the part's name, or a system's cost
    category; `part_number` counts the parts of the record from 1, as two may have
    the same name. `behaviour` is None for systems, which do not state it.
    `recipients` are administrations' ids in order. `capital` holds depreciation and
    interest apart where the part is an asset; `indexed` what the amount is reckoned from where it follows an index.
    """

    source_id: str
    kind: SourceKind
    part: str
    part_number: int
    year: int
    ore: int
    category: CostCategory
    behaviour: Behaviour | None
    key_id: str
    recipients: tuple[str, ...]
    capital: CapitalCost | None = None
    indexed: Indexed | None = None

    @property
    def order(self) -> tuple[str, str, int, int]:
        """What lines are sorted by: source, kind, part number, year."""
        return self.source_id, self.kind, self.part_number, self.year


def years_of(city: City) -> tuple[int, ...]:
    """The years that are split unless others are asked for: the horizon's, and the year before where it has amounts.

    The year before gives the first year something to be compared with.
    """
    planned = city.settings.plan.years
    before = planned[0] - 1 if planned else 0
    stated = any(before in part.per_year for delivery in city.deliveries.values() for part in delivery.cost_parts)
    return (before, *planned) if stated else planned


def cost_lines(city: City, years: Iterable[int]) -> tuple[CostLine, ...]:
    """Every shared cost of `years`, sorted by source, part and year.

    A delivery costs from the year of its first day to the year of its last, whole
    years: an amount stated for a year is that year's cost. An asset gives a line in
    the years when it has capital cost. A system that is shared (`is_shared`) costs its
    yearly cost in every year from its first to its last of use. Stated zeros give
    lines of 0 öre.
    """
    asked = sorted(set(years))
    sharers = Sharers(city)
    lines = [
        line
        for delivery in city.deliveries.values()
        for number, part in enumerate(delivery.cost_parts, start=1)
        for line in _part_lines(sharers, delivery, number, part, asked)
    ]
    lines += [line for system in city.systems.values() for line in _system_lines(system, asked)]
    return tuple(sorted(lines, key=lambda line: line.order))


def in_force(delivery: Delivery, year: int) -> bool:
    """Whether the delivery is given on any day of `year`."""
    return _covers(delivery.starts_on, delivery.retires_on, year)


def in_use(system: System, year: int) -> bool:
    """Whether the system is used on any day of `year`; yes where its lifecycle does not say otherwise."""
    life = system.lifecycle
    return life is None or _covers(life.in_use_since, life.retires_on, year)


def is_shared(system: System) -> bool:
    """Whether the system's yearly cost is split by a key of its own: it has one, and no delivery carries the cost."""
    return system.key is not None and system.in_delivery is None


def recipients_of(city: City, delivery: Delivery) -> tuple[str, ...]:
    """Ids of the administrations that ever share the delivery, sorted: its consumers or all, less the excluded."""
    consumers = city.administrations if delivery.consumers is None else delivery.consumers
    outside = {one.administration for one in delivery.excluded}
    return tuple(sorted(name for name in set(consumers) if name not in outside or not _always_outside(delivery, name)))


def presence_of(city: City, delivery: Delivery, year: int) -> dict[str, Fraction]:
    """Who shares the delivery in a year, by id, with the part of the year that they do, above 0.

    Whoever is outside for a time counts by the months in which it shares on any day, of twelve.
    """
    found = dict.fromkeys(recipients_of(city, delivery), WHOLE)
    for name in {one.administration for one in delivery.excluded} & found.keys():
        months = _months_in(delivery, name, year)
        if not months:
            del found[name]
        elif months < _MONTHS:
            found[name] = Fraction(months, _MONTHS)
    return found


class Sharers:
    """Who shares each delivery of a city (`presence_of`): those that leave nobody out have the same, made once."""

    def __init__(self, city: City) -> None:
        self.city = city
        self._known: dict[tuple[str, ...] | None, tuple[tuple[str, ...], Mapping[str, Fraction]]] = {}

    def ids(self, delivery: Delivery, year: int) -> tuple[str, ...]:
        """Their ids, in order."""
        return self._of(delivery, year)[0]

    def presence(self, delivery: Delivery, year: int) -> Mapping[str, Fraction]:
        """With the part of the year that each of them does."""
        return self._of(delivery, year)[1]

    def _of(self, delivery: Delivery, year: int) -> tuple[tuple[str, ...], Mapping[str, Fraction]]:
        if delivery.excluded:
            found = presence_of(self.city, delivery, year)
            return tuple(found), found
        if delivery.consumers not in self._known:
            everyone = presence_of(self.city, delivery, year)
            self._known[delivery.consumers] = tuple(everyone), everyone
        return self._known[delivery.consumers]


def _months_in(delivery: Delivery, administration: str, year: int) -> int:
    times = _times_outside(delivery, administration)
    return sum(not _covered(times, *_days_of(year, month)) for month in range(1, _MONTHS + 1))


def _days_of(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _always_outside(delivery: Delivery, administration: str) -> bool:
    return _covered(_times_outside(delivery, administration), date.min, date.max)


def _times_outside(delivery: Delivery, administration: str) -> list[tuple[date, date]]:
    """First and last day of each time outside, in order."""
    return sorted(
        (one.since or date.min, one.until or date.max)
        for one in delivery.excluded
        if one.administration == administration
    )


def _covered(times: Iterable[tuple[date, date]], first: date, last: date) -> bool:
    """Whether the times, in order, hold every day from `first` to `last` together: one may go on where another ends."""
    for begin, end in times:
        if begin <= first <= end:
            if end >= last:
                return True
            first = end + timedelta(days=1)
    return False


def _covers(first: date | None, last: date | None, year: int) -> bool:
    return (first is None or first.year <= year) and (last is None or last.year >= year)


def _part_lines(
    sharers: Sharers, delivery: Delivery, number: int, part: CostPart, years: list[int]
) -> Iterator[CostLine]:
    for year in years:
        if not in_force(delivery, year):
            continue
        capital = capital_cost(part.asset, year, sharers.city.settings.internal_interest) if part.asset else None
        moved = indexed(part, year, sharers.city.price_indices) if part.index else None
        stated = part.per_year.get(year) if moved is None else moved.ore
        ore = stated if capital is None else (capital.total_ore if capital.months else None)
        if ore is not None:
            yield CostLine(
                source_id=delivery.id,
                kind="delivery",
                part=part.name,
                part_number=number,
                year=year,
                ore=ore,
                category=part.category,
                behaviour=part.behaviour,
                key_id=part.key or delivery.key,
                recipients=sharers.ids(delivery, year),
                capital=capital,
                indexed=moved,
            )


def _system_lines(system: System, years: list[int]) -> Iterator[CostLine]:
    if system.key is None or not is_shared(system):
        return
    for number, cost in enumerate(system.yearly_cost, start=1):
        for year in years:
            if in_use(system, year):
                yield CostLine(
                    source_id=system.id,
                    kind="system",
                    part=cost.category,
                    part_number=number,
                    year=year,
                    ore=cost.amount,
                    category=cost.category,
                    behaviour=None,
                    key_id=system.key,
                    recipients=tuple(sorted(set(system.used_by))),
                )
