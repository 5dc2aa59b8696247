"""Where each initiative stands toward the agenda: done, running, not ready, an administration's own, or competing.

D6 of the model: what uses only an administration's own money, people and systems, in
operation too, is shown and checked, never chosen or refused by others. What competes
for something shared, or hangs together with what does, competes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from itgov.agenda.timeline import Timeline
from itgov.agenda.work import ways_of
from itgov.message import Message, msg
from itgov.model.adopted import AdoptedAgenda
from itgov.model.city import City
from itgov.model.initiative import Effect, Initiative, Stage
from itgov.model.planning import provided_since

DONE: frozenset[Stage] = frozenset({"in_operation", "benefits_realised", "closed"})
GONE: frozenset[Stage] = frozenset({"rejected", "withdrawn"})
ALWAYS = -(10**9)
"""The place of what was there long before the horizon."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Who gives a capability: the place it is there from by system or delivery (None: by none), and initiatives."""

    since: int | None
    initiatives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Ids by standing, each sorted. `done` gives the place (period from 0, often negative) it was ready at."""

    done: Mapping[str, int]
    running: tuple[str, ...]
    gone: tuple[str, ...]
    unanchored: tuple[str, ...]
    own: tuple[str, ...]
    competing: tuple[str, ...]


def standing_of(city: City, timeline: Timeline) -> Standing:
    """Every initiative of the city in exactly one group."""
    by_stage = {one: stage_of(initiative) for one, initiative in sorted(city.initiatives.items())}
    candidates = {one for one, stage in by_stage.items() if stage in {"anchored", "prepared", "decided"}}
    competing = _competing(city, timeline, candidates)
    return Standing(
        done={one: _ready_place(city.initiatives[one], timeline) for one, stage in by_stage.items() if stage in DONE},
        running=tuple(one for one, stage in by_stage.items() if stage == "under_way"),
        gone=tuple(one for one, stage in by_stage.items() if stage in GONE),
        unanchored=tuple(one for one, stage in by_stage.items() if stage == "idea"),
        own=tuple(sorted(candidates - competing)),
        competing=tuple(sorted(competing)),
    )


def stage_of(initiative: Initiative) -> Stage:
    """The stage on record; under way where work has started, though that stage has no day yet."""
    stage = initiative.stages.current
    return "under_way" if initiative.started_in is not None and stage not in {*DONE, *GONE} else stage


def never_chosen(standing: Standing, one: str) -> Message | None:
    """Why an initiative is none that a plan may choose, whatever its window; None for one that competes."""
    told = {
        **dict.fromkeys(standing.running, msg("it is under way, and in every plan")),
        **dict.fromkeys(standing.own, msg("it is an administration's own matter, shown and not judged")),
        **dict.fromkeys(standing.unanchored, msg("it is not anchored")),
        **dict.fromkeys(standing.done, msg("it is done")),
        **dict.fromkeys(standing.gone, msg("it is rejected or withdrawn")),
    }
    return told.get(one)


def holding_agenda(city: City) -> AdoptedAgenda | None:
    """The agenda that holds: adopted on the latest day, the greatest id among those of one day; None without any."""

    def day(agenda: AdoptedAgenda) -> str:
        decision = city.decisions.get(agenda.decision)
        return "" if decision is None else decision.on.isoformat()

    return max(city.agendas.values(), key=lambda one: (day(one), one.id), default=None)


def offers_of(city: City, timeline: Timeline) -> dict[str, Offer]:
    """Who gives each capability, by its id. A provider that no record knows gives nothing."""
    since: dict[str, int] = {}
    initiatives: dict[str, set[str]] = {one: set() for one in city.capabilities}
    for one, capability in city.capabilities.items():
        for provision in capability.provided_by:
            if provision.by in city.initiatives:
                initiatives[one].add(provision.by)
            elif provision.by in city.systems or provision.by in city.deliveries:
                day = provided_since(city, provision)
                place = ALWAYS if day is None else timeline.from_day(day)
                since[one] = min(place, since.get(one, place))
    for initiative in city.initiatives.values():
        for one in initiative.provides:
            initiatives.setdefault(one, set()).add(initiative.id)
    return {one: Offer(since.get(one), tuple(sorted(initiatives[one]))) for one in sorted(initiatives)}


def changed_systems(initiative: Initiative, city: City) -> tuple[str, ...]:
    """The systems it rebuilds or replaces, sorted."""
    return tuple(sorted({one.record for one in initiative.affects if one.changes and one.record in city.systems}))


def _ready_place(initiative: Initiative, timeline: Timeline) -> int:
    day = initiative.stages.in_operation or initiative.stages.benefits_realised or initiative.stages.closed
    return ALWAYS if day is None else timeline.from_day(day)


def _competing(city: City, timeline: Timeline, candidates: set[str]) -> set[str]:
    offers = offers_of(city, timeline)
    firm = {one for one, initiative in city.initiatives.items() if stage_of(initiative) in {*DONE, "under_way"}}
    competing = {one for one in candidates if _shares(city.initiatives[one], city, offers, firm)}
    ties = {one: set(_ties(city.initiatives[one])) for one in candidates}
    while True:
        drawn = {one for one in candidates - competing if ties[one] & competing}
        drawn |= {
            one for other in competing for one in _binds(city.initiatives[other]) if one in candidates - competing
        }
        if not drawn:
            return competing
        competing |= drawn


def _shares(initiative: Initiative, city: City, offers: Mapping[str, Offer], firm: set[str]) -> bool:
    home = initiative.proposed_by
    ways = ways_of(initiative)
    return (
        any(way.hours for way in ways)
        or any(payer != home for way in ways for payer, _ in way.money)
        or any(cost.borne_by != home for way in ways for cost in way.operating_costs)
        or any(one != home for one in initiative.large_change_for)
        or any(_is_anothers(effect, city, home) for effect in initiative.affects if effect.changes)
        or any(not _is_firm(offers.get(need.capability), firm) for need in initiative.needs.capabilities)
    )


def _is_firm(offer: Offer | None, firm: set[str]) -> bool:
    # A capability that nobody gives is no reason to compete: it cannot be done either way.
    return (
        offer is None
        or offer.since is not None
        or not set(offer.initiatives) - firm
        or bool(set(offer.initiatives) & firm)
    )


def _is_anothers(effect: Effect, city: City, home: str) -> bool:
    if effect.record in city.administrations:
        return effect.record != home
    if effect.record in city.deliveries:
        return True
    system = city.systems.get(effect.record)
    owner = city.objects.get(system.object if system else effect.record)
    # The objects with change money of their own are shared by the whole city.
    return owner is None or owner.administration != home or owner.change_money is not None


def _ties(initiative: Initiative) -> Iterator[str]:
    yield from (need.initiative for need in initiative.needs.initiatives)
    yield from _binds(initiative)


def _binds(initiative: Initiative) -> Iterator[str]:
    yield from initiative.excludes
    yield from initiative.together_with
