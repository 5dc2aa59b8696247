"""What systems cost beside the lines that are split, shown apart so that nothing is silent (D23).

A cost that a delivery carries is charged there, and only told here. Of the others,
those without a key are not shared in solidarity: a single payer pays the whole. Where
several pay and no key is on record, nothing is split: how they share it is not ours
to guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from itgov.allocate.cost import in_use
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.system import CostCategory, System

_Cost = tuple[System, int, int, int, CostCategory]
"""A system, its part's number, the year, öre and the part's category."""


@dataclass(frozen=True, slots=True)
class DirectCost:
    """A part of a system's cost in a year that its single payer pays; `payer_id` is an administration or a funder."""

    source_id: str
    part_number: int
    year: int
    ore: int
    category: CostCategory
    payer_id: str


@dataclass(frozen=True, slots=True)
class UnkeyedCost:
    """A part of a system's cost in a year that several pay, with no key to split it by.

    `payer_ids` are administrations and funders, sorted; `message` says what is known.
    """

    source_id: str
    part_number: int
    year: int
    ore: int
    category: CostCategory
    payer_ids: tuple[str, ...]
    message: Message


@dataclass(frozen=True, slots=True)
class CarriedCost:
    """A part of a system's cost in a year that a delivery's cost parts carry: in no sum, or it would count twice."""

    source_id: str
    delivery_id: str
    part_number: int
    year: int
    ore: int
    category: CostCategory


def carried_costs(city: City, years: Iterable[int]) -> tuple[CarriedCost, ...]:
    """Costs of systems that name the delivery they are part of, with a key or without, by system, part and year."""
    return tuple(
        CarriedCost(system.id, system.in_delivery, number, year, ore, category)
        for system, number, year, ore, category in _costs(city, years)
        if system.in_delivery is not None
    )


def direct_costs(city: City, years: Iterable[int]) -> tuple[DirectCost, ...]:
    """Costs with one payer, sorted by system, part and year.

    The payers are those that fund the system; its users where none is named.
    """
    return tuple(
        DirectCost(system.id, number, year, ore, category, payers_of(system)[0])
        for system, number, year, ore, category in _unshared(city, years)
        if len(payers_of(system)) == 1
    )


def unkeyed_costs(city: City, years: Iterable[int]) -> tuple[UnkeyedCost, ...]:
    """Costs with several payers, sorted by system, part and year."""
    return tuple(
        UnkeyedCost(system.id, number, year, ore, category, payers_of(system), _message(system))
        for system, number, year, ore, category in _unshared(city, years)
        if len(payers_of(system)) > 1
    )


def payers_of(system: System) -> tuple[str, ...]:
    """Ids of who pays for a system without a key, sorted: its funders, or its users where none is named."""
    return tuple(sorted(set(system.funded_by or system.used_by)))


def _unshared(city: City, years: Iterable[int]) -> Iterator[_Cost]:
    """Every cost that no key splits and no delivery carries, in order."""
    return (cost for cost in _costs(city, years) if cost[0].key is None and cost[0].in_delivery is None)


def _costs(city: City, years: Iterable[int]) -> Iterator[_Cost]:
    """Every cost of a system in use, sorted by system, part and year."""
    asked = sorted(set(years))
    return (
        (system, number, year, cost.amount, cost.category)
        for system in sorted(city.systems.values(), key=lambda system: system.id)
        for number, cost in enumerate(system.yearly_cost, start=1)
        for year in asked
        if in_use(system, year)
    )


def _message(system: System) -> Message:
    if system.funded_by:
        return msg("paid by those that fund it, no key on record")
    return msg("paid by its users, no key on record")
