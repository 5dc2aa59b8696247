"""A city's deliveries and shared systems in one year as senders, who pass their cost on: what `flow` solves.

Each has one sender; a cost part with a key of its own has one more, for what that key splits, which serves the same
deliveries. Whom a sender serves is read in this order:

1. What its capacity leaves unused, where it has one, goes to a line of its own.
2. The deliveries that it serves get their share, or their units of its volume.
3. The rest goes to the administrations that share it, by its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from itgov.allocate.cost import CostLine, in_force, presence_of
from itgov.allocate.flow import CannotPass, Ends, Sender, ends_of, gross_of, passing_on
from itgov.allocate.remainder import CannotSplit
from itgov.allocate.weights import Presence, shares_of
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.serves import Serves
from itgov.model.system import System

UNUSED, UNASSIGNED = "UNUSED", "UNASSIGNED"
"""Final receivers that are no administrations: no id is written in capitals."""
BESIDE = (UNUSED, UNASSIGNED)


class NoKey(CannotSplit):
    """There is no such key."""


@dataclass(frozen=True, slots=True)
class Network:
    """One year's senders, by `sender_of`; and why others cannot pass their cost on."""

    year: int
    senders: Mapping[str, Sender]
    ends: Mapping[str, Ends]
    failed: Mapping[str, CannotSplit | CannotPass]

    def gross(self, city: City, costs: Mapping[str, int]) -> dict[str, Fraction]:
        """What each sender passes on in all, of its own öre in `costs` and of what it is passed."""
        setting = city.settings.allocation
        return gross_of(self.senders.values(), costs, setting.method, steps_order(setting.order, self.senders))


def steps_order(order: Iterable[str], senders: Iterable[str]) -> tuple[str, ...]:
    """The order of the steps with every sender in it: those of parts with a key of their own after their delivery."""
    of: dict[str, list[str]] = {}
    for name in sorted(senders):
        of.setdefault(name.partition("/")[0], []).append(name)
    return tuple(name for one in order for name in of.get(one, (one,)))


def sender_of(source_id: str, key_id: str, own_key: str) -> str:
    """The name of the sender for what `key_id` splits of a record's cost, whose own key is `own_key`."""
    return source_id if key_id == own_key else f"{source_id}/{key_id}"


def own_key_of(city: City, line: CostLine) -> str:
    """The key of the record that a line is of, which may not be the one that splits it; "" for a record without."""
    record = city.deliveries.get(line.source_id) if line.kind == "delivery" else city.systems.get(line.source_id)
    return (record.key if record is not None else None) or ""


def network(city: City, year: int, lines: Iterable[CostLine], before: Network | None = None) -> Network:
    """The senders of a year's cost lines, and of the deliveries that these pass through.

    Those that cannot pass their cost on, by their own key or because of one that they serve, are told as failed.
    `before` is another year's: where nothing differs, nothing is solved again.
    """
    setting = city.settings.allocation
    senders: dict[str, Sender] = {}
    failed: dict[str, CannotSplit | CannotPass] = {}
    for source, key_id in _sources(city, year, lines):
        name = sender_of(source.id, key_id, source.key or "")
        try:
            senders[name] = _sender(city, source, key_id, name, year)
        except (CannotSplit, CannotPass) as error:
            failed[name] = error
    _spread(senders, failed)
    if before is not None and before.senders == senders:
        return replace(before, year=year, failed=failed)
    order = steps_order(setting.order, senders)
    try:
        ends = ends_of(senders.values(), setting.method, order)
    except CannotPass as error:
        # Those that pass nothing on to others are split all the same.
        failed.update({name: error for name, one in senders.items() if one.to_senders})
        senders = {name: one for name, one in senders.items() if not one.to_senders}
        ends = ends_of(senders.values(), setting.method, order)
    return Network(year, senders, ends, failed)


def counted(city: City, found: Network) -> dict[str, Sender]:
    """The senders with the shares that count by the city's method."""
    setting = city.settings.allocation
    return passing_on(found.senders.values(), setting.method, steps_order(setting.order, found.senders))


