"""Small problems in few words, and the best choice found by trying every one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from itgov.agenda.problem import Choice, Mode, Number, Placement, Problem, Resource, Task, value_of
from itgov.agenda.verify import verify


def pool(name: str, *capacity: Number) -> Resource:
    """A resource with a slot for each period."""
    return Resource(name, name, capacity, tuple(range(len(capacity))))


def task(
    name: str, value: Mapping[int, Number], *, length: int = 1, must: bool = False, **use: tuple[Number, ...]
) -> Task:
    """A task with one way; further names are resources."""
    return Task(name, (Mode("base", length, value, use),), mandatory=must)


def every_choice(problem: Problem) -> Iterator[Choice]:
    """Every combination of placements, sound or not."""
    options: list[list[Placement | None]] = [
        [None, *((mode.id, start) for mode, start in one.placements())] for one in problem.tasks
    ]
    for picked in product(*options):
        named = zip(problem.tasks, picked, strict=True)
        yield {one.id: placement for one, placement in named if placement is not None}


def best_by_trying(problem: Problem) -> Number | None:
    """The greatest value of a sound choice; None where there is none."""
    return max((value_of(problem, one) for one in every_choice(problem) if not verify(problem, one)), default=None)
