"""What a what-if changes before the agenda is built: records as they would be, and what must or may not be in.

Money and hours are changed on the records, so that the audit, which reads records alone, judges the changed
plan as strictly as any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from itgov.agenda.plan import Plan
from itgov.agenda.supply import firmness
from itgov.agenda.work import ways_of
from itgov.finding import nearest
from itgov.message import Message, Refusal, msg
from itgov.model.administration import Administration, DevelopmentBudget
from itgov.model.city import City
from itgov.model.competence import Competence
from itgov.model.funder import Funder
from itgov.model.initiative import Initiative, Pot
from itgov.model.period import Period
from itgov.model.record import Record


class WrongChange(Refusal):
    """A change that cannot be made; `message` says why, `remedy` what may help."""


@dataclass(frozen=True, slots=True)
class MoreMoney:
    """Öre more (less where negative) a year for a funder or an administration, before its reserve.

    In `year`, or in every year of the agenda; from `pot`, or from the only one it has.
    """

    payer: str
    ore: int
    pot: Pot | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class MoreHours:
    """Hours more (fewer where negative) a year in a pool, before what operation and the reserve take of them.

    In `year`, or in every year of the agenda.
    """

    pool: str
    hours: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    """An initiative that starts `periods` later at the earliest than it does in the base plan.

    Than its own limits allow where the base plan does not hold it.
    """

    initiative: str
    periods: int


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs from the records as they are; `force` must be in the plan, `drop` must not."""

    force: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    money: tuple[MoreMoney, ...] = ()
    hours: tuple[MoreHours, ...] = ()
    delay: tuple[Delay, ...] = ()


def changed(city: City, changes: Changes, base: Plan | None) -> City:
    """The city with changed budgets, pools and windows; its records are else the same.

    A delay counts from the start in `base`; without one, from what the record itself allows.

    Raises WrongChange for what no record knows, for less than nothing, and for a delay of work that has begun.
    """
    both = sorted({*changes.force} & {*changes.drop})
    if both:
        raise WrongChange(msg("“{id}” cannot be both forced in and dropped", id=both[0]))
    both = sorted({*changes.drop} & {delay.initiative for delay in changes.delay})
    if both:
        raise WrongChange(msg("“{id}” cannot be both dropped and delayed", id=both[0]))
    for one in (*changes.force, *changes.drop):
        known_initiative(city, one)
    new: dict[str, Record] = {}
    for money in changes.money:
        new[money.payer] = _with_money(city, new.get(money.payer), money)
    for hours in changes.hours:
        new[hours.pool] = _with_hours(city, new.get(hours.pool), hours)
    for delay in changes.delay:
        new[delay.initiative] = _delayed(city, delay, base)
    return with_records(city, new)


def with_records(city: City, new: Mapping[str, Record]) -> City:
    """The city with some administrations, funders, pools or initiatives (by id) as they would be."""
    by_kind = {kind: _Overlaid(records, new) if kind in _CHANGED else records for kind, records in city.by_kind.items()}
    return replace(city, by_kind=by_kind, known_index=None)


_CHANGED = frozenset({"administration", "funder", "competence", "initiative"})


class _Overlaid(Mapping[str, Record]):
    """Records of a kind, some of them as they would be: none is read before it is come to, so that asking is cheap."""

    def __init__(self, under: Mapping[str, Record], new: Mapping[str, Record]) -> None:
        self._under = under
        self._new = new

    def __getitem__(self, one: str) -> Record:
        record = self._under[one]
        return self._new.get(one, record)

    def __iter__(self) -> Iterator[str]:
        return iter(self._under)

    def __len__(self) -> int:
        return len(self._under)

    def __contains__(self, one: object) -> bool:
        return one in self._under


def known_initiative(city: City, one: str) -> Initiative:
    """The initiative with that id; raises WrongChange where no record is it."""
    initiative = city.initiatives.get(one)
    if initiative is None:
        raise WrongChange(msg("there is no initiative “{id}”", id=one), _near(one, city.initiatives))
    return initiative


def _near(one: str, known: Mapping[str, object]) -> Message | None:
    close = nearest(one, known)
    return msg("did you mean “{close}”?", close=close) if close else None


def pot_of(city: City, payer: str, pot: Pot | None) -> Pot:
    """The pot that a change of a payer's money is of: the one it names, or the only one there is.

    Raises WrongChange for one that is no payer, and where it has both pots or neither.
    """
    return pot or _only_pot(payer, _lines_of(city, payer, None)[1])


