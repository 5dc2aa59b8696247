"""Work of a plan as the audit reads it, and the calendar in periods counted from the first of the horizon.

Written again for the audit, apart from `timeline`: a fault in one of them shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from itgov.agenda.plan import Plan
from itgov.model.city import City
from itgov.model.initiative import Initiative, Phase
from itgov.model.period import Period


@dataclass(frozen=True, slots=True)
class Work:
    """Work that a plan holds, chosen or fixed in: `start` may be before the horizon, `end` is open and may be after."""

    initiative: Initiative
    phases: tuple[Phase, ...]
    start: int
    end: int
    chosen: bool
    delivers: bool = True


def works_of(city: City, plan: Plan) -> Iterator[Work]:
    """All work in a plan's lists that has a place; every id and way in them must be the records' own."""
    first = plan.horizon.first
    for line in plan.chosen:
        initiative = city.initiatives[line.id]
        phases = ways_by_id(initiative)[line.way]
        start, end = first.until(line.start), first.until(line.go_live)
        yield Work(initiative, phases, start, end, chosen=True, delivers=line.way != "pilot")
    for fixed in (*plan.under_way, *plan.own):
        if fixed.start is not None and fixed.go_live is not None:
            initiative = city.initiatives[fixed.id]
            start, end = first.until(fixed.start), first.until(fixed.go_live)
            yield Work(initiative, initiative.phases, start, end, chosen=False)


def ways_by_id(initiative: Initiative) -> dict[str, tuple[Phase, ...]]:
    """The phases of the initiative itself as "base", of its alternatives, and those that may stand alone as "pilot"."""
    ways = {"base": initiative.phases, **{other.id: other.phases for other in initiative.alternatives}}
    alone = [at for at, phase in enumerate(initiative.phases) if phase.may_stand_alone is not None]
    if alone and alone[0] + 1 < len(initiative.phases):
        ways["pilot"] = initiative.phases[: alone[0] + 1]
    return ways


def period_at(city: City, place: int) -> Period:
    """The period at a place."""
    return city.settings.plan.first.plus(place)


def named(city: City, place: int) -> str:
    """The period at a place, as records spell it."""
    return str(period_at(city, place))


def place_of(city: City, day: date) -> int:
    """The place of the period a day belongs to."""
    first = city.settings.plan.first
    return first.until(Period(day.year, (day.month - 1) * first.per_year // 12 + 1, first.per_year))


def place_from(city: City, day: date) -> int:
    """The place of the first period that begins on a day or later."""
    place = place_of(city, day)
    return place if period_at(city, place).first_day == day else place + 1


def after_months(day: date, months: int) -> date:
    """The same day that many months later; the first of the next month where that one is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return date(year, month + 1, day.day)
    except ValueError:
        # Only a month that is not the last of the year is too short.
        return date(year, month + 2, 1)
