"""Scenarios made whole: what each says over what its parents say, applied to the records.

The nearest word wins: a scenario's own change of a payer's, pool's or initiative's number replaces its parents'
change of the same, and what it forces in or drops undoes the opposite above it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from itgov.agenda.build import NOTHING_MORE, Demand
from itgov.agenda.changes import Changes, Delay, MoreHours, MoreMoney, WrongChange, changed, pot_of
from itgov.agenda.standing import never_chosen, standing_of
from itgov.agenda.timeline import Timeline
from itgov.finding import nearest
from itgov.message import msg
from itgov.model.city import City
from itgov.model.period import Horizon, lasting
from itgov.model.scenario import Scenario
from itgov.model.settings import HorizonSetting

T = TypeVar("T")
_SETTINGS = ("carry_over", "discount_rate", "evaluation_years", "large_changes_at_once", "reserve", "unpriced_rate")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an agenda was asked for beside the records: a scenario by id, and a horizon other than the city's."""

    scenario: str | None = None
    horizon: Horizon | None = None


def asked_city(city: City, asked: Asked) -> tuple[City, Demand]:
    """The city as it is asked about, and what must and must not be in its agenda.

    Raises WrongChange where the scenario is unknown, goes in a circle, or changes what is not there, and where
    the horizon is no 2 to 4 whole years of the city's periods.
    """
    if asked.horizon is not None:
        city = _over(city, asked.horizon)
    return (city, Demand()) if asked.scenario is None else in_scenario(city, asked.scenario)


def in_scenario(city: City, one: str) -> tuple[City, Demand]:
    """The city as it would be in a scenario, its parents' changes included; raises WrongChange as `asked_city`.

    Also where it forces in what no plan may hold, or drops what every plan does.
    """
    return in_chain(city, lineage(city, one))


def in_chain(city: City, chain: Sequence[Scenario]) -> tuple[City, Demand]:
    """As `in_scenario`, of a scenario after all its parents, the eldest first."""
    changes = changes_of(city, chain)
    settings: dict[str, Any] = {}
    for scenario in chain:
        settings |= {name: getattr(scenario, name) for name in _SETTINGS if getattr(scenario, name) is not None}
    altered = City(
        city.settings.model_copy(update=settings), city.by_kind, city.functions, city.as_of, city.retired, None
    )
    city = changed(altered, changes, None)
    demand = Demand(frozenset(changes.force), frozenset(changes.drop))
    _check_demand(city, demand)
    return city, demand


def _check_demand(city: City, demand: Demand) -> None:
    if demand == NOTHING_MORE:
        return
    standing = standing_of(city, Timeline(city.settings.plan))
    never, always = {*standing.unanchored, *standing.gone}, {*standing.running, *standing.own}
    for one in sorted((demand.force & never) | (demand.drop & always)):
        reason = never_chosen(standing, one)
        if reason is not None and one in demand.force:
            raise WrongChange(msg("“{id}” cannot be forced in: {reason}", id=one, reason=reason))
        if reason is not None:
            raise WrongChange(msg("“{id}” cannot be dropped: {reason}", id=one, reason=reason))


def lineage(city: City, one: str) -> tuple[Scenario, ...]:
    """A scenario after all its parents, the eldest first; raises WrongChange for an unknown one or a circle."""
    found: list[Scenario] = []
    seen: list[str] = []
    wanted: str | None = one
    while wanted is not None:
        scenario = city.scenarios.get(wanted)
        if scenario is None:
            close = nearest(wanted, city.scenarios)
            raise WrongChange(
                msg("there is no scenario “{id}”", id=wanted),
                msg("did you mean “{close}”?", close=close) if close else msg("scenarios are kept in data/scenarios/"),
            )
        if wanted in seen:
            raise WrongChange(msg("scenarios build on each other in a circle: {ids}", ids=" → ".join([*seen, wanted])))
        seen.append(wanted)
        found.insert(0, scenario)
        wanted = scenario.parent
    return tuple(found)


def changes_of(city: City, chain: Iterable[Scenario]) -> Changes:
    """What scenarios change together, the eldest first in `chain`; raises WrongChange where a pot must be named."""
    chain = tuple(chain)
    force: set[str] = set()
    drop: set[str] = set()
    for scenario in chain:
        force = (force - {*scenario.drop}) | {*scenario.force}
        drop = (drop - {*scenario.force}) | {*scenario.drop}
    money = _nearest_word(_money(city, chain), lambda line: (line.payer, line.pot, line.year))
    hours = _nearest_word((line for one in chain for line in one.hours), lambda line: (line.pool, line.year))
    delays = _nearest_word((line for one in chain for line in one.delays), lambda line: line.initiative)
    return Changes(
        tuple(sorted(force)),
        tuple(sorted(drop)),
        tuple(money),
        tuple(MoreHours(one.pool, one.hours, one.year) for one in hours),
        tuple(Delay(one.initiative, one.periods) for one in delays),
    )


def _money(city: City, chain: Iterable[Scenario]) -> Iterator[MoreMoney]:
    # A pot that is left out and the same one named are one thing that is changed.
    for line in (line for one in chain for line in one.money):
        yield MoreMoney(line.payer, line.amount, pot_of(city, line.payer, line.pot), line.year)


def _nearest_word(lines: Iterable[T], about: Callable[[T], Hashable]) -> list[T]:
    return list({about(line): line for line in lines}.values())


def _over(city: City, horizon: Horizon) -> City:
    years, rest = divmod(horizon.count, horizon.first.per_year)
    if horizon.first.per_year != city.settings.plan.first.per_year:
        raise WrongChange(
            msg("{period} is no period of this city's agenda", period=str(horizon.first)),
            msg("write it as {right}", right=str(city.settings.plan.first)),
        )
    if horizon.count <= 0:
        raise WrongChange(msg("the agenda's horizon ends before it begins, in {period}", period=str(horizon.first)))
    if rest or not 2 <= years <= 4:
        raise WrongChange(
            msg(
                "an agenda is for 2 to 4 whole years, not {length}",
                length=lasting(horizon.count, horizon.first.per_year),
            )
        )
    settings = city.settings.model_copy(
        update={"horizon": HorizonSetting.model_construct(first=horizon.first, years=years)}
    )
    return City(settings, city.by_kind, city.functions, city.as_of, city.retired, city.known_index)
