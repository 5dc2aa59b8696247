"""What no plan can meet, found by counting before anything is solved.

Each condition is necessary: where one fails there is no plan. That none fails proves nothing; then the solver
decides, and `conflict` says what clashes. Told in stages, the most basic first, since what follows from one is no
news: initiatives that have no place by themselves, or exclude each other; that come too late for each other
(`necessary_order`); and last what they draw together (`necessary_room`).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from itgov.agenda.build import Preparation
from itgov.agenda.demanded import Domains, Scene, demanded, firm_resources, fitting, need_of
from itgov.agenda.necessary_order import in_order, late, not_too_late
from itgov.agenda.necessary_room import short
from itgov.agenda.obstacle import Obstacle, must_at, rivals_at, supply_at
from itgov.agenda.problem import Mode, Number, Resource, draws
from itgov.finding import At, Related
from itgov.message import msg
from itgov.model.city import City


def unmet(city: City, preparation: Preparation) -> tuple[Obstacle, ...]:
    """What no plan can meet, by necessary conditions alone; empty where none of them fails.

    All that fails at the first stage at which something does, by id.
    """
    problem = preparation.problem
    scene = Scene(city, preparation, demanded(problem), firm_resources(problem))
    whole = {task.id: fitting(scene, task) for task in problem.tasks}
    basic = (*_left_out(scene), *_too_large(scene, whole), *_rivals(scene))
    if basic:
        return basic
    ordered = in_order(problem, whole)
    behind = tuple(late(scene, whole, ordered))
    return behind or tuple(short(scene, not_too_late(scene, ordered)))


def _left_out(scene: Scene) -> Iterator[Obstacle]:
    """Mandatory ones that cannot be chosen at all, each with the reasons of those it waits for in vain."""
    reasons = {out.id: out for out in scene.preparation.left_out}
    for out in scene.preparation.left_out:
        if out.mandatory is not None:
            text = msg(
                "{initiative} is mandatory ({mandatory}), but {reason}",
                initiative=out.id,
                mandatory=out.mandatory,
                reason=out.reason,
            )
            chain = [out.id]
            for one in chain:
                named = {need.initiative for need in scene.city.initiatives[one].needs.initiatives}
                chain += sorted((named & reasons.keys()) - set(chain))
            demands = [must_at(scene.city, scene.preparation, out.id)]
            demands += [
                Related(At(one, route), msg("{id}: {reason}", id=one, reason=reasons[one].reason))
                for one in chain
                for route in reasons[one].routes
            ]
            yield Obstacle(text, "counted", tuple(demands))


def _too_large(scene: Scene, whole: Domains) -> Iterator[Obstacle]:
    """What must be done, and has no way at all or overdraws something at every start, even alone."""
    for task in scene.tasks:
        if whole[task.id]:
            continue
        why = tuple(scene.why(task.id))
        spots = tuple(task.placements())
        if not spots:
            yield Obstacle(msg("{id} must be in the agenda, but it is dropped", id=task.id), "counted", why)
            continue
        _, resource, slot, need = min((_worst(scene, *spot) for spot in spots), key=lambda lack: lack[0])
        demand = supply_at(scene.city, scene.preparation, resource.id, slot)
        text = msg(
            "{id} must be in the agenda, but at every start it alone needs more than there is: at best {need}",
            id=task.id,
            need=need_of(scene, resource, (slot, slot), need),
        )
        yield Obstacle(text, "counted", (*why, demand))


def _worst(scene: Scene, mode: Mode, start: int) -> tuple[Fraction, Resource, int, Number]:
    """What a placement overdraws by most: the share of what there is that is missing, resource, slot and need."""
    over = [
        (Fraction(amount - resource.capacity[slot]) / max(1, resource.capacity[slot]), resource, slot, amount)
        for resource in scene.firm
        for slot, amount in draws(mode, start, resource).items()
        if amount > resource.capacity[slot]
    ]
    return max(over, key=lambda lack: lack[0])


def _rivals(scene: Scene) -> Iterator[Obstacle]:
    for one, other in sorted({(min(pair), max(pair)) for pair in scene.problem.exclusions}):
        if one in scene.demanded and other in scene.demanded:
            text = msg("{one} and {other} must both be in the agenda, but exclude each other", one=one, other=other)
            why = (*scene.why(one), *scene.why(other), rivals_at(scene.city, one, other))
            yield Obstacle(text, "counted", tuple(dict.fromkeys(why)))
