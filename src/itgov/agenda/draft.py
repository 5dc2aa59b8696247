"""A choice while it is made: what is left of everything shared, and whether one more placement keeps every promise.

For what builds a choice piece by piece, such as the simple rankings. Nothing is bought: what does not fit in what is
there does not fit. What comes out is checked by `verify` like any other choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from itgov.agenda.problem import (
    AnyOf,
    Choice,
    Mode,
    Number,
    Placement,
    Precedence,
    Problem,
    Resource,
    Task,
    draws,
    due,
)

Slot = tuple[str, int]


@dataclass
class Draft:
    """The placements so far, by task id."""

    problem: Problem
    choice: dict[str, Placement] = field(default_factory=dict)

    def spots(self, task: Task, *, whole: bool = False) -> Iterator[tuple[Mode, int]]:
        """Every way and start a task may take: ways in their order, each from its first start.

        With `whole` only ways that deliver.
        """
        for mode, start in task.placements():
            if mode.delivers or not whole:
                yield mode, start

    def holds(self, task: Task, mode: Mode, start: int) -> bool:
        """Whether the task can be put there: there is room, nothing excludes it, and what it needs is in time."""
        return (
            all(self._left[slot] >= amount for slot, amount in self._draws(task, mode, start).items())
            and not any(other in self.choice for other in self._rivals.get(task.id, ()))
            and all(self._is_first(link, mode, start) for link in self.needs.get(task.id, ()))
            and all(self._is_given(need, mode, start) for need in self.any_of.get(task.id, ()))
        )

    def put(self, task: Task, mode: Mode, start: int) -> None:
        """Places the task."""
        self.choice[task.id] = (mode.id, start)
        for slot, amount in self._draws(task, mode, start).items():
            self._left[slot] -= amount

    def back_to(self, before: Choice) -> None:
        """Takes away every task that is not in `before`."""
        for one in [one for one in self.choice if one not in before]:
            mode, start = self._spot(one)
            for slot, amount in self._draws(self._tasks[one], mode, start).items():
                self._left[slot] += amount
            del self.choice[one]

    def delivers(self, one: str) -> bool:
        """Whether a task is in, in a way that delivers."""
        return one in self.choice and self._spot(one)[0].delivers

    @cached_property
    def needs(self) -> dict[str, list[Precedence]]:
        """What must come before each task."""
        found: dict[str, list[Precedence]] = {}
        for link in self.problem.precedences:
            found.setdefault(link.after, []).append(link)
        return found

    @cached_property
    def any_of(self) -> dict[str, list[AnyOf]]:
        """What each task needs one of."""
        found: dict[str, list[AnyOf]] = {}
        for need in self.problem.any_of:
            found.setdefault(need.after, []).append(need)
        return found

    def _is_first(self, link: Precedence, mode: Mode, start: int) -> bool:
        if link.relation == "before_go_live" and not mode.delivers:
            return True
        return self.delivers(link.before) and self._end(link.before) <= due(
            link.relation, start, start + mode.length, link.lag
        )

    def _is_given(self, need: AnyOf, mode: Mode, start: int) -> bool:
        if need.by == "go_live" and not mode.delivers:
            return True
        by = start if need.by == "start" else start + mode.length
        if need.ready_from is not None and by >= need.ready_from:
            return True
        return any(self.delivers(one) and self._end(one) <= by for one in need.providers)

    def _spot(self, one: str) -> tuple[Mode, int]:
        mode_id, start = self.choice[one]
        return self._modes[one, mode_id], start

    def _end(self, one: str) -> int:
        mode, start = self._spot(one)
        return start + mode.length

    def _draws(self, task: Task, mode: Mode, start: int) -> dict[Slot, Number]:
        key = (task.id, mode.id, start)
        if key not in self._drawn:
            self._drawn[key] = {
                (one, slot): amount
                for one in mode.use
                for slot, amount in draws(mode, start, self._resources[one]).items()
                if amount
            }
        return self._drawn[key]

    @cached_property
    def _drawn(self) -> dict[tuple[str, str, int], dict[Slot, Number]]:
        return {}

    @cached_property
    def _left(self) -> dict[Slot, Number]:
        return {(one.id, slot): amount for one in self.problem.resources for slot, amount in enumerate(one.capacity)}

    @cached_property
    def _resources(self) -> dict[str, Resource]:
        return {one.id: one for one in self.problem.resources}

    @cached_property
    def _tasks(self) -> dict[str, Task]:
        return self.problem.task_by_id

    @cached_property
    def _modes(self) -> dict[tuple[str, str], Mode]:
        return {(task.id, mode.id): mode for task in self.problem.tasks for mode in task.modes}

    @cached_property
    def _rivals(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for one, other in self.problem.exclusions:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return found
