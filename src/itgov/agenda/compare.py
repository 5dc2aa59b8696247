"""Two plans beside each other: what comes in, goes out and moves, and what it does to money and hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itgov.agenda.plan import Chosen, Load, Plan
from itgov.agenda.supply import Sort
from itgov.agenda.valuation import Parts
from itgov.model.initiative import Pot


@dataclass(frozen=True, slots=True)
class Moved:
    """An initiative that both plans hold, in another way or from another period."""

    before: Chosen
    after: Chosen


@dataclass(frozen=True, slots=True)
class Shift:
    """What two plans use and have of one shared thing in one year, hours or öre; fixed work included."""

    sort: Sort
    of: str
    pot: Pot | None
    year: int
    used_before: int
    used_after: int
    there_before: int
    there_after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs from one plan to another, each list by id.

    `gain` is the difference of net benefit in öre, by parts in `parts`; `least` and `most` bound the difference
    between the best possible plans, which the gaps of the two leave open. They are None where a bound is missing.
    """

    entered: tuple[Chosen, ...]
    left: tuple[Chosen, ...]
    moved: tuple[Moved, ...]
    gain: int
    parts: Parts
    least: int | None
    most: int | None
    shifts: tuple[Shift, ...]


def compare(before: Plan, after: Plan) -> Comparison:
    """What changes from one plan to another; both must hold a plan (`value` is not None)."""
    old, new = ({one.id: one for one in plan.chosen} for plan in (before, after))
    value, changed = before.value or 0, after.value or 0
    return Comparison(
        entered=tuple(new[one] for one in sorted(new.keys() - old.keys())),
        left=tuple(old[one] for one in sorted(old.keys() - new.keys())),
        moved=tuple(
            Moved(old[one], new[one])
            for one in sorted(old.keys() & new.keys())
            if (old[one].way, old[one].start) != (new[one].way, new[one].start)
        ),
        gain=changed - value,
        parts=_difference(before.parts, after.parts),
        least=None if before.bound is None else changed - before.bound,
        most=None if after.bound is None else after.bound - value,
        shifts=tuple(_shifts(before, after)),
    )


def _difference(before: Parts, after: Parts) -> Parts:
    return Parts(
        after.benefit - before.benefit,
        after.operating_cost - before.operating_cost,
        after.one_off_cost - before.one_off_cost,
        after.hours_cost - before.hours_cost,
        after.unpriced - before.unpriced,
        after.promises - before.promises,
        after.bought_in - before.bought_in,
    )


_Key = tuple[Sort, str, Pot | None, int]


def _shifts(before: Plan, after: Plan) -> Iterator[Shift]:
    old, new = _by_year(before), _by_year(after)
    for key in sorted({*old, *new}, key=lambda one: (one[0], one[1], one[2] or "", one[3])):
        (used, there), (used_after, there_after) = old.get(key, (0, 0)), new.get(key, (0, 0))
        if (used, there) != (used_after, there_after):
            sort, of, pot, year = key
            yield Shift(sort, of, pot, year, used, used_after, there, there_after)


def _by_year(plan: Plan) -> dict[_Key, tuple[int, int]]:
    """Hours and money used and there, by year, bought ones too; rooms for one thing at a time have no sum."""
    found: dict[_Key, tuple[int, int]] = {}
    for load in plan.load:
        if load.sort in {"hours", "money"}:
            key = (load.sort, load.of, load.pot, _year_of(load))
            used, there = found.get(key, (0, 0))
            found[key] = used + load.used, there + load.there
    return found


def _year_of(load: Load) -> int:
    return load.slot if isinstance(load.slot, int) else load.slot.year