def _lines_of(city: City, payer: str, before: Record | None) -> tuple[Record, tuple[DevelopmentBudget, ...]]:
    record = before or city.funders.get(payer) or city.administrations.get(payer)
    if isinstance(record, Funder):
        return record, record.frames
    if isinstance(record, Administration):
        return record, record.development_budget
    payers = {**city.funders, **city.administrations}
    raise WrongChange(msg("“{id}” is neither a funder nor an administration", id=payer), _near(payer, payers))


def _with_money(city: City, before: Record | None, change: MoreMoney) -> Record:
    record, lines = _lines_of(city, change.payer, before)
    pot = change.pot or _only_pot(change.payer, lines)
    for year in _years(city, change.year):
        lines = _with_line(change, lines, pot, year)
    field = "frames" if isinstance(record, Funder) else "development_budget"
    return record.model_copy(update={field: lines})


def _only_pot(payer: str, lines: tuple[DevelopmentBudget, ...]) -> Pot:
    pots: tuple[Pot, ...] = ("operating", "investment")
    found = [pot for pot in pots if any(getattr(line, pot) for line in lines)]
    if len(found) != 1:
        raise WrongChange(
            msg("“{id}” has both operating and investment money, or none: say which is meant", id=payer),
            msg("write it as {one} or {other}", one=f"{payer}:operating=…", other=f"{payer}:investment=…"),
        )
    return found[0]


def _with_line(
    change: MoreMoney, lines: tuple[DevelopmentBudget, ...], pot: Pot, year: int
) -> tuple[DevelopmentBudget, ...]:
    # Only lines of the firmest status of a year count, and the change is to count: it goes into their sum.
    status = firmness(lines, year) or "requested"
    there = [line for line in lines if line.year == year and line.status == status]
    sums = {"operating": sum(line.operating for line in there), "investment": sum(line.investment for line in there)}
    sums[pot] += change.ore
    if sums[pot] < 0:
        raise WrongChange(
            msg("“{id}” has less than that to lose in {year}", id=change.payer, year=str(year)),
            msg("take away no more than there is"),
        )
    return (*(line for line in lines if line not in there), DevelopmentBudget(year=year, status=status, **sums))


def _with_hours(city: City, before: Record | None, change: MoreHours) -> Record:
    pool = before or city.competences.get(change.pool)
    if not isinstance(pool, Competence):
        raise WrongChange(msg("there is no pool “{id}”", id=change.pool), _near(change.pool, city.competences))
    hours = dict(pool.hours_per_year)
    for year in _years(city, None):
        # A year without a number of its own has that of the year before: said now, so that it stays as it was.
        known = [one for one in hours if one <= year]
        hours[year] = hours[max(known)] if known else 0
    for year in _years(city, change.year):
        hours[year] += change.hours
        if hours[year] < 0:
            raise WrongChange(
                msg("“{id}” has less than that to lose in {year}", id=change.pool, year=str(year)),
                msg("take away no more than there is"),
            )
    return pool.model_copy(update={"hours_per_year": hours})


def _delayed(city: City, delay: Delay, base: Plan | None) -> Record:
    initiative = known_initiative(city, delay.initiative)
    fixed = set() if base is None else {one.id for one in (*base.under_way, *base.own)}
    if delay.initiative in fixed:
        raise WrongChange(
            msg("“{id}” is in the agenda without being chosen: it runs already, or is its own", id=initiative.id),
            msg("change its record to see what another start would do"),
        )
    held = None if base is None else _start(delay.initiative, base)
    start = (held or initiative.window.earliest_start or city.settings.plan.first).plus(delay.periods)
    if base is not None:
        _check_time_left(city, initiative, start)
    window = initiative.window.model_copy(update={"earliest_start": start})
    return initiative.model_copy(update={"window": window})


def _check_time_left(city: City, initiative: Initiative, start: Period) -> None:
    last = city.settings.plan.last
    if start.until(last) + 1 < min(way.length for way in ways_of(initiative)):
        raise WrongChange(
            msg(
                "“{id}” would start in {start} at the earliest, and cannot be done within the agenda, "
                "which ends with {last}",
                id=initiative.id,
                start=str(start),
                last=str(last),
            ),
            msg("delay it less, or see with --drop what the agenda is without it"),
        )


def _start(one: str, base: Plan) -> Period | None:
    return next((line.start for line in base.chosen if line.id == one), None)


def _years(city: City, year: int | None) -> Iterator[int]:
    years = city.settings.plan.years
    if year is None:
        yield from years
    elif year in years:
        yield year
    else:
        raise WrongChange(
            msg(
                "{year} is outside the agenda, {first}–{last}", year=str(year), first=str(years[0]), last=str(years[-1])
            ),
            msg("choose one of its years"),
        )
