"""A city's deliveries and shared systems in one year as senders, who pass their cost on: what `flow` solves.

Each has one sender; a cost part with a key of its own has one more, for what that key splits, which serves the same
deliveries. Whom a sender serves is read in this order:

1. What its capacity leaves unused, where it has one, goes to a line of its own.
2. The deliveries that it serves get their share, or their units of its volume.
3. The rest goes to the administrations that share it, by its key.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from itgov.allocate.cost import CostLine, Sharers, in_force
from itgov.allocate.ends import Ends, Shared, added, ends_by
from itgov.allocate.flow import CannotPass, Sender, ends_of, gross_of, passing_on
from itgov.allocate.measures import presence_in
from itgov.allocate.remainder import CannotSplit
from itgov.allocate.weights import Presence, rests_on, shares_of
from itgov.message import Message, count_of, msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.key import Key
from itgov.model.serves import Serves
from itgov.model.system import System

UNUSED, UNASSIGNED = "UNUSED", "UNASSIGNED"
"""Final receivers that are no administrations: no id is written in capitals."""
BESIDE = (UNUSED, UNASSIGNED)
UNUSED_ENDS, UNASSIGNED_ENDS = Ends((UNUSED,), (1,), 1), Ends((UNASSIGNED,), (1,), 1)


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


def network(city: City, year: int, lines: Iterable[CostLine]) -> Network:
    """The senders of a year's cost lines, and of the deliveries that these pass through.

    Those that cannot pass their cost on, by their own key or because of one that they serve, are told as failed.
    """
    return Networks(city).of(year, lines)


class Networks:
    """The networks of one city's years, as `network` has them: what is alike in several is made and solved once."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._making = _Making(city)
        self._given: Mapping[str, Delivery] = {}
        self._before: Network | None = None

    def of(self, year: int, lines: Iterable[CostLine]) -> Network:
        """One year's; the same `ends` as the one asked for before, the very object, where no sender differs."""
        senders: dict[str, Sender] = {}
        failed: dict[str, CannotSplit | CannotPass] = {}
        given = {name: one for name, one in self._city.deliveries.items() if in_force(one, year)}
        if given != self._given:
            self._given = given
        for source, key_id in _sources(self._city, self._given, lines):
            name = sender_of(source.id, key_id, source.key or "")
            try:
                senders[name] = self._making.sender(source, key_id, year, self._given)
            except (CannotSplit, CannotPass) as error:
                failed[name] = error
        _spread(senders, failed)
        if self._before is not None and self._before.senders == senders:
            self._before = replace(self._before, year=year, failed=failed)
        else:
            self._before = self._solved(year, senders, failed)
        return self._before

    def _solved(self, year: int, senders: dict[str, Sender], failed: dict[str, CannotSplit | CannotPass]) -> Network:
        method = self._city.settings.allocation.method
        while True:
            try:
                ends = ends_of(senders.values(), method, steps_of(self._city, senders))
            except CannotPass as error:
                if not error.senders:
                    raise
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


def _sources(
    city: City, given: Mapping[str, Delivery], lines: Iterable[CostLine]
) -> Iterator[tuple[Delivery | System, str]]:
    """Each record and key that something is split by: those of the lines, and of deliveries that are served."""
    deliveries, systems = city.deliveries, city.systems
    named = {(line.kind, line.source_id, line.key_id) for line in lines}
    waiting: list[tuple[Delivery | System | None, str]] = [
        (deliveries.get(source_id) if kind == "delivery" else systems.get(source_id), key_id)
        for kind, source_id, key_id in sorted(named)
    ]
    seen: set[tuple[str, str]] = set()
    while waiting:
        source, key_id = waiting.pop()
        if source is None or (source.id, key_id) in seen:
            continue
        seen.add((source.id, key_id))
        yield source, key_id
        served = (given.get(one.delivery) for one in source.serves)
        waiting += [(one, one.key) for one in served if one is not None and (one.id, one.key) not in seen]


