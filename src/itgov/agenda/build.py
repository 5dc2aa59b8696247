"""From a city to the problem of its agenda, with everything that a plan needs to be told in words.

What runs already and what is an administration's own is not chosen: it is placed
first, and takes its hours, money and room from what is left. The problem holds only
what competes. Ids are taken in sorted order throughout, so the order of files is nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from itgov.agenda.candidates import LeftOut, Permitted, facts_without, partners, permitted, rivals
from itgov.agenda.carry import left_beside
from itgov.agenda.demand import uses
from itgov.agenda.fixed import Fixed, Scene, committed, place_own, running
from itgov.agenda.problem import AnyOf, Extra, Mode, Precedence, Problem, Resource, Task
from itgov.agenda.standing import Standing, holding_agenda, offers_of, standing_of
from itgov.agenda.supply import Supply, ceiling_of, supplies
from itgov.agenda.timeline import Timeline
from itgov.agenda.valuation import Parts, Valuation, valuation_of
from itgov.agenda.window import Facts
from itgov.agenda.work import PILOT, Purse, Way, ways_of
from itgov.message import msg
from itgov.model.city import City
from itgov.model.money import round_half_up

Ways = Mapping[str, tuple[Way, ...]]
J = TypeVar("J", Permitted, LeftOut)
PartsOf = Mapping[tuple[str, str, int], Parts]


@dataclass(frozen=True, slots=True)
class Preparation:
    """The problem and what it was made from.

    `supplies` are gross, by resource id; `taken` is what `fixed` work draws of them, by slot. `parts` has
    the net benefit (öre) by initiative, way and start; `ways` the ways of every initiative that is judged
    or fixed. `problem` shares out what is left, never less than 0; a mandatory initiative that cannot be
    done is in it as a task without any way, which makes it infeasible.
    """

    timeline: Timeline
    standing: Standing
    supplies: Mapping[str, Supply]
    taken: Mapping[str, tuple[int, ...]]
    fixed: tuple[Fixed, ...]
    permitted: Mapping[str, Permitted]
    left_out: tuple[LeftOut, ...]
    ways: Ways
    parts: PartsOf
    problem: Problem


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of a plan beside its records: initiatives that must be in it, and that must not."""

    force: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()


NOTHING_MORE = Demand()


def build(city: City, demand: Demand = NOTHING_MORE) -> Preparation:
    """The agenda's problem for a city; nothing in it depends on the order of its records.

    What is forced is mandatory, what is dropped has no way to be done; ids that do not compete change nothing.
    What is forced and cannot be chosen at all makes the problem infeasible.
    """
    timeline = Timeline(city.settings.plan)
    standing = standing_of(city, timeline)
    valuation = valuation_of(city, timeline)
    ways = {one: ways_of(city.initiatives[one]) for one in (*standing.running, *standing.own, *standing.competing)}
    shared = _supplies(city, timeline, ways)
    scene = Scene(city, timeline, shared, ways, valuation)
    facts, fixed = _fixed(scene, standing)
    may, left_out = permitted(city, facts, standing, ways)
    may = {one: _forced(allowed) if one in demand.force else allowed for one, allowed in may.items()}
    left_out = tuple(_forced(left) if left.id in demand.force else left for left in left_out)
    taken = committed(scene, fixed)
    promised = _promised(city, timeline)
    parts = _parts(may, ways, valuation, promised)
    last = facts_without(facts, {one.id for one in left_out})
    problem = Problem(
        periods=timeline.count,
        resources=tuple(_resources(city, valuation, shared, taken, may, ways)),
        tasks=(
            *_tasks(city, may, ways, parts, promised, demand.drop),
            *(Task(one.id, (), mandatory=True) for one in left_out if one.mandatory),
        ),
        precedences=tuple(_precedences(city, may)),
        any_of=tuple(_any_of(city, may, last)),
        exclusions=tuple(
            _pairs((one, other) for one in may for other in rivals(city.initiatives[one], city) if other in may)
        ),
        together=tuple(
            _pairs((one, other) for one in may for other in partners(city.initiatives[one], city) if other in may)
        ),
    )
    return Preparation(timeline, standing, shared, taken, fixed, may, left_out, ways, parts, problem)


def _supplies(city: City, timeline: Timeline, ways: Ways) -> dict[str, Supply]:
    every = [way for some in ways.values() for way in some]
    purses = {purse for way in every for purse in way.money} | set(_buying(city))
    return supplies(city, timeline, purses, {pool for way in every for pool in way.hours})


def _buying(city: City) -> Iterator[Purse]:
    for pool in city.competences.values():
        if pool.bought_in is not None and pool.bought_in.paid_by is not None:
            yield pool.bought_in.paid_by, "operating"


def _fixed(scene: Scene, standing: Standing) -> tuple[Facts, tuple[Fixed, ...]]:
    started = running(scene, standing.running)
    competing, offers = frozenset(standing.competing), offers_of(scene.city, scene.timeline)
    # Running work that should be over gives its result when the horizon begins.
    ready = {**standing.done, **{one.id: max(0, one.end) for one in started if one.end is not None}}
    # Own work is placed before anything is chosen, so it cannot count on what may or may not be.
    own = place_own(scene, Facts(scene.timeline, ready, frozenset(), offers), started, standing.own)
    ready |= {one.id: one.end for one in own if one.end is not None}
    return Facts(scene.timeline, ready, competing, offers), (*started, *own)


