"""Whether what must be done can follow on what must come first: the longest chain before it against its window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from itgov.agenda.demanded import Domains, Scene
from itgov.agenda.obstacle import Obstacle, given_at, link_at
from itgov.agenda.problem import AnyOf, Mode, Precedence, Problem, due
from itgov.finding import At, Related
from itgov.message import msg
from itgov.model.period import lasting


def in_order(problem: Problem, domains: Domains) -> Domains:
    """Only the starts by which what must come first can be complete; repeated until nothing changes."""
    while True:
        first = _first_ends(domains)
        kept = {
            one: [spot for spot in spots if all(_in_time(limit, spot, first) for limit in _limits(problem, one))]
            for one, spots in domains.items()
        }
        if kept == domains:
            return domains
        domains = kept


def _limits(problem: Problem, one: str) -> list[Precedence | AnyOf]:
    links: list[Precedence | AnyOf] = [link for link in problem.precedences if link.after == one]
    return [*links, *(need for need in problem.any_of if need.after == one)]


def _asked_by(limit: Precedence | AnyOf, spot: tuple[Mode, int]) -> int:
    mode, start = spot
    end = start + mode.length
    if isinstance(limit, Precedence):
        return due(limit.relation, start, end, limit.lag)
    return start if limit.by == "start" else end


def _earliest(limit: Precedence | AnyOf, first: Mapping[str, int | None]) -> int | None:
    """The first time that what comes first can be complete; None where it never can."""
    if isinstance(limit, Precedence):
        return first[limit.before]
    ends = [end for one in limit.providers if (end := first[one]) is not None]
    return min([*ends, *(() if limit.ready_from is None else (limit.ready_from,))], default=None)


def _in_time(limit: Precedence | AnyOf, spot: tuple[Mode, int], first: Mapping[str, int | None]) -> bool:
    ready = _earliest(limit, first)
    return ready is not None and ready <= _asked_by(limit, spot)


def not_too_late(scene: Scene, domains: Domains) -> Domains:
    """Of what must be done, only the starts from which it is complete in time for all that needs it."""
    while True:
        kept = {one: list(spots) for one, spots in domains.items()}
        for link in scene.problem.precedences:
            if link.after in scene.demanded:
                last = max(_asked_by(link, spot) for spot in kept[link.after])
                kept[link.before] = [spot for spot in kept[link.before] if spot[1] + spot[0].length <= last]
        if kept == domains:
            return domains
        domains = kept


def late(scene: Scene, whole: Domains, ordered: Domains) -> Iterator[Obstacle]:
    """What must be done, but cannot start as late as what must come first would have it; by id.

    Only where it begins to fail: what waits in vain for one of those is not told again.
    """
    first = _first_ends(ordered)
    stuck = [task.id for task in scene.tasks if not ordered[task.id]]
    roots = [one for one in stuck if not _first_of(scene.problem, one) & set(stuck)]
    if stuck and not roots:
        yield _circle(scene, stuck)
    for one in roots:
        limits = _limits(scene.problem, one)
        tight = [limit for limit in limits if not any(_in_time(limit, spot, first) for spot in whole[one])]
        for limit in tight or limits:
            yield _too_late(scene, one, limit, whole, ordered)


def _first_ends(domains: Domains) -> dict[str, int | None]:
    return {one: min((start + mode.length for mode, start in spots), default=None) for one, spots in domains.items()}


def _first_of(problem: Problem, one: str) -> set[str]:
    return {link.before for link in problem.precedences if link.after == one}


def _circle(scene: Scene, stuck: list[str]) -> Obstacle:
    text = msg("{ids} must be in the agenda, but each waits for another of them", ids=", ".join(stuck))
    links = (
        link_at(scene.city, link.before, link.after)
        for link in scene.problem.precedences
        if link.before in stuck and link.after in stuck
    )
    return Obstacle(text, "counted", tuple(dict.fromkeys((*(why for one in stuck for why in scene.why(one)), *links))))


def _before(limit: Precedence | AnyOf) -> tuple[str, ...]:
    return (limit.before,) if isinstance(limit, Precedence) else tuple(sorted(set(limit.providers)))


def _too_late(scene: Scene, one: str, limit: Precedence | AnyOf, whole: Domains, ordered: Domains) -> Obstacle:
    at = scene.preparation.timeline.period
    latest = max(_asked_by(limit, spot) for spot in whole[one])
    ready = _earliest(limit, _first_ends(ordered))
    firsts = _before(limit)
    demands = [*scene.why(one)]
    if isinstance(limit, Precedence):
        what = msg("{initiative}, which must come first,", initiative=limit.before)
        demands.append(link_at(scene.city, limit.before, one))
        demands += _chain(scene, limit.before, ordered)
    else:
        what = msg("what gives the capability it builds on ({initiatives})", initiatives=", ".join(firsts))
        demands.append(given_at(scene.city, one, firsts))
        demands += [line for name in firsts for line in _chain(scene, name, ordered)]
    if ready is None:
        text = msg("{id} must be in the agenda, but {what} can never be complete", id=one, what=what)
    else:
        text = msg(
            "{id} must be in the agenda, but {what} is complete by the end of {ready} at the earliest, and needed "
            "by the end of {latest} at the latest",
            id=one,
            what=what,
            ready=str(at(ready - 1)),
            latest=str(at(latest - 1)),
        )
    return Obstacle(text, "counted", tuple(dict.fromkeys(demands)))


def _chain(scene: Scene, one: str, ordered: Domains) -> Iterator[Related]:
    """The earliest that each of those that come first can be, the last one first."""
    at, waiting = scene.preparation.timeline.period, [one]
    for name in waiting:
        spots = ordered[name]
        if spots:
            mode, start = min(spots, key=lambda spot: (spot[1] + spot[0].length, spot[1]))
            text = msg(
                "{id} takes {length}, and is over by the end of {end} at the earliest",
                id=name,
                length=lasting(mode.length, scene.preparation.timeline.per_year),
                end=str(at(start + mode.length - 1)),
            )
            yield Related(At(name, ("phases",)), text)
            window = scene.city.initiatives[name].window.earliest_start
            if window is not None and scene.preparation.timeline.begin(window) == start:
                yield Related(At(name, ("window", "earliest_start")), msg("it starts in {period}", period=str(window)))
        for limit in _limits(scene.problem, name):
            if isinstance(limit, Precedence) and limit.before not in waiting:
                yield link_at(scene.city, limit.before, name)
                waiting.append(limit.before)
