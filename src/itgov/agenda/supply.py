"""What there is to share: hours, money, room for large changes, and systems that one may rebuild at a time.

Capacities are gross: nothing that already runs is taken off here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Literal

from itgov.agenda.timeline import Timeline
from itgov.agenda.work import Purse
from itgov.model.administration import BudgetStatus, DevelopmentBudget
from itgov.model.city import City
from itgov.model.competence import Competence
from itgov.model.initiative import Pot

Sort = Literal["hours", "money", "change", "system"]
_FIRMNESS: tuple[BudgetStatus, ...] = ("requested", "frame", "council", "committee")


@dataclass(frozen=True, slots=True)
class Supply:
    """One shared thing: hours of a pool or concurrent changes per period, or money (öre) per year.

    `of` is the id of the pool, payer, administration or system; `pot` is set for money alone. `carries` says for
    each slot whether what it leaves unused goes on into the next; left out, none does.
    """

    sort: Sort
    of: str
    name: str
    pot: Pot | None
    capacity: tuple[int, ...]
    slot_of: tuple[int, ...]
    carries: tuple[bool, ...] = ()

    @property
    def id(self) -> str:
        """Its id as a resource, such as "money:hvo:operating"."""
        return ":".join(part for part in (self.sort, self.of, self.pot) if part)

    def goes_on(self, slot: int) -> bool:
        """Whether what a slot leaves unused may be used in the next."""
        return bool(self.carries) and self.carries[slot]


def supplies(city: City, timeline: Timeline, purses: Iterable[Purse], pools: Iterable[str]) -> dict[str, Supply]:
    """Everything shared, by resource id and sorted by it.

    `purses` and `pools` are those that work asks for; one that no record knows has nothing to give.
    """
    found = [_pool(city, timeline, pool) for pool in sorted({*city.competences, *pools})]
    found += [_purse(city, timeline, purse) for purse in sorted({*_purses_of(city), *purses})]
    found += [_room_for_change(city, timeline, one) for one in sorted(city.administrations)]
    found += [_one_rebuild(city, timeline, one) for one in sorted(city.systems)]
    return {supply.id: supply for supply in sorted(found, key=lambda supply: supply.id)}


def hours_of(pool: Competence, city: City, timeline: Timeline) -> tuple[int, ...]:
    """Whole hours of a pool left for initiatives in each period, rounded down once, at the end.

    In this order: hours of the year (the nearest earlier year where it is missing, 0 before the first),
    less the share for operation, less the year's allowance for pre-studies (D39; never below 0), times the
    period's share of the year, less the reserve's share of that year.
    """
    result = []
    for place in range(timeline.count):
        year = timeline.year(place)
        change = _latest(pool.hours_per_year, year) * (1 - pool.operation_share)
        hours = max(Fraction(0), change - pool.prestudy_hours_per_year) * share_of_period(city, timeline, place)
        result.append(floor(hours * (1 - _hours_reserve(pool, city, year - timeline.first_year, year))))
    return tuple(result)


def ceiling_of(pool: Competence, timeline: Timeline) -> tuple[int, ...]:
    """Whole hours of a pool that may be bought in each calendar year; a year the horizon holds in part has its part."""
    terms = pool.bought_in
    if terms is None or terms.paid_by is None:
        return (0,) * len(timeline.years)
    return tuple(terms.ceiling_per_year * timeline.covered(year) // timeline.per_year for year in timeline.years)


def share_for_change(pool: Competence, city: City, timeline: Timeline, year: int) -> Fraction:
    """The share of a pool's hours that operation and the reserve leave for change in a year."""
    return (1 - pool.operation_share) * (1 - _hours_reserve(pool, city, year - timeline.first_year, year))


def share_of_period(city: City, timeline: Timeline, place: int) -> Fraction:
    """The share of its year's hours that a period has: the city's, or the same for all."""
    shares = city.settings.hours_share
    if len(shares) != timeline.per_year:
        return Fraction(1, timeline.per_year)
    return shares[timeline.period(place).number - 1]


