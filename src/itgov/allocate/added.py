"""The operating costs that an agenda adds, as lines of a source of their own: never in the sums of what is there.

Who bears a line is what its record says (`borne_by`): one administration, or a funder, alone; a delivery, as that
splits its own cost. A shared platform that a delivery bears is split by its expected take-up per administration and
year, so that the one who triggers it is not charged alone (D37).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from itgov.allocate.cost import CostLine, in_force, presence_of
from itgov.allocate.network import BESIDE, Network, network
from itgov.allocate.nominal import nominal
from itgov.allocate.planned import Planned, years_in_use
from itgov.allocate.remainder import CannotSplit, split
from itgov.allocate.shares import Unsplit, split_line
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.initiative import Initiative, OperatingCost

AddedWay = Literal["alone", "delivery", "take_up"]


@dataclass(frozen=True, slots=True)
class AddedLine:
    """One operating cost of one initiative in one year, in öre, split in one go.

    `number` counts the initiative's operating costs from 1. `shares` are by the id of who pays: an administration, a
    funder, or UNUSED and UNASSIGNED; empty where `why` says what keeps it from being split.
    """

    initiative_id: str
    number: int
    what: str
    year: int
    ore: int
    bearer_id: str
    way: AddedWay
    shares: Mapping[str, int]
    why: Message | None = None


def added_lines(city: City, planned: Iterable[Planned], years: Iterable[int]) -> tuple[AddedLine, ...]:
    """Every operating cost above 0 that the agenda adds in `years`, by initiative, number and year.

    From go-live on, in the first year by the planning periods in use, in the year's own kronor (`nominal`); rounded to
    the öre once, before it is split.
    """
    asked = sorted(set(years))
    prices = nominal(city)
    networks: dict[int, Network] = {}
    return tuple(
        line
        for one in sorted(planned, key=lambda one: one.initiative_id)
        for number, cost in enumerate(one.operating_costs, start=1)
        for year in asked
        if (ore := prices.ore(cost.per_year * years_in_use(one.go_live, year), year))
        for line in (_line(city, one, number, cost, year, ore, networks),)
    )


def take_up_of(initiative: Initiative, year: int) -> dict[str, int]:
    """Users by administration in a year: those stated for it, else for the last stated year before, else the first."""
    stated = sorted({one.year for one in initiative.take_up})
    if not stated:
        return {}
    holds = max((one for one in stated if one <= year), default=stated[0])
    users: dict[str, int] = {}
    for one in initiative.take_up:
        if one.year == holds:
            users[one.administration] = users.get(one.administration, 0) + one.users
    return users


def _line(
    city: City,
    one: Planned,
    number: int,
    cost: OperatingCost,
    year: int,
    ore: int,
    networks: dict[int, Network],
) -> AddedLine:
    initiative = city.initiatives[one.initiative_id]
    delivery = city.deliveries.get(cost.borne_by)
    way: AddedWay = "alone" if delivery is None else "delivery"
    if delivery is not None and initiative.track == "platform" and initiative.take_up:
        way = "take_up"
    shares: Mapping[str, int] = {}
    why = None
    try:
        shares = _shares(city, initiative, delivery, way, cost.borne_by, year, ore, networks)
    except CannotSplit as error:
        why = error.message
    return AddedLine(one.initiative_id, number, cost.what, year, ore, cost.borne_by, way, shares, why)


def _shares(
    city: City,
    initiative: Initiative,
    delivery: Delivery | None,
    way: AddedWay,
    bearer: str,
    year: int,
    ore: int,
    networks: dict[int, Network],
) -> dict[str, int]:
    if delivery is None:
        return {bearer: ore}
    if way == "take_up":
        return {name: share for name, share in split(ore, take_up_of(initiative, year)).items() if share}
    return _as_delivery(city, delivery, year, ore, networks)


def _as_delivery(city: City, delivery: Delivery, year: int, ore: int, networks: dict[int, Network]) -> dict[str, int]:
    """As the delivery's own cost ends; CannotSplit where it is not given in the year, or cannot be split."""
    if not in_force(delivery, year):
        raise CannotSplit(msg("“{delivery}” is not given in {year}", delivery=delivery.id, year=str(year)))
    if year not in networks:
        networks[year] = network(city, year, list(_one_each(city, year)))
    line = _as_line(city, delivery, year, ore)
    found = split_line(city, line, networks[year], {})
    if isinstance(found, Unsplit):
        raise CannotSplit(found.why)
    shares = dict(zip(found.row.ids, found.row.ore, strict=True)) | {one.kind: one.ore for one in found.beside}
    return {name: share for name, share in shares.items() if share or name in BESIDE}


def _one_each(city: City, year: int) -> Iterator[CostLine]:
    for delivery in city.deliveries.values():
        if in_force(delivery, year):
            yield _as_line(city, delivery, year, 0)


def _as_line(city: City, delivery: Delivery, year: int, ore: int) -> CostLine:
    """A cost of the delivery, as if it were a part of it that its own key splits."""
    return CostLine(
        source_id=delivery.id,
        kind="delivery",
        part="",
        part_number=0,
        year=year,
        ore=ore,
        category="other",
        behaviour=None,
        key_id=delivery.key,
        recipients=tuple(presence_of(city, delivery, year)),
    )


def sum_by_administration(lines: Iterable[AddedLine]) -> dict[tuple[str, int], int]:
    """What each pays of added lines in each year, in öre by id and year."""
    sums: dict[tuple[str, int], int] = {}
    for line in lines:
        for name, ore in line.shares.items():
            sums[name, line.year] = sums.get((name, line.year), 0) + ore
    return sums
