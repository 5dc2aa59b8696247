"""What a plan takes of hours, money and room, added up straight from the records, against what there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from itgov.agenda.audit_work import Work, named, period_at
from itgov.agenda.plan import Load, Plan
from itgov.message import Message, msg
from itgov.model.administration import DevelopmentBudget
from itgov.model.city import City
from itgov.model.money import format_amount

_FIRMEST_FIRST = ("committee", "council", "frame", "requested")

_Thing = tuple[str, str, str, int]
"""Sort, whose, pot ("" for all but money), and the period from 0, or the calendar year for money."""


def room_broken(city: City, plan: Plan, works: Iterable[Work]) -> Iterator[Message]:
    """What is overdrawn and should not be, and where the plan's own loads are not what the records make them.

    Fixed work alone may overdraw where the plan tells it; nothing chosen may add to that.
    """
    fixed: dict[_Thing, int] = defaultdict(int)
    chosen: dict[_Thing, int] = defaultdict(int)
    for work in works:
        for thing, amount in _drawn(city, work):
            (chosen if work.chosen else fixed)[thing] += amount
    buying = _buying(city, fixed, chosen)
    yield from _beyond_ceiling(city, buying)
    for (_, pool, _, place), hours in buying.items():
        terms = city.competences[pool].bought_in
        if terms is not None and terms.paid_by is not None:
            year = period_at(city, place).year
            chosen["money", terms.paid_by, "operating", year] += hours * terms.price_per_hour
    told = {_thing(plan, load): load for load in plan.load}
    overdrawn = {_thing(plan, load) for load in plan.overdrawn}
    things = sorted({*fixed, *chosen, *told})
    for thing in things:
        used, own = fixed[thing] + chosen[thing], _there(city, thing)
        brought, too_much = _brought_and_too_much(city, thing, fixed, chosen)
        buys = buying.get(thing, 0)
        name, slot = ":".join(part for part in thing[:3] if part), _slot_named(city, thing)
        if (too_much and not buys) or (used > own + brought + buys and thing not in overdrawn):
            yield _overdrawn(city, thing, used, own + brought + buys)
        line = told.get(thing)
        said = (0, own, brought, buys)
        if line is not None:
            said = (line.used, line.capacity, line.carried, line.bought)
        for says, found in zip(said, (used, own, brought, buys), strict=True):
            if says != found:
                yield msg(
                    "the plan says {told} of {resource} in {slot}, but the records make it {found}",
                    told=str(says),
                    resource=name,
                    slot=slot,
                    found=str(found),
                )


def _overdrawn(city: City, thing: _Thing, used: int, there: int) -> Message:
    sort, of, pot, _ = thing
    record, shown = city.get(of), format_amount if sort == "money" else str
    values = {
        "name": of if record is None else f"{record.name} ({of})",
        "used": shown(used),
        "there": shown(there),
        "slot": _slot_named(city, thing),
    }
    if sort == "hours":
        return msg("{used} hours of {name} are used in {slot}, and there are {there}", **values)
    if pot == "investment":
        return msg("{used} of investment money from {name} is used in {slot}, and there is {there}", **values)
    if sort == "money":
        return msg("{used} of operating money from {name} is used in {slot}, and there is {there}", **values)
    if sort == "change":
        return msg("{used} large changes run at once at {name} in {slot}, and there is room for {there}", **values)
    return msg("{used} rebuild {name} at once in {slot}, and there is room for {there}", **values)


def _buying(city: City, fixed: dict[_Thing, int], chosen: dict[_Thing, int]) -> dict[_Thing, int]:
    """Hours by pool and period that the chosen need beyond what fixed work leaves, where the city buys such hours."""
    found = {}
    for thing in sorted(chosen):
        pool = city.competences.get(thing[1]) if thing[0] == "hours" else None
        if pool is not None and pool.bought_in is not None and pool.bought_in.paid_by is not None:
            short = chosen[thing] - max(0, _there(city, thing) - fixed.get(thing, 0))
            if short > 0:
                found[thing] = short
    return found


def _beyond_ceiling(city: City, buying: dict[_Thing, int]) -> Iterator[Message]:
    plan = city.settings.plan
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for (_, pool, _, place), hours in buying.items():
        sums[pool, period_at(city, place).year] += hours
    for (one, year), hours in sorted(sums.items()):
        terms = city.competences[one].bought_in
        covered = sum(period.year == year for period in plan.periods)
        most = 0 if terms is None else terms.ceiling_per_year * covered // plan.first.per_year
        if hours > most:
            yield msg(
                "{hours} hours of {pool} would have to be bought in {year}, and at most {most} may be",
                hours=hours,
                pool=one,
                year=str(year),
                most=most,
            )


def _brought_and_too_much(
    city: City, thing: _Thing, fixed: dict[_Thing, int], chosen: dict[_Thing, int]
) -> tuple[int, bool]:
    """What was brought over into a slot, and whether chosen work takes what is not there, beside fixed work.

    Added up from the first year whose unused money comes so far: what fixed work leaves until then, and what the
    chosen took of it.
    """
    left = drawn = brought = 0
    too_much = False
    for one in _run_up_to(city, thing):
        brought = max(0, left - drawn)
        # What was taken and not there has been told of its own year; it is no debt of the years after it.
        left, drawn = max(0, left + _there(city, one) - fixed[one]), min(left, drawn) + chosen[one]
        too_much = drawn > left
    return brought, too_much


def _run_up_to(city: City, thing: _Thing) -> list[_Thing]:
    sort, of, pot, slot = thing
    if sort != "money" or pot not in city.settings.carry_over.pots:
        return [thing]
    funder = city.funders.get(of)
    ends = None if funder is None else funder.ends_after
    years = city.settings.plan.years
    first = years[0] if ends is None or slot <= ends else slot
    return [(sort, of, pot, year) for year in range(first, slot + 1)]


def _drawn(city: City, work: Work) -> Iterator[tuple[_Thing, int]]:
    """What work takes inside the horizon: hours and öre spread over each phase, and one of each room it needs."""
    begin = work.start
    for phase in work.phases:
        money: dict[tuple[str, str], int] = defaultdict(int)
        for line in phase.costs:
            money[line.funder, line.pot] += line.amount
        for step in range(phase.periods):
            place = begin + step
            if 0 <= place < city.settings.plan.count:
                for pool, hours in phase.hours.items():
                    yield ("hours", pool, "", place), _part(hours, phase.periods, step)
                for (payer, pot), ore in money.items():
                    yield ("money", payer, pot, period_at(city, place).year), _part(ore, phase.periods, step)
        begin += phase.periods
    changed = {effect.record for effect in work.initiative.affects if effect.changes and effect.record in city.systems}
    absorbing = {one for one in work.initiative.large_change_for if one in city.administrations}
    for place in range(max(0, work.start), min(work.end, city.settings.plan.count)):
        yield from ((("change", one, "", place), 1) for one in absorbing)
        yield from ((("system", one, "", place), 1) for one in changed)


def _part(amount: int, periods: int, step: int) -> int:
    """What falls in one period of an amount spread evenly: what is left over goes to the first ones, one to each."""
    whole, rest = divmod(abs(amount), periods)
    return (whole + (1 if step < rest else 0)) * (1 if amount >= 0 else -1)


def _there(city: City, thing: _Thing) -> int:
    sort, of, pot, slot = thing
    if sort == "hours":
        return _hours(city, of, slot)
    if sort == "money":
        return _money(city, of, pot, slot)
    if sort == "system":
        return 1
    own = city.administrations[of].large_changes_at_once
    return city.settings.large_changes_at_once if own is None else own


def _hours(city: City, pool_id: str, place: int) -> int:
    settings, period, pool = city.settings, period_at(city, place), city.competences.get(pool_id)
    known = [] if pool is None else [year for year in pool.hours_per_year if year <= period.year]
    if pool is None or not known:
        return 0
    share = settings.hours_share[period.number - 1] if settings.hours_share else Fraction(1, period.per_year)
    kept = (pool.reserve_share or {}).get(period.year)
    if kept is None:
        kept = _kept(settings.reserve.hours, period.year - settings.plan.first.year)
    for_change = pool.hours_per_year[max(known)] * (1 - pool.operation_share) - pool.prestudy_hours_per_year
    return max(0, int(for_change * share * (1 - kept)))


def _money(city: City, payer: str, pot: str, year: int) -> int:
    plan = city.settings.plan
    part = Fraction(sum(period.year == year for period in plan.periods), plan.first.per_year)
    funder = city.funders.get(payer)
    if funder is not None:
        if funder.ends_after is not None and year > funder.ends_after:
            return 0
        part *= 1 - _kept(city.settings.reserve.money, year - plan.first.year)
        return max(0, int(_frame(funder.frames, pot, year) * part))
    administration = city.administrations.get(payer)
    return max(0, int(_frame(administration.development_budget, pot, year) * part)) if administration else 0


def _frame(budgets: Iterable[DevelopmentBudget], pot: str, year: int) -> int:
    of_year = [budget for budget in budgets if budget.year == year]
    for status in _FIRMEST_FIRST:
        firm = [budget for budget in of_year if budget.status == status]
        if firm:
            return sum(budget.operating if pot == "operating" else budget.investment for budget in firm)
    return 0


def _kept(shares: tuple[Fraction, ...], years_ahead: int) -> Fraction:
    return shares[min(years_ahead, len(shares) - 1)] if shares else Fraction(0)


def _thing(plan: Plan, load: Load) -> _Thing:
    slot = load.slot if isinstance(load.slot, int) else plan.horizon.index(load.slot)
    return load.sort, load.of, load.pot or "", slot


def _slot_named(city: City, thing: _Thing) -> str:
    return str(thing[3]) if thing[0] == "money" else named(city, thing[3])
