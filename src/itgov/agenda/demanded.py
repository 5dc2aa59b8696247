"""Who every plan must hold, and what is left to each: what the necessary conditions are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from itgov.agenda.build import Preparation
from itgov.agenda.obstacle import grouped, link_at, must_at, partners_at, when
from itgov.agenda.problem import Mode, Number, Problem, Resource, Task, draws
from itgov.finding import Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import format_amount

Domains = Mapping[str, Sequence[tuple[Mode, int]]]
"""The ways and starts that are left to each task."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the conditions look at.

    `demanded` are those who must be done, each with who needs it: None for what is mandatory itself. `firm` are
    the resources of which nobody gives anything back and nothing is bought, so that nothing makes up for what is taken.
    """

    city: City
    preparation: Preparation
    demanded: Mapping[str, str | None]
    firm: tuple[Resource, ...]

    @property
    def problem(self) -> Problem:
        """The problem that was prepared."""
        return self.preparation.problem

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of those who must be done, by id; those left out before the problem was made are not in it."""
        tasks = self.problem.task_by_id
        return tuple(tasks[one] for one in sorted(self.demanded) if one in self.preparation.permitted)

    def why(self, one: str) -> Iterator[Related]:
        """Why it must be done: what needs it, back to what is mandatory, which comes first."""
        needed_by = self.demanded[one]
        if needed_by is None:
            yield must_at(self.city, self.preparation, one)
        else:
            yield from self.why(needed_by)
            yield _tie(self.city, self.problem, one, needed_by)


def demanded(problem: Problem) -> dict[str, str | None]:
    """Every task that each plan must hold, with who needs it (None: it is mandatory itself); first found, by id."""
    found: dict[str, str | None] = {task.id: None for task in sorted(problem.tasks, key=by_id) if task.must}
    waiting = list(found)
    while waiting:
        one = waiting.pop(0)
        for other in sorted(_needed(problem, one) - found.keys()):
            found[other] = one
            waiting.append(other)
    return found


def _needed(problem: Problem, one: str) -> set[str]:
    before = {link.before for link in problem.precedences if link.after == one}
    only = {
        need.providers[0]
        for need in problem.any_of
        if need.after == one and need.ready_from is None and len(set(need.providers)) == 1
    }
    return {*before, *only, *(other for group in problem.together if one in group for other in group)} - {one}


def _tie(city: City, problem: Problem, one: str, needed_by: str) -> Related:
    if any({one, needed_by} <= set(group) for group in problem.together):
        return partners_at(city, needed_by, one)
    return link_at(city, one, needed_by)


def firm_resources(problem: Problem) -> tuple[Resource, ...]:
    """The resources of which no way of any task gives something back, and no more than there is may be bought."""
    given_back = {
        resource
        for task in problem.tasks
        for mode in task.modes
        for resource, amounts in mode.use.items()
        if any(amount < 0 for amount in amounts)
    }
    return tuple(resource for resource in problem.resources if resource.id not in given_back and not resource.extra)


def fitting(scene: Scene, task: Task) -> list[tuple[Mode, int]]:
    """The ways and starts at which a task overdraws nothing by itself."""
    return [
        (mode, start)
        for mode, start in task.placements()
        if not any(
            amount > resource.capacity[slot]
            for resource in scene.firm
            for slot, amount in draws(mode, start, resource).items()
        )
    ]


def need_of(scene: Scene, resource: Resource, slots: tuple[int, int], need: Number) -> Message:
    """What is needed of a shared thing in the slots from the first to the last (closed), and what there is."""
    first, last = slots
    supply = scene.preparation.supplies[resource.id]
    left = int(sum(resource.capacity[first : last + 1]))
    shown = format_amount if supply.sort == "money" else grouped
    values = {
        "need": shown(int(need)),
        "left": shown(left),
        "name": supply.name,
        "slots": when(scene.preparation, supply, first, last),
    }
    if supply.sort == "hours":
        return msg("{need} hours of {name} in {slots}, and there are {left}", **values)
    if supply.sort == "money" and supply.pot == "investment":
        return msg("{need} of investment money from {name} in {slots}, and there is {left}", **values)
    if supply.sort == "money":
        return msg("{need} of operating money from {name} in {slots}, and there is {left}", **values)
    if supply.sort == "change":
        return msg(
            "room for large changes at {name} {need} times in {slots} (once a period), and there is room {left} times",
            **values,
        )
    return msg("{need} periods of rebuilding {name} in {slots}, one at a time, and there are {left}", **values)


def by_id(one: Task | Resource) -> str:
    """What tasks and resources are sorted by."""
    return one.id
