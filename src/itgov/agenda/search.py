"""The search for a plan of a large problem: a good one by many small solves, then the proof from there.

Large-neighbourhood search (Shaw 1998): again and again most of the plan is left as it is, and the best is found for
the rest of the initiatives. Which these are is drawn with a fixed seed, in turn at random, around a stretch of time,
and around one shared thing. It is limited by work, not by the clock, so that the same problem takes the same way; only
where a time limit is asked for does the clock end it earlier. Small problems are solved at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random
from time import perf_counter

from itgov.agenda.around import Around, Surroundings
from itgov.agenda.formulation import formulate
from itgov.agenda.highs import SEED, solver_name
from itgov.agenda.problem import Choice, Mode, Problem, end_of, value_of
from itgov.agenda.result import Progress, Result, gap_between
from itgov.agenda.solve import solve

LARGE = 1_000
"""Columns from which a problem is searched by neighbourhoods first."""
FREE, MOST_FREE = 30, 60
"""Initiatives that are free at a time: at first, and after rounds that bettered nothing."""
IDLE = 12
"""Rounds in a row that better nothing, after which more are free at a time, and in the end no more is tried."""
MOST_ROUNDS = 400
NODES = 40
NEAR = Fraction(1, 5_000)
STRETCH = 4
"""Periods of a stretch of time."""
SHARE_OF_TIME = Fraction(1, 2)
"""Of a time limit, what the small solves may take; the rest is for the proof."""
MOMENT = 0.1
"""Seconds that the proof has at least, so that it says what it can."""


def search(
    problem: Problem,
    *,
    gap: Fraction = Fraction(0),
    node_limit: int | None = None,
    time_limit: float | None = None,
    hint: Choice | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """As `solve`; `hint` must keep all promises. A large problem with a hint is bettered by neighbourhoods first.

    With a hint there is a plan from the beginning, which a limit or Ctrl-C leaves standing.
    """
    begun = perf_counter()
    if hint is None:
        return solve(problem, gap=gap, node_limit=node_limit, time_limit=time_limit, progress=progress)
    form = formulate(problem)
    around = Around(hint)
    if len(form.columns) >= LARGE:
        until = None if time_limit is None else begun + time_limit * SHARE_OF_TIME
        around = _bettered(Surroundings(problem, form), hint, until, progress)
    if around.interrupted:
        return _interrupted(problem, around.choice)
    left = None if time_limit is None else max(MOMENT, begun + time_limit - perf_counter())
    try:
        found = solve(problem, gap=gap, node_limit=node_limit, time_limit=left, hint=around.choice, progress=progress)
    except KeyboardInterrupt:
        return _interrupted(problem, around.choice)
    if found.status != "stopped":
        return found
    # The proof had no time to begin: the plan is there all the same.
    value = value_of(problem, around.choice)
    bound = None if found.bound is None else max(found.bound, value)
    gap_left = gap_between(value, bound)
    return replace(found, status="feasible_stopped", choice=around.choice, value=value, bound=bound, gap=gap_left)


def _interrupted(problem: Problem, choice: Choice) -> Result:
    value = value_of(problem, choice)
    return Result("feasible_stopped", choice, value, None, None, solver_name(), 0, interrupted=True)


def _bettered(
    near: Surroundings, choice: Choice, until: float | None, progress: Callable[[Progress], None] | None
) -> Around:
    draw, free, idle = Random(SEED), FREE, 0  # noqa: S311  which are free is no secret
    for number in range(MOST_ROUNDS):
        left = None if until is None else until - perf_counter()
        if left is not None and left <= 0:
            break
        around = _neighbours(near.problem, choice, number, free, draw)
        try:
            found = near.best(choice, around, gap=NEAR, node_limit=NODES, seconds=left)
        except KeyboardInterrupt:
            # Ctrl-C while the solver was made ready or its answer read: what was found before stays.
            return Around(choice, interrupted=True)
        if found.interrupted:
            return found
        idle = 0 if found.choice != choice else idle + 1
        choice = found.choice
        if progress is not None and not idle:
            progress(Progress(float(value_of(near.problem, choice)), float("inf"), float("inf"), 0))
        if idle >= IDLE:
            if free >= MOST_FREE:
                break
            free, idle = min(MOST_FREE, free * 4 // 3), 0
    return Around(choice)


def _neighbours(problem: Problem, choice: Choice, number: int, count: int, draw: Random) -> frozenset[str]:
    """The tasks that are free in a round: by turns at random, in a stretch of time, and around one shared thing."""
    tasks = sorted(task.id for task in problem.tasks)
    if number % 3 == 0:
        return frozenset(_some(tasks, count, draw))
    if number % 3 == 1:
        begin = draw.randrange(max(1, problem.periods - STRETCH + 1))
        inside = list(_at_work(problem, choice, begin, begin + STRETCH))
        outside = [one for one in tasks if one not in choice]
        return frozenset((*_some(inside, count // 2, draw), *_some(outside, count // 2, draw)))
    shared = draw.choice(sorted(one.id for one in problem.resources)) if problem.resources else ""
    drawing = [task.id for task in sorted(problem.tasks, key=lambda one: one.id) if _draws_on(task.modes, shared)]
    first = _some(drawing, count, draw)
    others = [one for one in tasks if one not in first]
    return frozenset((*first, *_some(others, count - len(first), draw)))


def _some(ids: list[str], count: int, draw: Random) -> list[str]:
    return draw.sample(ids, min(count, len(ids)))


def _at_work(problem: Problem, choice: Choice, begin: int, end: int) -> Iterator[str]:
    for one, spot in sorted(choice.items()):
        if spot[1] < end and end_of(problem, one, spot) > begin:
            yield one


def _draws_on(modes: Iterable[Mode], shared: str) -> bool:
    return any(shared in mode.use for mode in modes)
