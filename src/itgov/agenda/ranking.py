"""The simple ranking that is shown beside the plan: most benefit per krona first, each where it fits.

What a city would do without a solver. Its answer keeps every promise of the problem, but is seldom
the best; the difference is what weighing everything at once is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.agenda.problem import (
    AnyOf,
    Choice,
    Number,
    Placement,
    Precedence,
    Problem,
    Task,
    delivered,
    draws,
    due,
    end_of,
    mode_of,
    value_of,
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranking's choice, its value, the order it took, and mandatory tasks it found no place for."""

    choice: Choice
    value: Number
    order: tuple[str, ...]
    unplaced: tuple[str, ...]


def rank(problem: Problem, cost: Mapping[str, Number]) -> Ranking:
    """Tasks in order of value per cost, each at the earliest start where it fits with what is chosen already.

    Mandatory ones first. Modes are tried in their order; value is the best that the first mode gives; a task
    without cost comes before all that cost, the higher value first; ties go by id. A task that is not
    mandatory and not worth more than 0 where it fits is passed over. One whose prerequisites are not chosen
    yet is tried again after each round, until a round places nothing; a group done together is placed whole
    or not at all.
    """
    order = sorted(problem.tasks, key=lambda task: _rank_of(task, cost.get(task.id, 0)))
    choice: dict[str, Placement] = {}
    while True:
        before = len(choice)
        for task in order:
            if task.id not in choice:
                choice |= _place_group(problem, _group_of(problem, task), choice)
        if len(choice) == before:
            break
    unplaced = tuple(sorted(task.id for task in problem.tasks if task.must and task.id not in choice))
    return Ranking(choice, value_of(problem, choice), tuple(task.id for task in order), unplaced)


def _rank_of(task: Task, cost: Number) -> tuple[bool, bool, Fraction, str]:
    best = Fraction(max(task.modes[0].value.values(), default=0) - task.without) if task.modes else Fraction(0)
    return (not task.must, cost > 0, -best / cost if cost > 0 else -best, task.id)


def _group_of(problem: Problem, task: Task) -> tuple[Task, ...]:
    ids = {task.id}
    while True:
        wider = ids.union(*(group for group in problem.together if ids & set(group)))
        if wider == ids:
            return tuple(one for one in sorted(problem.tasks, key=lambda other: other.id) if one.id in ids)
        ids = wider


def _place_group(problem: Problem, group: Iterable[Task], choice: Choice) -> Choice:
    group, placed = tuple(group), dict(choice)
    waiting = list(group)
    while waiting:
        whole = len(group) > 1
        found = next(
            ((task, spot) for task in waiting if (spot := _first_fit(problem, task, placed, whole=whole))), None
        )
        if found is None:
            return {}
        placed[found[0].id] = found[1]
        waiting.remove(found[0])
    added = {task.id: placed[task.id] for task in group}
    worth = sum(mode_of(task, added[task.id][0]).value[added[task.id][1]] - task.without for task in group)
    return added if worth > 0 or any(task.must for task in group) else {}


def _first_fit(problem: Problem, task: Task, choice: Choice, *, whole: bool) -> Placement | None:
    """The first spot where it fits; `whole`: only in a way that delivers, which those it is done with ask for."""
    if any(other in choice for other in _excluded(problem, task.id)):
        return None
    modes = [(place, mode) for place, mode in enumerate(task.modes) if mode.delivers or not whole]
    spots = sorted((place, start, mode.id) for place, mode in modes for start in mode.value)
    for _, start, mode_id in spots:
        if task.fixed_start in {None, start}:
            trial = {**choice, task.id: (mode_id, start)}
            if _fits(problem, task, trial) and _in_order(problem, task, trial):
                return mode_id, start
    return None


def _excluded(problem: Problem, task_id: str) -> Iterator[str]:
    for one, other in problem.exclusions:
        if task_id in {one, other}:
            yield other if task_id == one else one


def _fits(problem: Problem, task: Task, trial: Choice) -> bool:
    mine = mode_of(task, trial[task.id][0])
    tasks = problem.task_by_id
    for resource in problem.resources:
        if resource.id in mine.use:
            used: dict[int, Number] = {}
            for task_id, (mode_id, start) in trial.items():
                for slot, amount in draws(mode_of(tasks[task_id], mode_id), start, resource).items():
                    used[slot] = used.get(slot, 0) + amount
            if any(amount > resource.capacity[slot] for slot, amount in used.items()):
                return False
    return True


def _in_order(problem: Problem, task: Task, trial: Choice) -> bool:
    links = (link for link in problem.precedences if link.after == task.id)
    needs = (need for need in problem.any_of if need.after == task.id)
    return all(_is_first(problem, link, trial) for link in links) and all(_is_given(problem, n, trial) for n in needs)


def _is_first(problem: Problem, link: Precedence, trial: Choice) -> bool:
    given = delivered(problem, trial)
    if link.relation == "before_go_live" and link.after not in given:
        return True
    if link.before not in given:
        return False
    end = end_of(problem, link.after, trial[link.after])
    by = due(link.relation, trial[link.after][1], end, link.lag)
    return end_of(problem, link.before, trial[link.before]) <= by


def _is_given(problem: Problem, need: AnyOf, trial: Choice) -> bool:
    given = delivered(problem, trial)
    if need.by == "go_live" and need.after not in given:
        return True
    by = trial[need.after][1] if need.by == "start" else end_of(problem, need.after, trial[need.after])
    if need.ready_from is not None and by >= need.ready_from:
        return True
    return any(one in given and end_of(problem, one, trial[one]) <= by for one in need.providers)
