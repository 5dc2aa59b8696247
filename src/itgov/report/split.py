"""The cost split: who pays what of the shared costs, by which key, and that it adds up (D21, D23–D27, D31, D42).

Sums come from the whole split. A source whose cost the readers may not see is part of
one line, "not public", and never named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate import reconcile
from itgov.allocate.labels import BESIDE
from itgov.allocate.network import UNASSIGNED, UNUSED
from itgov.allocate.shares import Reconciliation
from itgov.allocate.tiers import passages
from itgov.allocate.views import AdministrationTotal, Change, PerUnit, by_administration, changes, per_unit
from itgov.message import Message
from itgov.model.money import round_half_up
from itgov.report.catalogue import first_year
from itgov.report.labels import METHOD, NOT_PUBLIC, SOURCE
from itgov.report.material import Material, Name
from itgov.report.page import Sheet
from itgov.report.split_administration import administration_view
from itgov.report.split_figures import administration_figures, whole_figures


@dataclass(frozen=True, slots=True)
class Row:
    """A line of amounts in öre with its name; `link` is the administration's id where it has a page."""

    name: Name
    link: str | None
    ore: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One administration's first planned year against the year before; None where that was not split."""

    name: Name
    before_ore: int | None
    ore: int
    change_ore: int | None
    share: Fraction | None
    per_employee_ore: int | None
    grant_share: Fraction | None


@dataclass(frozen=True, slots=True)
class KindRow:
    """One delivery or shared system: first year's cost, öre by administration in the order of `heads`."""

    name: Name
    kind: Message | None
    ore: tuple[int, ...]
    total_ore: int


@dataclass(frozen=True, slots=True)
class Untold:
    """A cost that is not split, or not on record, and why; `ore` is None where it is not known."""

    source: Name
    ore: int | None
    message: Message


@dataclass(frozen=True, slots=True)
class PassageRow:
    """What one sender is passed and passes on in the first planned year, each amount rounded to the öre.

    `key` is that of a cost part with a key of its own. `whom` are those it passes to, with the amounts.
    """

    name: Name
    key: Name | None
    own_ore: int
    received_ore: int
    passed_ore: int
    paid_ore: int
    unused_ore: int
    unassigned_ore: int
    whom: tuple[tuple[Name, int], ...]


@dataclass(frozen=True, slots=True)
class SplitView:
    """The whole split for its readers; `year` is the first planned one, `years` all that were split.

    `beside` is what is nobody's, unused or unassigned. `passages` is empty where nothing is passed on, or where the
    readers may not see all of it.
    `low_ore` and `high_ore` are the least and the most per full-year employee in `year`.
    """

    year: str
    years: tuple[str, ...]
    total_ore: int
    change_share: Fraction | None
    low_ore: int | None
    high_ore: int | None
    rows: tuple[Row, ...]
    sums: tuple[int, ...]
    beside: tuple[Row, ...]
    changes: tuple[ChangeRow, ...]
    heads: tuple[Name, ...]
    sources: tuple[KindRow, ...]
    method: Message
    passages: tuple[PassageRow, ...]
    reconciliation: tuple[Reconciliation, ...]
    assumptions: tuple[Message, ...]
    not_split: tuple[Untold, ...]
    missing: tuple[Untold, ...]
    direct_ore: int | None
    unkeyed: tuple[Untold, ...]


def sheets(material: Material) -> tuple[Sheet, ...]:
    """split.md, and split/<id>.md with its charts for each administration that the readers may know of."""
    sources = {line.source_id for line in material.allocation.lines}
    keys = {line.key_id for line in material.allocation.lines}
    behind = {*sources, *keys, *material.seen.administrations}
    whole = split_view(material)
    pages = [material.sheet("split.md", "split.md.j2", whole, behind, whole_figures(whole))]
    for one in material.seen.administrations:
        view = administration_view(material, one)
        figures = administration_figures(one, view)
        behind = {*sources, *keys, one}
        pages.append(material.sheet(f"split/{one}.md", "split_administration.md.j2", view, behind, figures))
    return tuple(pages)


def split_view(material: Material) -> SplitView:
    """Administrations by id, with those the readers may not know of as one line last; sources likewise."""
    allocation, year = material.allocation, first_year(material)
    totals = by_administration(allocation)
    of_year = sum(total.ore for total in totals if total.year == year)
    before = sum(total.ore for total in totals if total.year == year - 1)
    employees = {one.administration_id: one for one in per_unit(allocation, material.city) if one.year == year}
    shown = [one for one in employees.values() if _may_see_key(material) and material.shows(one.administration_id)]
    known = [one.ore_per_unit for one in shown if one.ore_per_unit]
    direct = [cost.ore for cost in allocation.direct if cost.year == year]
    return SplitView(
        year=str(year),
        years=tuple(str(one) for one in allocation.years),
        total_ore=of_year,
        change_share=Fraction(of_year - before, before) if before > 0 else None,
        low_ore=min(known, default=None),
        high_ore=max(known, default=None),
        rows=_rows(material, totals),
        sums=tuple(sum(total.ore for total in totals if total.year == one) for one in allocation.years),
        beside=_beside(reconcile(allocation)),
        changes=_changes(material, employees, year),
        heads=tuple(material.short(one) for one in _visible(material)),
        sources=_sources(material, year),
        method=METHOD[material.city.settings.allocation.method],
        passages=_passages(material, year),
        reconciliation=reconcile(allocation),
        assumptions=tuple(dict.fromkeys(material.told(one.message) for one in allocation.assumptions)),
        not_split=tuple(
            Untold(material.name(one.source_id), one.ore, material.told(one.message))
            for one in allocation.unsplit
            if material.shows_cost(one.source_id)
        ),
        missing=tuple(
            Untold(material.name(gap.source_id), None, material.told(gap.message))
            for gap in allocation.missing
            if material.shows_cost(gap.source_id)
        ),
        direct_ore=sum(direct) if material.may_see("city") else None,
        unkeyed=_unkeyed(material, year),
    )


