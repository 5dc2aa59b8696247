"""What it saves the city when an administration hands units of a delivery back, or costs when it takes more.

A unit's price is no promise of a saving (D22). Of the delivery's cost parts,

- a variable part falls with the units: to its cost x units after / units before, rounded to the öre;
- a stepped part falls by whole steps: its cost x steps after / steps before, a step begun counting as one;
- a fixed part does not fall.

The administration's value falls by as much in each key that splits the delivery and counts its unit, so that it bears
less of what is left. A key that counts something else stays, and so does one that gives the administration a fixed or
equal share, or no value: each says so. Amounts of other deliveries that the same key splits move too: it is one key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from itgov.allocate.cost import CostLine, cost_lines, in_force, presence_of
from itgov.allocate.reading import exact_percent
from itgov.allocate.suppose import (
    CannotSuppose,
    Supposed,
    known_administration,
    known_source,
    put,
    sources,
    with_amounts,
)
from itgov.allocate.weights import values_of
from itgov.message import Message, count_of, msg, quoted
from itgov.model.city import City
from itgov.model.delivery import Behaviour, Delivery
from itgov.model.key import Key
from itgov.model.money import round_half_up
from itgov.model.system import System


@dataclass(frozen=True, slots=True)
class Change:
    """Who takes how many units more of a delivery, fewer where below 0."""

    source_id: str
    administration_id: str
    units: int


@dataclass(frozen=True, slots=True)
class PartSaving:
    """One cost part in a year, before and after; `counted` are its units or whole steps, None where it is fixed.

    `volume_before` and `volume_after` are the units of the whole delivery, `step` those that a whole step holds.
    """

    change: Change
    part: str
    part_number: int
    year: int
    behaviour: Behaviour
    counted_before: int | None
    counted_after: int | None
    before_ore: int
    after_ore: int
    volume_before: int
    volume_after: int
    step: int | None

    @property
    def saved_ore(self) -> int:
        """What it costs less; below 0 where it costs more."""
        return self.before_ore - self.after_ore

    @property
    def units_ore(self) -> int:
        """What the units make of its cost by price, all units alike; below 0 where more are taken."""
        return round_half_up(Fraction(self.before_ore * (self.volume_before - self.volume_after), self.volume_before))

    @property
    def later_ore(self) -> int:
        """Of that, what a stepped part saves first when a whole step falls away, or costs when one is begun."""
        if self.step is None:
            return 0
        left = self.units_ore - self.saved_ore
        return left if (left > 0) == (self.units_ore > 0) else 0

    @property
    def never_ore(self) -> int:
        """Of that, what is not saved, nor comes on top, however many units go or come: it is fixed."""
        return self.units_ore if self.counted_before is None else 0

    @property
    def next_units(self) -> int | None:
        """Further units until the next whole step falls away, or is begun; None where it has no steps, or none left."""
        if self.step is None or not self.counted_after:
            return None
        more = self.volume_after > self.volume_before
        here = self.counted_after * self.step - self.volume_after
        return here + 1 if more else self.step - here

    @property
    def next_ore(self) -> int:
        """What that step costs."""
        return round_half_up(Fraction(self.after_ore, self.counted_after)) if self.counted_after else 0


@dataclass(frozen=True)
class HandedBack:
    """The city after it, and what each part of the delivery saves, by year and part."""

    supposed: Supposed
    savings: tuple[PartSaving, ...]


def with_units(city: City, delivery_id: str, administration: str, units: int, years: Iterable[int]) -> HandedBack:
    """`units` more of a delivery for an administration in each of `years`, fewer where below 0.

    Raises CannotSuppose where it does not share the delivery, or has, or the delivery has, fewer units than that, and
    where the delivery has none.
    """
    delivery = known_source(city, delivery_id)
    known_administration(city, administration)
    if not isinstance(delivery, Delivery):
        raise CannotSuppose(
            msg("“{system}” is a system, which has no volume", system=delivery_id), msg("name a base delivery")
        )
    asked = [year for year in sorted(set(years)) if in_force(delivery, year)]
    if not asked:
        raise CannotSuppose(msg("“{delivery}” is not given in the years asked for", delivery=delivery_id))
    volumes = {year: _volume(city, delivery, administration, units, year) for year in asked}
    lines = [line for line in cost_lines(city, asked) if line.source_id == delivery_id]
    handed = Change(delivery_id, administration, units)
    savings = tuple(_saving(delivery, line, volumes[line.year], handed) for line in lines)
    changed: dict[int, dict[int, int]] = {}
    for one in savings:
        if one.saved_ore:
            changed.setdefault(one.part_number, {})[one.year] = one.after_ore
    for number, amounts in changed.items():
        # A part that changes in one year only keeps its amounts of the others, an asset's among them.
        amounts.update(
            {line.year: line.ore for line in lines if line.part_number == number and line.year not in amounts}
        )
    more = {year: volume + units for year, volume in volumes.items()}
    grown = delivery.model_copy(update={"volumes": MappingProxyType({**delivery.volumes, **more})})
    found = with_amounts(city, grown, changed)
    notes: list[Message] = list(_without_capacity(delivery))
    for key in _keys(city, lines):
        stays = _stays(key, delivery, administration, asked)
        if stays is not None:
            notes.append(stays)
            continue
        found = put(found, _fallen(key, delivery, administration, units, asked))
        notes += _bounded(key, administration)
        notes += _others(city, delivery, key)
    return HandedBack(Supposed(found, tuple(notes), (delivery_id,)), savings)


def _volume(city: City, delivery: Delivery, administration: str, units: int, year: int) -> int:
    if administration not in presence_of(city, delivery, year):
        raise CannotSuppose(
            msg(
                "{administration} does not share “{delivery}” in {year}",
                administration=administration,
                delivery=delivery.id,
                year=str(year),
            ),
            msg("see konsumenter (`consumers`) and undantagna (`excluded`) of the delivery"),
        )
    volume = delivery.volumes.get(year)
    if volume is None:
        raise CannotSuppose(
            msg("“{delivery}” has no volume for {year}", delivery=delivery.id, year=str(year)),
            msg("add it to volymer (`volumes`)"),
        )
    if not volume:
        raise CannotSuppose(
            msg("“{delivery}” has no units in {year}, and so no unit price", delivery=delivery.id, year=str(year)),
            msg("write how many it has in volymer (`volumes`)"),
        )
    if volume + units < 0:
        raise CannotSuppose(
            msg(
                "“{delivery}” has {volume} units in {year}: {units} cannot be handed back",
                delivery=delivery.id,
                volume=count_of(volume),
                year=str(year),
                units=count_of(-units),
            ),
            msg("name fewer units"),
        )
    return volume


def _saving(delivery: Delivery, line: CostLine, before: int, handed: Change) -> PartSaving:
    behaviour, after = line.behaviour or "fixed", before + handed.units
    counted: tuple[int | None, int | None] = (None, None)
    capacity = delivery.cost_parts[line.part_number - 1].step_capacity if behaviour == "stepped" else None
    if behaviour == "variable":
        counted = (before, after)
    elif capacity:
        counted = (-(-before // capacity), -(-after // capacity))
    one, other = counted
    ore = line.ore if not one or other is None else round_half_up(Fraction(line.ore * other, one))
    return PartSaving(
        handed,
        line.part,
        line.part_number,
        line.year,
        behaviour,
        one,
        other,
        line.ore,
        ore,
        before,
        after,
        capacity or None,
    )


def _keys(city: City, lines: Iterable[CostLine]) -> Iterator[Key]:
    """The keys that split the delivery, those that a mix is made of among them, each once, by id."""
    ids = {line.key_id for line in lines}
    for key_id in set(ids):
        key = city.keys.get(key_id)
        if key is not None and key.mix:
            ids = (ids - {key_id}) | {part.key for part in key.mix}
    yield from (city.keys[key_id] for key_id in sorted(ids) if key_id in city.keys)


def _fallen(key: Key, delivery: Delivery, administration: str, units: int, years: Iterable[int]) -> Key:
    """The key with the administration's value changed; in those years only where it has values by year."""
    new: dict[int, Mapping[str, int]] = {}
    for year in years:
        values = values_of(key, year)
        has = values.get(administration)
        if has is None:
            continue
        if has + units < 0:
            raise CannotSuppose(
                msg(
                    "{administration} has {has} of “{delivery}” by the key “{key}”: {units} cannot be handed back",
                    administration=administration,
                    has=count_of(has),
                    delivery=delivery.id,
                    key=key.id,
                    units=count_of(-units),
                ),
                msg("name fewer units"),
            )
        new[year] = MappingProxyType({**values, administration: has + units})
    if key.per_year:
        return key.model_copy(update={"per_year": MappingProxyType({**key.per_year, **new})})
    return key.model_copy(update={"values": next(iter(new.values()))}) if new else key