def _sources(city: City, year: int, lines: Iterable[CostLine]) -> Iterator[tuple[Delivery | System, str]]:
    """Each record and key that something is split by: those of the lines, and of deliveries that are served."""
    seen: set[tuple[str, str]] = set()
    waiting: list[tuple[Delivery | System, str]] = []
    for line in lines:
        record = city.deliveries.get(line.source_id) if line.kind == "delivery" else city.systems.get(line.source_id)
        if record is not None:
            waiting.append((record, line.key_id))
    while waiting:
        source, key_id = waiting.pop()
        if (source.id, key_id) in seen:
            continue
        seen.add((source.id, key_id))
        yield source, key_id
        for one in source.serves:
            served = city.deliveries.get(one.delivery)
            if served is not None and in_force(served, year):
                waiting.append((served, served.key))


def _sender(city: City, source: Delivery | System, key_id: str, name: str, year: int) -> Sender:
    unused = _unused(source, year)
    rest = 1 - unused
    to_senders: dict[str, Fraction] = {}
    for one in source.serves:
        share = _served(city, source, one, year) * rest
        to_senders[one.delivery] = to_senders.get(one.delivery, Fraction(0)) + share
    left = rest - sum(to_senders.values(), Fraction(0))
    if left < 0:
        raise CannotPass(
            msg(
                "“{source}” serves other deliveries with more than all of it: see betjänar (`serves`)", source=source.id
            )
        )
    key = city.keys.get(key_id)
    if key is None:
        raise NoKey(msg("there is no allocation key “{key}”", key=key_id))
    to_final = {UNUSED: unused} if unused else {}
    if left:
        found = shares_of(city.keys, key, year, presence_in(city, source, year))
        to_final |= {one: share * left for one, share in found.shares.items()}
        if found.unassigned:
            to_final[UNASSIGNED] = found.unassigned * left
    return Sender(name, to_senders, to_final)


def presence_in(city: City, source: Delivery | System, year: int) -> Presence:
    """Who shares a delivery or a system in a year, by id, with the part of the year that they do."""
    if isinstance(source, System):
        return dict.fromkeys(sorted(set(source.used_by)), Fraction(1))
    return presence_of(city, source, year)


def _unused(source: Delivery | System, year: int) -> Fraction:
    if isinstance(source, System) or year not in source.capacity:
        return Fraction(0)
    capacity, volume = source.capacity[year], source.volumes.get(year)
    if volume is None:
        raise CannotPass(
            msg(
                "“{source}” has a capacity for {year} and no volume: add it to volymer (`volumes`)",
                source=source.id,
                year=str(year),
            )
        )
    return Fraction(max(0, capacity - volume), capacity) if capacity else Fraction(0)


def _served(city: City, source: Delivery | System, one: Serves, year: int) -> Fraction:
    served = city.deliveries.get(one.delivery)
    if served is None or not in_force(served, year):
        raise CannotPass(
            msg(
                "“{source}” serves “{other}”, which is not given in {year}",
                source=source.id,
                other=one.delivery,
                year=str(year),
            )
        )
    if one.share is not None:
        return one.share
    units = one.units.get(year, 0)
    volume = source.volumes.get(year, 0) if isinstance(source, Delivery) else 0
    if units > volume:
        raise CannotPass(
            msg(
                "“{source}” serves “{other}” with {units} units in {year}, and its volume is {volume}",
                source=source.id,
                other=one.delivery,
                units=units,
                year=str(year),
                volume=volume,
            )
        )
    return Fraction(units, volume) if units else Fraction(0)


def _spread(senders: dict[str, Sender], failed: dict[str, CannotSplit | CannotPass]) -> None:
    """Whoever passes cost on to one that cannot be split cannot be split either, and so on up."""
    while True:
        caught = {
            name: next(other for other in sorted(one.to_senders) if other in failed)
            for name, one in senders.items()
            if any(other in failed for other in one.to_senders)
        }
        if not caught:
            return
        for name, other in caught.items():
            why: Message = failed[other].message
            failed[name] = CannotPass(msg("it serves “{other}”, of which: {why}", other=other, why=why))
            del senders[name]
