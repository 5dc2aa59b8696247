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

from itgov.allocate.cost import CostLine, Sharers, in_force
from itgov.allocate.ends import Ends, Shared, added, ends_by
from itgov.allocate.flow import CannotPass, Sender, ends_of, gross_of, passing_on
from itgov.allocate.measures import presence_in
from itgov.allocate.remainder import CannotSplit
from itgov.allocate.weights import Presence, shares_of
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Key
from itgov.model.serves import Serves
from itgov.model.system import System

UNUSED, UNASSIGNED = "UNUSED", "UNASSIGNED"
"""Final receivers that are no administrations: no id is written in capitals."""
BESIDE = (UNUSED, UNASSIGNED)
_UNUSED, _UNASSIGNED = Ends((UNUSED,), (1,), 1), Ends((UNASSIGNED,), (1,), 1)


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
        method, order = city.settings.allocation.method, steps_of(city, self.senders)
        return gross_of(self.senders.values(), costs, method, order)


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
    method = city.settings.allocation.method
    keyed = _Keyed(city, year)
    senders: dict[str, Sender] = {}
    failed: dict[str, CannotSplit | CannotPass] = {}
    for source, key_id in _sources(city, year, lines):
        name = sender_of(source.id, key_id, source.key or "")
        try:
            senders[name] = _sender(keyed, source, key_id, name)
        except (CannotSplit, CannotPass) as error:
            failed[name] = error
    _spread(senders, failed)
    if before is not None and before.senders == senders:
        return replace(before, year=year, failed=failed)
    while True:
        try:
            ends = ends_of(senders.values(), method, steps_of(city, senders))
        except CannotPass as error:
            # Those that cannot, and whoever leads into them, are told; all others are split.
            for name in error.senders:
                failed[name] = error
                del senders[name]
            _spread(senders, failed)
        else:
            return Network(year, senders, ends, failed)


def counted(city: City, found: Network) -> dict[str, Sender]:
    """The senders with the shares that count by the city's method."""
    return passing_on(found.senders.values(), city.settings.allocation.method, steps_of(city, found.senders))


def steps_of(city: City, senders: Iterable[str]) -> tuple[str, ...]:
    """The order of the steps, by sender: systems first, then the city's order of deliveries.

    Nobody serves a system, so that its place is no choice. Of a delivery that is named twice the first place counts.
    All senders of one delivery, those of parts with a key of their own too, stand where the delivery stands.
    """
    of: dict[str, list[str]] = {}
    for name in sorted(senders):
        of.setdefault(name.partition("/")[0], []).append(name)
    systems = [name for source in of if source not in city.deliveries for name in of[source]]
    steps = dict.fromkeys(city.settings.allocation.order)
    return (*systems, *(name for one in steps for name in of.get(one, [one])))


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


class _Keyed:
    """Shares by key in one year: those who share the same cost alike, as most deliveries do, are reckoned once."""

    def __init__(self, city: City, year: int) -> None:
        self.city = city
        self.year = year
        self._known: dict[tuple[str, tuple[str, ...]], Shared] = {}
        self._sharers = Sharers(city)

    def _presence(self, source: Delivery | System) -> Presence:
        if isinstance(source, Delivery):
            return self._sharers.presence(source, self.year)
        return presence_in(self.city, source, self.year)

    def shares(self, source: Delivery | System, key: Key) -> Shared:
        """What each bears of what the key splits of a record's cost, and what is nobody's: together a whole."""
        presence = self._presence(source)
        if isinstance(source, Delivery) and source.excluded:
            return self._reckoned(key, presence)
        mark = (key.id, tuple(presence))
        if mark not in self._known:
            self._known[mark] = self._reckoned(key, presence)
        return self._known[mark]

    def _reckoned(self, key: Key, presence: Presence) -> Shared:
        found = shares_of(self.city.keys, key, self.year, presence)
        paid = 1 - found.unassigned
        return Shared([(paid, ends_by(found.shares)), (found.unassigned, _UNASSIGNED)])


def _sender(keyed: _Keyed, source: Delivery | System, key_id: str, name: str) -> Sender:
    city, year = keyed.city, keyed.year
    unused = _unused(source, year)
    rest = 1 - unused
    to_senders: dict[str, Fraction] = {}
    for one in source.serves:
        if not one.share and not one.units.get(year):
            continue
        share = _served(city, source, one, year) * rest if unused else _served(city, source, one, year)
        before = to_senders.get(one.delivery)
        to_senders[one.delivery] = share if before is None else before + share
    left = rest - added(to_senders.values())
    if left < 0:
        raise CannotPass(
            msg(
                "“{source}” serves other deliveries with more than all of it: see betjänar (`serves`)", source=source.id
            )
        )
    key = city.keys.get(key_id)
    if key is None:
        raise NoKey(msg("there is no allocation key “{key}”", key=key_id))
    final = keyed.shares(source, key).times(left).parts if left else ()
    return Sender(name, to_senders, Shared([*final, (unused, _UNUSED)]))


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
    return Fraction(units, volume)


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
