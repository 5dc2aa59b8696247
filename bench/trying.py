"""The best choice of a problem found by trying: one task after the other, in every way and start, or left out.

Shares nothing with the formulation and the solver. What may be left untried is only what no choice can mend, each
for a reason of its own: a promise among tasks that are all settled is kept or broken for good, and `verify` says
which; what is drawn of a resource, and so what must be bought, never becomes less, since nothing draws less than 0;
and the rest can give no more than each task's greatest value. Every choice that is left is held against `verify`
whole, and counted by `value_of`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import ceil, prod

from itgov.agenda.problem import Choice, Mode, Number, Placement, Problem, Resource, Task, value_of
from itgov.agenda.verify import verify


@dataclass(slots=True)
class Tried:
    """The best found: `value` is None where no choice keeps all promises; `looked_at` counts the steps that it took."""

    value: Number | None = None
    choice: Choice = field(default_factory=dict)
    looked_at: int = 0


def combinations(problem: Problem) -> int:
    """How many choices there are, sound or not."""
    return prod(1 + sum(1 for _ in task.placements()) for task in problem.tasks)


def best_by_trying(problem: Problem) -> Tried:
    """The choice of greatest value, exact; the first found among equals.

    Raises ValueError where something is credited, since what is left untried then may be the best.
    """
    search = _Search(problem)
    search.step(0, {}, 0)
    return search.tried


@dataclass(frozen=True, slots=True)
class _Promise:
    """One promise alone: the tasks it is about, and a problem that holds it and nothing else."""

    scope: tuple[str, ...]
    alone: Problem
    known: dict[tuple[Placement | None, ...], bool] = field(default_factory=dict)

    def kept(self, settled: Choice) -> bool:
        key = tuple(settled.get(one) for one in self.scope)
        if key not in self.known:
            self.known[key] = not verify(self.alone, {one: settled[one] for one in self.scope if one in settled})
        return self.known[key]


class _Search:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        # What must be done first, then what is worth most: a good choice is found early.
        self.order = sorted(problem.tasks, key=lambda task: (not task.must, -_most(task), task.id))
        self.rest = [sum(_most(task) for task in self.order[place:]) for place in range(len(self.order) + 1)]
        place_of = {task.id: place for place, task in enumerate(self.order)}
        self.promises: list[list[_Promise]] = [[] for _ in self.order]
        for promise in _promises(problem):
            self.promises[max(place_of[one] for one in promise.scope)].append(promise)
        self.room = _Room(problem)
        self.options = [[one for one in _options(task) if self._fits_alone(task.id, one[1])] for task in self.order]
        self.tried = Tried()

    def step(self, place: int, settled: dict[str, Placement], value: Number) -> None:
        """Tries all that is left from a task on; `value` is of what is settled, without what is bought."""
        self.tried.looked_at += 1
        if place == len(self.order):
            self._whole(settled)
            return
        one, price = self.order[place].id, self.room.price
        for worth, spot in self.options[place]:
            if self.tried.value is not None and value + worth - price + self.rest[place + 1] <= self.tried.value:
                # The options after it give no more.
                break
            if spot is None:
                if all(promise.kept(settled) for promise in self.promises[place]):
                    self.step(place + 1, settled, value + worth)
                continue
            settled[one] = spot
            self.room.draw(one, spot, 1)
            if all(promise.kept(settled) for promise in self.promises[place]) and self.room.suffices(one, spot):
                self.step(place + 1, settled, value + worth)
            self.room.draw(one, spot, -1)
            self.room.price = price
            del settled[one]

    def _fits_alone(self, one: str, spot: Placement | None) -> bool:
        if spot is None:
            return True
        self.room.draw(one, spot, 1)
        fits = self.room.suffices(one, spot)
        self.room.draw(one, spot, -1)
        self.room.price = 0
        return fits

    def _whole(self, settled: dict[str, Placement]) -> None:
        if verify(self.problem, settled):
            return
        value = value_of(self.problem, settled)
        if self.tried.value is None or value > self.tried.value:
            self.tried.value, self.tried.choice = value, dict(settled)


def _most(task: Task) -> Number:
    return max((worth for worth, _ in _options(task)), default=0)


def _options(task: Task) -> list[tuple[Number, Placement | None]]:
    """Each way and start with its value, the greatest first; left out too, where the task may be."""
    found: list[tuple[Number, Placement | None]] = [
        (mode.value[start], (mode.id, start)) for mode, start in task.placements()
    ]
    if not task.must:
        found.append((task.without, None))
    return sorted(found, key=lambda one: -one[0])


def _promises(problem: Problem) -> Iterator[_Promise]:
    by_id = problem.task_by_id
    empty = replace(problem, resources=(), tasks=(), precedences=(), any_of=(), exclusions=(), together=())

    def of(scope: tuple[str, ...]) -> tuple[tuple[str, ...], Problem]:
        tasks = (by_id[one] for one in sorted(set(scope)))
        free = tuple(
            replace(task, mandatory=False, modes=tuple(replace(mode, use={}) for mode in task.modes)) for task in tasks
        )
        return tuple(task.id for task in free), replace(empty, tasks=free)

    for link in problem.precedences:
        scope, alone = of((link.before, link.after))
        yield _Promise(scope, replace(alone, precedences=(link,)))
    for need in problem.any_of:
        scope, alone = of((need.after, *need.providers))
        yield _Promise(scope, replace(alone, any_of=(need,)))
    for pair in problem.exclusions:
        scope, alone = of(pair)
        yield _Promise(scope, replace(alone, exclusions=(pair,)))
    for group in problem.together:
        scope, alone = of(group)
        yield _Promise(scope, replace(alone, together=(group,)))


class _Room:
    """What is drawn of everything shared by what is settled, and `price`, what the hours bought for it take."""

    def __init__(self, problem: Problem) -> None:
        self.place = {
            (resource.id, slot): place
            for place, (resource, slot) in enumerate(
                (resource, slot) for resource in problem.resources for slot in range(len(resource.capacity))
            )
        }
        self.there = [there for resource in problem.resources for there in resource.capacity]
        self.used: list[Number] = [0] * len(self.there)
        self.by_id = {resource.id: resource for resource in problem.resources}
        self.buying = [resource for resource in problem.resources if resource.extra is not None]
        self.drawn = {
            (task.id, (mode.id, start)): tuple(self._drawn(mode, start))
            for task in problem.tasks
            for mode, start in task.placements()
        }
        if any(amount < 0 for some in self.drawn.values() for _, amount, _ in some):
            raise ValueError("what is credited makes room for others: nothing may be left untried")
        self.price: Number = 0

    def _drawn(self, mode: Mode, start: int) -> Iterator[tuple[int, Number, bool]]:
        """Where it draws how much, and whether what is there has to do."""
        for one, amounts in mode.use.items():
            resource = self.by_id[one]
            for place, amount in enumerate(amounts, start=start):
                for slot in self._from(resource, resource.slot_of[place]):
                    yield self.place[one, slot], amount, resource.extra is None

    def _from(self, resource: Resource, slot: int) -> range:
        """A slot and those that its unused part goes on into: all of them have less of what is drawn on it."""
        last = slot
        while resource.carries and resource.carries[last]:
            last += 1
        return range(slot, last + 1)

    def draw(self, task: str, spot: Placement, times: int) -> None:
        """Takes what a placement draws, or gives it back (`times` -1)."""
        for place, amount, _ in self.drawn[task, spot]:
            self.used[place] += times * amount

    def suffices(self, task: str, spot: Placement) -> bool:
        """Whether there is enough for a placement that has drawn, with all that may be bought; sets `price`."""
        if any(firm and self.used[place] > self.there[place] for place, _, firm in self.drawn[task, spot]):
            return False
        return not self.buying or self._can_buy()

    def _can_buy(self) -> bool:
        self.price, paid = 0, dict[int, int]()
        for resource in self.buying:
            extra = resource.extra
            assert extra is not None
            bought = [0] * len(extra.ceiling)
            for slot, year in enumerate(extra.group_of):
                place = self.place[resource.id, slot]
                bought[year] += max(0, ceil(self.used[place] - self.there[place]))
            for year, units in enumerate(bought):
                if units > extra.ceiling[year]:
                    return False
                self.price += units * extra.price[year]
                for slot in self._from(self.by_id[extra.paid_from], year):
                    place = self.place[extra.paid_from, slot]
                    paid[place] = paid.get(place, 0) + units * extra.amount
        return all(self.used[place] + amount <= self.there[place] for place, amount in paid.items())
