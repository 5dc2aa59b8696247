"""What it costs to grant wishes, one at a time: many problems that differ from one by a single demand.

Each price is found by solving, none is guessed, and what one solve found serves the others:

- the bound of the base bounds every wish, since granting it only takes plans away;
- every plan found is a start, and a price from above, for each wish that it grants. The first for a wish is a repair
  of the base: who is in it at most a period from where it is, with what the wish needs; then with others let in;
- a price from below is proven for many at once: no plan that grants *any* wish of a group exceeds the bound of the
  problem that asks for at least one of them. Groups are of wishes that cost about the same, and are halved while that
  leaves a price open by more than was asked and the work that was allowed lasts.

Work is counted in nodes, not by the clock: the same input gives the same prices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from itgov.agenda.problem import AnyOf, Choice, Mode, Number, Placement, Problem, Task, end_of, plain, value_of
from itgov.agenda.solve import solve

NODES = 8_000
"""Of all solves together that prove prices from below."""
REPAIR_NODES = 20
ROOT = 25
"""What a solve counts for before its first node, about what that costs."""
GROUPS = 4
"""How many groups wishes are put in to begin with."""
_SLACK = 1
_BASE, _ANY = "base", "/"


@dataclass(frozen=True, slots=True)
class Wish:
    """That a task is done, in a way that delivers; or in one way from one start, where `placement` is set."""

    task: str
    placement: Placement | None = None

    def granted_by(self, problem: Problem, choice: Choice) -> bool:
        """Whether a choice grants it."""
        found = choice.get(self.task)
        if found is None or self.placement is not None:
            return found is not None and found == self.placement
        return _delivers(problem, self.task, found[0])


@dataclass(frozen=True, slots=True)
class Granted:
    """What granting a wish costs: from `least` to `most` of the base's value, equal where proven.

    `choice` is the best plan found that grants it, empty where none was found; then `most` is None. `impossible` is
    set only where it is proven that no plan grants it.
    """

    wish: Wish
    choice: Choice
    least: Number
    most: Number | None
    impossible: bool = False


@dataclass(frozen=True, slots=True)
class Base:
    """The plan that wishes are held against: what it holds, and what no plan can exceed (None: not known)."""

    choice: Choice
    value: Number
    bound: Number | None


Tell = Callable[[int, int], None]


def grant(
    problem: Problem,
    base: Base,
    wishes: Iterable[Wish],
    *,
    gap: Fraction,
    node_limit: int = NODES,
    tell: Tell | None = None,
) -> tuple[Granted, ...]:
    """The price of each wish, in the order given.

    `gap` is the share of the base's value that a price may be left open by; `node_limit` is for all solves together
    that prove from below, each of which counts for `ROOT` nodes at least. `tell` is told how many of how many prices
    have been looked for, and then how many are proven within the gap.
    """
    wishes = tuple(wishes)
    solver = _Solver(problem, base, gap)
    for done, wish in enumerate(wishes, 1):
        solver.repair(wish)
        if tell is not None:
            tell(done, len(wishes))
    solver.prove(wishes, node_limit, tell)
    return tuple(solver.granted(wish) for wish in wishes)


class _Solver:
    """What is known so far: the plans found, and by wish what no plan that grants it exceeds."""

    def __init__(self, problem: Problem, base: Base, gap: Fraction) -> None:
        self._problem, self._base, self._gap = problem, base, gap
        self._width: Fraction = gap * abs(Fraction(base.value))
        self._needs = needs_of(problem)
        self._plans: list[tuple[Number, Choice]] = [(base.value, base.choice)]
        self._bounds: dict[Wish, Number | None] = {}
        self._impossible: set[Wish] = set()

    def repair(self, wish: Wish) -> None:
        """Looks for plans near the base that grant the wish: first with nobody new in it, then with anybody.

        For a wish for a start only the first, which is about ten times cheaper: its price from above may be high.
        """
        self._bounds[wish] = self._base.bound
        needed = self._needs[wish.task] | {wish.task}
        changed = granting(self._problem, wish)
        for others in (False, True) if wish.placement is None else (False,):
            if self._is_open(wish):
                near = tuple(_near(task, self._base.choice, needed, others=others) for task in changed.tasks)
                value, hint = self._best(wish)
                found = solve(
                    replace(changed, tasks=near),
                    gap=self._gap,
                    node_limit=REPAIR_NODES,
                    hint=None if value is None else hint,
                )
                self._keep(found.choice)

    def prove(self, wishes: tuple[Wish, ...], node_limit: int, tell: Tell | None) -> None:
        """Proves prices from below, group by group, until all are known within the width or the work is done."""
        ordered = sorted(wishes, key=lambda wish: (-Fraction(self._best(wish)[0] or 0), wish.task))
        together = [wish for wish in ordered if not self._is_alone(wish)]
        size = max(1, -(-len(together) // GROUPS))
        groups = [together[at : at + size] for at in range(0, len(together), size)]
        groups += [[wish] for wish in ordered if self._is_alone(wish)]
        each = max(1, node_limit // GROUPS)
        while groups and node_limit > 0:
            group = [wish for wish in groups.pop(0) if self._is_open(wish)]
            if not group:
                continue
            node_limit -= ROOT + self._bound_together(group, min(each, node_limit))
            if tell is not None:
                tell(sum(not self._is_open(wish) for wish in wishes), len(wishes))
            if len(group) > 1:
                half = len(group) // 2
                groups += [group[:half], group[half:]]

    def granted(self, wish: Wish) -> Granted:
        """The price by all that was found, for this wish and for others."""
        (value, choice), bound = self._best(wish), self._bounds[wish]
        least = Fraction(0) if bound is None else max(Fraction(0), Fraction(self._base.value - bound))
        if value is None:
            return Granted(wish, {}, plain(least), None, impossible=wish in self._impossible)
        most = None if self._base.bound is None else max(0, self._base.bound - value)
        return Granted(wish, choice, plain(least), most)

    def _bound_together(self, group: list[Wish], node_limit: int) -> int:
        """Bounds all wishes of a group by one solve; gives the nodes it took."""
        value, choice = max(
            (self._best(wish) for wish in group), key=lambda found: (found[0] is not None, found[0] or 0)
        )
        if self._is_alone(group[0]):
            asked, hint = granting(self._problem, group[0]), None if value is None else choice
        else:
            asked = any_granted(self._problem, group)
            hint = None if value is None else {**choice, **stand_ins(self._problem, group, choice)}
        found = solve(asked, gap=self._gap, node_limit=node_limit, hint=hint)
        self._keep({one: spot for one, spot in found.choice.items() if one in self._problem.task_by_id})
        if found.status == "infeasible":
            self._impossible |= set(group)
        if found.bound is not None:
            for wish in group:
                known = self._bounds[wish]
                self._bounds[wish] = found.bound if known is None else min(known, found.bound)
        return found.nodes

    def _is_open(self, wish: Wish) -> bool:
        value, bound = self._best(wish)[0], self._bounds[wish]
        if wish in self._impossible:
            return False
        return value is None or bound is None or bound - value > self._width

    def _is_alone(self, wish: Wish) -> bool:
        """Whether it is for a way that does not deliver, which cannot be asked for together with others."""
        return wish.placement is not None and not _delivers(self._problem, wish.task, wish.placement[0])

    def _keep(self, choice: Choice) -> None:
        if choice:
            self._plans.append((value_of(self._problem, choice), choice))

    def _best(self, wish: Wish) -> tuple[Number | None, Choice]:
        """The plan of most value that grants it, the first found of equal ones; None where none is known."""
        granting_it = [plan for plan in self._plans if wish.granted_by(self._problem, plan[1])]
        return max(granting_it, key=lambda plan: plan[0], default=(None, {}))


def any_granted(problem: Problem, wishes: Sequence[Wish]) -> Problem:
    """A problem whose plans grant at least one of the wishes, by stand-ins that are worth and take nothing.

    A wish for a start is asked as "complete by the end it would have", which allows more: the bound holds all the
    same. None may be for a way that does not deliver.
    """
    ends = {_name(wish): _end(problem, wish) for wish in wishes}
    instead = tuple(Task(name, (Mode(_BASE, 0, {end: 0}, {}),)) for name, end in ends.items())
    one_of = Task(_ANY, (Mode(_BASE, 0, {problem.periods: 0}, {}),), mandatory=True)
    needs = tuple(AnyOf(_name(wish), (wish.task,)) for wish in wishes)
    return replace(
        problem,
        tasks=(*problem.tasks, *instead, one_of),
        any_of=(*problem.any_of, *needs, AnyOf(_ANY, tuple(ends))),
    )


def stand_ins(problem: Problem, wishes: Sequence[Wish], choice: Choice) -> Choice:
    """What a choice that grants one of the wishes holds beside it in the problem of `any_granted`."""
    found: dict[str, Placement] = {
        _name(wish): (_BASE, _end(problem, wish)) for wish in wishes if wish.granted_by(problem, choice)
    }
    return {**found, _ANY: (_BASE, problem.periods)}


def _delivers(problem: Problem, one: str, way: str) -> bool:
    return any(mode.delivers for task in problem.tasks if task.id == one for mode in task.modes if mode.id == way)


def _name(wish: Wish) -> str:
    # No id of a record has a slash.
    return f"{wish.task}/" if wish.placement is None else f"{wish.task}/{wish.placement[0]}/{wish.placement[1]}"


def _end(problem: Problem, wish: Wish) -> int:
    return problem.periods if wish.placement is None else end_of(problem, wish.task, wish.placement)


def granting(problem: Problem, wish: Wish) -> Problem:
    """The problem whose plans are those that grant the wish."""

    def asked(task: Task) -> Task:
        if task.id != wish.task:
            return task
        if wish.placement is None:
            return replace(task, modes=tuple(mode for mode in task.modes if mode.delivers), mandatory=True)
        way, start = wish.placement
        modes = tuple(mode for mode in task.modes if mode.id == way)
        return replace(task, modes=modes, fixed_start=start)

    return replace(problem, tasks=tuple(asked(task) for task in problem.tasks))


def needs_of(problem: Problem) -> Mapping[str, frozenset[str]]:
    """For each task those that every plan which holds it holds too: its prerequisites, and theirs, and its groups."""
    direct = {task.id: {link.before for link in problem.precedences if link.after == task.id} for task in problem.tasks}
    for group in problem.together:
        for one in group:
            direct[one] |= set(group) - {one}
    found: dict[str, frozenset[str]] = {}
    for one in direct:
        reached, waiting = {one}, [one]
        while waiting:
            more = direct[waiting.pop()] - reached
            reached |= more
            waiting += more
        found[one] = frozenset(reached - {one})
    return found


def _near(task: Task, base: Choice, needed: frozenset[str], *, others: bool) -> Task:
    """The task with only the starts near its place in the base; one that is not in it has none, unless `others`."""
    if task.id in needed:
        return task
    if task.id not in base:
        return task if task.must or others else replace(task, modes=())
    way, start = base[task.id]
    return replace(task, modes=tuple(_close(mode, start) for mode in task.modes if mode.id == way))


def _close(mode: Mode, start: int) -> Mode:
    return replace(mode, value={one: value for one, value in mode.value.items() if abs(one - start) <= _SLACK})
