"""A smallest set of demands that cannot all be met, where counting alone tells nothing.

Smallest means: without any one of them the others can be met. There may be another such set, even one of fewer
demands. It is found by QuickXplain (Junker 2004) with a solve for each question: at most about 2k·log2(n / k) + 2k
solves for k demands found among n. The questions are small: only what the mandatory initiatives hang together with
is in them, and a solve ends at the first plan. Where a solve meets its limit, the demand is kept; then fewer may do,
and the answer says so. Nothing depends on the clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from itgov.agenda.build import Preparation
from itgov.agenda.demanded import by_id
from itgov.agenda.obstacle import Obstacle, given_at, link_at, must_at, partners_at, rivals_at, supply_at
from itgov.agenda.problem import AnyOf, Mode, Number, Precedence, Problem, Resource, Task, draws
from itgov.agenda.solve import solve
from itgov.finding import Related
from itgov.message import msg
from itgov.model.city import City

NODES = 2_000
"""Of each solve: what is undecided then is taken to be possible."""
_ANY_PLAN = Fraction(10**6)
Kind = Literal["must", "first", "given", "not both", "together", "room"]


@dataclass(frozen=True, slots=True)
class Part:
    """One demand that can be left out of a problem: `which` is its place among those of its kind."""

    kind: Kind
    which: int
    slot: int = 0


Impossible = Callable[[Sequence[Part]], bool]


def conflict(city: City, preparation: Preparation, *, node_limit: int = NODES) -> Obstacle:
    """The demands of a problem without a plan that clash, each with its place in the records."""
    problem = around_the_mandatory(preparation.problem)
    parts = tuple(parts_of(problem))
    undecided: list[Sequence[Part]] = []

    def impossible(kept: Sequence[Part]) -> bool:
        status = solve(only(problem, kept), gap=_ANY_PLAN, node_limit=node_limit).status
        if status in {"stopped", "unverified", "error"}:
            undecided.append(kept)
        return status == "infeasible"

    found = smallest_conflict(parts, impossible)
    if found is None:
        everyone = tuple(must_at(city, preparation, task.id) for task in problem.tasks if task.must)
        return Obstacle(msg("what is mandatory cannot all be done"), "conflict", everyone)
    if undecided:
        text = msg("these demands cannot all be met; whether fewer of them would do was not settled within the limit")
    else:
        text = msg("these demands cannot all be met; without any one of them the others can")
    demands = tuple(dict.fromkeys(_told(city, preparation, problem, part) for part in found))
    return Obstacle(text, "conflict" if undecided else "smallest", demands)


def smallest_conflict(parts: Sequence[Part], impossible: Impossible) -> tuple[Part, ...] | None:
    """Parts that are impossible together, and not without any one of them; in their order, None where all are possible.

    Junker, QuickXplain: Preferred Explanations and Relaxations for Over-Constrained Problems, AAAI 2004.
    """
    if not impossible(parts):
        return None
    found = set(_explain((), parts, impossible, checked=True))
    return tuple(part for part in parts if part in found)


def _explain(kept: Sequence[Part], parts: Sequence[Part], impossible: Impossible, *, checked: bool) -> tuple[Part, ...]:
    """What of `parts` makes `kept` impossible; `checked` where `kept` is known not to be by itself."""
    if not checked and impossible(kept):
        return ()
    if len(parts) <= 1:
        return tuple(parts)
    half = len(parts) // 2
    one, other = parts[:half], parts[half:]
    of_other = _explain((*kept, *one), other, impossible, checked=False)
    of_one = _explain((*kept, *of_other), one, impossible, checked=not of_other)
    return (*of_one, *of_other)


def around_the_mandatory(problem: Problem) -> Problem:
    """The part of a problem that decides whether what is mandatory can be done: nobody else is in anybody's way."""
    ids = {task.id for task in problem.tasks if task.must or any(_gives(mode) for mode in task.modes)}
    while True:
        wider = ids | {link.before for link in problem.precedences if link.after in ids}
        wider |= {one for need in problem.any_of if need.after in ids for one in need.providers}
        wider |= {one for group in problem.together if ids & set(group) for one in group}
        if wider == ids:
            break
        ids = wider
    return replace(
        problem,
        tasks=tuple(_worthless(task) for task in sorted(problem.tasks, key=by_id) if task.id in ids),
        precedences=tuple(sorted((link for link in problem.precedences if link.after in ids), key=repr)),
        any_of=tuple(sorted((need for need in problem.any_of if need.after in ids), key=repr)),
        exclusions=tuple(sorted(pair for pair in problem.exclusions if ids >= set(pair))),
        together=tuple(sorted(group for group in problem.together if ids >= set(group))),
        resources=tuple(sorted(problem.resources, key=by_id)),
    )