def frame(budgets: Iterable[DevelopmentBudget], pot: Pot, year: int) -> int:
    """Öre in a budget for one year: of lines with the firmest status given for it, their sum; 0 without any."""
    lines = tuple(budgets)
    status = firmness(lines, year)
    return sum(getattr(budget, pot) for budget in lines if budget.year == year and budget.status == status)


def firmness(budgets: Iterable[DevelopmentBudget], year: int) -> BudgetStatus | None:
    """The firmest status that a budget has for one year; None where it has no line for it."""
    found = {budget.status for budget in budgets if budget.year == year}
    return max(found, key=_FIRMNESS.index, default=None)


def staying(shares: tuple[Fraction, ...], place: int) -> Fraction:
    """The share at a place in a list whose last item stays; 0 for an empty list."""
    return shares[min(place, len(shares) - 1)] if shares else Fraction(0)


def _latest(by_year: Mapping[int, int], year: int) -> Fraction:
    known = [one for one in by_year if one <= year]
    return Fraction(by_year[max(known)]) if known else Fraction(0)


def _hours_reserve(pool: Competence, city: City, ahead: int, year: int) -> Fraction:
    if pool.reserve_share is not None and year in pool.reserve_share:
        return pool.reserve_share[year]
    return staying(city.settings.reserve.hours, ahead)


def _pool(city: City, timeline: Timeline, pool_id: str) -> Supply:
    pool = city.competences.get(pool_id)
    hours = hours_of(pool, city, timeline) if pool else (0,) * timeline.count
    return Supply("hours", pool_id, pool.name if pool else pool_id, None, hours, tuple(range(timeline.count)))


def _purses_of(city: City) -> set[Purse]:
    pots: tuple[Pot, ...] = ("operating", "investment")
    budgets = {one: funder.frames for one, funder in city.funders.items()}
    budgets |= {one: administration.development_budget for one, administration in city.administrations.items()}
    return {(one, pot) for one, lines in budgets.items() for pot in pots if any(getattr(line, pot) for line in lines)}


def _purse(city: City, timeline: Timeline, purse: Purse) -> Supply:
    payer, pot = purse
    record = city.funders.get(payer) or city.administrations.get(payer)
    capacity = tuple(_money(city, timeline, payer, pot, year) for year in timeline.years)
    name = record.name if record else payer
    return Supply("money", payer, name, pot, capacity, timeline.year_slots(), _carries(city, timeline, purse))


def _carries(city: City, timeline: Timeline, purse: Purse) -> tuple[bool, ...]:
    """Year by year, whether its unused money goes on: into years of the horizon, and of a grant until its last."""
    payer, pot = purse
    if pot not in city.settings.carry_over.pots:
        return ()
    funder = city.funders.get(payer)
    last = timeline.years[-1] if funder is None or funder.ends_after is None else funder.ends_after
    return tuple(year < min(last, timeline.years[-1]) for year in timeline.years)


def _money(city: City, timeline: Timeline, payer: str, pot: Pot, year: int) -> int:
    # A year that the horizon holds a part of gives that part of its money.
    part = Fraction(timeline.covered(year), timeline.per_year)
    if payer in city.funders:
        funder = city.funders[payer]
        if funder.ends_after is not None and year > funder.ends_after:
            return 0
        kept = staying(city.settings.reserve.money, year - timeline.first_year)
        return max(0, floor(frame(funder.frames, pot, year) * part * (1 - kept)))
    administration = city.administrations.get(payer)
    return max(0, floor(frame(administration.development_budget, pot, year) * part)) if administration else 0


def _room_for_change(city: City, timeline: Timeline, administration_id: str) -> Supply:
    administration = city.administrations[administration_id]
    most = administration.large_changes_at_once
    room = city.settings.large_changes_at_once if most is None else most
    periods = tuple(range(timeline.count))
    return Supply("change", administration_id, administration.name, None, (room,) * timeline.count, periods)


def _one_rebuild(city: City, timeline: Timeline, system_id: str) -> Supply:
    name = city.systems[system_id].name
    return Supply("system", system_id, name, None, (1,) * timeline.count, tuple(range(timeline.count)))
