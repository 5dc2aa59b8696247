"""Where a cost goes that is no line of the split: a system that a delivery carries, one without a key, a contract.

A contract's cost is in that of the systems it covers, under licences and support fees, as far as these reach; what they
do not hold is in no split, and is told so. A system's cost is borne as the delivery that carries it, by its own key, by
the one who pays it alone, or by several of whom no key says who bears what. Each portion is split once, by the exact
shares in which its bearer's cost ends, and no amount here is added to the split: it is in it already, or outside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from itgov.allocate.cost import CostLine, in_force, in_use, is_shared
from itgov.allocate.direct import payers_of
from itgov.allocate.network import UNASSIGNED, UNUSED, Network, network, own_key_of, sender_of
from itgov.allocate.remainder import split
from itgov.allocate.shares import Allocation
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.contract import Contract
from itgov.model.system import CostCategory, System

Way = Literal["delivery", "key", "payer", "no_key", "not_given", "not_split", "nowhere"]
SUPPLIED: tuple[CostCategory, ...] = ("licences", "support_fees")
"""What of a system's cost is paid under a contract with its supplier."""
_LEFT = ""


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a cost in one year, and who pays it; öre.

    `source_id` is the system whose cost it stands in, or the contract where it is in no system's cost. `via_id` is the
    record whose lines it is borne as, or who pays it alone. `to` is by administration or funder, in order; `left_ore`
    is what nobody is known to pay, and `why` says why.
    """

    source_id: str
    year: int
    ore: int
    way: Way
    via_id: str | None = None
    to: tuple[tuple[str, int], ...] = ()
    unused_ore: int = 0
    unassigned_ore: int = 0
    left_ore: int = 0
    why: Message | None = None

    @property
    def difference_ore(self) -> int:
        """The portion less all that is told of it: 0."""
        return self.ore - sum(ore for _, ore in self.to) - self.unused_ore - self.unassigned_ore - self.left_ore


def of_system(city: City, allocation: Allocation, system_id: str, part: int | None = None) -> tuple[Portion, ...]:
    """What a system costs, or one part of it, in each year when it is used; nothing where its own key splits it."""
    system = city.systems[system_id]
    if is_shared(system):
        return ()
    ore = sum(one.amount for number, one in enumerate(system.yearly_cost, start=1) if part in {None, number})
    bearers = _Bearers(city, allocation)
    return tuple(bearers.portion(system, year, ore) for year in allocation.years if ore and in_use(system, year))


def of_contract(city: City, allocation: Allocation, contract_id: str) -> tuple[Portion, ...]:
    """What a contract costs in each year, system by system, and last what is in no system's cost.

    Where the systems hold more under licences and support fees than it costs, they share it by what they hold.
    """
    contract, bearers = city.contracts[contract_id], _Bearers(city, allocation)
    return tuple(one for year in allocation.years for one in _in_year(city, contract, year, bearers))


def held_by(city: City, contract: Contract, year: int) -> dict[str, int]:
    """What each system that a contract covers holds of its cost in a year: licences and support fees, öre by id."""
    systems = (city.systems.get(name) for name in sorted({one.system for one in contract.covers}))
    return {
        system.id: max(sum(one.amount for one in system.yearly_cost if one.category in SUPPLIED), 0)
        for system in systems
        if system is not None and in_use(system, year)
    }


def _in_year(city: City, contract: Contract, year: int, bearers: _Bearers) -> Iterator[Portion]:
    cost, holds = contract.cost_per_year or 0, held_by(city, contract, year)
    held = sum(holds.values())
    for name, ore in split(min(cost, held), holds).items() if held else ():
        if ore:
            yield bearers.portion(city.systems[name], year, ore)
    if cost > held:
        yield Portion(contract.id, year, cost - held, "nowhere", left_ore=cost - held)


class _Bearers:
    """Who bears the systems' costs, year by year; each year's network is made once."""

    def __init__(self, city: City, allocation: Allocation) -> None:
        self._city = city
        self._allocation = allocation
        self._unsplit = {line.order: one.why for one in allocation.unsplit for line in one.lines}
        self._networks: dict[int, Network] = {}

    def portion(self, system: System, year: int, ore: int) -> Portion:
        """So much of a system's cost, and who bears it."""
        delivery = self._city.deliveries.get(system.in_delivery or "")
        if system.in_delivery is not None:
            if delivery is None or not in_force(delivery, year):
                why = msg("“{delivery}” is not given in {year}", delivery=system.in_delivery, year=str(year))
                return Portion(system.id, year, ore, "not_given", system.in_delivery, left_ore=ore, why=why)
            return self._as_lines(system.id, delivery.id, "delivery", year, ore)
        if is_shared(system):
            return self._as_lines(system.id, system.id, "key", year, ore)
        payers = payers_of(system)
        if len(payers) == 1:
            return Portion(system.id, year, ore, "payer", payers[0], to=((payers[0], ore),))
        why = msg("{payers} pay it, and no key says who bears what", payers=", ".join(payers))
        return Portion(system.id, year, ore, "no_key", left_ore=ore, why=why)

    def _as_lines(self, system_id: str, source_id: str, way: Way, year: int, ore: int) -> Portion:
        """As the lines of a delivery or system end, each by its size; a credit among them moves nobody's share."""
        lines = [one for one in self._allocation.lines if one.year == year and one.source_id == source_id]
        counted = [one for one in lines if one.ore > 0] or lines
        weights: dict[str, Fraction] = {}
        for line in counted:
            for name, share in self._ends(line).items():
                weights[name] = weights.get(name, Fraction(0)) + share * (abs(line.ore) or 1)
        whys = [self._unsplit[one.order] for one in counted if one.order in self._unsplit]
        if not weights:
            why = msg("“{source}” has no cost on record for {year}", source=source_id, year=str(year))
            return Portion(system_id, year, ore, "not_split", source_id, left_ore=ore, why=why)
        shares = split(ore, weights)
        return Portion(
            system_id,
            year,
            ore,
            way if set(weights) != {_LEFT} else "not_split",
            source_id,
            to=tuple((name, share) for name, share in shares.items() if name not in {UNUSED, UNASSIGNED, _LEFT}),
            unused_ore=shares.get(UNUSED, 0),
            unassigned_ore=shares.get(UNASSIGNED, 0),
            left_ore=shares.get(_LEFT, 0),
            why=whys[0] if whys else None,
        )

    def _ends(self, line: CostLine) -> Mapping[str, Fraction]:
        """Where a line ends, exact; all of it nowhere where it is not split."""
        if line.order in self._unsplit:
            return {_LEFT: Fraction(1)}
        ends = self._network(line.year).ends[sender_of(line.source_id, line.key_id, own_key_of(self._city, line))]
        return {name: Fraction(weight, ends.of) for name, weight in zip(ends.ids, ends.weights, strict=True)}

    def _network(self, year: int) -> Network:
        if year not in self._networks:
            lines = [one for one in self._allocation.lines if one.year == year]
            self._networks[year] = network(self._city, year, lines)
        return self._networks[year]