def parts_of(problem: Problem) -> Iterator[Part]:
    """Every demand that could be left out: who must be done, what ties them, and what there is where it can bind."""
    yield from (Part("must", which) for which, task in enumerate(problem.tasks) if task.must)
    yield from (Part("first", which) for which in range(len(problem.precedences)))
    yield from (Part("given", which) for which in range(len(problem.any_of)))
    yield from (Part("not both", which) for which in range(len(problem.exclusions)))
    yield from (Part("together", which) for which in range(len(problem.together)))
    for which, resource in enumerate(problem.resources):
        most = _most(problem, resource)
        yield from (Part("room", which, slot) for slot, there in enumerate(resource.capacity) if most[slot] > there)


def only(problem: Problem, parts: Sequence[Part]) -> Problem:
    """The problem with only those of its demands; windows, ways and lengths stay."""
    kept = frozenset(parts)

    def of(kind: Kind, which: int, slot: int = 0) -> bool:
        return Part(kind, which, slot) in kept

    return replace(
        problem,
        tasks=tuple(replace(task, mandatory=of("must", which)) for which, task in enumerate(problem.tasks)),
        precedences=tuple(link for which, link in enumerate(problem.precedences) if of("first", which)),
        any_of=tuple(need for which, need in enumerate(problem.any_of) if of("given", which)),
        exclusions=tuple(pair for which, pair in enumerate(problem.exclusions) if of("not both", which)),
        together=tuple(group for which, group in enumerate(problem.together) if of("together", which)),
        resources=tuple(
            replace(
                resource,
                capacity=tuple(
                    there if of("room", which, slot) else max(there, most)
                    for slot, (there, most) in enumerate(zip(resource.capacity, _most(problem, resource), strict=True))
                ),
            )
            for which, resource in enumerate(problem.resources)
        ),
    )


def _most(problem: Problem, resource: Resource) -> list[Number]:
    """What all tasks together, and hours bought for them, can draw at most in each slot."""
    most: list[Number] = [0] * len(resource.capacity)
    for task in problem.tasks:
        own: dict[int, Number] = {}
        for mode, start in task.placements():
            for slot, amount in draws(mode, start, resource).items():
                own[slot] = max(amount, own.get(slot, 0))
        for slot, amount in own.items():
            most[slot] += amount
    for other in problem.resources:
        if other.extra is not None and other.extra.paid_from == resource.id:
            for slot, units in enumerate(other.extra.ceiling):
                most[slot] += max(0, units) * other.extra.amount
    return most


def _gives(mode: Mode) -> bool:
    return any(amount < 0 for amounts in mode.use.values() for amount in amounts)


def _worthless(task: Task) -> Task:
    # A fixed start becomes the only start, so that being mandatory alone says that it must be done.
    modes = tuple(
        replace(mode, value={start: 0 for placed, start in task.placements() if placed.id == mode.id})
        for mode in task.modes
    )
    return replace(task, modes=modes, mandatory=task.must, fixed_start=None, without=0)


def _told(city: City, preparation: Preparation, problem: Problem, part: Part) -> Related:
    if part.kind == "must":
        return _told_must(city, preparation, problem.tasks[part.which])
    if part.kind == "first":
        link: Precedence = problem.precedences[part.which]
        return link_at(city, link.before, link.after)
    if part.kind == "given":
        need: AnyOf = problem.any_of[part.which]
        return given_at(city, need.after, need.providers)
    if part.kind == "not both":
        return rivals_at(city, *problem.exclusions[part.which])
    if part.kind == "together":
        one, other, *_ = problem.together[part.which]
        return partners_at(city, one, other)
    return supply_at(city, preparation, problem.resources[part.which].id, part.slot)


def _told_must(city: City, preparation: Preparation, task: Task) -> Related:
    must = must_at(city, preparation, task.id)
    starts = sorted({start for _, start in task.placements()})
    if not starts:
        return must
    at = preparation.timeline.period
    text = msg(
        "{text}, and can start from {first} to {last}",
        text=must.message,
        first=str(at(starts[0])),
        last=str(at(starts[-1])),
    )
    return replace(must, message=text)
