"""The service catalogue: what IT delivers to all, at which level, at what cost and by which key (D22, D24, D30)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from itgov.allocate.cost import CostLine
from itgov.message import Message
from itgov.model.delivery import AmbitionLevel, Delivery, KeyFigure
from itgov.model.record import Agreement
from itgov.report.labels import BEHAVIOUR, CATEGORY, WANTED_DIRECTION
from itgov.report.material import Material, Name
from itgov.report.measure import MeasureView, OutsideView, ServedView, measure_view, outside_views, served_views
from itgov.report.page import Sheet


@dataclass(frozen=True, slots=True)
class PartView:
    """One cost part: öre per year, in the order of the catalogue's years; None where a year has none."""

    name: str
    category: Message
    behaviour: Message
    step_capacity: int | None
    key: Name
    per_year: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class LevelView:
    """One ambition level, agreed or not."""

    name: str
    content: str
    price_ore: int | None


@dataclass(frozen=True, slots=True)
class KeyView:
    """The measure the delivery is split by."""

    name: str
    measure: MeasureView
    definition: str
    driver: str
    wanted: Message
    measured_on: date
    locked_on: date | None


@dataclass(frozen=True, slots=True)
class AgreedView:
    """Who agreed, and when."""

    body: Name
    on: date
    registry_number: str | None


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One base delivery.

    `per_unit_ore` and the shares by behaviour are of `year`, the first planned one; None
    where it has no cost, or no volume. `fixed_share` counts fixed and stepped parts.
    """

    name: str
    anchor: str
    invented: bool
    content: str
    note: str | None
    provider: str
    level: LevelView | None
    other_levels: tuple[LevelView, ...]
    unit: str
    years: tuple[str, ...]
    volumes: tuple[int | None, ...]
    parts: tuple[PartView, ...]
    totals: tuple[int, ...]
    year: str
    cost_ore: int
    per_unit_ore: int | None
    fixed_share: Fraction | None
    key: KeyView
    outside: tuple[OutsideView, ...]
    serves: tuple[ServedView, ...]
    capacity: tuple[int | None, ...]
    consumers: tuple[Name, ...] | None
    agreed: tuple[AgreedView, ...]
    key_figures: tuple[KeyFigure, ...]
    incident_leader: str | None
    goals: tuple[Name, ...]
    starts_on: date | None
    retires_on: date | None
    pilot: Name | None
    no_pilot_reason: str | None


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """All deliveries; sums in öre for `year`. `hidden_ore` is the cost of those the readers may not know of."""

    year: str
    cost_ore: int
    fixed_share: Fraction | None
    hidden_ore: int | None
    deliveries: tuple[DeliveryView, ...]


def sheets(material: Material) -> tuple[Sheet, ...]:
    """One page, catalogue.md."""
    view = catalogue_view(material)
    behind = (*material.seen.deliveries, *(delivery.key for delivery in material.seen.deliveries.values()))
    return (material.sheet("catalogue.md", "catalogue.md.j2", view, behind),)


def catalogue_view(material: Material) -> CatalogueView:
    """Deliveries by id, with their costs in the horizon's years as they are split."""
    year = first_year(material)
    lines = [line for line in material.allocation.lines if line.kind == "delivery"]
    of_year = [line for line in lines if line.year == year]
    hidden = [line.ore for line in of_year if not material.shows(line.source_id)]
    by_source: dict[str, list[CostLine]] = defaultdict(list)
    for line in lines:
        by_source[line.source_id].append(line)
    return CatalogueView(
        year=str(year),
        cost_ore=sum(line.ore for line in of_year),
        fixed_share=_fixed_share(of_year),
        hidden_ore=sum(hidden) if hidden else None,
        deliveries=tuple(_delivery(material, one, by_source[one.id]) for one in material.seen.deliveries.values()),
    )


def first_year(material: Material) -> int:
    """The first year of the horizon."""
    return material.city.settings.plan.first.year


def planned_years(material: Material) -> tuple[int, ...]:
    """The years of the split from the horizon's first on; all of them where it has none of those."""
    years = material.allocation.years
    return tuple(year for year in years if year >= first_year(material)) or years


def _delivery(material: Material, one: Delivery, lines: list[CostLine]) -> DeliveryView:
    years, year = planned_years(material), first_year(material)
    of_year = [line for line in lines if line.year == year]
    cost, volume = sum(line.ore for line in of_year), one.volumes.get(year)
    agreed = next((level for level in one.levels if level.id == one.level), None)
    return DeliveryView(
        name=one.name,
        anchor=one.id,
        invented=one.illustrative,
        content=one.content,
        note=one.note,
        provider=one.provider,
        level=_level(agreed) if agreed else None,
        other_levels=tuple(_level(level) for level in one.levels if level.id != one.level),
        unit=one.unit,
        years=tuple(str(shown) for shown in years),
        volumes=tuple(one.volumes.get(shown) for shown in years),
        parts=tuple(_parts(material, one, lines, years)),
        totals=tuple(sum(line.ore for line in lines if line.year == shown) for shown in years),
        year=str(year),
        cost_ore=cost,
        per_unit_ore=round(Fraction(cost, volume)) if volume else None,
        fixed_share=_fixed_share(of_year),
        key=_key(material, one.key),
        outside=outside_views(material, one),
        serves=served_views(material, one),
        capacity=tuple(one.capacity.get(shown) for shown in years),
        consumers=material.names(one.consumers) if one.consumers is not None else None,
        agreed=agreed_views(material, one.agreed),
        key_figures=one.key_figures,
        incident_leader=one.incident_leader,
        goals=material.names(one.goals),
        starts_on=one.starts_on,
        retires_on=one.retires_on,
        pilot=material.name(one.pilot) if one.pilot else None,
        no_pilot_reason=one.no_pilot_reason,
    )


def agreed_views(material: Material, agreed: Iterable[Agreement]) -> tuple[AgreedView, ...]:
    """Agreements by their day, then body."""
    ordered = sorted(agreed, key=lambda one: (one.on, one.body))
    return tuple(AgreedView(material.name(one.body), one.on, one.registry_number) for one in ordered)


def _level(level: AmbitionLevel) -> LevelView:
    return LevelView(level.name, level.content, level.price_per_unit)


def _parts(material: Material, one: Delivery, lines: list[CostLine], years: tuple[int, ...]) -> Iterable[PartView]:
    """The parts in the order of the record. The key is the split's: a hidden one is not mistaken for the delivery's."""
    by_part = {(line.part_number, line.year): line for line in lines}
    for number, part in enumerate(one.cost_parts, start=1):
        mine = [by_part[number, year] for year in years if (number, year) in by_part]
        if mine:
            yield PartView(
                name=part.name,
                category=CATEGORY[part.category],
                behaviour=BEHAVIOUR[part.behaviour],
                step_capacity=part.step_capacity,
                key=material.name(mine[0].key_id),
                per_year=tuple(by_part[number, year].ore if (number, year) in by_part else None for year in years),
            )


def _key(material: Material, key_id: str) -> KeyView:
    key = material.seen.keys[key_id]
    return KeyView(
        name=key.name,
        measure=measure_view(material, key),
        definition=key.definition,
        driver=key.driver,
        wanted=WANTED_DIRECTION[key.wanted_direction],
        measured_on=key.measured_on,
        locked_on=key.locked_on,
    )


def _fixed_share(lines: list[CostLine]) -> Fraction | None:
    """The share of the cost that does not follow the volume, unit by unit; None without cost."""
    whole = sum(line.ore for line in lines)
    still = sum(line.ore for line in lines if line.behaviour != "variable")
    return Fraction(still, whole) if whole > 0 else None
