"""Facts about contracts and systems on a given day that several rules ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from itgov.model.city import City
from itgov.model.contract import Contract
from itgov.model.initiative import Initiative
from itgov.model.planning import Route, is_alive
from itgov.model.system import System

_BEGUN = frozenset({"begun", "advertised", "awarded"})


def months_after(day: date, months: int) -> date:
    """The day that many months later (earlier where negative); the month's last where it has no such day.

    The first or last of all days where it would lie beyond.
    """
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year < date.max.year:
        return date.min if months < 0 else date.max
    following = date(year + index // 11, (index + 1) % 12 + 1, 1)
    return min(date(year, index + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def last_day(contract: Contract) -> tuple[date, Route]:
    """The contract's last day with all options used, and the route to it."""
    ends: list[tuple[date, Route]] = [(contract.ends_on, ("ends_on",))]
    ends += [(option.until, ("options", index, "until")) for index, option in enumerate(contract.options)]
    return max(ends, key=lambda end: end[0])


def is_begun(city: City, contract: Contract) -> bool:
    """Whether what follows the contract is being procured: by itself, or by an initiative that is alive."""
    own = contract.procurement
    if own is not None and own.stage in _BEGUN:
        return True
    return any(
        need.contract == contract.id and need.begun_on is not None
        for initiative in city.pointing(contract.id, Initiative, "needs")
        if is_alive(initiative)
        for need in initiative.needs.procurements
    )


def retires_on(system: System) -> date:
    """The last day of use; the last of all days where none is set."""
    return (system.lifecycle and system.lifecycle.retires_on) or date.max


def is_leaving(system: System) -> bool:
    """Whether the city means to stop using it."""
    return system.disposition == "eliminate" or retires_on(system) < date.max


@dataclass(frozen=True, slots=True)
class Left:
    """A system that a contract leaves without one: wholly, or only for some `functions` of it, in the order it says."""

    system: System
    functions: tuple[str, ...] = ()


def left_without(city: City, contract: Contract) -> tuple[Left, ...]:
    """What it covers of systems that stay in use after its last day, and no contract that lasts longer does; by id."""
    end = last_day(contract)[0]
    found = {one.system: city.systems[one.system] for one in contract.covers if one.system in city.systems}
    left = (_left(city, system, contract, end) for _, system in sorted(found.items()) if not _leaves_by(system, end))
    return tuple(one for one in left if one is not None)


def _leaves_by(system: System, end: date) -> bool:
    day = retires_on(system)
    return day <= end or (system.disposition == "eliminate" and day == date.max)


def _left(city: City, system: System, contract: Contract, end: date) -> Left | None:
    lasting = [
        other
        for other in city.pointing(system.id, Contract, "covers")
        if other.id != contract.id and last_day(other)[0] > end
    ]
    carried_on = {function for other in lasting for function in _covered(other, system.id)}
    left = tuple(function for function in _covered(contract, system.id) if function not in carried_on)
    if not left:
        return None
    # A contract that has the system, but not these functions of it, says which ones to talk about.
    return Left(system, left if carried_on else ())


def _covered(contract: Contract, system_id: str) -> tuple[str, ...]:
    """The functions of a system that a contract covers, each once."""
    return tuple(dict.fromkeys(name for one in contract.covers if one.system == system_id for name in one.functions))


def changers(city: City, record_id: str) -> Iterator[Initiative]:
    """The initiatives that are alive and rebuild or replace a record, by id."""
    for initiative in city.pointing(record_id, Initiative, "affects"):
        if is_alive(initiative) and any(effect.record == record_id and effect.changes for effect in initiative.affects):
            yield initiative
