"""What if: a city with something about its split otherwise. The city that is asked stays as it is; nothing is written.

Each function gives the changed city, and notes on what the change leads to beside what was asked. What cannot be
supposed raises CannotSuppose, which says why and what there is. Units that are handed back are in `handed_back`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from itgov.allocate.cost import CostLine, cost_lines
from itgov.allocate.flow import Method
from itgov.allocate.indexed import indexed
from itgov.allocate.remainder import split
from itgov.finding import nearest
from itgov.message import Message, Refusal, msg, quoted
from itgov.model.city import City
from itgov.model.delivery import CostPart, Delivery
from itgov.model.initiative import Initiative
from itgov.model.key import Key, MixPart
from itgov.model.kinds import KIND_BY_TYPE
from itgov.model.money import round_half_up
from itgov.model.record import Record
from itgov.model.system import System


class CannotSuppose(Refusal):
    """The records have no such thing to change; `message` says what, `remedy` what to do."""


@dataclass(frozen=True)
class Supposed:
    """A changed city, what it leads to beside what was asked, and which deliveries and systems were meant."""

    city: City
    notes: tuple[Message, ...] = ()
    touched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CostChange:
    """A cost that is `times` as large, and `more_ore` on top; or just `exactly_ore`."""

    times: Fraction = Fraction(1)
    more_ore: int = 0
    exactly_ore: int | None = None


def with_key(city: City, what: str, part: int | None, key_id: str) -> Supposed:
    """Another key for a delivery with all its parts, for one part, for a system; or for all that a key splits."""
    known_key(city, key_id)
    if what in city.keys:
        return _with_key_for_another(city, what, key_id)
    source = known_source(city, what)
    if isinstance(source, System) and (source.key is None or part is not None):
        raise CannotSuppose(
            msg("the system “{system}” has one key, or none, for all its cost", system=what),
            msg("only what is shared by a key can be given another"),
        )
    return Supposed(put(city, _rekeyed(source, key_id, part=known_part(source, part))), touched=(what,))


def _with_key_for_another(city: City, what: str, key_id: str) -> Supposed:
    """One key in place of another, for all that the other splits, alone or in a mix."""
    found = city
    for source in sources(city):
        found = put(found, _rekeyed(source, key_id, only_key=what))
    for mixed in city.keys.values():
        if any(part.key == what for part in mixed.mix):
            found = put(found, mixed.model_copy(update={"mix": _remixed(mixed, what, key_id)}))
    used = {line.key_id for line in cost_lines(city, city.settings.plan.years)}
    used |= {part.key for name in used & city.keys.keys() for part in city.keys[name].mix}
    if what not in used:
        raise CannotSuppose(
            msg("nothing is split by “{key}” in the years that are planned, alone or in a mix", key=what),
            msg("name what should be split by another key, as in {example}", example=f"leverans-x={what}"),
        )
    return Supposed(found)


def _remixed(mixed: Key, what: str, key_id: str) -> tuple[MixPart, ...]:
    """The mix with one key in place of another; the weights of one that is in it already are added up."""
    weights: dict[str, Fraction] = {}
    for part in mixed.mix:
        name = key_id if part.key == what else part.key
        weights[name] = weights.get(name, Fraction(0)) + part.weight
    return tuple(MixPart(key=name, weight=weight) for name, weight in weights.items())


def _rekeyed(source: Delivery | System, key_id: str, only_key: str | None = None, part: int | None = None) -> Record:
    if isinstance(source, System):
        return source.model_copy(update={"key": key_id}) if only_key in {None, source.key} else source

    def new(key: str | None, number: int) -> str | None:
        if only_key is not None:
            return key_id if key == only_key else key
        return key_id if part == number else (key if part is not None else None)

    parts = tuple(
        one.model_copy(update={"key": new(one.key, number)}) for number, one in enumerate(source.cost_parts, start=1)
    )
    own = source.key if part is not None or only_key not in {None, source.key} else key_id
    return source.model_copy(update={"cost_parts": parts, "key": own})


def with_method(city: City, method: Method, order: Sequence[str]) -> Supposed:
    """Another method by which cost passes through deliveries; `order` is for step-down."""
    strange = [one for one in order if one not in city.deliveries and one not in city.systems]
    if strange:
        raise no_source(city, strange[0])
    twice = next((one for one in order if order.count(one) > 1), None)
    if twice is not None:
        raise CannotSuppose(
            msg("“{one}” stands twice in the order of the steps", one=twice), msg("name each delivery once")
        )
    setting = city.settings.allocation.model_copy(update={"method": method, "order": tuple(order)})
    return Supposed(replace(city, settings=city.settings.model_copy(update={"allocation": setting})))


def without(city: City, source_id: str) -> Supposed:
    """A delivery or shared system retired, with all its cost; what others did for it they split by their own keys."""
    source = known_source(city, source_id)
    kind = KIND_BY_TYPE[type(source)].name
    records = {name: record for name, record in city.by_kind[kind].items() if name != source_id}
    found = replace(city, by_kind={**city.by_kind, kind: records}, known_index=None)
    notes = []
    for other in sources(found):
        rest = tuple(one for one in other.serves if one.delivery != source_id)
        if len(rest) < len(other.serves):
            found = put(found, other.model_copy(update={"serves": rest}))
            notes.append(
                msg(
                    "“{other}” served “{source}”: its cost for that is now split by its own key",
                    other=other.id,
                    source=source_id,
                )
            )
    order = tuple(one for one in found.settings.allocation.order if one != source_id)
    setting = found.settings.allocation.model_copy(update={"order": order})
    found = replace(found, settings=found.settings.model_copy(update={"allocation": setting}))
    return Supposed(found, tuple(notes), (source_id,))


def with_cost(city: City, source_id: str, part: int | None, change: CostChange, years: Iterable[int]) -> Supposed:
    """Another cost of a delivery, a shared system or one part, in each of `years`; capital cost is amounts then.

    What is added is spread over the parts by their size, by largest remainder; evenly where all are 0.
    """
    source = known_source(city, source_id)
    number = known_part(source, part)
    lines = [
        line for line in cost_lines(city, years) if line.source_id == source_id and number in {None, line.part_number}
    ]
    if not lines:
        raise CannotSuppose(
            msg("“{source}” has no cost that is split in {years}", source=source_id, years=", ".join(map(str, years))),
            msg("choose another year with --year, or another part"),
        )
    amounts: dict[int, dict[int, int]] = {}
    for year in sorted({line.year for line in lines}):
        for number_, ore in _changed([line for line in lines if line.year == year], change).items():
            amounts.setdefault(number_, {})[year] = ore
    return Supposed(with_amounts(city, source, amounts), touched=(source_id,))


def _changed(lines: list[CostLine], change: CostChange) -> dict[int, int]:
    found = {line.part_number: round_half_up(line.ore * change.times) for line in lines}
    total = sum(found.values())
    more = change.more_ore if change.exactly_ore is None else change.exactly_ore - total
    weights = {f"{number:05}": abs(ore) for number, ore in found.items()}
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    added = split(more, weights)
    return {number: ore + added[f"{number:05}"] for number, ore in found.items()}


def with_record(city: City, record: Delivery | Key | Initiative) -> Supposed:
    """A record put in, new or instead of the one with its id; raises CannotSuppose for what is not there.

    An initiative changes no cost: the benefit that it promises stands beside.
    """
    found = put(city, record)
    if not isinstance(record, Delivery):
        return Supposed(found)
    for key_id in (record.key, *(one.key for one in record.cost_parts if one.key)):
        known_key(found, key_id)
    for part in record.cost_parts:
        if part.index is not None and part.index not in found.price_indices:
            raise CannotSuppose(
                msg("there is no index “{index}”", index=part.index),
                msg("there are {names}", names=", ".join(sorted(found.price_indices)) or "–"),
            )
    for name in (*(record.consumers or ()), *(one.administration for one in record.excluded)):
        known_administration(found, name)
    for one in record.serves:
        if one.delivery not in found.deliveries:
            raise no_source(found, one.delivery)
    return Supposed(found, touched=(record.id,))


def with_amounts(city: City, source: Delivery | System, amounts: Mapping[int, Mapping[int, int]]) -> City:
    """The city with those öre for parts, by number and year; an asset's capital cost is yearly amounts then.

    So is what follows an index: the planned years that are not asked for keep what it gives them.
    """
    if isinstance(source, System):
        costs = tuple(
            one.model_copy(update={"amount": next(iter(amounts[number].values()))}) if number in amounts else one
            for number, one in enumerate(source.yearly_cost, start=1)
        )
        return put(city, source.model_copy(update={"yearly_cost": costs}))
    parts = []
    for number, one in enumerate(source.cost_parts, start=1):
        if number in amounts:
            per_year = amounts[number] if one.asset else {**_by_year(city, one), **amounts[number]}
            update = {"per_year": MappingProxyType(dict(per_year)), "asset": None, "index": None}
            one = one.model_copy(update=update)  # noqa: PLW2901
        parts.append(one)
    return put(city, source.model_copy(update={"cost_parts": tuple(parts)}))


def _by_year(city: City, part: CostPart) -> dict[int, int]:
    """A part's stated amounts, and those of planned years that follow its index."""
    found = {year: indexed(part, year, city.price_indices) for year in city.settings.plan.years}
    return {**part.per_year, **{year: moved.ore for year, moved in found.items() if moved is not None}}