def _beside(lines: tuple[Reconciliation, ...]) -> tuple[Row, ...]:
    """What is nobody's, by year, where there is any."""
    rows = (
        Row(BESIDE[UNUSED], None, tuple(line.unused_ore for line in lines)),
        Row(BESIDE[UNASSIGNED], None, tuple(line.unassigned_ore for line in lines)),
    )
    return tuple(row for row in rows if any(row.ore))


def _passages(material: Material, year: int) -> tuple[PassageRow, ...]:
    """Those that pass something on, are passed something, or leave something unused, by id.

    An amount that a hidden source passes on would tell what it costs: then nothing of this is shown.
    """
    moving = [
        one
        for one in passages(material.city, material.allocation, (year,))
        if one.received or one.passed or one.unused or one.unassigned
    ]
    if not all(material.shows_cost(one.source_id) for one in moving):
        return ()
    return tuple(
        PassageRow(
            name=material.name(one.source_id),
            key=material.name(one.key_id) if one.key_id else None,
            own_ore=one.own_ore,
            received_ore=_rounded(one.received),
            passed_ore=_rounded(one.passed),
            paid_ore=round_half_up(one.paid.whole),
            unused_ore=round_half_up(one.unused),
            unassigned_ore=round_half_up(one.unassigned),
            whom=tuple((material.name(other), round_half_up(amount)) for other, amount in one.passed),
        )
        for one in moving
    )


def _rounded(amounts: Iterable[tuple[str, Fraction]]) -> int:
    return round_half_up(sum((amount for _, amount in amounts), Fraction(0)))


def _visible(material: Material) -> tuple[str, ...]:
    return tuple(one for one in material.allocation.administrations if material.shows(one))


def _rows(material: Material, totals: Iterable[AdministrationTotal]) -> tuple[Row, ...]:
    amounts = {(total.administration_id, total.year): total.ore for total in totals}
    years = material.allocation.years
    rows = [
        Row(
            name=material.name(one),
            link=one if one in material.seen.administrations else None,
            ore=tuple(amounts[one, year] for year in years),
        )
        for one in _visible(material)
    ]
    hidden = [one for one in material.allocation.administrations if not material.shows(one)]
    if hidden:
        rows.append(Row(NOT_PUBLIC, None, tuple(sum(amounts[one, year] for one in hidden) for year in years)))
    return tuple(rows)


def _changes(material: Material, employees: dict[str, PerUnit], year: int) -> tuple[ChangeRow, ...]:
    of_year = [change for change in changes(material.allocation) if change.year == year]
    return tuple(_change(material, one, employees, year) for one in of_year if material.shows(one.administration_id))


def _change(material: Material, one: Change, employees: dict[str, PerUnit], year: int) -> ChangeRow:
    administration = material.seen.administrations.get(one.administration_id)
    grant = administration.committee_grant.get(year, 0) if administration is not None else 0
    employed = employees.get(one.administration_id)
    return ChangeRow(
        name=material.name(one.administration_id),
        before_ore=one.before_ore,
        ore=one.ore,
        change_ore=one.change_ore,
        share=one.share,
        per_employee_ore=employed.ore_per_unit if employed is not None and _may_see_key(material) else None,
        grant_share=Fraction(one.ore, grant) if grant else None,
    )


def _may_see_key(material: Material) -> bool:
    key = material.city.settings.neutral_key
    return key is not None and material.shows(key)


def _sources(material: Material, year: int) -> tuple[KindRow, ...]:
    heads = _visible(material)
    amounts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for cell in material.allocation.cells:
        if cell.year == year:
            shown = (cell.source_id, cell.kind) if material.shows_cost(cell.source_id) else ("", "")
            amounts[shown][cell.administration_id] += cell.ore
    # The line of what is not public has an empty id, and stands last.
    return tuple(
        KindRow(
            name=material.name(source) if source else NOT_PUBLIC,
            kind=SOURCE[kind] if kind else None,
            ore=tuple(amounts[source, kind][one] for one in heads),
            total_ore=sum(amounts[source, kind].values()),
        )
        for source, kind in sorted(amounts, key=lambda shown: (not shown[0], shown))
    )


def _unkeyed(material: Material, year: int) -> tuple[Untold, ...]:
    """One line per system whose cost the readers may see, all its parts together."""
    sums: dict[tuple[str, Message], int] = defaultdict(int)
    for cost in material.allocation.unkeyed:
        if cost.year == year and material.shows_cost(cost.source_id):
            sums[cost.source_id, material.told(cost.message)] += cost.ore
    ordered = sorted(sums.items(), key=lambda item: (item[0][0], str(item[0][1])))
    return tuple(Untold(material.name(source), ore, message) for (source, message), ore in ordered)
