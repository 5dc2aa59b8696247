"""A year's split cut four ways, as tables for people: by administration, delivery, cost part or tier.

Each table is of one year, its values text in one language; sums of cells, one division of such a sum, or the exact
passages of `tiers` rounded to the öre. Nothing is split again, and nothing is printed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from itgov.allocate.figures import change
from itgov.allocate.labels import BEHAVIOUR_LABELS, BESIDE, CATEGORY_LABELS, part_label
from itgov.allocate.months import with_months
from itgov.allocate.network import UNASSIGNED, UNUSED
from itgov.allocate.shares import Allocation
from itgov.allocate.sheet import said
from itgov.allocate.table import kronor, name_of, percent
from itgov.allocate.tiers import Passage, passages
from itgov.allocate.weights import values_of
from itgov.message import Message, measured, msg
from itgov.model.city import City
from itgov.model.money import round_half_up

By = Literal["administration", "delivery", "part", "tier"]
NOTHING = "–"
Order = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One table: its title, heads and rows as text; the first `left` columns are words, the others amounts."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1
    foot: bool = True


@dataclass(frozen=True, slots=True)
class _Cut:
    """What every table needs: the split, whose part of it (all where `names` is empty), and the language."""

    city: City
    allocation: Allocation
    names: frozenset[str]
    language: str

    def said(self, *heads: Message) -> tuple[str, ...]:
        return tuple(head.into(self.language) for head in heads)

    def kr(self, ore: int | None) -> str:
        return NOTHING if ore is None else kronor(ore, self.language, grouped=True)

    def share(self, part: int | None, whole: int | None) -> str:
        if part is None or not whole:
            return NOTHING
        return percent(Fraction(part, abs(whole)), self.language)

    def change(self, ore: int, before: int | None) -> tuple[str, ...]:
        """Kronor and per cent, none where there is no year before; a change from nothing has no per cent."""
        return () if before is None else (change(ore - before, self.language), self.share(ore - before, before))

    def change_heads(self, year: int) -> tuple[str, ...]:
        """The heads of those columns."""
        return self.said(msg("change, kr"), msg("change, %")) if self.is_known(year - 1) else ()

    @property
    def who(self) -> str:
        """The administrations that are asked for, by name."""
        return ", ".join(name_of(self.city, name) for name in sorted(self.names))

    def whole_of(self, year: int) -> int:
        return sum(line.ore for line in self.allocation.lines if line.year == year)

    def is_known(self, year: int) -> bool:
        """Whether the year was split at all; a year before without costs is nothing to be compared with."""
        return any(line.year == year for line in self.allocation.lines)


def breakdowns(
    city: City, allocation: Allocation, by: By, years: Iterable[int], names: Collection[str], language: str
) -> tuple[Breakdown, ...]:
    """A table for each of `years`, in order; by tier, one more for who passes what to whom.

    `names` are administrations, whose part alone is shown; all where it is empty, with what is nobody's and what is not
    split as rows of their own. Changes are against the year before where the allocation holds it.
    """
    cut = _Cut(city, allocation, frozenset(names), language)
    tables = {"administration": _administrations, "delivery": _deliveries, "part": _parts, "tier": _tiers}[by]
    return tuple(one for year in sorted(set(years)) for one in tables(cut, year))


def _administrations(cut: _Cut, year: int) -> Iterator[Breakdown]:
    now, before = _paid(cut, year), _paid(cut, year - 1)
    known, whole = cut.is_known(year - 1), cut.whole_of(year)
    units = _employees(cut, year)
    shown = [name for name in cut.allocation.administrations if not cut.names or name in cut.names]

    def row(title: str, names: list[str]) -> tuple[str, ...]:
        ore = sum(now.get(name, 0) for name in names)
        of = sum(units.get(name, 0) for name in names)
        each = cut.kr(round_half_up(Fraction(ore, of))) if of else NOTHING
        then = sum(before.get(name, 0) for name in names) if known else None
        return (title, cut.kr(ore), cut.share(ore, whole), each, *cut.change(ore, then))

    rows = [row(name_of(cut.city, name), [name]) for name in shown]
    rows.append(row(msg("Sum").into(cut.language), shown))
    if not cut.names:
        nothing = (NOTHING,) * (1 + len(cut.change_heads(year)))
        rows += [(title, cut.kr(ore), cut.share(ore, whole), *nothing) for title, ore in _beside(cut, year)]
    heads = (
        *cut.said(msg("Administration"), msg("kr"), msg("share of all"), msg("per full-year employee")),
        *cut.change_heads(year),
    )
    title = msg("{year}: what each administration pays, kronor", year=str(year)).into(cut.language)
    yield Breakdown(title, heads, tuple(rows), foot=bool(cut.names))


def _paid(cut: _Cut, year: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for cell in cut.allocation.cells:
        if cell.year == year:
            found[cell.administration_id] = found.get(cell.administration_id, 0) + cell.ore
    return found


def _employees(cut: _Cut, year: int) -> dict[str, int]:
    """Units of the city's neutral key; empty where it has chosen none."""
    key = cut.city.keys.get(cut.city.settings.neutral_key or "")
    return dict(values_of(key, year)) if key is not None else {}


