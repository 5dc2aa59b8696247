"""Each cost line with its receivers, as the workbook shows them: weights, steps, shares, and how they are come by."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from itgov.allocate.cost import CostLine
from itgov.allocate.ends import Ends
from itgov.allocate.network import network, own_key_of, sender_of
from itgov.allocate.shares import Allocation
from itgov.allocate.weights import values_of
from itgov.message import Message
from itgov.model.city import City
from itgov.model.key import Key
from itgov.workbook.steps import MOST_WEIGHT, Steps, divided

Way = Literal["formula", "value", "none"]
"""Split by live formulas; told as values, since the weights are too wide for a spreadsheet; or not split."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """One that a line ends at, in öre: an administration, or what is nobody's (`network.BESIDE`).

    `order` settles ties, from 1. `weight` and `steps` are None where the line is told as values; `of_key` where the
    weight is the receiver's value in the line's key.
    """

    id: str
    order: int
    ore: int
    share: Fraction
    weight: int | None = None
    of_key: bool = False
    steps: Steps | None = None


@dataclass(frozen=True, slots=True)
class Parted:
    """One cost line; `why` where it is not split."""

    line: CostLine
    way: Way
    receivers: tuple[Receiver, ...] = ()
    why: Message | None = None


def parted(city: City, allocation: Allocation) -> tuple[Parted, ...]:
    """Every line of a split, in its order."""
    ends = _ends(city, allocation)
    why = {line.order: one.why for one in allocation.unsplit for line in one.lines}
    books: dict[tuple[str, str, int, int], dict[str, int]] = defaultdict(dict)
    for cell in allocation.cells:
        books[cell.source_id, cell.kind, cell.part_number, cell.year][cell.administration_id] = cell.ore
    for one in allocation.beside:
        books[one.line.order][one.kind] = one.ore
    return tuple(
        Parted(line, "none", why=why[line.order])
        if line.order in why
        else _parted(city.keys.get(line.key_id), line, books[line.order], ends[line.order])
        for line in allocation.lines
    )


def values_year(key: Key, year: int) -> int | None:
    """The year whose values count in `year`, for a key that has them by year; None for any other."""
    return max((one for one in key.per_year if one <= year), default=None)


def _ends(city: City, allocation: Allocation) -> dict[tuple[str, str, int, int], Ends]:
    found: dict[tuple[str, str, int, int], Ends] = {}
    for year in allocation.years:
        lines = [line for line in allocation.lines if line.year == year]
        ends = network(city, year, lines).ends
        for line in lines:
            name = sender_of(line.source_id, line.key_id, own_key_of(city, line))
            if name in ends:
                found[line.order] = ends[name]
    return found


def _parted(key: Key | None, line: CostLine, books: dict[str, int], ends: Ends) -> Parted:
    names = sorted(books)
    by_name = dict(zip(ends.ids, ends.weights, strict=True))
    exact = [by_name.get(name, 0) for name in names]
    of_key = _of_key(key, line.year, names, exact, ends.of)
    weights = exact if of_key is None else of_key
    shares = [Fraction(weight, ends.of) for weight in exact]
    if sum(weights) > MOST_WEIGHT:
        receivers = [Receiver(name, at, books[name], shares[at - 1]) for at, name in enumerate(names, 1)]
        return Parted(line, "value", tuple(receivers))
    steps = divided(line.ore, weights)
    return Parted(
        line,
        "formula",
        tuple(
            Receiver(name, at + 1, books[name], shares[at], weights[at], of_key is not None, steps[at])
            for at, name in enumerate(names)
        ),
    )


def _of_key(key: Key | None, year: int, names: list[str], exact: list[int], of: int) -> list[int] | None:
    """The key's values where they are the weights, in the same proportions; None where the shares come otherwise."""
    if key is None or key.basis not in {"values", "per_year"} or key.shares or key.bounds or key.unassigned:
        return None
    values = values_of(key, year)
    if not all(name in values for name in names):
        return None
    found = [values[name] for name in names]
    whole = sum(found)
    same = all(value * of == weight * whole for value, weight in zip(found, exact, strict=True))
    return found if same and whole else None