def _stays(key: Key, delivery: Delivery, administration: str, years: Iterable[int]) -> Message | None:
    """Why the administration's share by the key does not follow its units; None where it does."""
    if administration in key.shares:
        return msg(
            "the key “{key}” gives {administration} a fixed share, {share}, however many units it has: only what the "
            "delivery costs less lowers what it pays",
            key=key.id,
            administration=administration,
            share=exact_percent(key.shares[administration]),
        )
    if key.basis == "equal":
        return msg(
            "the key “{key}” gives equal shares, however many units {administration} has: only what the delivery "
            "costs less lowers what it pays",
            key=key.id,
            administration=administration,
        )
    if key.unit.casefold() != delivery.unit.casefold():
        return msg(
            "the key “{key}” counts {unit}, and not {other}: its values stay as they are, and only what the delivery "
            "costs less lowers what {administration} pays",
            key=key.id,
            unit=key.unit,
            other=delivery.unit,
            administration=administration,
        )
    if not any(administration in values_of(key, year) for year in years):
        return msg(
            "the key “{key}” has no value for {administration} that could fall",
            key=key.id,
            administration=administration,
        )
    return None


def _bounded(key: Key, administration: str) -> Iterator[Message]:
    if any(one.administration == administration for one in key.bounds):
        yield msg(
            "the key “{key}” has a floor or a cap for {administration}: its share moves within that only",
            key=key.id,
            administration=administration,
        )


def _others(city: City, delivery: Delivery, key: Key) -> Iterator[Message]:
    others = sorted(one.id for one in sources(city) if one.id != delivery.id and key.id in _split_by(one))
    if others:
        yield msg(
            "the key “{key}” splits {others} too: shares of them move with it", key=key.id, others=", ".join(others)
        )


def _split_by(source: Delivery | System) -> set[str]:
    parts = source.cost_parts if isinstance(source, Delivery) else ()
    return {one for one in (source.key, *(part.key for part in parts)) if one}


def _without_capacity(delivery: Delivery) -> Iterator[Message]:
    for part in delivery.cost_parts:
        if part.behaviour == "stepped" and not part.step_capacity:
            yield msg(
                "“{part}” is stepped, and what a step holds (`step_capacity`) is not on record: it is taken as fixed",
                part=quoted(part.name),
            )