def shared_by(keys: Mapping[str, Key], key: Key, year: int, presence: Presence) -> Shared:
    """What each bears of what a key splits, and what is nobody's, together a whole; raises as `shares_of`."""
    found = shares_of(keys, key, year, presence)
    return Shared([(1 - found.unassigned, ends_by(found.shares)), (found.unassigned, UNASSIGNED_ENDS)])


class _Making:
    """Makes senders of records, and keeps them: one that hangs on nothing of the year is the same in the next.

    Shares by key are kept apart: those who share alike, as in most deliveries, are reckoned once for all of them.
    """

    def __init__(self, city: City) -> None:
        self._city = city
        self._sharers = Sharers(city)
        self._shares: dict[tuple[object, ...], Shared] = {}
        self._made: dict[tuple[str, str], _Made] = {}

    def sender(self, source: Delivery | System, key_id: str, year: int, given: Mapping[str, Delivery]) -> Sender:
        """The sender for what a key splits of a record's cost.

        `given` are the year's deliveries: the same object in the years in which they are the same.
        Raises CannotSplit or CannotPass where it cannot be passed on.
        """
        key = self._city.keys.get(key_id)
        if key is None:
            raise NoKey(msg("there is no allocation key “{key}”", key=key_id))
        known = self._made.get((source.id, key_id))
        if known is not None and known.holds(given, partial(self._by_key, source, key, year)):
            return known.sender
        unused = _unused(source, year)
        to_senders = _to_senders(source, year, given, 1 - unused)
        left = 1 - unused - added(to_senders.values())
        if left < 0:
            raise CannotPass(
                msg(
                    "“{source}” serves other deliveries with more than all of it: see betjänar (`serves`)",
                    source=source.id,
                )
            )
        final = self._by_key(source, key, year) if left else None
        parts = final.times(left).parts if final is not None else ()
        name = sender_of(source.id, key_id, source.key or "")
        made = Sender(name, to_senders, Shared([*parts, (unused, UNUSED_ENDS)]))
        if not _by_year(source):
            self._made[source.id, key_id] = _Made(given, final, made)
        return made

    def _by_key(self, source: Delivery | System, key: Key, year: int) -> Shared:
        """What each bears of what the key splits of a record's cost, and what is nobody's: together a whole."""
        if isinstance(source, Delivery):
            presence: Presence = self._sharers.presence(source, year)
        else:
            presence = presence_in(self._city, source, year)
        if isinstance(source, Delivery) and source.excluded:
            return shared_by(self._city.keys, key, year, presence)
        mark = (key.id, rests_on(self._city.keys, key, year), tuple(presence))
        if mark not in self._shares:
            self._shares[mark] = shared_by(self._city.keys, key, year, presence)
        return self._shares[mark]


@dataclass(frozen=True, slots=True)
class _Made:
    """A sender, and what it was made of: the year's deliveries, and what its key leaves; None where nothing is left."""

    given: Mapping[str, Delivery]
    final: Shared | None
    sender: Sender

    def holds(self, given: Mapping[str, Delivery], by_key: Callable[[], Shared]) -> bool:
        """Whether it would be made of the very same; the key is only asked where something is left for it."""
        return self.given is given and (self.final is None or self.final is by_key())


def _by_year(source: Delivery | System) -> bool:
    """Whether something of what it passes on is stated by year."""
    return (isinstance(source, Delivery) and bool(source.capacity)) or any(one.share is None for one in source.serves)


def _to_senders(
    source: Delivery | System, year: int, given: Mapping[str, Delivery], rest: Fraction
) -> dict[str, Fraction]:
    """What it passes to each delivery that it serves; `rest` is what its capacity does not leave unused."""
    found: dict[str, Fraction] = {}
    for one in source.serves:
        if one.share or one.units.get(year):
            share = _served(source, one, year, given)
            if rest != 1:
                share *= rest
            before = found.get(one.delivery)
            found[one.delivery] = share if before is None else before + share
    return found


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


def _served(source: Delivery | System, one: Serves, year: int, given: Mapping[str, Delivery]) -> Fraction:
    if one.delivery not in given:
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
                units=count_of(units),
                year=str(year),
                volume=count_of(volume),
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
