"""Facts about an initiative that rules, agenda and reports all ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from itgov.model.capability import Provision
from itgov.model.city import City
from itgov.model.initiative import ENDED, CostLine, Initiative, OperatingCost, Phase
from itgov.model.period import Period, first_period_from
from itgov.model.system import System
from itgov.model.systemobject import SystemObject

Route = tuple[str | int, ...]


def is_alive(initiative: Initiative) -> bool:
    """Whether it is still to be carried out: not in operation, closed, rejected or withdrawn."""
    return initiative.stages.current not in ENDED and initiative.stages.in_operation is None


def length_of(phases: tuple[Phase, ...]) -> int:
    """Periods from the first phase to the last."""
    return sum(phase.periods for phase in phases)


def ways(initiative: Initiative) -> Iterator[tuple[Route, tuple[Phase, ...]]]:
    """The phases of the initiative itself and of each alternative, with the route to them."""
    yield ("phases",), initiative.phases
    for index, alternative in enumerate(initiative.alternatives):
        yield ("alternatives", index, "phases"), alternative.phases


def pilot_phases(initiative: Initiative) -> tuple[Phase, ...]:
    """The phases up to and with the first that may stand alone, where others follow; empty where there is none."""
    for count, phase in enumerate(initiative.phases[:-1], start=1):
        if phase.may_stand_alone is not None:
            return initiative.phases[:count]
    return ()


def cost_lines(initiative: Initiative) -> Iterator[tuple[Route, CostLine]]:
    """Every one-off cost line, in the initiative itself and its alternatives, with its route."""
    for route, phases in ways(initiative):
        for number, phase in enumerate(phases):
            for index, line in enumerate(phase.costs):
                yield (*route, number, "costs", index), line


def operating_costs(initiative: Initiative) -> Iterator[tuple[Route, OperatingCost]]:
    """Every yearly cost after go-live, in the initiative itself and its alternatives, with its route."""
    for index, cost in enumerate(initiative.operating_costs):
        yield ("operating_costs", index), cost
    for number, alternative in enumerate(initiative.alternatives):
        for index, cost in enumerate(alternative.operating_costs):
            yield ("alternatives", number, "operating_costs", index), cost


def uses_shared_hours(initiative: Initiative) -> bool:
    """Whether any way of doing it needs hours of a shared pool."""
    return any(hours for _, phases in ways(initiative) for phase in phases for hours in phase.hours.values())


def earliest_start(city: City, initiative: Initiative) -> Period:
    """The first period it can begin in: when it did begin, else its window, else the horizon's first."""
    if initiative.started_in is not None:
        return initiative.started_in
    first = city.settings.plan.first
    window = initiative.window.earliest_start
    return max(first, window) if window is not None else first


def latest_end(city: City, initiative: Initiative) -> Period:
    """The last period it may end in: its window or its deadline, whichever is first, else the horizon's last."""
    ends = [
        end for end in (initiative.window.latest_end, initiative.deadline, city.settings.plan.last) if end is not None
    ]
    if initiative.started_in is not None:
        return initiative.started_in.plus(length_of(initiative.phases) - 1)
    return min(ends)


def latest_need(city: City, initiative: Initiative, by: Literal["start", "go_live"]) -> Period:
    """The last period by which it must have what it needs `by` its start or its go-live."""
    go_live = latest_end(city, initiative).plus(1)
    return go_live if by == "go_live" else go_live.plus(-length_of(initiative.phases))


def earliest_go_live(city: City, initiative: Initiative) -> Period:
    """The first period in which its result can be used: all of it after the day it went into operation, if it did.

    Else by its window and the length of its phases alone.
    """
    stages = initiative.stages
    day = stages.in_operation or stages.benefits_realised or stages.closed
    if day is not None:
        return first_period_from(day, city.settings.plan.first.per_year)
    return earliest_start(city, initiative).plus(length_of(initiative.phases))


def providers(city: City, capability_id: str) -> tuple[Initiative, ...]:
    """The initiatives that provide a capability at their go-live and are not rejected or withdrawn, by id."""
    named = city.capabilities[capability_id].provided_by if capability_id in city.capabilities else ()
    giving = {one.id: one for one in city.pointing(capability_id, Initiative, "provides")}
    giving |= {one.by: city.initiatives[one.by] for one in named if one.by in city.initiatives}
    return tuple(one for _, one in sorted(giving.items()) if one.stages.current not in {"rejected", "withdrawn"})


def provided_since(city: City, provision: Provision) -> date | None:
    """The first day on which a system or a delivery gives a capability; None where nothing says when.

    Never before the system itself is in use or the delivery starts, whatever the capability says of it.
    """
    days = [provision.since]
    if provision.by in city.deliveries:
        days.append(city.deliveries[provision.by].starts_on)
    elif provision.by in city.systems and (life := city.systems[provision.by].lifecycle) is not None:
        days.append(life.in_use_since)
    return max((day for day in days if day is not None), default=None)


def object_of(city: City, record_id: str) -> SystemObject | None:
    """The system-management object that a system belongs to, or the object itself."""
    record = city.get(record_id)
    if isinstance(record, System):
        return city.objects.get(record.object)
    return record if isinstance(record, SystemObject) else None
