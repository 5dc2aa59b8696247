"""Costs that are not shared in solidarity: systems without a key, shown apart (D23).

A single payer pays the whole. Where several pay and no key is on record, nothing
is split: how they share it is not ours to guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from itgov.allocate.cost import in_use
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.system import CostCategory, System


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
    """A part of a system's cost in a year that none or several pay, with no key to split it by.

    `payer_ids` are administrations and funders, sorted; `message` says what is known.
    """

    source_id: str
    part_number: int
    year: int
    ore: int
    category: CostCategory
    payer_ids: tuple[str, ...]
    message: Message


def direct_costs(city: City, years: Iterable[int]) -> tuple[DirectCost, ...]:
    """Costs with one payer, sorted by system, part and year.

    The payers are those that fund the system; its users where none is named.
    """
    return tuple(
        DirectCost(system.id, number, year, ore, category, payers_of(system)[0])
        for system, number, year, ore, category in _costs(city, years)
        if len(payers_of(system)) == 1
    )


def unkeyed_costs(city: City, years: Iterable[int]) -> tuple[UnkeyedCost, ...]:
    """Costs with no payer or several, sorted by system, part and year."""
    return tuple(
        UnkeyedCost(system.id, number, year, ore, category, payers_of(system), _message(system))
        for system, number, year, ore, category in _costs(city, years)
        if len(payers_of(system)) != 1
    )


def payers_of(system: System) -> tuple[str, ...]:
    """Ids of who pays for a system without a key, sorted: its funders, or its users where none is named."""
    return tuple(sorted(set(system.funded_by or system.used_by)))


def _costs(city: City, years: Iterable[int]) -> list[tuple[System, int, int, int, CostCategory]]:
    """System, part number, year, öre and category of every cost without a key, in order."""
    asked = sorted(set(years))
    return [
        (system, number, year, cost.amount, cost.category)
        for system in sorted(city.systems.values(), key=lambda system: system.id)
        if system.key is None
        for number, cost in enumerate(system.yearly_cost, start=1)
        for year in asked
        if in_use(system, year)
    ]


def _message(system: System) -> Message:
    if not payers_of(system):
        return msg("nobody is on record as paying for it: add används av (`used_by`) or finansieras av (`funded_by`)")
    if system.funded_by:
        return msg("paid by those that fund it, no key on record")
    return msg("paid by its users, no key on record")
