"""Whether a choice keeps every promise of its problem, checked on exact numbers.

What it checks is the choice against the problem. The problem itself is made from the
records by `build`, and a fault made there is not seen here; `audit` holds the plan
against the records.

Shares nothing with the formulation or the solver: each family of constraints is
written a second time here, straight from its definition, so that a fault in one of
them shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from itgov.agenda.problem import AnyOf, Choice, Mode, Number, Precedence, Problem, Resource, Task, mode_of
from itgov.message import Message, msg

Spans = Mapping[str, tuple[int, int]]
"""First period and open end of what is done, by task id."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken promise: the tasks in it, the resource and slot where there is one.

    `by_how_much` counts amounts of the resource or periods; 0 where there is nothing to count. `before` is the
    period (from 0) that something had to be complete before, where that is what is broken.
    """

    message: Message
    tasks: tuple[str, ...]
    resource: str | None = None
    slot: int | None = None
    by_how_much: Number = 0
    before: int | None = None


def verify(problem: Problem, choice: Choice) -> tuple[Violation, ...]:
    """Every promise that `choice` breaks, family by family, ids ascending; empty where it keeps them all.

    Where a task or placement is not the problem's own, only those are told: nothing else can be judged.
    """
    known = problem.task_by_id
    unknown = tuple(_strangers(known, choice))
    if unknown:
        return unknown
    tasks = [known[one] for one in sorted(known)]
    modes = {one: mode_of(known[one], mode_id) for one, (mode_id, _) in choice.items()}
    spans = {one: (start, start + modes[one].length) for one, (_, start) in choice.items()}
    given = {one: span for one, span in spans.items() if modes[one].delivers}
    return (
        *(found for task in tasks for found in _left_out(task, choice)),
        *(
            found
            for one in problem.resources
            for found in _overdrawn(one, modes, spans, _paid(problem, one, modes, spans))
        ),
        *(found for one in problem.resources for found in _over_ceiling(one, modes, spans)),
        *(found for link in problem.precedences for found in _out_of_order(link, spans, given)),
        *(found for need in problem.any_of for found in _without_provider(need, spans, given)),
        *(found for one, other in problem.exclusions for found in _both_done(one, other, choice)),
        *(found for group in problem.together for found in _split(group, given)),
    )


def _strangers(known: Mapping[str, Task], choice: Choice) -> Iterator[Violation]:
    for task_id, (mode_id, start) in sorted(choice.items()):
        if task_id not in known:
            yield Violation(msg("{id} is no task of the problem", id=task_id), (task_id,))
            continue
        task = known[task_id]
        starts = {mode.id: mode.value for mode in task.modes}
        wanted = task.fixed_start if task.fixed_start is not None else start
        if start not in starts.get(mode_id, {}) or start != wanted:
            yield Violation(
                msg("{id} cannot be done as {mode} from period {start}", id=task_id, mode=mode_id, start=start),
                (task_id,),
            )


def _left_out(task: Task, choice: Choice) -> Iterator[Violation]:
    if (task.mandatory or task.fixed_start is not None) and task.id not in choice:
        yield Violation(msg("{id} is mandatory, but not done", id=task.id), (task.id,))


def _used(resource: Resource, modes: Mapping[str, Mode], spans: Spans) -> tuple[list[Number], list[set[str]]]:
    """What is drawn of each slot, and by whom."""
    used: list[Number] = [0] * len(resource.capacity)
    drawers: list[set[str]] = [set() for _ in resource.capacity]
    for task_id, mode in modes.items():
        for place, amount in enumerate(mode.use.get(resource.id, ()), start=spans[task_id][0]):
            slot = resource.slot_of[place]
            used[slot] += amount
            drawers[slot] |= {task_id} if amount else set()
    return used, drawers


def _purchases(resource: Resource, used: list[Number]) -> Iterator[tuple[int, int, int]]:
    """Slot, whole units bought there, and how many of them are beyond the ceiling of its group, slot by slot."""
    if resource.extra is None:
        return
    rest = list(resource.extra.ceiling)
    for slot, capacity in enumerate(resource.capacity):
        group, units = resource.extra.group_of[slot], -int(min(0, capacity - used[slot]) // 1)
        beyond = max(0, units - rest[group])
        rest[group] -= units - beyond
        yield slot, units, beyond


def _over_ceiling(resource: Resource, modes: Mapping[str, Mode], spans: Spans) -> Iterator[Violation]:
    used, drawers = _used(resource, modes, spans)
    for slot, units, beyond in _purchases(resource, used):
        if beyond:
            text = msg(
                "{units} of {resource} would be bought in slot {slot}, {n} more than the ceiling leaves",
                units=units,
                resource=resource.id,
                slot=slot,
                n=beyond,
            )
            yield Violation(text, tuple(sorted(drawers[slot])), resource.id, slot, beyond)


def _paid(
    problem: Problem, payer: Resource, modes: Mapping[str, Mode], spans: Spans
) -> dict[int, tuple[int, set[str]]]:
    """What is paid from `payer` for what is bought within the ceilings, by slot, and who has it bought."""
    found: dict[int, tuple[int, set[str]]] = {}
    for resource in problem.resources:
        if resource.extra is not None and resource.extra.paid_from == payer.id:
            used, drawers = _used(resource, modes, spans)
            for slot, units, beyond in _purchases(resource, used):
                group = resource.extra.group_of[slot]
                before, who = found.get(group, (0, set()))
                if units > beyond:
                    amount = (units - beyond) * resource.extra.amount
                    found[group] = before + amount, who | drawers[slot]
    return found


def _overdrawn(
    resource: Resource, modes: Mapping[str, Mode], spans: Spans, paid: Mapping[int, tuple[int, set[str]]]
) -> Iterator[Violation]:
    if resource.extra is not None:
        # More can be bought: the ceiling and who pays are the limits.
        return
    used, drawers = _used(resource, modes, spans)
    for slot, (amount, who) in paid.items():
        used[slot] += amount
        drawers[slot] |= who
    left: Number = 0
    for slot, capacity in enumerate(resource.capacity):
        limit = capacity
        if slot and resource.carries and resource.carries[slot - 1]:
            # Capacity counts from the run's first slot on: what this one adds, and what came over from the last.
            limit = capacity - resource.capacity[slot - 1] + left
            drawers[slot] |= drawers[slot - 1]
        left = max(0, limit - used[slot])
        if used[slot] > limit and drawers[slot]:
            yield Violation(
                msg(
                    "{resource} has {limit} in slot {slot}, but {used} is used",
                    resource=resource.id,
                    limit=str(limit),
                    slot=slot,
                    used=str(used[slot]),
                ),
                tuple(sorted(drawers[slot])),
                resource.id,
                slot,
                used[slot] - limit,
            )


def _out_of_order(link: Precedence, spans: Spans, given: Spans) -> Iterator[Violation]:
    """`given` are the spans of what delivers: only that serves others, and only that has a go-live."""
    if link.after not in spans or (link.relation == "before_go_live" and link.after not in given):
        return
    pair = (link.before, link.after)
    if link.before not in given:
        yield Violation(msg("{after} is done without {before}", after=link.after, before=link.before), pair)
        return
    start, end = spans[link.after]
    latest = {
        "finished_before_start": start - link.lag,
        "same_period_allowed": start - link.lag + 1,
        "before_go_live": end - link.lag,
    }[link.relation]
    late = given[link.before][1] - latest
    if late > 0:
        text = msg(
            "{before} is complete {n} periods too late for {after}", after=link.after, before=link.before, n=late
        )
        yield Violation(text, pair, by_how_much=late)


def _without_provider(need: AnyOf, spans: Spans, given: Spans) -> Iterator[Violation]:
    if need.after not in spans or (need.by == "go_live" and need.after not in given):
        return
    start, end = spans[need.after]
    by = start if need.by == "start" else end
    if need.ready_from is not None and by >= need.ready_from:
        return
    if not any(one in given and given[one][1] <= by for one in need.providers):
        text = msg("nothing that {after} needs one of is complete by period {by}", after=need.after, by=by)
        yield Violation(text, (need.after, *need.providers), before=by)


def _both_done(one: str, other: str, choice: Choice) -> Iterator[Violation]:
    if one in choice and other in choice:
        yield Violation(msg("{one} and {other} exclude each other", one=one, other=other), (one, other))


def _split(group: tuple[str, ...], given: Spans) -> Iterator[Violation]:
    missing = [task_id for task_id in group if task_id not in given]
    if missing and len(missing) < len(group):
        yield Violation(msg("{missing} is left out of a group done together", missing=", ".join(missing)), group)