def put(city: City, record: Record) -> City:
    """The city with one record more, or instead of the one with its id."""
    kind = KIND_BY_TYPE[type(record)].name
    if city.by_kind.get(kind, {}).get(record.id) is record:
        return city
    records: dict[str, Any] = {**city.by_kind.get(kind, {}), record.id: record}
    return replace(
        city, by_kind={**city.by_kind, kind: {one: records[one] for one in sorted(records)}}, known_index=None
    )


def sources(city: City) -> tuple[Delivery | System, ...]:
    """All deliveries and systems, by id, deliveries first."""
    return (*city.deliveries.values(), *city.systems.values())


def known_source(city: City, source_id: str) -> Delivery | System:
    """The delivery or system with that id; raises CannotSuppose, with the id most like it."""
    source = city.deliveries.get(source_id) or city.systems.get(source_id)
    if source is None:
        raise no_source(city, source_id)
    return source


def known_administration(city: City, name: str) -> str:
    """The administration's id, where there is one; raises CannotSuppose with all there are."""
    if name not in city.administrations:
        near = meant_administration(city, name)
        raise CannotSuppose(
            msg("there is no administration “{name}”", name=quoted(name)),
            msg("there are {names}", names=", ".join(sorted(city.administrations)))
            if near is None
            else msg("did you mean {close}?", close=near),
        )
    return name


