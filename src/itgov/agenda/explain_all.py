"""Why not mine, for everyone: each initiative that is not in a plan, or starts later than it could, with its price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from itgov.agenda.build import Preparation
from itgov.agenda.entry import Entry, entry_at, smallest_entry
from itgov.agenda.explain import missing
from itgov.agenda.plan import Chosen, Plan
from itgov.agenda.problem import Choice, Placement, mode_of
from itgov.agenda.proposal import choice_of
from itgov.agenda.verify import verify
from itgov.agenda.wishes import NODES, Base, Granted, Tell, Wish, grant
from itgov.message import Message, msg
from itgov.model.period import Period

Kind = Literal["not_chosen", "moved"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One initiative that does not have what it wants, and what having it would take.

    `wanted` is the start it would have had where it is in the plan, but later. Forcing it costs from `least` to
    `most` öre of net benefit, equal where proven; both are None for one that no plan can hold, `most` alone where
    no plan that holds it was found (`impossible`: it is proven that there is none). The best plan found with it has
    `entered` besides it, has `left` out, and has moved `moved`. `entry` is the smallest change that lets it in beside
    all others, None where nothing but room would do.
    """

    id: str
    kind: Kind
    reasons: tuple[Message, ...]
    wanted: Period | None = None
    start: Period | None = None
    least: int | None = None
    most: int | None = None
    impossible: bool = False
    entered: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    entry: Entry | None = None


def explain_all(
    preparation: Preparation, plan: Plan, *, gap: Fraction, node_limit: int = NODES, tell: Tell | None = None
) -> tuple[Explanation, ...]:
    """Every judged initiative that `plan` does not hold, and every one it holds later than it could, by id.

    `preparation` is what the plan was made from. `gap` and `node_limit` are as for `grant`.
    """
    assert plan.value is not None
    choice = choice_of(plan)
    left_out = {one.id: one for one in plan.not_chosen if one.judged}
    late = {one.id: one for one in plan.postponed}
    wishes = [Wish(one) for one in sorted(left_out) if one in preparation.permitted]
    wishes += [Wish(one, _wanted(preparation, line)) for one, line in sorted(late.items())]
    base = Base(choice, plan.value, plan.bound)
    granted = grant(preparation.problem, base, wishes, gap=gap, node_limit=node_limit, tell=tell)
    found = [
        Explanation(one, "not_chosen", line.reasons)
        for one, line in left_out.items()
        if one not in preparation.permitted
    ]
    for answer in granted:
        one = answer.wish.task
        line = late.get(one)
        if line is None:
            entry = smallest_entry(preparation, choice, one)
            found.append(_told(Explanation(one, "not_chosen", left_out[one].reasons, entry=entry), answer, choice))
        else:
            found.append(_told(_moved(preparation, choice, line), answer, choice))
    return tuple(sorted(found, key=lambda one: one.id))


def explain_late(
    preparation: Preparation, plan: Plan, one: str, *, gap: Fraction, node_limit: int = NODES
) -> Explanation | None:
    """As `explain_all`, for one that `plan` holds later than it could; None for any other."""
    line = next((line for line in plan.postponed if line.id == one), None)
    if line is None or plan.value is None:
        return None
    choice = choice_of(plan)
    wish, base = Wish(one, _wanted(preparation, line)), Base(choice, plan.value, plan.bound)
    (granted,) = grant(preparation.problem, base, (wish,), gap=gap, node_limit=node_limit)
    return _told(_moved(preparation, choice, line), granted, choice)


def _wanted(preparation: Preparation, line: Chosen) -> Placement:
    return line.way, preparation.timeline.horizon.index(line.wanted_start)


def _moved(preparation: Preparation, choice: Choice, line: Chosen) -> Explanation:
    placement = _wanted(preparation, line)
    return Explanation(
        line.id,
        "moved",
        tuple(_held_by(preparation, choice, line.id, placement)),
        wanted=line.wanted_start,
        start=line.start,
        entry=entry_at(preparation, choice, line.id, placement),
    )


def _held_by(preparation: Preparation, choice: Choice, one: str, placement: Placement) -> Iterator[Message]:
    """What keeps it from its wanted start, with all others where they are."""
    broken = verify(preparation.problem, {**choice, one: placement})
    for violation in broken:
        yield missing(preparation, violation)
    if not broken:
        task = preparation.problem.task_by_id[one]
        (way, start), (now, later) = placement, choice[one]
        if mode_of(task, way).value[start] <= mode_of(task, now).value[later]:
            yield msg("there is room for it then, but it is worth no more so early")
        else:
            yield msg("there is room for it in this plan, which is not proven to be the best")


def _told(explanation: Explanation, granted: Granted, base: Choice) -> Explanation:
    """The explanation with what was found by solving."""
    choice, one = granted.choice, explanation.id
    found = bool(choice)
    return replace(
        explanation,
        # Parts of an öre: inward would promise too much.
        least=int(granted.least // 1),
        most=None if granted.most is None else int(-(-granted.most // 1)),
        impossible=granted.impossible,
        entered=tuple(sorted(choice.keys() - base.keys() - {one})),
        left=tuple(sorted(base.keys() - choice.keys())) if found else (),
        moved=tuple(sorted(name for name in choice.keys() & base.keys() - {one} if choice[name] != base[name])),
    )
