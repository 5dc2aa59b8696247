"""Two splits side by side: who pays more, who less, and why; sums that agree; the benefit beside (D25, D31).

The two may be of one city with something otherwise (`suppose`), of one city at two commits, or of two years.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from itgov.allocate.between import Side
from itgov.allocate.change import Factor, LineChange, changed_lines, summed
from itgov.allocate.cost import cost_lines
from itgov.allocate.missing import told
from itgov.allocate.shares import Reconciliation, reconcile
from itgov.message import Message
from itgov.model.city import City
from itgov.model.initiative import Benefit, Initiative


@dataclass(frozen=True, slots=True)
class Row:
    """What one administration pays, or one source costs them, before and after, in öre; `why` makes the change.

    `share` is the change of what it was; None where that was 0.
    """

    id: str
    before_ore: int
    after_ore: int
    why: dict[Factor, int]

    @property
    def change_ore(self) -> int:
        """After less before."""
        return self.after_ore - self.before_ore

    @property
    def share(self) -> Fraction | None:
        """The change as a share of the size of what it was."""
        return Fraction(self.change_ore, abs(self.before_ore)) if self.before_ore else None


@dataclass(frozen=True)
class Compared:
    """One year, or two, compared: every administration's and every source's row, by id, and the lines behind them.

    `before` and `after` reconcile the two years. `notes` is what is missing on either side, and not split only after.
    """

    year_before: int
    year_after: int
    administrations: tuple[Row, ...]
    sources: tuple[Row, ...]
    lines: tuple[LineChange, ...]
    before: Reconciliation
    after: Reconciliation
    notes: tuple[Message, ...]

    @property
    def changed(self) -> bool:
        """Whether anything at all differs: what anybody pays, what is nobody's, or what cannot be split."""
        one, other = (
            (line.in_ore, line.split_ore, line.not_split_ore, line.unused_ore, line.unassigned_ore)
            for line in (self.before, self.after)
        )
        return one != other or any(line.why for line in self.lines)

    @property
    def change_ore(self) -> int:
        """What all administrations pay more together: the sum of their rows."""
        return sum(row.change_ore for row in self.administrations)

    @property
    def difference_ore(self) -> int:
        """The change of all that is split, less the sum of the rows: 0."""
        return self.after.split_ore - self.before.split_ore - self.change_ore

    @property
    def gain(self) -> tuple[Row, ...]:
        """Those who pay less, most first."""
        found = (row for row in self.administrations if row.change_ore < 0)
        return tuple(sorted(found, key=lambda row: (row.change_ore, row.id)))

    @property
    def lose(self) -> tuple[Row, ...]:
        """Those who pay more, most first."""
        found = (row for row in self.administrations if row.change_ore > 0)
        return tuple(sorted(found, key=lambda row: (-row.change_ore, row.id)))


def compare(before: Side, after: Side) -> Compared:
    """Two splits of a year each; every administration of either is in, those who never pay with 0."""
    lines = changed_lines(before, after)
    everyone = {*before.allocation.administrations, *after.allocation.administrations}
    return Compared(
        before.year,
        after.year,
        _rows(summed(lines, lambda line: line.administration_id), everyone),
        _rows(summed(lines, lambda line: line.source_id), ()),
        lines,
        _reconciled(before),
        _reconciled(after),
        _notes(before, after),
    )


def _rows(found: dict[str, tuple[int, int, dict[Factor, int]]], more: Iterable[str]) -> tuple[Row, ...]:
    rows = {
        name: Row(name, was, now, {one: ore for one, ore in why.items() if ore})
        for name, (was, now, why) in found.items()
    }
    return tuple(rows.get(name, Row(name, 0, 0, {})) for name in sorted({*rows, *more}))


def _reconciled(side: Side) -> Reconciliation:
    return next(line for line in reconcile(side.allocation) if line.year == side.year)


def _notes(before: Side, after: Side) -> tuple[Message, ...]:
    """What is missing on either side, as a change may be no more than that; what is not split after, and was before."""
    missing = [note for side in (before, after) for note in told(side.allocation.missing, (side.year,))]
    known = {one.message for one in before.allocation.unsplit}
    unsplit = (one for one in after.allocation.unsplit if any(line.year == after.year for line in one.lines))
    return tuple(dict.fromkeys((*missing, *(one.message for one in unsplit if one.message not in known))))


@dataclass(frozen=True, slots=True)
class Promised:
    """A benefit that an initiative promises which names a delivery or system.

    It is `at_stake` where that is retired or cut: then nothing brings it, and it may be lost.
    """

    source_id: str
    initiative_id: str
    benefit: Benefit
    at_stake: bool = False

    @property
    def likely_ore(self) -> int | None:
        """Öre a year when all of it has come; None without a price."""
        return self.benefit.per_year.likely if self.benefit.valued and self.benefit.per_year else None


def cut(before: City, after: City, source_ids: Iterable[str], years: Iterable[tuple[int, int]]) -> frozenset[str]:
    """Those of the deliveries and systems that are gone after, or cost less in any of the years, before and after."""
    found = set[str]()
    for year_before, year_after in years:
        was, now = _costs(before, year_before), _costs(after, year_after)
        found |= {one for one in source_ids if now[one] < was[one]}
    there = {*after.deliveries, *after.systems}
    return frozenset(found | {one for one in source_ids if one not in there})


def _costs(city: City, year: int) -> Counter[str]:
    found = Counter[str]()
    for line in cost_lines(city, (year,)):
        found[line.source_id] += line.ore
    return found


def benefits_of(
    city: City, source_ids: Iterable[str], more: Iterable[str] = (), less: frozenset[str] = frozenset()
) -> tuple[Promised, ...]:
    """The benefits of all initiatives that name one of those records, by record and initiative, in the files' order.

    Those of the initiatives in `more` are counted too, each once, whatever they name. What names only records in
    `less`, which are retired or cut, is at stake.

    An initiative names a delivery that it affects, that bears its operating cost, or whose pilot it is. Those that are
    rejected or withdrawn promise nothing.
    """
    found: dict[str, str] = {}
    meant = set(source_ids)
    # What one of them still brings is not at stake, though another is cut.
    for source_id in sorted(meant, key=lambda one: (one in less, one)):
        delivery = city.deliveries.get(source_id)
        naming = {one.id for one in city.pointing(source_id, Initiative)}
        if delivery is not None and delivery.pilot in city.initiatives:
            naming.add(str(delivery.pilot))
        for one in sorted(naming):
            if city.initiatives[one].stages.current not in {"rejected", "withdrawn"}:
                # One that names two of them promises its benefit once.
                found.setdefault(one, source_id)
    for one in more:
        found.setdefault(one, one)
    return tuple(
        Promised(source_id, one, benefit, source_id in less or (source_id == one and bool(meant) and meant <= less))
        for one, source_id in sorted(found.items(), key=lambda item: (item[1], item[0]))
        for benefit in city.initiatives[one].benefits
    )


def both(before: City, after: City) -> City:
    """The later city with those records of the earlier that it has no more: for their names."""
    kinds = {*before.by_kind, *after.by_kind}
    return replace(
        after, by_kind={kind: {**before.by_kind.get(kind, {}), **after.by_kind.get(kind, {})} for kind in kinds}
    )
