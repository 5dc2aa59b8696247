"""One administration's page of the split: what it pays for, by which key, and what else it pays (D23, D27, D31)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from itgov.allocate.views import by_administration, changes
from itgov.allocate.weights import values_of
from itgov.message import Message
from itgov.model.administration import DevelopmentBudget
from itgov.model.delivery import Delivery
from itgov.report.catalogue import first_year
from itgov.report.labels import BUDGET_STATUS, CATEGORY, FINANCING, NOT_PUBLIC, POT
from itgov.report.material import Material, Name
from itgov.report.measure import MeasureView, measure_view

if TYPE_CHECKING:
    from itgov.allocate.cells import Cell


@dataclass(frozen=True, slots=True)
class PaidFor:
    """What it pays of one source by one key: öre per year, and its value of the key beside all recipients' together.

    `share` is what it pays of the source's cost in the first planned year. `value`, `whole` and `unit` are of that
    year, and None where the key has no values (equal and fixed shares, mixes). All are None where the readers may not
    see the source or the key.
    """

    source: Name
    key: Name
    value: int | None
    whole: int | None
    unit: str | None
    share: Fraction | None
    ore: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DirectRow:
    """A system that it pays alone, öre in the first year, by cost category."""

    system: Name
    categories: tuple[Message, ...]
    ore: int


@dataclass(frozen=True, slots=True)
class OwnMoney:
    """Its own development budget in one year: öre used by the agenda, of what there is."""

    year: str
    pot: Message
    status: Message | None
    used_ore: int
    fixed_ore: int
    capacity_ore: int


@dataclass(frozen=True, slots=True)
class AdministrationView:
    """One administration's page; `direct` is None where the readers may not see systems' costs.

    `grant_share` is what it pays of shared IT by its committee's grant, `all_share` the same with its own systems.
    `measures` are the keys on it that are more than values; `passing` the sources whose cost is in part passed on to
    other deliveries, or is unused.
    """

    name: str
    committee: str
    financing: Message
    agreement: str | None
    year: str
    years: tuple[str, ...]
    total_ore: int
    city_share: Fraction | None
    before_ore: int | None
    change_ore: int | None
    change_share: Fraction | None
    grant_share: Fraction | None
    all_share: Fraction | None
    rows: tuple[PaidFor, ...]
    sums: tuple[int, ...]
    measures: tuple[MeasureView, ...]
    passing: tuple[Name, ...]
    direct: tuple[DirectRow, ...] | None
    direct_ore: int
    own_money: tuple[OwnMoney, ...]


def administration_view(material: Material, one: str) -> AdministrationView:
    """The page of the administration with id `one`, which the readers may know of."""
    record, allocation, year = material.seen.administrations[one], material.allocation, first_year(material)
    totals = {(total.administration_id, total.year): total.ore for total in by_administration(allocation)}
    mine = totals.get((one, year), 0)
    whole = sum(ore for (_, of_year), ore in totals.items() if of_year == year)
    change = next((item for item in changes(allocation) if (item.administration_id, item.year) == (one, year)), None)
    grant = record.committee_grant.get(year, 0)
    direct = _direct(material, one, year) if material.may_see("city") else None
    return AdministrationView(
        name=record.name,
        committee=record.committee,
        financing=FINANCING[record.financing],
        agreement=record.agreement if record.takes_part == "agreement" else None,
        year=str(year),
        years=tuple(str(of_year) for of_year in allocation.years),
        total_ore=mine,
        city_share=Fraction(mine, whole) if whole > 0 else None,
        before_ore=change.before_ore if change else None,
        change_ore=change.change_ore if change else None,
        change_share=change.share if change else None,
        grant_share=Fraction(mine, grant) if grant else None,
        all_share=Fraction(mine + sum(row.ore for row in direct), grant) if grant and direct else None,
        rows=_rows(material, one),
        sums=tuple(totals.get((one, of_year), 0) for of_year in allocation.years),
        measures=_measures(material, one),
        passing=_passing(material, one),
        direct=direct,
        direct_ore=sum(row.ore for row in direct or ()),
        own_money=_own_money(material, one),
    )


def _rows(material: Material, one: str) -> tuple[PaidFor, ...]:
    """By source and key; what the readers may not see is one line, last."""
    cells: dict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in material.allocation.cells:
        if cell.administration_id == one:
            cells[(cell.source_id, cell.key_id) if material.shows_cost(cell.source_id) else ("", "")].append(cell)
    ordered = sorted(cells, key=lambda shown: (not shown[0], shown))
    return tuple(_row(material, one, source, key, cells[source, key]) for source, key in ordered)


def _row(material: Material, one: str, source: str, key_id: str, cells: list[Cell]) -> PaidFor:
    ore = tuple(sum(cell.ore for cell in cells if cell.year == year) for year in material.allocation.years)
    key = material.seen.keys.get(key_id)
    if not source or key is None:
        name = material.name(source) if source else NOT_PUBLIC
        return PaidFor(name, NOT_PUBLIC, None, None, None, None, ore)
    year = first_year(material)
    lines = [line for line in material.allocation.lines if line.source_id == source and line.key_id == key_id]
    cost = sum(line.ore for line in lines if line.year == year)
    paid = sum(cell.ore for cell in cells if cell.year == year)
    share = Fraction(paid, cost) if cost > 0 else None
    # The whole is the full key's: its sum must not change with who may read it.
    values = values_of(material.city.keys[key_id], year)
    if not values:
        return PaidFor(material.name(source), key.name, None, None, None, share, ore)
    recipients = {name for line in lines for name in line.recipients}
    whole = sum(values.get(name, 0) for name in recipients)
    return PaidFor(material.name(source), key.name, values.get(one, 0), whole, key.unit, share, ore)


def _visible(material: Material, one: str) -> Iterator[Cell]:
    cells = (cell for cell in material.allocation.cells if cell.administration_id == one)
    return (cell for cell in cells if material.shows_cost(cell.source_id) and cell.key_id in material.seen.keys)


def _measures(material: Material, one: str) -> tuple[MeasureView, ...]:
    keys = sorted({cell.key_id for cell in _visible(material, one)})
    views = (measure_view(material, material.seen.keys[key_id]) for key_id in keys)
    return tuple(view for view in views if not view.is_plain)


def _passing(material: Material, one: str) -> tuple[Name, ...]:
    sources = sorted({cell.source_id for cell in _visible(material, one)})
    records = {source: material.seen.deliveries.get(source) or material.seen.systems.get(source) for source in sources}
    return tuple(
        material.name(source)
        for source, record in records.items()
        if record is not None and (record.serves or (isinstance(record, Delivery) and record.capacity))
    )


def _direct(material: Material, one: str, year: int) -> tuple[DirectRow, ...]:
    """Systems that it pays alone, by id; those the readers may not see are one line, last."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for cost in material.allocation.direct:
        if cost.payer_id == one and cost.year == year:
            found[cost.source_id if material.shows_cost(cost.source_id) else ""][cost.category] += cost.ore
    return tuple(
        DirectRow(
            system=material.name(source) if source else NOT_PUBLIC,
            categories=tuple(CATEGORY[category] for category in sorted(found[source])) if source else (),
            ore=sum(found[source].values()),
        )
        for source in sorted(found, key=lambda shown: (not shown, shown))
    )


def _own_money(material: Material, one: str) -> tuple[OwnMoney, ...]:
    """What the agenda takes of its development budget, by year and pot; years with nothing in it left out."""
    if material.plan is None:
        return ()
    budgets = material.seen.administrations[one].development_budget
    return tuple(
        OwnMoney(
            year=str(load.slot),
            pot=POT[load.pot],
            status=_status(budgets, load.slot),
            used_ore=load.used,
            fixed_ore=load.fixed,
            capacity_ore=load.there,
        )
        for load in sorted(material.plan.load, key=lambda load: (str(load.slot), load.pot or ""))
        if load.sort == "money" and load.of == one and load.pot is not None and (load.used or load.capacity)
    )


def _status(budgets: tuple[DevelopmentBudget, ...], year: object) -> Message | None:
    """How firm the year's budget is, by its last line on record."""
    found = [budget.status for budget in budgets if budget.year == year]
    return BUDGET_STATUS[found[-1]] if found else None
