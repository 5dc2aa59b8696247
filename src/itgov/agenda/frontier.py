"""What the agenda is worth against the money of one payer: the frontier, level by level, and what each step buys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from itgov.agenda.build import build
from itgov.agenda.changes import Changes, changed
from itgov.agenda.known import Answer, Limits, answered, tightened
from itgov.agenda.levels import Level
from itgov.agenda.plan import Plan
from itgov.model.city import City
from itgov.model.money import KRONA, round_half_up

MILLION = 1_000_000 * KRONA
"""Öre in a million kronor."""


@dataclass(frozen=True, slots=True)
class Step:
    """What comes with the money from the level before to this one.

    `money` is öre more; net benefit grows by `least` to `most` öre, equal where both levels are proven to the end,
    None where a bound is missing. `entered`, `left` and `moved` (in time, or to another way) are initiatives by id.
    """

    money: int
    least: int | None
    most: int | None
    entered: tuple[str, ...]
    left: tuple[str, ...]
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One level and its best plan; `step` is None for the lowest, and where the level before has no plan."""

    level: Level
    plan: Plan
    solved: bool
    step: Step | None


def bisecting(count: int) -> Iterator[int]:
    """The places 0 to count - 1 in the order that tells most early: both ends, then the middles between.

    A middle whose neighbours have plans and bounds close to each other needs no solve of its own.
    """
    spans = [(0, count - 1)]
    yield from sorted({0, count - 1}) if count else ()
    for low, high in spans:
        middle = (low + high) // 2
        if low < middle < high:
            yield middle
            spans += [(low, middle), (middle, high)]


def answer_for(city: City, changes: Changes, known: Sequence[Answer], limits: Limits) -> Answer:
    """The best plan for a city with more or less to share, from what is known already where that suffices."""
    altered = changed(city, changes, None)
    return answered(altered, build(altered), known, limits)


def line_of(levels: Sequence[Level], answers: Mapping[int, Answer], others: Sequence[Answer] = ()) -> tuple[Point, ...]:
    """The frontier through the levels that have an answer, rising; what each proves is used for all.

    More money never gives less: a plan is one for every level above it, a bound one for every level below it.
    Of plans of equal value the present one is taken where it fits, else that of the level before.
    """
    places, points, before = sorted(answers), list[Point](), list[Answer]()
    present = [answers[place] for place in places if levels[place].present]
    every = (*(answers[place] for place in places), *others)
    for place in places:
        answer = tightened(answers[place], (*present, *before[-1:], *every))
        step = _step(levels[place], answer.plan, points[-1]) if points else None
        points.append(Point(levels[place], answer.plan, answer.solved, step))
        before.append(answer)
    return tuple(points)


def per_million(gain: int, money: int) -> int:
    """Öre of net benefit for each million kronor of money, rounded, halves away from zero."""
    return round_half_up(Fraction(gain * MILLION, money))


def gain_between(before: Plan, after: Plan) -> tuple[int | None, int | None]:
    """The least and the most that the best plan gains from one problem to one with no less to share, in öre.

    Never below 0, since the best plan before is one after.
    """
    assert before.value is not None
    assert after.value is not None
    least = None if before.bound is None else max(0, after.value - before.bound)
    most = None if after.bound is None else max(0, after.bound - before.value)
    return least, most


def turnover(before: Plan, after: Plan) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The initiatives that only the later plan holds, that only the earlier one does, and that move; by id."""
    old, new = ({one.id: (one.way, one.start) for one in plan.chosen} for plan in (before, after))
    moved = (one for one in sorted(old.keys() & new.keys()) if old[one] != new[one])
    return tuple(sorted(new.keys() - old.keys())), tuple(sorted(old.keys() - new.keys())), tuple(moved)


def _step(level: Level, plan: Plan, before: Point) -> Step | None:
    if plan.value is None or before.plan.value is None:
        return None
    least, most = gain_between(before.plan, plan)
    return Step(level.total - before.level.total, least, most, *turnover(before.plan, plan))
