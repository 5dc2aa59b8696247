"""Whether what must be done has room: what it draws at least of each shared thing, against what there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement

from itgov.agenda.demanded import Domains, Scene, by_id, need_of
from itgov.agenda.obstacle import Obstacle, grouped, supply_at
from itgov.agenda.problem import Number, Resource, draws
from itgov.finding import At, Related
from itgov.message import msg
from itgov.model.money import format_amount


def short(scene: Scene, domains: Domains) -> Iterator[Obstacle]:
    """What all that must be done draws at least of a shared thing, in slots that follow each other.

    Of each thing the shortest such stretch, then the earliest. In a stretch a task draws at least the least that
    any start left to it draws there (energetic reasoning, after Erschler, Lopez and Thuriot 1991).
    """
    for resource in sorted(scene.firm, key=by_id):
        drawn = {
            task.id: [draws(mode, start, resource) for mode, start in domains[task.id]]
            for task in scene.tasks
            if any(resource.id in mode.use for mode in task.modes)
        }
        for first, last in sorted(
            combinations_with_replacement(range(len(resource.capacity)), 2), key=lambda pair: (pair[1] - pair[0], pair)
        ):
            need = {one: min(_within(spot, first, last) for spot in spots) for one, spots in drawn.items()}
            if sum(need.values()) > sum(resource.capacity[first : last + 1]):
                yield _too_much(scene, resource, (first, last), {one: some for one, some in need.items() if some})
                break


def _within(drawn: Mapping[int, Number], first: int, last: int) -> Number:
    return sum(amount for slot, amount in drawn.items() if first <= slot <= last)


def _too_much(scene: Scene, resource: Resource, slots: tuple[int, int], need: Mapping[str, Number]) -> Obstacle:
    text = msg("what must be in the agenda needs {need}", need=need_of(scene, resource, slots, sum(need.values())))
    supply = scene.preparation.supplies[resource.id]
    shown = format_amount if supply.sort == "money" else grouped
    demands = [line for one in sorted(need) for line in scene.why(one)]
    demands += [
        Related(At(one, ("phases",)), msg("{id} needs at least {amount} of it then", id=one, amount=shown(int(amount))))
        for one, amount in sorted(need.items())
    ]
    demands += [supply_at(scene.city, scene.preparation, resource.id, slot) for slot in range(slots[0], slots[1] + 1)]
    return Obstacle(text, "counted", tuple(dict.fromkeys(demands)))
