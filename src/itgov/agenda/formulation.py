"""A problem as rows over 0–1 columns, one column for each way and start of a task.

One function per family of constraints. Everything here is exact and whole: a row
with fractions is multiplied by their common denominator first, so that the solver
adapter is the only place where a number becomes a float. The precedence rows are the
disaggregated ones (one per period, Christofides, Alvarez-Valdes & Tamarit 1987),
whose relaxation is much tighter than one row per pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm

from itgov.agenda.problem import AnyOf, Mode, Number, Precedence, Problem, Resource, Task, draws, due, on_from


@dataclass(frozen=True, slots=True)
class Column:
    """Task `task` done in `mode` from period `start` to `end` (open end).

    `value` is what doing it gives over leaving it out; whole, in 1/value_scale.
    """

    task: str
    mode: Mode
    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class Bought:
    """Whole units, 0 to `most`, bought of a resource in one slot; each takes `price` off the value, in 1/value_scale.

    In rows its number follows those of the columns.
    """

    resource: str
    slot: int
    group: int
    most: int
    price: int


@dataclass(frozen=True, slots=True)
class Row:
    """The sum of coefficient × column is at most `upper`, and exactly `upper` where `equal`."""

    family: str
    entries: tuple[tuple[int, int], ...]
    upper: int
    equal: bool = False


@dataclass(frozen=True, slots=True)
class Formulation:
    """Columns by task id, mode and start, the rows over them, and `left`: the value of doing nothing, in 1/scale."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    scale: int
    left: int = 0
    bought: tuple[Bought, ...] = ()


ColumnsOf = dict[str, list[int]]


def formulate(problem: Problem) -> Formulation:
    """The columns that can ever be used, and the rows that can ever bind.

    Tasks are taken by id, so that the order they were given in changes nothing.
    """
    scale = problem.value_scale
    columns = tuple(_reachable(problem, list(_columns(problem, scale))))
    of: ColumnsOf = {task.id: [] for task in problem.tasks}
    for index, column in enumerate(columns):
        of[column.task].append(index)
    extras = tuple(_bought(problem, scale))
    rows: list[Row] = []
    rows += assignment(problem, of)
    rows += capacity(problem, columns, extras)
    rows += ceiling(problem, columns, extras)
    rows += precedence(problem, columns, of)
    rows += any_of(problem, columns, of)
    rows += exclusion(problem, of)
    rows += all_or_none(problem, columns, of)
    left = sum(int(task.without * scale) for task in problem.tasks)
    return Formulation(columns, tuple(rows), scale, left, extras)


def assignment(problem: Problem, of: ColumnsOf) -> Iterator[Row]:
    """Each task is done at most once, and a mandatory one exactly once."""
    for task in _by_id(problem.tasks):
        if of[task.id] or task.must:
            yield Row("assignment", tuple((column, 1) for column in of[task.id]), 1, equal=task.must)


def capacity(problem: Problem, columns: Sequence[Column], extras: Sequence[Bought] = ()) -> Iterator[Row]:
    """No slot of a resource gives more than it has and is bought; and who pays has the money for what is bought."""
    for resource in sorted(problem.resources, key=lambda item: item.id):
        entries: dict[int, list[tuple[int, Number]]] = {}
        for index, column in enumerate(columns):
            for slot, amount in draws(column.mode, column.start, resource).items():
                entries.setdefault(slot, []).append((index, amount))
        buying = _buying(problem, resource, extras)
        for slot in sorted({*entries, *buying}):
            drawn, beside = entries.get(slot, []), buying.get(slot, [])
            most = sum(max(0, amount) * extras[number].most for number, amount in beside)
            if _can_bind(drawn, resource.capacity[slot] - most, columns):
                bought = [(len(columns) + number, amount) for number, amount in beside]
                yield _whole_row("capacity", [*drawn, *bought], resource.capacity[slot])