def _beside(cut: _Cut, year: int) -> Iterator[tuple[str, int]]:
    """What is nobody's and what is not split, where there is any, with its words."""
    for kind in (UNUSED, UNASSIGNED):
        ore = sum(one.ore for one in cut.allocation.beside if one.kind == kind and one.line.year == year)
        if ore:
            yield _capital(BESIDE[kind].into(cut.language)), ore
    unsplit = sum(line.ore for line in cut.allocation.unsplit_lines if line.year == year)
    if unsplit:
        yield msg("Not split").into(cut.language), unsplit


def _deliveries(cut: _Cut, year: int) -> Iterator[Breakdown]:
    now, before, cost = _amounts(cut, year, 2), _amounts(cut, year - 1, 2), _costs(cut, year, 2)

    def price(order: Order) -> tuple[str, str]:
        delivery = cut.city.deliveries.get(order[0]) if order[1] == "delivery" else None
        volume = delivery.volumes.get(year) if delivery is not None else None
        if delivery is None or not volume:
            return NOTHING, NOTHING
        count = measured(volume, delivery.unit).into(cut.language)
        return count, cut.kr(round_half_up(Fraction(cost.get(order, 0), volume)))

    words = {order: (_named(cut, order[0], year), *price(order)) for order in cost.keys() | before.keys()}
    # What one of them pays is of a part of the units that nobody has put on record.
    volumes = msg("the whole city's volume") if cut.names else msg("volume")
    heads = (msg("Delivery or shared system"), volumes, msg("own cost per unit"))
    title = msg("{year}: what each delivery and shared system costs, kronor", year=str(year))
    if cut.names:
        title = msg("{year}: what {who} pays of each delivery and shared system, kronor", year=str(year), who=cut.who)
    yield _sources_table(cut, year, title, heads, words, (now, before, cost))


def _parts(cut: _Cut, year: int) -> Iterator[Breakdown]:
    now, before, cost = _amounts(cut, year, 3), _amounts(cut, year - 1, 3), _costs(cut, year, 3)
    words = {}
    for line in cut.allocation.lines:
        part = part_label(line)
        words[_order(line.source_id, line.kind, line.part_number, 3)] = (
            f"{_named(cut, line.source_id, year)}: {part if isinstance(part, str) else part.into(cut.language)}",
            CATEGORY_LABELS[line.category].into(cut.language),
            BEHAVIOUR_LABELS[line.behaviour].into(cut.language) if line.behaviour else NOTHING,
        )
    heads = (msg("Cost part"), msg("cost category"), msg("behaviour"))
    title = msg("{year}: what each cost part costs, kronor", year=str(year))
    if cut.names:
        title = msg("{year}: what {who} pays of each cost part, kronor", year=str(year), who=cut.who)
    yield _sources_table(cut, year, title, heads, words, (now, before, cost))


def _sources_table(
    cut: _Cut,
    year: int,
    title: Message,
    heads: tuple[Message, ...],
    words: Mapping[Order, tuple[str, ...]],
    amounts: tuple[dict[Order, int], dict[Order, int], dict[Order, int]],
) -> Breakdown:
    """Rows of sources or parts, that cost something in the year or the one before; and the sum.

    For all, the share is of the year's whole cost; for some administrations, what they pay of each one's cost.
    """
    now, before, cost = amounts
    known, whole = cut.is_known(year - 1), cut.whole_of(year)

    def row(named: tuple[str, ...], ore: int, then: int, of: int) -> tuple[str, ...]:
        return (*named, cut.kr(ore), cut.share(ore, of), *cut.change(ore, then if known else None))

    rows = [
        row(words[order], now.get(order, 0), before.get(order, 0), cost.get(order, 0) if cut.names else whole)
        for order in sorted(now.keys() | before.keys())
    ]
    last = (msg("Sum").into(cut.language), *("" for _ in heads[1:]))
    rows.append(row(last, sum(now.values()), sum(before.values()), whole))
    share = msg("share of its cost") if cut.names else msg("share of all")
    shown = (*cut.said(*heads, msg("kr"), share), *cut.change_heads(year))
    return Breakdown(title.into(cut.language), shown, tuple(rows), len(heads))