@dataclass(frozen=True, slots=True)
class _Promised:
    # The start (place, which may lie before the horizon) that the agenda that holds promises, and what breaking costs.
    starts: Mapping[str, int]
    pilots: frozenset[str]
    moved: int
    dropped: int

    def cost_of_moving(self, one: str, way: Way, start: int) -> int:
        if not way.delivers and one not in self.pilots:
            # What was promised is not there: the pilot of it keeps no promise.
            return self.cost_of_leaving_out(one)
        return self.moved * abs(start - self.starts[one]) if one in self.starts else 0

    def cost_of_leaving_out(self, one: str) -> int:
        return self.dropped if one in self.starts else 0


def _promised(city: City, timeline: Timeline) -> _Promised:
    settings, agenda = city.settings.promises, holding_agenda(city)
    if settings is None or agenda is None or agenda.first.per_year != timeline.per_year:
        return _Promised({}, frozenset(), 0, 0)
    starts = {one.initiative: timeline.horizon.index(one.start) for one in agenda.promised}
    pilots = frozenset(one.initiative for one in agenda.promised if one.way == PILOT)
    return _Promised(starts, pilots, settings.moved, settings.dropped)


def _parts(
    may: Mapping[str, Permitted], ways: Ways, valuation: Valuation, promised: _Promised
) -> dict[tuple[str, str, int], Parts]:
    return {
        (one, way.id, start): replace(valuation.parts(way, start), promises=-promised.cost_of_moving(one, way, start))
        for one, allowed in may.items()
        for way in ways[one]
        for start in allowed.starts.get(way.id, ())
    }


def _resources(
    city: City,
    valuation: Valuation,
    shared: Mapping[str, Supply],
    taken: Mapping[str, tuple[int, ...]],
    may: Mapping[str, Permitted],
    ways: Ways,
) -> Iterator[Resource]:
    wanted = {resource for one in may for way in ways[one] for resource in uses(city.initiatives[one], way, city)}
    extras = {one: extra for one in wanted if (extra := _extra(city, valuation, shared[one])) is not None}
    for one in sorted(wanted | {extra.paid_from for extra in extras.values()}):
        supply, left = shared[one], left_beside(shared[one], taken[one])
        yield Resource(one, supply.name, left, supply.slot_of, supply.carries, extras.get(one))


def _extra(city: City, valuation: Valuation, supply: Supply) -> Extra | None:
    """What may be bought of a pool, by calendar year; None for anything else, or where nobody pays for it."""
    pool = city.competences.get(supply.of) if supply.sort == "hours" else None
    if pool is None or pool.bought_in is None or pool.bought_in.paid_by is None:
        return None
    timeline, terms = valuation.timeline, pool.bought_in
    # The self-cost of every hour is in the initiatives' own values: only what a bought one costs more is left.
    more = max(0, terms.price_per_hour - pool.self_cost_per_hour)
    return Extra(
        group_of=timeline.year_slots(),
        ceiling=ceiling_of(pool, timeline),
        price=tuple(round_half_up(more * valuation.discount_of_year(year)) for year in timeline.years),
        paid_from=f"money:{terms.paid_by}:operating",
        amount=terms.price_per_hour,
    )


def _forced(one: J) -> J:
    return replace(one, mandatory=one.mandatory or msg("forced in"))


def _tasks(
    city: City,
    may: Mapping[str, Permitted],
    ways: Ways,
    parts: PartsOf,
    promised: _Promised,
    drop: frozenset[str],
) -> Iterator[Task]:
    for one, allowed in sorted(may.items()):
        modes = tuple(
            Mode(
                way.id,
                way.length,
                {start: parts[one, way.id, start].total for start in allowed.starts[way.id]},
                uses(city.initiatives[one], way, city),
                way.delivers,
            )
            for way in ways[one]
            if way.id in allowed.starts and one not in drop and (way.delivers or allowed.mandatory is None)
        )
        without = -promised.cost_of_leaving_out(one)
        yield Task(one, modes, mandatory=allowed.mandatory is not None, without=without)


def _precedences(city: City, may: Mapping[str, Permitted]) -> Iterator[Precedence]:
    for one in sorted(may):
        for need in city.initiatives[one].needs.initiatives:
            if need.initiative in may and need.initiative != one:
                yield Precedence(need.initiative, one, need.relation, need.lag_periods)


def _any_of(city: City, may: Mapping[str, Permitted], facts: Facts) -> Iterator[AnyOf]:
    for one in sorted(may):
        for need in city.initiatives[one].needs.capabilities:
            providers = facts.open_providers(one, need.capability)
            given = facts.given_from(need.capability)
            if providers and (given is None or given > 0):
                yield AnyOf(one, providers, need.by, given)


def _pairs(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted({(min(pair), max(pair)) for pair in pairs})