def meant_administration(city: City, name: str) -> str | None:
    """The id of the administration that is likely meant: so called, in full or short, or with an id nearly alike."""
    for one in city.administrations.values():
        if name.casefold() in {one.id, one.name.casefold(), one.short_name.casefold()}:
            return one.id
    return nearest(name, city.administrations)


def known_key(city: City, key_id: str) -> Key:
    """The key with that id; raises CannotSuppose with all there are."""
    key = city.keys.get(key_id)
    if key is None:
        raise CannotSuppose(
            msg("there is no allocation key “{key}”", key=quoted(key_id)),
            msg("there are {names}", names=", ".join(sorted(city.keys))),
        )
    return key


def no_source(city: City, source_id: str) -> CannotSuppose:
    """That there is no such delivery or system, with what was likely meant."""
    near = nearest(source_id, [*city.deliveries, *city.systems])
    remedy = (
        msg("did you mean {close}?", close=near)
        if near
        else msg("there are {names}", names=", ".join(sorted(city.deliveries)))
    )
    return CannotSuppose(msg("there is no delivery or system “{id}”", id=quoted(source_id)), remedy)


def known_part(source: Delivery | System, part: int | None) -> int | None:
    """The number of a cost part, where the record has so many; None stays None. Raises CannotSuppose."""
    count = len(source.cost_parts if isinstance(source, Delivery) else source.yearly_cost)
    if part is not None and not 1 <= part <= count:
        raise CannotSuppose(
            msg("“{source}” has no cost part {part}", source=source.id, part=part),
            msg("its parts are numbered 1–{count}, in the order of its file", count=count),
        )
    return part
