"""Work that is not chosen: what runs already, and what is an administration's own.

Both are placed before anything is chosen, and what they draw is taken from what the
others share. Nothing here is refused: what does not suffice is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from itgov.agenda.demand import uses
from itgov.agenda.supply import Supply
from itgov.agenda.timeline import Timeline
from itgov.agenda.valuation import Parts, Valuation
from itgov.agenda.window import Facts, no_start, span_of
from itgov.agenda.work import Purse, Way
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.initiative import Initiative


@dataclass(frozen=True, slots=True)
class Fixed:
    """Work that is in the agenda without being chosen.

    `start` and `end` (open, its go-live) are periods from 0; a negative start was before the horizon, and an
    end may lie after it. Both are None for own work that has no place in the horizon. `parts` is what its
    remaining periods and its use are worth; `purses` are the budgets it draws on; `notes` say what is amiss.
    """

    id: str
    kind: Literal["under_way", "own"]
    way: Way
    start: int | None
    end: int | None
    parts: Parts
    purses: tuple[Purse, ...]
    notes: tuple[Message, ...] = ()


Taken = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Scene:
    """What placing work needs to know: `supplies` are gross, by resource id; `ways` by initiative."""

    city: City
    timeline: Timeline
    supplies: Mapping[str, Supply]
    ways: Mapping[str, tuple[Way, ...]]
    valuation: Valuation


def running(scene: Scene, ids: Iterable[str]) -> tuple[Fixed, ...]:
    """Initiatives under way, where they started: as their own phases say, whose remaining periods count.

    One whose phases should be over is taken to go live as the horizon begins, and that is noted.
    """
    return tuple(_running(scene, one) for one in ids)


def place_own(scene: Scene, facts: Facts, before: tuple[Fixed, ...], ids: Iterable[str]) -> tuple[Fixed, ...]:
    """Administrations' own initiatives, each at its earliest possible start, by id.

    One that needs another own initiative waits for it. A start is possible where its window holds and no
    system or administration takes more changes at once than it can; money is not judged, only told.
    """
    waiting, placed, ready = sorted(ids), list(before), dict(facts.ready)
    done: dict[str, Fixed] = {}
    while waiting:
        free = [one for one in waiting if not _needs(scene.city.initiatives[one]) & (set(waiting) - {one})]
        for one in free or waiting:
            now = Facts(facts.timeline, ready, facts.open, facts.offers)
            done[one] = _own(scene, now, tuple(placed), one)
            placed.append(done[one])
            end = done[one].end
            if end is not None:
                ready[one] = end
        waiting = [one for one in waiting if one not in done]
    return tuple(done[one] for one in sorted(done))


def committed(scene: Scene, fixed: Iterable[Fixed]) -> Taken:
    """What fixed work draws of every shared thing inside the horizon, by resource id and slot."""
    taken = {one: [0] * len(supply.capacity) for one, supply in scene.supplies.items()}
    for work in fixed:
        if work.start is not None:
            for resource, row in uses(scene.city.initiatives[work.id], work.way, scene.city).items():
                for place, amount in enumerate(row, start=work.start):
                    if 0 <= place < scene.timeline.count:
                        taken[resource][scene.supplies[resource].slot_of[place]] += amount
    return {one: tuple(amounts) for one, amounts in taken.items()}


def _running(scene: Scene, one: str) -> Fixed:
    initiative, timeline, way = scene.city.initiatives[one], scene.timeline, scene.ways[one][0]
    day = initiative.stages.under_way
    begun = timeline.holding(day) if day else 0
    start = timeline.begin(initiative.started_in) if initiative.started_in else begun
    end = start + way.length
    notes = []
    if end <= 0:
        notes.append(msg("its phases should be over by now, but it is not in operation"))
    if initiative.deadline is not None and end > timeline.end(initiative.deadline):
        notes.append(msg("it ends after its deadline, {deadline}", deadline=str(initiative.deadline)))
    parts = scene.valuation.parts(way, start)
    return Fixed(initiative.id, "under_way", way, start, end, parts, tuple(way.money), tuple(notes))


def _own(scene: Scene, facts: Facts, placed: tuple[Fixed, ...], one: str) -> Fixed:
    initiative, way, supplies = scene.city.initiatives[one], scene.ways[one][0], scene.supplies
    purses = tuple(way.money)
    lacks = _lacks(initiative, facts)
    span = span_of(initiative, way, facts)
    if lacks is not None or not span.starts:
        why = lacks or no_start(span, facts.timeline)
        return Fixed(one, "own", way, None, None, Parts(), purses, (why,))
    taken = committed(scene, placed)
    drawn = uses(initiative, way, scene.city)
    start = next((one for one in span.starts if _has_room(drawn, one, supplies, taken)), span.starts[0])
    notes = [
        msg("it runs at the same time as another change that leaves no room: {name}", name=supplies[one].name)
        for one in _crowded(drawn, start, supplies, taken)
    ]
    parts = scene.valuation.parts(way, start)
    return Fixed(one, "own", way, start, start + way.length, parts, purses, tuple(notes))


def _needs(initiative: Initiative) -> set[str]:
    return {need.initiative for need in initiative.needs.initiatives}


def _lacks(initiative: Initiative, facts: Facts) -> Message | None:
    for need in initiative.needs.initiatives:
        if need.initiative not in facts.ready:
            return msg("it needs {initiative}, which has no end in the agenda", initiative=need.initiative)
    for built_on in initiative.needs.capabilities:
        if facts.given_from(built_on.capability) is None:
            return msg("it needs the capability {capability}, which nothing gives", capability=built_on.capability)
    return None


def _has_room(drawn: Taken, start: int, supplies: Mapping[str, Supply], taken: Taken) -> bool:
    return not _crowded(drawn, start, supplies, taken)


def _crowded(drawn: Taken, start: int, supplies: Mapping[str, Supply], taken: Taken) -> list[str]:
    return [
        resource
        for resource, row in drawn.items()
        if supplies[resource].sort in {"change", "system"}
        and any(
            taken[resource][start + offset] + amount > supplies[resource].capacity[start + offset]
            for offset, amount in enumerate(row)
        )
    ]
