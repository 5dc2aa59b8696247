"""The smallest change that would let an initiative into a plan as it stands, everybody else keeping their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from itgov.agenda.build import Preparation
from itgov.agenda.explain import missing
from itgov.agenda.problem import Choice, Placement, mode_of, value_of
from itgov.agenda.supply import Sort
from itgov.agenda.verify import Violation, verify
from itgov.message import Message, msg
from itgov.model.initiative import Pot
from itgov.model.period import Period


@dataclass(frozen=True, slots=True)
class Lack:
    """What is missing of one shared thing in one slot: hours, öre, or room for so many changes more."""

    sort: Sort
    of: str
    pot: Pot | None
    slot: Period | int
    amount: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A way into the plan: done in `way` from `start`, it adds `value` öre, once what it `lacks` is there."""

    way: str
    start: Period
    value: int
    lacks: tuple[Lack, ...]


def smallest_entry(preparation: Preparation, choice: Choice, one: str) -> Entry | None:
    """The entry that lacks least, where room is all that is missing; None where nothing but room would do.

    Least is: the fewest shared things; then the smallest share of what there is, the largest such share first;
    then the greatest value, then the earliest start. Whoever adds what it lacks has a plan that keeps every
    promise and is worth more by `value`, which `verify` has seen, or by more, where hours it lacks would else have
    been bought. It need not be the best plan then.
    """
    found = sorted(_entries(preparation, choice, one), key=lambda entry: entry[0])
    return found[0][1] if found else None


def why_no_entry(preparation: Preparation, choice: Choice, one: str) -> tuple[Message, ...]:
    """What keeps an initiative out beside all others that no room makes up for, where it has fewest such hindrances."""
    problem, before = preparation.problem, value_of(preparation.problem, choice)
    trials = ({**choice, one: (mode.id, start)} for mode, start in problem.task_by_id[one].placements())
    hindrances = [
        [violation for violation in verify(problem, trial) if violation.resource is None]
        for trial in trials
        if value_of(problem, trial) > before
    ]
    if not hindrances:
        return (msg("at no start would it add net benefit"),)
    return tuple(missing(preparation, violation) for violation in min(hindrances, key=len))


def entry_at(preparation: Preparation, choice: Choice, one: str, placement: Placement) -> Entry | None:
    """What a placement that its own limits allow lacks beside all others; None where more than room is missing.

    `value` is what it adds over what the choice holds of it now, and may be below 0.
    """
    task, (way, start) = preparation.problem.task_by_id[one], placement
    broken = verify(preparation.problem, {**choice, one: placement})
    if any(violation.resource is None for violation in broken):
        return None
    held = choice.get(one)
    before = task.without if held is None else mode_of(task, held[0]).value[held[1]]
    lacks = tuple(_lack(preparation, violation) for violation in broken)
    return Entry(way, preparation.timeline.period(start), int(mode_of(task, way).value[start] - before), lacks)


_Order = tuple[int, Fraction, int, int, str]


def _entries(preparation: Preparation, choice: Choice, one: str) -> Iterator[tuple[_Order, Entry]]:
    problem, timeline = preparation.problem, preparation.timeline
    task = problem.task_by_id[one]
    for mode, start in task.placements():
        trial = {**choice, one: (mode.id, start)}
        value = int(value_of(problem, trial) - value_of(problem, choice))
        if value <= 0:
            continue
        broken = verify(problem, trial)
        if any(violation.resource is None for violation in broken):
            continue
        lacks = tuple(_lack(preparation, violation) for violation in broken)
        order = (len({violation.resource for violation in broken}), _share(preparation, broken), -value, start, mode.id)
        yield order, Entry(mode.id, timeline.period(start), value, lacks)


def _lack(preparation: Preparation, violation: Violation) -> Lack:
    supply = preparation.supplies[str(violation.resource)]
    place = violation.slot or 0
    slot = preparation.timeline.years[place] if supply.sort == "money" else preparation.timeline.period(place)
    # A part of an hour or an öre cannot be given.
    return Lack(supply.sort, supply.of, supply.pot, slot, -(-violation.by_how_much // 1))


def _share(preparation: Preparation, broken: tuple[Violation, ...]) -> Fraction:
    """The largest share of what there is, before anything is taken, that is missing; 0 where nothing is."""
    shares = (
        Fraction(
            violation.by_how_much, max(1, preparation.supplies[str(violation.resource)].capacity[violation.slot or 0])
        )
        for violation in broken
    )
    return max(shares, default=Fraction(0))
