"""Any number of plans beside each other: what each is worth, what it holds when, and what it draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itgov.agenda.plan import Chosen, Plan
from itgov.agenda.supply import Sort
from itgov.model.initiative import Pot


@dataclass(frozen=True, slots=True)
class Line:
    """One initiative that not all plans hold alike: its place in each, None where a plan does not hold it."""

    id: str
    places: tuple[Chosen | None, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What each plan uses and has of one shared thing over all its periods, hours or öre; fixed work included.

    What is there counts what is carried in and what is bought.
    """

    sort: Sort
    of: str
    pot: Pot | None
    used: tuple[int, ...]
    there: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Plans by column: `lines` differ between them, `alike` is how many initiatives all hold in the same way."""

    plans: tuple[Plan, ...]
    lines: tuple[Line, ...]
    alike: int
    shared: tuple[Shared, ...]


def beside(plans: Sequence[Plan]) -> Beside:
    """The plans side by side; each must hold a plan (`value` is not None). Lines by id, shared by sort and id.

    Shared things that no plan has or uses are left out.
    """
    held = [{one.id: one for one in plan.chosen} for plan in plans]
    lines = [Line(one, tuple(plan.get(one) for plan in held)) for one in sorted({one for plan in held for one in plan})]
    differing = tuple(line for line in lines if len({_spot(place) for place in line.places}) > 1)
    return Beside(tuple(plans), differing, len(lines) - len(differing), tuple(_shared(plans)))


def _spot(place: Chosen | None) -> tuple[str, str] | None:
    return None if place is None else (place.way, str(place.start))


_Key = tuple[Sort, str, Pot | None]


def _shared(plans: Sequence[Plan]) -> list[Shared]:
    sums = [_sums(plan) for plan in plans]
    keys = sorted({key for one in sums for key in one}, key=lambda key: (key[0], key[1], key[2] or ""))
    found = []
    for key in keys:
        pairs = [one.get(key, (0, 0)) for one in sums]
        if any(used or there for used, there in pairs):
            found.append(Shared(*key, tuple(used for used, _ in pairs), tuple(there for _, there in pairs)))
    return found


def _sums(plan: Plan) -> dict[_Key, tuple[int, int]]:
    found: dict[_Key, tuple[int, int]] = {}
    for load in plan.load:
        if load.sort in {"hours", "money"}:
            used, there = found.get((load.sort, load.of, load.pot), (0, 0))
            found[load.sort, load.of, load.pot] = used + load.used, there + load.there
    return found