def _named(cut: _Cut, source_id: str, year: int) -> str:
    """The record's name, with the months of the year in which the one administration asked for shares it."""
    name = name_of(cut.city, source_id)
    if len(cut.names) != 1:
        return name
    (one,) = cut.names
    return said(with_months(name, cut.city, source_id, one, year), cut.language)


def _order(source: str, kind: str, part: int, depth: int) -> Order:
    return (source, kind, f"{part:06}")[:depth]


def _costs(cut: _Cut, year: int, depth: int) -> dict[Order, int]:
    """Whole costs by source, or by part, in a year."""
    found: dict[Order, int] = {}
    for line in cut.allocation.lines:
        if line.year == year:
            order = _order(line.source_id, line.kind, line.part_number, depth)
            found[order] = found.get(order, 0) + line.ore
    return found


def _amounts(cut: _Cut, year: int, depth: int) -> dict[Order, int]:
    """What is shown of each: its whole cost, or what the asked administrations pay of it."""
    if not cut.names:
        return _costs(cut, year, depth)
    found: dict[Order, int] = {}
    for cell in cut.allocation.cells:
        if cell.year == year and cell.administration_id in cut.names:
            order = _order(cell.source_id, cell.kind, cell.part_number, depth)
            found[order] = found.get(order, 0) + cell.ore
    return found


def _tiers(cut: _Cut, year: int) -> Iterator[Breakdown]:
    found = passages(cut.city, cut.allocation, (year,))
    rows = [_passage(cut, one) for one in found]
    rows.append(_tier_sum(cut, found))
    heads = cut.said(
        msg("Delivery or shared system"),
        msg("its own cost"),
        msg("passed to it"),
        msg("it passes on"),
        msg("administrations pay"),
        msg("unused"),
        msg("unassigned"),
        msg("difference"),
    )
    title = msg("{year}: what each delivery is passed and passes on, kronor", year=str(year)).into(cut.language)
    yield Breakdown(title, heads, tuple(rows))
    moved = tuple(
        (
            _sender(cut, one),
            name_of(cut.city, other),
            _rounded(cut, amount),
            # What costs nothing passes nothing on, and no part of it either.
            percent(amount / one.out, cut.language) if one.out else "–",
        )
        for one in found
        for other, amount in one.passed
    )
    if moved:
        heads = cut.said(msg("From"), msg("To"), msg("kr"), msg("share of its full cost"))
        title = msg("{year}: who passes what to whom, kronor", year=str(year)).into(cut.language)
        yield Breakdown(title, heads, moved, left=2, foot=False)


def _passage(cut: _Cut, one: Passage) -> tuple[str, ...]:
    parts = (_sum(one.received), _sum(one.passed), one.paid.whole, one.unused, one.unassigned, one.difference)
    return (_sender(cut, one), cut.kr(one.own_ore), *(_rounded(cut, part) for part in parts))


def _tier_sum(cut: _Cut, found: Iterable[Passage]) -> tuple[str, ...]:
    listed = list(found)
    own = sum(one.own_ore for one in listed)
    columns = (
        [_sum(one.received) for one in listed],
        [_sum(one.passed) for one in listed],
        [one.paid.whole for one in listed],
        [one.unused for one in listed],
        [one.unassigned for one in listed],
        [one.difference for one in listed],
    )
    sums = (_rounded(cut, sum(column, Fraction(0))) for column in columns)
    return (msg("Sum").into(cut.language), cut.kr(own), *sums)


def _sender(cut: _Cut, one: Passage) -> str:
    """The record's name, with that of the key where a part of it has one of its own."""
    name = name_of(cut.city, one.source_id)
    return name if one.key_id is None else f"{name} ({name_of(cut.city, one.key_id)})"


def _sum(amounts: Iterable[tuple[str, Fraction]]) -> Fraction:
    return sum((amount for _, amount in amounts), Fraction(0))


def _rounded(cut: _Cut, amount: Fraction) -> str:
    return cut.kr(round_half_up(amount))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
