"""Costs that the split leaves out because the records do not state them fully, so that none vanishes silently.

Finding-like values: what, where and in which years. Whether one is an error is
for the rules to say, and for the city's settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from itgov.allocate.capital import capital_cost
from itgov.allocate.cost import SourceKind, in_force, in_use, is_shared
from itgov.allocate.indexed import follows, lacking
from itgov.allocate.labels import listed
from itgov.message import Message, msg, quoted
from itgov.model.city import City
from itgov.model.delivery import CostPart, Delivery
from itgov.model.money import format_amount
from itgov.model.system import System

Reason = Literal["never", "before", "between", "after", "outside", "both", "index", "not_carried"]

ABSENT: frozenset[Reason] = frozenset({"never", "before", "between", "after", "index"})
"""The reasons by which a cost is not on record for a year in which the delivery or system is there to cost."""


@dataclass(frozen=True, slots=True)
class Missing:
    """An amount that is not on record, or is on record and does not count, in `years` (sorted).

    `reason` is "never" (no amounts at all), "before", "between" or "after" the years
    that have one, "outside" (stated for a year when the delivery is not given), "both"
    (asset and yearly amounts), "index" (an index that does not know the year)
    or "not_carried" (a system's cost, when the delivery that should carry it is not given).
    `part_number` counts parts from 1; it is None where the whole record is meant.
    `message` names the record, the part and the years.
    """

    source_id: str
    kind: SourceKind
    part: str | None
    part_number: int | None
    years: tuple[int, ...]
    reason: Reason
    message: Message


def missing_costs(city: City, years: Iterable[int]) -> tuple[Missing, ...]:
    """What `years` lack or leave out, sorted by source, part and reason.

    An asset that is not in service is not missing; a system without a key is not
    looked at, unless a delivery should carry its cost.
    """
    asked = tuple(sorted(set(years)))
    found = [*_in_deliveries(city, asked), *_in_systems(city, asked)]
    return tuple(sorted(found, key=lambda item: (item.source_id, item.kind, item.part_number or 0, item.reason)))


def told(missing: Iterable[Missing], years: Iterable[int]) -> tuple[Message, ...]:
    """What those of `years` lack or leave out, each said once: whatever is reckoned from them is too low by it."""
    asked = set(years)
    return tuple(dict.fromkeys(one.message for one in missing if not asked.isdisjoint(one.years)))


def _in_deliveries(city: City, years: tuple[int, ...]) -> Iterator[Missing]:
    for delivery in city.deliveries.values():
        given = tuple(year for year in years if in_force(delivery, year))
        if given and not delivery.cost_parts:
            message = msg(
                "“{source}” has no cost on record for {years}: add kostnadsdelar (`cost_parts`)",
                source=delivery.id,
                years=listed(given),
            )
            yield Missing(delivery.id, "delivery", None, None, given, "never", message)
        for number, part in enumerate(delivery.cost_parts, start=1):
            for reason, at in _reasons(city, delivery, part, years).items():
                told = (
                    _no_number(city, delivery, part, at) if reason == "index" else _message(reason, delivery, part, at)
                )
                yield Missing(delivery.id, "delivery", part.name, number, tuple(at), reason, told)


def _in_systems(city: City, years: tuple[int, ...]) -> Iterator[Missing]:
    for system in city.systems.values():
        used = tuple(year for year in years if in_use(system, year))
        if used and system.key and is_shared(system) and not system.yearly_cost:
            message = msg(
                "the cost of “{source}” for {years} is shared by the key “{key}”, and is not on record: "
                "add årskostnad (`yearly_cost`)",
                source=system.id,
                years=listed(used),
                key=system.key,
            )
            yield Missing(system.id, "system", None, None, used, "never", message)
        yield from _not_carried(city, system, used)


def _not_carried(city: City, system: System, used: tuple[int, ...]) -> Iterator[Missing]:
    """A cost that is said to be part of a delivery, in years when there is no such delivery to carry it."""
    if system.in_delivery is None or not system.yearly_cost:
        return
    delivery = city.deliveries.get(system.in_delivery)
    alone = tuple(year for year in used if delivery is None or not in_force(delivery, year))
    if alone:
        message = msg(
            "the cost of “{source}” for {years}, {amount} a year, is said to be part of “{delivery}”, which is not "
            "given then: nobody pays it, and it is in no sum; see ingår i basleverans (`in_delivery`)",
            source=system.id,
            amount=format_amount(sum(one.amount for one in system.yearly_cost)),
            years=listed(alone),
            delivery=system.in_delivery,
        )
        yield Missing(system.id, "system", None, None, alone, "not_carried", message)


def _reasons(city: City, delivery: Delivery, part: CostPart, years: tuple[int, ...]) -> dict[Reason, list[int]]:
    """The years to be told of, by reason; years where all is well are in none."""
    found: dict[Reason, list[int]] = {}
    for year in years:
        for reason in _reasons_of_year(city, delivery, part, year):
            found.setdefault(reason, []).append(year)
    return found


def _reasons_of_year(city: City, delivery: Delivery, part: CostPart, year: int) -> Iterator[Reason]:
    if part.asset is not None:
        if year in part.per_year:
            yield "both"
        costs = capital_cost(part.asset, year, city.settings.internal_interest).months > 0
        if costs and not in_force(delivery, year):
            yield "outside"
    elif year in part.per_year:
        if not in_force(delivery, year):
            yield "outside"
    elif in_force(delivery, year) and not follows(part, year):
        yield _gap(part, year)
    elif in_force(delivery, year) and lacking(part, year, city.price_indices):
        yield "index"


def _gap(part: CostPart, year: int) -> Reason:
    """Where a year without amount lies among those that have one."""
    if not part.per_year:
        return "never"
    if year < min(part.per_year):
        return "before"
    return "after" if year > max(part.per_year) else "between"


def _no_number(city: City, delivery: Delivery, part: CostPart, years: list[int]) -> Message:
    """Which numbers of its index a part waits for."""
    waited = sorted({one for year in years for one in lacking(part, year, city.price_indices)})
    return msg(
        "“{part}” of “{source}” has no amount for {years}: its index “{index}” has no number for {waited}",
        part=quoted(part.name),
        source=delivery.id,
        years=listed(years),
        index=str(part.index),
        waited=listed(waited),
    )


def _message(reason: Reason, delivery: Delivery, part: CostPart, years: list[int]) -> Message:
    """The sentence for one reason; the fields are named in both tongues."""
    values = {"source": delivery.id, "part": quoted(part.name), "years": listed(years)}
    texts: dict[Reason, Message] = {
        "never": msg(
            "“{part}” of “{source}” has no amount for {years}, nor for any other year: add per år (`per_year`), "
            "or the asset in tillgång (`asset`)",
            **values,
        ),
        "before": msg(
            "“{part}” of “{source}” has no amount for {years}; the first on record is for {first}: "
            "add it to per år (`per_year`), 0 kr where it costs nothing",
            **values,
            first=str(min(part.per_year, default="–")),
        ),
        "between": msg(
            "“{part}” of “{source}” has no amount for {years}, between years that have one: "
            "add it to per år (`per_year`), 0 kr where it costs nothing",
            **values,
        ),
        "after": msg(
            "“{part}” of “{source}” has no amount for {years}; the last on record is for {last}: "
            "add it to per år (`per_year`), 0 kr where it costs nothing",
            **values,
            last=str(max(part.per_year, default="–")),
        ),
        "outside": msg(
            "“{part}” of “{source}” has a cost in {years}, when the delivery is not given: it is not split; "
            "see startar (`starts_on`) and avvecklas (`retires_on`)",
            **values,
        ),
        "both": msg(
            "“{part}” of “{source}” has an asset, and amounts for {years} in per år (`per_year`): "
            "only the asset's capital cost is split; keep one of them",
            **values,
        ),
    }
    return texts[reason]