def ceiling(problem: Problem, columns: Sequence[Column], extras: Sequence[Bought]) -> Iterator[Row]:
    """No more is bought of a resource in a group of slots than its ceiling."""
    for resource in sorted(problem.resources, key=lambda item: item.id):
        for group, most in enumerate(resource.extra.ceiling if resource.extra is not None else ()):
            mine = [i for i, one in enumerate(extras) if (one.resource, one.group) == (resource.id, group)]
            if len(mine) > 1:
                yield Row("ceiling", tuple((len(columns) + number, 1) for number in mine), most)


def _bought(problem: Problem, scale: int) -> Iterator[Bought]:
    for resource in sorted(problem.resources, key=lambda item: item.id):
        extra = resource.extra
        for slot, group in enumerate(extra.group_of if extra is not None else ()):
            if extra is not None and extra.ceiling[group] > 0:
                yield Bought(resource.id, slot, group, extra.ceiling[group], extra.price[group] * scale)


def _buying(problem: Problem, resource: Resource, extras: Sequence[Bought]) -> dict[int, list[tuple[int, Number]]]:
    """What a bought unit does to each slot of a resource: it adds to its own, and draws on who pays."""
    found: dict[int, list[tuple[int, Number]]] = {}
    payers = {one.id: one.extra for one in problem.resources if one.extra is not None}
    for number, one in enumerate(extras):
        if one.resource == resource.id:
            found.setdefault(one.slot, []).append((number, -1))
        elif payers[one.resource].paid_from == resource.id:
            for slot in on_from(one.group, resource):
                found.setdefault(slot, []).append((number, payers[one.resource].amount))
    return found


def precedence(problem: Problem, columns: Sequence[Column], of: ColumnsOf) -> Iterator[Row]:
    """What must come first is complete by the time each start of the later one asks for."""
    for link in sorted(problem.precedences, key=repr):
        asked = [(by, index) for index in of[link.after] if (by := _due_of(link, columns[index])) is not None]
        yield from _complete_by("precedence", asked, _delivering(columns, of[link.before]), columns)


def any_of(problem: Problem, columns: Sequence[Column], of: ColumnsOf) -> Iterator[Row]:
    """What is needed is given by at least one provider that is complete in time."""
    for link in sorted(problem.any_of, key=repr):
        asked = [(by, index) for index in of[link.after] if (by := _needed_by(link, columns[index])) is not None]
        asked = [(by, index) for by, index in asked if link.ready_from is None or by < link.ready_from]
        offered = [i for provider in sorted(set(link.providers)) for i in _delivering(columns, of[provider])]
        yield from _complete_by("any of", asked, offered, columns)


def exclusion(problem: Problem, of: ColumnsOf) -> Iterator[Row]:
    """Of two tasks that exclude each other at most one is done."""
    for one, other in sorted({tuple(sorted(pair)) for pair in problem.exclusions}):
        yield Row("exclusion", tuple((column, 1) for column in (*of[one], *of[other])), 1)


def all_or_none(problem: Problem, columns: Sequence[Column], of: ColumnsOf) -> Iterator[Row]:
    """The tasks of a group are done all, or none of them; a way that does not deliver is as good as none."""
    for group in sorted({tuple(sorted(set(group))) for group in problem.together}):
        for one, other in pairwise(group):
            left, right = _delivering(columns, of[one]), _delivering(columns, of[other])
            entries = [*((column, 1) for column in left), *((column, -1) for column in right)]
            yield Row("all or none", tuple(entries), 0, equal=True)


def _complete_by(
    family: str, asked: Iterable[tuple[int, int]], offered: Iterable[int], columns: Sequence[Column]
) -> Iterator[Row]:
    # For each time t: the starts that ask for completion by t need a column that is complete by t.
    # Two neighbouring times with the same offer make one row, the later, which is the stronger.
    by_time = sorted(asked)
    ends = sorted((columns[index].end, index) for index in offered)
    times = sorted({time for time, _ in by_time})
    for place, time in enumerate(times):
        later = times[place + 1] if place + 1 < len(times) else None
        if later is not None and not any(time < end <= later for end, _ in ends):
            continue
        left = [(index, 1) for by, index in by_time if by <= time]
        right = [(index, -1) for end, index in ends if end <= time]
        yield Row(family, _summed([*left, *right]), 0)


