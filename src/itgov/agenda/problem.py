"""The choice as plain data: tasks that compete for resources over periods.

Knows nothing of cities, money or calendars; numbers are exact (`int` or `Fraction`).
A problem is checked when it is made, so that whoever reads one need not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm
from typing import Literal

from itgov.message import Message, msg

Number = int | Fraction
Relation = Literal["finished_before_start", "same_period_allowed", "before_go_live"]
By = Literal["start", "go_live"]
Placement = tuple[str, int]
"""The way (mode id) a task is done, and the period (from 0) it starts in."""
Choice = Mapping[str, Placement]
"""What is done: task id to placement; a task that is not in it is not done."""


class ProblemError(ValueError):
    """A problem that makes no sense; `message` says where."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Extra:
    """Units of a resource that may be bought beyond its capacity, in whole units, up to a ceiling a group of slots.

    `group_of` is the group (from 0) of each slot; `ceiling` and `price`, what a unit costs of the value, are by
    group. A unit that is bought in a group draws `amount` on the slot of that number of the resource `paid_from`.
    """

    group_of: tuple[int, ...]
    ceiling: tuple[int, ...]
    price: tuple[int, ...]
    paid_from: str
    amount: int


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that tasks share: `capacity` per slot, and the slot (from 0) that each period draws on.

    Hours of a pool have a slot per period; money of a year has one slot for all periods of the year.
    `carries` says for each slot whether what it leaves unused goes on into the next (left out: none does). The
    capacity of a slot then counts all slots of its run, from the first that carries without a break up to itself.
    `extra` says what may be bought where the capacity does not suffice; one that carries has none.
    """

    id: str
    label: str
    capacity: tuple[Number, ...]
    slot_of: tuple[int, ...]
    carries: tuple[bool, ...] = ()
    extra: Extra | None = None


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to do a task: `length` periods, 0 or more; a length of 0 takes up nothing and ends where it starts.

    `value` gives the worth of each start it may take, so its keys are the starts allowed.
    `use` gives for a resource id the amount drawn in each period of the work, by offset from the start.
    Amounts may be negative (a credit that makes room for others). One that does not `deliver` has no go-live: it
    gives nothing that others need or are done together with, and what is needed by the go-live is not needed.
    """

    id: str
    length: int
    value: Mapping[int, Number]
    use: Mapping[str, tuple[Number, ...]]
    delivers: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """Something that is done once, in one of its modes, or not at all.

    `mandatory` tasks must be done; one with a `fixed_start` must be done and start in that period. `without` is the
    value of not doing it, 0 unless something is lost by that.
    """

    id: str
    modes: tuple[Mode, ...]
    mandatory: bool = False
    fixed_start: int | None = None
    without: Number = 0

    @property
    def must(self) -> bool:
        """Whether every plan has to hold it."""
        return self.mandatory or self.fixed_start is not None

    def placements(self) -> Iterator[tuple[Mode, int]]:
        """Every way and start it may take, modes in their order, starts ascending."""
        for mode in self.modes:
            for start in sorted(mode.value):
                if self.fixed_start is None or start == self.fixed_start:
                    yield mode, start


@dataclass(frozen=True, slots=True)
class Precedence:
    """If `after` is done, `before` is done too, and `lag` whole periods before what `relation` names.

    finished_before_start: it is complete when `after` starts; same_period_allowed: it completes at
    latest in the period `after` starts in; before_go_live: it completes no later than `after` does.
    """

    before: str
    after: str
    relation: Relation = "finished_before_start"
    lag: int = 0


