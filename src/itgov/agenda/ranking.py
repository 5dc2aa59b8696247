"""The simple rankings that are shown beside the plan: most benefit per krona first, each where it fits.

What a city would do without a solver. Their answers keep every promise of the problem, but are seldom the best; the
difference is what weighing everything at once is worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.agenda.draft import Draft
from itgov.agenda.problem import Choice, Number, Problem, Task, mode_of, value_of


@dataclass(frozen=True, slots=True)
class Ranking:
    """The ranking's choice, its value, the order it took, and mandatory tasks it found no place for."""

    choice: Choice
    value: Number
    order: tuple[str, ...]
    unplaced: tuple[str, ...]


def rank(problem: Problem, cost: Mapping[str, Number], *, with_needs: bool = False) -> Ranking:
    """Tasks in order of value per cost, each at the earliest start where it fits with what is chosen already.

    Mandatory ones first, those with the fewest ways and starts before others. Modes are tried in their order; value is
    the best that the first mode gives; a task without cost comes before all that cost, the higher value first; ties go
    by id. A task that is not mandatory and not worth more than 0 where it fits is passed over. One whose prerequisites
    are not chosen yet is tried again after each round, until a round places nothing; a group done together is placed
    whole or not at all. With `with_needs` what a task needs is placed along with it, where both together are worth more
    than 0: a platform that gives nothing by itself then comes with the first that builds on it.
    """
    order = sorted(problem.tasks, key=lambda task: _rank_of(task, cost.get(task.id, 0)))
    placing = _Placing(problem, Draft(problem), with_needs)
    while True:
        before = len(placing.draft.choice)
        for task in order:
            if task.id not in placing.draft.choice:
                placing.place(task)
        if len(placing.draft.choice) == before:
            break
    choice = placing.draft.choice
    unplaced = tuple(sorted(task.id for task in problem.tasks if task.must and task.id not in choice))
    return Ranking(choice, value_of(problem, choice), tuple(task.id for task in order), unplaced)


@dataclass(frozen=True, slots=True)
class Rankings:
    """Both rankings of a problem: `simple`, and the one that places what a task needs along with it."""

    simple: Ranking
    with_needs: Ranking

    @property
    def best(self) -> Ranking | None:
        """The one of more value that places all that is mandatory, the simple one of equals; None without any."""
        whole = (one for one in (self.simple, self.with_needs) if not one.unplaced)
        return max(whole, key=lambda one: one.value, default=None)


def rankings(problem: Problem, cost: Mapping[str, Number]) -> Rankings:
    """Both rankings, by the same costs."""
    return Rankings(rank(problem, cost), rank(problem, cost, with_needs=True))


def _rank_of(task: Task, cost: Number) -> tuple[bool, int, bool, Fraction, str]:
    best = Fraction(max(task.modes[0].value.values(), default=0) - task.without) if task.modes else Fraction(0)
    room = sum(1 for _ in task.placements()) if task.must else 0
    return (not task.must, room, cost > 0, -best / cost if cost > 0 else -best, task.id)


@dataclass
class _Placing:
    problem: Problem
    draft: Draft
    with_needs: bool

    def place(self, task: Task) -> None:
        """Places a task with all that belongs to it, where that is worth anything or must be; else nothing."""
        before = dict(self.draft.choice)
        if not self._group(task, frozenset()) or not (self._worth(before) > 0 or task.must):
            self.draft.back_to(before)

    def _worth(self, before: Choice) -> Number:
        added = (one for one in self.draft.choice if one not in before)
        tasks = self.problem.task_by_id
        return sum((self._value(tasks[one]) for one in added), Fraction(0))

    def _value(self, task: Task) -> Number:
        mode, start = self.draft.choice[task.id]
        return mode_of(task, mode).value[start] - task.without

    def _group(self, task: Task, coming: frozenset[str]) -> bool:
        waiting = [one for one in _group_of(self.problem, task) if one.id not in self.draft.choice]
        whole = len(waiting) > 1
        coming |= {one.id for one in waiting}
        while waiting:
            found = next((one for one in waiting if self._one(one, coming, whole=whole)), None)
            if found is None:
                return False
            waiting.remove(found)
        return True

    def _one(self, task: Task, coming: frozenset[str], *, whole: bool) -> bool:
        before = dict(self.draft.choice)
        if self.with_needs:
            self._bring(task, coming)
        spot = next((spot for spot in self.draft.spots(task, whole=whole) if self.draft.holds(task, *spot)), None)
        if spot is None:
            self.draft.back_to(before)
            return False
        self.draft.put(task, *spot)
        return True

    def _bring(self, task: Task, coming: frozenset[str]) -> None:
        """Places what a task needs and is neither there nor on its way, as far as it goes."""
        tasks, there = self.problem.task_by_id, self.draft.choice
        for link in self.draft.needs.get(task.id, ()):
            if link.before not in coming and link.before not in there:
                self._group(tasks[link.before], coming)
        for need in self.draft.any_of.get(task.id, ()):
            for one in need.providers if not any(self.draft.delivers(one) for one in need.providers) else ():
                if one not in coming and one not in there and self._group(tasks[one], coming):
                    break


def _group_of(problem: Problem, task: Task) -> tuple[Task, ...]:
    ids = {task.id}
    while True:
        wider = ids.union(*(group for group in problem.together if ids & set(group)))
        if wider == ids:
            return tuple(one for one in sorted(problem.tasks, key=lambda other: other.id) if one.id in ids)
        ids = wider