def _summed(entries: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    total: dict[int, int] = {}
    for column, factor in entries:
        total[column] = total.get(column, 0) + factor
    return tuple((column, factor) for column, factor in sorted(total.items()) if factor)


def _delivering(columns: Sequence[Column], some: Iterable[int]) -> list[int]:
    return [index for index in some if columns[index].mode.delivers]


def _due_of(link: Precedence, column: Column) -> int | None:
    """When what comes first is due; None where a way without a go-live asks for nothing by it."""
    if link.relation == "before_go_live" and not column.mode.delivers:
        return None
    return due(link.relation, column.start, column.end, link.lag)


def _needed_by(link: AnyOf, column: Column) -> int | None:
    if link.by == "start":
        return column.start
    return column.end if column.mode.delivers else None


def _columns(problem: Problem, scale: int) -> Iterator[Column]:
    firm = [resource for resource in problem.resources if not _gives_credit(problem, resource)]
    for task in _by_id(problem.tasks):
        for mode, start in task.placements():
            if _fits_alone(firm, mode, start):
                yield Column(task.id, mode, start, start + mode.length, int((mode.value[start] - task.without) * scale))


def _fits_alone(firm: Iterable[Resource], mode: Mode, start: int) -> bool:
    # Only resources without credits: with credits about, somebody else may make room.
    return not any(
        amount > resource.capacity[slot] + _most_bought(resource, slot)
        for resource in firm
        if resource.id in mode.use
        for slot, amount in draws(mode, start, resource).items()
    )


def _most_bought(resource: Resource, slot: int) -> int:
    return 0 if resource.extra is None else resource.extra.ceiling[resource.extra.group_of[slot]]


def _gives_credit(problem: Problem, resource: Resource) -> bool:
    uses = (mode.use.get(resource.id, ()) for task in problem.tasks for mode in task.modes)
    return any(amount < 0 for amounts in uses for amount in amounts)


def _reachable(problem: Problem, columns: list[Column]) -> list[Column]:
    # Starts before the earliest end of what must come first can never be taken; dropping one
    # moves earliest ends, so it goes on until nothing moves.
    while True:
        first_end: dict[str, int] = {}
        for column in columns:
            if column.mode.delivers:
                first_end[column.task] = min(column.end, first_end.get(column.task, column.end))
        kept = [column for column in columns if _prerequisites_possible(problem, column, first_end)]
        if len(kept) == len(columns):
            return kept
        columns = kept


def _prerequisites_possible(problem: Problem, column: Column, first_end: dict[str, int]) -> bool:
    for link in problem.precedences:
        if link.after == column.task:
            end, due_by = first_end.get(link.before), _due_of(link, column)
            if due_by is not None and (end is None or end > due_by):
                return False
    for need in problem.any_of:
        if need.after == column.task:
            by = _needed_by(need, column)
            if by is None:
                continue
            given = need.ready_from is not None and need.ready_from <= by
            if not given and not any(one in first_end and first_end[one] <= by for one in need.providers):
                return False
    return True


def _can_bind(entries: Iterable[tuple[int, Number]], limit: Number, columns: Sequence[Column]) -> bool:
    most: dict[str, Number] = {}
    for index, amount in entries:
        task = columns[index].task
        most[task] = max(amount, most.get(task, 0))
    return sum(most.values()) > limit


def _whole_row(family: str, entries: Sequence[tuple[int, Number]], limit: Number) -> Row:
    factor = lcm(*(Fraction(amount).denominator for _, amount in entries))
    whole = [(index, int(amount * factor)) for index, amount in entries]
    divisor = gcd(*(amount for _, amount in whole))
    # Sums of whole multiples of the divisor: the limit may be rounded down without losing anything.
    return Row(family, tuple((index, amount // divisor) for index, amount in whole), limit * factor // divisor)


def _by_id(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: task.id)