@dataclass(frozen=True, slots=True)
class AnyOf:
    """If `after` is done, one of `providers` is complete by its start, or by its own end (`by` go_live).

    From period `ready_from` on nobody is needed, since somebody outside the problem provides it then.
    """

    after: str
    providers: tuple[str, ...]
    by: By = "start"
    ready_from: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Tasks, what they share and how they hang together, over `periods` periods from 0.

    Raises ProblemError when it is made of ids, lengths or tables that do not fit each other.
    """

    periods: int
    resources: tuple[Resource, ...] = ()
    tasks: tuple[Task, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    any_of: tuple[AnyOf, ...] = ()
    exclusions: tuple[tuple[str, str], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.periods < 0:
            raise ProblemError(msg("the number of periods is {periods}: it cannot be negative", periods=self.periods))
        _check_distinct(resource.id for resource in self.resources)
        _check_distinct(task.id for task in self.tasks)
        for resource in self.resources:
            _check_resource(resource, self.periods)
        lengths = {resource.id for resource in self.resources}
        by_id = {resource.id: resource for resource in self.resources}
        for resource in self.resources:
            _check_extra(resource, by_id)
        for task in self.tasks:
            _check_distinct(mode.id for mode in task.modes)
            for mode in task.modes:
                _check_mode(task, mode, self.periods, lengths)
        _check_links(self)

    @property
    def task_by_id(self) -> dict[str, Task]:
        """The tasks by id."""
        return {task.id: task for task in self.tasks}

    @property
    def value_scale(self) -> int:
        """The smallest whole number that makes every value whole when multiplied by it."""
        values = (value for task in self.tasks for mode in task.modes for value in mode.value.values())
        return lcm(*(Fraction(value).denominator for value in (*values, *(task.without for task in self.tasks))))


def value_of(problem: Problem, choice: Choice) -> Number:
    """The total value of a choice, exact: of what is done and what is left out, less the price of what it must buy."""
    tasks = problem.task_by_id
    values = (mode_of(tasks[task_id], mode_id).value[start] for task_id, (mode_id, start) in choice.items())
    left_out = (task.without for task in problem.tasks if task.id not in choice)
    return plain(sum(values, Fraction(0)) + sum(left_out, Fraction(0)) - price_of_bought(problem, choice))


def bought(problem: Problem, choice: Choice) -> dict[tuple[str, int], int]:
    """Whole units that a choice must buy, by resource id and slot: what it draws beyond the capacity; none left out."""
    tasks, found = problem.task_by_id, {}
    for resource in problem.resources:
        if resource.extra is not None:
            used: dict[int, Number] = {}
            for task_id, (mode_id, start) in choice.items():
                for slot, amount in draws(mode_of(tasks[task_id], mode_id), start, resource).items():
                    used[slot] = used.get(slot, 0) + amount
            for slot in sorted(used):
                if used[slot] > resource.capacity[slot]:
                    found[resource.id, slot] = ceil(used[slot] - resource.capacity[slot])
    return found


def price_of_bought(problem: Problem, choice: Choice) -> int:
    """What a choice loses of its value by what it must buy."""
    extras = {resource.id: resource.extra for resource in problem.resources if resource.extra is not None}
    units = bought(problem, choice).items()
    return sum(count * extras[one].price[extras[one].group_of[slot]] for (one, slot), count in units)


def mode_of(task: Task, mode_id: str) -> Mode:
    """The mode of `task` with that id; raises KeyError where it has none."""
    for mode in task.modes:
        if mode.id == mode_id:
            return mode
    raise KeyError(mode_id)


def end_of(problem: Problem, task_id: str, placement: Placement) -> int:
    """The first period after the work of a placed task."""
    mode_id, start = placement
    return start + mode_of(problem.task_by_id[task_id], mode_id).length


def delivered(problem: Problem, choice: Choice) -> frozenset[str]:
    """The tasks done in a way that gives what others need of them."""
    tasks = problem.task_by_id
    return frozenset(one for one, (mode_id, _) in choice.items() if mode_of(tasks[one], mode_id).delivers)


def due(relation: Relation, start: int, end: int, lag: int) -> int:
    """The period by which (open end) a prerequisite must be complete for work from `start` to `end` (open end)."""
    if relation == "finished_before_start":
        return start - lag
    if relation == "same_period_allowed":
        return start + 1 - lag
    return end - lag


def plain(number: Number) -> Number:
    """The same number, as an `int` where it is whole."""
    return number.numerator if number.denominator == 1 else number


def draws(mode: Mode, start: int, resource: Resource) -> dict[int, Number]:
    """What a mode that starts in `start` takes of `resource`, by slot; slots it leaves alone are left out.

    What it takes of a slot that carries is taken of the later ones of the run as well: all of them have less.
    """
    found: dict[int, Number] = {}
    for offset, amount in enumerate(mode.use.get(resource.id, ())):
        if amount:
            for slot in on_from(resource.slot_of[start + offset], resource):
                found[slot] = found.get(slot, 0) + amount
    return found


def on_from(slot: int, resource: Resource) -> Iterator[int]:
    """A slot and the later ones of its run."""
    yield slot
    while resource.carries and resource.carries[slot]:
        slot += 1
        yield slot


def _check_distinct(ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ProblemError(msg("the id {id} is used twice", id=one))
        seen.add(one)


def _check_resource(resource: Resource, periods: int) -> None:
    if len(resource.slot_of) != periods:
        raise ProblemError(
            msg(
                "resource {id} names slots for {found} periods, the problem has {periods}",
                id=resource.id,
                found=len(resource.slot_of),
                periods=periods,
            )
        )
    if any(not 0 <= slot < len(resource.capacity) for slot in resource.slot_of):
        raise ProblemError(msg("resource {id} names a slot that has no capacity", id=resource.id))
    if resource.carries and (len(resource.carries) != len(resource.capacity) or resource.carries[-1]):
        raise ProblemError(msg("resource {id} carries into a slot that is not there", id=resource.id))


def _check_extra(resource: Resource, by_id: Mapping[str, Resource]) -> None:
    extra = resource.extra
    if extra is None:
        return
    payer = by_id.get(extra.paid_from)
    groups = len(extra.ceiling)
    fits = len(extra.group_of) == len(resource.capacity) and all(0 <= group < groups for group in extra.group_of)
    if payer is None or payer.extra is not None or len(payer.capacity) != groups or len(extra.price) != groups:
        fits = False
    # A price or an amount below 0 would be earned by buying what nobody needs.
    if not fits or resource.carries or min((*extra.price, *extra.ceiling, extra.amount)) < 0:
        raise ProblemError(msg("what may be bought of resource {id} does not fit it or who pays", id=resource.id))


def _check_mode(task: Task, mode: Mode, periods: int, resources: set[str]) -> None:
    where = f"{task.id}/{mode.id}"
    if mode.length < 0:
        raise ProblemError(
            msg("{where} has the length {length}: it cannot be negative", where=where, length=mode.length)
        )
    for start in mode.value:
        if not 0 <= start <= periods - mode.length:
            raise ProblemError(
                msg("{where} may start in {start}, but then it is not over in time", where=where, start=start)
            )
    for resource_id, amounts in mode.use.items():
        if resource_id not in resources:
            raise ProblemError(msg("{where} uses {resource}, which is no resource", where=where, resource=resource_id))
        if len(amounts) != mode.length:
            raise ProblemError(
                msg(
                    "{where} has {found} amounts of {resource} for {length} periods",
                    where=where,
                    found=len(amounts),
                    resource=resource_id,
                    length=mode.length,
                )
            )


def _check_links(problem: Problem) -> None:
    known = {task.id for task in problem.tasks}
    named = [task_id for link in problem.precedences for task_id in (link.before, link.after)]
    named += [task_id for link in problem.any_of for task_id in (link.after, *link.providers)]
    named += [task_id for pair in problem.exclusions for task_id in pair]
    named += [task_id for group in problem.together for task_id in group]
    for task_id in named:
        if task_id not in known:
            raise ProblemError(msg("{id} is named, but is no task", id=task_id))
    for link in problem.precedences:
        if link.lag < 0:
            raise ProblemError(
                msg("the lag between {before} and {after} is negative", before=link.before, after=link.after)
            )
        if link.before == link.after:
            raise ProblemError(msg("{id} cannot come before itself", id=link.before))
    for one, other in problem.exclusions:
        if one == other:
            raise ProblemError(msg("{id} cannot exclude itself", id=one))
