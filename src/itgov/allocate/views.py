"""Sums over a split: by administration, by delivery, against the year before, per unit of a key; and notes beside.

Every figure here is a sum of cells, or one division of such a sum; nothing is
split again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.cost import SourceKind
from itgov.allocate.shares import Allocation
from itgov.allocate.weights import values_of
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import round_half_up


@dataclass(frozen=True, slots=True)
class AdministrationTotal:
    """What one administration pays of all shared costs in a year, in öre."""

    administration_id: str
    year: int
    ore: int


@dataclass(frozen=True, slots=True)
class SourceTotal:
    """What one delivery or shared system costs in a year, in öre: what is split on administrations, and the rest.

    `beside_ore` is nobody's, unused or unassigned; the three together are the whole cost.
    """

    source_id: str
    kind: SourceKind
    year: int
    ore: int
    not_split_ore: int
    beside_ore: int = 0

    @property
    def whole_ore(self) -> int:
        """All that it costs."""
        return self.ore + self.not_split_ore + self.beside_ore


@dataclass(frozen=True, slots=True)
class Change:
    """One administration's year against the year before, in öre; None where that year was not split.

    `share` is the change as a share of the year before: None too where that was 0.
    """

    administration_id: str
    year: int
    ore: int
    before_ore: int | None
    change_ore: int | None
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class PerUnit:
    """One administration's year per unit of a key; `ore_per_unit` is None where it has no units."""

    administration_id: str
    year: int
    ore: int
    units: int
    ore_per_unit: int | None


def by_administration(allocation: Allocation) -> tuple[AdministrationTotal, ...]:
    """Totals of every administration in every year, by id and then year; 0 öre where it pays nothing."""
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for cell in allocation.cells:
        sums[cell.administration_id, cell.year] += cell.ore
    return tuple(
        AdministrationTotal(name, year, sums[name, year])
        for name in allocation.administrations
        for year in allocation.years
    )


def by_source(allocation: Allocation) -> tuple[SourceTotal, ...]:
    """Totals of every delivery and shared system in the years when it has a cost, by id and then year."""
    split: dict[tuple[str, SourceKind, int], int] = {
        (line.source_id, line.kind, line.year): 0 for line in allocation.lines
    }
    not_split, beside = dict(split), dict(split)
    for cell in allocation.cells:
        split[cell.source_id, cell.kind, cell.year] += cell.ore
    for line in allocation.unsplit_lines:
        not_split[line.source_id, line.kind, line.year] += line.ore
    for one in allocation.beside:
        beside[one.line.source_id, one.line.kind, one.line.year] += one.ore
    return tuple(SourceTotal(*where, split[where], not_split[where], beside[where]) for where in sorted(split))


def changes(allocation: Allocation) -> tuple[Change, ...]:
    """Every administration's year against the calendar year before, by id and then year."""
    totals = by_administration(allocation)
    known = {(total.administration_id, total.year): total.ore for total in totals}
    return tuple(_change(total, known.get((total.administration_id, total.year - 1))) for total in totals)


def per_unit(allocation: Allocation, city: City, key_id: str | None = None) -> tuple[PerUnit, ...]:
    """What each administration pays per unit of a key, the city's neutral one where left out; by id and then year.

    Rounded to the öre, halves away from zero. The key's values are those of the year, or of the latest year before it
    that the key has. Administrations without a value count 0 units, as do all where the key has none (equal and fixed
    shares, mixes); without the key, or where the city has chosen no neutral one, the view is empty.
    """
    key = city.keys.get(key_id or city.settings.neutral_key or "")
    if key is None:
        return ()
    return tuple(
        PerUnit(total.administration_id, total.year, total.ore, units, _ratio(total.ore, units))
        for total in by_administration(allocation)
        for units in (values_of(key, total.year).get(total.administration_id, 0),)
    )


WHO_BEARS = msg(
    "unused capacity and what a key assigns to nobody is charged to no administration: it stays in the budget of the "
    "delivery's provider"
)
"""Who bears what no administration does."""


def notes(allocation: Allocation) -> tuple[Message, ...]:
    """What is to be told beside the sums, each thing once: costs missing, not split, assumed; who bears nobody's."""
    missing = [gap.message for gap in allocation.missing]
    unsplit = [one.message for one in allocation.unsplit]
    assumed = [assumption.message for assumption in allocation.assumptions]
    borne = [WHO_BEARS] if any(one.ore for one in allocation.beside) else []
    return tuple(dict.fromkeys((*missing, *unsplit, *assumed, *borne)))


def _change(total: AdministrationTotal, before: int | None) -> Change:
    change = None if before is None else total.ore - before
    share = Fraction(change, abs(before)) if change is not None and before else None
    return Change(total.administration_id, total.year, total.ore, before, change, share)


def _ratio(ore: int, units: int) -> int | None:
    return round_half_up(Fraction(ore, units)) if units else None
